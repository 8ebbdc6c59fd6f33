//! Putting text into cells: the one way anything reaches the screen.

use ratatui::layout::Rect;
use ratatui::style::Style;

pub use super::cells::Cells;
use crate::text::fitting;
use crate::text::rows::wrapped;

/// Puts one line of text at the left of `area`'s first row, as far as it fits. Says how many cells it took.
pub fn line(text: &str, style: Style, area: Rect, cells: &mut Cells) -> u16 {
    cells.put(text, style, area)
}

/// The same, but what does not fit ends in `…`, or `..` where nobody knows how wide that is.
pub fn cut(text: &str, style: Style, area: Rect, cells: &mut Cells) -> u16 {
    let area = cells.inside(area);
    let room = usize::from(area.width);
    let (whole, wide) = fitting(text, room, cells.ambiguous);
    if whole.len() == text.len() {
        return cells.put_whole(text, wide, style, area);
    }
    let more = cells.chrome("…", "..");
    let (start, _) = fitting(text, room.saturating_sub(cells.width(more)), cells.ambiguous);
    line(&format!("{start}{more}"), style, area, cells)
}

/// Puts rows into `area`, one below the other, as far as it goes. Says how many there was room for.
pub fn rows<'a>(rows: impl Iterator<Item = &'a str>, style: Style, area: Rect, cells: &mut Cells) -> u16 {
    let mut put = 0;
    for (y, row) in (area.y..area.bottom()).zip(rows) {
        line(row, style, Rect { y, height: 1, ..area }, cells);
        put += 1;
    }
    put
}

/// Puts a text into `area`, broken by kinsoku. Says how many rows it took.
pub fn text(text: &str, style: Style, area: Rect, cells: &mut Cells) -> u16 {
    let broken = wrapped(text, usize::from(area.width), cells.ambiguous);
    rows(broken.map(|row| row.of(text)), style, area, cells)
}

/// Fills `area` with blanks of a style.
pub fn clear(style: Style, area: Rect, cells: &mut Cells) {
    cells.clear(style, area);
}

/// A frame round `area` with a title in its upper edge.
pub fn frame(title: &str, border: Style, title_style: Style, area: Rect, cells: &mut Cells) {
    if area.width < 2 || area.height < 2 {
        return;
    }
    let (right, bottom) = (area.right() - 1, area.bottom() - 1);
    let (level, upright) = (cells.chrome('─', '-'), cells.chrome('│', '|'));
    let cell = |x: u16, y: u16| Rect { x, y, width: 1, height: 1 };
    for (y, left, end) in [(area.y, '┌', '┐'), (bottom, '└', '┘')] {
        cells.draw_along(level, border, Rect { x: area.x + 1, y, width: area.width - 2, height: 1 });
        cells.draw_along(cells.chrome(left, '+'), border, cell(area.x, y));
        cells.draw_along(cells.chrome(end, '+'), border, cell(right, y));
    }
    for x in [area.x, right] {
        cells.draw_down(upright, border, Rect { x, y: area.y + 1, width: 1, height: bottom - area.y - 1 });
    }
    if !title.is_empty() && area.width > 6 {
        let head = Rect { x: area.x + 2, y: area.y, width: area.width - 4, height: 1 };
        cut(&format!(" {title} "), title_style, Rect { x: head.x - 1, ..head }, cells);
    }
}
