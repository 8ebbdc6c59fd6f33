//! `naze outline`: how a post is read.
//!
//! What it is: the reading as lines for people, or as JSON. What it is not: it reads and mends nothing. Invariant: lines
//! count from 1, and the JSON is the shape the manual promises.

use std::fmt::Write as _;

use serde::Serialize;

use super::cli::Shape;
use super::taken::Taken;
use crate::post::{Kind, Mending, Outline, Reading, outline};
use crate::text::{Language, Register, Span};
use crate::words::{Words, fill, lent};

/// `outline --json`, with the reasons where they were asked for.
#[derive(Serialize)]
struct WithReasons<'a> {
    #[serde(flatten)]
    outline: Outline<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    why: Option<&'a Reading>,
}

/// The outline as it is printed.
#[must_use]
pub fn print(taken: &Taken, why: Option<&Reading>, shape: Shape, words: &Words) -> String {
    match shape {
        Shape::Json => super::json::line(&WithReasons { outline: outline(&taken.post), why }),
        Shape::Plain => plain(taken, why, words),
    }
}

fn plain(taken: &Taken, why: Option<&Reading>, words: &Words) -> String {
    let (post, print) = (&taken.post, &words.print);
    let all = post.lines();
    let lines = |span: Span| {
        let line = |at: usize| all.index(at) + 1;
        let last = span.start + span.of(&post.text).trim_end().len();
        fill(&print.lines, &[("first", &line(span.start).to_string()), ("last", &line(last).to_string())])
    };
    let part = |span: Option<Span>| span.map_or_else(|| print.not_there.clone(), lines);
    let language = match post.language {
        Language::Ja => &print.japanese,
        Language::En => &print.english,
    };
    let register = match post.register {
        Register::Desumasu => &print.desumasu,
        Register::Dearu => &print.dearu,
        Register::Mixed => &print.mixed,
        Register::Plain => &print.plain,
    };
    let kind = match post.kind {
        Kind::Howto => &print.howto,
        Kind::Other => &print.other,
    };
    let title = post.title.clone().unwrap_or_else(|| print.no_title.clone());
    let rows = [
        (&print.title, title),
        (&print.language, language.clone()),
        (&print.register, register.clone()),
        (&print.kind, kind.clone()),
        (&print.intro, part(post.intro)),
        (&print.tips, post.tips.len().to_string()),
        (&print.closing, part(post.closing)),
    ];
    let mut out = String::new();
    for (label, value) in rows {
        let _infallible = writeln!(out, "{label}: {value}");
    }
    for (index, tip) in post.tips.iter().enumerate() {
        // The name its answers go by, which stays when numbers change.
        let named = taken.draft.tips.iter().find(|mark| mark.index == Some(index));
        let name = named.map(|mark| format!("  {}", mark.id)).unwrap_or_default();
        let _infallible = writeln!(out, "  {:>2}. {} ({}){name}", tip.number, tip.heading, lines(tip.span));
    }
    if let Some(reading) = why {
        let _infallible = writeln!(out, "\n{}", print.why);
        if taken.draft.mending != Mending::default() {
            let _infallible = writeln!(out, "  {}", print.why_unmended);
        }
        for (index, series) in reading.series.iter().enumerate() {
            let fields = [
                ("number", (index + 1).to_string()),
                ("count", series.lines.len().to_string()),
                ("score", series.score.to_string()),
                ("enough", reading.enough.to_string()),
                ("marker", format!("{}/{}", super::json::name(&series.form), super::json::name(&series.run))),
                ("first", series.lines.first().copied().unwrap_or(0).to_string()),
            ];
            let fields = lent(&fields);
            let _infallible = writeln!(out, "  {}", fill(&print.candidate, &fields));
            for heard in &series.reasons {
                let _infallible = writeln!(out, "      {:+} {}", heard.points, super::json::name(&heard.reason));
            }
        }
    }
    out
}
