//! The export screen: choose where the text goes, see it as it will be, copy or save.
#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "of all actions a place does the few that mean something there; a new one means nothing until it is given a place"
)]

use ratatui::layout::{Position, Rect};

use super::action::Action;
use super::effect::{Effect, Export};
use super::frame::Frame;
use super::interview;
use super::model::{Model, Notice, Screen};
use super::msg::{Click, Size};
use crate::export::Destination;
use crate::story::unagreed;
use crate::text::rows::rows;
use crate::words::fill;

/// The export screen's own state.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ExportScreen {
    /// The row of the format marked.
    pub marked: usize,
    /// The first line of the preview shown.
    pub top: usize,
    /// The text as it will be written, made when the screen opens or the format changes.
    pub text: String,
}

impl ExportScreen {
    /// The format marked.
    #[must_use]
    pub fn to(&self) -> Destination {
        Destination::ALL.get(self.marked).copied().unwrap_or(Destination::Markdown)
    }
}

/// Opens the export.
pub fn open(model: &mut Model) {
    model.screen = Screen::Export;
    make(model);
    let told =
        model.sitting.as_ref().is_some_and(|sitting| sitting.draft.answers.iter().any(|(_, answer)| answer.is_told()));
    if !told {
        model.notice = Some(Notice::plain(model.words.notice.untold.clone()));
    }
    if let Some(line) = unagreed_line(model) {
        model.notice = Some(Notice::trouble(line));
    }
}

/// The first quotation in the story whose speaker has not agreed to it.
fn unagreed_line(model: &Model) -> Option<String> {
    let sitting = model.sitting.as_ref()?;
    let (key, text) = unagreed(&sitting.story, &sitting.post, &sitting.draft).into_iter().next()?;
    Some(fill(&model.words.print.unagreed, &[("key", &sitting.named(&key)), ("text", &text)]))
}

/// Makes the text in the format marked.
pub fn make(model: &mut Model) {
    let to = model.export.to();
    if let Some(sitting) = &model.sitting {
        model.export.text = to.write(&sitting.story, &sitting.post, &sitting.draft, None);
    }
    model.export.top = 0;
}

/// Does what an action asks for on the export screen.
pub fn act(model: &mut Model, action: Action, effects: &mut Vec<Effect>) {
    let page = isize::from(i16::try_from(Frame::of(model.size).body.height).unwrap_or(i16::MAX)) - 4;
    match action {
        Action::Up | Action::Down => {
            let last = Destination::ALL.len() - 1;
            let by = if action == Action::Up { -1 } else { 1 };
            model.export.marked = model.export.marked.saturating_add_signed(by).min(last);
            make(model);
        }
        Action::PageUp => scroll(model, -page.max(1)),
        Action::PageDown => scroll(model, page.max(1)),
        Action::WriteOut => {
            interview::rest(model, effects);
            make(model);
            effects.push(Effect::Export(Export { to: model.export.to(), text: model.export.text.clone() }));
        }
        Action::CopyText => effects.push(Effect::Copy(model.export.text.clone())),
        Action::Back => model.screen = Screen::Interview,
        Action::Copy => interview::how_to_leave(model),
        _ => {}
    }
}

/// A press on a format shows it; a second one writes it out.
pub fn press(model: &mut Model, position: Position, click: Click, effects: &mut Vec<Effect>) {
    let list = Panes::of(model.size).list;
    let row = usize::from(position.y.saturating_sub(list.y));
    if !list.contains(position) || row >= Destination::ALL.len() {
        return;
    }
    if model.export.marked != row {
        model.export.marked = row;
        make(model);
    }
    match click {
        Click::Once => {}
        Click::Twice | Click::Thrice => act(model, Action::WriteOut, effects),
    }
}

/// Where the list of formats and the preview stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Panes {
    /// Whether each has a frame round it.
    pub framed: Option<(Rect, Rect)>,
    /// The rows of the formats.
    pub list: Rect,
    /// The rows of the preview.
    pub preview: Rect,
}

/// Columns of the list of formats.
const LIST: u16 = 22;

impl Panes {
    /// The panes of a screen of this size: side by side where there is room, else one above the other.
    #[must_use]
    pub fn of(size: Size) -> Self {
        let frame = Frame::of(size);
        let body = frame.body;
        if body.width < 3 * LIST {
            let rows = u16::try_from(Destination::ALL.len()).unwrap_or(0).min(body.height);
            let list = Rect { height: rows, ..body };
            let preview = Rect { y: list.bottom(), height: body.height - rows, ..body };
            return Self { framed: None, list, preview };
        }
        let list = Rect { width: LIST, ..body };
        let preview = Rect { x: list.right(), width: body.width - LIST, ..body };
        if frame.bordered() {
            Self { framed: Some((list, preview)), list: frame.inside(list), preview: frame.inside(preview) }
        } else {
            Self { framed: None, list, preview }
        }
    }
}

/// Scrolls the preview by lines.
pub fn scroll(model: &mut Model, by: isize) {
    let last = model.export.text.lines().count().saturating_sub(1);
    model.export.top = model.export.top.saturating_add_signed(by).min(last);
}

/// The rows of the preview: from the line at its top, as many as `height`.
#[must_use]
pub fn preview(model: &Model, columns: usize, height: usize) -> Vec<String> {
    let mut shown = Vec::with_capacity(height);
    for line in model.export.text.lines().skip(model.export.top) {
        for row in rows(line, columns, model.ambiguous) {
            if shown.len() == height {
                return shown;
            }
            shown.push(row.span.of(line).to_owned());
        }
    }
    shown
}
