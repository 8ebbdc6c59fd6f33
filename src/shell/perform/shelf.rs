//! What is done for the shelf: read on threads of its own, and moved.

use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use super::hands::Hands;
use super::report::Word;
use super::{After, Performer};
use crate::app::model::Notice;
use crate::app::msg::Outcome;
use crate::app::shelf::{Entry, Standing};
use crate::shell::disk::Disk;
use crate::shell::places::Places;
use crate::shell::shelf::known::Root;
use crate::shell::shelf::read::{Seen, read};
use crate::shell::shelf::{self, Refused, glance, references, rename, trash};
use crate::words::Words;

/// How long drafts are read whole before they are shown.
const TURN: Duration = Duration::from_millis(20);
/// After what time it is said what is being done.
const SOON: Duration = Duration::from_millis(300);

impl Performer {
    /// Starts reading the shelf of a folder, on threads of its own: the first frame waits for no disk.
    pub fn read_shelf(&mut self, folder: &Path) {
        self.root = Root::new(folder);
        *self.seen.lock().unwrap_or_else(std::sync::PoisonError::into_inner) = Seen::default();
        self.read_shelf_again();
    }

    /// Reads the shelf; where it was read before, what changed since. Where it is being read, that is enough.
    pub(super) fn read_shelf_again(&self) {
        self.purge();
        let (root, places, report) = (self.root.clone(), self.places.clone(), self.report.clone());
        let seen = self.seen.clone();
        std::thread::spawn(move || {
            if let Ok(mut seen) = seen.try_lock() {
                read(&root, &places, &mut seen, |outcome| report.say(Word::Outcome(outcome)));
            }
        });
    }

    /// Reads these drafts whole, on a thread of its own, until others are asked for.
    pub(super) fn look_at(&self, drafts: Vec<PathBuf>) {
        let (places, words, report) = (self.places.clone(), self.words, self.report.clone());
        let asked = self.asked.clone();
        let turn = asked.fetch_add(1, Ordering::Relaxed) + 1;
        std::thread::spawn(move || {
            let (mut looked, mut since): (Vec<(PathBuf, Standing)>, _) = (Vec::new(), Instant::now());
            for draft in drafts {
                if asked.load(Ordering::Relaxed) != turn {
                    break;
                }
                let standing = shelf::look(&draft, &places, words);
                looked.push((draft, standing));
                if since.elapsed() >= TURN {
                    report.say(Word::Outcome(Outcome::Looked(std::mem::take(&mut looked))));
                    since = Instant::now();
                }
            }
            if !looked.is_empty() {
                report.say(Word::Outcome(Outcome::Looked(looked)));
            }
        });
    }

    /// Does something with a draft, behind what was asked for before.
    pub(super) fn by_hand(&mut self, deed: impl FnOnce(&Keeper) -> Outcome + Send + 'static) {
        let keeper = Keeper { root: self.root.clone(), places: self.places.clone(), words: self.words };
        let report = self.report.clone();
        self.still = Some(Instant::now() + SOON);
        self.hands.get_or_insert_with(Hands::spawn).go_on(move || report.say(Word::Done(deed(&keeper))));
    }

    /// Says where a post is, and puts that on the clipboard.
    pub(super) fn reveal(&self, post: &Path) -> After {
        let path = shelf::canonical(post).unwrap_or_else(|_| post.to_owned()).display().to_string();
        let line = crate::words::fill(&self.words.shelf.revealed, &[("path", &path)]);
        self.report(Outcome::Said(line));
        After::Copy(path)
    }

    /// Opens a post from the shelf, with the draft that was found for it elsewhere, where one was.
    pub(super) fn open_from_shelf(&mut self, path: &Path, draft: Option<PathBuf>) {
        let found = draft.is_some();
        let opened = self.open_with(path, None, draft).or_else(|error| {
            if !found {
                return Err(error);
            }
            // The post that is open must not be left without a hand that writes for it.
            let mut plain = self.open_with(path, None, None)?;
            plain.notices.insert(0, Notice::trouble(error.what));
            Ok(plain)
        });
        let outcome = match opened {
            Ok(opened) => Outcome::Opened(Box::new(opened)),
            Err(error) => Outcome::Failed(error.what),
        };
        self.report(outcome);
    }
}

/// What a deed takes along to its thread.
#[derive(Debug)]
pub(super) struct Keeper {
    root: Root,
    places: Places,
    words: &'static Words,
}

impl Keeper {
    /// Throws a draft away.
    pub(super) fn throw(&self, draft: PathBuf, post: &Path) -> Outcome {
        let item = trash::throw(&Disk::default(), &draft, post, &self.places);
        self.outcome(item, |item| Outcome::Thrown(draft, item))
    }

    /// Brings a draft back from the trash.
    pub(super) fn restore(&self, item: PathBuf) -> Outcome {
        let draft = trash::restore(&item, &self.places, self.words);
        self.outcome(draft, |draft| Outcome::Restored(item, Box::new(self.entry(&draft))))
    }

    /// Reads the trash.
    pub(super) fn trash(&self) -> Outcome {
        Outcome::Trash(trash::items(&self.places, self.words, |post| self.root.shown(post, &self.places)))
    }

    /// Gives a post and its draft another name.
    pub(super) fn rename(&self, draft: PathBuf, post: &Path, name: &str) -> Outcome {
        let renamed = rename::rename(&Disk::default(), &draft, post, name, &self.places);
        if renamed.is_ok() {
            references::mend(&Disk::default(), &self.places);
        }
        self.outcome(renamed, |now| Outcome::Renamed(draft, Box::new(self.entry(&now))))
    }

    /// The row of a draft, as the reading of the shelf would have it.
    fn entry(&self, draft: &Path) -> Entry {
        let draft = self.root.below(draft);
        let changed = glance::changed(&draft).unwrap_or_default();
        glance::entry(draft, changed, |path| self.root.shown(path, &self.places)).0
    }

    fn outcome<T>(&self, done: Result<T, Refused>, outcome: impl FnOnce(T) -> Outcome) -> Outcome {
        done.map_or_else(|refused| Outcome::Failed(refused.said(self.words)), outcome)
    }
}
