//! The shelf: a line to narrow it, then the drafts in columns: title, place, how far, how old.

use ratatui::layout::{Position, Rect};
use ratatui::style::{Modifier, Style};

use super::hints::one_line;
use super::look::{Look, Role};
use super::put::{self, Cells};
use crate::app::Model;
use crate::app::frame::Frame;
use crate::app::msg::Reading;
use crate::app::shelf::list::{Excerpt, List};
use crate::app::shelf::{Entry, area};
use crate::text::clusters;
use crate::words::{age, fill};

/// From so many columns on the place stands beside the title.
const PLACE_FROM: u16 = 44;

/// Paints the shelf; the caret stands in the line that narrows it.
pub fn paint(model: &Model, look: &Look, cells: &mut Cells) -> Position {
    let frame = Frame::of(model.size);
    let words = &model.words.shelf;
    let list = model.shelf.list();
    if frame.bordered() {
        let title = if model.shelf.trash.is_some() { &words.trash } else { &model.words.screen.shelf };
        put::frame(title, look.of(Role::Border), look.of(Role::Title), frame.body, cells);
    }
    let inside = frame.inside(frame.body);
    let head = Rect { height: inside.height.min(1), ..inside };
    let label = put::line(&words.find, look.of(Role::Hint), head, cells);
    let count = count(model);
    let wide = u16::try_from(cells.width(&count)).unwrap_or(0).min(head.width.saturating_sub(label));
    put::line(&count, look.of(Role::Dim), Rect { x: head.right() - wide, width: wide, ..head }, cells);
    let room = head.width.saturating_sub(label + wide + 1);
    let caret = one_line(&list.wanted, look, Rect { x: head.x + label, width: room, ..head }, cells);
    let area = area(frame);
    if list.fitting() == 0 {
        let line = match (model.shelf.trash.is_some(), model.shelf.reading, list.is_empty()) {
            (true, _, true) => words.trash_empty.clone(),
            (false, Reading::Done | Reading::Stopped, true) => words.empty.clone(),
            (false, Reading::GoesOn(_), _) => String::new(),
            (_, _, false) => fill(&words.nothing, &[("wanted", list.wanted.text().trim())]),
        };
        put::text(&line, look.of(Role::Hint), area, cells);
    }
    rows(model, list, look, area, cells);
    caret
}

/// How many there are, and how many were read so far.
fn count(model: &Model) -> String {
    let words = &model.words.shelf;
    let list = model.shelf.list();
    let (fitting, all) = (list.fitting().to_string(), list.len().to_string());
    match model.shelf.reading {
        Reading::GoesOn(of) if model.shelf.trash.is_none() => {
            fill(if of > 0 { &words.reading } else { &words.looking }, &[("count", &all), ("of", &of.to_string())])
        }
        Reading::GoesOn(_) | Reading::Done | Reading::Stopped if list.fitting() == list.len() => {
            fill(&words.count, &[("count", &all)])
        }
        Reading::GoesOn(_) | Reading::Done | Reading::Stopped => {
            fill(&words.count_of, &[("count", &fitting), ("of", &all)])
        }
    }
}

/// A row's columns.
struct Columns<'e> {
    entry: &'e Entry,
    /// Words of an answer, where that is why it is listed.
    excerpt: Option<Excerpt<'e>>,
    /// How far it is, or what is wrong with it.
    state: (String, Role),
    age: String,
}

