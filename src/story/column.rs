//! The story as one column of prose: what stands in it, and what was struck to make it.
//!
//! What it is: an order of reading for a screen and for a printed proof, so that both show the same. What it is not: a
//! text; nothing struck is in the story. Invariant: every passage stands in it once, in order.

use super::ground::{Ground, Told, grounds};
use super::verify::left_out;
use super::{Origin, Story};
use crate::draft::Draft;
use crate::post::Post;
use crate::text::Span;

/// A stretch of the column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stretch {
    /// A passage of the story.
    Stands(usize),
    /// What an edit replaced: its place in the draft's list. Before the passage that took its place.
    Reworded(usize),
    /// The same of a sentence that opened a line of its text, and was taken out of it.
    Line(usize),
    /// What the arc leaves out of the post, behind what it stood behind.
    LeftOut(Span),
}

/// What of the struck is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Struck {
    /// What the author took out and put nothing in place of.
    #[default]
    TakenOut,
    /// All of it: what was before, beside what is.
    All,
}

/// The stretches of `story`, in reading order.
#[must_use]
pub fn column(story: &Story, post: &Post, draft: &Draft, struck: Struck) -> Vec<Stretch> {
    let mut left = match struck {
        Struck::TakenOut => Vec::new(),
        Struck::All => left_out(story, post, draft),
    };
    let mut behind: Vec<(usize, Span)> = Vec::new();
    left.retain(|span| {
        let before = story.passages.iter().enumerate().filter_map(|(nth, passage)| match passage.origin {
            Origin::Post(held) if held.end <= span.start => Some((held.end, nth)),
            Origin::Post(_) | Origin::Answer(..) | Origin::Bridge(_) | Origin::Edit { .. } | Origin::Layout(_) => None,
        });
        let place = before.max();
        behind.extend(place.map(|(_, nth)| (nth, *span)));
        place.is_none()
    });
    let grounds = grounds(post, draft);
    let mut stretches: Vec<Stretch> = left.into_iter().map(Stretch::LeftOut).collect();
    for (nth, passage) in story.passages.iter().enumerate() {
        if let Origin::Edit { index, text } = &passage.origin
            && (struck == Struck::All || text.is_empty())
        {
            let opened = text.is_empty() && opens_a_line(grounds.get(*index), post, draft);
            stretches.push(if opened { Stretch::Line(*index) } else { Stretch::Reworded(*index) });
        }
        stretches.push(Stretch::Stands(nth));
        stretches.extend(behind.iter().filter(|(at, _)| *at == nth).map(|(_, span)| Stretch::LeftOut(*span)));
    }
    stretches
}

/// Whether what an edit replaces stands at the start of a line of its text.
fn opens_a_line(ground: Option<&Ground>, post: &Post, draft: &Draft) -> bool {
    let Some(Ground::Stands(source, span)) = ground else { return false };
    let Told { start, text, .. } = source.text(post, draft);
    let before = text.get(..span.start - start).unwrap_or_default();
    before.trim_end_matches([' ', '\u{3000}', '\t']).chars().next_back().is_none_or(|c| c == '\n')
}
