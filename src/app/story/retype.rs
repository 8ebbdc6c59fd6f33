//! The whole story in the author's own editor.
//!
//! What it is: its sentences as they were lent, and the edits that what came back makes of them. What it is not: a second
//! copy of the story; answers and post stay as they are. Invariant: every word that came back stands in the story, as it was
//! or as an edit, or is listed as one whose ground has changed since.

use super::{choices, whole_of};
use crate::app::effect::{Effect, Lent};
use crate::app::model::{Model, Notice};
use crate::draft::Edit;
use crate::story::retyped;
use crate::words::{fill, lent};

/// A sentence as it was lent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// What it said.
    pub text: String,
    /// The edit that rewords it.
    pub edit: Edit,
}

/// Opens the whole story in the author's own editor.
pub fn in_editor(model: &mut Model, effects: &mut Vec<Effect>) {
    if !model.may_write() {
        return;
    }
    let Some(sitting) = &model.sitting else { return };
    let (text, lines) = whole_of(sitting);
    effects.push(Effect::Editor(Lent::Story(lines), text));
}

/// Takes in the story as the author's own editor left it: what stands otherwise is reworded, in one step.
pub fn edited(model: &mut Model, lines: &[Line], text: &str, effects: &mut Vec<Effect>) {
    if !model.may_write() {
        return;
    }
    let Some(sitting) = &model.sitting else { return };
    let was: Vec<&str> = lines.iter().map(|line| line.text.as_str()).collect();
    let said = retyped(&was, &text.replace("\r\n", "\n"));
    let mut changes: Vec<(String, Vec<Edit>)> = Vec::new();
    let mut count = 0;
    for (line, text) in lines.iter().zip(said) {
        let Some(text) = text.filter(|text| *text != line.text) else { continue };
        count += 1;
        let passage = &line.edit.passage;
        let held = changes.iter_mut().find(|(known, _)| known == passage);
        let mut edits = held.as_ref().map_or_else(|| sitting.draft.edits_of(passage), |(_, edits)| edits.clone());
        edits.retain(|edit| *edit != line.edit && edit.bridge.is_none());
        if text != line.edit.was {
            edits.insert(0, Edit { text, bridge: None, ..line.edit.clone() });
        }
        match held {
            Some((_, held)) => *held = edits,
            None => changes.push((passage.clone(), edits)),
        }
    }
    choices::set_all(model, changes, effects);
    let notice = &model.words.notice;
    model.notice = Some(Notice::plain(if count == 0 {
        notice.story_unchanged.clone()
    } else {
        let key = model.keymap.name(crate::app::keymap::Place::Story, crate::app::action::Action::Undo);
        fill(&notice.story_retyped, &lent(&[("count", count.to_string()), ("key", key)]))
    }));
}
