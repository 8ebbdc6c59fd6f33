//! Moving the caret: by cluster, word, row, page and text; and by the mouse.

use super::paragraphs::Until;
use super::{Buffer, Caret, Side, Span};
use crate::text::cluster::{after, before};
use crate::text::rows::{column, nearest};
use crate::text::script::{run_at, run_end, run_start};

/// A way for the caret to go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Motion {
    /// One cluster towards the start.
    Left,
    /// One cluster towards the end.
    Right,
    /// To the start of a word: a run of one script.
    WordLeft,
    /// To the end of a word.
    WordRight,
    /// One row up, as painted; from the first row to the start.
    Up,
    /// One row down; from the last row to the end.
    Down,
    /// As many rows up as are in view, less two.
    PageUp,
    /// As many rows down as are in view, less two.
    PageDown,
    /// The start of the row; from there, of the paragraph.
    Home,
    /// The end of the row; from there, of the paragraph.
    End,
    /// The start of the text.
    Top,
    /// The end of the text.
    Bottom,
}

/// A row of the layout.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(super) struct Spot {
    pub(super) paragraph: usize,
    pub(super) row: usize,
}

impl Buffer {
    /// Moves the caret and drops the selection; `Left` and `Right` go to its ends first. Whether anything moved.
    pub fn go(&mut self, motion: Motion) -> bool {
        let held = self.selection();
        self.anchor = None;
        let target = match (held, motion) {
            (Some(span), Motion::Left) => Caret { at: span.start, side: Side::Lower },
            (Some(span), Motion::Right) => Caret { at: span.end, side: Side::Lower },
            (Some(_) | None, _) => self.target(motion),
        };
        self.arrive(motion, target) || held.is_some()
    }

    /// Moves the caret and keeps the other end of the selection where it is. Whether anything moved.
    pub fn extend(&mut self, motion: Motion) -> bool {
        self.anchor.get_or_insert(self.caret.at);
        let target = self.target(motion);
        self.arrive(motion, target)
    }

    /// Puts the caret where `row` and `column` of the view are, both from 0; drops the selection. A mouse button went down.
    pub fn press(&mut self, row: usize, column: usize) {
        let caret = self.hit(row, column);
        self.anchor = None;
        self.move_to(caret);
    }

    /// Moves the caret to `row` and `column` of the view and keeps the other end of the selection. The mouse is dragged.
    pub fn drag(&mut self, row: usize, column: usize) {
        let caret = self.hit(row, column);
        self.anchor.get_or_insert(self.caret.at);
        self.move_to(caret);
    }

    /// Selects the word at `row` and `column` of the view. A double click.
    pub fn select_word(&mut self, row: usize, column: usize) {
        let at = self.hit(row, column).at;
        let span = self.paragraph_at(at);
        let line = span.of(&self.text);
        let run = run_at(line, at - span.start);
        self.select(Span::new(span.start + run.start, span.start + run.end));
    }

    /// Selects the paragraph at `row` and `column` of the view, without its line end. A triple click.
    pub fn select_paragraph(&mut self, row: usize, column: usize) {
        let at = self.hit(row, column).at;
        self.select(self.paragraph_at(at));
    }

    /// The byte nearest to `row` and `column` of the view, both from 0; below the last row, on the last row.
    pub fn byte_at(&mut self, row: usize, column: usize) -> usize {
        self.hit(row, column).at
    }

    /// Puts the caret somewhere for good: the run ends, the column is forgotten, the view follows.
    pub(super) fn move_to(&mut self, caret: Caret) {
        self.caret = caret;
        self.goal = None;
        self.history.break_run();
        self.screen.follow_caret();
    }

    /// Where `motion` leads from the caret.
    pub(super) fn target(&mut self, motion: Motion) -> Caret {
        let index = self.paragraphs.index(self.caret.at);
        let span = self.paragraphs.span(index, &self.text);
        let line = span.of(&self.text);
        let at = self.caret.at - span.start;
        let page = self.screen.height.saturating_sub(2).max(1);
        let lower = |at| Caret { at, side: Side::Lower };
        match motion {
            Motion::Left | Motion::WordLeft if at == 0 => {
                lower(index.checked_sub(1).map_or(0, |before| self.paragraphs.span(before, &self.text).end))
            }
            Motion::Right | Motion::WordRight if at == line.len() => {
                lower(self.paragraphs.start(index + 1, &self.text))
            }
            Motion::Left => lower(span.start + before(line, at)),
            Motion::Right => lower(span.start + after(line, at)),
            Motion::WordLeft => lower(span.start + run_start(line, at)),
            Motion::WordRight => lower(span.start + run_end(line, at)),
            Motion::Up => self.vertical(Vertical::Up, 1),
            Motion::Down => self.vertical(Vertical::Down, 1),
            Motion::PageUp => self.vertical(Vertical::Up, page),
            Motion::PageDown => self.vertical(Vertical::Down, page),
            Motion::Home => {
                let spot = self.spot(self.caret);
                let row = self.row_span(spot);
                lower(if row.start == self.caret.at { span.start } else { row.start })
            }
            Motion::End => {
                let spot = self.spot(self.caret);
                let row = self.row_span(spot);
                if row.end == self.caret.at { lower(span.end) } else { Caret::on_row(row.end, span) }
            }
            Motion::Top => lower(0),
            Motion::Bottom => lower(self.text.len()),
        }
    }

