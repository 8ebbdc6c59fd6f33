//! What comes next: the follow-up that the answer given last calls for, else the next open question.
//!
//! What it is: one decision for scripts, line mode and the screen. What it is not: it remembers nothing; which answer
//! was given last is read from the answers' own times. Invariant: a follow-up is next at most twice a question, so that
//! whoever answers or dismisses whatever is next comes to an end.

use super::{Call, Interview, Posed, State};
use crate::answers::{Key, Outcome};
use crate::text::{Language, clusters};

/// The longest beginning lent from another answer, in clusters.
const LONGEST_START: usize = 24;

/// What to put to the author next.
#[derive(Debug, Clone, PartialEq)]
pub enum Step<'i, 'a> {
    /// A follow-up on an answer just given.
    FollowUp(&'i Posed<'a>, Call),
    /// An open question.
    Question(&'i Posed<'a>),
}

impl<'a> Interview<'a> {
    /// What comes after the answer under `key` was given; the answer given last, where no key is named.
    #[must_use]
    pub fn step(&self, key: Option<&Key>) -> Option<Step<'_, 'a>> {
        let latest = || {
            let at = |posed: &&&Posed<'a>| self.given_at(&posed.key);
            let path = self.path();
            // Of several given in the same second, the one furthest on.
            path.iter().filter(|posed| at(posed).is_some()).max_by_key(at).map(|posed| posed.key.clone())
        };
        let given = key.cloned().or_else(latest);
        let followed = given.as_ref().and_then(|key| {
            let call = self.further(key).or_else(|| self.follow_up(key))?;
            Some(Step::FollowUp(self.find(key)?, call))
        });
        followed.or_else(|| self.next_open(None).map(Step::Question))
    }

    /// When something was last said under `key` or a probe of it. Times of one author compare as text.
    fn given_at(&self, key: &Key) -> Option<&str> {
        let answers = self
            .draft
            .answers
            .onward(key)
            .take_while(|(other, _)| other.question == key.question && other.of == key.of);
        answers.filter(|(_, answer)| answer.is_settled()).filter_map(|(_, answer)| answer.at.as_deref()).max()
    }

    /// The questions put off: parked, or answered "I don't know". They are asked again at the end.
    #[must_use]
    pub fn put_off(&self) -> Vec<&Posed<'a>> {
        let mut path = self.path();
        path.retain(|posed| matches!(posed.state, State::Aside(Outcome::Parked | Outcome::DontKnow)));
        path
    }

    /// Words to begin with. Whoever does not know is lent the beginnings of their own other answers first.
    #[must_use]
    pub fn starters(&self, key: &Key) -> Vec<String> {
        let own = if key.probe == 0 { self.words(key).map(|words| words.starters) } else { None };
        let mut starters = Vec::new();
        if self.find(key).is_some_and(|posed| posed.state == State::Aside(Outcome::DontKnow)) {
            let near = self.visible.iter().filter(|posed| posed.key.of == key.of || posed.key.of.is_none());
            let told = near.filter(|posed| posed.state == State::Answered && !posed.is(key) && posed.is_woven());
            starters
                .extend(told.filter_map(|posed| beginning(self.draft.answers.told(&posed.key)?, self.draft.language)));
        }
        starters.extend(own.into_iter().flatten());
        // A mark alone, as an author's own flow may have it, begins nothing.
        starters.retain(|starter| starter.contains(char::is_alphanumeric));
        starters
    }
}

/// The clause an answer begins with, comma and all, where it is short enough to begin another.
fn beginning(answer: &str, language: Language) -> Option<String> {
    let line = answer.trim_start().lines().next()?;
    let (at, comma) = line.char_indices().find(|(_, c)| matches!(c, '、' | '，' | ',' | '。' | '.'))?;
    let end = at + comma.len_utf8();
    let clause = line.get(..end).filter(|_| matches!(comma, '、' | '，' | ','))?;
    let short = clusters(clause).take(LONGEST_START + 1).count() <= LONGEST_START;
    short.then(|| match language {
        Language::Ja => clause.to_owned(),
        Language::En => format!("{clause} "),
    })
}
