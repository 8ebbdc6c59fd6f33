//! The draft beside its post: which file it is, and whether it is safe to read.

use std::fs::OpenOptions;
use std::io::{self, Read};
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::time::Instant;

use super::NotRead;
use crate::draft::{Draft, glance, parse};
use crate::shell::shelf::walk::walk_until;
use crate::shell::stamp::Stamp;

/// What posts are called, for a draft that does not say.
const ENDINGS: [&str; 5] = ["", ".md", ".txt", ".markdown", ".html"];
/// The largest draft that is read, in bytes.
const LARGEST: u64 = 64 * 1024 * 1024;
/// How much of a tree is looked through for the draft of a post that was renamed: every new post is looked for once.
const MOST_ENTRIES: usize = 20_000;
const MOST_DRAFTS: usize = 5_000;

/// The draft of the post at `post`: `5-ways.md` → `5-ways.naze.toml`, which may turn out to be another's, or
/// `5-ways.md.naze.toml` where that stands. Where there is neither, the [lost] one.
#[must_use]
pub fn draft_path(post: &Path, lost: Option<PathBuf>) -> PathBuf {
    lost.unwrap_or_else(|| draft_beside(post))
}

/// Where the draft of a post is that was renamed or moved, as far as that was looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lost {
    /// Here.
    At(PathBuf),
    /// The post has one beside it, or there is none.
    No,
    /// The time was up.
    Unknown,
}

impl Lost {
    /// Where it is, if that is known.
    #[must_use]
    pub fn place(self) -> Option<PathBuf> {
        match self {
            Self::At(path) => Some(path),
            Self::No | Self::Unknown => None,
        }
    }
}

/// The draft of a post with the same bytes that is gone, where the post at `post` has none beside it: this one, renamed.
/// It is among the drafts of the post's tree, or among `opened`, which were opened before; looked for until `until`.
#[must_use]
pub fn lost(post: &Path, sha256: &str, opened: impl FnOnce() -> Vec<PathBuf>, until: Option<Instant>) -> Lost {
    if draft_beside(post).symlink_metadata().is_ok() {
        return Lost::No;
    }
    renamed(post, sha256, opened, until)
}

/// The same by its name alone.
#[must_use]
pub fn draft_beside(post: &Path) -> PathBuf {
    let long = long_path(post);
    if long.symlink_metadata().is_ok() { long } else { post.with_extension("naze.toml") }
}

/// The post beside `draft` that the draft calls `file`; where it calls it nothing, the one whose name it shares.
#[must_use]
pub fn post_of(draft: &Path, file: &str) -> PathBuf {
    if !file.is_empty() && !file.contains('/') {
        return draft.with_file_name(file);
    }
    let name = draft.file_name().unwrap_or_default().to_string_lossy();
    let stem = name.strip_suffix(".naze.toml").unwrap_or(&name);
    let named = |ending: &str| draft.with_file_name(format!("{stem}{ending}"));
    ENDINGS.iter().map(|ending| named(ending)).find(|path| path.is_file()).unwrap_or_else(|| named(".md"))
}

/// The text of the draft at `path`; nothing where there is none.
///
/// # Errors
/// Where it is no ordinary file, too large, no UTF-8, or the disk refuses.
pub fn read_text(path: &Path) -> io::Result<Option<String>> {
    Ok(read(path)?.map(|(text, _)| text))
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

/// The draft of a post with the digest `sha256` that was renamed or moved here: the one in this tree that knows the same
/// bytes and whose post is gone, or goes by another name than its draft.
fn renamed(post: &Path, sha256: &str, opened: impl FnOnce() -> Vec<PathBuf>, until: Option<Instant>) -> Lost {
    let is_up = || until.is_some_and(|until| Instant::now() > until);
    let tree = tree(post);
    let walked = walk_until(&tree, MOST_ENTRIES, until);
    let mut found: Option<PathBuf> = None;
    // What was opened before is passed over where the walk came by.
    let elsewhere: Vec<PathBuf> = opened().into_iter().filter(|draft| !draft.starts_with(&tree)).collect();
    if is_up() {
        return Lost::Unknown;
    }
    for path in walked.drafts.into_iter().take(MOST_DRAFTS).chain(elsewhere) {
        if is_up() {
            return Lost::Unknown;
        }
        let text = read_text(&path).ok().flatten().filter(|text| text.contains(sha256));
        let known = text.and_then(|text| glance(&text).ok()).map(|seen| seen.post);
        let same = known.is_some_and(|known| {
            let of = post_of(&path, &known.file);
            known.sha256 == sha256 && (of == post || !of.exists())
        });
        if same && found.replace(path).is_some() {
            // Two of them, and neither is surely this one's.
            return Lost::No;
        }
    }
    found.map_or(Lost::No, Lost::At)
}

/// The tree a post belongs to: that of its repository, else the one naze was started in, else its folder.
#[must_use]
pub fn tree(post: &Path) -> PathBuf {
    let folder = post.parent().unwrap_or(Path::new("/"));
    let repository = folder.ancestors().find(|folder| folder.join(".git").exists());
    let here = Path::new(".").canonicalize().ok().filter(|here| folder.starts_with(here));
    repository.map(Path::to_owned).or(here).unwrap_or_else(|| folder.to_owned())
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
    // One byte more, and the end is found without asking for more room.
    let mut text = String::with_capacity(usize::try_from(data.len()).unwrap_or_default() + 1);
    file.take(LARGEST).read_to_string(&mut text)?;
    Ok(Some((text, Stamp::of(&data))))
}
