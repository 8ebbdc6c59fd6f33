//! The bank on the screen: what was told before, to be looked up and told again.
//!
//! What it is: a line to narrow the list, the list, and the marked telling whole. What it is not: an editor; nothing in it can
//! be changed. Invariant: the only thing it ever does to a draft is to add words to the answer on the screen, on Enter, where
//! the author sees them and one key takes them back.
#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "of all actions a place does the few that mean something there; a new one means nothing until it is given a place"
)]

use std::path::Path;
use std::sync::Arc;

use ratatui::layout::{Position, Rect};

use super::action::Action;
use super::effect::Effect;
use super::frame::Frame;
use super::model::{Gathering, Model, Notice, Overlay, Screen as Shown};
use super::msg::{Click, Held, Reading, Size};
use super::{story, typing};
use crate::answers::Retold;
use crate::bank::{self, Bank, Place, Signs, State, Telling};
use crate::flow::{AXIS, Kind};
use crate::text::Ambiguous;
use crate::text::buffer::Buffer;
use crate::text::fold::fold;
use crate::text::rows::wrapped;
use crate::words::{Words, fill, lent};

/// What is shown.
#[derive(Debug)]
pub struct Screen {
    /// What the list is narrowed by.
    pub wanted: Buffer,
    /// What it was narrowed by when the rows were looked for.
    narrowed: String,
    /// The tellings that match, the newest first.
    pub rows: Vec<Arc<Telling>>,
    /// The row marked.
    pub marked: usize,
    /// The marked telling, line by line.
    pub lines: Vec<Line>,
    /// What the lines are of, and how wide they are.
    laid: Option<(Place, usize)>,
    /// The first line shown.
    pub top: usize,
}

/// A line of the marked telling.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// What it is.
    pub part: Part,
    /// What it says.
    pub text: String,
}

/// What a line of a telling is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The post.
    Title,
    /// Where in it.
    Place,
    /// The author's words.
    Words,
    /// Where else the episode was told.
    Other,
}

/// Where the parts of the screen are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Areas {
    /// The line that narrows the list.
    pub find: Rect,
    /// How many there are, behind it.
    pub count: Rect,
    /// The list.
    pub list: Rect,
    /// The line between the list and the telling.
    pub rule: Rect,
    /// The telling.
    pub telling: Rect,
}

/// Columns from which on the telling stands beside the list.
const BESIDE_FROM: u16 = 100;

/// Columns for how many there are.
const COUNT: u16 = 20;

/// The areas on a screen of this size.
#[must_use]
pub fn areas(size: Size) -> Areas {
    let frame = Frame::of(size);
    let inside = frame.inside(frame.body);
    let head = Rect { height: inside.height.min(1), ..inside };
    let wide = COUNT.min(inside.width / 3);
    let find = Rect { width: head.width - wide, ..head };
    let count = Rect { x: find.right(), width: wide, ..head };
    let rest = Rect { y: inside.y + find.height, height: inside.height - find.height, ..inside };
    if rest.width >= BESIDE_FROM {
        let list = Rect { width: rest.width / 2 - 1, ..rest };
        let rule = Rect { x: list.right(), width: 1, ..rest };
        let telling = Rect { x: rule.right() + 1, width: rest.right() - rule.right() - 1, ..rest };
        return Areas { find, count, list, rule, telling };
    }
    let list = Rect { height: (rest.height / 3).max(3).min(rest.height), ..rest };
    let rule = Rect { y: list.bottom(), height: u16::from(rest.height > list.height), ..rest };
    let telling = Rect { y: rule.bottom(), height: rest.bottom() - rule.bottom(), ..rest };
    Areas { find, count, list, rule, telling }
}

/// Opens the list, or closes it, and has the drafts read anew.
pub fn open(model: &mut Model, effects: &mut Vec<Effect>) {
    if matches!(model.overlay, Some(Overlay::Bank(_))) {
        model.overlay = None;
        return;
    }
    if model.sitting.is_some() && model.screen != Shown::Interview {
        super::show(model, Shown::Interview, effects);
    }
    gather(model, effects);
    let wanted = Buffer::line("");
    let screen =
        Screen { wanted, narrowed: String::new(), rows: Vec::new(), marked: 0, lines: Vec::new(), laid: None, top: 0 };
    model.overlay = Some(Overlay::Bank(Box::new(screen)));
    look(model);
}

