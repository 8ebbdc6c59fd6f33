//! Words in the form of an HTML post: its paragraphs round them, and the three characters that would be marks escaped.
//!
//! What it is: tags for what is added, and how an added character is written. What it is not: a renderer; an answer's own
//! Markdown stays as it was typed. Invariant: a tag is layout, and an escaped character is its author's, one for one; so a
//! character that is written otherwise than typed stands in a passage of its own.

use crate::post::{Format, Post};
use crate::text::Span;

/// The tags round a paragraph, and between two lines of one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dress {
    /// Before a paragraph.
    pub open: &'static str,
    /// Behind it.
    pub close: &'static str,
}

/// A paragraph of its own.
const PARAGRAPH: Dress = Dress { open: "<p>", close: "</p>" };
/// A block as `WordPress` keeps it.
const BLOCK: Dress = Dress { open: "<!-- wp:paragraph -->\n<p>", close: "</p>\n<!-- /wp:paragraph -->" };
/// Within a paragraph of the post's that holds several.
const WITHIN: Dress = Dress { open: "<br><br>\n", close: "" };
/// Between two lines of one paragraph.
pub const LINE: &str = "<br>";

/// How far back the post is looked at for the paragraph a landing stands in.
const WINDOW: usize = 16 * 1024;

impl Dress {
    /// What paragraphs added at byte `at` of `post` wear; nothing where it is no HTML.
    pub fn at(post: &Post, at: usize) -> Option<Self> {
        if post.source.format != Format::Html {
            return None;
        }
        let from = super::ear::floor(&post.text, at.saturating_sub(WINDOW));
        let before = post.text.get(from..at).unwrap_or_default();
        let behind = post.text.get(at..).unwrap_or_default();
        let opened = before.rfind("<p>").max(before.rfind("<p "));
        if opened > before.rfind("</p>") {
            return Some(WITHIN);
        }
        let last = before.trim_end();
        let comment = last.rfind("<!--").and_then(|comment| last.get(comment..)).unwrap_or_default();
        let is_block = last.ends_with("-->") && comment.starts_with("<!-- /wp:")
            || behind.trim_start().starts_with("<!-- wp:paragraph");
        Some(if is_block { BLOCK } else { PARAGRAPH })
    }
}

/// Whether `before` ends with the tag of a paragraph and `behind` starts with its end: how many bytes of each.
pub fn empty_paragraph(before: &str, behind: &str) -> Option<(usize, usize)> {
    let fits = |dress: &&Dress| before.ends_with(dress.open) && behind.starts_with(dress.close);
    [BLOCK, PARAGRAPH].iter().find(fits).map(|dress| (dress.open.len(), dress.close.len()))
}

/// How an added character is written in HTML, where that is otherwise than typed.
pub fn escaped(typed: &str) -> Option<&'static str> {
    match typed {
        "&" => Some("&amp;"),
        "<" => Some("&lt;"),
        ">" => Some("&gt;"),
        _ => None,
    }
}

/// The pieces of `span` of `text`, each character that is escaped apart.
pub fn pieces(text: &str, span: Span) -> Vec<Span> {
    let mut pieces = Vec::new();
    let mut at = span.start;
    for (found, mark) in span.of(text).match_indices(['&', '<', '>']) {
        let found = span.start + found;
        pieces.push(Span::new(at, found));
        pieces.push(Span::new(found, found + mark.len()));
        at = found + mark.len();
    }
    pieces.push(Span::new(at, span.end));
    pieces.retain(|piece| !piece.is_empty());
    pieces
}

/// The author's wording of something added, in the form of `post`: its line ends, and in HTML its characters.
pub fn worded(text: &str, post: &Post) -> String {
    let newline = post.source.newline.as_str();
    if post.source.format != Format::Html {
        return text.replace('\n', newline);
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        let mut buffer = [0; 4];
        let typed: &str = c.encode_utf8(&mut buffer);
        if c == '\n' {
            out.push_str(LINE);
            out.push_str(newline);
        } else {
            out.push_str(escaped(typed).unwrap_or(typed));
        }
    }
    out
}
