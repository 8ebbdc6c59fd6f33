//! The line at the top and the line at the foot.

use std::borrow::Cow;

use ratatui::layout::{Position, Rect};

use super::field;
use super::look::{Look, Role};
use super::put::{self, Cells};
use crate::app::Model;
use crate::app::action::Action;
use crate::app::line;
use crate::app::model::{Saving, Screen, Tone};
use crate::app::msg::Chord;
use crate::app::sitting::Access;
use crate::app::standing::Standing;
use crate::app::story;
use crate::text::buffer::Buffer;
use crate::words::{fill, lent};

/// Name and title on the left; how the draft stands and how far the interview is on the right.
pub fn header(model: &Model, look: &Look, area: Rect, cells: &mut Cells) {
    let screen = &model.words.screen;
    let mut right: Vec<(String, Role)> = Vec::new();
    let title = match (&model.sitting, model.screen) {
        (Some(sitting), Screen::Interview | Screen::Story | Screen::Tips | Screen::Export) => {
            let saving = &model.words.saving;
            let (line, role) = match (sitting.access, sitting.saving) {
                (Access::Read, _) => (&screen.read_only, Role::Open),
                (Access::Write, Saving::New) => (&saving.new, Role::Dim),
                (Access::Write, Saving::Saved) => (&saving.saved, Role::Good),
                (Access::Write, Saving::Unsaved) => (&saving.unsaved, Role::Dim),
                (Access::Write, Saving::Failed) => (&saving.failed, Role::Trouble),
            };
            let left_off = sitting.story.left_off.len();
            if left_off > 0 {
                right.push((fill(&screen.left_off_short, &[("count", &left_off.to_string())]), Role::Open));
            }
            right.push((line.clone(), role));
            let Standing { left, minutes, progress, .. } = sitting.standing();
            let (done, total) = (progress.done.to_string(), progress.total.to_string());
            right.push((fill(&screen.question_count, &[("done", &done), ("total", &total)]), Role::Text));
            let (line, minutes, brief) = match (left.must, minutes.all) {
                (0, 0) => (&screen.done, 0, &screen.done),
                (0, minutes) => (&screen.beyond, minutes, &screen.beyond_short),
                (_, _) => (&screen.to_story, minutes.story, &screen.to_story_short),
            };
            let fields = [("must", left.must.to_string()), ("minutes", minutes.to_string())];
            let fields = lent(&fields);
            right.push((fill(line, &fields), Role::Dim));
            // Where all of it has no room, what is left to a story still has, in words: bare figures say nothing.
            let short = fill(&screen.question_count_short, &[("done", &done), ("total", &total)]);
            let brief = fill(brief, &fields);
            let wide = right.iter().map(|(text, _)| cells.width(text) + 3).sum::<usize>();
            if wide + 30 > usize::from(area.width) {
                right.truncate(1);
                right.push((short, Role::Text));
                right.push((brief, Role::Dim));
                // How far the interview is goes before how the draft stands, and before the title.
                let narrow = right.iter().map(|(text, _)| cells.width(text) + 3).sum::<usize>();
                if narrow + 20 > usize::from(area.width) {
                    right.remove(1);
                }
            }
            sitting.post.title.clone().unwrap_or_else(|| screen.no_title.clone())
        }
        (_, Screen::Shelf) | (None, _) => screen.shelf.clone(),
    };
    // What matters least goes first where there is no room.
    let room = usize::from(area.width);
    let joined = |parts: &[(String, Role)]| parts.iter().map(|(text, _)| cells.width(text) + 3).sum::<usize>();
    while right.len() > 1 && joined(&right) + 8 > room {
        right.remove(0);
    }
    let taken = u16::try_from(joined(&right)).unwrap_or(u16::MAX).min(area.width);
    let name = put::line(&format!(" {}  ", screen.name), look.of(Role::Title), area, cells);
    let left = Rect { x: area.x + name, width: area.width.saturating_sub(name + taken), ..area };
    put::cut(&title, look.of(Role::Text), left, cells);
    let mut x = area.right() - taken;
    for (index, (text, role)) in right.iter().enumerate() {
        let separator = if index == 0 { " " } else { cells.chrome(" · ", " - ") };
        x += put::line(separator, look.of(Role::Dim), Rect { x, width: area.right().saturating_sub(x), ..area }, cells);
        x += put::line(text, look.of(*role), Rect { x, width: area.right().saturating_sub(x), ..area }, cells);
    }
}

/// A notice, or the keys that matter here.
pub fn footer(model: &Model, look: &Look, area: Rect, cells: &mut Cells) {
    if let Some(notice) = &model.notice {
        let role = match notice.tone {
            Tone::Plain => Role::Text,
            Tone::Trouble => Role::Trouble,
        };
        put::cut(&format!(" {}", notice.text), look.of(role), area, cells);
        return;
    }
    let mut x = area.x + 1;
    for hint in &model.hints().rows {
        // From a question come to from the story, the key that opens the outline leads back.
        let leads_back = hint.action == Action::Outline && story::leads_back(model);
        let name = if leads_back { &model.action_words(Action::Back).name } else { hint.name };
        let key = written(&hint.key, cells);
        let needed = cells.width(&key) + cells.width(name) + 3;
        if usize::from(x) + needed > usize::from(area.right()) + 1 {
            break;
        }
        let at = |x: u16| Rect { x, width: area.right().saturating_sub(x), ..area };
        x += put::line(&key, look.of(Role::Key), at(x), cells) + 1;
        x += put::line(name, look.of(Role::Text), at(x), cells) + 2;
    }
}

/// A key as people write it: its signs where their width is known, else its letters.
pub fn key(chord: Chord, cells: &Cells) -> String {
    written(&chord.to_string(), cells).into_owned()
}

fn written<'k>(key: &'k str, cells: &Cells) -> Cow<'k, str> {
    let signs = [("⇧", "Shift-"), ("↑", "Up"), ("↓", "Down"), ("←", "Left"), ("→", "Right")];
    if key.is_ascii() {
        return Cow::Borrowed(key);
    }
    let replaced = |key: String, (sign, letters): &(&str, &str)| key.replace(sign, cells.chrome(sign, letters));
    Cow::Owned(signs.iter().fold(key.to_owned(), replaced))
}

/// A line that is typed into, with what it is for; it takes the place of the footer.
pub fn typed(model: &Model, look: &Look, label: &str, typed: &Buffer, area: Rect, cells: &mut Cells) -> Position {
    put::line(&line::footer(label), look.of(Role::Key), area, cells);
    let caret = one_line(typed, look, line::area(model).unwrap_or(area), cells);
    if let Some(notice) = &model.notice {
        let x = caret.x + 2;
        put::cut(&notice.text, look.of(Role::Dim), Rect { x, width: area.right().saturating_sub(x), ..area }, cells);
    }
    caret
}

/// A field of one line, as it was laid out. Says where its caret stands.
pub fn one_line(buffer: &Buffer, look: &Look, area: Rect, cells: &mut Cells) -> Position {
    let view = buffer.view();
    if let Some(row) = view.rows.first() {
        field::row(row, look, area, cells);
    }
    let column = view.caret.map_or(0, |at| u16::try_from(at.column).unwrap_or(u16::MAX));
    Position { x: area.x.saturating_add(column).min(area.right().saturating_sub(1)), y: area.y }
}
