//! The part of a buffer that is in view: scrolled by rows, or sideways where there is only one line.

use super::motion::Spot;
use super::paragraphs::Until;
use super::{Buffer, Lines, Span};
use crate::text::cluster::clusters;
use crate::text::rows::{Place, Row, column};
use crate::text::width::{Ambiguous, cluster_width};

/// Rows of context kept above and below the caret.
const CONTEXT: usize = 2;

/// The size of the field, in cells, and what of the text it shows.
#[derive(Debug, Clone)]
pub(super) struct Screen {
    pub(super) columns: usize,
    pub(super) height: usize,
    /// How wide the terminal paints ambiguous characters.
    pub(super) ambiguous: Ambiguous,
    /// The first row in view.
    pub(super) top: Spot,
    /// Columns scrolled away on the left; only in a field of one line.
    pub(super) left: usize,
    follow: Follow,
}

/// What the view does when it is laid out next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Follow {
    /// It moves until the caret is in it.
    Caret,
    /// It stays where the reader scrolled it.
    Reader,
}

impl Default for Screen {
    fn default() -> Self {
        Self {
            columns: 80,
            height: 24,
            ambiguous: Ambiguous::default(),
            top: Spot::default(),
            left: 0,
            follow: Follow::Caret,
        }
    }
}

impl Screen {
    pub(super) fn follow_caret(&mut self) {
        self.follow = Follow::Caret;
    }
}

/// What is to be painted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct View<'a> {
    /// The rows from the top of the view down; fewer than its height where the text ends.
    pub rows: Vec<ViewRow<'a>>,
    /// Where the terminal's caret goes; `None` while it is scrolled out of view.
    pub caret: Option<Place>,
    /// Whether there are rows above the view.
    pub above: bool,
    /// Whether there are rows below it.
    pub below: bool,
}

/// One row to be painted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ViewRow<'a> {
    /// What it shows, from column 0 on.
    pub text: &'a str,
    /// Its bytes in the whole text.
    pub span: Span,
    /// The selected bytes of it, counted in the whole text; empty where there are none.
    pub selected: Span,
    /// Whether the selection takes the line end behind it too.
    pub line_end_selected: bool,
}

impl Buffer {
    /// Lays out what is in view for a field of `columns` and `height` cells on such a terminal, and moves the view to the caret unless it
    /// was scrolled away since the caret last moved. Two rows of context are kept where there is room.
    pub fn lay_out(&mut self, columns: usize, height: usize, ambiguous: Ambiguous) {
        let (columns, height) = (columns.max(1), height.max(1));
        if (columns, ambiguous) != (self.screen.columns, self.screen.ambiguous) {
            let top = self.row_span(self.screen.top).start;
            self.paragraphs.forget_rows();
            (self.screen.columns, self.screen.ambiguous) = (columns, ambiguous);
            self.goal = None;
            let paragraph = self.paragraphs.index(top);
            let within = top - self.paragraphs.span(paragraph, &self.text).start;
            let rows = self.lay(paragraph, Until::Byte(within));
            let row = rows.partition_point(|row| row.span.start <= within).saturating_sub(1);
            self.screen.top = Spot { paragraph, row };
        }
        self.screen.height = height;
        match self.lines {
            Lines::One => self.scroll_sideways(),
            Lines::Many => self.scroll_to_caret(),
        }
    }

    /// Scrolls the view by `rows`, downwards if positive, and leaves the caret where it is.
    pub fn scroll(&mut self, rows: isize) {
        let top = self.settle_top();
        let (to, _) = if rows < 0 { self.up(top, rows.unsigned_abs()) } else { self.down(top, rows.unsigned_abs()) };
        self.screen.top = to;
        self.screen.follow = Follow::Reader;
        self.fill();
    }

