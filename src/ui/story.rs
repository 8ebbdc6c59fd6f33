//! The story screen: the whole text as it will read, where what is pointed at comes from, and the field it is reworded in.

use ratatui::layout::{Position, Rect};

use super::look::{Look, Role};
use super::put::{self, Cells};
use super::{Caret, field, prose};
use crate::app::Model;
use crate::app::action::Action;
use crate::app::frame::Frame;
use crate::app::keymap::Place;
use crate::app::prose::{Holds, Laid, Prose, Shown, Strip};
use crate::app::story::proof::edit_label;
use crate::app::story::rewording::Rewording;
use crate::app::story::{Areas, Column, Pointed, areas, laid_out, pointed, rewording};
use crate::story::{Of, Origin, Source, Stretch, source_of};
use crate::text::Span;
use crate::words::{fill, lent};

/// Paints the story; the caret stands at what is pointed at, or in the field.
pub fn paint(model: &Model, look: &Look, cells: &mut Cells) -> Caret {
    let frame = Frame::of(model.size);
    let Areas { count, text, labels, remark, foot } = areas(model);
    if frame.bordered() {
        put::frame(&model.words.screen.story, look.of(Role::Border), look.of(Role::Title), frame.body, cells);
    }
    put::cut(&format!(" {} ", origin(model)), look.of(Role::Key), foot, cells);
    put::cut(&to_look_at(model), look.of(Role::Open), remark, cells);
    if let Some(line) = model.story.counted() {
        // While a sentence is being reworded it is the count of what stood before.
        let role = if model.story.field.is_some() { Role::Dim } else { Role::Good };
        put::text(line, look.of(role), count, cells);
    }
    let Column { prose: column, field } = laid_out(model)?;
    let sitting = model.sitting.as_ref()?;
    let shown = column.shown(model.story.top, usize::from(text.height), &mut Laid::default());
    let ink = |strip: usize| prose::ink(column.strips().get(strip), &sitting.story);
    if field.is_none() {
        questions(model, &column, &shown, look, labels, cells);
    }
    if let (Some(at), Some(open)) = (field, &model.story.field) {
        let row = shown.iter().position(|row| row.span == Span::new(at, at))?;
        let (above, below) = shown.split_at_checked(row)?;
        prose::paint(above, &ink, None, look, text, cells);
        let caret = in_place(model, open, look, cells);
        let used = u16::try_from(row).ok()? + open.height;
        let rest = Rect { y: text.y + used, height: text.height.saturating_sub(used), ..text };
        prose::paint(below.get(1..).unwrap_or_default(), &ink, None, look, rest, cells);
        return caret;
    }
    let marked = pointed(model).map(|(_, mark)| mark.span);
    prose::paint(&shown, &ink, marked, look, text, cells);
    let at = model.story.at;
    let row = shown.iter().rposition(|row| row.span.start <= at).unwrap_or(0);
    let before = shown.get(row).into_iter().flat_map(|row| &row.pieces).map(|piece| {
        let within = at.saturating_sub(piece.start).min(piece.text.len());
        cells.width(piece.text.get(..within).unwrap_or_default())
    });
    let column = u16::try_from(before.sum::<usize>()).unwrap_or(u16::MAX);
    let x = (text.x + crate::app::story::GUTTER).saturating_add(column).min(text.right().saturating_sub(1));
    Some(Position { x, y: text.y + u16::try_from(row).unwrap_or(0) })
}

/// The field of the sentence that is reworded, with a bar in the margin.
fn in_place(model: &Model, open: &Rewording, look: &Look, cells: &mut Cells) -> Caret {
    let area = rewording::area(model)?;
    let bar = cells.chrome("▌", "#");
    for y in area.y..area.bottom() {
        let x = area.x.saturating_sub(crate::app::story::GUTTER);
        put::line(bar, look.of(Role::Edit), Rect { x, y, width: 1, height: 1 }, cells);
    }
    field::text(&open.buffer, &model.words.screen.reword_empty, look, area, cells)
}

