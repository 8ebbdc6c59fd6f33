//! The story as rows of a given width, laid out only where it is looked at.
//!
//! What it is: a reading window over strips of text, which never builds the whole. What it is not: it paints nothing.
//! Invariant: a [`Place`] it hands out is the start of a row, and stepping down and up again returns to it.

use std::borrow::Cow;

use crate::answers::Answers;
use crate::post::Post;
use crate::story::{Story, Stretch};
use crate::text::rows::{Row, break_before, nearest, rows};
use crate::text::{Ambiguous, Span};

/// A line longer than this many bytes is laid out in pieces: only what is seen is worth measuring.
const PIECE: usize = 8 * 1024;

/// A text of one source.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Strip<'a> {
    /// The text.
    pub text: &'a str,
    /// What it is.
    pub holds: Holds,
}

/// What a strip is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holds {
    /// A stretch of the story's column.
    Stretch(Stretch),
    /// A line end or a blank that the screen alone has.
    Gap,
}

/// The story, ready to be looked at.
#[derive(Debug)]
pub struct Prose<'a> {
    strips: Vec<Strip<'a>>,
    /// Where each strip starts, in bytes of them all; one more for the end.
    starts: Vec<usize>,
    columns: usize,
    ambiguous: Ambiguous,
}

/// The start of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Place {
    /// Where its line starts, in bytes of the prose.
    pub line: usize,
    /// Which row of the line, from 0.
    pub row: usize,
}

/// A row to be painted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// Its pieces, left to right.
    pub pieces: Vec<Piece>,
    /// Its bytes in the prose.
    pub span: Span,
}

/// A piece of a row from one strip.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// Which strip; where the prose is a story alone, the passage of that number.
    pub strip: usize,
    /// Where it starts, in bytes of the prose.
    pub start: usize,
    /// The text.
    pub text: String,
}

/// The lines shown last and their rows, from the top: a key changes one of them.
#[derive(Debug, Clone, Default)]
pub struct Laid {
    columns: usize,
    ambiguous: Ambiguous,
    /// Those not shown again so far.
    last: Vec<Option<Line>>,
    now: Vec<Option<Line>>,
    /// Rows that are shown no more: the next take their room.
    pub spare: Vec<Shown>,
}

/// A line as it was laid out.
#[derive(Debug, Clone)]
struct Line {
    text: String,
    rows: Vec<Row>,
}

impl Laid {
    /// What was shown now was shown last.
    fn turn(&mut self, columns: usize, ambiguous: Ambiguous) {
        let is_same = (self.columns, self.ambiguous) == (columns, ambiguous);
        (self.columns, self.ambiguous) = (columns, ambiguous);
        std::mem::swap(&mut self.last, &mut self.now);
        self.now.clear();
        if !is_same {
            self.last.clear();
        }
    }

    /// The rows of the next line.
    fn rows(&mut self, text: &str) -> &[Row] {
        let is_it = |line: &Option<Line>| line.as_ref().is_some_and(|line| line.text == text);
        // It stands where it stood, but when the pane was scrolled.
        let nth = Some(self.now.len()).filter(|nth| self.last.get(*nth).is_some_and(is_it));
        let known = nth.or_else(|| self.last.iter().position(is_it)).and_then(|nth| self.last.get_mut(nth)?.take());
        let lay = || Line { text: text.to_owned(), rows: rows_of(text, self.columns, self.ambiguous) };
        self.now.push(Some(known.unwrap_or_else(lay)));
        self.now.last().and_then(Option::as_ref).map_or(&[], |line| line.rows.as_slice())
    }
}

/// The rows of a line, which may end as lines do elsewhere.
fn rows_of(line: &str, columns: usize, ambiguous: Ambiguous) -> Vec<Row> {
    rows(line.strip_suffix('\r').unwrap_or(line), columns, ambiguous)
}

impl<'a> Prose<'a> {
    /// A window `columns` cells wide on these strips, on such a terminal.
    #[must_use]
    pub fn new(strips: Vec<Strip<'a>>, columns: usize, ambiguous: Ambiguous) -> Self {
        let mut starts = Vec::with_capacity(strips.len() + 1);
        let mut at = 0;
        for strip in &strips {
            starts.push(at);
            at += strip.text.len();
        }
        starts.push(at);
        Self { strips, starts, columns: columns.max(1), ambiguous }
    }

    /// The same on a story as it stands: its strips are its passages.
    #[must_use]
    pub fn of(story: &'a Story, post: &'a Post, answers: &'a Answers, columns: usize, ambiguous: Ambiguous) -> Self {
        let strips = story.passages.iter().enumerate().map(|(nth, passage)| Strip {
            text: passage.text(post, answers),
            holds: Holds::Stretch(Stretch::Stands(nth)),
        });
        Self::new(strips.collect(), columns, ambiguous)
    }

