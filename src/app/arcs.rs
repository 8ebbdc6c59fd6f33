//! The arcs, with what fills each and the story each would make.
//!
//! What it is: a list over the screen, the story of the marked arc beside it. What it is not: a choice before Enter; the
//! draft keeps its arc until then. Invariant: what the list says is what `naze arcs` prints.
#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "of all actions a place does the few that mean something there; a new one means nothing until it is given a place"
)]

use ratatui::layout::Rect;

use super::action::Action;
use super::effect::Effect;
use super::frame::Frame;
use super::interview;
use super::model::{Model, Notice, Overlay, Screen};
use super::prose::{Place, Prose};
use super::story;
use crate::answers::Key;
use crate::draft::Draft;
use crate::story::{Keeps, Story, fits, weave};
use crate::text::rows::rows;
use crate::words::fill;

/// The list and what is marked in it.
#[derive(Debug)]
pub struct Arcs {
    /// The arcs, in their order.
    pub all: Vec<Shown>,
    /// The marked one.
    pub arc: usize,
    /// The marked box of it, by its place among its empty ones.
    pub empty: Option<usize>,
    /// The story by the marked arc, and the draft that names it.
    pub story: Story,
    /// The row at its top.
    pub top: Place,
}

/// An arc as it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// Its id.
    pub id: String,
    /// Its name.
    pub title: String,
    /// One sentence on it.
    pub about: String,
    /// Whether the draft has it.
    pub is_chosen: bool,
    /// Whether it is one of the two that suit the draft best.
    pub is_proposed: bool,
    /// Whether it keeps the whole post.
    pub keeps: Keeps,
    /// Its boxes.
    pub boxes: Vec<Filled>,
}

/// A box of an arc.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filled {
    /// Its name.
    pub title: String,
    /// The question that fills it where it is empty, and its name.
    pub asks: Option<(Key, String)>,
}

/// A row of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// What it says.
    pub text: String,
    /// Whether it is the one that Enter is for.
    pub is_marked: bool,
    /// What it is.
    pub of: Of,
}

/// What a row of the list is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Of {
    /// An arc's name.
    Arc,
    /// What is said about it.
    About,
    /// A box that is filled.
    Filled,
    /// One that is empty.
    Empty,
}

/// Where list and story stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Areas {
    /// The list with its frame.
    pub list: Rect,
    /// The story with its frame; without frames, the line above it is its title.
    pub story: Rect,
}

/// Columns from which on list and story stand beside each other.
const BESIDE_FROM: u16 = 76;

/// Opens the list at the draft's arc.
pub fn open(model: &mut Model) {
    model.overlay = None;
    let Some(sitting) = &model.sitting else { return };
    let interview = sitting.interview();
    let language = model.words.language;
    let found = fits(&interview, &sitting.post, &sitting.draft, &sitting.craft);
    let chosen = sitting.craft.arc(&sitting.draft.arc).id.as_str();
    let all: Vec<Shown> = found
        .iter()
        .map(|fit| Shown {
            id: fit.arc.id.clone(),
            title: fit.arc.about(language).map_or_else(|| fit.arc.id.clone(), |about| about.title.clone()),
            about: fit.arc.about(language).map(|about| about.about.clone()).unwrap_or_default(),
            is_chosen: fit.arc.id == chosen,
            is_proposed: fit.is_proposed(),
            keeps: fit.arc.keeps,
            boxes: fit
                .boxes
                .iter()
                .map(|one| Filled {
                    title: one.need.title(language).to_owned(),
                    asks: one.asks.as_ref().map(|key| (key.clone(), interview.named(key))),
                })
                .collect(),
        })
        .collect();
    let arc = all.iter().position(|arc| arc.is_chosen).unwrap_or(0);
    let story = sitting.story.clone();
    model.overlay = Some(Overlay::Arcs(Box::new(Arcs { all, arc, empty: None, story, top: Place::default() })));
}

/// Does what an action asks for here.
pub fn act(model: &mut Model, action: Action, effects: &mut Vec<Effect>) {
    let page = isize::try_from(height(model)).unwrap_or(isize::MAX) - 1;
    match action {
        Action::Up => step(model, -1),
        Action::Down => step(model, 1),
        Action::PageUp => scroll(model, -page.max(1)),
        Action::PageDown => scroll(model, page.max(1)),
        Action::Open => take(model, effects),
        Action::Copy => interview::how_to_leave(model),
        _ => model.overlay = None,
    }
}

/// To the next or the previous arc; on the way down, first to the empty boxes of this one.
fn step(model: &mut Model, by: isize) {
    let Some(Overlay::Arcs(arcs)) = &mut model.overlay else { return };
    let open = arcs.all.get(arcs.arc).map_or(0, |arc| arc.empty().count());
    let before = arcs.arc;
    match (by > 0, arcs.empty) {
        (true, None) if open > 0 => arcs.empty = Some(0),
        (true, Some(at)) if at + 1 < open => arcs.empty = Some(at + 1),
        (true, _) if arcs.arc + 1 < arcs.all.len() => (arcs.arc, arcs.empty) = (arcs.arc + 1, None),
        (false, Some(at)) => arcs.empty = at.checked_sub(1),
        (false, None) => arcs.arc = arcs.arc.saturating_sub(1),
        (true, _) => {}
    }
    if arcs.arc == before {
        return;
    }
    // Seen before it is taken.
    let (Some(arc), Some(sitting)) = (arcs.all.get(arcs.arc), &model.sitting) else { return };
    arcs.story = weave(&sitting.post, &by_arc(&sitting.draft, &arc.id), &sitting.craft);
    arcs.top = Place::default();
}

