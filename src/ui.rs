//! What the screen shows.
//!
//! What it is: [`paint`] reads the model and fills cells. What it is not: it changes nothing, decides nothing, counts no
//! columns of its own. Invariant: painting twice gives the same cells, and the caret it returns is the cell where the
//! next character will stand, because the input method composes there.

mod arcs;
mod bank;
mod cells;
mod changed;
mod compare;
mod export;
mod field;
mod help;
mod hints;
mod interview;
mod look;
mod outline;
mod palette;
mod pane;
mod prose;
mod put;
mod read_back;
mod shelf;
mod story;
mod stray;
mod tips;

use ratatui::layout::Position;

use crate::app::Model;
use crate::app::frame::Frame;
use crate::app::model::{Overlay, Screen};
pub use cells::Cells;
pub use look::{Colours, Fault, Look, Role};

/// Where the terminal's caret stands; `None` hides it.
pub type Caret = Option<Position>;

/// One frame: what it shows, and where the caret stands.
#[must_use]
pub fn paint(model: &Model, look: &Look) -> (Cells, Caret) {
    paint_on(Cells::default(), model, look)
}

/// The same on a frame that is shown no more: a key needs hardly any memory of its own.
#[must_use]
pub fn paint_on(spare: Cells, model: &Model, look: &Look) -> (Cells, Caret) {
    let mut cells = spare.wiped(model.size, model.ambiguous);
    let caret = onto(model, look, &mut cells);
    (cells, caret)
}

fn onto(model: &Model, look: &Look, cells: &mut Cells) -> Caret {
    let frame = Frame::of(model.size);
    hints::header(model, look, frame.header, cells);
    let beneath = match model.screen {
        Screen::Interview => interview::paint(model, look, cells),
        Screen::Story => story::paint(model, look, cells),
        Screen::Tips => tips::paint(model, look, cells),
        Screen::Export => export::paint(model, look, cells),
        Screen::Shelf => Some(shelf::paint(model, look, cells)),
    };
    let screen = &model.words.screen;
    let line = match &model.overlay {
        Some(Overlay::Find { wanted }) => Some((screen.find.as_str(), wanted)),
        Some(Overlay::Name { name }) => Some((crate::app::line::name_label(model), name)),
        Some(
            Overlay::Help { .. }
            | Overlay::Palette(_)
            | Overlay::ReadBack(_)
            | Overlay::Bank(_)
            | Overlay::Compare { .. }
            | Overlay::Arcs(_)
            | Overlay::Changed { .. }
            | Overlay::Stray { .. },
        )
        | None => None,
    };
    let caret = match &model.overlay {
        None | Some(Overlay::Find { .. } | Overlay::Name { .. }) => beneath,
        Some(Overlay::Help { top }) => Some(help::paint(model, look, *top, cells)),
        Some(Overlay::ReadBack(screen)) => Some(read_back::paint(model, look, screen, cells)),
        Some(Overlay::Bank(screen)) => Some(bank::paint(model, look, screen, cells)),
        Some(Overlay::Palette(palette)) => Some(palette::paint(model, look, palette, cells)),
        Some(Overlay::Arcs(open)) => arcs::paint(model, look, open, cells),
        Some(Overlay::Changed { top, .. }) => changed::paint(model, look, *top, cells),
        Some(Overlay::Compare { top, .. }) => compare::paint(model, look, *top, cells),
        Some(Overlay::Stray { marked, tip }) => {
            let title = if tip.is_some() { &screen.stray_to } else { &screen.stray };
            stray::paint(model, look, *marked, title, cells)
        }
    };
    // A line that is typed into takes the place of the footer.
    let caret = if let Some((label, typed)) = line {
        Some(hints::typed(model, look, label, typed, frame.footer, cells))
    } else {
        hints::footer(model, look, frame.footer, cells);
        caret
    };
    caret.filter(|at| at.x < model.size.columns && at.y < model.size.rows)
}
