//! Which answers a story tells, where, and in what order: an arc laid over a post.
//!
//! What it is: a list of [`Bed`]s, each a landing of the post with the texts that go there. What it is not: it writes
//! nothing. Invariant: an answer stands in at most one bed; an empty box leaves no trace.

use super::arc::{Arc, Place, Slot};
use super::ear::{Ear, Reason};
use super::{Craft, Part};
use crate::answers::{Answers, Key, Subject, TipId};
use crate::draft::{Bridges, Draft};
use crate::post::{Landing, Post, Tip};

/// Texts that go to one landing.
#[derive(Debug)]
pub struct Bed<'a> {
    pub landing: &'a Landing,
    pub part: Part,
    pub tip: Option<(TipId, &'a Tip)>,
    pub tellings: Vec<Telling<'a>>,
}

/// An answer and the answers to its probes: one text.
#[derive(Debug, Clone)]
pub struct Telling<'a> {
    pub slot: &'a Slot,
    pub texts: Vec<(&'a Key, &'a str)>,
    /// How it opens as a reason.
    pub reason: Reason,
}

impl Telling<'_> {
    /// The text it opens with.
    pub fn opening(&self) -> &str {
        self.texts.first().map_or("", |(_, text)| text)
    }
}

/// The tips of the post with their lasting ids, in reading order. A draft that knows no tips counts them as they stand.
pub fn tip_ids(post: &Post, draft: &Draft) -> Vec<TipId> {
    let counted = |index: usize| TipId(u32::try_from(index + 1).unwrap_or(0));
    if draft.tips.is_empty() {
        return (0..post.tips.len()).map(counted).collect();
    }
    let mut ids = vec![TipId(0); post.tips.len()];
    for mark in &draft.tips {
        if let Some(id) = mark.index.and_then(|index| ids.get_mut(index)) {
            *id = mark.id;
        }
    }
    ids
}

/// What is told where, in reading order of the post.
pub fn beds<'a>(post: &'a Post, draft: &'a Draft, arc: &'a Arc, craft: &Craft) -> Vec<Bed<'a>> {
    let reader = Reader { told: told(&draft.answers, craft, draft), ear: &craft.ear, draft };
    let chosen = draft.answers.chosen_tips();
    let ids = tip_ids(post, draft);
    let tips = ids.iter().zip(&post.tips).filter(|(id, _)| chosen.is_empty() || chosen.contains(id));
    let mut beds: Vec<Bed> = tips
        .map(|(&id, tip)| Bed {
            landing: &tip.landing,
            part: Part::Tip(id),
            tip: Some((id, tip)),
            tellings: reader.tellings(arc, Place::Tip, Some(id)),
        })
        .collect();
    let once = |place, landing, part| Bed { landing, part, tip: None, tellings: reader.tellings(arc, place, None) };
    if post.tips.is_empty() {
        // A post with no tips is one tip; its backstory stands before the post's own call.
        let tellings = reader.tellings(arc, Place::Tip, Some(TipId(1)));
        let landing = &post.landings.closing;
        beds.push(Bed { landing, part: Part::Tip(TipId(1)), tip: None, tellings });
    }
    let shared = reader.add_shared(arc, &mut beds);
    beds.insert(0, once(Place::Intro, &post.landings.intro, Part::Intro));
    beds.insert(0, once(Place::Opening, &post.landings.opening, Part::Opening));
    let mut closing = once(Place::Closing, &post.landings.closing, Part::Closing);
    closing.tellings.retain(|telling| !shared.contains(&telling.slot.question.as_str()));
    beds.push(closing);
    beds.push(once(Place::End, &post.landings.end, Part::Closing));
    beds.retain(|bed| !bed.tellings.is_empty());
    // Stable: where landings meet, the order above is the order of reading.
    beds.sort_by_key(|bed| bed.landing.at);
    beds
}

/// The answers that say something, in the order of their keys.
fn told<'a>(answers: &'a Answers, craft: &Craft, draft: &Draft) -> Vec<(&'a Key, &'a str)> {
    answers
        .iter()
        .filter(|(_, answer)| answer.is_told() && !craft.ear.says_nothing(&answer.text, draft.language))
        .map(|(key, answer)| (key, answer.text.as_str()))
        .collect()
}

