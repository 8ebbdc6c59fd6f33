//! How wide the terminal paints characters of ambiguous width: asked of the terminal itself, as vim does.
//!
//! What it is: the question, the ear for its answer among what is typed, and a note of what each terminal said last. What
//! it is not: it measures nothing, and nobody waits for it: the first frame is painted as this terminal was last known,
//! narrow where it is not. Invariant: what is typed comes out as it was typed, an answer never does.

use std::fs;
use std::time::{Duration, Instant};

use super::places::Places;
use super::settings::Asked;
use crate::app::msg::Size;
use crate::text::Ambiguous;

/// An ambiguous character at the start of the second row, and where the cursor went (DSR, ECMA-48). In the first row the
/// answer would be what many terminals send for F3 with a modifier.
pub const QUESTION: &str = "\x1b[2;1H▽\x1b[6n";
const NARROW: &[u8] = b"\x1b[2;2R";
const WIDE: &[u8] = b"\x1b[2;3R";
/// What a paste stands between: its text is the author's, whatever it looks like.
const PASTE: &[u8] = b"\x1b[200~";
const PASTED: &[u8] = b"\x1b[201~";

/// After what time a terminal nothing is known of is taken for one that never answers. What it says later still counts.
const PATIENCE: Duration = Duration::from_secs(1);

/// What is known before the first frame, and the ear for the answer where the terminal is to be asked.
#[must_use]
pub fn at_start(asked: Asked, size: Size, places: &Places) -> (Ambiguous, Option<Ear>) {
    match asked {
        Asked::Narrow => (Ambiguous::Narrow, None),
        Asked::Wide => (Ambiguous::Wide, None),
        Asked::Auto => {
            let known = known(places);
            let room = size.rows >= 2 && size.columns >= 4;
            (known.unwrap_or_default(), room.then(|| Ear::new(known)))
        }
    }
}

/// What each terminal said last, one a line: how wide, and its name.
const TERMINALS: &str = "terminals";
const NAMED: [(&str, Ambiguous); 3] =
    [("narrow", Ambiguous::Narrow), ("wide", Ambiguous::Wide), ("silent", Ambiguous::Unknown)];

/// What this terminal said last; [`Ambiguous::Unknown`] where it never answered.
#[must_use]
pub fn known(places: &Places) -> Option<Ambiguous> {
    let notes = fs::read_to_string(places.state.join(TERMINALS)).ok()?;
    let (name, _) = notes.lines().filter_map(|line| line.split_once(' ')).find(|(_, of)| *of == places.terminal)?;
    NAMED.into_iter().find(|(known, _)| *known == name).map(|(_, width)| width)
}

/// Notes what this terminal said.
pub fn note(ambiguous: Ambiguous, places: &Places) {
    if known(places) == Some(ambiguous) {
        return;
    }
    let path = places.state.join(TERMINALS);
    let notes = fs::read_to_string(&path).unwrap_or_default();
    let others = notes.lines().filter(|line| line.split_once(' ').is_none_or(|(_, of)| of != places.terminal));
    let name = NAMED.into_iter().find(|(_, width)| *width == ambiguous).map_or("", |(name, _)| name);
    let own = format!("{name} {}", places.terminal);
    let notes: String = others.chain([own.as_str()]).flat_map(|line| [line, "\n"]).collect();
    // Not kept, it is only painted narrow again until it has answered.
    let _unkept = fs::create_dir_all(&places.state).and_then(|()| fs::write(path, notes));
}

/// Hears the answer among what is typed.
#[derive(Debug)]
pub struct Ear {
    /// Since when.
    since: Instant,
    /// What is known of the terminal.
    known: Option<Ambiguous>,
    /// Whether what comes is pasted.
    pasting: bool,
    /// The beginning of what may be an answer, or a paste's mark.
    held: Vec<u8>,
}

/// What was heard.
#[derive(Debug, PartialEq, Eq)]
pub struct Heard {
    /// The answer, if it was there.
    pub answer: Option<Ambiguous>,
    /// Everything else.
    pub typed: Vec<u8>,
}

impl Ear {
    fn new(known: Option<Ambiguous>) -> Self {
        Self { since: Instant::now(), known, pasting: false, held: Vec::new() }
    }

