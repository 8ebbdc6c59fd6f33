//! What can be wrong with a flow, as values; the sentences are in assets/words.

use crate::text::Language;

/// One thing wrong with a flow.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The line it stands on, from 1.
    pub line: usize,
    /// What is wrong, with what would be right.
    pub wrong: Wrong,
}

/// What is wrong. Where naze knows what to write instead, the value carries it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wrong {
    /// The text is no TOML; what the reader of TOML says (English).
    Toml(String),
    /// A version this naze does not read; it reads [`super::VERSION`].
    Version(String),
    /// A key nobody reads.
    UnknownKey {
        /// As written.
        key: String,
        /// What it looks like.
        nearest: Option<&'static str>,
        /// All that may stand here.
        known: &'static [&'static str],
    },
    /// A key that must be there.
    Missing(&'static str),
    /// A value of another shape than the key takes.
    Shape {
        /// The key.
        key: String,
        /// What it takes.
        wanted: Shape,
    },
    /// A word that is none of those that may stand here.
    NotOneOf {
        /// The key.
        key: String,
        /// As written.
        given: String,
        /// All that may stand here.
        known: Vec<&'static str>,
    },
    /// An id with other characters than `a-z`, `0-9` and `-`, or none at all.
    BadId(String),
    /// An id, now or under `was`, that another stage or question of the file already has.
    Twice {
        /// The id.
        id: String,
        /// The line of the other.
        first: usize,
    },
    /// No stage has this id.
    UnknownStage(String),
    /// No question has this id.
    UnknownQuestion(String),
    /// No choice of that question has this value.
    UnknownValue {
        /// The question.
        question: String,
        /// The value.
        value: String,
    },
    /// A placeholder that stands for nothing.
    UnknownPlaceholder(String),
    /// `{tip}` in a question that is not asked of a tip, or `{voice}` in one not asked of a voice.
    Outside(&'static str),
    /// A stage for each chosen tip in a flow that never asks which.
    NobodyChooses,
    /// A brace without its other half.
    LoneBrace,
    /// A `choice` or `choices` with fewer than two values.
    TooFewChoices,
    /// Values to choose from on a question of another kind.
    ChoicesUnasked,
    /// An episode on a question that is answered by choosing.
    EpisodeUntold,
    /// A question in no language at all.
    NoLanguage,
    /// The flow speaks this language elsewhere, but not here.
    LanguageMissing(Language),
    /// A probe that always fires: it names no detail, or asks for none.
    NoLimit,
    /// Conditions that wait for one another.
    Circle(Vec<String>),
    /// A condition that can never hold.
    NeverTrue,
    /// A stage without questions.
    EmptyStage,
    /// Two questions in one.
    TwoQuestions,
    /// A bare "why?", which sounds like blame.
    BareWhy,
    /// An adjective that praises or leads.
    Leading(String),
}

impl Wrong {
    /// Whether the flow can be asked all the same.
    #[must_use]
    pub const fn is_style(&self) -> bool {
        match self {
            Self::TwoQuestions
            | Self::BareWhy
            | Self::Leading(_)
            | Self::EmptyStage
            | Self::NobodyChooses
            | Self::LanguageMissing(_) => true,
            Self::Toml(_)
            | Self::Version(_)
            | Self::UnknownKey { .. }
            | Self::Missing(_)
            | Self::Shape { .. }
            | Self::NotOneOf { .. }
            | Self::BadId(_)
            | Self::Twice { .. }
            | Self::UnknownStage(_)
            | Self::UnknownQuestion(_)
            | Self::UnknownValue { .. }
            | Self::UnknownPlaceholder(_)
            | Self::Outside(_)
            | Self::LoneBrace
            | Self::TooFewChoices
            | Self::ChoicesUnasked
            | Self::EpisodeUntold
            | Self::NoLanguage
            | Self::NoLimit
            | Self::Circle(_)
            | Self::NeverTrue => false,
        }
    }
}

/// What a key takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// `"…"`
    Text,
    /// `["…", "…"]`
    Texts,
    /// `1`
    Number,
    /// `"2026-11-23"`
    Day,
    /// `true` or `false`
    YesNo,
    /// `[key]`, or `{ … }`
    Table,
    /// `[[key]]`
    Tables,
    /// `{ … }` with exactly one condition in it.
    Condition,
}

/// Faults from the top of the file to its end.
pub(super) fn in_order(mut faults: Vec<Fault>) -> Vec<Fault> {
    faults.sort_by_key(|fault| fault.line);
    faults
}
