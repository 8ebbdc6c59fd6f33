//! Whether everything a flow names is there: ids, placeholders, and conditions that can hold.

use std::collections::{BTreeMap, BTreeSet};

use super::placeholder::{Piece, pieces};
use super::read::Marks;
use super::table::Reader;
use super::{Flow, Kind, Question, Scope, When, Wrong};
use crate::answers::TipId;
use crate::text::{Language, Register};

/// Placeholders that are no answer's.
const PLACEHOLDERS: [&str; 3] = ["tip", "title", "voice"];
/// The placeholder of what a question is asked of, and how often its stage is asked.
const OF: [(&str, Scope); 2] = [("tip", Scope::ChosenTip), ("voice", Scope::Voice)];
/// Questions of the axis, which every flow may lean on.
const AXIS: [&str; 8] = ["reader", "trouble", "words", "future", "promise", "belief", "not-for", "banned"];

/// Notes every name that leads nowhere.
pub(super) fn check(flow: &Flow, marks: &Marks, reader: &mut Reader<'_>) {
    twice(flow, marks, reader);
    for (question, &at) in flow.questions.iter().zip(&marks.questions) {
        if flow.stage(&question.stage).is_none() {
            reader.fault(at, Wrong::UnknownStage(question.stage.clone()));
        }
    }
    let silent = silent(flow);
    for (question, &at) in flow.questions.iter().zip(&marks.whens) {
        names(flow, &question.when, at, reader);
        if !question.retired && silent.contains(question.id.as_str()) {
            reader.fault(at, Wrong::NeverTrue);
        }
    }
    placeholders(flow, marks, reader);
    circles(flow, marks, reader);
}

/// Whether questions of that id are there to be answered: the flow's own or the axis's.
fn is_known(flow: &Flow, id: &str) -> bool {
    flow.question(id).is_some() || AXIS.contains(&id)
}

/// The questions that can never be asked: retired ones, those whose condition contradicts itself, and those that need
/// an answer to one of these.
fn silent(flow: &Flow) -> BTreeSet<&str> {
    let mut silent = BTreeSet::new();
    loop {
        let before = silent.len();
        for question in &flow.questions {
            let needs = || leans(&question.when).into_iter().filter_map(|id| flow.question(id));
            let lost = needs().any(|needed| silent.contains(needed.id.as_str()));
            if question.retired || is_never(&question.when) || lost {
                silent.insert(question.id.as_str());
            }
        }
        if silent.len() == before {
            return silent;
        }
    }
}

fn twice(flow: &Flow, marks: &Marks, reader: &mut Reader<'_>) {
    let stages = flow.stages.iter().zip(&marks.stages).map(|(stage, at)| (stage.id.as_str(), *at));
    let questions = flow.questions.iter().zip(&marks.questions).flat_map(|(question, at)| {
        let ids = std::iter::once(&question.id).chain(&question.was);
        ids.map(move |id| (id.as_str(), *at))
    });
    let mut note = |ids: &mut dyn Iterator<Item = (&str, usize)>| {
        let mut seen = BTreeMap::new();
        for (id, at) in ids {
            match seen.get(id) {
                Some(&first) => {
                    let first = reader.line(first);
                    reader.fault(at, Wrong::Twice { id: id.to_owned(), first });
                }
                None => drop(seen.insert(id.to_owned(), at)),
            }
        }
    };
    note(&mut { stages });
    note(&mut { questions });
}

/// The questions and values a condition names.
fn names(flow: &Flow, when: &When, at: usize, reader: &mut Reader<'_>) {
    let mut known = |id: &String| {
        let known = is_known(flow, id);
        if !known {
            reader.fault(at, Wrong::UnknownQuestion(id.clone()));
        }
        known
    };
    match when {
        When::Always | When::Language(_) | When::Register(_) => {}
        When::Answered(id) | When::Lacks(id, _) | When::Has(id, _) => {
            known(id);
        }
        When::Chose(id, value) => {
            if known(id) && flow.question(id).is_some_and(|question| !has_value(question, value)) {
                reader.fault(at, Wrong::UnknownValue { question: id.clone(), value: value.clone() });
            }
        }
        When::All(inner) | When::Any(inner) => inner.iter().for_each(|when| names(flow, when, at, reader)),
        When::Not(inner) => names(flow, inner, at, reader),
    }
}

fn has_value(question: &Question, value: &str) -> bool {
    match question.kind {
        Kind::Choice | Kind::Choices => question.choices.iter().any(|choice| choice.value == value),
        Kind::YesNo => value == "yes" || value == "no",
        Kind::Tips => value.parse::<TipId>().is_ok(),
        Kind::Prose | Kind::Line => false,
    }
}

