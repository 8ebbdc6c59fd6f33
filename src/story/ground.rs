//! The ground of an edit: the sentence or the bridge it names, and whether that still stands.
//!
//! What it is: how a sentence of the post or of an answer is named and found again. What it is not: it lays nothing and
//! chooses nothing. Invariant: an edit's ground is what it replaced, letter for letter, and no two edits have the same;
//! a sentence that only moved within its text is found, one that stands there twice only by its number.

use super::Part;
use super::weave::parts;
use crate::answers::Key;
use crate::draft::{Draft, Edit};
use crate::post::Post;
use crate::text::Span;
use crate::text::sentence::sentences;

/// A text that sentences are counted in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// A part of the post.
    Post(Part),
    /// An answer.
    Answer(Key),
}

/// What an edit names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target<'a> {
    /// The bridge of a join.
    Bridge(&'a str),
    /// The n-th sentence of a text, from 1; in the post a heading counts.
    Sentence(Source, usize),
}

/// How the ground of an edit stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ground {
    /// A bridge, which is its join's whatever it says.
    Bridge,
    /// These bytes: of the post, or of the answer.
    Stands(Source, Span),
    /// It is not there any more.
    Gone(Source, usize),
    /// An earlier edit has taken its place: its index.
    Taken(usize),
    /// It names nothing: the author's own note.
    Note,
}

impl<'a> Target<'a> {
    /// What `edit` names.
    pub fn of(edit: &'a Edit) -> Option<Self> {
        if let Some(join) = edit.passage.strip_prefix("bridge:") {
            return Some(Self::Bridge(join));
        }
        let (place, nth) = edit.passage.rsplit_once('#')?;
        let nth = nth.parse().ok()?;
        let source = match place.strip_prefix("post:") {
            Some(part) => Source::Post(part_of(part)?),
            None => Source::Answer(place.parse().ok()?),
        };
        Some(Self::Sentence(source, nth))
    }
}

impl Source {
    /// The name of its n-th sentence.
    pub(super) fn name(&self, nth: usize) -> String {
        match self {
            Self::Post(Part::Opening) => format!("post:opening#{nth}"),
            Self::Post(Part::Intro) => format!("post:intro#{nth}"),
            Self::Post(Part::Closing) => format!("post:closing#{nth}"),
            Self::Post(Part::Tip(id)) => format!("post:{id}#{nth}"),
            Self::Answer(key) => format!("{key}#{nth}"),
        }
    }

    /// The text, and at which byte of the post it starts; an answer starts at 0.
    pub(super) fn text<'a>(&self, post: &'a Post, draft: &'a Draft) -> (usize, &'a str) {
        match self {
            Self::Answer(key) => (0, draft.answers.told(key).unwrap_or_default()),
            Self::Post(part) => {
                let starts = parts(post, draft);
                let at = starts.iter().position(|(_, known)| known == part);
                let start = at.and_then(|at| starts.get(at)).map_or(post.text.len(), |(start, _)| *start);
                let end = at.and_then(|at| starts.get(at + 1)).map_or(post.text.len(), |(next, _)| *next);
                (start, Span::new(start, end).of(&post.text))
            }
        }
    }
}

/// The text an edit rewords a sentence of; `None` for a bridge's.
#[must_use]
pub fn source_of(edit: &Edit) -> Option<Source> {
    match Target::of(edit)? {
        Target::Sentence(source, _) => Some(source),
        Target::Bridge(_) => None,
    }
}

fn part_of(name: &str) -> Option<Part> {
    match name {
        "opening" => Some(Part::Opening),
        "intro" => Some(Part::Intro),
        "closing" => Some(Part::Closing),
        tip => tip.parse().ok().map(Part::Tip),
    }
}

/// How the ground of each of the draft's edits stands, in their order.
pub fn grounds(post: &Post, draft: &Draft) -> Vec<Ground> {
    let mut grounds: Vec<Ground> = Vec::with_capacity(draft.edits.len());
    for edit in &draft.edits {
        let ground = match Target::of(edit) {
            None => Ground::Note,
            Some(Target::Bridge(_)) => {
                let same = |other: &Edit| other.passage == edit.passage;
                let taken = draft.edits.iter().take(grounds.len()).position(same);
                taken.map_or(Ground::Bridge, Ground::Taken)
            }
            Some(Target::Sentence(source, nth)) => {
                let (start, text) = source.text(post, draft);
                match found(text, nth, &edit.was) {
                    None => Ground::Gone(source, nth),
                    Some(span) => {
                        let span = Span::new(start + span.start, start + span.end);
                        let stands = Ground::Stands(source, span);
                        grounds.iter().position(|ground| *ground == stands).map_or(stands, Ground::Taken)
                    }
                }
            }
        };
        grounds.push(ground);
    }
    grounds
}

/// Characters from which on nobody says a sentence twice: where it stands once, it is the same.
const UNMISTAKABLE: usize = 10;

