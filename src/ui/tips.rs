//! The tips screen: every line of the post with the tip it belongs to.
//!
//! What it is: a number where a tip begins, a line down its side, and what the author named it. What it is not: it decides
//! nothing; `app::tips` says what a line reads as. Invariant: one row of the screen is one line of the post.

use ratatui::layout::{Position, Rect};

use super::Caret;
use super::look::{Look, Role};
use super::put::{self, Cells};
use crate::app::Model;
use crate::app::frame::Frame;
use crate::app::sitting::Sitting;
use crate::app::tips::{Reads, here, reads};
use crate::post::{Kind, TakenFor};
use crate::words::fill;

/// Columns in which the number of a tip stands, and the line down its side.
const GUTTER: u16 = 5;

/// Paints the lines; the caret stands on the one under the cursor.
pub fn paint(model: &Model, look: &Look, cells: &mut Cells) -> Caret {
    let sitting = model.sitting.as_ref()?;
    let frame = Frame::of(model.size);
    let inside = frame.inside(frame.body);
    let screen = &model.words.screen;
    if frame.bordered() {
        let count = sitting.post.tips.len().to_string();
        let title = match (sitting.draft.mending.taken, sitting.post.kind) {
            (TakenFor::One, _) => screen.tips_as_one.clone(),
            (TakenFor::Several, Kind::Howto) => fill(&screen.tips, &[("count", &count)]),
            (TakenFor::Several, Kind::Other) => screen.tips_none.clone(),
        };
        put::frame(&title, look.of(Role::Border), look.of(Role::Title), frame.body, cells);
        let foot = Rect { x: frame.body.x + 2, y: frame.body.bottom() - 1, width: frame.body.width - 4, height: 1 };
        put::cut(&format!(" {} ", said(model)), look.of(Role::Key), foot, cells);
    }
    let shown = inside.y..inside.bottom();
    for (y, line) in shown.zip(model.tips.top..model.tips.lines.len()) {
        paint_line(sitting, model, line, look, Rect { y, height: 1, ..inside }, cells);
    }
    let row = u16::try_from(model.tips.line.saturating_sub(model.tips.top)).unwrap_or(0);
    Some(Position { x: inside.x + GUTTER.min(inside.width.saturating_sub(1)), y: inside.y + row })
}

fn paint_line(sitting: &Sitting, model: &Model, line: usize, look: &Look, area: Rect, cells: &mut Cells) {
    let post = &sitting.post;
    let text = model.tips.lines.row(line).of(&post.text);
    let marked = line == model.tips.line;
    let style = |role| if marked { look.of(Role::Marked) } else { look.of(role) };
    if marked {
        put::clear(look.of(Role::Marked), area, cells);
    }
    let body = Rect { x: area.x + GUTTER.min(area.width), width: area.width.saturating_sub(GUTTER), ..area };
    match reads(post, &model.tips.lines, line) {
        Reads::Begins(tip) => {
            put::line(&format!("{:>3} ", tip.number), style(Role::Key), area, cells);
            let taken = put::cut(text, style(Role::Title), body, cells);
            if let Some(heading) = sitting.draft.mending.heading_on(post, line + 1) {
                let rest = Rect { x: body.x + taken, width: body.width - taken, ..body };
                let arrow = cells.chrome("→", "->");
                put::cut(&format!(" {arrow} {heading}"), style(Role::Edit), rest, cells);
            }
        }
        Reads::Within(_) => {
            put::line(cells.chrome("  │", "  |"), style(Role::Border), area, cells);
            put::cut(text, style(Role::Text), body, cells);
        }
        Reads::Outside => {
            put::cut(text, style(Role::Dim), body, cells);
        }
    }
}

/// What the line under the cursor is, in words.
fn said(model: &Model) -> String {
    let screen = &model.words.screen;
    let line = (model.tips.line + 1).to_string();
    let (template, number) = match here(model) {
        Some(Reads::Begins(tip)) => (&screen.tip_begins, tip.number),
        Some(Reads::Within(tip)) => (&screen.tip_within, tip.number),
        Some(Reads::Outside) | None => (&screen.tip_outside, 0),
    };
    fill(template, &[("line", &line), ("number", &number.to_string())])
}
