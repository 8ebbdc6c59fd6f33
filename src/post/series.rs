//! Series: candidates that belong together, as lists of tips a reader might see.
//!
//! What it is: every sensible way to read the candidates as one list: by level, by numbering, by section, by the
//! number promised. What it is not: it judges none of them. Invariant: members stand in reading order, and the work
//! grows linearly with the candidates.

use std::collections::BTreeMap;

use super::block::{Block, Kind};
use super::candidate::{Candidate, Form};
use super::colophon::ends_sentence;
use super::lexicon::Use;
use super::marker::Grip;
use super::numeral::Form as NumberForm;
use super::traits::asks;

/// Candidates read as one list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Series {
    /// Indices into the candidates, in reading order.
    pub members: Vec<usize>,
    /// The heading of the section all members stand in, if there is one.
    pub parent: Option<usize>,
    /// How the members' numbers run.
    pub run: Run,
}

/// How a series is numbered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Run {
    /// Not at all.
    None,
    /// One after the other, without a gap.
    Straight,
    /// With gaps, repetitions or errors.
    Crooked,
    /// Several runs, each from its beginning.
    Restarting,
}

/// Longer lists than this are searched for no part of them: no post promises so many.
pub(super) const LONG: usize = 200;

/// Every way to read `candidates` as a list. `promised` are the numbers the post speaks of.
pub(super) fn find(
    blocks: &[Block],
    candidates: &[Candidate],
    title: Option<usize>,
    promised: &[usize],
) -> Vec<Series> {
    let mut all = Vec::new();
    let parents = parents(candidates);
    let titled = title.and_then(|title| candidates.get(title)).map(|title| title.block);
    let tells = |(index, block): (usize, &Block)| {
        block.kind == Kind::Paragraph && Some(index) != titled && ends_sentence(&block.prose.text)
    };
    let introduced = blocks.iter().enumerate().position(tells).unwrap_or(blocks.len());
    for group in groups(blocks, candidates, title) {
        numbered(candidates, &parents, &group, &mut all);
        plain(candidates, &parents, &group, promised, introduced, &mut all);
    }
    all
}

/// The nearest heading above each candidate that ranks above it.
pub(super) fn parents(candidates: &[Candidate]) -> Vec<Option<usize>> {
    let mut open: Vec<usize> = Vec::new();
    let mut parents = Vec::with_capacity(candidates.len());
    for (index, candidate) in candidates.iter().enumerate() {
        let rank = candidate.form.rank();
        if rank < Form::Bold.rank() {
            open.retain(|&above| candidates.get(above).is_some_and(|above| above.form.rank() < rank));
            parents.push(open.last().copied());
            open.push(index);
        } else {
            parents.push(open.last().copied());
        }
    }
    parents
}

/// Candidates of one kind: by heading level, bold, sign; items by list, lists that go on behind a paragraph joined.
fn groups(blocks: &[Block], candidates: &[Candidate], title: Option<usize>) -> Vec<Vec<usize>> {
    let mut by_form: BTreeMap<Form, Vec<usize>> = BTreeMap::new();
    for (index, candidate) in candidates.iter().enumerate() {
        if Some(index) != title {
            by_form.entry(candidate.form).or_default().push(index);
        }
    }
    let mut groups: Vec<Vec<usize>> = Vec::new();
    let mut chain: Vec<usize> = Vec::new();
    let mut chains: Vec<Vec<usize>> = Vec::new();
    let mut alone: Vec<usize> = Vec::new();
    for (form, members) in by_form {
        let Form::Item(_) = form else {
            groups.push(members);
            continue;
        };
        let number = |index: &usize| candidates.get(*index).and_then(|candidate| number_of(blocks, candidate));
        let first = members.first().and_then(&number);
        let follows = match (chain.last().and_then(&number), first) {
            (Some(before), Some(now)) => now == before + 1 || (now == 1 && before == 1 && members.len() == 1),
            (None, _) | (_, None) => false,
        };
        match members.as_slice() {
            [single] if first.is_none() => alone.push(*single),
            _ => {}
        }
        if first.is_some() {
            if !follows {
                chains.push(std::mem::take(&mut chain));
            }
            chain.extend(&members);
        }
        groups.push(members);
    }
    chains.push(chain);
    groups.extend(chains.into_iter().filter(|chain| chain.len() > 1 && !is_one_list(candidates, chain)));
    // Bullets used as headings: one item, then its text.
    if alone.len() > 1 {
        groups.push(alone);
    }
    groups
}

