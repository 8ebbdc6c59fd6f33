//! An arc: the order in which a story places its parts. One TOML file in `prompts/arcs`.
//!
//! What it is: which answer and which part of the post stands where, which bridge may lead into it, and which boxes
//! must be filled before the arc is worth offering. What it is not: it holds no words of a story. Invariant: the slots
//! of one place are in reading order; every box a slot names is there, and every box has a slot.

mod check;
mod fit;

use std::collections::BTreeMap;

use serde::Deserialize;

pub use check::{Fault, Wrong};
pub use fit::{BoxFit, Fit, fits};

use crate::text::Language;

/// One arc.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Arc {
    /// Its name, such as `woven`.
    pub id: String,
    /// What it keeps of the post.
    pub keeps: Keeps,
    /// What it is, in Japanese.
    pub ja: Option<About>,
    /// What it is, in English.
    pub en: Option<About>,
    /// The boxes it needs, in the order they are shown.
    pub boxes: Vec<Need>,
    /// Where each answer goes, in reading order.
    pub slots: Vec<Slot>,
}

impl Arc {
    /// What it is, in `language`, or in the other where a company's arc speaks one only.
    #[must_use]
    pub fn about(&self, language: Language) -> Option<&About> {
        language.either(self.ja.as_ref(), self.en.as_ref())
    }
}

/// How an arc is shown to the author.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct About {
    /// A word or two.
    pub title: String,
    /// One sentence.
    pub about: String,
}

/// A box an arc needs: filled as soon as one of its slots is.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Need {
    /// What slots call it by.
    pub id: String,
    /// Its name in Japanese.
    pub ja: Option<String>,
    /// Its name in English.
    pub en: Option<String>,
    /// The part of the post that fills it, where the post has one.
    #[serde(default)]
    pub post: Option<PostPart>,
}

impl Need {
    /// Its name in `language`, or in the other where there is one only.
    #[must_use]
    pub fn title(&self, language: Language) -> &str {
        language.either(self.ja.as_deref(), self.en.as_deref()).unwrap_or(&self.id)
    }
}

/// What an arc keeps of the post.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Keeps {
    /// Every word, in its order.
    All,
    /// The parts its slots name, in their order.
    Parts,
}

/// One place of an arc: a question's answer, or a part of the post.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Slot {
    /// Where it stands. In an arc that keeps parts the slots stand as they are listed, and this says which part of the
    /// story each belongs to.
    pub at: Place,
    /// The question's id; empty where a part of the post stands.
    #[serde(default)]
    pub question: String,
    /// A part of the post.
    #[serde(default)]
    pub post: Option<PostPart>,
    /// The box it fills.
    #[serde(default, rename = "box")]
    pub fills: Option<String>,
    /// What the answer must be to be told at all.
    #[serde(default, rename = "if")]
    pub told_if: Option<ToldIf>,
    /// Which bridge may lead into it, by what stands before it: a question's id, `post` for the post's own
    /// text, or `any`.
    #[serde(default)]
    pub bridge: BTreeMap<String, String>,
    /// What the answer must be for a bridge to help.
    #[serde(default)]
    pub bridge_if: Option<BridgeIf>,
    /// The slot behind which it stands instead, when it leans on what comes later or parts a pronoun from its noun. A
    /// bare "because" stands there too, or where nothing changed right behind the tip.
    #[serde(default)]
    pub or_behind: Option<String>,
    /// The answer it points back at with "the next day": it then stands behind that one, wherever that is.
    #[serde(default)]
    pub follows: Option<String>,
    /// At `sole-tip`: the answer that makes a tip the one meant.
    #[serde(default)]
    pub with: Option<String>,
}

/// What an answer must be to be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ToldIf {
    /// It speaks to its reader: "you", あなた. A portrait of the reader steers and is not told.
    Addressed,
}

/// What an answer must be for a bridge to help.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum BridgeIf {
    /// A reason and nothing it is the reason for.
    Because,
    /// Less than a sentence, such as "Maybe six hundred a month": it answers a question that is not in the text.
    Fragment,
    /// Anything at all, in a place away from its tip: a bridge that names the tip helps however the answer opens.
    Away,
}

/// A place of the post where an arc puts answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Place {
    /// Before the body.
    Opening,
    /// In the introduction.
    Intro,
    /// Behind each chosen tip.
    Tip,
    /// Behind the one tip that has the answer named by `with`, when only one has: for a question asked once whose
    /// answer speaks of a tip.
    SoleTip,
    /// Behind the last tip, before the closing.
    BehindTips,
    /// In the closing, before the post's own call.
    Closing,
    /// The end of the body.
    End,
}

/// A part of the post, for arcs that do not keep it all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PostPart {
    /// Front matter and title.
    Title,
    /// The introduction.
    Intro,
    /// The one tip the story is about, without its number.
    Tip,
    /// Its heading and its first paragraph.
    TipLead,
    /// The closing.
    Closing,
    /// The closing from its own call to the reader on.
    Call,
}
