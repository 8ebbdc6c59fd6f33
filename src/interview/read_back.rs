//! The end of a stage: what was told is read back, and what only several answers show is asked.
//!
//! What it is: the author's own words of one stage, and the questions of rules 13 and 14 about them. What it is not: it
//! sums nothing up and adds no word. Invariant: its questions keep the limits of every follow-up, two a question and
//! five a stage.

use std::borrow::Cow;

use super::follow_up::MOST_IN_STAGE;
use super::{Call, Interview, MOST_PROBES, Posed, Reason, State};
use crate::answers::{Key, Subject};
use crate::flow::Kind;
use crate::probe::{self, Chain, FollowUp, Reading};

/// So few answers need no reading back.
const LEAST_TOLD: usize = 2;

/// Which answers are asked on about, and how.
const CHAINS: [(&str, Chain); 2] = [("failure", Chain::Cause), ("why", Chain::Ladder)];

/// What is read back at the end of a stage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadBack {
    /// The stage, and what it was asked of.
    pub stage: (String, Option<Subject>),
    /// What was told, in the order asked.
    pub told: Vec<Told>,
    /// What several answers together call for.
    pub calls: Vec<Call>,
}

/// One answer read back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// Where it is kept.
    pub key: Key,
    /// The question in a word or two.
    pub short: String,
    /// The author's words.
    pub text: String,
}

impl<'a> Interview<'a> {
    /// What is read back on the way from one question to the next; `None` within a stage, where much of it is still
    /// open, and where there is too little to read.
    #[must_use]
    pub fn read_back(&self, from: &Key, to: Option<&Key>) -> Option<ReadBack> {
        let last = self.find(from)?;
        let near = |posed: &&Posed<'a>| posed.stage == last.stage && posed.key.of == last.key.of;
        if to.and_then(|key| self.find(key)).as_ref().is_some_and(near) {
            return None;
        }
        let stage: Vec<&Posed<'a>> = self.visible.iter().filter(near).collect();
        // The stage is at its end, as far as questions this needful go.
        if stage.iter().any(|posed| posed.state == State::Open && posed.need() <= last.need()) {
            return None;
        }
        let told: Vec<Told> = stage.iter().filter_map(|posed| self.told_back(posed)).collect();
        if told.len() < LEAST_TOLD {
            return None;
        }
        let calls = self.at_the_end(&stage);
        Some(ReadBack { stage: (last.stage.id.clone(), last.key.of), told, calls })
    }

    fn told_back(&self, posed: &Posed<'a>) -> Option<Told> {
        let text = self.told(&posed.key).into_owned();
        let written = match posed.question.kind {
            Kind::Prose | Kind::Line => !text.trim().is_empty(),
            Kind::Choice | Kind::Choices | Kind::YesNo | Kind::Tips => false,
        };
        let short = self.wording(posed).short;
        written.then(|| Told { key: posed.key.clone(), short, text })
    }

    /// The questions of rules 13 and 14 about a stage: a failure is traced to its cause, what matters to why it does,
    /// and a thread is shown.
    fn at_the_end(&self, stage: &[&Posed<'a>]) -> Vec<Call> {
        let mut room = stage.first().map_or(0, |posed| MOST_IN_STAGE.saturating_sub(self.probed_in_stage(posed)));
        let mut calls: Vec<Call> = Vec::new();
        for (id, chain) in CHAINS {
            let Some(posed) = stage.iter().find(|posed| posed.key.question == id) else { continue };
            calls.extend(self.asked_on(posed, chain));
        }
        calls.extend(self.thread(stage).filter(|thread| calls.iter().all(|call| call.key != thread.key)));
        calls.retain(|_| {
            let fits = room > 0;
            room = room.saturating_sub(1);
            fits
        });
        calls
    }

    /// The next step of the chain that the answer under `key` is one of.
    pub(super) fn further(&self, key: &Key) -> Option<Call> {
        let asked = &self.draft.answers.get(key).filter(|_| key.probe > 0)?.asked;
        let chain = CHAINS.iter().find(|(id, _)| *id == key.question).map(|(_, chain)| *chain)?;
        let posed = self.find(key).filter(|_| probe::rule_of(asked) == Some(13))?;
        let free = self.probed_in_stage(posed) < MOST_IN_STAGE;
        self.asked_on(posed, chain).filter(|_| free)
    }

    /// The next step of a chain of asking on, from an answer and the probes that asked on before.
    fn asked_on(&self, posed: &Posed<'a>, chain: Chain) -> Option<Call> {
        let own = self.draft.answers.told(&posed.key).filter(|_| posed.state == State::Answered)?;
        let on = self.probes(&posed.key).filter(|(_, answer)| probe::rule_of(&answer.asked) == Some(13));
        let mut texts = vec![own.to_owned()];
        for (_, answer) in on {
            // Dismissed once, the chain is not taken up again.
            if !answer.is_told() {
                return None;
            }
            texts.push(answer.text.clone());
        }
        let readings: Vec<Reading> = texts.iter().map(|text| probe::read(text, self.draft.language)).collect();
        let steps: Vec<(&str, &Reading)> = texts.iter().map(String::as_str).zip(&readings).collect();
        self.call(posed, probe::ask_on(chain, &steps, self.draft.language)?)
    }

    /// The term that runs through most answers, asked about where the answer to why it matters is, else at the last one.
    fn thread(&self, stage: &[&Posed<'a>]) -> Option<Call> {
        let woven = self.visible.iter().filter(|posed| posed.state == State::Answered && posed.is_woven());
        let texts: Vec<Cow<'a, str>> = woven.clone().map(|posed| self.told(&posed.key)).collect();
        let asked: Vec<String> = woven.map(|posed| self.wording(posed).ask).collect();
        let texts: Vec<&str> = texts.iter().map(AsRef::as_ref).collect();
        let asked: Vec<&str> = asked.iter().map(String::as_str).collect();
        let threads = probe::threads(&texts, &asked);
        let call = probe::ask_thread(threads.first()?, self.draft.language)?;
        let told = |posed: &&&Posed<'a>| posed.state == State::Answered && posed.is_woven();
        let why = stage.iter().filter(told).find(|posed| posed.key.question == "why");
        let posed = why.or_else(|| stage.iter().rfind(told))?;
        let shown =
            self.visible.iter().flat_map(|other| self.probes(&other.key)).any(|(_, probe)| probe.asked == call.ask);
        self.call(posed, call).filter(|_| !shown)
    }

    /// A follow-up under the next free probe of a question.
    fn call(&self, posed: &Posed<'a>, ask: FollowUp) -> Option<Call> {
        let free = |probe: &u8| self.probes(&posed.key).all(|(key, _)| key.probe != *probe);
        let key = Key { probe: (1..=MOST_PROBES).find(free)?, ..posed.key.clone() };
        Some(Call { key, ask: ask.ask, reason: Reason::Rule { rule: ask.rule, reason: ask.reason } })
    }
}
