//! Which file a draft is, and what may stand in its place.

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::PathBuf;

use naze::shell::disk::Disk;
use naze::shell::lock;
use naze::shell::store::{NotRead, NotSaved, Store};

use super::{Desk, Room, key};
use crate::desk::POST;

fn mode(path: PathBuf) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

#[test]
fn files_have_the_mode_of_the_original_beside_it_and_are_private_in_the_state() {
    let room = Room::new();
    fs::set_permissions(room.post(), fs::Permissions::from_mode(0o640)).unwrap();
    let mut desk = room.sit();
    desk.types("reader", "店長");
    desk.save().unwrap();
    assert_eq!((mode(room.draft()), mode(room.journal()), mode(room.state())), (0o640, 0o600, 0o700));
    fs::set_permissions(room.draft(), fs::Permissions::from_mode(0o664)).unwrap();
    desk.types("reader", "さん");
    desk.save().unwrap();
    assert_eq!(mode(room.draft()), 0o664);
    assert_eq!(fs::read_to_string(room.post()).unwrap(), POST);
}

#[test]
fn two_posts_of_one_stem_have_two_drafts() {
    let room = Room::new();
    room.sit().save().unwrap();
    let other = room.posts().join("5-ways.txt");
    fs::write(&other, POST).unwrap();
    let desk = Desk::open(&other, &room.state().join("other"), Disk::default());
    assert_eq!(desk.store.path(), room.posts().join("5-ways.txt.naze.toml"));
}

#[test]
fn a_renamed_post_finds_its_draft() {
    let room = Room::new();
    let mut desk = room.sit();
    desk.types("reader", "店長");
    desk.save().unwrap();
    let renamed = room.posts().join("クレーム.md");
    fs::rename(room.post(), &renamed).unwrap();
    let desk = Desk::open(&renamed, &room.state().join("other"), Disk::default());
    assert_eq!((desk.store.path(), desk.told("reader")), (room.draft().as_path(), "店長"));
    // A copy is another post: the first still stands there.
    fs::write(room.post(), POST).unwrap();
    let desk = Desk::open(&renamed, &room.state().join("other"), Disk::default());
    assert_eq!(desk.store.path(), room.posts().join("クレーム.naze.toml"));
}

#[test]
fn nothing_is_written_through_a_planted_link() {
    let room = Room::new();
    let target = room.state().with_file_name("secret");
    fs::write(&target, "password").unwrap();
    symlink(&target, room.draft()).unwrap();
    let opened = Store::open(Disk::default(), &room.post(), &room.draft(), &room.state());
    assert!(matches!(opened, Err((_, NotRead::Planted))));

    fs::remove_file(room.draft()).unwrap();
    let mut desk = room.sit();
    desk.types("reader", "店長");
    symlink(&target, room.draft()).unwrap();
    assert!(matches!(desk.save(), Err(NotSaved::Planted)));
    assert_eq!(fs::read_to_string(&target).unwrap(), "password");
    assert_eq!(room.names(), ["5-ways.md", "5-ways.naze.toml"]);
    fs::remove_file(room.draft()).unwrap();
    desk.save().unwrap();
    assert!(room.text().contains("店長"));
}

#[test]
fn a_link_to_a_draft_of_ones_own_is_followed() {
    let room = Room::new();
    let mut desk = room.sit();
    desk.types("reader", "店長");
    desk.save().unwrap();
    let real = room.state().with_file_name("real.naze.toml");
    fs::rename(room.draft(), &real).unwrap();
    symlink(&real, room.draft()).unwrap();
    let mut desk = room.sit();
    assert_eq!(desk.told("reader"), "店長");
    desk.types("reader", "さん");
    desk.save().unwrap();
    assert!(room.draft().symlink_metadata().unwrap().is_symlink());
    assert!(fs::read_to_string(&real).unwrap().contains("店長さん"));
}

#[test]
fn a_pipe_or_a_folder_in_the_drafts_place_is_refused_and_never_waited_for() {
    for pipe in [true, false] {
        let room = Room::new();
        if pipe {
            let made = rustix::fs::mknodat(
                rustix::fs::CWD,
                room.draft(),
                rustix::fs::FileType::Fifo,
                rustix::fs::Mode::RUSR | rustix::fs::Mode::WUSR,
                0,
            );
            made.unwrap();
        } else {
            fs::create_dir(room.draft()).unwrap();
        }
        let opened = Store::open(Disk::default(), &room.post(), &room.draft(), &room.state());
        assert!(matches!(opened, Err((_, NotRead::Planted))));
    }
}

#[test]
fn reading_writes_nothing() {
    let room = Room::new();
    let mut desk = room.sit();
    desk.types("reader", "店長");
    drop(desk);
    let before = fs::read(room.journal()).unwrap();
    let store = Store::open(Disk::stopping_after(0), &room.post(), &room.draft(), &room.state()).unwrap();
    let mut draft = super::new_draft(&room.post());
    store.peek(&mut draft).unwrap();
    assert_eq!(draft.answers.told(&key("reader")), Some("店長"));
    assert_eq!(fs::read(room.journal()).unwrap(), before);
    assert_eq!(room.names(), ["5-ways.md"]);
}

#[test]
fn the_second_window_is_told_who_holds_the_draft() {
    let room = Room::new();
    let first = lock::take(&Disk::default(), &room.state(), "2026-11-23T21:04:10+09:00").unwrap().unwrap();
    let held = lock::take(&Disk::default(), &room.state(), "2026-11-23T22:00:00+09:00").unwrap().unwrap_err();
    assert_eq!((held.pid, held.since.as_str()), (std::process::id(), "2026-11-23T21:04:10+09:00"));
    assert!(!held.host.is_empty());
    drop(first);
    assert!(lock::take(&Disk::default(), &room.state(), "").unwrap().is_ok());
}
