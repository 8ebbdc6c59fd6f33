//! `naze voices`: readers' voices kept with a post, and the replies to them.

use std::fmt::Write as _;
use std::fs;
use std::io::{self, Read};
use std::path::Path;

use serde::Serialize;

use super::answering::standard_input;
use super::cli::Shape;
use super::json;
use super::taken::Taken;
use crate::error::{Error, Kind};
use crate::text::{clusters, visible};
use crate::voice::{self, NotVoices, Voice};
use crate::words::{Words, fill};

/// The largest file of comments that is read, in bytes.
const LARGEST: u64 = 16 * 1024 * 1024;

/// Takes the comments of a file in (`-` is standard input), and says how many were new.
///
/// # Errors
/// Where it cannot be read, holds no comments, or the draft cannot be saved.
pub fn import(taken: &mut Taken, from: &Path, words: &Words) -> Result<String, Error> {
    let shown = from.display().to_string();
    let text = if from.as_os_str() == "-" {
        standard_input(words)?
    } else {
        text(from).map_err(|error| super::unreadable(&shown, &error, words))?
    };
    let heard = voice::import(&text).map_err(|found| match found {
        NotVoices::Nothing => words.error.empty.error(Kind::Input, &[("path", &shown)]),
        NotVoices::NoComments => words.error.no_voices.error(Kind::Input, &[("path", &shown)]),
    })?;
    let found = heard.len();
    let new = voice::take_in(&mut taken.draft.voices, heard);
    if new > 0 {
        taken.save(words)?;
    }
    let (new, found) = (new.to_string(), found.to_string());
    Ok(fill(&words.print.voices_taken, &[("new", &new), ("found", &found)]) + "\n")
}

fn text(path: &Path) -> io::Result<String> {
    if !fs::metadata(path)?.is_file() {
        return Err(io::ErrorKind::InvalidInput.into());
    }
    let mut bytes = Vec::new();
    fs::File::open(path)?.take(LARGEST).read_to_end(&mut bytes)?;
    Ok(crate::post::decoded(&bytes))
}

/// `voices --json`, version 1.
#[derive(Serialize)]
struct Sheet<'a> {
    version: u32,
    post: String,
    voices: Vec<Row<'a>>,
}

#[derive(Serialize)]
struct Row<'a> {
    id: String,
    name: Option<&'a str>,
    at: Option<&'a str>,
    text: &'a str,
    reply: Option<String>,
}

/// Every voice and the reply to it.
#[must_use]
pub fn print(taken: &Taken, shape: Shape, words: &Words) -> String {
    let named = |text: &'_ str| Some(text).filter(|text| !text.is_empty()).map(str::to_owned);
    if shape == Shape::Json {
        let voices = taken.draft.voices.iter().map(|Voice { id, heard }| Row {
            id: id.to_string(),
            name: Some(heard.name.as_str()).filter(|name| !name.is_empty()),
            at: Some(heard.at.as_str()).filter(|at| !at.is_empty()),
            text: &heard.text,
            reply: voice::reply(*id, &taken.draft.answers),
        });
        return json::line(&Sheet { version: 1, post: taken.name(), voices: voices.collect() });
    }
    let mut out = String::new();
    for Voice { id, heard } in &taken.draft.voices {
        let about: Vec<String> =
            [Some(id.to_string()), named(&heard.name), named(&heard.at)].into_iter().flatten().collect();
        let _infallible = writeln!(out, "[{}]", shown(&about.join(" · ")));
        for row in heard.text.lines() {
            let _infallible = writeln!(out, "> {}", shown(row));
        }
        let reply = voice::reply(*id, &taken.draft.answers);
        let reply =
            reply.unwrap_or_else(|| fill(&words.print.no_reply, &[("path", &taken.name()), ("id", &id.to_string())]));
        let _infallible = writeln!(out, "\n{reply}\n");
    }
    if taken.draft.voices.is_empty() {
        let _infallible = writeln!(out, "{}", fill(&words.print.no_voices, &[("path", &taken.name())]));
    }
    out
}

/// A line of a stranger's: what would drive the terminal is shown, never sent.
fn shown(line: &str) -> String {
    clusters(line).map(|(_, cluster)| visible(cluster)).collect()
}
