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

/// An ambiguous character at the start of the second row, where the cursor went (DSR, ECMA-48), and what every terminal
/// answers (DA, ECMA-48): behind that no answer comes any more. In the first row the answer would be what many terminals send
/// for F3 with a modifier.
pub const QUESTION: &str = "\x1b[2;1H▽\x1b[6n\x1b[c";
const NARROW: &[u8] = b"\x1b[2;2R";
const WIDE: &[u8] = b"\x1b[2;3R";
/// What the fence begins with; numbers and semicolons follow, and a `c`.
const FENCE: &[u8] = b"\x1b[?";
/// What a paste stands between: its text is the author's, whatever it looks like.
const PASTE: &[u8] = b"\x1b[200~";
const PASTED: &[u8] = b"\x1b[201~";

/// After what time a terminal nothing is known of is taken for one that never answers. What it says later still counts.
const PATIENCE: Duration = Duration::from_millis(100);

/// How long an answer is listened for: no line is slower that somebody types on. What comes later still is nobody's text:
/// crossterm keeps both answers to itself (0.29, `event/sys/unix/parse.rs`, `CursorPosition` and `PrimaryDeviceAttributes`;
/// `event/filter.rs` lets neither through).
const LATE: Duration = Duration::from_secs(3);

/// How long after the question a terminal that is not known to be silent may well be answering.
const HOPE: Duration = Duration::from_secs(1);

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
    /// Since when, once it is asked: the question goes out with the first frame, before anything is waited for.
    since: Option<Instant>,
    /// What was known of the terminal when it was asked.
    known: Option<Ambiguous>,
    /// Whether it has said how wide, or was taken for a silent one.
    settled: bool,
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
    /// Whether there is nothing more to be heard: keys take the plain way from now on.
    pub over: bool,
    /// Everything else.
    pub typed: Vec<u8>,
}

