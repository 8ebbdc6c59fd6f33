//! Typing: everything that changes the text of an answer or moves its caret.
//!
//! Invariant: a change reaches the field, the draft and the journal in one step, or none of them; the story follows at the end
//! of the burst.
#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "of all actions a place does the few that mean something there; a new one means nothing until it is given a place"
)]

use super::action::Action;
use super::effect::Effect;
use super::interview;
use super::keymap::Place;
use super::model::{Model, Notice};
use super::msg::{Chord, Held};
use super::sitting::Sitting;
use crate::answers::Key;
use crate::flow::Kind;
use crate::text::buffer::{Buffer, Motion};

/// Whether a key in an answer belongs to typing, as characters do: it moves the caret, ends a line or erases.
#[must_use]
pub fn is_typing(model: &Model, chord: Chord) -> bool {
    let moves_or_erases = |action| motion(action).is_some() || erases(action).is_some();
    let ends_line = |action| action == Action::LineEnd && !is_one_line(model);
    let action = model.keymap.action(Place::Text, chord);
    action.is_some_and(|action| moves_or_erases(action) || ends_line(action))
}

/// Whether the current answer is a line, and ends where a line ends.
fn is_one_line(model: &Model) -> bool {
    model.sitting.as_ref().is_some_and(|sitting| sitting.kind() == Kind::Line)
}

/// Does what an action asks for in a text field.
pub fn act(model: &mut Model, action: Action, held: Held, effects: &mut Vec<Effect>) {
    match (motion(action), model.sitting.as_mut().and_then(Sitting::buffer)) {
        (Some(motion), Some(buffer)) => go(buffer, motion, held),
        (Some(_), None) => {}
        (None, _) => change(model, action, effects),
    }
}

/// Moves the caret; with Shift the selection goes along.
fn go(buffer: &mut Buffer, motion: Motion, held: Held) {
    if held.shift {
        buffer.extend(motion);
    } else {
        buffer.go(motion);
    }
}

/// Does in a field of one line, which no draft knows of, what an action asks for. Whether it meant something there.
pub fn in_line(
    buffer: &mut Buffer,
    action: Action,
    held: Held,
    clipboard: &mut String,
    effects: &mut Vec<Effect>,
) -> bool {
    match (action, motion(action), erases(action)) {
        (_, Some(motion), _) => go(buffer, motion, held),
        (_, None, Some(motion)) => drop(buffer.delete(motion)),
        (Action::Undo, ..) => drop(buffer.undo()),
        (Action::Redo, ..) => drop(buffer.redo()),
        (Action::Paste, ..) => buffer.paste(clipboard),
        (Action::SelectAll, ..) => buffer.select_all(),
        (Action::Copy | Action::Cut, ..) if buffer.selection().is_some() => {
            buffer.selected().clone_into(clipboard);
            effects.push(Effect::Copy(clipboard.clone()));
            if action == Action::Cut {
                buffer.cut();
            }
        }
        _ => return false,
    }
    buffer.take_splices();
    true
}

/// Where an action leads the caret.
pub(super) const fn motion(action: Action) -> Option<Motion> {
    Some(match action {
        Action::Left => Motion::Left,
        Action::Right => Motion::Right,
        Action::Up => Motion::Up,
        Action::Down => Motion::Down,
        Action::WordLeft => Motion::WordLeft,
        Action::WordRight => Motion::WordRight,
        Action::RowStart => Motion::Home,
        Action::RowEnd => Motion::End,
        Action::TextStart => Motion::Top,
        Action::TextEnd => Motion::Bottom,
        Action::PageUp => Motion::PageUp,
        Action::PageDown => Motion::PageDown,
        _ => return None,
    })
}

/// Up to where an action erases.
const fn erases(action: Action) -> Option<Motion> {
    Some(match action {
        Action::EraseBack => Motion::Left,
        Action::Erase => Motion::Right,
        Action::EraseWord => Motion::WordLeft,
        Action::EraseToEnd => Motion::End,
        Action::EraseToStart => Motion::Home,
        _ => return None,
    })
}

