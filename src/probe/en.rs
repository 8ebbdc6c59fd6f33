//! The English detectors.
//!
//! What it is: what each word of the table means where it stands. What it is not: a parser; it looks at the few words
//! around a word, because that is all a reader can check. Invariant: every hit lies on characters that say why it fired.

mod count;
mod deed;
mod scene;
mod speech;
mod words;

use self::words::{Words, among};
use super::lexicon::{Found, Role};
use super::page::Page;
use super::{Raw, Sign};
use crate::flow::Detail;

/// Every hit in a paragraph, in no order.
pub(super) fn read(page: &Page, found: &[Found]) -> Vec<Raw> {
    let words = Words::new(page);
    let mut out = Vec::new();
    count::read(&words, found, &mut out);
    speech::read(&words, &mut out);
    for word in found {
        let sign = match word.detail {
            Detail::Time => time(&words, *word),
            Detail::Place => scene::place(&words, *word),
            Detail::Person => scene::person(&words, *word),
            Detail::Feeling | Detail::Failure => plain(*word).filter(|_| deed::holds(&words, *word)),
            Detail::Cost => deed::cost(&words, *word),
            Detail::Hedge => plain(*word).filter(|_| !page.quoted(word.start)),
            Detail::Absolute => plain(*word).filter(|_| !words.negated(word.start)),
            Detail::Crowd => crowd(&words, *word),
            Detail::Change => plain(*word).filter(|_| deed::changed(&words, *word)),
            Detail::Cause | Detail::Abstract | Detail::Habitual => plain(*word),
            Detail::Number | Detail::Speech | Detail::Echo | Detail::Thin | Detail::Rich => None,
        };
        out.extend(sign.map(|sign| Raw { detail: word.detail, start: word.start, end: word.end, sign }));
    }
    scene::unlisted(&words, found, &mut out);
    deed::when(&words, &mut out);
    out
}

/// Many readers at once. "People" and "anyone" are many only where they stand for readers; "two customers" are not.
fn crowd(words: &Words<'_>, word: Found) -> Option<Sign> {
    let sign = plain(word).filter(|_| !words.counted(word.start));
    let before = words.before(word.start, 1);
    let meant = match words.page.text(word.start, word.end) {
        "people" => before
            .is_none_or(|before| among(before, "for|help|helps|empower|let|give|reach|serve|most|many|all|tell|put")),
        _ => words.after(word.end, 1).is_some_and(|next| among(next, "can|who|could|should|that|with")),
    };
    sign.or_else(|| {
        let open = word.role == Role::Noun && meant && !words.counted(word.start) && !words.negated(word.start);
        open.then_some(Sign::Word)
    })
}

/// A word that fires wherever it stands.
fn plain(word: Found) -> Option<Sign> {
    match word.role {
        Role::Word | Role::Idiom => Some(Sign::Word),
        Role::Event => Some(Sign::Event),
        Role::Noun | Role::Name | Role::Suffix | Role::Counter | Role::Not => None,
    }
}

/// Times by word. March, May, August, spring and fall are other words too: they need a neighbour that dates.
fn time(words: &Words<'_>, word: Found) -> Option<Sign> {
    if word.role != Role::Name {
        return plain(word);
    }
    let season = among(words.page.text(word.start, word.end), "spring|fall");
    let capital = words.page.char(word.start).is_some_and(char::is_uppercase);
    let before = words.before(word.start, 1).unwrap_or_default();
    let dates = "in|last|this|next|since|until|till|by|early|late|mid|from|that|every|of|before|after|to|one|around|during|through";
    let number = |word: &str| word.starts_with(|c: char| c.is_ascii_digit());
    let near = among(before, dates) || number(before) || words.after(word.end, 1).is_some_and(number);
    (!season && capital && near).then_some(Sign::Event)
}
