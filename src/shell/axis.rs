//! The axis on disk, and `naze axis`.
//!
//! What it is: `axis.toml`, found upwards from the post, else in the configuration folder; shown, edited, and written
//! when the author says so. What it is not: it copies nothing into drafts; [`crate::axis`] says what goes where.
//! Invariant: an axis that cannot be read is left alone, and nothing is written through something that is no file.

use std::fmt::Write as _;
use std::fs::{self, Permissions};
use std::io::{self, BufRead, Write};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use serde::Serialize;

use super::answering::{Line, page, unreadable_input};
use super::ask::{Command, Ended, Reply, read_reply};
use super::cli::Shape;
use super::disk::Disk;
use super::places::Places;
use super::store::kept;
use super::taken::{Taken, broken_error};
use super::{clock, editor, flows, json};
use crate::answers::{Answer, Answers, Key};
use crate::axis::{AxisFile, offered};
use crate::draft::{Asked, Broken, Draft};
use crate::error::{Error, Kind};
use crate::flow::{AXIS, Flow, STORY};
use crate::interview::{Interview, Posed};
use crate::post::{Hints, Post};
use crate::text::Language;
use crate::words::{Words, fill, lent};

/// The name of an axis's file.
const NAME: &str = "axis.toml";

/// An axis and where it is.
#[derive(Debug, Clone)]
pub struct Kept {
    /// Where it is, or would be.
    pub path: PathBuf,
    /// Whether it is there.
    pub exists: bool,
    /// Its answers.
    pub answers: Answers,
    /// What [`keep`] put other words in the place of.
    pub replaced: Option<Replaced>,
    file: AxisFile,
}

/// Answers of an axis that gave way to others.
#[derive(Debug, Clone)]
pub struct Replaced {
    /// Their questions.
    pub keys: Vec<Key>,
    /// A copy of the file as it was.
    pub copy: PathBuf,
}

/// The axis for what lies in `folder`: the nearest `axis.toml` above it, else that of the configuration folder, which
/// need not be there yet.
///
/// # Errors
/// Where the nearest cannot be read.
pub fn find(folder: &Path, places: &Places) -> Result<Kept, (PathBuf, Broken)> {
    let config = places.config.join(NAME);
    let above = places.upwards(folder).map(|folder| folder.join(NAME));
    for path in above.chain([config.clone()]) {
        let Ok(text) = flows::read(&path) else { continue };
        match AxisFile::parse(&text) {
            Ok(Some((answers, file))) => return Ok(Kept { path, exists: true, answers, replaced: None, file }),
            Ok(None) => {}
            Err(broken) => return Err((path, broken)),
        }
    }
    Ok(Kept { path: config, exists: false, answers: Answers::default(), replaced: None, file: AxisFile::default() })
}

/// Makes `given` part of the axis for what lies in `folder`. It is read again first: another window may have written it.
/// Where that puts other words in the place of some, the file as it was is kept in the state.
///
/// # Errors
/// Where it cannot be read or written.
pub fn keep(folder: &Path, given: Vec<(Key, Answer)>, places: &Places, words: &Words) -> Result<Kept, Error> {
    let mut kept = find(folder, places).map_err(|(path, broken)| broken_error(&broken, &path, words))?;
    let other = |(key, answer): &&(Key, Answer)| kept.answers.told(key).is_some_and(|told| told != answer.text);
    let keys: Vec<Key> = given.iter().filter(other).map(|(key, _)| key.clone()).collect();
    if !keys.is_empty() {
        kept.replaced = Some(Replaced { keys, copy: put_by(&kept.path, places, words)? });
    }
    for (key, answer) in given {
        kept.answers.insert(key, Answer { from: None, ..answer });
    }
    let language = Language::of(kept.answers.iter().map(|(_, answer)| answer.text.as_str()));
    let axis = Bare::new(folder, language, &kept.answers, places, words);
    let text = kept.file.write(&kept.answers, &axis.asked());
    write(&kept.path, &text, words)?;
    kept.exists = true;
    Ok(kept)
}

/// Keeps a copy of the axis at `path` in the state, and says where. What cannot be kept is not written over.
fn put_by(path: &Path, places: &Places, words: &Words) -> Result<PathBuf, Error> {
    let place = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let folder = places.of_post(&place);
    let copied = fs::read(&place).and_then(|bytes| kept::keep(&Disk::default(), &folder, NAME, &bytes));
    copied.map_err(|error| cannot_save(&folder, &error, words))
}

