//! How the interview stands: all that the screen says of it, derived in one go.
//!
//! What it is: a few values a sitting makes anew when its draft or its question changes, so that a frame derives nothing.
//! What it is not: a place where anything is kept; all of it follows from flows, post, draft and key. Invariant: it is
//! what an [`Interview`] over the draft as it is would say.

use super::outline::{Row, rows};
use crate::answers::Key;
use crate::flow::{Detail, Need, Wording};
use crate::interview::{Interview, Left, Minutes, Progress};

/// How the interview stands at one question.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Standing {
    /// The question as the author reads it.
    pub wording: Wording,
    /// What the answer is to: the question, or for a probe the question it follows.
    pub asked: String,
    /// What a good answer holds.
    pub wants: Vec<Detail>,
    /// The outline.
    pub outline: Vec<Row>,
    /// How many questions are open.
    pub left: Left,
    /// About how long they take.
    pub minutes: Minutes,
    /// How many are done, of all.
    pub progress: Progress,
}

impl Standing {
    /// How `interview` stands at the question `key`.
    #[must_use]
    pub fn of(interview: &Interview<'_>, key: &Key) -> Self {
        let mut wording = interview.put(key);
        wording.starters = interview.starters(key);
        let asked = if key.probe == 0 {
            wording.ask.clone()
        } else {
            interview.words(key).map(|wording| wording.ask).unwrap_or_default()
        };
        Self {
            wording,
            asked,
            wants: interview.find(key).map(|posed| posed.question.wants.clone()).unwrap_or_default(),
            outline: rows(interview),
            left: interview.left(),
            minutes: interview.minutes(),
            progress: interview.progress(Need::May),
        }
    }
}
