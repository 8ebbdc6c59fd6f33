//! From the text of a flow to a [`Flow`], with every fault found on the way.
//!
//! What it is: a walk over the parsed TOML, which knows where each value stands. What it is not: it does not judge how
//! a question reads. Invariant: without faults, the flow keeps the promises of [`Flow`].

use toml::de::DeTable;

use super::links;
use super::table::{Reader, Table, Value};
use super::{
    Choice, Episode, Flow, Kind, Need, Probe, Question, Scope, Shape, Stage, Trigger, VERSION, When, Wording, Wrong,
};
use crate::answers::is_id;
use crate::text::{Language, Register};

/// Every key of a flow, by the table it stands in. `prompts/README.md` documents each.
pub const SCHEMA: [(&str, &[&str]); 11] = [
    ("", TOP),
    ("stage", STAGE),
    ("stage.ja", TITLE),
    ("question", QUESTION),
    ("question.ja", WORDING),
    ("question.choice", CHOICE),
    ("question.probe", PROBE),
    ("question.probe.on", TRIGGER),
    ("question.when", WHEN),
    ("question.when.chose", CHOSE),
    ("question.when.has", OF),
];
const TOP: &[&str] = &["version", "id", "stage", "question"];
const STAGE: &[&str] = &["id", "for_each", "ja", "en"];
const TITLE: &[&str] = &["title"];
const QUESTION: &[&str] = &[
    "id", "was", "since", "retired", "stage", "kind", "need", "wants", "when", "episode", "choice", "probe", "ja", "en",
];
const WORDING: &[&str] = &["ask", "short", "hint", "example", "starters"];
const CHOICE: &[&str] = &["value", "ja", "en"];
const PROBE: &[&str] = &["on", "ja", "en"];
const TRIGGER: &[&str] = &["lacks", "has", "rich"];
const WHEN: &[&str] = &["always", "answered", "chose", "lacks", "has", "language", "register", "all", "any", "not"];
const CHOSE: &[&str] = &["question", "value"];
const OF: &[&str] = &["question", "details"];

const KINDS: [(&str, Kind); 6] = [
    ("prose", Kind::Prose),
    ("line", Kind::Line),
    ("choice", Kind::Choice),
    ("choices", Kind::Choices),
    ("yes-no", Kind::YesNo),
    ("tips", Kind::Tips),
];
const SCOPES: [(&str, Scope); 2] = [("chosen-tip", Scope::ChosenTip), ("voice", Scope::Voice)];
const NEEDS: [(&str, Need); 3] = [("must", Need::Must), ("should", Need::Should), ("may", Need::May)];
const EPISODES: [(&str, Episode); 3] =
    [("failure", Episode::Failure), ("turn", Episode::Turn), ("success", Episode::Success)];
const LANGUAGES: [(&str, Language); 2] = [("ja", Language::Ja), ("en", Language::En)];
const REGISTERS: [(&str, Register); 4] = [
    ("desumasu", Register::Desumasu),
    ("dearu", Register::Dearu),
    ("mixed", Register::Mixed),
    ("plain", Register::Plain),
];

/// Reads what can be read and hands back the notes of everything that cannot.
pub(super) fn read(text: &str) -> (Flow, Marks, Reader<'_>) {
    let (document, broken) = DeTable::parse_recoverable(text);
    let mut reader = Reader::new(text);
    let mut marks = Marks::default();
    for error in broken {
        let at = error.span().map_or(text.len(), |span| span.start);
        reader.fault(at, Wrong::Toml(error.message().to_owned()));
    }
    let flow = reader.flow(&Table { at: 0, keys: document.get_ref() }, &mut marks);
    if reader.faults.is_empty() {
        // Only a file that could be read whole says which ids there are.
        links::check(&flow, &marks, &mut reader);
    }
    (flow, marks, reader)
}

/// Where the parts of a flow stand in its file, as bytes; stages and questions in the order of the flow.
#[derive(Default)]
pub(super) struct Marks {
    pub(super) stages: Vec<usize>,
    pub(super) questions: Vec<usize>,
    pub(super) whens: Vec<usize>,
    pub(super) texts: Vec<TextMark>,
}

/// Something a question says to the author.
pub(super) struct TextMark {
    pub(super) question: usize,
    pub(super) language: Language,
    pub(super) field: Field,
    pub(super) at: usize,
    pub(super) text: String,
}

/// What a text is in its question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Field {
    Ask,
    Short,
    Hint,
    Example,
    Starter,
    Probe,
}

