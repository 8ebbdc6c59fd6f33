//! The keymap: which key means what, where.
//!
//! What it is: `assets/keymap.toml` read into a table, with the author's own rows over it. What it is not: it knows no
//! terminal. Invariant: dispatch, hints and help read the same rows, so every key shown works and every key that
//! works can be shown; no two actions share a key in one place, and none takes away what Shift selects.

mod chord;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::action::Action;
use super::msg::Chord;
use super::typing;

/// Where a key is pressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Place {
    /// Any screen.
    Everywhere,
    /// Any question.
    Answer,
    /// Whatever is typed into.
    Field,
    /// An answer that is typed.
    Text,
    /// A list to choose from.
    Choice,
    /// The outline.
    Outline,
    /// The story screen.
    Story,
    /// A sentence being reworded.
    Reword,
    /// The tips of the post.
    Tips,
    /// Naming a tip.
    Name,
    /// The export screen.
    Export,
    /// The shelf.
    Shelf,
    /// What was thrown away.
    Trash,
    /// What was told before.
    Bank,
    /// The palette.
    Palette,
    /// The help.
    Help,
    /// Finding in an answer.
    Find,
    /// Two texts for one answer.
    Compare,
    /// The arcs.
    Arcs,
    /// Sentences that were reworded and have changed since.
    Changed,
    /// Answers whose tip is gone.
    Stray,
    /// What was told, read back.
    ReadBack,
}

impl Place {
    /// The places whose rows hold here, nearest first.
    #[must_use]
    pub const fn chain(self) -> &'static [Self] {
        match self {
            Self::Everywhere => &[Self::Everywhere],
            Self::Answer => &[Self::Answer, Self::Everywhere],
            Self::Field => &[Self::Field, Self::Everywhere],
            Self::Text => &[Self::Text, Self::Field, Self::Answer, Self::Everywhere],
            Self::Choice => &[Self::Choice, Self::Answer, Self::Everywhere],
            Self::Outline => &[Self::Outline, Self::Everywhere],
            Self::Story => &[Self::Story, Self::Everywhere],
            Self::Reword => &[Self::Reword, Self::Field, Self::Everywhere],
            Self::Tips => &[Self::Tips, Self::Everywhere],
            Self::Name => &[Self::Name, Self::Field, Self::Everywhere],
            Self::Export => &[Self::Export, Self::Everywhere],
            Self::Shelf => &[Self::Shelf, Self::Field, Self::Everywhere],
            Self::Trash => &[Self::Trash, Self::Field, Self::Everywhere],
            Self::Bank => &[Self::Bank, Self::Field, Self::Everywhere],
            Self::Palette => &[Self::Palette, Self::Field, Self::Everywhere],
            Self::Help => &[Self::Help, Self::Everywhere],
            Self::Find => &[Self::Find, Self::Field, Self::Everywhere],
            Self::Compare => &[Self::Compare, Self::Everywhere],
            Self::Arcs => &[Self::Arcs, Self::Everywhere],
            Self::Changed => &[Self::Changed, Self::Everywhere],
            Self::Stray => &[Self::Stray, Self::Everywhere],
            Self::ReadBack => &[Self::ReadBack, Self::Everywhere],
        }
    }

    /// Whether plain characters are text here.
    #[must_use]
    pub const fn takes_text(self) -> bool {
        match self {
            Self::Field
            | Self::Text
            | Self::Reword
            | Self::Palette
            | Self::Find
            | Self::Name
            | Self::Shelf
            | Self::Trash
            | Self::Bank => true,
            Self::Everywhere
            | Self::Answer
            | Self::Choice
            | Self::Outline
            | Self::Story
            | Self::Tips
            | Self::Export
            | Self::Help
            | Self::Compare
            | Self::Arcs
            | Self::Changed
            | Self::Stray
            | Self::ReadBack => false,
        }
    }

    /// Whether this motion, in this place's own rows, is a caret's: elsewhere it goes through a list.
    const fn selects(self, motion: Action) -> bool {
        matches!(self, Self::Field | Self::Text | Self::Reword) && typing::motion(motion).is_some()
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
    /// A place that is none.
    UnknownPlace(String),
    /// An action that is none, and the place it was asked for in.
    UnknownAction(String, String),
    /// A key that is text where text is typed, or that no terminal tells from another: it would never arrive.
    Typed(String),
    /// Two actions share a key where both could be meant.
    Twice {
        /// The key.
        key: String,
        /// The places, the nearer first.
        places: [Place; 2],
        /// What it would do in each.
        actions: [Action; 2],
    },
    /// A key with Shift that selects where text is typed, taken for something else.
    Selects {
        /// The key.
        key: String,
        /// Where it was taken, and where the motion is that selects with it.
        places: [Place; 2],
        /// What it would do there, and the motion.
        actions: [Action; 2],
    },
}

