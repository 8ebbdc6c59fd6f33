//! The outside: files, clock, terminal, environment, processes.
//!
//! What it is: the only room with side effects. What it is not: it decides nothing about answers or stories. Invariant:
//! every effect is matched in `perform` alone, and every error that reaches a person is in their language, one line that
//! says what is wrong and one that says what to do.

mod answering;
mod arcs;
mod ask;
mod axis;
pub mod bank;
mod cli;
mod clock;
mod config;
mod demo;
pub mod digest;
pub mod disk;
mod editor;
mod fault;
mod flows;
mod forget;
mod habit;
mod input;
pub mod journal;
mod json;
mod listing;
pub mod lock;
mod manual;
mod mending;
mod opening;
mod outline;
mod output;
mod pen;
pub mod perform;
pub mod places;
mod probing;
mod proving;
mod remember;
mod run;
pub mod saver;
mod screen;
pub mod session;
mod settings;
pub mod shelf;
mod source;
mod stamp;
pub mod store;
mod taken;
mod terminal;
mod voices;
pub mod watch;

pub use places::Places;
pub use run::run;

use std::io::{self, ErrorKind};

use crate::app::action::Action;
use crate::app::keymap::{Fault, Place, named};
use crate::error::{Error, Kind};
use crate::words::{Words, fill};

/// Why the system refused, in the reader's language where we have words for it, else in the system's own.
#[expect(clippy::wildcard_enum_match_arm, reason = "the system has many more kinds than we have words for")]
fn why(error: &io::Error, words: &Words) -> String {
    let why = &words.why;
    match error.kind() {
        ErrorKind::PermissionDenied => why.permission.clone(),
        ErrorKind::NotFound => why.gone.clone(),
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => why.full.clone(),
        ErrorKind::ReadOnlyFilesystem => why.read_only.clone(),
        ErrorKind::InvalidData => why.not_utf8.clone(),
        _ => error.to_string(),
    }
}

/// Why the file at `path` cannot be read. What is no ordinary file, or too large for what it is to be, is
/// [`InvalidInput`](ErrorKind::InvalidInput).
fn unreadable(path: &str, error: &io::Error, words: &Words) -> Error {
    let errors = &words.error;
    let kind = error.kind();
    if kind == ErrorKind::NotFound {
        errors.missing.error(Kind::Input, &[("path", path)])
    } else if kind == ErrorKind::InvalidInput {
        errors.special.error(Kind::Input, &[("path", path)])
    } else {
        errors.unreadable.error(Kind::Input, &[("path", path), ("why", &why(error, words))])
    }
}

/// What is wrong with a keymap, in words.
fn keymap_fault(fault: &Fault, words: &Words) -> String {
    match fault {
        Fault::Shape(what) => what.clone(),
        Fault::UnknownKey(key) => fill(&words.why.unknown_key, &[("key", key)]),
        Fault::UnknownPlace(place) => fill(&words.why.unknown_place, &[("place", place)]),
        Fault::UnknownAction(place, action) => fill(&words.why.unknown_action, &[("place", place), ("action", action)]),
        Fault::Typed(key) => fill(&words.why.typed, &[("key", key)]),
        Fault::Twice { key, places, actions } => clash(&words.why.twice, key, *places, *actions),
        Fault::Selects { key, places, actions } => clash(&words.why.selects, key, *places, *actions),
    }
}

/// Two actions that one key cannot do both.
fn clash(said: &str, key: &str, places: [Place; 2], actions: [Action; 2]) -> String {
    let [near, far] = places.map(named);
    let [one, other] = actions.map(named);
    fill(said, &[("key", key), ("near", &near), ("far", &far), ("one", &one), ("other", &other)])
}
