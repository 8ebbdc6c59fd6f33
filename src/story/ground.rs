//! The ground of an edit: the sentence or the bridge it names, and whether that still stands.
//!
//! What it is: how a sentence of the post or of an answer is named and found again. What it is not: it lays nothing and
//! chooses nothing. Invariant: an edit's ground is what it replaced, letter for letter, and no two edits have the same;
//! a sentence that only moved within its text is found, one that stands there twice only by its number.

use super::Part;
use super::markup::{bare, runs, untagged};
use super::weave::parts;
use crate::answers::Key;
use crate::draft::{Draft, Edit};
use crate::post::{Format, Post};
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

/// A text that sentences are counted in, as it stands.
#[derive(Debug, Clone, Copy)]
pub struct Told<'a> {
    /// The byte of the post it starts at.
    pub start: usize,
    /// The text.
    pub text: &'a str,
    /// What its marks are.
    pub marks: Marks,
}

/// What the marks of a text are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Marks {
    /// Characters like others: they go with their sentence.
    Words,
    /// The tags of HTML, which stand between sentences.
    Tags,
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
    pub(super) fn text<'a>(&self, post: &'a Post, draft: &'a Draft) -> Told<'a> {
        match self {
            Self::Answer(key) => {
                Told { start: 0, text: draft.answers.told(key).unwrap_or_default(), marks: Marks::Words }
            }
            Self::Post(part) => {
                let marks = if post.source.format == Format::Html { Marks::Tags } else { Marks::Words };
                let starts = parts(post, draft);
                let at = starts.iter().position(|(_, known)| known == part);
                let start = at.and_then(|at| starts.get(at)).map_or(post.text.len(), |(start, _)| *start);
                let end = at.and_then(|at| starts.get(at + 1)).map_or(post.text.len(), |(next, _)| *next);
                Told { start, text: Span::new(start, end).of(&post.text), marks }
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
                let told = source.text(post, draft);
                match told.found(nth, &edit.was) {
                    None => Ground::Gone(source, nth),
                    Some(span) => {
                        let span = Span::new(told.start + span.start, told.start + span.end);
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

impl<'a> Told<'a> {
    /// Where the sentence `was` stands: the only one that says so, unless it is so short that it may be an earlier one; else
    /// the n-th, if it does.
    fn found(self, nth: usize, was: &str) -> Option<Span> {
        if was.is_empty() {
            return None;
        }
        let whole = |(at, _): (usize, &str)| {
            let span = self.sentence_at(at)?;
            (span == Span::new(at, at + was.len())).then_some(span)
        };
        let mut standing = self.text.match_indices(was).filter_map(whole);
        match (standing.next(), standing.next()) {
            (Some(only), None) if was.chars().count() >= UNMISTAKABLE || self.number_of(only.start) >= nth => {
                Some(only)
            }
            (None, None) => None,
            (_, _) => self.numbered().nth(nth.checked_sub(1)?).filter(|span| span.of(self.text) == was),
        }
    }

    /// The sentences in order, without the blanks around them.
    pub fn numbered(self) -> impl Iterator<Item = Span> + 'a {
        let mut at = 0;
        let paragraphs = std::iter::from_fn(move || {
            let paragraph = (at < self.text.len()).then(|| paragraph(self.text, at))?;
            at = paragraph.end;
            Some(paragraph)
        });
        paragraphs.flat_map(move |paragraph| self.visible(paragraph))
    }

    /// The sentence at byte `at` or before that place in its paragraph.
    ///
    /// Only the paragraph is looked at: a post may be long.
    pub fn sentence_at(self, at: usize) -> Option<Span> {
        self.visible(paragraph(self.text, at)).into_iter().take_while(|span| span.start <= at).last()
    }

    /// The number of the sentence that starts at byte `start`, from 1.
    pub fn number_of(self, start: usize) -> usize {
        self.numbered().take_while(|span| span.start <= start).count()
    }

    fn visible(self, within: Span) -> Vec<Span> {
        let placed = |run: Span, span: Span| Span::new(run.start + span.start, run.start + span.end);
        match self.marks {
            Marks::Words => {
                let trimmed = |span: Span| {
                    let piece = placed(within, span);
                    let words = piece.of(self.text);
                    let start = piece.start + (words.len() - words.trim_start().len());
                    let end = piece.start + words.trim_end().len();
                    (start < end).then_some(Span::new(start, end))
                };
                sentences(within.of(self.text)).into_iter().filter_map(trimmed).collect()
            }
            Marks::Tags => {
                let of = |run: Span| {
                    let spans = sentences(&untagged(run.of(self.text)));
                    spans.into_iter().filter_map(move |span| bare(self.text, placed(run, span)))
                };
                runs(self.text, within).into_iter().flat_map(of).collect()
            }
        }
    }
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

    const fn words(text: &str) -> Told<'_> {
        Told { start: 0, text, marks: Marks::Words }
    }

    #[test]
    fn a_short_sentence_is_not_taken_for_another() {
        let stands = |text: &str, nth, was: &str| words(text).found(nth, was).map(|span| span.start);
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
            let all: Vec<Span> = words(text).numbered().collect();
            let whole: Vec<Span> = words(text).visible(Span::new(0, text.len()));
            // A bracket holds no further than its paragraph here, whatever its blank lines are made of.
            assert!(all == whole || text.contains("\u{3000}\n"), "{text:?}");
            for (nth, span) in all.iter().enumerate() {
                assert_eq!(words(text).number_of(span.start), nth + 1);
                let next = all.get(nth + 1).map_or(text.len(), |next| next.start);
                for at in (span.start..next).filter(|at| text.is_char_boundary(*at)) {
                    assert_eq!(words(text).sentence_at(at), Some(*span), "{text:?} {at}");
                }
            }
        }
    }

    #[test]
    fn a_sentence_that_moved_is_found_and_one_that_stands_twice_by_its_number() {
        let at = |text: &str, nth, was: &str| words(text).found(nth, was).map(|span| span.start);
        assert_eq!(at("New. Old one.", 1, "Old one."), Some(5));
        assert_eq!(at("Go. Stop. Go.", 3, "Go."), Some(10));
        assert_eq!(at("Go. Stop. Go.", 2, "Go."), None);
        assert_eq!(at("Let it Go.", 1, "Go."), None, "a part of a sentence is none");
        assert_eq!(at("Go", 1, ""), None);
    }
}
