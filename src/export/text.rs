//! A story as plain text.

#![expect(clippy::wildcard_enum_match_arm, reason = "comrak's kinds of nodes are many; what is not named here is text")]

use std::num::NonZeroUsize;

use comrak::nodes::{AstNode, ListType, NodeValue};
use comrak::{Arena, parse_document};

use super::marks::{is_between_wide, options};
use super::sanitise::sanitise;
use super::{body, missing_title};
use crate::draft::Draft;
use crate::post::{Format, Post};
use crate::story::Story;
use crate::text::rows::rows;
use crate::text::{Ambiguous, Language, width};

/// The story as plain text with LF line ends: Markdown marks gone, links as `text (address)`, front matter dropped.
///
/// With `wrap`, lines are filled to so many cells at most and broken by the rules of the language (kinsoku); without
/// it, line ends stay where the author put them. A plain-text post is its text as it stands but for the wrapping.
#[must_use]
pub fn text(story: &Story, post: &Post, draft: &Draft, wrap: Option<NonZeroUsize>) -> String {
    let woven = story.text(post, &draft.answers);
    let body = body(&woven, post);
    let lines = match post.source.format {
        Format::Plain => body.lines().map(Line::plain).collect(),
        Format::Markdown => {
            let mut writer = Writer::new(post.language, wrap.is_some());
            writer.title(missing_title(&woven, &body, post));
            writer.document(&body);
            writer.lines
        }
        Format::Html => strip_tags(&body).lines().map(Line::plain).collect(),
    };
    let mut text = String::new();
    for line in &lines {
        line.write(wrap, &mut text);
    }
    text
}

/// One line before wrapping.
#[derive(Debug)]
struct Line {
    /// What its first row starts with, such as a list mark.
    first: String,
    /// What its other rows start with.
    other: String,
    text: String,
    /// Whether it may be broken: code may not.
    breaks: bool,
}

impl Line {
    fn plain(text: &str) -> Self {
        Self { first: String::new(), other: String::new(), text: text.to_owned(), breaks: true }
    }

    fn write(&self, wrap: Option<NonZeroUsize>, out: &mut String) {
        let indent = width(&self.other, Ambiguous::Narrow);
        let Some(columns) = wrap.filter(|_| self.breaks).map(|wrap| wrap.get().saturating_sub(indent).max(4)) else {
            out.push_str(format!("{}{}", self.first, self.text).trim_end());
            out.push('\n');
            return;
        };
        for (nth, row) in rows(&self.text, columns, Ambiguous::Narrow).iter().enumerate() {
            let prefix = if nth == 0 { &self.first } else { &self.other };
            out.push_str(format!("{prefix}{}", row.span.of(&self.text)).trim_end());
            out.push('\n');
        }
    }
}

/// Writes a tree as lines.
#[derive(Debug)]
struct Writer {
    language: Language,
    /// Whether soft line ends join, because the lines are filled anew.
    fills: bool,
    lines: Vec<Line>,
    first: String,
    other: String,
}

impl Writer {
    const fn new(language: Language, fills: bool) -> Self {
        Self { language, fills, lines: Vec::new(), first: String::new(), other: String::new() }
    }

    fn title(&mut self, title: Option<&str>) {
        if let Some(title) = title {
            self.line(title, true);
        }
    }

    fn document(&mut self, markdown: &str) {
        let arena = Arena::new();
        let root = parse_document(&arena, markdown, &options());
        self.blocks(root, Spacing::Loose);
    }

    fn line(&mut self, text: &str, breaks: bool) {
        let first = std::mem::replace(&mut self.first, self.other.clone());
        self.lines.push(Line { first, other: self.other.clone(), text: text.to_owned(), breaks });
    }

    fn gap(&mut self) {
        if self.lines.last().is_some_and(|line| !line.text.is_empty()) && self.first == self.other {
            let other = self.other.clone();
            self.lines.push(Line { first: other.clone(), other, text: String::new(), breaks: false });
        }
    }

