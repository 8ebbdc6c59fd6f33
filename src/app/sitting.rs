//! A sitting: one post being worked on.
//!
//! What it is: the post, its draft, the story woven from both, and the fields being typed into. What it is not: it
//! decides nothing about keys or screens. Invariant: `draft.answers` holds what the fields show, every change grew `revision`
//! and was given to the journal, and but for the keys of a burst `story` is woven from the draft as it is.

mod axis;
mod chosen;
mod reading;
mod retold;

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use super::effect::{Change, Effect, Revision};
use super::field::{Field, List};
use super::frame::Parts;
use super::model::{Notice, Saving};
use super::prose::{Laid, Place, Shown};
use super::{standing::Standing, wrapped::Wrapped};
use crate::answers::{Answer, Answers, Key, Outcome, Subject};
use crate::draft::{Bridges, Draft, Edit, rematch};
use crate::flow::{Detail, Flow, Kind, Wording};
use crate::interview::{Call, Interview, ReadBack};
use crate::post::{Mending, Post};
use crate::probe::{Reader, Reading};
use crate::story::{self, Bridge, Craft, Story};
use crate::text::buffer::{Buffer, Splice};
use crate::text::{characters, touched};
use reading::Following;
pub use reading::{Length, Offer};
use retold::Beside;

/// A post as `shell` opened it.
#[derive(Debug, Clone, PartialEq)]
pub struct Opened {
    /// Where the post is.
    pub path: PathBuf,
    /// The post.
    pub post: Post,
    /// The questions.
    pub flows: Vec<Flow>,
    /// What the axis says.
    pub axis: Answers,
    /// Arcs and bridges.
    pub craft: Craft,
    /// The draft, the journal's changes taken in.
    pub draft: Draft,
    /// The question to open at.
    pub at: Option<Key>,
    /// Where the caret stood in each answer, in bytes.
    pub carets: BTreeMap<Key, usize>,
    /// Texts of others that wait beside an answer.
    pub undecided: Answers,
    /// What the draft on disk has of what a crash had left in the journal.
    pub brought_back: Before,
    /// Lines for the author, the most important first.
    pub notices: Vec<Notice>,
    /// Whether the draft may be changed here.
    pub access: Access,
    /// Whether the draft on disk is what was opened.
    pub saving: Saving,
}

/// Answers, and edits by their passage, as they were before.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Before {
    /// The answers.
    pub answers: Answers,
    /// The edits of each passage.
    pub edits: Vec<(String, Vec<Edit>)>,
}

impl Before {
    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.answers.is_empty() && self.edits.is_empty()
    }
}

/// What the story pane follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Follows {
    /// The answer being typed.
    Caret,
    /// The reader, who scrolled it.
    Reader,
}

/// Whether the draft may be changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// It may.
    Write,
    /// Another window holds it.
    Read,
}

