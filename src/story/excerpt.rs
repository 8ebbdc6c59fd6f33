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
        (PostPart::Tip, Some(tip)) => of_tip(post, tip, tip.span.end),
        (PostPart::TipLead, Some(tip)) => of_tip(post, tip, lead(post, tip)),
        (PostPart::Tip, None) => whole(landings.opening.at, landings.closing.at),
        (PostPart::TipLead, None) => {
            whole(landings.opening.at, paragraph(post, Span::new(landings.opening.at, landings.closing.at)))
        }
        (PostPart::Closing, _) => post.closing.map_or_else(Vec::new, |span| whole(span.start, span.end)),
        (PostPart::Call, _) => {
            post.closing.map_or_else(Vec::new, |span| whole(landings.closing.at.max(span.start), span.end))
        }
    }
}

/// Where the first paragraph of a tip ends: the one its heading opens, or the one behind it.
fn lead(post: &Post, tip: &Tip) -> usize {
    let line = tip.heading_span.of(&post.text);
    let words = line.find(tip.heading.as_str()).map_or(line.len(), |at| at + tip.heading.len());
    let opened = line.get(words..).unwrap_or_default().chars().filter(|c| c.is_alphanumeric()).count() > LABEL;
    let start = if opened { tip.heading_span.start } else { tip.heading_span.end.min(tip.span.end) };
    paragraph(post, Span::new(start, tip.span.end.max(start)))
}

/// Letters behind a heading in its own line from which on they are its body.
const LABEL: usize = 8;

/// Where the first paragraph of `within` ends, with the list or the quotation it announces by a colon.
fn paragraph(post: &Post, within: Span) -> usize {
    let text = within.of(&post.text);
    if post.source.format == Format::Html {
        return text.find("</p>").map_or(within.end, |at| within.start + at + "</p>".len());
    }
    let by_line = post.source.format == Format::Plain && !post.habits.blank_lines;
    let (mut end, mut said, mut announced) = (0, "", false);
    for line in text.split_inclusive('\n') {
        let words = line.trim();
        // The tags that close an HTML heading in Markdown are none of its words.
        if words.is_empty() || said.is_empty() && words.starts_with("</") {
            if !said.is_empty() {
                announced = said.ends_with([':', '：']) && !announced;
                if !announced {
                    break;
                }
                said = "";
            }
        } else if said.is_empty() || !(by_line || words.starts_with('#')) {
            said = words;
        } else {
            break;
        }
        end += line.len();
    }
    within.start + end
}

/// A tip up to byte `end` without its number, its lines without the indent of the list they stand in.
fn of_tip(post: &Post, tip: &Tip, end: usize) -> Vec<Span> {
    let line = tip.heading_span.of(&post.text);
    let marks = line.len() - line.trim_start_matches(['#', ' ']).len();
    let marks = if line.starts_with('#') { marks } else { tags(post, line, tip) };
    // The heading's own emphasis belongs to it.
    let words = line.find(tip.heading.as_str()).unwrap_or(marks);
    let start = tip.heading_span.start;
    let mut spans = Vec::new();
    if post.source.format == Format::Markdown && line.trim_start().starts_with('<') {
        // A heading of HTML in Markdown: its words, and what stands behind the tags that close it.
        spans.push(Span::new(start + words, start + words + tip.heading.len()));
        let mut at = tip.heading_span.end.min(end);
        for line in Span::new(at, end.max(at)).of(&post.text).split_inclusive('\n') {
            if !line.trim().is_empty() && !line.trim_start().starts_with("</") {
                break;
            }
            at += line.len();
        }
        let before = Span::new(start, at).of(&post.text).trim_end().len();
        spans.push(trimmed_end(post, Span::new(start + before, end.max(start + before))));
        spans.retain(|span| span.start < span.end);
        return spans;
    }
    let before = line.get(marks..words).unwrap_or_default();
    let emphasis = before.len() - before.trim_end_matches(['*', '_', '「', '【', '“', '"', '`']).len();
    let numbered =
        before.chars().any(char::is_alphanumeric) || before.trim_start().starts_with(['-', '*', '+', '・', '●', '■']);
    let head = if numbered { words - emphasis } else { marks };
    if marks > 0 {
        spans.push(Span::new(start, start + marks));
    }
    if let Some(opened) = opened(before, line.get(words..).unwrap_or_default()).filter(|_| emphasis == 0) {
        spans.push(Span::new(start + marks + opened.start, start + marks + opened.end));
    }
    let indent = tip.landing.indent.as_str();
    let mut at = start + head;
    let body = trimmed_end(post, Span::new(at, end.max(at)));
    for line in body.of(&post.text).split_inclusive('\n') {
        let own = line.len() - line.strip_prefix(indent).unwrap_or(line).len();
        let own = if at > start + head { own } else { 0 };
        spans.push(Span::new(at + own, at + line.len()));
        at += line.len();
    }
    spans.retain(|span| span.start < span.end);
    join(spans)
}

/// Where emphasis opens in `before` that closes only in `behind`: around the number and the words in one.
fn opened(before: &str, behind: &str) -> Option<Span> {
    ["***", "**", "__", "*", "_"].into_iter().find_map(|mark| {
        let at = before.find(mark)?;
        let inside = before.get(at + mark.len()..)?;
        let opens = inside.starts_with(|c: char| !c.is_whitespace()) && !inside.contains(mark) && behind.contains(mark);
        opens.then_some(Span::new(at, at + mark.len()))
    })
}

/// `span` without the blanks at its end.
fn trimmed_end(post: &Post, span: Span) -> Span {
    Span::new(span.start, span.start + span.of(&post.text).trim_end().len())
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
