//! The drafts naze knows of: those below a folder, and those opened before.
//!
//! What it is: one list for the shelf and the bank, found without opening a draft. What it is not: it reads none of them.
//! Invariant: each draft comes once, whichever way leads to it.

use std::collections::HashSet;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::time::Instant;

use super::opened;
use super::walk::{Extent, MOST_ENTRIES, walk};
use crate::shell::places::Places;
use crate::shell::stamp::Stamp;
use crate::shell::store::Lost;
use crate::shell::{journal, store};

/// What was found.
#[derive(Debug)]
pub struct Known {
    /// The drafts, in no order.
    pub drafts: Vec<Found>,
    /// Whether those below the folder are all.
    pub extent: Extent,
}

/// A draft that was found.
#[derive(Debug)]
pub struct Found {
    /// Where it is.
    pub draft: PathBuf,
    /// In seconds since 1970.
    pub changed: i64,
    /// What would tell that it is another now.
    pub stamp: Stamp,
    /// Its post, where the draft is not saved yet and cannot say.
    pub unsaved: Option<PathBuf>,
}

/// The drafts below each of `roots`, and those opened before. What is gone is passed over.
#[must_use]
pub fn find(roots: &[Root], places: &Places) -> Known {
    let mut known = Known { drafts: Vec::new(), extent: Extent::Whole };
    let mut met: HashSet<PathBuf> = HashSet::new();
    for root in roots {
        let walked = walk(&root.path, MOST_ENTRIES);
        if walked.extent == Extent::Part {
            known.extent = Extent::Part;
        }
        let new = walked.drafts.into_iter().filter(|draft| met.insert(root.above(draft)));
        known.drafts.extend(new.filter_map(|draft| Found::at(&draft, draft.clone(), None)));
    }
    for (post, state) in opened::all(&places.posts()) {
        let draft = store::draft_beside(&post);
        if !met.insert(draft.clone()) {
            continue;
        }
        let saved = Found::at(&draft, draft.clone(), None);
        // Nothing was saved yet, and a crash left what was typed.
        let left = || Found::at(&journal::file(&state), draft, Some(post.clone())).filter(|_| post.is_file());
        known.drafts.extend(saved.or_else(left));
    }
    known
}

/// Where the draft of the post at `post`, whose bytes have this digest, is, should the post have moved.
#[must_use]
pub fn lost(post: &Path, sha256: &str, places: &Places, until: Option<Instant>) -> Lost {
    store::lost(post, sha256, || opened::gone(&places.posts(), until), until)
}

impl Found {
    /// The draft at `draft`, as the file at `path` says when it was changed; nothing where that is not there.
    fn at(path: &Path, draft: PathBuf, unsaved: Option<PathBuf>) -> Option<Self> {
        let data = path.symlink_metadata().ok()?;
        Some(Self { draft, changed: data.mtime(), stamp: Stamp::of(&data), unsaved })
    }
}

/// A folder that is looked through.
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

    /// A path as the walk has it, without links.
    fn above(&self, path: &Path) -> PathBuf {
        self.here.join(path.strip_prefix(&self.path).unwrap_or(path))
    }
}
