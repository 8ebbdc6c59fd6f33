//! A flow: one TOML file of questions in `prompts/flows`, in Japanese and English side by side.
//!
//! What it is: the questions, what each wants, and the probes that follow thin or rich answers. What it is not: it
//! holds no code and no state; which question comes next is the interview's. Invariant: a [`Flow`] that exists has
//! been checked: ids are unique, stages known, placeholders known, each question worded in each language it offers.

mod check;
mod fault;
mod links;
mod placeholder;
mod read;
mod table;

pub use check::check;
pub use fault::{Fault, Shape, Wrong};
pub use placeholder::{Piece, fits, pieces};
pub use read::SCHEMA;
pub(crate) use table::nearest;

use std::sync::LazyLock;

use crate::text::{Language, Register};

/// The version of the format this naze reads.
pub const VERSION: i64 = 1;

/// The flow that tells the story of a post, where a draft names no other.
pub const STORY: &str = "why";
/// The flow whose answers live across posts.
pub const AXIS: &str = "axis";

/// The flows naze brings along, in the order they are asked: the axis, the story of one post, the mirror, the voices.
const BUILTIN: [(&str, &str); 4] = [
    (AXIS, include_str!("../prompts/flows/axis.toml")),
    (STORY, include_str!("../prompts/flows/why.toml")),
    ("mirror", include_str!("../prompts/flows/mirror.toml")),
    ("voices", include_str!("../prompts/flows/voices.toml")),
];

/// Those flows, read once. A test keeps every one of them free of faults.
static FLOWS: LazyLock<Vec<Flow>> =
    LazyLock::new(|| BUILTIN.iter().filter_map(|(_, text)| Flow::parse(text).ok()).collect());

/// The flows naze brings along, in the order they are asked.
#[must_use]
pub fn builtin() -> Vec<Flow> {
    FLOWS.clone()
}

/// Reads the flows naze brings along: for a thread that has nothing better to do.
pub fn get_ready() {
    LazyLock::force(&FLOWS);
}

/// The text of a flow naze brings along.
#[must_use]
pub fn builtin_text(id: &str) -> Option<&'static str> {
    BUILTIN.iter().find(|(known, _)| *known == id).map(|(_, text)| *text)
}

/// The flows one post is asked with, in their order: those naze brings along, each replaced by the author's own of the
/// same id, and in the place of the story's flow the one called `story`, where there is one.
#[must_use]
pub fn in_force(own: &[Flow], story: &str) -> Vec<Flow> {
    let builtin = &*FLOWS;
    let called = |id: &str| own.iter().chain(builtin).find(|flow| flow.id == id);
    let beside = |id: &str| builtin.iter().any(|flow| flow.id == id && id != STORY);
    let story = if called(story).is_none() || beside(story) { STORY } else { story };
    let ids = builtin.iter().map(|flow| if flow.id == STORY { story } else { flow.id.as_str() });
    ids.filter_map(called).cloned().collect()
}

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

impl Flow {
    /// Reads a flow.
    ///
    /// # Errors
    /// Every fault that keeps it from being asked, all at once, in the order of their lines. Matters of style, which
    /// stop nobody, are left to the check.
    pub fn parse(text: &str) -> Result<Self, Vec<Fault>> {
        let (flow, _, reader) = read::read(text);
        if reader.faults.is_empty() { Ok(flow) } else { Err(fault::in_order(reader.faults)) }
    }

    /// The stage called `id`.
    #[must_use]
    pub fn stage(&self, id: &str) -> Option<&Stage> {
        self.stages.iter().find(|stage| stage.id == id)
    }

    /// The question called `id`, now or earlier.
    #[must_use]
    pub fn question(&self, id: &str) -> Option<&Question> {
        let now = self.questions.iter().find(|question| question.id == id);
        now.or_else(|| self.questions.iter().find(|question| question.was.iter().any(|was| was == id)))
    }
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

impl Stage {
    /// The title in `language`, or in the other where a company's flow holds one language only.
    #[must_use]
    pub fn title(&self, language: Language) -> &str {
        language.either(self.ja.as_deref(), self.en.as_deref()).unwrap_or(&self.id)
    }
}

/// How often a stage is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// Once a post.
    Once,
    /// Once for each tip the author chose (`for_each = "chosen-tip"`).
    ChosenTip,
    /// Once for each reader's voice kept with the post (`for_each = "voice"`).
    Voice,
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
    /// The day it joined a flow that was in use, as `2026-11-23`.
    pub since: Option<String>,
    /// No longer asked; the wording stays so that its answers keep a name.
    pub retired: bool,
    /// What its answer tells, where that is an episode: it can be found and told again in other posts.
    pub episode: Option<Episode>,
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
        language.either(self.ja.as_ref(), self.en.as_ref())
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

/// What kind of episode an answer tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Episode {
    /// Something went wrong.
    Failure,
    /// What was then changed.
    Turn,
    /// Something went well.
    Success,
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

impl Detail {
    /// Every detail, in the order of the table of detectors.
    pub const ALL: [Self; 18] = [
        Self::Number,
        Self::Time,
        Self::Place,
        Self::Person,
        Self::Speech,
        Self::Feeling,
        Self::Failure,
        Self::Change,
        Self::Cause,
        Self::Cost,
        Self::Abstract,
        Self::Absolute,
        Self::Crowd,
        Self::Habitual,
        Self::Hedge,
        Self::Echo,
        Self::Thin,
        Self::Rich,
    ];

    /// Its name in a flow.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::Time => "time",
            Self::Place => "place",
            Self::Person => "person",
            Self::Speech => "speech",
            Self::Feeling => "feeling",
            Self::Failure => "failure",
            Self::Change => "change",
            Self::Cause => "cause",
            Self::Cost => "cost",
            Self::Abstract => "abstract",
            Self::Absolute => "absolute",
            Self::Crowd => "crowd",
            Self::Habitual => "habitual",
            Self::Hedge => "hedge",
            Self::Echo => "echo",
            Self::Thin => "thin",
            Self::Rich => "rich",
        }
    }
}

/// A value to choose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// What is stored.
    pub value: String,
    /// What is shown in Japanese.
    pub ja: Option<String>,
    /// What is shown in English.
    pub en: Option<String>,
}

impl Choice {
    /// What is shown in `language`, or in the other where a company's flow holds one language only.
    #[must_use]
    pub fn label(&self, language: Language) -> &str {
        language.either(self.ja.as_deref(), self.en.as_deref()).unwrap_or(&self.value)
    }
}

/// A question in one language.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
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

impl Probe {
    /// The wording in `language`, or in the other where a company's flow holds one language only.
    #[must_use]
    pub fn wording(&self, language: Language) -> Option<&str> {
        language.either(self.ja.as_deref(), self.en.as_deref())
    }
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
