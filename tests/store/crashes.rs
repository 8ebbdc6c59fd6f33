//! The machine stops: between any two steps of saving, in the midst of any line of the journal.

use std::fs;

use naze::draft::parse;
use naze::shell::disk::Disk;

use super::{Room, edit, key};

#[test]
fn the_draft_is_the_old_one_or_the_new_one_whichever_step_was_the_last() {
    let mut finished = false;
    for steps in 0..200 {
        let room = Room::new();
        let mut first = room.sit();
        first.types("reader", "駅前の洋品店の店長");
        first.save().unwrap();
        let old = room.text();
        first.store.close(first.revision);

        let mut desk = room.sit_with(Disk::stopping_after(steps));
        let mut typed = String::new();
        for text in ["三年前の冬、", "閉店五分前に\n", "電話が鳴りました。"] {
            if desk.types("failure@t1", text) {
                typed.push_str(text);
            }
        }
        let saved = desk.save().is_ok();
        let after = ["それから、", "三つ数えます。"].map(|text| desk.types("turn@t1", text).then_some(text));
        let turn: String = after.into_iter().flatten().collect();
        let again = desk.save().is_ok();
        drop(desk);

        let now = room.text();
        let read = parse(&now).unwrap();
        assert!(
            now == old || read.answers.told(&key("failure@t1")).is_some_and(|text| !text.is_empty()),
            "{steps}: {now}"
        );
        assert!(read.answers.told(&key("reader")).is_some(), "{steps}");

        let back = room.sit();
        assert!(back.told("failure@t1").contains(&typed), "{steps}: {:?} {typed:?}", back.draft.answers);
        assert!(back.told("turn@t1").contains(&turn), "{steps}: {:?} {turn:?}", back.draft.answers);
        assert!(back.recovery.is_none_or(|recovery| recovery.conflicts.is_empty()), "{steps}");
        finished = saved && again;
        if finished {
            assert!(steps > 20, "a crash could come at {steps} places only");
            break;
        }
    }
    assert!(finished);
}

#[test]
fn a_crash_while_bringing_back_loses_nothing_either() {
    for steps in 0..60 {
        let room = Room::new();
        let mut desk = room.sit();
        desk.types("failure@t1", "三年前の冬、");
        desk.save().unwrap();
        desk.types("failure@t1", "電話が鳴りました。");
        drop(desk);
        // The second machine stops as well.
        let mut desk = room.sit_with(Disk::stopping_after(steps));
        assert_eq!(desk.told("failure@t1"), "三年前の冬、電話が鳴りました。");
        let more = if desk.types("failure@t1", "冬でした。") { "冬でした。" } else { "" };
        let _maybe = desk.save();
        drop(desk);
        let back = room.sit();
        assert!(back.told("failure@t1").starts_with(&format!("三年前の冬、電話が鳴りました。{more}")), "{steps}");
    }
}

#[test]
fn a_crash_while_others_writing_is_taken_in_loses_neither() {
    let mut finished = false;
    for steps in 0..200 {
        let room = Room::new();
        let mut desk = room.sit();
        desk.types("failure@t1", "はじめ");
        desk.save().unwrap();
        desk.store.close(desk.revision);
        let mut desk = room.sit_with(Disk::stopping_after(steps));
        let typed = desk.types("failure@t1", "とつづき");
        edit(&room.draft(), "failure@t1", "よそ");
        finished = desk.save().is_ok();
        drop(desk);
        assert!(parse(&room.text()).is_ok(), "{steps}");
        let back = room.sit();
        let beside = back.store.undecided(&back.draft);
        let found = |text: &str| back.told("failure@t1") == text || beside.told(&key("failure@t1")) == Some(text);
        assert!(found("よそ"), "{steps}: {:?} {beside:?}", back.draft.answers);
        assert!(!typed || found("はじめとつづき"), "{steps}: {:?} {beside:?}", back.draft.answers);
        if finished {
            assert!(steps > 20, "a crash could come at {steps} places only");
            break;
        }
    }
    assert!(finished);
}

#[test]
fn a_journal_cut_anywhere_brings_back_what_is_whole() {
    let room = Room::new();
    let mut desk = room.sit();
    desk.types("reader", "店長");
    desk.save().unwrap();
    let mut states = vec![String::new()];
    for text in ["三", "年前の", "\"冬\"\\\n", "👨‍👩‍👧", "。"] {
        desk.types("failure@t1", text);
        states.push(desk.told("failure@t1").to_owned());
    }
    drop(desk);
    let whole = fs::read(room.journal()).unwrap();
    let mut least = 0;
    for len in 0..=whole.len() {
        fs::write(room.journal(), &whole[..len]).unwrap();
        let mut store =
            naze::shell::store::Store::open(Disk::default(), &room.post(), &room.draft(), &room.state()).unwrap();
        let mut draft = store.draft().cloned().unwrap();
        store.peek(&mut draft).unwrap();
        let told = draft.answers.told(&key("failure@t1")).unwrap_or_default();
        let state = states.iter().rposition(|state| state.trim() == told.trim()).unwrap();
        assert!(state >= least, "{len}: {told:?}");
        least = state;
        assert_eq!(draft.answers.told(&key("reader")), Some("店長"));
        if len % 40 == 0 {
            // And one can go on from there.
            let mut draft = store.draft().cloned().unwrap();
            store.take_up(&mut draft).unwrap();
            fs::write(room.journal(), &whole).unwrap();
        }
    }
    assert_eq!(least, states.len() - 1);
}

#[test]
fn what_was_brought_back_is_counted() {
    let room = Room::new();
    let mut desk = room.sit();
    desk.types("failure@t1", "三年前の冬、");
    desk.save().unwrap();
    desk.types("failure@t1", "👨‍👩‍👧が来ました。");
    drop(desk);
    let recovery = room.sit().recovery.unwrap();
    assert_eq!((recovery.characters, recovery.answers), (7, vec![key("failure@t1")]));
}

#[test]
fn a_file_that_a_killed_saving_left_is_taken_away() {
    let room = Room::new();
    fs::write(room.posts().join(".5-ways.naze.toml.aB3xYz.naze-new"), "half").unwrap();
    let mut desk = room.sit();
    desk.types("reader", "店長");
    desk.save().unwrap();
    assert_eq!(room.names(), ["5-ways.md", "5-ways.naze.toml"]);
}

#[test]
fn a_good_end_leaves_no_journal() {
    let room = Room::new();
    let mut desk = room.sit();
    desk.types("reader", "店長");
    assert!(room.journal().exists());
    desk.save().unwrap();
    desk.store.close(desk.revision);
    assert!(!room.journal().exists());
    let mut desk = room.sit();
    desk.types("reader", "さん");
    desk.store.close(naze::app::effect::Revision(0));
    assert_eq!(room.sit().told("reader"), "店長さん", "what is not saved stays in the journal");
}

#[test]
fn a_large_journal_is_cut_down_when_all_is_saved() {
    let room = Room::new();
    let mut desk = room.sit();
    let page = "三年前の冬、閉店五分前に電話が鳴りました。\n".repeat(500);
    for _ in 0..12 {
        desk.types("failure@t1", &page);
        desk.save().unwrap();
    }
    assert!(fs::metadata(room.journal()).map_or(0, |data| data.len()) < 400_000);
    desk.types("failure@t1", "おわり");
    drop(desk);
    assert!(room.sit().told("failure@t1").ends_with("おわり"));
}
