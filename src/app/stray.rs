//! Answers whose tip is gone from the post: listed, and given to a tip that is there.
//!
//! What it is: a list of the tips that are gone with what was told of them, and then of those to choose from. What it is
//! not: it drops nothing. Invariant: an answer is moved only to where there is none; what cannot be moved stays listed.
#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "of all actions a place does the few that mean something there; a new one means nothing until it is given a place"
)]

use super::action::Action;
use super::effect::Effect;
use super::model::{Model, Notice, Overlay};
use super::sitting::Sitting;
use crate::answers::TipId;
use crate::words::{fill, lent};

/// A row of the list: a tip, by its heading, and what is said of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The tip.
    pub tip: TipId,
    /// What the row says.
    pub text: String,
}

/// Shows the list; says so where it is empty.
pub fn open(model: &mut Model) {
    if model.sitting.as_ref().is_some_and(|sitting| !lost(sitting).is_empty()) {
        model.overlay = Some(Overlay::Stray { marked: 0, tip: None });
    } else {
        model.overlay = None;
        model.notice = Some(Notice::plain(model.words.notice.nothing_stray.clone()));
    }
}

/// The tips that are gone and of which something was told, and how many answers each has.
fn lost(sitting: &Sitting) -> Vec<(TipId, String, usize)> {
    let gone = sitting.draft.tips.iter().filter(|mark| mark.index.is_none());
    let told = |tip: TipId| {
        sitting.draft.answers.iter().filter(|(key, answer)| key.tip() == Some(tip) && answer.is_told()).count()
    };
    gone.map(|mark| (mark.id, mark.heading.clone(), told(mark.id))).filter(|(_, _, count)| *count > 0).collect()
}

/// The rows of the list as it is: first the tips that are gone, then those one of them can be given to.
#[must_use]
pub fn rows(model: &Model) -> Vec<Row> {
    let (Some(Overlay::Stray { tip, .. }), Some(sitting)) = (&model.overlay, &model.sitting) else { return Vec::new() };
    if tip.is_some() {
        let mut standing: Vec<_> = sitting.draft.tips.iter().filter(|mark| mark.index.is_some()).collect();
        standing.sort_by_key(|mark| mark.index);
        return standing.into_iter().map(|mark| Row { tip: mark.id, text: mark.heading.clone() }).collect();
    }
    let row = |(tip, heading, count): (TipId, String, usize)| {
        let fields = [("heading", heading.as_str()), ("count", &count.to_string())];
        Row { tip, text: fill(&model.words.screen.stray_row, &fields) }
    };
    lost(sitting).into_iter().map(row).collect()
}

/// Does what an action asks for here.
pub fn act(model: &mut Model, action: Action, effects: &mut Vec<Effect>) {
    let rows = rows(model);
    let Some(Overlay::Stray { marked, tip }) = &mut model.overlay else { return };
    match action {
        Action::Up => *marked = marked.saturating_sub(1),
        Action::Down => *marked = (*marked + 1).min(rows.len().saturating_sub(1)),
        Action::Open => {
            let Some(row) = rows.get(*marked) else { return };
            match *tip {
                None => (*tip, *marked) = (Some(row.tip), 0),
                Some(from) => {
                    let to = row.tip;
                    give(model, from, to, effects);
                }
            }
        }
        _ if tip.is_some() => (*tip, *marked) = (None, 0),
        _ => model.overlay = None,
    }
}

/// Gives the answers of one tip to another.
fn give(model: &mut Model, from: TipId, to: TipId, effects: &mut Vec<Effect>) {
    if !model.may_write() {
        return;
    }
    let Some(sitting) = &mut model.sitting else { return };
    let moved = sitting.give(from, to, effects);
    let left = lost(sitting);
    let stays = left.iter().find(|(tip, ..)| *tip == from).map_or(0, |(.., count)| *count);
    let heading = sitting.draft.tips.iter().find(|mark| mark.id == to).map_or("", |mark| mark.heading.as_str());
    let fields = [("moved", moved.to_string()), ("heading", heading.to_owned()), ("left", stays.to_string())];
    let fields = lent(&fields);
    let notice = &model.words.notice;
    let line = if stays == 0 { fill(&notice.given, &fields) } else { fill(&notice.given_in_part, &fields) };
    model.notice = Some(Notice::plain(line));
    model.overlay = (!left.is_empty()).then_some(Overlay::Stray { marked: 0, tip: None });
    super::story::keep(model);
}