fn placeholders(flow: &Flow, marks: &Marks, reader: &mut Reader<'_>) {
    for mark in &marks.texts {
        let Some(question) = flow.questions.get(mark.question) else { continue };
        let scope = flow.stage(&question.stage).map(|stage| stage.scope);
        let outside = |name: &str| OF.into_iter().find(|(of, wanted)| *of == name && scope != Some(*wanted));
        for piece in pieces(&mark.text) {
            let wrong = match piece {
                Piece::Words(_) => continue,
                Piece::Lone(_) => Wrong::LoneBrace,
                Piece::Name(name) => match outside(name) {
                    Some((of, _)) => Wrong::Outside(of),
                    None if PLACEHOLDERS.contains(&name) || is_known(flow, name) => continue,
                    None => Wrong::UnknownPlaceholder(name.to_owned()),
                },
            };
            reader.fault(mark.at, wrong);
        }
    }
}

/// The questions a condition must see answered before it can hold.
fn leans(when: &When) -> Vec<&str> {
    match when {
        When::Always | When::Language(_) | When::Register(_) | When::Not(_) | When::Lacks(_, _) => Vec::new(),
        When::Answered(id) | When::Chose(id, _) | When::Has(id, _) => vec![id],
        When::All(inner) => inner.iter().flat_map(leans).collect(),
        // One of them is enough, so only what every one of them needs is needed.
        When::Any(inner) => {
            let mut needs = inner.iter().map(leans);
            let first = needs.next().unwrap_or_default();
            let rest: Vec<_> = needs.collect();
            first.into_iter().filter(|id| rest.iter().all(|other| other.contains(id))).collect()
        }
    }
}

/// Questions that wait for one another, so that none is ever asked.
fn circles(flow: &Flow, marks: &Marks, reader: &mut Reader<'_>) {
    let waits = |id: &str| {
        let question = flow.question(id);
        question.map(|question| leans(&question.when)).unwrap_or_default()
    };
    for (question, &at) in flow.questions.iter().zip(&marks.whens) {
        let mut path: Vec<Vec<&str>> = vec![vec![&question.id]];
        let mut seen = vec![question.id.as_str()];
        while let Some(way) = path.pop() {
            for next in way.last().map(|id| waits(id)).unwrap_or_default() {
                if next == question.id {
                    // Said once, at the first of the circle.
                    if way.iter().all(|id| place(flow, id) >= place(flow, &question.id)) {
                        reader.fault(at, Wrong::Circle(way.iter().map(|&id| id.to_owned()).collect()));
                    }
                } else if !seen.contains(&next) {
                    seen.push(next);
                    path.push(way.iter().copied().chain([next]).collect());
                }
            }
        }
    }
}

fn place(flow: &Flow, id: &str) -> Option<usize> {
    flow.questions.iter().position(|question| question.id == id)
}

/// Whether a condition contradicts itself, whatever is answered.
fn is_never(when: &When) -> bool {
    match when {
        When::Always
        | When::Answered(_)
        | When::Chose(_, _)
        | When::Lacks(_, _)
        | When::Has(_, _)
        | When::Language(_)
        | When::Register(_) => false,
        When::Not(inner) => is_ever(inner),
        When::Any(inner) => inner.iter().all(is_never),
        When::All(_) => {
            let parts = parts(when);
            let clash = |a: &When| parts.iter().any(|b| excludes(a, b));
            parts.iter().any(|part| is_never(part) || clash(part))
        }
    }
}

/// Whether a condition holds, whatever is answered.
fn is_ever(when: &When) -> bool {
    match when {
        When::Always => true,
        When::Answered(_)
        | When::Chose(_, _)
        | When::Lacks(_, _)
        | When::Has(_, _)
        | When::Language(_)
        | When::Register(_) => false,
        When::Not(inner) => is_never(inner),
        When::Any(inner) => inner.iter().any(is_ever),
        When::All(inner) => inner.iter().all(is_ever),
    }
}

/// The conditions that must all hold for `when` to hold.
fn parts(when: &When) -> Vec<&When> {
    match when {
        When::All(inner) => inner.iter().flat_map(parts).collect(),
        When::Always
        | When::Answered(_)
        | When::Chose(_, _)
        | When::Lacks(_, _)
        | When::Has(_, _)
        | When::Language(_)
        | When::Register(_)
        | When::Any(_)
        | When::Not(_) => vec![when],
    }
}

/// Whether two conditions can never hold together.
fn excludes(a: &When, b: &When) -> bool {
    match (a, b) {
        (When::Language(a), When::Language(b)) => a != b,
        (When::Register(a), When::Register(b)) => a != b,
        // English has one register, which no Japanese post has.
        (When::Language(language), When::Register(register)) => {
            (*language == Language::En) != (*register == Register::Plain)
        }
        (When::Not(inner), other) => **inner == *other,
        (When::Lacks(a, lacking), When::Has(b, having)) => {
            a == b && having.iter().all(|detail| lacking.contains(detail))
        }
        (
            When::Always
            | When::Answered(_)
            | When::Chose(_, _)
            | When::Lacks(_, _)
            | When::Has(_, _)
            | When::Language(_)
            | When::Register(_)
            | When::All(_)
            | When::Any(_),
            _,
        ) => false,
    }
}
