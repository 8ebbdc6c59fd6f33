//! What is kept of a post in its folder of the state besides the journal.
//!
//! What it is: copies of what somebody wrote before it was written over, answers that were cleared, the draft as it last stood, and others' texts that wait beside an answer until
//! the author chooses. What it is not: it is nothing the draft needs. Invariant: files are the author's alone (0600), and
//! each is there whole or not at all.

use std::fs::{self, Permissions};
use std::io;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use crate::answers::{Answer, Answers, Key};
use crate::shell::digest::sha256;
use crate::shell::disk::Disk;
use crate::shell::{journal, lock};

/// The folder of the copies in the post's folder of the state.
const FOLDER: &str = "kept";
/// The file of the draft as it last stood. No copy is called as drafts are: a walk that comes by must not take it for one.
const LAST: &str = "last.toml";
/// How long copies and journals are kept.
const KEPT_FOR: Duration = Duration::from_secs(30 * 24 * 60 * 60);
/// How the files of answers that were cleared end.
const ANSWER: &str = "answer.json";
/// The file of the texts that wait.
const UNDECIDED: &str = "undecided.json";

/// Keeps a copy in the post's folder of the state, under a name made of what it says.
///
/// # Errors
/// Where the state cannot be written.
pub fn keep(disk: &Disk, folder: &Path, ending: &str, bytes: &[u8]) -> io::Result<PathBuf> {
    let folder = folder.join(FOLDER);
    disk.make_folder(&folder)?;
    let name: String = sha256(bytes).chars().take(16).collect();
    let path = folder.join(format!("{name}.{ending}"));
    disk.replace(&path, bytes, Permissions::from_mode(0o600))?;
    Ok(path)
}

/// Keeps an answer that was cleared: the trash shows it.
///
/// # Errors
/// Where the state cannot be written.
pub fn keep_answer(disk: &Disk, folder: &Path, key: &Key, answer: &Answer) -> io::Result<PathBuf> {
    // Plain structs of texts always have a JSON form.
    keep(disk, folder, ANSWER, &serde_json::to_vec(&(key.to_string(), answer)).unwrap_or_default())
}

/// The files of the answers that were cleared, in a post's folder of the state.
#[must_use]
pub fn answers(folder: &Path) -> Vec<PathBuf> {
    let files = fs::read_dir(folder.join(FOLDER)).into_iter().flatten().flatten().map(|entry| entry.path());
    files.filter(|path| path.as_os_str().as_encoded_bytes().ends_with(ANSWER.as_bytes())).collect()
}

/// An answer that was cleared.
#[must_use]
pub fn answer(file: &Path) -> Option<(Key, Answer)> {
    let (key, answer): (String, Answer) = serde_json::from_slice(&fs::read(file).ok()?).ok()?;
    Some((key.parse().ok()?, answer))
}

/// Keeps a draft's text as it stands beside the post.
///
/// # Errors
/// Where the state cannot be written.
pub fn keep_last(disk: &Disk, folder: &Path, text: &str) -> io::Result<()> {
    let path = folder.join(LAST);
    if fs::read(&path).is_ok_and(|kept| kept == text.as_bytes()) {
        return Ok(());
    }
    disk.make_folder(folder)?;
    disk.swap(&path, text.as_bytes(), Permissions::from_mode(0o600))
}

/// A draft's text as naze last read or wrote it, and when that was.
#[must_use]
pub fn last(folder: &Path) -> Option<(String, SystemTime)> {
    let path = folder.join(LAST);
    Some((fs::read_to_string(&path).ok()?, fs::metadata(&path).ok()?.modified().ok()?))
}

/// Whether a post's folder of the state holds words.
#[must_use]
pub fn holds_words(folder: &Path) -> bool {
    let kept = [FOLDER, LAST, UNDECIDED].map(|name| folder.join(name));
    kept.iter().chain([&journal::file(folder)]).any(|path| path.symlink_metadata().is_ok())
}

/// Whether a file lies there longer than copies are kept.
#[must_use]
pub fn is_old(path: &Path, now: SystemTime) -> bool {
    let at = fs::symlink_metadata(path).and_then(|data| data.modified()).ok();
    at.and_then(|at| now.duration_since(at).ok()).is_some_and(|age| age > KEPT_FOR)
}

/// Takes away what lies here too long: copies, and journals nobody took up, of every post in `posts`.
pub fn purge(posts: &Path, now: SystemTime) {
    for folder in fs::read_dir(posts).into_iter().flatten().flatten() {
        let folder = folder.path();
        let kept = fs::read_dir(folder.join(FOLDER)).into_iter().flatten().flatten().map(|entry| entry.path());
        let own = [journal::file(&folder), folder.join(LAST)];
        for path in kept.chain(own).filter(|path| is_old(path, now)) {
            // A window that is open that long goes on from its journal.
            if lock::is_free(&folder) {
                let _stays = fs::remove_file(path);
            }
        }
        // What is empty goes; what is not stays.
        let _stays = fs::remove_dir(folder.join(FOLDER));
    }
}

/// The texts of others that wait in a post's folder of the state; what cannot be read is among the copies.
#[must_use]
pub fn undecided(folder: &Path) -> Answers {
    let bytes = fs::read(folder.join(UNDECIDED)).unwrap_or_default();
    let rows: Vec<(String, Answer)> = serde_json::from_slice(&bytes).unwrap_or_default();
    rows.into_iter().filter_map(|(key, answer)| Some((key.parse().ok()?, answer))).collect()
}

/// Makes these the texts that wait.
///
/// # Errors
/// Where the state cannot be written.
pub fn keep_undecided(disk: &Disk, folder: &Path, undecided: &Answers) -> io::Result<()> {
    let path = folder.join(UNDECIDED);
    let rows: Vec<(String, &Answer)> = undecided.iter().map(|(key, answer)| (key.to_string(), answer)).collect();
    if rows.is_empty() {
        return disk.remove(&path);
    }
    disk.make_folder(folder)?;
    // Plain structs of texts always have a JSON form.
    disk.replace(&path, &serde_json::to_vec(&rows).unwrap_or_default(), Permissions::from_mode(0o600))
}
