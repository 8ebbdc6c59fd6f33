//! The mouse: put the caret, select, mark, go to a question, scroll.

use ratatui::layout::{Position, Rect};

use super::effect::Effect;
use super::frame::Frame;
use super::model::{Model, Overlay, Screen};
use super::msg::{Click, Deed, Mouse};
use super::sitting::Sitting;
use super::{arcs, bank, export, help, interview, line, outline, palette, shelf, story, tips};

/// Press puts the caret, two select the word, three the paragraph, drag selects; the wheel scrolls what it is over.
pub fn act(model: &mut Model, mouse: Mouse, effects: &mut Vec<Effect>) {
    let rows = match mouse.deed {
        Deed::WheelUp => -3,
        Deed::WheelDown => 3,
        Deed::Press(click) => return pressed(model, mouse, click, effects),
        Deed::Drag => return dragged(model, mouse),
    };
    match (&model.overlay, model.screen) {
        (Some(_), _) => scroll_overlay(model, rows),
        (None, Screen::Interview) => scroll(model, position(mouse), rows),
        (None, Screen::Story) => story::scroll(model, rows),
        (None, Screen::Tips) => tips::mouse(model, mouse, rows),
        (None, Screen::Export) => export::scroll(model, rows),
        (None, Screen::Shelf) => shelf::scroll(model, rows),
    }
}

const fn position(mouse: Mouse) -> Position {
    Position { x: mouse.column, y: mouse.row }
}

/// Scrolls the list or page that lies over the screen.
fn scroll_overlay(model: &mut Model, rows: isize) {
    if matches!(model.overlay, Some(Overlay::Arcs(_))) {
        return arcs::scroll(model, rows);
    }
    let (last_top, last_entry) = (help::last_top(model), palette::matching(model).len().saturating_sub(1));
    match &mut model.overlay {
        Some(Overlay::Help { top }) => *top = top.saturating_add_signed(rows).min(last_top),
        Some(Overlay::Palette(palette)) => {
            palette.marked = palette.marked.saturating_add_signed(rows).min(last_entry);
        }
        Some(Overlay::Bank(screen)) => screen.step(rows.signum()),
        Some(Overlay::ReadBack(screen)) => {
            let last = screen.choices().len().saturating_sub(1);
            screen.marked = screen.marked.saturating_add_signed(rows.signum()).min(last);
        }
        Some(
            Overlay::Find { .. }
            | Overlay::Name { .. }
            | Overlay::Compare { .. }
            | Overlay::Arcs(_)
            | Overlay::Changed { .. }
            | Overlay::Stray { .. },
        )
        | None => {}
    }
}

/// Scrolls the pane under the mouse. The keys stay where they are.
fn scroll(model: &mut Model, position: Position, rows: isize) {
    let frame = Frame::of(model.size);
    let columns = frame.columns();
    if columns.story.is_some_and(|story| story.contains(position)) {
        return story::scroll_pane(model, rows);
    }
    let Some(sitting) = &mut model.sitting else { return };
    match outline_area(sitting, frame).filter(|area| area.contains(position)) {
        Some(area) => outline::scroll(sitting, frame.inside(area).height, rows),
        None => {
            if let Some(buffer) = sitting.buffer() {
                buffer.scroll(rows);
            }
        }
    }
}

/// Where the outline is: beside the question, or over it while it has the keys and there is no room.
fn outline_area(sitting: &Sitting, frame: Frame) -> Option<Rect> {
    let columns = frame.columns();
    columns.outline.or(sitting.outline.map(|_| columns.question))
}

/// A button went down: on the answer, on a choice, on a question of the outline, on a sentence of the story.
fn pressed(model: &mut Model, mouse: Mouse, click: Click, effects: &mut Vec<Effect>) {
    if line::press(model, position(mouse), click) {
        return;
    }
    match (&model.overlay, model.screen) {
        (None, Screen::Interview) => {}
        (Some(Overlay::Palette(_)), _) => return palette::press(model, position(mouse), effects),
        (Some(Overlay::Bank(_)), _) => return bank::press(model, position(mouse), click, effects),
        (None, Screen::Export) => return export::press(model, position(mouse), click, effects),
        (None, Screen::Tips) => return tips::mouse(model, mouse, 0),
        (None, Screen::Story) => return story::press(model, position(mouse), click, effects),
        (None, Screen::Shelf) => return shelf::press(model, mouse, click, effects),
        (Some(_), _) => return,
    }
    let frame = Frame::of(model.size);
    let Some(parts) = model.sitting.as_ref().map(|sitting| sitting.parts) else { return };
    let ambiguous = model.ambiguous;
    if frame.columns().story.is_some_and(|story| story.contains(position(mouse))) {
        return story::press_pane(model, position(mouse), effects);
    }
    let Some(sitting) = &mut model.sitting else { return };
    sitting.is_dragging = parts.field.contains(position(mouse));
    if let Some(area) = outline_area(sitting, frame).filter(|area| area.contains(position(mouse))) {
        let inside = frame.inside(area);
        let top = outline::top(sitting, inside.height);
        let row = usize::from(mouse.row.saturating_sub(inside.y));
        if let Some(key) = sitting.standing().outline.get(top + row).and_then(|row| row.key.clone()) {
            interview::go(model, key, effects);
        }
    } else if parts.field.contains(position(mouse)) {
        sitting.outline = None;
        let (row, column) = (usize::from(mouse.row - parts.field.y), usize::from(mouse.column - parts.field.x));
        if let Some(buffer) = sitting.buffer() {
            match click {
                Click::Once => buffer.press(row, column),
                Click::Twice => buffer.select_word(row, column),
                Click::Thrice => buffer.select_paragraph(row, column),
            }
        } else if let Some(list) = sitting.list() {
            let shown = list.shown(usize::from(parts.field.width), usize::from(parts.field.height), ambiguous);
            if let Some((option, _)) = shown.get(row) {
                list.cursor = *option;
                interview::choose(model, effects);
            }
        }
    }
}

/// The mouse moved with the button down: the selection follows, beyond the edges of the answer too.
fn dragged(model: &mut Model, mouse: Mouse) {
    line::drag(model, position(mouse));
    if model.overlay.is_none() && model.screen == Screen::Story {
        return story::rewording::drag(model, position(mouse));
    }
    if model.overlay.is_some() || model.screen != Screen::Interview {
        return;
    }
    let Some(parts) = model.sitting.as_ref().map(|sitting| sitting.parts) else { return };
    let Some(sitting) = model.sitting.as_mut().filter(|sitting| sitting.outline.is_none()) else { return };
    let field = parts.field;
    if !sitting.is_dragging || field.is_empty() {
        return;
    }
    if let Some(buffer) = sitting.buffer() {
        if mouse.row < field.y {
            buffer.scroll(-1);
        } else if mouse.row >= field.bottom() {
            buffer.scroll(1);
        }
        let (row, column) = (mouse.row.clamp(field.y, field.bottom() - 1), mouse.column.clamp(field.x, field.right()));
        buffer.drag(usize::from(row - field.y), usize::from(column - field.x));
    }
}
