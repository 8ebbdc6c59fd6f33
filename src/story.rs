//! A story: the woven text, in which every passage keeps its origin.
//!
//! What it is: a list of passages over a post and its answers. What it is not: it holds no copy of the post or of the
//! answers, and no words of its own but bridges from the visible list. Invariant: the texts of its passages, one
//! after the other, are the story; with no answers that is the post, byte for byte.

use std::ops::Range;

use crate::answers::{Answers, Key, TipId};
use crate::post::{Format, Post};
use crate::text::Span;

mod arc;
mod bridge;
mod column;
mod craft;
mod dress;
mod ear;
mod excerpt;
mod ground;
mod loom;
mod markup;
mod order;
mod rejoin;
mod retyped;
mod revise;
mod twice;
mod unagreed;
mod verify;
mod weave;

pub use arc::{About, Arc, BoxFit, BridgeIf, Fault, Fit, Keeps, Need, Place, PostPart, Slot, ToldIf, Wrong, fits};
pub use column::{Stretch, Struck, column};
pub use craft::Craft;
pub use ground::{Source, source_of};
pub use markup::read;
pub use rejoin::{LeftOff, left_off};
pub use retyped::retyped;
pub use revise::{Of, Sentence};
pub use twice::said_twice;
pub use unagreed::unagreed;
pub use verify::{Account, Foreign, From, Laid, Lost, Mapped, account, demand, verify};
pub use weave::{other_bridges, weave};

/// Where a passage comes from. Exactly one of these, for every character of a story.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// The post, at this span of its decoded text.
    Post(Span),
    /// An answer's text, at this span.
    Answer(Key, Span),
    /// A joining phrase from the visible list.
    Bridge(Bridge),
    /// The author's own rewording of a woven passage.
    Edit {
        /// Its place in the draft's list of edits.
        index: usize,
        /// The text as the author put it.
        text: String,
    },
    /// White space, line ends, Markdown marks and numbers; never words.
    Layout(String),
}

/// A joining phrase as it stands in a story.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bridge {
    /// Its id in the visible list, such as `into-failure.3`.
    pub id: String,
    /// Which join it serves, such as `into-failure@t1`.
    pub join: String,
    /// The phrase, filled.
    pub text: String,
}

/// A part of the story: what the interview and the story pane follow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Part {
    /// Front matter, title and what stands before the introduction.
    Opening,
    /// The introduction.
    Intro,
    /// A tip with its backstory. `TipId(0)` is a tip the draft does not know yet.
    Tip(TipId),
    /// The closing.
    Closing,
}

/// A passage: one origin, one part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage {
    /// Where its text comes from.
    pub origin: Origin,
    /// The part of the story it stands in.
    pub part: Part,
}

impl Passage {
    /// Its text. The post and the answers are those it was woven from. In an HTML post a character of an answer that would
    /// be a mark is written as its reference.
    #[must_use]
    pub fn text<'a>(&'a self, post: &'a Post, answers: &'a Answers) -> &'a str {
        match &self.origin {
            Origin::Post(span) => span.of(&post.text),
            Origin::Answer(key, span) => {
                let typed = answers.get(key).map_or("", |answer| span.of(&answer.text));
                let is_html = post.source.format == Format::Html;
                Some(typed).filter(|_| is_html).and_then(dress::escaped).unwrap_or(typed)
            }
            Origin::Bridge(bridge) => &bridge.text,
            Origin::Edit { text, .. } | Origin::Layout(text) => text,
        }
    }
}

/// The woven text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Story {
    /// The passages in reading order.
    pub passages: Vec<Passage>,
    /// The draft's edits that stand nowhere, by their place in its list: what they reworded has changed, another edit
    /// has taken its place, or the join of a reworded bridge is gone.
    pub left_off: Vec<usize>,
}

impl Story {
    /// The whole text.
    #[must_use]
    pub fn text(&self, post: &Post, answers: &Answers) -> String {
        self.passages.iter().map(|passage| passage.text(post, answers)).collect()
    }

    /// Its bridges, in reading order.
    pub fn bridges(&self) -> impl Iterator<Item = &Bridge> {
        self.passages.iter().filter_map(|passage| match &passage.origin {
            Origin::Bridge(bridge) => Some(bridge),
            Origin::Post(_) | Origin::Answer(..) | Origin::Edit { .. } | Origin::Layout(_) => None,
        })
    }

    /// The passages of one answer, as a range of indices: from its first passage to its last, with the layout between.
    ///
    /// A probe's answer that is not told stands where its answer does, so that a pane can follow the caret.
    #[must_use]
    pub fn place_of(&self, key: &Key) -> Option<Range<usize>> {
        let of = |wanted: &dyn Fn(&Key) -> bool| {
            let holds = |passage: &Passage| match &passage.origin {
                Origin::Answer(key, _) => wanted(key),
                Origin::Post(_) | Origin::Bridge(_) | Origin::Edit { .. } | Origin::Layout(_) => false,
            };
            let first = self.passages.iter().position(holds)?;
            let last = self.passages.iter().rposition(holds)?;
            Some(first..last + 1)
        };
        of(&|held| held == key).or_else(|| of(&|held| held.question == key.question && held.of == key.of))
    }
}
