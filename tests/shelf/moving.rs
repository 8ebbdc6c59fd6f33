//! Renaming, throwing away and bringing back.

use std::fs;
use std::path::Path;

use naze::answers::Retold;
use naze::app::effect::{Change, Effect, Revision};
use naze::app::keymap::Keymap;
use naze::app::sitting::Access;
use naze::draft::DraftFile;
use naze::shell::disk::Disk;
use naze::shell::journal::Journal;
use naze::shell::lock;
use naze::shell::perform::Performer;
use naze::shell::shelf::{rename, trash};
use naze::text::Language;
use naze::text::buffer::Splice;
use naze::words::Words;

use super::{Author, back_date, places, put};
use crate::desk::{Desk, POST};

/// What a crash left of the post at `path`: `text`, typed into an answer and never saved.
pub fn crash(desk: &Desk, path: &Path, text: &str) {
    let folder = places(desk).of_post(path);
    let journal = Journal::new(Disk::default(), &folder, None, None);
    let splice = Splice { at: 0, removed: 0, inserted: text.to_owned() };
    journal.append(Revision(1), &Change::Splice("turn@t1".parse().unwrap(), splice)).unwrap();
}

#[test]
fn a_draft_thrown_away_comes_back_whole() {
    let desk = Desk::new();
    put(&desk, "posts/pan.md", "パン", "三年前の冬の話。", 1);
    put(&desk, "posts/denwa.md", "電話", "去年の六月の話。", 2);
    let post = desk.path().canonicalize().unwrap().join("posts/pan.md");
    crash(&desk, &post, "次の朝、棚を置いた。");
    let (draft, journal) = (post.with_extension("naze.toml"), places(&desk).of_post(&post).join("journal"));
    let text = fs::read_to_string(&draft).unwrap();
    let mut author = Author::sits(desk);
    author.presses("<f8>");
    assert!(author.notice().contains("「パン」の下書きを捨てました"), "{}", author.notice());
    assert!(!draft.exists() && post.exists() && !journal.exists());
    assert_eq!(author.listed(), ["posts/denwa.md"]);

    author.presses("<ctrl-z>");
    assert_eq!(author.notice(), "元に戻しました: posts/pan.md");
    assert_eq!(fs::read_to_string(&draft).unwrap(), text);
    assert!(journal.exists(), "what was not saved yet came along");
    assert_eq!(author.listed(), ["posts/pan.md", "posts/denwa.md"]);
    assert_eq!(author.session.model.shelf.drafts.marked().unwrap().place, "posts/pan.md");
    assert_eq!(fs::read_dir(places(&author.desk).trash()).unwrap().count(), 0);

    author.presses("<alt-d>");
    let mut author = Author::sits(author.desk);
    author.presses("<f3>");
    assert_eq!(author.listed(), ["posts/pan.md"], "what was thrown away, later");
    author.presses("冬の話<enter>");
    assert!(author.listed().is_empty() && draft.exists(), "{}", author.screen());
    author.presses("<esc><esc>");
    assert_eq!(author.listed().len(), 2);
    assert_eq!(fs::read_to_string(&post).unwrap(), POST.replacen("クレーム対応3つのコツ", "パン", 1));
}

#[test]
fn a_crash_while_a_draft_is_thrown_away_loses_none_of_it() {
    let mut finished = false;
    for steps in 0..60 {
        let desk = Desk::new();
        put(&desk, "pan.md", "パン", "三年前の冬の話。", 1);
        let post = desk.path().canonicalize().unwrap().join("pan.md");
        crash(&desk, &post, "次の朝、棚を置いた。");
        let (draft, places) = (post.with_extension("naze.toml"), places(&desk));
        let text = fs::read_to_string(&draft).unwrap();
        finished = trash::throw(&Disk::stopping_after(steps), &draft, &post, &places).is_ok();
        if !draft.exists() {
            let items: Vec<_> = fs::read_dir(places.trash()).unwrap().map(|item| item.unwrap().path()).collect();
            assert_eq!(items.len(), 1, "{steps}");
            trash::restore(&items[0], &places, Words::of(Language::Ja))
                .unwrap_or_else(|why| panic!("{steps}: {why:?}"));
            assert_eq!(fs::read_dir(places.trash()).unwrap().count(), 0, "{steps}");
        }
        assert_eq!(fs::read_to_string(&draft).unwrap(), text, "{steps}");
        assert!(places.of_post(&post).join("journal").exists(), "{steps}");
        if finished {
            assert!(steps > 10, "a crash could come at {steps} places only");
            break;
        }
    }
    assert!(finished);
}

