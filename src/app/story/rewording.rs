//! A sentence reworded in its place.
//!
//! What it is: a field laid where the sentence stands. What it is not: a second way to change an answer; the answer and
//! the post stay as they are. Invariant: what the field shows is in the draft and in the journal with every key, so that
//! no way out of it loses a word; a wording equal to what stood there is no edit.

use ratatui::layout::{Position, Rect};

use super::choices::{self, Rewrite, Step};
use super::pane::byte_under;
use super::{Areas, Column, GUTTER, Mark, Pointed, areas, laid_out, mark, measure, walk, whole};
use crate::app::action::Action;
use crate::app::effect::{Effect, Lent};
use crate::app::interview;
use crate::app::model::{Model, Notice};
use crate::app::msg::{Click, Held};
use crate::app::prose::{Holds, Laid, Prose, Strip};
use crate::app::sitting::Sitting;
use crate::app::typing;
use crate::draft::Edit;
use crate::story::{Of, Origin, Sentence, Stretch};
use crate::text::Span;
use crate::text::buffer::Buffer;
use crate::text::rows::rows;
use crate::words::fill;

/// A sentence being reworded.
#[derive(Debug)]
pub struct Rewording {
    /// Which passage, what stood there, and what stood there when the field was opened.
    edit: Edit,
    /// The edit that stood there then.
    stood: Option<Edit>,
    /// The author's own, as it is in the draft now.
    put: Option<Edit>,
    /// What is typed into.
    pub buffer: Buffer,
    /// How many rows it has on the screen.
    pub height: u16,
}

/// Opens what is pointed at.
pub fn open(model: &mut Model) {
    if !model.may_write() {
        return;
    }
    let found = super::pointed(model).and_then(|(sitting, mark)| {
        let draft = &sitting.draft;
        let stood = match &mark.of {
            Pointed::Sentence(Sentence { of: Of::Edit(index), .. }) | Pointed::Reworded(index) => {
                draft.edits.get(*index).cloned()
            }
            Pointed::Sentence(Sentence { of: Of::Bridge(join), .. }) => {
                draft.edits.iter().find(|edit| edit.passage.strip_prefix("bridge:") == Some(join)).cloned()
            }
            Pointed::Sentence(_) | Pointed::LeftOut(_) => None,
        };
        let edit = match &mark.of {
            Pointed::Sentence(sentence) => sitting.story.editable(&sitting.post, draft, sentence)?,
            Pointed::Reworded(_) => stood.clone()?,
            Pointed::LeftOut(_) => return None,
        };
        Some((edit, stood, mark.span.start))
    });
    let Some((edit, stood, at)) = found else {
        model.notice = Some(Notice::plain(model.words.notice.not_reworded.clone()));
        return;
    };
    let mut buffer = Buffer::new(edit.text.clone());
    buffer.set_caret(edit.text.len());
    let field = Rewording { edit, put: stood.clone(), stood, buffer, height: 1 };
    model.story.field = Some(Box::new(field));
    model.story.at = at;
}

/// Opens what is pointed at in the author's own editor.
pub fn in_editor(model: &mut Model, effects: &mut Vec<Effect>) {
    if model.story.field.is_none() {
        open(model);
    }
    if let Some(field) = &model.story.field {
        let Edit { passage, was, .. } = field.edit.clone();
        effects.push(Effect::Editor(Lent::Edit { passage, was }, field.buffer.text().to_owned()));
    }
}

/// Takes in the sentence as the author's own editor left it.
pub fn edited(model: &mut Model, passage: &str, was: &str, text: &str, effects: &mut Vec<Effect>) {
    let Some(field) = &mut model.story.field else { return };
    if (field.edit.passage.as_str(), field.edit.was.as_str()) == (passage, was) {
        field.buffer.adopt(text);
        commit(model, effects);
    }
}

/// Puts typed characters in at the caret.
pub fn typed(model: &mut Model, text: &str, effects: &mut Vec<Effect>) {
    if let Some(field) = &mut model.story.field {
        field.buffer.insert(text);
        commit(model, effects);
    }
}

