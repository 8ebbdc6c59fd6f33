//! Terminals with habits of their own: how wide they paint what is ambiguous, and whether they say so.

use std::time::Duration;

use super::{NARROW, QUESTION, SILENT, Session, UNKNOWN, WIDE, draft, folder_with_post};

const AT_FAILURE: [&str; 3] = ["5-ways.md", "--at", "failure@t1"];

/// Box drawing and other marks that may be two cells wide.
const AMBIGUOUS: [char; 7] = ['─', '│', '┌', '●', '○', '⇧', '…'];

#[test]
fn where_ambiguous_characters_are_wide_each_takes_two_cells() {
    let (home, post) = folder_with_post();
    let mut naze = Session::start_on(WIDE, home.path(), &["5-ways.md", "--at", "failure@t1"], 120, 40);
    naze.wait_for("まず最後まで聞く");
    let (row, column) = naze.screen.screen().cursor_position();
    naze.send("…※①");
    naze.send("三年前");
    naze.wait_for("三年前");
    assert_eq!(naze.screen.screen().cursor_position(), (row, column + 12));
    for (place, symbol) in [(0, "…"), (1, ""), (2, "※"), (4, "①"), (6, "三")] {
        let cell = naze.screen.screen().cell(row, column + place).unwrap();
        assert_eq!(cell.contents().trim(), symbol, "{place}");
    }
    assert!(!naze.text().contains(['─', '│', '┌', '●', '○', '⇧']), "{}", naze.text());
    // A click in the second cell of a wide character is a click on it.
    naze.send(&format!("\x1b[<0;{};{}M\x1b[<0;{0};{1}m", column + 3, row + 1));
    naze.send("印");
    naze.wait_for("印");
    naze.send("\x11");
    assert_eq!(naze.end(), 0);
    assert!(draft(&post).contains("…印※①三年前"), "{}", draft(&post));
}

#[test]
fn a_terminal_that_never_answers_holds_nothing_up_and_is_heard_when_it_does() {
    let (home, post) = folder_with_post();
    let args = ["5-ways.md", "--at", "failure@t1"];
    let mut naze = Session::start_on(SILENT, home.path(), &args, 80, 24);
    naze.wait_for("まず最後まで聞く");
    naze.send("字");
    naze.wait_until(|text| text.contains('字') && !text.contains(['─', '│', '┌']));
    naze.send("\x11");
    assert_eq!(naze.end(), 0);
    // It is known now: not even the first frame has a line in it.
    let mut naze = Session::start_on(SILENT, home.path(), &args, 80, 24);
    naze.wait_for("まず最後まで聞く");
    assert!(!String::from_utf8_lossy(&naze.raw).contains(['─', '│', '┌']));
    // An answer however late is none of the author's words.
    naze.send("語\x1b[2;2Rも");
    naze.wait_until(|text| text.contains("語も") && text.contains('│'));
    naze.send("\x11");
    assert_eq!(naze.end(), 0);
    assert!(draft(&post).contains("字語も"), "{}", draft(&post));
}

#[test]
fn the_first_frame_is_painted_as_the_terminal_was_last_known() {
    let (home, _) = folder_with_post();
    for known in [false, true] {
        let mut naze = Session::start_on(WIDE, home.path(), &["5-ways.md", "--at", "failure@t1"], 80, 24);
        naze.wait_until(|text| text.contains("まず最後まで聞く") && !text.contains('│'));
        naze.settle();
        let cleared = naze.raw.windows(4).filter(|bytes| *bytes == b"\x1b[2J").count();
        // Once more where the answer came late.
        assert_eq!(cleared == 1, known, "a frame painted by another measure is painted anew: {cleared}");
        assert!(!naze.text().contains('▽'), "the question leaves nothing behind:\n{}", naze.text());
        naze.send("\x11");
        assert_eq!(naze.end(), 0);
    }
}

#[test]
fn what_is_typed_while_the_terminal_is_asked_is_not_lost() {
    let (home, post) = folder_with_post();
    let reply = "早い\x1b[2;2R字\x1b[?62;22c\x1b[D\x1b[200~貼\r紙\x1b[201~後";
    let mut naze = Session::start_on(reply, home.path(), &["5-ways.md", "--at", "failure@t1"], 80, 24);
    naze.wait_for("後字");
    assert!(naze.text().contains('│'), "it answered for all that");
    naze.send("\x11");
    assert_eq!(naze.end(), 0);
    assert!(draft(&post).contains("早い貼\n紙後字"), "{}", draft(&post));
}

