//! A reworded sentence whose ground has changed: then, now, the author's own.

use ratatui::layout::Position;

use super::Caret;
use super::look::{Look, Role};
use super::pane;
use super::put::Cells;
use crate::app::Model;
use crate::app::changed::sheet;
use crate::app::frame::Frame;

/// Paints the texts from row `top` on; the caret stands before what stands there now.
pub fn paint(model: &Model, look: &Look, top: usize, cells: &mut Cells) -> Caret {
    let sheet = sheet(model)?;
    let frame = Frame::of(model.size);
    pane::sheet(&sheet.title, frame, look, cells);
    let top = top.min(sheet.last_top());
    for pane in &sheet.panes {
        // Each as far down as it goes: a short one stays in view.
        pane::paint(pane, Role::Text, top.min(pane.over()), look, cells);
    }
    sheet.panes.get(1).map(|now| Position { x: now.area.x, y: now.area.y })
}
