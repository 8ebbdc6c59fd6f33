//! Which arcs suit what has been answered.
//!
//! What it is: for every arc, its boxes, which of them are filled, and the question that fills an empty one. What it is
//! not: it chooses nothing; the author does. Invariant: a box counts as filled exactly if the story woven by that arc
//! tells something from it.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use super::{Arc, PostPart, Slot};
use crate::answers::{Key, Subject};
use crate::draft::Draft;
use crate::interview::Interview;
use crate::post::Post;
use crate::story::order::lead;
use crate::story::{Craft, Origin, weave};

/// How many arcs are proposed.
const PROPOSED: usize = 2;

/// How one arc suits a draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fit<'a> {
    /// The arc.
    pub arc: &'a Arc,
    /// Its boxes in order.
    pub boxes: Vec<BoxFit<'a>>,
    /// How many answers its story tells.
    pub told: usize,
    /// Its place among the arcs that suit the draft, from 0; the first two are proposed.
    pub rank: usize,
}

/// A box of an arc over one draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BoxFit<'a> {
    /// The box.
    pub need: &'a super::Need,
    /// The answers that fill it.
    pub filled_by: Vec<Key>,
    /// Whether a part of the post fills it, answered or not.
    pub by_post: bool,
    /// The question that fills it, where nothing does.
    pub asks: Option<Key>,
}

impl BoxFit<'_> {
    /// Whether the story has something in it.
    #[must_use]
    pub const fn is_filled(&self) -> bool {
        self.by_post || !self.filled_by.is_empty()
    }
}

impl Fit<'_> {
    /// Whether it is one of those proposed.
    #[must_use]
    pub const fn is_proposed(&self) -> bool {
        self.rank < PROPOSED
    }

    /// How many boxes are empty.
    #[must_use]
    pub fn missing(&self) -> usize {
        self.boxes.iter().filter(|one| !one.is_filled()).count()
    }
}

/// Every arc of `craft`, in its order, over what `draft` tells.
///
/// The fewer boxes are empty, the better an arc suits; then the more answers it tells; then the more boxes those fill, and the more
/// boxes it has.
#[must_use]
pub fn fits<'a>(interview: &Interview, post: &Post, draft: &Draft, craft: &'a Craft) -> Vec<Fit<'a>> {
    let mut fits: Vec<Fit> = craft.arcs().map(|arc| fit(arc, interview, post, draft, craft)).collect();
    let mut order: Vec<usize> = (0..fits.len()).collect();
    order.sort_by_key(|at| {
        let answered = |fit: &Fit| fit.boxes.iter().filter(|one| !one.filled_by.is_empty()).count();
        fits.get(*at).map(|fit| (fit.missing(), Reverse(fit.told), Reverse((answered(fit), fit.boxes.len()))))
    });
    for (rank, at) in order.into_iter().enumerate() {
        if let Some(fit) = fits.get_mut(at) {
            fit.rank = rank;
        }
    }
    fits
}

/// Whether the post has such a part. One without tips is one.
const fn has(post: &Post, part: PostPart) -> bool {
    match part {
        PostPart::Title => post.title.is_some(),
        PostPart::Intro => post.intro.is_some(),
        PostPart::Tip | PostPart::TipLead => true,
        PostPart::Closing | PostPart::Call => post.closing.is_some(),
    }
}

fn fit<'a>(arc: &'a Arc, interview: &Interview, post: &Post, draft: &Draft, craft: &'a Craft) -> Fit<'a> {
    let draft = Draft { arc: arc.id.clone(), ..draft.clone() };
    let story = weave(post, &draft, craft);
    let told: BTreeSet<&Key> = story
        .passages
        .iter()
        .filter_map(|passage| match &passage.origin {
            Origin::Answer(key, _) => Some(key),
            Origin::Post(_) | Origin::Bridge(_) | Origin::Edit { .. } | Origin::Layout(_) => None,
        })
        .collect();
    let tip = lead(post, &draft, arc).map(Subject::Tip);
    let asks = |question: &str| {
        let posed = interview.visible().iter().filter(|posed| posed.key.question == question);
        let mut keys = posed.map(|posed| posed.key.clone());
        let first = keys.next()?;
        if first.of.is_none() || first.of == tip { Some(first) } else { keys.find(|key| key.of == tip).or(Some(first)) }
    };
    let boxes = arc.boxes.iter().map(|need| {
        let slots: Vec<&Slot> = arc.slots.iter().filter(|slot| slot.fills.as_ref() == Some(&need.id)).collect();
        let fills = |key: &&Key| slots.iter().any(|slot| slot.question == key.question);
        let filled_by: Vec<Key> = told.iter().copied().filter(fills).cloned().collect();
        let parts = slots.iter().filter_map(|slot| slot.post).chain(need.post);
        let by_post = parts.into_iter().any(|part| has(post, part));
        let asks = if by_post || !filled_by.is_empty() {
            None
        } else {
            let named = || slots.first().map(|slot| Key { question: slot.question.clone(), of: tip, probe: 0 });
            slots.iter().find_map(|slot| asks(&slot.question)).or_else(named)
        };
        BoxFit { need, filled_by, by_post, asks }
    });
    Fit { arc, boxes: boxes.collect(), told: told.len(), rank: 0 }
}
