//! The English detectors.

use super::lexicon::{Found, Role};
use super::page::Page;
use super::{Raw, Sign};

/// Every hit in a paragraph, in no order.
pub(super) fn read(_page: &Page, found: &[Found]) -> Vec<Raw> {
    found
        .iter()
        .filter(|word| word.role == Role::Word)
        .map(|word| Raw { detail: word.detail, start: word.start, end: word.end, sign: Sign::Word })
        .collect()
}
