//! Which answers a story tells, where, and in what order: an arc laid over a post.
//!
//! What it is: a list of [`Bed`]s, each a landing of the post with the texts that go there; for an arc that keeps parts,
//! of [`Piece`]s. What it is not: it writes nothing. Invariant: an answer stands in at most one bed; an empty box leaves
//! no trace.

use std::borrow::Cow;

use super::Part;
use super::arc::{Arc, Place, PostPart, Slot, ToldIf};
use super::ear::{Ear, Reason, floor};
use crate::answers::{Key, Subject, TipId};
use crate::draft::{Bridges, Draft};
use crate::post::{Landing, Post, Tip};
use crate::probe;

/// Texts that go to one landing.
#[derive(Debug)]
pub struct Bed<'a> {
    pub landing: Cow<'a, Landing>,
    pub place: Place,
    pub part: Part,
    pub tellings: Vec<Telling<'a>>,
}

/// An answer and the answers to its probes: one text.
#[derive(Debug, Clone)]
pub struct Telling<'a> {
    pub slot: &'a Slot,
    /// The tip it was asked of; a post with no tips is one that stands nowhere.
    pub tip: Option<(TipId, Option<&'a Tip>)>,
    pub texts: Vec<(&'a Key, &'a str)>,
    /// How it opens as a reason.
    pub reason: Reason,
}

/// Bytes of an answer by which its opening is judged: more than any sentence has, and no key waits for a paragraph of a megabyte.
const OPENING: usize = 4096;

impl<'a> Telling<'a> {
    /// The text it opens with, as far as its opening can be judged by.
    pub fn opening(&self) -> &'a str {
        self.texts.first().map_or("", |(_, text)| text.get(..floor(text, OPENING)).unwrap_or(text))
    }

    /// The text it ends with.
    pub fn closing(&self) -> &'a str {
        self.texts.last().map_or("", |(_, text)| text)
    }

    /// The heading of its tip.
    pub fn heading(&self) -> Option<&'a str> {
        self.tip.and_then(|(_, tip)| tip).map(|tip| tip.heading.as_str())
    }
}

/// One piece of a story that keeps parts of its post.
#[derive(Debug)]
pub enum Piece<'a> {
    /// A part of the post.
    Post(PostPart),
    /// Answers told one behind another.
    Told(Bed<'a>),
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
pub fn beds<'a>(post: &'a Post, draft: &'a Draft, arc: &'a Arc) -> Vec<Bed<'a>> {
    let reader = Reader::new(post, draft);
    let lead = reader.lead(&arc.slots.iter().filter(|slot| slot.at != Place::Tip));
    let once = |place, landing, part| {
        let tellings = reader.tellings(arc, place, lead, &[]);
        Bed { landing: Cow::Borrowed(landing), place, part, tellings }
    };
    let landings = &post.landings;
    let away = [
        once(Place::Opening, &landings.opening, Part::Opening),
        once(Place::Intro, &landings.intro, Part::Intro),
        once(Place::BehindTips, &landings.behind_tips, Part::Closing),
    ];
    let mut closing = once(Place::Closing, &landings.closing, Part::Closing);
    let end = once(Place::End, &landings.end, Part::Closing);
    let elsewhere: Vec<&Key> = away
        .iter()
        .chain([&closing, &end])
        .flat_map(|bed| &bed.tellings)
        .filter(|telling| telling.tip.is_some())
        .flat_map(|telling| telling.texts.iter().map(|(key, _)| *key))
        .collect();
    let mut of_tips: Vec<Bed> = reader
        .tips
        .iter()
        .map(|&(id, tip)| Bed {
            // A post with no tips is one tip; its backstory stands before the post's own call.
            landing: Cow::Borrowed(tip.map_or(&landings.closing, |tip| &tip.landing)),
            place: Place::Tip,
            part: Part::Tip(id),
            tellings: reader.tellings(arc, Place::Tip, Some((id, tip)), &elsewhere),
        })
        .collect();
    let shared = reader.add_shared(arc, &mut of_tips);
    closing.tellings.retain(|telling| !shared.contains(&telling.slot.question.as_str()));
    let [opening, intro, behind] = away;
    let mut beds: Vec<Bed> = [opening, intro].into_iter().chain(of_tips).chain([behind, closing, end]).collect();
    reader.follow(&mut beds);
    beds.retain(|bed| !bed.tellings.is_empty());
    // Stable: where landings meet, the order above is the order of reading.
    beds.sort_by_key(|bed| bed.landing.at);
    beds
}

