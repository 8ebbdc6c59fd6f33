//! A day told in one post and told again in another, through the loop the program runs and the files it leaves.

use std::time::{Duration, Instant};

use naze::app::model::Gathering;
use naze::app::msg::Msg;
use naze::shell::session::Session;
use naze::text::Language;

use crate::desk::{Desk, POST};
use crate::journeys::session;

const DAY: &str =
    "三年前の冬、閉店間際に電話が鳴りました。「昨日のパンが水っぽい」と。温かいうちに袋を閉じたのは、私でした。";

fn presses(session: &mut Session, keys: &str) {
    let mut rest = keys;
    while !rest.is_empty() {
        let (text, after) = rest.split_once('<').unwrap_or((rest, ""));
        if !text.is_empty() {
            session.take(vec![Msg::Text(text.to_owned())]);
        }
        let Some((name, behind)) = after.split_once('>') else { break };
        session.take(vec![Msg::Key(name.parse().unwrap())]);
        rest = behind;
    }
}

/// Opens the post, and pauses until all the other drafts are read and the answer was laid beside them.
fn opens(desk: &Desk, post: &str, at: &str) -> Session {
    let mut session = session(&desk.path().join(post), desk, Language::Ja);
    presses(&mut session, at);
    session.model.notice = None;
    let since = Instant::now();
    while session.model.gathering != Gathering::Done {
        assert!(since.elapsed() < Duration::from_secs(60), "the drafts are not read");
        session.take(vec![Msg::Idle]);
        std::thread::sleep(Duration::from_millis(5));
    }
    session.take(vec![Msg::Idle]);
    while session.model.lays_beside {
        assert!(since.elapsed() < Duration::from_secs(60), "the answer is not laid beside them");
        std::thread::sleep(Duration::from_millis(5));
        session.take(Vec::new());
    }
    session
}

fn said(session: &Session) -> &str {
    session.model.notice.as_ref().map_or("", |notice| &notice.text)
}

fn desk() -> Desk {
    let desk = Desk::new();
    desk.put("returns.md", POST.replace("クレーム対応", "返品を減らす"));
    desk.ok(&["answer", "5-ways.md", "hard-tip", "1"]);
    desk.ok(&["answer", "5-ways.md", "failure@t1", DAY]);
    desk.ok(&["answer", "returns.md", "hard-tip", "2"]);
    desk
}

#[test]
fn a_day_is_told_again_in_another_post_and_a_correction_follows_it() {
    let desk = desk();
    let told = desk.text("5-ways.naze.toml");
    let mut session = opens(&desk, "returns.md", "ある人。<tab><tab>");
    presses(&mut session, "<alt-b>水っぽい<enter><ctrl-q>");
    assert_eq!(desk.text("5-ways.naze.toml"), told, "the post it was told in first is as it was");
    let copy = desk.text("returns.naze.toml");
    assert!(copy.contains("retold = \"5-ways.md#failure@t1\"\ntaken = \""), "{copy}");
    assert!(copy.contains(DAY), "the words stand here too, whatever becomes of the other file");
    assert!(!copy.contains(desk.path().to_str().unwrap()), "no machine's path");

    // As long as it is the same there, nothing is said; and nothing where the other file is gone.
    assert_eq!(said(&opens(&desk, "returns.md", "")), "");
    let draft = desk.path().join("5-ways.naze.toml");
    std::fs::rename(&draft, draft.with_extension("away")).unwrap();
    assert_eq!(said(&opens(&desk, "returns.md", "")), "");
    std::fs::rename(draft.with_extension("away"), &draft).unwrap();

    desk.ok(&["answer", "5-ways.md", "failure@t1", &DAY.replace("三年前", "四年前")]);
    let mut session = opens(&desk, "returns.md", "");
    assert!(said(&session).contains("Alt-U"), "{}", said(&session));
    presses(&mut session, "<ctrl-q>");
    assert_eq!(desk.text("returns.naze.toml"), copy, "being told of it changes nothing");
    let mut session = opens(&desk, "returns.md", "");
    presses(&mut session, "<alt-u><ctrl-q>");
    let renewed = desk.text("returns.naze.toml");
    assert!(renewed.contains("四年前の冬") && !renewed.contains("三年前の冬"), "{renewed}");
    let kept = desk.kept().into_iter().filter_map(|path| std::fs::read_to_string(path).ok());
    assert!(kept.into_iter().any(|text| text.contains("三年前の冬")), "what it was is kept");
    let story = desk.ok(&["export", "returns.md"]);
    assert!(story.contains("四年前の冬"));
}

#[test]
fn a_day_typed_again_is_known_and_a_copy_edited_here_is_told_differently() {
    let desk = desk();
    let session = opens(&desk, "returns.md", &format!("ある人。<tab><tab>{}", DAY.replace("三年前", "二年前")));
    assert!(said(&session).contains("三年前 / 二年前"), "{}", said(&session));
    drop(session);
    // The same with a reference, edited by hand in the file.
    let draft = desk.text("returns.naze.toml");
    let at = draft.find("[answer.\"failure@t2\"]").unwrap();
    let (head, tail) = draft.split_at(at);
    let tail = tail.replacen("text = ", "retold = \"5-ways.md#failure@t1\"\ntaken = \"0000\"\ntext = ", 1);
    desk.put("returns.naze.toml", format!("{head}{tail}"));
    let mut session = opens(&desk, "returns.md", "");
    assert!(said(&session).contains("三年前 / 二年前"), "{}", said(&session));
    presses(&mut session, "<alt-u><ctrl-q>");
    assert!(desk.text("returns.naze.toml").contains("二年前の冬"), "words of one's own are never replaced");
}
