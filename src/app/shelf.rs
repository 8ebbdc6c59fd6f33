//! The shelf: the drafts in this folder and below and those opened before, the newest first; and what was thrown away.
//!
//! What it is: two lists that are narrowed by typing, and what is done with the draft marked in them. What it is not: it
//! reads and moves nothing; `shell` does, and says what became of it. Invariant: a draft is listed once, and leaves the
//! list only when its file has left its place.
#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "of all actions a place does the few that mean something there; a new one means nothing until it is given a place"
)]

pub mod list;
pub mod search;

use std::path::{Path, PathBuf};

use ratatui::layout::Rect;

use super::action::Action;
use super::effect::{Effect, Revision};
use super::frame::Frame;
use super::keymap::Place;
use super::model::{Model, Notice, Overlay, Saving};
use super::msg::{Click, Held, Mouse, Reading};
use super::sitting::Access;
use super::{story, typing};
use crate::text::buffer::Buffer;
use crate::words::{Words, fill};
use list::List;
use search::Folded;

/// A draft in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Where its post is.
    pub post: PathBuf,
    /// Where the draft is; no two entries share it.
    pub draft: PathBuf,
    /// How the place is shown.
    pub place: String,
    /// The post's title.
    pub title: String,
    /// What was told, a line each.
    pub told: Box<str>,
    /// All of this as it is searched.
    pub folded: Folded,
    /// When it was last changed, in seconds since 1970.
    pub changed: i64,
    /// What a glance found wrong with it.
    pub trouble: Option<Trouble>,
    /// How it stands, once it was read whole: when it is first in view.
    pub standing: Option<Standing>,
}

/// How a draft stands.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Standing {
    /// Questions answered, and asked in all; none where it cannot be read.
    pub progress: Option<(usize, usize)>,
    /// What is wrong with it.
    pub trouble: Option<Trouble>,
}

/// What is wrong with a draft.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trouble {
    /// Its post is not there.
    NoPost,
    /// It cannot be read.
    Broken,
    /// A newer naze wrote it.
    Newer,
    /// git could not merge it.
    Torn,
    /// An answer was written here and elsewhere, and waits for a choice.
    Undecided,
    /// What a crash left is not in it yet.
    Recovered,
    /// The post changed since it was read.
    Changed,
}

impl Trouble {
    /// In a word or two.
    #[must_use]
    pub fn word(self, words: &Words) -> &str {
        let said = &words.shelf;
        match self {
            Self::NoPost => &said.no_post,
            Self::Broken => &said.broken,
            Self::Newer => &said.newer,
            Self::Torn => &said.torn,
            Self::Undecided => &said.undecided,
            Self::Recovered => &said.recovered,
            Self::Changed => &said.changed,
        }
    }
}

impl Entry {
    /// What is wrong with it, as far as it was read.
    #[must_use]
    pub fn trouble(&self) -> Option<Trouble> {
        self.standing.as_ref().map_or(self.trouble, |standing| standing.trouble)
    }
}

/// The shelf's own state.
#[derive(Debug, Default)]
pub struct Shelf {
    /// The drafts.
    pub drafts: List,
    /// What was thrown away, where that is shown.
    pub trash: Option<List>,
    /// How far the reading is.
    pub reading: Reading,
    /// The drafts that were asked for last, to be read whole.
    asked: Vec<PathBuf>,
    /// What was thrown away last.
    thrown: Option<Thrown>,
    /// What is being thrown away, brought back or renamed. One at a time: what comes next may be about the same draft.
    pub doing: Option<Doing>,
}

/// A draft in the trash.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Thrown {
    title: String,
    /// Where it is.
    item: PathBuf,
}

/// Something that is being done with a draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Doing {
    /// What the draft is called.
    title: String,
    /// What is said of it, should it take a while.
    line: String,
}

impl Shelf {
    /// The list that is shown.
    #[must_use]
    pub fn list(&self) -> &List {
        self.trash.as_ref().unwrap_or(&self.drafts)
    }

    /// The same, to be changed.
    pub fn list_mut(&mut self) -> &mut List {
        self.trash.as_mut().unwrap_or(&mut self.drafts)
    }
}

