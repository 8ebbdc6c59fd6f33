//! A draft: the answers and choices for one post, between two sittings.
//!
//! What it is: what `NAME.naze.toml` beside the post says. What it is not: it holds nothing derived, no machine paths,
//! no user names. Invariant: `parse(write(draft)) == draft`, and writing changes only what changed.

mod broken;
mod file;
mod glance;
mod merge;
mod order;
mod quote;
mod read;
mod rematch;
mod skim;
mod slots;
mod torn;
mod write;

pub use broken::{At, Broken, Wanted};
pub use file::{Asked, DraftFile, Paper, parse, write};
pub use glance::{Glance, glance, post_named};
pub use merge::{Conflict, Merged, merge, merge_edits};
pub(crate) use read::answers as answers_of;
pub use rematch::{Rematched, rematch};
pub use torn::{join, join_into};
pub(crate) use write::answers as write_answers;

use std::collections::BTreeSet;

use crate::answers::{Answer, Answers, Key, Subject, TipId};
use crate::post::{Mending, Post};
use crate::text::Language;
use crate::voice::Voice;

/// The version of the format this naze writes.
pub const VERSION: i64 = 1;
/// The arc of a draft that names none.
const DEFAULT_ARC: &str = "woven";
/// The flow of a draft that names none.
const DEFAULT_FLOW: &str = "why";

/// The answers and choices for one post.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// The flow it answers, such as `why`.
    pub flow: String,
    /// The language of questions and bridges: the post's.
    pub language: Language,
    /// The arc of the story, such as `woven`.
    pub arc: String,
    /// Whether bridges are used.
    pub bridges: Bridges,
    /// The post it belongs to.
    pub post: PostMark,
    /// What the author said about the post's tips.
    pub mending: Mending,
    /// The post's tips with their lasting ids.
    pub tips: Vec<TipMark>,
    /// The answers.
    pub answers: Answers,
    /// The author's rewordings of woven passages.
    pub edits: Vec<Edit>,
    /// What readers said.
    pub voices: Vec<Voice>,
}

impl Draft {
    /// An empty draft for `post`, its tips named `t1`, `t2`, … in reading order.
    ///
    /// `file` is the post's file name without folders, `sha256` that of its bytes, `flow` the flow's id.
    #[must_use]
    pub fn new(post: &Post, file: &str, sha256: &str, flow: &str) -> Self {
        let mut draft = Self {
            flow: flow.to_owned(),
            language: post.language,
            arc: DEFAULT_ARC.to_owned(),
            bridges: Bridges::Some,
            post: PostMark { file: file.to_owned(), sha256: sha256.to_owned() },
            mending: Mending::default(),
            tips: Vec::new(),
            answers: Answers::default(),
            edits: Vec::new(),
            voices: Vec::new(),
        };
        rematch(&mut draft, post);
        draft
    }

    /// How many answers are told of tips that are gone.
    #[must_use]
    pub fn strays(&self) -> usize {
        let gone = |tip| self.tips.iter().any(|mark| mark.id == tip && mark.index.is_none());
        self.answers.iter().filter(|(key, answer)| answer.is_told() && key.tip().is_some_and(gone)).count()
    }

    /// The edits of one passage: more than one where two people reworded it.
    #[must_use]
    pub fn edits_of(&self, passage: &str) -> Vec<Edit> {
        self.edits.iter().filter(|edit| edit.passage == passage).cloned().collect()
    }

    /// The edits of every passage that has others than in the draft `before`.
    #[must_use]
    pub fn edits_since(&self, before: &Self) -> Vec<(String, Vec<Edit>)> {
        let passages: BTreeSet<&str> =
            before.edits.iter().chain(&self.edits).map(|edit| edit.passage.as_str()).collect();
        let edits = passages.into_iter().map(|passage| (passage.to_owned(), self.edits_of(passage)));
        edits.filter(|(passage, edits)| *edits != before.edits_of(passage)).collect()
    }

