//! What `naze probe --json` prints.

use serde::Serialize;

use super::{FollowUp, Reading};
use crate::flow::Detail;

/// One text read: version 1 of the shape.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Report<'a> {
    /// The version of this shape.
    pub version: u8,
    /// Every sign, in the order of the text.
    pub holds: Vec<Held<'a>>,
    /// See [`Reading::thin`].
    pub thin: bool,
    /// See [`Reading::rich`].
    pub rich: bool,
    /// What naze would ask next.
    pub follow_up: Option<FollowUp>,
}

/// One sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Held<'a> {
    /// The detector that fired.
    pub detector: Detail,
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// The bytes themselves.
    pub text: &'a str,
}

impl<'a> Report<'a> {
    /// The report on `text` as read.
    #[must_use]
    pub fn new(text: &'a str, reading: &Reading, follow_up: Option<FollowUp>) -> Self {
        let holds = reading.hits.iter().map(|hit| Held {
            detector: hit.detail,
            start: hit.span.start,
            end: hit.span.end,
            text: hit.span.of(text),
        });
        Self { version: 1, holds: holds.collect(), thin: reading.thin, rich: reading.rich, follow_up }
    }
}