/// Puts a paste in at the caret: one step to undo.
pub fn paste(model: &mut Model, text: &str, effects: &mut Vec<Effect>) {
    if let Some(field) = &mut model.story.field {
        field.buffer.paste(text);
        commit(model, effects);
    }
}

/// Does what an action asks for while a sentence is reworded.
pub fn act(model: &mut Model, action: Action, held: Held, effects: &mut Vec<Effect>) {
    match action {
        Action::Keep => close(model, effects),
        Action::Next | Action::Previous => {
            close(model, effects);
            walk::own(model, if action == Action::Next { 1 } else { -1 });
        }
        Action::Editor => in_editor(model, effects),
        other => {
            let Some(field) = &mut model.story.field else { return };
            if other == Action::LineEnd {
                field.buffer.newline();
            } else if !typing::in_line(&mut field.buffer, other, held, &mut model.cut, effects) {
                if other == Action::Copy {
                    interview::how_to_leave(model);
                }
                return;
            }
            commit(model, effects);
        }
    }
}

/// Carries what the field says to the draft, the journal and the story.
fn commit(model: &mut Model, effects: &mut Vec<Effect>) {
    if !model.may_write() {
        return;
    }
    let (Some(field), Some(sitting)) = (&mut model.story.field, &mut model.sitting) else { return };
    field.buffer.take_splices();
    let text = field.buffer.text();
    // A field's line ends are LF, the post's may not be.
    // Words put aside there are not dropped with it.
    let next = if text == field.edit.was.replace("\r\n", "\n") && field.edit.aside.is_none() {
        None
    } else if let Some(stood) = field.stood.as_ref().filter(|stood| stood.text == text) {
        Some(stood.clone())
    } else {
        Some(Edit { text: text.to_owned(), bridge: None, ..field.edit.clone() })
    };
    if next == field.put {
        return;
    }
    // Somebody else may have reworded the same meanwhile: theirs stays beside it.
    let mut edits = sitting.draft.edits_of(&field.edit.passage);
    let at = field.put.as_ref().and_then(|put| edits.iter().position(|edit| edit == put));
    let is_bridge = field.edit.passage.starts_with("bridge:");
    let at = at.map_or(if is_bridge { 0..0 } else { edits.len()..edits.len() }, |at| at..at + 1);
    edits.splice(at, next.clone());
    field.put = next;
    let passage = field.edit.passage.clone();
    sitting.reword(&passage, edits, effects);
}

/// Leaves the field. What it says stays; undo brings back what was before.
pub fn close(model: &mut Model, effects: &mut Vec<Effect>) {
    let blank = |field: &Rewording| field.buffer.text().trim().is_empty() && !field.buffer.is_empty();
    if let Some(field) = model.story.field.as_mut().filter(|field| blank(field)) {
        // Blanks alone say nothing.
        field.buffer.adopt("");
        commit(model, effects);
    }
    let Some(field) = model.story.field.take() else { return };
    let Some(sitting) = &model.sitting else { return };
    let after = sitting.draft.edits_of(&field.edit.passage);
    if let Some(prose) = whole(model) {
        let place = field.place(sitting, &prose);
        let start = place.map_or(model.story.at, |(nth, _)| prose.start(nth));
        model.story.at = walk::ahead(sitting, &prose, start).unwrap_or(start);
    }
    if field.put != field.stood {
        // What somebody else has put beside it meanwhile was there before, and stays when this is undone.
        let mut before = after.clone();
        let put = field.put.as_ref().and_then(|put| before.iter().position(|edit| edit == put));
        match put {
            Some(at) => drop(before.splice(at..=at, field.stood)),
            None => before.extend(field.stood),
        }
        let key = model.keymap.name(crate::app::keymap::Place::Story, Action::Undo);
        model.notice = Some(Notice::plain(fill(&model.words.notice.reworded, &[("key", &key)])));
        let rewrite = Rewrite { passage: field.edit.passage, before, after };
        choices::did(model, Step::Edits(vec![rewrite]));
        interview::rest(model, effects);
    }
    super::keep(model);
}

