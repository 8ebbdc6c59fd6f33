//! An arc: the order in which a story places its parts. One TOML file in `prompts/arcs`.
//!
//! What it is: which answer stands where, and which bridge may lead into it. What it is not: it holds no words of a
//! story. Invariant: the slots of one place are in reading order.

use std::collections::BTreeMap;

use serde::Deserialize;

/// One arc.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Arc {
    /// The version of the file's form.
    pub version: u32,
    /// Its name, such as `woven`.
    pub id: String,
    /// What it keeps of the post.
    pub keeps: Keeps,
    /// What it is, in Japanese.
    pub ja: About,
    /// What it is, in English.
    pub en: About,
    /// Where each answer goes, in reading order.
    #[serde(rename = "slot")]
    pub slots: Vec<Slot>,
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

/// What an arc keeps of the post.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Keeps {
    /// Every word, in its order.
    All,
    /// Some parts.
    Parts,
}

/// A box of an arc: one question's answer and where it stands.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Slot {
    /// Where it stands.
    pub at: Place,
    /// The question's id.
    pub question: String,
    /// Which bridge may lead into it, by what stands before it: a question's id, or `post` for the post's own text.
    #[serde(default)]
    pub bridge: BTreeMap<String, String>,
    /// What the answer must be for a bridge to help.
    #[serde(default)]
    pub bridge_if: Option<BridgeIf>,
    /// The slot behind which it stands instead, when it leans on what comes later or parts a pronoun from its noun. A
    /// bare "because" stands there too, or where nothing changed right behind the tip.
    #[serde(default)]
    pub or_behind: Option<String>,
    /// At `sole-tip`: the answer that makes a tip the one meant.
    #[serde(default)]
    pub with: Option<String>,
}

/// What an answer must be for a bridge to help.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum BridgeIf {
    /// A reason and nothing it is the reason for.
    Because,
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
    /// In the closing, before the post's own call.
    Closing,
    /// The end of the body.
    End,
}
