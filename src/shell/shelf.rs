//! The shelf on disk: which drafts there are, how each stands, and what is done with them.
//!
//! What it is: the reading behind the shelf's screen and `naze list`. What it is not: it decides nothing about what is shown.
//! Invariant: both say the same of a draft, because one function reads it.

pub mod glance;
pub mod known;
pub mod opened;
pub mod read;
pub mod references;
pub mod rename;
pub mod trash;
pub mod walk;

use std::io;
use std::path::{Path, PathBuf};

use super::cli::From;
use super::listing::Row;
use super::lock::Held;
use super::places::Places;
use super::store;
use super::taken::{Taken, broken_error};
use crate::app::shelf::{Standing, Trouble};
use crate::draft::{Broken, glance as at_a_glance};
use crate::error::{Error, Kind};
use crate::words::{Words, fill};
use walk::{MOST_ENTRIES, walk};

/// How far each draft below `folder` is, newest first; the current folder where none is named.
///
/// # Errors
/// Where `folder` is none.
pub fn rows(folder: Option<&Path>, places: &Places, words: &Words) -> Result<Vec<Row>, Error> {
    let folder = folder.unwrap_or(Path::new("."));
    if !folder.is_dir() {
        let path = folder.display().to_string();
        let trouble = if folder.exists() { &words.error.folder_list } else { &words.error.missing };
        return Err(trouble.error(Kind::Input, &[("path", &path)]));
    }
    let mut rows: Vec<Row> = walk(folder, MOST_ENTRIES).drafts.iter().map(|draft| row(draft, places, words)).collect();
    rows.sort_by(|a, b| b.changed.cmp(&a.changed).then_with(|| a.post.cmp(&b.post)));
    Ok(rows)
}

/// How the draft at `draft` stands.
#[must_use]
pub fn row(draft: &Path, places: &Places, words: &Words) -> Row {
    let text = store::read_text(draft);
    let seen = text.as_ref().map(|text| at_a_glance(text.as_deref().unwrap_or_default()));
    let broken =
        |post: &Path, trouble, line| Row { changed: Row::changed(draft), ..Row::broken(post, draft, trouble, line) };
    let post = match seen {
        Ok(Ok(seen)) => store::post_of(draft, &seen.post.file),
        Ok(Err(error)) => {
            let trouble = match error {
                Broken::Conflict { .. } => Trouble::Torn,
                Broken::Newer { .. } => Trouble::Newer,
                Broken::Syntax { .. } | Broken::Value { .. } => Trouble::Broken,
            };
            return broken(&store::post_of(draft, ""), trouble, broken_error(&error, draft, words).what);
        }
        Err(_) => return broken(draft, Trouble::Broken, words.print.draft_broken.clone()),
    };
    if !post.exists() {
        return broken(&post, Trouble::NoPost, words.print.post_missing.clone());
    }
    match Taken::read(&post, None, From::Everywhere, places, words) {
        Ok(taken) => Row::of(&taken, &post, words),
        Err(error) => broken(&post, Trouble::Broken, error.what),
    }
}

/// The same as the shelf shows it.
#[must_use]
pub fn look(draft: &Path, places: &Places, words: &Words) -> Standing {
    let row = row(draft, places, words);
    let progress = row.is_read().then_some((row.answered, row.questions));
    Standing { progress, trouble: row.wrong }
}

/// A path without links above its last name, which may not be there.
///
/// # Errors
/// Where the folder is not there.
pub fn canonical(path: &Path) -> io::Result<PathBuf> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    Ok(folder.canonicalize()?.join(path.file_name().unwrap_or_default()))
}

/// Why something was not done with a draft.
#[derive(Debug)]
pub enum Refused {
    /// A window has it open.
    Held {
        /// That window.
        by: Held,
        /// The folder of the state whose lock says so.
        state: PathBuf,
    },
    /// Something stands where it would go.
    InTheWay(PathBuf),
    /// naze keeps words of a post that was there before.
    Remembered(PathBuf),
    /// A post cannot be called that.
    NoName,
    /// The draft cannot be read.
    Broken,
    /// As this line says.
    Told(String),
    /// The disk refused.
    Disk(io::Error),
}

impl Refused {
    /// One line that says why, and what to do.
    #[must_use]
    pub fn said(&self, words: &Words) -> String {
        let lines = &words.shelf;
        let named = |line: &str, path: &Path| fill(line, &[("path", &path.display().to_string())]);
        match self {
            Self::Held { .. } => lines.held.clone(),
            Self::InTheWay(path) => named(&lines.in_the_way, path),
            Self::Remembered(path) => named(&lines.remembered, path),
            Self::NoName => lines.no_name.clone(),
            Self::Broken => lines.unread.clone(),
            Self::Told(line) => line.clone(),
            Self::Disk(error) => fill(&lines.refused, &[("why", &super::why(error, words))]),
        }
    }
}

impl std::convert::From<io::Error> for Refused {
    fn from(error: io::Error) -> Self {
        Self::Disk(error)
    }
}
