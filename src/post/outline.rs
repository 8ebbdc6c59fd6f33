//! The outline as scripts read it: `naze outline --json`, version 1.

use serde::Serialize;

use super::{Kind, Post};
use crate::text::{Language, Register, Span};

/// The version of the shape.
const VERSION: u32 = 1;

/// What a careful reader sees, as plain values. Offsets are bytes of the decoded text, without a byte-order mark.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Outline<'p> {
    /// The version of this shape.
    pub version: u32,
    /// The title.
    pub title: Option<&'p str>,
    /// The language of the body.
    pub language: Language,
    /// The register of the body; `plain` for English alone.
    pub register: Register,
    /// Whether it is a how-to; `other` has no tips.
    pub kind: Kind,
    /// The introduction.
    pub intro: Option<Span>,
    /// The tips in reading order.
    pub tips: Vec<OutlineTip<'p>>,
    /// The closing.
    pub closing: Option<Span>,
}

/// One tip of an [`Outline`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OutlineTip<'p> {
    /// From 1, in reading order.
    pub number: usize,
    /// The heading without its marker.
    pub heading: &'p str,
    /// The heading's text with its marker.
    pub heading_span: Span,
    /// The whole tip with its heading.
    pub span: Span,
}

/// The outline of `post`.
#[must_use]
pub fn outline(post: &Post) -> Outline<'_> {
    let tips = post.tips.iter().map(|tip| OutlineTip {
        number: tip.number,
        heading: &tip.heading,
        heading_span: tip.heading_span,
        span: tip.span,
    });
    Outline {
        version: VERSION,
        title: post.title.as_deref(),
        language: post.language,
        register: post.register,
        kind: post.kind,
        intro: post.intro,
        tips: tips.collect(),
        closing: post.closing,
    }
}