    fn blocks<'a>(&mut self, parent: &'a AstNode<'a>, spacing: Spacing) {
        for (nth, node) in parent.children().enumerate() {
            if spacing == Spacing::Loose || nth == 0 && !self.lines.is_empty() && self.other.is_empty() {
                self.gap();
            }
            self.block(node);
        }
    }

    fn block<'a>(&mut self, node: &'a AstNode<'a>) {
        // The tree is cloned a value at a time: comrak's cells must not be held while children are read.
        let value = node.data().value.clone();
        match value {
            NodeValue::List(list) => {
                let spacing = if list.tight { Spacing::Tight } else { Spacing::Loose };
                let bullet = match self.language {
                    Language::Ja => "・".to_owned(),
                    Language::En => "- ".to_owned(),
                };
                for (nth, item) in node.children().enumerate() {
                    if nth > 0 && spacing == Spacing::Loose {
                        self.gap();
                    }
                    let mark = match list.list_type {
                        ListType::Bullet => bullet.clone(),
                        ListType::Ordered => format!("{}. ", list.start + nth),
                    };
                    let blank = " ".repeat(width(&mark, Ambiguous::Narrow));
                    self.within(&mark, &blank, |writer| writer.blocks(item, spacing));
                }
            }
            NodeValue::BlockQuote | NodeValue::Alert(_) => {
                self.within("> ", "> ", |writer| writer.blocks(node, Spacing::Loose));
            }
            NodeValue::CodeBlock(code) => {
                for line in code.literal.lines() {
                    self.line(line, false);
                }
            }
            NodeValue::HtmlBlock(html) => {
                for line in strip_tags(&html.literal).lines().filter(|line| !line.trim().is_empty()) {
                    self.line(line.trim(), true);
                }
            }
            NodeValue::ThematicBreak => self.line("----", false),
            NodeValue::Table(_) => {
                for row in node.children() {
                    let cells: Vec<String> = row.children().map(|cell| self.inlines(cell)).collect();
                    self.line(&cells.join(" | "), false);
                }
            }
            NodeValue::FootnoteDefinition(foot) => {
                self.within(&format!("[{}] ", foot.name), "    ", |writer| writer.blocks(node, Spacing::Tight));
            }
            _ => {
                for line in self.inlines(node).split('\n') {
                    self.line(line, true);
                }
            }
        }
    }

    fn within(&mut self, first: &str, other: &str, write: impl FnOnce(&mut Self)) {
        let outer = (self.first.clone(), self.other.clone());
        self.first.push_str(first);
        self.other.push_str(other);
        write(self);
        // An item that held nothing still has its mark.
        if self.first != self.other {
            self.line("", false);
        }
        self.other.clone_from(&outer.1);
        self.first = outer.1;
    }

    /// The text of a paragraph, heading or cell.
    fn inlines<'a>(&mut self, parent: &'a AstNode<'a>) -> String {
        let mut text = String::new();
        for node in parent.children() {
            let value = node.data().value.clone();
            match value {
                NodeValue::Text(literal) => text.push_str(&literal),
                NodeValue::Code(code) => text.push_str(&code.literal),
                NodeValue::HtmlInline(html) if html.to_ascii_lowercase().starts_with("<br") => text.push('\n'),
                NodeValue::HtmlInline(_) => {}
                NodeValue::SoftBreak if !self.fills => text.push('\n'),
                NodeValue::SoftBreak if is_between_wide(node) => {}
                NodeValue::SoftBreak => text.push(' '),
                NodeValue::LineBreak => text.push('\n'),
                NodeValue::Link(link) => {
                    let shown = self.inlines(node);
                    text.push_str(&shown);
                    let address = link.url.trim_start_matches("mailto:");
                    if !address.is_empty() && !address.starts_with('#') && address != shown {
                        text.push_str(&self.address(address));
                    }
                }
                NodeValue::FootnoteReference(foot) => text.extend(["[", &foot.name, "]"]),
                _ => text.push_str(&self.inlines(node)),
            }
        }
        text
    }

    fn address(&self, url: &str) -> String {
        match self.language {
            Language::Ja => format!("（{url}）"),
            Language::En => format!(" ({url})"),
        }
    }
}

/// Whether blocks stand apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Spacing {
    Loose,
    Tight,
}

/// Raw HTML as text: tags gone, entities read.
pub fn strip_tags(html: &str) -> String {
    let safe = sanitise(html);
    let mut text = String::with_capacity(safe.len());
    let mut rest = safe.as_str();
    while let Some(at) = rest.find('<') {
        let (before, tag) = rest.split_at_checked(at).unwrap_or((rest, ""));
        text.push_str(before);
        let name = tag.trim_start_matches(['<', '/']);
        if ["br", "p>", "div", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "dt", "dd"]
            .iter()
            .any(|block| name.starts_with(block))
        {
            text.push('\n');
        }
        rest = tag.find('>').and_then(|end| tag.get(end + 1..)).unwrap_or_default();
    }
    text.push_str(rest);
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&nbsp;", " ")
        .replace("&#39;", "'")
        .replace("&amp;", "&")
}
