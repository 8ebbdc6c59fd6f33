//! The pen: cells as the bytes a terminal takes them in.
//!
//! What it is: a place and a style that go along from cell to cell, so that only what changes is said. What it is not: it
//! compares no frames. Invariant: it begins and ends with the terminal's own style, never trusts where the terminal's caret
//! stands behind a cluster that two terminals may count differently, and never writes on the right half of a wide one.
//!
//! Styles are SGR parameters (ECMA-48, 8.3.117; colours by number as xterm has them: 38;5 and 48;5, 38;2 and 48;2). A named
//! colour goes by its number in the palette too: bold 30–37 is another colour on some terminals, bold 38;5 on none.

use std::fmt::Write as _;

use ratatui::buffer::Cell;
use ratatui::style::{Color, Modifier};

use crate::text::{Ambiguous, cluster_width, sure_width};

/// What a cell looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Looks {
    fg: Color,
    bg: Color,
    modifier: Modifier,
}

impl Looks {
    /// The terminal's own.
    const PLAIN: Self = Self { fg: Color::Reset, bg: Color::Reset, modifier: Modifier::empty() };
}

/// Writes cells from left to right and from top to bottom, for a terminal of these habits.
#[derive(Debug)]
pub struct Pen {
    ambiguous: Ambiguous,
    text: String,
    looks: Looks,
    /// Where the terminal's caret stands, if that is sure.
    next: Option<(u16, u16)>,
    /// The row and the column up to which the last cluster reaches.
    covered: (u16, u16),
}

impl Pen {
    /// A pen that has written nothing.
    pub fn new(ambiguous: Ambiguous) -> Self {
        Self { ambiguous, text: String::with_capacity(512), looks: Looks::PLAIN, next: None, covered: (0, 0) }
    }

    /// Writes `cells`, each with its column and row.
    pub fn write<'a>(&mut self, cells: impl Iterator<Item = (u16, u16, &'a Cell)>) {
        for (x, y, cell) in cells {
            // ratatui also hands out the blank that an emoji with a selector covers: written, it would wipe the emoji.
            if (y, x) < self.covered {
                continue;
            }
            if self.next != Some((x, y)) {
                // Writing to a string cannot fail.
                let _ = write!(self.text, "\x1b[{};{}H", y + 1, x + 1);
            }
            let looks = Looks { fg: cell.fg, bg: cell.bg, modifier: cell.modifier };
            if looks != self.looks {
                style(looks, &mut self.text);
                self.looks = looks;
            }
            let cluster = cell.symbol();
            self.text.push_str(cluster);
            let reach = u16::try_from(cluster_width(cluster, self.ambiguous)).unwrap_or(1);
            self.covered = (y, x.saturating_add(reach));
            self.next = sure(cluster, self.ambiguous).and_then(|wide| Some((x.checked_add(wide)?, y)));
        }
    }

    /// What a terminal is to be sent; nothing where nothing was written.
    pub fn finish(mut self) -> String {
        if self.looks != Looks::PLAIN {
            self.text.push_str("\x1b[0m");
        }
        self.text
    }
}

/// Columns a cluster takes, where no two terminals count otherwise; what naze draws counts too, once it is known to be narrow.
fn sure(cluster: &str, ambiguous: Ambiguous) -> Option<u16> {
    let mut chars = cluster.chars();
    let drawn = chars.next().is_some_and(|c| matches!(c, '\u{2500}'..='\u{259F}' | '…')) && chars.next().is_none();
    let wide = sure_width(cluster).or((drawn && ambiguous == Ambiguous::Narrow).then_some(1));
    wide.and_then(|wide| u16::try_from(wide).ok())
}

/// Says a style as a whole.
fn style(looks: Looks, text: &mut String) {
    text.push_str("\x1b[0");
    let modifiers = [
        (Modifier::BOLD, 1),
        (Modifier::DIM, 2),
        (Modifier::ITALIC, 3),
        (Modifier::UNDERLINED, 4),
        (Modifier::SLOW_BLINK, 5),
        (Modifier::RAPID_BLINK, 6),
        (Modifier::REVERSED, 7),
        (Modifier::HIDDEN, 8),
        (Modifier::CROSSED_OUT, 9),
    ];
    for (modifier, number) in modifiers {
        if looks.modifier.contains(modifier) {
            let _ = write!(text, ";{number}");
        }
    }
    for (colour, ground) in [(looks.fg, 38), (looks.bg, 48)] {
        if let Color::Rgb(red, green, blue) = colour {
            let _ = write!(text, ";{ground};2;{red};{green};{blue}");
        } else if let Some(number) = palette(colour) {
            let _ = write!(text, ";{ground};5;{number}");
        }
    }
    text.push('m');
}

