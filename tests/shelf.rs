//! The shelf as an author uses it, through the loop the program runs. What counts are the files left behind.

mod moving;
mod references;

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use naze::answers::Answer;
use naze::app::effect::Effect;
use naze::app::keymap::Keymap;
use naze::app::model::Saving;
use naze::app::msg::{Click, Deed, Focus, Mouse, Msg, Outcome, Reading, Size};
use naze::app::{Model, update};
use naze::shell::disk::Disk;
use naze::shell::perform::{After, Performer};
use naze::shell::places::Places;
use naze::shell::session::Session;
use naze::shell::shelf::known;
use naze::shell::store::{Lost, kept};
use naze::text::Language;
use naze::ui::{Colours, Look};
use naze::words::Words;

use crate::app::{frame, press};
use crate::desk::{Desk, POST};
use crate::many;

/// An author at the shelf of a folder.
pub struct Author {
    pub desk: Desk,
    pub session: Session,
    pub copied: Vec<String>,
}

impl Author {
    /// Sits down at the shelf of this desk, when all of it was read.
    pub fn sits(desk: Desk) -> Self {
        let session = session(&desk);
        let mut author = Self { desk, session, copied: Vec::new() };
        author.waits(|model| model.shelf.reading == Reading::Done);
        author
    }

    /// Takes in what comes until this is so.
    pub fn waits(&mut self, until: impl Fn(&Model) -> bool) {
        let start = Instant::now();
        loop {
            for after in self.session.take(Vec::new()) {
                if let After::Copy(text) = after {
                    self.copied.push(text);
                }
            }
            if until(&self.session.model) {
                return;
            }
            assert!(start.elapsed() < Duration::from_secs(60), "{}", self.screen());
            std::thread::sleep(Duration::from_millis(2));
        }
    }

    /// Presses keys, and takes in what came of them.
    pub fn presses(&mut self, keys: &str) -> &mut Self {
        let mut rest = keys;
        while !rest.is_empty() {
            let (text, after) = rest.split_once('<').unwrap_or((rest, ""));
            if !text.is_empty() {
                self.takes(Msg::Text(text.to_owned()));
            }
            let Some((name, behind)) = after.split_once('>') else { break };
            self.takes(Msg::Key(name.parse().unwrap()));
            rest = behind;
        }
        self
    }

    pub fn takes(&mut self, msg: Msg) {
        for after in self.session.take(vec![msg]) {
            if let After::Copy(text) = after {
                self.copied.push(text);
            }
        }
        let looked = |model: &Model| model.shelf.drafts.rows(0).all(|entry| entry.standing.is_some());
        let rows = |model: &Model| model.shelf.trash.is_some() || looked(model);
        let _painted = self.session.paint();
        // What is done on a thread or said by one comes a little later.
        self.waits(|model| model.shelf.doing.is_none());
        self.waits(|model| model.sitting.is_some() || rows(model) || model.shelf.drafts.len() > 30);
        self.waits(|_| true);
    }

    pub fn screen(&self) -> String {
        frame(&self.session.model).0
    }

    /// What the foot of the screen says.
    pub fn notice(&self) -> String {
        self.session.model.notice.as_ref().map(|notice| notice.text.clone()).unwrap_or_default()
    }

    /// The places listed, in order.
    pub fn listed(&self) -> Vec<String> {
        self.session.model.shelf.list().rows(0).map(|entry| entry.place.clone()).collect()
    }

    pub fn root(&self) -> PathBuf {
        self.desk.path().canonicalize().unwrap()
    }
}

pub fn places(desk: &Desk) -> Places {
    let state = desk.home().join(".local/state/naze");
    Places { language: Language::Ja, editor: None, roof: None, state, ..Places::of_this_machine().within(&desk.home()) }
}

