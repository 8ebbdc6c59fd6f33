//! The export screen: the formats, and the text as it will be.

use ratatui::layout::{Position, Rect};

use super::Caret;
use super::look::{Look, Role};
use super::put::{self, Cells};
use crate::app::Model;
use crate::app::export::{Panes, preview};
use crate::export::Destination;
use crate::words::fill;

/// Paints the export; the caret stands at the marked format.
pub fn paint(model: &Model, look: &Look, cells: &mut Cells) -> Caret {
    let sitting = model.sitting.as_ref()?;
    let screen = &model.words.screen;
    let panes = Panes::of(model.size);
    if let Some((list, text)) = panes.framed {
        put::frame(&screen.export_to, look.of(Role::Border), look.of(Role::Title), list, cells);
        let name = model.export.to().file_name(&sitting.draft.post.file);
        let title = fill(&screen.export_where, &[("path", &name)]);
        put::frame(&title, look.of(Role::Border), look.of(Role::Title), text, cells);
    }
    let (list, text) = (panes.list, panes.preview);
    let mut caret = None;
    for (y, (index, format)) in (list.y..list.bottom()).zip(Destination::ALL.iter().enumerate()) {
        let line = Rect { y, height: 1, ..list };
        let style = if index == model.export.marked { look.of(Role::Marked) } else { look.of(Role::Text) };
        if index == model.export.marked {
            put::clear(style, line, cells);
            caret = Some(Position { x: line.x, y });
        }
        put::cut(&format!(" {}", format.name()), style, line, cells);
    }
    let measure = usize::from(text.width.saturating_sub(2)).min(84);
    for (y, row) in (text.y..text.bottom()).zip(preview(model, measure, usize::from(text.height))) {
        put::line(
            &row,
            look.of(Role::Text),
            Rect { x: text.x + 1, y, width: text.width.saturating_sub(1), height: 1 },
            cells,
        );
    }
    caret
}
