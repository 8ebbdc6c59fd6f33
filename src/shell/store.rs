//! A draft on disk: read, and replaced whole or not at all.
//!
//! What it is: the file beside the post, what a crash left in its journal, and the care that nobody's words are written
//! over. What it is not: a judge of answers. Invariant: at every instant the file is the one before or the one after a
//! saving, whole; and what somebody else wrote meanwhile is taken in or kept, never lost.

mod beside;
pub mod kept;
mod report;

use std::fs::{self, Permissions};
use std::io;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::digest::sha256;
use super::disk::Disk;
use super::journal::{self, Journal, Recovered, Replay};
use super::lock;
use super::stamp::Stamp;
use crate::answers::{Answer, Answers, Key};
use crate::app::effect::Revision;
use crate::app::sitting::Before;
use crate::draft::{self, Asked, Broken, Conflict, Draft, DraftFile, merge};

pub use beside::{Lost, draft_beside, draft_path, lost, post_of, read_text, tree};
pub use report::{Mixture, NotRead, NotSaved, Recovery};

/// The draft of one post, as it was last read or written.
#[derive(Debug)]
pub struct Store {
    disk: Disk,
    /// Where the draft is, links followed.
    path: PathBuf,
    /// Where the post is.
    post: PathBuf,
    /// The post's folder of the state.
    folder: PathBuf,
    file: DraftFile,
    /// What stands on disk, as far as we know.
    seen: Option<Seen>,
    /// The draft as it stands on disk: what a merge starts from.
    base: Option<Draft>,
    /// The last merging, until a draft comes that knows of it.
    owed: Option<(Draft, Draft)>,
    /// A draft git could not merge, as it was found.
    torn: Option<Torn>,
    journal: Journal,
}

/// A draft with git's conflict marks.
#[derive(Debug, Clone)]
struct Torn {
    text: String,
    /// The line of the first mark.
    line: usize,
    conflicts: Answers,
}

/// A file as it was last seen.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Seen {
    digest: String,
    stamp: Stamp,
}

/// What is asked of a draft: every visible question in flow order, as it stands in the file.
pub type Questions = dyn Fn(&Draft) -> Vec<Asked> + Send;

impl Store {
    /// Opens the draft at `named`, the [path](draft_path) for the post at `post`, a canonical path; `folder` is the post's of
    /// the state. Nothing is written.
    ///
    /// # Errors
    /// Where what stands in the draft's place, the path handed back, cannot be read.
    pub fn open(disk: Disk, post: &Path, named: &Path, folder: &Path) -> Result<Self, (PathBuf, NotRead)> {
        let path = beside::resolve(named).map_err(|error| (named.to_owned(), error))?;
        let mut store = Self {
            path,
            post: post.to_owned(),
            folder: folder.to_owned(),
            file: DraftFile::default(),
            seen: None,
            base: None,
            owed: None,
            torn: None,
            journal: Journal::new(disk.clone(), folder, None, None),
            disk,
        };
        if let Err(error) = store.load() {
            return Err((store.path, error));
        }
        let read = store.base.as_ref().filter(|_| store.torn.is_none());
        if let Some(own) = read.and_then(|draft| beside::own_path(&store.path, draft, post)) {
            (store.path, store.file, store.seen, store.base) = (own, DraftFile::default(), None, None);
        }
        Ok(store)
    }

    /// Opens the draft of a post whose file at `named` cannot be read as it last stood there, as far as naze knows; and when that was.
    /// The file is left alone: nothing is saved before it is mended, or [overruled](Self::overrule). Nothing is written.
    #[must_use]
    pub fn open_last(disk: Disk, post: &Path, named: &Path, folder: &Path) -> Option<(Self, SystemTime)> {
        let path = beside::resolve(named).ok()?;
        let (text, at) = kept::last(folder)?;
        let (draft, file) = DraftFile::parse(&text).ok()?;
        let journal = Journal::new(disk.clone(), folder, None, None);
        let (post, folder) = (post.to_owned(), folder.to_owned());
        let base = Some(draft);
        Some((Self { disk, path, post, folder, file, seen: None, base, owed: None, torn: None, journal }, at))
    }

