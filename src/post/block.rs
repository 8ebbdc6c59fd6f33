//! What a post is made of, whatever it is written in: blocks in reading order, each over whole lines.
//!
//! What it is: the common ground of the three readers ([`super::markdown`], [`super::plain`], [`super::html`]). What
//! it is not: it knows no tips. Invariant: blocks do not overlap, stand in order, start at a line's first visible
//! character and end at a line's last.

use crate::text::Span;

/// One block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Block {
    /// What it is.
    pub kind: Kind,
    /// The lines it stands on, without the first one's indent and the last one's end.
    pub span: Span,
    /// What it says: of an item, what its first paragraph says. Empty for code, tables and pictures.
    pub prose: Prose,
}

/// What a block is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A heading of this level, in any notation.
    Heading(u8),
    /// A paragraph.
    Paragraph,
    /// One item of a list at the top level, with all that is nested in it.
    Item(Item),
    /// Code, closed.
    Code,
    /// Somebody else's words.
    Quote,
    /// A table.
    Table,
    /// HTML that says nothing by itself: a script, an embed, a container's tag.
    Html,
    /// A rule.
    Rule,
    /// Footnotes, reference definitions.
    Notes,
    /// A block nobody closed: whatever follows it would be taken into it.
    Open,
}

/// A list item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Item {
    /// Which list of the post, from 0.
    pub list: usize,
    /// Its number, in an ordered list.
    pub number: Option<u32>,
    /// The column its text starts at, in cells: what a further paragraph of it is indented by.
    pub content: usize,
    /// Whether there is nothing in it.
    pub empty: bool,
    /// Whether it ends in code nobody closed.
    pub open: bool,
}

/// What is said in a block, without marks, tags and addresses.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Prose {
    /// The text; its lines end with `\n`.
    pub text: String,
    /// Its lines.
    pub lines: Vec<Line>,
}

/// One line of prose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Line {
    /// Where it starts in the prose.
    pub start: usize,
    /// How many bytes of the prose, from its start, are set in bold.
    pub bold: usize,
    /// The line in the post, without blanks around it.
    pub at: Span,
}

impl Prose {
    /// The text of line `index`; empty where there is none.
    pub fn line(&self, index: usize) -> &str {
        let Some(line) = self.lines.get(index) else { return "" };
        let end = self.lines.get(index + 1).map_or(self.text.len(), |next| next.start);
        self.text.get(line.start..end).unwrap_or_default().trim_end_matches('\n')
    }

    /// Whether it says nothing.
    pub fn is_silent(&self) -> bool {
        self.text.trim().is_empty()
    }

    /// Takes a generator's calls (`{{< … >}}`, `{% … %}`) and tables of contents out: they say nothing.
    pub fn drop_calls(&mut self) {
        let calls = self.text.contains("{{") || self.text.contains("{%");
        let contents = self.text.starts_with('[');
        if !calls && !contents {
            return;
        }
        let mut text = String::with_capacity(self.text.len());
        let mut lines = Vec::with_capacity(self.lines.len());
        for (index, line) in self.lines.iter().enumerate() {
            let said = without_calls(self.line(index));
            let bold = if said.len() == self.line(index).len() { line.bold } else { 0 };
            lines.push(Line { start: text.len(), bold, at: line.at });
            text.push_str(&said);
            text.push('\n');
        }
        text.pop();
        *self = Self { text, lines };
    }
}

/// `line` without a generator's calls.
fn without_calls(line: &str) -> String {
    let bare = line.trim().to_ascii_lowercase();
    if matches!(bare.as_str(), "[toc]" | "[:contents]" | "[[toc]]" | "[[_toc_]]" | "[contents]") {
        return String::new();
    }
    let mut said = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(open) = rest.find('{') {
        let (before, call) = rest.split_at(open);
        let close = match call.as_bytes().get(1) {
            Some(b'{') => call.find("}}"),
            Some(b'%') => call.find("%}"),
            Some(_) | None => None,
        };
        said.push_str(before);
        let Some(close) = close else {
            said.push('{');
            rest = call.get(1..).unwrap_or_default();
            continue;
        };
        rest = call.get(close + 2..).unwrap_or_default();
    }
    said.push_str(rest);
    said
}

