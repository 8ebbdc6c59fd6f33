//! Markdown read for export: the one place outside the post that asks comrak.
//!
//! What it is: the options every export parses with, and the small mending of a tree before it is written. What it is
//! not: a reader of posts. Invariant: the text of the tree is not changed.

#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "comrak's kinds of nodes are many; only the ones named need mending"
)]

use comrak::nodes::{AstNode, NodeValue};
use comrak::{Arena, Options, format_html, parse_document};

use super::sanitise::sanitise;

/// Options for Japanese and English posts: `CommonMark` with tables, footnotes and links as people write them, and
/// emphasis that works without blanks around it.
pub fn options() -> Options<'static> {
    let mut options = Options::default();
    options.extension.strikethrough = true;
    options.extension.table = true;
    options.extension.autolink = true;
    options.extension.tasklist = true;
    options.extension.footnotes = true;
    options.extension.cjk_friendly_emphasis = true;
    options
}

/// Markdown as safe HTML: raw HTML is cut down to tags that only shape text, dangerous addresses are dropped.
pub fn to_html(markdown: &str) -> String {
    let arena = Arena::new();
    let options = options();
    let root = parse_document(&arena, markdown, &options);
    for node in root.descendants() {
        let mut data = node.data_mut();
        let raw = match &data.value {
            NodeValue::HtmlBlock(block) => sanitise(&block.literal),
            NodeValue::HtmlInline(literal) => sanitise(literal),
            _ => continue,
        };
        data.value = NodeValue::Raw(raw);
    }
    let soft: Vec<&AstNode> = root.descendants().filter(|node| is_between_wide(node)).collect();
    for node in soft {
        // A browser would show the line end between two Japanese characters as a blank.
        node.data_mut().value = NodeValue::Raw(String::new());
    }
    let mut html = String::new();
    if format_html(root, &options, &mut html).is_err() {
        // Writing into a String cannot fail; were it to, the words count more than their marks.
        return super::sanitise::escape(markdown);
    }
    html
}

/// Whether `node` is a soft line end between two characters of a script that has no blanks.
pub fn is_between_wide<'a>(node: &'a AstNode<'a>) -> bool {
    if !matches!(node.data().value, NodeValue::SoftBreak) {
        return false;
    }
    let before = node.previous_sibling().and_then(|node| edge(node, |text| text.chars().next_back()));
    let after = node.next_sibling().and_then(|node| edge(node, |text| text.chars().next()));
    before.is_some_and(is_wide) && after.is_some_and(is_wide)
}

/// The character at one end of a node's text.
fn edge<'a>(node: &'a AstNode<'a>, pick: fn(&str) -> Option<char>) -> Option<char> {
    let text: String = node
        .descendants()
        .filter_map(|node| match &node.data().value {
            NodeValue::Text(text) => Some(text.to_string()),
            NodeValue::Code(code) => Some(code.literal.clone()),
            _ => None,
        })
        .collect();
    pick(&text)
}

const fn is_wide(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ffef}')
}
