//! Edits that stand nowhere in the story: what stood there then, what stands there now, what the author had put, and the
//! three in one where they do not touch.
//!
//! What it is: three texts to choose from. What it is not: a choice; nothing here changes a draft. Invariant: a sentence
//! made of two holds every change of both.

use super::Story;
use super::ground::{Ground, Source, Told, grounds};
use crate::draft::{Draft, Edit};
use crate::post::Post;
use crate::text::Span;
use crate::text::sentence::sentences;

/// An edit that stands nowhere in the story.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOff {
    /// Its place in the draft's list of edits.
    pub index: usize,
    /// What stands there now; nothing where nothing does.
    pub now: Option<String>,
    /// The edits of the draft that take its place where the author's wording is kept: of this passage, those.
    pub kept: Option<Edit>,
    /// The edit that has its place, if one has.
    pub taken_by: Option<usize>,
    /// What stands there now with what the author changed in what stood there then.
    pub both: Option<String>,
}

/// The draft's edits that stand nowhere in `story`, in their order.
#[must_use]
pub fn left_off(story: &Story, post: &Post, draft: &Draft) -> Vec<LeftOff> {
    let grounds = grounds(post, draft);
    let covered = |source: &Source, span: Span| {
        grounds.iter().any(|ground| matches!(ground, Ground::Stands(of, held) if of == source && *held == span))
    };
    let left = |(index, (edit, ground)): (usize, (&Edit, &Ground))| match ground {
        Ground::Note | Ground::Stands(..) => None,
        Ground::Bridge => story.left_off.contains(&index).then(|| {
            // Words that were put aside can be the bridge's again, where their join is; others only wait for it.
            let worded = |words: &String| Edit { text: words.clone(), bridge: None, aside: None, ..edit.clone() };
            LeftOff { index, now: None, kept: edit.aside.as_ref().map(worded), taken_by: None, both: None }
        }),
        Ground::Taken(by) => {
            let now = draft.edits.get(*by).map(|other| other.text.clone()).filter(|text| !text.is_empty());
            let both = now.as_ref().and_then(|now| rejoined(&edit.was, now, &edit.text));
            Some(LeftOff { index, now, kept: Some(edit.clone()), taken_by: Some(*by), both })
        }
        Ground::Gone(source, nth) => {
            let told @ Told { start, text, .. } = source.text(post, draft);
            let free = |(_, span): &(usize, Span)| !covered(source, Span::new(start + span.start, start + span.end));
            let sentences: Vec<(usize, Span)> = told.numbered().enumerate().filter(free).collect();
            let like = |(at, span): &&(usize, Span)| (alike(&edit.was, span.of(text)), nth.abs_diff(at + 1));
            let akin = |(_, span): &&(usize, Span)| is_akin(&edit.was, span.of(text));
            let nearest = sentences.iter().filter(akin).max_by_key(|found| {
                let (alike, far) = like(found);
                (alike, std::cmp::Reverse(far))
            });
            let now = nearest.map(|(_, span)| span.of(text).to_owned());
            let kept = nearest.map(|(at, span)| Edit {
                passage: source.name(at + 1),
                was: span.of(text).to_owned(),
                ..edit.clone()
            });
            let both = now.as_ref().and_then(|now| rejoined(&edit.was, now, &edit.text));
            Some(LeftOff { index, now, kept, taken_by: None, both })
        }
    };
    draft.edits.iter().zip(&grounds).enumerate().filter_map(left).collect()
}

/// Whether a sentence may be what became of another: a third of the shorter one, its closing mark aside, is the same.
fn is_akin(was: &str, now: &str) -> bool {
    let words = |text: &str| text.trim_end_matches(['。', '.', '!', '?', '！', '？', '」', '"']).to_owned();
    let (was, now) = (words(was), words(now));
    let shorter = was.chars().count().min(now.chars().count());
    shorter > 0 && alike(&was, &now).min(shorter) * 3 >= shorter
}

/// How many characters two texts begin and end alike with.
fn alike(one: &str, other: &str) -> usize {
    let head = one.chars().zip(other.chars()).take_while(|(a, b)| a == b).count();
    let tail = one.chars().rev().zip(other.chars().rev()).take_while(|(a, b)| a == b).count();
    head + tail
}

