//! Flows on disk: the author's own, from `.naze/prompts` above the post and from the configuration folder.
//!
//! What it is: finding and reading them, and `naze flows`. What it is not: it judges no question; [`crate::flow`] does.
//! Invariant: whatever is found, there are questions to ask: a flow that cannot be asked gives one line and way.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use serde::Serialize;

use super::cli::Shape;
use super::fault;
use super::json;
use super::places::Places;
use crate::error::{Error, Kind};
use crate::flow::{self, Fault, Flow};
use crate::words::{Words, fill};

/// The largest table that is read, in bytes, and the most in one folder: a folder of something else is no burden.
const LARGEST: u64 = 1024 * 1024;
const MOST: usize = 200;
/// What `naze flows new` writes.
const TEMPLATE: &str = include_str!("../../prompts/template.toml");

/// A flow of the author's own.
#[derive(Debug)]
pub struct Own {
    /// Where it is.
    pub path: PathBuf,
    /// The flow, or what keeps it from being asked.
    pub flow: Result<Flow, Vec<Fault>>,
}

/// The author's own flows for what lies in `folder`, the nearest first, those of the configuration folder last.
#[must_use]
pub fn own(folder: &Path, places: &Places) -> Vec<Own> {
    folders(folder, places).flat_map(|folder| in_folder(&folder)).collect()
}

/// Where those are looked for, there or not.
pub fn folders<'a>(folder: &'a Path, places: &'a Places) -> impl Iterator<Item = PathBuf> + use<'a> {
    let beside = places.upwards(folder).map(|folder| folder.join(".naze").join("prompts"));
    beside.chain([places.config.join("prompts")])
}

fn in_folder(folder: &Path) -> Vec<Own> {
    tables(folder).into_iter().map(|(path, text)| Own { path, flow: Flow::parse(&text) }).collect()
}

/// The TOML files of a folder with their texts, by name.
pub fn tables(folder: &Path) -> Vec<(PathBuf, String)> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let is_toml = |path: &PathBuf| path.extension().is_some_and(|extension| extension == "toml");
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.path()).filter(is_toml).take(MOST).collect();
    paths.sort();
    paths.into_iter().filter_map(|path| read(&path).ok().map(|text| (path, text))).collect()
}

/// The text of a table of the author's own: of an ordinary file alone, so that nothing planted is waited for.
///
/// # Errors
/// Where it is no ordinary file, too large or no UTF-8, or the disk refuses.
pub fn read(path: &Path) -> io::Result<String> {
    let data = fs::metadata(path)?;
    if !data.is_file() || data.len() > LARGEST {
        return Err(io::ErrorKind::InvalidInput.into());
    }
    fs::read_to_string(path)
}

/// The flows a post in `folder` is asked with, for a draft that names the flow `story`; and a line for each that
/// cannot be asked.
#[must_use]
pub fn in_force(folder: &Path, story: &str, places: &Places, words: &Words) -> (Vec<Flow>, Vec<String>) {
    let mut lines = Vec::new();
    let mut flows = Vec::new();
    for Own { path, flow } in own(folder, places) {
        match flow {
            Ok(flow) => flows.push(flow),
            Err(faults) => {
                let (line, why) =
                    faults.first().map_or((0, String::new()), |it| (it.line, fault::said(it, words).what));
                let fields = [("path", &*path.display().to_string()), ("line", &line.to_string()), ("why", &why)];
                lines.push(fill(&words.notice.broken_flow, &fields));
            }
        }
    }
    let flows = flow::in_force(&flows, story);
    if flows.iter().all(|flow| flow.id != story) {
        lines.push(fill(&words.notice.no_flow, &[("flow", story)]));
    }
    (flows, lines)
}

/// `flows --json`, version 1.
#[derive(Serialize)]
struct Listed {
    version: u32,
    flows: Vec<Row>,
}

#[derive(Serialize)]
struct Row {
    id: String,
    questions: usize,
    /// The file; none for one naze brings along.
    path: Option<String>,
    /// Whether drafts can be asked with it: it has no fault, and none nearer has its id.
    asked: bool,
    /// Whether it stands in the place of one naze brings along.
    replaces: bool,
    faults: usize,
}

/// The flows for what lies in `folder`, and where they are from.
#[must_use]
pub fn list(folder: &Path, places: &Places, shape: Shape, words: &Words) -> String {
    let own = own(folder, places);
    let mut seen = BTreeSet::new();
    let mut rows: Vec<Row> = Vec::new();
    for Own { path, flow } in &own {
        let path = Some(path.display().to_string());
        rows.push(match flow {
            Ok(flow) => Row {
                id: flow.id.clone(),
                questions: flow.questions.len(),
                path,
                asked: seen.insert(flow.id.clone()),
                replaces: flow::builtin_text(&flow.id).is_some(),
                faults: 0,
            },
            Err(faults) => {
                Row { id: String::new(), questions: 0, path, asked: false, replaces: false, faults: faults.len() }
            }
        });
    }
    for flow in flow::builtin() {
        let asked = seen.insert(flow.id.clone());
        rows.push(Row { id: flow.id, questions: flow.questions.len(), path: None, asked, replaces: false, faults: 0 });
    }
    if shape == Shape::Json {
        return json::line(&Listed { version: 1, flows: rows });
    }
    let print = &words.print;
    let mut out = String::new();
    for row in rows {
        let from = row.path.as_ref().unwrap_or(&print.flow_builtin);
        let (questions, faults) = (row.questions.to_string(), row.faults.to_string());
        let fields = [("id", row.id.as_str()), ("questions", &questions), ("from", from), ("faults", &faults)];
        let line = match (row.asked, row.faults) {
            (_, 1..) => fill(&print.flow_broken, &fields),
            (true, 0) => fill(&print.flow, &fields),
            (false, 0) => fill(&print.flow_hidden, &fields),
        };
        let _infallible = writeln!(out, "{line}");
    }
    out
}