    /// What is in view, as it was last laid out.
    #[must_use]
    pub fn view(&self) -> View<'_> {
        let mut rows = Vec::with_capacity(self.screen.height);
        let mut caret = None;
        let selection = self.selection().unwrap_or_default();
        let Spot { mut paragraph, mut row } = self.screen.top;
        let mut below = false;
        while paragraph < self.paragraphs.count() {
            let span = self.paragraphs.span(paragraph, &self.text);
            let laid = self.paragraphs.rows(paragraph);
            let Some(this) = laid.get(row) else {
                if laid.is_empty() {
                    break;
                }
                (paragraph, row) = (paragraph + 1, 0);
                continue;
            };
            if rows.len() == self.screen.height {
                below = true;
                break;
            }
            if caret.is_none() && self.stands_on(span, laid, row) {
                let column = column(span.of(&self.text), this, self.caret.at - span.start, self.screen.ambiguous);
                let column = column.saturating_sub(self.screen.left).min(self.screen.columns.saturating_sub(1));
                caret = Some(Place { row: rows.len(), column });
            }
            rows.push(self.view_row(span, this, selection));
            row += 1;
        }
        below |= rows.len() == self.screen.height && rows.last().is_some_and(|row| row.span.end < self.text.len());
        View { rows, caret, above: self.screen.top > Spot::default(), below }
    }

    /// Lays a paragraph out as far as `until`.
    pub(super) fn lay(&mut self, paragraph: usize, until: Until) -> &[Row] {
        self.paragraphs.lay_out(paragraph, &self.text, &self.screen, self.lines, until)
    }

    /// Whether the caret is painted on this row of the paragraph `span`.
    fn stands_on(&self, span: Span, laid: &[Row], row: usize) -> bool {
        let Some(within) = self.caret.at.checked_sub(span.start).filter(|&within| within <= span.len()) else {
            return false;
        };
        let lower = laid.partition_point(|row| row.span.start <= within).saturating_sub(1);
        let between = laid.get(lower).is_some_and(|row| row.span.start == within) && lower > 0;
        let stands = if between && self.caret.side == super::Side::Upper { lower - 1 } else { lower };
        stands == row && laid.get(row).is_some_and(|row| within <= row.span.end)
    }

    fn view_row(&self, paragraph: Span, row: &Row, selection: Span) -> ViewRow<'_> {
        let shown = match self.lines {
            Lines::Many => row.span,
            Lines::One => self.window(),
        };
        let span = Span::new(paragraph.start + shown.start, paragraph.start + shown.end);
        let selected =
            Span::new(selection.start.clamp(span.start, span.end), selection.end.clamp(span.start, span.end));
        let ends_line = row.span.end == paragraph.len();
        ViewRow {
            text: span.of(&self.text),
            span,
            selected,
            line_end_selected: ends_line && selection.start <= paragraph.end && paragraph.end < selection.end,
        }
    }

    /// The part of a one-line field that fits between its left and right edge.
    fn window(&self) -> Span {
        let right = self.screen.left + self.screen.columns;
        let mut span = Span::new(self.text.len(), self.text.len());
        let mut column = 0;
        for (at, cluster) in clusters(&self.text) {
            let end = column + cluster_width(cluster, self.screen.ambiguous);
            if column >= self.screen.left && span.start > at {
                span.start = at;
            }
            if end > right {
                span.end = at.max(span.start);
                break;
            }
            column = end;
        }
        span
    }

    /// The first row in view, which the text may have grown shorter than.
    pub(super) fn settle_top(&mut self) -> Spot {
        let last = self.paragraphs.count() - 1;
        if self.screen.top.paragraph > last {
            self.screen.top = Spot { paragraph: last, row: usize::MAX };
        }
        let Spot { paragraph, row } = self.screen.top;
        let rows = self.lay(paragraph, Until::Row(row)).len();
        self.screen.top.row = row.min(rows.saturating_sub(1));
        self.screen.top
    }

    /// Moves the view so that the caret is in it, with context, and fills it.
    fn scroll_to_caret(&mut self) {
        self.settle_top();
        if self.screen.follow == Follow::Caret {
            let height = self.screen.height;
            let context = CONTEXT.min((height - 1) / 2);
            let caret = self.spot(self.caret);
            let (_, below) = self.down(caret, context);
            let (lowest, _) = self.up(caret, context);
            let (highest, _) = self.up(caret, height - 1 - below);
            self.screen.top = self.screen.top.clamp(highest, lowest);
        }
        self.fill();
    }

    /// Lays out down to the bottom of the view, and moves it up where rows would be left empty below the text.
    fn fill(&mut self) {
        let wanted = self.screen.height - 1;
        let (_, there) = self.down(self.screen.top, wanted);
        if there < wanted {
            let (top, _) = self.up(self.screen.top, wanted - there);
            self.screen.top = top;
        }
        self.lay(self.screen.top.paragraph, Until::Row(self.screen.top.row));
    }

    /// Moves a one-line field sideways until the caret is in it, between two clusters on the left edge.
    fn scroll_sideways(&mut self) {
        self.screen.top = Spot::default();
        let caret = self.column_of(self.caret);
        let columns = self.screen.columns;
        let room = (columns / 4).min(8);
        let left = if caret < self.screen.left + room {
            caret.saturating_sub(room)
        } else if caret >= self.screen.left + columns {
            caret + 1 + room - columns
        } else {
            self.screen.left
        };
        let mut edge = 0;
        for (_, cluster) in clusters(&self.text) {
            if edge >= left {
                break;
            }
            edge += cluster_width(cluster, self.screen.ambiguous);
        }
        self.screen.left = edge;
    }
}

