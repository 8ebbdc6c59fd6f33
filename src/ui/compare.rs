//! Two texts for one answer, side by side.

use ratatui::layout::{Position, Rect};

use super::Caret;
use super::look::{Look, Role};
use super::put::{self, Cells};
use crate::app::Model;
use crate::app::compare::{Pane, sheet};
use crate::app::frame::Frame;

/// Paints them from row `top` on; the caret stands before the author's own.
pub fn paint(model: &Model, look: &Look, top: usize, cells: &mut Cells) -> Caret {
    let sheet = sheet(model)?;
    let frame = Frame::of(model.size);
    put::clear(look.of(Role::Text), frame.body, cells);
    if frame.bordered() {
        put::frame(&sheet.title, look.of(Role::Border), look.of(Role::Title), frame.body, cells);
    }
    let top = top.min(sheet.last_top());
    for (pane, role, skip) in
        [(&sheet.ask, Role::Hint, 0), (&sheet.mine, Role::Text, top), (&sheet.theirs, Role::Text, top)]
    {
        let Pane { area, head, rows } = pane;
        if area.y > 0 {
            put::cut(
                head,
                look.of(Role::Key),
                Rect { y: area.y - 1, height: u16::from(!head.is_empty()), ..*area },
                cells,
            );
        }
        for (y, row) in (area.y..area.bottom()).zip(rows.iter().skip(skip)) {
            put::line(row, look.of(role), Rect { y, height: 1, ..*area }, cells);
        }
    }
    Some(Position { x: sheet.mine.area.x, y: sheet.mine.area.y })
}
