//! References that stay with what they name when a post goes by another name or lies in another folder.
//!
//! What it is: what a draft calls answers of other posts, made to lead to them from where it lies now; and the drafts that
//! call an answer of a post that moved, made to call it by its name now. What it is not: it changes no word of an answer.
//! Invariant: a move that naze made is noted until every draft knows of it; a draft that cannot be changed now is changed
//! the next time.

use std::fs::{self, Permissions};
use std::io;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use super::known::{Found, Root, find};
use super::opened;
use crate::bank::{self, Place};
use crate::draft::{Draft, DraftFile};
use crate::shell::disk::Disk;
use crate::shell::places::Places;
use crate::shell::{clock, journal, lock, store};

/// The file of where a post was, in its folder of the state.
const NAME: &str = "was";

/// Notes that the post whose folder of the state is `folder` was at `from`. What cannot be written is not noted.
pub fn note(disk: &Disk, folder: &Path, from: &Path) {
    let mut was = fs::read(folder.join(NAME)).unwrap_or_default();
    was.extend(from.as_os_str().as_bytes());
    was.push(0);
    let _unnoted = disk.swap(&folder.join(NAME), &was, Permissions::from_mode(0o600));
}

/// Where a post was before, as far as drafts may still say so.
fn noted(folder: &Path) -> Vec<PathBuf> {
    let was = fs::read(folder.join(NAME)).unwrap_or_default();
    let paths = was.split(|byte| *byte == 0).filter(|path| !path.is_empty());
    paths.map(|path| PathBuf::from(std::ffi::OsStr::from_bytes(path))).collect()
}

/// Makes every draft that calls an answer of a post that was moved call it by its name now.
pub fn mend(disk: &Disk, places: &Places) {
    for (post, folder) in opened::all(&places.posts()) {
        let was = noted(&folder);
        if was.is_empty() || !post.exists() {
            continue;
        }
        let again = |of: &str, from: &Path| {
            // Where another post stands by now, that one is meant.
            let place = bank::resolve(from, of).filter(|place| was.contains(&place.post) && !place.post.exists())?;
            bank::reference(from, &Place { post: post.clone(), ..place }, places.home.as_deref())
        };
        let named: Vec<&str> = was.iter().filter_map(|path| path.file_name()?.to_str()).collect();
        let drafts = find(&[Root::new(&store::tree(&post))], places).drafts;
        let all = drafts.iter().map(|found| in_one(disk, found, &named, &again, places));
        if all.fold(true, |all, done| all & done.is_ok()) {
            let _again = disk.remove(&folder.join(NAME));
        }
    }
}

/// The same in one draft and its journal, unless neither holds one of these names.
fn in_one(
    disk: &Disk,
    found: &Found,
    named: &[&str],
    again: &impl Fn(&str, &Path) -> Option<String>,
    places: &Places,
) -> io::Result<()> {
    let draft = super::canonical(&found.draft)?;
    let text = store::read_text(&draft)?.unwrap_or_default();
    let post = match &found.unsaved {
        Some(post) => post.clone(),
        // What cannot be read says nothing.
        None => match crate::draft::glance(&text) {
            Ok(seen) => store::post_of(&draft, &seen.post.file),
            Err(_) => return Ok(()),
        },
    };
    let state = places.of_post(&post);
    let holds = |text: &str| named.iter().any(|name| text.contains(&format!("{name}#")));
    let left = fs::read(journal::file(&state)).unwrap_or_default();
    if !holds(&text) && !holds(&String::from_utf8_lossy(&left)) {
        return Ok(());
    }
    let Ok(_lock) = lock::take(disk, &state, &clock::now())? else {
        return Err(io::ErrorKind::ResourceBusy.into());
    };
    let folder = draft.parent().unwrap_or(Path::new("/")).to_owned();
    point(disk, &draft, &state, |of| again(of, &folder))
}

/// Makes what the draft at `draft` and its journal call answers of other posts what `again` says, where it says something.
///
/// # Errors
/// Where the disk refuses.
pub fn point(disk: &Disk, draft: &Path, state: &Path, again: impl Fn(&str) -> Option<String>) -> io::Result<()> {
    journal::point(disk, state, &again)?;
    let _turn = lock::turn(disk, state)?;
    let Some(text) = store::read_text(draft)? else { return Ok(()) };
    let Ok((mut said, mut file)) = DraftFile::parse(&text) else { return Ok(()) };
    if call(&mut said, again) == 0 {
        return Ok(());
    }
    let changed = file.write(&said, &[]);
    disk.replace(draft, changed.as_bytes(), fs::metadata(draft)?.permissions())
}

/// Makes what a draft calls answers of other posts what `again` says, where it says something. Says how often it did.
pub(super) fn call(draft: &mut Draft, again: impl Fn(&str) -> Option<String>) -> usize {
    let retold = draft.answers.iter().filter_map(|(key, answer)| {
        let mut answer = answer.clone();
        let retold = answer.retold.as_mut()?;
        retold.of = again(&retold.of)?;
        Some((key.clone(), answer))
    });
    let retold: Vec<_> = retold.collect();
    let count = retold.len();
    draft.answers.extend(retold);
    count
}

/// A reference as it leads from the folder `to`, where it led from the folder `from` before: for a move that a crash may
/// have cut short, so that it may be one already.
#[must_use]
pub fn led(of: &str, from: &Path, to: &Path, home: Option<&Path>) -> Option<String> {
    let leads = |folder: &Path| bank::resolve(folder, of).filter(|place| place.post.exists());
    if leads(to).is_some() {
        return None;
    }
    bank::reference(to, &leads(from)?, home)
}