/// Counted, not timed: a long text costs a key no more than what of it is seen.
#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::buffer::Motion;

    const COLUMNS: usize = 40;
    const HEIGHT: usize = 20;

    /// A megabyte in many paragraphs, or in one.
    fn megabyte(line_end: &str) -> Buffer {
        let sentence = format!("三年前の冬、閉店間際に電話が鳴りました。{line_end}");
        let mut buffer = Buffer::new(sentence.repeat(1024 * 1024 / sentence.len()));
        buffer.lay_out(COLUMNS, HEIGHT, Ambiguous::Narrow);
        buffer
    }

    /// How many rows are laid out.
    fn laid(buffer: &Buffer) -> usize {
        (0..buffer.paragraphs.count()).map(|index| buffer.paragraphs.rows(index).len()).sum()
    }

    /// As many as are in view, and a few more for the context.
    const SEEN: usize = HEIGHT + 2 * CONTEXT + 2;

    #[test]
    fn only_what_is_seen_is_laid_out() {
        for line_end in ["\n", ""] {
            let mut buffer = megabyte(line_end);
            assert!(laid(&buffer) <= SEEN, "{line_end:?}: {} rows at the start", laid(&buffer));
            buffer.insert("あ");
            buffer.lay_out(COLUMNS, HEIGHT, Ambiguous::Narrow);
            assert!(laid(&buffer) <= SEEN, "{line_end:?}: {} rows after a key", laid(&buffer));
            buffer.lay_out(COLUMNS - 9, HEIGHT, Ambiguous::Narrow);
            assert!(laid(&buffer) <= SEEN, "{line_end:?}: {} rows in other columns", laid(&buffer));
        }
    }

    #[test]
    fn what_is_above_the_view_is_laid_out_by_the_paragraph() {
        let mut buffer = megabyte("\n");
        for at in [buffer.len() / 2, buffer.len()] {
            buffer.set_caret(at);
            buffer.lay_out(COLUMNS, HEIGHT, Ambiguous::Narrow);
            buffer.lay_out(COLUMNS - 9, HEIGHT, Ambiguous::Narrow);
            assert!(laid(&buffer) <= 2 * SEEN, "{} rows around the caret", laid(&buffer));
        }
    }

    #[test]
    fn a_key_leaves_the_rows_above_it_as_they_are() {
        let mut buffer = megabyte("");
        buffer.go(Motion::Bottom);
        buffer.lay_out(COLUMNS, HEIGHT, Ambiguous::Narrow);
        let before = laid(&buffer);
        buffer.insert("あ");
        assert!(before - laid(&buffer) <= 2, "{} of {before} rows are left", laid(&buffer));
    }
}