/// The pieces of a story that keeps parts of its post, in reading order, and the tip it is about. Empty where nothing
/// is told: then the story is the post.
pub fn pieces<'a>(post: &'a Post, draft: &'a Draft, arc: &'a Arc) -> (Vec<Piece<'a>>, Option<&'a Tip>) {
    let reader = Reader::new(post, draft);
    let lead = reader.lead(&arc.slots.iter());
    let landing = Landing { indent: post.habits.paragraph_indent.to_owned(), ..Landing::default() };
    let mut beds: Vec<Bed> = Vec::new();
    let mut parts: Vec<(usize, PostPart)> = Vec::new();
    for run in arc.slots.chunk_by(|one, next| one.post.is_none() && next.post.is_none()) {
        if let Some(part) = run.first().and_then(|slot| slot.post) {
            parts.push((beds.len(), part));
            continue;
        }
        let mut tellings: Vec<Telling> = run.iter().filter_map(|slot| reader.telling(slot, lead)).collect();
        reader.move_leaning(arc, &mut tellings);
        let place = run.first().map_or(Place::Closing, |slot| slot.at);
        beds.push(Bed { landing: Cow::Owned(landing.clone()), place, part: Part::Closing, tellings });
    }
    reader.follow(&mut beds);
    if beds.iter().all(|bed| bed.tellings.is_empty()) {
        return (Vec::new(), None);
    }
    let mut pieces = Vec::new();
    let mut parts = parts.into_iter().peekable();
    for (nth, bed) in beds.into_iter().enumerate() {
        while let Some((_, part)) = parts.next_if(|(before, _)| *before <= nth) {
            pieces.push(Piece::Post(part));
        }
        // Which part of the story an answer belongs to is its slot's matter.
        for telling in bed.tellings {
            let part = match telling.slot.at {
                Place::Opening => Part::Opening,
                Place::Intro => Part::Intro,
                Place::Tip | Place::SoleTip => Part::Tip(lead.map_or(TipId(1), |(id, _)| id)),
                Place::BehindTips | Place::Closing | Place::End => Part::Closing,
            };
            match pieces.last_mut() {
                Some(Piece::Told(last)) if last.part == part => last.tellings.push(telling),
                Some(Piece::Told(_) | Piece::Post(_)) | None => {
                    let landing = Cow::Owned(landing.clone());
                    pieces.push(Piece::Told(Bed { landing, place: bed.place, part, tellings: vec![telling] }));
                }
            }
        }
    }
    pieces.extend(parts.map(|(_, part)| Piece::Post(part)));
    (pieces, lead.and_then(|(_, tip)| tip))
}

/// The tip a story is about where it tells of one only: of those learned the hard way the one that fills the most
/// slots, the first where two fill as many.
pub fn lead(post: &Post, draft: &Draft, arc: &Arc) -> Option<TipId> {
    Reader::new(post, draft).lead(&arc.slots.iter()).map(|(id, _)| id)
}

struct Reader<'a> {
    /// The answers that say something, in the order of their keys.
    told: Vec<(&'a Key, &'a str)>,
    /// The tips learned the hard way, in reading order; all of them where none was chosen.
    tips: Vec<(TipId, Option<&'a Tip>)>,
    ear: &'static Ear,
    post: &'a Post,
    draft: &'a Draft,
}

impl<'a> Reader<'a> {
    fn new(post: &'a Post, draft: &'a Draft) -> Self {
        let ear = Ear::builtin();
        let told = draft
            .answers
            .iter()
            .filter(|(_, answer)| answer.is_told() && !ear.says_nothing(&answer.text, draft.language))
            // Whether somebody may be quoted is said to the author's own ear.
            .filter(|(key, answer)| !probe::is_leave(key, answer))
            .map(|(key, answer)| (key, answer.text.as_str()))
            .collect();
        let chosen = draft.answers.chosen_tips();
        let meant = |(id, _): &(TipId, Option<&Tip>)| chosen.is_empty() || chosen.contains(id);
        let mut tips: Vec<_> = tip_ids(post, draft).into_iter().zip(post.tips.iter().map(Some)).filter(meant).collect();
        if post.tips.is_empty() {
            tips.push((TipId(1), None));
        }
        Self { told, tips, ear, post, draft }
    }