/// The rows in view, their columns as wide as what stands in them.
fn rows(model: &Model, list: &List, look: &Look, area: Rect, cells: &mut Cells) {
    let words = &model.words;
    let state = |entry: &Entry| match (entry.trouble(), entry.standing.as_ref().and_then(|it| it.progress)) {
        (Some(trouble), _) => (trouble.word(words).to_owned(), Role::Trouble),
        (None, Some((done, total))) => (format!("{done}/{total}"), Role::Dim),
        (None, None) => (String::new(), Role::Dim),
    };
    let columns = |entry| Columns {
        entry,
        excerpt: list.excerpt(entry),
        state: state(entry),
        age: age(&words.shelf, entry.changed, &model.now),
    };
    let shown: Vec<Columns> = list.rows(list.top()).take(area.height.into()).map(columns).collect();
    let widest = |of: &dyn Fn(&Columns) -> usize| u16::try_from(shown.iter().map(of).max().unwrap_or(0)).unwrap_or(0);
    let of_state = widest(&|row| cells.width(&row.state.0)).max(5);
    let of_age = widest(&|row| cells.width(&row.age));
    // Blanks: one at each end, two between columns.
    let left = area.width.saturating_sub(of_state + of_age + 8);
    let found_any = shown.iter().any(|row| row.excerpt.is_some());
    let of_place = if found_any { left } else { widest(&|row| cells.width(&row.entry.place)) }.min(left / 2);
    let marked = list.row().and_then(|row| row.checked_sub(list.top()));
    for (index, (y, row)) in (area.y..).zip(shown).enumerate() {
        let line = Rect { y, height: 1, ..area };
        let is_marked = marked == Some(index);
        let style = |role| if is_marked { look.of(Role::Marked) } else { look.of(role) };
        if is_marked {
            put::clear(look.of(Role::Marked), line, cells);
        }
        let Columns { entry, excerpt, state: (state, role), age } = row;
        let narrow = left < PLACE_FROM;
        // Where there is room for one thing, it is why the draft is listed.
        let left = if narrow && excerpt.is_some() { area.width.saturating_sub(4) } else { left };
        let title = match (&excerpt, narrow) {
            (None, true) => left + 2,
            (Some(_), true) => left * 2 / 5,
            (_, false) => left - of_place,
        };
        let column = |x: u16, width: u16| Rect { x: area.x + x, width, ..line };
        put::cut(&entry.title, style(Role::Text), column(1, title), cells);
        let beside = column(title + 3, left.saturating_sub(title));
        match &excerpt {
            Some(excerpt) => found(excerpt, style(Role::Text), beside, cells),
            None => drop(put::cut(&entry.place, style(Role::Dim), beside, cells)),
        }
        if narrow && excerpt.is_some() {
            continue;
        }
        // The figures stand one below the other.
        let right = |text: &str, end: u16, room: u16, cells: &Cells| {
            let wide = u16::try_from(cells.width(text)).unwrap_or(0).min(room);
            Rect { x: end.saturating_sub(wide), width: wide, ..line }
        };
        let at = right(&state, area.right().saturating_sub(of_age + 3), of_state, cells);
        put::line(&state, style(role), at, cells);
        let at = right(&age, area.right().saturating_sub(1), of_age, cells);
        put::line(&age, style(Role::Dim), at, cells);
    }
}

/// Words of an answer with what was found in them underlined, and as much around it as there is room for.
fn found(excerpt: &Excerpt, style: Style, area: Rect, cells: &mut Cells) {
    let Excerpt { line, found } = excerpt;
    let room = usize::from(area.width);
    let (before, hit) = (line.get(..found.start).unwrap_or_default(), found.of(line));
    let more = cells.chrome("…", "..");
    // A third of what is left shows what comes before; more of it where little comes after.
    let spare = room.saturating_sub(cells.width(hit));
    let ahead = spare - cells.width(line.get(found.end..).unwrap_or_default()).min(spare - spare / 3);
    let mut start = 0;
    if cells.width(before) > ahead {
        let mut behind = cells.width(before) + cells.width(more);
        let mut bounds = clusters(before).map(|(at, cluster)| (at + cluster.len(), cluster));
        while let Some((end, cluster)) = bounds.next()
            && behind > ahead
        {
            behind -= cells.width(cluster);
            start = end;
        }
    }
    let lead = if start > 0 { more } else { "" };
    let shown = format!("{lead}{}", before.get(start..).unwrap_or_default());
    let mut at = area;
    let parts = [
        (shown.as_str(), style),
        (hit, style.add_modifier(Modifier::UNDERLINED | Modifier::BOLD)),
        (line.get(found.end..).unwrap_or_default(), style),
    ];
    for (text, style) in parts {
        let taken = put::cut(text, style, at, cells);
        at = Rect { x: at.x + taken, width: at.width - taken, ..at };
    }
}