/// What wants to be looked at, and the key that leads there: what changed beneath a rewording, else what is said twice.
fn to_look_at(model: &Model) -> String {
    let Some(sitting) = &model.sitting else { return String::new() };
    let screen = &model.words.screen;
    let key = |action| model.keymap.name(Place::Story, action);
    let count = sitting.story.left_off.len();
    if count > 0 {
        let fields = [("count", count.to_string()), ("key", key(Action::Changed))];
        return format!(" {}", fill(&screen.left_off, &lent(&fields)));
    }
    let Some((one, other, _)) = model.story.twice.first() else { return String::new() };
    let short = |key| sitting.interview().put(key).short;
    let fields = [("one", short(one)), ("other", short(other)), ("key", key(Action::Twice))];
    format!(" {}", fill(&screen.twice, &lent(&fields)))
}

/// The questions that what was added answers, each beside the row where it begins.
fn questions(model: &Model, column: &Prose, shown: &[Shown], look: &Look, area: Rect, cells: &mut Cells) {
    let Some(sitting) = model.sitting.as_ref().filter(|_| !area.is_empty()) else { return };
    let interview = sitting.interview();
    let print = &model.words.print;
    let edit = |index: usize, word: &str| edit_label(sitting.draft.edits.get(index), word, |key| interview.named(key));
    let label = |strip: &Strip<'_>| match strip.holds {
        Holds::Gap => None,
        Holds::Stretch(Stretch::LeftOut(_)) => Some(print.verify_left_out.clone()),
        Holds::Stretch(Stretch::Reworded(index) | Stretch::Line(index)) => {
            let gone = sitting.draft.edits.get(index).is_some_and(|edit| edit.text.is_empty());
            Some(edit(index, if gone { &print.verify_taken_out } else { &print.verify_was }))
        }
        Holds::Stretch(Stretch::Stands(passage)) => match &sitting.story.passages.get(passage)?.origin {
            Origin::Answer(key, _) => Some(interview.named(key)),
            Origin::Bridge(_) => Some(model.words.screen.changed_bridge.clone()),
            Origin::Edit { index, .. } => Some(edit(*index, &print.verify_edit)),
            Origin::Post(_) | Origin::Layout(_) => None,
        },
    };
    let mut last = String::new();
    for (y, row) in (area.y..area.bottom()).zip(shown) {
        let begins = row.pieces.iter().filter(|piece| piece.start == column.start(piece.strip));
        let named = begins.filter_map(|piece| column.strips().get(piece.strip).and_then(label));
        // An answer of several lines is named once.
        let mut named: Vec<String> = named.filter(|label| *label != last).collect();
        named.dedup();
        if let Some(label) = named.last() {
            last.clone_from(label);
        }
        put::cut(&named.join(" · "), look.of(Role::Dim), Rect { y, height: 1, ..area }, cells);
    }
}

/// Where what is pointed at comes from, in words.
fn origin(model: &Model) -> String {
    let screen = &model.words.screen;
    if model.story.field.is_some() {
        return screen.rewording.clone();
    }
    let Some((sitting, mark)) = pointed(model) else { return screen.origin_layout.clone() };
    let sentence = match &mark.of {
        Pointed::Sentence(sentence) => sentence,
        Pointed::LeftOut(_) => return screen.origin_left_out.clone(),
        Pointed::Reworded(index) => {
            let gone = sitting.draft.edits.get(*index).is_some_and(|edit| edit.text.is_empty());
            return if gone { &screen.origin_taken_out } else { &screen.origin_before }.clone();
        }
    };
    match &sentence.of {
        Of::Text(Source::Answer(key), _) => fill(&screen.origin_answer, &[("short", &sitting.named(key))]),
        Of::Text(Source::Post(_), _) => screen.origin_post.clone(),
        Of::Bridge(join) => {
            let id = sitting.story.bridge_of(join).map(|bridge| bridge.id.as_str());
            fill(&screen.origin_bridge, &[("id", id.unwrap_or_default())])
        }
        Of::Edit(index) => {
            let Some(edit) = sitting.draft.edits.get(*index) else { return screen.origin_layout.clone() };
            let was = edit.was.replace('\n', " ");
            match source_of(edit) {
                Some(Source::Answer(key)) => {
                    fill(&screen.origin_edit_of, &[("of", &sitting.named(&key)), ("was", &was)])
                }
                Some(Source::Post(_)) | None => fill(&screen.origin_edit, &[("was", &was)]),
            }
        }
    }
}