/// Where the rows are.
#[must_use]
pub fn area(frame: Frame) -> Rect {
    let inside = frame.inside(frame.body);
    let head = inside.height.min(2);
    Rect { y: inside.y + head, height: inside.height - head, ..inside }
}

/// Types into the line that narrows the list.
pub fn typed(model: &mut Model, text: &str) {
    let list = model.shelf.list_mut();
    list.wanted.insert(text);
    list.search();
    model.shelf.thrown = None;
    show(model);
}

/// Does what an action asks for on the shelf.
pub fn act(model: &mut Model, action: Action, held: Held, effects: &mut Vec<Effect>) {
    let page = isize::try_from(area(Frame::of(model.size)).height).unwrap_or(1).max(2) - 1;
    let shelf = &mut model.shelf;
    let (in_trash, thrown) = (shelf.trash.is_some(), shelf.thrown.is_some());
    let list = shelf.list_mut();
    match action {
        Action::Up => list.step(-1),
        Action::Down => list.step(1),
        Action::PageUp => list.step(-page),
        Action::PageDown => list.step(page),
        Action::TextStart => list.mark(0),
        Action::TextEnd => list.mark(usize::MAX),
        Action::Back if !list.wanted.is_empty() => list.widen(),
        Action::Back if in_trash => shelf.trash = None,
        Action::Back => super::leave(model, effects),
        Action::Trash => {
            if begin(model, String::new(), |words| &words.shelf.looking) {
                effects.push(Effect::ReadTrash);
            }
        }
        Action::Open => open(model, effects),
        Action::Restore => restore(model, effects),
        Action::Reveal => effects.extend(list.marked().map(|entry| Effect::Reveal(entry.post.clone()))),
        Action::RenamePost if !in_trash => rename(model),
        Action::Throw if !in_trash => throw(model, effects),
        Action::Undo if thrown => undo(model, effects),
        other => {
            let meant = typing::in_line(&mut list.wanted, other, held, &mut model.cut, effects);
            if !meant && other == Action::Copy {
                super::interview::how_to_leave(model);
            }
            model.shelf.list_mut().search();
        }
    }
    show(model);
}

/// Brings the mark into view.
fn show(model: &mut Model) {
    let height = usize::from(area(Frame::of(model.size)).height);
    model.shelf.list_mut().show(height);
}

/// Begins something with a draft, unless something is being done already; says so then.
fn begin(model: &mut Model, title: String, line: impl Fn(&Words) -> &str) -> bool {
    if model.shelf.doing.is_some() {
        model.notice = Some(Notice::plain(model.words.shelf.busy.clone()));
        return false;
    }
    let line = fill(line(model.words), &[("title", &title)]);
    model.shelf.doing = Some(Doing { title, line });
    true
}

fn throw(model: &mut Model, effects: &mut Vec<Effect>) {
    let Some(entry) = model.shelf.drafts.marked() else { return };
    let (title, draft, post) = (entry.title.clone(), entry.draft.clone(), entry.post.clone());
    if begin(model, title, |words| &words.shelf.throwing) {
        effects.push(Effect::Throw { draft, post });
    }
}

fn restore(model: &mut Model, effects: &mut Vec<Effect>) {
    let Some(entry) = model.shelf.trash.as_ref().and_then(List::marked) else { return };
    let (title, item) = (entry.title.clone(), entry.draft.clone());
    if begin(model, title, |words| &words.shelf.restoring) {
        effects.push(Effect::Restore(item));
    }
}

/// Brings back what was thrown away last.
fn undo(model: &mut Model, effects: &mut Vec<Effect>) {
    if let Some(Thrown { title, item }) = model.shelf.thrown.clone()
        && begin(model, title, |words| &words.shelf.restoring)
    {
        model.shelf.thrown = None;
        effects.push(Effect::Restore(item));
    }
}

