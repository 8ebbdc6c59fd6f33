//! Saving goes wrong, goes on, and goes on a thread of its own.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::sync::mpsc::channel;

use naze::app::effect::Revision;
use naze::shell::disk::Disk;
use naze::shell::lock;
use naze::shell::saver::{Ended, Saver, Told};
use naze::shell::store::NotSaved;

use super::{Room, questions};
use crate::desk::POST;

#[test]
fn a_folder_that_went_away_is_saved_to_when_it_is_back() {
    let room = Room::new();
    let mut desk = room.sit();
    desk.types("reader", "店長");
    let away = room.state().with_file_name("away");
    fs::rename(room.posts(), &away).unwrap();
    assert!(matches!(desk.save(), Err(NotSaved::Refused(_))));
    desk.types("reader", "さん");
    fs::rename(&away, room.posts()).unwrap();
    desk.save().unwrap();
    assert!(room.text().contains("店長さん"));
}

#[test]
fn a_folder_one_may_not_write_to_is_left_as_it_was() {
    let room = Room::new();
    let mut desk = room.sit();
    desk.types("reader", "店長");
    desk.save().unwrap();
    let before = room.text();
    fs::set_permissions(room.posts(), fs::Permissions::from_mode(0o555)).unwrap();
    desk.types("reader", "さん");
    let saved = desk.save();
    fs::set_permissions(room.posts(), fs::Permissions::from_mode(0o755)).unwrap();
    assert_eq!(room.names(), ["5-ways.md", "5-ways.naze.toml"]);
    // Who may do anything may do this too.
    if saved.is_err() {
        assert_eq!(room.text(), before);
    }
    drop(desk);
    assert_eq!(room.sit().told("reader"), "店長さん");
}

#[test]
fn a_state_one_may_not_write_to_keeps_nobody_from_saving() {
    let room = Room::new();
    fs::write(room.state(), "no folder").unwrap();
    let mut desk = room.sit();
    assert!(!desk.types("reader", "店長"));
    desk.save().unwrap();
    assert!(room.text().contains("店長"));
    // When there is room again, the journal catches up.
    fs::remove_file(room.state()).unwrap();
    assert!(desk.types("reader", "さん"));
    drop(desk);
    assert_eq!(room.sit().told("reader"), "店長さん");
}

#[test]
fn changes_the_journal_missed_are_written_with_the_next() {
    let room = Room::new();
    let mut desk = room.sit();
    desk.types("reader", "店");
    desk.save().unwrap();
    fs::rename(room.state(), room.state().with_file_name("aside")).unwrap();
    fs::write(room.state(), "no folder").unwrap();
    drop(desk);
    let mut desk = room.sit();
    assert!(!desk.types("reader", "長"));
    assert!(!desk.types("failure@t1", "三年前"));
    assert!(desk.journal.catch_up().is_err());
    fs::remove_file(room.state()).unwrap();
    desk.journal.catch_up().unwrap();
    assert!(desk.types("failure@t1", "の冬"));
    drop(desk);
    let back = room.sit();
    assert_eq!((back.told("reader"), back.told("failure@t1")), ("店長", "三年前の冬"));
    assert!(back.recovery.unwrap().conflicts.is_empty());
}

#[test]
fn the_thread_saves_the_newest_draft_and_ends_with_it_on_disk() {
    let room = Room::new();
    let mut desk = room.sit();
    let (sender, told) = channel();
    let store = std::mem::replace(&mut desk.store, room.unused());
    let saver = Saver::spawn(store, room.watch(), Box::new(questions), move |word| sender.send(word).unwrap());
    for text in ["三", "年", "前"] {
        desk.types("failure@t1", text);
        saver.appended();
        saver.save(desk.revision, Box::new(desk.draft.clone()));
    }
    assert_eq!(saver.finish(), Ended::Done);
    assert!(room.text().contains("三年前"));
    let last = told.iter().last().unwrap();
    assert!(matches!(last, Told::Saved(revision) if revision == desk.revision), "{last:?}");
    assert!(!room.journal().exists());
}

