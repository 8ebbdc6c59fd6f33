//! Proof of an exported text: every character of it laid to a passage of the story it was written from.
//!
//! What it is: the story exported again and traced back, letter by letter, then laid beside the text given. What it is
//! not: a reader of marks the text carries. Invariant: a letter that no passage holds is unexplained, even if the export
//! itself had put it there; only tags, bullets and numbers belong to a form.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashSet};
use std::num::NonZeroUsize;

use super::trace::Markup;
use super::{Destination, json, trace};
use crate::draft::Draft;
use crate::post::Post;
use crate::story::{Account, From, Keeps, Laid, Story, account, demand, verify};
use crate::text::{Ambiguous, width};

/// Proves `given`, a text in the form of `to`, against the story woven from the files. A plain text may have been
/// wrapped.
#[must_use]
pub fn prove(to: Destination, story: &Story, post: &Post, draft: &Draft, keeps: Keeps, given: &str) -> Account {
    let traced = |wrap: Option<NonZeroUsize>, markup| {
        let written = to.write(story, post, draft, wrap);
        account(story, post, draft, &trace::trace(&written, markup, story, post, draft), given)
    };
    let proven = match to {
        Destination::Markdown => verify(story, post, draft, given),
        Destination::Json => account(story, post, draft, &json::pieces(story, post, draft), given),
        Destination::Html => traced(None, Markup::Tags),
        Destination::Text => {
            let lines: HashSet<&str> = given.lines().collect();
            let unlike = |wrap: &Option<NonZeroUsize>| {
                let written = to.write(story, post, draft, *wrap);
                written.lines().filter(|line| !lines.contains(line)).count()
            };
            // The first of those that differ least: without wrapping, if that explains it.
            let wraps: Vec<_> = [None].into_iter().chain(widths(given).into_iter().map(NonZeroUsize::new)).collect();
            traced(wraps.into_iter().min_by_key(unlike).flatten(), Markup::None)
        }
    };
    demand(proven, post, keeps)
}

/// The widths `given` may have been wrapped at: those of its lines and a little more, since a wide character may have
/// been left for the next line; lines that may not be broken are wider still.
fn widths(given: &str) -> BTreeSet<usize> {
    let widths = given.lines().map(|line| width(line, Ambiguous::Narrow)).filter(|width| *width > 0);
    widths.flat_map(|width| width.saturating_sub(2)..=width + 2).collect()
}

/// Cuts `text` into pieces of one source each; `sources` holds one for every byte that starts a visible character.
pub fn cut<'t>(text: &'t str, sources: &[(usize, From)]) -> Vec<Laid<'t>> {
    let mut laid: Vec<Laid> = Vec::new();
    let mut start = 0;
    let mut from = sources.first().map_or(From::Form, |(_, from)| *from);
    for (at, next) in sources.iter().copied().filter(|(at, _)| *at > 0) {
        if next != from {
            laid.push(Laid { text: Cow::Borrowed(text.get(start..at).unwrap_or_default()), from });
            (start, from) = (at, next);
        }
    }
    laid.push(Laid { text: Cow::Borrowed(text.get(start..).unwrap_or_default()), from });
    laid
}
