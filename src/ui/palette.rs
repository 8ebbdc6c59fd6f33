//! The palette, over whatever is beneath.

use ratatui::layout::{Margin, Position, Rect};

use super::hints::one_line;
use super::look::{Look, Role};
use super::put::{self, Cells};
use crate::app::Model;
use crate::app::frame::Frame;
use crate::app::line;
use crate::app::palette::{Palette, matching};

/// Paints the palette; the caret stands in its line.
pub fn paint(model: &Model, look: &Look, palette: &Palette, cells: &mut Cells) -> Position {
    let area = Frame::of(model.size).over();
    put::clear(look.of(Role::Text), area, cells);
    put::frame(&model.words.screen.palette, look.of(Role::Border), look.of(Role::Title), area, cells);
    let inside = area.inner(Margin::new(1, 1));
    let head = Rect { height: inside.height.min(1), ..inside };
    put::line(&model.words.screen.palette_find, look.of(Role::Hint), head, cells);
    let caret = one_line(&palette.wanted, look, line::area(model).unwrap_or(head), cells);
    let (list, first) = palette.shown(model.size);
    for (y, (index, entry)) in (list.y..list.bottom()).zip(matching(model).into_iter().enumerate().skip(first)) {
        let line = Rect { y, height: 1, ..list };
        let style = if index == palette.marked { look.of(Role::Marked) } else { look.of(Role::Text) };
        put::clear(style, line, cells);
        let wide = u16::try_from(cells.width(&entry.detail) + 1).unwrap_or(0).min(line.width);
        put::cut(&format!(" {}", entry.label), style, Rect { width: line.width - wide, ..line }, cells);
        put::line(&entry.detail, style, Rect { x: line.right() - wide, width: wide, ..line }, cells);
    }
    caret
}
