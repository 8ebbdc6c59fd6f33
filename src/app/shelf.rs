//! The shelf: the drafts in this folder and below, newest first.
#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "of all actions a place does the few that mean something there; a new one means nothing until it is given a place"
)]

use std::path::PathBuf;

use super::action::Action;
use super::effect::Effect;
use super::model::{Model, Notice};
use super::msg::{Held, Reading};
use super::typing;
use crate::text::buffer::Buffer;
use crate::text::fold::fold;

/// A draft on the shelf.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Where its post is.
    pub post: PathBuf,
    /// How the place is shown: from the folder naze was started in.
    pub place: String,
    /// The post's title.
    pub title: String,
    /// Questions answered and asked in all.
    pub progress: Option<(usize, usize)>,
    /// When it was last changed, RFC 3339 in the author's zone.
    pub changed: String,
    /// One word on what is wrong with it.
    pub trouble: Option<String>,
}

/// The shelf's own state.
#[derive(Debug)]
pub struct Shelf {
    /// What was read so far, newest first.
    pub entries: Vec<Entry>,
    /// Whether more is being read.
    pub reading: bool,
    /// The row marked, among those that match.
    pub marked: usize,
    /// What the list is narrowed by.
    pub wanted: Buffer,
}

impl Default for Shelf {
    fn default() -> Self {
        Self { entries: Vec::new(), reading: true, marked: 0, wanted: Buffer::line("") }
    }
}

impl Shelf {
    /// The entries that match what was typed.
    #[must_use]
    pub fn matching(&self) -> Vec<&Entry> {
        let wanted = fold(self.wanted.text());
        let words: Vec<&str> = wanted.split_whitespace().collect();
        let fits = |entry: &&Entry| {
            let text = fold(&format!("{} {}", entry.title, entry.place));
            words.iter().all(|word| text.contains(word))
        };
        self.entries.iter().filter(fits).collect()
    }
}

/// Types into the line that narrows the list.
pub fn typed(model: &mut Model, text: &str) {
    model.shelf.wanted.insert(text);
    model.shelf.marked = 0;
}

/// Does what an action asks for on the shelf.
pub fn act(model: &mut Model, action: Action, held: Held, effects: &mut Vec<Effect>) {
    let last = model.shelf.matching().len().saturating_sub(1);
    let page = usize::from(model.size.rows.saturating_sub(6)).max(1);
    let shelf = &mut model.shelf;
    match action {
        Action::Up => shelf.marked = shelf.marked.saturating_sub(1),
        Action::Down => shelf.marked = (shelf.marked + 1).min(last),
        Action::PageUp => shelf.marked = shelf.marked.saturating_sub(page),
        Action::PageDown => shelf.marked = (shelf.marked + page).min(last),
        Action::Back => {
            if shelf.wanted.is_empty() {
                super::leave(model, effects);
            } else {
                shelf.wanted = Buffer::line("");
                shelf.marked = 0;
            }
        }
        Action::Open => {
            let entry = shelf.matching().get(shelf.marked).map(|entry| (*entry).clone());
            match entry.map(|entry| (entry.trouble, entry.post, entry.place)) {
                Some((None, post, _)) => effects.push(Effect::Open(post)),
                Some((Some(trouble), _, place)) => {
                    model.notice = Some(Notice::trouble(format!("{place}: {trouble}")));
                }
                None => {}
            }
        }
        other => {
            let before = shelf.wanted.text().to_owned();
            if !typing::in_line(&mut shelf.wanted, other, held, &mut model.cut, effects) && other == Action::Copy {
                super::interview::how_to_leave(model);
            } else if shelf.wanted.text() != before {
                shelf.marked = 0;
            }
        }
    }
}

/// Takes in drafts read so far.
pub fn read(model: &mut Model, entries: Vec<Entry>, reading: Reading) {
    model.shelf.entries.extend(entries);
    model.shelf.entries.sort_by(|a, b| b.changed.cmp(&a.changed).then_with(|| a.place.cmp(&b.place)));
    model.shelf.reading = reading == Reading::GoesOn;
}
