//! What the hand does at a real terminal: pastes, copies, the author's own editor, and what a key costs on the line.

use std::time::Duration;

use portable_pty::PtySize;

use super::frames::frames;
use super::{NARROW, SILENT, Session, UNKNOWN, cells, draft, folder_with_post};

const AT_FAILURE: [&str; 3] = ["5-ways.md", "--at", "failure@t1"];

#[test]
fn every_byte_of_a_long_paste_is_kept() {
    let (home, post) = folder_with_post();
    for (reply, lines) in [(NARROW, 12_000), (UNKNOWN, 12_000), (SILENT, 1_000)] {
        let line = "三年前の冬、閉店間際に電話が鳴りました。\u{1F469}\u{200D}\u{1F373} \x1b[2J";
        let text = format!("{line}\r").repeat(lines);
        let mut naze = Session::start_on(reply, home.path(), &AT_FAILURE, 80, 24);
        naze.wait_for("まず最後まで聞く");
        // A terminal takes no more than it has room for: what is pasted goes in while what is painted comes out.
        let hand = std::sync::Arc::clone(&naze.writer);
        let pasted = format!("\x1b[200~{text}終わり\x1b[201~");
        let typist =
            std::thread::spawn(move || std::io::Write::write_all(&mut *hand.lock().unwrap(), pasted.as_bytes()));
        naze.wait_for("終わり");
        typist.join().unwrap().unwrap();
        naze.send("\x11");
        assert_eq!(naze.end(), 0);
        let kept: toml::Table = draft(&post).parse().unwrap();
        let answer = kept["answer"]["failure@t1"]["text"].as_str().unwrap();
        assert!(answer.contains(&(text.replace('\r', "\n") + "終わり")), "{} bytes of {}", answer.len(), text.len());
        std::fs::remove_file(post.with_extension("naze.toml")).unwrap();
    }
}

#[test]
fn what_is_copied_goes_to_the_terminals_clipboard() {
    let (home, _) = folder_with_post();
    let mut naze = Session::start(home.path(), &AT_FAILURE, 80, 24);
    naze.wait_for("まず最後まで聞く");
    naze.send("ab");
    naze.wait_for("ab");
    // Shift and left twice, then copied.
    naze.send("\x1b[1;2D\x1b[1;2D");
    naze.settle();
    naze.send("\x03");
    naze.settle();
    // OSC 52: the text in Base64.
    assert!(naze.raw.windows(13).any(|bytes| bytes == b"\x1b]52;c;YWI=\x1b\\" || bytes.starts_with(b"\x1b]52;c;YWI=")));
    naze.send("\x11");
    assert_eq!(naze.end(), 0);
}

/// A terminal would drop it without a word.
#[test]
fn what_is_too_long_for_a_terminals_clipboard_stays_in_nazes_own() {
    let (home, post) = folder_with_post();
    let mut naze = Session::start(home.path(), &AT_FAILURE, 120, 40);
    naze.wait_for("まず最後まで聞く");
    let long = "三年前の冬。".repeat(5_000);
    let hand = std::sync::Arc::clone(&naze.writer);
    let pasted = format!("\x1b[200~{long}終わり\x1b[201~");
    let typist = std::thread::spawn(move || std::io::Write::write_all(&mut *hand.lock().unwrap(), pasted.as_bytes()));
    naze.wait_for("終わり");
    typist.join().unwrap().unwrap();
    // All of it cut, and pasted twice.
    naze.send("\x01\x18");
    naze.wait_for("長すぎて");
    assert!(naze.text().contains("^V"), "{}", naze.text());
    assert!(!naze.raw.windows(5).any(|bytes| bytes == b"\x1b]52;"));
    naze.send("\x16\x16");
    naze.wait_for("終わり");
    naze.send("\x11");
    assert_eq!(naze.end(), 0);
    assert_eq!(draft(&post).matches("終わり").count(), 2);
}

#[test]
fn an_answer_goes_to_the_authors_own_editor_and_comes_back() {
    let (home, post) = folder_with_post();
    let script = home.path().join("editor.sh");
    std::fs::write(&script, "printf '\\nエディタの一行' >> \"$1\"\n").unwrap();
    let editor = format!("sh {}", script.display());
    let mut naze = Session::start_with(&[("VISUAL", &editor), ("EDITOR", "false")], home.path(), &AT_FAILURE, 80, 24);
    naze.wait_for("まず最後まで聞く");
    naze.send("三年前の冬。");
    naze.wait_for("三年前の冬。");
    naze.send("\x1be続き");
    naze.wait_for("エディタの一行");
    naze.wait_for("続き");
    assert!(naze.screen.screen().alternate_screen() && naze.screen.screen().bracketed_paste());
    naze.send("\x11");
    assert_eq!(naze.end(), 0);
    naze.assert_restored();
    // What was typed ahead stands at the caret, in the answer as it came back.
    assert!(draft(&post).contains("三年前の冬。続き\nエディタの一行"), "{}", draft(&post));
}

#[test]
fn an_editor_that_fails_takes_no_word_along() {
    let (home, post) = folder_with_post();
    let mut naze = Session::start_with(&[("EDITOR", "false")], home.path(), &AT_FAILURE, 80, 24);
    naze.wait_for("まず最後まで聞く");
    naze.send("三年前の冬。");
    naze.wait_for("三年前の冬。");
    naze.send("\x1be");
    naze.wait_for("エディタ");
    naze.send("まだ書けます。");
    naze.wait_for("まだ書けます。");
    naze.send("\x11");
    assert_eq!(naze.end(), 0);
    naze.assert_restored();
    assert!(draft(&post).contains("三年前の冬。まだ書けます。"));
}

/// Bytes a key takes at most, once the row it stands in is no longer the first.
#[test]
fn a_key_takes_few_bytes() {
    let (home, _) = folder_with_post();
    let mut naze = Session::start(home.path(), &AT_FAILURE, 120, 40);
    naze.wait_for("まず最後まで聞く");
    naze.send("ここから書きます。");
    naze.settle();
    for (keys, most) in [(["a", "b", "c", "d", "e"], 120), (["三年前", "の冬", "電話が", "鳴り", "ました"], 250)]
    {
        let mut sizes: Vec<usize> = Vec::new();
        for key in keys {
            let before = naze.raw.len();
            naze.send(key);
            naze.settle();
            let written = String::from_utf8_lossy(&naze.raw[before..]).into_owned();
            assert!(!frames(&written).is_empty());
            sizes.push(written.len());
        }
        sizes.sort_unstable();
        assert!(sizes[2] <= most, "{sizes:?}");
    }
    naze.send("\x11");
    assert_eq!(naze.end(), 0);
}

#[test]
fn a_screen_made_small_and_large_again_is_whole() {
    let (home, _) = folder_with_post();
    let mut naze = Session::start(home.path(), &AT_FAILURE, 80, 24);
    naze.wait_for("まず最後まで聞く");
    naze.send("三年前の冬、⚠️電話が鳴りました。");
    // Nothing more is to come.
    naze.wait_for("^O");
    naze.wait_for("保存済み");
    let (before, caret) = (naze.text(), naze.screen.screen().cursor_position());
    for (columns, rows) in [(1, 1), (13, 5), (200, 60), (80, 24)] {
        naze.master.resize(PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 }).unwrap();
        naze.screen.screen_mut().set_size(cells(rows), cells(columns));
        naze.take_in(Duration::from_millis(100));
        naze.settle();
    }
    assert_eq!(naze.text(), before);
    assert_eq!(naze.screen.screen().cursor_position(), caret);
    naze.send("\x11");
    assert_eq!(naze.end(), 0);
}
