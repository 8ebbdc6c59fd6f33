//! A draft at a glance, as a row of the shelf.
//!
//! What it is: title, tips and answers, for the list and its search, some ten thousand of them a second. What it is not: how
//! far the draft is; that takes the whole post and its questions, and [`look`](super::look) says it of the few in view.
//! Invariant: whatever stands there, there is a row, and nothing is waited for.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Read};
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use crate::app::shelf::search::Folded;
use crate::app::shelf::{Entry, Trouble};
use crate::draft::{Broken, Glance, glance};
use crate::post::{self, Hints};
use crate::shell::stamp::Stamp;
use crate::shell::store;

/// So much of a post is read for its title, in bytes.
const HEAD: u64 = 256 << 10;

/// When the file at `path` was last changed, in seconds since 1970; nothing where there is none.
#[must_use]
pub fn changed(path: &Path) -> Option<i64> {
    fs::symlink_metadata(path).ok().map(|data| data.mtime())
}

/// The row for the draft at `draft`, which was changed at `changed`, and the stamp of its post, where that is there. `shown`
/// says how a path is shown.
#[must_use]
pub fn entry(draft: PathBuf, changed: i64, shown: impl Fn(&Path) -> String) -> (Entry, Option<Stamp>) {
    let (seen, trouble) = seen(&draft);
    let post = store::post_of(&draft, &seen.post.file);
    let entry = listed(&seen, draft, post, changed, shown);
    let data = entry.post.symlink_metadata();
    let missing = data.as_ref().is_err_and(|error| error.kind() == ErrorKind::NotFound);
    let trouble = trouble.or_else(|| missing.then_some(Trouble::NoPost));
    (Entry { trouble, ..entry }, data.ok().map(|data| Stamp::of(&data)))
}

/// What a draft says at a glance, and what is wrong with it.
pub(super) fn seen(draft: &Path) -> (Glance, Option<Trouble>) {
    let trouble = match store::read_text(draft).map(|text| text.map(|text| glance(&text))) {
        Ok(Some(Ok(seen))) => return (seen, None),
        // Nothing was saved yet.
        Ok(None) => None,
        Ok(Some(Err(Broken::Newer { .. }))) => Some(Trouble::Newer),
        Ok(Some(Err(Broken::Conflict { .. }))) => Some(Trouble::Torn),
        Ok(Some(Err(Broken::Syntax { .. } | Broken::Value { .. }))) | Err(_) => Some(Trouble::Broken),
    };
    (Glance::default(), trouble)
}

/// A row of the list for what a draft says.
pub(super) fn listed(
    seen: &Glance,
    draft: PathBuf,
    post: PathBuf,
    changed: i64,
    shown: impl Fn(&Path) -> String,
) -> Entry {
    let name = || post.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let (title, place) = (title(&post).unwrap_or_else(name), shown(&post));
    let told = seen.told.join("\n");
    let folded = Folded::new(&title, &seen.tips.join("\n"), &place, &told);
    Entry { post, draft, place, title, told: told.into(), folded, changed, trouble: None, standing: None }
}

/// The title of the post at `path`, as far as its beginning says.
#[must_use]
pub fn title(path: &Path) -> Option<String> {
    let file_name = path.file_name().map(|name| name.to_string_lossy().into_owned());
    post::title(&head(path).unwrap_or_default(), &Hints { file_name, encoding: None })
}

/// The first bytes of an ordinary file, up to the end of a line.
fn head(path: &Path) -> io::Result<Vec<u8>> {
    // What is no ordinary file is not waited for.
    let flags = (rustix::fs::OFlags::NONBLOCK | rustix::fs::OFlags::CLOEXEC).bits().cast_signed();
    let file = File::options().read(true).custom_flags(flags).open(path)?;
    let data = file.metadata()?;
    if !data.is_file() {
        return Err(ErrorKind::InvalidInput.into());
    }
    let mut bytes = Vec::with_capacity(usize::try_from(data.len().min(HEAD)).unwrap_or_default() + 1);
    file.take(HEAD).read_to_end(&mut bytes)?;
    if bytes.len() as u64 == HEAD {
        bytes.truncate(bytes.iter().rposition(|byte| *byte == b'\n').unwrap_or(bytes.len()));
    }
    Ok(bytes)
}