/// A press in the field puts the caret. Whether it was in the field.
pub(super) fn press(model: &mut Model, position: Position, click: Click) -> bool {
    let Some(area) = area(model).filter(|area| area.contains(position)) else { return false };
    let (row, column) = (usize::from(position.y - area.y), usize::from(position.x - area.x));
    if let Some(field) = &mut model.story.field {
        match click {
            Click::Once => field.buffer.press(row, column),
            Click::Twice => field.buffer.select_word(row, column),
            Click::Thrice => field.buffer.select_paragraph(row, column),
        }
    }
    true
}

/// The byte of the column that is painted at a cell, round a field that may be open.
pub(super) fn under(model: &Model, position: Position) -> Option<usize> {
    let Areas { text, .. } = areas(model);
    let Column { prose, field } = laid_out(model)?;
    let (Some(at), Some(area)) = (field, area(model)) else {
        return byte_under(&prose, model.story.top, text, position);
    };
    // The field has more rows than the line it stands on.
    let more = if position.y < area.y { 0 } else { area.height.saturating_sub(1) };
    let row = Position { y: position.y.saturating_sub(more), ..position };
    let found = byte_under(&prose, model.story.top, text, row)?;
    // Counted from the end it is what it is without the field.
    let behind = || whole(model).map(|whole| (whole.len() + found).saturating_sub(prose.len()));
    if found <= at { Some(found) } else { behind() }
}

/// The mouse moved with the button down: the selection in the field follows.
pub fn drag(model: &mut Model, position: Position) {
    let area = area(model).filter(|area| area.contains(position));
    if let (Some(area), Some(field)) = (area, &mut model.story.field) {
        field.buffer.drag(usize::from(position.y - area.y), usize::from(position.x - area.x));
    }
}

/// Where the field stands on the screen.
#[must_use]
pub fn area(model: &Model) -> Option<Rect> {
    let Areas { text, .. } = areas(model);
    let column = laid_out(model)?;
    let at = column.field?;
    let shown = column.prose.shown(model.story.top, usize::from(text.height), &mut Laid::default());
    let row = shown.iter().position(|row| row.span == Span::new(at, at))?;
    let y = text.y + u16::try_from(row).ok()?;
    let height = model.story.field.as_ref()?.height.min(text.bottom() - y);
    let width = u16::try_from(measure(text.width)).ok()?;
    Some(Rect { x: text.x + GUTTER.min(text.width), y, width: width.min(text.width), height })
}

/// Lays the field out and brings it into view whole.
pub fn lay_out(model: &mut Model) {
    let Areas { text, .. } = areas(model);
    let (columns, ambiguous) = (measure(text.width), model.ambiguous);
    let Some(field) = &mut model.story.field else { return };
    let most = (text.height * 2 / 3).max(1);
    let tall = |line: &str| rows(line, columns, ambiguous).len();
    let mut height = 0;
    for line in field.buffer.paragraphs() {
        height += tall(line);
        if height >= usize::from(most) {
            break;
        }
    }
    // A caret behind a full row stands on one of its own.
    let height = u16::try_from(height).unwrap_or(u16::MAX).clamp(1, most);
    field.height = height;
    field.buffer.lay_out(columns, usize::from(height), ambiguous);
    let Some(Column { prose, field: Some(at) }) = laid_out(model) else { return };
    let row = prose.place(at);
    let far = |rows: u16| isize::try_from(rows).unwrap_or(0);
    let lowest = prose.step(row, -far(1.min(text.height.saturating_sub(height))));
    let highest = prose.step(row, -far(text.height.saturating_sub(height + 1)));
    let order = |place: crate::app::prose::Place| (place.line, place.row);
    let top = crate::app::prose::Place { line: prose.line(model.story.top.line), row: model.story.top.row };
    model.story.top = if order(top) > order(lowest) {
        lowest
    } else if order(top) < order(highest) {
        highest
    } else {
        top
    };
}

