//! A frame before it is cells: what each of its rows was given to show, in order.
//!
//! What it is: a list of texts with their places and styles, row by row. What it is not: a terminal's cells; a row becomes
//! cells only where it is not what it was in the frame before, and a key changes three rows of forty. Invariant: rows that
//! are equal here are equal cell by cell.

use std::num::NonZeroU16;

use ratatui::buffer::{Buffer, CellDiffOption};
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::app::msg::Size;
use crate::text::{Ambiguous, cluster_width, clusters, fitting, visible, width};

/// What one frame shows, on a terminal of these habits.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Cells {
    size: Size,
    /// How wide it paints characters of ambiguous width.
    pub ambiguous: Ambiguous,
    rows: Vec<Row>,
}

/// What one row shows: later marks lie over earlier ones.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Row {
    marks: Vec<Mark>,
    /// The texts of the marks, one behind the other.
    text: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Mark {
    x: u16,
    style: Style,
    deed: Deed,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Deed {
    /// Shows this many bytes of the row's text, from the end of the mark before.
    Text(usize),
    /// Blanks this many cells, whatever lies there.
    Blank(u16),
    /// A sign of naze's own, one cell wide, so many times from left to right.
    Drawn(char, u16),
}

impl Row {
    /// An empty row with room for what a row mostly holds.
    fn with_room() -> Self {
        Self { marks: Vec::with_capacity(8), text: String::with_capacity(240) }
    }
}

impl Cells {
    /// A frame with nothing on it.
    #[must_use]
    pub fn new(size: Size, ambiguous: Ambiguous) -> Self {
        Self::default().wiped(size, ambiguous)
    }

    /// The same frame with nothing on it any more, for another one: what a row takes is kept for it.
    #[must_use]
    pub fn wiped(mut self, size: Size, ambiguous: Ambiguous) -> Self {
        (self.size, self.ambiguous) = (size, ambiguous);
        self.rows.resize_with(usize::from(size.rows), Row::with_room);
        for row in &mut self.rows {
            row.marks.clear();
            row.text.clear();
        }
        self
    }

    /// Its columns and rows.
    #[must_use]
    pub const fn size(&self) -> Size {
        self.size
    }

    /// All of it, in the terminal's cells.
    #[must_use]
    pub fn whole(&self) -> Buffer {
        let mut cells = Buffer::empty(self.area());
        for y in 0..self.size.rows {
            self.draw(y, &mut cells);
        }
        cells
    }

    /// The rows that show something else than in the frame `before`.
    pub fn differing<'a>(&'a self, before: &'a Self) -> impl Iterator<Item = u16> + 'a {
        let same_terminal = self.ambiguous == before.ambiguous;
        let rows = (0..).zip(self.rows.iter().enumerate());
        rows.filter(move |(_, (nth, row))| !same_terminal || before.rows.get(*nth) != Some(row)).map(|(y, _)| y)
    }

    /// Draws row `y` of the frame where it stands in blank cells.
    pub fn draw(&self, y: u16, cells: &mut Buffer) {
        let Some(row) = self.rows.get(usize::from(y)) else { return };
        let mut rest = row.text.as_str();
        for mark in &row.marks {
            part(mark.x, y, self.ambiguous, cells);
            match mark.deed {
                Deed::Blank(wide) => blank(mark.x..mark.x + wide, y, mark.style, cells),
                Deed::Drawn(sign, times) => {
                    for x in mark.x..mark.x + times {
                        if let Some(cell) = cells.cell_mut((x, y)) {
                            cell.set_char(sign).set_style(mark.style).set_diff_option(CellDiffOption::None);
                        }
                    }
                }
                Deed::Text(bytes) => {
                    let (text, behind) = rest.split_at_checked(bytes).unwrap_or((rest, ""));
                    rest = behind;
                    self.draw_text(text, mark, y, cells);
                }
            }
        }
    }

    fn draw_text(&self, text: &str, mark: &Mark, y: u16, cells: &mut Buffer) {
        let mut x = mark.x;
        for (_, cluster) in clusters(text) {
            // Each sign of a stand-in is a cell of its own, so that what lies over it covers no more than it says.
            for sign in clusters(&visible(cluster)).flat_map(|(_, sign)| apart(sign)) {
                x += self.draw_cluster(sign, x, mark.style, y, cells);
            }
        }
    }

    /// Draws one cluster that can be seen. Says how many cells it took.
    fn draw_cluster(&self, cluster: &str, x: u16, style: Style, y: u16, cells: &mut Buffer) -> u16 {
        let wide = |ambiguous| u16::try_from(cluster_width(cluster, ambiguous)).unwrap_or(u16::MAX);
        // ratatui's own count knows ambiguous characters as narrow alone.
        let (wide, counted) = (wide(self.ambiguous), wide(Ambiguous::Narrow));
        if let Some(cell) = cells.cell_mut((x, y)) {
            cell.set_symbol(cluster).set_style(style);
            let forced = NonZeroU16::new(wide).filter(|wide| wide.get() != counted);
            cell.set_diff_option(forced.map_or(CellDiffOption::None, CellDiffOption::ForcedWidth));
        }
        // Covered by the cluster before it; what stood here must not shine through.
        blank(x + 1..x + wide, y, style, cells);
        wide
    }

    /// Puts the start of `text` that `area` has room for at the left of its first row. Says how many cells it took.
    pub(super) fn put(&mut self, text: &str, style: Style, area: Rect) -> u16 {
        let area = self.inside(area);
        let (text, wide) = fitting(text, usize::from(area.width), self.ambiguous);
        self.put_whole(text, wide, style, area)
    }

    /// Puts a text of `wide` cells, for which the frame has room there, at the left of `area`'s first row.
    pub(super) fn put_whole(&mut self, text: &str, wide: usize, style: Style, area: Rect) -> u16 {
        let Some(row) = self.rows.get_mut(usize::from(area.y)).filter(|_| !text.is_empty() && area.height > 0) else {
            return 0;
        };
        row.text.push_str(text);
        row.marks.push(Mark { x: area.x, style, deed: Deed::Text(text.len()) });
        u16::try_from(wide).unwrap_or(u16::MAX)
    }

    /// Draws a sign of naze's own along the first row of `area`: one cell wide each, because what naze draws goes through
    /// [`chrome`](Self::chrome).
    pub(super) fn draw_along(&mut self, sign: char, style: Style, area: Rect) {
        let area = self.inside(area);
        if let Some(row) = self.rows.get_mut(usize::from(area.y)).filter(|_| !area.is_empty()) {
            row.marks.push(Mark { x: area.x, style, deed: Deed::Drawn(sign, area.width) });
        }
    }

    /// Draws a sign of naze's own down the first column of `area`, one cell wide as well.
    pub(super) fn draw_down(&mut self, sign: char, style: Style, area: Rect) {
        let area = self.inside(area);
        let times = area.width.min(1);
        for row in self.rows.iter_mut().skip(usize::from(area.y)).take(usize::from(area.height)) {
            row.marks.push(Mark { x: area.x, style, deed: Deed::Drawn(sign, times) });
        }
    }

    /// Blanks `area`.
    pub(super) fn clear(&mut self, style: Style, area: Rect) {
        let area = self.inside(area);
        let rows = self.rows.iter_mut().skip(usize::from(area.y)).take(usize::from(area.height));
        rows.for_each(|row| row.marks.push(Mark { x: area.x, style, deed: Deed::Blank(area.width) }));
    }

    /// What naze itself draws: `drawn` where its width is known, else `ascii`.
    #[must_use]
    pub const fn chrome<T: Copy>(&self, drawn: T, ascii: T) -> T {
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

    /// What of `area` is on the screen.
    #[must_use]
    pub fn inside(&self, area: Rect) -> Rect {
        area.intersection(self.area())
    }

    const fn area(&self) -> Rect {
        Rect { x: 0, y: 0, width: self.size.columns, height: self.size.rows }
    }
}

/// A cluster that can be seen, its half-width voicing marks apart from what they stand on: on the screen each has a cell of its
/// own, and is wiped by itself.
fn apart(cluster: &str) -> impl Iterator<Item = &str> {
    let mut rest = cluster;
    std::iter::from_fn(move || {
        let mut chars = rest.char_indices().skip(1);
        let end = chars.find(|(_, c)| matches!(c, '\u{FF9E}' | '\u{FF9F}')).map_or(rest.len(), |(at, _)| at);
        let (sign, behind) = rest.split_at_checked(end)?;
        rest = behind;
        (!sign.is_empty()).then_some(sign)
    })
}

/// Blanks a wide cluster that stands left of a cell and reaches into it: half of it would be written over, and a terminal
/// shows no halves but moves what stands behind it.
fn part(x: u16, y: u16, ambiguous: Ambiguous, cells: &mut Buffer) {
    for reach in (1..=WIDEST.min(x)).rev() {
        if let Some(cell) = cells.cell_mut((x - reach, y))
            && cell.symbol().len() > 1
            && cluster_width(cell.symbol(), ambiguous) > usize::from(reach)
        {
            cell.set_symbol(" ").set_diff_option(CellDiffOption::None);
        }
    }
}

/// Cells the widest cluster takes beyond its first: a syllable with its marks, in some scripts.
const WIDEST: u16 = 3;

fn blank(columns: std::ops::Range<u16>, y: u16, style: Style, cells: &mut Buffer) {
    for x in columns {
        if let Some(cell) = cells.cell_mut((x, y)) {
            cell.reset();
            cell.set_style(style);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frame(texts: &[(u16, u16, &str)]) -> Cells {
        let mut cells = Cells::new(Size { columns: 12, rows: 3 }, Ambiguous::Narrow);
        for &(x, y, text) in texts {
            cells.put(text, Style::new(), Rect { x, y, width: 12, height: 1 });
        }
        cells
    }

    #[test]
    fn only_the_rows_given_something_else_differ() {
        let before = frame(&[(0, 0, "題名"), (0, 1, "答え"), (6, 1, "話")]);
        let typed = frame(&[(0, 0, "題名"), (0, 1, "答えは"), (6, 1, "話")]);
        assert_eq!(typed.differing(&before).collect::<Vec<_>>(), [1]);
        assert_eq!(typed.differing(&typed.clone()).count(), 0);
        assert_eq!(typed.differing(&Cells::default()).count(), 3);
        // The same text in pieces that end elsewhere.
        assert_eq!(frame(&[(0, 0, "ab"), (2, 0, "c")]).differing(&frame(&[(0, 0, "a"), (2, 0, "bc")])).count(), 1);
    }

    #[test]
    fn what_is_put_last_lies_on_top() {
        let mut cells = frame(&[(0, 0, "三年前の冬"), (1, 0, "x"), (4, 1, "abc")]);
        cells.clear(Style::new(), Rect { x: 5, y: 1, width: 40, height: 40 });
        let whole = cells.whole();
        let row = |y| (0..12).map(|x| whole[(x, y)].symbol()).collect::<String>();
        // Half of 三 was written over: the other half is blank.
        assert_eq!((row(0).as_str(), row(1).as_str()), (" x年 前 の 冬   ", "    a       "));
    }

    #[test]
    fn a_wide_letter_under_an_edge_is_blanked_whole() {
        let mut cells = frame(&[(0, 0, "言葉たち"), (0, 1, "言葉たち"), (0, 2, "言葉たち")]);
        cells.draw_along('│', Style::new(), Rect { x: 3, y: 0, width: 1, height: 1 });
        cells.clear(Style::new(), Rect { x: 1, y: 1, width: 3, height: 1 });
        cells.draw_along('│', Style::new(), Rect { x: 2, y: 2, width: 1, height: 1 });
        let whole = cells.whole();
        let row = |y| (0..8).map(|x| whole[(x, y)].symbol()).collect::<String>();
        assert_eq!([row(0), row(1), row(2)], ["言  │た ち ", "    た ち ", "言 │ た ち "]);
    }

    #[test]
    fn what_lies_over_a_stand_in_covers_what_it_says_and_no_more() {
        for (hostile, shown) in [("\u{202E}", "<202E>"), ("a\u{E0041}", "a<E0041>"), ("\t", "    ")] {
            for at in 0..8 {
                let mut cells = frame(&[(0, 0, hostile)]);
                cells.draw_along('│', Style::new(), Rect { x: at, y: 0, width: 1, height: 1 });
                let whole = cells.whole();
                let row: String = (0..8).map(|x| whole[(x, 0)].symbol()).collect();
                let mut expected: Vec<char> = format!("{shown:<8}").chars().collect();
                expected[usize::from(at)] = '│';
                assert_eq!(row, expected.iter().collect::<String>());
            }
        }
    }

    #[test]
    fn a_half_width_voicing_mark_is_a_cell_of_its_own() {
        let whole = frame(&[(0, 0, "ｶﾞｷﾞﾟ")]).whole();
        let row: Vec<&str> = (0..6).map(|x| whole[(x, 0)].symbol()).collect();
        assert_eq!(row, ["ｶ", "ﾞ", "ｷ", "ﾞ", "ﾟ", " "]);
    }

    #[test]
    fn what_has_no_room_is_left_out_by_whole_characters() {
        let mut cells = frame(&[]);
        let put = |cells: &mut Cells, x, text| cells.put(text, Style::new(), Rect { x, y: 2, width: 3, height: 1 });
        assert_eq!((put(&mut cells, 0, "三年"), put(&mut cells, 4, "abcd"), put(&mut cells, 11, "年")), (2, 3, 0));
        assert_eq!(cells.put("x", Style::new(), Rect { x: 0, y: 9, width: 3, height: 1 }), 0);
    }
}
