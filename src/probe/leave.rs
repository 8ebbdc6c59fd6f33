//! The follow-up that asks whether somebody's words may be printed, and what is answered to it.
//!
//! What it is: which question that is, and whether the answer says no. What it is not: it judges no consent; what is
//! neither yes nor no is left to the author. Invariant: an answer to it is about the story and never part of it.

use super::page::Page;
use super::phrase::{Name, asked_by};
use crate::answers::{Answer, Key, Outcome};

/// Whether the answer under `key` answers whether somebody's words may be printed.
#[must_use]
pub fn is_leave(key: &Key, answer: &Answer) -> bool {
    key.probe > 0 && asked_by(Name::Quote, &answer.asked)
}

/// Whether such an answer says that they may not, or that nobody has asked the speaker yet.
#[must_use]
pub fn is_withheld(answer: &Answer) -> bool {
    match answer.outcome {
        Some(Outcome::CantSay | Outcome::DontKnow) => true,
        // Whoever passes a follow-up over says neither.
        Some(Outcome::None | Outcome::Parked | Outcome::Skipped) => false,
        None => answer.is_told() && says_no(&answer.text),
    }
}

/// Whether a text says no. "No problem" and 「問題ありません」 say yes.
fn says_no(text: &str) -> bool {
    let page = Page::new(text.trim());
    let mut text = page.rest(0).to_owned();
    if YES.iter().any(|yes| text.starts_with(yes)) {
        return false;
    }
    for yes in NEGATED_YES {
        text = text.replace(yes, "");
    }
    let mut words = text.split(|c: char| !c.is_alphanumeric() && c != '\'');
    NO_JA.iter().any(|no| text.contains(no)) || words.any(|word| NO_EN.contains(&word) || word.ends_with("n't"))
}

/// How a yes begins.
const YES: [&str; 14] = [
    "yes",
    "yeah",
    "yep",
    "sure",
    "of course",
    "ok",
    "はい",
    "ええ",
    "うん",
    "もちろん",
    "大丈夫",
    "載せられます",
    "載せていい",
    "載せてよい",
];

/// What denies and means yes.
const NEGATED_YES: [&str; 14] = [
    "no problem",
    "not a problem",
    "no objection",
    "doesn't mind",
    "didn't mind",
    "don't mind",
    "問題ありませ",
    "問題な",
    "構いませ",
    "構わな",
    "かまいませ",
    "かまわな",
    "差し支えありませ",
    "差し支えな",
];

/// Words that deny.
const NO_EN: [&str; 7] = ["no", "not", "never", "nope", "without", "unasked", "cannot"];

/// The same in Japanese.
const NO_JA: [&str; 15] = [
    "いいえ",
    "いえ",
    "ません",
    "ない",
    "てへん",
    "とらん",
    "だめ",
    "ダメ",
    "駄目",
    "無理",
    "まだ",
    "未確認",
    "断られ",
    "伏せ",
    "控え",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_says_no_is_heard() {
        for (text, no) in [
            ("No. She asked me not to.", true),
            ("I haven’t asked her yet.", true),
            ("Not her name.", true),
            ("Yes, she read it last week.", false),
            ("No problem, she said.", false),
            ("She doesn't mind at all.", false),
            ("She read it in May.", false),
            ("本人には確認してません。", true),
            ("いいえ、やめておきます。", true),
            ("まだです", true),
            ("はい。社名だけは出しません。", false),
            ("本人に見てもらいました。問題ありません。", false),
            ("確認済みです", false),
        ] {
            let answer = Answer { text: text.to_owned(), ..Answer::default() };
            assert_eq!(is_withheld(&answer), no, "{text}");
        }
        let set = |outcome| is_withheld(&Answer { outcome: Some(outcome), ..Answer::default() });
        assert!(set(Outcome::CantSay) && set(Outcome::DontKnow) && !set(Outcome::Skipped) && !set(Outcome::None));
    }
}
