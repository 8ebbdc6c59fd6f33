//! Finding in an answer: the search line, and the selection that follows it.
#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "of all actions a place does the few that mean something there; a new one means nothing until it is given a place"
)]

use super::action::Action;
use super::effect::Effect;
use super::model::{Model, Notice, Overlay};
use super::msg::Held;
use super::sitting::Sitting;
use super::typing;
use crate::text::buffer::Way;
use crate::words::fill;

/// Types into the search line: the selection jumps to the first match.
pub fn typed(model: &mut Model, text: &str) {
    if let Some(Overlay::Find { wanted }) = &mut model.overlay {
        wanted.insert(text);
    }
    find_anew(model);
}

/// Does what an action asks for while finding.
pub fn act(model: &mut Model, action: Action, held: Held, effects: &mut Vec<Effect>) {
    let Some(Overlay::Find { wanted }) = &mut model.overlay else { return };
    match action {
        Action::Next => find(model, Way::Forward),
        Action::Previous => find(model, Way::Backward),
        other => {
            let before = wanted.text().to_owned();
            if !typing::in_line(wanted, other, held, &mut model.cut, effects) {
                model.overlay = None;
            } else if wanted.text() != before {
                find_anew(model);
            }
        }
    }
}

/// Finds what is wanted now. A longer search may still match where the last one did.
fn find_anew(model: &mut Model) {
    if let Some(buffer) = model.sitting.as_mut().and_then(Sitting::buffer) {
        let start = buffer.selection().map_or(buffer.caret(), |span| span.start);
        buffer.set_caret(start);
    }
    find(model, Way::Forward);
}

/// Selects the next match.
fn find(model: &mut Model, way: Way) {
    let Some(Overlay::Find { wanted }) = &model.overlay else { return };
    let wanted = wanted.text().to_owned();
    if wanted.is_empty() {
        return;
    }
    let Some(buffer) = model.sitting.as_mut().and_then(Sitting::buffer) else { return };
    match buffer.find(&wanted, way) {
        Some(span) => buffer.select(span),
        None => model.notice = Some(Notice::plain(fill(&model.words.notice.not_found, &[("text", &wanted)]))),
    }
}
