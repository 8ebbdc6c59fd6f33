//! The title alone, for lists of thousands of posts.
//!
//! What it is: the short way to what a whole reading calls the title, where the first lines settle it. What it is not: a
//! second opinion; where they do not, the post is read. Invariant: it is the title of [`read`](super::read), always.

use super::candidate::{self, Form};
use super::decode::{self, Decoded};
use super::lexicon::Purpose;
use super::page::{Page, Told};
use super::{Hints, front_matter};

/// The title [`read`](super::read) finds.
#[must_use]
pub fn title(bytes: &[u8], hints: &Hints) -> Option<String> {
    let decoded = decode::decode(bytes, hints.encoding.as_deref(), &mut Vec::new());
    let name = hints.file_name.as_deref();
    settled(&decoded, name).or_else(|| Page::new(&decoded, Told::Name(name), &mut Vec::new()).title)
}

/// The title where front matter gives it, or where Markdown begins with its one `#` and nothing else could be meant.
fn settled(decoded: &Decoded, name: Option<&str>) -> Option<String> {
    let text = decoded.text.as_str();
    if let Some(matter) = front_matter::read(text, &mut Vec::new()) {
        return matter.title;
    }
    name.filter(|name| name.to_ascii_lowercase().ends_with(".md"))?;
    let mut lines = text.lines().skip_while(|line| line.trim().is_empty());
    let said = lines.next()?.strip_prefix("# ")?.trim();
    let heading = lines.any(|line| may_be_top(line.trim_start()));
    let plain = !said.is_empty() && !said.contains(is_mark);
    (plain && !heading && Purpose::of(candidate::parted(Form::Heading(1), said).1).here(true).is_none())
        .then(|| said.to_owned())
}

/// Whether a line may be, or make, a heading of the first level; in doubt, it may.
fn may_be_top(line: &str) -> bool {
    let hash = line.strip_prefix('#').is_some_and(|rest| !rest.starts_with('#'));
    hash || line.starts_with('=') || line.starts_with("h1.") || line.contains("<h1") || line.contains("<H1")
}

/// Whether a character may be a mark to Markdown rather than a character.
fn is_mark(c: char) -> bool {
    c.is_ascii_punctuation()
        && !matches!(c, '!' | '?' | '.' | ',' | ':' | '(' | ')' | '-' | '+' | '/' | '%' | '\'' | '"')
        || c.is_control()
}
