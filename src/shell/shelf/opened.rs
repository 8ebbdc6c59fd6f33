//! The drafts opened before, wherever they are.
//!
//! What it is: the post's path in its folder of the state, noted when the post is opened to be written to. What it is not: a
//! list in one file, which two windows would write over one another. Invariant: what `naze forget` removes is all there
//! is; practice has a state of its own and leaves nothing here.

use std::ffi::OsString;
use std::fs::{self, Permissions};
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::time::Instant;

use crate::shell::disk::Disk;
use crate::shell::store;

/// The file of the path.
const NAME: &str = "post";

/// Notes that the post at `post`, a canonical path, has the folder `folder` of the state. What cannot be written is not
/// noted.
pub fn note(disk: &Disk, folder: &Path, post: &Path) {
    let (file, bytes) = (folder.join(NAME), post.as_os_str().as_bytes());
    if fs::read(&file).is_ok_and(|known| known == bytes) {
        return;
    }
    let _unnoted = disk.swap(&file, bytes, Permissions::from_mode(0o600));
}

/// The post noted in a folder of the state.
#[must_use]
pub fn post(folder: &Path) -> Option<PathBuf> {
    let bytes = fs::read(folder.join(NAME)).ok().filter(|bytes| !bytes.is_empty())?;
    Some(PathBuf::from(OsString::from_vec(bytes)))
}

/// The drafts of the posts noted in `posts` that are not where they were; as far as they are found until `until`.
#[must_use]
pub fn gone(posts: &Path, until: Option<Instant>) -> Vec<PathBuf> {
    let folders = fs::read_dir(posts).into_iter().flatten().flatten().map(|entry| entry.path());
    let folders = folders.take_while(|_| until.is_none_or(|until| Instant::now() <= until));
    let posts = folders.filter_map(|folder| post(&folder)).filter(|post| !post.exists());
    posts.map(|post| store::draft_beside(&post)).collect()
}

/// The posts noted in `posts`, each with its folder of the state.
#[must_use]
pub fn all(posts: &Path) -> Vec<(PathBuf, PathBuf)> {
    let folders = fs::read_dir(posts).into_iter().flatten().flatten().map(|entry| entry.path());
    folders.filter_map(|folder| Some((post(&folder)?, folder))).collect()
}
