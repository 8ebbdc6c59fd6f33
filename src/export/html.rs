//! A story as one self-contained page.

use std::borrow::Cow;

use super::sanitise::{escape, sanitise};
use super::text::strip_tags;
use super::{body, marks, missing_title};
use crate::draft::Draft;
use crate::post::{Format, Post};
use crate::story::{Origin, Part, Story};
use crate::text::Language;
use crate::text::sentence::sentences;

/// Typography for both scripts; light and dark as the reader's system has it. Nothing is loaded from anywhere.
const STYLE: &str = include_str!("page.css");

/// The story as a self-contained page in UTF-8: semantic, readable, with no script, and with raw HTML cut down to tags
/// that only shape text.
#[must_use]
pub fn html(story: &Story, post: &Post, draft: &Draft) -> String {
    let woven = story.text(post, &draft.answers);
    let body = body(&woven, post);
    let content = match post.source.format {
        Format::Markdown => marks::to_html(&body),
        Format::Plain => paragraphs(&body),
        Format::Html => sanitise(&body),
    };
    let missing = missing_title(&woven, &body, post);
    let heading = missing.map_or_else(String::new, |title| format!("<h1>{}</h1>\n", escape(title)));
    let lang = match post.language {
        Language::Ja => "ja",
        Language::En => "en",
    };
    let title = escape(&page_title(story, &woven, &body, post));
    format!(
        "<!DOCTYPE html>\n<html lang=\"{lang}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{title}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<main>\n<article>\n\
         {heading}{content}</article>\n</main>\n</body>\n</html>\n"
    )
}

/// What the page is called: the post's title; where the story leaves that out or the author reworded it, its own first
/// sentence.
fn page_title<'a>(story: &Story, woven: &str, body: &str, post: &'a Post) -> Cow<'a, str> {
    let whole =
        matches!(story.passages.first().map(|passage| &passage.origin), Some(Origin::Post(span)) if span.start == 0);
    let reworded = story
        .passages
        .iter()
        .any(|passage| passage.part == Part::Opening && matches!(passage.origin, Origin::Edit { .. }));
    match post.title.as_deref() {
        Some(title) if whole && (!reworded || woven.contains(title)) => Cow::Borrowed(title),
        None if whole => Cow::Borrowed(""),
        Some(_) | None => {
            let marks = |c: char| c.is_whitespace() || "#*_->`".contains(c);
            let said = match post.source.format {
                Format::Html => Cow::Owned(strip_tags(body)),
                Format::Markdown | Format::Plain => Cow::Borrowed(body),
            };
            let bare = said.trim_start_matches(marks);
            let first = sentences(bare).first().map_or(bare, |span| span.of(bare));
            Cow::Owned(first.lines().next().unwrap_or_default().trim_end_matches(marks).to_owned())
        }
    }
}

/// Plain text as paragraphs: a blank line parts them, other line ends stay.
fn paragraphs(text: &str) -> String {
    let mut html = String::new();
    let mut lines: Vec<String> = Vec::new();
    for line in text.lines().chain([""]) {
        if !line.trim().is_empty() {
            lines.push(escape(line));
        } else if !lines.is_empty() {
            html.push_str("<p>");
            html.push_str(&lines.join("<br>\n"));
            html.push_str("</p>\n");
            lines.clear();
        }
    }
    html
}