struct Reader<'a, 'e> {
    told: Vec<(&'a Key, &'a str)>,
    ear: &'e Ear,
    draft: &'a Draft,
}

impl<'a> Reader<'a, '_> {
    fn telling(&self, slot: &'a Slot, tip: Option<TipId>) -> Option<Telling<'a>> {
        let wanted = (slot.question.as_str(), tip.map(Subject::Tip));
        let from = self.told.partition_point(|(key, _)| (key.question.as_str(), key.of) < wanted);
        let rest = self.told.get(from..).unwrap_or_default();
        let texts: Vec<_> =
            rest.iter().take_while(|(key, _)| (key.question.as_str(), key.of) == wanted).copied().collect();
        let (_, opening) = texts.first()?;
        let reason = self.ear.reason(opening, self.draft.language);
        Some(Telling { slot, texts, reason })
    }

    fn tellings(&self, arc: &'a Arc, place: Place, tip: Option<TipId>) -> Vec<Telling<'a>> {
        let slots = arc.slots.iter().filter(|slot| slot.at == place);
        let mut told: Vec<Telling> = slots.filter_map(|slot| self.telling(slot, tip)).collect();
        self.move_leaning(arc, &mut told);
        told
    }

    /// A text that leans on what comes later stands behind it; so does one that would part the next text's pronoun
    /// from what it points at. A bare "because" stands behind what changed, whose reason it is; where nothing is told to
    /// have changed, or no bridge may ask its question, it stands first, right behind the tip.
    fn move_leaning(&self, arc: &Arc, told: &mut Vec<Telling<'a>>) {
        let language = self.draft.language;
        let Some(at) = told.iter().position(|telling| telling.slot.or_behind.is_some()) else { return };
        let Some(telling) = told.get(at) else { return };
        let place = |question: Option<&str>| arc.slots.iter().position(|slot| Some(slot.question.as_str()) == question);
        let reach = place(telling.slot.or_behind.as_deref());
        let last = told.iter().rposition(|other| place(Some(&other.slot.question)) <= reach).filter(|last| *last > at);
        let leans = self.ear.leans_on_later(telling.opening(), language);
        let parts = at > 0 && told.get(at + 1).is_some_and(|next| self.ear.points_back(next.opening(), language));
        let to = match (telling.reason, self.draft.bridges) {
            (Reason::Hanging, Bridges::Some) => last.or(Some(0)),
            (Reason::Hanging, Bridges::None) | (Reason::Joined, _) => Some(0),
            (Reason::None, _) => last.filter(|_| leans || parts),
        };
        if let Some(to) = to {
            let telling = told.remove(at);
            told.insert(to, telling);
        }
    }

    /// Adds the answers asked for once that speak of a tip, where one tip is meant beyond doubt; says which.
    fn add_shared(&self, arc: &'a Arc, beds: &mut [Bed<'a>]) -> Vec<&'a str> {
        let mut added = Vec::new();
        let has = |bed: &Bed, question: &str| bed.tellings.iter().any(|telling| telling.slot.question == question);
        for (nth, slot) in arc.slots.iter().enumerate().filter(|(_, slot)| slot.at == Place::SoleTip) {
            let with = slot.with.as_deref().unwrap_or_default();
            let mut meant = beds.iter_mut().filter(|bed| has(bed, with));
            if let (Some(bed), None) = (meant.next(), meant.next())
                && let Some(telling) = self.telling(slot, None)
            {
                let before = |other: &Telling| arc.slots.iter().take(nth).any(|slot| std::ptr::eq(slot, other.slot));
                // What bounds the answer before it stands right behind it, whatever was moved there.
                let bound =
                    nth.checked_sub(1).and_then(|last| arc.slots.get(last)).filter(|last| last.question == with);
                let behind = |other: &Telling| bound.is_some_and(|slot| std::ptr::eq(slot, other.slot));
                let tellings = &bed.tellings;
                let last = tellings.iter().position(behind).or_else(|| tellings.iter().rposition(before));
                let at = last.map_or(0, |last| last + 1);
                bed.tellings.insert(at, telling);
                added.push(slot.question.as_str());
            }
        }
        added
    }
}
