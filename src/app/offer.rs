//! What is offered below an answer, as the line that says it.
//!
//! What it is: the words around an [`Offer`], with the key that takes it. What it is not: the search for one, which is the
//! sitting's. Invariant: it says what the keys [`Action::Starter`] and [`Action::Probe`] would take here.

use super::action::Action;
use super::field::Field;
use super::keymap::Place;
use super::model::{Model, outcome_word, reason};
use super::sitting::{Offer, Sitting};
use crate::words::{fill, lent};

/// The follow-up that the current answer calls for; for an empty answer, words to begin with. Empty where nothing is offered.
#[must_use]
pub fn line(model: &Model, sitting: &Sitting) -> String {
    let Field::Text(buffer) = sitting.field() else { return String::new() };
    let screen = &model.words.screen;
    let key = |action| ("key", model.keymap.name(Place::Text, action));
    if let Some(starter) = sitting.starter() {
        return fill(&screen.starter, &lent(&[key(Action::Starter), ("starter", starter.to_owned())]));
    }
    let follow_up =
        |reason, ask| fill(&screen.follow_up, &lent(&[key(Action::Probe), ("reason", reason), ("ask", ask)]));
    match sitting.offer().filter(|_| !buffer.is_empty()) {
        None => String::new(),
        Some(Offer::Outcome(outcome)) => {
            let outcome = outcome_word(model.words, *outcome).to_owned();
            fill(&screen.make_outcome, &lent(&[key(Action::Probe), ("outcome", outcome)]))
        }
        Some(Offer::Answered(answered)) => follow_up(screen.answered.clone(), sitting.wording(answered).ask),
        Some(Offer::FollowUp(call)) => follow_up(reason(model.words, &call.reason), call.ask.clone()),
    }
}
