//! When a question is asked.

use super::Interview;
use crate::answers::{Key, TipId};
use crate::flow::{Scope, Trigger, When};
use crate::probe;

impl Interview<'_> {
    /// Whether a condition holds for a question asked of `tip`. A question of the same tip is meant where the other
    /// is a tip's too; where only the other is, that of any chosen tip.
    ///
    /// Conditions look at the answers as they are kept, dormant ones too: hiding a question never hides another.
    pub(super) fn holds(&self, when: &When, tip: Option<TipId>) -> bool {
        match when {
            When::Always => true,
            When::Answered(id) => !self.texts(id, tip).is_empty(),
            When::Chose(id, value) => {
                self.texts(id, tip).iter().any(|text| text.split(',').any(|chosen| chosen.trim() == value))
            }
            When::Lacks(id, details) => {
                let texts = self.texts(id, tip);
                !texts.is_empty() && texts.iter().all(|text| self.calls(text, &Trigger::Lacks(details.clone())))
            }
            When::Has(id, details) => {
                self.texts(id, tip).iter().any(|text| self.calls(text, &Trigger::Has(details.clone())))
            }
            When::Language(language) => self.post.language == *language,
            When::Register(register) => self.post.register == *register,
            When::All(inner) => inner.iter().all(|when| self.holds(when, tip)),
            When::Any(inner) => inner.iter().any(|when| self.holds(when, tip)),
            When::Not(inner) => !self.holds(inner, tip),
        }
    }

    /// What is told under the question `id`.
    fn texts(&self, id: &str, tip: Option<TipId>) -> Vec<&str> {
        let scope = self.scope(id);
        let told = |tip: Option<TipId>| self.draft.answers.told(&Key { question: id.to_owned(), tip, probe: 0 });
        match (scope, tip) {
            (Some(Scope::Once) | None, _) => told(None).into_iter().collect(),
            (Some(Scope::ChosenTip), Some(tip)) => told(Some(tip)).into_iter().collect(),
            (Some(Scope::ChosenTip), None) => self.chosen.iter().filter_map(|tip| told(Some(*tip))).collect(),
        }
    }

    /// How often the question `id` is asked.
    pub(super) fn scope(&self, id: &str) -> Option<Scope> {
        self.flows.iter().find_map(|flow| Some(flow.stage(&flow.question(id)?.stage)?.scope))
    }

    fn calls(&self, text: &str, on: &Trigger) -> bool {
        probe::read(text, self.draft.language).calls(on)
    }
}
