//! The keymap: which key means what, where.
//!
//! What it is: `assets/keymap.toml` read into a table, with the author's own rows over it. What it is not: it knows no
//! terminal. Invariant: dispatch, hints and help read the same rows, so every key shown works and every key that
//! works can be shown; no two actions share a key in one place.

use std::collections::BTreeMap;
use std::fmt::{self, Write as _};
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::action::Action;
use super::msg::{Chord, Code, Held};

/// Where a key is pressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Place {
    /// Any screen.
    Everywhere,
    /// Any question.
    Answer,
    /// A field that is typed into.
    Text,
    /// A list to choose from.
    Choice,
    /// The outline.
    Outline,
    /// The story screen.
    Story,
    /// The tips of the post.
    Tips,
    /// Naming a tip.
    Name,
    /// The export screen.
    Export,
    /// The shelf.
    Shelf,
    /// The palette.
    Palette,
    /// The help.
    Help,
    /// Finding in an answer.
    Find,
    /// Two texts for one answer.
    Compare,
    /// Answers whose tip is gone.
    Stray,
}

impl Place {
    /// The places whose rows hold here, nearest first.
    #[must_use]
    pub const fn chain(self) -> &'static [Self] {
        match self {
            Self::Everywhere => &[Self::Everywhere],
            Self::Answer => &[Self::Answer, Self::Everywhere],
            Self::Text => &[Self::Text, Self::Answer, Self::Everywhere],
            Self::Choice => &[Self::Choice, Self::Answer, Self::Everywhere],
            Self::Outline => &[Self::Outline, Self::Everywhere],
            Self::Story => &[Self::Story, Self::Everywhere],
            Self::Tips => &[Self::Tips, Self::Everywhere],
            Self::Name => &[Self::Name, Self::Everywhere],
            Self::Export => &[Self::Export, Self::Everywhere],
            Self::Shelf => &[Self::Shelf, Self::Everywhere],
            Self::Palette => &[Self::Palette, Self::Everywhere],
            Self::Help => &[Self::Help, Self::Everywhere],
            Self::Find => &[Self::Find, Self::Everywhere],
            Self::Compare => &[Self::Compare, Self::Everywhere],
            Self::Stray => &[Self::Stray, Self::Everywhere],
        }
    }

    /// Whether plain characters are text here.
    #[must_use]
    pub const fn takes_text(self) -> bool {
        match self {
            Self::Text | Self::Palette | Self::Find | Self::Name | Self::Shelf => true,
            Self::Everywhere
            | Self::Answer
            | Self::Choice
            | Self::Outline
            | Self::Story
            | Self::Tips
            | Self::Export
            | Self::Help
            | Self::Compare
            | Self::Stray => false,
        }
    }
}

/// The keys of every action in every place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Keymap {
    rows: BTreeMap<Place, BTreeMap<Action, Vec<Chord>>>,
    hints: BTreeMap<Place, Vec<Action>>,
}

/// What is wrong with a keymap.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// It is no TOML of the right shape.
    Shape(String),
    /// A key is written in a way naze does not know.
    UnknownKey(String),
    /// Two actions of one place share a key.
    Twice(String),
}

#[derive(Deserialize)]
struct File {
    hints: Option<BTreeMap<Place, Vec<Action>>>,
    #[serde(flatten)]
    rows: BTreeMap<Place, BTreeMap<Action, Vec<String>>>,
}

impl Keymap {
    /// The keymap naze comes with.
    #[must_use]
    pub fn builtin() -> Self {
        let empty = Self { rows: BTreeMap::new(), hints: BTreeMap::new() };
        empty.with(include_str!("../../assets/keymap.toml")).unwrap_or(empty)
    }

    /// This keymap with the rows of `text` in place of its own.
    ///
    /// # Errors
    /// The first fault found in `text`.
    pub fn with(&self, text: &str) -> Result<Self, Fault> {
        let file: File = toml::from_str(text).map_err(|error| Fault::Shape(error.message().to_owned()))?;
        let mut map = self.clone();
        for (place, actions) in file.rows {
            let row = map.rows.entry(place).or_default();
            for (action, keys) in actions {
                let chords: Result<Vec<Chord>, Fault> = keys.iter().map(|key| key.parse()).collect();
                row.insert(action, chords?);
            }
        }
        if let Some(hints) = file.hints {
            map.hints.extend(hints);
        }
        for row in map.rows.values() {
            let mut seen: Vec<Chord> = row.values().flatten().copied().collect();
            seen.sort_unstable();
            let twin = seen.iter().zip(seen.iter().skip(1)).find(|(a, b)| a == b);
            if let Some((twin, _)) = twin {
                return Err(Fault::Twice(twin.to_string()));
            }
        }
        Ok(map)
    }