/// A key, and what it means where.
type Meant = (Chord, Place, Action);

/// A file of keys: place → action → keys, and the `hints` of each place.
type File = BTreeMap<String, BTreeMap<String, Vec<String>>>;

/// What the tables call something: its variant in kebab case, as serde writes it.
#[must_use]
pub fn named(value: impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(name)) => name,
        Ok(_) | Err(_) => String::new(),
    }
}

/// What a name in the tables stands for.
fn known<T: serde::de::DeserializeOwned>(name: &str) -> Option<T> {
    serde_json::from_value(name.into()).ok()
}

impl Keymap {
    /// The keymap naze comes with.
    #[must_use]
    pub fn builtin() -> Self {
        let empty = Self { rows: BTreeMap::new(), hints: BTreeMap::new() };
        empty.replaced(include_str!("../../assets/keymap.toml")).unwrap_or(empty)
    }

    /// This keymap with the rows of `text` in place of its own.
    ///
    /// # Errors
    /// The first fault found in `text`.
    pub fn with(&self, text: &str) -> Result<Self, Fault> {
        let map = self.replaced(text)?;
        // What naze comes with lets a nearer place take a key over; an author's own row that does so hides a command.
        let known = self.twins();
        let new = map.twins().into_iter().find(|twin| {
            let (_, [near, far], _) = twin;
            (near == far || !self.rows.is_empty()) && !known.contains(twin)
        });
        match (new, map.selecting()) {
            (Some((chord, places, actions)), _) => Err(Fault::Twice { key: chord.to_string(), places, actions }),
            (None, Some([(chord, near, action), (_, far, motion)])) => {
                Err(Fault::Selects { key: chord.to_string(), places: [near, far], actions: [action, motion] })
            }
            (None, None) => Ok(map),
        }
    }

    /// The same, whoever shares a key.
    fn replaced(&self, text: &str) -> Result<Self, Fault> {
        let mut file: File = toml::from_str(text).map_err(|error| Fault::Shape(error.message().to_owned()))?;
        let mut map = self.clone();
        let place = |name: &str| known::<Place>(name).ok_or_else(|| Fault::UnknownPlace(name.to_owned()));
        let action = |place: &str, name: &str| {
            known::<Action>(name).ok_or_else(|| Fault::UnknownAction(place.to_owned(), name.to_owned()))
        };
        for (name, actions) in file.remove("hints").unwrap_or_default() {
            let hinted: Result<Vec<Action>, Fault> = actions.iter().map(|hinted| action(&name, hinted)).collect();
            map.hints.insert(place(&name)?, hinted?);
        }
        for (name, actions) in file {
            let place = place(&name)?;
            let row = map.rows.entry(place).or_default();
            for (named, keys) in actions {
                let action = action(&name, &named)?;
                let chords: Result<Vec<Chord>, Fault> = keys.iter().map(|key| key.parse()).collect();
                let chords = chords?;
                if let Some(chord) = chords.iter().find(|chord| !chord.arrives(place)) {
                    return Err(Fault::Typed(chord.to_string()));
                }
                row.insert(action, chords);
            }
        }
        Ok(map)
    }

    /// Every key of a place with what it does there.
    fn keys(&self, place: Place) -> impl Iterator<Item = Meant> {
        let row = self.rows.get(&place).into_iter().flatten();
        row.flat_map(move |(action, keys)| keys.iter().map(move |key| (*key, place, *action)))
    }

    /// The first key with Shift that does something else than the same key without it, where that moves the caret: it would
    /// take selecting away. Both, that one first.
    fn selecting(&self) -> Option<[Meant; 2]> {
        self.rows.keys().filter(|place| place.takes_text()).find_map(|place| {
            let here = || place.chain().iter().flat_map(|near| self.keys(*near));
            here().filter(|(key, ..)| key.held.shift).find_map(|taken| {
                let (key, _, action) = taken;
                let moves = |(plain, far, motion): &Meant| {
                    *plain == key.without_shift() && *motion != action && far.selects(*motion)
                };
                Some([taken, here().find(moves)?])
            })
        })
    }

