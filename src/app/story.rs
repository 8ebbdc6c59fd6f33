//! The story screen: the text as it will read, a cursor that goes sentence by sentence, and the author's hand on it.
//!
//! What it is: where the cursor stands in the story's column and what it can be led to. What it is not: it weaves nothing;
//! `sitting` does, after every change. Invariant: what is pointed at is one sentence of the post, of an answer or of an
//! edit, a whole bridge, or something struck; nothing is pointed at between two.
#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "of all actions a place does the few that mean something there; a new one means nothing until it is given a place"
)]

pub mod choices;
pub mod pane;
pub mod proof;
pub mod retype;
pub mod rewording;
mod walk;

use ratatui::layout::{Position, Rect};

use super::action::Action;
use super::effect::{Effect, Revision};
use super::frame::Frame;
use super::model::{Model, Notice, Screen};
use super::msg::Click;
use super::prose::{Holds, Place, Prose, Strip};
use super::sitting::Sitting;
use super::{export, interview};
use crate::answers::Key;
use crate::post::Format;
use crate::story::{Of, Origin, Passage, Sentence, Source, Stretch, Struck, column, said_twice, source_of};
use crate::text::rows::rows;
use crate::text::{Language, Span};
use crate::words::fill;
use choices::Steps;
pub use pane::{focus, press_pane, scroll_pane, settle_pane};
use rewording::Rewording;

/// The story screen's own state.
#[derive(Debug, Default)]
pub struct StoryScreen {
    /// Where the cursor stands, in bytes of the column.
    pub at: usize,
    /// The row at the top.
    pub top: Place,
    /// What of the struck is shown.
    pub struck: Struck,
    /// The sentence being reworded.
    pub field: Option<Box<Rewording>>,
    /// What the proof counts, and of which revision: with all that was struck it is shown.
    count: Option<(Revision, String)>,
    /// Answers that say the same.
    pub twice: Vec<(Key, Key, String)>,
    /// What was done here, to be undone.
    pub steps: Steps,
    /// Where the author went from here.
    gone: Option<Gone>,
}

/// The question the author went to from the story.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Gone {
    to: Key,
    /// Where the cursor stood.
    from: usize,
    /// Where the caret was put, and at which revision: while neither moves, coming back is coming back to `from`.
    caret: (usize, usize),
    revision: Revision,
}

/// What the cursor points at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Pointed {
    /// A sentence that stands.
    Sentence(Sentence),
    /// What an edit replaced.
    Reworded(usize),
    /// What the arc leaves out.
    LeftOut(Span),
}

/// What the cursor points at, and its bytes in the column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// Its bytes.
    pub span: Span,
    /// What it is.
    pub of: Pointed,
}

/// The column as it is laid out for the screen.
#[derive(Debug)]
pub struct Column<'a> {
    /// The text.
    pub prose: Prose<'a>,
    /// The byte of the empty line at which the field stands, while a sentence is reworded.
    pub field: Option<usize>,
}

/// Where the parts of the story screen stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Areas {
    /// What the proof counts; empty where it is not shown.
    pub count: Rect,
    /// The text with its margin.
    pub text: Rect,
    /// Beside it, the questions that what was added answers; empty where there is no room.
    pub labels: Rect,
    /// The line that says what wants to be looked at; empty where nothing does.
    pub remark: Rect,
    /// The line that says where what is pointed at comes from.
    pub foot: Rect,
}

impl StoryScreen {
    /// What the proof counts, while it is shown.
    #[must_use]
    pub fn counted(&self) -> Option<&str> {
        self.count.as_ref().filter(|_| self.struck == Struck::All).map(|(_, line)| line.as_str())
    }
}

/// Opens the story at the part being answered; at the very sentence where the author comes back from its question.
pub fn open(model: &mut Model) {
    model.screen = Screen::Story;
    let Some(sitting) = &model.sitting else { return };
    let caret = pane::caret(sitting);
    model.story.twice = said_twice(&sitting.draft);
    let stands = |gone: &Gone| (&gone.to, gone.caret, gone.revision) == (&sitting.current, caret, sitting.revision);
    let from = model.story.gone.take().filter(stands).map(|gone| gone.from);
    let (passage, within) = caret;
    let at = from.or_else(|| {
        let prose = whole(model)?;
        let strip = strip_of(&prose, 0, passage)?;
        let at = prose.start(strip) + within;
        let sitting = model.sitting.as_ref()?;
        // Behind the last word it is still that sentence.
        let ends = within > 0 && at == prose.start(strip + 1);
        let found = if ends { walk::back(sitting, &prose, at) } else { walk::ahead(sitting, &prose, at) };
        Some(found.map_or(at, |at| mark(sitting, &prose, at).map_or(at, |mark| mark.span.start)))
    });
    model.story.at = at.unwrap_or(0);
    show(model);
}

