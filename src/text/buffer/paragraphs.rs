//! Where the paragraphs of a buffer start, and the rows of those that were in view.
//!
//! What it is: an index kept in step with the text, and a cache of rows. What it is not: the owner of the text. Invariant: the
//! rows kept for a paragraph are the first rows [`rows_from`] would make of it now.

use super::Lines;
use super::view::Screen;
use crate::text::Span;
use crate::text::rows::{Row, rows_from};

/// The paragraphs of a text, in order; never none.
#[derive(Debug, Clone)]
pub(super) struct Paragraphs(Vec<Paragraph>);

#[derive(Debug, Clone)]
struct Paragraph {
    /// First byte in the text.
    start: usize,
    /// Its rows, as far down as they were asked for.
    laid: Option<Box<Laid>>,
}

/// The first rows of a paragraph.
#[derive(Debug, Clone, Default)]
struct Laid {
    rows: Vec<Row>,
    done: bool,
}

/// How far down a paragraph is to be laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Until {
    /// The row with this number is there.
    Row(usize),
    /// The row that holds this byte of the paragraph is there.
    Byte(usize),
    /// All rows are there.
    End,
}

impl Paragraphs {
    pub(super) fn of(text: &str) -> Self {
        Self(starts(0, text).map(|start| Paragraph { start, laid: None }).collect())
    }

    pub(super) fn count(&self) -> usize {
        self.0.len()
    }

    /// The paragraph that holds byte `at` of the text; a line end belongs to the paragraph it ends.
    pub(super) fn index(&self, at: usize) -> usize {
        self.0.partition_point(|paragraph| paragraph.start <= at).saturating_sub(1)
    }

    /// The bytes of a paragraph in `text`, without its line end: LF, or CR and LF, which are one (UAX #29, GB3).
    pub(super) fn span(&self, index: usize, text: &str) -> Span {
        let start = self.start(index, text);
        let Some(next) = self.0.get(index + 1) else { return Span::new(start, text.len()) };
        let end = next.start - 1;
        let with_cr = text.as_bytes().get(start..end).is_some_and(|line| line.ends_with(b"\r"));
        Span::new(start, end - usize::from(with_cr))
    }

    /// Where a paragraph of `text` starts; behind the last one, the end of the text.
    pub(super) fn start(&self, index: usize, text: &str) -> usize {
        self.0.get(index).map_or(text.len(), |paragraph| paragraph.start)
    }

    /// Follows a change of the text: `removed` bytes at `at` gave way to `inserted`.
    pub(super) fn splice(&mut self, at: usize, removed: usize, inserted: &str) {
        let first = self.index(at);
        let last = self.index(at + removed);
        if let Some(paragraph) = self.0.get_mut(first) {
            let within = at - paragraph.start;
            if let Some(laid) = &mut paragraph.laid {
                laid.done = false;
                // A CR before the change may have become, or have been, half of the line end.
                let settled = |row: &Row| row.is_settled_before(within.saturating_sub(1));
                let settled = laid.rows.iter().rposition(settled).map_or(0, |row| row + 1);
                laid.rows.truncate(settled);
            }
        }
        let mut added = starts(at, inserted).skip(1).map(|start| Paragraph { start, laid: None }).peekable();
        let next = first + 1;
        let behind = if last > first || added.peek().is_some() {
            let added: Vec<_> = added.collect();
            let count = added.len();
            self.0.splice(next..=last, added);
            next + count
        } else {
            next
        };
        for paragraph in self.0.iter_mut().skip(behind) {
            paragraph.start = paragraph.start + inserted.len() - removed;
        }
    }

    /// Forgets all rows: the columns changed.
    pub(super) fn forget_rows(&mut self) {
        for paragraph in &mut self.0 {
            paragraph.laid = None;
        }
    }

    /// The rows of a paragraph that are there.
    pub(super) fn rows(&self, index: usize) -> &[Row] {
        let laid = self.0.get(index).and_then(|paragraph| paragraph.laid.as_deref());
        laid.map_or(&[], |laid| laid.rows.as_slice())
    }

    /// Lays a paragraph out as far as `until`, as wide as `screen`, and hands out its rows.
    pub(super) fn lay_out(&mut self, index: usize, text: &str, screen: &Screen, lines: Lines, until: Until) -> &[Row] {
        let line = self.span(index, text).of(text);
        let Some(paragraph) = self.0.get_mut(index) else { return &[] };
        let laid = paragraph.laid.get_or_insert_default();
        match lines {
            Lines::One if !laid.done => **laid = Laid { rows: vec![Row::whole(line, screen.ambiguous)], done: true },
            Lines::One => {}
            Lines::Many => laid.extend(line, screen, until),
        }
        &laid.rows
    }
}

impl Laid {
    fn extend(&mut self, line: &str, screen: &Screen, until: Until) {
        if self.reached(until) {
            return;
        }
        let start = self.rows.last().map_or(0, |row| row.span.end);
        for row in rows_from(line, start, screen.columns, screen.ambiguous) {
            self.done = row.span.end == line.len();
            self.rows.push(row);
            // A caret behind a full last row needs a row of its own; the next character will stand there too.
            if self.done && row.width >= screen.columns.max(1) {
                self.rows.push(Row::empty(line.len()));
            }
            if self.reached(until) {
                return;
            }
        }
    }

    fn reached(&self, until: Until) -> bool {
        self.done
            || match until {
                Until::Row(row) => row < self.rows.len(),
                Until::Byte(at) => self.rows.last().is_some_and(|row| at < row.span.end),
                Until::End => false,
            }
    }
}

/// Where paragraphs start in a stretch of text that starts at byte `at`, its own start first.
fn starts(at: usize, stretch: &str) -> impl Iterator<Item = usize> {
    std::iter::once(at).chain(stretch.match_indices('\n').map(move |(end, _)| at + end + 1))
}
