//! Rewordings that stand nowhere in the story: what stood there then, what stands there now, and the author's own.
//!
//! What it is: one of them at a time, and three ways out. What it is not: a choice; until the author makes one, the edit
//! waits in the draft and the story shows the new text. Invariant: a wording put aside is kept as a copy, and one that has
//! no place can be pasted into another.
#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "of all actions a place does the few that mean something there; a new one means nothing until it is given a place"
)]

use ratatui::layout::Rect;

use super::action::Action;
use super::effect::Effect;
use super::frame::Frame;
use super::interview;
use super::keymap::Place;
use super::model::{Model, Notice, Overlay};
use super::pane::{Extent, Pane, chosen, turn, wrapped};
use super::story::choices::{keep_copy, set_all};
use crate::draft::{Draft, Edit};
use crate::story::{LeftOff, Source, left_off, source_of};
use crate::words::fill;

/// One edit with its texts, laid out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// Its name, and how many there are.
    pub title: String,
    /// Then, now, the author's, and the two in one where that is possible.
    pub panes: Vec<Pane>,
}

/// Columns from which on the texts stand beside each other.
const BESIDE_FROM: u16 = 72;

/// Shows the edits that wait; says so where none does.
pub fn open(model: &mut Model) {
    model.overlay = None;
    if model.sitting.as_ref().is_some_and(|sitting| !sitting.story.left_off.is_empty()) {
        model.overlay = Some(Overlay::Changed { at: 0, top: 0 });
    } else {
        model.notice = Some(Notice::plain(model.words.notice.nothing_changed.clone()));
    }
}

/// Does what an action asks for here.
pub fn act(model: &mut Model, action: Action, effects: &mut Vec<Effect>) {
    let last = sheet(model).map_or(0, |sheet| sheet.last_top());
    let count = model.sitting.as_ref().map_or(0, |sitting| sitting.story.left_off.len());
    let page = usize::from(Frame::of(model.size).body.height / 3).max(1);
    let extent = Extent { count, page, last };
    match action {
        Action::KeepEdit | Action::TakeNew | Action::Merge => choose(model, action, effects),
        Action::Copy => interview::how_to_leave(model),
        other if turn(model, other, extent) => {}
        _ => model.overlay = None,
    }
}

fn choose(model: &mut Model, action: Action, effects: &mut Vec<Effect>) {
    if !model.may_write() {
        return;
    }
    let (Some((left, edit)), Some(sitting)) = (shown(model), &model.sitting) else { return };
    let kept = match action {
        Action::KeepEdit => left.kept.clone(),
        Action::Merge => left.kept.clone().zip(left.both.clone()).map(|(kept, text)| Edit { text, ..kept }),
        _ => None,
    };
    let notice = &model.words.notice;
    if kept.is_none() && action != Action::TakeNew {
        let line = match (action, edit.own_words()) {
            (Action::Merge, _) => notice.not_merged.clone(),
            (_, words) => {
                model.cut = words.map_or_else(|| std::mem::take(&mut model.cut), str::to_owned);
                let key = model.keymap.name(Place::Reword, Action::Paste);
                fill(&notice.no_place, &[("key", &key)])
            }
        };
        model.notice = Some(Notice::plain(line));
        return;
    }
    let changes = changes(&sitting.draft, &left, &edit, kept.as_ref());
    // A wording that is put aside is kept as a copy.
    if action == Action::TakeNew || left.taken_by.is_some() {
        keep_copy(sitting, effects);
    }
    set_all(model, changes, effects);
    let count = model.sitting.as_ref().map_or(0, |sitting| sitting.story.left_off.len());
    chosen(model, count);
}

