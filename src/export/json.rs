//! A story with its origins, for programs.

use std::borrow::Cow;

use serde::Serialize;

use crate::draft::Draft;
use crate::post::Post;
use crate::story::{self, Laid, Origin, Part, Passage, Story};

/// The story as JSON: every passage with its text, where it comes from and the part it stands in.
///
/// ```json
/// {"version":1,"passages":[
///   {"text":"…","origin":{"kind":"post","start":0,"end":120},"part":"opening"},
///   {"text":"…","origin":{"kind":"answer","key":"failure@t1","start":0,"end":42},"part":"t1"},
///   {"text":"…","origin":{"kind":"bridge","id":"into-failure.3","join":"into-failure@t1"},"part":"t1"},
///   {"text":"…","origin":{"kind":"edit","index":0,"passage":"failure@t1#2"},"part":"t1"},
///   {"text":"\n\n","origin":{"kind":"layout"},"part":"t1"}]}
/// ```
///
/// The texts joined are the story. `start` and `end` are byte offsets: of the post into its decoded UTF-8 text (no
/// byte-order mark, CRLF counts two), of an answer into the answer's text. `index` counts the draft's edits from 0.
/// `part` is `opening`, `intro`, `closing` or a tip's id; `null` is a tip the draft does not know yet.
#[must_use]
pub fn json(story: &Story, post: &Post, draft: &Draft) -> String {
    pieces(story, post, draft).iter().map(|laid| laid.text.as_ref()).collect()
}

/// The JSON in pieces, each with its source: every passage's text is its own, the rest is the form's.
pub fn pieces(story: &Story, post: &Post, draft: &Draft) -> Vec<Laid<'static>> {
    let form = |text: &str| Laid { text: Cow::Owned(text.to_owned()), from: story::From::Form };
    // Strings and numbers under fixed names: nothing below can fail to be written.
    let mut pieces = vec![form("{\"version\":1,\"passages\":[")];
    for (nth, passage) in story.passages.iter().enumerate() {
        let behind = Behind { origin: from(passage, draft), part: part(passage.part) };
        let behind = serde_json::to_string(&behind).unwrap_or_default();
        pieces.push(form(if nth == 0 { "{\"text\":\"" } else { ",{\"text\":\"" }));
        escaped(passage.text(post, &draft.answers), nth, &mut pieces);
        pieces.push(form(&behind.replacen('{', "\",", 1)));
    }
    pieces.push(form("]}"));
    pieces
}

/// A passage's text between quotation marks: what is escaped, and the marks that escape, are the form's.
fn escaped(text: &str, nth: usize, pieces: &mut Vec<Laid<'static>>) {
    let mut plain = String::new();
    let told = |plain: &mut String, pieces: &mut Vec<Laid<'static>>| {
        if !plain.is_empty() {
            pieces.push(Laid { text: Cow::Owned(std::mem::take(plain)), from: story::From::Passage(nth) });
        }
    };
    for c in text.chars() {
        if !c.is_control() && c != '"' && c != '\\' {
            plain.push(c);
            continue;
        }
        told(&mut plain, pieces);
        let written = serde_json::to_string(&c).unwrap_or_default();
        let inside = written.trim_start_matches('"');
        let mark = if c.is_control() { inside.trim_end_matches('"') } else { "\\" };
        pieces.push(Laid { text: Cow::Owned(mark.to_owned()), from: story::From::Form });
        if !c.is_control() {
            plain.push(c);
        }
    }
    told(&mut plain, pieces);
}

fn from<'a>(passage: &'a Passage, draft: &'a Draft) -> From<'a> {
    match &passage.origin {
        Origin::Post(span) => From::Post { start: span.start, end: span.end },
        Origin::Answer(key, span) => From::Answer { key: key.to_string(), start: span.start, end: span.end },
        Origin::Bridge(bridge) => From::Bridge { id: &bridge.id, join: &bridge.join },
        Origin::Edit { index, .. } => {
            From::Edit { index: *index, passage: draft.edits.get(*index).map(|edit| edit.passage.as_str()) }
        }
        Origin::Layout(_) => From::Layout,
    }
}

fn part(part: Part) -> Option<String> {
    match part {
        Part::Opening => Some("opening".to_owned()),
        Part::Intro => Some("intro".to_owned()),
        Part::Tip(id) => (id.0 > 0).then(|| id.to_string()),
        Part::Closing => Some("closing".to_owned()),
    }
}

/// What stands behind a passage's text.
#[derive(Serialize)]
struct Behind<'a> {
    origin: From<'a>,
    part: Option<String>,
}

#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
enum From<'a> {
    Post { start: usize, end: usize },
    Answer { key: String, start: usize, end: usize },
    Bridge { id: &'a str, join: &'a str },
    Edit { index: usize, passage: Option<&'a str> },
    Layout,
}
