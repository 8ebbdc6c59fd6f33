//! Doing what the program wants done: the only match on `Effect`.

mod hands;
mod report;
mod retelling;
mod saving;
mod shelf;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicUsize;
use std::sync::mpsc::{Receiver, channel};
use std::sync::{Arc, Mutex, Once};
use std::time::{Instant, SystemTime};

use super::digest::sha256;
use super::disk::Disk;
use super::input::Waker;
use super::journal::Journal;
use super::lock::{self, Lock};
use super::output::{self, NotWritten, Over};
use super::places::Places;
use super::remember::Remembered;
use super::saver::{Saver, Told};
use super::shelf::known::{self, Root};
use super::shelf::read::Seen;
use super::shelf::{references, trash};
use super::store::{Lost, NotSaved, kept};
use super::taken::{Taken, not_saved, questions};
use super::watch::Watch;
use super::{answering, axis, habit, opening, why};
use crate::answers::{Answer, Key};
use crate::app::Model;
use crate::app::effect::{Effect, Export, Lent, Revision};
use crate::app::keymap::Keymap;
use crate::app::model::Saving;
use crate::app::msg::{Mixed, Outcome, Reread};
use crate::app::sitting::{Access, Opened};
use crate::draft::{self, Draft};
use crate::error::Error;
use crate::flow::Flow;
use crate::interview::Refused;
use crate::post::{self, Hints, Mending};
use crate::text::Ambiguous;
use crate::words::{Words, fill, lent};
use hands::Hands;
use report::{Report, Turn, Word};
use saving::PutAway;
use shelf::Keeper;

/// What only the terminal can do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum After {
    /// End.
    Leave,
    /// Put a text on the system's clipboard.
    Copy(String),
    /// Open a text in the author's own editor.
    Editor(Lent, String),
}

/// The hands of the program.
#[derive(Debug)]
pub struct Performer {
    words: &'static Words,
    keymap: Keymap,
    places: Places,
    encoding: Option<String>,
    told: Receiver<Word>,
    report: Report,
    work: Option<Work>,
    last_words: Option<Error>,
    /// Takes away what lies in the state too long, once.
    purged: Once,
    /// The folder the shelf is read from.
    root: Root,
    /// How often drafts of the shelf were asked for: only the last time counts.
    asked: Arc<AtomicUsize>,
    /// What of the shelf was read.
    seen: Arc<Mutex<Seen>>,
    /// What does things with drafts of the shelf, once something was to be done.
    hands: Option<Hands>,
    /// When to say that this is still being done.
    still: Option<Instant>,
    /// Which opening this is.
    turn: Turn,
    /// Posts that are being let go of.
    put_away: Vec<PutAway>,
}

/// The post being worked on.
#[derive(Debug)]
struct Work {
    /// Its canonical path.
    path: PathBuf,
    /// Digest of its bytes as they were last read.
    sha256: String,
    flows: Vec<Flow>,
    /// Where its draft is.
    draft: PathBuf,
    /// What writes to it; nothing where another window does.
    pen: Option<Pen>,
}

/// What writes to a draft. Its parts end in this order: nobody else may write before all is saved.
#[derive(Debug)]
struct Pen {
    journal: Journal,
    saver: Saver,
    _lock: Option<Lock>,
    /// The last revision the journal could not take.
    unkept: Option<Revision>,
    /// What is being saved, and since when, until it is heard of.
    pending: Option<(Revision, Instant)>,
}

impl Performer {
    /// Hands for these places.
    #[must_use]
    pub fn new(
        words: &'static Words,
        keymap: Keymap,
        places: Places,
        encoding: Option<String>,
        waker: Option<Waker>,
    ) -> Self {
        let (sender, told) = channel();
        let report = Report { sender, waker: waker.map(Arc::new) };
        Self {
            words,
            keymap,
            places,
            encoding,
            told,
            report,
            work: None,
            last_words: None,
            purged: Once::new(),
            root: Root::new(Path::new(".")),
            asked: Arc::default(),
            seen: Arc::default(),
            hands: None,
            still: None,
            turn: Turn::default(),
            put_away: Vec::new(),
        }
    }

    /// Opens the post at `path` and its draft.
    ///
    /// # Errors
    /// Where the post or its draft cannot be read.
    pub fn open(&mut self, path: &Path, at: Option<Key>) -> Result<Opened, Error> {
        self.open_with(path, at, None)
    }

