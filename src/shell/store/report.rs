//! What comes of reading and saving a draft.

use std::io;
use std::time::SystemTime;

use crate::answers::{Answers, Key};
use crate::app::sitting::Before;
use crate::draft::{Broken, Draft};

/// What a journal brought back.
#[derive(Debug, Clone)]
pub struct Recovery {
    /// The answers.
    pub answers: Vec<Key>,
    /// What the draft on disk has in them, and in the edits brought back.
    pub before: Before,
    /// How many characters the draft on disk did not hold.
    pub characters: usize,
    /// When the last of them was typed.
    pub at: SystemTime,
    /// What stands on disk in answers that were changed there as well. The draft holds those of the journal; the file
    /// with the others is kept before it is written over.
    pub conflicts: Answers,
}

impl Recovery {
    /// How many answers and reworded passages it is of.
    #[must_use]
    pub fn count(&self) -> usize {
        self.answers.len() + self.before.edits.len()
    }
}

/// What became of a saving that found somebody else's writing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mixture {
    /// The draft that was to be saved.
    pub sent: Draft,
    /// The draft that stands on disk now.
    pub merged: Draft,
    /// Theirs of the answers both had changed; the draft holds ours.
    pub conflicts: Answers,
}

/// Why a draft could not be read.
#[derive(Debug)]
pub enum NotRead {
    /// The file says nothing that naze understands.
    Broken(Broken),
    /// It is a link that leads to no draft of the author's, or no file at all.
    Planted,
    /// The disk refused.
    Refused(io::Error),
}

/// Why a draft could not be saved. What was to be saved is in the journal, if that could be written.
#[derive(Debug)]
pub enum NotSaved {
    /// Somebody else wrote the file since, and it cannot be read.
    Broken(Broken),
    /// Something that is no file stands in the draft's place.
    Planted,
    /// The disk refused.
    Refused(io::Error),
    /// A fault of naze's own.
    Fault,
}

impl From<io::Error> for NotRead {
    fn from(error: io::Error) -> Self {
        Self::Refused(error)
    }
}

impl From<io::Error> for NotSaved {
    fn from(error: io::Error) -> Self {
        Self::Refused(error)
    }
}
