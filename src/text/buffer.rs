//! The editor's text: what an answer, a name or a search is typed into.
//!
//! What it is: a text with a caret, a selection, an undo history and the part of it that is in view. What it is not: it
//! knows no keys and no screen; whoever owns it turns keys into calls and paints what [`Buffer::view`] hands out.
//! Invariant: every change of the text is one [`Splice`] in [`Buffer::take_splices`]; replayed in order on the old text they
//! give the new one, and nothing else ever changes it.
//!
//! Laying out needs `&mut self` and painting has only `&self`: after each message call [`Buffer::lay_out`] with the size
//! of the field, then paint from [`Buffer::view`]. A field of one line ([`Buffer::line`]) scrolls sideways instead of
//! wrapping and takes a line end for a blank; it is laid out with a height of 1 and otherwise used the same.

mod edit;
mod history;
mod motion;
mod paragraphs;
mod view;

pub use motion::Motion;
pub use view::{View, ViewRow};

use super::Span;
use super::cluster::floor;
use super::fold::{fold, matches};
use history::History;
use paragraphs::Paragraphs;
use view::Screen;

/// Editable text.
#[derive(Debug, Clone)]
pub struct Buffer {
    text: String,
    paragraphs: Paragraphs,
    caret: Caret,
    /// The other end of the selection, where there is one.
    anchor: Option<usize>,
    /// The column that moving up and down keeps to.
    goal: Option<usize>,
    history: History,
    splices: Vec<Splice>,
    screen: Screen,
    lines: Lines,
}

/// One change of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Splice {
    /// Byte offset of the change.
    pub at: usize,
    /// How many bytes are taken out there.
    pub removed: usize,
    /// What is put in their place.
    pub inserted: String,
}

impl Splice {
    /// Makes the same change in `text`, which must be what the buffer's text was before it.
    ///
    /// A splice that does not fit leaves `text` as it is and answers `false`.
    pub fn apply(&self, text: &mut String) -> bool {
        let span = self.at..self.at + self.removed;
        let fits = text.get(span.clone()).is_some();
        if fits {
            text.replace_range(span, &self.inserted);
        }
        fits
    }
}

/// Where to look for the next match.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// Towards the end, then from the start.
    Forward,
    /// Towards the start, then from the end.
    Backward,
}

/// The caret: a byte, and at the end of a wrapped row which of the two rows it is painted on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Caret {
    at: usize,
    side: Side,
}

/// Between two rows of one paragraph a byte has two places.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Side {
    /// The start of the lower row.
    #[default]
    Lower,
    /// The end of the upper row.
    Upper,
}

/// How many lines a buffer may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Lines {
    One,
    Many,
}

impl Caret {
    /// At the end of a row of `paragraph`: on that row, even if another follows.
    fn on_row(at: usize, paragraph: Span) -> Self {
        Self { at, side: if at < paragraph.end { Side::Upper } else { Side::Lower } }
    }
}

impl Buffer {
    /// A buffer of as many lines as one likes, the caret at the start. The text is kept as it is.
    #[must_use]
    pub fn new(text: impl Into<String>) -> Self {
        Self::of(text.into(), Lines::Many)
    }

    /// A field of one line, the caret at its end. Line ends become blanks.
    #[must_use]
    pub fn line(text: &str) -> Self {
        let mut buffer = Self::of(edit::in_one_line(text), Lines::One);
        buffer.caret.at = buffer.text.len();
        buffer
    }

    fn of(text: String, lines: Lines) -> Self {
        Self {
            paragraphs: Paragraphs::of(&text),
            text,
            caret: Caret::default(),
            anchor: None,
            goal: None,
            history: History::default(),
            splices: Vec::new(),
            screen: Screen::default(),
            lines,
        }
    }

    /// The whole text, LF between paragraphs.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The paragraphs, without their line ends; an empty text is one empty paragraph.
    pub fn paragraphs(&self) -> impl Iterator<Item = &str> {
        (0..self.paragraphs.count()).map(|index| self.paragraphs.span(index, &self.text).of(&self.text))
    }

    /// Length in bytes.
    #[must_use]
    pub fn len(&self) -> usize {
        self.text.len()
    }

    /// Whether there is no character at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// The caret, in bytes. Between two clusters, but behind what was just typed even if that joins what follows.
    #[must_use]
    pub fn caret(&self) -> usize {
        self.caret.at
    }

    /// Puts the caret at byte `at`, or at the cluster boundary before it; drops the selection.
    pub fn set_caret(&mut self, at: usize) {
        self.anchor = None;
        self.move_to(Caret { at: self.boundary(at), side: Side::Lower });
    }

    /// The selection; `None` where it would be empty.
    #[must_use]
    pub fn selection(&self) -> Option<Span> {
        let anchor = self.anchor.filter(|&anchor| anchor != self.caret.at)?;
        Some(Span::new(anchor.min(self.caret.at), anchor.max(self.caret.at)))
    }

    /// The text under the selection, empty where there is none.
    #[must_use]
    pub fn selected(&self) -> &str {
        self.selection().unwrap_or_default().of(&self.text)
    }

    /// Selects `span`, widened to cluster boundaries, with the caret at its end.
    pub fn select(&mut self, span: Span) {
        let start = self.boundary(span.start);
        self.move_to(Caret { at: self.boundary(span.end), side: Side::Lower });
        self.anchor = Some(start);
    }

    /// Selects everything.
    pub fn select_all(&mut self) {
        self.select(Span::new(0, self.text.len()));
    }

    /// The next place that reads like `query` (width, case and kana laid together), counted from the caret or the
    /// selection and going around the end. A match lies within one paragraph.
    #[must_use]
    pub fn find(&self, query: &str, way: Way) -> Option<Span> {
        let query = fold(query);
        let here = self.selection().unwrap_or(Span::new(self.caret.at, self.caret.at));
        let count = self.paragraphs.count();
        let home = self.paragraphs.index(here.start);
        let found = |index: usize| {
            let span = self.paragraphs.span(index % count, &self.text);
            matches(span.of(&self.text), &query)
                .map(move |found| Span::new(span.start + found.start, span.start + found.end))
                .collect::<Vec<_>>()
        };
        match way {
            Way::Forward => {
                let beyond = |span: &Span| span.start >= here.end && !(span.is_empty());
                let ahead = found(home).into_iter().find(beyond);
                ahead.or_else(|| (1..=count).find_map(|step| found(home + step).first().copied()))
            }
            Way::Backward => {
                let behind = found(home).into_iter().rfind(|span| span.end <= here.start);
                behind.or_else(|| (1..=count).find_map(|step| found(home + count - step).last().copied()))
            }
        }
    }

    /// What changed since this was last called, in order.
    pub fn take_splices(&mut self) -> Vec<Splice> {
        std::mem::take(&mut self.splices)
    }

    /// The cluster boundary at or before byte `at`, seen from its paragraph: a line end is always one.
    fn boundary(&self, at: usize) -> usize {
        let at = at.min(self.text.len());
        let span = self.paragraphs.span(self.paragraphs.index(at), &self.text);
        span.start + floor(span.of(&self.text), at - span.start)
    }
}
