//! What is done for the shelf: read on threads of its own, and moved.

use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use super::report::Word;
use super::{After, Performer};
use crate::app::msg::{Outcome, Reading};
use crate::app::shelf::{Entry, Standing};
use crate::shell::disk::Disk;
use crate::shell::shelf::read::{Root, read};
use crate::shell::shelf::{self, Refused, glance, rename, trash};

/// How long drafts are read whole before they are shown.
const TURN: Duration = Duration::from_millis(20);

impl Performer {
    /// Starts reading the shelf of a folder, on threads of its own: the first frame waits for no disk.
    pub fn read_shelf(&mut self, folder: &Path) {
        self.purge();
        self.root = Root::new(folder);
        let (root, places, report) = (self.root.clone(), self.places.clone(), self.report.clone());
        std::thread::spawn(move || {
            let send = |entries, reading: Reading| report.say(Word::Outcome(Outcome::Shelf(entries, reading)));
            read(&root, &places, send);
        });
    }

    /// Reads these drafts whole, on a thread of its own, until others are asked for.
    pub(super) fn look_at(&self, drafts: Vec<PathBuf>) {
        let (places, words, report) = (self.places.clone(), self.words.clone(), self.report.clone());
        let asked = self.asked.clone();
        let turn = asked.fetch_add(1, Ordering::Relaxed) + 1;
        std::thread::spawn(move || {
            let (mut looked, mut since): (Vec<(PathBuf, Standing)>, _) = (Vec::new(), Instant::now());
            for draft in drafts {
                if asked.load(Ordering::Relaxed) != turn {
                    break;
                }
                let standing = shelf::look(&draft, &places, &words);
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

    /// Throws a draft away.
    pub(super) fn throw(&self, draft: PathBuf, post: &Path) {
        let item = trash::throw(&Disk::default(), &draft, post, &self.places);
        self.answer(item, |item| Outcome::Thrown(draft, item));
    }

    /// Brings a draft back from the trash.
    pub(super) fn restore(&self, item: PathBuf) {
        let draft = trash::restore(&item, &self.places, &self.words);
        self.answer(draft, |draft| Outcome::Restored(item, Box::new(self.entry(&draft))));
    }

    /// Reads the trash.
    pub(super) fn read_trash(&self) {
        let items = trash::items(&self.places, &self.words, |post| self.root.shown(post, &self.places));
        self.report(Outcome::Trash(items));
    }

    /// Gives a post and its draft another name.
    pub(super) fn rename_post(&self, draft: PathBuf, post: &Path, name: &str) {
        let renamed = rename::rename(&Disk::default(), &draft, post, name, &self.places);
        self.answer(renamed, |now| Outcome::Renamed(draft, Box::new(self.entry(&now))));
    }

    /// Says where a post is, and puts that on the clipboard.
    pub(super) fn reveal(&self, post: &Path) -> After {
        let path = shelf::canonical(post).unwrap_or_else(|_| post.to_owned()).display().to_string();
        let line = crate::words::fill(&self.words.shelf.revealed, &[("path", &path)]);
        self.report(Outcome::Said(line));
        After::Copy(path)
    }

    /// Opens a post from the shelf.
    pub(super) fn open_from_shelf(&mut self, path: &Path) {
        let outcome = match self.open(path, None) {
            Ok(opened) => Outcome::Opened(Box::new(opened)),
            Err(error) => Outcome::Failed(error.what),
        };
        self.report(outcome);
    }

    /// The row of a draft, as the reading of the shelf would have it.
    fn entry(&self, draft: &Path) -> Entry {
        let draft = self.root.below(draft);
        let changed = glance::changed(&draft).unwrap_or_default();
        glance::entry(draft, changed, |path| self.root.shown(path, &self.places))
    }

    fn answer<T>(&self, done: Result<T, Refused>, outcome: impl FnOnce(T) -> Outcome) {
        self.report(done.map_or_else(|refused| Outcome::Failed(refused.said(&self.words)), outcome));
    }
}
