//! The field of a question: a text with its caret, or a list to choose from.

use ratatui::layout::{Position, Rect};

use super::Caret;
use super::look::{Look, Role};
use super::put::{self, Cells};
use crate::app::field::List;
use crate::text::Span;
use crate::text::buffer::{Buffer, ViewRow};

/// A text field. While it is empty the example shows what an answer may look like.
pub fn text(buffer: &Buffer, example: &str, look: &Look, area: Rect, cells: &mut Cells) -> Caret {
    if buffer.is_empty() {
        put::text(example, look.of(Role::Placeholder), area, cells);
    }
    let view = buffer.view();
    for (y, shown) in (area.y..area.bottom()).zip(&view.rows) {
        row(shown, look, Rect { y, height: 1, ..area }, cells);
    }
    view.caret.map(|at| {
        let clamp = |at: usize, room: u16| u16::try_from(at).unwrap_or(u16::MAX).min(room.saturating_sub(1));
        Position { x: area.x + clamp(at.column, area.width), y: area.y + clamp(at.row, area.height) }
    })
}

/// One row of a field, with what is selected in it.
pub fn row(row: &ViewRow<'_>, look: &Look, line: Rect, cells: &mut Cells) {
    let mut x = line.x;
    let (selected, all) = (row.selected, row.span);
    let plain = (Span::new(all.start, selected.start), Role::Text);
    let pieces = if selected.is_empty() {
        [(all, Role::Text), (Span::default(), Role::Text), (Span::default(), Role::Text)]
    } else {
        [plain, (selected, Role::Selection), (Span::new(selected.end, all.end), Role::Text)]
    };
    for (span, role) in pieces.into_iter().filter(|(span, _)| !span.is_empty()) {
        let piece = Span::new(span.start - all.start, span.end - all.start).of(row.text);
        x += put::line(piece, look.of(role), Rect { x, width: line.right().saturating_sub(x), ..line }, cells);
    }
    if row.line_end_selected {
        put::line(" ", look.of(Role::Selection), Rect { x, width: line.right().saturating_sub(x), ..line }, cells);
    }
}

/// A list to choose from; the caret stands at the row under the cursor.
pub fn list(list: &List, look: &Look, area: Rect, cells: &mut Cells) -> Caret {
    let mut caret = None;
    let head = u16::try_from(list.head()).unwrap_or(0).min(area.width);
    for (y, (index, span)) in
        (area.y..).zip(list.shown(usize::from(area.width), usize::from(area.height), cells.ambiguous))
    {
        let Some((value, label)) = list.options.get(index) else { continue };
        let line = Rect { y, height: 1, ..area };
        let style = look.of(if index == list.cursor { Role::Marked } else { Role::Text });
        put::clear(style, line, cells);
        if span.start == 0 {
            let mark = if list.marked.contains(value) { "[x]" } else { "[ ]" };
            put::line(&format!("{mark} {}.", index + 1), style, Rect { width: head, ..line }, cells);
            if index == list.cursor {
                caret = Some(Position { x: area.x, y });
            }
        }
        put::line(span.of(label), style, Rect { x: area.x + head, width: area.width - head, ..line }, cells);
    }
    caret
}
