//! When a question is asked.

use super::Interview;
use crate::answers::{Key, Subject};
use crate::flow::{Scope, Trigger, When};
use crate::probe;

impl Interview<'_> {
    /// Whether a condition holds for a question asked of `tip`. A question of the same tip is meant where the other
    /// is a tip's too; where only the other is, that of any chosen tip.
    ///
    /// Conditions look at the answers as they are kept, dormant ones too: hiding a question never hides another.
    pub(super) fn holds(&self, when: &When, of: Option<Subject>) -> bool {
        match when {
            When::Always => true,
            When::Answered(id) => !self.texts(id, of).is_empty(),
            When::Chose(id, value) => {
                self.texts(id, of).iter().any(|text| text.split(',').any(|chosen| chosen.trim() == value))
            }
            When::Lacks(id, details) => {
                let texts = self.texts(id, of);
                !texts.is_empty() && texts.iter().all(|text| self.calls(text, &Trigger::Lacks(details.clone())))
            }
            When::Has(id, details) => {
                self.texts(id, of).iter().any(|text| self.calls(text, &Trigger::Has(details.clone())))
            }
            When::Language(language) => self.post.language == *language,
            When::Register(register) => self.post.register == *register,
            When::All(inner) => inner.iter().all(|when| self.holds(when, of)),
            When::Any(inner) => inner.iter().any(|when| self.holds(when, of)),
            When::Not(inner) => !self.holds(inner, of),
        }
    }

    /// What is told under the question `id`.
    fn texts(&self, id: &str, of: Option<Subject>) -> Vec<&str> {
        let told = |of: Option<Subject>| self.draft.answers.told(&Key::new(id, of));
        match (self.scope(id), of) {
            (Some(Scope::Once) | None, _) => told(None).into_iter().collect(),
            (Some(Scope::ChosenTip), Some(Subject::Tip(_))) | (Some(Scope::Voice), Some(Subject::Voice(_))) => {
                told(of).into_iter().collect()
            }
            (Some(Scope::ChosenTip), Some(Subject::Voice(_)) | None) => {
                self.chosen.iter().filter_map(|tip| told(Some(Subject::Tip(*tip)))).collect()
            }
            (Some(Scope::Voice), Some(Subject::Tip(_)) | None) => {
                let voices = self.draft.voices.iter();
                voices.filter_map(|voice| told(Some(Subject::Voice(voice.id)))).collect()
            }
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
