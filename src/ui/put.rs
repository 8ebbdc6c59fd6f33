//! Putting text into cells: the one way anything reaches the screen.

use std::num::NonZeroU16;

use ratatui::buffer::{Buffer, CellDiffOption};
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::text::rows::rows;
use crate::text::{Ambiguous, cluster_width, clusters, visible, width};

/// The cells of one frame, on a terminal of these habits.
#[derive(Debug)]
pub struct Cells<'a> {
    cells: &'a mut Buffer,
    /// How wide it paints characters of ambiguous width.
    pub ambiguous: Ambiguous,
}

impl<'a> Cells<'a> {
    /// These cells.
    #[must_use]
    pub const fn new(cells: &'a mut Buffer, ambiguous: Ambiguous) -> Self {
        Self { cells, ambiguous }
    }

    /// What naze itself draws: `drawn` where its width is known, else `ascii`.
    #[must_use]
    pub const fn chrome<'b>(&self, drawn: &'b str, ascii: &'b str) -> &'b str {
        match self.ambiguous {
            Ambiguous::Narrow => drawn,
            Ambiguous::Wide | Ambiguous::Unknown => ascii,
        }
    }

    /// Cells a text takes here.
    #[must_use]
    pub fn width(&self, text: &str) -> usize {
        width(text, self.ambiguous)
    }

    /// Puts one cluster at a cell; those behind it that it covers are blank.
    fn put(&mut self, cluster: &str, wide: u16, style: Style, x: u16, y: u16) {
        // ratatui's own count knows ambiguous characters as narrow alone.
        let counted = match self.ambiguous {
            Ambiguous::Narrow | Ambiguous::Unknown => wide,
            Ambiguous::Wide => u16::try_from(cluster_width(cluster, Ambiguous::Narrow)).unwrap_or(u16::MAX),
        };
        if let Some(cell) = self.cells.cell_mut((x, y)) {
            cell.set_symbol(&visible(cluster)).set_style(style);
            let forced = NonZeroU16::new(wide).filter(|wide| wide.get() != counted);
            cell.set_diff_option(forced.map_or(CellDiffOption::None, CellDiffOption::ForcedWidth));
        }
        for behind in x + 1..x + wide {
            if let Some(cell) = self.cells.cell_mut((behind, y)) {
                // Covered by the cluster before it; what stood here must not shine through.
                cell.reset();
                cell.set_style(style);
            }
        }
    }
}

/// Puts one line of text at the left of `area`'s first row, as far as it fits. Says how many cells it took.
pub fn line(text: &str, style: Style, area: Rect, cells: &mut Cells) -> u16 {
    let area = area.intersection(cells.cells.area);
    if area.is_empty() {
        return 0;
    }
    let mut x = area.x;
    for (_, cluster) in clusters(text) {
        let wide = u16::try_from(cluster_width(cluster, cells.ambiguous)).unwrap_or(u16::MAX);
        if wide == 0 {
            continue;
        }
        if x.saturating_add(wide) > area.right() {
            break;
        }
        cells.put(cluster, wide, style, x, area.y);
        x += wide;
    }
    x - area.x
}

/// The same, but what does not fit ends in `…`, or `..` where nobody knows how wide that is.
pub fn cut(text: &str, style: Style, area: Rect, cells: &mut Cells) -> u16 {
    let room = usize::from(area.width);
    if cells.width(text) <= room {
        return line(text, style, area, cells);
    }
    let more = cells.chrome("…", "..");
    let mut taken = cells.width(more);
    let end = clusters(text)
        .find(|(_, cluster)| {
            taken += cluster_width(cluster, cells.ambiguous);
            taken > room
        })
        .map_or(text.len(), |(at, _)| at);
    let shown = format!("{}{more}", text.get(..end).unwrap_or_default());
    line(&shown, style, area, cells)
}

/// Puts a text into `area`, broken by kinsoku. Says how many rows it took.
pub fn text(text: &str, style: Style, area: Rect, cells: &mut Cells) -> u16 {
    let mut y = area.y;
    for paragraph in text.lines() {
        for row in rows(paragraph, usize::from(area.width), cells.ambiguous) {
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
pub fn clear(style: Style, area: Rect, cells: &mut Cells) {
    for position in area.intersection(cells.cells.area).positions() {
        if let Some(cell) = cells.cells.cell_mut(position) {
            cell.reset();
            cell.set_style(style);
        }
    }
}

/// A frame round `area` with a title in its upper edge.
pub fn frame(title: &str, border: Style, title_style: Style, area: Rect, cells: &mut Cells) {
    if area.width < 2 || area.height < 2 {
        return;
    }
    let (right, bottom) = (area.right() - 1, area.bottom() - 1);
    let (level, upright) = (cells.chrome("─", "-"), cells.chrome("│", "|"));
    let corners = ["┌", "┐", "└", "┘"].map(|corner| cells.chrome(corner, "+"));
    let mut put = |x: u16, y: u16, symbol: &str| {
        if let Some(cell) = cells.cells.cell_mut((x, y)) {
            cell.set_symbol(symbol).set_style(border);
        }
    };
    for x in area.x + 1..right {
        put(x, area.y, level);
        put(x, bottom, level);
    }
    for y in area.y + 1..bottom {
        put(area.x, y, upright);
        put(right, y, upright);
    }
    let places = [(area.x, area.y), (right, area.y), (area.x, bottom), (right, bottom)];
    for ((x, y), corner) in places.into_iter().zip(corners) {
        put(x, y, corner);
    }
    if !title.is_empty() && area.width > 6 {
        let head = Rect { x: area.x + 2, y: area.y, width: area.width - 4, height: 1 };
        cut(&format!(" {title} "), title_style, Rect { x: head.x - 1, ..head }, cells);
    }
}