/// Whether all of `members` are items of one list.
fn is_one_list(candidates: &[Candidate], members: &[usize]) -> bool {
    let forms = members.iter().filter_map(|index| Some(candidates.get(*index)?.form));
    let mut forms = forms.collect::<Vec<_>>();
    forms.dedup();
    forms.len() == 1
}

/// The number an ordered list gives an item.
fn number_of(blocks: &[Block], candidate: &Candidate) -> Option<u32> {
    if let Kind::Item(item) = blocks.get(candidate.block)?.kind { item.number } else { None }
}

/// Series by numbering: runs of one label, each alone and all together.
fn numbered(candidates: &[Candidate], parents: &[Option<usize>], group: &[usize], all: &mut Vec<Series>) {
    let mut by_label: BTreeMap<(String, bool), Vec<usize>> = BTreeMap::new();
    for &index in group {
        if let Some(marker) = candidates.get(index).and_then(|candidate| candidate.marker.as_ref()) {
            // Circled numbers are a list of their own beside plain ones.
            let key = (marker.label.clone(), marker.form == NumberForm::Circled);
            by_label.entry(key).or_default().push(index);
        }
    }
    for members in by_label.into_values() {
        let runs = runs(candidates, &members);
        let loose = |run: &[usize]| run.iter().any(|index| grip(candidates, *index) == Some(Grip::Loose));
        let several = runs.len() > 1;
        for run in &runs {
            let run = &fill(candidates, run);
            let shape = shape(candidates, run);
            if (2..=LONG).contains(&run.len()) && (shape == Run::Straight || !loose(run)) {
                all.push(Series { members: run.clone(), parent: common(parents, run), run: shape });
            }
        }
        if several && runs.iter().all(|run| run.len() > 1) && runs.len() <= 12 {
            let joined: Vec<usize> = runs.iter().flatten().copied().collect();
            all.push(Series { parent: common(parents, &joined), members: joined, run: Run::Restarting });
            // The first run and one that goes on counting the same things.
            for pair in runs.windows(2) {
                if runs.len() > 2
                    && let [first, second] = pair
                {
                    let joined: Vec<usize> = first.iter().chain(second).copied().collect();
                    all.push(Series { parent: common(parents, &joined), members: joined, run: Run::Restarting });
                }
            }
        }
    }
}

/// A run with the one number it lacks, where a heading of another level carries it: a slip of the author's.
fn fill(candidates: &[Candidate], run: &[usize]) -> Vec<usize> {
    let mut filled = Vec::with_capacity(run.len());
    for (place, &index) in run.iter().enumerate() {
        filled.push(index);
        let next = run.get(place + 1).copied();
        let (Some(now), Some(after)) = (number(candidates, index), next.and_then(|next| number(candidates, next)))
        else {
            continue;
        };
        let missing = (after == now + 2).then_some(now + 1);
        let between = (index + 1..next.unwrap_or(index)).filter(|between| {
            candidates.get(*between).is_some_and(|candidate| candidate.form.rank() < Form::Signed.rank())
        });
        filled.extend(between.filter(|between| missing.is_some() && number(candidates, *between) == missing).take(1));
    }
    filled
}

/// Splits members where the numbering begins anew.
fn runs(candidates: &[Candidate], members: &[usize]) -> Vec<Vec<usize>> {
    let mut runs: Vec<Vec<usize>> = Vec::new();
    let mut before: Option<u32> = None;
    for (place, &index) in members.iter().enumerate() {
        let Some(now) = number(candidates, index) else { continue };
        let next = members.get(place + 1).and_then(|next| number(candidates, *next));
        let anew = match before {
            None => true,
            // 1, 2, 3, 1, 5: a slip of the pen, the counting goes on.
            Some(before) => {
                now <= 1
                    && before > now
                    && next != Some(before + 2)
                    && !(before == now + 1 && (now == 0 || runs.last().is_some_and(|run| falls(candidates, run))))
            }
        };
        if anew {
            runs.push(Vec::new());
        }
        if let Some(run) = runs.last_mut() {
            run.push(index);
        }
        before = Some(now);
    }
    runs
}

/// Whether a run counts down so far.
fn falls(candidates: &[Candidate], run: &[usize]) -> bool {
    let numbers: Vec<u32> = run.iter().filter_map(|index| number(candidates, *index)).collect();
    numbers.len() > 1 && numbers.windows(2).all(|pair| matches!(pair, [a, b] if *a == b + 1))
}

fn number(candidates: &[Candidate], index: usize) -> Option<u32> {
    Some(candidates.get(index)?.marker.as_ref()?.number)
}

