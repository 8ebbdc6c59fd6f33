//! One line of the journal.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::answers::{Answer, Answers, Key};
use crate::app::effect::Change;
use crate::draft::{Draft, Edit};
use crate::shell::digest::sha256;
use crate::text::buffer::Splice;

/// How many hexadecimal digits of a record's SHA-256 stand in front of it.
const CHECK: usize = 16;

/// What a line of the journal says. Revisions count on from sitting to sitting of one journal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Record {
    /// The draft on disk is about to hold everything up to `revision`, and then to have this digest.
    Base {
        /// SHA-256 of the file's bytes, in hexadecimal; none where there is no file.
        sha256: Option<String>,
        /// The last revision in it.
        revision: u64,
    },
    /// It does.
    Done {
        /// The last revision in it.
        revision: u64,
    },
    /// An answer as it was before the first change the journal knows of.
    Was {
        /// Its key.
        key: String,
        /// The answer.
        answer: Answer,
    },
    /// An answer was set as a whole.
    Set {
        /// The revision this made.
        revision: u64,
        /// Its key.
        key: String,
        /// The answer.
        answer: Answer,
    },
    /// Some bytes of an answer's text were replaced.
    Splice {
        /// The revision this made.
        revision: u64,
        /// Its key.
        key: String,
        /// Where, in bytes.
        at: usize,
        /// How many bytes were taken out.
        removed: usize,
        /// What was put in.
        inserted: String,
    },
    /// The edits of a passage as they were before the first change the journal knows of.
    Had {
        /// The passage.
        passage: String,
        /// Its edits.
        edits: Vec<Edit>,
    },
    /// The edits of a passage were set as a whole.
    Edited {
        /// The revision this made.
        revision: u64,
        /// The passage.
        passage: String,
        /// Its edits.
        edits: Vec<Edit>,
    },
}

/// What the journal keeps apart from all else: an answer, or the edits of one passage.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Name {
    Answer(Key),
    Edits(String),
}

impl Name {
    /// What a change is of.
    pub(super) fn of(change: &Change) -> Self {
        match change {
            Change::Splice(key, _) | Change::Set(key, _) => Self::Answer(key.clone()),
            Change::Edits(passage, _) => Self::Edits(passage.clone()),
        }
    }
}

/// Answers and edits at one time.
#[derive(Debug, Clone, Default)]
pub(super) struct Texts {
    pub(super) answers: Answers,
    pub(super) edits: BTreeMap<String, Vec<Edit>>,
}

impl Texts {
    /// Those of a draft.
    pub(super) fn of(draft: &Draft) -> Self {
        let passages = draft.edits.iter().map(|edit| (edit.passage.clone(), draft.edits_of(&edit.passage)));
        Self { answers: draft.answers.clone(), edits: passages.collect() }
    }

    /// What `name` was before anything happened to it.
    pub(super) fn was(&self, name: &Name) -> Record {
        match name {
            Name::Answer(key) => Record::Was { key: key.to_string(), answer: self.answer(key) },
            Name::Edits(passage) => Record::Had { passage: passage.clone(), edits: self.edits_of(passage) },
        }
    }

    /// What `name` is now.
    pub(super) fn now(&self, name: &Name, revision: u64) -> Record {
        match name {
            Name::Answer(key) => Record::Set { revision, key: key.to_string(), answer: self.answer(key) },
            Name::Edits(passage) => {
                Record::Edited { revision, passage: passage.clone(), edits: self.edits_of(passage) }
            }
        }
    }

    /// Whether nothing was ever said under `name`.
    pub(super) fn is_untouched(&self, name: &Name) -> bool {
        match name {
            Name::Answer(key) => self.answers.get(key).is_none_or(Answer::is_untouched),
            Name::Edits(passage) => self.edits.get(passage).is_none_or(Vec::is_empty),
        }
    }

    /// Takes a change in.
    pub(super) fn take(&mut self, change: &Change) {
        match change {
            Change::Set(key, answer) => {
                self.answers.insert(key.clone(), answer.clone());
            }
            Change::Splice(key, splice) => {
                splice.apply(&mut self.answers.entry(key).text);
            }
            Change::Edits(passage, edits) => {
                self.edits.insert(passage.clone(), edits.clone());
            }
        }
    }

    pub(super) fn answer(&self, key: &Key) -> Answer {
        self.answers.get(key).cloned().unwrap_or_default()
    }

    pub(super) fn edits_of(&self, passage: &str) -> Vec<Edit> {
        self.edits.get(passage).cloned().unwrap_or_default()
    }
}

impl Record {
    /// A splice as a record.
    pub(super) fn splice(revision: u64, key: String, splice: &Splice) -> Self {
        Self::Splice { revision, key, at: splice.at, removed: splice.removed, inserted: splice.inserted.clone() }
    }

    /// The revision it speaks of.
    pub(super) const fn revision(&self) -> Option<u64> {
        match self {
            Self::Base { revision, .. }
            | Self::Done { revision }
            | Self::Set { revision, .. }
            | Self::Splice { revision, .. }
            | Self::Edited { revision, .. } => Some(*revision),
            Self::Was { .. } | Self::Had { .. } => None,
        }
    }

    /// Adds the record as a line: its check, a blank, JSON, a line end.
    pub(super) fn write(&self, out: &mut Vec<u8>) {
        // Plain structs of texts and numbers always have a JSON form.
        let json = serde_json::to_vec(self).unwrap_or_default();
        out.extend_from_slice(sha256(&json).get(..CHECK).unwrap_or_default().as_bytes());
        out.push(b' ');
        out.extend_from_slice(&json);
        out.push(b'\n');
    }

    /// The record a line holds, if it is whole.
    pub(super) fn read(line: &[u8]) -> Option<Self> {
        let (check, json) = line.split_at_checked(CHECK)?;
        let json = json.strip_prefix(b" ")?;
        let fits = sha256(json).as_bytes().starts_with(check);
        fits.then(|| serde_json::from_slice(json).ok())?
    }
}
