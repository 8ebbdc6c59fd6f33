//! One line of the journal.

use serde::{Deserialize, Serialize};

use crate::answers::Answer;
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
            | Self::Splice { revision, .. } => Some(*revision),
            Self::Was { .. } => None,
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
