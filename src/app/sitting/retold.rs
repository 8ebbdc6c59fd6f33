//! What a sitting knows of tellings before: an answer taken from another post, and what was said of it in a pause.
//!
//! Invariant: words taken over stand in the journal like what is typed, and what they take the place of is handed over to be
//! kept first.

use std::collections::BTreeMap;

use super::Sitting;
use crate::answers::{Answer, Key, Retold};
use crate::app::effect::Effect;
use crate::bank;
use crate::text::buffer::Motion;

/// What was laid beside tellings before.
#[derive(Debug, Default)]
pub struct Beside {
    /// Whether the current answer waits for that.
    waits: bool,
    /// What was said last, by answer.
    said: BTreeMap<Key, String>,
}

impl Sitting {
    /// Puts the words of a telling behind those in the current answer; `retold` says where they are from. One step to undo.
    pub fn retell(&mut self, text: &str, retold: Option<Retold>, now: &str, effects: &mut Vec<Effect>) {
        let Some(buffer) = self.buffer() else { return };
        buffer.break_run();
        buffer.go(Motion::Bottom);
        if buffer.is_empty() {
            buffer.paste(text);
        } else {
            buffer.paste(&format!("\n\n{text}"));
        }
        buffer.break_run();
        let splices = buffer.take_splices();
        self.splice(splices, now, effects);
        if retold.is_some() {
            let key = self.current.clone();
            let answer = self.draft.answers.get(&key).cloned().unwrap_or_default();
            self.replace(&key, Answer { retold, ..answer }, effects);
        }
    }

    /// Takes over what is told now where the answer under `key` was taken from.
    pub fn renew(&mut self, key: &Key, text: &str, now: &str, effects: &mut Vec<Effect>) {
        let Some(answer) = self.draft.answers.get(key).cloned() else { return };
        effects.push(Effect::Keep(Box::new(self.draft.clone())));
        let retold = answer.retold.map(|retold| Retold { taken: bank::mark(text), ..retold });
        let renewed = Answer { text: text.to_owned(), at: Some(now.to_owned()), outcome: None, retold, ..answer };
        self.replace(key, renewed, effects);
        self.settle(effects);
    }

    /// Whether the current answer changed, or was gone to, since it was laid beside what was told before.
    #[must_use]
    pub const fn waits_beside(&self) -> bool {
        self.beside.waits
    }

    /// Lets the current answer be laid beside what was told before, in the next pause.
    pub const fn lay_beside(&mut self) {
        self.beside.waits = true;
    }

    /// The current answer is being laid beside that, as it is now.
    pub const fn goes_beside(&mut self) {
        self.beside.waits = false;
    }

    /// Takes note of what there is to say of an answer; hands it back unless it was said already.
    pub fn laid_beside(&mut self, key: Key, line: Option<String>) -> Option<String> {
        let Some(line) = line else {
            self.beside.said.remove(&key);
            return None;
        };
        let before = self.beside.said.insert(key, line.clone());
        (before.as_ref() != Some(&line)).then_some(line)
    }
}
