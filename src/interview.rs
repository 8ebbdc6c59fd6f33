//! The interview: flows being answered for a post.
//!
//! What it is: a view, derived anew from flows, post and draft whenever somebody asks. What it is not: it stores
//! nothing and changes nothing; where the author is, is the screen's matter. Invariant: every visible question is on
//! the [path](Interview::path) exactly once, and no answer is ever out of reach: what is hidden is
//! [dormant](Interview::dormant), never gone.

mod change;
mod condition;
mod fill;
mod follow_up;
mod person;
mod progress;
mod quote;
mod read_back;
mod settle;
mod step;

use std::borrow::Cow;
use std::collections::BTreeSet;

pub use change::Changes;
pub use follow_up::{Call, Reason};
pub use progress::{Left, Minutes, Progress};
pub use read_back::{ReadBack, Told};
pub use settle::Refused;
pub use step::Step;

use crate::answers::{Answers, HARD_TIP, Key, Outcome, Subject, TipId, VoiceId};
use crate::draft::Draft;
use crate::flow::{Flow, Kind, Need, Question, Scope, Stage, Wording};
use crate::post::{Post, Tip};
use crate::text::Language;
use crate::voice::Heard;

/// How many tips may be chosen.
pub const MOST_TIPS: usize = 3;
/// How many probes a question may have.
pub const MOST_PROBES: u8 = 2;

/// Flows being answered for a post.
#[derive(Debug, Clone)]
pub struct Interview<'a> {
    flows: &'a [Flow],
    post: &'a Post,
    draft: &'a Draft,
    tips: Vec<TipId>,
    chosen: Vec<TipId>,
    visible: Vec<Posed<'a>>,
    foreseen: Vec<&'a Question>,
}

/// A question put to the author: once, or of one tip.
#[derive(Debug, Clone, PartialEq)]
pub struct Posed<'a> {
    /// Where its answer is kept.
    pub key: Key,
    /// The question as its flow has it. What the author reads is [`Interview::wording`].
    pub question: &'a Question,
    /// The stage it belongs to.
    pub stage: &'a Stage,
    /// The flow it belongs to.
    pub flow: &'a str,
    /// How far its answer is.
    pub state: State,
}

/// How far an answer is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Neither answered nor put aside.
    Open,
    /// It has a text.
    Answered,
    /// It has no text, but the author said why; a parked one may have both.
    Aside(Outcome),
}

/// One of the values to choose from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offered<'a> {
    /// What is stored.
    pub value: Cow<'a, str>,
    /// What the author reads.
    pub label: Cow<'a, str>,
}

impl<'a> Interview<'a> {
    /// The interview as it stands. Cheap enough to be made at every keystroke.
    #[must_use]
    pub fn new(flows: &'a [Flow], post: &'a Post, draft: &'a Draft) -> Self {
        let tips = tips(post, draft);
        let chosen = chosen(flows, &draft.answers, &tips);
        let mut interview = Self { flows, post, draft, tips, chosen, visible: Vec::new(), foreseen: Vec::new() };
        for (flow, stage) in flows.iter().flat_map(|flow| flow.stages.iter().map(move |stage| (flow, stage))) {
            let questions = || flow.questions.iter().filter(|question| question.stage == stage.id && !question.retired);
            match stage.scope {
                Scope::Voice => {
                    for voice in &draft.voices {
                        questions().for_each(|question| {
                            interview.pose(flow, stage, question, Some(Subject::Voice(voice.id)));
                        });
                    }
                }
                Scope::Once => questions().for_each(|question| interview.pose(flow, stage, question, None)),
                Scope::ChosenTip => {
                    for tip in interview.chosen.clone() {
                        questions().for_each(|question| interview.pose(flow, stage, question, Some(Subject::Tip(tip))));
                    }
                    if interview.is_choosing() {
                        let asked: Vec<_> =
                            questions().filter(|question| interview.holds(&question.when, None)).collect();
                        interview.foreseen.extend(asked);
                    }
                }
            }
        }
        interview
    }

    /// All visible questions in flow order: stage by stage, tip by tip.
    ///
    /// A tip's questions are there once it is chosen as learned the hard way. Before that they are
    /// [foreseen](Self::foreseen), so that nothing is asked of a tip the author may not mean.
    #[must_use]
    pub fn visible(&self) -> &[Posed<'a>] {
        &self.visible
    }

    /// The questions that will be asked of a tip as soon as one is chosen.
    #[must_use]
    pub fn foreseen(&self) -> &[&'a Question] {
        &self.foreseen
    }

    /// The keys of a flow's visible questions, in flow order.
    #[must_use]
    pub fn of_flow(&self, flow: &str) -> Vec<Key> {
        self.visible.iter().filter(|posed| posed.flow == flow).map(|posed| posed.key.clone()).collect()
    }

