//! The shelf: a line to narrow it, then the drafts.

use ratatui::layout::{Position, Rect};

use super::hints::one_line;
use super::look::{Look, Role};
use super::put::{self, Cells};
use crate::app::Model;
use crate::app::frame::Frame;
use crate::words::fill;

/// Paints the shelf; the caret stands in the line that narrows it.
pub fn paint(model: &Model, look: &Look, cells: &mut Cells) -> Position {
    let frame = Frame::of(model.size);
    let screen = &model.words.screen;
    if frame.bordered() {
        put::frame(&screen.shelf, look.of(Role::Border), look.of(Role::Title), frame.body, cells);
    }
    let inside = frame.inside(frame.body);
    let matching = model.shelf.matching();
    let count = matching.len().to_string();
    let template = if model.shelf.reading { &screen.shelf_reading } else { &screen.shelf_count };
    let count = fill(template, &[("count", &count)]);
    let head = Rect { height: inside.height.min(1), ..inside };
    let label = put::line(&screen.shelf_find, look.of(Role::Hint), head, cells);
    let wide = u16::try_from(cells.width(&count)).unwrap_or(0).min(head.width);
    put::line(&count, look.of(Role::Dim), Rect { x: head.right() - wide, width: wide, ..head }, cells);
    let room = head.width.saturating_sub(label + wide + 1);
    let caret = one_line(&model.shelf.wanted, look, Rect { x: head.x + label, width: room, ..head }, cells);
    let list = Rect { y: inside.y + 2.min(inside.height), height: inside.height.saturating_sub(2), ..inside };
    if matching.is_empty() && !model.shelf.reading && model.shelf.wanted.is_empty() {
        put::text(&screen.shelf_empty, look.of(Role::Hint), list, cells);
    }
    let height = usize::from(list.height);
    let first = (model.shelf.marked + 1).saturating_sub(height);
    for (y, (index, entry)) in (list.y..list.bottom()).zip(matching.into_iter().enumerate().skip(first)) {
        let line = Rect { y, height: 1, ..list };
        let marked = index == model.shelf.marked;
        let style = |role| if marked { look.of(Role::Marked) } else { look.of(role) };
        if marked {
            put::clear(look.of(Role::Marked), line, cells);
        }
        let state = match (&entry.trouble, entry.progress) {
            (Some(trouble), _) => trouble.clone(),
            (None, Some((done, total))) => format!("{done}/{total}"),
            (None, None) => String::new(),
        };
        let tail = format!(" {state}  {} ", entry.changed.get(..10).unwrap_or_default());
        let wide = u16::try_from(cells.width(&tail)).unwrap_or(0).min(line.width);
        let role = if entry.trouble.is_some() { Role::Trouble } else { Role::Dim };
        put::line(&tail, style(role), Rect { x: line.right() - wide, width: wide, ..line }, cells);
        let left = Rect { width: line.width - wide, ..line };
        let title = put::cut(&format!(" {}", entry.title), style(Role::Text), left, cells);
        let rest = Rect { x: left.x + title, width: left.width.saturating_sub(title), ..left };
        put::cut(&format!("  {}", entry.place), style(Role::Dim), rest, cells);
    }
    caret
}