/// The edits of each passage that a choice touches, as they are after it.
fn changes(draft: &Draft, left: &LeftOff, edit: &Edit, kept: Option<&Edit>) -> Vec<(String, Vec<Edit>)> {
    let mut after = draft.clone();
    let gone = left.taken_by.filter(|_| kept.is_some()).and_then(|by| draft.edits.get(by));
    let without = |after: &mut Draft, gone: &Edit| {
        let mut edits = after.edits_of(&gone.passage);
        if let Some(at) = edits.iter().position(|other| other == gone) {
            edits.remove(at);
        }
        after.set_edits(&gone.passage, edits);
    };
    without(&mut after, edit);
    if let Some(gone) = gone {
        without(&mut after, gone);
    }
    if let Some(kept) = kept {
        let mut edits = after.edits_of(&kept.passage);
        // The first of several is the one that is laid.
        edits.insert(0, kept.clone());
        after.set_edits(&kept.passage, edits);
    }
    let touched = [Some(edit), gone, kept].into_iter().flatten();
    let mut passages: Vec<String> = touched.map(|edit| edit.passage.clone()).collect();
    passages.dedup();
    passages.into_iter().map(|passage| (passage.clone(), after.edits_of(&passage))).collect()
}

/// The edit shown, and what became of its ground.
fn shown(model: &Model) -> Option<(LeftOff, Edit)> {
    let Some(Overlay::Changed { at, .. }) = &model.overlay else { return None };
    let sitting = model.sitting.as_ref()?;
    let left = left_off(&sitting.story, &sitting.post, &sitting.draft).into_iter().nth(*at)?;
    let edit = sitting.draft.edits.get(left.index).cloned()?;
    Some((left, edit))
}

/// What is shown, where, for the size there is.
#[must_use]
pub fn sheet(model: &Model) -> Option<Sheet> {
    let Some(Overlay::Changed { at, .. }) = &model.overlay else { return None };
    let (left, edit) = shown(model)?;
    let sitting = model.sitting.as_ref()?;
    let screen = &model.words.screen;
    let name = match source_of(&edit) {
        Some(Source::Answer(key)) => sitting.named(&key),
        Some(Source::Post(_)) => screen.origin_post.clone(),
        None => screen.changed_bridge.clone(),
    };
    let count = sitting.story.left_off.len().to_string();
    let title = fill(&screen.changed, &[("name", &name), ("at", &(at + 1).to_string()), ("count", &count)]);
    let inside = Frame::of(model.size).inside(Frame::of(model.size).body);
    let nothing = if left.taken_by.is_some() { &screen.changed_taken_out } else { &screen.changed_nothing };
    let said =
        if left.taken_by.is_some() { Some(edit.text.as_str()).filter(|text| !text.is_empty()) } else { edit.said() };
    let mine = said.unwrap_or(&screen.changed_taken_out).to_owned();
    let now_head = if left.taken_by.is_some() { &screen.changed_other } else { &screen.changed_now };
    let texts = [
        (&screen.changed_then, edit.was.clone()),
        (now_head, left.now.clone().unwrap_or_else(|| nothing.clone())),
        (&screen.changed_mine, mine),
    ];
    let both = left.both.map(|text| (&screen.changed_both, text));
    let pane = |head: &str, text: &str, area: Rect| Pane::new(head, text, area, model.ambiguous);
    let mut panes = Vec::new();
    if inside.width >= BESIDE_FROM {
        let wide = (inside.width - 4) / 3;
        let tall = texts.iter().map(|(_, text)| wrapped(text, wide, model.ambiguous).len()).max().unwrap_or(0);
        let tall = u16::try_from(tall).unwrap_or(u16::MAX).saturating_add(2);
        let height = if both.is_some() { tall.min(inside.height * 3 / 5) } else { inside.height };
        for ((head, text), nth) in texts.iter().zip(0..) {
            panes.push(pane(head, text, Rect { x: inside.x + nth * (wide + 2), width: wide, height, ..inside }));
        }
        let below = Rect { y: inside.y + height, height: inside.height - height, ..inside };
        panes.extend(both.map(|(head, text)| pane(head, &text, below)));
    } else {
        let all: Vec<(&String, String)> = texts.into_iter().chain(both).collect();
        let count = u16::try_from(all.len()).unwrap_or(1).max(1);
        let each = inside.height / count;
        for ((head, text), nth) in all.iter().zip(0..) {
            let rest = inside.height - nth * each;
            let height = if nth + 1 == count { rest } else { each };
            panes.push(pane(head, text, Rect { y: inside.y + nth * each, height, ..inside }));
        }
    }
    Some(Sheet { title, panes })
}

impl Sheet {
    /// The lowest row that may stand at the top.
    #[must_use]
    pub fn last_top(&self) -> usize {
        self.panes.iter().map(Pane::over).max().unwrap_or(0)
    }
}