    /// The order Tab walks: everything a first story needs, then what makes it better, then what deepens it; each in
    /// flow order.
    #[must_use]
    pub fn path(&self) -> Vec<&Posed<'a>> {
        let mut path: Vec<_> = self.visible.iter().collect();
        path.sort_by_key(|posed| posed.question.need);
        path
    }

    /// The question behind `key` on the path, answered or not; the first one where `key` is not on the path.
    #[must_use]
    pub fn after(&self, key: &Key) -> Option<&Posed<'a>> {
        let path = self.path();
        let next = path.iter().position(|posed| posed.is(key)).map_or(0, |at| at + 1);
        path.get(next).copied()
    }

    /// The question in front of `key` on the path, answered or not.
    #[must_use]
    pub fn before(&self, key: &Key) -> Option<&Posed<'a>> {
        let path = self.path();
        let at = path.iter().position(|posed| posed.is(key))?;
        path.get(at.checked_sub(1)?).copied()
    }

    /// The next open question on the path behind `after`, then from the start; `None` when none is open. Parked and
    /// skipped questions are not open.
    #[must_use]
    pub fn next_open(&self, after: Option<&Key>) -> Option<&Posed<'a>> {
        let path = self.path();
        let from = after.and_then(|key| path.iter().position(|posed| posed.is(key))).map_or(0, |at| at + 1);
        let (before, behind) = path.split_at_checked(from)?;
        behind.iter().chain(before).find(|posed| posed.state == State::Open).copied()
    }

    /// The visible question of `key`; for a probe's key, the question it follows.
    #[must_use]
    pub fn find(&self, key: &Key) -> Option<&Posed<'a>> {
        self.visible.iter().find(|posed| posed.is(key))
    }

    /// What the author reads, with every placeholder filled.
    #[must_use]
    pub fn wording(&self, posed: &Posed<'a>) -> Wording {
        self.filled(posed.question, posed.key.of)
    }

    /// The title of the stage a question is in.
    #[must_use]
    pub fn title(&self, posed: &Posed<'a>) -> &'a str {
        posed.stage.title(self.draft.language)
    }

    /// The name of the question under `key` in lists; empty where no flow has it.
    #[must_use]
    pub fn short(&self, key: &Key) -> String {
        let question = self.flows.iter().find_map(|flow| flow.question(&key.question));
        let wording = question.and_then(|question| question.wording(self.draft.language));
        wording.map(|wording| self.fill(&wording.short, self.draft.language, key.of)).unwrap_or_default()
    }

    /// What the author reads under `key`, visible or not; for a probe's key, the question it follows. `None` where no
    /// flow has the question.
    #[must_use]
    pub fn words(&self, key: &Key) -> Option<Wording> {
        let question = self.flows.iter().find_map(|flow| flow.question(&key.question))?;
        Some(self.filled(question, key.of))
    }

    /// A key as it is put to the author: the question, or for a probe's key the follow-up, in the words it was asked with
    /// where it was. A key no flow has is named by itself.
    #[must_use]
    pub fn put(&self, key: &Key) -> Wording {
        let stored = self.draft.answers.get(key).map(|answer| answer.asked.clone()).filter(|asked| !asked.is_empty());
        let Some(wording) = self.words(key) else {
            return Wording { short: key.to_string(), ask: stored.unwrap_or_default(), ..Wording::default() };
        };
        if key.probe == 0 {
            return wording;
        }
        let ask = stored.or_else(|| self.follow_up(key).map(|call| call.ask)).unwrap_or_default();
        Wording { short: wording.short, ask, ..Wording::default() }
    }

    /// The values to choose from: none for prose and lines, the post's tips for `tips`.
    #[must_use]
    pub fn choices(&self, question: &'a Question) -> Vec<Offered<'a>> {
        let language = self.draft.language;
        let fixed = |value, label| Offered { value: Cow::Borrowed(value), label: Cow::Borrowed(label) };
        match question.kind {
            Kind::Prose | Kind::Line => Vec::new(),
            Kind::Choice | Kind::Choices => {
                question.choices.iter().map(|choice| fixed(choice.value.as_str(), choice.label(language))).collect()
            }
            Kind::YesNo => match language {
                Language::Ja => vec![fixed("yes", "はい"), fixed("no", "いいえ")],
                Language::En => vec![fixed("yes", "Yes"), fixed("no", "No")],
            },
            Kind::Tips => {
                let option = |tip: &TipId| {
                    let label = self.tip(*tip).map_or("", |tip| tip.heading.as_str());
                    Offered { value: Cow::Owned(tip.to_string()), label: Cow::Borrowed(label) }
                };
                self.tips.iter().map(option).collect()
            }
        }
    }

    /// The tips the lesson is about, in the order chosen; the only tip of a post that has no choice.
    #[must_use]
    pub fn chosen(&self) -> &[TipId] {
        &self.chosen
    }

    /// The tips there are now, in the post's order.
    #[must_use]
    pub fn tips(&self) -> &[TipId] {
        &self.tips
    }

    /// The tip as it stands in the post; `None` when it is gone, or when the post is one tip as a whole.
    #[must_use]
    pub fn tip(&self, tip: TipId) -> Option<&'a Tip> {
        let marks = &self.draft.tips;
        let index = match marks.iter().find(|mark| mark.id == tip) {
            Some(mark) => mark.index?,
            None if marks.is_empty() => usize::try_from(tip.0).ok()?.checked_sub(1)?,
            None => return None,
        };
        self.post.tips.get(index)
    }

    /// What a question is asked of, as a heading: the tip's heading with its number, the reader's name or first words.
    #[must_use]
    pub fn heading(&self, of: Subject) -> Option<String> {
        match of {
            Subject::Tip(tip) => self.tip(tip).map(|tip| format!("{} {}", tip.number, tip.heading)),
            Subject::Voice(voice) => {
                let heard = self.heard(voice)?;
                let line = heard.text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
                Some(format!("{voice} {}", if heard.name.is_empty() { line } else { &heard.name }))
            }
        }
    }

    /// A question's name with what it is asked of: `失敗 @ 1 最後まで聞く`.
    #[must_use]
    pub fn named(&self, key: &Key) -> String {
        let short = self.words(key).map_or_else(|| key.to_string(), |wording| wording.short);
        match key.of.and_then(|of| self.heading(of)) {
            Some(heading) => format!("{short} @ {heading}"),
            None => short,
        }
    }

    /// What a reader said.
    fn heard(&self, voice: VoiceId) -> Option<&'a Heard> {
        self.draft.voices.iter().find(|known| known.id == voice).map(|voice| &voice.heard)
    }

    fn pose(&mut self, flow: &'a Flow, stage: &'a Stage, question: &'a Question, of: Option<Subject>) {
        // Where there is nothing to choose, nothing is asked.
        let idle = question.kind == Kind::Tips && self.tips.len() < 2;
        if idle || !self.holds(&question.when, of) {
            return;
        }
        let key = Key::new(&question.id, of);
        self.visible.push(Posed { state: self.state(question, &key), key, question, stage, flow: &flow.id });
    }

    fn state(&self, question: &Question, key: &Key) -> State {
        let Some(answer) = self.draft.answers.get(key) else { return State::Open };
        match answer.outcome {
            Some(outcome) => State::Aside(outcome),
            // A choice of tips that are all gone is a choice to make again.
            None if question.kind == Kind::Tips && self.chosen.is_empty() => State::Open,
            None if answer.is_told() => State::Answered,
            None => State::Open,
        }
    }

    /// Whether the author has still to say which tip the lesson is about, and has not put that question aside.
    fn is_choosing(&self) -> bool {
        let key = Key::new(HARD_TIP, None);
        self.chosen.is_empty() && self.draft.answers.get(&key).is_none_or(|answer| answer.outcome.is_none())
    }
}

