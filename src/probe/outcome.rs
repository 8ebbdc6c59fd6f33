//! Answers that say they are none: "I don't know", 「言えません」, 「特にありません」.

use super::page::Page;
use crate::answers::Outcome;

/// An answer of more characters than these is more than a phrase: it is not even looked through.
const LITTLE: usize = 60;

/// What a whole answer says instead of telling. わからない inside a longer answer means nothing: only an answer of
/// little more than the phrase counts.
#[must_use]
pub fn said(text: &str) -> Option<Outcome> {
    let text = text.trim();
    if text.chars().nth(LITTLE).is_some() {
        return None;
    }
    let page = Page::new(text);
    let text = page.rest(0);
    let bare: String = text.chars().filter(|c| c.is_alphanumeric() || *c == '\'' || *c == ' ').collect();
    let bare = bare.trim();
    let rows = [
        (Outcome::CantSay, CANT_SAY.as_slice()),
        (Outcome::DontKnow, DONT_KNOW.as_slice()),
        (Outcome::None, NONE.as_slice()),
    ];
    rows.into_iter().find(|(_, phrases)| phrases.iter().any(|phrase| mostly(bare, phrase))).map(|(outcome, _)| outcome)
}

/// Whether the answer is the phrase with a few words of padding.
fn mostly(bare: &str, phrase: &str) -> bool {
    let latin = phrase.is_ascii();
    let Some(at) = bare.find(phrase) else { return false };
    let whole = |c: Option<char>| !latin || c.is_none_or(|c| !c.is_alphanumeric());
    let before = bare.get(..at).and_then(|text| text.chars().next_back());
    let after = bare.get(at + phrase.len()..).and_then(|text| text.chars().next());
    let spare = bare.chars().count() - phrase.chars().count();
    whole(before) && whole(after) && spare <= if latin { 24 } else { 12 }
}

const DONT_KNOW: [&str; 40] = [
    "覚えとらん",
    "覚えてへん",
    "忘れてもうた",
    "忘れてしも",
    "忘れちゃ",
    "can't recall",
    "cannot recall",
    "don't recall",
    "わかりませ",
    "分かりませ",
    "わからない",
    "分からない",
    "わからん",
    "分からん",
    "わかんない",
    "わからへん",
    "覚えていませ",
    "覚えてませ",
    "覚えてない",
    "覚えていない",
    "おぼえてない",
    "思い出せ",
    "思いつきませ",
    "思いつかない",
    "思い浮かびませ",
    "思い浮かばな",
    "忘れました",
    "忘れた",
    "お任せ",
    "おまかせ",
    "don't know",
    "dont know",
    "dunno",
    "no idea",
    "can't remember",
    "don't remember",
    "cannot remember",
    "not sure",
    "can't think of",
    "up to you",
];

const CANT_SAY: [&str; 29] = [
    "言えまへん",
    "言えへん",
    "no comment",
    "ain't saying",
    "ain't sayin",
    "言えませ",
    "言えない",
    "いえませ",
    "話せませ",
    "話せない",
    "書けませ",
    "書けない",
    "お答えできませ",
    "答えられませ",
    "社外秘",
    "守秘義務",
    "公開できませ",
    "公表できませ",
    "控えさせて",
    "差し控え",
    "秘密です",
    "ノーコメント",
    "can't say",
    "cannot say",
    "can't tell",
    "not allowed to",
    "confidential",
    "under nda",
    "rather not say",
];

const NONE: [&str; 24] = [
    "特にありませ",
    "特にない",
    "とくにありませ",
    "とくにない",
    "特になし",
    "とくになし",
    "ありませんでした",
    "ありません",
    "なかったです",
    "なかった",
    "ないです",
    "なし",
    "ございませ",
    "ないと思います",
    "nothing",
    "none",
    "nothing really",
    "there was none",
    "there wasn't any",
    "never happened",
    "not really",
    "nope",
    "n/a",
    "no such thing",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_that_is_none() {
        for (text, outcome) in [
            ("わかりません。", Some(Outcome::DontKnow)),
            ("うーん、もう覚えていませんね…", Some(Outcome::DontKnow)),
            ("お任せします", Some(Outcome::DontKnow)),
            ("すみません、社外秘なので言えません", Some(Outcome::CantSay)),
            ("特にありません", Some(Outcome::None)),
            ("I really don't know.", Some(Outcome::DontKnow)),
            ("Sorry, that’s confidential", Some(Outcome::CantSay)),
            ("Nothing", Some(Outcome::None)),
            ("お客さまが何に困っているのかわからないまま、三年間同じ説明をしていました。", None),
            ("I didn't know what the customer wanted, so I guessed and shipped it on a Friday.", None),
            ("Nothing worked that week and my boss knew it before I did.", None),
        ] {
            assert_eq!(said(text), outcome, "{text}");
        }
    }
}
