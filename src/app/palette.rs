//! The palette: type part of any question, screen or command and go.
#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "of all actions a place does the few that mean something there; a new one means nothing until it is given a place"
)]

use ratatui::layout::{Margin, Position, Rect};

use super::action::Action;
use super::effect::Effect;
use super::frame::Frame;
use super::model::{Model, Overlay, Screen, action_words};
use super::msg::{Held, Size};
use super::sitting::Sitting;
use super::{interview, typing};
use crate::answers::{HARD_TIP, Key};
use crate::interview::Posed;
use crate::text::buffer::Buffer;
use crate::text::fold::fold;
use crate::words::Words;

/// The palette's own state.
#[derive(Debug)]
pub struct Palette {
    /// What was typed.
    pub wanted: Buffer,
    /// The row marked, among those that match.
    pub marked: usize,
    /// The sentences in the other language: what is looked for may be named in either.
    other: &'static Words,
}

impl Palette {
    /// Where the rows stand on a screen of this size, and which is the first shown.
    #[must_use]
    pub fn shown(&self, size: Size) -> (Rect, usize) {
        let inside = Frame::of(size).over().inner(Margin::new(1, 1));
        let list = Rect { y: inside.y + 1, height: inside.height.saturating_sub(1), ..inside };
        (list, (self.marked + 1).saturating_sub(usize::from(list.height)))
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
    /// A screen.
    Screen(Screen),
    /// A command.
    Action(Action),
}

/// The commands the palette offers; motions and typing keys would only be noise.
const OFFERED: [Action; 29] = [
    Action::Shelf,
    Action::Tips,
    Action::Bank,
    Action::TakeCorrection,
    Action::Finish,
    Action::Arcs,
    Action::Changed,
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

/// The same on the shelf.
const OFFERED_ON_THE_SHELF: [Action; 8] = [
    Action::Bank,
    Action::RenamePost,
    Action::Throw,
    Action::Undo,
    Action::Trash,
    Action::Reveal,
    Action::Leave,
    Action::Help,
];

/// The same where what was thrown away is shown.
const OFFERED_IN_THE_TRASH: [Action; 5] = [Action::Restore, Action::Reveal, Action::Back, Action::Leave, Action::Help];

/// Opens the palette, or closes it.
pub fn open(model: &mut Model) {
    let open = matches!(model.overlay, Some(Overlay::Palette(_)));
    let palette = |other| Palette { wanted: Buffer::line(""), marked: 0, other: Words::of(other) };
    model.overlay = (!open).then(|| Overlay::Palette(Box::new(palette(model.words.language.other()))));
}

/// Everything that matches what was typed: questions, tips, screens, commands. Each is found by its words in either
/// language.
#[must_use]
pub fn matching(model: &Model) -> Vec<Entry> {
    let Some(Overlay::Palette(palette)) = &model.overlay else { return Vec::new() };
    let wanted = fold(palette.wanted.text());
    let words: Vec<&str> = wanted.split_whitespace().collect();
    let others = &palette.other;
    let all = model.sitting.iter().flat_map(places).chain(screens(model, others)).chain(commands(model, others));
    let fits = |(entry, other): &(Entry, String)| {
        let text = fold(&format!("{} {} {other}", entry.label, entry.detail));
        words.iter().all(|word| text.contains(word))
    };
    all.filter(fits).map(|(entry, _)| entry).collect()
}

/// The questions and tips of a sitting, each with its words in the other language.
fn places(sitting: &Sitting) -> Vec<(Entry, String)> {
    let interview = sitting.interview();
    let other = sitting.draft.language.other();
    let question = |posed: &Posed<'_>| {
        let wording = interview.wording(posed);
        let label = format!("{} — {}", wording.short, wording.ask);
        let entry = Entry { label, detail: posed.key.to_string(), target: Target::Question(posed.key.clone()) };
        let twin = posed.question.wording(other).map(|twin| format!("{} {}", twin.short, twin.ask));
        (entry, twin.unwrap_or_default())
    };
    let mut places: Vec<_> = interview.visible().iter().map(question).collect();
    let choice = Key::new(HARD_TIP, None);
    for tip in interview.tips() {
        let Some(heading) = interview.tip(*tip).map(|found| format!("{} {}", found.number, found.heading)) else {
            continue;
        };
        // A tip not chosen yet is chosen first.
        let first = interview.visible().iter().find(|posed| posed.key.tip() == Some(*tip));
        let key = first.map_or_else(|| choice.clone(), |posed| posed.key.clone());
        places.push((Entry { label: heading, detail: tip.to_string(), target: Target::Question(key) }, String::new()));
    }
    places
}

/// The screens that can be gone to.
fn screens(model: &Model, others: &Words) -> Vec<(Entry, String)> {
    let named = |words: &Words| {
        let screen = &words.screen;
        [screen.question.clone(), screen.story.clone(), screen.export.clone()]
    };
    let targets = [Screen::Interview, Screen::Story, Screen::Export];
    let rows = named(model.words).into_iter().zip(named(others)).zip(targets);
    let detail = model.keymap.name(beneath(model), Action::Turn);
    rows.filter(|_| model.sitting.is_some())
        .map(|((label, other), screen)| {
            (Entry { label, detail: detail.clone(), target: Target::Screen(screen) }, other)
        })
        .collect()
}

/// The commands, each with its words in the other language.
fn commands(model: &Model, others: &'static Words) -> Vec<(Entry, String)> {
    let here = beneath(model);
    let entry = |action: Action| {
        let words = model.action_words(action);
        let detail = model.keymap.name(here, action);
        let label = format!("{} — {}", words.name, words.help);
        let twin = action_words(others, action);
        (Entry { label, detail, target: Target::Action(action) }, format!("{} {}", twin.name, twin.help))
    };
    let offered: &[Action] = match (model.screen, &model.shelf.trash) {
        (Screen::Shelf, Some(_)) => &OFFERED_IN_THE_TRASH,
        (Screen::Shelf, None) => &OFFERED_ON_THE_SHELF,
        (Screen::Interview | Screen::Story | Screen::Tips | Screen::Export, _) => &OFFERED,
    };
    offered.iter().copied().map(entry).collect()
}

/// The place the palette lies over.
fn beneath(model: &Model) -> super::keymap::Place {
    match model.screen {
        Screen::Interview => super::keymap::Place::Text,
        Screen::Story => super::keymap::Place::Story,
        Screen::Tips => super::keymap::Place::Tips,
        Screen::Export => super::keymap::Place::Export,
        Screen::Shelf if model.shelf.trash.is_some() => super::keymap::Place::Trash,
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

/// A press on a row goes there; beside the palette it closes.
pub fn press(model: &mut Model, position: Position, effects: &mut Vec<Effect>) {
    let Some(Overlay::Palette(palette)) = &model.overlay else { return };
    let (list, first) = palette.shown(model.size);
    if list.contains(position) {
        let row = first + usize::from(position.y - list.y);
        if let Some(entry) = matching(model).into_iter().nth(row) {
            go(model, Some(entry.target), effects);
        }
    } else if !Frame::of(model.size).over().contains(position) {
        model.overlay = None;
    }
}

/// Closes the palette and goes where an entry says.
fn go(model: &mut Model, target: Option<Target>, effects: &mut Vec<Effect>) {
    model.overlay = None;
    match target {
        Some(Target::Question(key)) => {
            model.screen = Screen::Interview;
            interview::go(model, key, effects);
        }
        Some(Target::Screen(screen)) => super::show(model, screen, effects),
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

/// Does what an action asks for in the palette.
pub fn act(model: &mut Model, action: Action, held: Held, effects: &mut Vec<Effect>) {
    let entries = matching(model);
    let Some(Overlay::Palette(palette)) = &mut model.overlay else { return };
    match action {
        Action::Up => palette.marked = palette.marked.saturating_sub(1),
        Action::Down => palette.marked = (palette.marked + 1).min(entries.len().saturating_sub(1)),
        Action::Open => {
            let target = entries.get(palette.marked).map(|entry| entry.target.clone());
            go(model, target, effects);
        }
        other => {
            let before = palette.wanted.text().to_owned();
            if !typing::in_line(&mut palette.wanted, other, held, &mut model.cut, effects) {
                model.overlay = None;
            } else if palette.wanted.text() != before {
                palette.marked = 0;
            }
        }
    }
}