/// `now` with the changes that led from `then` to `mine`, where the two changed different sentences or clauses of it.
fn rejoined(then: &str, now: &str, mine: &str) -> Option<String> {
    let (base, theirs, ours) = (clauses(then), clauses(now), clauses(mine));
    let mut changes: Vec<Change> = changes(&base, &theirs).into_iter().chain(changes(&base, &ours)).collect();
    changes.sort_by_key(|change| (change.from, change.to));
    changes.dedup();
    let apart = |one: &Change, next: &Change| one.to < next.from || (one.to == next.from && !next.is_added(one));
    if changes.is_empty() || !changes.iter().zip(changes.iter().skip(1)).all(|(one, next)| apart(one, next)) {
        return None;
    }
    let mut joined = String::new();
    let mut at = 0;
    for change in &changes {
        base.get(at..change.from).into_iter().flatten().for_each(|clause| joined.push_str(clause));
        joined.push_str(&change.put);
        at = change.to;
    }
    base.get(at..).into_iter().flatten().for_each(|clause| joined.push_str(clause));
    (joined != now && joined != mine).then_some(joined)
}

/// Clauses `from` up to `to` of a text were replaced.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Change {
    from: usize,
    to: usize,
    put: String,
}

impl Change {
    /// Whether this or `other` only adds: where two meet, nobody can say which comes first.
    const fn is_added(&self, other: &Self) -> bool {
        self.from == self.to || other.from == other.to
    }
}

/// `text` cut behind each sentence and each comma; the pieces are the text.
fn clauses(text: &str) -> Vec<&str> {
    let ends = ['、', '，', '；', '：'];
    let cut = |span: &Span| -> Vec<&str> {
        let pieces = span.of(text).split_inclusive(ends);
        pieces.flat_map(|piece| piece.split_inclusive(", ")).flat_map(|piece| piece.split_inclusive("; ")).collect()
    };
    sentences(text).iter().flat_map(cut).collect()
}

/// What leads from `base` to `other`, by the longest run of clauses they have in common.
fn changes(base: &[&str], other: &[&str]) -> Vec<Change> {
    // Longest common subsequence of what is left of both.
    let mut common = vec![vec![0_usize; other.len() + 1]; base.len() + 1];
    let of = |table: &Vec<Vec<usize>>, one: usize, two: usize| {
        table.get(one).and_then(|row| row.get(two)).copied().unwrap_or_default()
    };
    for (one, a) in base.iter().enumerate().rev() {
        for (two, b) in other.iter().enumerate().rev() {
            let best = if a == b {
                of(&common, one + 1, two + 1) + 1
            } else {
                of(&common, one + 1, two).max(of(&common, one, two + 1))
            };
            if let Some(cell) = common.get_mut(one).and_then(|row| row.get_mut(two)) {
                *cell = best;
            }
        }
    }
    let mut found: Vec<Change> = Vec::new();
    let (mut one, mut two) = (0, 0);
    while one < base.len() || two < other.len() {
        match (base.get(one), other.get(two)) {
            (Some(a), Some(b)) if a == b => (one, two) = (one + 1, two + 1),
            (a, b) => {
                let adds = b.is_some() && (a.is_none() || of(&common, one, two + 1) >= of(&common, one + 1, two));
                let (to, put) = if adds { (one, b.copied().unwrap_or_default()) } else { (one + 1, "") };
                match found.last_mut() {
                    Some(last) if last.to == one => {
                        last.to = to;
                        last.put.push_str(put);
                    }
                    Some(_) | None => found.push(Change { from: one, to, put: put.to_owned() }),
                }
                (one, two) = (to, two + usize::from(adds));
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_neighbour_is_not_taken_for_what_became_of_a_sentence() {
        assert!(!is_akin("私は黙っていました。", "店長は外出中でした。"));
        assert!(!is_akin("I fell.", "It was cold."));
        assert!(is_akin("三年前の冬、電話が鳴りました。", "三年前の十二月、電話が鳴りました。"));
        assert!(is_akin("We fell hard that day.", "We fell that day."));
    }

    #[test]
    fn two_hands_on_different_clauses_make_one_sentence() {
        let then = "三年前の冬、電話が鳴りました。";
        let joined = rejoined(then, "三年前の十二月、電話が鳴りました。", "三年前の冬、固定電話が鳴りました。");
        assert_eq!(joined.as_deref(), Some("三年前の十二月、固定電話が鳴りました。"));
        assert_eq!(rejoined(then, "四年前の冬、電話が鳴りました。", "三年前の十二月、電話が鳴りました。"), None);
        let joined = rejoined("I fell.", "I fell hard.", "I fell. Twice.");
        assert_eq!(joined, None, "the blank behind it belongs to the sentence");
        let joined = rejoined("I fell, then I rose.", "I fell, then we rose.", "We fell, then I rose.");
        assert_eq!(joined.as_deref(), Some("We fell, then we rose."));
    }
}
