//! The arcs with their boxes, and the story of the marked one.

use ratatui::layout::{Position, Rect};

use super::Caret;
use super::look::{Look, Role};
use super::prose;
use super::put::{self, Cells};
use crate::app::Model;
use crate::app::arcs::{Arcs, Of, areas, inside, listed, preview};
use crate::app::frame::Frame;
use crate::app::prose::Laid;

/// Paints list and story; the caret stands at the marked row.
pub fn paint(model: &Model, look: &Look, arcs: &Arcs, cells: &mut Cells) -> Caret {
    let frame = Frame::of(model.size);
    let parts = areas(model);
    let title = arcs.all.get(arcs.arc).map_or("", |arc| arc.title.as_str());
    put::clear(look.of(Role::Text), frame.body, cells);
    let list = if frame.bordered() {
        put::frame(&model.words.screen.arcs, look.of(Role::Border), look.of(Role::Title), parts.list, cells);
        put::frame(title, look.of(Role::Border), look.of(Role::Title), parts.story, cells);
        frame.inside(parts.list)
    } else {
        put::cut(title, look.of(Role::Title), Rect { height: 1, ..parts.story }, cells);
        parts.list
    };
    let rows = listed(model, usize::from(list.width));
    // The marked row with as much of what stands under it as there is room for.
    let marked = rows.iter().position(|row| row.is_marked).unwrap_or(0);
    let height = usize::from(list.height);
    let lowest = rows.iter().skip(marked + 1).take_while(|row| row.of != Of::Arc).count() + marked;
    let first = (lowest + 1).saturating_sub(height).min(marked);
    let mut caret = None;
    for (y, row) in (list.y..list.bottom()).zip(rows.iter().skip(first)) {
        let line = Rect { y, height: 1, ..list };
        let role = match row.of {
            _ if row.is_marked => Role::Marked,
            Of::Arc => Role::Text,
            Of::About => Role::Hint,
            Of::Filled => Role::Good,
            Of::Empty => Role::Open,
        };
        if row.is_marked {
            put::clear(look.of(role), line, cells);
            caret = Some(Position { x: line.x, y });
        }
        let text = [("●", "*"), ("○", "-"), ("✓", "v"), ("・", "."), ("←", "<")]
            .iter()
            .fold(row.text.clone(), |text, (drawn, ascii)| text.replace(drawn, cells.chrome(drawn, ascii)));
        put::cut(&text, look.of(role), line, cells);
    }
    let area = inside(model);
    if let Some(story) = preview(model) {
        let shown = story.shown(arcs.top, usize::from(area.height), &mut Laid::default());
        prose::paint(&shown, &|strip| prose::ink(story.strips().get(strip), &arcs.story), None, look, area, cells);
    }
    caret
}
