//! `naze status` and `naze list`: how far each draft is.

use std::fmt::Write as _;
use std::path::Path;

use serde::Serialize;

use super::cli::Shape;
use super::json;
use super::taken::Taken;
use crate::app::shelf::Trouble;
use crate::draft::Draft;
use crate::flow::Need;
use crate::interview::Left;
use crate::words::{Words, fill};

/// `status --json` and `list --json`, version 1.
#[derive(Serialize)]
struct Sheet<'a> {
    version: u32,
    drafts: &'a [Row],
}

/// One draft.
#[derive(Debug, Clone, Serialize)]
pub struct Row {
    /// The post, as it was named.
    pub post: String,
    /// The draft beside it.
    pub draft: String,
    /// The post's title.
    pub title: Option<String>,
    /// Questions answered or put aside for good.
    pub answered: usize,
    /// Questions there are.
    pub questions: usize,
    /// Questions open, by need.
    pub left: Left,
    /// The next open question.
    pub next: Option<String>,
    /// When the draft was last changed.
    pub changed: Option<String>,
    /// What is wrong with it, in one line.
    pub trouble: Option<String>,
    /// The same by its kind.
    #[serde(skip)]
    pub wrong: Option<Trouble>,
}

impl Row {
    /// How far a draft is.
    #[must_use]
    pub fn of(taken: &Taken, post: &Path, words: &Words) -> Self {
        let interview = taken.interview();
        let progress = interview.progress(Need::May);
        let wrong = Self::wrong(taken);
        Self {
            post: post.display().to_string(),
            draft: post.with_file_name(taken.draft_name()).display().to_string(),
            title: taken.post.title.clone(),
            answered: progress.done,
            questions: progress.total,
            left: interview.left(),
            next: interview.next_open(None).map(|posed| posed.key.to_string()),
            changed: Self::changed(taken.draft_path()),
            trouble: wrong.map(|trouble| trouble.word(words).to_owned()),
            wrong,
        }
    }

    /// What the author should see to in a draft that can be read, the most urgent alone.
    fn wrong(taken: &Taken) -> Option<Trouble> {
        let reread = |draft: &Draft| !draft.post.sha256.is_empty() && draft.post.sha256 != taken.draft.post.sha256;
        let recovered = taken.recovery.as_ref().is_some_and(|recovery| !recovery.answers.is_empty());
        let found = [
            (recovered, Trouble::Recovered),
            (!taken.store.undecided(&taken.draft).is_empty(), Trouble::Undecided),
            (taken.store.draft().is_some_and(reread), Trouble::Changed),
        ];
        found.into_iter().find(|(there, _)| *there).map(|(_, trouble)| trouble)
    }

    /// When a draft was last changed.
    #[must_use]
    pub fn changed(draft: &Path) -> Option<String> {
        std::fs::metadata(draft).and_then(|data| data.modified()).ok().and_then(super::clock::of)
    }

    /// Whether the draft could be read, and says how far it is.
    #[must_use]
    pub const fn is_read(&self) -> bool {
        match self.wrong {
            None | Some(Trouble::Recovered | Trouble::Undecided | Trouble::Changed) => true,
            Some(Trouble::NoPost | Trouble::Broken | Trouble::Newer | Trouble::Torn) => false,
        }
    }

    /// A draft that cannot be read, and why.
    #[must_use]
    pub fn broken(post: &Path, draft: &Path, wrong: Trouble, trouble: String) -> Self {
        Self {
            post: post.display().to_string(),
            draft: draft.display().to_string(),
            title: None,
            answered: 0,
            questions: 0,
            left: Left::default(),
            next: None,
            changed: None,
            trouble: Some(trouble),
            wrong: Some(wrong),
        }
    }
}

/// The rows as they are printed.
#[must_use]
pub fn print(rows: &[Row], shape: Shape, words: &Words) -> String {
    if shape == Shape::Json {
        return json::line(&Sheet { version: 1, drafts: rows });
    }
    if rows.is_empty() {
        return format!("{}\n", words.print.no_drafts);
    }
    let mut out = String::new();
    for row in rows {
        let told = || {
            let title = row.title.as_deref().unwrap_or(&words.print.no_title);
            let (done, total) = (row.answered.to_string(), row.questions.to_string());
            let must = row.left.must.to_string();
            let line = if row.left.must == 0 { &words.print.status_ready } else { &words.print.status };
            fill(line, &[("title", title), ("done", &done), ("total", &total), ("must", &must)])
        };
        let line = match &row.trouble {
            None => told(),
            Some(trouble) if row.is_read() => format!("{} ({trouble})", told()),
            Some(trouble) => trouble.clone(),
        };
        let _infallible = writeln!(out, "{}: {line}", row.post);
    }
    out
}
