//! Two writers, one draft.
//!
//! What it is: a three-way merge, answer by answer. What it is not: a merge inside an answer; nobody's sentences are
//! mixed. Invariant: every answer of either side is in the merged draft or among the conflicts, and whatever either side
//! made of a passage of the story is in the merged draft.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::{Draft, Edit, TipMark};
use crate::answers::{Answer, Answers, Key, TipId, VoiceId};
use crate::post::Mending;
use crate::voice::{self, Voice};

/// A draft made of two.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Merged {
    /// The draft; where both sides changed one answer, it holds mine.
    pub draft: Draft,
    /// The answers that came from theirs.
    pub taken: Vec<Key>,
    /// The answers both sides changed, each in its own way.
    pub conflicts: Vec<Conflict>,
}

/// An answer both sides changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflict {
    /// Which.
    pub key: Key,
    /// What the merged draft holds.
    pub mine: Answer,
    /// What the other side holds; empty where it cleared the answer.
    pub theirs: Answer,
}

/// Merges what two sides made of `base`.
///
/// Without a base, an answer only one side has is that side's change, and two different ones are a conflict. Places of
/// tips in the post are mine.
#[must_use]
pub fn merge(base: Option<&Draft>, mine: &Draft, theirs: &Draft) -> Merged {
    let theirs = &renamed(base, mine, theirs);
    let (answers, taken, conflicts) = answers(base.map(|draft| &draft.answers), &mine.answers, &theirs.answers);
    let draft = Draft {
        flow: pick(base.map(|b| &b.flow), &mine.flow, &theirs.flow),
        language: pick(base.map(|b| &b.language), &mine.language, &theirs.language),
        arc: pick(base.map(|b| &b.arc), &mine.arc, &theirs.arc),
        bridges: pick(base.map(|b| &b.bridges), &mine.bridges, &theirs.bridges),
        post: pick(base.map(|b| &b.post), &mine.post, &theirs.post),
        mending: Mending {
            taken: pick(base.map(|b| &b.mending.taken), &mine.mending.taken, &theirs.mending.taken),
            marks: listed(
                base.map_or(&[], |draft| &draft.mending.marks),
                &mine.mending.marks,
                &theirs.mending.marks,
                |mark| (&mark.line, mark.nth),
            ),
        },
        tips: tips(&mine.tips, &theirs.tips),
        answers,
        voices: voices(base.map_or(&[], |draft| &draft.voices), &mine.voices, &theirs.voices),
        edits: edits(base, mine, theirs),
    };
    Merged { draft, taken, conflicts }
}

/// The side that changed; mine where both did.
fn pick<T: Clone + PartialEq>(base: Option<&T>, mine: &T, theirs: &T) -> T {
    if base == Some(mine) { theirs.clone() } else { mine.clone() }
}

fn answers(base: Option<&Answers>, mine: &Answers, theirs: &Answers) -> (Answers, Vec<Key>, Vec<Conflict>) {
    let nothing = Answer::default();
    let mut merged = Answers::default();
    let (mut taken, mut conflicts) = (Vec::new(), Vec::new());
    let keys: BTreeSet<&Key> = mine.iter().chain(theirs.iter()).map(|(key, _)| key).collect();
    for key in keys {
        let of = |side: &'_ Answers| side.get(key).cloned();
        let was = base.and_then(of).unwrap_or_default();
        let (here, there) = (of(mine), of(theirs));
        let (a, b) = (here.as_ref().unwrap_or(&nothing), there.as_ref().unwrap_or(&nothing));
        let answer = if a.says_the_same(b) {
            here.or(there)
        } else if b.says_the_same(&was) || (b.from.is_some() && a.from.is_none() && a.is_settled()) {
            here
        } else if a.says_the_same(&was) || (a.from.is_some() && b.from.is_none() && b.is_settled()) {
            // What was only copied here gives way to what somebody said there.
            taken.push(key.clone());
            there
        } else {
            conflicts.push(Conflict { key: key.clone(), mine: a.clone(), theirs: b.clone() });
            here
        };
        if let Some(answer) = answer {
            merged.insert(key.clone(), answer);
        }
    }
    (merged, taken, conflicts)
}

