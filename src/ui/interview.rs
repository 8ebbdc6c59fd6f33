//! The interview: outline, question and answer, story.

use ratatui::layout::Rect;

use super::look::{Look, Role};
use super::put::{self, Cells};
use super::{Caret, field, outline, prose};
use crate::answers::Answer;
use crate::app::Model;
use crate::app::field::Field;
use crate::app::frame::Frame;
use crate::app::model::detail_word;
use crate::app::sitting::Sitting;
use crate::bank;
use crate::story::Origin;
use crate::words::{Screen, fill};

/// Paints the interview. The caret stands in the answer, or on the marked row of the outline.
pub fn paint(model: &Model, look: &Look, cells: &mut Cells) -> Caret {
    let sitting = model.sitting.as_ref()?;
    let frame = Frame::of(model.size);
    let columns = frame.columns();
    let screen = &model.words.screen;
    let panel = |title: &str, area: Rect, cells: &mut Cells| {
        if frame.bordered() {
            put::frame(title, look.of(Role::Border), look.of(Role::Title), area, cells);
        }
    };
    let mut caret = None;
    if let Some(area) = columns.outline {
        panel(&screen.outline, area, cells);
        caret = outline::paint(sitting, &screen.dormant, look, frame.inside(area), cells);
    }
    if let Some(area) = columns.story {
        panel(&screen.story, area, cells);
        let inside = frame.inside(area);
        let told = || sitting.draft.answers.iter().any(|(_, answer)| answer.is_told());
        if sitting.post.text.is_empty() && !told() {
            put::text(&screen.story_empty, look.of(Role::Hint), inside, cells);
        } else {
            let ink = |passage: usize| {
                let origin = sitting.story.passages.get(passage).map(|found| &found.origin);
                let ink = prose::of(origin);
                match origin {
                    Some(Origin::Answer(key, _)) if *key == sitting.current => ink.current(),
                    Some(Origin::Bridge(bridge)) if sitting.is_new(bridge) => ink.fresh(),
                    Some(_) | None => ink,
                }
            };
            prose::paint(&sitting.story_rows, &ink, None, look, inside, cells);
        }
    }
    if columns.outline.is_none() && sitting.outline.is_some() {
        // No room beside the question: the outline lies over it while it has the keys.
        panel(&screen.outline, columns.question, cells);
        return outline::paint(sitting, &screen.dormant, look, frame.inside(columns.question), cells);
    }
    panel(&screen.question, columns.question, cells);
    let in_field = question(model, sitting, look, cells);
    if sitting.outline.is_some() { caret } else { in_field }
}

/// The question with its hint, its field, its checklist and what is offered.
fn question(model: &Model, sitting: &Sitting, look: &Look, cells: &mut Cells) -> Caret {
    let parts = sitting.parts;
    let wording = &sitting.standing().wording;
    let [ask, hint, offer] = &sitting.question;
    put::rows(ask.rows(), look.of(Role::Ask), parts.ask, cells);
    put::rows(hint.rows(), look.of(Role::Hint), parts.hint, cells);
    put::frame("", look.of(Role::Border), look.of(Role::Title), parts.frame, cells);
    let caret = match sitting.field() {
        Field::Text(buffer) => field::text(buffer, &wording.example, look, parts.field, cells),
        Field::List(list) => field::list(list, look, parts.field, cells),
    };
    checklist(model, sitting, look, parts.checklist, cells);
    put::rows(offer.rows(), look.of(Role::Hint), parts.offer, cells);
    caret
}

/// Which details the answer holds, and how long it is.
fn checklist(model: &Model, sitting: &Sitting, look: &Look, area: Rect, cells: &mut Cells) {
    let screen = &model.words.screen;
    let Field::Text(_) = sitting.field() else {
        let line = if matches!(sitting.field(), Field::List(list) if list.limit == 1) {
            &screen.choose_one
        } else {
            &screen.choose_tips
        };
        put::cut(&format!("{line} · {}", model.words.notice.pick_tip), look.of(Role::Dim), area, cells);
        return;
    };
    let mut count = fill(&screen.characters, &[("count", &sitting.characters().to_string())]);
    let answer = sitting.draft.answers.get(&sitting.current);
    let from = answer.filter(|answer| answer.from.is_some()).map(|_| screen.from_axis.clone());
    if let Some(from) = from.or_else(|| retold(answer?, screen)) {
        count = format!("{from}{}{count}", cells.chrome(" · ", " - "));
    }
    let wide = u16::try_from(cells.width(&count)).unwrap_or(0).min(area.width);
    put::line(&count, look.of(Role::Dim), Rect { x: area.right() - wide, width: wide, ..area }, cells);
    let mut x = area.x;
    for (detail, held) in sitting.checklist() {
        let room = (area.right() - wide).saturating_sub(x);
        let (mark, role) = if held { (&screen.holds, Role::Good) } else { (&screen.open, Role::Dim) };
        let text = format!("{} {}  ", detail_word(model.words, detail), mark);
        if cells.width(&text) > usize::from(room) {
            break;
        }
        x += put::line(&text, look.of(role), Rect { x, width: room, ..area }, cells);
    }
}

/// From which post an answer was taken, and whether it is told in words of its own by now.
fn retold(answer: &Answer, screen: &Screen) -> Option<String> {
    let (way, _) = answer.retold.as_ref()?.of.rsplit_once('#')?;
    let post = way.rsplit('/').next().unwrap_or(way);
    let line = match bank::state(answer) {
        bank::State::Untouched => &screen.retold,
        bank::State::Own => &screen.retold_own,
    };
    Some(fill(line, &[("post", post)]))
}
