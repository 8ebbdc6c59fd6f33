//! The editor's text, one habit at a time.

use naze::text::Ambiguous;
use naze::text::buffer::{Buffer, Motion, Splice, Way};

#[test]
fn typing_is_undone_in_runs() {
    let mut buffer = Buffer::new("");
    for c in "朝。昼、夜".chars() {
        buffer.insert(c.encode_utf8(&mut [0; 4]));
    }
    buffer.break_run();
    buffer.insert("の話");
    let mut texts = vec![buffer.text().to_owned()];
    while buffer.undo() {
        texts.push(buffer.text().to_owned());
    }
    assert_eq!(texts, ["朝。昼、夜の話", "朝。昼、夜", "朝。", ""]);
    while buffer.redo() {}
    buffer.go(Motion::Left);
    for _ in 0..3 {
        buffer.delete(Motion::Left);
    }
    assert_eq!(buffer.text(), "朝。昼話");
    buffer.undo();
    assert_eq!((buffer.text(), buffer.caret()), ("朝。昼、夜の話", "朝。昼、夜の".len()));
}

#[test]
fn a_paste_is_one_splice_and_one_step() {
    let mut buffer = Buffer::new("前後");
    buffer.set_caret("前".len());
    buffer.paste("一\r\n二\r三\n");
    assert_eq!(buffer.text(), "前一\n二\n三\n後");
    assert_eq!(buffer.take_splices(), [Splice { at: 3, removed: 0, inserted: "一\n二\n三\n".to_owned() }]);
    assert!(buffer.undo());
    assert_eq!((buffer.text(), buffer.caret()), ("前後", 3));
}

#[test]
fn a_caret_stays_with_its_words_when_the_text_changes_elsewhere() {
    let mut buffer = Buffer::new("朝の話。夜の話。");
    buffer.set_caret("朝の話。夜".len());
    assert!(buffer.adopt("早い朝の話。夜の話。"));
    assert_eq!(buffer.caret(), "早い朝の話。夜".len());
    assert!(buffer.adopt("早い朝の話。夜の長い話。"));
    assert_eq!(buffer.caret(), "早い朝の話。夜".len());
}

#[test]
fn the_text_given_is_the_text_kept() {
    let text = "crlf\r\nlone\rend\u{b}\u{2028}";
    assert_eq!(Buffer::new(text).text(), text);
}

#[test]
fn no_caret_stands_inside_a_line_end() {
    let mut buffer = Buffer::new("a\rX\nb");
    buffer.set_caret("a\rX".len());
    buffer.delete(Motion::Left);
    assert_eq!((buffer.text(), buffer.caret()), ("a\r\nb", 1));
    buffer.set_caret("a\r".len());
    assert_eq!(buffer.caret(), 1);
    buffer.delete(Motion::Right);
    assert_eq!(buffer.text(), "ab");
}

#[test]
fn a_character_that_joins_what_follows_does_not_push_the_caret() {
    let mut buffer = Buffer::new("👧");
    for c in "👨\u{200D}👩\u{200D}".chars() {
        buffer.insert(c.encode_utf8(&mut [0; 4]));
    }
    assert_eq!(buffer.text(), "👨\u{200D}👩\u{200D}👧");
}

#[test]
fn up_and_down_keep_their_column() {
    let mut buffer = Buffer::new("長い一行目です\n短い\n\n長い四行目です");
    buffer.lay_out(40, 10, Ambiguous::Narrow);
    buffer.set_caret("長い一行目".len());
    let mut columns = Vec::new();
    for _ in 0..3 {
        assert!(buffer.go(Motion::Down));
        columns.push(buffer.view().caret.map(|place| place.column));
    }
    assert_eq!(columns, [Some(4), Some(0), Some(10)]);
    buffer.go(Motion::Down);
    assert_eq!(buffer.caret(), buffer.len());
    assert!(!buffer.go(Motion::Down));
}