    /// Lets the draft take the place of a file that cannot be read: what stands there is kept, and the next saving
    /// replaces it.
    ///
    /// # Errors
    /// Where it cannot be kept.
    pub fn overrule(&mut self) -> io::Result<()> {
        if let Some((text, stamp)) = beside::read(&self.path)?
            && matches!(draft::parse(&text), Err(Broken::Syntax { .. } | Broken::Value { .. }))
        {
            self.keep("toml", text.as_bytes())?;
            self.seen = Some(Seen { digest: sha256(text.as_bytes()), stamp });
        }
        Ok(())
    }

    fn load(&mut self) -> Result<(), NotRead> {
        if let Some((text, stamp)) = beside::read(&self.path)? {
            let (draft, file) = match DraftFile::parse(&text) {
                Ok(read) => read,
                Err(Broken::Conflict { line }) => {
                    let (merged, file) = draft::join(&text).map_err(NotRead::Broken)?;
                    self.torn = Some(Torn { text: text.clone(), line, conflicts: theirs(merged.conflicts) });
                    (merged.draft, file)
                }
                Err(broken) => return Err(NotRead::Broken(broken)),
            };
            self.file = file;
            self.seen = Some(Seen { digest: sha256(text.as_bytes()), stamp });
            self.base = Some(draft).filter(|_| !text.trim().is_empty());
        }
        Ok(())
    }

    /// Where the draft is.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The draft as it stands on disk; none where the post has none yet.
    #[must_use]
    pub const fn draft(&self) -> Option<&Draft> {
        self.base.as_ref()
    }

    /// The line of git's first conflict mark in the draft, if it has any.
    #[must_use]
    pub fn torn(&self) -> Option<usize> {
        self.torn.as_ref().map(|torn| torn.line)
    }

    /// Texts of others that stand beside answers of `draft`, until the author chooses.
    #[must_use]
    pub fn undecided(&self, draft: &Draft) -> Answers {
        let mut all = kept::undecided(&self.folder);
        all.extend(self.torn.iter().flat_map(|torn| torn.conflicts.clone()));
        let nothing = Answer::default();
        let mine = |key: &Key| draft.answers.get(key).unwrap_or(&nothing);
        all.into_iter().filter(|(key, theirs)| !mine(key).says_the_same(theirs)).collect()
    }

    /// Keeps the texts that stand beside answers, until the author chooses.
    ///
    /// # Errors
    /// Where the state cannot be written.
    pub fn keep_undecided(&self, undecided: &Answers) -> io::Result<()> {
        kept::keep_undecided(&self.disk, &self.folder, undecided)
    }

    /// Whether the answer `text`, which was cleared, can be brought back.
    #[must_use]
    pub fn keeps(&self, key: &Key, text: &str) -> bool {
        let mut kept = kept::answers(&self.folder).into_iter().filter_map(|file| kept::answer(&file));
        kept.any(|(of, answer)| of == *key && answer.text == text)
    }

    /// Puts into `draft`, the one on disk or a new one, what a crash left in the journal. Nothing is written.
    ///
    /// # Errors
    /// Where there is a journal that cannot be read.
    pub fn peek(&self, draft: &mut Draft) -> io::Result<Option<Recovery>> {
        Ok(self.replay(draft)?.map(|found| found.recovery))
    }