impl Posed<'_> {
    /// Whether `key` names this question, or a probe of it.
    #[must_use]
    pub fn is(&self, key: &Key) -> bool {
        self.key.question == key.question && self.key.of == key.of
    }

    /// Whether its answer may stand in a story; the others steer it.
    #[must_use]
    pub fn is_woven(&self) -> bool {
        self.question.kind == Kind::Prose && !follow_up::STEERING.contains(&self.key.question.as_str())
    }

    /// How much a story needs it.
    #[must_use]
    pub fn need(&self) -> Need {
        self.question.need
    }
}

/// The tips there are now, in the post's order. A post without tips is one tip as a whole.
fn tips(post: &Post, draft: &Draft) -> Vec<TipId> {
    let ordinal = |index: usize| u32::try_from(index + 1).ok().map(TipId);
    let mut marked: Vec<_> = draft.tips.iter().filter_map(|mark| mark.index.map(|index| (index, mark.id))).collect();
    marked.sort_unstable();
    if post.tips.is_empty() {
        vec![TipId(1)]
    } else if draft.tips.is_empty() {
        (0..post.tips.len()).filter_map(ordinal).collect()
    } else {
        marked.into_iter().map(|(_, tip)| tip).collect()
    }
}

/// The tips the lesson is about: those chosen; else those something was already told about; else the only one.
fn chosen(flows: &[Flow], answers: &Answers, tips: &[TipId]) -> Vec<TipId> {
    if let [only] = tips {
        return vec![*only];
    }
    let mut chosen: Vec<TipId> = Vec::new();
    for tip in answers.chosen_tips() {
        if tips.contains(&tip) && !chosen.contains(&tip) {
            chosen.push(tip);
        }
    }
    let key = Key::new(HARD_TIP, None);
    if answers.told(&key).is_none() {
        let told = answers.iter().filter(|(_, answer)| answer.is_told()).filter_map(|(key, _)| {
            let asked = flows.iter().any(|flow| flow.question(&key.question).is_some());
            key.tip().filter(|tip| asked && tips.contains(tip))
        });
        chosen.extend(told.collect::<BTreeSet<_>>());
    }
    chosen
}
