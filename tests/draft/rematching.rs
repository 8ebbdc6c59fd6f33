//! Tips found again in a post that changed.

use std::fmt::Write;

use naze::answers::TipId;
use naze::draft::{Draft, Rematched, rematch};
use naze::post::{Hints, Post, read};

use super::{key, told};

fn post(tips: &[(&str, &str)]) -> Post {
    let mut text = format!("# クレーム対応{}つの方法\n\nはじめに。\n", tips.len());
    for (number, (heading, body)) in (1..).zip(tips) {
        writeln!(text, "\n## {number}. {heading}\n\n{body}").unwrap();
    }
    let (post, _) = read(text.as_bytes(), &Hints::default());
    assert_eq!(post.tips.len(), tips.len());
    post
}

const LISTEN: (&str, &str) = ("最後まで聞く", "相手の話を遮らず、相づちだけで聞きます。");
const SORRY: (&str, &str) = ("すぐ謝らない", "まず何が起きたかを、二人で確かめます。");
const PAPER: (&str, &str) = ("紙に書いて渡す", "約束は、その場で一枚の紙にします。");

fn places(draft: &Draft) -> Vec<(u32, Option<usize>)> {
    draft.tips.iter().map(|mark| (mark.id.0, mark.index)).collect()
}

#[test]
fn answers_follow_their_tip() {
    let mut draft = Draft::new(&post(&[LISTEN, SORRY, PAPER]), "5-ways.md", "", "why");
    assert_eq!(places(&draft), [(1, Some(0)), (2, Some(1)), (3, Some(2))]);
    let renamed = ("謝るのは、あと", SORRY.1);
    let found = rematch(&mut draft, &post(&[PAPER, LISTEN, renamed]));
    assert_eq!(places(&draft), [(1, Some(1)), (2, Some(2)), (3, Some(0))]);
    assert_eq!(found, Rematched { reworded: vec![TipId(2)], ..Rematched::default() });
    assert_eq!(draft.tips[1].heading, "謝るのは、あと");
}

#[test]
fn a_tip_that_is_gone_keeps_its_mark_and_may_come_back() {
    let mut draft = Draft::new(&post(&[LISTEN, SORRY, PAPER]), "5-ways.md", "", "why");
    draft.answers.insert(key("failure@t2"), told("あの日"));
    let other = ("担当を一人に決める", "たらい回しにしないことです。");
    let found = rematch(&mut draft, &post(&[LISTEN, other, PAPER]));
    assert_eq!(places(&draft), [(1, Some(0)), (2, None), (3, Some(2)), (4, Some(1))]);
    assert_eq!(found, Rematched { new: vec![TipId(4)], gone: vec![TipId(2)], reworded: Vec::new() });
    assert_eq!(draft.answers.told(&key("failure@t2")), Some("あの日"));
    rematch(&mut draft, &post(&[LISTEN, SORRY, PAPER]));
    assert_eq!(places(&draft), [(1, Some(0)), (2, Some(1)), (3, Some(2)), (4, None)]);
}

#[test]
fn a_small_rewording_is_still_the_tip() {
    let mut draft = Draft::new(&post(&[LISTEN, SORRY]), "5-ways.md", "", "why");
    rematch(&mut draft, &post(&[("話を最後まで聞く", "遮らないこと。これに尽きます。"), SORRY]));
    assert_eq!(places(&draft), [(1, Some(0)), (2, Some(1))]);
}

#[test]
fn matching_twice_finds_the_same() {
    let now = post(&[SORRY, LISTEN]);
    let mut draft = Draft::new(&post(&[LISTEN, SORRY, PAPER]), "5-ways.md", "", "why");
    rematch(&mut draft, &now);
    let once = draft.clone();
    assert_eq!(rematch(&mut draft, &now), Rematched { gone: vec![TipId(3)], ..Rematched::default() });
    assert_eq!(draft, once);
}