/// One post being worked on.
#[derive(Debug)]
pub struct Sitting {
    /// Where the post is.
    pub path: PathBuf,
    /// The post.
    pub post: Post,
    /// The questions.
    pub flows: Vec<Flow>,
    /// What the axis says, for this post and others.
    pub axis: Answers,
    /// Whether the author was told that these answers can become the axis.
    axis_mentioned: bool,
    /// Where a beginning was taken last.
    pub begun: Option<Key>,
    /// Whether the button of the mouse went down in the answer last.
    pub is_dragging: bool,
    /// Arcs and bridges.
    pub craft: Craft,
    /// The answers and choices.
    pub draft: Draft,
    /// The woven text.
    pub story: Story,
    /// The bridges it had when the question was come to.
    bridges_before: Vec<Bridge>,
    /// The question being answered.
    pub current: Key,
    /// What was typed into so far; each keeps its caret and its undo.
    fields: BTreeMap<Key, Field>,
    /// Where the caret stood in answers not yet opened.
    carets: BTreeMap<Key, usize>,
    /// How the interview stands at the current question.
    standing: Standing,
    /// Reads the current answer, again only where it was touched.
    reader: Reader,
    /// What the current answer holds.
    reading: Reading,
    /// Which of the wanted details that are: a long answer holds thousands of signs.
    held: Vec<Detail>,
    /// How long the current answer is, where it changed since it was read.
    unread: Option<Length>,
    /// How many characters it has.
    characters: usize,
    /// What is offered. Looked for in pauses, so that nothing flickers and a long answer types as fast as a short one.
    offer: Option<Offer>,
    /// The follow-up taken up, in the words it was offered with.
    asking: Option<Call>,
    /// How `standing` and `reading` follow the typed characters.
    following: Following,
    /// What was laid beside tellings before.
    beside: Beside,
    /// The stages read back in this sitting, each with how many of its answers there were.
    read_back: BTreeSet<(String, Option<Subject>, usize)>,
    /// The marked row of the outline, while it has the keys.
    pub outline: Option<usize>,
    /// The row at the top of the outline, where the reader scrolled it.
    pub outline_top: Option<usize>,
    /// The row at the top of the story pane.
    pub story_top: Place,
    /// The rows of the story pane, as they were last laid out.
    pub story_rows: Vec<Shown>,
    /// The lines those are of.
    pub story_laid: Laid,
    /// The question, its hint and what is offered in rows, as they were last laid out.
    pub question: [Wrapped; 3],
    /// Where the question's parts stand, as they were last laid out.
    pub parts: Parts,
    /// What the story pane follows.
    pub story_follows: Follows,
    /// Texts of others that wait beside an answer, until the author chooses.
    pub undecided: Answers,
    /// What the draft on disk had of what a crash had left in the journal.
    brought_back: Before,
    /// Whether the draft may be changed here.
    pub access: Access,
    /// The number of changes so far.
    pub revision: Revision,
    /// The last revision on disk.
    pub saved: Revision,
    /// How the draft stands.
    pub saving: Saving,
    /// Whether the author is waiting to hear that it was saved.
    pub asked_to_save: bool,
}

impl Sitting {
    /// Takes a post up.
    #[must_use]
    pub fn new(opened: Opened) -> Self {
        let story = story::weave(&opened.post, &opened.draft, &opened.craft);
        let language = opened.draft.language;
        let mut sitting = Self {
            path: opened.path,
            post: opened.post,
            flows: opened.flows,
            axis: opened.axis,
            axis_mentioned: false,
            begun: None,
            is_dragging: false,
            craft: opened.craft,
            draft: opened.draft,
            story,
            bridges_before: Vec::new(),
            current: Key::new("", None),
            fields: BTreeMap::new(),
            carets: opened.carets,
            standing: Standing::default(),
            reader: Reader::new(language),
            reading: Reading::default(),
            held: Vec::new(),
            unread: None,
            following: Following::Same,
            characters: 0,
            offer: None,
            asking: None,
            beside: Beside::default(),
            read_back: BTreeSet::new(),
            outline: None,
            outline_top: None,
            story_top: Place::default(),
            story_rows: Vec::new(),
            story_laid: Laid::default(),
            question: <[Wrapped; 3]>::default(),
            parts: Parts::default(),
            story_follows: Follows::Caret,
            undecided: opened.undecided,
            brought_back: opened.brought_back,
            access: opened.access,
            revision: Revision::default(),
            saved: Revision::default(),
            saving: opened.saving,
            asked_to_save: false,
        };
        // What a crash left is the sitting's first revision.
        if opened.saving == Saving::Unsaved || !sitting.brought_back.is_empty() {
            sitting.revision.0 += 1;
        }
        let interview = sitting.interview();
        // Any question can be named, asked already or not.
        let wanted = opened.at.and_then(|key| interview.resolve(&key).ok());
        let open = || interview.next_open(None).or(interview.visible().first()).map(|posed| posed.key.clone());
        if let Some(key) = wanted.or_else(open) {
            // The first frame waits for no reading.
            sitting.stand_at(key);
        }
        sitting
    }

