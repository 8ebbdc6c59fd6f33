//! The full screen: terminal, input and session, until the author leaves.

use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

use crossterm::clipboard::CopyToClipboard;

use super::editor;
use super::input::Input;
use super::perform::After;
use super::session::Session;
use super::terminal::Terminal;
use crate::app::msg::{Msg, Outcome};

/// Runs a session on the terminal until it ends.
///
/// # Errors
/// Where the terminal fails; the session has saved by then.
///
/// # Panics
/// Where the program itself panicked: the draft is saved and the terminal given back first.
pub fn run(session: &mut Session, input: &mut Input, terminal: &mut Terminal) -> io::Result<()> {
    let ended = catch_unwind(AssertUnwindSafe(|| turn_until_left(session, input, terminal)));
    match ended {
        Ok(Ok(())) => {
            Terminal::restore();
            Ok(())
        }
        Ok(Err(error)) => {
            session.rescue();
            Terminal::restore();
            Err(error)
        }
        Err(panic) => {
            session.rescue();
            Terminal::restore();
            resume_unwind(panic)
        }
    }
}

fn turn_until_left(session: &mut Session, input: &mut Input, terminal: &mut Terminal) -> io::Result<()> {
    let mut msgs = Vec::new();
    loop {
        for after in session.take(std::mem::take(&mut msgs)) {
            match after {
                After::Leave => return Ok(()),
                // A terminal without a clipboard ignores it; the text is in naze's own in any case.
                After::Copy(text) => {
                    terminal.send_command(CopyToClipboard::to_clipboard_from(text))?;
                    msgs.push(Msg::Outcome(Outcome::Copied));
                }
                After::Editor(text) => msgs.push(Msg::Outcome(in_editor(session, terminal, &text)?)),
            }
        }
        if !msgs.is_empty() {
            continue;
        }
        let (cells, caret) = session.paint();
        terminal.show(cells, caret)?;
        msgs = input.wait(session.deadline())?;
    }
}

/// Lends the terminal to the author's own editor.
fn in_editor(session: &Session, terminal: &mut Terminal, text: &str) -> io::Result<Outcome> {
    let notice = &session.model.words.notice;
    let Some(command) = session.editor() else {
        return Ok(Outcome::Failed(notice.no_editor.clone()));
    };
    Terminal::restore();
    let edited = editor::edit(command, text);
    terminal.take_again()?;
    Ok(edited.map_or_else(|_| Outcome::Failed(notice.editor_failed.clone()), Outcome::Edited))
}
