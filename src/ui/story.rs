//! The story screen: the whole text as it will read, and where the marked passage comes from.

use ratatui::layout::{Position, Rect};

use super::look::{Look, Role};
use super::put::{self, Cells};
use super::{Caret, prose};
use crate::app::Model;
use crate::app::frame::Frame;
use crate::app::prose::Laid;
use crate::app::sitting::Sitting;
use crate::app::story::whole;
use crate::story::Origin;
use crate::words::fill;

/// Paints the story; the caret stands at the row of the marked passage.
pub fn paint(model: &Model, look: &Look, cells: &mut Cells) -> Caret {
    let sitting = model.sitting.as_ref()?;
    let frame = Frame::of(model.size);
    let inside = frame.inside(frame.body);
    let story = whole(model)?;
    if frame.bordered() {
        put::frame(&model.words.screen.story, look.of(Role::Border), look.of(Role::Title), frame.body, cells);
        let line = origin(model, sitting);
        let foot = Rect { x: frame.body.x + 2, y: frame.body.bottom() - 1, width: frame.body.width - 4, height: 1 };
        put::cut(&format!(" {line} "), look.of(Role::Key), foot, cells);
    }
    let start = story.start(model.story.passage);
    let shown = story.shown(model.story.top, usize::from(inside.height), &mut Laid::default());
    prose::paint(&shown, &sitting.story, prose::Marked::Passage(model.story.passage), look, inside, cells);
    let row = shown.iter().rposition(|row| row.span.start <= start).unwrap_or(0);
    Some(Position { x: inside.x, y: inside.y + u16::try_from(row).unwrap_or(0) })
}

/// Where the marked passage comes from, in words.
fn origin(model: &Model, sitting: &Sitting) -> String {
    let screen = &model.words.screen;
    match sitting.story.passages.get(model.story.passage).map(|passage| &passage.origin) {
        Some(Origin::Answer(key, _)) => fill(&screen.origin_answer, &[("short", &sitting.named(key))]),
        Some(Origin::Bridge(bridge)) => fill(&screen.origin_bridge, &[("id", &bridge.id)]),
        Some(Origin::Edit { index, .. }) => {
            let passage = sitting.draft.edits.get(*index).map_or("", |edit| &edit.passage);
            fill(&screen.origin_edit, &[("passage", passage)])
        }
        Some(Origin::Layout(_)) => screen.origin_layout.clone(),
        Some(Origin::Post(_)) | None => screen.origin_post.clone(),
    }
}