fn session(desk: &Desk) -> Session {
    let words = Words::of(Language::Ja);
    let mut performer = Performer::new(words, Keymap::builtin(), places(desk), None, None);
    performer.read_shelf(&desk.path().canonicalize().unwrap());
    let model = Model::new(words, Keymap::builtin(), Size { columns: 120, rows: 40 });
    Session::new(model, Look::builtin(Colours::Off), performer)
}

/// A post with a draft in which `told` was told, changed `age` days ago.
pub fn put(desk: &Desk, name: &str, title: &str, told: &str, age: u64) {
    let post = desk.path().join(name);
    fs::create_dir_all(post.parent().unwrap()).unwrap();
    fs::write(&post, POST.replacen("クレーム対応3つのコツ", title, 1)).unwrap();
    let shown = post.display().to_string();
    assert_eq!(desk.run(&["answer", &shown, "failure@t1", told]).code, 0);
    back_date(&post.with_extension("naze.toml"), age);
}

pub fn back_date(path: &Path, days: u64) {
    let then = std::time::SystemTime::now() - Duration::from_secs(days * 24 * 60 * 60);
    fs::File::options().append(true).open(path).unwrap().set_modified(then).unwrap();
}

#[test]
fn drafts_are_found_by_what_was_told_and_opened_where_they_were_left() {
    let desk = Desk::new();
    put(&desk, "posts/pan.md", "パンの3つのコツ", "三年前の冬、ﾚｼﾞの横に棚を置きました。\n棚は母のかたみでした。", 3);
    put(&desk, "posts/denwa.md", "電話の3つのコツ", "去年の六月、受話器を置き忘れました。", 1);
    let mut author = Author::sits(desk);
    assert_eq!(author.listed(), ["posts/denwa.md", "posts/pan.md"], "the newest first");
    author.takes(Msg::Focus(Focus::Gained));
    let screen = author.screen();
    assert!(screen.contains("3日前") && screen.contains("1日前"), "{screen}");
    assert!(screen.contains("1/"), "how far each is: {screen}");
    author.presses("れじ　カタミ");
    assert_eq!(author.listed(), ["posts/pan.md"]);
    assert!(author.screen().contains("三年前の冬、ﾚｼﾞの横に棚"), "why: {}", author.screen());
    author.presses("<esc>");
    assert_eq!(author.listed().len(), 2);
    let marked = author.session.model.shelf.drafts.marked().unwrap().place.clone();
    assert_eq!(marked, "posts/pan.md", "the mark stays on its draft");
    author.presses("<enter>").waits(|model| model.sitting.is_some());
    assert_eq!(author.session.model.sitting.as_ref().unwrap().post.title.as_deref(), Some("パンの3つのコツ"));
}

#[test]
fn drafts_opened_before_are_listed_wherever_they_are_and_forgotten_when_asked() {
    let (desk, elsewhere) = (Desk::new(), Desk::new());
    put(&desk, "here.md", "ここ", "ここの話。", 1);
    put(&elsewhere, "there.md", "よそ", "よその話。", 2);
    put(&elsewhere, "gone.md", "消えた", "消えた話。", 2);
    for name in ["there.md", "gone.md"] {
        let path = elsewhere.path().join(name);
        let mut performer = Performer::new(Words::of(Language::Ja), Keymap::builtin(), places(&desk), None, None);
        performer.open(&path, None).unwrap();
    }
    fs::remove_file(elsewhere.path().join("gone.md")).unwrap();
    fs::remove_file(elsewhere.path().join("gone.naze.toml")).unwrap();
    let there = elsewhere.path().canonicalize().unwrap().join("there.md").display().to_string();
    let author = Author::sits(desk);
    assert_eq!(author.listed(), ["here.md".to_owned(), there.clone()], "what is gone is passed over");
    author.desk.ok(&["forget", &there]);
    let author = Author::sits(author.desk);
    assert_eq!(author.listed(), ["here.md"]);
}

