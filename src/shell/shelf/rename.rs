//! A post and its draft given another name, and a draft that follows its post.
//!
//! What it is: the draft and all that naze keeps of the post, moved together to where the post is. What it is not: it changes
//! nothing the post says, and leaves what was exported under the name it went out with. Invariant: nothing is ever written
//! over, and whichever step is the last, opening the post finds the draft and all that naze keeps of it.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::{Refused, opened, references, trash};
use crate::bank;
use crate::draft::{Draft, DraftFile};
use crate::shell::clock;
use crate::shell::digest::sha256;
use crate::shell::disk::Disk;
use crate::shell::journal;
use crate::shell::lock::{self, Lock};
use crate::shell::places::Places;
use crate::shell::store::{self, kept::holds_words};

/// Calls the post at `post`, whose draft is at `draft`, `name`; says where the draft is then.
///
/// # Errors
/// Where a window has it open, something stands in the way, the draft cannot be read, or the disk refuses; all is then as
/// it was.
pub fn rename(disk: &Disk, draft: &Path, post: &Path, name: &str, places: &Places) -> Result<PathBuf, Refused> {
    if name.contains('/') || [".", ".."].contains(&name) || name.ends_with(".naze.toml") {
        return Err(Refused::NoName);
    }
    let post = super::canonical(post)?;
    let renamed = post.with_file_name(name);
    if !is_free(&renamed) {
        return Err(Refused::InTheWay(renamed));
    }
    let removal = Removal::prepare(disk, draft, &post, &renamed, places)?;
    // A post is known again by its bytes: should the machine stop now, the draft follows when the post is opened.
    let bytes = sha256(&fs::read(&post)?);
    removal.change(&removal.draft, |draft| draft.post.sha256 = bytes)?;
    disk.rename(&post, &renamed)?;
    removal.carry_out(places).map_err(|error| {
        let _stays = disk.rename(&renamed, &post);
        error.into()
    })
}

/// Brings the draft at `draft` to its post, which is at `to` now and was at `from`; says where the draft is then.
///
/// # Errors
/// As with [`rename`].
pub fn follow(disk: &Disk, draft: &Path, from: &Path, to: &Path, places: &Places) -> Result<PathBuf, Refused> {
    Ok(Removal::prepare(disk, draft, from, to, places)?.carry_out(places)?)
}

/// A draft that is about to go where its post goes: nothing stands in the way, and nobody else writes to it.
struct Removal<'d> {
    disk: &'d Disk,
    /// Where the draft is, and where it goes.
    draft: PathBuf,
    to: PathBuf,
    /// The bytes of the post that the draft knows.
    sha256: String,
    old: Side,
    new: Side,
    /// The turn to write to the draft.
    _turn: Lock,
}

/// A post before or after it moves.
struct Side {
    post: PathBuf,
    /// What naze keeps of it.
    state: PathBuf,
    _lock: Lock,
}

impl Side {
    fn take(disk: &Disk, post: &Path, state: PathBuf) -> Result<Self, Refused> {
        match lock::take(disk, &state, &clock::now())? {
            Ok(lock) => Ok(Self { post: post.to_owned(), state, _lock: lock }),
            Err(by) => Err(Refused::Held { by, state }),
        }
    }
}

impl<'d> Removal<'d> {
    fn prepare(disk: &'d Disk, draft: &Path, from: &Path, to: &Path, places: &Places) -> Result<Self, Refused> {
        let draft = super::canonical(draft)?;
        let name = to.file_name().unwrap_or_default().to_string_lossy();
        let beside = [to.with_extension("naze.toml"), to.with_file_name(format!("{name}.naze.toml"))];
        let place = beside.into_iter().find(|path| *path == draft || is_free(path));
        let place = place.ok_or_else(|| Refused::InTheWay(to.with_extension("naze.toml")))?;
        let [old, new] = [places.of_post(from), places.of_post(to)];
        // What a crash left on its way is no other post's.
        let moved = opened::post(&new).is_some_and(|post| post == from) && !holds_words(&old);
        if holds_words(&new) && !moved {
            return Err(Refused::Remembered(to.to_owned()));
        }
        let old = Side::take(disk, from, old)?;
        let new = Side::take(disk, to, new)?;
        let turn = lock::turn(disk, &old.state)?;
        let text = store::read_text(&draft)?.ok_or(Refused::Broken)?;
        let (said, _) = DraftFile::parse(&text).map_err(|_| Refused::Broken)?;
        Ok(Self { disk, draft, to: place, sha256: said.post.sha256, old, new, _turn: turn })
    }

    fn carry_out(self, places: &Places) -> io::Result<PathBuf> {
        let (old, new) = (&self.old.state, &self.new.state);
        if holds_words(new) {
            let _none = fs::remove_dir_all(old);
        } else {
            opened::note(self.disk, old, &self.old.post);
            let _none = fs::remove_dir_all(new);
            self.disk.rename(old, new)?;
        }
        references::note(self.disk, new, &self.old.post);
        self.bring(places).inspect_err(|_| {
            let _left = self.disk.rename(new, old);
        })?;
        trash::rename(self.disk, &self.old.post, &self.new.post, places);
        opened::note(self.disk, new, &self.new.post);
        Ok(self.to)
    }

    /// Moves the draft, and makes it say where it is.
    fn bring(&self, places: &Places) -> io::Result<()> {
        let moves = self.to != self.draft;
        if moves {
            self.disk.rename(&self.draft, &self.to)?;
        }
        let name = self.new.post.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let (from, to) = (self.draft.parent(), self.to.parent());
        let said = |draft: &mut Draft| {
            draft.post.file = name;
            draft.post.sha256.clone_from(&self.sha256);
            if let (Some(from), Some(to)) = (from, to)
                && from != to
            {
                references::call(draft, |of| bank::reference(to, &bank::resolve(from, of)?, places.home.as_deref()));
            }
        };
        self.change(&self.to, said).inspect_err(|_| {
            if moves {
                let _left = self.disk.rename(&self.to, &self.draft);
            }
        })?;
        if let (Some(from), Some(to)) = (from, to)
            && from != to
        {
            let home = places.home.as_deref();
            // Where that fails it is done when the post is opened.
            let _later =
                journal::point(self.disk, &self.new.state, |of| bank::reference(to, &bank::resolve(from, of)?, home));
        }
        Ok(())
    }

    /// Changes what the draft at `path` says, as it stands there now.
    fn change(&self, path: &Path, change: impl FnOnce(&mut Draft)) -> io::Result<()> {
        let text = store::read_text(path)?.ok_or(io::ErrorKind::NotFound)?;
        let (mut said, mut file) = DraftFile::parse(&text).map_err(|_| io::ErrorKind::InvalidData)?;
        change(&mut said);
        let changed = file.write(&said, &[]);
        if changed == text {
            return Ok(());
        }
        self.disk.replace(path, changed.as_bytes(), fs::metadata(path)?.permissions())
    }
}

/// Finishes a move of the post to `post` that a crash cut short: what its draft and its journal call answers of other posts
/// leads to them from where it is. Nobody else may write to either.
pub fn finish(disk: &Disk, draft: &Path, post: &Path, places: &Places) {
    let state = places.of_post(post);
    let (Some(before), Some(to)) = (opened::post(&state), post.parent()) else { return };
    if let Some(from) = before.parent().filter(|from| *from != to) {
        let home = places.home.as_deref();
        let _later = references::point(disk, draft, &state, |of| references::led(of, from, to, home));
    }
}

fn is_free(path: &Path) -> bool {
    path.symlink_metadata().is_err()
}
