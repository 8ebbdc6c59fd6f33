//! Text as people see it: grapheme clusters, cells, rows, sentences.
//!
//! What it is: the one place that measures and divides text. [`width`] and [`visible`] say how many cells a text takes and
//! what is painted in them, [`rows`](mod@rows) where a line is broken, [`buffer`] what is typed into, [`sentence`] where a
//! thought ends, [`fold`](mod@fold) what search takes for the same. What it is not: it knows no posts, no keys and no screen.
//! Invariant: every range it hands out starts and ends on a character boundary of the text it was given.

pub mod buffer;
mod cluster;
pub mod fold;
mod kinsoku;
mod language;
mod reference;
mod register;
pub mod rows;
mod script;
pub mod sentence;
mod width;

pub use cluster::{characters, clusters, touched};
pub use language::Language;
pub use reference::referenced;
pub use register::{Endings, Register, ending};
pub use width::{Ambiguous, cluster_width, fitting, harmless, sure_width, visible, width};

/// A byte range of some text. Which text is said by whoever holds the span.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, serde::Serialize)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// A span from `start` up to `end`.
    #[must_use]
    pub const fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// Length in bytes.
    #[must_use]
    pub const fn len(self) -> usize {
        self.end.saturating_sub(self.start)
    }

    /// Whether it holds no byte.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.end <= self.start
    }

    /// Whether byte `at` lies inside.
    #[must_use]
    pub const fn contains(self, at: usize) -> bool {
        self.start <= at && at < self.end
    }

    /// The text under the span; empty where the span does not fit `text`.
    #[must_use]
    pub fn of(self, text: &str) -> &str {
        text.get(self.start..self.end).unwrap_or_default()
    }
}
