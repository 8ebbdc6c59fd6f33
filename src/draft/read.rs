//! From TOML to a draft.
//!
//! What it is: the reading half of the format; a missing key has a default, an unknown one is left to the file. What it
//! is not: a judge of keys; an answer to a question no flow has is an answer. Invariant: a value of the wrong kind is
//! never passed over in silence.

use toml_edit::{Document, Item, TableLike, Value};

use super::quote::Form;
use super::{At, Bridges, Broken, DEFAULT_ARC, DEFAULT_FLOW, Draft, Edit, PostMark, TipMark, VERSION, Wanted};
use crate::answers::{Answer, Answers, Key, Outcome, Retold};
use crate::post::{Mark, Mending, Says, TakenFor};
use crate::text::Language;
use crate::voice::{Heard, Voice};

/// The draft a document holds.
pub(super) fn draft(doc: &Document<&str>) -> Result<Draft, Broken> {
    let source = Source(doc.raw());
    let root: &dyn TableLike = doc.as_table();
    source.version(root)?;
    let mut post = PostMark::default();
    let mut mending = Mending { marks: source.marks(root)?, ..Mending::default() };
    if let Some(table) = source.table(root, "post")? {
        post.file = source.string(table, "file")?.unwrap_or_default();
        post.sha256 = source.string(table, "sha256")?.unwrap_or_default();
        let taken = source.one_of(table, "tips", Wanted::TakenFor, &[TakenFor::Several, TakenFor::One], taken_name)?;
        mending.taken = taken.unwrap_or_default();
    }
    let language = source.named(root, "language", Wanted::Language, |name| match name {
        "ja" => Some(Language::Ja),
        "en" => Some(Language::En),
        _ => None,
    })?;
    let bridges = source.named(root, "bridges", Wanted::Bridges, |name| match name {
        "some" => Some(Bridges::Some),
        "none" => Some(Bridges::None),
        _ => None,
    })?;
    let answers = source.answers(root)?;
    let told = || answers.iter().map(|(_, answer)| answer.text.as_str());
    Ok(Draft {
        flow: source.string(root, "flow")?.unwrap_or_else(|| DEFAULT_FLOW.to_owned()),
        language: language.unwrap_or_else(|| Language::of(told())),
        arc: source.string(root, "arc")?.unwrap_or_else(|| DEFAULT_ARC.to_owned()),
        bridges: bridges.unwrap_or_default(),
        post,
        mending,
        tips: source.tips(root)?,
        edits: source.edits(root)?,
        voices: source.voices(root)?,
        answers,
    })
}

/// The answers a document holds.
pub(crate) fn answers(doc: &Document<&str>) -> Result<Answers, Broken> {
    let source = Source(doc.raw());
    source.version(doc.as_table())?;
    source.answers(doc.as_table())
}

/// The name of an outcome in a draft.
pub(super) const fn outcome_name(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::DontKnow => "dont-know",
        Outcome::CantSay => "cant-say",
        Outcome::None => "none",
        Outcome::Parked => "parked",
        Outcome::Skipped => "skipped",
    }
}

const OUTCOMES: [Outcome; 5] = [Outcome::DontKnow, Outcome::CantSay, Outcome::None, Outcome::Parked, Outcome::Skipped];

/// The name of how many tips a post is taken for.
pub(super) const fn taken_name(taken: TakenFor) -> &'static str {
    match taken {
        TakenFor::Several => "several",
        TakenFor::One => "one",
    }
}

/// The name of what a line is.
pub(super) const fn says_name(says: Says) -> &'static str {
    match says {
        Says::Tip => "tip",
        Says::NoTip => "no-tip",
        Says::Joined => "joined",
    }
}

/// The text a document was read from, to say where something stands in it.
#[derive(Clone, Copy)]
struct Source<'t>(&'t str);

