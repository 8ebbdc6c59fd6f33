//! The help: every key, place by place, from the rows that dispatch them.

use super::action::Action;
use super::frame::Frame;
use super::keymap::Place;
use super::model::Model;
use super::msg::Chord;

/// A row of the help.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Row<'a> {
    /// The name of a place.
    Place(Place),
    /// An action and its keys.
    Action(Action, &'a [Chord]),
}

/// All rows.
#[must_use]
pub fn rows(model: &Model) -> Vec<Row<'_>> {
    let mut rows = Vec::new();
    let mut place = None;
    for (here, action, keys) in model.keymap.rows() {
        if place.replace(here) != Some(here) {
            rows.push(Row::Place(here));
        }
        rows.push(Row::Action(action, keys));
    }
    rows
}

/// The lowest row that may stand at the top: below it there would be blanks.
#[must_use]
pub fn last_top(model: &Model) -> usize {
    let height = Frame::of(model.size).body.height.saturating_sub(2);
    rows(model).len().saturating_sub(usize::from(height))
}
