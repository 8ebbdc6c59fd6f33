//! The story beside the answer: it follows the caret, and a press on it goes to what stands there.

use ratatui::layout::{Position, Rect};

use super::{GUTTER, lower_of, measure};
use crate::app::effect::Effect;
use crate::app::field::Field;
use crate::app::frame::Frame;
use crate::app::interview;
use crate::app::model::{Model, Notice};
use crate::app::prose::{Place, Prose};
use crate::app::sitting::{Follows, Sitting};
use crate::story::{Origin, Part};

/// The passage the current question's answer stands in; else the last of the part it will stand in.
#[must_use]
pub fn focus(sitting: &Sitting) -> usize {
    if let Some(place) = sitting.story.place_of(&sitting.current) {
        return place.start;
    }
    let part = sitting.current.tip().map_or(Part::Intro, Part::Tip);
    let passages = &sitting.story.passages;
    passages.iter().rposition(|passage| passage.part == part).unwrap_or(0)
}

/// Where the caret stands in the story, as a passage and a byte of it: in the answer being typed, or behind its last word
/// where the blanks it stands in are not woven; else at the start of its passage.
pub(super) fn caret(sitting: &Sitting) -> (usize, usize) {
    let start = (focus(sitting), 0);
    let Field::Text(buffer) = sitting.field() else { return start };
    let Some(place) = sitting.story.place_of(&sitting.current) else { return start };
    let caret = buffer.caret();
    let before = |index: usize| match sitting.story.passages.get(index).map(|passage| &passage.origin) {
        Some(Origin::Answer(key, span)) if *key == sitting.current && span.start <= caret => {
            Some((index, caret.min(span.end) - span.start))
        }
        Some(Origin::Answer(..) | Origin::Post(_) | Origin::Bridge(_) | Origin::Edit { .. } | Origin::Layout(_))
        | None => None,
    };
    place.rev().find_map(before).unwrap_or(start)
}

/// A press on the story beside the answer goes to the question behind the sentence there, the caret at that very place.
pub fn press_pane(model: &mut Model, position: Position, effects: &mut Vec<Effect>) {
    let frame = Frame::of(model.size);
    let Some(area) = frame.columns().story.map(|area| frame.inside(area)) else { return };
    let under = pane(model).and_then(|(prose, top)| {
        let at = byte_under(&prose, top, area, position)?;
        let passage = prose.strip_at(at);
        Some((passage, at - prose.start(passage)))
    });
    let (Some((passage, within)), Some(sitting)) = (under, &model.sitting) else { return };
    let at = match sitting.story.passages.get(passage).map(|passage| &passage.origin) {
        Some(Origin::Answer(_, span)) => Some((span.start + within).min(span.end)),
        Some(Origin::Post(_) | Origin::Bridge(_) | Origin::Edit { .. } | Origin::Layout(_)) | None => None,
    };
    let Some(key) = super::key_of(sitting, passage) else {
        model.notice = Some(Notice::plain(model.words.notice.no_question.clone()));
        return;
    };
    interview::go(model, key, effects);
    if let (Some(at), Some(buffer)) = (at, model.sitting.as_mut().and_then(Sitting::buffer)) {
        buffer.set_caret(at);
    }
}

/// The byte painted at a cell of `area`.
pub(super) fn byte_under(prose: &Prose<'_>, top: Place, area: Rect, position: Position) -> Option<usize> {
    let (row, column) = (position.y.checked_sub(area.y)?, position.x.saturating_sub(area.x + GUTTER));
    prose.byte_at(top, usize::from(row), usize::from(column))
}

/// Scrolls the story pane beside the answer, which keeps the keys.
pub fn scroll_pane(model: &mut Model, rows: isize) {
    let height = pane_height(model);
    let Some((prose, top)) = pane(model) else { return };
    let top = lower_of(prose.step(top, rows), prose.bottom(height));
    if let Some(sitting) = &mut model.sitting {
        sitting.story_top = top;
        sitting.story_follows = Follows::Reader;
    }
}

/// The story pane: the prose, and the row at its top as [`settle_pane`] left it.
fn pane(model: &Model) -> Option<(Prose<'_>, Place)> {
    let sitting = model.sitting.as_ref()?;
    let frame = Frame::of(model.size);
    let columns = measure(frame.inside(frame.columns().story?).width);
    let prose = Prose::of(&sitting.story, &sitting.post, &sitting.draft.answers, columns, model.ambiguous);
    Some((prose, sitting.story_top))
}

/// Settles where the story pane stands. It stays where it is while the caret is well inside, so that typing moves
/// nothing but the answer; else the caret comes to a third of its height.
pub fn settle_pane(model: &mut Model) {
    let height = pane_height(model);
    let Some(mut laid) = model.sitting.as_mut().map(|sitting| std::mem::take(&mut sitting.story_laid)) else { return };
    let Some((prose, top)) = pane(model) else { return };
    let Some(sitting) = &model.sitting else { return };
    // The text before it may have changed: it stands at the start of a line that is there.
    let stands = Place { line: prose.line(top.line), row: top.row };
    let shown = prose.shown(stands, height, &mut laid);
    let wanted = match sitting.story_follows {
        Follows::Reader => stands,
        Follows::Caret => {
            let (passage, within) = caret(sitting);
            let at = prose.start(passage) + within;
            let row = shown.iter().rposition(|row| row.span.start <= at).filter(|_| stands.line <= at);
            // The last row shown may end before the caret: then it is further down.
            let reaches = shown.last().is_some_and(|last| at <= last.span.end);
            let well_inside = |row| row >= CONTEXT.min(height / 3) && row + CONTEXT < shown.len().max(height);
            if reaches && row.is_some_and(well_inside) {
                stands
            } else {
                prose.step(prose.place(at), -isize::try_from(height / 3).unwrap_or(0))
            }
        }
    };
    let mut settled = (wanted, if wanted == stands { shown } else { prose.shown(wanted, height, &mut laid) });
    if settled.1.len() < height && sitting.story_follows == Follows::Caret {
        // There is less below it than fills the pane.
        let top = lower_of(wanted, prose.bottom(height));
        settled = (top, prose.shown(top, height, &mut laid));
    }
    if let Some(sitting) = &mut model.sitting {
        sitting.story_top = settled.0;
        laid.spare = std::mem::replace(&mut sitting.story_rows, settled.1);
        sitting.story_laid = laid;
    }
}

/// Rows of context kept above and below the caret.
pub(super) const CONTEXT: usize = 2;

fn pane_height(model: &Model) -> usize {
    let frame = Frame::of(model.size);
    frame.columns().story.map_or(0, |area| usize::from(frame.inside(area).height))
}
