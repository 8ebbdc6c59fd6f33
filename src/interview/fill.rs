//! The words the author reads: placeholders filled so that the sentence stays right whatever stands in them.

use super::Interview;
use super::person::person;
use super::quote::{first_sentence, nested_en, nested_ja, quotable};
use crate::answers::{Key, Subject};
use crate::flow::{Piece, Question, Wording, fits, pieces};
use crate::text::Language;
use crate::voice::Heard;

impl Interview<'_> {
    /// A question's words for what it is asked of.
    pub(super) fn filled(&self, question: &Question, of: Option<Subject>) -> Wording {
        let language = self.draft.language;
        let Some(wording) = question.wording(language) else { return Wording::default() };
        let fill = |text: &String| self.fill(text, language, of);
        // A question names what a reader said; its hint holds it whole, so that the author answers all of it.
        let heard = of.and_then(Subject::voice).and_then(|voice| self.heard(voice));
        let hint = match heard {
            Some(heard) => format!("{}\n{}", said(heard, language), fill(&wording.hint)),
            None => fill(&wording.hint),
        };
        Wording {
            ask: fill(&wording.ask),
            short: fill(&wording.short),
            hint,
            example: fill(&wording.example),
            starters: wording.starters.iter().map(fill).collect(),
        }
    }

    /// A wording with its placeholders filled.
    pub(super) fn fill(&self, wording: &str, language: Language, of: Option<Subject>) -> String {
        let mut filled = String::with_capacity(wording.len() + 64);
        for piece in pieces(wording) {
            match piece {
                Piece::Words(words) | Piece::Lone(words) => filled.push_str(words),
                Piece::Name(name) => {
                    let stands = self.stands_for(name, language, of);
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

    fn stands_for(&self, name: &str, language: Language, of: Option<Subject>) -> String {
        let this_post = || {
            let title = self.post.title.as_deref().map(|title| quotable(title, language));
            title.filter(|title| !title.is_empty()).unwrap_or_else(|| by(language, "この記事", "this post").to_owned())
        };
        match name {
            "tip" => {
                let tip = of.and_then(Subject::tip).and_then(|tip| self.tip(tip));
                let heading = tip.map(|tip| quotable(&tip.heading, language));
                heading.filter(|heading| !heading.is_empty()).unwrap_or_else(this_post)
            }
            "title" => this_post(),
            "voice" => {
                let heard = of.and_then(Subject::voice).and_then(|voice| self.heard(voice));
                heard.map(|heard| quotable(first_sentence(&heard.text), language)).unwrap_or_default()
            }
            "reader" => {
                let told = self.draft.answers.told(&Key::new(name, None)).and_then(|told| person(told, language));
                told.unwrap_or_else(|| by(language, "届けたい人", "your reader")).to_owned()
            }
            id => {
                let told = |of| self.draft.answers.told(&Key::new(id, of));
                let told = told(of).or_else(|| told(None));
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

/// What a reader said, with the name in front where there is one.
fn said(heard: &Heard, language: Language) -> String {
    if heard.name.is_empty() {
        return heard.text.clone();
    }
    format!("{}{}{}", heard.name, by(language, "：", ": "), heard.text)
}

const fn by<'a>(language: Language, ja: &'a str, en: &'a str) -> &'a str {
    match language {
        Language::Ja => ja,
        Language::En => en,
    }
}