    /// Length in bytes.
    #[must_use]
    pub fn len(&self) -> usize {
        self.starts.last().copied().unwrap_or(0)
    }

    /// Whether there is no text.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Where a strip starts.
    #[must_use]
    pub fn start(&self, strip: usize) -> usize {
        self.starts.get(strip).copied().unwrap_or_else(|| self.len())
    }

    /// The strip that byte `at` stands in.
    #[must_use]
    pub fn strip_at(&self, at: usize) -> usize {
        self.starts.partition_point(|start| *start <= at).saturating_sub(1).min(self.strips.len().saturating_sub(1))
    }

    /// The strips.
    #[must_use]
    pub fn strips(&self) -> &[Strip<'a>] {
        &self.strips
    }

    /// Where the line, or the piece of a long line, that byte `at` stands in starts.
    #[must_use]
    pub fn line(&self, at: usize) -> usize {
        self.line_from(self.line_start(at), at).start
    }

    /// The row that byte `at` stands in.
    #[must_use]
    pub fn place(&self, at: usize) -> Place {
        let line = self.line_from(self.line_start(at), at);
        let rows = self.rows(line);
        let row = rows.iter().rposition(|row| line.start + row.span.start <= at).unwrap_or(0);
        Place { line: line.start, row }
    }

    /// `place` moved by a number of rows, down when positive; stops at the first and the last row.
    #[must_use]
    pub fn step(&self, place: Place, by: isize) -> Place {
        let mut place = place;
        let mut left = by;
        while left > 0 {
            let line = self.line_from(place.line, place.line);
            let last = self.rows(line).len().saturating_sub(1);
            let here = (last.saturating_sub(place.row)).min(left.unsigned_abs());
            place.row += here;
            left -= here.cast_signed();
            if left > 0 {
                match self.line_after(line) {
                    None => return place,
                    Some(next) => place = Place { line: next.start, row: 0 },
                }
                left -= 1;
            }
        }
        while left < 0 {
            let here = place.row.min(left.unsigned_abs());
            place.row -= here;
            left += here.cast_signed();
            if left < 0 {
                if place.line == 0 {
                    return place;
                }
                let before = self.line_ending_at(place.line);
                place = Place { line: before.start, row: self.rows(before).len().saturating_sub(1) };
                left += 1;
            }
        }
        place
    }

    /// The lowest place that still fills `height` rows.
    #[must_use]
    pub fn bottom(&self, height: usize) -> Place {
        self.step(self.place(self.len()), 1 - height.max(1).cast_signed())
    }

    /// Up to `height` rows from `place` on. Lines that `laid` knows are not laid out again; it then knows those shown.
    #[must_use]
    pub fn shown(&self, place: Place, height: usize, laid: &mut Laid) -> Vec<Shown> {
        laid.turn(self.columns, self.ambiguous);
        let mut shown = std::mem::take(&mut laid.spare);
        shown.clear();
        let mut line = self.line_from(place.line, place.line);
        let mut skip = place.row;
        loop {
            for row in laid.rows(&self.line_text(line)).iter().skip(skip) {
                if shown.len() == height {
                    return shown;
                }
                let span = Span::new(line.start + row.span.start, line.start + row.span.end);
                shown.push(Shown { pieces: self.pieces(span), span });
            }
            skip = 0;
            match self.line_after(line) {
                Some(next) if shown.len() < height => line = next,
                Some(_) | None => return shown,
            }
        }
    }

    /// The byte painted at `row` and `column` below `top`; nothing below the last row.
    #[must_use]
    pub fn byte_at(&self, top: Place, row: usize, column: usize) -> Option<usize> {
        let shown = self.shown(top, row + 1, &mut Laid::default());
        let row = shown.get(row)?;
        let text: String = row.pieces.iter().map(|piece| piece.text.as_str()).collect();
        let whole = Row::whole(&text, self.ambiguous);
        let within = nearest(&text, &whole, column, self.ambiguous);
        // Behind the last character of a row is still on it.
        Some((row.span.start + within).min(row.span.end.saturating_sub(1)).max(row.span.start))
    }

