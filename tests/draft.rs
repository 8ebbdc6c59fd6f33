//! Drafts as text: what is written reads back, and what a hand put there stays.

mod format;
mod merging;
mod rematching;

use naze::answers::{Answer, Key};
use naze::draft::Asked;

pub fn key(text: &str) -> Key {
    text.parse().unwrap()
}

pub fn told(text: &str) -> Answer {
    Answer {
        asked: "いつ、どんな場面でしたか？".to_owned(),
        at: Some("2026-11-23T21:04:10+09:00".to_owned()),
        text: text.to_owned(),
        ..Answer::default()
    }
}

pub fn asked(keys: &[&str]) -> Vec<Asked> {
    keys.iter().map(|name| Asked { key: key(name), asked: format!("{name} を教えてください。") }).collect()
}

/// Which lines of `b` are not in `a` at their place, by the longest common run of lines from both ends.
pub fn changed_lines<'b>(a: &str, b: &'b str) -> Vec<&'b str> {
    let (old, new): (Vec<_>, Vec<_>) = (a.split('\n').collect(), b.split('\n').collect());
    let head = old.iter().zip(&new).take_while(|(x, y)| x == y).count();
    let room = old.len().min(new.len()) - head;
    let tail = old.iter().rev().zip(new.iter().rev()).take(room).take_while(|(x, y)| x == y).count();
    new[head..new.len() - tail].to_vec()
}
