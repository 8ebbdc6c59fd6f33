//! What one draft calls answers of another, when the other goes by a new name or lies elsewhere.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use naze::answers::{Answer, Retold};
use naze::app::effect::{Change, Revision};
use naze::app::keymap::Keymap;
use naze::app::sitting::Access;
use naze::draft::DraftFile;
use naze::shell::disk::Disk;
use naze::shell::journal::Journal;
use naze::shell::lock;
use naze::shell::perform::Performer;
use naze::shell::shelf::{references, rename};
use naze::text::Language;
use naze::words::Words;

use super::{Author, places, put};
use crate::desk::Desk;

/// Lets the draft of the post `name` say that its failure was told in `of` before.
fn retold(desk: &Desk, name: &str, of: &str) {
    let (mut draft, mut file) = DraftFile::parse(&desk.text(name)).unwrap();
    let retold = Retold { of: of.to_owned(), taken: "x".into() };
    draft.answers.entry(&"failure@t1".parse().unwrap()).retold = Some(retold);
    let text = file.write(&draft, &[]);
    desk.put(name, text);
}

/// What a crash left of the post at `path`: an answer taken from `of`, and never saved.
fn crash(desk: &Desk, path: &Path, of: &str) {
    let retold = Some(Retold { of: of.to_owned(), taken: "x".into() });
    let answer = Answer { text: "次の朝の話。".to_owned(), retold, ..Answer::default() };
    let journal = Journal::new(Disk::default(), &places(desk).of_post(path), None, None);
    journal.append(Revision(1), &Change::Set("turn@t1".parse().unwrap(), answer)).unwrap();
}

fn performer(desk: &Desk) -> Performer {
    Performer::new(Words::of(Language::Ja), Keymap::builtin(), places(desk), None, None)
}

/// Waits until the draft `name` holds `text`: naze looks after what a crash left on a thread of its own as well.
fn holds(desk: &Desk, name: &str, text: &str) -> bool {
    let start = Instant::now();
    while !desk.text(name).contains(text) {
        if start.elapsed() > Duration::from_secs(20) {
            return false;
        }
        references::mend(&Disk::default(), &places(desk));
        std::thread::sleep(Duration::from_millis(5));
    }
    true
}

/// What the answer under `key` of the post at `path` is taken from, as it opens.
fn of(desk: &Desk, path: &Path, key: &str) -> String {
    let mut opened = performer(desk).open(path, None).unwrap();
    // A process another test starts this very moment holds every lock until it is a program of its own.
    while opened.access == Access::Read {
        opened = performer(desk).open(path, None).unwrap();
    }
    opened.draft.answers.get(&key.parse().unwrap()).unwrap().retold.clone().unwrap().of
}

#[test]
fn drafts_that_tell_a_posts_day_again_know_its_new_name_saved_or_not() {
    let desk = Desk::new();
    fs::create_dir(desk.path().join(".git")).unwrap();
    put(&desk, "posts/pan.md", "パン", "三年前の冬の話。", 1);
    put(&desk, "denwa.md", "電話", "三年前の冬の話。", 2);
    put(&desk, "tegami.md", "手紙", "十年前の秋の話。", 3);
    let root = desk.path().canonicalize().unwrap();
    retold(&desk, "denwa.naze.toml", "posts/pan.md#failure@t1");
    retold(&desk, "tegami.naze.toml", "posts/span.md#failure@t1");
    crash(&desk, &root.join("denwa.md"), "posts/pan.md#turn@t1");
    let (before, other) = (desk.text("denwa.naze.toml"), desk.text("tegami.naze.toml"));
    let mut author = Author::sits(desk);
    author.presses("パン").presses("<f2>-2<enter>");
    assert_eq!(author.notice(), "名前を変えました: posts/pan-2.md");
    let desk = author.desk;
    assert_eq!(desk.text("denwa.naze.toml"), before.replace("posts/pan.md#", "posts/pan-2.md#"), "and nothing else");
    assert_eq!(desk.text("tegami.naze.toml"), other, "another post of nearly that name");
    assert_eq!(of(&desk, &root.join("denwa.md"), "turn@t1"), "posts/pan-2.md#turn@t1");
}

