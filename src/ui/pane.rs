//! A text with a line above it, beside others to choose between.

use ratatui::layout::Rect;

use super::look::{Look, Role};
use super::put::{self, Cells};
use crate::app::frame::Frame;
use crate::app::pane::Pane;

/// Clears the sheet and names it, where there is room for a frame.
pub fn sheet(title: &str, frame: Frame, look: &Look, cells: &mut Cells) {
    put::clear(look.of(Role::Text), frame.body, cells);
    if frame.bordered() {
        put::frame(title, look.of(Role::Border), look.of(Role::Title), frame.body, cells);
    }
}

/// Paints a text from row `top` on.
pub fn paint(pane: &Pane, role: Role, top: usize, look: &Look, cells: &mut Cells) {
    let Pane { area, head, rows } = pane;
    if area.y > 0 && !head.is_empty() {
        put::cut(head, look.of(Role::Key), Rect { y: area.y - 1, height: 1, ..*area }, cells);
    }
    for (y, row) in (area.y..area.bottom()).zip(rows.iter().skip(top)) {
        put::line(row, look.of(role), Rect { y, height: 1, ..*area }, cells);
    }
}