#[test]
fn what_is_wrong_is_said_in_a_word_and_the_list_says_the_same() {
    let desk = Desk::new();
    for (index, name) in ["broken", "newer", "torn", "gone", "changed", "fine"].into_iter().enumerate() {
        put(&desk, &format!("{name}.md"), name, "三年前の話。", index as u64);
    }
    let edit = |name: &str, change: &dyn Fn(String) -> String| {
        let path = desk.path().join(name);
        fs::write(&path, change(fs::read_to_string(&path).unwrap())).unwrap();
    };
    edit("broken.naze.toml", &|text| format!("{text}\n[["));
    edit("newer.naze.toml", &|text| text.replace("version = 1", "version = 99"));
    edit("torn.naze.toml", &|text| {
        format!("<<<<<<< ours\nflow = \"a\"\n=======\nflow = \"b\"\n>>>>>>> theirs\n{text}")
    });
    fs::remove_file(desk.path().join("gone.md")).unwrap();
    edit("changed.md", &|text| format!("{text}\nもう一行。\n"));
    let mut author = Author::sits(desk);
    author.takes(Msg::Focus(Focus::Gained));
    let screen = author.screen();
    let row = |name: &str| screen.lines().find(|line| line.contains(&format!("{name}.md"))).unwrap().to_owned();
    for (name, word) in [
        ("broken", "読めない"),
        ("newer", "新しい naze"),
        ("torn", "git の衝突"),
        ("gone", "記事なし"),
        ("changed", "記事に変更"),
        ("fine", "1/"),
    ] {
        assert!(row(name).contains(word), "{name}: {}", row(name));
    }
    let list: serde_json::Value = serde_json::from_str(&author.desk.ok(&["list", "--json", "--lang", "ja"])).unwrap();
    for draft in list["drafts"].as_array().unwrap() {
        let name = draft["post"].as_str().unwrap().trim_end_matches(".md");
        let fatal = ["broken", "newer", "torn", "gone"].contains(&name);
        assert_eq!(draft["trouble"].is_null(), name == "fine", "{draft}");
        assert_eq!(draft["questions"] == 0, fatal, "{draft}");
        assert!(draft["changed"].is_string(), "{draft}");
    }
    author.presses("gone<enter>");
    assert!(author.session.model.sitting.is_none() && author.notice().contains("付いてきます"), "{}", author.notice());
}

#[test]
fn what_waits_for_the_author_is_said_even_where_nothing_was_saved_yet() {
    let desk = Desk::new();
    put(&desk, "pan.md", "パン", "三年前の話。", 1);
    put(&desk, "denwa.md", "電話", "去年の話。", 2);
    let root = desk.path().canonicalize().unwrap();
    let mut performer = Performer::new(Words::of(Language::Ja), Keymap::builtin(), places(&desk), None, None);
    performer.open(&root.join("5-ways.md"), None).unwrap();
    drop(performer);
    moving::crash(&desk, &root.join("5-ways.md"), "一文字も保存されていない話。");
    moving::crash(&desk, &root.join("pan.md"), "保存されていない続き。");
    let theirs = Answer { text: "ほかの話。".to_owned(), ..Answer::default() };
    let waiting = [("failure@t1".parse().unwrap(), theirs)].into_iter().collect();
    let folder = places(&desk).of_post(&root.join("denwa.md"));
    kept::keep_undecided(&Disk::default(), &folder, &waiting).unwrap();

    let mut author = Author::sits(desk);
    author.takes(Msg::Focus(Focus::Gained));
    let screen = author.screen();
    let row = |name: &str| screen.lines().find(|line| line.contains(name)).unwrap().to_owned();
    for (name, word) in [("5-ways.md", "未保存あり"), ("pan.md", "未保存あり"), ("denwa.md", "選ぶ答えあり")]
    {
        assert!(row(name).contains(word), "{name}: {}", row(name));
    }
    author.presses("5-ways<enter>").waits(|model| model.sitting.is_some());
    let told = &author.session.model.sitting.as_ref().unwrap().draft.answers;
    assert_eq!(told.told(&"turn@t1".parse().unwrap()), Some("一文字も保存されていない話。"));
}

