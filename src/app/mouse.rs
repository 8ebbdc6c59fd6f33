//! The mouse: put the caret, select, mark, go to a question, scroll.

use ratatui::layout::Position;

use super::effect::Effect;
use super::frame::Frame;
use super::model::{Model, Screen};
use super::msg::{Deed, Mouse};
use super::sitting::Sitting;
use super::{export, interview, outline, story, tips};

/// The mouse: press puts the caret, drag selects, the wheel scrolls what it is over.
pub fn act(model: &mut Model, mouse: Mouse, effects: &mut Vec<Effect>) {
    let position = Position { x: mouse.column, y: mouse.row };
    let columns = Frame::of(model.size).columns();
    let rows: isize = match mouse.deed {
        Deed::WheelUp => -3,
        Deed::WheelDown => 3,
        Deed::Press | Deed::Drag => 0,
    };
    if model.overlay.is_some() || model.sitting.is_none() {
        return;
    }
    match model.screen {
        Screen::Interview => {}
        Screen::Story => return story::scroll(model, rows),
        Screen::Tips => return tips::mouse(model, mouse, rows),
        Screen::Export => return export::scroll(model, rows),
        Screen::Shelf => return,
    }
    if rows != 0 {
        if columns.story.is_some_and(|story| story.contains(position)) {
            story::scroll_pane(model, rows);
        } else if let Some(buffer) = model.sitting.as_mut().and_then(Sitting::buffer) {
            buffer.scroll(rows);
        }
        return;
    }
    let Some(parts) = model.sitting.as_ref().map(|sitting| sitting.parts) else { return };
    let Some(sitting) = &mut model.sitting else { return };
    // Without room beside the question, the outline lies over it while it has the keys.
    let covers = sitting.outline.is_some() && columns.outline.is_none();
    let outline_area = if covers { Some(columns.question) } else { columns.outline };
    if parts.field.contains(position) && !covers {
        sitting.outline = None;
        let (row, column) = (usize::from(mouse.row - parts.field.y), usize::from(mouse.column - parts.field.x));
        if let Some(list) = sitting.list() {
            let shown = list.shown(usize::from(parts.field.width), usize::from(parts.field.height), model.ambiguous);
            if let Some((option, _)) = shown.get(row).filter(|_| mouse.deed == Deed::Press) {
                list.cursor = *option;
                interview::choose(model, effects);
            }
        } else if let Some(buffer) = sitting.buffer() {
            if mouse.deed == Deed::Drag { buffer.drag(row, column) } else { buffer.press(row, column) }
        }
    } else if let Some(outline) = outline_area.filter(|outline| outline.contains(position) && mouse.deed == Deed::Press)
    {
        let inside = Frame::of(model.size).inside(outline);
        let row = usize::from(mouse.row.saturating_sub(inside.y));
        let top = outline::top(sitting, inside.height);
        let key = sitting.standing().outline.get(top + row).and_then(|row| row.key.clone());
        if let Some(key) = key {
            interview::go(model, key, effects);
        }
    }
}