#[test]
fn what_came_since_stays_and_what_was_kept_comes_back() {
    let desk = Desk::new();
    put(&desk, "pan.md", "パン", "三年前の冬の話。", 1);
    for text in ["次の朝の話。", ""] {
        assert_eq!(desk.run(&["answer", "pan.md", "turn@t1", text]).code, 0);
    }
    let mut author = Author::sits(desk);
    author.presses("<f8>");
    for text in ["別の朝の話。", ""] {
        assert_eq!(author.desk.run(&["answer", "pan.md", "turn@t1", text]).code, 0);
    }
    let now = author.desk.text("pan.naze.toml");
    fs::rename(author.root().join("pan.naze.toml"), author.root().join("pan.md.naze.toml")).unwrap();
    author.presses("<f3>");
    let row = author.listed().len();
    author.presses("三年前<enter>");
    assert!(author.notice().contains("すでにあるので"), "it would lie behind the newer one: {}", author.notice());
    assert_eq!(author.desk.text("pan.md.naze.toml"), now);
    fs::remove_file(author.root().join("pan.md.naze.toml")).unwrap();
    author.presses("<enter>");
    assert_eq!((author.notice().as_str(), row), ("元に戻しました: pan.md", 2));
    author.presses("<esc><esc><f3>");
    let screen = author.screen();
    assert!(screen.contains("次の朝の話。") && screen.contains("別の朝の話。"), "{screen}");
}

#[test]
fn what_stands_in_its_place_keeps_a_draft_in_the_trash() {
    let desk = Desk::new();
    put(&desk, "pan.md", "パン", "初めの話。", 1);
    let draft = desk.path().join("pan.naze.toml");
    let mut author = Author::sits(desk);
    author.presses("<f8>");
    put(&author.desk, "pan.md", "パン", "二つめの話。", 1);
    let second = fs::read_to_string(&draft).unwrap();
    author.presses("<ctrl-z>");
    assert!(author.notice().contains("すでにあるので"), "{}", author.notice());
    assert_eq!(fs::read_to_string(&draft).unwrap(), second);
    author.presses("<f3>");
    assert_eq!(author.listed(), ["pan.md"]);
}

