//! Tracing a written text back to the passages it was written from.
//!
//! What it is: a walk along both, which skips what a form leaves out (marks, addresses) and what it puts in (tags,
//! bullets, numbers). What it is not: a proof that nothing is missing; the exports keep that. Invariant: a character is
//! laid to a passage only if the passage holds that very character.

use super::prove::cut;
use crate::draft::Draft;
use crate::post::{Format, Post};
use crate::story::{From, Laid, Story};
use crate::text::referenced;

/// What a written text holds besides its words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Markup {
    /// Nothing.
    None,
    /// Tags, character references, and a head with a style.
    Tags,
}

/// A visible character: as it reads, and where it starts.
#[derive(Debug, Clone, Copy)]
struct Seen {
    c: char,
    at: usize,
    /// The passage it stands in; in a written text, nothing.
    passage: usize,
    /// Whether nothing stands between it and the one before: no blank and no tag.
    joined: bool,
}

/// How far ahead a place is looked for, by how many characters must agree there.
const REACH: [(usize, usize); 3] = [(8, 1 << 16), (5, 4096), (3, 512)];

/// From how many agreeing characters on a place elsewhere is where the text goes on.
const SURE: usize = 3;

/// `written` in pieces, each with its source.
pub fn trace<'t>(written: &'t str, markup: Markup, story: &Story, post: &Post, draft: &Draft) -> Vec<Laid<'t>> {
    let source_markup = match post.source.format {
        Format::Html => Markup::Tags,
        Format::Markdown | Format::Plain => Markup::None,
    };
    let mut woven = Vec::new();
    let text = story.text(post, &draft.answers);
    let mut ends = Vec::new();
    let mut end = 0;
    for passage in &story.passages {
        end += passage.text(post, &draft.answers).len();
        ends.push(end);
    }
    see(&text, source_markup, &mut woven);
    for seen in &mut woven {
        seen.passage = ends.partition_point(|end| *end <= seen.at);
    }
    let mut read = Vec::new();
    see(written, markup, &mut read);
    let sources = lay(&woven, &read);
    cut(written, &in_full(written, &read, sources))
}

/// A source for every visible character of `written`: what was not read is the form's.
fn in_full(written: &str, read: &[Seen], sources: Vec<From>) -> Vec<(usize, From)> {
    let mut known = read.iter().map(|seen| seen.at).zip(sources).peekable();
    let visible = written.char_indices().filter(|(_, c)| !c.is_whitespace());
    // A character reference is many characters on paper and one to read.
    let mut reference = None;
    visible
        .map(|(at, c)| {
            let source = known.next_if(|(next, _)| *next == at).map(|(_, from)| from);
            if let Some(from) = source {
                reference = (c == '&').then_some(from);
                return (at, from);
            }
            let from = reference.unwrap_or(From::Form);
            if c == ';' {
                reference = None;
            }
            (at, from)
        })
        .collect()
}

fn lay(woven: &[Seen], read: &[Seen]) -> Vec<From> {
    let mut sources = Vec::with_capacity(read.len());
    let mut here = 0;
    let mut at = 0;
    let same =
        |one: usize, other: usize| woven.get(one).zip(read.get(other)).is_some_and(|(one, other)| one.c == other.c);
    let agree = |one: usize, other: usize, count: usize| {
        let count = count.min(read.len() - other);
        (0..count).all(|more| same(one + more, other + more))
    };
    while let Some(seen) = read.get(at) {
        let marks = woven.get(here..).unwrap_or_default().iter().take_while(|seen| !seen.c.is_alphanumeric()).count();
        let near = (here..=here + marks).find(|place| same(*place, at));
        let place = near.filter(|_| seen.c.is_alphanumeric() || same(here, at)).or_else(|| {
            let wordy = seen.c.is_alphanumeric();
            wordy.then(|| {
                REACH.iter().find_map(|(count, reach)| {
                    (here..(here + reach).min(woven.len())).find(|place| agree(*place, at, *count))
                })
            })?
        });
        match place.or(near) {
            Some(place) => {
                sources.push(woven.get(place).map_or(From::Nowhere, |seen| From::Passage(seen.passage)));
                here = place + 1;
                at += 1;
            }
            None if seen.c.is_alphabetic() => {
                // A title or an address, which stands elsewhere in the story: looked for word by word.
                let rest = read.get(at + 1..).unwrap_or_default();
                let word = 1 + rest.iter().take(7).take_while(|seen| seen.joined && seen.c.is_alphanumeric()).count();
                let found = (1..=word).rev().find_map(|count| {
                    let place = (0..woven.len()).find(|place| agree(*place, at, count))?;
                    Some((place, count))
                });
                let Some((place, count)) = found else {
                    sources.push(From::Nowhere);
                    at += 1;
                    continue;
                };
                let laid = woven.get(place..place + count).unwrap_or_default();
                sources.extend(laid.iter().map(|seen| From::Passage(seen.passage)));
                at += count;
                if count >= SURE {
                    here = place + count;
                }
            }
            None => {
                sources.push(From::Form);
                at += 1;
            }
        }
    }
    sources
}

/// The visible characters of `text`, its markup aside.
fn see(text: &str, markup: Markup, seen: &mut Vec<Seen>) {
    let mut rest = text;
    let mut joined = false;
    let at = |rest: &str| text.len() - rest.len();
    while let Some(c) = rest.chars().next() {
        let mut length = c.len_utf8();
        let mut reads = c;
        if markup == Markup::Tags {
            if let Some(tag) = rest
                .strip_prefix('<')
                .filter(|behind| behind.starts_with(|c: char| c.is_ascii_alphabetic() || "/!?".contains(c)))
            {
                rest = behind_tag(tag);
                joined = false;
                continue;
            }
            if let Some((character, long)) = reference(rest) {
                (reads, length) = (character, long);
            }
        }
        let visible = !reads.is_whitespace() && reads != '\u{feff}';
        if visible {
            seen.push(Seen { c: reads, at: at(rest), passage: 0, joined });
        }
        joined = visible;
        rest = rest.get(length..).unwrap_or_default();
    }
}

/// What stands behind a tag; behind a style or a script, what stands behind its end.
fn behind_tag(tag: &str) -> &str {
    if let Some(comment) = tag.strip_prefix("!--") {
        return comment.split_once("-->").map_or("", |(_, rest)| rest);
    }
    let rest = tag.split_once('>').map_or("", |(_, rest)| rest);
    let name: String = tag.chars().take_while(char::is_ascii_alphanumeric).collect();
    match name.to_ascii_lowercase().as_str() {
        "style" | "script" => {
            let end = format!("</{name}");
            rest.split_once(end.as_str()).map_or("", |(_, rest)| rest.split_once('>').map_or("", |(_, rest)| rest))
        }
        _ => rest,
    }
}

/// The character a reference at the start of `text` stands for, and its length in bytes.
fn reference(text: &str) -> Option<(char, usize)> {
    let (name, _) = text.strip_prefix('&')?.split_once(';')?;
    Some((referenced(name)?, name.len() + 2))
}
