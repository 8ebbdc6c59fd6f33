//! Keys as they are written: in the tables, and for people.
//!
//! What it is: the names of keys, both ways, and which of them a terminal can send at all. What it is not: what they mean.
//! Invariant: a letter held with Ctrl or Alt is one key, large or small, as a terminal sends it.

use std::fmt::{self, Write as _};
use std::str::FromStr;

use super::{Fault, Place};
use crate::app::msg::{Chord, Code, Held};

impl Chord {
    /// The same key with Shift let go.
    pub(super) fn without_shift(self) -> Self {
        Self { held: Held { shift: false, ..self.held }, ..self }
    }

    /// Whether a terminal can send this key so that it is a command at `place`: plain characters are text where text is
    /// typed, `AltGr` is Ctrl and Alt together, and Tab, Enter and Esc are what ^I, ^M and ^[ are to a terminal, so nothing
    /// else tells them held with Ctrl or Shift from themselves (but ⇧Tab has a sequence of its own). Of characters Ctrl goes
    /// with the letters, the blank and what 0x1C to 0x1F are taken for (crossterm 0.29, `event/sys/unix/parse.rs`).
    pub(super) fn arrives(self, place: Place) -> bool {
        let c = match self.code {
            Code::Char(c) => c,
            Code::Enter | Code::Esc | Code::Backspace => return !self.held.ctrl && !self.held.shift,
            Code::Tab => return !self.held.ctrl,
            _ => return true,
        };
        if self.held.shift && self.held.ctrl {
            // A terminal sends the same with Shift and without.
            return false;
        }
        let sent = !self.held.ctrl || matches!(c, 'a'..='h' | 'j'..='l' | 'n'..='z' | ' ' | '4'..='7');
        let typed = self.held.ctrl == self.held.alt;
        let holds_text = place.takes_text() || matches!(place, Place::Everywhere | Place::Answer);
        sent && !(typed && (holds_text || self.held.ctrl))
    }
}

const NAMED: [(&str, Code); 15] = [
    ("enter", Code::Enter),
    ("tab", Code::Tab),
    ("esc", Code::Esc),
    ("space", Code::Char(' ')),
    ("backspace", Code::Backspace),
    ("delete", Code::Delete),
    ("up", Code::Up),
    ("down", Code::Down),
    ("left", Code::Left),
    ("right", Code::Right),
    ("home", Code::Home),
    ("end", Code::End),
    ("pageup", Code::PageUp),
    ("pagedown", Code::PageDown),
    ("minus", Code::Char('-')),
];

impl FromStr for Chord {
    type Err = Fault;
    fn from_str(text: &str) -> Result<Self, Fault> {
        let mut rest = text;
        let mut held = Held::default();
        while let Some((after, flag)) =
            [("ctrl-", &mut held.ctrl), ("alt-", &mut held.alt), ("shift-", &mut held.shift)]
                .into_iter()
                .find_map(|(prefix, flag)| Some((rest.strip_prefix(prefix)?, flag)))
        {
            rest = after;
            *flag = true;
        }
        let function =
            || rest.strip_prefix('f').and_then(|number| number.parse().ok()).filter(|n| (1..=12).contains(n));
        let single = || {
            let mut characters = rest.chars();
            characters.next().filter(|_| characters.next().is_none())
        };
        let code = NAMED
            .iter()
            .find(|(name, _)| *name == rest)
            .map(|(_, code)| *code)
            .or_else(|| function().map(Code::F))
            // With Ctrl or Alt held a terminal's letters come small.
            .or_else(|| single().map(|c| Code::Char(if held.ctrl || held.alt { c.to_ascii_lowercase() } else { c })))
            .ok_or_else(|| Fault::UnknownKey(text.to_owned()))?;
        Ok(Self { code, held })
    }
}

/// As people write keys: `^G`, `⇧Tab`, `Alt-E`, `F1`.
impl fmt::Display for Chord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.held.alt {
            f.write_str("Alt-")?;
        }
        if self.held.shift {
            f.write_str("⇧")?;
        }
        match (self.code, self.held.ctrl) {
            (Code::Char(c), true) => write!(f, "^{}", c.to_ascii_uppercase()),
            (code, ctrl) => {
                if ctrl {
                    f.write_str("Ctrl-")?;
                }
                match code {
                    Code::Char(' ') => f.write_str("Space"),
                    Code::Char(c) if self.held.alt => f.write_char(c.to_ascii_uppercase()),
                    Code::Char(c) => f.write_char(c),
                    Code::F(number) => write!(f, "F{number}"),
                    Code::Enter => f.write_str("Enter"),
                    Code::Tab => f.write_str("Tab"),
                    Code::Esc => f.write_str("Esc"),
                    Code::Backspace => f.write_str("BS"),
                    Code::Delete => f.write_str("Del"),
                    Code::Up => f.write_str("↑"),
                    Code::Down => f.write_str("↓"),
                    Code::Left => f.write_str("←"),
                    Code::Right => f.write_str("→"),
                    Code::Home => f.write_str("Home"),
                    Code::End => f.write_str("End"),
                    Code::PageUp => f.write_str("PgUp"),
                    Code::PageDown => f.write_str("PgDn"),
                }
            }
        }
    }
}
