//! The Japanese detectors.
//!
//! What it is: what each word of the table means where it stands. What it is not: a parser; it looks at the few
//! characters around a word, because that is all a reader can check. Invariant: every hit lies on characters that say
//! why it fired.

mod clock;
mod count;
mod deed;
mod scene;
mod speech;

use super::lexicon::{Found, Role};
use super::page::Page;
use super::{Raw, Sign};
use crate::flow::Detail;

/// Every hit in a paragraph, in no order.
pub(super) fn read(page: &Page, found: &[Found]) -> Vec<Raw> {
    let mut out = Vec::new();
    count::read(page, found, &mut out);
    speech::read(page, &mut out);
    for word in found {
        let sign = match word.detail {
            Detail::Time => time(page, *word),
            Detail::Place => scene::place(page, *word),
            Detail::Person => {
                out.extend(scene::person(page, *word));
                None
            }
            Detail::Feeling => deed::feeling(page, *word),
            Detail::Failure => deed::failure(page, *word),
            Detail::Change => deed::change(page, *word),
            Detail::Cost => deed::cost(page, *word),
            Detail::Cause => plain(*word).filter(|_| deed::because(page, *word)),
            Detail::Hedge => hedge(page, *word),
            Detail::Habitual => plain(*word).filter(|_| !deed::adopted(page, *word)),
            Detail::Abstract | Detail::Absolute | Detail::Crowd => plain(*word),
            Detail::Number | Detail::Speech | Detail::Echo | Detail::Thin | Detail::Rich => None,
        };
        out.extend(sign.map(|sign| Raw { detail: word.detail, start: word.start, end: word.end, sign }));
    }
    out.extend(scene::certain_customers(page));
    out.extend(deed::endings(page));
    out.extend(deed::when(page));
    out
}

/// A word that fires wherever it stands.
fn plain(word: Found) -> Option<Sign> {
    match word.role {
        Role::Word | Role::Idiom => Some(Sign::Word),
        Role::Event => Some(Sign::Event),
        Role::Noun | Role::Name | Role::Suffix | Role::Counter | Role::Not => None,
    }
}

/// A hedge in the author's own voice. なんか hedges at the start of a clause only: 私なんか is something else.
fn hedge(page: &Page, word: Found) -> Option<Sign> {
    if page.quoted(word.start) {
        return None;
    }
    let opens = word.start == 0 || page.ends(word.start, "、|。|,|.|!|?| |\n|」");
    plain(word).or_else(|| (word.role == Role::Noun && opens).then_some(Sign::Word))
}

/// Times by word; those with a numeral are read by [`count`].
fn time(page: &Page, word: Found) -> Option<Sign> {
    let sign = plain(word)?;
    // 冬のボーナス is a season still, but 秋さん and 朝子 are people.
    let person = page.starts(word.end, "さん|ちゃん|くん|君");
    (!person).then_some(sign)
}
