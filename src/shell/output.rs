//! Writing a finished text: whole or not at all, and never over somebody's work.
//!
//! What it is: an atomic write, and a note of what was written. What it is not: it writes no drafts. Invariant: a file
//! that exists is replaced only if naze wrote it and nobody changed it since, or if the author says so.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use sha2::{Digest, Sha256};

/// Why a text was not written.
#[derive(Debug)]
pub enum NotWritten {
    /// There is another text under that name.
    Exists,
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

/// Writes `text` to `path`. What was written is noted in `notes`, a folder of the state, by the file's place.
///
/// # Errors
/// Where another text stands there, or the folder or the disk refuses.
pub fn write(path: &Path, text: &str, over: Over, notes: &Path) -> Result<(), NotWritten> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let place = folder.canonicalize()?.join(path.file_name().ok_or(io::Error::from(io::ErrorKind::InvalidInput))?);
    let note = notes.join(digest(place.as_os_str().as_encoded_bytes()));
    // A link is not followed: the text goes beside the post, nowhere else.
    let standing = match fs::symlink_metadata(&place) {
        Ok(data) if data.is_file() => Some(fs::read(&place)?),
        Ok(_) => return Err(NotWritten::Exists),
        Err(_) => None,
    };
    if let Some(standing) = standing {
        let standing = digest(&standing);
        let own = fs::read_to_string(&note).is_ok_and(|noted| noted.trim() == standing);
        if over == Over::Own && !own && standing != digest(text.as_bytes()) {
            return Err(NotWritten::Exists);
        }
    }
    let mut file = tempfile::Builder::new().prefix(".naze-").tempfile_in(folder)?;
    file.write_all(text.as_bytes())?;
    file.as_file().sync_all()?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // A temporary file is the author's alone; a text to be published is not.
        file.as_file().set_permissions(fs::Permissions::from_mode(0o644))?;
    }
    file.persist(&place).map_err(|error| error.error)?;
    // The note is a convenience: without it the next export asks for --force.
    let _unnoted = fs::create_dir_all(notes).and_then(|()| fs::write(&note, digest(text.as_bytes())));
    Ok(())
}

fn digest(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    Sha256::digest(bytes).iter().fold(String::with_capacity(64), |mut text, byte| {
        let _infallible = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_our_own_untouched_text_is_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let (path, notes) = (folder.path().join("a.story.md"), folder.path().join("notes"));
        write(&path, "one", Over::Own, &notes).unwrap();
        write(&path, "two", Over::Own, &notes).unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "two");
        fs::write(&path, "edited by hand").unwrap();
        assert!(matches!(write(&path, "three", Over::Own, &notes), Err(NotWritten::Exists)));
        assert_eq!(fs::read_to_string(&path).unwrap(), "edited by hand");
        write(&path, "three", Over::Any, &notes).unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "three");
        let left: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        assert_eq!(left.len(), 2, "{left:?}");
    }

    #[cfg(unix)]
    #[test]
    fn a_link_planted_there_is_not_written_through() {
        let folder = tempfile::tempdir().unwrap();
        let (target, path) = (folder.path().join("precious"), folder.path().join("a.story.md"));
        fs::write(&target, "precious").unwrap();
        std::os::unix::fs::symlink(&target, &path).unwrap();
        assert!(matches!(write(&path, "x", Over::Own, &folder.path().join("notes")), Err(NotWritten::Exists)));
        assert_eq!(fs::read_to_string(&target).unwrap(), "precious");
    }
}
