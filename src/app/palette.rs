//! The palette: type part of any question, screen or command and go.
#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "of all actions a place does the few that mean something there; a new one means nothing until it is given a place"
)]

use super::action::Action;
use super::effect::Effect;
use super::interview;
use super::model::{Model, Overlay, Screen};
use super::msg::Held;
use crate::answers::Key;
use crate::text::buffer::{Buffer, Motion};
use crate::text::fold::fold;

/// The palette's own state.
#[derive(Debug)]
pub struct Palette {
    /// What was typed.
    pub wanted: Buffer,
    /// The row marked, among those that match.
    pub marked: usize,
}

impl Default for Palette {
    fn default() -> Self {
        Self { wanted: Buffer::line(""), marked: 0 }
    }
}

/// Something to go to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// What the row says.
    pub label: String,
    /// What it says at its end: a key, a question's key.
    pub detail: String,
    /// Where it goes.
    pub target: Target,
}

/// Where an entry goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// A question.
    Question(Key),
    /// A command.
    Action(Action),
}

/// The commands the palette offers; motions and typing keys would only be noise.
const OFFERED: [Action; 25] = [
    Action::Tips,
    Action::Turn,
    Action::Finish,
    Action::Bridges,
    Action::Outline,
    Action::Probe,
    Action::Starter,
    Action::Editor,
    Action::KeepAxis,
    Action::RenewAxis,
    Action::Park,
    Action::Skip,
    Action::DontKnow,
    Action::CantSay,
    Action::None,
    Action::Find,
    Action::Undo,
    Action::Redo,
    Action::Compare,
    Action::Stray,
    Action::PutBack,
    Action::Overrule,
    Action::Save,
    Action::Leave,
    Action::Help,
];

/// Opens the palette, or closes it.
pub fn open(model: &mut Model) {
    model.overlay = match model.overlay {
        Some(Overlay::Palette(_)) => None,
        Some(
            Overlay::Help { .. }
            | Overlay::Find { .. }
            | Overlay::Name { .. }
            | Overlay::Compare { .. }
            | Overlay::Stray { .. },
        )
        | None => Some(Overlay::Palette(Box::default())),
    };
}

/// Everything that matches what was typed, questions first.
#[must_use]
pub fn matching(model: &Model) -> Vec<Entry> {
    let Some(Overlay::Palette(palette)) = &model.overlay else { return Vec::new() };
    let wanted = fold(palette.wanted.text());
    let words: Vec<&str> = wanted.split_whitespace().collect();
    let mut entries = Vec::new();
    if let Some(sitting) = &model.sitting {
        let interview = sitting.interview();
        for posed in interview.visible() {
            let wording = interview.wording(posed);
            entries.push(Entry {
                label: format!("{} — {}", wording.short, wording.ask),
                detail: posed.key.to_string(),
                target: Target::Question(posed.key.clone()),
            });
        }
    }
    let here = beneath(model);
    for action in OFFERED {
        let words = model.action_words(action);
        let detail = model.keymap.key(here, action).map(|key| key.to_string()).unwrap_or_default();
        entries.push(Entry {
            label: format!("{} — {}", words.name, words.help),
            detail,
            target: Target::Action(action),
        });
    }
    entries.retain(|entry| {
        let text = fold(&format!("{} {}", entry.label, entry.detail));
        words.iter().all(|word| text.contains(word))
    });
    entries
}

/// The place the palette lies over.
fn beneath(model: &Model) -> super::keymap::Place {
    match model.screen {
        Screen::Interview => super::keymap::Place::Text,
        Screen::Story => super::keymap::Place::Story,
        Screen::Tips => super::keymap::Place::Tips,
        Screen::Export => super::keymap::Place::Export,
        Screen::Shelf => super::keymap::Place::Shelf,
    }
}

/// Types into the palette.
pub fn typed(model: &mut Model, text: &str) {
    if let Some(Overlay::Palette(palette)) = &mut model.overlay {
        palette.wanted.insert(text);
        palette.marked = 0;
    }
}

/// Does what an action asks for in the palette.
pub fn act(model: &mut Model, action: Action, effects: &mut Vec<Effect>) {
    let entries = matching(model);
    let Some(Overlay::Palette(palette)) = &mut model.overlay else { return };
    match action {
        Action::Up => palette.marked = palette.marked.saturating_sub(1),
        Action::Down => palette.marked = (palette.marked + 1).min(entries.len().saturating_sub(1)),
        Action::EraseBack => {
            palette.wanted.delete(Motion::Left);
            palette.marked = 0;
        }
        Action::Open => {
            let target = entries.get(palette.marked).map(|entry| entry.target.clone());
            model.overlay = None;
            match target {
                Some(Target::Question(key)) => {
                    model.screen = Screen::Interview;
                    interview::go(model, key, effects);
                }
                Some(Target::Action(action)) => {
                    // A command is about the question on the screen, not about the row marked in the outline.
                    if let Some(sitting) = &mut model.sitting {
                        sitting.outline = None;
                    }
                    super::act(model, action, Held::default(), effects);
                }
                None => {}
            }
        }
        _ => model.overlay = None,
    }
}
