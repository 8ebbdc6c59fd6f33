//! Opening a post: read-only, and never anything but an ordinary file.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use super::digest::sha256;
use crate::error::{Error, Kind};
use crate::post::{self, Hints, Post, Remark};
use crate::words::Words;

/// The largest post that is read, in bytes.
pub const LARGEST: u64 = 64 * 1024 * 1024;

/// A post as it was found.
#[derive(Debug, Clone)]
pub struct Source {
    /// Its canonical path.
    pub path: PathBuf,
    /// Digest of its bytes.
    pub sha256: String,
    /// What was read.
    pub post: Post,
    /// What the author should know about the reading.
    pub remarks: Vec<Remark>,
}

/// Opens a post. Links to ordinary files are followed; pipes, devices and folders are refused before they are opened.
///
/// # Errors
/// Where there is no such file, or it cannot be read, is empty, or is no text.
pub fn open(path: &Path, encoding: Option<&str>, words: &Words) -> Result<Source, Error> {
    let errors = &words.error;
    let shown = path.display().to_string();
    let fields = [("path", shown.as_str())];
    if let Some(name) = encoding
        && encoding_rs::Encoding::for_label(name.as_bytes()).is_none()
    {
        return Err(errors.encoding.error(Kind::Usage, &[("name", name)]));
    }
    let unreadable = |error: &std::io::Error| super::unreadable(&shown, error, words);
    let data = fs::metadata(path).map_err(|error| unreadable(&error))?;
    if data.is_dir() {
        return Err(errors.folder.error(Kind::Input, &fields));
    }
    if !data.is_file() {
        return Err(errors.special.error(Kind::Input, &fields));
    }
    if data.len() > LARGEST {
        let size = format!("{} MB", data.len() / (1024 * 1024));
        return Err(errors.too_large.error(Kind::Input, &[("path", &shown), ("size", &size)]));
    }
    let mut bytes = Vec::new();
    let read = fs::File::open(path).and_then(|file| file.take(LARGEST).read_to_end(&mut bytes));
    read.map_err(|error| unreadable(&error))?;
    let canonical = path.canonicalize().map_err(|error| unreadable(&error))?;
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(errors.empty.error(Kind::Input, &fields));
    }
    if encoding.is_none() && post::is_binary(&bytes) {
        return Err(errors.binary.error(Kind::Input, &fields));
    }
    let file_name = canonical.file_name().map(|name| name.to_string_lossy().into_owned());
    let hints = Hints { file_name, encoding: encoding.map(str::to_owned) };
    let (post, remarks) = post::read(&bytes, &hints);
    Ok(Source { path: canonical, sha256: sha256(&bytes), post, remarks })
}