fn grip(candidates: &[Candidate], index: usize) -> Option<Grip> {
    Some(candidates.get(index)?.marker.as_ref()?.grip)
}

/// How a run's numbers go.
fn shape(candidates: &[Candidate], run: &[usize]) -> Run {
    let numbers: Vec<u32> = run.iter().filter_map(|index| number(candidates, *index)).collect();
    let begins = numbers.first().is_some_and(|first| *first <= 1);
    let up = numbers.windows(2).all(|pair| matches!(pair, [a, b] if a + 1 == *b));
    if (begins && up) || (numbers.last() == Some(&1) && falls(candidates, run)) { Run::Straight } else { Run::Crooked }
}

/// The section all members stand in.
fn common(parents: &[Option<usize>], members: &[usize]) -> Option<usize> {
    let of = |index: &usize| parents.get(*index).copied().flatten();
    let first = members.first().and_then(of);
    first.filter(|_| members.iter().all(|index| of(index) == first))
}

/// Series without regard to numbers: a level, a section of it, and as many in a row as were promised.
fn plain(
    candidates: &[Candidate],
    parents: &[Option<usize>],
    group: &[usize],
    promised: &[usize],
    introduced: usize,
    all: &mut Vec<Series>,
) {
    let wanted = |index: &usize| use_of(candidates, *index).is_none();
    let whole: Vec<usize> = group.iter().copied().filter(wanted).collect();
    let mut sections: Vec<Vec<usize>> = Vec::new();
    for &index in &whole {
        let section = parents.get(index).copied().flatten();
        match sections.last_mut() {
            Some(last) if last.last().and_then(|before| parents.get(*before).copied().flatten()) == section => {
                last.push(index);
            }
            Some(_) | None => sections.push(vec![index]),
        }
    }
    if sections.len() > 1 {
        // Every section of a long post is a list to look at, but only the whole is cut to what was promised.
        for section in sections {
            add(candidates, parents, section, promised, introduced, all);
        }
    }
    // A heading that only groups others of its kind's children is left to them.
    add(candidates, parents, whole, promised, introduced, all);
    let items = group
        .first()
        .is_some_and(|index| candidates.get(*index).is_some_and(|candidate| matches!(candidate.form, Form::Item(_))));
    if !items && group.len() <= LONG {
        let full = group.to_vec();
        // However many were promised, what closes the post is none of them.
        let closed = full.last().is_some_and(|last| use_of(candidates, *last) == Some(Use::Closing));
        if promised.contains(&full.len()) && !closed {
            all.push(Series { parent: common(parents, &full), members: full, run: Run::None });
        }
    }
}

/// A list and, where more stand in it than promised, every stretch of the promised length. `introduced` is the first
/// block that tells something.
fn add(
    candidates: &[Candidate],
    parents: &[Option<usize>],
    members: Vec<usize>,
    promised: &[usize],
    introduced: usize,
    all: &mut Vec<Series>,
) {
    if members.is_empty() {
        return;
    }
    for &count in promised {
        if members.len() > count && members.len() <= LONG && count > 1 {
            for stretch in members.windows(count) {
                all.push(Series { parent: common(parents, stretch), members: stretch.to_vec(), run: Run::None });
            }
        }
    }
    if members.len() > LONG {
        return;
    }
    // Without its first: a post that starts with a heading has its introduction there, in no section with the others.
    // Where one stands in front of it, only a first that asks is left out.
    let of = |index: &usize| parents.get(*index).copied().flatten();
    if let [first, rest @ ..] = members.as_slice()
        && rest.len() > 1
        && (rest.first().and_then(of) != of(first)
            || (rest.iter().all(|other| of(other) == of(first))
                && candidates.get(*first).is_some_and(|first| first.block <= introduced || asks(&first.heading))))
    {
        all.push(Series { parent: common(parents, rest), members: rest.to_vec(), run: Run::None });
    }
    // Without its last, where that asks: a look back on the others.
    if let [rest @ .., last] = members.as_slice()
        && rest.len() > 2
        && candidates.get(*last).is_some_and(|last| last.heading.ends_with(['?', '？']))
    {
        all.push(Series { parent: common(parents, rest), members: rest.to_vec(), run: Run::None });
    }
    all.push(Series { parent: common(parents, &members), members, run: Run::None });
}

/// What a candidate's heading is for, where it stands.
pub(super) fn use_of(candidates: &[Candidate], index: usize) -> Option<Use> {
    candidates.get(index)?.purpose.here(index < 3)
}
