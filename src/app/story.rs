//! The story screen, and the story pane beside the interview.
#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "of all actions a place does the few that mean something there; a new one means nothing until it is given a place"
)]

use ratatui::layout::{Position, Rect};

use super::action::Action;
use super::effect::Effect;
use super::field::Field;
use super::frame::Frame;
use super::model::{Model, Notice, Screen};
use super::msg::Click;
use super::prose::{Laid, Place, Prose};
use super::sitting::{Follows, Sitting};
use super::{export, interview};
use crate::answers::Key;
use crate::story::{Origin, Part};

/// The story screen's own state.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct StoryScreen {
    /// The passage the cursor is on.
    pub passage: usize,
    /// The row at the top.
    pub top: Place,
}

/// Opens the story at the part being answered.
pub fn open(model: &mut Model) {
    model.screen = Screen::Story;
    model.story.passage = model.sitting.as_ref().map_or(0, focus);
    show(model);
}

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

/// Where the caret stands in the story, in bytes: in the answer being typed, or behind its last word where the blanks it
/// stands in are not woven; else at the start of its passage.
fn caret(sitting: &Sitting, prose: &Prose<'_>) -> usize {
    let start = prose.start(focus(sitting));
    let Field::Text(buffer) = sitting.field() else { return start };
    let Some(place) = sitting.story.place_of(&sitting.current) else { return start };
    let caret = buffer.caret();
    let before = |index| match prose.passage(index).map(|passage| &passage.origin) {
        Some(Origin::Answer(key, span)) if *key == sitting.current && span.start <= caret => {
            Some(prose.start(index) + caret.min(span.end) - span.start)
        }
        Some(Origin::Answer(..) | Origin::Post(_) | Origin::Bridge(_) | Origin::Edit { .. } | Origin::Layout(_))
        | None => None,
    };
    place.rev().find_map(before).unwrap_or(start)
}

/// Does what an action asks for on the story screen.
pub fn act(model: &mut Model, action: Action, effects: &mut Vec<Effect>) {
    let page = isize::from(i16::try_from(height(model)).unwrap_or(i16::MAX)) - 2;
    match action {
        Action::Up => scroll(model, -1),
        Action::Down => scroll(model, 1),
        Action::PageUp => scroll(model, -page.max(1)),
        Action::PageDown => scroll(model, page.max(1)),
        Action::TextStart => scroll(model, isize::MIN),
        Action::TextEnd => scroll(model, isize::MAX),
        Action::Next => step(model, 1),
        Action::Previous => step(model, -1),
        Action::Open => open_origin(model, effects),
        Action::Bridges => {
            if let Some(sitting) = &mut model.sitting {
                sitting.toggle_bridges(effects);
            }
            show(model);
        }
        Action::Back => model.screen = Screen::Interview,
        Action::Copy => interview::how_to_leave(model),
        _ => {}
    }
}

/// To the next or the previous passage that is not the post's own.
fn step(model: &mut Model, by: isize) {
    let Some(sitting) = &model.sitting else { return };
    let own = |origin: &Origin| match origin {
        Origin::Answer(..) | Origin::Bridge(_) | Origin::Edit { .. } => true,
        Origin::Post(_) | Origin::Layout(_) => false,
    };
    let mut at = model.story.passage;
    while let Some(next) = at.checked_add_signed(by) {
        let Some(passage) = sitting.story.passages.get(next) else { return };
        at = next;
        if own(&passage.origin) {
            model.story.passage = at;
            show(model);
            return;
        }
    }
}

/// To the question behind the marked passage.
fn open_origin(model: &mut Model, effects: &mut Vec<Effect>) {
    let Some(sitting) = &model.sitting else { return };
    if let Some(key) = key_of(sitting, model.story.passage) {
        model.screen = Screen::Interview;
        interview::go(model, key, effects);
    } else {
        model.notice = Some(Notice::plain(model.words.notice.no_question.clone()));
    }
}

/// The question behind a passage: its own, or for a bridge or the post's text the nearest after it in its part.
#[must_use]
pub fn key_of(sitting: &Sitting, passage: usize) -> Option<Key> {
    let part = sitting.story.passages.get(passage)?.part;
    let rest = sitting.story.passages.get(passage..)?;
    rest.iter().take_while(|passage| passage.part == part).find_map(|passage| match &passage.origin {
        Origin::Answer(key, _) => Some(key.clone()),
        Origin::Post(_) | Origin::Bridge(_) | Origin::Edit { .. } | Origin::Layout(_) => None,
    })
}

/// A press on the story screen marks the passage there; a second one opens what is behind it.
pub fn press(model: &mut Model, position: Position, click: Click, effects: &mut Vec<Effect>) {
    let frame = Frame::of(model.size);
    let under = whole(model).and_then(|prose| under(&prose, model.story.top, frame.inside(frame.body), position));
    let Some((passage, _)) = under else { return };
    model.story.passage = passage;
    match click {
        Click::Once => {}
        Click::Twice | Click::Thrice => open_origin(model, effects),
    }
}