impl Reader<'_> {
    fn flow(&mut self, top: &Table<'_, '_>, marks: &mut Marks) -> Flow {
        self.known(top, TOP);
        match top.get("version").map(|value| value.get_ref().as_integer()) {
            None => self.fault(top.at, Wrong::Missing("version")),
            Some(None) => self.shape(top.at("version"), "version", Shape::Number),
            Some(Some(number)) if number.as_str().parse() == Ok(VERSION) => {}
            Some(Some(number)) => self.fault(top.at("version"), Wrong::Version(number.as_str().to_owned())),
        }
        Flow {
            id: self.id(top),
            stages: self.tables(top, "stage").iter().map(|table| self.stage(table, marks)).collect(),
            questions: self.tables(top, "question").iter().map(|table| self.question(table, marks)).collect(),
        }
    }

    fn stage(&mut self, table: &Table<'_, '_>, marks: &mut Marks) -> Stage {
        self.known(table, STAGE);
        marks.stages.push(table.at);
        let scope = table.get("for_each").and_then(|_| self.one(table, "for_each", &SCOPES)).unwrap_or(Scope::Once);
        let [ja, en] = ["ja", "en"].map(|language| {
            let titles = self.table(table, language)?;
            self.known(&titles, TITLE);
            self.needed(&titles, "title")
        });
        if ja.is_none() && en.is_none() {
            self.fault(table.at, Wrong::NoLanguage);
        }
        Stage { id: self.id(table), scope, ja, en }
    }

    fn question(&mut self, table: &Table<'_, '_>, marks: &mut Marks) -> Question {
        self.known(table, QUESTION);
        let mut notes = Notes { question: marks.questions.len(), texts: &mut marks.texts };
        let [ja, en] = LANGUAGES.map(|(name, language)| {
            let words = self.table(table, name)?;
            Some(self.wording(&words, language, &mut notes))
        });
        if ja.is_none() && en.is_none() {
            self.fault(table.at, Wrong::NoLanguage);
        }
        let probes = self.tables(table, "probe");
        let probes = probes.iter().filter_map(|probe| self.probe(probe, &mut notes)).collect();
        marks.questions.push(table.at);
        marks.whens.push(table.at("when"));
        let kind = self.one(table, "kind", &KINDS).unwrap_or(Kind::Prose);
        let choices: Vec<Choice> = self.tables(table, "choice").iter().map(|choice| self.choice(choice)).collect();
        match kind {
            Kind::Choice | Kind::Choices if choices.len() < 2 => self.fault(table.at, Wrong::TooFewChoices),
            Kind::Prose | Kind::Line | Kind::YesNo | Kind::Tips if !choices.is_empty() => {
                self.fault(table.at, Wrong::ChoicesUnasked);
            }
            Kind::Prose | Kind::Line | Kind::Choice | Kind::Choices | Kind::YesNo | Kind::Tips => {}
        }
        let episode = table.get("episode").and_then(|_| self.one(table, "episode", &EPISODES));
        if episode.is_some() && !matches!(kind, Kind::Prose | Kind::Line) {
            self.fault(table.at("episode"), Wrong::EpisodeUntold);
        }
        Question {
            id: self.id(table),
            stage: self.needed(table, "stage").unwrap_or_default(),
            kind,
            need: self.one(table, "need", &NEEDS).unwrap_or(Need::May),
            wants: self.details(table, "wants").unwrap_or_default(),
            when: match table.get("when") {
                Some(value) => self.when(value),
                None => When::Always,
            },
            choices,
            was: self.texts(table, "was").unwrap_or_default(),
            since: self.day(table, "since"),
            retired: self.yes_no(table, "retired").unwrap_or(false),
            episode,
            ja,
            en,
            probes,
        }
    }

    fn wording(&mut self, table: &Table<'_, '_>, language: Language, notes: &mut Notes<'_>) -> Wording {
        self.known(table, WORDING);
        let wording = Wording {
            ask: self.needed(table, "ask").unwrap_or_default(),
            short: self.needed(table, "short").unwrap_or_default(),
            hint: self.string(table, "hint").unwrap_or_default(),
            example: self.string(table, "example").unwrap_or_default(),
            starters: self.texts(table, "starters").unwrap_or_default(),
        };
        let said = [
            ("ask", Field::Ask, &wording.ask),
            ("short", Field::Short, &wording.short),
            ("hint", Field::Hint, &wording.hint),
            ("example", Field::Example, &wording.example),
        ];
        for (key, field, text) in said {
            notes.note(table.at(key), language, field, text);
        }
        for starter in &wording.starters {
            notes.note(table.at("starters"), language, Field::Starter, starter);
        }
        wording
    }

    fn choice(&mut self, table: &Table<'_, '_>) -> Choice {
        self.known(table, CHOICE);
        let choice = Choice {
            value: self.needed(table, "value").unwrap_or_default(),
            ja: self.string(table, "ja"),
            en: self.string(table, "en"),
        };
        if !is_id(&choice.value) {
            self.fault(table.at, Wrong::BadId(choice.value.clone()));
        }
        if choice.ja.is_none() && choice.en.is_none() {
            self.fault(table.at, Wrong::NoLanguage);
        }
        choice
    }

    fn probe(&mut self, table: &Table<'_, '_>, notes: &mut Notes<'_>) -> Option<Probe> {
        self.known(table, PROBE);
        let [ja, en] = LANGUAGES.map(|(name, language)| {
            let text = self.string(table, name)?;
            notes.note(table.at(name), language, Field::Probe, &text);
            Some(text)
        });
        if ja.is_none() && en.is_none() {
            self.fault(table.at, Wrong::NoLanguage);
        }
        let Some(on) = self.table(table, "on") else {
            self.fault(table.at, Wrong::NoLimit);
            return None;
        };
        self.known(&on, TRIGGER);
        let triggers = [
            self.details(&on, "lacks").map(Trigger::Lacks),
            self.details(&on, "has").map(Trigger::Has),
            self.number(&on, "rich").map(Trigger::Rich),
        ];
        let mut triggers = triggers.into_iter().flatten();
        match (triggers.next(), triggers.next()) {
            (Some(on), None) => {
                let endless = match &on {
                    Trigger::Lacks(details) | Trigger::Has(details) => details.is_empty(),
                    Trigger::Rich(kinds) => *kinds == 0,
                };
                if endless {
                    self.fault(table.at, Wrong::NoLimit);
                }
                Some(Probe { on, ja, en })
            }
            (None, _) => {
                self.fault(on.at, Wrong::NoLimit);
                None
            }
            (Some(_), Some(_)) => {
                self.shape(on.at, "on", Shape::Condition);
                None
            }
        }
    }

    fn when(&mut self, value: &Value<'_>) -> When {
        let at = value.span().start;
        let Some(keys) = value.get_ref().as_table() else {
            self.shape(at, "when", Shape::Condition);
            return When::Always;
        };
        let table = Table { at, keys };
        self.known(&table, WHEN);
        let mut found = keys.iter();
        let (Some((key, inner)), None) = (found.next(), found.next()) else {
            self.shape(at, "when", Shape::Condition);
            return When::Always;
        };
        let of = |reader: &mut Self| {
            let of = reader.table(&table, key.get_ref())?;
            reader.known(&of, OF);
            if of.get("details").is_none() {
                reader.fault(of.at, Wrong::Missing("details"));
            }
            Some((reader.needed(&of, "question")?, reader.details(&of, "details")?))
        };
        match key.get_ref().as_ref() {
            "always" => match self.yes_no(&table, "always") {
                Some(false) => {
                    self.fault(at, Wrong::NeverTrue);
                    When::Always
                }
                Some(true) | None => When::Always,
            },
            "answered" => When::Answered(self.string(&table, "answered").unwrap_or_default()),
            "chose" => {
                let Some(chose) = self.table(&table, "chose") else { return When::Always };
                self.known(&chose, CHOSE);
                When::Chose(
                    self.needed(&chose, "question").unwrap_or_default(),
                    self.needed(&chose, "value").unwrap_or_default(),
                )
            }
            "lacks" => of(self).map_or(When::Always, |(question, details)| When::Lacks(question, details)),
            "has" => of(self).map_or(When::Always, |(question, details)| When::Has(question, details)),
            "language" => self.one(&table, "language", &LANGUAGES).map_or(When::Always, When::Language),
            "register" => self.one(&table, "register", &REGISTERS).map_or(When::Always, When::Register),
            "all" => When::All(self.conditions(inner, "all")),
            "any" => When::Any(self.conditions(inner, "any")),
            "not" => When::Not(Box::new(self.when(inner))),
            _unknown => When::Always,
        }
    }

    fn conditions(&mut self, value: &Value<'_>, key: &str) -> Vec<When> {
        let inner = value.get_ref().as_array().filter(|inner| !inner.is_empty());
        if inner.is_none() {
            self.shape(value.span().start, key, Shape::Tables);
        }
        inner.into_iter().flatten().map(|value| self.when(value)).collect()
    }
}

/// Notes what one question says.
struct Notes<'m> {
    question: usize,
    texts: &'m mut Vec<TextMark>,
}

impl Notes<'_> {
    fn note(&mut self, at: usize, language: Language, field: Field, text: &str) {
        let text = text.to_owned();
        self.texts.push(TextMark { question: self.question, language, field, at, text });
    }
}