/// Whether the question on the screen was come to from the story, and Esc leads back there.
#[must_use]
pub fn leads_back(model: &Model) -> bool {
    let current = model.sitting.as_ref().map(|sitting| &sitting.current);
    model.story.gone.as_ref().map(|gone| &gone.to) == current && current.is_some()
}

/// Forgets that the author came from the story.
pub fn forget_gone(model: &mut Model) {
    model.story.gone = None;
}

/// Does what an action asks for on the story screen.
pub fn act(model: &mut Model, action: Action, effects: &mut Vec<Effect>) {
    let page = isize::from(i16::try_from(areas(model).text.height).unwrap_or(i16::MAX)) - 2;
    match action {
        Action::Up => walk::rows(model, -1),
        Action::Down => walk::rows(model, 1),
        Action::PageUp => walk::rows(model, -page.max(1)),
        Action::PageDown => walk::rows(model, page.max(1)),
        Action::TextStart => walk::to_end(model, -1),
        Action::TextEnd => walk::to_end(model, 1),
        Action::Left => walk::sentence(model, -1),
        Action::Right => walk::sentence(model, 1),
        Action::Next => walk::own(model, 1),
        Action::Previous => walk::own(model, -1),
        Action::Open => open_origin(model, effects),
        Action::Reword => rewording::open(model),
        Action::Editor => retype::in_editor(model, effects),
        Action::Swap => choices::swap(model, effects),
        Action::Remove => choices::remove(model, effects),
        Action::Bridges => choices::toggle_bridges(model, effects),
        Action::BeforeAfter => proof::before_and_after(model),
        Action::Twice => to_twice(model, effects),
        Action::Undo => choices::undo(model, effects),
        Action::Redo => choices::redo(model, effects),
        // Before and after lies over the plain story.
        Action::Back if model.story.struck == Struck::All => proof::before_and_after(model),
        Action::Back => model.screen = Screen::Interview,
        Action::Copy => interview::how_to_leave(model),
        _ => {}
    }
}

/// To the question behind what is pointed at, the caret at that very sentence.
fn open_origin(model: &mut Model, effects: &mut Vec<Effect>) {
    let behind = pointed(model).and_then(|(sitting, mark)| behind(sitting, &mark.of));
    match behind {
        Some((key, at)) => go(model, key, at, effects),
        None => model.notice = Some(Notice::plain(model.words.notice.no_question.clone())),
    }
}

/// Goes to a question, the caret at byte `at` of its answer, and remembers the way back.
fn go(model: &mut Model, key: Key, at: Option<usize>, effects: &mut Vec<Effect>) {
    model.screen = Screen::Interview;
    let from = model.story.at;
    interview::go(model, key.clone(), effects);
    let Some(sitting) = &mut model.sitting else { return };
    if let (Some(at), Some(buffer)) = (at, sitting.buffer()) {
        buffer.set_caret(at);
    }
    let (caret, revision) = (pane::caret(sitting), sitting.revision);
    model.story.gone = Some(Gone { to: key, from, caret, revision });
    let key = model.key_name(Action::Outline);
    model.notice = Some(Notice::plain(fill(&model.words.notice.back_to_story, &[("key", &key)])));
}

/// The question behind something pointed at, and where in its answer.
fn behind(sitting: &Sitting, of: &Pointed) -> Option<(Key, Option<usize>)> {
    let index = match of {
        Pointed::Sentence(Sentence { of: Of::Text(Source::Answer(key), span), .. }) => {
            return Some((key.clone(), Some(span.start)));
        }
        Pointed::Sentence(sentence) => match sentence.of {
            Of::Edit(index) => index,
            Of::Text(..) | Of::Bridge(_) => return Some((key_of(sitting, sentence.start.0)?, None)),
        },
        Pointed::Reworded(index) => *index,
        Pointed::LeftOut(_) => return None,
    };
    if let Some(Source::Answer(key)) = source_of(sitting.draft.edits.get(index)?) {
        let was = &sitting.draft.edits.get(index)?.was;
        let at = sitting.draft.answers.told(&key).and_then(|text| text.find(was.as_str()));
        return Some((key, at));
    }
    let laid = |passage: &Passage| matches!(passage.origin, Origin::Edit { index: laid, .. } if laid == index);
    let passage = sitting.story.passages.iter().position(laid)?;
    Some((key_of(sitting, passage)?, None))
}

/// To the second of two answers that say the same, at what both say.
fn to_twice(model: &mut Model, effects: &mut Vec<Effect>) {
    let Some((_, key, sentence)) = model.story.twice.first().cloned() else {
        model.notice = Some(Notice::plain(model.words.notice.nothing_twice.clone()));
        return;
    };
    let told = model.sitting.as_ref().and_then(|sitting| sitting.draft.answers.told(&key));
    let at = told.and_then(|text| text.find(sentence.as_str()));
    go(model, key, at, effects);
}

