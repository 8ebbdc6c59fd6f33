//! A story with its origins, for programs.

use serde::Serialize;

use crate::draft::Draft;
use crate::post::Post;
use crate::story::{Origin, Part, Story};

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
    let passages = story.passages.iter().map(|passage| Row {
        text: passage.text(post, &draft.answers),
        origin: match &passage.origin {
            Origin::Post(span) => From::Post { start: span.start, end: span.end },
            Origin::Answer(key, span) => From::Answer { key: key.to_string(), start: span.start, end: span.end },
            Origin::Bridge(bridge) => From::Bridge { id: &bridge.id, join: &bridge.join },
            Origin::Edit { index, .. } => {
                From::Edit { index: *index, passage: draft.edits.get(*index).map(|edit| edit.passage.as_str()) }
            }
            Origin::Layout(_) => From::Layout,
        },
        part: match passage.part {
            Part::Opening => Some("opening".to_owned()),
            Part::Intro => Some("intro".to_owned()),
            Part::Tip(id) => (id.0 > 0).then(|| id.to_string()),
            Part::Closing => Some("closing".to_owned()),
        },
    });
    // Strings and numbers under fixed names: nothing here can fail to be written.
    serde_json::to_string(&Shape { version: 1, passages: passages.collect() }).unwrap_or_default()
}

#[derive(Serialize)]
struct Shape<'a> {
    version: u32,
    passages: Vec<Row<'a>>,
}

#[derive(Serialize)]
struct Row<'a> {
    text: &'a str,
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
