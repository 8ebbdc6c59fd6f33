//! A post: the author's how-to text as it stands, read but never changed.
//!
//! What it is: the decoded text and what a careful reader sees in it. What it is not: it regenerates nothing; every
//! later change is a splice at a [`Landing`]. Invariant: reading never fails; whatever cannot be made out becomes a
//! [`Remark`] and an `other` post.

mod advice;
mod block;
mod candidate;
mod colophon;
mod counting;
mod decode;
mod enclosure;
mod front_matter;
mod html;
mod landing;
mod lexicon;
mod markdown;
mod marker;
mod mend;
mod numeral;
mod outline;
mod page;
mod parts;
mod plain;
mod promise;
mod read;
mod score;
mod series;
mod title;
mod traits;

pub use block::Lines;
pub use candidate::Form;
pub use decode::{decoded, is_binary};
pub(crate) use html::{Tag, next_tag};
pub use mend::{Mark, Mending, Says, TakenFor};
pub(crate) use numeral::word as number_word;
pub use outline::{Outline, OutlineTip, outline};
pub use read::{Heard, Hints, Reading, Weighed, read, read_again, read_mended, why};
pub use score::Reason;
pub use series::Run;
pub use title::title;

use crate::text::{Language, Register, Span};

/// The author's post, decoded and understood. All spans are byte offsets into `text`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Post {
    /// The decoded text, without a byte-order mark, line ends as they were.
    pub text: String,
    /// How the bytes were read.
    pub source: Source,
    /// The front matter with its fences, where there is one.
    pub front_matter: Option<Span>,
    /// The title as a reader says it (no marks), from front matter, heading or first line.
    pub title: Option<String>,
    /// The language of the body.
    pub language: Language,
    /// The register of the body.
    pub register: Register,
    /// Whether it is a how-to at all.
    pub kind: Kind,
    /// The introduction, before the first tip.
    pub intro: Option<Span>,
    /// The tips in reading order.
    pub tips: Vec<Tip>,
    /// The closing, after the last tip.
    pub closing: Option<Span>,
    /// Where story text may be added without touching anything.
    pub landings: Landings,
    /// How the post itself writes, so that what is added follows its habits.
    pub habits: Habits,
}

impl Post {
    /// Its lines, front matter included.
    #[must_use]
    pub fn lines(&self) -> Lines {
        Lines::new(&self.text, 0)
    }
}

/// How the bytes were read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// The encoding's WHATWG name, such as `UTF-8` or `Shift_JIS`.
    pub encoding: &'static str,
    /// Whether a byte-order mark stood in front.
    pub bom: bool,
    /// The line end that prevails.
    pub newline: Newline,
    /// What the text is written in.
    pub format: Format,
}

/// A line end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Newline {
    /// `\n`
    #[default]
    Lf,
    /// `\r\n`
    CrLf,
}

impl Newline {
    /// The characters.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Lf => "\n",
            Self::CrLf => "\r\n",
        }
    }
}

/// What a post is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Markdown, with whatever HTML, shortcodes and fences it holds.
    Markdown,
    /// Plain text: nothing is markup.
    Plain,
    /// An HTML document or fragment.
    Html,
}

/// Whether a post is a how-to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// It gives tips.
    Howto,
    /// It gives none.
    Other,
}

/// One of the post's "ways".
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tip {
    /// From 1, in reading order.
    pub number: usize,
    /// The heading without its numbering marker and marks.
    pub heading: String,
    /// The heading's line with its marker, without the line end.
    pub heading_span: Span,
    /// The whole tip with its heading, up to the next tip, the closing or a group heading.
    pub span: Span,
    /// Where this tip's backstory goes.
    pub landing: Landing,
}

/// A place where paragraphs may be added without changing what stands around them.
///
/// What is added there is: `lead`, then the paragraphs, each line after a line end starting with `indent`, joined by
/// a blank line, then `tail`. `lead` and `tail` hold only line ends and blanks, chosen when the post is read, so that
/// the text before and after keeps its meaning (a list item stays an item, a paragraph does not run on).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Landing {
    /// Byte offset into the post's text.
    pub at: usize,
    /// Layout in front of the first paragraph, its indent included.
    pub lead: String,
    /// What every following line of the added text starts with (blanks; inside a list item or after a paragraph indent).
    pub indent: String,
    /// Layout behind the last paragraph.
    pub tail: String,
}

/// Where text goes that belongs to no tip.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Landings {
    /// Before everything of the body: after front matter and a title heading.
    pub opening: Landing,
    /// In the introduction, before the sentence that promises the tips; else at its end.
    pub intro: Landing,
    /// Behind the last tip, before the closing; without a closing, the end of the body.
    pub behind_tips: Landing,
    /// In the closing, before the post's own last call to the reader; without a closing, after the last tip.
    pub closing: Landing,
    /// The end of the body: before footnotes and reference definitions that close the post.
    pub end: Landing,
}

/// How the post itself writes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Habits {
    /// A blank line between paragraphs, or none (plain text with indented paragraphs).
    pub blank_lines: bool,
    /// What a paragraph starts with: nothing, or a full-width blank.
    pub paragraph_indent: &'static str,
}

/// Something the author should know about how the post was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Remark {
    /// The bytes were not UTF-8; read as the named encoding.
    Encoding(&'static str),
    /// Some bytes could not be decoded and are shown as U+FFFD.
    Undecodable,
    /// The front matter is no valid YAML or TOML; read by line.
    FrontMatter,
    /// The title promises this many tips; another number was found.
    Promise {
        /// What the title says.
        promised: usize,
        /// What the body holds.
        found: usize,
    },
}