#[test]
fn the_settings_outrank_the_terminal() {
    let (home, _) = folder_with_post();
    let config = home.path().join(".config/naze");
    std::fs::create_dir_all(&config).unwrap();
    std::fs::write(config.join("config.toml"), "ambiguous = \"narrow\"\n").unwrap();
    let mut naze = Session::start_on(WIDE, home.path(), &["5-ways.md", "--at", "failure@t1"], 80, 24);
    naze.wait_for("まず最後まで聞く");
    assert!(naze.text().contains('│'));
    assert!(!naze.raw.windows(QUESTION.len()).any(|bytes| bytes == QUESTION));
    naze.send("\x11");
    assert_eq!(naze.end(), 0);
}

#[test]
fn a_terminal_that_says_what_it_is_but_not_where_the_cursor_went_is_known_at_once() {
    let (home, _) = folder_with_post();
    for reply in [NARROW, UNKNOWN] {
        let mut naze = Session::start_on(reply, home.path(), &AT_FAILURE, 80, 24);
        naze.wait_for("まず最後まで聞く");
        // Known to be narrow, it would be left at that until it said something else.
        naze.wait_until(|text| text.contains(AMBIGUOUS) == (reply == NARROW));
        naze.send("\x11");
        assert_eq!(naze.end(), 0);
    }
}

#[test]
fn on_a_terminal_of_unknown_width_japanese_is_typed_and_edited() {
    let (home, post) = folder_with_post();
    let mut naze = Session::start_on(UNKNOWN, home.path(), &AT_FAILURE, 120, 40);
    naze.wait_for("まず最後まで聞く");
    let (row, column) = naze.screen.screen().cursor_position();
    naze.send("三年前の冬、");
    naze.send("「電話①」が……鳴りました。");
    naze.wait_for("鳴りました。");
    // Ambiguous characters are measured as one cell: the caret goes by that, and is put where it goes.
    let wide = 2 * "三年前の冬、「電話」が鳴りました。".chars().count() + "①……".chars().count();
    assert_eq!(naze.screen.screen().cursor_position(), (row, column + u16::try_from(wide).unwrap()));
    assert!(!naze.text().replace("……", "").contains(AMBIGUOUS), "{}", naze.text());
    // Behind the dots one is taken out, and a word put in before them.
    naze.send("\x1b[D\x1b[D\x1b[D\x1b[D\x1b[D\x1b[D\x7f\x1b[D店に");
    naze.wait_for("店に…鳴りました。");
    let before = 2 * "三年前の冬、「電話」が店に".chars().count() + 1;
    assert_eq!(naze.screen.screen().cursor_position(), (row, column + u16::try_from(before).unwrap()));
    naze.send("\x1a\x1a");
    naze.wait_for("が……鳴りました。");
    naze.send("\x19\x19\x1b[F終");
    naze.wait_for("店に…鳴りました。終");
    naze.send("\x11");
    assert_eq!(naze.end(), 0);
    assert!(draft(&post).contains("「電話①」が店に…鳴りました。終"), "{}", draft(&post));
}

#[test]
fn on_a_terminal_that_never_says_anything_typing_goes_on_as_anywhere() {
    let (home, post) = folder_with_post();
    let mut naze = Session::start_on(SILENT, home.path(), &AT_FAILURE, 80, 24);
    naze.wait_for("まず最後まで聞く");
    naze.send("三年前の冬、");
    naze.wait_for("三年前の冬、");
    // By now nobody listens for an answer any more.
    std::thread::sleep(Duration::from_millis(3_100));
    naze.send("電話が");
    naze.wait_for("電話が");
    naze.send("\x1b[D店の\x1b[C");
    naze.send(&format!("\x1b[200~{}\x1b[201~", "鳴りました。\r".repeat(3_000)));
    naze.send("\x1b[2;2R\x1b[?62;22c終");
    naze.wait_for("終");
    naze.send("\x11");
    assert_eq!(naze.end(), 0);
    let kept: toml::Table = draft(&post).parse().unwrap();
    let answer = kept["answer"]["failure@t1"]["text"].as_str().unwrap();
    let wanted = format!("三年前の冬、電話店のが{}終", "鳴りました。\n".repeat(3_000));
    assert!(answer.trim_end() == wanted, "{} bytes of {}", answer.len(), wanted.len());
}
