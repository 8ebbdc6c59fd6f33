//! The bank: a line to narrow it, what was told before, and the marked telling whole.

use ratatui::layout::{Position, Rect};

use super::hints::one_line;
use super::look::{Look, Role};
use super::put::{self, Cells};
use crate::app::Model;
use crate::app::bank::{Areas, Part, Screen, areas};
use crate::app::frame::Frame;
use crate::app::line;
use crate::app::model::{Gathering, episode_word};
use crate::bank::{Telling, posts};
use crate::words::fill;

/// Paints the bank; the caret stands in the line that narrows it.
pub fn paint(model: &Model, look: &Look, screen: &Screen, cells: &mut Cells) -> Position {
    let frame = Frame::of(model.size);
    let words = &model.words.screen;
    put::clear(look.of(Role::Text), frame.body, cells);
    if frame.bordered() {
        put::frame(&words.bank, look.of(Role::Border), look.of(Role::Title), frame.body, cells);
    }
    let Areas { find, count: behind, list, rule, telling } = areas(model.size);
    let count = screen.rows.len().to_string();
    let template = if model.gathering == Gathering::Done { &words.bank_count } else { &words.bank_reading };
    let count = fill(template, &[("count", &count)]);
    put::line(&words.bank_find, look.of(Role::Hint), find, cells);
    let wide = u16::try_from(cells.width(&count)).unwrap_or(0).min(behind.width);
    put::line(&count, look.of(Role::Dim), Rect { x: behind.right() - wide, width: wide, ..behind }, cells);
    let caret = one_line(&screen.wanted, look, line::area(model).unwrap_or(find), cells);
    if screen.rows.is_empty() && screen.wanted.is_empty() && model.gathering == Gathering::Done {
        put::text(&words.bank_empty, look.of(Role::Hint), list, cells);
        return caret;
    }
    divide(look, rule, cells);
    let shown = screen.rows.iter().enumerate().skip(screen.first(list));
    for (y, (index, row)) in (list.y..list.bottom()).zip(shown) {
        let over = (index == screen.marked).then_some(Role::Marked);
        paint_row(model, look, row, over, Rect { y, height: 1, ..list }, cells);
    }
    for (y, line) in (telling.y..telling.bottom()).zip(screen.lines.iter().skip(screen.top)) {
        let role = match line.part {
            Part::Title => Role::Title,
            Part::Place => Role::Dim,
            Part::Words => Role::Answer,
            Part::Other => Role::Hint,
        };
        put::line(&line.text, look.of(role), Rect { y, height: 1, ..telling }, cells);
    }
    caret
}

/// The line between the list and the telling.
fn divide(look: &Look, rule: Rect, cells: &mut Cells) {
    let sign = if rule.width == 1 { cells.chrome("│", "|") } else { cells.chrome("─", "-") };
    for at in rule.positions() {
        put::line(sign, look.of(Role::Border), Rect { x: at.x, y: at.y, width: 1, height: 1 }, cells);
    }
}

/// Day and first words of a telling, what kind of episode it is, and in how many posts it was told. A marked row is all in
/// one role.
fn paint_row(model: &Model, look: &Look, telling: &Telling, over: Option<Role>, line: Rect, cells: &mut Cells) {
    let style = |role| look.of(over.unwrap_or(role));
    put::clear(style(Role::Text), line, cells);
    let mut told = model.bank.others(&telling.place);
    told.push(telling);
    let posts = posts(&told);
    let times =
        if posts > 1 { fill(&model.words.screen.bank_times, &[("count", &posts.to_string())]) } else { String::new() };
    let tail = format!(" {times} {} ", episode_word(model.words, telling.episode));
    let wide = u16::try_from(cells.width(&tail)).unwrap_or(0).min(line.width);
    put::line(&tail, style(Role::Dim), Rect { x: line.right() - wide, width: wide, ..line }, cells);
    let left = Rect { width: line.width - wide, ..line };
    let day = put::line(&format!(" {:10}  ", telling.day()), style(Role::Dim), left, cells);
    let rest = Rect { x: left.x + day, width: left.width.saturating_sub(day), ..left };
    put::cut(telling.text.lines().next().unwrap_or_default(), style(Role::Text), rest, cells);
}
