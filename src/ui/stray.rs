//! Answers whose tip is gone, and the tips they can be given to.

use ratatui::layout::{Margin, Position, Rect};

use super::Caret;
use super::look::{Look, Role};
use super::put::{self, Cells};
use crate::app::Model;
use crate::app::frame::Frame;
use crate::app::stray::rows;

/// Paints the list; the caret stands at the marked row.
pub fn paint(model: &Model, look: &Look, marked: usize, title: &str, cells: &mut Cells) -> Caret {
    let area = Frame::of(model.size).over();
    put::clear(look.of(Role::Text), area, cells);
    put::frame(title, look.of(Role::Border), look.of(Role::Title), area, cells);
    let list = area.inner(Margin::new(1, 1));
    let first = (marked + 1).saturating_sub(usize::from(list.height));
    let mut caret = None;
    for (y, (index, row)) in (list.y..list.bottom()).zip(rows(model).iter().enumerate().skip(first)) {
        let line = Rect { y, height: 1, ..list };
        let style = look.of(if index == marked { Role::Marked } else { Role::Text });
        put::clear(style, line, cells);
        put::cut(&format!(" {}", row.text), style, line, cells);
        if index == marked {
            caret = Some(Position { x: line.x, y });
        }
    }
    caret
}
