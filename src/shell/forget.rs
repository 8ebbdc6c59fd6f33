//! `naze forget`: what naze keeps of a post outside its folder goes, all at once.
//!
//! What it is: the removal of a post's folder of the state and of the notes on its exports. What it is not: it touches
//! neither post nor draft. Invariant: nothing goes that a window needs, nor, unless that was said, words that are nowhere
//! else.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use super::cli::{From, Unsaved};
use super::disk::Disk;
use super::places::Places;
use super::shelf::trash;
use super::store::kept;
use super::taken::Taken;
use super::{clock, journal, lock, output, why};
use crate::error::{Error, Kind};
use crate::export::Destination;
use crate::words::{Words, fill};

/// Removes what is kept of the post at `path`, there or not, and says so.
///
/// # Errors
/// Where a window has it open, words are nowhere else, or the state cannot be written.
pub fn forget(path: &Path, unsaved: Unsaved, places: &Places, words: &Words) -> Result<String, Error> {
    let shown = path.display().to_string();
    let errors = &words.error;
    let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let gone = || Some(parent.canonicalize().ok()?.join(path.file_name()?));
    let missing = || errors.missing.error(Kind::Input, &[("path", &shown)]);
    let post = path.canonicalize().ok().or_else(gone).ok_or_else(missing)?;
    let folder = places.of_post(&post);
    let thrown = trash::of_post(&post, places);
    if unsaved == Unsaved::Kept && !thrown.is_empty() {
        return Err(errors.forget_thrown.error(Kind::Output, &[("path", &shown)]));
    }
    if !folder.exists() && thrown.is_empty() {
        return Ok(format!("{}\n", fill(&words.print.nothing_kept, &[("path", &shown)])));
    }
    let refused = |error: std::io::Error| {
        let (path, why) = (folder.display().to_string(), why(&error, words));
        errors.cannot_write.error(Kind::Output, &[("path", &path), ("why", &why)])
    };
    // Held until all is gone, so that nobody takes up what is being removed.
    let lock = lock::take(&Disk::default(), &folder, &clock::now()).map_err(refused)?;
    let _lock = lock.map_err(|_| errors.forget_held.error(Kind::Output, &[("path", &shown)]))?;
    if unsaved == Unsaved::Kept {
        let taken = Taken::read(path, None, From::Everywhere, places, words);
        // A journal of a post that cannot be read may hold anything.
        let unread = taken.is_err() && journal::read(&folder).map_or(true, |journal| journal.is_some());
        if let Some(recovery) = taken.ok().and_then(|taken| taken.recovery).filter(|found| found.characters > 0) {
            let characters = recovery.characters.to_string();
            return Err(errors.forget_unsaved.error(Kind::Output, &[("path", &shown), ("characters", &characters)]));
        }
        if unread || !kept::answers(&folder).is_empty() || !kept::undecided(&folder).is_empty() {
            return Err(errors.forget_words.error(Kind::Output, &[("path", &shown)]));
        }
    }
    let name = post.file_name().unwrap_or_default().to_string_lossy();
    for to in Destination::ALL {
        let _none = fs::remove_file(output::note(&post.with_file_name(to.file_name(&name)), &places.exports()));
    }
    for item in thrown {
        fs::remove_dir_all(item).map_err(refused)?;
    }
    match fs::remove_dir_all(&folder) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(refused(error)),
        Ok(()) | Err(_) => Ok(format!("{}\n", fill(&words.print.forgotten, &[("path", &shown)]))),
    }
}
