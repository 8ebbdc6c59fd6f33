//! How far an interview is.

use super::{Interview, State};
use crate::answers::Outcome;
use crate::flow::{Kind, Need};

/// How many questions are open, by need. Those [foreseen](Interview::foreseen) count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize)]
pub struct Left {
    /// Without these there is no first story.
    pub must: usize,
    /// These make it better.
    pub should: usize,
    /// These deepen it.
    pub may: usize,
}

/// How many of the visible and foreseen questions are done. A parked one is not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Progress {
    /// Answered, or put aside for good.
    pub done: usize,
    /// All.
    pub total: usize,
}

/// About how long the open questions take.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Minutes {
    /// Up to a first story.
    pub story: usize,
    /// Up to the last question.
    pub all: usize,
}

impl Interview<'_> {
    /// How many questions are open, by need.
    #[must_use]
    pub fn left(&self) -> Left {
        let mut left = Left::default();
        for (need, _) in self.open() {
            match need {
                Need::Must => left.must += 1,
                Need::Should => left.should += 1,
                Need::May => left.may += 1,
            }
        }
        left
    }

    /// How many questions are done, of those a story needs at least as much as `need`: [`Need::Must`] for a first
    /// story, [`Need::May`] for all.
    #[must_use]
    pub fn progress(&self, need: Need) -> Progress {
        let visible = self.visible.iter().filter(|posed| posed.question.need <= need);
        let foreseen = self.foreseen.iter().filter(|question| question.need <= need).count();
        let mut progress = Progress { done: 0, total: foreseen };
        for posed in visible {
            progress.total += 1;
            progress.done += usize::from(match posed.state {
                State::Open | State::Aside(Outcome::Parked) => false,
                State::Answered
                | State::Aside(Outcome::DontKnow | Outcome::CantSay | Outcome::None | Outcome::Skipped) => true,
            });
        }
        progress
    }

    /// About how long the open questions take: two minutes for prose, one for a line, half of one for a choice,
    /// rounded up.
    #[must_use]
    pub fn minutes(&self) -> Minutes {
        let half = |kind: Kind| match kind {
            Kind::Prose => 4,
            Kind::Line => 2,
            Kind::Choice | Kind::Choices | Kind::YesNo | Kind::Tips => 1,
        };
        let (mut story, mut all) = (0_usize, 0_usize);
        for (need, kind) in self.open() {
            all += half(kind);
            story += if need == Need::Must { half(kind) } else { 0 };
        }
        Minutes { story: story.div_ceil(2), all: all.div_ceil(2) }
    }

    /// Need and kind of every open question, those foreseen too.
    fn open(&self) -> impl Iterator<Item = (Need, Kind)> {
        let visible = self.visible.iter().filter(|posed| posed.state == State::Open).map(|posed| posed.question);
        visible.chain(self.foreseen.iter().copied()).map(|question| (question.need, question.kind))
    }
}
