//! A draft as text: TOML that people read, edit and merge.
//!
//! What it is: the text a draft was read from, kept so that writing changes only what changed. What it is not: it opens no
//! file. Invariant: comments, unknown keys, the order of things and CRLF line ends survive; a text nothing changed in
//! comes back byte for byte.

use std::borrow::Cow;

use toml_edit::{Document, DocumentMut};

#[cfg(doc)]
use super::VERSION;
use super::broken::conflict;
use super::{At, Broken, Draft, order, read, write as put};
use crate::answers::Key;

/// A question as it stands in the file, answered or not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// The key of its answer.
    pub key: Key,
    /// Its wording.
    pub asked: String,
}

/// The text of a draft, kept between two writings.
#[derive(Debug, Clone, Default)]
pub struct DraftFile(Paper);

impl DraftFile {
    /// Reads a draft's text.
    ///
    /// Questions that stand in the file unanswered become answers without a text. Tips have no
    /// [place](super::TipMark::index) in the post yet.
    ///
    /// # Errors
    /// Says where and why the text is no draft.
    pub fn parse(text: &str) -> Result<(Draft, Self), Broken> {
        let (paper, draft) = Paper::parse(text, read::draft)?;
        Ok((draft, Self(paper)))
    }

    /// The version of the format it is in; 0 where it names none, as before there were versions. Every older one is
    /// written anew as [`VERSION`] the first time.
    #[must_use]
    pub fn version(&self) -> i64 {
        self.0.doc.get("version").and_then(toml_edit::Item::as_integer).unwrap_or(0)
    }

    /// The text of `draft`, made from the text before: only what changed is rewritten.
    ///
    /// `asked` are the visible questions in flow order; each stands there, answered or not. An untouched question
    /// that is no longer visible is taken out; with nothing in `asked`, all stay.
    pub fn write(&mut self, draft: &Draft, asked: &[Asked]) -> String {
        self.0.write(|doc| put::draft(doc, draft, asked))
    }
}

/// A TOML text of the author's: what it says may be rewritten, how it says it stays.
#[derive(Debug, Clone)]
pub struct Paper {
    doc: DocumentMut,
    /// The text as last read or written, LF line ends, no byte-order mark.
    text: String,
    ends: Ends,
    bom: bool,
}

/// The line ends of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ends {
    Lf,
    CrLf,
}

impl Default for Paper {
    fn default() -> Self {
        Self { doc: DocumentMut::new(), text: String::new(), ends: Ends::Lf, bom: false }
    }
}

impl Paper {
    /// Reads a text, and with `read` what it says.
    pub(crate) fn parse<T>(
        text: &str,
        read: impl FnOnce(&Document<&str>) -> Result<T, Broken>,
    ) -> Result<(Self, T), Broken> {
        let Plain { text, ends, bom } = Plain::of(text)?;
        let doc = document(&text)?;
        let said = read(&doc)?;
        let mut doc = doc.into_mut();
        order::spread(&mut doc);
        Ok((Self { doc, text: text.into_owned(), ends, bom }, said))
    }

    /// The text after `change`, which says whether it had to change anything.
    pub(crate) fn write(&mut self, change: impl FnOnce(&mut DocumentMut) -> bool) -> String {
        if change(&mut self.doc) {
            order::spread(&mut self.doc);
            self.text = self.doc.to_string();
        }
        let bom = if self.bom { "\u{feff}" } else { "" };
        match self.ends {
            Ends::Lf if bom.is_empty() => self.text.clone(),
            Ends::Lf => format!("{bom}{}", self.text),
            Ends::CrLf => format!("{bom}{}", self.text.replace('\n', "\r\n")),
        }
    }
}

/// A text as it is parsed: LF line ends, no byte-order mark.
pub(super) struct Plain<'t> {
    pub text: Cow<'t, str>,
    ends: Ends,
    bom: bool,
}

impl<'t> Plain<'t> {
    pub fn of(text: &'t str) -> Result<Self, Broken> {
        let (bom, text) = text.strip_prefix('\u{feff}').map_or((false, text), |rest| (true, rest));
        if let Some(line) = conflict(text) {
            return Err(Broken::Conflict { line });
        }
        // The prevailing line end is the file's. Escaped ones (`\r`) are the author's and stay.
        let crlf = if text.contains('\r') { text.matches("\r\n").count() } else { 0 };
        let ends = if crlf > 0 && crlf * 2 > text.matches('\n').count() { Ends::CrLf } else { Ends::Lf };
        let text = if crlf > 0 { Cow::Owned(text.replace("\r\n", "\n")) } else { Cow::Borrowed(text) };
        Ok(Self { text, ends, bom })
    }
}

fn document(text: &str) -> Result<Document<&str>, Broken> {
    Document::parse(text).map_err(|error| Broken::Syntax {
        at: At::of(text, error.span().map_or(0, |span| span.start)),
        what: error.message().to_owned(),
    })
}

/// Reads a draft's text. See [`DraftFile::parse`]; where nothing is to be written, this is the cheaper way.
///
/// # Errors
/// Says where and why the text is no draft.
pub fn parse(text: &str) -> Result<Draft, Broken> {
    let plain = Plain::of(text)?;
    read::draft(&document(&plain.text)?)
}

/// A draft's text, made from `previous` where there is one that can be read. See [`DraftFile::write`].
#[must_use]
pub fn write(draft: &Draft, asked: &[Asked], previous: Option<&str>) -> String {
    let kept = previous.and_then(|text| DraftFile::parse(text).ok());
    kept.map(|(_, file)| file).unwrap_or_default().write(draft, asked)
}