    /// The same, with the draft at `draft`, where one was found elsewhere for it.
    fn open_with(&mut self, path: &Path, at: Option<Key>, draft: Option<PathBuf>) -> Result<Opened, Error> {
        if self.work.as_ref().is_some_and(|work| path.canonicalize().is_ok_and(|path| path == work.path)) {
            // Else this window would find itself holding the draft.
            self.work = None;
        }
        self.purge();
        let taken = Taken::sit(path, self.encoding.as_deref(), draft, &self.places, self.words)?;
        let remembered = Remembered::read(&self.places.of_post(&taken.path));
        let undecided = taken.store.undecided(&taken.draft);
        // What git could not merge stands as it is until the author changes something, unless nothing is left to choose.
        let joined = taken.store.torn().is_some() && undecided.is_empty();
        let saving = match (&taken.recovery, taken.resumed) {
            (_, _) if taken.broken.is_some() => Saving::Failed,
            (Some(_), _) => Saving::Unsaved,
            (None, true) if joined => Saving::Unsaved,
            (None, true) => Saving::Saved,
            (None, false) => Saving::New,
        };
        let questions = taken.questions();
        let refused = |refused: &Refused, key: &Key| {
            answering::refused_error(refused, &key.to_string(), &path.display().to_string(), self.words)
        };
        let at = at.map(|key| taken.interview().resolve(&key).map_err(|why| refused(&why, &key))).transpose()?;
        let mut carets = remembered.carets;
        // After a crash the author goes on where the last words were.
        let recovered = taken.recovery.as_ref().and_then(|recovery| recovery.answers.last().cloned());
        if let Some(key) = &recovered {
            let end = taken.draft.answers.get(key).map_or(0, |answer| answer.text.len());
            carets.insert(key.clone(), end);
        }
        let sha256 = taken.draft.post.sha256.clone();
        let opened = Opened {
            at: at.or(recovered).or(remembered.at),
            carets,
            notices: opening::notices(&taken, &undecided, Some(&self.keymap), self.words),
            brought_back: taken.recovery.as_ref().map(|recovery| recovery.before.clone()).unwrap_or_default(),
            undecided,
            access: if taken.held.is_some() { Access::Read } else { Access::Write },
            saving,
            path: taken.path.clone(),
            post: taken.post,
            flows: taken.flows.clone(),
            axis: taken.axis,
            craft: taken.craft,
            draft: taken.draft,
        };
        let draft = taken.store.path().to_owned();
        // What is still on its way belongs to the post before.
        self.turn.0 += 1;
        if taken.lost == Lost::Unknown {
            self.look_elsewhere(taken.path.clone(), sha256.clone());
        }
        if let Some((_, state)) = &taken.held {
            self.wait_for(taken.path.clone(), state.clone());
        }
        let watch = Watch::new(taken.path.clone(), sha256.clone());
        let pen = taken.held.is_none().then(|| {
            let (report, turn) = (self.report.clone(), self.turn);
            Pen {
                journal: taken.store.journal(),
                saver: Saver::spawn(taken.store, watch, questions, move |told| report.say(Word::Told(turn, told))),
                _lock: taken.lock,
                unkept: None,
                pending: None,
            }
        });
        self.work = Some(Work { path: taken.path, sha256, flows: taken.flows, draft, pen });
        Ok(opened)
    }

    /// Takes away what lies in the state too long, and tells drafts of posts that moved, in nobody's way.
    fn purge(&self) {
        let places = self.places.clone();
        let purge = move || {
            kept::purge(&places.posts(), SystemTime::now());
            trash::purge(&places.trash(), SystemTime::now());
            references::mend(&Disk::default(), &places);
        };
        self.purged.call_once(|| drop(std::thread::spawn(purge)));
    }

    /// Notes how wide the terminal paints characters of ambiguous width.
    pub fn note_width(&self, ambiguous: Ambiguous) {
        habit::note(ambiguous, &self.places);
    }

    /// What became of earlier effects.
    pub fn outcomes(&mut self) -> Vec<Outcome> {
        let told: Vec<Word> = self.told.try_iter().collect();
        told.into_iter().filter_map(|word| self.outcome(word)).collect()
    }

    fn outcome(&mut self, word: Word) -> Option<Outcome> {
        Some(match word {
            Word::Outcome(outcome) => outcome,
            Word::Done(outcome) => {
                self.still = None;
                outcome
            }
            Word::Free(path) => return self.take_over(&path),
            Word::Elsewhere(turn, draft) if turn == self.turn => {
                let place = self.root.shown(&draft, &self.places);
                Outcome::FoundElsewhere(draft, place)
            }
            Word::Elsewhere(..) => return None,
            Word::LetGo(turn, ended) => return self.let_go(turn, ended),
            Word::Told(turn, told) if turn != self.turn => return self.told_late(turn, told),
            Word::Told(_, told) => return self.told(told),
        })
    }