/// The text of a flow in force, as it stands.
///
/// # Errors
/// Where there is none of that id.
pub fn show(id: &str, folder: &Path, places: &Places, words: &Words) -> Result<String, Error> {
    let own = own(folder, places);
    let found = own.iter().find(|own| own.flow.as_ref().is_ok_and(|flow| flow.id == id));
    let text = found.and_then(|own| read(&own.path).ok());
    let text = text.or_else(|| flow::builtin_text(id).map(str::to_owned));
    text.ok_or_else(|| words.error.unknown_flow.error(Kind::Usage, &[("id", id)]))
}

/// Starts a flow of the author's own; it gets the name of its file where that can be one.
///
/// # Errors
/// Where something stands there already, or the file cannot be written.
pub fn begin(path: &Path, words: &Words) -> Result<String, Error> {
    let shown = path.display().to_string();
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let text = TEMPLATE.replacen("id = \"my-flow\"", &format!("id = \"{stem}\""), 1);
    // Whatever the file is called, what is begun is fit to be asked.
    let text = if Flow::parse(&text).is_ok() { text } else { TEMPLATE.to_owned() };
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let made = folder.map_or(Ok(()), fs::create_dir_all);
    let written = made.and_then(|()| {
        let mut file = fs::OpenOptions::new().write(true).create_new(true).open(path)?;
        file.write_all(text.as_bytes())
    });
    written.map_err(|error| {
        if error.kind() == io::ErrorKind::AlreadyExists {
            return words.error.flow_exists.error(Kind::Output, &[("path", &shown)]);
        }
        words.error.cannot_write.error(Kind::Output, &[("path", &shown), ("why", &super::why(&error, words))])
    })?;
    Ok(fill(&words.print.flow_begun, &[("path", &shown)]) + "\n")
}

/// `flows check --json`, version 1.
#[derive(Serialize)]
struct Checked {
    version: u32,
    files: Vec<CheckedFile>,
}

#[derive(Serialize)]
struct CheckedFile {
    path: String,
    faults: Vec<FoundFault>,
}

#[derive(Serialize)]
struct FoundFault {
    line: usize,
    fault: &'static str,
    what: String,
    hint: String,
    /// Whether the flow can be asked all the same.
    style: bool,
}

/// What `naze flows check` found.
#[derive(Debug)]
pub struct Verdict {
    /// For standard output.
    pub out: String,
    /// Whether there is no fault at all.
    pub fine: bool,
}

/// Checks the flows at `paths`; without any, all of the author's own for what lies in `folder`.
///
/// # Errors
/// Where one cannot be read.
pub fn check(paths: &[PathBuf], folder: &Path, places: &Places, shape: Shape, words: &Words) -> Result<Verdict, Error> {
    let own = if paths.is_empty() { own(folder, places) } else { Vec::new() };
    let paths: Vec<&PathBuf> =
        if paths.is_empty() { own.iter().map(|own| &own.path).collect() } else { paths.iter().collect() };
    let mut files = Vec::new();
    for path in paths {
        let shown = path.display().to_string();
        let text = read(path).map_err(|error| super::unreadable(&shown, &error, words))?;
        let found = |it: &Fault| {
            let said = fault::said(it, words);
            FoundFault { line: it.line, fault: said.name, what: said.what, hint: said.hint, style: it.wrong.is_style() }
        };
        files.push(CheckedFile { path: shown, faults: flow::check(&text).iter().map(found).collect() });
    }
    let count: usize = files.iter().map(|file| file.faults.len()).sum();
    let fine = count == 0;
    if shape == Shape::Json {
        return Ok(Verdict { out: json::line(&Checked { version: 1, files }), fine });
    }
    let mut out = String::new();
    for CheckedFile { path, faults } in &files {
        for fault in faults {
            let _infallible = writeln!(out, "{path}:{}: {}\n    {}", fault.line, fault.what, fault.hint);
        }
    }
    let line = match (files.len(), fine) {
        (0, _) => words.print.flows_none.clone(),
        (_, true) => words.print.flows_fine.clone(),
        (_, false) => fill(&words.print.flows_faults, &[("count", &count.to_string())]),
    };
    let _infallible = writeln!(out, "{line}");
    Ok(Verdict { out, fine })
}
