//! What is wrong with a flow, in words.
//!
//! What it is: each of the trade's faults with its sentence of `assets/words`. What it is not: it finds none. Invariant:
//! every fault says what is wrong and what to write instead.

use crate::flow::{Fault, Shape, VERSION, Wrong};
use crate::text::Language;
use crate::words::{Trouble, Words, fill};

/// A fault in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// Its name, for scripts.
    pub name: &'static str,
    /// What is wrong.
    pub what: String,
    /// What to write.
    pub hint: String,
}

/// A fault in the reader's language.
#[must_use]
pub fn said(fault: &Fault, words: &Words) -> Said {
    let all = &words.fault;
    let said = |name, trouble: &Trouble, fields: &[(&str, &str)]| Said {
        name,
        what: fill(&trouble.what, fields),
        hint: fill(&trouble.hint, fields),
    };
    match &fault.wrong {
        Wrong::Toml(why) => said("toml", &all.toml, &[("why", why)]),
        Wrong::Version(given) => said("version", &all.version, &[("given", given), ("known", &VERSION.to_string())]),
        Wrong::UnknownKey { key, nearest: Some(nearest), .. } => {
            said("unknown-key", &all.nearest_key, &[("key", key), ("nearest", nearest)])
        }
        Wrong::UnknownKey { key, nearest: None, known } => {
            said("unknown-key", &all.unknown_key, &[("key", key), ("known", &known.join(", "))])
        }
        Wrong::Missing(key) => said("missing", &all.missing, &[("key", key)]),
        Wrong::Shape { key, wanted } => said("shape", shape(*wanted, words), &[("key", key)]),
        Wrong::NotOneOf { key, given, known } => {
            said("not-one-of", &all.not_one_of, &[("key", key), ("given", given), ("known", &known.join(", "))])
        }
        Wrong::BadId(id) => said("bad-id", &all.bad_id, &[("id", id)]),
        Wrong::Twice { id, first } => said("twice", &all.twice, &[("id", id), ("first", &first.to_string())]),
        Wrong::UnknownStage(id) => said("unknown-stage", &all.unknown_stage, &[("id", id)]),
        Wrong::UnknownQuestion(id) => said("unknown-question", &all.unknown_question, &[("id", id)]),
        Wrong::UnknownValue { question, value } => {
            said("unknown-value", &all.unknown_value, &[("question", question), ("value", value)])
        }
        Wrong::UnknownPlaceholder(name) => {
            said("unknown-placeholder", &all.unknown_placeholder, &[("name", &format!("{{{name}}}"))])
        }
        Wrong::Outside(name) => {
            let scope = if *name == "tip" { "chosen-tip" } else { name };
            said("outside", &all.outside, &[("name", &format!("{{{name}}}")), ("scope", scope)])
        }
        Wrong::NobodyChooses => said("nobody-chooses", &all.nobody_chooses, &[]),
        Wrong::LoneBrace => said("lone-brace", &all.lone_brace, &[]),
        Wrong::TooFewChoices => said("too-few-choices", &all.too_few_choices, &[]),
        Wrong::ChoicesUnasked => said("choices-unasked", &all.choices_unasked, &[]),
        Wrong::EpisodeUntold => said("episode-untold", &all.episode_untold, &[]),
        Wrong::NoLanguage => said("no-language", &all.no_language, &[]),
        Wrong::LanguageMissing(language) => {
            let language = match language {
                Language::Ja => "ja",
                Language::En => "en",
            };
            said("language-missing", &all.language_missing, &[("language", language)])
        }
        Wrong::NoLimit => said("no-limit", &all.no_limit, &[]),
        Wrong::Circle(ids) => said("circle", &all.circle, &[("ids", &ids.join(" → "))]),
        Wrong::NeverTrue => said("never-true", &all.never_true, &[]),
        Wrong::EmptyStage => said("empty-stage", &all.empty_stage, &[]),
        Wrong::TwoQuestions => said("two-questions", &all.two_questions, &[]),
        Wrong::BareWhy => said("bare-why", &all.bare_why, &[]),
        Wrong::Leading(word) => said("leading", &all.leading, &[("word", word)]),
    }
}

/// What a key takes, in words.
const fn shape(wanted: Shape, words: &Words) -> &Trouble {
    let all = &words.fault;
    match wanted {
        Shape::Text => &all.text,
        Shape::Texts => &all.texts,
        Shape::Number => &all.number,
        Shape::Day => &all.day,
        Shape::YesNo => &all.yes_no,
        Shape::Table => &all.table,
        Shape::Tables => &all.tables,
        Shape::Condition => &all.condition,
    }
}