#[test]
fn a_draft_a_window_holds_hears_of_the_new_name_the_next_time() {
    let desk = Desk::new();
    put(&desk, "pan.md", "パン", "三年前の冬の話。", 1);
    put(&desk, "denwa.md", "電話", "三年前の冬の話。", 2);
    let root = desk.path().canonicalize().unwrap();
    retold(&desk, "denwa.naze.toml", "pan.md#failure@t1");
    let before = desk.text("denwa.naze.toml");
    let held = lock::take(&Disk::default(), &places(&desk).of_post(&root.join("denwa.md")), "now").unwrap().unwrap();
    let mut author = Author::sits(desk);
    author.presses("パン").presses("<f2>-2<enter>");
    assert_eq!(author.desk.text("denwa.naze.toml"), before);
    drop(held);
    assert!(holds(&author.desk, "denwa.naze.toml", "pan-2.md#"));
    assert_eq!(of(&author.desk, &root.join("denwa.md"), "failure@t1"), "pan-2.md#failure@t1");
}

#[test]
fn another_post_under_the_old_name_is_the_one_that_is_called() {
    let desk = Desk::new();
    put(&desk, "pan.md", "パン", "三年前の冬の話。", 1);
    put(&desk, "denwa.md", "電話", "三年前の冬の話。", 2);
    put(&desk, "tegami.md", "手紙", "去年の夏の話。", 3);
    let root = desk.path().canonicalize().unwrap();
    retold(&desk, "denwa.naze.toml", "pan.md#failure@t1");
    let held = lock::take(&Disk::default(), &places(&desk).of_post(&root.join("denwa.md")), "now").unwrap().unwrap();
    let mut author = Author::sits(desk);
    // The held draft has not heard of the new name when another post takes the old one, and is told again.
    author.presses("パン").presses("<f2>-2<enter>");
    let desk = author.desk;
    put(&desk, "pan.md", "新しいパン", "去年の夏の話。", 4);
    retold(&desk, "tegami.naze.toml", "pan.md#failure@t1");
    let before = desk.text("tegami.naze.toml");
    drop(held);
    references::mend(&Disk::default(), &places(&desk));
    assert_eq!(desk.text("tegami.naze.toml"), before);
}

#[test]
fn a_crash_at_any_step_of_a_renaming_leaves_no_reference_behind_for_good() {
    let mut finished = false;
    for steps in 0..120 {
        let desk = Desk::new();
        put(&desk, "pan.md", "パン", "三年前の冬の話。", 1);
        put(&desk, "denwa.md", "電話", "三年前の冬の話。", 2);
        let root = desk.path().canonicalize().unwrap();
        retold(&desk, "denwa.naze.toml", "pan.md#failure@t1");
        let (post, places) = (root.join("pan.md"), places(&desk));
        let stopping = Disk::stopping_after(steps);
        let done = rename::rename(&stopping, &post.with_extension("naze.toml"), &post, "bread.md", &places);
        references::mend(&stopping, &places);
        finished = done.is_ok() && desk.text("denwa.naze.toml").contains("bread.md#");
        // The machine is on again: the post is opened, and naze looks after what was left.
        let now = if post.exists() { post } else { root.join("bread.md") };
        drop(performer(&desk).open(&now, None).unwrap());
        let name = now.file_name().unwrap().to_string_lossy();
        assert!(holds(&desk, "denwa.naze.toml", &format!("\"{name}#failure@t1\"")), "{steps}");
        assert!(desk.text("denwa.naze.toml").contains("三年前の冬の話。"), "{steps}");
        if finished {
            assert!(steps > 10, "a crash could come at {steps} places only");
            break;
        }
    }
    assert!(finished);
}

#[test]
fn what_was_not_saved_yet_names_other_posts_from_where_its_post_is_now() {
    let desk = Desk::new();
    fs::create_dir(desk.path().join(".git")).unwrap();
    put(&desk, "posts/pan.md", "パン", "三年前の冬の話。", 1);
    put(&desk, "posts/denwa.md", "電話", "去年の六月の話。", 1);
    let root = desk.path().canonicalize().unwrap();
    retold(&desk, "posts/pan.naze.toml", "denwa.md#failure@t1");
    crash(&desk, &root.join("posts/pan.md"), "denwa.md#turn@t1");
    fs::create_dir(root.join("done")).unwrap();
    let now = root.join("done/pan.md");
    fs::rename(root.join("posts/pan.md"), &now).unwrap();
    assert_eq!(of(&desk, &now, "turn@t1"), "../posts/denwa.md#turn@t1");
    assert_eq!(of(&desk, &now, "failure@t1"), "../posts/denwa.md#failure@t1");
}
