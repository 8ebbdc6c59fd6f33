//! A post and its draft given another name, and a draft that follows its post.
//!
//! What it is: the draft and all that naze keeps of the post, moved together to where the post is. What it is not: it changes
//! nothing the post says, and leaves what was exported under the name it went out with. Invariant: nothing is ever written
//! over, and at every step the draft is found again by what it says of its post.

use std::fs::{self, Permissions};
use std::io;
use std::path::{Path, PathBuf};

use super::{Refused, opened};
use crate::draft::DraftFile;
use crate::shell::disk::Disk;
use crate::shell::lock::Lock;
use crate::shell::places::Places;
use crate::shell::{clock, lock, store};

/// Files of the state that hold words.
const WORDS: [&str; 4] = ["journal", "kept", "last.toml", "undecided.json"];

/// Calls the post at `post`, whose draft is at `draft`, `name`; says where the draft is then.
///
/// # Errors
/// Where a window has it open, something stands in the way, the draft cannot be read, or the disk refuses; all is then as
/// it was.
pub fn rename(draft: &Path, post: &Path, name: &str, places: &Places) -> Result<PathBuf, Refused> {
    if name.contains('/') || [".", ".."].contains(&name) || name.ends_with(".naze.toml") {
        return Err(Refused::NoName);
    }
    let post = super::canonical(post)?;
    let renamed = post.with_file_name(name);
    if !is_free(&renamed) {
        return Err(Refused::InTheWay(renamed));
    }
    let removal = Removal::prepare(draft, &post, &renamed, places)?;
    let disk = Disk::default();
    disk.rename(&post, &renamed)?;
    removal.carry_out().map_err(|error| {
        let _stays = disk.rename(&renamed, &post);
        error.into()
    })
}

/// Brings the draft at `draft` to its post, which is at `to` now and was at `from`; says where the draft is then.
///
/// # Errors
/// As with [`rename`].
pub fn follow(draft: &Path, from: &Path, to: &Path, places: &Places) -> Result<PathBuf, Refused> {
    Ok(Removal::prepare(draft, from, to, places)?.carry_out()?)
}

/// A draft that is about to go where its post goes: nothing stands in the way, and nobody else writes to it.
struct Removal {
    draft: PathBuf,
    to: PathBuf,
    post: PathBuf,
    text: String,
    permissions: Permissions,
    /// What naze keeps of the post, and where that goes.
    state: (PathBuf, PathBuf),
    _lock: Lock,
}

impl Removal {
    fn prepare(draft: &Path, from: &Path, post: &Path, places: &Places) -> Result<Self, Refused> {
        let draft = super::canonical(draft)?;
        let name = post.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let places_for = [post.with_extension("naze.toml"), post.with_file_name(format!("{name}.naze.toml"))];
        let to = places_for.into_iter().find(|path| *path == draft || is_free(path));
        let to = to.ok_or_else(|| Refused::InTheWay(post.with_extension("naze.toml")))?;
        let state = (places.of_post(from), places.of_post(post));
        if WORDS.iter().any(|name| !is_free(&state.1.join(name))) {
            return Err(Refused::Remembered(post.to_owned()));
        }
        let held = lock::take(&Disk::default(), &state.0, &clock::now())?;
        let lock = held.map_err(|_| Refused::Held)?;
        let text = store::read_text(&draft)?.ok_or(Refused::Broken)?;
        let (mut said, mut file) = DraftFile::parse(&text).map_err(|_| Refused::Broken)?;
        said.post.file = name;
        let (text, permissions) = (file.write(&said, &[]), fs::metadata(&draft)?.permissions());
        Ok(Self { draft, to, post: post.to_owned(), text, permissions, state, _lock: lock })
    }

    fn carry_out(self) -> io::Result<PathBuf> {
        let disk = Disk::default();
        if self.to == self.draft {
            disk.replace(&self.to, self.text.as_bytes(), self.permissions)?;
        } else {
            disk.place(&self.to, self.text.as_bytes(), self.permissions)?;
            disk.remove(&self.draft)?;
        }
        // What stands there holds no words.
        let _none = fs::remove_dir_all(&self.state.1);
        fs::rename(&self.state.0, &self.state.1)?;
        opened::note(&disk, &self.state.1, &self.post);
        Ok(self.to)
    }
}

fn is_free(path: &Path) -> bool {
    path.symlink_metadata().is_err()
}
