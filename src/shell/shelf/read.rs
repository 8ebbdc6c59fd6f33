//! Reading the shelf: found, sorted, read, and handed on while the rest is read.
//!
//! What it is: the walk and the drafts opened before as one list, read by two threads. What it is not: it waits for nobody
//! and keeps nothing. Invariant: the newest come first, so that what is on the screen stays there; each draft comes once.

use std::cmp::Reverse;
use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use super::walk::{Extent, MOST_ENTRIES, walk};
use super::{glance, opened};
use crate::app::msg::Reading;
use crate::app::shelf::{Entry, Trouble};
use crate::shell::places::Places;
use crate::shell::{journal, store};

/// How many are read before the others: more than a screen holds.
const FIRST: usize = 64;
/// How many threads read.
const READERS: usize = 2;
/// How many a reader takes at once.
const SOME: usize = 32;
/// How long a reader reads before it says so.
const TURN: Duration = Duration::from_millis(60);

/// A draft that was found.
#[derive(Debug)]
struct Found {
    draft: PathBuf,
    /// In seconds since 1970.
    changed: i64,
    /// Its post, where the draft is not saved yet and cannot say.
    unsaved: Option<PathBuf>,
}

/// Reads the drafts below `root` and those opened before, and hands them to `send`.
pub fn read(root: &Root, places: &Places, send: impl Fn(Vec<Entry>, Reading) + Sync) {
    let walked = walk(&root.path, MOST_ENTRIES);
    let elsewhere = elsewhere(root, &walked.drafts, places);
    let found = |draft: PathBuf| Some(Found { changed: glance::changed(&draft)?, draft, unsaved: None });
    let mut all: Vec<Found> = walked.drafts.into_iter().filter_map(found).chain(elsewhere).collect();
    all.sort_by_cached_key(|found| (Reverse(found.changed), found.draft.clone()));
    let shown = |path: &Path| root.shown(path, places);
    let entry = |found: &Found| match &found.unsaved {
        None => glance::entry(found.draft.clone(), found.changed, shown),
        Some(post) => {
            let (seen, _) = glance::seen(&found.draft);
            let entry = glance::listed(&seen, found.draft.clone(), post.clone(), found.changed, shown);
            Entry { trouble: Some(Trouble::Recovered), ..entry }
        }
    };
    let going = Reading::GoesOn(all.len());
    let (first, rest) = all.split_at(all.len().min(FIRST));
    send(first.iter().map(entry).collect(), going);
    let next = AtomicUsize::new(0);
    std::thread::scope(|scope| {
        for _ in 0..READERS {
            scope.spawn(|| {
                let (mut read, mut since) = (Vec::new(), Instant::now());
                while let Some(some) = rest.chunks(SOME).nth(next.fetch_add(1, Ordering::Relaxed)) {
                    read.extend(some.iter().map(entry));
                    if since.elapsed() >= TURN {
                        send(std::mem::take(&mut read), going);
                        since = Instant::now();
                    }
                }
                send(read, going);
            });
        }
    });
    send(Vec::new(), if walked.extent == Extent::Whole { Reading::Done } else { Reading::Stopped });
}

/// The folder a shelf is read from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Root {
    /// As it was named.
    path: PathBuf,
    /// Without links.
    here: PathBuf,
}

impl Root {
    /// The folder at `path`.
    #[must_use]
    pub fn new(path: &Path) -> Self {
        Self { path: path.to_owned(), here: path.canonicalize().unwrap_or_else(|_| path.to_owned()) }
    }

    /// How a path is shown: from here, or from the author's home.
    #[must_use]
    pub fn shown(&self, path: &Path, places: &Places) -> String {
        let path = self.below(path);
        places.shown(path.strip_prefix(&self.path).unwrap_or(&path))
    }

    /// A path without links as the walk has it, where it lies below.
    #[must_use]
    pub fn below(&self, path: &Path) -> PathBuf {
        match path.strip_prefix(&self.here) {
            Ok(rest) if self.path == Path::new(".") => rest.to_owned(),
            Ok(rest) => self.path.join(rest),
            Err(_) => path.to_owned(),
        }
    }
}

/// The drafts opened before that are not among `walked`, which lie below `root`. What is gone is passed over.
fn elsewhere(root: &Root, walked: &[PathBuf], places: &Places) -> Vec<Found> {
    let opened = opened::all(&places.posts());
    if opened.is_empty() {
        return Vec::new();
    }
    let known: HashSet<PathBuf> =
        walked.iter().map(|draft| root.here.join(draft.strip_prefix(&root.path).unwrap_or(draft))).collect();
    let found = |(post, state): (PathBuf, PathBuf)| {
        let draft = store::draft_beside(&post);
        if known.contains(&draft) {
            return None;
        }
        let Some(changed) = glance::changed(&draft) else {
            // Nothing was saved yet, and a crash left what was typed.
            let changed = glance::changed(&journal::file(&state)).filter(|_| post.is_file())?;
            return Some(Found { draft, changed, unsaved: Some(post) });
        };
        Some(Found { draft, changed, unsaved: None })
    };
    opened.into_iter().filter_map(found).collect()
}