/// The lines of a text: `\n`, `\r\n` and a lone `\r` end one, as `CommonMark` has it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lines {
    /// Start of each line and where its content ends.
    rows: Vec<Span>,
}

impl Lines {
    /// The lines of `text` from byte `from` on.
    #[must_use]
    pub fn new(text: &str, from: usize) -> Self {
        let mut rows = Vec::new();
        let bytes = text.as_bytes();
        let (mut start, mut at) = (from, from);
        while let Some(&byte) = bytes.get(at) {
            at += 1;
            if byte == b'\n' || byte == b'\r' {
                rows.push(Span::new(start, at - 1));
                if byte == b'\r' && bytes.get(at) == Some(&b'\n') {
                    at += 1;
                }
                start = at;
            }
        }
        if start < text.len() {
            rows.push(Span::new(start, text.len()));
        }
        Self { rows }
    }

    /// How many there are.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there is none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Line `index`, from 0, without its end; empty at the text's end where there is none.
    #[must_use]
    pub fn row(&self, index: usize) -> Span {
        self.rows.get(index).copied().unwrap_or_else(|| {
            let end = self.rows.last().map_or(0, |row| row.end);
            Span::new(end, end)
        })
    }

    /// Line `index` without blanks around it.
    #[must_use]
    pub fn bare(&self, text: &str, index: usize) -> Span {
        trimmed(text, self.row(index))
    }

    /// The line byte `at` stands on, from 0.
    #[must_use]
    pub fn index(&self, at: usize) -> usize {
        self.rows.partition_point(|row| row.start <= at).saturating_sub(1)
    }

    /// Whether line `index` holds no visible character.
    #[must_use]
    pub fn is_blank(&self, text: &str, index: usize) -> bool {
        self.row(index).of(text).trim().is_empty()
    }

    /// The lines `first..=last` as a block's span: blank lines at either end left out.
    pub(super) fn span(&self, text: &str, first: usize, mut last: usize) -> Span {
        while last > first && self.is_blank(text, last) {
            last -= 1;
        }
        let (head, tail) = (self.bare(text, first), self.bare(text, last));
        Span::new(head.start, tail.end.max(head.start))
    }
}

/// `span` without blanks at its ends; an empty one at its start where there is nothing else.
pub(super) fn trimmed(text: &str, span: Span) -> Span {
    let whole = span.of(text);
    let inner = whole.trim_start();
    let start = span.start + (whole.len() - inner.len());
    let inner = inner.trim_end();
    if inner.is_empty() { Span::new(span.start, span.start) } else { Span::new(start, start + inner.len()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A single line, none of it bold.
    fn line(text: &str) -> Prose {
        Prose { text: text.to_owned(), lines: vec![Line { start: 0, bold: 0, at: Span::default() }] }
    }

    #[test]
    fn every_line_end_ends_a_line() {
        let text = "a\r\nb\rc\n\nd";
        let lines = Lines::new(text, 0);
        let rows: Vec<_> = (0..lines.len()).map(|index| lines.row(index).of(text)).collect();
        assert_eq!(rows, ["a", "b", "c", "", "d"]);
        assert_eq!(lines.index(0), 0);
        assert_eq!(lines.index(3), 1);
        assert_eq!(lines.index(text.len()), 4);
    }

    #[test]
    fn calls_say_nothing() {
        let mut prose = line("{{< img src=\"a\" >}} text {% x %}");
        prose.drop_calls();
        assert_eq!(prose.text, " text ");
        let mut prose = line("a {b} {{c");
        prose.drop_calls();
        assert_eq!(prose.text, "a {b} {{c");
        let mut prose = line("[:contents]");
        prose.drop_calls();
        assert!(prose.is_silent());
    }
}