/// Where the sentence `was` stands in `text`: the only one that says so, unless it is so short that it may be an earlier
/// one; else the n-th, if it does.
fn found(text: &str, nth: usize, was: &str) -> Option<Span> {
    if was.is_empty() {
        return None;
    }
    let whole = |(at, _): (usize, &str)| {
        let (_, span) = sentence_at(text, at)?;
        (span == Span::new(at, at + was.len())).then_some(span)
    };
    let mut standing = text.match_indices(was).filter_map(whole);
    match (standing.next(), standing.next()) {
        (Some(only), None) if was.chars().count() >= UNMISTAKABLE || number_of(text, only.start) >= nth => Some(only),
        (None, None) => None,
        (_, _) => numbered(text).nth(nth.checked_sub(1)?).filter(|span| span.of(text) == was),
    }
}

/// The sentences of `text` in order, without the blanks around them.
pub fn numbered(text: &str) -> impl Iterator<Item = Span> {
    let mut at = 0;
    let paragraphs = std::iter::from_fn(move || {
        let paragraph = (at < text.len()).then(|| paragraph(text, at))?;
        at = paragraph.end;
        Some(paragraph)
    });
    paragraphs.flat_map(move |paragraph| visible(text, paragraph))
}

/// The paragraph byte `at` stands in, and its sentence there or before that place in it.
///
/// Only the paragraph is looked at: a post may be long.
pub fn sentence_at(text: &str, at: usize) -> Option<(Span, Span)> {
    let paragraph = paragraph(text, at);
    let found = visible(text, paragraph).take_while(|span| span.start <= at).last();
    Some((paragraph, found?))
}

/// The number of the sentence that starts at byte `start`, from 1.
pub fn number_of(text: &str, start: usize) -> usize {
    numbered(text).take_while(|span| span.start <= start).count()
}

fn visible(text: &str, within: Span) -> impl Iterator<Item = Span> {
    sentences(within.of(text)).into_iter().filter_map(move |span| {
        let piece = Span::new(within.start + span.start, within.start + span.end);
        let words = piece.of(text);
        let start = piece.start + (words.len() - words.trim_start().len());
        let end = piece.start + words.trim_end().len();
        (start < end).then_some(Span::new(start, end))
    })
}

/// The lines around byte `at` up to the blank ones, which go with the paragraph before them.
fn paragraph(text: &str, at: usize) -> Span {
    let line_start = |at: usize| text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |line| line + 1);
    let line_end = |at: usize| text.get(at..).and_then(|rest| rest.find('\n')).map_or(text.len(), |line| at + line + 1);
    let is_blank = |start: usize| Span::new(start, line_end(start)).of(text).trim().is_empty();
    // From a blank line up to the words it goes with.
    let mut start = line_start(super::ear::floor(text, at));
    while start > 0 && is_blank(start) {
        start = line_start(start - 1);
    }
    while start > 0 && !is_blank(line_start(start - 1)) {
        start = line_start(start - 1);
    }
    let mut end = line_end(start);
    while end < text.len() && !is_blank(end) {
        end = line_end(end);
    }
    while end < text.len() && is_blank(end) {
        end = line_end(end);
    }
    Span::new(start, end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_sentence_is_not_taken_for_another() {
        let stands = |text: &str, nth, was: &str| found(text, nth, was).map(|span| span.start);
        assert_eq!(stands("Go. Stop. Go.", 3, "Go."), Some(10));
        assert_eq!(stands("Go. Stop.", 3, "Go."), None, "the one reworded is gone");
        assert_eq!(stands("Go. Stop.", 1, "Go."), Some(0));
        let long = "店長はその日も外出中でした。";
        assert_eq!(stands(&format!("はい。{long}"), 1, long), Some("はい。".len()), "it has only moved");
    }

    #[test]
    fn sentences_are_counted_paragraph_by_paragraph() {
        for text in [
            "",
            "\n\n",
            "一。二。\n\n三。\n \n四「五。六。」\n",
            "\n\n  A b. C d.\nE f.\r\n\r\nG.",
            "a\n\n\n",
            "「一\n\u{3000}\n」二\n",
        ] {
            let all: Vec<Span> = numbered(text).collect();
            let whole: Vec<Span> = visible(text, Span::new(0, text.len())).collect();
            // A bracket holds no further than its paragraph here, whatever its blank lines are made of.
            assert!(all == whole || text.contains("\u{3000}\n"), "{text:?}");
            for (nth, span) in all.iter().enumerate() {
                assert_eq!(number_of(text, span.start), nth + 1);
                let next = all.get(nth + 1).map_or(text.len(), |next| next.start);
                for at in (span.start..next).filter(|at| text.is_char_boundary(*at)) {
                    assert_eq!(sentence_at(text, at).map(|(_, found)| found), Some(*span), "{text:?} {at}");
                }
            }
        }
    }

    #[test]
    fn a_sentence_that_moved_is_found_and_one_that_stands_twice_by_its_number() {
        let at = |text: &str, nth, was: &str| found(text, nth, was).map(|span| span.start);
        assert_eq!(at("New. Old one.", 1, "Old one."), Some(5));
        assert_eq!(at("Go. Stop. Go.", 3, "Go."), Some(10));
        assert_eq!(at("Go. Stop. Go.", 2, "Go."), None);
        assert_eq!(at("Let it Go.", 1, "Go."), None, "a part of a sentence is none");
        assert_eq!(at("Go", 1, ""), None);
    }
}