    /// What `chord` means at `place`. Shift with a motion means the motion: it selects.
    #[must_use]
    pub fn action(&self, place: Place, chord: Chord) -> Option<Action> {
        let plain = Chord { held: Held { shift: false, ..chord.held }, ..chord };
        [chord, plain].into_iter().find_map(|chord| {
            place.chain().iter().find_map(|near| {
                let row = self.rows.get(near)?;
                row.iter().find(|(_, keys)| keys.contains(&chord)).map(|(action, _)| *action)
            })
        })
    }

    /// The first key of `action` at `place`, for hints.
    #[must_use]
    pub fn key(&self, place: Place, action: Action) -> Option<Chord> {
        place.chain().iter().find_map(|near| self.rows.get(near)?.get(&action)?.first().copied())
    }

    /// The actions hinted at the foot of the screen, with their first key.
    pub fn hints(&self, place: Place) -> impl Iterator<Item = (Action, Chord)> {
        let listed = place.chain().iter().find_map(|near| self.hints.get(near));
        listed.into_iter().flatten().filter_map(move |action| Some((*action, self.key(place, *action)?)))
    }

    /// Every row in the order of the help: place, action, keys.
    pub fn rows(&self) -> impl Iterator<Item = (Place, Action, &[Chord])> {
        self.rows.iter().flat_map(|(place, row)| row.iter().map(|(action, keys)| (*place, *action, keys.as_slice())))
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
        for (prefix, flag) in [("ctrl-", &mut held.ctrl), ("alt-", &mut held.alt), ("shift-", &mut held.shift)] {
            if let Some(after) = rest.strip_prefix(prefix) {
                rest = after;
                *flag = true;
            }
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
            .or_else(|| single().map(Code::Char))
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

#[cfg(test)]
mod tests {
    use super::*;

    fn chord(text: &str) -> Chord {
        text.parse().unwrap()
    }

    #[test]
    fn the_builtin_keymap_is_read() {
        let empty = Keymap { rows: BTreeMap::new(), hints: BTreeMap::new() };
        empty.with(include_str!("../../assets/keymap.toml")).unwrap();
    }

    #[test]
    fn the_nearest_place_wins_and_shift_means_the_motion() {
        let map = Keymap::builtin();
        assert_eq!(map.action(Place::Text, chord("enter")), Some(Action::LineEnd));
        assert_eq!(map.action(Place::Choice, chord("enter")), Some(Action::Choose));
        assert_eq!(map.action(Place::Text, chord("shift-tab")), Some(Action::Previous));
        assert_eq!(map.action(Place::Text, chord("shift-left")), Some(Action::Left));
        assert_eq!(map.action(Place::Text, chord("ctrl-q")), Some(Action::Leave));
        assert_eq!(map.action(Place::Text, chord("p")), None);
    }

    #[test]
    fn own_rows_replace_and_conflicts_are_refused() {
        let map = Keymap::builtin();
        let own = map.with("[everywhere]\nleave = [\"f10\"]").unwrap();
        assert_eq!(own.action(Place::Text, chord("f10")), Some(Action::Leave));
        assert_eq!(own.action(Place::Text, chord("ctrl-q")), None);
        assert_eq!(map.with("[everywhere]\nleave = [\"ctrl-s\"]"), Err(Fault::Twice("^S".to_owned())));
        assert_eq!(map.with("[text]\nundo = [\"hyper-z\"]"), Err(Fault::UnknownKey("hyper-z".to_owned())));
        assert!(matches!(map.with("[text]\nfly = [\"z\"]"), Err(Fault::Shape(_))));
    }

    #[test]
    fn every_hint_has_a_key() {
        let map = Keymap::builtin();
        for (place, actions) in &map.hints {
            for action in actions {
                assert!(map.key(*place, *action).is_some(), "{place:?} {action:?}");
            }
        }
    }
}
