//! `naze bank`: what was told so far, the newest first.

use std::fmt::Write as _;

use serde::Serialize;

use super::Passed;
use crate::bank::{Signs, State, Telling, posts};
use crate::flow::Episode;
use crate::shell::cli::Shape;
use crate::shell::json;
use crate::shell::places::Places;
use crate::text::fold::fold;
use crate::text::sentence::sentences;
use crate::words::{Words, fill, lent};

/// Letters from which on the first sentences of a telling are enough.
const ENOUGH: usize = 40;
/// So many drafts that were passed over are named.
const NAMED: usize = 3;

/// `bank --json`, version 1.
#[derive(Serialize)]
struct Sheet<'b> {
    version: u32,
    episodes: Vec<Told<'b>>,
    passed_over: &'b [Passed],
}

/// One episode.
#[derive(Serialize)]
struct Told<'b> {
    episode: Episode,
    /// In how many posts.
    posts: usize,
    tellings: Vec<Line<'b>>,
}

/// One telling of it.
#[derive(Serialize)]
struct Line<'b> {
    post: &'b str,
    key: String,
    title: &'b str,
    tip: Option<&'b str>,
    at: Option<&'b str>,
    text: &'b str,
    /// How it stands to the telling it was taken from.
    retold: Option<&'static str>,
    differs: Vec<Differs>,
}

/// In what a telling differs from the newest.
#[derive(Serialize)]
struct Differs {
    here: String,
    newest: String,
}

/// What was told so far in the drafts below the current folder, as far as it holds every word of `query`.
#[must_use]
pub fn print(query: &str, shape: Shape, places: &Places, words: &Words) -> String {
    let (bank, passed) = super::here(places, words);
    let query = fold(query);
    let wanted: Vec<&str> = query.split_whitespace().collect();
    let found = |told: &Vec<&Telling>| told.iter().any(|telling| telling.holds(&wanted));
    let episodes: Vec<Vec<&Telling>> = bank.episodes().filter(found).collect();
    if shape == Shape::Json {
        let episodes = episodes.into_iter().filter_map(told).collect();
        return json::line(&Sheet { version: 1, episodes, passed_over: &passed });
    }
    let print = &words.print;
    let mut out = String::new();
    for told in &episodes {
        let Some((newest, others)) = told.split_first() else { continue };
        let _infallible = writeln!(out, "{}\n    {}", head(newest, words), opening(&newest.text));
        let signs = Signs::of(newest.said());
        for other in others {
            let mut line = fill(&print.bank_also, &[("telling", &head(other, words))]);
            for differs in signs.differences(other.said()) {
                let fields = [("newest", differs.now.as_str()), ("here", &differs.before)];
                line += &fill(&print.bank_differs, &fields);
            }
            let _infallible = writeln!(out, "    {line}");
        }
    }
    if episodes.is_empty() {
        let line = if wanted.is_empty() { &print.bank_empty } else { &print.bank_none };
        let _infallible = writeln!(out, "{line}");
    }
    if !passed.is_empty() {
        let mut names: Vec<&str> = passed.iter().take(NAMED).map(|passed| passed.draft.as_str()).collect();
        names.extend((passed.len() > NAMED).then_some("…"));
        let fields = [("count", passed.len().to_string()), ("names", names.join(", "))];
        let _infallible = writeln!(out, "{}", fill(&print.bank_passed, &lent(&fields)));
    }
    out
}

/// Day, post, tip and place of a telling.
fn head(telling: &Telling, words: &Words) -> String {
    let print = &words.print;
    let tip = telling.tip.as_ref().map(|tip| fill(&print.bank_tip, &[("tip", tip)]));
    let day = if telling.day().is_empty() { "----------" } else { telling.day() };
    let place = format!("{}#{}", telling.shown, telling.place.key);
    let fields = [("day", day), ("title", &telling.title), ("tip", &tip.unwrap_or_default()), ("place", &place)];
    fill(&print.bank_telling, &fields)
}

/// The first sentences of a text, on one line.
fn opening(text: &str) -> String {
    let mut out = String::new();
    let mut rest = sentences(text).into_iter().peekable();
    for span in rest.by_ref() {
        out.push_str(span.of(text));
        if out.chars().count() >= ENOUGH {
            break;
        }
    }
    let mut line = out.split_whitespace().collect::<Vec<_>>().join(" ");
    if rest.peek().is_some() {
        line.push('…');
    }
    line
}

fn told(told: Vec<&Telling>) -> Option<Told<'_>> {
    let newest = *told.first()?;
    let posts = posts(&told);
    let signs = Signs::of(newest.said());
    let line = |telling: &'_ Telling| -> Vec<Differs> {
        let found = signs.differences(telling.said());
        found.map(|differs| Differs { here: differs.before, newest: differs.now }).collect()
    };
    let tellings = told
        .into_iter()
        .map(|telling| Line {
            post: &telling.shown,
            key: telling.place.key.to_string(),
            title: &telling.title,
            tip: telling.tip.as_deref(),
            at: telling.at.as_deref(),
            text: &telling.text,
            retold: telling.of.is_some().then_some(match telling.state {
                State::Untouched => "untouched",
                State::Own => "own",
            }),
            differs: line(telling),
        })
        .collect();
    Some(Told { episode: newest.episode, posts, tellings })
}
