//! What was told in a stage, over the question that comes next.

use ratatui::layout::{Margin, Position, Rect};

use super::look::{Look, Role};
use super::put::{self, Cells};
use crate::app::Model;
use crate::app::frame::Frame;
use crate::app::model::reason;
use crate::app::read_back::{Choice, Screen};

/// Paints what is read back; the caret stands on the marked row.
pub fn paint(model: &Model, look: &Look, screen: &Screen, cells: &mut Cells) -> Position {
    let area = Frame::of(model.size).over();
    put::clear(look.of(Role::Text), area, cells);
    put::frame(&model.words.screen.read_back, look.of(Role::Border), look.of(Role::Title), area, cells);
    let inside = area.inner(Margin::new(1, 1));
    let choices = screen.choices();
    let mut caret = None;
    for (y, line) in (inside.y..inside.bottom()).zip(screen.lines.iter().skip(screen.top)) {
        let Some(choice) = choices.get(line.choice) else { continue };
        let row = Rect { y, height: 1, ..inside };
        let marked = line.choice == screen.marked;
        if marked {
            caret = caret.or(Some(Position { x: row.x, y }));
        }
        let (text, role) = match (line.span, choice) {
            (None, Choice::Told(_, short, _)) => (format!(" {short}"), Role::Title),
            (Some(span), Choice::Told(_, _, text)) => (format!("   {}", span.of(text)), Role::Answer),
            (Some(span), Choice::Call(call)) if span.start == 0 => (format!(" ? {}", span.of(&call.ask)), Role::Ask),
            (Some(span), Choice::Call(call)) => (format!("   {}", span.of(&call.ask)), Role::Ask),
            (_, Choice::On) => (format!(" {} {}", cells.chrome("→", ">"), model.words.screen.go_on), Role::Text),
            (None, Choice::Call(_)) => continue,
        };
        let style = look.of(if marked { Role::Marked } else { role });
        put::clear(style, row, cells);
        put::line(&text, style, row, cells);
    }
    // Why it is asked stands on the frame's lower edge while a question is marked.
    if let Some(Choice::Call(call)) = choices.get(screen.marked) {
        let edge =
            Rect { x: area.x + 2, y: area.bottom().saturating_sub(1), width: area.width.saturating_sub(4), height: 1 };
        put::cut(&format!(" {} ", reason(model.words, &call.reason)), look.of(Role::Hint), edge, cells);
    }
    caret.unwrap_or(Position { x: inside.x, y: inside.y })
}
