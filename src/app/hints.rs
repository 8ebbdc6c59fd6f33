//! The keys that matter where the author is, as the foot of the screen names them.
//!
//! What it is: words and keys put together once, as long as the place stays the same. What it is not: the keymap, which says what a
//! key does. Invariant: [`Hints::at`] of a place is what is hinted there.

use super::action::Action;
use super::keymap::{Keymap, Place};
use super::model::action_words;
use super::msg::Chord;
use crate::words::Words;

/// What is hinted in one place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hints {
    place: Place,
    /// Each hint, the most important first.
    pub rows: Vec<Hint>,
}

/// One of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hint {
    /// The action.
    pub action: Action,
    /// Its first key, as keys are written.
    pub key: String,
    /// Its name.
    pub name: &'static str,
}

impl Hints {
    /// What is hinted at `place`.
    #[must_use]
    pub fn at(place: Place, keymap: &Keymap, words: &'static Words) -> Self {
        let hint = |(action, chord): (Action, Chord)| Hint {
            action,
            key: chord.to_string(),
            name: action_words(words, action).name.as_str(),
        };
        Self { place, rows: keymap.hints(place).map(hint).collect() }
    }

    /// Whether these are those of `place`.
    #[must_use]
    pub fn are_of(&self, place: Place) -> bool {
        self.place == place
    }
}