/// Has the drafts read, unless they are being read.
pub fn gather(model: &mut Model, effects: &mut Vec<Effect>) {
    if model.gathering != Gathering::GoesOn {
        model.gathering = Gathering::GoesOn;
        effects.push(Effect::ReadBank);
    }
}

/// Takes in what was read so far.
pub fn read(model: &mut Model, bank: Arc<Bank>, reading: Reading) {
    model.bank = bank;
    if reading == Reading::Done {
        model.gathering = Gathering::Done;
        if let Some(sitting) = &mut model.sitting {
            sitting.lay_beside();
        }
    }
    let Some(Overlay::Bank(screen)) = &mut model.overlay else { return };
    let marked = screen.rows.get(screen.marked).map(|telling| telling.place.clone());
    (screen.laid, screen.rows) = (None, Vec::new());
    look(model);
    if let (Some(Overlay::Bank(screen)), Some(place)) = (&mut model.overlay, marked) {
        screen.marked = screen.rows.iter().position(|telling| telling.place == place).unwrap_or(0);
    }
}

/// Looks for the tellings that match what was typed.
fn look(model: &mut Model) {
    let own = model.sitting.as_ref().map(|sitting| sitting.path.as_path());
    let Some(Overlay::Bank(screen)) = &mut model.overlay else { return };
    let wanted = fold(screen.wanted.text());
    let words: Vec<&str> = wanted.split_whitespace().collect();
    // One that was taken over as it was stands in the list already, where it was taken from.
    let copy =
        |telling: &Telling| telling.state == State::Untouched && model.bank.origin(telling).place != telling.place;
    let fits = |telling: &&Arc<Telling>| telling.holds(&words) && own != Some(&telling.place.post) && !copy(telling);
    screen.rows = if !screen.rows.is_empty() && wanted.starts_with(&screen.narrowed) {
        screen.rows.iter().filter(fits).cloned().collect()
    } else {
        model.bank.tellings().iter().filter(fits).cloned().collect()
    };
    screen.narrowed = wanted;
    screen.marked = screen.marked.min(screen.rows.len().saturating_sub(1));
}

/// Types into the line that narrows the list.
pub fn typed(model: &mut Model, text: &str) {
    if let Some(Overlay::Bank(screen)) = &mut model.overlay {
        screen.wanted.insert(text);
        (screen.marked, screen.top) = (0, 0);
        look(model);
    }
}

/// Does what an action asks for here.
pub fn act(model: &mut Model, action: Action, held: Held, effects: &mut Vec<Effect>) {
    let areas = areas(model.size);
    let Some(Overlay::Bank(screen)) = &mut model.overlay else { return };
    let page = isize::try_from(areas.list.height).unwrap_or(1).max(1);
    match action {
        Action::Up => screen.step(-1),
        Action::Down => screen.step(1),
        Action::PageUp => screen.step(-page),
        Action::PageDown => screen.step(page),
        Action::StoryUp => screen.top = screen.top.saturating_sub(3),
        Action::StoryDown => screen.top += 3,
        Action::Open => tell(model, effects),
        Action::Back if screen.wanted.is_empty() => model.overlay = None,
        Action::Back => {
            screen.wanted = Buffer::line("");
            screen.marked = 0;
            look(model);
        }
        other => {
            let before = screen.wanted.text().to_owned();
            typing::in_line(&mut screen.wanted, other, held, &mut model.cut, effects);
            if screen.wanted.text() != before {
                screen.marked = 0;
                look(model);
            }
        }
    }
}

impl Screen {
    /// The first row shown in the list.
    #[must_use]
    pub fn first(&self, list: Rect) -> usize {
        (self.marked + 1).saturating_sub(usize::from(list.height))
    }

    /// Marks another row, so many on.
    pub fn step(&mut self, rows: isize) {
        let last = self.rows.len().saturating_sub(1);
        (self.marked, self.top) = (self.marked.saturating_add_signed(rows).min(last), 0);
    }
}

/// A press on a row marks it, two open it.
pub fn press(model: &mut Model, position: Position, click: Click, effects: &mut Vec<Effect>) {
    let list = areas(model.size).list;
    let Some(Overlay::Bank(screen)) = &mut model.overlay else { return };
    if !list.contains(position) {
        return;
    }
    let row = screen.first(list) + usize::from(position.y - list.y);
    if row < screen.rows.len() {
        (screen.marked, screen.top) = (row, 0);
        if click == Click::Twice {
            tell(model, effects);
        }
    }
}

