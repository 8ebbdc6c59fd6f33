//! The marks of an HTML post, as far as its sentences go.
//!
//! What it is: which stretches of HTML are words somebody reads, and whether a sentence of them can be taken out whole. What
//! it is not: a parser; no tree is built. Invariant: no tag of a block, no comment and nothing a reader never sees is part
//! of a sentence, and what an inline tag opens within one it closes there, or the tag stands outside.

use crate::post::{Tag, next_tag};
use crate::text::Span;

/// How far back the text is looked at for an element that hides what it holds.
const WINDOW: usize = 16 * 1024;

/// Elements that dress words within a sentence.
const INLINE: [&str; 31] = [
    "a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "img", "ins",
    "kbd", "label", "mark", "q", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "tt", "u", "var",
];

/// Elements whose content nobody reads in the text.
const HIDING: [&str; 14] = [
    "title", "style", "script", "template", "textarea", "svg", "math", "iframe", "noscript", "select", "button",
    "video", "audio", "object",
];

fn is_one_of(tag: &Tag<'_>, names: &[&str]) -> bool {
    names.iter().any(|name| tag.name.eq_ignore_ascii_case(name))
}

/// Where what `tag` begins to hide ends; for any other the end of the tag.
fn end(text: &str, tag: &Tag<'_>) -> usize {
    if tag.closing || !is_one_of(tag, &HIDING) {
        return tag.span.end;
    }
    let is_end = |(_, rest): &(usize, &str)| {
        rest.get(2..2 + tag.name.len()).is_some_and(|name| name.eq_ignore_ascii_case(tag.name))
    };
    let behind = text.get(tag.span.end..).unwrap_or_default();
    let found = behind.match_indices("</").map(|(at, _)| (at, behind.get(at..).unwrap_or_default())).find(is_end);
    let closed = found.and_then(|(at, rest)| Some(tag.span.end + at + rest.find('>')? + 1));
    closed.unwrap_or(tag.span.end)
}

/// The stretches of `within` that hold words, cut at every tag of a block, comment and hidden element.
pub fn runs(text: &str, within: Span) -> Vec<Span> {
    let mut found = Vec::new();
    let mut at = super::ear::floor(text, within.start.saturating_sub(WINDOW));
    let mut run = at;
    let mut put = |from: usize, to: usize| {
        let span = Span::new(from.max(within.start).min(within.end), to.min(within.end));
        if span.start < span.end && !span.of(text).trim().is_empty() {
            found.push(span);
        }
    };
    while let Some(tag) = next_tag(text, at, text.len()).filter(|tag| tag.span.start < within.end) {
        if is_one_of(&tag, &INLINE) {
            at = tag.span.end;
            continue;
        }
        put(run, tag.span.start);
        at = end(text, &tag);
        run = at;
    }
    put(run, within.end);
    found
}

/// The stretches of `text` that somebody reads: no tags at all.
#[must_use]
pub fn read(text: &str) -> Vec<Span> {
    let mut found = Vec::new();
    for run in runs(text, Span::new(0, text.len())) {
        let mut from = run.start;
        while let Some(tag) = next_tag(text, from, run.end) {
            found.push(Span::new(from, tag.span.start));
            from = tag.span.end;
        }
        found.push(Span::new(from.min(run.end), run.end));
    }
    found
}

/// The byte behind the tag, the comment or the hidden element that stands at byte `at`; `None` where words do.
pub fn behind(text: &str, at: usize) -> Option<usize> {
    let tag = next_tag(text, at, text.len()).filter(|tag| tag.span.start == at)?;
    Some(end(text, &tag))
}

/// `sentence` without the blanks around it and the inline tags at its ends that have no partner in it.
pub fn bare(text: &str, mut sentence: Span) -> Option<Span> {
    loop {
        let words = sentence.of(text);
        let start = sentence.start + (words.len() - words.trim_start().len());
        sentence = Span::new(start, start.max(sentence.start + words.trim_end().len()));
        let lone = alone(text, sentence);
        let first = lone.iter().find(|tag| tag.start == sentence.start);
        let last = lone.iter().find(|tag| tag.end == sentence.end);
        match (first, last) {
            (Some(tag), _) => sentence.start = tag.end.min(sentence.end),
            (None, Some(tag)) => sentence.end = tag.start,
            (None, None) => return (sentence.start < sentence.end).then_some(sentence),
        }
    }
}

/// `text` with blanks in the place of its tags, byte for byte: sentences are told by what stands round a tag.
pub fn untagged(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut at = 0;
    while let Some(tag) = next_tag(text, at, text.len()) {
        plain.push_str(Span::new(at, tag.span.start).of(text));
        plain.extend(std::iter::repeat_n(' ', tag.span.len()));
        at = tag.span.end;
    }
    plain.push_str(text.get(at..).unwrap_or_default());
    plain
}

/// Whether `sentence` closes what it opens, so that a text can stand in its place or nothing.
pub fn is_whole(sentence: &str) -> bool {
    alone(sentence, Span::new(0, sentence.len())).is_empty()
}

/// The tags of `within` that have no partner there.
fn alone(text: &str, within: Span) -> Vec<Span> {
    let mut open: Vec<(&str, Span)> = Vec::new();
    let mut lone = Vec::new();
    let mut at = within.start;
    while let Some(tag) = next_tag(text, at, within.end) {
        at = tag.span.end;
        let partner = open.iter().rposition(|(name, _)| name.eq_ignore_ascii_case(tag.name));
        match partner {
            _ if tag.name.eq_ignore_ascii_case("img") || tag.name.is_empty() => {}
            _ if !tag.closing => open.push((tag.name, tag.span)),
            Some(partner) => {
                // What was opened within it and not closed has no partner either.
                lone.extend(open.drain(partner..).skip(1).map(|(_, span)| span));
            }
            None => lone.push(tag.span),
        }
    }
    lone.extend(open.into_iter().map(|(_, span)| span));
    lone
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_told_from_marks() {
        let text = "<title>No. Never.</title>\n<script>if (a<b) { f(\"One. Two.\"); }</script>\n<p>One <em>two</em>.</p>\
                    <!-- no. --><td>Three</td>";
        let said: Vec<&str> = runs(text, Span::new(0, text.len())).iter().map(|run| run.of(text)).collect();
        assert_eq!(said, ["One <em>two</em>.", "Three"]);
        let within = text.find("Two.").unwrap_or_default();
        assert_eq!(runs(text, Span::new(within, within + 4)), Vec::new(), "a paragraph within a script is none");
        assert_eq!(behind(text, 0), Some("<title>No. Never.</title>".len()));
        assert_eq!(behind(text, within), None);
    }

    #[test]
    fn a_sentence_leaves_the_tags_that_belong_to_more_than_itself() {
        let bare = |text: &'static str| bare(text, Span::new(0, text.len())).map(|span| span.of(text));
        assert_eq!(bare(" <strong>One. "), Some("One."));
        assert_eq!(bare("Two.</strong> "), Some("Two."));
        assert_eq!(bare("<b>One.</b>"), Some("<b>One.</b>"));
        assert_eq!(bare("<b><i>One</i>."), Some("<i>One</i>."));
        assert_eq!(bare("<b> "), None);
        assert!(is_whole("One <b>two</b>.") && is_whole("3 < 4") && !is_whole("One <b>two."));
    }
}
