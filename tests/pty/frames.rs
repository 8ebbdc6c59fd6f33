//! What is written to the terminal, byte by byte: an input method draws at the caret at any moment, so that the order of a
//! frame and the silence between two frames are part of what an author sees.

use std::time::Duration;

use super::{Session, folder_with_post};

const BEGIN: &str = "\x1b[?2026h";
const END: &str = "\x1b[?2026l";
const HIDE: &str = "\x1b[?25l";
const SHOW: &str = "\x1b[?25h";

/// What stands between the start and the end of each frame in `written`.
pub fn frames(written: &str) -> Vec<&str> {
    written.split(BEGIN).skip(1).filter_map(|frame| frame.split_once(END)).map(|(frame, _)| frame).collect()
}

#[test]
fn the_caret_is_hidden_while_a_frame_is_written_and_stands_in_the_answer_when_it_is_seen() {
    let (home, _) = folder_with_post();
    let mut naze = Session::start(home.path(), &["5-ways.md", "--at", "failure@t1"], 120, 40);
    naze.wait_for("まず最後まで聞く");
    let start = naze.raw.len();
    for burst in ["三年前の冬、", "閉店間際に", "電話が鳴りました。", "\r", "\x7f", "店長は", "外出中"]
    {
        naze.send(burst);
        naze.settle();
    }
    let written = String::from_utf8_lossy(&naze.raw[start..]).into_owned();
    let frames = frames(&written);
    assert!(frames.len() >= 7, "{written:?}");
    for frame in &frames {
        assert!(frame.starts_with(HIDE), "{frame:?}");
        assert!(frame.ends_with(SHOW), "{frame:?}");
        assert_eq!(frame.matches(SHOW).count(), 1, "{frame:?}");
    }
    // Nothing is written but frames.
    let apart: String =
        written.split(BEGIN).map(|piece| piece.split_once(END).map_or(piece, |(_, rest)| rest)).collect();
    assert_eq!(apart, "");
    let (row, column) = naze.screen.screen().cursor_position();
    let before = naze.screen.screen().cell(row, column - 2).unwrap().contents();
    assert_eq!(before, "中");
    naze.send("\x11");
    assert_eq!(naze.end(), 0);
}

#[test]
fn no_key_protocol_is_switched_on() {
    let (home, _) = folder_with_post();
    let mut naze = Session::start(home.path(), &["5-ways.md"], 80, 24);
    naze.wait_for("問い");
    naze.send("\x11");
    assert_eq!(naze.end(), 0);
    let written = String::from_utf8_lossy(&naze.raw);
    // Input methods of several terminals fail under the kitty keyboard protocol and xterm's modifyOtherKeys.
    for asked in ["\x1b[>1u", "\x1b[>", "\x1b[=", "\x1b[?u"] {
        assert!(!written.contains(asked), "{asked:?}");
    }
}

#[test]
fn nothing_is_written_while_nothing_happens() {
    let (home, _) = folder_with_post();
    let mut naze = Session::start(home.path(), &["5-ways.md", "--at", "failure@t1"], 120, 40);
    naze.wait_for("まず最後まで聞く");
    naze.send("三年前の冬");
    naze.wait_for("保存済み");
    // What follows a pause has been done.
    while naze.output.recv_timeout(Duration::from_secs(1)).is_ok() {}
    let cpu = naze.wakeups();
    assert!(naze.output.recv_timeout(Duration::from_secs(2)).is_err(), "something was written");
    assert_eq!(naze.wakeups(), cpu, "the program woke without a reason");
    naze.send("\x11");
    assert_eq!(naze.end(), 0);
}