fn by_arc(draft: &Draft, id: &str) -> Draft {
    Draft { arc: id.to_owned(), ..draft.clone() }
}

/// Takes the marked arc, or goes to the question of the marked box.
fn take(model: &mut Model, effects: &mut Vec<Effect>) {
    let Some(Overlay::Arcs(arcs)) = &model.overlay else { return };
    let Some(arc) = arcs.all.get(arcs.arc).cloned() else { return };
    if let Some((key, _)) = arcs.empty.and_then(|at| arc.empty().nth(at).and_then(|one| one.asks.clone())) {
        model.overlay = None;
        model.screen = Screen::Interview;
        return interview::go(model, key, effects);
    }
    if !model.may_write() {
        return;
    }
    model.overlay = None;
    let Some(bridges) = model.sitting.as_ref().map(|sitting| sitting.draft.bridges) else { return };
    story::choices::order(model, &arc.id, bridges, effects);
    model.notice = Some(Notice::plain(fill(&model.words.notice.arc_taken, &[("title", &arc.title)])));
    if model.screen == Screen::Story {
        story::open(model);
    }
    story::changed(model);
}

impl Shown {
    /// The boxes that are empty.
    fn empty(&self) -> impl Iterator<Item = &Filled> {
        self.boxes.iter().filter(|one| one.asks.is_some())
    }
}

/// The rows of the list, `columns` wide.
#[must_use]
pub fn listed(model: &Model, columns: usize) -> Vec<Row> {
    let Some(Overlay::Arcs(arcs)) = &model.overlay else { return Vec::new() };
    let print = &model.words.print;
    let mut listed = Vec::new();
    for (nth, arc) in arcs.all.iter().enumerate() {
        let is_open = nth == arcs.arc;
        let mark = if arc.is_chosen { "●" } else { "○" };
        let proposed = if arc.is_proposed { format!("  {}", print.arc_proposed) } else { String::new() };
        let empty = match arc.empty().count() {
            0 => String::new(),
            count => format!("  {}", fill(&model.words.screen.arc_empty, &[("count", &count.to_string())])),
        };
        let text = format!("{mark} {}{proposed}{empty}", arc.title);
        listed.push(Row { text, is_marked: is_open && arcs.empty.is_none(), of: Of::Arc });
        if !is_open {
            continue;
        }
        let parts = if arc.keeps == Keeps::Parts { format!("({})", print.arc_parts) } else { String::new() };
        let about = format!("{}{parts}", arc.about);
        for row in rows(&about, columns.saturating_sub(2).max(1), model.ambiguous) {
            listed.push(Row { text: format!("  {}", row.span.of(&about)), is_marked: false, of: Of::About });
        }
        let mut empty = 0;
        for one in &arc.boxes {
            let (text, of, is_marked) = match &one.asks {
                None => (format!("  ✓ {}", one.title), Of::Filled, false),
                Some((_, named)) => {
                    empty += 1;
                    (format!("  ・ {} ← {named}", one.title), Of::Empty, arcs.empty == Some(empty - 1))
                }
            };
            listed.push(Row { text, is_marked, of });
        }
    }
    listed
}

/// Scrolls the story of the marked arc.
pub fn scroll(model: &mut Model, rows: isize) {
    let height = height(model);
    let Some(prose) = preview(model) else { return };
    let Some(Overlay::Arcs(arcs)) = &model.overlay else { return };
    let top = story::lower_of(prose.step(arcs.top, rows), prose.bottom(height));
    if let Some(Overlay::Arcs(arcs)) = &mut model.overlay {
        arcs.top = top;
    }
}

/// The story of the marked arc, as wide as it is shown.
#[must_use]
pub fn preview(model: &Model) -> Option<Prose<'_>> {
    let (Some(Overlay::Arcs(arcs)), Some(sitting)) = (&model.overlay, &model.sitting) else { return None };
    let columns = story::measure(inside(model).width);
    Some(Prose::of(&arcs.story, &sitting.post, &sitting.draft.answers, columns, model.ambiguous))
}

fn height(model: &Model) -> usize {
    usize::from(inside(model).height)
}

/// The rows of the story.
#[must_use]
pub fn inside(model: &Model) -> Rect {
    let frame = Frame::of(model.size);
    let story = areas(model).story;
    if frame.bordered() {
        frame.inside(story)
    } else {
        Rect { y: story.y + 1, height: story.height.saturating_sub(1), ..story }
    }
}

/// Where list and story stand.
#[must_use]
pub fn areas(model: &Model) -> Areas {
    let body = Frame::of(model.size).body;
    if body.width >= BESIDE_FROM {
        let list = (body.width * 2 / 5).min(48);
        Areas { list: Rect { width: list, ..body }, story: Rect { x: body.x + list, width: body.width - list, ..body } }
    } else {
        let list = body.height - body.height * 2 / 5;
        Areas {
            list: Rect { height: list, ..body },
            story: Rect { y: body.y + list, height: body.height - list, ..body },
        }
    }
}
