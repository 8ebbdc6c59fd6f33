//! Two people, one draft, and the real git.

use std::fs;
use std::path::Path;
use std::process::Command;

use naze::answers::Answer;
use naze::draft::{Broken, Draft, Edit, join, merge, parse, write};
use proptest::prelude::*;

use super::{Room, a_post, key, questions};

fn git(folder: &Path, args: &[&str]) -> bool {
    let mut command = Command::new("git");
    command.current_dir(folder).env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_NOSYSTEM", "1");
    command.args(["-c", "user.name=a", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false"]).args(args);
    command.output().is_ok_and(|output| output.status.success())
}

fn answered(draft: &Draft, name: &str, text: &str) -> Draft {
    let mut draft = draft.clone();
    let at = Some("2026-11-23T21:04:10+09:00".to_owned());
    draft.answers.insert(key(name), Answer { text: text.to_owned(), at, ..Answer::default() });
    draft
}

/// What git makes of two drafts that come from one; nothing where there is no git.
fn merged(base: &str, ours: &str, theirs: &str) -> Option<(bool, String)> {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("5-ways.naze.toml");
    let commit = |text: &str| {
        fs::write(&file, text).unwrap();
        git(folder.path(), &["add", "."]) && git(folder.path(), &["commit", "-qm", "draft"])
    };
    if !git(folder.path(), &["init", "-q", "-b", "main"]) {
        return None;
    }
    assert!(commit(base) && git(folder.path(), &["checkout", "-qb", "theirs"]) && commit(theirs));
    assert!(git(folder.path(), &["checkout", "-q", "main"]) && commit(ours));
    let clean = git(folder.path(), &["merge", "-q", "theirs"]);
    Some((clean, fs::read_to_string(&file).unwrap()))
}

#[test]
fn two_people_answer_neighbouring_questions_of_one_draft() {
    let base = Draft::new(&a_post(), "5-ways.md", "", "why");
    let text = write(&base, &questions(&base), None);
    let base = parse(&text).unwrap();
    let names = ["reader", "failure@t1", "turn@t1"];
    for (mine, yours) in names.iter().zip(names.iter().skip(1)) {
        let (a, b) = (answered(&base, mine, "私の答え\nもう一行"), answered(&base, yours, "あなたの答え"));
        let both = merge(Some(&base), &a, &b);
        assert!(both.conflicts.is_empty());
        let (a, b) = (write(&a, &questions(&a), Some(&text)), write(&b, &questions(&b), Some(&text)));
        if let Some((clean, merged)) = merged(&text, &a, &b) {
            assert!(clean, "{merged}");
            assert_eq!(parse(&merged).unwrap().answers, both.draft.answers);
        }
    }
}

/// The drafts of two people who both answered `failure@t1`, and one of whom answered another question too.
fn at_odds() -> (String, String, String) {
    let base = Draft::new(&a_post(), "5-ways.md", "", "why");
    let text = write(&base, &questions(&base), None);
    let base = parse(&text).unwrap();
    let ours = answered(&base, "failure@t1", "私の答え\nもう一行");
    let theirs = answered(&answered(&base, "failure@t1", "あなたの答え"), "turn@t1", "次の朝のこと");
    assert_eq!(merge(Some(&base), &ours, &theirs).conflicts.len(), 1);
    let (ours, theirs) =
        (write(&ours, &questions(&ours), Some(&text)), write(&theirs, &questions(&theirs), Some(&text)));
    (text, ours, theirs)
}

#[test]
fn two_people_answering_one_question_make_a_conflict_that_is_opened() {
    let (base, ours, theirs) = at_odds();
    let Some((clean, merged)) = merged(&base, &ours, &theirs) else { return };
    assert!(!clean);
    assert!(matches!(parse(&merged), Err(Broken::Conflict { .. })), "{merged}");
    let crlf = merged.replace('\n', "\r\n");
    for merged in [merged, crlf] {
        let (joined, mut file) = join(&merged).unwrap();
        let [conflict] = joined.conflicts.as_slice() else { panic!("{:?}", joined.conflicts) };
        assert_eq!(
            (conflict.mine.text.as_str(), conflict.theirs.text.as_str()),
            ("私の答え\nもう一行", "あなたの答え")
        );
        assert_eq!(joined.draft.answers.told(&key("turn@t1")), Some("次の朝のこと"));
        assert_eq!(parse(&file.write(&joined.draft, &[])), Ok(joined.draft));
    }
}

#[test]
fn two_people_reworking_one_passage_make_a_conflict_that_keeps_both() {
    let base = Draft::new(&a_post(), "5-ways.md", "", "why");
    let text = write(&base, &questions(&base), None);
    let base = parse(&text).unwrap();
    let reworked = |text: &str, aside: Option<&str>| {
        let aside = aside.map(str::to_owned);
        let (passage, was) = ("post:t1#2".to_owned(), "元の文。".to_owned());
        Draft { edits: vec![Edit { passage, was, aside, text: text.to_owned(), bridge: None }], ..base.clone() }
    };
    let (ours, theirs) = (reworked("", Some("前の言い方。")), reworked("あなたの言い方。", None));
    let sides = [&ours, &theirs].map(|draft| write(draft, &questions(draft), Some(&text)));
    let Some((clean, merged)) = merged(&text, &sides[0], &sides[1]) else { return };
    assert!(!clean);
    let (joined, _) = join(&merged).unwrap();
    assert_eq!(joined.draft.edits, [ours.edits, theirs.edits].concat(), "{merged}");
}

#[test]
fn a_conflict_is_opened_kept_and_written_only_when_something_changes() {
    let (base, ours, theirs) = at_odds();
    let Some((_, torn)) = merged(&base, &ours, &theirs) else { return };
    let room = Room::new();
    fs::write(room.draft(), &torn).unwrap();
    let desk = room.sit();
    assert!(desk.store.torn().is_some());
    assert_eq!(desk.told("failure@t1"), "私の答え\nもう一行");
    drop(desk);
    assert_eq!(room.text(), torn, "opening writes nothing beside the post");

    let mut desk = room.sit();
    assert!(desk.types("reader", "店長"));
    drop(desk);
    let mut desk = room.sit();
    assert_eq!(desk.told("reader"), "店長", "the journal goes on from a draft with marks");
    desk.save().unwrap();
    assert!(parse(&room.text()).is_ok(), "{}", room.text());
    assert!(room.kept().contains(&torn));
    drop(desk);
    let desk = room.sit();
    assert_eq!(desk.store.undecided(&desk.draft).told(&key("failure@t1")), Some("あなたの答え"));
}

#[test]
fn a_conflict_that_comes_while_the_draft_is_open_is_taken_in() {
    let (base, ours, theirs) = at_odds();
    let Some((_, torn)) = merged(&base, &ours, &theirs) else { return };
    let room = Room::new();
    fs::write(room.draft(), &ours).unwrap();
    let mut desk = room.sit();
    desk.types("reader", "店長");
    fs::write(room.draft(), &torn).unwrap();
    let mixture = desk.save().unwrap().unwrap();
    assert_eq!(mixture.conflicts.told(&key("failure@t1")), Some("あなたの答え"));
    let now = parse(&room.text()).unwrap().answers;
    let told = ["reader", "failure@t1", "turn@t1"].map(|name| now.told(&key(name)).unwrap_or_default());
    assert_eq!(told, ["店長", "私の答え\nもう一行", "次の朝のこと"]);
}

#[test]
fn commands_refuse_a_draft_git_could_not_merge_and_leave_it_alone() {
    let (base, ours, theirs) = at_odds();
    let Some((_, torn)) = merged(&base, &ours, &theirs) else { return };
    let desk = crate::desk::Desk::new();
    desk.put("5-ways.naze.toml", &torn);
    for args in [&["next", "5-ways.md"][..], &["answer", "5-ways.md", "reader", "x"], &["export", "5-ways.md"]] {
        let ran = desk.run(args);
        assert!(ran.code == 3 && ran.err.contains("git conflict"), "{args:?}: {ran:?}");
    }
    assert_eq!(desk.text("5-ways.naze.toml"), torn);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// Whatever two sides say, and whichever questions git takes into its hunk.
    #[test]
    fn both_sides_of_a_conflict_are_read(
        texts in prop::collection::vec(("[a-z\n=<>]{0,9}", "[a-z\n=<>]{0,9}"), 3),
    ) {
        let base = Draft::new(&a_post(), "5-ways.md", "", "why");
        let with = |side: fn(&(String, String)) -> &String| {
            let names = ["reader", "failure@t1", "turn@t1"];
            names.iter().zip(&texts).fold(base.clone(), |draft, (name, text)| answered(&draft, name, side(text)))
        };
        let (ours, theirs) = (with(|pair| &pair.0), with(|pair| &pair.1));
        let (a, b) = (write(&ours, &[], None), write(&theirs, &[], None));
        let shared = a.bytes().zip(b.bytes()).take_while(|(a, b)| a == b).count();
        let head = a.get(..shared).unwrap().rfind('\n').map_or(0, |at| at + 1);
        prop_assume!(a != b);
        let parts = |text: &str| text.get(head..).unwrap().to_owned();
        let torn = format!("{}<<<<<<< ours\n{}=======\n{}>>>>>>> theirs\n", a.get(..head).unwrap(), parts(&a), parts(&b));
        let (joined, _) = join(&torn).unwrap();
        for (key, mine) in ours.answers.iter() {
            prop_assert!(joined.draft.answers.get(key).unwrap_or(&Answer::default()).says_the_same(mine) || mine.text.is_empty());
        }
        for (key, yours) in theirs.answers.iter() {
            let taken = joined.draft.answers.get(key).is_some_and(|answer| answer.says_the_same(yours));
            let kept = joined.conflicts.iter().any(|conflict| conflict.key == *key && conflict.theirs.says_the_same(yours));
            prop_assert!(taken || kept || yours.text.is_empty(), "{}", torn);
        }
    }
}