    /// Takes the answer out of what came in. A sequence that is not whole yet waits for its rest, as it would anywhere.
    pub fn hear(&mut self, bytes: &[u8]) -> Heard {
        let mut heard = std::mem::take(&mut self.held);
        heard.extend_from_slice(bytes);
        let (mut rest, mut typed) = (heard.as_slice(), Vec::with_capacity(heard.len()));
        while let Some((first, behind)) = rest.split_first() {
            let answer =
                [(NARROW, Ambiguous::Narrow), (WIDE, Ambiguous::Wide)].into_iter().find_map(|(said, width)| {
                    let behind = rest.strip_prefix(said).filter(|_| !self.pasting)?;
                    Some((behind, width))
                });
            if let Some((behind, width)) = answer {
                typed.extend_from_slice(behind);
                return Heard { answer: Some(width), typed };
            }
            self.pasting = if self.pasting { !rest.starts_with(PASTED) } else { rest.starts_with(PASTE) };
            let awaited: &[&[u8]] = if self.pasting { &[PASTED] } else { &[NARROW, WIDE, PASTE] };
            // A lone Esc is a key.
            if rest.len() > 1 && awaited.iter().any(|whole| whole.len() > rest.len() && whole.starts_with(rest)) {
                self.held = rest.to_vec();
                break;
            }
            typed.push(*first);
            rest = behind;
        }
        Heard { answer: None, typed }
    }

    /// When to take the terminal for a silent one, where nothing is known of it.
    #[must_use]
    pub fn deadline(&self) -> Option<Instant> {
        self.known.is_none().then(|| self.since + PATIENCE)
    }

    /// Whether it is to be taken for a silent one now; says so once.
    pub fn gives_up(&mut self) -> bool {
        let silent = self.deadline().is_some_and(|at| at <= Instant::now());
        if silent {
            self.known = Some(Ambiguous::Unknown);
        }
        silent
    }

    /// Whether an answer may well be on its way.
    #[must_use]
    pub fn is_hopeful(&self) -> bool {
        self.known != Some(Ambiguous::Unknown) && self.since.elapsed() < PATIENCE
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is heard of these pieces, one after the other.
    fn hear(pieces: &[&str]) -> (Option<Ambiguous>, String) {
        let mut ear = Ear::new(None);
        let (mut answer, mut typed) = (None, Vec::new());
        for piece in pieces {
            if answer.is_some() {
                typed.extend(piece.bytes());
                continue;
            }
            let heard = ear.hear(piece.as_bytes());
            typed.extend(heard.typed);
            answer = heard.answer;
        }
        (answer, String::from_utf8(typed).unwrap())
    }

    #[test]
    fn an_answer_is_told_from_what_is_typed() {
        for (pieces, answer, typed) in [
            (&["\x1b[2;2R"][..], Some(Ambiguous::Narrow), ""),
            (&["あ\x1b[2;3Rい\x1b[A"], Some(Ambiguous::Wide), "あい\x1b[A"),
            (&["x\x1b[2", ";", "2Ry"], Some(Ambiguous::Narrow), "xy"),
            // Shift-F3, Insert and Alt-[ are the author's.
            (&["\x1b[1;2R\x1b[2~\x1b["], None, "\x1b[1;2R\x1b[2~"),
            (&["\x1b["], None, ""),
            (&["\x1b"], None, "\x1b"),
            (&["\x1b[2;2", "~"], None, "\x1b[2;2~"),
            // So is what a paste holds.
            (
                &["\x1b[20", "0~a\x1b[2;2Rb\x1b[20", "1~\x1b[2;3R"],
                Some(Ambiguous::Wide),
                "\x1b[200~a\x1b[2;2Rb\x1b[201~",
            ),
        ] {
            assert_eq!(hear(pieces), (answer, typed.to_owned()), "{pieces:?}");
        }
    }

    #[test]
    fn a_terminal_is_known_by_what_it_said_last() {
        let folder = tempfile::tempdir().unwrap();
        let here = Places { terminal: "iTerm xterm".to_owned(), ..Places::of_this_machine().within(folder.path()) };
        let there = Places { terminal: "xterm".to_owned(), ..here.clone() };
        assert_eq!(known(&here), None);
        note(Ambiguous::Unknown, &here);
        note(Ambiguous::Wide, &there);
        note(Ambiguous::Narrow, &here);
        assert_eq!((known(&here), known(&there)), (Some(Ambiguous::Narrow), Some(Ambiguous::Wide)));
    }
}