impl Source<'_> {
    fn wants(self, item: &Item, key: &str, wanted: Wanted) -> Broken {
        let start = item.span().map_or(0, |span| span.start);
        Broken::Value { at: At::of(self.0, start), key: key.to_owned(), wanted }
    }

    fn version(self, root: &dyn TableLike) -> Result<(), Broken> {
        let Some(item) = root.get("version") else { return Ok(()) };
        match item.as_integer() {
            None => Err(self.wants(item, "version", Wanted::Number)),
            Some(version) if version > VERSION => Err(Broken::Newer { version }),
            Some(_) => Ok(()),
        }
    }

    fn table<'d>(self, parent: &'d dyn TableLike, key: &str) -> Result<Option<&'d dyn TableLike>, Broken> {
        let Some(item) = parent.get(key) else { return Ok(None) };
        item.as_table_like().map(Some).ok_or_else(|| self.wants(item, key, Wanted::Table))
    }

    fn tables<'d>(self, parent: &'d dyn TableLike, key: &str) -> Result<Vec<&'d dyn TableLike>, Broken> {
        let Some(item) = parent.get(key) else { return Ok(Vec::new()) };
        if let Some(tables) = item.as_array_of_tables() {
            return Ok(tables.iter().map(|table| table as &dyn TableLike).collect());
        }
        let inline = item.as_array().map(|array| array.iter().map(Value::as_inline_table));
        let tables = inline.and_then(|tables| tables.map(|table| table.map(|t| t as &dyn TableLike)).collect());
        tables.ok_or_else(|| self.wants(item, key, Wanted::Tables))
    }

    fn string(self, table: &dyn TableLike, key: &str) -> Result<Option<String>, Broken> {
        let Some(item) = table.get(key) else { return Ok(None) };
        item.as_str().map(|text| Some(text.to_owned())).ok_or_else(|| self.wants(item, key, Wanted::Text))
    }

    /// A text of the author's.
    fn text(self, table: &dyn TableLike, key: &str) -> Result<String, Broken> {
        let mut text = self.string(table, key)?.unwrap_or_default();
        text.truncate(Form::Answer.read(&text).len());
        Ok(text)
    }

    fn named<T>(
        self,
        table: &dyn TableLike,
        key: &str,
        wanted: Wanted,
        read: impl Fn(&str) -> Option<T>,
    ) -> Result<Option<T>, Broken> {
        let Some(item) = table.get(key) else { return Ok(None) };
        item.as_str().and_then(read).map(Some).ok_or_else(|| self.wants(item, key, wanted))
    }

    /// The one of `all` that goes by the name written.
    fn one_of<T: Copy>(
        self,
        table: &dyn TableLike,
        key: &str,
        wanted: Wanted,
        all: &[T],
        name: impl Fn(T) -> &'static str,
    ) -> Result<Option<T>, Broken> {
        self.named(table, key, wanted, |written| all.iter().copied().find(|one| name(*one) == written))
    }

    fn marks(self, root: &dyn TableLike) -> Result<Vec<Mark>, Broken> {
        let mut marks = Vec::new();
        for table in self.tables(root, "mend")? {
            let line = self.string(table, "line")?;
            let says = self.one_of(table, "says", Wanted::Says, &[Says::Tip, Says::NoTip, Says::Joined], says_name)?;
            let nth = table.get("nth").map(|item| {
                let number = item.as_integer().and_then(|number| usize::try_from(number).ok());
                number.ok_or_else(|| self.wants(item, "nth", Wanted::Number))
            });
            let (nth, heading) = (nth.transpose()?.unwrap_or(0), self.string(table, "heading")?);
            // Without a line it is a note of the author's.
            let Some(line) = line else { continue };
            let Some(says) = says else {
                let item = table.get("line").unwrap_or(&Item::None);
                return Err(self.wants(item, "says", Wanted::Says));
            };
            marks.push(Mark { line, nth, says, heading });
        }
        Ok(marks)
    }

    fn tips(self, root: &dyn TableLike) -> Result<Vec<TipMark>, Broken> {
        let mut tips: Vec<TipMark> = Vec::new();
        for table in self.tables(root, "tip")? {
            let id = self.named(table, "id", Wanted::Tip, |name| name.parse().ok())?;
            // A tip without a name is one the author noted; nothing can refer to it.
            let Some(id) = id.filter(|id| tips.iter().all(|tip| tip.id != *id)) else { continue };
            let heading = self.string(table, "heading")?.unwrap_or_default();
            let opening = self.string(table, "opening")?.unwrap_or_default();
            tips.push(TipMark { id, heading, opening, index: None });
        }
        Ok(tips)
    }

    fn answers(self, root: &dyn TableLike) -> Result<Answers, Broken> {
        let mut answers = Answers::default();
        let Some(tables) = self.table(root, "answer")? else { return Ok(answers) };
        for (name, item) in tables.iter() {
            // What is no key yet may be one to a later naze; the file keeps it.
            let Ok(key) = name.parse::<Key>() else { continue };
            let table = item.as_table_like().ok_or_else(|| self.wants(item, name, Wanted::Table))?;
            let at = match table.get("at") {
                None => None,
                Some(item) => Some(match (item.as_datetime(), item.as_str()) {
                    (Some(time), _) => time.to_string(),
                    (None, Some(text)) => text.to_owned(),
                    (None, None) => return Err(self.wants(item, "at", Wanted::Text)),
                }),
            };
            let outcome = self.one_of(table, "outcome", Wanted::Outcome, &OUTCOMES, outcome_name)?;
            let answer = Answer {
                asked: self.string(table, "asked")?.unwrap_or_default(),
                at,
                text: self.text(table, "text")?,
                outcome,
                from: self.string(table, "from")?,
                retold: self.retold(table)?,
            };
            answers.insert(key, answer);
        }
        Ok(answers)
    }

    fn retold(self, table: &dyn TableLike) -> Result<Option<Retold>, Broken> {
        let Some(of) = self.string(table, "retold")? else { return Ok(None) };
        Ok(Some(Retold { of, taken: self.string(table, "taken")?.unwrap_or_default() }))
    }

    fn voices(self, root: &dyn TableLike) -> Result<Vec<Voice>, Broken> {
        let mut voices: Vec<Voice> = Vec::new();
        for table in self.tables(root, "voice")? {
            let id = self.named(table, "id", Wanted::Voice, |name| name.parse().ok())?;
            // One without a name is the author's note, as it is with tips.
            let Some(id) = id.filter(|id| voices.iter().all(|voice| voice.id != *id)) else { continue };
            let name = self.string(table, "name")?.unwrap_or_default();
            let at = self.string(table, "at")?.unwrap_or_default();
            voices.push(Voice { id, heard: Heard { text: self.text(table, "text")?, name, at } });
        }
        Ok(voices)
    }

    fn edits(self, root: &dyn TableLike) -> Result<Vec<Edit>, Broken> {
        let tables = self.tables(root, "edit")?;
        let edit = |table: &&dyn TableLike| {
            let passage = self.string(*table, "passage")?.unwrap_or_default();
            let bridge = self.string(*table, "bridge")?;
            let aside = Some(self.text(*table, "aside")?).filter(|words| !words.is_empty());
            let (was, text) = (self.text(*table, "was")?, self.text(*table, "text")?);
            Ok(Edit { passage, was, bridge, aside, text })
        };
        tables.iter().map(edit).collect()
    }
}