    /// Settles at `target`; only vertical motions remember their column. Whether the caret moved.
    fn arrive(&mut self, motion: Motion, target: Caret) -> bool {
        let goal = match motion {
            Motion::Up | Motion::Down | Motion::PageUp | Motion::PageDown => Some(self.goal_column()),
            Motion::Left
            | Motion::Right
            | Motion::WordLeft
            | Motion::WordRight
            | Motion::Home
            | Motion::End
            | Motion::Top
            | Motion::Bottom => None,
        };
        let moved = self.caret != target;
        self.move_to(target);
        self.goal = goal;
        moved
    }

    /// Rows up or down from the caret, in its goal column.
    fn vertical(&mut self, way: Vertical, rows: usize) -> Caret {
        let from = self.spot(self.caret);
        let (to, gone) = match way {
            Vertical::Up => self.up(from, rows),
            Vertical::Down => self.down(from, rows),
        };
        match way {
            Vertical::Up if gone == 0 => Caret { at: 0, side: Side::Lower },
            Vertical::Down if gone == 0 => Caret { at: self.text.len(), side: Side::Lower },
            Vertical::Up | Vertical::Down => {
                let goal = self.goal_column();
                self.in_row(to, goal)
            }
        }
    }

    /// The column the caret keeps to while it goes up and down.
    fn goal_column(&mut self) -> usize {
        match self.goal {
            Some(column) => column,
            None => self.column_of(self.caret),
        }
    }

    /// The column of a caret in its row.
    pub(super) fn column_of(&mut self, caret: Caret) -> usize {
        let spot = self.spot(caret);
        let span = self.paragraphs.span(spot.paragraph, &self.text);
        let row = self.paragraphs.rows(spot.paragraph).get(spot.row);
        row.map_or(0, |row| column(span.of(&self.text), row, caret.at - span.start, self.screen.ambiguous))
    }

    /// The caret nearest to `column` in a row that is laid out.
    fn in_row(&self, spot: Spot, column: usize) -> Caret {
        let span = self.paragraphs.span(spot.paragraph, &self.text);
        let Some(row) = self.paragraphs.rows(spot.paragraph).get(spot.row) else { return self.caret };
        let at = span.start + nearest(span.of(&self.text), row, column, self.screen.ambiguous);
        if at == span.start + row.span.end { Caret::on_row(at, span) } else { Caret { at, side: Side::Lower } }
    }

    /// The row that holds a caret, laid out.
    pub(super) fn spot(&mut self, caret: Caret) -> Spot {
        let paragraph = self.paragraphs.index(caret.at);
        let within = caret.at - self.paragraphs.span(paragraph, &self.text).start;
        let rows = self.lay(paragraph, Until::Byte(within));
        let lower = rows.partition_point(|row| row.span.start <= within).saturating_sub(1);
        let starts_there = rows.get(lower).is_some_and(|row| row.span.start == within);
        let upper = caret.side == Side::Upper && starts_there;
        Spot { paragraph, row: if upper { lower.saturating_sub(1) } else { lower } }
    }

    /// The bytes of a row in the text.
    pub(super) fn row_span(&self, spot: Spot) -> Span {
        let start = self.paragraphs.span(spot.paragraph, &self.text).start;
        let row = self.paragraphs.rows(spot.paragraph).get(spot.row).map_or(Span::default(), |row| row.span);
        Span::new(start + row.start, start + row.end)
    }

    /// The row `rows` above, or the first, and how many were gone.
    pub(super) fn up(&mut self, from: Spot, rows: usize) -> (Spot, usize) {
        let (mut spot, mut left) = (from, rows);
        while left > 0 {
            if spot.row >= left {
                spot.row -= left;
                left = 0;
            } else if spot.paragraph > 0 {
                left -= spot.row + 1;
                spot.paragraph -= 1;
                spot.row = self.lay(spot.paragraph, Until::End).len().saturating_sub(1);
            } else {
                left -= spot.row;
                spot.row = 0;
                break;
            }
        }
        (spot, rows - left)
    }

    /// The row `rows` below, or the last, and how many were gone.
    pub(super) fn down(&mut self, from: Spot, rows: usize) -> (Spot, usize) {
        let (mut spot, mut left) = (from, rows);
        while left > 0 {
            let last = self.lay(spot.paragraph, Until::Row(spot.row + left)).len().saturating_sub(1);
            if spot.row + left <= last {
                spot.row += left;
                left = 0;
            } else if spot.paragraph + 1 < self.paragraphs.count() {
                left -= last - spot.row + 1;
                spot = Spot { paragraph: spot.paragraph + 1, row: 0 };
                self.lay(spot.paragraph, Until::Row(0));
            } else {
                left -= last - spot.row;
                spot.row = last;
                break;
            }
        }
        (spot, rows - left)
    }

    /// The caret for a cell of the view.
    fn hit(&mut self, row: usize, column: usize) -> Caret {
        let top = self.settle_top();
        let (spot, _) = self.down(top, row);
        self.lay(spot.paragraph, Until::Row(spot.row));
        self.in_row(spot, column + self.screen.left)
    }

    /// The bytes of the paragraph that holds byte `at`.
    pub(super) fn paragraph_at(&self, at: usize) -> Span {
        self.paragraphs.span(self.paragraphs.index(at), &self.text)
    }
}

/// Up or down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Vertical {
    Up,
    Down,
}