#[test]
fn the_mouse_marks_opens_and_scrolls() {
    let desk = Desk::new();
    many::write(desk.path(), 60);
    let mut author = Author::sits(desk);
    let at = |row| Mouse { deed: Deed::Press(Click::Once), column: 20, row };
    author.takes(Msg::Mouse(at(6)));
    assert_eq!(author.session.model.shelf.drafts.row(), Some(2));
    author.takes(Msg::Mouse(Mouse { deed: Deed::WheelDown, ..at(6) }));
    assert_eq!((author.session.model.shelf.drafts.row(), author.session.model.shelf.drafts.top()), (Some(2), 3));
    author.takes(Msg::Mouse(Mouse { deed: Deed::Press(Click::Twice), ..at(6) }));
    author.waits(|model| model.sitting.is_some());
}

#[test]
fn a_shelf_of_many_is_read_to_the_end_and_each_draft_stands_once() {
    let desk = Desk::new();
    many::write(desk.path(), 300);
    let mut author = Author::sits(desk);
    assert_eq!(author.session.model.shelf.drafts.len(), 300);
    let scene = many::scene(123);
    author.presses(&scene[..scene.char_indices().nth(12).unwrap().0]);
    assert!(author.listed().contains(&"posts-23/post-123.md".to_owned()));
    let mut model = Model::new(Words::of(Language::Ja), Keymap::builtin(), Size { columns: 80, rows: 24 });
    press(&mut model, "何か");
    assert!(frame(&model).0.contains("何か"), "typed before anything was read");
}

#[test]
fn what_others_do_to_the_drafts_is_seen_when_the_author_comes_back_and_the_mark_stays() {
    let desk = Desk::new();
    put(&desk, "pan.md", "パン", "三年前の冬の話。", 3);
    put(&desk, "denwa.md", "電話", "去年の六月の話。", 2);
    put(&desk, "tegami.md", "手紙", "十年前の秋の話。", 1);
    let mut author = Author::sits(desk);
    author.presses("<down>");
    assert_eq!(author.session.model.shelf.drafts.marked().unwrap().place, "denwa.md");
    put(&author.desk, "tana.md", "棚", "去年の春の話。", 0);
    fs::remove_file(author.desk.path().join("tegami.naze.toml")).unwrap();
    assert_eq!(author.desk.run(&["answer", "pan.md", "failure@t1", "五年前の夏の話。"]).code, 0);
    back_date(&author.desk.path().join("pan.naze.toml"), 1);
    let title = fs::read_to_string(author.desk.path().join("denwa.md")).unwrap().replace("# 電話", "# 電話の取り次ぎ");
    author.desk.put("denwa.md", title);
    author.takes(Msg::Focus(Focus::Gained));
    author.waits(|model| model.shelf.drafts.rows(0).any(|entry| entry.place == "tana.md"));
    assert_eq!(author.listed(), ["tana.md", "pan.md", "denwa.md"]);
    let marked = author.session.model.shelf.drafts.marked().unwrap();
    assert_eq!((marked.place.as_str(), marked.title.as_str()), ("denwa.md", "電話の取り次ぎ"));
    author.presses("五年前");
    assert_eq!(author.listed(), ["pan.md"]);
}

