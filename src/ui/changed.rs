//! A reworded sentence whose ground has changed: then, now, the author's own.

use ratatui::layout::{Position, Rect};

use super::Caret;
use super::look::{Look, Role};
use super::put::{self, Cells};
use crate::app::Model;
use crate::app::changed::sheet;
use crate::app::frame::Frame;

/// Paints the texts from row `top` on; the caret stands before what stands there now.
pub fn paint(model: &Model, look: &Look, top: usize, cells: &mut Cells) -> Caret {
    let sheet = sheet(model)?;
    let frame = Frame::of(model.size);
    put::clear(look.of(Role::Text), frame.body, cells);
    if frame.bordered() {
        put::frame(&sheet.title, look.of(Role::Border), look.of(Role::Title), frame.body, cells);
    }
    let top = top.min(sheet.last_top());
    for pane in &sheet.panes {
        let head = Rect { y: pane.area.y.saturating_sub(1), height: 1, ..pane.area };
        put::cut(&pane.head, look.of(Role::Key), head, cells);
        // Each as far down as it goes: a short one stays in view.
        let skip = top.min(pane.rows.len().saturating_sub(usize::from(pane.area.height)));
        for (y, row) in (pane.area.y..pane.area.bottom()).zip(pane.rows.iter().skip(skip)) {
            put::line(row, look.of(Role::Text), Rect { y, height: 1, ..pane.area }, cells);
        }
    }
    sheet.panes.get(1).map(|now| Position { x: now.area.x, y: now.area.y })
}
