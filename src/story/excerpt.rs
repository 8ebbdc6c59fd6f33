//! Parts of a post that stand by themselves: what an arc keeps that does not keep it all.
//!
//! What it is: which spans of the post make up its title, one of its tips or its call. What it is not: it changes
//! nothing; a tip's number and the indent of its list stay behind. Invariant: the spans are in order, hold no blank
//! lines at either end, and only white space and a number's marks lie between them.

use super::PostPart;
use super::loom::trimmed;
use crate::post::{Format, Post, Tip};
use crate::text::Span;

/// The spans of `part`; none where the post has no such part. `tip` is the tip the story is about; a post without tips
/// is one.
pub fn excerpt(post: &Post, part: PostPart, tip: Option<&Tip>) -> Vec<Span> {
    let landings = &post.landings;
    let whole = |start: usize, end: usize| {
        let span = Span::new(start, end.max(start));
        let bare = trimmed(span.of(&post.text));
        let bare = Span::new(start + bare.start, start + bare.end);
        if bare.start < bare.end { vec![bare] } else { Vec::new() }
    };
    match (part, tip) {
        (PostPart::Title, _) => whole(0, landings.opening.at),
        (PostPart::Intro, _) => post.intro.map_or_else(Vec::new, |span| whole(span.start, span.end)),
        (PostPart::Tip, Some(tip)) => of_tip(post, tip),
        (PostPart::Tip, None) => whole(landings.opening.at, landings.closing.at),
        (PostPart::Closing, _) => post.closing.map_or_else(Vec::new, |span| whole(span.start, span.end)),
        (PostPart::Call, _) => {
            post.closing.map_or_else(Vec::new, |span| whole(landings.closing.at.max(span.start), span.end))
        }
    }
}

/// A tip without its number, its lines without the indent of the list they stand in.
fn of_tip(post: &Post, tip: &Tip) -> Vec<Span> {
    let line = tip.heading_span.of(&post.text);
    let marks = line.len() - line.trim_start_matches(['#', ' ']).len();
    let marks = if line.starts_with('#') { marks } else { tags(post, line, tip) };
    // The heading's own emphasis belongs to it.
    let words = line.find(tip.heading.as_str()).unwrap_or(marks);
    let before = line.get(marks..words).unwrap_or_default();
    let emphasis = before.len() - before.trim_end_matches(['*', '_', '「', '【', '“', '"', '`']).len();
    let numbered =
        before.chars().any(char::is_alphanumeric) || before.trim_start().starts_with(['-', '*', '+', '・', '●', '■']);
    let mut spans = Vec::new();
    let start = tip.heading_span.start;
    let head = if numbered { words - emphasis } else { marks };
    if marks > 0 {
        spans.push(Span::new(start, start + marks));
    }
    let indent = tip.landing.indent.as_str();
    let mut at = start + head;
    let body = Span::new(at, tip.span.end.max(at));
    let end = body.start + body.of(&post.text).trim_end().len();
    for line in Span::new(at, end).of(&post.text).split_inclusive('\n') {
        let own = line.len() - line.strip_prefix(indent).unwrap_or(line).len();
        let own = if at > start + head { own } else { 0 };
        spans.push(Span::new(at + own, at + line.len()));
        at += line.len();
    }
    spans.retain(|span| span.start < span.end);
    join(spans)
}

/// The length of the tags an HTML heading starts with; an item's belong to its list.
fn tags(post: &Post, line: &str, tip: &Tip) -> usize {
    let before = line.find(tip.heading.as_str()).and_then(|words| line.get(..words)).unwrap_or_default();
    let is_html = post.source.format == Format::Html && !before.to_ascii_lowercase().contains("<li");
    before.rfind('>').filter(|_| is_html && before.starts_with('<')).map_or(0, |last| last + 1)
}

/// Neighbours that touch become one.
fn join(spans: Vec<Span>) -> Vec<Span> {
    let mut joined: Vec<Span> = Vec::with_capacity(spans.len());
    for span in spans {
        match joined.last_mut() {
            Some(last) if last.end == span.start => last.end = span.end,
            Some(_) | None => joined.push(span),
        }
    }
    joined
}