#[test]
fn from_a_post_the_way_leads_back_to_the_shelf_with_all_words_saved() {
    let desk = Desk::new();
    put(&desk, "pan.md", "パン", "三年前の冬の話。", 2);
    put(&desk, "denwa.md", "電話", "去年の六月の話。", 1);
    let mut author = Author::sits(desk);
    author.presses("<down><enter>").waits(|model| model.sitting.is_some());
    author.presses("<ctrl-g>棚").waits(|_| true);
    author.presses("<esc>");
    author.presses("二十回失敗した。<alt-l>");
    assert!(author.session.model.sitting.is_none());
    assert_eq!(author.session.model.shelf.drafts.marked().unwrap().place, "pan.md", "the mark stays on its draft");
    // Opened again at once, while it may still be being saved.
    author.presses("<enter>").waits(|model| {
        model.sitting.as_ref().is_some_and(|sitting| sitting.access == naze::app::sitting::Access::Write)
    });
    let sitting = author.session.model.sitting.as_ref().unwrap();
    assert!(sitting.draft.answers.iter().any(|(_, answer)| answer.text.contains("二十回失敗した。")));
    assert!(author.desk.text("pan.naze.toml").contains("二十回失敗した。"));
    author.presses("<alt-l>").waits(|model| model.shelf.drafts.rows(0).next().is_some_and(|it| it.place == "pan.md"));
    author.presses("<up><up>").presses("<down><enter>").waits(|model| model.sitting.is_some());
    assert_eq!(author.session.model.sitting.as_ref().unwrap().post.title.as_deref(), Some("電話"));
}

#[test]
fn a_post_that_cannot_be_saved_stays_open() {
    let desk = Desk::new();
    put(&desk, "posts/pan.md", "パン", "三年前の冬の話。", 1);
    let mut author = Author::sits(desk);
    author.presses("<enter>").waits(|model| model.sitting.is_some());
    // What stands in the draft's place now is no file.
    let draft = author.desk.path().join("posts/pan.naze.toml");
    fs::remove_file(&draft).unwrap();
    fs::create_dir(&draft).unwrap();
    author.presses("二十回失敗した。<ctrl-s>").waits(|model| model.sitting.as_ref().unwrap().saving == Saving::Failed);
    author.presses("<alt-l>");
    assert!(author.session.model.sitting.is_some(), "{}", author.notice());
    assert!(author.notice().contains("開いたまま"), "{}", author.notice());
}

#[test]
fn the_first_frame_waits_no_longer_than_a_moment_for_the_draft_of_a_post_that_moved() {
    let desk = Desk::new();
    put(&desk, "posts/pan.md", "パン", "三年前の冬の話。", 1);
    let root = desk.path().canonicalize().unwrap();
    fs::create_dir(root.join(".git")).unwrap();
    fs::rename(root.join("posts/pan.md"), root.join("bread.md")).unwrap();
    let sha256 = naze::shell::digest::sha256(&fs::read(root.join("bread.md")).unwrap());
    let late = Instant::now().checked_sub(Duration::from_secs(1));
    let (post, draft) = (root.join("bread.md"), root.join("posts/pan.naze.toml"));
    assert_eq!(known::lost(&post, &sha256, &places(&desk), late), Lost::Unknown);
    assert_eq!(known::lost(&post, &sha256, &places(&desk), None), Lost::At(draft.clone()));

    // Found a little later, it is taken up; but not over what was written meanwhile.
    let mut author = Author::sits(desk);
    author.session.take(vec![Msg::Outcome(Outcome::FoundElsewhere(draft.clone(), String::new()))]);
    let open = Effect::OpenWith { post: post.clone(), draft: draft.clone() };
    let mut model = Model::new(Words::of(Language::Ja), Keymap::builtin(), Size { columns: 80, rows: 24 });
    let fresh = Desk::new();
    let mut performer = Performer::new(Words::of(Language::Ja), Keymap::builtin(), places(&fresh), None, None);
    model.sit_down(performer.open(&fresh.path().join("5-ways.md"), None).unwrap());
    let found = Msg::Outcome(Outcome::FoundElsewhere(draft.clone(), "posts/pan.naze.toml".into()));
    let effects = update(&mut model, found.clone());
    assert!(matches!(&effects[..], [Effect::OpenWith { draft: at, .. }] if *at == draft), "{effects:?}");
    press(&mut model, "二十回失敗した。");
    assert!(update(&mut model, found).is_empty());
    assert!(model.notice.as_ref().unwrap().text.contains("posts/pan.naze.toml"));

    let mut performer = Performer::new(Words::of(Language::Ja), Keymap::builtin(), places(&author.desk), None, None);
    performer.perform(vec![open]);
    let Some(Outcome::Opened(opened)) = performer.outcomes().pop() else { panic!("not opened") };
    assert_eq!(opened.draft.answers.told(&"failure@t1".parse().unwrap()), Some("三年前の冬の話。"));
    assert!(root.join("bread.naze.toml").exists());
}

