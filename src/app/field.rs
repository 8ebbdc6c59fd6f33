//! The field of a question: a text to type into, or a list to choose from.

use crate::flow::{Kind, Question};
use crate::interview::{MOST_TIPS, Offered};
use crate::text::buffer::Buffer;
use crate::text::rows::rows;
use crate::text::{Ambiguous, Span};

/// What the author answers in.
#[derive(Debug)]
pub enum Field {
    /// Prose or a line.
    Text(Box<Buffer>),
    /// Choices.
    List(List),
}

/// Choices to mark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct List {
    /// What can be chosen: the stored value and what is shown.
    pub options: Vec<(String, String)>,
    /// The row the cursor is on.
    pub cursor: usize,
    /// The values marked, in the order they were marked.
    pub marked: Vec<String>,
    /// How many may be marked.
    pub limit: usize,
}

impl List {
    /// The list of a question, with the stored values marked; `None` for a question that is answered by typing.
    #[must_use]
    pub fn new(question: &Question, offered: Vec<Offered<'_>>, stored: &str) -> Option<Self> {
        let options: Vec<_> = offered.into_iter().map(|one| (one.value.into_owned(), one.label.into_owned())).collect();
        let limit = match question.kind {
            Kind::Prose | Kind::Line => return None,
            Kind::Choice | Kind::YesNo => 1,
            Kind::Choices => options.len(),
            Kind::Tips => MOST_TIPS,
        };
        // What is no longer offered cannot be unmarked either.
        let offers = |value: &String| options.iter().any(|(offered, _)| offered == value);
        let marked: Vec<String> =
            stored.split(',').map(str::trim).map(str::to_owned).filter(|value| offers(value)).collect();
        let cursor = options.iter().position(|(value, _)| marked.first() == Some(value)).unwrap_or(0);
        Some(Self { options, cursor, marked, limit })
    }

    /// Cells in front of every label: the mark, the number and a blank.
    #[must_use]
    pub fn head(&self) -> usize {
        "[ ] . ".len() + self.options.len().to_string().len()
    }

    /// Moves the cursor by `rows`.
    pub fn step(&mut self, rows: isize) {
        self.cursor = self.cursor.saturating_add_signed(rows).min(self.options.len().saturating_sub(1));
    }

    /// Marks or unmarks the row under the cursor. With a limit of one the mark moves. `false` where the limit forbids.
    #[must_use]
    pub fn toggle(&mut self) -> bool {
        let Some((value, _)) = self.options.get(self.cursor) else { return true };
        if let Some(at) = self.marked.iter().position(|marked| marked == value) {
            self.marked.remove(at);
            return true;
        }
        if self.limit == 1 {
            self.marked.clear();
        }
        if self.marked.len() >= self.limit {
            return false;
        }
        self.marked.push(value.clone());
        true
    }

    /// The rows of the list as they stand in an area of `columns` and `height` cells on such a terminal: which option, and which bytes of
    /// its label. Long labels take several rows; the option under the cursor is in view whole, where it fits.
    #[must_use]
    pub fn shown(&self, columns: usize, height: usize, ambiguous: Ambiguous) -> Vec<(usize, Span)> {
        let columns = columns.saturating_sub(self.head()).max(1);
        let rows =
            |index: usize, label: &str| rows(label, columns, ambiguous).into_iter().map(move |row| (index, row.span));
        let all: Vec<_> = self.options.iter().enumerate().flat_map(|(index, (_, label))| rows(index, label)).collect();
        let below = all.iter().take_while(|(index, _)| *index <= self.cursor).count();
        all.into_iter().skip(below.saturating_sub(height)).take(height).collect()
    }

    /// What is stored: the values marked, joined by commas.
    #[must_use]
    pub fn stored(&self) -> String {
        self.marked.join(",")
    }
}
