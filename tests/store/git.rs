//! Two people, one draft, and the real git.

use std::fs;
use std::path::Path;
use std::process::Command;

use naze::answers::Answer;
use naze::draft::{Broken, Draft, merge, parse, write};

use super::{a_post, key, questions};

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

#[test]
fn two_people_answering_one_question_make_a_conflict_that_is_seen() {
    let base = Draft::new(&a_post(), "5-ways.md", "", "why");
    let text = write(&base, &questions(&base), None);
    let base = parse(&text).unwrap();
    let (a, b) = (answered(&base, "failure@t1", "私の答え"), answered(&base, "failure@t1", "あなたの答え"));
    assert_eq!(merge(Some(&base), &a, &b).conflicts.len(), 1);
    let (a, b) = (write(&a, &questions(&a), Some(&text)), write(&b, &questions(&b), Some(&text)));
    if let Some((clean, merged)) = merged(&text, &a, &b) {
        assert!(!clean);
        assert!(matches!(parse(&merged), Err(Broken::Conflict { .. })), "{merged}");
    }
}