    /// Every key that two actions share where both could be meant: in one place, or in a place and one it lies in.
    fn twins(&self) -> Vec<(Chord, [Place; 2], [Action; 2])> {
        let mut twins = Vec::new();
        for place in self.rows.keys() {
            for (key, near, one) in self.keys(*place) {
                let others = place.chain().iter().flat_map(|far| self.keys(*far));
                let others = others.filter(|(twin, far, other)| *twin == key && (near, one) != (*far, *other));
                twins.extend(others.map(|(_, far, other)| (key, [near, far], [one, other])));
            }
        }
        twins
    }

    /// What `chord` means at `place`. Shift with a motion means the motion: it selects.
    #[must_use]
    pub fn action(&self, place: Place, chord: Chord) -> Option<Action> {
        [chord, chord.without_shift()].into_iter().find_map(|chord| {
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

    /// The first key of `action` at `place` as people write keys; nothing where it has none.
    #[must_use]
    pub fn name(&self, place: Place, action: Action) -> String {
        self.key(place, action).map(|key| key.to_string()).unwrap_or_default()
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
        let twice = |text: &str| match map.with(text) {
            Err(Fault::Twice { key, places, actions }) => (key, places.map(named), actions.map(named)),
            other => panic!("{text}: {other:?}"),
        };
        let names = |one: &str, other: &str| [one.to_owned(), other.to_owned()];
        let (key, _, mut actions) = twice("[everywhere]\nleave = [\"ctrl-s\"]");
        actions.sort();
        assert_eq!((key.as_str(), actions), ("^S", names("leave", "save")));
        // A nearer row would hide the farther command, or be the one that hides it.
        let hidden = twice("[everywhere]\nleave = [\"ctrl-z\"]");
        assert_eq!(hidden, ("^Z".to_owned(), names("field", "everywhere"), names("undo", "leave")));
        let hiding = twice("[field]\nundo = [\"ctrl-q\"]");
        assert_eq!(hiding, ("^Q".to_owned(), names("field", "everywhere"), names("undo", "leave")));
        assert!(map.with("[field]\nundo = [\"ctrl-Y\"]\nredo = [\"f5\"]").is_ok());
        for typed in ["z", "space", "ctrl-alt-z", "ctrl-m", "ctrl-i"] {
            let row = format!("[field]\nundo = [\"{typed}\"]");
            assert!(matches!(map.with(&row), Err(Fault::Typed(_))), "{typed}");
        }
        assert!(map.with("[outline]\npark = [\"z\"]").is_ok());
        assert_eq!(map.with("[field]\nundo = [\"hyper-z\"]"), Err(Fault::UnknownKey("hyper-z".to_owned())));
        let fly = Fault::UnknownAction("text".to_owned(), "fly".to_owned());
        assert_eq!(map.with("[text]\nfly = [\"z\"]"), Err(fly));
        assert_eq!(map.with("[sky]\nundo = [\"f5\"]"), Err(Fault::UnknownPlace("sky".to_owned())));
        assert!(matches!(map.with("undo"), Err(Fault::Shape(_))));
    }

    /// Silently, an author would lose selecting by Shift and an arrow.
    #[test]
    fn a_key_that_selects_is_nobody_elses() {
        let map = Keymap::builtin();
        let selects = |text: &str| match map.with(text) {
            Err(Fault::Selects { key, places: [near, far], actions: [action, motion] }) => {
                format!("{key}: {} {}, {} {}", named(near), named(action), named(far), named(motion))
            }
            other => panic!("{text}: {other:?}"),
        };
        for (own, fault) in [
            ("[text]\nfind = [\"shift-left\"]", "⇧←: text find, field left"),
            // Another motion takes it away as well, and so does a place all others lie in.
            ("[text]\nup = [\"shift-home\"]", "⇧Home: text up, field row-start"),
            ("[everywhere]\nleave = [\"shift-left\"]", "⇧←: everywhere leave, field left"),
            ("[field]\nleft = [\"f5\"]\nundo = [\"shift-f5\"]", "⇧F5: field undo, field left"),
        ] {
            assert_eq!(selects(own), fault);
        }
        for own in [
            "[text]\nfind = [\"shift-delete\"]",
            "[field]\nleft = [\"left\", \"shift-left\"]",
            "[field]\nleft = []\nundo = [\"shift-left\"]",
            "[outline]\npark = [\"shift-up\"]",
            "[shelf]\nreveal = [\"shift-down\"]",
        ] {
            assert!(map.with(own).is_ok(), "{own}");
        }
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