    fn text_of(&self, strip: usize) -> &'a str {
        self.strips.get(strip).map_or("", |strip| strip.text)
    }

    /// The pieces of a span, strip by strip.
    fn pieces(&self, span: Span) -> Vec<Piece> {
        let mut pieces = Vec::new();
        let mut strip = self.strip_at(span.start);
        while self.start(strip) < span.end && strip < self.strips.len() {
            let start = self.start(strip);
            let inside = Span::new(span.start.max(start) - start, span.end.min(self.start(strip + 1)) - start);
            let text = inside.of(self.text_of(strip));
            if !text.is_empty() {
                pieces.push(Piece { strip, start: start + inside.start, text: text.to_owned() });
            }
            strip += 1;
        }
        pieces
    }

    fn line_text(&self, span: Span) -> Cow<'a, str> {
        let strip = self.strip_at(span.start);
        if self.start(strip + 1) >= span.end {
            let start = self.start(strip);
            return Cow::Borrowed(Span::new(span.start - start, span.end - start).of(self.text_of(strip)));
        }
        Cow::Owned(self.pieces(span).into_iter().map(|piece| piece.text).collect())
    }

    fn rows(&self, line: Span) -> Vec<Row> {
        rows_of(&self.line_text(line), self.columns, self.ambiguous)
    }

    /// Where the line that holds byte `at` starts.
    fn line_start(&self, at: usize) -> usize {
        let at = at.min(self.len());
        let mut strip = self.strip_at(at);
        let mut end = at - self.start(strip).min(at);
        loop {
            let text = self.text_of(strip);
            if let Some(found) = text.as_bytes().get(..end).and_then(|bytes| memchr::memrchr(b'\n', bytes)) {
                return self.start(strip) + found + 1;
            }
            if strip == 0 {
                return 0;
            }
            strip -= 1;
            end = self.text_of(strip).len();
        }
    }

    /// Where the line that holds byte `from` ends, before its line feed.
    fn line_end(&self, from: usize) -> usize {
        let mut strip = self.strip_at(from);
        let mut start = from.saturating_sub(self.start(strip));
        while strip < self.strips.len() {
            let text = self.text_of(strip);
            if let Some(found) = text.as_bytes().get(start..).and_then(|bytes| memchr::memchr(b'\n', bytes)) {
                return self.start(strip) + start + found;
            }
            strip += 1;
            start = 0;
        }
        self.len()
    }

    /// The line or piece of a line that starts at or after `start`, a line's or piece's start, and holds byte `at`.
    fn line_from(&self, start: usize, at: usize) -> Span {
        // A place remembered from before the text shrank may lie beyond its end.
        let start = start.min(self.len());
        let at = start.max(at.min(self.len()));
        let line = Span::new(self.line_start(start), self.line_end(at));
        let near = (at - line.start) / PIECE + 1;
        // No piece starts far before its mark, so that none has to be walked to.
        let nth = (0..=near).rev().find(|nth| self.piece(line, *nth).is_some_and(|piece| piece <= at)).unwrap_or(0);
        let end = self.piece(line, nth + 1).unwrap_or(line.end);
        Span::new(self.piece(line, nth).unwrap_or(line.start), end)
    }

    /// Where the piece of that number starts in a line, if it has so many: the last is as long as two.
    fn piece(&self, line: Span, nth: usize) -> Option<usize> {
        if nth == 0 {
            return Some(line.start);
        }
        let mark = line.start + nth * PIECE;
        if line.end.saturating_sub(mark) <= PIECE {
            return None;
        }
        let strip = self.strip_at(mark);
        let start = self.start(strip);
        // Where a row may end: the next piece starts as a row may start.
        Some(start + break_before(self.text_of(strip), mark - start))
    }

    fn line_after(&self, line: Span) -> Option<Span> {
        let end = self.line_end(line.start);
        if line.end < end {
            return Some(self.line_from(line.end, line.end));
        }
        (end < self.len()).then(|| self.line_from(end + 1, end + 1))
    }

    /// The line or piece that ends where the one starting at `start` begins.
    fn line_ending_at(&self, start: usize) -> Span {
        let before = start - 1;
        let first = self.line_start(before);
        let line = self.line_from(first, before);
        // A piece of the same line ends exactly at `start`; a line before ends at its line feed.
        if line.end == start || self.line_end(first) == before {
            line
        } else {
            self.line_from(first, before.saturating_sub(1))
        }
    }
}

/// Counted, not timed: a long story costs a frame no more than what of it is seen.
#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_seen_is_laid_out() {
        const HEIGHT: usize = 20;
        for (line_end, most) in [("\n", 4 * 1024), ("", 3 * PIECE)] {
            let sentence = format!("三年前の冬、閉店間際に電話が鳴りました。{line_end}");
            let text = sentence.repeat(1024 * 1024 / sentence.len());
            let prose = Prose::new(vec![Strip { text: &text, holds: Holds::Gap }], 40, Ambiguous::Narrow);
            for at in [0, text.len() / 2, text.len()] {
                let mut laid = Laid::default();
                assert!(!prose.shown(prose.place(at), HEIGHT, &mut laid).is_empty());
                let bytes: usize = laid.now.iter().flatten().map(|line| line.text.len()).sum();
                assert!(bytes <= most, "{line_end:?}: {bytes} bytes laid out at byte {at}");
            }
        }
    }
}
