//! What to ask about an answer just given: the question's own probes first, then the general rules.
//!
//! What it is: the choice among what calls, within the limits (two probes a question, five a stage, none twice). What it
//! is not: it reads no text itself, that is [`crate::probe`]'s; and it never insists. A probe dismissed is an answer with
//! the outcome *skipped*, so nothing else need be kept.

use std::borrow::Cow;

use super::{Interview, MOST_PROBES, Posed, State};
use crate::answers::{Answer, Key, Outcome};
use crate::flow::{Kind, Trigger, fits};
use crate::probe::{self, Asking, Reading};

/// How many probes a stage may have, for each tip it is asked of.
pub(super) const MOST_IN_STAGE: usize = 5;

/// Answers that never stand in the story: they steer it, or go to one reader.
pub(super) const STEERING: [&str; 12] = [
    "reader", "trouble", "words", "not-for", "banned", "takeaway", "doubt", "known", "thanks", "reply", "ask-back",
    "carry",
];
/// The rules that ask whether something may be printed: a quotation, a superlative.
const PERMISSION: [u8; 2] = [8, 9];

/// A probe that is called for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Call {
    /// Where its answer goes.
    pub key: Key,
    /// The question.
    pub ask: String,
    /// Why it is asked now.
    pub reason: Reason,
}

/// Why a probe is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// The flow's own: what the answer lacks or holds.
    Own(Trigger),
    /// A general rule's.
    Rule {
        /// Its number, 1 to 14; 0 for what goes before them.
        rule: u8,
        /// In the language of the question.
        reason: String,
    },
}

impl<'a> Interview<'a> {
    /// What to ask about the answer under `key`, or under a probe of it; `None` where enough is told or enough was
    /// asked. A question that neither wants details nor has probes of its own is left alone.
    #[must_use]
    pub fn follow_up(&self, key: &Key) -> Option<Call> {
        let posed = self.find(key)?;
        let asked = self.wording(posed).ask;
        self.follow_up_on(key, &probe::read_answer(&self.told(key), Some(&asked), self.draft.language))
    }

    /// The same for a [`told`](Self::told) that was read already, as it is while being typed.
    #[must_use]
    pub fn follow_up_on(&self, key: &Key, reading: &Reading) -> Option<Call> {
        let posed = self.find(key)?;
        let question = posed.question;
        let idle = question.wants.is_empty() && question.probes.is_empty();
        if question.kind != Kind::Prose || idle || self.probed_in_stage(posed) >= MOST_IN_STAGE {
            return None;
        }
        let asked: Vec<&str> = self.probes(key).map(|(_, answer)| answer.asked.as_str()).collect();
        let free = |probe: &u8| self.probes(key).all(|(key, _)| key.probe != *probe);
        let key = Key { probe: (1..=MOST_PROBES).find(free)?, ..posed.key.clone() };
        let (ask, reason) = match posed.state {
            State::Answered => self.own(posed, &asked, reading).or_else(|| self.general(posed, &asked, reading)),
            State::Aside(outcome) => self.sequel(outcome, &asked),
            State::Open => None,
        }?;
        Some(Call { key, ask, reason })
    }

    /// Everything told under `key` and its probes, a paragraph each: what a follow-up is about.
    #[must_use]
    pub fn told(&self, key: &Key) -> Cow<'a, str> {
        match self.paragraphs(key).as_slice() {
            [only] => Cow::Borrowed(only),
            several => Cow::Owned(several.join("\n")),
        }
    }

    /// How long [that](Self::told) is, in bytes, but for the line ends between its paragraphs.
    #[must_use]
    pub fn told_len(&self, key: &Key) -> usize {
        self.paragraphs(key).into_iter().map(str::len).sum()
    }

    fn paragraphs(&self, key: &Key) -> Vec<&'a str> {
        let own = key.own();
        let answer = self.draft.answers.get(&own);
        // Whether somebody may be quoted tells nothing of the day.
        let probes = self.probes(key).filter(|(key, answer)| !probe::is_leave(key, answer));
        let texts = answer.into_iter().chain(probes.map(|(_, answer)| answer));
        texts.filter(|answer| answer.is_told()).map(|answer| answer.text.as_str()).collect()
    }

    /// The flow's own probe that calls first.
    fn own(&self, posed: &Posed<'_>, asked: &[&str], reading: &Reading) -> Option<(String, Reason)> {
        let question = posed.question;
        if !question.wants.is_empty() && question.wants.iter().all(|&detail| reading.holds(detail)) {
            return None;
        }
        let language = self.draft.language;
        let probe = question.probes.iter().find(|probe| {
            let mut words = [&probe.ja, &probe.en].into_iter().flatten();
            reading.calls(&probe.on) && !words.any(|words| asked.iter().any(|asked| fits(words, asked)))
        })?;
        let ask = self.fill(probe.wording(language)?, language, posed.key.of);
        Some((ask, Reason::Own(probe.on.clone())))
    }

    /// The general rule that calls first.
    fn general(&self, posed: &Posed<'_>, asked: &[&str], reading: &Reading) -> Option<(String, Reason)> {
        let mut used: Vec<u8> = asked.iter().filter_map(|asked| probe::rule_of(asked)).collect();
        if STEERING.contains(&posed.question.id.as_str()) {
            used.extend(PERMISSION);
        }
        let asking = Asking { question: Some(&posed.question.id), wants: Some(&posed.question.wants), used: &used };
        let call = probe::follow_up(&self.told(&posed.key), reading, &asking, self.draft.language)?;
        Some((call.ask, Reason::Rule { rule: call.rule, reason: call.reason }))
    }

    /// What follows where the author gave a reason instead of a text. It is asked once.
    fn sequel(&self, outcome: Outcome, asked: &[&str]) -> Option<(String, Reason)> {
        let call = probe::sequel(outcome, self.draft.language).filter(|_| asked.is_empty())?;
        Some((call.ask, Reason::Rule { rule: call.rule, reason: call.reason }))
    }

    /// The probes of `key` that were answered or dismissed.
    pub(super) fn probes(&self, key: &Key) -> impl Iterator<Item = (Key, &'a Answer)> {
        let (own, answers) = (key.clone(), &self.draft.answers);
        (1..=MOST_PROBES).filter_map(move |probe| {
            let key = Key { probe, ..own.clone() };
            let answer = answers.get(&key).filter(|answer| answer.is_settled())?;
            Some((key, answer))
        })
    }

    /// How many probes were answered or dismissed in the stage of a question.
    pub(super) fn probed_in_stage(&self, posed: &Posed<'_>) -> usize {
        let near = |other: &&Posed<'_>| other.stage == posed.stage && other.key.of == posed.key.of;
        self.visible.iter().filter(near).map(|other| self.probes(&other.key).count()).sum()
    }
}
