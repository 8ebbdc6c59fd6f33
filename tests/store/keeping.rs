//! What is kept besides the draft: its last good state, older forms, what was cleared; and for how long.

use std::fs::{self, File};
use std::time::{Duration, SystemTime};

use naze::draft::parse;
use naze::shell::disk::Disk;
use naze::shell::store::{NotSaved, Store, kept};

use super::{Room, key, questions};

fn last(room: &Room) -> Option<(Store, SystemTime)> {
    Store::open_last(Disk::default(), &room.post(), &room.draft(), &room.state())
}

#[test]
fn a_broken_draft_is_left_alone_and_its_last_good_state_taken_up() {
    let room = Room::new();
    let mut desk = room.sit();
    desk.types("reader", "店長");
    desk.save().unwrap();
    desk.store.close(desk.revision);
    let good = room.text();
    let broken = good.replace("[post]", "[post");
    fs::write(room.draft(), &broken).unwrap();

    let (store, _) = last(&room).unwrap();
    assert_eq!(store.draft().unwrap().answers.told(&key("reader")), Some("店長"));
    desk.store = store;
    desk.draft = desk.store.draft().cloned().unwrap();
    desk.store.take_up(&mut desk.draft).unwrap();
    desk.journal = desk.store.journal();
    desk.revision = naze::app::effect::Revision(0);
    assert!(desk.types("failure@t1", "三年前"), "what is typed meanwhile is in the journal");
    assert!(matches!(desk.save(), Err(NotSaved::Broken(_))));
    assert_eq!(room.text(), broken);

    // Mended with an answer more, it is merged.
    fs::write(room.draft(), good.replace("店長", "店主")).unwrap();
    let mixture = desk.save().unwrap().unwrap();
    assert!(mixture.conflicts.is_empty());
    assert!(room.text().contains("店主") && room.text().contains("三年前"), "{}", room.text());
}

#[test]
fn the_last_good_state_takes_the_place_of_a_broken_file_if_the_author_says_so() {
    let room = Room::new();
    let mut desk = room.sit();
    desk.types("reader", "店長");
    desk.save().unwrap();
    desk.store.close(desk.revision);
    let broken = room.text().replace("[post]", "[post");
    fs::write(room.draft(), &broken).unwrap();
    let (mut store, _) = last(&room).unwrap();
    let draft = store.draft().cloned().unwrap();
    store.overrule().unwrap();
    store.save(naze::app::effect::Revision(1), &draft, &questions).unwrap();
    assert_eq!(parse(&room.text()).unwrap().answers.told(&key("reader")), Some("店長"));
    assert!(room.kept().contains(&broken), "and the broken one is kept");
}

#[test]
fn what_can_be_read_is_never_overruled() {
    let room = Room::new();
    let mut desk = room.sit();
    desk.types("reader", "店長");
    desk.save().unwrap();
    super::edit(&room.draft(), "turn@t1", "よそ");
    desk.store.overrule().unwrap();
    desk.save().unwrap();
    assert!(room.text().contains("よそ"));
}

#[test]
fn a_draft_of_an_older_form_is_written_in_the_new_one_and_kept_once() {
    let room = Room::new();
    let old = "# 手で\n[answer.reader]\ntext = \"店長\"\n";
    fs::write(room.draft(), old).unwrap();
    let backup = room.posts().join("5-ways.naze.toml.bak");
    let mut desk = room.sit();
    assert_eq!(desk.told("reader"), "店長");
    assert!(!backup.exists() && room.text() == old, "opening writes nothing");
    desk.types("turn@t1", "次の朝");
    desk.save().unwrap();
    assert_eq!(fs::read_to_string(&backup).unwrap(), old);
    assert!(room.text().contains("version = 1") && room.text().contains("# 手で"));
    fs::write(room.draft(), old.replace("店長", "店主")).unwrap();
    desk.types("turn@t1", "から");
    desk.save().unwrap();
    assert_eq!(fs::read_to_string(&backup).unwrap(), old, "once");
}

#[test]
fn a_draft_of_a_newer_form_is_refused_and_left_alone() {
    let desk = crate::desk::Desk::new();
    desk.ok(&["answer", "5-ways.md", "reader", "店長"]);
    let newer = desk.text("5-ways.naze.toml").replace("version = 1", "version = 9");
    desk.put("5-ways.naze.toml", &newer);
    for args in [&["5-ways.md"][..], &["answer", "5-ways.md", "reader", "x"], &["next", "5-ways.md"]] {
        let ran = desk.run(args);
        assert!(ran.code == 3 && ran.err.contains("newer naze (format 9)"), "{args:?}: {ran:?}");
    }
    assert_eq!(desk.text("5-ways.naze.toml"), newer);
}

#[test]
fn an_answer_that_is_cleared_can_be_found_again() {
    let room = Room::new();
    let mut desk = room.sit();
    desk.types("failure@t1", "三年前の冬");
    desk.save().unwrap();
    desk.draft.answers.entry(&key("failure@t1")).text.clear();
    desk.revision.0 += 1;
    desk.save().unwrap();
    assert!(!room.text().contains("三年前の冬"));
    assert!(room.kept().iter().any(|text| text.contains("三年前の冬")));
}

