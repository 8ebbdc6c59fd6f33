//! The journal: every change of an open draft, on disk before the frame that shows it.
//!
//! What it is: a file of checked lines in the post's folder of the state, written as the author types and read after a
//! crash. What it is not: a history; what the draft has, the journal may forget. Invariant: at every instant the draft on
//! disk and the journal together hold every change that was appended. It needs no other copy of the draft to say so: of
//! each answer and each edit it touches it keeps what was there before.

mod record;
mod replay;

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File, Permissions};
use std::io;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

pub use replay::{Recovered, Replay};

use super::disk::Disk;
use crate::app::effect::{Change, Revision};
use crate::draft::Draft;
use record::{Name, Record, Texts};

/// The journal of an open draft. Clones share it: the loop appends, the thread that saves notes what is saved.
#[derive(Debug, Clone)]
pub struct Journal(Arc<Mutex<Inner>>);

/// From what size on a journal is cut down when all of it is saved, in bytes.
const LARGE: u64 = 256 * 1024;
/// The journal's file in the post's folder of the state.
const NAME: &str = "journal";

/// The journal of the post whose folder of the state is `folder`.
#[must_use]
pub fn file(folder: &Path) -> PathBuf {
    folder.join(NAME)
}

#[derive(Debug)]
struct Inner {
    disk: Disk,
    path: PathBuf,
    /// Made at the first change.
    file: Option<File>,
    /// How many of its bytes are good.
    len: u64,
    /// Whether there may be others behind them.
    torn: bool,
    /// Whether its name was not yet made to last.
    fresh: bool,
    /// What it starts with besides its head: what was brought back and could not be written yet.
    brought: Vec<u8>,
    /// What is added to the sitting's revisions, so that they count on through a journal's life.
    offset: u64,
    /// The last revision appended.
    last: u64,
    /// The last revision in the draft on disk.
    saved: u64,
    /// Answers and edits as the loop has them.
    texts: Texts,
    /// Those the file knows.
    known: BTreeSet<Name>,
    /// Those with changes that could not be written, and what they were before where the file does not know.
    missed: BTreeMap<Name, Option<Record>>,
    /// Digest of the draft on disk.
    standing: Option<String>,
    /// Whether something was appended since the last sync.
    dirty: bool,
}

impl Journal {
    /// The journal of the post whose folder of the state is `folder`, for a draft whose file has the digest
    /// `standing` and that starts as `draft`. Nothing is written before the first change.
    #[must_use]
    pub fn new(disk: Disk, folder: &Path, standing: Option<String>, draft: Option<&Draft>) -> Self {
        Self(Arc::new(Mutex::new(Inner {
            disk,
            path: file(folder),
            file: None,
            len: 0,
            torn: false,
            fresh: false,
            brought: Vec::new(),
            offset: 0,
            last: 0,
            saved: 0,
            texts: draft.map(Texts::of).unwrap_or_default(),
            known: BTreeSet::new(),
            missed: BTreeMap::new(),
            standing,
            dirty: false,
        })))
    }

    /// Goes on after a crash: a journal made anew that holds what `replay` brought back, which is the sitting's first
    /// revision; `on_disk` has it as it stands in the draft.
    ///
    /// # Errors
    /// Where it cannot be written; the old journal is then as it was, and is replaced with the next change that can be.
    pub fn resume(&self, replay: &Replay, on_disk: &Draft, recovered: &Recovered) -> io::Result<()> {
        let mut inner = self.lock();
        inner.offset = replay.last() + 1;
        inner.saved = inner.offset;
        inner.last = inner.offset;
        let answers = recovered.answers.iter().cloned().map(Name::Answer);
        let names: BTreeSet<Name> = answers.chain(recovered.edits.iter().cloned().map(Name::Edits)).collect();
        if names.is_empty() {
            return inner.forget();
        }
        inner.last += 1;
        let (before, now) = (Texts::of(on_disk), Texts::of(&recovered.draft));
        let mut bytes = Vec::new();
        for name in &names {
            before.was(name).write(&mut bytes);
            now.now(name, inner.last).write(&mut bytes);
        }
        inner.known = names;
        inner.brought = bytes;
        inner.put(&[])
    }

