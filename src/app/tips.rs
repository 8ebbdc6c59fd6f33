//! The tips screen: the post line by line, what was read as a tip, and the author's own marks on it.
//!
//! What it is: a cursor on the lines of the post and the few things that can be said of one. What it is not: it changes no
//! byte of the post; marks are kept in the draft. Invariant: whatever is marked, undo brings the reading before it back,
//! until somebody else's marks come in.
#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "of all actions a place does the few that mean something there; a new one means nothing until it is given a place"
)]

use super::action::Action;
use super::effect::Effect;
use super::frame::Frame;
use super::interview;
use super::model::{Model, Notice, Overlay, Screen};
use super::msg::{Deed, Held, Mouse};
use super::typing;
use crate::post::{Lines, Mending, Post, Says, TakenFor, Tip, read_again};
use crate::text::buffer::{Buffer, Way};

/// The tips screen's own state.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TipsScreen {
    /// The lines of the post.
    pub lines: Lines,
    /// The line the cursor is on, from 0.
    pub line: usize,
    /// The first line shown.
    pub top: usize,
    /// The marks before each change made here.
    undone: Vec<Mending>,
    /// The marks that were undone.
    redone: Vec<Mending>,
}

/// What a line is to the reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reads<'p> {
    /// A tip begins on it.
    Begins(&'p Tip),
    /// It belongs to a tip.
    Within(&'p Tip),
    /// It belongs to none.
    Outside,
}

/// Opens the post's lines at its first tip.
pub fn open(model: &mut Model) {
    let Some(sitting) = &model.sitting else { return };
    let lines = sitting.post.lines();
    let first = sitting.post.tips.first().map_or(0, |tip| lines.index(tip.heading_span.start));
    // The first tip in the upper third: what follows is what is looked at.
    let (undone, redone) = (std::mem::take(&mut model.tips.undone), std::mem::take(&mut model.tips.redone));
    model.tips = TipsScreen { lines, line: first, top: first.saturating_sub(height(model) / 3), undone, redone };
    model.screen = Screen::Tips;
    model.overlay = None;
    put(model, first);
}

/// What line `line`, from 0, is to the reading of `post`.
#[must_use]
pub fn reads<'p>(post: &'p Post, lines: &Lines, line: usize) -> Reads<'p> {
    let row = lines.bare(&post.text, line);
    let after = post.tips.partition_point(|tip| tip.heading_span.start <= row.end);
    let tip = post.tips.get(..after).and_then(<[Tip]>::last);
    match tip {
        Some(tip) if lines.index(tip.heading_span.start) == line => Reads::Begins(tip),
        Some(tip) if row.start < tip.span.end => Reads::Within(tip),
        Some(_) | None => Reads::Outside,
    }
}

/// Does what an action asks for on the tips screen.
pub fn act(model: &mut Model, action: Action, effects: &mut Vec<Effect>) {
    let page = height(model).saturating_sub(2).max(1);
    let line = model.tips.line;
    match action {
        Action::Up => step(model, -1),
        Action::Down => step(model, 1),
        Action::PageUp => put(model, line.saturating_sub(page)),
        Action::PageDown => put(model, line + page),
        Action::TextStart => put(model, 0),
        Action::TextEnd => put(model, usize::MAX),
        Action::Next => to_tip(model, Way::Forward),
        Action::Previous => to_tip(model, Way::Backward),
        Action::Choose => mark(model, effects),
        Action::Join => {
            if let Some(Reads::Begins(_)) = here(model) {
                say(model, Says::Joined, effects);
            } else {
                model.notice = Some(Notice::plain(model.words.notice.no_tip_here.clone()));
            }
        }
        Action::Rename => {
            if model.may_write()
                && let Some(Reads::Begins(tip)) = here(model)
            {
                let mut heading = Buffer::line(&tip.heading);
                heading.set_caret(tip.heading.len());
                model.overlay = Some(Overlay::Name { name: Box::new(heading) });
            } else if model.notice.is_none() {
                model.notice = Some(Notice::plain(model.words.notice.no_tip_here.clone()));
            }
        }
        Action::TakeAsOne => {
            if let (Some(mut mending), Some(sitting)) = (marks(model), &model.sitting) {
                mending.taken = match mending.taken {
                    TakenFor::Several => TakenFor::One,
                    TakenFor::One => TakenFor::Several,
                };
                let post = read_again(&sitting.post, &mending);
                mend(model, mending, post, effects);
            }
        }
        Action::Undo => turn_back(model, effects),
        Action::Redo => turn_forward(model, effects),
        Action::Back => model.screen = Screen::Interview,
        Action::Copy => interview::how_to_leave(model),
        _ => {}
    }
}

/// Types into the heading of a tip.
pub fn typed(model: &mut Model, text: &str) {
    if let Some(Overlay::Name { name }) = &mut model.overlay {
        name.insert(text);
    }
}

/// Does what an action asks for while a tip is named.
pub fn name(model: &mut Model, action: Action, held: Held, effects: &mut Vec<Effect>) {
    let Some(Overlay::Name { name: heading }) = &mut model.overlay else { return };
    match action {
        Action::Keep => {
            let heading = heading.text().to_owned();
            model.overlay = None;
            let line = model.tips.line + 1;
            if let (Some(mut mending), Some(sitting)) = (marks(model), &model.sitting)
                && mending.rename(&sitting.post, line, &heading)
            {
                let post = read_again(&sitting.post, &mending);
                mend(model, mending, post, effects);
            }
        }
        Action::Back => model.overlay = None,
        other => {
            typing::in_line(heading, other, held, &mut model.cut, effects);
        }
    }
}

