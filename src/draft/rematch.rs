//! Tips found again in a post that changed.
//!
//! What it is: it gives every tip of the post its lasting name, so that answers follow their tip through reordering and
//! renaming. What it is not: it touches no answer. Invariant: a name is never given to another tip; one whose tip is
//! gone keeps its mark, without a place, until the tip comes back.

use std::collections::BTreeSet;

use super::{Draft, TipMark};
use crate::answers::TipId;
use crate::post::{Post, Tip};
use crate::text::{Span, clusters, fold::fold};

/// How many characters of a tip's body its mark keeps.
const OPENING: usize = 24;

/// What matching found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Rematched {
    /// Tips that had no name yet.
    pub new: Vec<TipId>,
    /// Tips that were there before and are not now.
    pub gone: Vec<TipId>,
    /// Tips whose heading or opening words changed.
    pub reworded: Vec<TipId>,
}

/// Finds the draft's tips again in the post as it is now, by heading and opening words, and names new ones.
///
/// Marks take over the heading and opening they were found with, and their place in the post.
pub fn rematch(draft: &mut Draft, post: &Post) -> Rematched {
    let found: Vec<(String, String)> =
        post.tips.iter().map(|tip| (tip.heading.clone(), opening(&post.text, tip))).collect();
    let mut pairs = Vec::new();
    for (mark_index, mark) in draft.tips.iter().enumerate() {
        for (tip_index, (heading, opening)) in found.iter().enumerate() {
            let score = likeness(mark, heading, opening);
            if score > 0 {
                pairs.push((score, mark_index.abs_diff(tip_index), mark_index, tip_index));
            }
        }
    }
    // The best agreement first; among equals, the one that moved least.
    pairs.sort_unstable_by_key(|(score, moved, mark, tip)| (std::cmp::Reverse(*score), *moved, *mark, *tip));

    draft.tips.iter_mut().for_each(|mark| mark.index = None);
    let mut taken = BTreeSet::new();
    let mut result = Rematched::default();
    for (_, _, mark_index, tip_index) in pairs {
        let Some(mark) = draft.tips.get_mut(mark_index).filter(|mark| mark.index.is_none()) else { continue };
        let Some((heading, opening)) = found.get(tip_index).filter(|_| taken.insert(tip_index)) else { continue };
        mark.index = Some(tip_index);
        if mark.heading != *heading || mark.opening != *opening {
            heading.clone_into(&mut mark.heading);
            opening.clone_into(&mut mark.opening);
            result.reworded.push(mark.id);
        }
    }
    result.gone = draft.tips.iter().filter(|mark| mark.index.is_none()).map(|mark| mark.id).collect();

    let named = draft.tips.iter().map(|mark| mark.id.0);
    let answered = draft.answers.iter().filter_map(|(key, _)| key.tip()).map(|tip| tip.0);
    // Answers given before the post had tips belong to its first one.
    let answered: Vec<u32> = if draft.tips.is_empty() { Vec::new() } else { answered.collect() };
    let mut last = named.chain(answered).max().unwrap_or(0);
    for (index, (heading, opening)) in found.into_iter().enumerate() {
        if taken.contains(&index) {
            continue;
        }
        last += 1;
        result.new.push(TipId(last));
        draft.tips.push(TipMark { id: TipId(last), heading, opening, index: Some(index) });
    }
    result
}

/// How sure one may be that a tip is the one marked; 0 when it is another.
fn likeness(mark: &TipMark, heading: &str, opening: &str) -> u8 {
    let (was, is) = (fold(&mark.heading), fold(heading));
    let (began, begins) = (fold(&mark.opening), fold(opening));
    let same_heading = was == is;
    let same_opening = !began.is_empty() && began == begins;
    if same_heading && same_opening {
        5
    } else if same_heading {
        // Headings such as "1" say nothing by themselves, but nothing better is known then.
        4
    } else if same_opening {
        3
    } else if alike(&was, &is) {
        2
    } else {
        u8::from(alike(&began, &begins))
    }
}

/// Whether one text may be the other reworded: three fifths of their neighbouring character pairs are the same
/// (the Sørensen–Dice coefficient).
fn alike(a: &str, b: &str) -> bool {
    let pairs = |text: &str| -> Vec<(char, char)> {
        let mut pairs: Vec<_> = text.chars().zip(text.chars().skip(1)).collect();
        pairs.sort_unstable();
        pairs
    };
    let (a, b) = (pairs(a), pairs(b));
    let all = a.len() + b.len();
    let mut common = 0;
    let (mut left, mut right) = (a.iter().peekable(), b.iter().peekable());
    while let (Some(x), Some(y)) = (left.peek(), right.peek()) {
        match x.cmp(y) {
            std::cmp::Ordering::Less => drop(left.next()),
            std::cmp::Ordering::Greater => drop(right.next()),
            std::cmp::Ordering::Equal => {
                common += 2;
                left.next();
                right.next();
            }
        }
    }
    all > 0 && common * 5 >= all * 3
}

/// The first characters of a tip's body.
fn opening(text: &str, tip: &Tip) -> String {
    let body = Span::new(tip.heading_span.end.max(tip.span.start), tip.span.end).of(text).trim_start();
    let line = body.lines().next().unwrap_or_default().trim_end();
    let end = clusters(line).nth(OPENING).map_or(line.len(), |(at, _)| at);
    Span::new(0, end).of(line).trim_end().to_owned()
}
