//! Exports: a story as it leaves the house.
//!
//! What it is: a table of pure functions from a story to a file's text. What it is not: it copies, saves and posts
//! nothing, and it weaves nothing. Invariant: whatever form it takes, the words are the story's, in its order.

mod destination;
mod html;
mod json;
mod marks;
mod prove;
mod sanitise;
mod text;
mod trace;

pub use destination::Destination;
pub use html::html;
pub use json::json;
pub use prove::prove;
pub use text::text;

use crate::draft::Draft;
use crate::post::{Format, Post};
use crate::story::Story;

/// The story in the post's own form: Markdown as Markdown, plain text as plain text, front matter kept, with the
/// post's line ends, and with a byte-order mark where the post had one.
#[must_use]
pub fn markdown(story: &Story, post: &Post, draft: &Draft) -> String {
    let mark = if post.source.bom { "\u{feff}" } else { "" };
    format!("{mark}{}", story.text(post, &draft.answers))
}

/// The story's text without its front matter, which every story keeps at its head.
fn body(woven: &str, post: &Post) -> String {
    let head = post.front_matter.map_or("", |span| span.of(&post.text));
    woven.strip_prefix(head).unwrap_or(woven).trim_start_matches(['\r', '\n']).replace("\r\n", "\n")
}

/// The title, where only the front matter says it and the body would go without. A story that leaves the front matter
/// out has no such title.
fn missing_title<'a>(woven: &str, body: &str, post: &'a Post) -> Option<&'a str> {
    let head = post.front_matter?;
    woven.starts_with(head.of(&post.text)).then_some(())?;
    let title = post.title.as_deref()?;
    let first = body.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let said = match post.source.format {
        Format::Markdown => first.starts_with("# ") || first.trim_matches(['#', ' ']) == title,
        Format::Plain | Format::Html => first.contains(title),
    };
    (!said).then_some(title)
}