    /// Makes the edits of one passage these, where its first one stood; new ones go in by the name of their passage, so
    /// that the same edits are the same draft whatever came first.
    pub fn set_edits(&mut self, passage: &str, edits: Vec<Edit>) {
        let stands = self.edits.iter().position(|edit| edit.passage == passage);
        let behind = || self.edits.iter().position(|edit| edit.passage.as_str() > passage);
        let at = stands.or_else(behind).unwrap_or(self.edits.len());
        self.edits.retain(|edit| edit.passage != passage);
        let at = at.min(self.edits.len());
        self.edits.splice(at..at, edits);
    }
}

impl Draft {
    /// Gives tip `old` the name `new`, wherever the draft speaks of it.
    fn rename(&mut self, old: TipId, new: TipId) {
        self.tips.iter_mut().filter(|tip| tip.id == old).for_each(|tip| tip.id = new);
        if let Some((key, answer)) = self.answers.chosen_instead(old, new) {
            self.answers.insert(key, answer);
        }
        let renamed = |(mut key, answer): (Key, Answer)| {
            if key.tip() == Some(old) {
                key.of = Some(Subject::Tip(new));
            }
            (key, answer)
        };
        self.answers = std::mem::take(&mut self.answers).into_iter().map(renamed).collect();
        for edit in &mut self.edits {
            let whole: Vec<&str> = edit.passage.split_inclusive(|c: char| !c.is_ascii_alphanumeric()).collect();
            let named = old.to_string();
            let renamed = |part: &str| match part.strip_prefix(&named) {
                Some(rest) if !rest.starts_with(|c: char| c.is_ascii_alphanumeric()) => format!("{new}{rest}"),
                Some(_) | None => part.to_owned(),
            };
            edit.passage = whole.into_iter().map(renamed).collect();
        }
    }
}

/// Whether joining phrases are used at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Bridges {
    /// Where they help.
    #[default]
    Some,
    /// Never.
    None,
}

impl Bridges {
    /// The other way.
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::Some => Self::None,
            Self::None => Self::Some,
        }
    }
}

/// How a draft knows its post again.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PostMark {
    /// The file's name, without folders.
    pub file: String,
    /// SHA-256 of its bytes when last read, in hexadecimal.
    pub sha256: String,
}

/// How a draft knows a tip again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TipMark {
    /// Stays with its tip through reordering and renaming.
    pub id: TipId,
    /// The heading when last read.
    pub heading: String,
    /// The first words of its body, to find it when the heading changed.
    pub opening: String,
    /// Its place among the post's tips as now read, from 0; `None` when it is gone. Derived, never written.
    pub index: Option<usize>,
}

/// The author's hand on one passage: a rewording, or another bridge of the list.
#[derive(Debug, Clone, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
pub struct Edit {
    /// Which passage: `failure@t1#2` (n-th sentence of an answer), `post:t1#3`, `bridge:into-failure@t1`.
    pub passage: String,
    /// What had been woven there.
    pub was: String,
    /// The id of the listed bridge the author took instead; `text` is then its wording when it was taken.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bridge: Option<String>,
    /// The author's own wording, put aside when the passage was taken out or another bridge taken; it comes back when
    /// that is taken back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub aside: Option<String>,
    /// What the author put instead; nothing where the passage was taken out.
    pub text: String,
}

impl Edit {
    /// Whether it holds words of the author's own.
    #[must_use]
    pub fn is_worded(&self) -> bool {
        self.bridge.is_none() && !self.text.trim().is_empty()
    }

    /// What it says: the author's words, also where they are put aside, else those of the bridge taken; none where the
    /// passage was only taken out.
    #[must_use]
    pub fn said(&self) -> Option<&str> {
        self.own_words().or(Some(self.text.as_str())).filter(|text| !text.is_empty())
    }

    /// The words of the author's own it holds, whether they stand or are put aside.
    #[must_use]
    pub fn own_words(&self) -> Option<&str> {
        if self.is_worded() { Some(&self.text) } else { self.aside.as_deref() }
    }
}