#[test]
fn the_trash_is_emptied_after_a_month() {
    let desk = Desk::new();
    put(&desk, "pan.md", "パン", "話。", 1);
    put(&desk, "denwa.md", "電話", "話。", 2);
    let mut author = Author::sits(desk);
    author.presses("<f8><f8>");
    let trash = places(&author.desk).trash();
    let items: Vec<_> = fs::read_dir(&trash).unwrap().map(|item| item.unwrap().path()).collect();
    assert_eq!(items.len(), 2);
    back_date(&items[0].join("from"), 31);
    back_date(&items[1].join("from"), 29);
    let mut author = Author::sits(author.desk);
    let start = std::time::Instant::now();
    while items[0].exists() && start.elapsed().as_secs() < 20 {
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    author.presses("<f3>");
    assert_eq!((author.listed().len(), items[1].exists()), (1, true));
}

#[test]
fn a_draft_a_window_holds_is_neither_thrown_away_nor_renamed() {
    let desk = Desk::new();
    put(&desk, "pan.md", "パン", "話。", 1);
    let post = desk.path().canonicalize().unwrap().join("pan.md");
    let folder = places(&desk).of_post(&post);
    let held = lock::take(&Disk::default(), &folder, "now").unwrap().unwrap();
    let mut author = Author::sits(desk);
    for keys in ["<f8>", "<f2>x<enter>"] {
        author.presses(keys);
        assert!(author.notice().contains("ほかの窓"), "{keys}: {}", author.notice());
        assert_eq!(author.desk.names(), ["5-ways.md", "pan.md", "pan.naze.toml"]);
    }
    drop(held);
    author.presses("<f8>");
    assert_eq!(author.desk.names(), ["5-ways.md", "pan.md"]);
}

#[test]
fn a_post_is_renamed_with_its_draft_and_all_naze_remembers() {
    let desk = Desk::new();
    put(&desk, "pan.md", "パン", "三年前の冬の話。", 1);
    let root = desk.path().canonicalize().unwrap();
    let mut performer = Performer::new(Words::of(Language::Ja), Keymap::builtin(), places(&desk), None, None);
    performer.open(&root.join("pan.md"), None).unwrap();
    drop(performer);
    crash(&desk, &root.join("pan.md"), "次の朝、棚を置いた。");
    let hand = desk.text("pan.naze.toml") + "# 手で書いた注\n";
    desk.put("pan.naze.toml", &hand);
    desk.put("taken.md", "別の記事です。\n");
    let text = desk.text("pan.md");
    let mut author = Author::sits(desk);
    author.presses("<f2><ctrl-a>taken.md<enter>");
    assert!(author.notice().contains("すでにあるので"), "{}", author.notice());
    assert_eq!(author.desk.text("taken.md"), "別の記事です。\n");
    author.presses("<f2><ctrl-a>../out.md<enter>");
    assert!(author.notice().contains("付けられません"), "{}", author.notice());

    author.presses("<f2>-2<enter>");
    assert_eq!(author.notice(), "名前を変えました: pan-2.md");
    assert_eq!(author.desk.names(), ["5-ways.md", "pan-2.md", "pan-2.naze.toml", "taken.md"]);
    assert_eq!(author.desk.text("pan-2.md"), text);
    assert_eq!(author.desk.text("pan-2.naze.toml"), hand.replace("file = \"pan.md\"", "file = \"pan-2.md\""));
    assert_eq!(author.listed(), ["pan-2.md"]);
    assert!(!places(&author.desk).of_post(&root.join("pan.md")).exists());
    author.presses("<enter>").waits(|model| model.sitting.is_some());
    let sitting = author.session.model.sitting.as_ref().unwrap();
    assert_eq!(sitting.draft.answers.told(&"turn@t1".parse().unwrap()), Some("次の朝、棚を置いた。"));
    assert_eq!(sitting.draft.answers.told(&"failure@t1".parse().unwrap()), Some("三年前の冬の話。"));
}

#[test]
fn a_crash_while_a_post_is_renamed_leaves_every_word_where_the_post_is() {
    for name in ["bread.md", "pan.txt"] {
        let mut finished = false;
        for steps in 0..80 {
            let desk = Desk::new();
            put(&desk, "pan.md", "パン", "三年前の冬の話。", 1);
            let root = desk.path().canonicalize().unwrap();
            let (post, renamed) = (root.join("pan.md"), root.join(name));
            crash(&desk, &post, "次の朝、棚を置いた。");
            // Edited since naze read it.
            desk.put("pan.md", &(desk.text("pan.md") + "\nもう一行。\n"));
            let stopping = Disk::stopping_after(steps);
            finished =
                rename::rename(&stopping, &post.with_extension("naze.toml"), &post, name, &places(&desk)).is_ok();
            let now = if post.exists() { post } else { renamed };
            let mut performer = Performer::new(Words::of(Language::Ja), Keymap::builtin(), places(&desk), None, None);
            let mut opened = performer.open(&now, None).unwrap();
            // A process another test starts this very moment holds every lock until it is a program of its own.
            while opened.access == Access::Read {
                opened = performer.open(&now, None).unwrap();
            }
            let told = |key: &str| opened.draft.answers.told(&key.parse().unwrap()).unwrap_or_default().to_owned();
            let words = (told("failure@t1"), told("turn@t1"));
            assert_eq!(words, ("三年前の冬の話。".into(), "次の朝、棚を置いた。".into()), "{name} {steps}");
            assert_eq!(desk.names().iter().filter(|name| name.ends_with(".naze.toml")).count(), 1, "{name} {steps}");
            if finished {
                assert!(steps > 10, "a crash could come at {steps} places only");
                break;
            }
        }
        assert!(finished);
    }
}

#[test]
fn a_draft_does_not_follow_its_post_from_or_to_beneath_a_window() {
    let desk = Desk::new();
    fs::create_dir(desk.path().join(".git")).unwrap();
    put(&desk, "posts/pan.md", "パン", "三年前の冬の話。", 1);
    let root = desk.path().canonicalize().unwrap();
    let text = desk.text("posts/pan.naze.toml");
    fs::rename(root.join("posts/pan.md"), root.join("bread.md")).unwrap();
    for held in ["posts/pan.md", "bread.md"] {
        let folder = places(&desk).of_post(&root.join(held));
        let lock = lock::take(&Disk::default(), &folder, "now").unwrap().unwrap();
        let mut performer = Performer::new(Words::of(Language::Ja), Keymap::builtin(), places(&desk), None, None);
        let opened = performer.open(&root.join("bread.md"), None).unwrap();
        assert_eq!(opened.access, Access::Read, "{held}");
        assert_eq!(opened.draft.post.file, "pan.md", "{held}");
        assert_eq!(opened.draft.answers.told(&"failure@t1".parse().unwrap()), Some("三年前の冬の話。"));
        assert!(folder.join("lock").exists(), "{held}");
        assert_eq!(desk.text("posts/pan.naze.toml"), text, "{held}");
        drop(lock);
        drop(performer);
    }
    let mut performer = Performer::new(Words::of(Language::Ja), Keymap::builtin(), places(&desk), None, None);
    assert_eq!(performer.open(&root.join("bread.md"), None).unwrap().access, Access::Write);
    assert!(root.join("bread.naze.toml").exists());
}

#[test]
fn what_was_thrown_away_knows_the_new_name_too() {
    let desk = Desk::new();
    put(&desk, "pan.md", "パン", "初めの話。", 1);
    let mut author = Author::sits(desk);
    author.presses("<f8>");
    put(&author.desk, "pan.md", "パン", "二つめの話。", 1);
    let mut author = Author::sits(author.desk);
    author.presses("<f2>-2<enter>");
    let ran = author.desk.run(&["forget", "pan-2.md"]);
    assert!(ran.code == 4 && ran.err.contains("trash"), "{ran:?}");
}

#[test]
fn an_answer_told_again_still_names_the_other_one_where_its_draft_went() {
    let desk = Desk::new();
    fs::create_dir(desk.path().join(".git")).unwrap();
    put(&desk, "posts/pan.md", "パン", "三年前の冬の話。", 1);
    let root = desk.path().canonicalize().unwrap();
    let (mut draft, _) = DraftFile::parse(&desk.text("posts/pan.naze.toml")).unwrap();
    let retold = Retold { of: "denwa.md#failure@t2".into(), taken: "x".into() };
    draft.answers.entry(&"failure@t1".parse().unwrap()).retold = Some(retold);
    desk.put("posts/pan.naze.toml", naze::draft::write(&draft, &[], None));
    fs::create_dir(root.join("done")).unwrap();
    fs::rename(root.join("posts/pan.md"), root.join("done/pan.md")).unwrap();
    let mut performer = Performer::new(Words::of(Language::Ja), Keymap::builtin(), places(&desk), None, None);
    performer.open(&root.join("done/pan.md"), None).unwrap();
    let text = desk.text("done/pan.naze.toml");
    assert!(text.contains("\"../posts/denwa.md#failure@t2\""), "{text}");
}

#[test]
fn where_a_post_is_goes_to_the_clipboard() {
    let desk = Desk::new();
    put(&desk, "posts/pan.md", "パン", "話。", 1);
    let mut author = Author::sits(desk);
    author.presses("<f4>");
    let path = author.root().join("posts/pan.md").display().to_string();
    assert_eq!(author.copied, std::slice::from_ref(&path));
    assert!(author.notice().contains(&path), "{}", author.notice());
}

#[test]
fn a_post_that_was_moved_finds_its_draft_and_takes_it_along() {
    let desk = Desk::new();
    fs::create_dir(desk.path().join(".git")).unwrap();
    put(&desk, "posts/pan.md", "パン", "三年前の冬の話。", 1);
    put(&desk, "posts/denwa.md", "電話", "去年の六月の話。", 1);
    let root = desk.path().canonicalize().unwrap();
    crash(&desk, &root.join("posts/pan.md"), "次の朝、棚を置いた。");
    fs::create_dir(root.join("done")).unwrap();
    fs::rename(root.join("posts/pan.md"), root.join("done/bread.md")).unwrap();
    let mut performer = Performer::new(Words::of(Language::Ja), Keymap::builtin(), places(&desk), None, None);
    let opened = performer.open(&root.join("done/bread.md"), None).unwrap();
    let told = |key: &str| opened.draft.answers.told(&key.parse().unwrap()).unwrap_or_default().to_owned();
    assert_eq!((told("failure@t1"), told("turn@t1")), ("三年前の冬の話。".into(), "次の朝、棚を置いた。".into()));
    assert!(opened.notices.iter().any(|notice| notice.text.contains("下書きを付けました")), "{:?}", opened.notices);
    let names = |folder: &str| {
        let mut names: Vec<_> = fs::read_dir(root.join(folder)).unwrap().map(|it| it.unwrap().file_name()).collect();
        names.sort();
        names
    };
    assert_eq!(names("done"), ["bread.md", "bread.naze.toml"]);
    assert_eq!(names("posts"), ["denwa.md", "denwa.naze.toml"]);
    drop(performer);
    // It is its draft from then on, and a copy of the post is another post.
    let out = desk.ok(&["answers", "done/bread.md", "failure@t1"]);
    assert_eq!(out.trim(), "三年前の冬の話。");
    fs::copy(root.join("done/bread.md"), root.join("posts/copy.md")).unwrap();
    assert_ne!(desk.run(&["answers", "posts/copy.md", "failure@t1"]).out.trim(), "三年前の冬の話。");
}

#[test]
fn forgetting_a_post_asks_before_it_empties_the_trash() {
    let desk = Desk::new();
    assert_eq!(desk.run(&["answer", "5-ways.md", "failure@t1", "三年前の冬の話。"]).code, 0);
    let state = places(&desk).state;
    let mut performer = Performer::new(Words::of(Language::Ja), Keymap::builtin(), places(&desk), None, None);
    let draft = desk.path().join("5-ways.naze.toml");
    let post = desk.path().join("5-ways.md");
    // Whoever leaves at once leaves it thrown away.
    performer.perform(vec![Effect::Throw { draft: draft.clone(), post }, Effect::Leave]);
    assert!(!draft.exists());
    let ran = desk.run(&["forget", "5-ways.md"]);
    assert!(ran.code == 4 && ran.err.contains("trash"), "{ran:?}");
    desk.ok(&["forget", "5-ways.md", "--force"]);
    let left = desk.kept();
    assert!(left.iter().all(|path| !path.starts_with(&state)), "{left:?}");
}

#[test]
fn no_answer_is_promised_back_that_could_not_be_kept() {
    let desk = Desk::new();
    put(&desk, "pan.md", "パン", "三年前の冬の話。", 1);
    let post = desk.path().canonicalize().unwrap().join("pan.md");
    fs::write(places(&desk).of_post(&post).join("kept"), "in the way").unwrap();
    let ran = desk.run(&["answer", "pan.md", "failure@t1", ""]);
    assert!(ran.code == 0 && !ran.err.contains("trash"), "{ran:?}");
}

#[test]
fn an_answer_that_was_cleared_comes_back_from_the_trash() {
    let desk = Desk::new();
    put(&desk, "pan.md", "パン", "三年前の冬の話。\n二行目。", 1);
    let told = desk.text("pan.naze.toml");
    let at = told.lines().find(|line| line.starts_with("at = ")).unwrap().to_owned();
    desk.put("pan.naze.toml", told.replace(&at, "at = \"2024-02-03T04:05:06+09:00\""));
    let ran = desk.run(&["answer", "pan.md", "failure@t1", ""]);
    assert!(ran.code == 0 && ran.err.contains("trash"), "{ran:?}");
    assert!(!desk.text("pan.naze.toml").contains("三年前"));
    let mut author = Author::sits(desk);
    author.presses("<f3>二行目");
    assert_eq!(author.listed(), ["pan.md"]);
    assert!(author.screen().contains("答え「三年前の冬の話。」"), "{}", author.screen());
    assert_eq!(author.desk.run(&["answer", "pan.md", "failure@t1", "別の話。"]).code, 0);
    author.presses("<enter>");
    assert!(author.notice().contains("別の答え"), "{}", author.notice());
    assert_eq!(author.desk.run(&["answer", "pan.md", "failure@t1", ""]).code, 0);
    author.presses("<enter>");
    assert_eq!(author.notice(), "元に戻しました: pan.md");
    assert_eq!(author.desk.ok(&["answers", "pan.md", "failure@t1"]), "三年前の冬の話。\n二行目。\n");
    assert!(author.desk.text("pan.naze.toml").contains("2024-02-03T04:05:06"), "as it was told then");
    author.presses("<esc><esc><f3>");
    assert!(author.screen().contains("答え「別の話。」") && !author.screen().contains("三年前"), "{}", author.screen());
}
