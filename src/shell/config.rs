//! `naze config`: what is in force, and where it comes from.

use std::fmt::Write as _;

use super::habit;
use super::places::Places;
use super::settings::{Asked, CONFIG, KEYMAP, Settings};
use crate::app::Model;
use crate::app::keymap::Keymap;
use crate::app::msg::Size;
use crate::error::Error;
use crate::text::{Ambiguous, Language};
use crate::words::{Words, fill};

/// What the command line says over everything else.
#[derive(Debug, Clone, Copy)]
pub struct Options<'a> {
    /// The language named there.
    pub language: Option<&'a str>,
    /// Whether colour was forbidden there.
    pub no_color: bool,
}

/// Every setting, one a line: its name, what is in force, and in brackets where that comes from.
///
/// # Errors
/// Where a file of settings cannot be used.
pub fn print(options: Options<'_>, places: &Places, words: &'static Words) -> Result<String, Error> {
    let settings = Settings::read(places, words)?;
    let said = &words.config;
    let from = |source: Option<&str>| source.map_or_else(|| said.builtin.clone(), str::to_owned);
    let path = |name: &str| places.config.join(name).display().to_string();
    let language = match words.language {
        Language::Ja => &words.print.japanese,
        Language::En => &words.print.english,
    };
    let language_from = options.language.map(|_| "--lang").or(places.language_from);
    let ambiguous = match settings.ambiguous {
        Some(Asked::Narrow) => &said.narrow,
        Some(Asked::Wide) => &said.wide,
        Some(Asked::Auto) | None => match habit::known(places) {
            None => &said.auto,
            Some(Ambiguous::Narrow) => &said.auto_narrow,
            Some(Ambiguous::Wide) => &said.auto_wide,
            Some(Ambiguous::Unknown) => &said.silent,
        },
    };
    let ambiguous_from = settings.ambiguous.map(|_| path(CONFIG));
    let (colour, colour_from) = match (options.no_color, places.no_color) {
        (true, _) => (&said.off, Some("--no-color")),
        (false, true) => (&said.off, Some("NO_COLOR")),
        (false, false) => (&said.on, None),
    };
    let editor = places.editor.as_ref().unwrap_or(&said.unset);
    let there = |name: &str| if places.config.join(name).exists() { &said.there } else { &said.absent };
    let folder = places.config.display().to_string();
    let state = places.state.display().to_string();
    let files = format!("{CONFIG}: {}, {KEYMAP}: {}", there(CONFIG), there(KEYMAP));
    let rows = [
        (&said.language, language, from(language_from)),
        (&said.ambiguous, ambiguous, from(ambiguous_from.as_deref())),
        (&said.colour, colour, from(colour_from)),
        (&said.editor, editor, from(places.editor_from)),
        (&said.folder, &folder, files),
        (&said.state, &state, from(None)),
    ];
    let mut out = String::new();
    for (name, value, source) in rows {
        let fields = [("name", name.as_str()), ("value", value), ("from", &source)];
        let _infallible = writeln!(out, "{}", fill(&said.row, &fields));
    }
    keys(&settings.keymap, &path(KEYMAP), words, &mut out);
    Ok(out)
}

/// The rows of the keymap that are not as naze comes.
fn keys(keymap: &Keymap, path: &str, words: &'static Words, out: &mut String) {
    let said = &words.config;
    let model = Model::new(words, Keymap::builtin(), Size { columns: 80, rows: 24 });
    let own: Vec<_> = keymap.rows().filter(|row| !model.keymap.rows().any(|builtin| builtin == *row)).collect();
    if own.is_empty() {
        let fields = [("name", said.keys.as_str()), ("value", &said.usual), ("from", &said.builtin)];
        let _infallible = writeln!(out, "{}", fill(&said.row, &fields));
    }
    for (place, action, keys) in own {
        let keys: Vec<String> = keys.iter().map(ToString::to_string).collect();
        let name = format!("{} · {}", model.place_word(place), model.action_words(action).name);
        let value = if keys.is_empty() { said.unset.clone() } else { keys.join(" ") };
        let fields = [("name", name.as_str()), ("value", &value), ("from", path)];
        let _infallible = writeln!(out, "{}", fill(&said.row, &fields));
    }
}
