//! A draft at a glance: what a list of thousands says of each, and is searched for.
//!
//! What it is: the post's name, the tips and the answers, read several times faster than all of it. What it is not: a judge;
//! a value nothing here is read from may be wrong, and opening the draft says so. Invariant: what it does hold is what
//! [`parse`](super::parse) reads.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::file::Plain;
use super::quote::Form;
use super::skim::{Far, skim};
use super::{Broken, Draft, PostMark, VERSION, parse};
use crate::answers::{HARD_TIP, Key, TipId};

/// A draft at a glance.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Glance {
    /// The post it belongs to.
    pub post: PostMark,
    /// The headings of the tips.
    pub tips: Vec<String>,
    /// What was told, in words; no choice of tips.
    pub told: Vec<String>,
}

/// What is read of a draft, as it stands there.
#[derive(Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub(super) struct Sheet {
    pub version: i64,
    pub post: Post,
    pub tip: Vec<Tip>,
    pub answer: BTreeMap<String, Answer>,
}

#[derive(Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub(super) struct Post {
    pub file: String,
    pub sha256: String,
}

#[derive(Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub(super) struct Tip {
    pub id: String,
    pub heading: String,
}

#[derive(Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub(super) struct Answer {
    pub text: String,
}

/// Reads a draft's text at a glance.
///
/// # Errors
/// Says where and why the text is no draft.
pub fn glance(text: &str) -> Result<Glance, Broken> {
    let plain = Plain::of(text)?;
    let sheet = skim(&plain.text, Far::End).or_else(|| toml::from_str(&plain.text).ok());
    match sheet.filter(|sheet| sheet.version <= VERSION) {
        Some(sheet) => Ok(Glance::of(sheet)),
        // What is wrong, and where, the careful reading knows; it may know better.
        None => parse(text).map(|draft| Glance::from(&draft)),
    }
}

/// The post a draft names, where its first lines say so in naze's own way; what stands below is not looked at.
#[must_use]
pub fn post_named(text: &str) -> Option<PostMark> {
    let post = skim(text, Far::Post)?.post;
    (!post.file.is_empty()).then_some(PostMark { file: post.file, sha256: post.sha256 })
}

impl Glance {
    fn of(sheet: Sheet) -> Self {
        let told = sheet.answer.into_iter().filter_map(|(name, answer)| {
            let (key, mut text) = (name.parse().ok()?, answer.text);
            text.truncate(Form::Answer.read(&text).len());
            is_told(&key, &text).then_some(text)
        });
        let told = told.collect();
        let post = PostMark { file: sheet.post.file, sha256: sheet.post.sha256 };
        let mut tips: BTreeMap<TipId, String> = BTreeMap::new();
        for (id, heading) in sheet.tip.into_iter().filter_map(|tip| Some((tip.id.parse().ok()?, tip.heading))) {
            tips.entry(id).or_insert(heading);
        }
        Self { post, tips: tips.into_values().collect(), told }
    }
}

impl From<&Draft> for Glance {
    fn from(draft: &Draft) -> Self {
        let told = draft.answers.iter().filter(|(key, answer)| is_told(key, &answer.text));
        let told = told.map(|(_, answer)| answer.text.clone());
        let tips: BTreeMap<TipId, String> = draft.tips.iter().map(|tip| (tip.id, tip.heading.clone())).collect();
        Self { post: draft.post.clone(), tips: tips.into_values().collect(), told: told.collect() }
    }
}

/// Whether an answer says something in words: a choice of tips names them and nothing else.
fn is_told(key: &Key, text: &str) -> bool {
    !text.trim().is_empty() && key.question != HARD_TIP
}
