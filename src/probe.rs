//! Probing: what an answer holds and lacks, and what a good editor would ask next.
//!
//! What it is: detectors for Japanese and English that say which characters fired, and the fourteen rules for following
//! up. What it is not: it stores nothing, judges nobody and never blocks; whether a probe is asked is the interview's.
//! Invariant: pure and linear. The same text reads the same, whole or paragraph by paragraph as it is typed.

mod claim;
mod echo;
mod en;
mod follow_up;
mod ja;
mod leave;
mod lexicon;
mod measure;
mod outcome;
mod page;
mod phrase;
mod reader;
mod report;
mod threads;

use std::collections::BTreeSet;

pub use follow_up::{Asking, follow_up, sequel};
pub use leave::{is_leave, is_withheld};
pub use outcome::said;
pub use phrase::{FollowUp, rule_of};
pub use reader::Reader;
pub use report::{Held, Report};
pub use threads::{Chain, Thread, ask_on, ask_thread, threads};

use crate::flow::{Detail, Trigger};
use crate::text::{Language, Span};

/// Reads a text on its own. `language` decides where the letters do not.
#[must_use]
pub fn read(text: &str, language: Language) -> Reading {
    read_answer(text, None, language)
}

/// Reads an answer to the question `asked`, so that a mere echo of it shows.
#[must_use]
pub fn read_answer(text: &str, asked: Option<&str>, language: Language) -> Reading {
    Reader::new(language).read(text, asked)
}

/// What an answer holds.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Reading {
    /// Every sign found, in the order of the text.
    pub hits: Vec<Hit>,
    /// Too little to go on: under 25 graphemes or 12 words with less than two kinds of detail, or one sentence with
    /// none.
    pub thin: bool,
    /// Three kinds of detail, or a list of three.
    pub rich: bool,
}

/// One sign in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hit {
    /// Which detector fired.
    pub detail: Detail,
    /// On which bytes of the text.
    pub span: Span,
    /// What kind of sign it is.
    pub sign: Sign,
}

/// What kind of sign fired.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sign {
    /// A word that says so.
    Word,
    /// A word for one event: a dated time (三年前, last March), something done (やめた, we stopped).
    Event,
    /// The answer as a whole.
    Whole,
}

/// The details that make a scene: what *thin* and *rich* count.
pub const SCENE: [Detail; 6] =
    [Detail::Time, Detail::Place, Detail::Person, Detail::Number, Detail::Speech, Detail::Feeling];

impl Reading {
    /// Whether the detector fired.
    #[must_use]
    pub fn holds(&self, detail: Detail) -> bool {
        match detail {
            Detail::Thin => self.thin,
            Detail::Rich => self.rich,
            Detail::Number
            | Detail::Time
            | Detail::Place
            | Detail::Person
            | Detail::Speech
            | Detail::Feeling
            | Detail::Failure
            | Detail::Change
            | Detail::Cause
            | Detail::Cost
            | Detail::Abstract
            | Detail::Absolute
            | Detail::Crowd
            | Detail::Habitual
            | Detail::Hedge
            | Detail::Echo => self.of(detail).next().is_some(),
        }
    }

    /// Every detector that fired.
    #[must_use]
    pub fn details(&self) -> BTreeSet<Detail> {
        let whole = [(self.thin, Detail::Thin), (self.rich, Detail::Rich)];
        let whole = whole.into_iter().filter_map(|(fired, detail)| fired.then_some(detail));
        self.hits.iter().map(|hit| hit.detail).chain(whole).collect()
    }

    /// How many kinds of detail it holds, of the six that make a scene.
    #[must_use]
    pub fn kinds(&self) -> usize {
        SCENE.into_iter().filter(|&detail| self.holds(detail)).count()
    }

    /// The signs of one detector.
    pub fn of(&self, detail: Detail) -> impl Iterator<Item = &Hit> {
        self.hits.iter().filter(move |hit| hit.detail == detail)
    }

    /// Whether a question's own probe is called for.
    #[must_use]
    pub fn calls(&self, on: &Trigger) -> bool {
        match on {
            Trigger::Lacks(details) => !details.iter().any(|&detail| self.holds(detail)),
            Trigger::Has(details) => details.iter().any(|&detail| self.holds(detail)),
            Trigger::Rich(kinds) => self.kinds() >= *kinds,
        }
    }
}

/// A sign in a paragraph, positions in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Raw {
    detail: Detail,
    start: usize,
    end: usize,
    sign: Sign,
}
