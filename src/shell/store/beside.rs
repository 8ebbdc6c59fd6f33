//! The draft beside its post: which file it is, and whether it is safe to read.

use std::fs::{self, OpenOptions};
use std::io::{self, Read};
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use super::NotRead;
use crate::draft::{Draft, parse};
use crate::shell::stamp::Stamp;

/// The largest draft that is read, in bytes.
const LARGEST: u64 = 64 * 1024 * 1024;
/// How many files of a folder are looked through for the draft of a post that was renamed.
const MOST_FILES: usize = 5_000;

/// The draft of the post at `post`: `5-ways.md` → `5-ways.naze.toml`, which may turn out to be [another's](own_path), or
/// `5-ways.md.naze.toml` where that stands. Where there is neither, the draft of a post with the same bytes that is gone:
/// this one, renamed.
pub(super) fn draft_path(post: &Path, sha256: &str) -> PathBuf {
    let short = post.with_extension("naze.toml");
    let long = long_path(post);
    if long.symlink_metadata().is_ok() {
        return long;
    }
    if short.symlink_metadata().is_err() {
        return renamed(post, sha256).unwrap_or(short);
    }
    short
}

/// The path for the draft of the post at `post` where `path`, which holds `draft`, serves another post.
pub(super) fn own_path(path: &Path, draft: &Draft, post: &Path) -> Option<PathBuf> {
    let name = post.file_name().unwrap_or_default().to_string_lossy();
    (path == post.with_extension("naze.toml") && is_elsewhere(draft, post, &name)).then(|| long_path(post))
}

fn long_path(post: &Path) -> PathBuf {
    let name = post.file_name().unwrap_or_default().to_string_lossy();
    post.with_file_name(format!("{name}.naze.toml"))
}

/// Whether a draft belongs to another post that still stands beside this one.
fn is_elsewhere(draft: &Draft, post: &Path, name: &str) -> bool {
    let file = &draft.post.file;
    !file.is_empty() && file != name && !file.contains('/') && post.with_file_name(file).exists()
}

fn renamed(post: &Path, sha256: &str) -> Option<PathBuf> {
    let folder = fs::read_dir(post.parent()?).ok()?;
    let drafts = folder.flatten().take(MOST_FILES).filter(|entry| {
        entry.file_type().is_ok_and(|kind| kind.is_file())
            && entry.file_name().to_string_lossy().ends_with(".naze.toml")
    });
    let paths = drafts.map(|entry| entry.path());
    let mut same = paths.filter(|path| {
        let draft = draft_at(path);
        draft.is_some_and(|d| {
            d.post.sha256 == sha256 && !d.post.file.contains('/') && !post.with_file_name(d.post.file).exists()
        })
    });
    let found = same.next()?;
    // Two of them, and neither is surely this one's.
    same.next().is_none().then_some(found)
}

fn draft_at(path: &Path) -> Option<Draft> {
    read(path).ok()?.and_then(|(text, _)| parse(&text).ok())
}

/// Where a draft's path leads: to itself, or through a link of the author's own to a file that is a draft already.
pub(super) fn resolve(path: &Path) -> Result<PathBuf, NotRead> {
    let data = match path.symlink_metadata() {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(path.to_owned()),
        Err(error) => return Err(error.into()),
        Ok(data) => data,
    };
    if data.is_file() {
        return Ok(path.to_owned());
    }
    let own = data.is_symlink() && data.uid() == rustix::process::geteuid().as_raw();
    let target = path.canonicalize().ok().filter(|target| own && draft_at(target).is_some());
    target.ok_or(NotRead::Planted)
}

/// The text of the file at `path`; nothing where there is none.
///
/// # Errors
/// Where it is no ordinary file, too large, no UTF-8, or the disk refuses.
pub(super) fn read(path: &Path) -> io::Result<Option<(String, Stamp)>> {
    use rustix::fs::OFlags;
    let flags = (OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC).bits().cast_signed();
    let file = match OpenOptions::new().read(true).custom_flags(flags).open(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error),
        Ok(file) => file,
    };
    let data = file.metadata()?;
    if !data.is_file() || data.len() > LARGEST {
        return Err(io::ErrorKind::FileTooLarge.into());
    }
    let mut text = String::new();
    file.take(LARGEST).read_to_string(&mut text)?;
    Ok(Some((text, Stamp::of(&data))))
}