    /// Puts into `draft`, the one on disk or a new one, what a crash left in the journal, and goes on from there: what
    /// was brought back is the sitting's first revision, and [`journal`](Self::journal) takes the next.
    ///
    /// # Errors
    /// Where there is a journal that cannot be read, or where somebody else's writing would be lost.
    pub fn take_up(&mut self, draft: &mut Draft) -> io::Result<Option<Recovery>> {
        let found = self.replay(draft)?;
        self.journal = Journal::new(self.disk.clone(), &self.folder, self.digest(), Some(draft));
        if let (Some(_), None) = (&self.seen, &self.torn) {
            let _unkept = fs::read_to_string(&self.path).map(|text| kept::keep_last(&self.disk, &self.folder, &text));
        }
        if let Some(torn) = &self.torn {
            self.keep("toml", torn.text.as_bytes())?;
            self.put_beside(&torn.conflicts)?;
        }
        let Some(Found { replay, on_disk, recovered, recovery }) = found else { return Ok(None) };
        if replay.lost > 0 {
            let _unkept = fs::read(self.journal.path()).and_then(|bytes| self.keep("journal", &bytes));
        }
        if !recovery.conflicts.is_empty() {
            self.keep("toml", &fs::read(&self.path)?)?;
            self.put_beside(&recovery.conflicts)?;
        }
        // Where this fails the old journal stays, and the next change tries again.
        let _later = self.journal.resume(&replay, &on_disk, &recovered);
        Ok(Some(recovery).filter(|recovery| recovery.count() > 0))
    }

    /// The journal, to be shared with whoever appends to it.
    #[must_use]
    pub fn journal(&self) -> Journal {
        self.journal.clone()
    }

    /// Replaces the draft on disk by `draft`, which holds everything up to `revision`. What somebody else wrote since is
    /// merged in first, answer by answer, and kept; that is then handed back.
    ///
    /// # Errors
    /// Where the disk refuses, or what somebody else wrote cannot be read. The file is then as it was.
    pub fn save(
        &mut self,
        revision: Revision,
        draft: &Draft,
        questions: &Questions,
    ) -> Result<Option<Mixture>, NotSaved> {
        // Where the state cannot be written there is no taking turns; saving matters more.
        let _turn = lock::turn(&self.disk, &self.folder);
        self.disk.tidy(&self.path);
        let whole = self.with_owed(draft);
        let mixture = self.mix(draft, &whole)?;
        let merged = mixture.as_ref().map_or(&whole, |mixture| &mixture.merged);
        if mixture.is_none() || self.base.as_ref() != Some(merged) {
            self.put(revision, merged, &questions(merged))?;
        } else {
            let _noted = self.journal.saved(revision, self.digest().as_deref());
        }
        if let Some(mixture) = &mixture {
            self.owed = Some((mixture.sent.clone(), mixture.merged.clone()));
        }
        Ok(mixture)
    }

    /// Looks whether somebody else wrote the draft, and merges where somebody did. Nothing is written where there is
    /// nothing of ours to add.
    ///
    /// # Errors
    /// Where the disk refuses, or what somebody else wrote cannot be read.
    pub fn look(
        &mut self,
        revision: Revision,
        draft: &Draft,
        questions: &Questions,
    ) -> Result<Option<Mixture>, NotSaved> {
        match self.standing()? {
            Standing::Known => Ok(None),
            Standing::Gone | Standing::Foreign(..) => self.save(revision, draft, questions),
        }
    }

    /// Notes a draft that is not saved because a newer one is: it may know of the last merging.
    pub fn heard(&mut self, draft: &Draft) {
        let _whole = self.with_owed(draft);
    }

    /// Ends: the journal goes if everything up to `saved` is all there was.
    pub fn close(self, saved: Revision) {
        let _left = self.journal.close(saved);
    }

    /// The draft, with what the last merging brought in, should it have been sent before that was heard of.
    fn with_owed(&mut self, draft: &Draft) -> Draft {
        let Some((sent, merged)) = self.owed.take() else { return draft.clone() };
        let whole = placed(merge(Some(&sent), draft, &merged).draft, draft);
        if whole != *draft {
            self.owed = Some((sent, merged));
        }
        whole
    }