#[test]
fn what_is_typed_behind_an_opening_goes_to_the_post_that_was_opened() {
    let desk = Desk::new();
    put(&desk, "pan.md", "パン", "三年前の冬の話。", 1);
    put(&desk, "tegami.md", "手紙", "去年の夏の話。", 2);
    let mut author = Author::sits(desk);
    author.presses("パン");
    // Both before what came of the opening is heard of.
    author.session.take(vec![Msg::Key("enter".parse().unwrap())]);
    author.session.take(vec![Msg::Text("まだ続きがあります。".to_owned())]);
    let sitting = author.session.model.sitting.as_ref().unwrap();
    assert!(sitting.path.ends_with("pan.md"));
    let holds = |(_, answer): (&_, &Answer)| answer.text.contains("まだ続きがあります。");
    assert!(sitting.draft.answers.iter().any(holds));
}

#[test]
fn a_draft_follows_its_post_out_of_the_tree_where_it_was_opened_before() {
    let (desk, elsewhere) = (Desk::new(), Desk::new());
    put(&desk, "pan.md", "パン", "三年前の冬の話。", 1);
    let there = elsewhere.path().canonicalize().unwrap().join("pan.md");
    fs::rename(desk.path().join("pan.md"), &there).unwrap();
    let mut performer = Performer::new(Words::of(Language::Ja), Keymap::builtin(), places(&desk), None, None);
    let opened = performer.open(&there, None).unwrap();
    assert_eq!(opened.draft.answers.told(&"failure@t1".parse().unwrap()), Some("三年前の冬の話。"));
    assert!(there.with_extension("naze.toml").exists() && !desk.path().join("pan.naze.toml").exists());
}

#[test]
fn one_thing_is_done_at_a_time_and_what_takes_a_while_is_said() {
    let mut model = Model::new(Words::of(Language::Ja), Keymap::builtin(), Size { columns: 80, rows: 24 });
    let entries = vec![crate::app::shelving::entry("a", "パン", "", "", 1)];
    update(&mut model, Msg::Outcome(Outcome::Shelf(entries, Reading::Done)));
    assert!(matches!(&press(&mut model, "<f8>")[..], [Effect::Throw { .. }]));
    for keys in ["<f8>", "<enter>", "<f3>", "<f2>x<enter>"] {
        assert!(press(&mut model, keys).is_empty(), "{keys}");
        assert!(model.notice.as_ref().unwrap().text.contains("まだ終わっていません"), "{keys}");
    }
    update(&mut model, Msg::Outcome(Outcome::StillDoing));
    assert_eq!(model.notice.as_ref().unwrap().text, "「パン」の下書きを捨てています");
    // A look at the folder may be faster than the word that it is done.
    update(&mut model, Msg::Outcome(Outcome::Reshelved(Vec::new(), vec!["posts/a.naze.toml".into()])));
    update(&mut model, Msg::Outcome(Outcome::Thrown("posts/a.naze.toml".into(), "trash/1".into())));
    assert!(model.notice.as_ref().unwrap().text.contains("「パン」の下書きを捨てました"));
    assert!(matches!(&press(&mut model, "<ctrl-z>")[..], [Effect::Restore(item)] if item.ends_with("1")));
}
