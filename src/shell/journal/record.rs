//! One line of the journal.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::answers::Answer;
use crate::text::buffer::Splice;

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

    /// Adds the record as a line: a check of sixteen digits, a blank, JSON, a line end.
    pub(super) fn write(&self, out: &mut Vec<u8>) {
        // Plain structs of texts and numbers always have a JSON form.
        let json = serde_json::to_vec(self).unwrap_or_default();
        out.extend_from_slice(check(&json).as_bytes());
        out.push(b' ');
        out.extend_from_slice(&json);
        out.push(b'\n');
    }

    /// The record a line holds, if it is whole.
    pub(super) fn read(line: &[u8]) -> Option<Self> {
        let (sum, json) = line.split_at_checked(17)?;
        let fits = sum.strip_suffix(b" ")? == check(json).as_bytes();
        fits.then(|| serde_json::from_slice(json).ok())?
    }
}

/// The first eight bytes of a text's SHA-256, in hexadecimal.
fn check(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}
