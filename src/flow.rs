//! A flow: one TOML file of questions in `prompts/flows`, in Japanese and English side by side.
//!
//! What it is: the questions, what each wants, and the probes that follow thin or rich answers. What it is not: it
//! holds no code and no state; which question comes next is the interview's. Invariant: a [`Flow`] that exists has
//! been checked: ids are unique, stages known, placeholders known, each question worded in each language it offers.

use crate::text::{Language, Register};

/// One file of questions.
#[derive(Debug, Clone, PartialEq)]
pub struct Flow {
    /// Its name, such as `why`.
    pub id: String,
    /// The parts of the interview, in order.
    pub stages: Vec<Stage>,
    /// The questions, in order.
    pub questions: Vec<Question>,
}

/// A part of the interview.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stage {
    /// Its id.
    pub id: String,
    /// Whether its questions are asked once, or of each chosen tip.
    pub scope: Scope,
    /// Its Japanese title.
    pub ja: Option<String>,
    /// Its English title.
    pub en: Option<String>,
}

/// How often a stage is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// Once a post.
    Once,
    /// Once for each tip the author chose (`for_each = "chosen-tip"`).
    ChosenTip,
}

/// One question.
#[derive(Debug, Clone, PartialEq)]
pub struct Question {
    /// Its lasting id.
    pub id: String,
    /// The stage it belongs to.
    pub stage: String,
    /// What an answer looks like.
    pub kind: Kind,
    /// How much a story needs it.
    pub need: Need,
    /// What a good answer holds: the checklist under the field.
    pub wants: Vec<Detail>,
    /// When it is asked.
    pub when: When,
    /// The values to choose from, for `choice` and `choices`.
    pub choices: Vec<Choice>,
    /// Earlier ids.
    pub was: Vec<String>,
    /// Its Japanese wording.
    pub ja: Option<Wording>,
    /// Its English wording.
    pub en: Option<Wording>,
    /// Follow-ups.
    pub probes: Vec<Probe>,
}

impl Question {
    /// The wording in `language`, or in the other where a company's flow holds one language only.
    #[must_use]
    pub fn wording(&self, language: Language) -> Option<&Wording> {
        match language {
            Language::Ja => self.ja.as_ref().or(self.en.as_ref()),
            Language::En => self.en.as_ref().or(self.ja.as_ref()),
        }
    }
}

/// What an answer looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// Paragraphs.
    Prose,
    /// One line.
    Line,
    /// One of several values.
    Choice,
    /// Several of several values.
    Choices,
    /// Yes or no.
    YesNo,
    /// One to three of the post's tips.
    Tips,
}

/// How much a story needs an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Need {
    /// A first story needs it.
    Must,
    /// It makes the story better.
    Should,
    /// It deepens.
    May,
}

/// A kind of detail an answer may hold. The names are those of the detectors.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
#[expect(missing_docs, reason = "the table of detectors in prompts/README.md says what each is")]
pub enum Detail {
    Number,
    Time,
    Place,
    Person,
    Speech,
    Feeling,
    Failure,
    Change,
    Cause,
    Cost,
    Abstract,
    Absolute,
    Crowd,
    Habitual,
    Hedge,
    Echo,
    Thin,
    Rich,
}

/// When a question is asked: a closed set of conditions, no expression language.
#[derive(Debug, Clone, PartialEq)]
pub enum When {
    /// Always.
    Always,
    /// The question has an answer with a text.
    Answered(String),
    /// The choice holds the value.
    Chose(String, String),
    /// The answer holds none of these details.
    Lacks(String, Vec<Detail>),
    /// The answer holds one of these details.
    Has(String, Vec<Detail>),
    /// The post is written in this language.
    Language(Language),
    /// The post is written in this register.
    Register(Register),
    /// All of these.
    All(Vec<When>),
    /// One of these.
    Any(Vec<When>),
    /// Not this.
    Not(Box<When>),
}

/// A value to choose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// What is stored.
    pub value: String,
    /// What is shown in Japanese.
    pub ja: String,
    /// What is shown in English.
    pub en: String,
}

/// A question in one language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wording {
    /// The question as asked. May hold placeholders.
    pub ask: String,
    /// Its name in lists, a word or two.
    pub short: String,
    /// Help below the question.
    pub hint: String,
    /// A real little scene, shown greyed in an empty answer.
    pub example: String,
    /// Ways to begin, taken with one key.
    pub starters: Vec<String>,
}

/// A follow-up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Probe {
    /// What calls for it.
    pub on: Trigger,
    /// Its Japanese wording.
    pub ja: Option<String>,
    /// Its English wording.
    pub en: Option<String>,
}

/// What calls for a probe.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trigger {
    /// The answer holds none of these.
    Lacks(Vec<Detail>),
    /// The answer holds one of these.
    Has(Vec<Detail>),
    /// The answer holds at least this many kinds of detail.
    Rich(usize),
}
