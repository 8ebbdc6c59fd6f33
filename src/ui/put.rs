//! Putting text into cells: the one way anything reaches the screen.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::text::rows::rows;
use crate::text::{cluster_width, clusters, visible, width};

/// Puts one line of text at the left of `area`'s first row, as far as it fits. Says how many cells it took.
pub fn line(text: &str, style: Style, area: Rect, cells: &mut Buffer) -> u16 {
    let area = area.intersection(cells.area);
    if area.is_empty() {
        return 0;
    }
    let mut x = area.x;
    for (_, cluster) in clusters(text) {
        let shown = visible(cluster);
        let wide = u16::try_from(cluster_width(cluster)).unwrap_or(u16::MAX);
        if wide == 0 {
            continue;
        }
        if x.saturating_add(wide) > area.right() {
            break;
        }
        if let Some(cell) = cells.cell_mut((x, area.y)) {
            cell.set_symbol(&shown).set_style(style);
        }
        for behind in x + 1..x + wide {
            if let Some(cell) = cells.cell_mut((behind, area.y)) {
                // Covered by the cluster before it; what stood here must not shine through.
                cell.reset();
                cell.set_style(style);
            }
        }
        x += wide;
    }
    x - area.x
}

/// The same, but what does not fit ends in `…`.
pub fn cut(text: &str, style: Style, area: Rect, cells: &mut Buffer) -> u16 {
    let room = usize::from(area.width);
    if width(text) <= room {
        return line(text, style, area, cells);
    }
    let mut taken = 0;
    let end = clusters(text)
        .find(|(_, cluster)| {
            taken += width(cluster);
            taken + 1 > room
        })
        .map_or(text.len(), |(at, _)| at);
    let shown = format!("{}…", text.get(..end).unwrap_or_default());
    line(&shown, style, area, cells)
}

/// Puts a text into `area`, broken by kinsoku. Says how many rows it took.
pub fn text(text: &str, style: Style, area: Rect, cells: &mut Buffer) -> u16 {
    let mut y = area.y;
    for paragraph in text.lines() {
        for row in rows(paragraph, usize::from(area.width)) {
            if y >= area.bottom() {
                return area.height;
            }
            line(row.span.of(paragraph), style, Rect { y, height: 1, ..area }, cells);
            y += 1;
        }
    }
    y - area.y
}

/// Fills `area` with blanks of a style.
pub fn clear(style: Style, area: Rect, cells: &mut Buffer) {
    for position in area.intersection(cells.area).positions() {
        if let Some(cell) = cells.cell_mut(position) {
            cell.reset();
            cell.set_style(style);
        }
    }
}

/// A frame round `area` with a title in its upper edge.
pub fn frame(title: &str, border: Style, title_style: Style, area: Rect, cells: &mut Buffer) {
    if area.width < 2 || area.height < 2 {
        return;
    }
    let (right, bottom) = (area.right() - 1, area.bottom() - 1);
    let mut put = |x: u16, y: u16, symbol: &str| {
        if let Some(cell) = cells.cell_mut((x, y)) {
            cell.set_symbol(symbol).set_style(border);
        }
    };
    for x in area.x + 1..right {
        put(x, area.y, "─");
        put(x, bottom, "─");
    }
    for y in area.y + 1..bottom {
        put(area.x, y, "│");
        put(right, y, "│");
    }
    put(area.x, area.y, "┌");
    put(right, area.y, "┐");
    put(area.x, bottom, "└");
    put(right, bottom, "┘");
    if !title.is_empty() && area.width > 6 {
        let head = Rect { x: area.x + 2, y: area.y, width: area.width - 4, height: 1 };
        cut(&format!(" {title} "), title_style, Rect { x: head.x - 1, ..head }, cells);
    }
}