    /// Takes in what somebody else wrote since; afterwards the file is known, and the base what it holds.
    fn mix(&mut self, sent: &Draft, draft: &Draft) -> Result<Option<Mixture>, NotSaved> {
        let (text, stamp) = match self.standing()? {
            Standing::Known => return Ok(None),
            Standing::Gone => {
                self.seen = None;
                return Ok(None);
            }
            Standing::Foreign(text, stamp) => (text, stamp),
        };
        let base = self.base.as_ref();
        let (on_disk, merged, file) = match DraftFile::parse(&text) {
            Ok((theirs, file)) => (Some(theirs.clone()), merge(base, draft, &theirs), file),
            // What git could not merge is merged here, and written: it stands as no draft on disk.
            Err(Broken::Conflict { .. }) => {
                let (merged, file) = draft::join_into(base, draft, &text).map_err(NotSaved::Broken)?;
                (None, merged, file)
            }
            Err(broken) => return Err(NotSaved::Broken(broken)),
        };
        self.keep("toml", text.as_bytes())?;
        let conflicts = theirs(merged.conflicts);
        self.put_beside(&conflicts)?;
        let unworded = draft.edits.iter().any(|edit| edit.own_words().is_some() && !merged.draft.edits.contains(edit));
        if unworded || merged.taken.iter().any(|key| draft.answers.told(key).is_some()) {
            let ours = self.file.clone().write(draft, &[]);
            self.keep("toml", ours.as_bytes())?;
        }
        self.file = file;
        self.seen = Some(Seen { digest: sha256(text.as_bytes()), stamp });
        self.base = on_disk;
        Ok(Some(Mixture { sent: sent.clone(), merged: placed(merged.draft, draft), conflicts }))
    }

    /// Writes the file.
    fn put(&mut self, revision: Revision, draft: &Draft, asked: &[Asked]) -> Result<(), NotSaved> {
        let version = self.file.version();
        let text = self.file.write(draft, asked);
        let digest = sha256(text.as_bytes());
        if self.digest().as_ref() != Some(&digest) {
            if self.seen.is_some() {
                rustix::fs::access(&self.path, rustix::fs::Access::WRITE_OK).map_err(io::Error::from)?;
                self.keep_before(draft, version)?;
            }
            // Where this cannot be written, a crash right now would find a file it does not know, and merge.
            let _noted = self.journal.about_to_save(revision, &digest);
            let like = fs::metadata(&self.path).or_else(|_| fs::metadata(&self.post))?;
            let mode = like.permissions().mode() & 0o666 | 0o600;
            self.disk.replace(&self.path, text.as_bytes(), Permissions::from_mode(mode))?;
            self.seen = Some(Seen { stamp: Stamp::of(&fs::symlink_metadata(&self.path)?), digest });
            // It is there should somebody break the file; without it there is only nothing to offer then.
            let _unkept = kept::keep_last(&self.disk, &self.folder, &text);
        }
        self.base = Some(draft.clone());
        let _noted = self.journal.saved(revision, self.digest().as_deref());
        Ok(())
    }

    /// Keeps what the draft that takes the file's place has no more: the file once beside it, when it is of an older form;
    /// among the copies, each answer that was cleared.
    fn keep_before(&self, draft: &Draft, version: i64) -> Result<(), NotSaved> {
        let before = self.base.iter().flat_map(|base| base.answers.iter());
        for (key, answer) in before.filter(|(key, answer)| answer.is_told() && draft.answers.told(key).is_none()) {
            // What the author clears is the author's to clear, room for a copy or not.
            let _unkept = kept::keep_answer(&self.disk, &self.folder, key, answer);
        }
        if version >= draft::VERSION {
            return Ok(());
        }
        let bytes = fs::read(&self.path)?;
        if !bytes.trim_ascii().is_empty() {
            let mut name = self.path.clone().into_os_string();
            name.push(".bak");
            let backup = PathBuf::from(name);
            if backup.symlink_metadata().is_err() {
                self.disk.replace(&backup, &bytes, fs::metadata(&self.path)?.permissions())?;
            }
        }
        Ok(())
    }