/// The question behind a passage: its own, or for a bridge or the post's text the nearest after it in its part.
#[must_use]
pub fn key_of(sitting: &Sitting, passage: usize) -> Option<Key> {
    let part = sitting.story.passages.get(passage)?.part;
    let rest = sitting.story.passages.get(passage..)?;
    rest.iter().take_while(|passage| passage.part == part).find_map(|passage| match &passage.origin {
        Origin::Answer(key, _) => Some(key.clone()),
        Origin::Post(_) | Origin::Bridge(_) | Origin::Edit { .. } | Origin::Layout(_) => None,
    })
}

/// A press on the story screen points at the sentence there; a second one goes to what is behind it.
pub fn press(model: &mut Model, position: Position, click: Click, effects: &mut Vec<Effect>) {
    if rewording::press(model, position, click) {
        return;
    }
    if click != Click::Once {
        // The first press has put the cursor there; what stands under the mouse may have moved with it.
        return open_origin(model, effects);
    }
    let at = rewording::under(model, position);
    if model.story.field.is_some() {
        rewording::close(model, effects);
    }
    model.story.at = at.unwrap_or(model.story.at);
}

/// The story changed for a reason that is not a key on its screen: what shows it follows.
pub fn changed(model: &mut Model) {
    if let Some(sitting) = &model.sitting {
        model.story.twice = said_twice(&sitting.draft);
    }
    proof::recount(model);
    keep(model);
    if model.screen == Screen::Export {
        export::make(model);
    }
}

/// The screen is another now: where the story is on it, the cursor stays in view. Whoever opens it brings it there.
pub fn resized(model: &mut Model) {
    if model.screen == Screen::Story {
        keep(model);
    }
}

/// Keeps the cursor in the text and in view, where the text or the screen has changed.
pub fn keep(model: &mut Model) {
    let Some(prose) = whole(model) else { return };
    let mut at = model.story.at.min(prose.len());
    let strip = prose.strips().get(prose.strip_at(at)).map_or("", |strip| strip.text);
    let start = prose.start(prose.strip_at(at));
    while at > start && !strip.is_char_boundary(at - start) {
        at -= 1;
    }
    let line = prose.line(model.story.top.line.min(prose.len()));
    model.story.top.line = line;
    model.story.at = at;
    walk::reveal(model);
}

/// Brings the cursor to a third of the height.
fn show(model: &mut Model) {
    let height = usize::from(areas(model).text.height);
    if let Some(prose) = whole(model) {
        let third = isize::try_from(height / 3).unwrap_or(0);
        let top = prose.step(prose.place(model.story.at), -third);
        model.story.top = lower_of(top, prose.bottom(height));
    }
}

/// Scrolls the story by rows; the cursor follows into view.
pub fn scroll(model: &mut Model, rows: isize) {
    walk::scroll(model, rows);
}

/// What the cursor points at.
#[must_use]
pub fn pointed(model: &Model) -> Option<(&Sitting, Mark)> {
    let sitting = model.sitting.as_ref()?;
    Some((sitting, mark(sitting, &whole(model)?, model.story.at)?))
}

/// What stands at byte `at` of the column.
#[must_use]
pub fn mark(sitting: &Sitting, prose: &Prose<'_>, at: usize) -> Option<Mark> {
    let strip = prose.strip_at(at);
    let start = prose.start(strip);
    let Strip { text, holds } = prose.strips().get(strip)?;
    let whole = |of| Some(Mark { span: Span::new(start, start + text.len()), of });
    match holds {
        Holds::Gap => None,
        Holds::Stretch(Stretch::Reworded(index) | Stretch::Line(index)) => whole(Pointed::Reworded(*index)),
        Holds::Stretch(Stretch::LeftOut(span)) => whole(Pointed::LeftOut(*span)),
        Holds::Stretch(Stretch::Stands(passage)) => {
            let sentence = sitting.story.sentence(&sitting.post, &sitting.draft, *passage, at - start)?;
            let byte = |(passage, within): (usize, usize)| Some(prose.start(strip_of(prose, strip, passage)?) + within);
            let span = Span::new(byte(sentence.start)?, byte(sentence.end)?);
            Some(Mark { span, of: Pointed::Sentence(sentence) })
        }
    }
}

/// The strip of a passage, looked for from strip `near` on in both directions.
fn strip_of(prose: &Prose<'_>, near: usize, passage: usize) -> Option<usize> {
    let stands = |strip: &Strip<'_>| strip.holds == Holds::Stretch(Stretch::Stands(passage));
    let strips = prose.strips();
    let before = || strips.get(..near).and_then(|before| before.iter().rposition(stands));
    strips.get(near..).and_then(|rest| rest.iter().position(stands)).map(|at| near + at).or_else(before)
}

