//! Reading the shelf: found, sorted, read, and handed on while the rest is read.
//!
//! What it is: the drafts naze knows of as rows, read by two threads; and later, what changed among them. What it is not: it
//! waits for nobody. Invariant: the newest come first, so that what is on the screen stays there; each draft comes once,
//! and again only when its file or its post is another.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use super::glance;
use super::known::{Found, Known, Root, find};
use super::walk::Extent;
use crate::app::msg::{Outcome, Reading};
use crate::app::shelf::{Entry, Trouble};
use crate::shell::places::Places;
use crate::shell::stamp::Stamp;

/// How many are read before the others: more than a screen holds.
const FIRST: usize = 64;
/// How many threads read.
const READERS: usize = 2;
/// How many a reader takes at once.
const SOME: usize = 32;
/// How long is read before it is handed on: each time a frame is painted.
const TURN: Duration = Duration::from_millis(60);

/// The drafts of a shelf as they were when they were read.
#[derive(Debug, Default)]
pub struct Seen {
    marks: HashMap<PathBuf, Mark>,
    /// Whether they were ever read to the end.
    all: bool,
}

/// A draft as it was when it was read.
#[derive(Debug)]
struct Mark {
    stamp: Stamp,
    post: PathBuf,
    /// That of the post, if it was there.
    of_post: Option<Stamp>,
}

impl Mark {
    /// Whether nothing changed.
    fn fits(&self, found: &Found) -> bool {
        self.stamp == found.stamp && self.of_post == stamp(&self.post)
    }
}

fn stamp(path: &Path) -> Option<Stamp> {
    path.symlink_metadata().ok().map(|data| Stamp::of(&data))
}

/// Reads the drafts below `root` and those opened before, and hands them to `send`; the next time, what changed since
/// alone.
pub fn read(root: &Root, places: &Places, seen: &mut Seen, send: impl Fn(Outcome) + Sync) {
    if seen.all { again(root, places, seen, send) } else { first(root, places, seen, send) }
}

fn first(root: &Root, places: &Places, seen: &mut Seen, send: impl Fn(Outcome) + Sync) {
    let Known { drafts: mut all, extent } = find(std::slice::from_ref(root), places);
    all.sort_unstable_by(|a, b| (Reverse(a.changed), &a.draft).cmp(&(Reverse(b.changed), &b.draft)));
    let marked = |found: &Found| {
        let (entry, mark) = entry(found, root, places);
        (entry, (found.draft.clone(), mark))
    };
    let going = Reading::GoesOn(all.len());
    let (first, rest) = all.split_at(all.len().min(FIRST));
    let (entries, marks): (Vec<Entry>, HashMap<PathBuf, Mark>) = first.iter().map(marked).unzip();
    send(Outcome::Shelf(entries, going));
    let next = AtomicUsize::new(0);
    let batch = Mutex::new((Vec::new(), marks, Instant::now()));
    std::thread::scope(|scope| {
        for _ in 0..READERS {
            scope.spawn(|| {
                while let Some(some) = rest.chunks(SOME).nth(next.fetch_add(1, Ordering::Relaxed)) {
                    let read: Vec<_> = some.iter().map(marked).collect();
                    let mut batch = batch.lock().unwrap_or_else(PoisonError::into_inner);
                    for (entry, (draft, mark)) in read {
                        batch.0.push(entry);
                        batch.1.insert(draft, mark);
                    }
                    if batch.2.elapsed() >= TURN {
                        send(Outcome::Shelf(std::mem::take(&mut batch.0), going));
                        batch.2 = Instant::now();
                    }
                }
            });
        }
    });
    let (left, marks, _) = batch.into_inner().unwrap_or_else(PoisonError::into_inner);
    send(Outcome::Shelf(left, if extent == Extent::Whole { Reading::Done } else { Reading::Stopped }));
    *seen = Seen { marks, all: true };
}

fn again(root: &Root, places: &Places, seen: &mut Seen, send: impl Fn(Outcome)) {
    let mut before = std::mem::take(&mut seen.marks);
    let mut entries = Vec::new();
    for found in find(std::slice::from_ref(root), places).drafts {
        let mark = before.remove(&found.draft).filter(|mark| mark.fits(&found)).unwrap_or_else(|| {
            let (entry, mark) = entry(&found, root, places);
            entries.push(entry);
            mark
        });
        seen.marks.insert(found.draft, mark);
    }
    let gone: Vec<PathBuf> = before.into_keys().collect();
    if !entries.is_empty() || !gone.is_empty() {
        send(Outcome::Reshelved(entries, gone));
    }
}

/// The row of a draft, and what tells that it changed.
fn entry(found: &Found, root: &Root, places: &Places) -> (Entry, Mark) {
    let shown = |path: &Path| root.shown(path, places);
    let (entry, of_post) = match &found.unsaved {
        None => glance::entry(found.draft.clone(), found.changed, shown),
        Some(post) => {
            let (seen, _) = glance::seen(&found.draft);
            let entry = glance::listed(&seen, found.draft.clone(), post.clone(), found.changed, shown);
            (Entry { trouble: Some(Trouble::Recovered), ..entry }, stamp(post))
        }
    };
    let mark = Mark { stamp: found.stamp, post: entry.post.clone(), of_post };
    (entry, mark)
}