#[test]
fn copies_and_journals_are_kept_for_thirty_days() {
    let posts = tempfile::tempdir().unwrap();
    let folder = posts.path().join("a");
    let copy = kept::keep(&Disk::default(), &folder, "naze.toml", b"old").unwrap();
    let young = kept::keep(&Disk::default(), &folder, "naze.toml", b"young").unwrap();
    fs::write(folder.join("journal"), "old").unwrap();
    fs::write(folder.join("undecided.json"), "[]").unwrap();
    let now = SystemTime::now();
    let month = now - Duration::from_secs(31 * 24 * 60 * 60);
    for path in [&copy, &folder.join("journal"), &folder.join("undecided.json")] {
        File::options().append(true).open(path).unwrap().set_modified(month).unwrap();
    }
    let window = naze::shell::lock::take(&Disk::default(), &folder, "").unwrap().unwrap();
    kept::purge(posts.path(), now);
    assert!(copy.exists(), "not beneath an open window");
    drop(window);
    // A process that another test starts this very moment holds every open file until it is its own program.
    while !naze::shell::lock::is_free(&folder) {
        std::thread::yield_now();
    }
    kept::purge(posts.path(), now);
    assert!(!copy.exists() && !folder.join("journal").exists() && young.exists());
    assert!(folder.join("undecided.json").exists(), "what waits for a choice waits");
}

#[test]
fn forgetting_removes_every_copy_and_nothing_beside_the_post() {
    let desk = crate::desk::Desk::new();
    desk.ok(&["answer", "5-ways.md", "reader", "町の時計屋さん"]);
    desk.ok(&["answer", "5-ways.md", "reader", ""]);
    desk.ok(&["export", "5-ways.md", "-o", "5-ways.story.md"]);
    assert!(desk.kept().iter().any(|path| fs::read_to_string(path).unwrap().contains("時計屋")));
    let names = desk.names();
    let ran = desk.run(&["forget", "5-ways.md"]);
    assert!(ran.code == 4 && ran.err.contains("cleared"), "{ran:?}");
    assert!(desk.kept().iter().any(|path| fs::read_to_string(path).unwrap().contains("時計屋")));
    assert!(desk.ok(&["forget", "5-ways.md", "--force"]).contains("gone"));
    assert_eq!(desk.kept(), Vec::<std::path::PathBuf>::new());
    assert_eq!(desk.names(), names);
    assert!(desk.ok(&["forget", "5-ways.md"]).contains("keeps nothing"));
    // The post may be gone already.
    desk.ok(&["answer", "5-ways.md", "reader", "町の時計屋さん"]);
    fs::remove_file(desk.path().join("5-ways.md")).unwrap();
    desk.ok(&["forget", "5-ways.md"]);
    assert!(desk.kept().is_empty());
}

#[test]
fn words_that_are_nowhere_else_are_forgotten_only_when_that_is_said() {
    let desk = crate::desk::Desk::new();
    desk.ok(&["answer", "5-ways.md", "reader", "町"]);
    let lock = desk.kept().into_iter().find(|path| path.ends_with("lock")).unwrap();
    let post = desk.path().join("5-ways.md").canonicalize().unwrap();
    let mut window = super::Desk::open(&post, lock.parent().unwrap(), Disk::default());
    window.types("reader", "の時計屋さん");
    drop(window);
    let ran = desk.run(&["forget", "5-ways.md"]);
    assert!(ran.code == 4 && ran.err.contains("6 characters"), "{ran:?}");
    assert_eq!(desk.ok(&["answers", "5-ways.md", "reader"]), "町の時計屋さん\n");
    // The same of a post that is gone for the moment.
    let away = desk.path().join("away");
    fs::rename(&post, &away).unwrap();
    let ran = desk.run(&["forget", "5-ways.md"]);
    assert!(ran.code == 4 && ran.err.contains("only in"), "{ran:?}");
    fs::rename(&away, &post).unwrap();
    assert_eq!(desk.ok(&["answers", "5-ways.md", "reader"]), "町の時計屋さん\n");
    desk.ok(&["forget", "5-ways.md", "--force"]);
    assert!(desk.kept().is_empty());
}

#[test]
fn texts_that_wait_for_a_choice_are_not_forgotten_unasked() {
    let desk = crate::desk::Desk::new();
    desk.ok(&["answer", "5-ways.md", "reader", "町"]);
    let lock = desk.kept().into_iter().find(|path| path.ends_with("lock")).unwrap();
    let post = desk.path().join("5-ways.md").canonicalize().unwrap();
    let mut window = super::Desk::open(&post, lock.parent().unwrap(), Disk::default());
    let theirs = naze::answers::Answer { text: "隣の町".to_owned(), ..Default::default() };
    window.store.keep_undecided(&[(key("reader"), theirs)].into_iter().collect()).unwrap();
    window.save().unwrap();
    window.store.close(window.revision);
    assert_eq!(desk.run(&["forget", "5-ways.md"]).code, 4);
    assert!(desk.kept().iter().any(|path| path.ends_with("undecided.json")));
    desk.ok(&["forget", "5-ways.md", "--force"]);
    assert!(desk.kept().is_empty());
}

#[test]
fn nothing_is_forgotten_beneath_a_window() {
    let desk = crate::desk::Desk::new();
    desk.ok(&["answer", "5-ways.md", "reader", "町"]);
    let lock = desk.kept().into_iter().find(|path| path.ends_with("lock")).unwrap();
    let window = naze::shell::lock::take(&Disk::default(), lock.parent().unwrap(), "").unwrap().unwrap();
    let ran = desk.run(&["forget", "5-ways.md", "--force"]);
    assert!(ran.code == 4 && ran.err.contains("has 5-ways.md open"), "{ran:?}");
    drop(window);
}