    /// The interview over the draft as it is.
    #[must_use]
    pub fn interview(&self) -> Interview<'_> {
        Interview::new(&self.flows, &self.post, &self.draft)
    }

    /// The field of the current question.
    ///
    /// # Panics
    /// Never: going to a question makes its field.
    #[must_use]
    #[expect(clippy::expect_used, reason = "`go` makes the field of the question it goes to")]
    pub fn field(&self) -> &Field {
        self.fields.get(&self.current).expect("the current question has a field")
    }

    /// The text field of the current question, to be edited.
    pub fn buffer(&mut self) -> Option<&mut Buffer> {
        match self.fields.get_mut(&self.current) {
            Some(Field::Text(buffer)) => Some(buffer),
            Some(Field::List(_)) | None => None,
        }
    }

    /// The list of the current question, to be marked.
    pub fn list(&mut self) -> Option<&mut List> {
        match self.fields.get_mut(&self.current) {
            Some(Field::List(list)) => Some(list),
            Some(Field::Text(_)) | None => None,
        }
    }

    /// What kind of answer the current question takes. A follow-up is always prose.
    #[must_use]
    pub fn kind(&self) -> Kind {
        self.kind_of(&self.current)
    }

    /// A question as the author reads it, visible or not.
    #[must_use]
    pub fn wording(&self, key: &Key) -> Wording {
        let wording = self.interview().put(key);
        match self.asking.as_ref().filter(|call| call.key == *key) {
            Some(call) => Wording { ask: call.ask.clone(), ..wording },
            None => wording,
        }
    }

    /// Takes a follow-up up, in the words it was offered with.
    pub fn take_up(&mut self, call: Call) {
        let key = call.key.clone();
        self.asking = Some(call);
        self.go(key);
    }

    /// What is to be read back on the way to the next question: once for what there is.
    pub fn read_back(&mut self, to: Option<&Key>) -> Option<ReadBack> {
        let read_back = self.interview().read_back(&self.current, to)?;
        let (stage, of) = read_back.stage.clone();
        self.read_back.insert((stage, of, read_back.told.len())).then_some(read_back)
    }

    /// How the interview stands at the current question.
    #[must_use]
    pub const fn standing(&self) -> &Standing {
        &self.standing
    }

    /// Characters of the current answer as people count them (文字数): graphemes without blanks and line ends.
    #[must_use]
    pub const fn characters(&self) -> usize {
        self.characters
    }

    /// A question's name with what it is asked of: `失敗 @ 1 最後まで聞く`.
    #[must_use]
    pub fn named(&self, key: &Key) -> String {
        self.interview().named(key)
    }

    /// Goes to a question, and reads its answer unless that takes a pause.
    pub fn go(&mut self, key: Key) {
        self.stand_at(key);
        if self.unread == Some(Length::Short) {
            self.look_for_offer();
        }
    }

    /// Goes to a question and makes its field where it has none yet, or where its answer changed beneath it.
    fn stand_at(&mut self, key: Key) {
        let text = self.draft.answers.get(&key).map_or("", |answer| answer.text.as_str());
        if let Some(Field::Text(buffer)) = self.fields.get_mut(&key) {
            if buffer.text() != text {
                // It changed beneath the field, and the draft has it already.
                buffer.adopt(text);
                buffer.take_splices();
            }
        } else {
            let field = self.field_for(&key, text);
            self.fields.insert(key.clone(), field);
        }
        self.current = key;
        self.know_bridges();
        self.lay_beside();
        self.outline_top = None;
        self.story_follows = Follows::Caret;
        self.reader = Reader::new(self.draft.language);
        (self.reading, self.held, self.offer) = (Reading::default(), Vec::new(), None);
        self.derive();
        self.characters = self.draft.answers.get(&self.current).map_or(0, |answer| characters(&answer.text));
    }

    /// A new field for a question, holding `text`.
    fn field_for(&self, key: &Key, text: &str) -> Field {
        let interview = self.interview();
        let question = interview.find(key).filter(|_| key.probe == 0).map(|posed| posed.question);
        if let Some(list) = question.and_then(|question| List::new(question, interview.choices(question), text)) {
            return Field::List(list);
        }
        let mut buffer = match question.map(|question| question.kind) {
            // A line that was given line ends by hand keeps them.
            Some(Kind::Line) if !text.contains('\n') => Buffer::line(text),
            _ => Buffer::new(text),
        };
        buffer.set_caret(self.carets.get(key).copied().unwrap_or(0));
        Field::Text(Box::new(buffer))
    }

    /// Where the caret stands now, to be remembered.
    #[must_use]
    pub fn remember(&self) -> Effect {
        let caret = match self.field() {
            Field::Text(buffer) => buffer.caret(),
            Field::List(_) => 0,
        };
        Effect::Remember(self.current.clone(), caret)
    }

    /// Whether the disk does not have it all.
    #[must_use]
    pub fn needs_saving(&self) -> bool {
        self.access == Access::Write && self.revision > self.saved
    }

    /// Takes over what was done to the current field.
    pub fn splice(&mut self, splices: Vec<Splice>, now: &str, effects: &mut Vec<Effect>) {
        if splices.is_empty() {
            return;
        }
        let key = self.current.clone();
        let asked = &self.standing.wording.ask;
        let answer = self.draft.answers.entry(&key);
        let fresh = answer.asked != *asked || answer.outcome.is_some() || answer.from.is_some();
        if fresh {
            // The journal learns the wording once, then only what is typed.
            let asked = asked.clone();
            let (text, retold) = (std::mem::take(&mut answer.text), answer.retold.take());
            *answer = Answer { asked, at: Some(now.to_owned()), text, retold, ..Answer::default() };
            self.revision.0 += 1;
            effects.push(Effect::Journal(self.revision, Change::Set(key.clone(), answer.clone())));
        }
        answer.at = Some(now.to_owned());
        // With the last of its words goes where they were from.
        let gone = splices.iter().any(|splice| splice.removed == answer.text.len());
        for splice in splices {
            // Only what it touches is counted again.
            let old = touched(&answer.text, splice.at, splice.removed);
            self.characters -= characters(old).min(self.characters);
            splice.apply(&mut answer.text);
            self.characters += characters(touched(&answer.text, splice.at, splice.inserted.len()));
            self.revision.0 += 1;
            effects.push(Effect::Journal(self.revision, Change::Splice(key.clone(), splice)));
        }
        if gone && answer.retold.take().is_some() {
            self.revision.0 += 1;
            effects.push(Effect::Journal(self.revision, Change::Set(key.clone(), answer.clone())));
        }
        self.typed();
    }

    /// Sets an answer as a whole: a choice or an outcome.
    pub fn set(
        &mut self,
        key: &Key,
        text: Option<String>,
        outcome: Option<Outcome>,
        now: &str,
        effects: &mut Vec<Effect>,
    ) {
        let asked = self.wording(key).ask;
        let answer = self.draft.answers.entry(key);
        let retold = answer.retold.take().filter(|_| text.is_none());
        let text = text.unwrap_or_else(|| std::mem::take(&mut answer.text));
        *answer = Answer { asked, at: Some(now.to_owned()), text, outcome, from: None, retold };
        self.revision.0 += 1;
        effects.push(Effect::Journal(self.revision, Change::Set(key.clone(), answer.clone())));
        self.changed();
    }

    /// Takes an arc, and bridges or none. They are saved with the draft; the journal keeps words alone.
    pub fn order(&mut self, arc: &str, bridges: Bridges, effects: &mut Vec<Effect>) {
        arc.clone_into(&mut self.draft.arc);
        self.draft.bridges = bridges;
        self.revision.0 += 1;
        self.changed();
        effects.push(Effect::Save(self.revision, Box::new(self.draft.clone())));
    }

    /// Takes the post as its author mends it now, and as it is read then. It is saved with the draft; the journal keeps
    /// answers alone.
    pub fn mend(&mut self, mending: Mending, post: Post, effects: &mut Vec<Effect>) {
        self.draft.mending = mending;
        self.take_mended(post);
        self.revision.0 += 1;
        self.changed();
        effects.push(Effect::Save(self.revision, Box::new(self.draft.clone())));
    }

    /// Takes the post as it is read now: tips are matched again, and the choice of tips follows.
    fn take_post(&mut self, post: Post) {
        self.post = post;
        rematch(&mut self.draft, &self.post);
        self.fields.retain(|_, field| matches!(field, Field::Text(_)));
    }

    /// The same where the author's marks are others now: a question whose tip is none any more is left.
    fn take_mended(&mut self, post: Post) {
        self.take_post(post);
        let interview = self.interview();
        let here = interview.find(&self.current).map(|_| self.current.clone());
        let open = || interview.next_open(None).or(interview.visible().first()).map(|posed| posed.key.clone());
        if let Some(key) = here.or_else(open) {
            self.go(key);
        }
    }

    /// Makes the edits of one passage these.
    pub fn reword(&mut self, passage: &str, edits: Vec<Edit>, effects: &mut Vec<Effect>) {
        self.draft.set_edits(passage, edits.clone());
        self.revision.0 += 1;
        effects.push(Effect::Journal(self.revision, Change::Edits(passage.to_owned(), edits)));
        self.changed();
    }

    /// The draft is another now, and not by typing.
    fn changed(&mut self) {
        self.typed();
        self.catch_up();
        self.know_bridges();
    }
}
