//! The trash: drafts that were thrown away, whole, until they are brought back or a month is over.
//!
//! What it is: a folder of the state for each, with the draft, where it and its post were, and all that naze kept of the
//! post, a journal nobody took up included; and answers that were cleared, from among the copies. What it is not: it never
//! touches a post. Invariant: at every instant the draft
//! is in its place or in the trash, and nothing it held is anywhere else only.

use std::ffi::OsString;
use std::fs::{self, Permissions};
use std::io::{self, ErrorKind};
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::{Refused, glance, opened};
use crate::app::shelf::Entry;
use crate::app::shelf::search::Folded;
use crate::error::Error;
use crate::shell::disk::Disk;
use crate::shell::places::Places;
use crate::shell::store::{self, kept};
use crate::shell::taken::Taken;
use crate::shell::{clock, digest, journal, lock};
use crate::words::{Words, fill};

/// The draft in its folder of the trash.
const DRAFT: &str = "draft.toml";
/// Where the draft was, and where its post is.
const FROM: &str = "from";
const POST: &str = "post";
/// What naze kept of the post.
const STATE: &str = "state";
/// What of that holds no words.
const WORDLESS: [&str; 5] = ["lock", "turn", "post", "was", "carets.toml"];

/// Throws the draft at `draft` of the post at `post` away, and says where in the trash it is.
///
/// # Errors
/// Where a window has it open, or the disk refuses; it is then where it was.
pub fn throw(disk: &Disk, draft: &Path, post: &Path, places: &Places) -> Result<PathBuf, Refused> {
    let (draft, post) = (super::canonical(draft)?, super::canonical(post)?);
    let state = places.of_post(&post);
    let _lock = lock::take(disk, &state, &clock::now())?.map_err(|by| Refused::Held { by, state: state.clone() })?;
    if !fs::symlink_metadata(&draft)?.is_file() {
        return Err(Refused::Disk(ErrorKind::InvalidInput.into()));
    }
    let mut name = draft.as_os_str().as_bytes().to_vec();
    name.extend(format!("{:?}", SystemTime::now()).bytes());
    let item = places.trash().join(digest::sha256(&name).get(..16).unwrap_or_default());
    disk.make_folder(&item)?;
    let private = || Permissions::from_mode(0o600);
    disk.replace(&item.join(POST), post.as_os_str().as_bytes(), private())?;
    disk.replace(&item.join(FROM), draft.as_os_str().as_bytes(), private())?;
    if let Err(error) = disk.carry(&draft, &item.join(DRAFT), private()) {
        discard(disk, &item);
        return Err(error.into());
    }
    if let Err(error) = disk.rename(&state, &item.join(STATE))
        && bring_back(disk, &item.join(DRAFT), &draft, &post).is_ok()
    {
        discard(disk, &item);
        return Err(error.into());
    }
    Ok(item)
}

/// Brings what is in the trash at `item`, a draft or an answer, back to where it was; says where its draft is.
///
/// # Errors
/// Where something else stands there by now, a window has the post open, or the disk refuses; it is then in the trash
/// still.
pub fn restore(item: &Path, places: &Places, words: &Words) -> Result<PathBuf, Refused> {
    if item.is_file() {
        return restore_answer(item, places, words);
    }
    let (draft, post) = (path_in(&item.join(FROM))?, path_in(&item.join(POST))?);
    let (state, kept) = (places.of_post(&post), item.join(STATE));
    let disk = Disk::default();
    let _lock = lock::take(&disk, &state, &clock::now())?.map_err(|by| Refused::Held { by, state: state.clone() })?;
    // Where the draft is back already, a crash came before the rest.
    if item.join(DRAFT).symlink_metadata().is_ok() {
        let beside = store::draft_beside(&post);
        let (seen, _) = glance::seen(&beside);
        if beside.symlink_metadata().is_ok() && store::post_of(&beside, &seen.post.file) == post {
            return Err(Refused::InTheWay(beside));
        }
        // A journal of the thrown draft's own is still here where a crash came between the two.
        if draft.symlink_metadata().is_ok() || kept.exists() && journal::read(&state)?.is_some() {
            return Err(Refused::InTheWay(draft));
        }
        bring_back(&disk, &item.join(DRAFT), &draft, &post)?;
    }
    merge(&disk, &kept, &state)?;
    discard(&disk, item);
    Ok(draft)
}

/// Moves what is in the folder `from` into `to`. Where something stands there by now, words stay where they are; what
/// holds none goes.
fn merge(disk: &Disk, from: &Path, to: &Path) -> io::Result<()> {
    for entry in fs::read_dir(from).into_iter().flatten().flatten() {
        let (path, place) = (entry.path(), to.join(entry.file_name()));
        if place.symlink_metadata().is_err() {
            disk.rename(&path, &place)?;
        } else if entry.file_type()?.is_dir() {
            merge(disk, &path, &place)?;
        } else if WORDLESS.iter().any(|name| entry.file_name() == *name) || fs::read(&path)? == fs::read(&place)? {
            disk.remove(&path)?;
        }
    }
    let _words = fs::remove_dir(from);
    Ok(())
}

