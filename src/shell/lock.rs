//! One window at a time writes to a draft.
//!
//! What it is: a lock of the system's in the post's folder of the state, with a note of who holds it. What it is not: a
//! guard of the draft's text; that others may write, by hand or on another host, is `store`'s to notice. Invariant: a
//! lock lives as long as its process, so that a crash leaves none behind.

use std::fs::{File, TryLockError};
use std::io::{self, Read, Seek, Write};
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::disk::Disk;

/// The right to write to a draft, until dropped.
#[derive(Debug)]
pub struct Lock {
    _file: File,
}

/// Who holds a draft.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Held {
    /// The name of the machine.
    pub host: String,
    /// The process.
    pub pid: u32,
    /// Since when, RFC 3339.
    pub since: String,
}

/// The lock's file in the post's folder of the state.
const NAME: &str = "lock";

/// Takes the lock of the post whose folder of the state is `folder`; `now` is noted for others to read.
///
/// # Errors
/// Where the folder of the state cannot be written.
pub fn take(disk: &Disk, folder: &Path, now: &str) -> io::Result<Result<Lock, Held>> {
    disk.make_folder(folder)?;
    let mut file = disk.open(&folder.join(NAME))?;
    match file.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => {
            let mut note = String::new();
            // Whoever holds it may be writing the note this very moment; that it is held is what counts.
            let _unread = file.rewind().and_then(|()| file.read_to_string(&mut note));
            return Ok(Err(toml::from_str(&note).unwrap_or_default()));
        }
        Err(TryLockError::Error(error)) => return Err(error),
    }
    let host = rustix::system::uname().nodename().to_string_lossy().into_owned();
    let held = Held { host, pid: std::process::id(), since: now.to_owned() };
    let note = toml::to_string(&held).unwrap_or_default();
    // The note is a courtesy; a full disk must not keep the author from writing.
    let _unwritten = file.set_len(0).and_then(|()| file.write_all(note.as_bytes()));
    Ok(Ok(Lock { _file: file }))
}

/// Waits until nobody holds the draft.
///
/// # Errors
/// Where the folder of the state cannot be written.
pub fn wait(disk: &Disk, folder: &Path) -> io::Result<()> {
    disk.open(&folder.join(NAME))?.lock()
}

/// Whether nobody holds the draft.
#[must_use]
pub fn is_free(folder: &Path) -> bool {
    File::open(folder.join(NAME)).map_or(true, |file| file.try_lock_shared().is_ok())
}

/// Waits for the turn to replace the draft, and keeps it until dropped.
///
/// # Errors
/// Where the folder of the state cannot be written.
pub fn turn(disk: &Disk, folder: &Path) -> io::Result<Lock> {
    disk.make_folder(folder)?;
    let file = disk.open(&folder.join("turn"))?;
    file.lock()?;
    Ok(Lock { _file: file })
}