impl Rewording {
    /// The column with the sentence taken out that is being reworded, an empty line in its place.
    pub(super) fn cut_out<'a>(&self, sitting: &'a Sitting, prose: &Prose<'a>, model: &Model) -> Column<'a> {
        let span = self.span(sitting, prose, model.story.at);
        let mut strips: Vec<Strip<'a>> = Vec::with_capacity(prose.strips().len() + 4);
        let line_end = Strip { text: "\n", holds: Holds::Gap };
        let part = |nth: usize, strip: &Strip<'a>, from: usize, to: usize| {
            let start = prose.start(nth);
            let within = |at: usize| at.clamp(start, start + strip.text.len()) - start;
            Strip { text: Span::new(within(from), within(to)).of(strip.text), ..*strip }
        };
        let all = || prose.strips().iter().enumerate();
        strips.extend(all().map(|(nth, strip)| part(nth, strip, 0, span.start)).filter(|strip| !strip.text.is_empty()));
        strips.extend(strips.last().filter(|strip| !strip.text.ends_with('\n')).map(|_| line_end));
        let field = strips.iter().map(|strip| strip.text.len()).sum();
        let behind = all().map(|(nth, strip)| part(nth, strip, span.end, usize::MAX));
        let behind: Vec<Strip<'a>> = behind.filter(|strip| !strip.text.is_empty()).collect();
        strips.extend(behind.first().filter(|strip| !strip.text.starts_with('\n')).map(|_| line_end));
        strips.extend(behind);
        let columns = measure(areas(model).text.width);
        Column { prose: Prose::new(strips, columns, model.ambiguous), field: Some(field) }
    }

    /// The bytes of the column that the field takes the place of.
    fn span(&self, sitting: &Sitting, prose: &Prose<'_>, at: usize) -> Span {
        match self.place(sitting, prose) {
            Some((nth, Stretch::Stands(_))) => Span::new(prose.start(nth), prose.start(nth + 1)),
            // Reworded to nothing: behind what is struck.
            Some((nth, Stretch::Reworded(_) | Stretch::Line(_) | Stretch::LeftOut(_))) => {
                Span::new(prose.start(nth + 1), prose.start(nth + 1))
            }
            None => {
                let stands = mark(sitting, prose, at).filter(|mark| self.put.is_none() && mark.is_plain());
                stands.map_or(Span::new(at, at), |mark| mark.span)
            }
        }
    }

    /// The strip of what the author has put: where it stands, else what it struck.
    fn place(&self, sitting: &Sitting, prose: &Prose<'_>) -> Option<(usize, Stretch)> {
        let put = self.put.as_ref()?;
        let index = sitting.draft.edits.iter().position(|edit| edit == put)?;
        let of = |strip: &Strip<'_>| match strip.holds {
            Holds::Gap | Holds::Stretch(Stretch::LeftOut(_)) => None,
            Holds::Stretch(stretch @ (Stretch::Reworded(struck) | Stretch::Line(struck))) => {
                Some(stretch).filter(|_| struck == index)
            }
            Holds::Stretch(stretch @ Stretch::Stands(passage)) => {
                let origin = sitting.story.passages.get(passage).map(|found| &found.origin);
                let stands = match origin {
                    Some(Origin::Edit { index: laid, .. }) => *laid == index,
                    // Another bridge of the list, taken and not reworded yet.
                    Some(Origin::Bridge(bridge)) => put.passage.strip_prefix("bridge:") == Some(bridge.join.as_str()),
                    Some(Origin::Post(_) | Origin::Answer(..) | Origin::Layout(_)) | None => false,
                };
                Some(stretch).filter(|_| stands)
            }
        };
        let found = prose.strips().iter().enumerate().filter_map(|(nth, strip)| Some((nth, of(strip)?)));
        found.max_by_key(|(_, stretch)| matches!(stretch, Stretch::Stands(_)))
    }
}

impl Mark {
    /// Whether it is a sentence nobody has reworded.
    const fn is_plain(&self) -> bool {
        match &self.of {
            Pointed::Sentence(sentence) => match sentence.of {
                Of::Text(..) | Of::Bridge(_) => true,
                Of::Edit(_) => false,
            },
            Pointed::Reworded(_) | Pointed::LeftOut(_) => false,
        }
    }
}