/// A press on the story beside the answer goes to the question behind the sentence there, the caret at that very place.
pub fn press_pane(model: &mut Model, position: Position, effects: &mut Vec<Effect>) {
    let frame = Frame::of(model.size);
    let Some(area) = frame.columns().story.map(|area| frame.inside(area)) else { return };
    let under = pane(model).and_then(|(prose, top)| under(&prose, top, area, position));
    let (Some((passage, within)), Some(sitting)) = (under, &model.sitting) else { return };
    let at = match sitting.story.passages.get(passage).map(|passage| &passage.origin) {
        Some(Origin::Answer(_, span)) => Some(span.start + within),
        Some(Origin::Post(_) | Origin::Bridge(_) | Origin::Edit { .. } | Origin::Layout(_)) | None => None,
    };
    let Some(key) = key_of(sitting, passage) else {
        model.notice = Some(Notice::plain(model.words.notice.no_question.clone()));
        return;
    };
    interview::go(model, key, effects);
    if let (Some(at), Some(buffer)) = (at, model.sitting.as_mut().and_then(Sitting::buffer)) {
        buffer.set_caret(at);
    }
}

/// The passage painted at a cell of `area`, and how many bytes into it.
fn under(prose: &Prose<'_>, top: Place, area: Rect, position: Position) -> Option<(usize, usize)> {
    let (row, column) = (position.y.checked_sub(area.y)?, position.x.saturating_sub(area.x + GUTTER));
    let at = prose.byte_at(top, usize::from(row), usize::from(column))?;
    let passage = prose.passage_at(at);
    Some((passage, at - prose.start(passage)))
}

/// The story changed for a reason that is not a key on its screen: what shows it follows.
pub fn changed(model: &mut Model) {
    show(model);
    if model.screen == Screen::Export {
        export::make(model);
    }
}

/// The screen is another now: where the story is on it, the marked passage stays in view. Whoever opens it brings it there.
pub fn resized(model: &mut Model) {
    if model.screen == Screen::Story {
        show(model);
    }
}

/// Brings the marked passage into view.
pub fn show(model: &mut Model) {
    let last = model.sitting.as_ref().map_or(0, |sitting| sitting.story.passages.len().saturating_sub(1));
    model.story.passage = model.story.passage.min(last);
    let height = height(model);
    let passage = model.story.passage;
    if let Some(prose) = whole(model) {
        let third = isize::try_from(height / 3).unwrap_or(0);
        let top = prose.step(prose.place(prose.start(passage)), -third);
        model.story.top = lower_of(top, prose.bottom(height));
    }
}

/// Scrolls the story by rows; the cursor follows into view.
pub fn scroll(model: &mut Model, rows: isize) {
    let height = height(model);
    let top = model.story.top;
    if let Some(prose) = whole(model) {
        let bottom = prose.bottom(height);
        let place = match rows {
            isize::MIN => Place::default(),
            isize::MAX => bottom,
            rows => prose.step(top, rows),
        };
        let place = lower_of(place, bottom);
        let shown = prose.shown(place, height, &mut Laid::default());
        let first = shown.first().map_or(0, |row| prose.passage_at(row.span.start));
        let last = shown.last().map_or(0, |row| prose.passage_at(row.span.start));
        model.story.passage = model.story.passage.clamp(first, last.max(first));
        model.story.top = place;
    }
}

/// The rows of the story screen.
fn height(model: &Model) -> usize {
    let frame = Frame::of(model.size);
    usize::from(frame.inside(frame.body).height)
}

/// The story as wide as the story screen shows it.
#[must_use]
pub fn whole(model: &Model) -> Option<Prose<'_>> {
    let sitting = model.sitting.as_ref()?;
    let frame = Frame::of(model.size);
    Some(Prose::new(
        &sitting.story,
        &sitting.post,
        &sitting.draft.answers,
        measure(frame.inside(frame.body).width),
        model.ambiguous,
    ))
}

/// The columns prose is set in: the pane without its margin, and never wider than reads well.
#[must_use]
pub fn measure(width: u16) -> usize {
    usize::from(width.saturating_sub(GUTTER)).clamp(1, 82)
}

/// Columns to the left of the story in which origins are marked.
pub const GUTTER: u16 = 2;

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
    let prose = Prose::new(&sitting.story, &sitting.post, &sitting.draft.answers, columns, model.ambiguous);
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
            let at = caret(sitting, &prose);
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
        (sitting.story_top, sitting.story_rows) = settled;
        sitting.story_laid = laid;
    }
}

/// Rows of context kept above and below the caret in the story pane.
const CONTEXT: usize = 2;

/// `place`, but not below `bottom`.
fn lower_of(place: Place, bottom: Place) -> Place {
    if (place.line, place.row) > (bottom.line, bottom.row) { bottom } else { place }
}

fn pane_height(model: &Model) -> usize {
    let frame = Frame::of(model.size);
    frame.columns().story.map_or(0, |area| usize::from(frame.inside(area).height))
}
