//! Two texts for one answer, side by side.

use ratatui::layout::Position;

use super::Caret;
use super::look::{Look, Role};
use super::pane;
use super::put::Cells;
use crate::app::Model;
use crate::app::compare::sheet;
use crate::app::frame::Frame;

/// Paints them from row `top` on; the caret stands before the author's own.
pub fn paint(model: &Model, look: &Look, top: usize, cells: &mut Cells) -> Caret {
    let sheet = sheet(model)?;
    let frame = Frame::of(model.size);
    pane::sheet(&sheet.title, frame, look, cells);
    let top = top.min(sheet.last_top());
    for (pane, role, skip) in
        [(&sheet.ask, Role::Hint, 0), (&sheet.mine, Role::Text, top), (&sheet.theirs, Role::Text, top)]
    {
        pane::paint(pane, role, skip, look, cells);
    }
    Some(Position { x: sheet.mine.area.x, y: sheet.mine.area.y })
}