    /// Appends a change. Once this returns, a killed process loses it no more.
    ///
    /// # Errors
    /// Where the disk refuses. The change is then written with the next one that can be.
    pub fn append(&self, revision: Revision, change: &Change) -> io::Result<()> {
        self.lock().append(revision, change)
    }

    /// Tries again to write what could not be written.
    ///
    /// # Errors
    /// Where the disk still refuses.
    pub fn catch_up(&self) -> io::Result<()> {
        let mut inner = self.lock();
        let bytes = inner.missed();
        if bytes.is_empty() && inner.brought.is_empty() {
            return Ok(());
        }
        inner.put(&bytes)?;
        inner.caught_up();
        Ok(())
    }

    /// Makes what was appended last through a loss of power; says whether there was anything to do.
    ///
    /// # Errors
    /// Where the disk refuses.
    pub fn sync(&self) -> io::Result<bool> {
        let (disk, file, folder) = {
            let mut inner = self.lock();
            if !std::mem::take(&mut inner.dirty) {
                return Ok(false);
            }
            let folder = inner.path.parent().filter(|_| inner.fresh).map(Path::to_owned);
            inner.fresh = false;
            (inner.disk.clone(), inner.file.as_ref().map(File::try_clone).transpose()?, folder)
        };
        // Not under the lock: a slow disk must not hold up the next key.
        file.map_or(Ok(()), |file| disk.sync(&file))?;
        folder.map_or(Ok(()), |folder| disk.sync(&File::open(folder)?))?;
        Ok(true)
    }

    /// Notes that the draft is about to be replaced by one with this digest that holds everything up to `revision`.
    ///
    /// # Errors
    /// Where the disk refuses.
    pub fn about_to_save(&self, revision: Revision, sha256: &str) -> io::Result<()> {
        let mut inner = self.lock();
        if inner.file.is_none() {
            return Ok(());
        }
        let mut bytes = Vec::new();
        Record::Base { sha256: Some(sha256.to_owned()), revision: inner.offset + revision.0 }.write(&mut bytes);
        inner.put(&bytes)
    }

    /// Notes that the draft on disk has this digest and holds everything up to `revision`.
    ///
    /// # Errors
    /// Where the disk refuses; no harm comes of it.
    pub fn saved(&self, revision: Revision, sha256: Option<&str>) -> io::Result<()> {
        let mut inner = self.lock();
        inner.standing = sha256.map(str::to_owned);
        inner.saved = inner.offset + revision.0;
        let all = inner.saved >= inner.last;
        if all && (inner.len > LARGE || !inner.missed.is_empty() || !inner.brought.is_empty()) {
            // All of it is in the draft. A crash behind the cut leaves an empty journal, and needs none.
            return inner.forget();
        }
        if inner.file.is_none() {
            return Ok(());
        }
        let mut bytes = Vec::new();
        Record::Done { revision: inner.saved }.write(&mut bytes);
        inner.put(&bytes)
    }

    /// Takes the journal away, if all of it is saved; says whether it was.
    ///
    /// # Errors
    /// Where the disk refuses.
    pub fn close(&self, saved: Revision) -> io::Result<bool> {
        let mut inner = self.lock();
        let all = inner.offset + saved.0 >= inner.last;
        if all {
            inner.forget()?;
        }
        Ok(all)
    }

