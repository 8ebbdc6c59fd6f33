//! What the author rewords is as safe as what the author answers.

use std::fs;

use naze::app::effect::Change;
use naze::draft::{Edit, parse, write};
use naze::shell::disk::Disk;
use proptest::prelude::*;

use super::{Desk, Room};

impl Desk {
    /// Rewords a sentence, as the program does; says whether the journal took it.
    fn rewords(&mut self, passage: &str, text: &str) -> bool {
        let edits = vec![edit(passage, text)];
        self.draft.set_edits(passage, edits.clone());
        self.change(&Change::Edits(passage.to_owned(), edits))
    }

    fn worded(&self, passage: &str) -> Vec<String> {
        self.draft.edits_of(passage).into_iter().map(|edit| edit.text).collect()
    }
}

fn edit(passage: &str, text: &str) -> Edit {
    Edit { passage: passage.to_owned(), was: "元の文。".to_owned(), text: text.to_owned(), ..Edit::default() }
}

/// What somebody else does with an editor.
fn reworded_elsewhere(room: &Room, passage: &str, text: &str) {
    let before = room.text();
    let mut read = parse(&before).unwrap();
    read.set_edits(passage, vec![edit(passage, text)]);
    fs::write(room.draft(), write(&read, &[], Some(&before))).unwrap();
}

#[test]
fn a_rewording_survives_a_crash_and_can_be_taken_out_again() {
    let room = Room::new();
    let mut desk = room.sit();
    desk.types("reader", "店長");
    desk.rewords("post:t1#2", "最後まで");
    desk.save().unwrap();
    desk.rewords("post:t1#2", "最後まで、黙って。");
    desk.rewords("post:t2#1", "");
    drop(desk);
    let back = room.sit();
    assert_eq!(
        (back.worded("post:t1#2"), back.worded("post:t2#1")),
        (vec!["最後まで、黙って。".to_owned()], vec![String::new()])
    );
    let recovery = back.recovery.unwrap();
    assert_eq!((recovery.count(), recovery.characters), (2, "、黙って。".chars().count()));
    let before: Vec<usize> = recovery.before.edits.iter().map(|(_, edits)| edits.len()).collect();
    assert_eq!(before, [1, 0], "what taking it out goes back to");
    // And again, with nothing saved between.
    assert_eq!(room.sit().worded("post:t1#2"), ["最後まで、黙って。"]);
}

#[test]
fn a_rewording_is_whole_whichever_step_was_the_last() {
    let mut finished = false;
    for steps in 0..200 {
        let room = Room::new();
        let mut desk = room.sit();
        desk.types("reader", "店長");
        desk.rewords("post:t1#2", "一");
        desk.save().unwrap();
        desk.store.close(desk.revision);
        let mut desk = room.sit_with(Disk::stopping_after(steps));
        let kept = ["一二", "一二三"].into_iter().rfind(|text| desk.rewords("post:t1#2", text)).unwrap_or("一");
        finished = desk.save().is_ok();
        drop(desk);
        let back = room.sit();
        assert_eq!(back.worded("post:t1#2"), [kept], "{steps}");
        if finished {
            assert!(steps > 10, "a crash could come at {steps} places only");
            break;
        }
    }
    assert!(finished);
}

/// A sentence reworded and saved here, and then elsewhere.
fn reworded_by_two() -> (Room, Desk) {
    let room = Room::new();
    let mut desk = room.sit();
    desk.types("reader", "店長");
    desk.rewords("post:t1#2", "私の");
    desk.save().unwrap();
    reworded_elsewhere(&room, "post:t1#2", "あなたの");
    (room, desk)
}

#[test]
fn a_sentence_reworded_by_two_keeps_both_wordings() {
    let (_room, mut desk) = reworded_by_two();
    desk.rewords("post:t1#2", "私の文");
    let mixture = desk.save().unwrap().unwrap();
    desk.take_in(&mixture);
    assert_eq!(desk.worded("post:t1#2"), ["私の文", "あなたの"]);
    desk.save().unwrap();
    // The same with a crash between.
    let room = Room::new();
    let mut desk = room.sit();
    desk.types("reader", "店長");
    desk.save().unwrap();
    desk.rewords("post:t1#2", "私の");
    drop(desk);
    reworded_elsewhere(&room, "post:t1#2", "あなたの");
    assert_eq!(room.sit().worded("post:t1#2"), ["私の", "あなたの"]);
}

#[test]
fn a_wording_written_again_over_another_that_was_taken_in_survives_a_crash() {
    let (room, mut desk) = reworded_by_two();
    let mixture = desk.save().unwrap().unwrap();
    desk.take_in(&mixture);
    assert_eq!(desk.worded("post:t1#2"), ["あなたの"]);
    let mut edits = desk.draft.edits_of("post:t1#2");
    "私の".clone_into(&mut edits[0].text);
    desk.draft.set_edits("post:t1#2", edits.clone());
    assert!(desk.change(&Change::Edits("post:t1#2".to_owned(), edits)));
    drop(desk);
    assert_eq!(room.sit().worded("post:t1#2"), ["私の"]);
}

#[derive(Debug, Clone)]
enum Deed {
    Reword(usize, String),
    Save,
    Other(usize, String),
    Crash,
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn nothing_reworded_here_or_there_is_lost(
        deeds in prop::collection::vec(prop_oneof![
            5 => (0..2_usize, "[a-z]{1,3}").prop_map(|(at, text)| Deed::Reword(at, text)),
            2 => Just(Deed::Save),
            2 => (0..2_usize, "[A-Z]{1,4}").prop_map(|(at, text)| Deed::Other(at, text)),
            2 => Just(Deed::Crash),
        ], 1..20),
    ) {
        let names = ["post:t1#2", "failure@t1#1"];
        let room = Room::new();
        let mut desk = room.sit();
        desk.types("reader", "店長");
        desk.save().unwrap();
        let mut mine: [Option<String>; 2] = [None, None];
        let mut theirs: [Option<String>; 2] = [None, None];
        for deed in deeds {
            match deed {
                Deed::Reword(at, text) => {
                    // Over what the window shows, as its field does: the others of the passage stay.
                    let mut edits = desk.draft.edits_of(names[at]);
                    // What was seen and written over was meant to be.
                    theirs[at] = theirs[at].take().filter(|text| edits.first().is_none_or(|edit| edit.text != *text));
                    if edits.is_empty() { edits.push(edit(names[at], &text)) } else { edits[0].text.clone_from(&text) }
                    desk.draft.set_edits(names[at], edits.clone());
                    prop_assert!(desk.change(&Change::Edits(names[at].to_owned(), edits)));
                    mine[at] = Some(text);
                }
                Deed::Save => {
                    if let Some(mixture) = desk.save().unwrap() {
                        desk.take_in(&mixture);
                    }
                }
                Deed::Other(at, text) => {
                    reworded_elsewhere(&room, names[at], &text);
                    theirs[at] = Some(text);
                }
                Deed::Crash => {
                    drop(desk);
                    desk = room.sit();
                }
            }
            let on_disk = room.text();
            let kept = room.kept();
            for at in 0..2 {
                let worded = desk.worded(names[at]);
                if let Some(text) = &mine[at] {
                    // Who writes over what is saved in the file means it.
                    prop_assert!(worded.contains(text) || theirs[at].is_some(), "{} {:?}", text, desk.draft.edits);
                }
                if let Some(text) = &theirs[at] {
                    let found = worded.contains(text) || on_disk.contains(text.as_str());
                    prop_assert!(found || kept.iter().any(|kept| kept.contains(text.as_str())), "{} {:?}", text, worded);
                }
            }
        }
    }
}
