//! Texts beside each other, to choose between: two of an answer, three of a sentence.
//!
//! What it is: a text in its part of the screen, and what the keys do that all such sheets share. What it is not: it knows
//! not what is chosen. Invariant: rows are as wide as the part they stand in.
#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "of all actions a place does the few that mean something there; a new one means nothing until it is given a place"
)]

use ratatui::layout::Rect;

use super::action::Action;
use super::model::{Model, Notice, Overlay};
use crate::text::Ambiguous;
use crate::text::rows;
use crate::words::fill;

/// A text with a line above it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pane {
    /// Where its rows stand.
    pub area: Rect,
    /// The line above it.
    pub head: String,
    /// Its rows.
    pub rows: Vec<String>,
}

impl Pane {
    /// `text` in `area`, whose first row is `head`.
    #[must_use]
    pub fn new(head: &str, text: &str, area: Rect, ambiguous: Ambiguous) -> Self {
        let area = Rect { y: area.y + area.height.min(1), height: area.height.saturating_sub(1), ..area };
        Self { head: head.to_owned(), rows: wrapped(text, area.width, ambiguous), area }
    }

    /// How many of its rows there is no room for.
    #[must_use]
    pub fn over(&self) -> usize {
        self.rows.len().saturating_sub(usize::from(self.area.height))
    }
}

/// The rows of a text in a part of the screen so wide.
#[must_use]
pub fn wrapped(text: &str, columns: u16, ambiguous: Ambiguous) -> Vec<String> {
    rows::wrapped(text, usize::from(columns.max(1)), ambiguous).map(|row| row.of(text).to_owned()).collect()
}

/// How far a sheet goes.
#[derive(Debug, Clone, Copy)]
pub struct Extent {
    /// How many sheets there are.
    pub count: usize,
    /// Rows of a page.
    pub page: usize,
    /// The lowest row that may stand at the top.
    pub last: usize,
}

/// Goes up and down in the sheet that is open, and on to the next. Whether the action asks for that.
pub fn turn(model: &mut Model, action: Action, extent: Extent) -> bool {
    let Extent { count, page, last } = extent;
    let count = count.max(1);
    let Some(Overlay::Compare { at, top } | Overlay::Changed { at, top }) = &mut model.overlay else { return false };
    (*at, *top) = match action {
        Action::Up => (*at, top.saturating_sub(1)),
        Action::Down => (*at, (*top + 1).min(last)),
        Action::PageUp => (*at, top.saturating_sub(page)),
        Action::PageDown => (*at, (*top + page).min(last)),
        Action::Next => ((*at + 1) % count, 0),
        Action::Previous => ((*at + count - 1) % count, 0),
        _ => return false,
    };
    true
}

/// The author has chosen, and `left` sheets are left: goes to the next of them, or closes.
pub fn chosen(model: &mut Model, left: usize) {
    if let Some(Overlay::Compare { at, top } | Overlay::Changed { at, top }) = &mut model.overlay {
        (*at, *top) = ((*at).min(left.saturating_sub(1)), 0);
    }
    let line = if left == 0 {
        model.overlay = None;
        model.words.notice.all_chosen.clone()
    } else {
        fill(&model.words.notice.chosen, &[("left", &left.to_string())])
    };
    model.notice = Some(Notice::plain(line));
}