#[test]
fn home_and_end_go_by_row_and_then_by_paragraph() {
    let text = "あいうえおかきくけこ";
    let mut buffer = Buffer::new(text);
    buffer.lay_out(10, 5, Ambiguous::Narrow);
    buffer.set_caret("あい".len());
    buffer.go(Motion::End);
    assert_eq!(buffer.view().caret.map(|place| (place.row, place.column)), Some((0, 8)));
    buffer.go(Motion::Home);
    assert_eq!(buffer.caret(), 0);
    buffer.go(Motion::End);
    buffer.go(Motion::End);
    assert_eq!(buffer.caret(), text.len());
    buffer.go(Motion::Home);
    assert_eq!(buffer.caret(), "あいうえおかきく".len());
    buffer.go(Motion::Home);
    assert_eq!(buffer.caret(), 0);
}

#[test]
fn a_full_last_row_leaves_the_caret_a_row_of_its_own() {
    let mut buffer = Buffer::new("あいうえ。");
    buffer.lay_out(10, 5, Ambiguous::Narrow);
    buffer.go(Motion::Bottom);
    assert_eq!(buffer.view().caret.map(|place| (place.row, place.column)), Some((1, 0)));
    buffer.insert("お");
    buffer.lay_out(10, 5, Ambiguous::Narrow);
    assert_eq!(buffer.view().caret.map(|place| (place.row, place.column)), Some((1, 2)));
}

#[test]
fn a_double_click_takes_a_word_and_a_triple_click_a_paragraph() {
    let mut buffer = Buffer::new("前の段落\n三年前の冬、閉店間際に");
    buffer.lay_out(40, 5, Ambiguous::Narrow);
    for (column, word) in
        [(0, "三年前"), (5, "三年前"), (6, "の"), (8, "冬"), (10, "、"), (14, "閉店間際"), (21, "に"), (39, "に")]
    {
        buffer.select_word(1, column);
        assert_eq!(buffer.selected(), word, "{column}");
    }
    buffer.select_paragraph(1, 5);
    assert_eq!(buffer.selected(), "三年前の冬、閉店間際に");
    assert!(!buffer.view().rows[1].line_end_selected);
    buffer.extend(Motion::Top);
    assert_eq!(buffer.selected(), "前の段落\n");
    assert!(buffer.view().rows[0].line_end_selected);
}

#[test]
fn found_forwards_backwards_and_around() {
    let mut buffer = Buffer::new("ガイドを読む。\nそのｶﾞｲﾄﾞは古い。\nがいど");
    let mut seen = Vec::new();
    for way in [Way::Forward, Way::Forward, Way::Forward, Way::Forward, Way::Backward, Way::Backward, Way::Backward] {
        let span = buffer.find("ガイド", way).unwrap();
        buffer.select(span);
        seen.push(buffer.selected().to_owned());
    }
    assert_eq!(seen, ["ガイド", "ｶﾞｲﾄﾞ", "がいど", "ガイド", "がいど", "ｶﾞｲﾄﾞ", "ガイド"]);
    assert_eq!(buffer.find("無い", Way::Forward), None);
    assert_eq!(buffer.find("", Way::Backward), None);
}

#[test]
fn scrolled_away_the_view_waits_for_the_caret_to_move() {
    let text = (1..=30).map(|n| n.to_string()).collect::<Vec<_>>().join("\n");
    let mut buffer = Buffer::new(text);
    buffer.lay_out(20, 10, Ambiguous::Narrow);
    let first = |buffer: &Buffer| buffer.view().rows[0].text.to_owned();
    buffer.scroll(15);
    buffer.lay_out(20, 10, Ambiguous::Narrow);
    assert_eq!((first(&buffer).as_str(), buffer.view().caret), ("16", None));
    buffer.scroll(100);
    buffer.lay_out(20, 10, Ambiguous::Narrow);
    assert_eq!(first(&buffer), "21");
    buffer.go(Motion::Down);
    buffer.lay_out(20, 10, Ambiguous::Narrow);
    assert_eq!(first(&buffer), "1");
    for _ in 0..8 {
        buffer.go(Motion::Down);
    }
    buffer.lay_out(20, 10, Ambiguous::Narrow);
    assert_eq!((first(&buffer).as_str(), buffer.view().caret.map(|place| place.row)), ("3", Some(7)));
    buffer.go(Motion::PageDown);
    buffer.lay_out(20, 10, Ambiguous::Narrow);
    assert_eq!(buffer.view().rows[buffer.view().caret.unwrap().row].text, "18");
}