/// Does what an action asks for that changes the text.
fn change(model: &mut Model, action: Action, effects: &mut Vec<Effect>) {
    match action {
        Action::LineEnd if is_one_line(model) => interview::on(model, effects),
        Action::LineEnd => with_buffer(model, effects, Buffer::newline),
        Action::Starter => starter(model, effects),
        Action::Undo => undo(model, effects),
        Action::Redo => with_buffer(model, effects, |buffer| {
            buffer.redo();
        }),
        Action::Cut => with_cut(model, effects),
        Action::Paste => {
            let text = model.cut.clone();
            if text.is_empty() {
                model.notice = Some(Notice::plain(model.words.notice.nothing_to_paste.clone()));
            }
            paste(model, &text, effects);
        }
        Action::SelectAll => {
            if let Some(buffer) = model.sitting.as_mut().and_then(Sitting::buffer) {
                buffer.select_all();
            }
        }
        other => {
            if let Some(motion) = erases(other) {
                with_buffer(model, effects, |buffer| drop(buffer.delete(motion)));
            }
        }
    }
}

/// Cuts the selection into naze's own clipboard and the system's.
fn with_cut(model: &mut Model, effects: &mut Vec<Effect>) {
    let mut cut = String::new();
    with_buffer(model, effects, |buffer| cut = buffer.cut());
    if !cut.is_empty() {
        model.cut.clone_from(&cut);
        effects.push(Effect::Copy(cut));
    }
}

/// Takes the last change back, or says that there is none.
fn undo(model: &mut Model, effects: &mut Vec<Effect>) {
    let mut undone = false;
    with_buffer(model, effects, |buffer| undone = buffer.undo());
    if !undone && model.notice.is_none() {
        model.notice = Some(Notice::plain(model.words.notice.no_more_undo.clone()));
    }
}

/// Puts typed characters in at the caret.
pub fn insert(model: &mut Model, text: &str, effects: &mut Vec<Effect>) {
    with_buffer(model, effects, |buffer| buffer.insert(text));
}

/// Puts a paste in at the caret: one step to undo. A one-line answer takes its line ends as blanks.
pub fn paste(model: &mut Model, text: &str, effects: &mut Vec<Effect>) {
    if is_one_line(model) && text.contains(['\n', '\r']) {
        model.notice = Some(Notice::plain(model.words.notice.one_line_only.clone()));
    }
    with_buffer(model, effects, |buffer| buffer.paste(text));
}

/// Edits the field, and carries the change to the draft and the journal.
fn with_buffer(model: &mut Model, effects: &mut Vec<Effect>, deed: impl FnOnce(&mut Buffer)) {
    if !model.may_write() {
        return;
    }
    let Some(sitting) = &mut model.sitting else { return };
    if let Some(buffer) = sitting.buffer() {
        deed(buffer);
        let splices = buffer.take_splices();
        sitting.splice(splices, &model.now, effects);
    }
}

/// Begins with the words proposed: in an empty answer, or in place of another beginning nothing was added to.
fn starter(model: &mut Model, effects: &mut Vec<Effect>) {
    let Some(starter) = model.sitting.as_ref().and_then(Sitting::starter).map(str::to_owned) else { return };
    with_buffer(model, effects, |buffer| {
        buffer.select_all();
        buffer.insert(&starter);
    });
    if let Some(sitting) = &mut model.sitting {
        sitting.begun = Some(sitting.current.clone());
    }
}

/// Takes a beginning out again that nothing was added to: its words are naze's, and no answer.
pub fn drop_starter(model: &mut Model, effects: &mut Vec<Effect>) {
    if model.sitting.as_ref().is_some_and(Sitting::is_bare_starter) {
        with_buffer(model, effects, |buffer| {
            buffer.select_all();
            drop(buffer.cut());
        });
        if let Some(sitting) = &mut model.sitting {
            sitting.catch_up();
        }
    }
}

/// Takes in the answer as the author's own editor left it, wherever the author went meanwhile.
pub fn edited(model: &mut Model, key: Key, text: &str, effects: &mut Vec<Effect>) {
    if model.sitting.as_ref().is_some_and(|sitting| sitting.current != key) {
        interview::go(model, key, effects);
    }
    with_buffer(model, effects, |buffer| {
        buffer.adopt(text);
    });
}