#[test]
fn the_thread_says_once_that_it_cannot_save_and_leaves_the_journal() {
    let room = Room::new();
    let mut desk = room.sit();
    desk.types("reader", "店長");
    let (sender, told) = channel();
    let store = std::mem::replace(&mut desk.store, room.unused());
    fs::create_dir(room.draft()).unwrap();
    let saver = Saver::spawn(store, room.watch(), Box::new(questions), move |word| sender.send(word).unwrap());
    saver.save(desk.revision, Box::new(desk.draft.clone()));
    assert_eq!(saver.finish(), Ended::Done);
    let words: Vec<Told> = told.iter().collect();
    assert!(matches!(words.as_slice(), [Told::NotSaved(Revision(_), NotSaved::Planted)]), "{words:?}");
    fs::remove_dir(room.draft()).unwrap();
    assert_eq!(room.sit().told("reader"), "店長");
}

#[test]
fn a_fault_in_saving_is_told_and_saving_goes_on() {
    let room = Room::new();
    let mut desk = room.sit();
    desk.types("reader", "店長");
    let (sender, told) = channel();
    let store = std::mem::replace(&mut desk.store, room.unused());
    let faulty = |draft: &naze::draft::Draft| {
        assert!(draft.answers.told(&super::key("reader")) != Some("店長"), "a fault");
        questions(draft)
    };
    let saver = Saver::spawn(store, room.watch(), Box::new(faulty), move |word| sender.send(word).unwrap());
    saver.save(desk.revision, Box::new(desk.draft.clone()));
    assert!(matches!(told.recv().unwrap(), Told::NotSaved(_, NotSaved::Fault)));
    assert!(room.journal().exists(), "the words are in the journal");
    desk.types("reader", "さん");
    saver.save(desk.revision, Box::new(desk.draft.clone()));
    assert!(matches!(told.recv().unwrap(), Told::Saved(revision) if revision == desk.revision));
    assert!(room.text().contains("店長さん"));
}

#[test]
fn a_disk_that_does_not_answer_keeps_nobody_from_typing_or_leaving() {
    let room = Room::new();
    let mut desk = room.sit();
    desk.types("reader", "店長");
    let store = std::mem::replace(&mut desk.store, room.unused());
    // As a network folder would: whoever saves waits for a turn that does not come.
    let turn = lock::turn(&Disk::default(), &room.state()).unwrap();
    let saver = Saver::spawn(store, room.watch(), Box::new(questions), |_| {});
    saver.save(desk.revision, Box::new(desk.draft.clone()));
    assert!(desk.types("reader", "さん"), "the journal goes on");
    assert_eq!(saver.finish(), Ended::Stalled);
    drop(turn);
    drop(desk);
    assert_eq!(room.sit().told("reader"), "店長さん");
}

#[test]
fn a_post_that_changed_is_told_once_and_before_a_saving() {
    let room = Room::new();
    let mut desk = room.sit();
    let (sender, told) = channel();
    let store = std::mem::replace(&mut desk.store, room.unused());
    let saver = Saver::spawn(store, room.watch(), Box::new(questions), move |word| sender.send(word).unwrap());
    saver.look(desk.revision, Box::new(desk.draft.clone()));
    let changed = POST.replace("すぐ謝らない", "すぐには謝らない");
    fs::write(room.post(), &changed).unwrap();
    desk.types("reader", "店長");
    saver.save(desk.revision, Box::new(desk.draft.clone()));
    saver.look(desk.revision, Box::new(desk.draft.clone()));
    let words = [told.recv().unwrap(), told.recv().unwrap()];
    let [Told::Changed(bytes), Told::Saved(_)] = &words else { panic!("{words:?}") };
    assert_eq!(bytes, changed.as_bytes());
    // An editor that empties the file before it writes it is no change.
    fs::write(room.post(), "").unwrap();
    saver.look(desk.revision, Box::new(desk.draft.clone()));
    drop(saver);
    assert_eq!(told.iter().count(), 0);
}
