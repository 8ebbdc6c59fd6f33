//! Writing a finished text: whole or not at all, and never over somebody's work.
//!
//! What it is: an atomic write, and a note of what was written. What it is not: it writes no drafts. Invariant: a file
//! that exists is replaced only if naze wrote it and nobody changed it since, or if the author says so.

use std::fs;
use std::io::{self, Write};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use super::digest::sha256;

/// Why a text was not written.
#[derive(Debug)]
pub enum NotWritten {
    /// There is another text under that name.
    Exists,
    /// A post or a draft stands there, a link, or no file at all: nothing writes over that, whatever is asked.
    Precious,
    /// The folder or the disk refused.
    Refused(io::Error),
}

impl From<io::Error> for NotWritten {
    fn from(error: io::Error) -> Self {
        Self::Refused(error)
    }
}

/// Whether a file of somebody else's making may be replaced.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Over {
    /// Only what naze wrote itself.
    Own,
    /// Anything.
    Any,
}

/// Writes `text`, woven from the post at the canonical path `post`, to `path`. What was written is noted in `notes`, a
/// folder of the state, by the file's place.
///
/// # Errors
/// Where another text stands there, or the folder or the disk refuses.
pub fn write(path: &Path, text: &str, over: Over, post: &Path, notes: &Path) -> Result<(), NotWritten> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let place = folder.canonicalize()?.join(path.file_name().ok_or(io::Error::from(io::ErrorKind::InvalidInput))?);
    let note = note(&place, notes);
    // A link is not followed: the text goes beside the post, nowhere else.
    let standing = match fs::symlink_metadata(&place) {
        Ok(data) if data.is_file() => Some(fs::read(&place)?),
        Ok(_) => return Err(NotWritten::Precious),
        Err(_) => None,
    };
    if place == post || is_kept(&place) {
        return Err(NotWritten::Precious);
    }
    if let Some(standing) = standing {
        let standing = sha256(&standing);
        let own = fs::read_to_string(&note).is_ok_and(|noted| noted.trim() == standing);
        if over == Over::Own && !own && standing != sha256(text.as_bytes()) {
            return Err(NotWritten::Exists);
        }
    }
    let mut file = tempfile::Builder::new().prefix(".naze-").tempfile_in(folder)?;
    file.write_all(text.as_bytes())?;
    file.as_file().sync_all()?;
    // A temporary file is the author's alone; a text to be published is not.
    file.as_file().set_permissions(fs::Permissions::from_mode(0o644))?;
    file.persist(&place).map_err(|error| error.error)?;
    // The note is a convenience: without it the next export asks for --force.
    let _unnoted = fs::create_dir_all(notes).and_then(|()| fs::write(&note, sha256(text.as_bytes())));
    Ok(())
}

/// Where it is noted what was written to a file, by its canonical path.
#[must_use]
pub fn note(place: &Path, notes: &Path) -> PathBuf {
    notes.join(sha256(place.as_os_str().as_encoded_bytes()))
}

/// Whether a draft stands at `place`, or a post that has a draft beside it.
fn is_kept(place: &Path) -> bool {
    let name = place.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let serves = |draft: &Path| {
        let text = fs::read_to_string(draft).ok();
        text.and_then(|text| crate::draft::parse(&text).ok()).is_some_and(|draft| draft.post.file == name)
    };
    name.ends_with(".naze.toml")
        || serves(&place.with_extension("naze.toml"))
        || serves(&place.with_file_name(format!("{name}.naze.toml")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_our_own_untouched_text_is_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let (path, notes) = (folder.path().join("a.story.md"), folder.path().join("notes"));
        write(&path, "one", Over::Own, Path::new("/a.md"), &notes).unwrap();
        write(&path, "two", Over::Own, Path::new("/a.md"), &notes).unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "two");
        fs::write(&path, "edited by hand").unwrap();
        assert!(matches!(write(&path, "three", Over::Own, Path::new("/a.md"), &notes), Err(NotWritten::Exists)));
        assert_eq!(fs::read_to_string(&path).unwrap(), "edited by hand");
        write(&path, "three", Over::Any, Path::new("/a.md"), &notes).unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "three");
        let left: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        assert_eq!(left.len(), 2, "{left:?}");
    }

    #[test]
    fn a_post_or_a_draft_is_never_written_over() {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path().canonicalize().unwrap();
        let notes = folder.join("notes");
        fs::write(folder.join("a.md"), "the post").unwrap();
        fs::write(folder.join("b.md"), "another post").unwrap();
        fs::write(folder.join("b.naze.toml"), "version = 1\n[post]\nfile = \"b.md\"\n").unwrap();
        for name in ["a.md", "b.md", "b.naze.toml", "c.naze.toml"] {
            let written = write(&folder.join(name), "x", Over::Any, &folder.join("a.md"), &notes);
            assert!(matches!(written, Err(NotWritten::Precious)), "{name}: {written:?}");
        }
        assert_eq!(fs::read_to_string(folder.join("a.md")).unwrap(), "the post");
    }

    #[test]
    fn a_link_planted_there_is_not_written_through() {
        let folder = tempfile::tempdir().unwrap();
        let (target, path) = (folder.path().join("precious"), folder.path().join("a.story.md"));
        fs::write(&target, "precious").unwrap();
        std::os::unix::fs::symlink(&target, &path).unwrap();
        assert!(matches!(
            write(&path, "x", Over::Own, Path::new("/a.md"), &folder.path().join("notes")),
            Err(NotWritten::Precious)
        ));
        assert_eq!(fs::read_to_string(&target).unwrap(), "precious");
    }
}
