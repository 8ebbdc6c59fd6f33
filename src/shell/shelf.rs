//! Reading the shelf: the drafts of a folder tree.

pub mod walk;

use std::fs;
use std::path::{Path, PathBuf};

use super::cli::From;
use super::listing::Row;
use super::places::Places;
use super::taken::Taken;
use crate::app::shelf::Entry;
use crate::error::{Error, Kind};
use crate::words::Words;
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

/// A row as the shelf shows it.
#[must_use]
pub fn entry(row: &Row) -> Entry {
    Entry {
        post: PathBuf::from(&row.post),
        place: row.post.clone(),
        title: row.title.clone().unwrap_or_else(|| row.post.clone()),
        progress: row.trouble.is_none().then_some((row.answered, row.questions)),
        changed: row.changed.clone().unwrap_or_default(),
        trouble: row.trouble.clone(),
    }
}

/// How far the draft at `draft` is.
#[must_use]
pub fn row(draft: &Path, places: &Places, words: &Words) -> Row {
    let parsed = fs::read_to_string(draft).ok().map(|text| crate::draft::parse(&text));
    let file = match parsed {
        Some(Ok(parsed)) => parsed.post.file,
        Some(Err(_)) | None => return Row::broken(draft, draft, words.print.draft_broken.clone()),
    };
    let post = draft.with_file_name(&file);
    if !post.exists() {
        return Row::broken(&post, draft, words.print.post_missing.clone());
    }
    match Taken::read(&post, None, From::Everywhere, places, words) {
        Ok(taken) => Row::of(&taken, &post),
        Err(error) => Row::broken(&post, draft, error.what),
    }
}