/// Theirs, with names of its own for tips that are new on both sides and not the same.
fn renamed<'d>(base: Option<&Draft>, mine: &Draft, theirs: &'d Draft) -> Cow<'d, Draft> {
    let Some(base) = base else { return Cow::Borrowed(theirs) };
    let knows = |draft: &Draft, id| draft.tips.iter().any(|tip| tip.id == id);
    let differs = |tip: &&TipMark| {
        let twin = mine.tips.iter().find(|known| known.id == tip.id);
        !knows(base, tip.id) && twin.is_some_and(|twin| twin.heading != tip.heading || twin.opening != tip.opening)
    };
    let clashing: Vec<TipId> = theirs.tips.iter().filter(differs).map(|tip| tip.id).collect();
    let mut last = mine.tips.iter().chain(&theirs.tips).map(|tip| tip.id.0).max().unwrap_or(0);
    let mut theirs = Cow::Borrowed(theirs);
    for old in clashing {
        last += 1;
        theirs.to_mut().rename(old, TipId(last));
    }
    theirs
}

/// Mine, and theirs that I have not.
fn tips(mine: &[TipMark], theirs: &[TipMark]) -> Vec<TipMark> {
    let foreign = theirs.iter().filter(|tip| mine.iter().all(|known| known.id != tip.id));
    mine.iter().cloned().chain(foreign.map(|tip| TipMark { index: None, ..tip.clone() })).collect()
}

/// Each voice by the side that changed it; where both gave one name to two readers, theirs gets the next free one.
fn voices(base: &[Voice], mine: &[Voice], theirs: &[Voice]) -> Vec<Voice> {
    let of = |side: &[Voice], id| side.iter().find(|voice| voice.id == id).cloned();
    let mut merged: Vec<Voice> = Vec::new();
    let mut foreign: Vec<Voice> = Vec::new();
    let ids: BTreeSet<VoiceId> = mine.iter().chain(theirs).map(|voice| voice.id).collect();
    for id in ids {
        match (of(base, id), of(mine, id), of(theirs, id)) {
            (None, Some(mine), Some(theirs)) => {
                foreign.extend(Some(theirs).filter(|theirs| theirs.heard != mine.heard));
                merged.push(mine);
            }
            (None, mine, theirs) => merged.extend(mine.or(theirs)),
            (was, mine, theirs) => merged.extend(pick(Some(&was), &mine, &theirs)),
        }
    }
    voice::take_in(&mut merged, foreign.into_iter().map(|voice| voice.heard).collect());
    merged
}

/// The edits of each passage, merged.
fn edits(base: Option<&Draft>, mine: &Draft, theirs: &Draft) -> Vec<Edit> {
    let mut merged = Vec::new();
    let mut seen = BTreeSet::new();
    for edit in mine.edits.iter().chain(&theirs.edits).filter(|edit| seen.insert(&edit.passage)) {
        let of = |draft: &Draft| draft.edits_of(&edit.passage);
        merged.extend(merge_edits(&base.map(of).unwrap_or_default(), of(mine), of(theirs)));
    }
    merged
}

/// The edits of one passage: those of the side that changed them; where both did, mine and behind them what the other
/// made of it, be it a wording, another bridge or a taking out. The first is laid and the others wait for the author,
/// because their ground is taken.
#[must_use]
pub fn merge_edits(base: &[Edit], mine: Vec<Edit>, theirs: Vec<Edit>) -> Vec<Edit> {
    if mine == base {
        return theirs;
    }
    let mut merged = mine;
    let foreign = theirs.into_iter().filter(|edit| !base.contains(edit));
    for edit in foreign {
        if !merged.contains(&edit) {
            merged.push(edit);
        }
    }
    merged
}

/// Each thing of a list by the side that changed it, told apart by its name; mine where both did.
fn listed<'d, T: Clone + PartialEq, N: Ord>(
    base: &'d [T],
    mine: &'d [T],
    theirs: &'d [T],
    name: impl Fn(&'d T) -> N,
) -> Vec<T> {
    let of =
        |side: &'d [T], wanted: &N| -> Vec<T> { side.iter().filter(|thing| name(thing) == *wanted).cloned().collect() };
    let mut merged: Vec<T> = Vec::new();
    let mut seen = BTreeSet::new();
    for thing in mine.iter().chain(theirs) {
        let wanted = name(thing);
        if !seen.contains(&wanted) {
            merged.extend(pick(Some(&of(base, &wanted)), &of(mine, &wanted), &of(theirs, &wanted)));
            seen.insert(wanted);
        }
    }
    merged
}