/// The number of a colour in the palette of 256; nothing for the terminal's own and for those that are mixed.
const fn palette(colour: Color) -> Option<u8> {
    Some(match colour {
        Color::Reset | Color::Rgb(..) => return None,
        Color::Black => 0,
        Color::Red => 1,
        Color::Green => 2,
        Color::Yellow => 3,
        Color::Blue => 4,
        Color::Magenta => 5,
        Color::Cyan => 6,
        Color::Gray => 7,
        Color::DarkGray => 8,
        Color::LightRed => 9,
        Color::LightGreen => 10,
        Color::LightYellow => 11,
        Color::LightBlue => 12,
        Color::LightMagenta => 13,
        Color::LightCyan => 14,
        Color::White => 15,
        Color::Indexed(number) => number,
    })
}

#[cfg(test)]
mod tests {
    use ratatui::style::Style;

    use super::*;

    fn sent(cells: &[(u16, u16, &str, Style)]) -> String {
        let cells: Vec<(u16, u16, Cell)> = cells
            .iter()
            .map(|(x, y, symbol, style)| {
                let mut cell = Cell::default();
                cell.set_symbol(symbol).set_style(*style);
                (*x, *y, cell)
            })
            .collect();
        let mut pen = Pen::new(Ambiguous::Narrow);
        pen.write(cells.iter().map(|(x, y, cell)| (*x, *y, cell)));
        pen.finish()
    }

    #[test]
    fn only_what_changes_is_said() {
        let (plain, bold) = (Style::new(), Style::new().fg(Color::Cyan).add_modifier(Modifier::BOLD));
        assert_eq!(sent(&[(4, 0, "a", plain), (5, 0, "b", plain), (0, 2, "c", plain)]), "\x1b[1;5Hab\x1b[3;1Hc");
        assert_eq!(sent(&[(0, 0, "a", bold), (1, 0, "b", bold)]), "\x1b[1;1H\x1b[0;1;38;5;6mab\x1b[0m");
        assert_eq!(sent(&[(0, 0, "a", bold), (1, 0, "b", plain)]), "\x1b[1;1H\x1b[0;1;38;5;6ma\x1b[0mb");
        assert_eq!(sent(&[(0, 0, "あ", plain), (2, 0, "b", plain)]), "\x1b[1;1Hあb");
        assert_eq!(sent(&[(0, 0, "※", plain), (1, 0, "b", plain)]), "\x1b[1;1H※\x1b[1;2Hb");
        // The blank behind an emoji is its right half.
        assert_eq!(
            sent(&[(0, 0, "⚠\u{FE0F}", plain), (1, 0, " ", plain), (2, 0, "a", plain)]),
            "\x1b[1;1H⚠\u{FE0F}\x1b[1;3Ha"
        );
        let odd = Style::new().fg(Color::Indexed(200)).bg(Color::Rgb(1, 2, 3)).add_modifier(Modifier::REVERSED);
        assert_eq!(sent(&[(0, 0, "a", odd)]), "\x1b[1;1H\x1b[0;7;38;5;200;48;2;1;2;3ma\x1b[0m");
        assert_eq!(sent(&[]), "");
    }

    #[test]
    fn only_what_all_terminals_count_alike_is_trusted() {
        for (cluster, narrow, unknown, wide) in [
            ("a", Some(1), Some(1), Some(1)),
            ("あ", Some(2), Some(2), Some(2)),
            ("ｱ", Some(1), Some(1), Some(1)),
            ("─", Some(1), None, None),
            ("…", Some(1), None, None),
            ("※", None, None, None),
            ("☺", None, None, None),
            ("🇯", None, None, None),
            ("⚠\u{FE0F}", None, None, None),
            ("e\u{301}", None, None, None),
            ("<202E>", None, None, None),
        ] {
            let of = [Ambiguous::Narrow, Ambiguous::Unknown, Ambiguous::Wide].map(|ambiguous| sure(cluster, ambiguous));
            assert_eq!(of, [narrow, unknown, wide], "{cluster:?}");
        }
    }
}
