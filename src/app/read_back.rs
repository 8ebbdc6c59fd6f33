//! Reading back: what was told in a stage, in the author's own words, and what it calls for.
//!
//! What it is: a list over the next question, with the way on marked. What it is not: it is never in the way; whatever is
//! typed goes to the question beneath. Invariant: one row is marked and in view.
#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "of all actions a place does the few that mean something there; a new one means nothing until it is given a place"
)]

use super::action::Action;
use super::effect::Effect;
use super::frame::Frame;
use super::interview;
use super::model::{Model, Overlay};
use super::msg::Size;
use crate::answers::Key;
use crate::interview::{Call, ReadBack};
use crate::text::rows::rows;
use crate::text::{Ambiguous, Span};

/// What is shown.
#[derive(Debug)]
pub struct Screen {
    /// What is read back.
    pub read_back: ReadBack,
    /// Which of the [`choices`](Self::choices) is marked.
    pub marked: usize,
    /// The lines as they stand in the area they have.
    pub lines: Vec<Line>,
    /// The first line shown.
    pub top: usize,
}

/// A line of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Which choice it belongs to.
    pub choice: usize,
    /// Which bytes of the choice's text; `None` for the line above the words that names their question.
    pub span: Option<Span>,
}

/// Where a row leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Choice<'s> {
    /// Back to an answer: its question in short, and the words.
    Told(&'s Key, &'s str, &'s str),
    /// To what the answers call for.
    Call(&'s Call),
    /// On.
    On,
}

impl Choice<'_> {
    /// The text of the row; the way on is named where it is painted.
    #[must_use]
    pub fn text(&self) -> &str {
        match self {
            Self::Told(_, _, text) => text,
            Self::Call(call) => &call.ask,
            Self::On => "",
        }
    }
}

impl Screen {
    /// A screen with the way on marked.
    #[must_use]
    pub fn new(read_back: ReadBack) -> Self {
        let marked = read_back.told.len() + read_back.calls.len();
        Self { read_back, marked, lines: Vec::new(), top: 0 }
    }

    /// The rows: the answers, what they call for, the way on.
    #[must_use]
    pub fn choices(&self) -> Vec<Choice<'_>> {
        let told = self.read_back.told.iter().map(|told| Choice::Told(&told.key, &told.short, &told.text));
        let calls = self.read_back.calls.iter().map(Choice::Call);
        told.chain(calls).chain([Choice::On]).collect()
    }

    /// Breaks the words into the lines they have room for, and brings the marked row into view.
    pub fn lay_out(&mut self, size: Size, ambiguous: Ambiguous) {
        let area = Frame::of(size).over();
        let columns = usize::from(area.width.saturating_sub(5)).max(1);
        let mut lines = Vec::new();
        for (index, choice) in self.choices().into_iter().enumerate() {
            let text = choice.text();
            if !matches!(choice, Choice::Call(_)) {
                lines.push(Line { choice: index, span: None });
            }
            let mut from = 0;
            for line in text.split_inclusive('\n') {
                let broken = rows(line.trim_end_matches('\n'), columns, ambiguous).into_iter();
                let moved = broken.map(|row| Span { start: row.span.start + from, end: row.span.end + from });
                lines.extend(moved.map(|span| Line { choice: index, span: Some(span) }));
                from += line.len();
            }
        }
        let height = usize::from(area.height.saturating_sub(2)).max(1);
        let first = lines.iter().position(|line| line.choice == self.marked).unwrap_or(0);
        let last = lines.iter().rposition(|line| line.choice == self.marked).unwrap_or(0);
        self.top = self.top.max((last + 1).saturating_sub(height)).min(first);
        self.lines = lines;
    }
}

/// Does what an action asks for here.
pub fn act(model: &mut Model, action: Action, effects: &mut Vec<Effect>) {
    let Some(Overlay::ReadBack(screen)) = &mut model.overlay else { return };
    let last = screen.choices().len().saturating_sub(1);
    match action {
        Action::Up => screen.marked = screen.marked.saturating_sub(1),
        Action::Down => screen.marked = (screen.marked + 1).min(last),
        Action::PageUp => screen.marked = 0,
        Action::PageDown => screen.marked = last,
        Action::Open => {
            let (mut back, mut call) = (None, None);
            match screen.choices().get(screen.marked) {
                Some(Choice::Told(key, ..)) => back = Some((*key).clone()),
                Some(Choice::Call(asked)) => call = Some((*asked).clone()),
                Some(Choice::On) | None => {}
            }
            model.overlay = None;
            if let Some(key) = back {
                interview::go(model, key, effects);
            } else if let Some(call) = call {
                interview::take_up(model, call, effects);
            }
        }
        _ => model.overlay = None,
    }
}
