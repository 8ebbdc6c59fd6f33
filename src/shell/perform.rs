//! Doing what the program wants done: the only match on `Effect`.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, channel};

use super::input::Waker;
use super::output::{self, NotWritten, Over};
use super::places::Places;
use super::remember::Remembered;
use super::taken::Taken;
use super::{shelf, why};
use crate::answers::Key;
use crate::app::Model;
use crate::app::effect::{Effect, Export, Revision};
use crate::app::model::{Notice, Saving};
use crate::app::msg::Outcome;
use crate::app::sitting::{Access, Opened};
use crate::draft::Draft;
use crate::error::Error;
use crate::post::Remark;
use crate::words::{Words, fill};

/// What only the terminal can do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum After {
    /// End.
    Leave,
    /// Put a text on the system's clipboard.
    Copy(String),
    /// Open a text in the author's own editor.
    Editor(String),
}

/// The hands of the program.
#[derive(Debug)]
pub struct Performer {
    words: Words,
    places: Places,
    encoding: Option<String>,
    outcomes: Receiver<Outcome>,
    sender: Sender<Outcome>,
    waker: Option<Waker>,
    taken: Option<Taken>,
    last_words: Option<Error>,
}

impl Performer {
    /// Hands for these places.
    #[must_use]
    pub fn new(words: Words, places: Places, encoding: Option<String>, waker: Option<Waker>) -> Self {
        let (sender, outcomes) = channel();
        Self { words, places, encoding, outcomes, sender, waker, taken: None, last_words: None }
    }

    /// Opens the post at `path` and its draft.
    ///
    /// # Errors
    /// Where the post or its draft cannot be read.
    pub fn open(&mut self, path: &Path, at: Option<Key>) -> Result<Opened, Error> {
        let taken = Taken::write(path, self.encoding.as_deref(), &self.places, &self.words)?;
        let remembered = Remembered::read(&self.places.of_post(&taken.path));
        let opened = Opened {
            path: taken.path.clone(),
            post: taken.post.clone(),
            flows: taken.flows.clone(),
            craft: taken.craft.clone(),
            draft: taken.draft.clone(),
            at: at.or(remembered.at),
            carets: remembered.carets,
            notices: taken.remarks.iter().map(|remark| Notice::plain(remark_line(remark, &self.words))).collect(),
            access: Access::Write,
            saving: if taken.resumed { Saving::Saved } else { Saving::New },
        };
        self.taken = Some(taken);
        Ok(opened)
    }

    /// Starts reading the shelf.
    pub fn read_shelf(&mut self) {
        let rows = shelf::rows(None, &self.places, &self.words).unwrap_or_default();
        let entries = rows.iter().map(shelf::entry).collect();
        self.report(Outcome::Shelf(entries, crate::app::msg::Reading::Done));
    }

    /// What became of earlier effects.
    pub fn outcomes(&mut self) -> Vec<Outcome> {
        self.outcomes.try_iter().collect()
    }

    /// What went wrong at the very end, to be said when the terminal is back.
    #[must_use]
    pub fn last_words(&mut self) -> Option<Error> {
        self.last_words.take()
    }

    /// The author's own editor.
    #[must_use]
    pub fn editor(&self) -> Option<&str> {
        self.places.editor.as_deref()
    }

    /// Does it, and hands back what only the terminal can do.
    pub fn perform(&mut self, effects: Vec<Effect>) -> Vec<After> {
        let mut after = Vec::new();
        for effect in effects {
            match effect {
                Effect::Journal(_, _) => {}
                Effect::Save(revision, draft) => self.save(revision, *draft),
                Effect::SaveAndLeave(revision, draft) => {
                    self.save(revision, *draft);
                    after.push(After::Leave);
                }
                Effect::Leave => after.push(After::Leave),
                Effect::Remember(key, caret) => {
                    if let Some(taken) = &self.taken {
                        Remembered::note(&self.places.of_post(&taken.path), &key, caret);
                    }
                }
                Effect::Export(export) => self.export(&export),
                Effect::Copy(text) => after.push(After::Copy(text)),
                Effect::Editor(text) => after.push(After::Editor(text)),
                Effect::ReadShelf => self.read_shelf(),
                Effect::Open(path) => self.open_from_shelf(&path),
            }
        }
        after
    }

    /// Saves what there is, after something went wrong in the program itself.
    pub fn rescue(&mut self, model: &Model) {
        if let Some(sitting) = model.sitting.as_ref().filter(|sitting| sitting.needs_saving()) {
            self.save(sitting.revision, sitting.draft.clone());
        }
    }

    fn open_from_shelf(&mut self, path: &PathBuf) {
        let outcome = match self.open(path, None) {
            Ok(opened) => Outcome::Opened(Box::new(opened)),
            Err(error) => Outcome::Failed(error.what),
        };
        self.report(outcome);
    }

    fn save(&mut self, revision: Revision, draft: Draft) {
        let Some(taken) = &mut self.taken else { return };
        taken.draft = draft;
        let outcome = match taken.save(&self.words) {
            Ok(()) => Outcome::Saved(revision),
            Err(error) => {
                let line = error.what.clone();
                self.last_words = Some(error);
                Outcome::NotSaved(revision, line)
            }
        };
        self.report(outcome);
    }

    fn export(&mut self, export: &Export) {
        let Some(taken) = &self.taken else { return };
        let path = taken.path.with_file_name(export.to.file_name(&taken.draft.post.file));
        let shown = path.display().to_string();
        let errors = &self.words.error;
        let outcome = match output::write(&path, &export.text, Over::Own, &self.places.exports()) {
            Ok(()) => Outcome::Exported(fill(&self.words.notice.exported, &[("path", &shown)])),
            Err(NotWritten::Exists) => Outcome::Failed(fill(&errors.exists.what, &[("path", &shown)])),
            Err(NotWritten::Refused(error)) => {
                let why = why(&error, &self.words);
                Outcome::Failed(fill(&errors.cannot_write.what, &[("path", &shown), ("why", &why)]))
            }
        };
        self.report(outcome);
    }

    fn report(&mut self, outcome: Outcome) {
        // The receiver is this struct's own.
        let _kept = self.sender.send(outcome);
        if let Some(waker) = &self.waker {
            waker.wake();
        }
    }
}

/// A remark on how the post was read, in words.
fn remark_line(remark: &Remark, words: &Words) -> String {
    let notice = &words.notice;
    match remark {
        Remark::Encoding(name) => fill(&notice.encoding, &[("encoding", name)]),
        Remark::Undecodable => notice.undecodable.clone(),
        Remark::FrontMatter => notice.front_matter.clone(),
        Remark::Promise { promised, found } => {
            let (promised, found) = (promised.to_string(), found.to_string());
            fill(&notice.promise, &[("promised", &promised), ("found", &found)])
        }
    }
}
