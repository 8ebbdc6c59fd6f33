//! Somebody else writes the draft: an editor, git, a folder that syncs, another window's command.

use std::fs;

use naze::shell::store::NotSaved;

use super::{Room, edit, key};

#[test]
fn answers_written_elsewhere_are_taken_in() {
    let room = Room::new();
    let mut desk = room.sit();
    desk.types("reader", "店長");
    desk.save().unwrap();
    edit(&room.draft(), "turn@t1", "よそで書いた答え");
    desk.types("failure@t1", "ここで書いた答え");
    let mixture = desk.save().unwrap().unwrap();
    assert!(mixture.conflicts.is_empty());
    desk.take_in(&mixture);
    assert_eq!((desk.told("turn@t1"), desk.told("failure@t1")), ("よそで書いた答え", "ここで書いた答え"));
    assert!(room.text().contains("よそで書いた答え") && room.text().contains("ここで書いた答え"));
}

#[test]
fn an_answer_typed_again_over_another_that_was_taken_in_survives_a_crash() {
    let room = Room::new();
    let mut desk = room.sit();
    desk.types("failure@t1", "はじめ");
    desk.save().unwrap();
    edit(&room.draft(), "failure@t1", "は");
    let mixture = desk.save().unwrap().unwrap();
    desk.take_in(&mixture);
    assert_eq!(desk.told("failure@t1"), "は");
    desk.types("failure@t1", "じめ");
    drop(desk);
    assert_eq!(room.sit().told("failure@t1"), "はじめ");
}

#[test]
fn an_answer_changed_here_and_elsewhere_is_kept_twice() {
    let room = Room::new();
    let mut desk = room.sit();
    desk.types("failure@t1", "はじめ");
    desk.save().unwrap();
    edit(&room.draft(), "failure@t1", "よそ");
    desk.types("failure@t1", "とつづき");
    let mixture = desk.save().unwrap().unwrap();
    assert_eq!(mixture.conflicts.told(&key("failure@t1")), Some("よそ"));
    assert!(room.text().contains("はじめとつづき"));
    assert!(room.kept().iter().any(|text| text.contains("よそ")));
    // It waits, whatever happens to the window, until the author has chosen.
    drop(desk);
    let back = room.sit();
    assert_eq!(back.store.undecided(&back.draft).told(&key("failure@t1")), Some("よそ"));
    back.store.keep_undecided(&naze::answers::Answers::default()).unwrap();
    assert!(room.sit().store.undecided(&back.draft).is_empty());
}

#[test]
fn a_draft_sent_before_the_news_arrived_takes_nothing_away() {
    let room = Room::new();
    let mut desk = room.sit();
    desk.types("reader", "店長");
    desk.save().unwrap();
    edit(&room.draft(), "turn@t1", "よそ");
    desk.types("reader", "さん");
    let mixture = desk.save().unwrap().unwrap();
    // The screen has not heard of it yet, and saves again.
    desk.types("reader", "へ");
    assert!(desk.save().unwrap().is_none());
    assert!(room.text().contains("よそ") && room.text().contains("店長さんへ"), "{}", room.text());
    desk.take_in(&mixture);
    desk.store.heard(&desk.draft);
    desk.draft.answers.entry(&key("turn@t1")).text.clear();
    desk.revision.0 += 1;
    desk.save().unwrap();
    assert!(!room.text().contains("よそ"), "once it is known, it may be cleared");
}

#[test]
fn an_answer_cleared_elsewhere_is_kept_aside() {
    let room = Room::new();
    let mut desk = room.sit();
    desk.types("failure@t1", "三年前の冬");
    desk.save().unwrap();
    edit(&room.draft(), "failure@t1", "");
    let mixture = desk.store.look(desk.revision, &desk.draft, &super::questions).unwrap().unwrap();
    assert!(mixture.conflicts.is_empty());
    assert!(room.kept().iter().any(|text| text.contains("三年前の冬")));
}

