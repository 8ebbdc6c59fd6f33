//! A post taken up without the screen: read, its draft beside it, its questions at hand.

use std::path::{Path, PathBuf};

use super::cli::From;
use super::places::Places;
use super::source::{self, Source};
use super::store::{NotRead, NotSaved, Store, digest};
use crate::answers::{Answer, Key};
use crate::draft::{Asked, Broken, Draft, rematch};
use crate::error::{Error, Kind};
use crate::flow::{self, Flow};
use crate::interview::Interview;
use crate::post::{Post, Remark};
use crate::story::Craft;
use crate::words::Words;

/// A post taken up.
#[derive(Debug)]
pub struct Taken {
    /// Its canonical path.
    pub path: PathBuf,
    /// As it was named.
    pub shown: String,
    /// The post.
    pub post: Post,
    /// What the author should know about the reading.
    pub remarks: Vec<Remark>,
    /// The questions.
    pub flows: Vec<Flow>,
    /// Arcs and bridges.
    pub craft: Craft,
    /// The draft.
    pub draft: Draft,
    /// Whether a draft stood there already.
    pub resumed: bool,
    /// The draft on disk.
    pub store: Store,
}

impl Taken {
    /// Takes up a post to read it: nothing is written.
    ///
    /// # Errors
    /// Where the post or its draft cannot be read.
    pub fn read(
        path: &Path,
        encoding: Option<&str>,
        _from: From,
        _places: &Places,
        words: &Words,
    ) -> Result<Self, Error> {
        let source = source::open(path, encoding, words)?;
        Self::of(source, &path.display().to_string(), words)
    }

    /// Takes up a post to answer.
    ///
    /// # Errors
    /// Where the post or its draft cannot be read.
    pub fn write(path: &Path, encoding: Option<&str>, places: &Places, words: &Words) -> Result<Self, Error> {
        Self::read(path, encoding, From::Everywhere, places, words)
    }

    fn of(source: Source, shown: &str, words: &Words) -> Result<Self, Error> {
        let (store, found) = Store::open(&source.path).map_err(|error| not_read(&error, &source.path, words))?;
        let resumed = found.is_some();
        let name = source.path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let mark = digest(&source.bytes);
        let mut draft = found.unwrap_or_else(|| Draft::new(&source.post, &name, &mark, "why"));
        rematch(&mut draft, &source.post);
        draft.post.file = name;
        draft.post.sha256 = mark;
        Ok(Self {
            path: source.path,
            shown: shown.to_owned(),
            post: source.post,
            remarks: source.remarks,
            flows: flow::builtin(),
            craft: Craft::builtin(),
            draft,
            resumed,
            store,
        })
    }

    /// The interview over the draft as it is.
    #[must_use]
    pub fn interview(&self) -> Interview<'_> {
        Interview::new(&self.flows, &self.post, &self.draft)
    }

    /// The post as it was named, for messages.
    #[must_use]
    pub fn name(&self) -> String {
        self.shown.clone()
    }

    /// Where the draft is.
    #[must_use]
    pub fn draft_path(&self) -> &Path {
        &self.store.path
    }

    /// The draft's file name.
    #[must_use]
    pub fn draft_name(&self) -> String {
        self.store.path.file_name().unwrap_or_default().to_string_lossy().into_owned()
    }

    /// Puts an answer into the draft.
    pub fn put(&mut self, key: Key, answer: Answer) {
        self.draft.answers.insert(key, answer);
    }

    /// Saves the draft.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub fn save(&mut self, words: &Words) -> Result<(), Error> {
        let asked = asked(&self.interview());
        match self.store.save(&self.draft, &asked) {
            Ok(None) => Ok(()),
            Ok(Some(merged)) => {
                self.draft = merged.draft;
                Ok(())
            }
            Err(NotSaved::Broken(broken)) => Err(broken_error(&broken, &self.store.path, words)),
            Err(NotSaved::Refused(error)) => {
                let (path, why) = (self.store.path.display().to_string(), super::why(&error, words));
                Err(words.error.cannot_save.error(Kind::Output, &[("path", &path), ("why", &why)]))
            }
        }
    }
}

/// Every visible question in flow order, as it stands in the file.
#[must_use]
pub fn asked(interview: &Interview<'_>) -> Vec<Asked> {
    let visible = interview.visible().iter();
    visible.map(|posed| Asked { key: posed.key.clone(), asked: interview.wording(posed).ask }).collect()
}

fn not_read(error: &NotRead, post: &Path, words: &Words) -> Error {
    match error {
        NotRead::Broken(broken) => broken_error(broken, &post.with_extension("naze.toml"), words),
        NotRead::Refused(error) => {
            let (path, why) = (post.with_extension("naze.toml").display().to_string(), super::why(error, words));
            words.error.unreadable.error(Kind::Input, &[("path", &path), ("why", &why)])
        }
    }
}

/// What is wrong with a draft, in words.
#[must_use]
pub fn broken_error(broken: &Broken, path: &Path, words: &Words) -> Error {
    let errors = &words.error;
    let path = path.display().to_string();
    match broken {
        Broken::Syntax { at, what } => {
            let (line, column) = (at.line.to_string(), at.column.to_string());
            let fields = [("path", path.as_str()), ("line", &line), ("column", &column), ("why", what.as_str())];
            errors.broken_draft.error(Kind::Input, &fields)
        }
        Broken::Value { at, key, wanted } => {
            let (line, column) = (at.line.to_string(), at.column.to_string());
            let why = format!("{key}: {}", format!("{wanted:?}").to_lowercase());
            let fields = [("path", path.as_str()), ("line", &line), ("column", &column), ("why", why.as_str())];
            errors.broken_draft.error(Kind::Input, &fields)
        }
        Broken::Conflict { line } => {
            errors.conflict_draft.error(Kind::Input, &[("path", &path), ("line", &line.to_string())])
        }
        Broken::Newer { version } => {
            errors.newer_draft.error(Kind::Input, &[("path", &path), ("version", &version.to_string())])
        }
    }
}
