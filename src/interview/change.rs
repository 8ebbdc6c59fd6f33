//! What became of answers given earlier: to another wording, to another flow, of another tip.
//!
//! Nothing here touches an answer. A draft survives a changed flow because each answer remembers the words it was
//! asked with.

use super::fill::could_be;
use super::{Interview, Posed};
use crate::answers::Key;

/// What changed between a draft and the flows it is now asked with; one line on opening says so.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Changes {
    /// Questions the draft has not seen yet.
    pub new: Vec<Key>,
    /// Answers given to other words.
    pub reworded: Vec<Key>,
    /// Answers whose question is no longer asked. They are kept.
    pub retired: Vec<Key>,
    /// Answers kept under an earlier id of their question, and the key they belong under now.
    pub renamed: Vec<(Key, Key)>,
}

impl Changes {
    /// Whether there is nothing to say.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        let Self { new, reworded, retired, renamed } = self;
        new.is_empty() && reworded.is_empty() && retired.is_empty() && renamed.is_empty()
    }
}

impl<'a> Interview<'a> {
    /// Answers with a text whose question is not asked now: its condition does not hold, its tip is not chosen or is
    /// gone, or the flow no longer has it. They are kept.
    #[must_use]
    pub fn dormant(&self) -> Vec<&'a Key> {
        let told = self.draft.answers.iter().filter(|(_, answer)| answer.is_told());
        told.map(|(key, _)| key).filter(|key| self.find(key).is_none()).collect()
    }

    /// Answers given to words that leaned on another answer, or on a tip's heading, which has changed since.
    #[must_use]
    pub fn reread(&self) -> Vec<&Key> {
        self.told_to(|posed, asked| {
            could_be(posed.question, asked) && self.filled(posed.question, posed.key.of).ask != asked
        })
    }

    /// What changed in the flows since the draft was last written.
    #[must_use]
    pub fn changes(&self) -> Changes {
        let answers = &self.draft.answers;
        // What was copied from the axis says nothing about what the draft has seen.
        let seen = answers.iter().any(|(_, answer)| answer.from.is_none());
        let last = answers.iter().filter_map(|(_, answer)| answer.at.as_deref()).max();
        let is_new = |posed: &&Posed<'_>| {
            // Without a day, whatever does not stand in the draft is new, though it may only have been hidden.
            let joined = match (&posed.question.since, last) {
                (Some(since), Some(last)) => last < since.as_str(),
                (Some(_), None) | (None, _) => true,
            };
            seen && joined && answers.get(&posed.key).is_none()
        };
        let mut changes = Changes {
            new: self.visible.iter().filter(is_new).map(|posed| posed.key.clone()).collect(),
            reworded: self.told_to(|posed, asked| !could_be(posed.question, asked)).into_iter().cloned().collect(),
            ..Changes::default()
        };
        for (key, _) in answers.iter().filter(|(_, answer)| answer.is_told()) {
            match self.flows.iter().find_map(|flow| flow.question(&key.question)) {
                Some(question) if question.id != key.question => {
                    let now = Key { question: question.id.clone(), ..key.clone() };
                    // Where both are told, neither is overwritten.
                    if answers.told(&now).is_none() {
                        changes.new.retain(|new| *new != now);
                        changes.renamed.push((key.clone(), now));
                    } else {
                        changes.retired.push(key.clone());
                    }
                }
                Some(question) if question.retired => changes.retired.push(key.clone()),
                Some(_) => {}
                None => changes.retired.push(key.clone()),
            }
        }
        changes
    }

    /// The keys of visible questions whose answer has a text and whose asked words pass `test`.
    fn told_to(&self, test: impl Fn(&Posed<'a>, &str) -> bool) -> Vec<&Key> {
        let told = self.visible.iter().filter(|posed| {
            let answer = self.draft.answers.get(&posed.key).filter(|answer| answer.is_told());
            answer.is_some_and(|answer| !answer.asked.is_empty() && test(posed, &answer.asked))
        });
        told.map(|posed| &posed.key).collect()
    }
}