/// Tells the marked telling again in the answer on the screen; where no post is open, opens the one it stands in.
fn tell(model: &mut Model, effects: &mut Vec<Effect>) {
    let Some(Overlay::Bank(screen)) = &model.overlay else { return };
    let Some(telling) = screen.rows.get(screen.marked).cloned() else { return };
    if model.sitting.is_none() {
        effects.push(Effect::Open(telling.place.post.clone()));
        return;
    }
    if !model.may_write() {
        return;
    }
    let Some(sitting) = &mut model.sitting else { return };
    let notice = &model.words.notice;
    let of_axis = sitting.interview().of_flow(AXIS).contains(&sitting.current.own());
    if of_axis || !matches!(sitting.kind(), Kind::Prose | Kind::Line) {
        model.notice = Some(Notice::plain(notice.not_told_here.clone()));
        return;
    }
    let folder = sitting.path.parent().unwrap_or(Path::new("/"));
    let of = model.bank.reference(folder, &model.bank.origin(&telling).place);
    // Behind words that are there already it is no copy any more.
    let alone = sitting.draft.answers.get(&sitting.current).is_none_or(|answer| answer.text.is_empty());
    let retold = of.filter(|_| alone).map(|of| Retold { of, taken: bank::mark(&telling.text) });
    let line = match (&retold, alone) {
        (Some(_), _) => &notice.told_again,
        (None, true) => &notice.told_apart,
        (None, false) => &notice.told_behind,
    };
    let line = fill(line, &[("title", &telling.title), ("day", telling.day())]);
    sitting.retell(&telling.text, retold, &model.now, effects);
    model.overlay = None;
    model.notice = Some(Notice::plain(line));
    story::changed(model);
}

/// Breaks the marked telling into the lines it has room for.
pub fn lay_out(model: &mut Model) {
    let (size, ambiguous) = (model.size, model.ambiguous);
    let telling = areas(size).telling;
    let columns = usize::from(telling.width).max(1);
    let Some(Overlay::Bank(screen)) = &mut model.overlay else { return };
    let marked = screen.rows.get(screen.marked);
    let now = marked.map(|telling| (telling.place.clone(), columns));
    if screen.laid != now {
        screen.lines =
            marked.map(|telling| lines(telling, &model.bank, columns, ambiguous, model.words)).unwrap_or_default();
        screen.laid = now;
    }
    screen.top = screen.top.min(screen.lines.len().saturating_sub(usize::from(telling.height)));
}

/// A telling, line by line: post, place, words, and where else the episode was told.
fn lines(telling: &Telling, bank: &Bank, columns: usize, ambiguous: Ambiguous, words: &Words) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut add = |part: Part, text: &str| {
        let broken = wrapped(text, columns, ambiguous);
        lines.extend(broken.map(|row| Line { part, text: row.of(text).to_owned() }));
    };
    add(Part::Title, &telling.title);
    let place = telling.tip.as_ref().map_or(telling.shown.clone(), |tip| format!("{} · {tip}", telling.shown));
    add(Part::Place, &place);
    add(Part::Words, " ");
    add(Part::Words, &telling.text);
    let signs = Signs::of(telling.said());
    for (index, other) in bank.others(&telling.place).into_iter().enumerate() {
        if index == 0 {
            add(Part::Words, " ");
        }
        let mut line = fill(&words.screen.bank_other, &[("day", other.day()), ("title", &other.title)]);
        for differs in signs.differences(other.said()) {
            let fields = [("there", differs.before), ("here", differs.now)];
            line += &fill(&words.screen.bank_differs, &lent(&fields));
        }
        add(Part::Other, &line);
    }
    lines
}

/// Whether something waits for a pause: drafts not read yet, or an answer not laid beside them. While one is being laid, the
/// next waits for that.
#[must_use]
pub fn waits(model: &Model) -> bool {
    model.sitting.as_ref().is_some_and(|sitting| match model.gathering {
        Gathering::NotYet => true,
        Gathering::GoesOn => false,
        Gathering::Done => !model.lays_beside && sitting.waits_beside(),
    })
}
