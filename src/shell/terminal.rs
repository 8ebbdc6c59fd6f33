//! The terminal: taken over, painted on, given back.
//!
//! What it is: raw mode, the alternate screen, and frames written in one go. What it is not: it knows no model. What
//! always holds: whatever happens, [`Terminal::restore`] gives the terminal back as it was.

use std::io;

use crossterm::cursor::{Hide, MoveTo, SetCursorStyle, Show};
use crossterm::event::{DisableBracketedPaste, DisableFocusChange, EnableBracketedPaste, EnableFocusChange};
use crossterm::terminal::{
    BeginSynchronizedUpdate, Clear, ClearType, EndSynchronizedUpdate, EnterAlternateScreen, LeaveAlternateScreen,
    disable_raw_mode, enable_raw_mode,
};
use crossterm::{queue, style::Print};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use rustix::event::{PollFd, PollFlags, poll};
use rustix::io::Errno;

use super::pen::Pen;
use crate::app::msg::Size;
use crate::ui::{Caret, Cells};

/// Presses, drags and the wheel, by cell, in the extended form. Bare motion is not asked for: it would wake the
/// program at every move of the hand (xterm, "Mouse Tracking": modes 1002 and 1006).
const MOUSE_ON: &str = "\x1b[?1002h\x1b[?1006h";
const MOUSE_OFF: &str = "\x1b[?1006l\x1b[?1002l";

/// The terminal while naze has it.
#[derive(Debug)]
pub struct Terminal {
    /// The frame it shows.
    shown: Cells,
    /// One row of two frames, in cells.
    rows: [Buffer; 2],
    caret: Caret,
    out: Vec<u8>,
}

impl Terminal {
    /// Takes the terminal over.
    ///
    /// # Errors
    /// Where it cannot be put into raw mode or written to.
    pub fn take() -> io::Result<Self> {
        enable_raw_mode()?;
        let mut terminal =
            Self { shown: Cells::default(), rows: <[Buffer; 2]>::default(), caret: None, out: Vec::new() };
        terminal.enter().inspect_err(|_| Self::restore())?;
        Ok(terminal)
    }

    /// Asks the terminal something with the next frame, which hides what the question leaves on the screen: that frame is
    /// painted whole.
    ///
    /// # Errors
    /// Never: nothing is written yet.
    pub fn ask(&mut self, question: &str) -> io::Result<()> {
        self.forget();
        queue!(self.out, BeginSynchronizedUpdate, Hide, Print(question))
    }

    /// Forgets what is on the screen: the next frame is painted whole.
    pub fn forget(&mut self) {
        self.shown = Cells::default();
    }

    /// Shows naze's screen again, after [`Terminal::restore`]; the next frame is painted whole.
    ///
    /// # Errors
    /// Where the terminal cannot be put into raw mode or written to.
    pub fn take_again(&mut self) -> io::Result<()> {
        enable_raw_mode()?;
        self.forget();
        self.enter()
    }

    /// Goes out with the next frame, which is painted whole.
    fn enter(&mut self) -> io::Result<()> {
        queue!(self.out, EnterAlternateScreen, EnableBracketedPaste, EnableFocusChange, Print(MOUSE_ON))
    }

    /// Gives the terminal back. Never fails: a terminal that is gone needs nothing.
    pub fn restore() {
        let mut out = Vec::new();
        let queued = queue!(
            out,
            EndSynchronizedUpdate,
            Print(MOUSE_OFF),
            DisableFocusChange,
            DisableBracketedPaste,
            SetCursorStyle::DefaultUserShape,
            LeaveAlternateScreen,
            Show,
        );
        if queued.is_ok() {
            let _gone = write_out(&out);
        }
        let _gone = disable_raw_mode();
    }

    /// The terminal's size.
    ///
    /// # Errors
    /// Where the terminal does not say.
    pub fn size() -> io::Result<Size> {
        crossterm::terminal::size().map(|(columns, rows)| Size { columns, rows })
    }

    /// Writes what changed since the last frame, in one go: the caret hidden meanwhile, so that an input method never
    /// draws in a wrong place, and the terminal asked to show it all at once. A frame like the last writes nothing. Hands out
    /// a frame that is shown no more.
    ///
    /// # Errors
    /// Where the terminal cannot be written to.
    pub fn show(&mut self, frame: Cells, caret: Caret) -> io::Result<Cells> {
        let resized = self.shown.size() != frame.size();
        if resized {
            self.shown = Cells::new(frame.size(), frame.ambiguous);
        }
        let changes = self.changes(&frame);
        if changes.is_empty() && caret == self.caret && !resized && self.out.is_empty() {
            return Ok(frame);
        }
        queue!(self.out, BeginSynchronizedUpdate, Hide)?;
        if resized {
            queue!(self.out, Clear(ClearType::All))?;
        }
        self.out.extend_from_slice(changes.as_bytes());
        if let Some(at) = caret {
            queue!(self.out, MoveTo(at.x, at.y), Show)?;
        }
        queue!(self.out, EndSynchronizedUpdate)?;
        self.caret = caret;
        self.send()?;
        Ok(std::mem::replace(&mut self.shown, frame))
    }

    /// What the terminal is sent to show another frame. Row by row, and only the rows that differ become cells: a key changes
    /// a few of forty, and the cells of a whole screen are three hundred kilobytes.
    fn changes(&mut self, frame: &Cells) -> String {
        let row = Rect { x: 0, y: 0, width: frame.size().columns, height: 1 };
        let mut pen = Pen::new(frame.ambiguous);
        for cells in self.rows.iter_mut().filter(|cells| cells.area.width != row.width) {
            *cells = Buffer::empty(row);
        }
        for y in frame.differing(&self.shown) {
            for (of, cells) in [&self.shown, frame].into_iter().zip(&mut self.rows) {
                cells.area.y = y;
                cells.reset();
                of.draw(y, cells);
            }
            let [before, now] = &self.rows;
            pen.write(before.diff_iter(now));
        }
        pen.finish()
    }

    /// Writes an escape sequence of the terminal's own, such as for its clipboard.
    ///
    /// # Errors
    /// Where the terminal cannot be written to.
    pub fn send_command(&mut self, command: impl crossterm::Command) -> io::Result<()> {
        queue!(self.out, command)?;
        self.send()
    }

    fn send(&mut self) -> io::Result<()> {
        let sent = write_out(&self.out);
        self.out.clear();
        sent
    }
}

/// Writes all of it, past standard output's own buffer. An opening that does not wait is waited for.
fn write_out(bytes: &[u8]) -> io::Result<()> {
    let stdout = rustix::stdio::stdout();
    let mut rest = bytes;
    while !rest.is_empty() {
        match rustix::io::write(stdout, rest) {
            Ok(written) => rest = rest.get(written..).unwrap_or_default(),
            Err(Errno::INTR) => {}
            Err(Errno::AGAIN) => {
                let mut fds = [PollFd::new(&stdout, PollFlags::OUT)];
                match poll(&mut fds, None) {
                    Ok(_) | Err(Errno::INTR) => {}
                    Err(error) => return Err(error.into()),
                }
            }
            Err(error) => return Err(error.into()),
        }
    }
    Ok(())
}
