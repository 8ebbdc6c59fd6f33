//! The author's settings: `config.toml` and `keymap.toml` in the configuration folder.
//!
//! What it is: both files read and checked. What it is not: it makes neither; without them all is as naze comes.
//! Invariant: what cannot be read is said with its file, its place and its reason, and nothing is half in force.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use serde::Deserialize;

use super::places::Places;
use crate::app::keymap::Keymap;
use crate::error::{Error, Kind};
use crate::words::Words;

/// The file of settings.
pub const CONFIG: &str = "config.toml";
/// The file of keys.
pub const KEYMAP: &str = "keymap.toml";

/// What is in force.
#[derive(Debug, Clone)]
pub struct Settings {
    /// What is said of ambiguous widths; `None` where nothing is.
    pub ambiguous: Option<Asked>,
    /// The keys.
    pub keymap: Keymap,
}

/// Where the width of ambiguous characters is taken from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Asked {
    /// The terminal is asked.
    #[default]
    Auto,
    /// They are one cell wide.
    Narrow,
    /// They are two cells wide.
    Wide,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    ambiguous: Option<Asked>,
}

impl Settings {
    /// Reads both files.
    ///
    /// # Errors
    /// Where one is there and cannot be used.
    pub fn read(places: &Places, words: &Words) -> Result<Self, Error> {
        let file: File = match text(&places.config.join(CONFIG), words)? {
            Some(text) => toml::from_str(&text).map_err(|error| {
                let before = error.span().and_then(|span| text.get(..span.start)).unwrap_or_default();
                let line = (before.matches('\n').count() + 1).to_string();
                let path = places.config.join(CONFIG).display().to_string();
                let fields = [("path", path.as_str()), ("line", &line), ("why", error.message())];
                words.error.config.error(Kind::Input, &fields)
            })?,
            None => File::default(),
        };
        let path = places.config.join(KEYMAP);
        let keymap = match text(&path, words)? {
            Some(text) => Keymap::builtin().with(&text).map_err(|fault| {
                let why = super::keymap_fault(&fault, words);
                words.error.keymap.error(Kind::Input, &[("path", &path.display().to_string()), ("why", &why)])
            })?,
            None => Keymap::builtin(),
        };
        Ok(Self { ambiguous: file.ambiguous, keymap })
    }
}

/// The text of a file that need not be there.
fn text(path: &Path, words: &Words) -> Result<Option<String>, Error> {
    match fs::read_to_string(path) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(super::unreadable(&path.display().to_string(), &error, words)),
    }
}
