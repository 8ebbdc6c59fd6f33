//! How wide the terminal paints characters of ambiguous width: asked of the terminal itself, as vim does.
//!
//! What it is: one question before the first frame, and a note of the terminals that never answer. What it is not: it
//! measures nothing. Invariant: it waits [`PATIENCE`] at most, and what was typed ahead comes out as it was typed.

use std::fs;
use std::io::{self, Write};
use std::time::{Duration, Instant};

use super::input;
use super::places::Places;
use super::settings::Asked;
use super::terminal::Terminal;
use crate::app::msg::Msg;
use crate::text::Ambiguous;

/// How long an answer is waited for.
const PATIENCE: Duration = Duration::from_millis(100);

/// An ambiguous character in the corner, where the cursor went, away with it; and a question every terminal knows, so that
/// one who knows only that keeps nobody waiting (DSR and DA1, ECMA-48 and DEC STD 070).
const QUESTION: &str = "\x1b[H▽\x1b[6n\x1b[H\x1b[K\x1b[c";

/// What is known at the start, as messages: the width, then what was typed ahead.
///
/// # Errors
/// Where the terminal cannot be asked.
pub fn at_start(asked: Asked, places: &Places, terminal: &mut Terminal) -> io::Result<Vec<Msg>> {
    let (ambiguous, ahead) = match asked {
        Asked::Narrow => (Ambiguous::Narrow, Vec::new()),
        Asked::Wide => (Ambiguous::Wide, Vec::new()),
        Asked::Auto if is_silent(places) => (Ambiguous::Unknown, Vec::new()),
        Asked::Auto => {
            let mut replies = Replies::default();
            let ahead = input::ask(
                || terminal.write(QUESTION),
                Instant::now() + PATIENCE,
                |bytes| {
                    replies.sift(bytes);
                    !replies.over
                },
            )?;
            if !replies.over {
                note_silent(places);
            }
            let ahead = input::replay(ahead, &replies.others)?;
            (replies.ambiguous(), ahead)
        }
    };
    Ok(std::iter::once(Msg::Ambiguous(ambiguous)).chain(ahead).collect())
}

/// Terminals that never answered, one a line.
const SILENT: &str = "silent-terminals";

/// Whether this terminal is known never to answer.
#[must_use]
pub fn is_silent(places: &Places) -> bool {
    let known = fs::read_to_string(places.state.join(SILENT)).unwrap_or_default();
    known.lines().any(|line| line == places.terminal)
}

fn note_silent(places: &Places) {
    // Not kept, it is only asked again.
    let _unkept = fs::create_dir_all(&places.state).and_then(|()| {
        let mut file = fs::OpenOptions::new().create(true).append(true).open(places.state.join(SILENT))?;
        writeln!(file, "{}", places.terminal)
    });
}

/// What came in while an answer was waited for.
#[derive(Debug, Default)]
struct Replies {
    /// The column the cursor was in, from 1.
    column: Option<u16>,
    /// Whether the last question was answered.
    over: bool,
    /// Everything else.
    others: Vec<u8>,
}

impl Replies {
    /// Takes the answers out of all that came in so far.
    fn sift(&mut self, bytes: &[u8]) {
        *self = Self::default();
        let mut rest = bytes;
        while let Some((first, behind)) = rest.split_first() {
            rest = match sequence(rest) {
                Some((params, b'R', after)) if column(params).is_some() => {
                    self.column = column(params);
                    after
                }
                Some(([b'?', ..], b'c', after)) => {
                    self.over = true;
                    after
                }
                Some(_) | None => {
                    self.others.push(*first);
                    behind
                }
            };
        }
    }

    const fn ambiguous(&self) -> Ambiguous {
        match self.column {
            Some(2) => Ambiguous::Narrow,
            Some(3) => Ambiguous::Wide,
            Some(_) | None => Ambiguous::Unknown,
        }
    }
}

/// The control sequence that `bytes` start with: its parameters, its last byte, and what follows.
fn sequence(bytes: &[u8]) -> Option<(&[u8], u8, &[u8])> {
    let body = bytes.strip_prefix(b"\x1b[")?;
    let params = body.iter().take_while(|byte| matches!(byte, 0x30..=0x3F)).count();
    let (params, rest) = body.split_at_checked(params)?;
    let (last, after) = rest.split_first()?;
    Some((params, *last, after))
}

/// The column of a cursor position `row;column`.
fn column(params: &[u8]) -> Option<u16> {
    let (row, column) = std::str::from_utf8(params).ok()?.split_once(';')?;
    row.parse::<u16>().ok()?;
    column.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_told_from_what_is_typed_ahead() {
        for (came, ambiguous, over, others) in [
            ("\x1b[1;2R\x1b[?62;4c", Ambiguous::Narrow, true, ""),
            ("あ\x1b[1;3Rい\x1b[?6cう", Ambiguous::Wide, true, "あいう"),
            ("\x1b[?1;2c", Ambiguous::Unknown, true, ""),
            ("\x1b[A\x1b[1;2", Ambiguous::Unknown, false, "\x1b[A\x1b[1;2"),
            ("\x1b[1;5C\x1b", Ambiguous::Unknown, false, "\x1b[1;5C\x1b"),
            ("", Ambiguous::Unknown, false, ""),
        ] {
            let mut replies = Replies::default();
            replies.sift(came.as_bytes());
            let heard = (replies.ambiguous(), replies.over, String::from_utf8_lossy(&replies.others).into_owned());
            assert_eq!(heard, (ambiguous, over, others.to_owned()), "{came:?}");
        }
    }
}
