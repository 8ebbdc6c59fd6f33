//! The words the author reads: placeholders filled so that the sentence stays right whatever stands in them.

use super::Interview;
use super::person::person;
use super::quote::{first_sentence, nested_en, nested_ja, quotable};
use crate::answers::{Key, TipId};
use crate::flow::{Piece, Question, Wording, fits, pieces};
use crate::text::Language;

impl Interview<'_> {
    /// A question's words for `tip`.
    pub(super) fn filled(&self, question: &Question, tip: Option<TipId>) -> Wording {
        let language = self.draft.language;
        let Some(wording) = question.wording(language) else { return Wording::default() };
        let fill = |text: &String| self.fill(text, language, tip);
        Wording {
            ask: fill(&wording.ask),
            short: fill(&wording.short),
            hint: fill(&wording.hint),
            example: fill(&wording.example),
            starters: wording.starters.iter().map(fill).collect(),
        }
    }

    /// A wording with its placeholders filled.
    pub(super) fn fill(&self, wording: &str, language: Language, tip: Option<TipId>) -> String {
        let mut filled = String::with_capacity(wording.len() + 64);
        for piece in pieces(wording) {
            match piece {
                Piece::Words(words) | Piece::Lone(words) => filled.push_str(words),
                Piece::Name(name) => {
                    let stands = self.stands_for(name, language, tip);
                    match filled.chars().next_back() {
                        Some('「') => filled.push_str(&nested_ja(&stands)),
                        Some('“') => filled.push_str(&nested_en(&stands)),
                        Some(_) | None => filled.push_str(&stands),
                    }
                }
            }
        }
        filled
    }

    fn stands_for(&self, name: &str, language: Language, tip: Option<TipId>) -> String {
        let this_post = || {
            let title = self.post.title.as_deref().map(|title| quotable(title, language));
            title.filter(|title| !title.is_empty()).unwrap_or_else(|| by(language, "この記事", "this post").to_owned())
        };
        match name {
            "tip" => {
                let heading = tip.and_then(|tip| self.tip(tip)).map(|tip| quotable(&tip.heading, language));
                heading.filter(|heading| !heading.is_empty()).unwrap_or_else(this_post)
            }
            "title" => this_post(),
            "reader" => {
                let key = Key { question: "reader".to_owned(), tip: None, probe: 0 };
                let told = self.draft.answers.told(&key).and_then(|told| person(told, language));
                told.unwrap_or_else(|| by(language, "届けたい人", "your reader")).to_owned()
            }
            id => {
                let own = Key { question: id.to_owned(), tip, probe: 0 };
                let once = Key { tip: None, ..own.clone() };
                let told = self.draft.answers.told(&own).or_else(|| self.draft.answers.told(&once));
                let short = || {
                    let question = self.flows.iter().find_map(|flow| flow.question(id))?;
                    Some(question.wording(language)?.short.clone())
                };
                told.map(|told| quotable(first_sentence(told), language)).or_else(short).unwrap_or_default()
            }
        }
    }
}

/// Whether `asked` is the question's wording, in either language, with whatever in its placeholders.
pub(super) fn could_be(question: &Question, asked: &str) -> bool {
    let wordings = [&question.ja, &question.en];
    wordings.into_iter().flatten().any(|wording| fits(&wording.ask, asked))
}

const fn by<'a>(language: Language, ja: &'a str, en: &'a str) -> &'a str {
    match language {
        Language::Ja => ja,
        Language::En => en,
    }
}