    fn lead<'s>(&self, slots: &(impl Iterator<Item = &'s Slot> + Clone)) -> Option<(TipId, Option<&'a Tip>)> {
        let told = |tip: TipId| {
            let slots = slots.clone().filter(|slot| !slot.question.is_empty());
            slots.filter(|slot| !self.texts(&slot.question, Some(tip)).is_empty()).count()
        };
        self.tips.iter().rev().max_by_key(|(id, _)| told(*id)).copied()
    }

    fn texts(&self, question: &str, tip: Option<TipId>) -> &[(&'a Key, &'a str)] {
        let wanted = (question, tip.map(Subject::Tip));
        let from = self.told.partition_point(|(key, _)| (key.question.as_str(), key.of) < wanted);
        let rest = self.told.get(from..).unwrap_or_default();
        let to = rest.partition_point(|(key, _)| (key.question.as_str(), key.of) == wanted);
        rest.get(..to).unwrap_or_default()
    }

    /// What is told at `slot`: the answer asked of `tip`, else the one asked once.
    fn telling(&self, slot: &'a Slot, tip: Option<(TipId, Option<&'a Tip>)>) -> Option<Telling<'a>> {
        let of_tip = self.texts(&slot.question, tip.map(|(id, _)| id));
        let (texts, tip) = if of_tip.is_empty() { (self.texts(&slot.question, None), None) } else { (of_tip, tip) };
        let (_, opening) = texts.first()?;
        if slot.told_if == Some(ToldIf::Addressed) && !self.ear.addresses(opening, self.draft.language) {
            return None;
        }
        let reason = self.ear.reason(opening, self.draft.language);
        Some(Telling { slot, tip, texts: texts.to_vec(), reason })
    }

    fn tellings(
        &self,
        arc: &'a Arc,
        place: Place,
        tip: Option<(TipId, Option<&'a Tip>)>,
        elsewhere: &[&Key],
    ) -> Vec<Telling<'a>> {
        let slots = arc.slots.iter().filter(|slot| slot.at == place && slot.post.is_none());
        let mut told: Vec<Telling> = slots
            .filter_map(|slot| self.telling(slot, tip))
            .filter(|telling| !telling.texts.iter().any(|(key, _)| elsewhere.contains(key)))
            // A tip's place tells what was asked of the tip.
            .filter(|telling| place != Place::Tip || telling.tip.is_some())
            .collect();
        self.move_leaning(arc, &mut told);
        told
    }

    /// An answer that points back ("the next day", "she rang again") stands behind what it points at, where that is told
    /// elsewhere.
    fn follow(&self, beds: &mut [Bed<'a>]) {
        let mut at = 0;
        while at < beds.len() {
            let mut nth = 0;
            while let Some(telling) = beds.get(at).and_then(|bed| bed.tellings.get(nth)) {
                let (question, tip) = (telling.slot.follows.as_deref(), telling.tip.map(|(id, _)| id));
                let meant = |other: &Telling| {
                    Some(other.slot.question.as_str()) == question && other.tip.map(|(id, _)| id) == tip
                };
                let there = beds.iter().position(|bed| bed.tellings.iter().any(meant)).filter(|there| *there < at);
                let place = there
                    .filter(|there| question.is_some() && self.leans(telling, beds.get(*there)))
                    .and_then(|there| Some((there, beds.get(there)?.tellings.iter().rposition(meant)?)));
                let Some((there, behind)) = place else {
                    nth += 1;
                    continue;
                };
                if let Some(telling) = beds.get_mut(at).map(|bed| bed.tellings.remove(nth))
                    && let Some(bed) = beds.get_mut(there)
                {
                    bed.tellings.insert(behind + 1, telling);
                }
            }
            at += 1;
        }
    }

    /// Whether `telling` points at what is told in `bed` rather than at its own tip.
    fn leans(&self, telling: &Telling, bed: Option<&Bed>) -> bool {
        let language = self.draft.language;
        let near = telling.tip.and_then(|(_, tip)| tip).map_or("", |tip| tip.span.of(&self.post.text));
        let told = bed.into_iter().flat_map(|bed| &bed.tellings).flat_map(|other| &other.texts).map(|(_, text)| *text);
        self.ear.points_back(telling.opening(), language) || Ear::takes_up(telling.opening(), told, near, language)
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
