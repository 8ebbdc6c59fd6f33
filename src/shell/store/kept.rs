//! What is kept of a post in its folder of the state besides the journal.
//!
//! What it is: copies of what somebody wrote before it was written over, and others' texts that wait beside an answer until
//! the author chooses. What it is not: it is nothing the draft needs. Invariant: files are the author's alone (0600), and
//! each is there whole or not at all.

use std::fs::{self, Permissions};
use std::io;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use crate::answers::{Answer, Answers};
use crate::shell::digest::sha256;
use crate::shell::disk::Disk;

/// The folder of the copies in the post's folder of the state.
const FOLDER: &str = "kept";
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