#[test]
fn looking_writes_nothing_where_there_is_nothing_to_add() {
    let room = Room::new();
    let mut desk = room.sit();
    desk.types("reader", "店長");
    desk.save().unwrap();
    assert!(desk.store.look(desk.revision, &desk.draft, &super::questions).unwrap().is_none());
    let theirs = room.text().replace("version = 1", "# 手で\nversion = 1").replace("店長", "店主");
    fs::write(room.draft(), &theirs).unwrap();
    let mixture = desk.store.look(desk.revision, &desk.draft, &super::questions).unwrap().unwrap();
    assert_eq!(room.text(), theirs);
    desk.take_in(&mixture);
    assert_eq!(desk.told("reader"), "店主");
}

#[test]
fn a_draft_broken_elsewhere_is_left_alone_until_it_is_mended() {
    let room = Room::new();
    let mut desk = room.sit();
    desk.types("reader", "店長");
    desk.save().unwrap();
    let good = room.text();
    let broken = good.replace("[post]", "[post");
    fs::write(room.draft(), &broken).unwrap();
    desk.types("reader", "さん");
    assert!(matches!(desk.save(), Err(NotSaved::Broken(_))));
    assert_eq!(room.text(), broken);
    fs::write(room.draft(), good).unwrap();
    desk.save().unwrap();
    assert!(room.text().contains("店長さん"));
}

#[test]
fn an_emptied_or_deleted_draft_takes_no_answers_with_it() {
    for empty in [true, false] {
        let room = Room::new();
        let mut desk = room.sit();
        desk.types("reader", "店長");
        desk.save().unwrap();
        if empty {
            fs::write(room.draft(), "\n").unwrap();
        } else {
            fs::remove_file(room.draft()).unwrap();
        }
        desk.types("failure@t1", "三年前");
        assert!(desk.save().unwrap().is_none());
        assert!(room.text().contains("店長") && room.text().contains("三年前"));
    }
}

#[test]
fn a_crash_and_an_editor_leave_both_writings() {
    let room = Room::new();
    let mut desk = room.sit();
    desk.types("failure@t1", "はじめ");
    desk.save().unwrap();
    desk.types("failure@t1", "とつづき");
    desk.types("reader", "店長");
    drop(desk);
    edit(&room.draft(), "failure@t1", "よそ");
    edit(&room.draft(), "turn@t1", "よそだけ");
    let back = room.sit();
    assert_eq!(
        (back.told("failure@t1"), back.told("reader"), back.told("turn@t1")),
        ("はじめとつづき", "店長", "よそだけ")
    );
    let recovery = back.recovery.unwrap();
    assert_eq!(recovery.conflicts.told(&key("failure@t1")), Some("よそ"));
    assert!(room.kept().iter().any(|text| text.contains("よそ")));
    assert_eq!(
        recovery.before.answers.told(&key("failure@t1")),
        Some("よそ"),
        "what undoing the recovery goes back to"
    );
}

#[test]
fn what_an_editor_wrote_after_a_crash_with_all_saved_is_taken() {
    let room = Room::new();
    let mut desk = room.sit();
    desk.types("failure@t1", "はじめ");
    desk.save().unwrap();
    drop(desk);
    edit(&room.draft(), "failure@t1", "書き直し");
    let back = room.sit();
    assert_eq!(back.told("failure@t1"), "書き直し");
    assert!(back.recovery.is_none());
}

#[test]
fn a_command_answers_while_a_window_holds_the_draft() {
    let desk = crate::desk::Desk::new();
    desk.ok(&["answer", "5-ways.md", "reader", "町の時計屋さん"]);
    let lock = desk.kept().into_iter().find(|path| path.ends_with("lock")).unwrap();
    let folder = lock.parent().unwrap();
    let window = naze::shell::lock::take(&naze::shell::disk::Disk::default(), folder, "").unwrap().unwrap();
    let journal = folder.join("journal");
    fs::write(&journal, "the window's own").unwrap();
    desk.ok(&["answer", "5-ways.md", "failure@t1", "三年前の冬"]);
    assert_eq!(desk.ok(&["answers", "5-ways.md", "failure@t1", "--draft-only"]), "三年前の冬\n");
    assert_eq!(desk.ok(&["answers", "5-ways.md", "reader", "--draft-only"]), "町の時計屋さん\n");
    assert_eq!(fs::read_to_string(&journal).unwrap(), "the window's own");
    drop(window);
}