    /// What stands in the draft's place now.
    fn standing(&mut self) -> Result<Standing, NotSaved> {
        let data = match fs::symlink_metadata(&self.path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => return Err(error.into()),
            Ok(data) if !data.is_file() => return Err(NotSaved::Planted),
            Ok(data) => Some(data),
        };
        match (data, &mut self.seen) {
            (None, None) => return Ok(Standing::Known),
            (None, Some(_)) => return Ok(Standing::Gone),
            (Some(data), Some(seen)) if Stamp::of(&data) == seen.stamp => return Ok(Standing::Known),
            (Some(_), _) => {}
        }
        match (beside::read(&self.path)?, &mut self.seen) {
            (None, _) => Ok(Standing::Gone),
            (Some((text, stamp)), Some(seen)) if sha256(text.as_bytes()) == seen.digest => {
                seen.stamp = stamp;
                Ok(Standing::Known)
            }
            // A file somebody emptied says nothing; it is no wish to lose every answer.
            (Some((text, _)), _) if text.trim().is_empty() => Ok(Standing::Gone),
            (Some((text, stamp)), _) => Ok(Standing::Foreign(text, stamp)),
        }
    }

    fn replay(&self, draft: &mut Draft) -> io::Result<Option<Found>> {
        let Some((replay, at)) = journal::read(&self.folder)? else { return Ok(None) };
        let recovered = replay.recover(self.digest().as_deref(), draft);
        let on_disk = std::mem::replace(draft, recovered.draft.clone());
        let answer = |key: &Key| (key.clone(), on_disk.answers.get(key).cloned().unwrap_or_default());
        let edits = |passage: &String| (passage.clone(), on_disk.edits_of(passage));
        let recovery = Recovery {
            before: Before {
                answers: recovered.answers.iter().map(answer).collect(),
                edits: recovered.edits.iter().map(edits).collect(),
            },
            answers: recovered.answers.clone(),
            characters: recovered.characters,
            at,
            conflicts: theirs(recovered.conflicts.clone()),
        };
        Ok(Some(Found { replay, on_disk, recovered, recovery }))
    }

    fn digest(&self) -> Option<String> {
        self.seen.as_ref().map(|seen| seen.digest.clone())
    }

    /// Keeps a text in the post's folder of the state, under a name of its own.
    fn keep(&self, ending: &str, bytes: &[u8]) -> io::Result<PathBuf> {
        kept::keep(&self.disk, &self.folder, ending, bytes)
    }

    /// Keeps others' texts beside the answers they are for, with those that wait already.
    fn put_beside(&self, conflicts: &Answers) -> io::Result<()> {
        if conflicts.is_empty() {
            return Ok(());
        }
        let mut all = kept::undecided(&self.folder);
        all.extend(conflicts.clone());
        self.keep_undecided(&all)
    }
}

/// A journal that a crash had left, and what came of it.
#[derive(Debug)]
struct Found {
    replay: Replay,
    /// The draft as it stands on disk.
    on_disk: Draft,
    recovered: Recovered,
    recovery: Recovery,
}

/// The other side of each conflict.
fn theirs(conflicts: Vec<Conflict>) -> Answers {
    conflicts.into_iter().map(|conflict| (conflict.key, conflict.theirs)).collect()
}

/// What stands in the draft's place.
#[derive(Debug)]
enum Standing {
    /// What we read or wrote last.
    Known,
    /// Nothing, or nothing any more.
    Gone,
    /// Something somebody else wrote.
    Foreign(String, Stamp),
}

/// `draft` with its tips where `read` has them: only what read the post can say.
fn placed(mut draft: Draft, read: &Draft) -> Draft {
    for tip in &mut draft.tips {
        tip.index = read.tips.iter().find(|known| known.id == tip.id).and_then(|known| known.index);
    }
    draft
}