fn cannot_save(path: &Path, error: &io::Error, words: &Words) -> Error {
    let (path, why) = (path.display().to_string(), super::why(error, words));
    words.error.cannot_save.error(Kind::Output, &[("path", &path), ("why", &why)])
}

fn write(path: &Path, text: &str, words: &Words) -> Result<(), Error> {
    let disk = Disk::default();
    let place = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let written = (|| {
        if let Some(folder) = place.parent() {
            disk.make_folder(folder)?;
        }
        let permissions = match fs::symlink_metadata(&place) {
            Ok(data) if data.is_file() => data.permissions(),
            Ok(_) => return Err(io::ErrorKind::InvalidInput.into()),
            Err(_) => Permissions::from_mode(0o644),
        };
        disk.replace(&place, text.as_bytes(), permissions)
    })();
    written.map_err(|error: io::Error| cannot_save(path, &error, words))
}

/// The axis's questions without a post.
struct Bare {
    flows: Vec<Flow>,
    post: Post,
    draft: Draft,
}

impl Bare {
    fn new(folder: &Path, language: Language, answers: &Answers, places: &Places, words: &Words) -> Self {
        let (mut flows, _) = flows::in_force(folder, STORY, places, words);
        flows.retain(|flow| flow.id == AXIS);
        let (post, _) = crate::post::read(b"", &Hints::default());
        let draft = Draft { language, answers: answers.clone(), ..Draft::new(&post, "", "", STORY) };
        Self { flows, post, draft }
    }

    fn interview(&self) -> Interview<'_> {
        Interview::new(&self.flows, &self.post, &self.draft)
    }

    fn asked(&self) -> Vec<Asked> {
        let interview = self.interview();
        let asked = |posed: &Posed<'_>| Asked { key: posed.key.clone(), asked: interview.wording(posed).ask };
        interview.visible().iter().map(asked).collect()
    }
}

/// `axis --json`, version 1.
#[derive(Serialize)]
struct Shown<'a> {
    version: u32,
    path: String,
    exists: bool,
    answers: Vec<Line<'a>>,
}

/// Where the axis is, and each answer.
///
/// # Errors
/// Where it cannot be read.
pub fn show(folder: &Path, places: &Places, shape: Shape, words: &Words) -> Result<String, Error> {
    let kept = find(folder, places).map_err(|(path, broken)| broken_error(&broken, &path, words))?;
    let axis = Bare::new(folder, words.language, &kept.answers, places, words);
    let empty = Answer::default();
    let asked = axis.asked();
    let mut lines: Vec<(Key, String, &Answer)> = asked
        .into_iter()
        .map(|Asked { key, asked }| {
            let answer = kept.answers.get(&key).unwrap_or(&empty);
            (key, asked, answer)
        })
        .collect();
    // What an axis of one's own no longer asks is shown all the same.
    let rest =
        kept.answers.iter().filter(|(key, answer)| answer.is_told() && lines.iter().all(|(known, ..)| known != *key));
    let rest: Vec<_> = rest.map(|(key, answer)| (key.clone(), answer.asked.clone(), answer)).collect();
    lines.extend(rest);
    let path = kept.path.display().to_string();
    if shape == Shape::Json {
        let answers = lines.into_iter().map(|(key, asked, answer)| Line::of(&key, asked, answer)).collect();
        return Ok(json::line(&Shown { version: 1, path, exists: kept.exists, answers }));
    }
    let place = if kept.exists { &words.print.axis_at } else { &words.print.axis_none };
    Ok(format!("{}\n\n{}", fill(place, &[("path", &path)]), page(&lines, words)))
}

