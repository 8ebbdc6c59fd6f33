//! The help: every key, from the same rows that dispatch them.

use ratatui::layout::{Margin, Position, Rect};

use super::hints;
use super::look::{Look, Role};
use super::put::{self, Cells};
use crate::app::Model;
use crate::app::frame::Frame;
use crate::app::help::{Row, last_top, rows};

/// Columns the keys take.
const KEYS: u16 = 24;

/// Paints the help from row `top` on.
pub fn paint(model: &Model, look: &Look, top: usize, cells: &mut Cells) -> Position {
    let area = Frame::of(model.size).body;
    put::clear(look.of(Role::Text), area, cells);
    put::frame(&model.words.screen.help, look.of(Role::Border), look.of(Role::Title), area, cells);
    let inside = area.inner(Margin::new(1, 1));
    let rows = rows(model).into_iter().skip(top.min(last_top(model)));
    for (y, row) in (inside.y..inside.bottom()).zip(rows) {
        let (left, role, right) = match row {
            Row::Place(place) => (model.place_word(place).to_owned(), Role::Title, String::new()),
            Row::Action(action, keys) => {
                let keys: Vec<String> = keys.iter().map(|chord| hints::key(*chord, cells)).collect();
                (format!(" {}", keys.join("  ")), Role::Key, model.action_words(action).help.clone())
            }
        };
        let line = Rect { y, height: 1, ..inside };
        let keys = KEYS.min(line.width / 2);
        put::cut(&left, look.of(role), Rect { width: if right.is_empty() { line.width } else { keys }, ..line }, cells);
        let rest = Rect { x: line.x + keys, width: line.width - keys, ..line };
        put::cut(&right, look.of(Role::Text), rest, cells);
    }
    Position { x: inside.x, y: inside.y }
}
