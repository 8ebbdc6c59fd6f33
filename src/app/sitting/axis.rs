//! The axis while a post is worked on: what of this draft may live on, and what of the axis is new to it.
//!
//! Nothing here happens by itself: the author asks for it, and is told once that it can be had.

use super::{Access, Sitting};
use crate::answers::{Answer, Answers, Key};
use crate::app::effect::Effect;
use crate::axis;
use crate::flow::AXIS;

impl Sitting {
    /// The answers that may become the axis for other posts.
    #[must_use]
    pub fn offered_axis(&self) -> Vec<(Key, Answer)> {
        axis::offered(&self.axis, &self.draft, &self.interview().of_flow(AXIS))
    }

    /// Whether to mention, once, that the answers about the axis can be used for other posts: when the author goes on
    /// from them to something else.
    pub fn mention_axis(&mut self, next: &Key) -> bool {
        let interview = self.interview();
        let of_axis = |key: &Key| interview.find(key).is_some_and(|posed| posed.flow == AXIS);
        let leaves = of_axis(&self.current) && !of_axis(next);
        let mention = leaves && !self.axis_mentioned && self.access == Access::Write && !self.offered_axis().is_empty();
        self.axis_mentioned |= mention;
        mention
    }

    /// Takes note of what the axis is now. What it has in the words of this draft is from the axis from here on.
    pub fn keep_axis(&mut self, axis: Answers, effects: &mut Vec<Effect>) {
        let own = self.draft.answers.iter().filter(|(_, answer)| answer.is_told() && answer.from.is_none());
        let kept = own.filter(|(key, answer)| axis.told(key) == Some(&answer.text));
        let from = || Some(axis::FROM.to_owned());
        let kept: Vec<(Key, Answer)> =
            kept.map(|(key, answer)| (key.clone(), Answer { from: from(), ..answer.clone() })).collect();
        self.axis = axis;
        for (key, answer) in kept {
            self.replace(&key, answer, effects);
        }
        self.settle(effects);
    }

    /// Takes over what the axis says now where this draft has an earlier copy; says whether there was anything to take.
    pub fn renew_axis(&mut self, effects: &mut Vec<Effect>) -> bool {
        let renewed = axis::renewed(&self.axis, &self.draft);
        let any = !renewed.is_empty();
        if any {
            // What this post was written to may be wanted again.
            effects.push(Effect::Keep(Box::new(self.draft.clone())));
            for (key, answer) in renewed {
                self.replace(&key, answer, effects);
            }
            self.settle(effects);
        }
        any
    }
}
