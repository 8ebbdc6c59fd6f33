//! Prose in rows, each strip told apart by style and by a mark in the margin.

use ratatui::layout::Rect;
use ratatui::style::Modifier;

use super::look::{Look, Role};
use super::put::{self, Cells};
use crate::app::prose::{Holds, Shown, Strip};
use crate::app::story::GUTTER;
use crate::story::{Origin, Story, Stretch};
use crate::text::Span;

/// How a strip is painted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ink {
    role: Role,
    /// Its mark in the margin, as drawn and in ASCII.
    margin: (&'static str, &'static str),
    weight: Modifier,
}

/// Paints rows; what is marked stands out.
pub fn paint(
    rows: &[Shown],
    ink: &dyn Fn(usize) -> Ink,
    marked: Option<Span>,
    look: &Look,
    area: Rect,
    cells: &mut Cells,
) {
    let text = Rect { x: area.x + GUTTER.min(area.width), width: area.width.saturating_sub(GUTTER), ..area };
    for (y, row) in (area.y..area.bottom()).zip(rows) {
        let line = Rect { y, height: 1, ..text };
        let mut x = line.x;
        let mut margin = (" ", Role::Text);
        for piece in &row.pieces {
            let Ink { role, margin: (drawn, ascii), weight } = ink(piece.strip);
            if !piece.text.trim().is_empty() && drawn != " " {
                margin = (cells.chrome(drawn, ascii), role);
            }
            let style = look.of(role).add_modifier(weight);
            let words = piece.text.trim_end_matches(['\n', '\r']);
            let bytes = Span::new(piece.start, piece.start + words.len());
            let within = marked.map_or(Span::default(), |marked| {
                Span::new(marked.start.clamp(bytes.start, bytes.end), marked.end.clamp(bytes.start, bytes.end))
            });
            let cut = |from: usize, to: usize| Span::new(from - bytes.start, to - bytes.start).of(words);
            let parts = if within.is_empty() {
                [(words, Modifier::empty()), ("", Modifier::empty()), ("", Modifier::empty())]
            } else {
                [
                    (cut(bytes.start, within.start), Modifier::empty()),
                    (cut(within.start, within.end), Modifier::REVERSED),
                    (cut(within.end, bytes.end), Modifier::empty()),
                ]
            };
            for (words, modifier) in parts {
                let rest = Rect { x, width: line.right().saturating_sub(x), ..line };
                x += put::line(words, style.add_modifier(modifier), rest, cells);
            }
        }
        let style = look.of(margin.1).remove_modifier(Modifier::UNDERLINED | Modifier::CROSSED_OUT);
        put::line(margin.0, style, Rect { y, height: 1, ..area }, cells);
    }
}

/// How a strip of the story's column is painted.
pub fn ink(strip: Option<&Strip<'_>>, story: &Story) -> Ink {
    match strip.map(|strip| strip.holds) {
        None | Some(Holds::Gap) => POSTS,
        Some(Holds::Stretch(Stretch::Reworded(_) | Stretch::Line(_) | Stretch::LeftOut(_))) => {
            Ink { role: Role::Struck, margin: ("-", "-"), weight: Modifier::empty() }
        }
        Some(Holds::Stretch(Stretch::Stands(passage))) => of(story.passages.get(passage).map(|found| &found.origin)),
    }
}

impl Ink {
    /// The same for what belongs to the answer on the screen: it stands out.
    pub fn current(self) -> Self {
        Self { margin: ("▌", "#"), weight: Modifier::BOLD, ..self }
    }

    /// The same for what came into the story on account of that answer.
    pub fn fresh(self) -> Self {
        Self { weight: Modifier::BOLD, ..self }
    }
}

const POSTS: Ink = Ink { role: Role::Text, margin: (" ", " "), weight: Modifier::empty() };

/// How a passage of the story is painted.
pub const fn of(origin: Option<&Origin>) -> Ink {
    let (role, margin) = match origin {
        None | Some(Origin::Post(_) | Origin::Layout(_)) => return POSTS,
        Some(Origin::Answer(..)) => (Role::Answer, ("┃", "|")),
        Some(Origin::Bridge(_)) => (Role::Bridge, ("~", "~")),
        Some(Origin::Edit { .. }) => (Role::Edit, ("*", "*")),
    };
    Ink { role, margin, weight: Modifier::empty() }
}