/// Puts the post away, saved, and goes to the drafts; where they are shown already, leaves the trash and reads them anew.
pub fn go(model: &mut Model, effects: &mut Vec<Effect>) {
    model.overlay = None;
    if model.story.field.is_some() {
        story::rewording::close(model, effects);
    }
    typing::drop_starter(model, effects);
    if let Some(sitting) = &model.sitting {
        let unsaved = sitting.needs_saving();
        if unsaved && sitting.saving == Saving::Failed {
            // Words that only this window may hold keep it open.
            model.notice = Some(Notice::trouble(model.words.shelf.stays_open.clone()));
            return;
        }
        effects.push(sitting.remember());
        if unsaved {
            effects.push(Effect::Save(sitting.revision, Box::new(sitting.draft.clone())));
        }
        effects.push(Effect::PutAway(Box::new(sitting.draft.clone())));
        model.stand_up();
    }
    model.shelf.trash = None;
    effects.push(Effect::ReadShelf);
}

/// The author was elsewhere: what others did to the drafts meanwhile is looked for.
pub fn look_again(model: &mut Model, effects: &mut Vec<Effect>) {
    effects.push(Effect::ReadShelf);
    if model.shelf.trash.is_none() {
        let height = usize::from(area(Frame::of(model.size)).height);
        let shown = model.shelf.drafts.rows(model.shelf.drafts.top()).take(height);
        let shown: Vec<PathBuf> = shown.map(|entry| entry.draft.clone()).collect();
        if !shown.is_empty() {
            effects.push(Effect::Look(shown));
        }
    }
}

/// The draft of the post that is open was found elsewhere. It is taken up, unless something was written here meanwhile.
pub fn found_elsewhere(model: &mut Model, draft: PathBuf, place: &str, effects: &mut Vec<Effect>) {
    let Some(sitting) = &model.sitting else { return };
    if sitting.revision == Revision::default() && sitting.access == Access::Write {
        effects.push(Effect::OpenWith { post: sitting.path.clone(), draft });
    } else {
        let line = fill(&model.words.shelf.lost_found, &[("place", place)]);
        model.also(Notice::trouble(line));
    }
}

/// Opens the draft that is marked, or brings it back from the trash.
fn open(model: &mut Model, effects: &mut Vec<Effect>) {
    if model.shelf.trash.is_some() {
        return restore(model, effects);
    }
    if model.shelf.doing.is_some() {
        model.notice = Some(Notice::plain(model.words.shelf.busy.clone()));
        return;
    }
    let Some(entry) = model.shelf.drafts.marked() else { return };
    if entry.trouble() == Some(Trouble::NoPost) {
        let line = fill(&model.words.shelf.no_post_hint, &[("post", &entry.post.display().to_string())]);
        model.notice = Some(Notice::trouble(line));
    } else {
        effects.push(Effect::Open(entry.post.clone()));
    }
}

/// Asks for another name of the post that is marked.
fn rename(model: &mut Model) {
    let name = model.shelf.drafts.marked().and_then(|entry| entry.post.file_name());
    if let Some(name) = name.map(|name| name.to_string_lossy().into_owned()) {
        let mut line = Buffer::line(&name);
        // What is mostly changed stands before the ending.
        line.set_caret(name.rfind('.').filter(|at| *at > 0).unwrap_or(name.len()));
        model.overlay = Some(Overlay::Name { name: Box::new(line) });
    }
}

/// Does what an action asks for while a post is given another name.
pub fn name(model: &mut Model, action: Action, held: Held, effects: &mut Vec<Effect>) {
    let Some(Overlay::Name { name }) = &mut model.overlay else { return };
    if action == Action::Keep {
        let name = name.text().trim().to_owned();
        model.overlay = None;
        if let Some(entry) = model.shelf.drafts.marked()
            && !name.is_empty()
            && entry.post.file_name().is_none_or(|old| old != name.as_str())
        {
            let (title, draft, post) = (entry.title.clone(), entry.draft.clone(), entry.post.clone());
            if begin(model, title, |words| &words.shelf.renaming) {
                effects.push(Effect::RenamePost { draft, post, name });
            }
        }
    } else if !typing::in_line(name, action, held, &mut model.cut, effects) {
        model.overlay = None;
    }
}

/// A button went down on a row: it is marked, and opened the second time.
pub fn press(model: &mut Model, mouse: Mouse, click: Click, effects: &mut Vec<Effect>) {
    let area = area(Frame::of(model.size));
    if !area.contains((mouse.column, mouse.row).into()) {
        return;
    }
    let list = model.shelf.list_mut();
    let row = list.top() + usize::from(mouse.row - area.y);
    if row < list.fitting() {
        list.mark(row);
        if click == Click::Twice {
            open(model, effects);
        }
    }
}

