//! A story as one self-contained page.

use super::sanitise::{escape, sanitise};
use super::{body, marks, missing_title};
use crate::draft::Draft;
use crate::post::{Format, Post};
use crate::story::Story;
use crate::text::Language;

/// Typography for both scripts; light and dark as the reader's system has it. Nothing is loaded from anywhere.
const STYLE: &str = include_str!("page.css");

/// The story as a self-contained page in UTF-8: semantic, readable, with no script, and with raw HTML cut down to tags
/// that only shape text.
#[must_use]
pub fn html(story: &Story, post: &Post, draft: &Draft) -> String {
    let body = body(&story.text(post, &draft.answers), post);
    let content = match post.source.format {
        Format::Markdown => marks::to_html(&body),
        Format::Plain => paragraphs(&body),
        Format::Html => sanitise(&body),
    };
    let heading = match missing_title(&body, post) {
        Some(title) => format!("<h1>{}</h1>\n", escape(title)),
        None => String::new(),
    };
    let lang = match post.language {
        Language::Ja => "ja",
        Language::En => "en",
    };
    let title = escape(post.title.as_deref().unwrap_or_default());
    format!(
        "<!DOCTYPE html>\n<html lang=\"{lang}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{title}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<main>\n<article>\n\
         {heading}{content}</article>\n</main>\n</body>\n</html>\n"
    )
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