/// The mouse: press puts the cursor on a line, the wheel scrolls.
pub fn mouse(model: &mut Model, mouse: Mouse, rows: isize) {
    let frame = Frame::of(model.size);
    let inside = frame.inside(frame.body);
    match mouse.deed {
        Deed::WheelUp | Deed::WheelDown => put(model, model.tips.line.saturating_add_signed(rows)),
        Deed::Press(_) if (inside.y..inside.bottom()).contains(&mouse.row) => {
            put(model, model.tips.top + usize::from(mouse.row - inside.y));
        }
        Deed::Press(_) | Deed::Drag => {}
    }
}

/// A tip begins on the line, or begins there no more.
fn mark(model: &mut Model, effects: &mut Vec<Effect>) {
    match here(model) {
        Some(Reads::Begins(_)) => say(model, Says::NoTip, effects),
        Some(Reads::Within(_) | Reads::Outside) => say(model, Says::Tip, effects),
        None => {}
    }
}

/// Says what the line under the cursor is. Where taking an earlier mark away says the same, that is enough.
fn say(model: &mut Model, says: Says, effects: &mut Vec<Effect>) {
    let line = model.tips.line + 1;
    let (Some(mut mending), Some(sitting)) = (marks(model), &model.sitting) else { return };
    mending.taken = TakenFor::Several;
    let as_wanted = |mending: Mending| {
        let post = read_again(&sitting.post, &mending);
        let begins = matches!(reads(&post, &model.tips.lines, line - 1), Reads::Begins(_));
        (begins == (says == Says::Tip)).then_some((mending, post))
    };
    let mut forgotten = mending.clone();
    let forgets = says != Says::Joined && forgotten.forget(&sitting.post, line);
    let said = Some(forgotten).filter(|_| forgets).and_then(as_wanted);
    let said = said.or_else(|| if mending.say(&sitting.post, line, says) { as_wanted(mending) } else { None });
    match said {
        Some((mending, post)) => mend(model, mending, post, effects),
        None => model.notice = Some(Notice::plain(model.words.notice.no_tip_line.clone())),
    }
}

/// Forgets what could be undone: somebody else's marks have come in.
pub fn forget_undone(model: &mut Model) {
    model.tips.undone.clear();
    model.tips.redone.clear();
}

/// The marks as they are, where they may be changed.
fn marks(model: &mut Model) -> Option<Mending> {
    if model.may_write() { model.sitting.as_ref().map(|sitting| sitting.draft.mending.clone()) } else { None }
}

/// Changes the marks, with which the post reads as `post`; what they were can be had back.
fn mend(model: &mut Model, mending: Mending, post: Post, effects: &mut Vec<Effect>) {
    if let Some(sitting) = &mut model.sitting {
        model.tips.undone.push(sitting.draft.mending.clone());
        model.tips.redone.clear();
        sitting.mend(mending, post, effects);
    }
}

fn turn_back(model: &mut Model, effects: &mut Vec<Effect>) {
    if let (Some(before), Some(sitting)) = (model.tips.undone.pop(), &mut model.sitting) {
        model.tips.redone.push(sitting.draft.mending.clone());
        let post = read_again(&sitting.post, &before);
        sitting.mend(before, post, effects);
    } else {
        model.notice = Some(Notice::plain(model.words.notice.no_more_undo.clone()));
    }
}

fn turn_forward(model: &mut Model, effects: &mut Vec<Effect>) {
    if let (Some(after), Some(sitting)) = (model.tips.redone.pop(), &mut model.sitting) {
        model.tips.undone.push(sitting.draft.mending.clone());
        let post = read_again(&sitting.post, &after);
        sitting.mend(after, post, effects);
    }
}

/// What the line under the cursor is.
#[must_use]
pub fn here(model: &Model) -> Option<Reads<'_>> {
    let sitting = model.sitting.as_ref()?;
    Some(reads(&sitting.post, &model.tips.lines, model.tips.line))
}

/// To the nearest line up or down on which something stands.
fn step(model: &mut Model, by: isize) {
    let Some(sitting) = &model.sitting else { return };
    let lines = &model.tips.lines;
    let mut line = model.tips.line;
    while let Some(next) = line.checked_add_signed(by).filter(|next| *next < lines.len()) {
        line = next;
        if !lines.is_blank(&sitting.post.text, line) {
            return put(model, line);
        }
    }
}

/// To the next or the previous tip.
fn to_tip(model: &mut Model, way: Way) {
    let Some(sitting) = &model.sitting else { return };
    let line = model.tips.line;
    let mut begins = sitting.post.tips.iter().map(|tip| model.tips.lines.index(tip.heading_span.start));
    let found = match way {
        Way::Forward => begins.find(|begins| *begins > line),
        Way::Backward => begins.rfind(|begins| *begins < line),
    };
    if let Some(line) = found {
        put(model, line);
    }
}

/// Puts the cursor on a line and keeps it in view.
fn put(model: &mut Model, line: usize) {
    let height = height(model).max(1);
    let tips = &mut model.tips;
    tips.line = line.min(tips.lines.len().saturating_sub(1));
    let context = CONTEXT.min((height - 1) / 2);
    let lowest = (tips.line + context + 1).saturating_sub(height);
    tips.top = tips.top.clamp(lowest, tips.line.saturating_sub(context).max(lowest));
    tips.top = tips.top.min(tips.lines.len().saturating_sub(height));
}

/// Lines of context kept above and below the cursor.
const CONTEXT: usize = 2;

/// The rows of the tips screen.
fn height(model: &Model) -> usize {
    let frame = Frame::of(model.size);
    usize::from(frame.inside(frame.body).height)
}
