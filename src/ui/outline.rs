//! The outline: stages and their questions, with how each stands.

use ratatui::layout::{Position, Rect};

use super::Caret;
use super::look::{Look, Role};
use super::put::{self, Cells};
use crate::answers::Outcome;
use crate::app::outline::top;
use crate::app::sitting::Sitting;
use crate::interview::State;

/// Paints the outline; the caret stands on the marked row while the outline has the keys.
pub fn paint(sitting: &Sitting, dormant: &str, look: &Look, area: Rect, cells: &mut Cells) -> Caret {
    let rows = &sitting.standing().outline;
    let first = top(sitting, area.height);
    let marked = sitting.outline.and_then(|row| rows.iter().filter(|row| row.key.is_some()).nth(row));
    let mut caret = None;
    for (y, row) in (area.y..area.bottom()).zip(rows.iter().skip(first)) {
        let line = Rect { y, height: 1, ..area };
        let (key, state) = match (&row.key, row.state) {
            (Some(key), Some(state)) => (key, state),
            (_, None) => {
                let heading = if row.text.is_empty() { dormant } else { &row.text };
                put::cut(heading, look.of(Role::Title), line, cells);
                continue;
            }
            (None, Some(_)) => {
                put::cut(&format!("   {}", row.text), look.of(Role::Dim), line, cells);
                continue;
            }
        };
        let here = key.question == sitting.current.question && key.of == sitting.current.of;
        let (mark, role) = match state {
            _ if here => (cells.chrome("●", ">"), Role::Key),
            _ if row.reread => (cells.chrome("↻", "@"), Role::Open),
            State::Answered => (cells.chrome("✓", "+"), Role::Good),
            State::Open => (cells.chrome("○", "-"), Role::Text),
            State::Aside(Outcome::Parked) => (cells.chrome("…", "~"), Role::Open),
            State::Aside(Outcome::Skipped | Outcome::DontKnow | Outcome::CantSay | Outcome::None) => {
                (cells.chrome("–", "/"), Role::Dim)
            }
        };
        let style = if marked == Some(row) {
            caret = Some(Position { x: line.x, y });
            put::clear(look.of(Role::Marked), line, cells);
            look.of(Role::Marked)
        } else {
            look.of(role)
        };
        put::cut(&format!(" {mark} {}", row.text), style, line, cells);
    }
    caret
}