    /// What came of saving the post that is open.
    fn told(&mut self, told: Told) -> Option<Outcome> {
        if let (Told::Saved(_) | Told::NotSaved(..), Some(pen)) =
            (&told, self.work.as_mut().and_then(|work| work.pen.as_mut()))
        {
            pen.pending = None;
        }
        Some(match told {
            Told::Changed(bytes) => return self.reread(&bytes),
            Told::Saved(revision) => {
                self.last_words = None;
                Outcome::Saved(revision)
            }
            Told::NotSaved(revision, error) => {
                let draft = self.work.as_ref().map(|work| work.draft.clone()).unwrap_or_default();
                let last = not_saved(&error, &draft, self.words);
                let line = match &error {
                    NotSaved::Refused(error) => self.unsaved_line(&why(error, self.words)),
                    NotSaved::Broken(_) | NotSaved::Planted | NotSaved::Fault => {
                        let name = draft.file_name().unwrap_or_default();
                        self.unsaved_line(&not_saved(&error, Path::new(name), self.words).what)
                    }
                };
                self.last_words = Some(last);
                Outcome::NotSaved(revision, line)
            }
            Told::Mixed(mixture) => Outcome::Merged(Box::new(Mixed {
                sent: mixture.sent,
                merged: mixture.merged,
                conflicts: mixture.conflicts,
            })),
        })
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
                Effect::Journal(revision, change) => self.journal(revision, &change),
                Effect::Save(revision, draft) => self.save(revision, draft),
                Effect::SaveAndLeave(revision, draft) => {
                    self.save_and_leave(revision, &draft);
                    after.push(After::Leave);
                }
                Effect::Leave => {
                    self.leave();
                    after.push(After::Leave);
                }
                Effect::Keep(draft) => self.keep(&draft),
                Effect::Undecided(undecided) => {
                    if let Some(pen) = self.work.as_ref().and_then(|work| work.pen.as_ref()) {
                        pen.saver.undecided(undecided);
                    }
                }
                Effect::Overrule => {
                    if let Some(pen) = self.work.as_ref().and_then(|work| work.pen.as_ref()) {
                        pen.saver.overrule();
                    }
                }
                Effect::Remember(key, caret) => {
                    if let Some(work) = &self.work {
                        Remembered::note(&Disk::default(), &self.places.of_post(&work.path), &key, caret);
                    }
                }
                Effect::KeepAxis(answers) => self.keep_axis(answers),
                Effect::Export(export) => self.export(&export),
                Effect::Copy(text) => after.push(After::Copy(text)),
                Effect::Editor(lent, text) => after.push(After::Editor(lent, text)),
                Effect::Look(drafts) => self.look_at(drafts),
                Effect::ReadBank => self.read_bank(),
                Effect::LayBeside(search) => self.lay_beside(*search),
                Effect::Open(path) => self.open_from_shelf(&path, None),
                Effect::OpenWith { post, draft } => self.open_from_shelf(&post, Some(draft)),
                Effect::PutAway(draft) => self.put_away(draft),
                Effect::ReadShelf => self.read_shelf_again(),
                Effect::Throw { draft, post } => self.by_hand(move |keeper| keeper.throw(draft, &post)),
                Effect::Restore(item) => self.by_hand(move |keeper| keeper.restore(item)),
                Effect::ReadTrash => self.by_hand(Keeper::trash),
                Effect::RenamePost { draft, post, name } => {
                    self.by_hand(move |keeper| keeper.rename(draft, &post, &name));
                }
                Effect::Reveal(post) => after.push(self.reveal(&post)),
            }
        }
        after
    }

    /// Saves what there is, after something went wrong in the program itself.
    pub fn rescue(&mut self, model: &Model) {
        if let Some(sitting) = model.sitting.as_ref().filter(|sitting| sitting.needs_saving()) {
            self.save(sitting.revision, Box::new(sitting.draft.clone()));
        }
        self.leave();
    }

    /// Looks for the draft of a post that may have moved, on a thread of its own.
    fn look_elsewhere(&self, post: PathBuf, sha256: String) {
        let (places, report, turn) = (self.places.clone(), self.report.clone(), self.turn);
        std::thread::spawn(move || {
            if let Lost::At(draft) = known::lost(&post, &sha256, &places, None) {
                report.say(Word::Elsewhere(turn, draft));
            }
        });
    }

    /// Lets this window know when nobody holds the draft of this post any more.
    fn wait_for(&self, path: PathBuf, state: PathBuf) {
        let report = self.report.clone();
        // It sleeps in the system, and ends with the process at the latest.
        std::thread::spawn(move || {
            if lock::wait(&Disk::default(), &state).is_ok() {
                report.say(Word::Free(path));
            }
        });
    }

    /// This window writes from now on: the one that did has ended.
    fn take_over(&mut self, path: &Path) -> Option<Outcome> {
        self.work.as_ref().filter(|work| work.path == path && work.pen.is_none())?;
        match self.open(path, None) {
            Ok(opened) if opened.access == Access::Write => Some(Outcome::TakenOver(Box::new(opened))),
            // A third window was faster.
            Ok(_) => None,
            Err(error) => Some(Outcome::Failed(error.what)),
        }
    }

    /// The post as it is now.
    fn reread(&mut self, bytes: &[u8]) -> Option<Outcome> {
        let digest = sha256(bytes);
        let work = self.work.as_mut().filter(|work| work.sha256 != digest)?;
        let file_name = work.path.file_name().map(|name| name.to_string_lossy().into_owned());
        let (post, _) = post::read(bytes, &Hints { file_name, encoding: self.encoding.clone() });
        work.sha256.clone_from(&digest);
        if let Some(pen) = &work.pen {
            pen.saver.asks(questions(work.flows.clone(), post.clone(), Mending::default()));
        }
        Some(Outcome::Reread(Box::new(Reread { post, sha256: digest })))
    }

    /// Keeps a copy of the draft in the state, and says where.
    fn keep(&self, draft: &Draft) {
        let Some(work) = &self.work else { return };
        let text = draft::write(draft, &[], None);
        let folder = self.places.of_post(&work.path);
        self.report(match kept::keep(&Disk::default(), &folder, "toml", text.as_bytes()) {
            Ok(path) => Outcome::Kept(path.display().to_string()),
            Err(error) => {
                let fields = [("path", folder.display().to_string()), ("why", why(&error, self.words))];
                let fields = lent(&fields);
                Outcome::Failed(fill(&self.words.error.cannot_write.what, &fields))
            }
        });
    }

    fn keep_axis(&self, answers: Vec<(Key, Answer)>) {
        let Some(work) = &self.work else { return };
        let folder = work.path.parent().unwrap_or(Path::new("/"));
        self.report(match axis::keep(folder, answers, &self.places, self.words) {
            Ok(kept) => {
                if let Some(replaced) = &kept.replaced {
                    self.report(Outcome::Kept(replaced.copy.display().to_string()));
                }
                let path = kept.path.display().to_string();
                Outcome::AxisKept(kept.answers, fill(&self.words.notice.axis_kept, &[("path", &path)]))
            }
            Err(error) => Outcome::Failed(error.what),
        });
    }

    fn export(&mut self, export: &Export) {
        let Some(work) = &self.work else { return };
        let name = work.path.file_name().unwrap_or_default().to_string_lossy();
        let path = work.path.with_file_name(export.to.file_name(&name));
        let shown = path.display().to_string();
        match fs::read(&work.path) {
            Ok(bytes) if sha256(&bytes) == work.sha256 => {}
            read => {
                // What was woven is not what the author would find beside it.
                if let Some(outcome) = read.ok().and_then(|bytes| self.reread(&bytes)) {
                    self.report(outcome);
                }
                self.report(Outcome::Failed(self.words.notice.post_changed.clone()));
                return;
            }
        }
        let Some(work) = &self.work else { return };
        let errors = &self.words.error;
        let outcome = match output::write(&path, &export.text, Over::Own, &work.path, &self.places.exports()) {
            Ok(()) => Outcome::Exported(fill(&self.words.notice.exported, &[("path", &shown)])),
            Err(NotWritten::Exists | NotWritten::Precious) => {
                Outcome::Failed(fill(&self.words.notice.exists, &[("path", &shown)]))
            }
            Err(NotWritten::Refused(error)) => {
                let why = why(&error, self.words);
                Outcome::Failed(fill(&errors.cannot_write.what, &[("path", &shown), ("why", &why)]))
            }
        };
        self.report(outcome);
    }

    fn report(&self, outcome: Outcome) {
        self.report.say(Word::Outcome(outcome));
    }
}
