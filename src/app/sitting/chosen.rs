//! Changes of a sitting that are about whole answers: what others wrote, what a crash left, tips that are gone.
//!
//! Invariant: each is in the journal like what is typed, and what it puts aside is handed over to be kept first.

use super::{Access, Sitting};
use crate::answers::{Answer, Key, Subject, TipId};
use crate::app::effect::{Change, Effect};
use crate::draft::{Draft, Edit};
use crate::flow::Kind;
use crate::post::{Mending, Post, read_again};
use crate::story;

impl Sitting {
    /// What kind of answer a question takes. A follow-up is always prose.
    #[must_use]
    pub fn kind_of(&self, key: &Key) -> Kind {
        if key.probe > 0 {
            return Kind::Prose;
        }
        self.interview().find(key).map_or(Kind::Prose, |posed| posed.question.kind)
    }

    /// The author has chosen: the other's text for `key` waits no more. Where an answer is given, it takes the place of
    /// the author's, which is kept.
    pub fn decide(&mut self, key: &Key, answer: Option<Answer>, effects: &mut Vec<Effect>) {
        self.undecided.remove(key);
        if let Some(answer) = answer {
            effects.push(Effect::Keep(Box::new(self.draft.clone())));
            self.replace(key, answer, effects);
        }
        effects.push(Effect::Undecided(self.undecided.clone()));
        self.settle(effects);
    }

    /// Puts the answers and edits a crash had left in the journal back to what the draft on disk had; what they were is
    /// kept. Whether there were any.
    pub fn put_back(&mut self, effects: &mut Vec<Effect>) -> bool {
        let before = std::mem::take(&mut self.brought_back);
        if before.is_empty() {
            return false;
        }
        effects.push(Effect::Keep(Box::new(self.draft.clone())));
        for (key, answer) in before.answers {
            self.replace(&key, answer, effects);
        }
        for (passage, edits) in before.edits {
            self.reword(&passage, edits, effects);
        }
        self.settle(effects);
        true
    }

    /// Takes in a draft that holds what others had written; the answers `taken` are theirs. The fields follow.
    pub fn take_in(&mut self, draft: Draft, taken: &[Key], effects: &mut Vec<Effect>) {
        let mended = draft.mending != self.draft.mending;
        let before = std::mem::replace(&mut self.draft, draft);
        if mended {
            self.take_mended(read_again(&self.post, &self.draft.mending));
        }
        for key in taken {
            let answer = self.draft.answers.get(key).cloned().unwrap_or_default();
            self.revision.0 += 1;
            effects.push(Effect::Journal(self.revision, Change::Set(key.clone(), answer)));
        }
        for (passage, edits) in self.draft.edits_since(&before) {
            self.revision.0 += 1;
            effects.push(Effect::Journal(self.revision, Change::Edits(passage, edits)));
        }
        self.story = story::weave(&self.post, &self.draft, &self.craft);
        self.go(self.current.clone());
        if self.needs_saving() {
            // It is on disk already; this only lets the journal know.
            effects.push(Effect::Save(self.revision, Box::new(self.draft.clone())));
        }
    }

    /// Gives the answers of one tip to another, where that has none. Says how many.
    pub fn give(&mut self, from: TipId, to: TipId, effects: &mut Vec<Effect>) -> usize {
        let own: Vec<(Key, Answer)> =
            self.draft.answers.iter().filter(|(key, _)| key.tip() == Some(from)).map(owned).collect();
        let mut moved = 0;
        for (key, answer) in own {
            let target = Key { of: Some(Subject::Tip(to)), ..key.clone() };
            let free = self.draft.answers.get(&target).is_none_or(|there| !there.is_settled());
            if !answer.is_settled() || !free {
                continue;
            }
            moved += usize::from(answer.is_told());
            self.replace(&target, answer, effects);
            self.replace(&key, Answer::default(), effects);
            self.move_edits(&key, &target, effects);
        }
        // The author learned it the hard way all the same.
        if let Some((key, answer)) = self.draft.answers.chosen_instead(from, to) {
            self.replace(&key, answer, effects);
        }
        self.settle(effects);
        moved
    }

    /// The edits of an answer go along with it.
    fn move_edits(&mut self, from: &Key, to: &Key, effects: &mut Vec<Effect>) {
        let head = format!("{from}#");
        let mut passages: Vec<String> = self.draft.edits.iter().map(|edit| edit.passage.clone()).collect();
        passages.dedup();
        for passage in passages {
            let Some(nth) = passage.strip_prefix(&head) else { continue };
            let target = format!("{to}#{nth}");
            let mut edits = self.draft.edits_of(&target);
            edits
                .extend(self.draft.edits_of(&passage).into_iter().map(|edit| Edit { passage: target.clone(), ..edit }));
            self.reword(&passage, Vec::new(), effects);
            self.reword(&target, edits, effects);
        }
    }

    /// The post as it is now: tips are matched again, and answers follow theirs.
    pub fn reread(&mut self, post: Post, sha256: String, effects: &mut Vec<Effect>) {
        self.draft.post.sha256 = sha256;
        let unmended = self.draft.mending == Mending::default();
        self.take_post(if unmended { post } else { read_again(&post, &self.draft.mending) });
        if self.access == Access::Write {
            self.settle(effects);
        } else {
            self.story = story::weave(&self.post, &self.draft, &self.craft);
            self.go(self.current.clone());
        }
    }

    /// The draft as the window that writes has it by now. Nothing is changed by that, and nothing to be saved.
    pub fn follow(&mut self, draft: Draft) {
        let saving = self.saving;
        let mended = draft.mending != self.draft.mending;
        self.draft = draft;
        if mended {
            self.take_mended(read_again(&self.post, &self.draft.mending));
        }
        self.changed();
        self.go(self.current.clone());
        self.saving = saving;
    }

    /// Sets an answer as it is.
    pub(super) fn replace(&mut self, key: &Key, answer: Answer, effects: &mut Vec<Effect>) {
        self.draft.answers.insert(key.clone(), answer.clone());
        self.revision.0 += 1;
        effects.push(Effect::Journal(self.revision, Change::Set(key.clone(), answer)));
    }

    /// The fields and the story follow, and all of it is saved.
    pub fn settle(&mut self, effects: &mut Vec<Effect>) {
        self.revision.0 += 1;
        self.changed();
        self.go(self.current.clone());
        effects.push(Effect::Save(self.revision, Box::new(self.draft.clone())));
    }
}

fn owned((key, answer): (&Key, &Answer)) -> (Key, Answer) {
    (key.clone(), answer.clone())
}