/// The story's column as wide as the story screen shows it.
#[must_use]
pub fn whole(model: &Model) -> Option<Prose<'_>> {
    let sitting = model.sitting.as_ref()?;
    Some(Prose::new(strips(sitting, model.story.struck), measure(areas(model).text.width), model.ambiguous))
}

/// The same with the sentence that is being reworded taken out, and an empty line of its own for the field.
#[must_use]
pub fn laid_out(model: &Model) -> Option<Column<'_>> {
    let prose = whole(model)?;
    match &model.story.field {
        None => Some(Column { prose, field: None }),
        Some(field) => Some(field.cut_out(model.sitting.as_ref()?, &prose, model)),
    }
}

/// The strips of the column, with what the screen puts between.
fn strips(sitting: &Sitting, struck: Struck) -> Vec<Strip<'_>> {
    let Sitting { story, post, draft, .. } = sitting;
    let mut strips: Vec<Strip<'_>> = Vec::new();
    let gap = |text| Strip { text, holds: Holds::Gap };
    let mut ends_line = false;
    for stretch in column(story, post, draft, struck) {
        let text = match stretch {
            Stretch::Stands(passage) => {
                story.passages.get(passage).map_or("", |found| found.text(post, &draft.answers))
            }
            Stretch::Reworded(edit) | Stretch::Line(edit) => draft.edits.get(edit).map_or("", |edit| edit.was.as_str()),
            Stretch::LeftOut(span) => span.of(&post.text).trim(),
        };
        if text.is_empty() {
            continue;
        }
        let last = strips.last().map_or("\n", |strip| strip.text);
        let fresh = last.ends_with('\n');
        let tagged = post.source.format == Format::Html && last.ends_with('>');
        let blank = tagged || last.ends_with(char::is_whitespace) || text.starts_with(char::is_whitespace);
        let between = match stretch {
            // What was struck as a line of its own, or is, stands on one.
            Stretch::LeftOut(_) if !fresh => "\n",
            Stretch::Line(_) if !fresh => "\n\n",
            _ if std::mem::take(&mut ends_line) && !text.starts_with('\n') => "\n",
            Stretch::Reworded(_) if !blank && post.language == Language::En => " ",
            _ => "",
        };
        if !between.is_empty() {
            strips.push(gap(between));
        }
        ends_line = match stretch {
            Stretch::LeftOut(_) => true,
            Stretch::Reworded(edit) => fresh && draft.edits.get(edit).is_some_and(|edit| !edit.text.is_empty()),
            Stretch::Stands(_) | Stretch::Line(_) => false,
        };
        strips.push(Strip { text, holds: Holds::Stretch(stretch) });
    }
    strips
}

/// Where the parts of the story screen stand.
#[must_use]
pub fn areas(model: &Model) -> Areas {
    let frame = Frame::of(model.size);
    let mut text = frame.inside(frame.body);
    let mut last_row = |least: u16| {
        let rows = u16::from(text.height > least);
        text.height -= rows;
        Rect { y: text.bottom(), height: rows, ..text }
    };
    let foot = if frame.bordered() {
        Rect { x: frame.body.x + 2, y: frame.body.bottom() - 1, width: frame.body.width - 4, height: 1 }
    } else {
        last_row(3)
    };
    let left_off = model.sitting.as_ref().is_some_and(|sitting| !sitting.story.left_off.is_empty());
    let remark = if left_off || !model.story.twice.is_empty() { last_row(4) } else { Rect::ZERO };
    let counted = model.story.counted().filter(|_| text.height > 6);
    let tall = counted.map_or(0, |line| rows(line, usize::from(text.width), model.ambiguous).len());
    let count = Rect { height: u16::try_from(tall).unwrap_or(0).min(3), ..text };
    let mut text = Rect { y: text.y + count.height, height: text.height - count.height, ..text };
    let mut labels = Rect::ZERO;
    if model.story.struck == Struck::All && text.width >= LABELS_FROM {
        labels = Rect { x: text.right() - LABELS, width: LABELS, ..text };
        text.width -= LABELS + 1;
    }
    Areas { count, text, labels, remark, foot }
}

/// Columns from which on questions stand beside what answers them.
const LABELS_FROM: u16 = 100;
/// The columns of those.
const LABELS: u16 = 30;

/// The columns prose is set in: the pane without its margin, and never wider than reads well.
#[must_use]
pub fn measure(width: u16) -> usize {
    usize::from(width.saturating_sub(GUTTER)).clamp(1, 82)
}

/// Columns to the left of the story in which origins are marked.
pub const GUTTER: u16 = 2;

/// `place`, but not below `bottom`.
pub(super) fn lower_of(place: Place, bottom: Place) -> Place {
    if (place.line, place.row) > (bottom.line, bottom.row) { bottom } else { place }
}