    /// Where it is.
    #[must_use]
    pub fn path(&self) -> PathBuf {
        self.lock().path.clone()
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        // A panic elsewhere must not keep the last words from the journal.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The journal of the post whose folder of the state is `folder`, and when it was last written to; nothing where there is
/// none.
///
/// # Errors
/// Where it cannot be read.
pub fn read(folder: &Path) -> io::Result<Option<(Replay, std::time::SystemTime)>> {
    let path = file(folder);
    let bytes = match fs::read(&path) {
        Ok(bytes) => bytes,
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {
            return Ok(None);
        }
        Err(error) => return Err(error),
    };
    Ok(Some((Replay::parse(&bytes), fs::metadata(&path)?.modified()?)))
}

/// Makes what a journal nobody writes to calls answers of other posts what `again` says, where it says something.
///
/// # Errors
/// Where the disk refuses; the journal is then as it was.
pub fn point(disk: &Disk, folder: &Path, again: impl Fn(&str) -> Option<String>) -> io::Result<()> {
    let Some((replay, _)) = read(folder)? else { return Ok(()) };
    match replay.pointed(again) {
        Some(bytes) => disk.replace(&file(folder), &bytes, Permissions::from_mode(0o600)),
        None => Ok(()),
    }
}

impl Inner {
    fn append(&mut self, revision: Revision, change: &Change) -> io::Result<()> {
        let name = Name::of(change);
        self.last = self.offset + revision.0;
        let knows = self.known.contains(&name) || self.texts.is_untouched(&name);
        let before = (!knows).then(|| self.texts.was(&name));
        let mut bytes = Vec::new();
        if let Some(before) = &before {
            before.write(&mut bytes);
        }
        self.texts.take(change);
        match change {
            Change::Splice(key, splice) => Record::splice(self.last, key.to_string(), splice).write(&mut bytes),
            Change::Set(..) | Change::Edits(..) => self.texts.now(&name, self.last).write(&mut bytes),
        }
        if !self.missed.is_empty() {
            self.missed.entry(name.clone()).or_insert_with(|| before.clone());
            bytes = self.missed();
        }
        let written = self.put(&bytes);
        if written.is_ok() {
            self.known.insert(name);
            self.caught_up();
        } else {
            self.missed.entry(name).or_insert(before);
        }
        written
    }

    /// What could not be written, as it is now.
    fn missed(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        for (name, before) in &self.missed {
            if let Some(before) = before {
                before.write(&mut bytes);
            }
            self.texts.now(name, self.last).write(&mut bytes);
        }
        bytes
    }

    fn caught_up(&mut self) {
        let caught = std::mem::take(&mut self.missed);
        self.known.extend(caught.into_keys());
    }

    /// Appends bytes, or nothing. The file is made first where there is none.
    fn put(&mut self, bytes: &[u8]) -> io::Result<()> {
        let Some(file) = &mut self.file else { return self.begin(bytes) };
        if self.torn {
            self.disk.cut(file, self.len)?;
            self.torn = false;
        }
        if let Err(error) = self.disk.write(file, bytes) {
            // Half a line would hide every later one.
            self.torn = self.disk.cut(file, self.len).is_err();
            return Err(error);
        }
        self.len += bytes.len() as u64;
        self.dirty = true;
        Ok(())
    }

    /// Makes the file: which draft it goes on from, what was brought back from the one before, and `bytes`.
    fn begin(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.disk.make_folder(self.path.parent().unwrap_or(Path::new(".")))?;
        let mut start = Vec::new();
        Record::Base { sha256: self.standing.clone(), revision: self.saved }.write(&mut start);
        Record::Done { revision: self.saved }.write(&mut start);
        start.extend_from_slice(&self.brought);
        start.extend_from_slice(bytes);
        if !self.brought.is_empty() {
            // The journal that stands there is needed until this one does.
            self.disk.replace(&self.path, &start, Permissions::from_mode(0o600))?;
        }
        let mut file = self.disk.open(&self.path)?;
        if self.brought.is_empty() {
            self.disk.cut(&file, 0)?;
            self.disk.write(&mut file, &start)?;
        }
        self.brought.clear();
        self.len = start.len() as u64;
        self.file = Some(file);
        self.dirty = true;
        self.fresh = true;
        Ok(())
    }

    /// Takes the file away and starts anew.
    fn forget(&mut self) -> io::Result<()> {
        self.file = None;
        self.len = 0;
        self.torn = false;
        self.brought.clear();
        self.known.clear();
        self.missed.clear();
        self.disk.remove(&self.path)
    }
}
