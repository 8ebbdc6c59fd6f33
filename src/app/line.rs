//! Fields of one line: the palette's, the search's, the name of a tip's. Each is the same buffer an answer is typed into.
//!
//! What it is: where such a field stands, for laying out, painting and the mouse alike. What it is not: it knows no keys.

use ratatui::layout::{Margin, Position, Rect};

use super::bank;
use super::frame::Frame;
use super::model::{Model, Overlay, Screen};
use super::msg::Click;
use crate::text::buffer::Buffer;
use crate::text::width;

/// Where the field of one line stands that has the keys now, behind its label.
#[must_use]
pub fn area(model: &Model) -> Option<Rect> {
    let frame = Frame::of(model.size);
    let screen = &model.words.screen;
    let (row, label) = match &model.overlay {
        Some(Overlay::Palette(_)) => (frame.over().inner(Margin::new(1, 1)), screen.palette_find.clone()),
        Some(Overlay::Bank(_)) => (bank::areas(model.size).find, screen.bank_find.clone()),
        Some(Overlay::Find { .. }) => (frame.footer, footer(&screen.find)),
        Some(Overlay::Name { .. }) => (frame.footer, footer(name_label(model))),
        Some(
            Overlay::Help { .. }
            | Overlay::ReadBack(_)
            | Overlay::Compare { .. }
            | Overlay::Arcs(_)
            | Overlay::Changed { .. }
            | Overlay::Stray { .. },
        )
        | None => return None,
    };
    let label = u16::try_from(width(&label, model.ambiguous)).unwrap_or(u16::MAX).min(row.width);
    Some(Rect { x: row.x + label, width: row.width - label, height: row.height.min(1), ..row })
}

/// What is named in the footer.
#[must_use]
pub fn name_label(model: &Model) -> &str {
    if model.screen == Screen::Shelf { &model.words.shelf.new_name } else { &model.words.screen.tip_heading }
}

/// The label of a field in the footer.
#[must_use]
pub fn footer(label: &str) -> String {
    format!(" {label}: ")
}

/// The field of one line that has the keys now.
fn field(model: &mut Model) -> Option<&mut Buffer> {
    match &mut model.overlay {
        Some(Overlay::Palette(palette)) => Some(&mut palette.wanted),
        Some(Overlay::Find { wanted: field } | Overlay::Name { name: field }) => Some(field),
        Some(Overlay::Bank(screen)) => Some(&mut screen.wanted),
        Some(
            Overlay::Help { .. }
            | Overlay::ReadBack(_)
            | Overlay::Compare { .. }
            | Overlay::Arcs(_)
            | Overlay::Changed { .. }
            | Overlay::Stray { .. },
        )
        | None => None,
    }
}

/// Lays the field out where it stands.
pub fn lay_out(model: &mut Model) {
    let ambiguous = model.ambiguous;
    if let (Some(area), Some(field)) = (area(model), field(model)) {
        field.lay_out(usize::from(area.width).max(1), 1, ambiguous);
    }
}

/// A press at a cell puts the caret there, two take the word, three all of it. Whether the field is there.
pub fn press(model: &mut Model, position: Position, click: Click) -> bool {
    let Some(area) = area(model).filter(|area| area.contains(position)) else { return false };
    let column = usize::from(position.x - area.x);
    if let Some(field) = field(model) {
        match click {
            Click::Once => field.press(0, column),
            Click::Twice => field.select_word(0, column),
            Click::Thrice => field.select_all(),
        }
    }
    true
}

/// The mouse moved with the button down: the selection follows.
pub fn drag(model: &mut Model, position: Position) {
    let Some(area) = area(model).filter(|area| area.contains(position)) else { return };
    if let Some(field) = field(model) {
        field.drag(0, usize::from(position.x - area.x));
    }
}
