//! Arcs on the command line: the author's own beside naze's, and how each suits a draft.
//!
//! What it is: where own arcs are looked for, and `naze arcs`. What it is not: it weaves nothing. Invariant: an arc that
//! cannot be read is named with its file and line, and nothing is woven by guess.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use serde::Serialize;

use super::cli::Shape;
use super::flows::tables;
use super::places::Places;
use super::taken::Taken;
use crate::error::{Error, Kind};
use crate::story::{BoxFit, Craft, Fault, Fit, Keeps, Wrong, fits};
use crate::words::{Words, fill, lent};

/// naze's tables with the author's own arcs for what lies in `folder`, and a line for each that cannot be used: from the
/// configuration folder, then from `.naze/prompts/arcs` in every folder down to this. The nearest of one id counts.
#[must_use]
pub fn craft(folder: &Path, places: &Places, words: &Words) -> (Craft, Vec<String>) {
    let mut craft = Craft::builtin();
    let mut lines = Vec::new();
    let mut folders: Vec<PathBuf> = places.upwards(folder).map(|folder| folder.join(".naze")).collect();
    folders.push(places.config.clone());
    for folder in folders.iter().rev() {
        for (path, text) in tables(&folder.join("prompts").join("arcs")) {
            for fault in craft.add(&text).err().into_iter().flatten() {
                let fields = [
                    ("path", path.display().to_string()),
                    ("line", fault.line.to_string()),
                    ("why", said(&fault, words)),
                ];
                let fields = lent(&fields);
                lines.push(fill(&words.notice.broken_arc, &fields));
            }
        }
    }
    (craft, lines)
}

/// A fault in words.
fn said(fault: &Fault, words: &Words) -> String {
    let arc = &words.arc;
    match &fault.wrong {
        Wrong::Toml(what) => what.clone(),
        Wrong::Version(version) => fill(&arc.version, &[("version", &version.to_string())]),
        Wrong::BadId(id) => fill(&arc.bad_id, &[("id", id)]),
        Wrong::NoLanguage => arc.no_language.clone(),
        Wrong::NoSlots => arc.no_slots.clone(),
        Wrong::OneOfTwo => arc.one_of_two.clone(),
        Wrong::KeepsAll => arc.keeps_all.clone(),
        Wrong::NoWith => arc.no_with.clone(),
        Wrong::UnknownBox(id) => fill(&arc.unknown_box, &[("id", id)]),
        Wrong::EmptyBox(id) => fill(&arc.empty_box, &[("id", id)]),
        Wrong::UnknownSlot(id) => fill(&arc.unknown_slot, &[("id", id)]),
        Wrong::UnknownBridge { given, known } => {
            fill(&arc.unknown_bridge, &[("id", given), ("known", &known.join(", "))])
        }
    }
}

/// Takes the arc named on the command line in place of the draft's; what the author should know about arcs and flows that
/// cannot be used is said on standard error.
///
/// # Errors
/// Where there is no such arc.
pub fn choose(taken: &mut Taken, arc: Option<&str>, words: &Words) -> Result<(), Error> {
    for line in &taken.asides {
        // Standard error may be gone; the text matters more.
        let _gone = writeln!(std::io::stderr(), "{line}");
    }
    let Some(arc) = arc else { return Ok(()) };
    if taken.craft.ids().all(|known| known != arc) {
        let arcs: Vec<&str> = taken.craft.ids().collect();
        let fields = [("format", arc), ("formats", &arcs.join(", "))];
        return Err(words.error.unknown_arc.error(Kind::Usage, &fields));
    }
    arc.clone_into(&mut taken.draft.arc);
    Ok(())
}

/// `naze arcs`.
#[must_use]
pub fn print(taken: &Taken, shape: Shape, words: &Words) -> String {
    let interview = taken.interview();
    let fits = fits(&interview, &taken.post, &taken.draft, &taken.craft);
    match shape {
        Shape::Json => super::json::line(&Sheet {
            version: 1,
            arc: &taken.draft.arc,
            arcs: fits.iter().map(|fit| Row::of(fit, words)).collect(),
        }),
        Shape::Plain => fits.iter().map(|fit| page(fit, taken, words)).collect(),
    }
}

fn page(fit: &Fit, taken: &Taken, words: &Words) -> String {
    let print = &words.print;
    let mut out = String::new();
    let about = fit.arc.about(words.language);
    let marks = [
        (fit.arc.id == taken.draft.arc, &print.arc_chosen),
        (fit.is_proposed(), &print.arc_proposed),
        (fit.arc.keeps == Keeps::Parts, &print.arc_parts),
    ];
    let marks: Vec<&str> = marks.iter().filter(|(holds, _)| *holds).map(|(_, mark)| mark.as_str()).collect();
    let title = about.map_or("", |about| about.title.as_str());
    let _infallible = write!(out, "{}  {title}", fit.arc.id);
    if !marks.is_empty() {
        let _infallible = write!(out, "  [{}]", marks.join(&print.arc_and));
    }
    let _infallible = writeln!(out, "\n    {}", about.map_or("", |about| about.about.as_str()));
    for one in &fit.boxes {
        let title = one.need.title(words.language);
        let _infallible = match &one.asks {
            None => writeln!(out, "    ✓ {title}"),
            Some(key) => {
                let ask = taken.interview().words(key).map(|wording| wording.ask).unwrap_or_default();
                writeln!(out, "    ・ {title} ← {key}: {ask}")
            }
        };
    }
    out
}

#[derive(Serialize)]
struct Sheet<'a> {
    version: u32,
    arc: &'a str,
    arcs: Vec<Row<'a>>,
}

#[derive(Serialize)]
struct Row<'a> {
    id: &'a str,
    title: &'a str,
    keeps: &'static str,
    proposed: bool,
    told: usize,
    boxes: Vec<BoxRow<'a>>,
}

#[derive(Serialize)]
struct BoxRow<'a> {
    id: &'a str,
    title: &'a str,
    filled: bool,
    answers: Vec<String>,
    question: Option<String>,
}

impl<'a> Row<'a> {
    fn of(fit: &'a Fit<'a>, words: &Words) -> Self {
        let row = |one: &'a BoxFit<'a>| BoxRow {
            id: &one.need.id,
            title: one.need.title(words.language),
            filled: one.is_filled(),
            answers: one.filled_by.iter().map(ToString::to_string).collect(),
            question: one.asks.as_ref().map(ToString::to_string),
        };
        Self {
            id: &fit.arc.id,
            title: fit.arc.about(words.language).map_or("", |about| &about.title),
            keeps: match fit.arc.keeps {
                Keeps::All => "all",
                Keeps::Parts => "parts",
            },
            proposed: fit.is_proposed(),
            told: fit.told,
            boxes: fit.boxes.iter().map(row).collect(),
        }
    }
}