/// Makes the axis answers of a post's draft the axis for other posts.
///
/// # Errors
/// Where the draft has none, or the axis cannot be written.
pub fn take(path: &Path, encoding: Option<&str>, places: &Places, words: &Words) -> Result<String, Error> {
    let taken = Taken::read(path, encoding, super::cli::From::Everywhere, places, words)?;
    let given = offered(&taken.axis, &taken.draft, &taken.interview().of_flow(AXIS));
    if given.is_empty() {
        return Err(words.error.no_axis.error(Kind::No, &[("path", &taken.name())]));
    }
    let kept = keep(taken.folder(), given, places, words)?;
    let mut lines = fill(&words.print.axis_kept, &[("path", &kept.path.display().to_string())]) + "\n";
    if let Some(replaced) = &kept.replaced {
        let axis = Bare::new(taken.folder(), words.language, &kept.answers, places, words);
        let shorts: Vec<String> = replaced.keys.iter().map(|key| axis.interview().put(key).short).collect();
        let fields = [("shorts", shorts.join(&words.screen.and)), ("copy", replaced.copy.display().to_string())];
        lines += &(fill(&words.print.axis_replaced, &lent(&fields)) + "\n");
    }
    Ok(lines)
}

/// Opens the axis in the author's own editor; without one, asks for it in plain lines.
///
/// # Errors
/// Where it cannot be read or written, or the editor does not end well.
pub fn edit(
    folder: &Path,
    input: &mut impl BufRead,
    out: &mut impl Write,
    places: &Places,
    words: &Words,
) -> Result<(), Error> {
    let found = find(folder, places);
    let path = found.as_ref().map_or_else(|(path, _)| path.clone(), |kept| kept.path.clone());
    let Some(command) = &places.editor else {
        let kept = found.map_err(|(path, broken)| broken_error(&broken, &path, words))?;
        return ask(folder, kept, input, out, places, words);
    };
    let text = match found {
        // What cannot be read is opened as it stands, to be mended.
        Err((path, _)) => flows::read(&path).unwrap_or_default(),
        Ok(mut kept) => {
            let axis = Bare::new(folder, words.language, &kept.answers, places, words);
            kept.file.write(&kept.answers, &axis.asked())
        }
    };
    let shown = path.display().to_string();
    let edited =
        editor::edit(command, &text).map_err(|_| words.error.editor.error(Kind::Output, &[("path", &shown)]))?;
    if edited != text {
        write(&path, &edited, words)?;
    }
    AxisFile::parse(&edited).map_err(|broken| broken_error(&broken, &path, words))?;
    let _gone = writeln!(out, "{}", fill(&words.print.axis_at, &[("path", &shown)]));
    Ok(())
}

/// The axis's questions in plain lines; every answer is kept as soon as it is whole, and an empty one leaves what there
/// was.
fn ask(
    folder: &Path,
    mut kept: Kept,
    input: &mut impl BufRead,
    out: &mut impl Write,
    places: &Places,
    words: &Words,
) -> Result<(), Error> {
    let _gone = writeln!(out, "{}", words.print.ask_help);
    let mut at = 0_usize;
    let mut before = Ended::default();
    loop {
        let axis = Bare::new(folder, words.language, &kept.answers, places, words);
        let interview = axis.interview();
        let Some(posed) = interview.visible().get(at) else { break };
        let wording = interview.wording(posed);
        let mut question = format!("\n{}\n{}\n", wording.ask, wording.hint);
        for row in kept.answers.told(&posed.key).unwrap_or_default().lines() {
            let _infallible = writeln!(question, "    {row}");
        }
        let _gone = write!(out, "{question}");
        let reply = read_reply(input, out, posed.question.kind, before);
        before = Ended::of(&reply, posed.question.kind);
        let (text, ended) = match reply {
            Reply::Command(Command::Back) => {
                at = at.saturating_sub(1);
                continue;
            }
            Reply::Command(Command::Done) => break,
            Reply::Command(Command::Aside(_) | Command::Story | Command::Help) => (String::new(), false),
            Reply::Text(text) => (text, false),
            Reply::End(text, None) => (text, true),
            Reply::End(_, Some(error)) => return Err(unreadable_input(&error, words)),
        };
        if let Ok(text) = interview.settle(&posed.key, &text)
            && !text.is_empty()
        {
            let answer = Answer { asked: wording.ask, at: Some(clock::now()), text, ..Answer::default() };
            kept = keep(folder, vec![(posed.key.clone(), answer)], places, words)?;
        }
        if ended {
            break;
        }
        at += 1;
    }
    if kept.exists {
        let path = kept.path.display().to_string();
        let _gone = writeln!(out, "\n{}", fill(&words.print.axis_at, &[("path", &path)]));
    }
    Ok(())
}