/// Moves what is in view.
pub fn scroll(model: &mut Model, rows: isize) {
    let height = usize::from(area(Frame::of(model.size)).height);
    model.shelf.list_mut().scroll(rows, height);
}

/// Keeps what is in view inside the list, and asks for what is in view and was not read whole yet.
pub fn settle(model: &mut Model, effects: &mut Vec<Effect>) {
    scroll(model, 0);
    let shelf = &mut model.shelf;
    if shelf.trash.is_some() {
        return;
    }
    let height = usize::from(area(Frame::of(model.size)).height);
    let shown = shelf.drafts.rows(shelf.drafts.top()).take(height);
    let unread: Vec<PathBuf> =
        shown.filter(|entry| entry.standing.is_none()).map(|entry| entry.draft.clone()).collect();
    if !unread.is_empty() && unread != shelf.asked {
        shelf.asked.clone_from(&unread);
        effects.push(Effect::Look(unread));
    }
}

/// Takes in drafts read so far.
pub fn read(model: &mut Model, entries: Vec<Entry>, reading: Reading) {
    model.shelf.drafts.take(entries);
    if reading == Reading::Stopped {
        model.notice = Some(Notice::plain(model.words.shelf.stopped.clone()));
    }
    model.shelf.reading = reading;
}

/// What is being done takes a while.
pub fn still_doing(model: &mut Model) {
    if let Some(doing) = &model.shelf.doing {
        model.notice = Some(Notice::plain(doing.line.clone()));
    }
}

/// Takes in what changed since the shelf was read.
pub fn reshelved(model: &mut Model, entries: Vec<Entry>, gone: &[PathBuf]) {
    model.shelf.drafts.renew(entries, gone);
    model.shelf.asked.clear();
}

/// Takes in how drafts stand.
pub fn looked(model: &mut Model, standings: Vec<(PathBuf, Standing)>) {
    for (draft, standing) in standings {
        model.shelf.asked.retain(|asked| *asked != draft);
        model.shelf.drafts.note(&draft, standing);
    }
}

/// The draft at `draft` is in the trash, at `item`.
pub fn thrown(model: &mut Model, draft: &Path, item: PathBuf) {
    let done = model.shelf.doing.take();
    // A look at the folder may have been faster.
    let entry = model.shelf.drafts.remove(draft);
    let title = entry.map(|entry| entry.title).or(done.map(|done| done.title)).unwrap_or_default();
    let key = model.keymap.name(Place::Shelf, Action::Undo);
    let line = fill(&model.words.shelf.thrown, &[("title", &title), ("key", &key)]);
    model.notice = Some(Notice::plain(line));
    model.shelf.thrown = Some(Thrown { title, item });
}

/// What was in the trash at `item` is back.
pub fn restored(model: &mut Model, item: &Path, entry: Entry) {
    model.shelf.doing = None;
    if let Some(trash) = &mut model.shelf.trash {
        trash.remove(item);
    }
    model.shelf.thrown = None;
    put(model, entry, |words, fields| fill(&words.shelf.restored, fields));
}

/// The post of the draft at `draft` has another name.
pub fn renamed(model: &mut Model, draft: &Path, entry: Entry) {
    model.shelf.doing = None;
    model.shelf.drafts.remove(draft);
    put(model, entry, |words, fields| fill(&words.shelf.renamed, fields));
}

/// Puts an entry on the shelf, marks it, and says so.
fn put(model: &mut Model, entry: Entry, line: impl Fn(&Words, &[(&str, &str)]) -> String) {
    let line = line(model.words, &[("title", &entry.title), ("place", &entry.place)]);
    model.notice = Some(Notice::plain(line));
    model.shelf.drafts.put(entry);
    show(model);
}

/// Shows what was thrown away.
pub fn trash(model: &mut Model, entries: Vec<Entry>) {
    model.shelf.doing = None;
    let mut list = List::default();
    list.take(entries);
    model.shelf.trash = Some(list);
}
