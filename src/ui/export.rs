//! The export screen: the formats, and the text as it will be.

use ratatui::layout::{Position, Rect};

use super::Caret;
use super::look::{Look, Role};
use super::put::{self, Cells};
use crate::app::Model;
use crate::app::export::preview;
use crate::app::frame::Frame;
use crate::export::Destination;
use crate::words::fill;

/// Columns of the list of formats.
const LIST: u16 = 22;

/// Paints the export; the caret stands at the marked format.
pub fn paint(model: &Model, look: &Look, cells: &mut Cells) -> Caret {
    let sitting = model.sitting.as_ref()?;
    let frame = Frame::of(model.size);
    let wide = frame.body.width >= 3 * LIST;
    let screen = &model.words.screen;
    let (list, text) = if wide {
        let list = Rect { width: LIST, ..frame.body };
        (list, Rect { x: list.right(), width: frame.body.width - LIST, ..frame.body })
    } else {
        let rows = u16::try_from(Destination::ALL.len()).unwrap_or(0).min(frame.body.height);
        let list = Rect { height: rows, ..frame.body };
        (list, Rect { y: list.bottom(), height: frame.body.height - rows, ..frame.body })
    };
    let bordered = frame.bordered() && wide;
    if bordered {
        put::frame(&screen.export_to, look.of(Role::Border), look.of(Role::Title), list, cells);
        let name = model.export.to().file_name(&sitting.draft.post.file);
        let title = fill(&screen.export_where, &[("path", &name)]);
        put::frame(&title, look.of(Role::Border), look.of(Role::Title), text, cells);
    }
    let inside = |area: Rect| if bordered { frame.inside(area) } else { area };
    let (list, text) = (inside(list), inside(text));
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
