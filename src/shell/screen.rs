//! The full screen: terminal, input and session, until the author leaves.

use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};

use crossterm::clipboard::CopyToClipboard;

use super::editor;
use super::input::Input;
use super::perform::After;
use super::session::Session;
use super::terminal::Terminal;
use crate::app::effect::Lent;
use crate::app::msg::{Msg, Outcome};
use crate::words::fill;

/// How long a frame stays behind while keys keep coming: about as long as a screen shows one.
const BEHIND: Duration = Duration::from_millis(16);

/// The longest sequence for the clipboard that terminals take, in bytes: what hterm's `etc/osc52.sh` and the scripts for tmux
/// keep to. kitty takes 8 MB (its issue 3937), others less; what is longer is cut or dropped without a word.
const SEQUENCE: usize = 100_000;

/// Whether a terminal can be trusted with `text` for its clipboard: Base64 between `ESC ] 52 ; c ;` and `ESC \`.
const fn is_taken(text: &str) -> bool {
    text.len().div_ceil(3) * 4 + 9 <= SEQUENCE
}

/// How a session on the terminal ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// The author left, or the terminal went away.
    Well,
    /// The program itself was at fault; what there was is saved.
    Panicked,
}

/// Runs a session on the terminal until it ends, and gives the terminal back.
pub fn run(session: &mut Session, input: &mut Input, terminal: &mut Terminal) -> Ended {
    // The message would vanish with the alternate screen; the caller says what happened in the author's words.
    let said = std::panic::take_hook();
    std::panic::set_hook(Box::new(|_| {}));
    let ended = catch_unwind(AssertUnwindSafe(|| turn_until_left(session, input, terminal)));
    std::panic::set_hook(said);
    if !matches!(ended, Ok(Ok(()))) {
        session.rescue();
    }
    input.hear_out();
    Terminal::restore();
    // A terminal that went away took nothing with it: the session has saved.
    ended.map_or(Ended::Panicked, |_gone| Ended::Well)
}

fn turn_until_left(session: &mut Session, input: &mut Input, terminal: &mut Terminal) -> io::Result<()> {
    let mut msgs = Vec::new();
    let mut ambiguous = session.model.ambiguous;
    let mut woken = Instant::now();
    loop {
        let mut left = false;
        for after in session.take(std::mem::take(&mut msgs)) {
            match after {
                After::Leave => left = true,
                // A terminal without a clipboard ignores it; the text is in naze's own in any case.
                After::Copy(text) if is_taken(&text) => {
                    terminal.send_command(CopyToClipboard::to_clipboard_from(text))?;
                    msgs.push(Msg::Outcome(Outcome::Copied));
                }
                After::Copy(_) => msgs.push(Msg::Outcome(Outcome::TooLongToCopy)),
                After::Editor(of, text) => {
                    let outcome = in_editor(session, terminal, of, &text)?;
                    input.calm();
                    msgs.push(Msg::Outcome(outcome));
                }
            }
        }
        if left {
            return Ok(());
        }
        if !msgs.is_empty() {
            continue;
        }
        // What was typed meanwhile goes into the same frame.
        if woken.elapsed() < BEHIND && input.goes_on() {
            msgs = input.wait(session.deadline())?;
            continue;
        }
        if std::mem::replace(&mut ambiguous, session.model.ambiguous) != session.model.ambiguous {
            // Other cells were painted than were meant.
            terminal.forget();
        }
        if session.is_stale() {
            let (cells, caret) = session.paint();
            session.give_back(terminal.show(cells, caret)?);
        }
        msgs = input.wait(session.deadline())?;
        woken = Instant::now();
    }
}

/// Lends the terminal to the author's own editor.
fn in_editor(session: &Session, terminal: &mut Terminal, of: Lent, text: &str) -> io::Result<Outcome> {
    let notice = &session.model.words.notice;
    let Some(command) = session.editor() else {
        return Ok(Outcome::Failed(notice.no_editor.clone()));
    };
    Terminal::restore();
    let edited = editor::edit(command, text);
    terminal.take_again()?;
    Ok(match edited {
        Ok(text) => Outcome::Edited(of, text),
        Err(editor::Failed { kept: None }) => Outcome::Failed(notice.editor_failed.clone()),
        Err(editor::Failed { kept: Some(path) }) => {
            Outcome::Failed(fill(&notice.editor_kept, &[("path", &path.display().to_string())]))
        }
    })
}