/// What some bytes start with.
enum Said<'a> {
    /// The answer, and what is behind it.
    Width(Ambiguous, &'a [u8]),
    /// The fence, and what is behind it.
    Fence(&'a [u8]),
    /// The beginning of one of them, or of a paste's mark.
    Part,
    /// Something typed.
    Other,
}

impl<'a> Said<'a> {
    fn of(bytes: &'a [u8]) -> Self {
        for (said, width) in [(NARROW, Ambiguous::Narrow), (WIDE, Ambiguous::Wide)] {
            if let Some(behind) = bytes.strip_prefix(said) {
                return Self::Width(width, behind);
            }
        }
        if let Some(rest) = bytes.strip_prefix(FENCE) {
            let numbers = rest.iter().take_while(|byte| matches!(byte, b'0'..=b';')).count();
            return match rest.get(numbers..).and_then(<[u8]>::split_first) {
                None => Self::Part,
                Some((b'c', behind)) => Self::Fence(behind),
                Some(_) => Self::Other,
            };
        }
        // A lone Esc is a key.
        let part = |whole: &[u8]| bytes.len() > 1 && whole.starts_with(bytes);
        if [NARROW, WIDE, FENCE, PASTE].into_iter().any(part) && bytes != PASTE { Self::Part } else { Self::Other }
    }
}

impl Ear {
    fn new(known: Option<Ambiguous>) -> Self {
        Self { since: None, known, settled: false, pasting: false, held: Vec::new() }
    }

    /// Takes what the terminal answers out of what came in. A sequence that is not whole yet waits for its rest, as it would
    /// anywhere.
    pub fn hear(&mut self, bytes: &[u8]) -> Heard {
        let mut all = std::mem::take(&mut self.held);
        all.extend_from_slice(bytes);
        let mut heard = Heard { answer: None, over: false, typed: Vec::with_capacity(all.len()) };
        let mut rest = all.as_slice();
        while let Some((first, behind)) = rest.split_first() {
            match if self.pasting { self.pasted(rest) } else { Said::of(rest) } {
                Said::Width(width, behind) => {
                    heard.answer = Some(width);
                    self.settled = true;
                    rest = behind;
                }
                Said::Fence(behind) => {
                    // The answer would have come first: there is none.
                    heard.answer = heard.answer.or((!self.settled).then_some(Ambiguous::Unknown));
                    heard.over = true;
                    heard.typed.extend_from_slice(behind);
                    return heard;
                }
                Said::Part => break,
                Said::Other => {
                    self.pasting |= rest.starts_with(PASTE);
                    heard.typed.push(*first);
                    rest = behind;
                }
            }
        }
        heard.over = self.since().elapsed() >= LATE;
        if heard.over {
            heard.typed.extend_from_slice(rest);
        } else {
            self.held = rest.to_vec();
        }
        heard
    }

    /// What is pasted is typed, up to the mark at its end.
    fn pasted<'a>(&mut self, bytes: &[u8]) -> Said<'a> {
        if bytes.len() > 1 && bytes.len() < PASTED.len() && PASTED.starts_with(bytes) {
            return Said::Part;
        }
        self.pasting = !bytes.starts_with(PASTED);
        Said::Other
    }

    /// When to take the terminal for a silent one, where nothing is known of it.
    #[must_use]
    pub fn deadline(&mut self) -> Option<Instant> {
        let since = self.since();
        (self.known.is_none() && !self.settled).then(|| since + PATIENCE)
    }

    fn since(&mut self) -> Instant {
        *self.since.get_or_insert_with(Instant::now)
    }

    /// Whether it is to be taken for a silent one now; says so once.
    pub fn gives_up(&mut self) -> bool {
        let silent = self.deadline().is_some_and(|at| at <= Instant::now());
        self.settled |= silent;
        silent
    }

    /// Whether an answer may well be on its way.
    #[must_use]
    pub fn is_hopeful(&self) -> bool {
        self.known != Some(Ambiguous::Unknown) && self.since.is_none_or(|since| since.elapsed() < HOPE)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is heard of these pieces, one after the other.
    fn hear(ear: &mut Ear, pieces: &[&str]) -> (Option<Ambiguous>, bool, String) {
        let (mut answer, mut over, mut typed) = (None, false, Vec::new());
        for piece in pieces {
            if over {
                typed.extend(piece.bytes());
                continue;
            }
            let heard = ear.hear(piece.as_bytes());
            typed.extend(heard.typed);
            answer = heard.answer.or(answer);
            over = heard.over;
        }
        (answer, over, String::from_utf8(typed).unwrap())
    }

    #[test]
    fn what_the_terminal_says_is_told_from_what_is_typed() {
        let (narrow, wide, silent) = (Some(Ambiguous::Narrow), Some(Ambiguous::Wide), Some(Ambiguous::Unknown));
        for (pieces, answer, over, typed) in [
            (&["\x1b[2;2R\x1b[?62;22c"][..], narrow, true, ""),
            (&["あ\x1b[2;3Rい\x1b[A"], wide, false, "あい\x1b[A"),
            (&["x\x1b[2", ";", "2Ry\x1b[", "?6", "2;", "22", "cz"], narrow, true, "xyz"),
            // The fence alone: no answer comes any more.
            (&["あ\x1b[?1;2cい", "\x1b[2;2R"], silent, true, "あい\x1b[2;2R"),
            // Shift-F3, Insert and Alt-[ are the author's.
            (&["\x1b[1;2R\x1b[2~\x1b["], None, false, "\x1b[1;2R\x1b[2~"),
            (&["\x1b["], None, false, ""),
            (&["\x1b"], None, false, "\x1b"),
            (&["\x1b[2;2", "~"], None, false, "\x1b[2;2~"),
            (&["\x1b[?", "1u"], None, false, "\x1b[?1u"),
            // So is what a paste holds.
            (
                &["\x1b[20", "0~a\x1b[2;2Rb\x1b[?62c\x1b[20", "1~\x1b[2;3R"],
                wide,
                false,
                "\x1b[200~a\x1b[2;2Rb\x1b[?62c\x1b[201~",
            ),
        ] {
            assert_eq!(hear(&mut Ear::new(None), pieces), (answer, over, typed.to_owned()), "{pieces:?}");
        }
    }

    /// Keys of a terminal that never says anything do not go through the ear for ever, and none stays behind in it.
    #[test]
    fn listening_ends() {
        let mut ear = Ear { since: Instant::now().checked_sub(LATE), ..Ear::new(None) };
        assert_eq!(hear(&mut ear, &["あ\x1b["]), (None, true, "あ\x1b[".to_owned()));
    }

    #[test]
    fn a_silent_terminal_is_taken_for_one_soon_and_once() {
        let mut ear = Ear { since: Instant::now().checked_sub(PATIENCE), ..Ear::new(None) };
        assert!(ear.gives_up() && !ear.gives_up());
        assert_eq!(ear.deadline(), None);
        // What is known of it is not forgotten for its being slow.
        assert!(!Ear { since: ear.since, ..Ear::new(Some(Ambiguous::Wide)) }.gives_up());
        assert_eq!(hear(&mut ear, &["\x1b[2;3R"]), (Some(Ambiguous::Wide), false, String::new()));
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
