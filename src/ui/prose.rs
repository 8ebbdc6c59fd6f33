//! The story in rows, each passage told apart by style and by a mark in the margin.

use ratatui::layout::Rect;
use ratatui::style::Modifier;

use super::look::{Look, Role};
use super::put::{self, Cells};
use crate::answers::Key;
use crate::app::prose::Shown;
use crate::app::story::GUTTER;
use crate::story::{Origin, Story};

/// What stands out in a story.
#[derive(Debug, Clone, Copy)]
pub enum Marked<'a> {
    /// The passage the cursor is on.
    Passage(usize),
    /// The passages an answer being typed is woven into.
    Answer(&'a Key),
}

/// Paints rows of the story.
pub fn paint(rows: &[Shown], story: &Story, marked: Marked<'_>, look: &Look, area: Rect, cells: &mut Cells) {
    let text = Rect { x: area.x + GUTTER.min(area.width), width: area.width.saturating_sub(GUTTER), ..area };
    for (y, row) in (area.y..area.bottom()).zip(rows) {
        let line = Rect { y, height: 1, ..text };
        let mut x = line.x;
        let mut margin = " ";
        for piece in &row.pieces {
            let Some(passage) = story.passages.get(piece.passage) else { continue };
            let (role, drawn) = look_of(&passage.origin);
            let mark = cells.chrome(drawn, if drawn == "┃" { "|" } else { drawn });
            let visible = !piece.text.trim().is_empty();
            if visible && mark != " " {
                margin = mark;
            }
            let style = look.of(role);
            let style = match marked {
                Marked::Passage(passage) if passage == piece.passage && visible => {
                    style.add_modifier(Modifier::REVERSED)
                }
                Marked::Answer(key) if visible && is_of(&passage.origin, key) => {
                    margin = cells.chrome("▌", "#");
                    style.add_modifier(Modifier::BOLD)
                }
                Marked::Passage(_) | Marked::Answer(_) => style,
            };
            let end = piece.text.trim_end_matches(['\n', '\r']);
            x += put::line(end, style, Rect { x, width: line.right().saturating_sub(x), ..line }, cells);
        }
        let role = if margin == "~" { Role::Bridge } else { Role::Answer };
        put::line(margin, look.of(role).remove_modifier(Modifier::UNDERLINED), Rect { y, height: 1, ..area }, cells);
    }
}

/// Whether a passage is the answer to a question.
fn is_of(origin: &Origin, key: &Key) -> bool {
    match origin {
        Origin::Answer(answered, _) => answered == key,
        Origin::Post(_) | Origin::Layout(_) | Origin::Bridge(_) | Origin::Edit { .. } => false,
    }
}

/// How a passage looks, and its mark in the margin.
const fn look_of(origin: &Origin) -> (Role, &'static str) {
    match origin {
        Origin::Post(_) | Origin::Layout(_) => (Role::Text, " "),
        Origin::Answer(..) => (Role::Answer, "┃"),
        Origin::Bridge(_) => (Role::Bridge, "~"),
        Origin::Edit { .. } => (Role::Edit, "*"),
    }
}