/// Gives an answer that was cleared again, where there is none by now.
fn restore_answer(file: &Path, places: &Places, words: &Words) -> Result<PathBuf, Refused> {
    let gone = || Refused::Disk(ErrorKind::NotFound.into());
    let post = file.ancestors().nth(2).and_then(opened::post).ok_or_else(gone)?;
    let (key, answer) = kept::answer(file).ok_or_else(gone)?;
    let refused = |error: Error| Refused::Told(error.what);
    let mut taken = Taken::write(&post, None, places, words).map_err(refused)?;
    if taken.draft.answers.told(&key).is_some() {
        return Err(Refused::Told(words.shelf.answered.clone()));
    }
    taken.draft.answers.insert(key, answer);
    taken.save(words).map_err(refused)?;
    let _left = fs::remove_file(file);
    Ok(taken.draft_path().to_owned())
}

/// Carries a draft back beside its post, with the post's mode.
fn bring_back(disk: &Disk, from: &Path, draft: &Path, post: &Path) -> io::Result<()> {
    let mode = fs::metadata(post).map_or(0o600, |data| data.permissions().mode() & 0o666 | 0o600);
    disk.carry(from, draft, Permissions::from_mode(mode))
}

/// Takes an item of the trash away that holds no words any more; one that does stays, and can be brought back.
fn discard(disk: &Disk, item: &Path) {
    let _words = fs::remove_dir(item.join(STATE));
    if [DRAFT, STATE].iter().all(|name| item.join(name).symlink_metadata().is_err()) {
        let _left = disk.remove(&item.join(POST)).and_then(|()| disk.remove(&item.join(FROM)));
        let _left = fs::remove_dir(item);
    }
}

/// A path as it was noted.
fn path_in(file: &Path) -> io::Result<PathBuf> {
    fs::read(file).map(|bytes| PathBuf::from(OsString::from_vec(bytes)))
}

/// What is in the trash, as rows; what a row calls its draft is where it is there.
#[must_use]
pub fn items(places: &Places, words: &Words, shown: impl Fn(&Path) -> String) -> Vec<Entry> {
    let answers = opened::all(&places.posts()).into_iter().flat_map(|(post, folder)| {
        let post = move |file| (post.clone(), file);
        kept::answers(&folder).into_iter().map(post)
    });
    let answer = |(post, file): (PathBuf, PathBuf)| {
        let (_, answer) = kept::answer(&file)?;
        let line = answer.text.lines().find(|line| !line.trim().is_empty())?.to_owned();
        let (changed, place) = (glance::changed(&file)?, shown(&post));
        let title = fill(&words.shelf.answer, &[("text", &line)]);
        let folded = Folded::new(&title, "", &place, &answer.text);
        let (told, draft) = (answer.text.into(), file);
        Some(Entry { post, draft, place, title, told, folded, changed, trouble: None, standing: None })
    };
    let item = |item: PathBuf| {
        let post = path_in(&item.join(POST)).ok()?;
        // What was left behind because something stood in its place is no draft.
        [item.join(DRAFT), journal::file(&item.join(STATE))].iter().find(|path| path.exists())?;
        let thrown = glance::changed(&item.join(FROM))?;
        let (seen, trouble) = glance::seen(&item.join(DRAFT));
        Some(Entry { trouble, ..glance::listed(&seen, item, post, thrown, &shown) })
    };
    all(&places.trash()).into_iter().filter_map(item).chain(answers.filter_map(answer)).collect()
}

fn all(trash: &Path) -> Vec<PathBuf> {
    fs::read_dir(trash).into_iter().flatten().flatten().map(|entry| entry.path()).collect()
}

/// The folders of what was thrown away of the post at `post`, a canonical path.
#[must_use]
pub fn of_post(post: &Path, places: &Places) -> Vec<PathBuf> {
    let of = |item: &PathBuf| path_in(&item.join(POST)).is_ok_and(|noted| noted == post);
    all(&places.trash()).into_iter().filter(of).collect()
}

/// Notes that the post at `from`, of which there may be something in the trash, is at `to` now.
pub(super) fn rename(disk: &Disk, from: &Path, to: &Path, places: &Places) {
    for item in of_post(from, places) {
        let _as_it_was = disk.swap(&item.join(POST), to.as_os_str().as_bytes(), Permissions::from_mode(0o600));
    }
}

/// Takes away what lies in the trash too long.
pub fn purge(trash: &Path, now: SystemTime) {
    for item in all(trash) {
        if kept::is_old(&item.join(FROM), now) {
            let _stays = fs::remove_dir_all(&item);
        }
    }
}
