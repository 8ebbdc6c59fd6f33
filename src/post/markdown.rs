//! Markdown, through comrak: the only module that knows it.
//!
//! What it is: comrak's tree made flat, as far as tips and landings need it. What it is not: it renders nothing and
//! regenerates nothing. Invariant: blocks lie over whole lines of the post, so a splice between two of them cuts no
//! construct in half.

use comrak::nodes::{AstNode, ListType, NodeList, NodeValue};
use comrak::{Arena, Options, parse_document};

use super::block::{Block, Item, Kind, Line, Lines, Prose};
use super::html;
use crate::text::Span;

/// The blocks of `text` from byte `from` on.
pub(super) fn blocks(text: &str, from: usize, lines: &Lines) -> Vec<Block> {
    let body = text.get(from..).unwrap_or_default();
    // comrak turns a NUL into a character of three bytes, which would shift every column after it.
    let clean = body.contains('\0').then(|| body.replace('\0', "\u{1}"));
    let arena = Arena::new();
    let root = parse_document(&arena, clean.as_deref().unwrap_or(body), &options());
    let mut reading = Reading { text, lines, blocks: Vec::new(), lists: 0, next: 0 };
    for node in root.children() {
        reading.block(node);
    }
    reading.notes_up_to(lines.len());
    reading.blocks
}

/// What we read: GitHub's tables and footnotes, and emphasis that works beside Japanese punctuation.
fn options() -> Options<'static> {
    let mut options = Options::default();
    options.extension.table = true;
    options.extension.strikethrough = true;
    options.extension.tasklist = true;
    options.extension.footnotes = true;
    options.extension.cjk_friendly_emphasis = true;
    options.parse.leave_footnote_definitions = true;
    options
}

/// The tree being made flat.
struct Reading<'t> {
    text: &'t str,
    lines: &'t Lines,
    blocks: Vec<Block>,
    lists: usize,
    /// The first line no block has claimed yet.
    next: usize,
}

#[expect(clippy::wildcard_enum_match_arm, reason = "comrak knows some forty nodes; the others say nothing to us")]
impl Reading<'_> {
    /// One child of the document.
    fn block<'a>(&mut self, node: &'a AstNode<'a>) {
        let (first, last) = self.rows(node);
        let data = node.data();
        let kind = match &data.value {
            NodeValue::List(_) => {
                drop(data);
                self.list(node);
                return;
            }
            NodeValue::HtmlBlock(html) => {
                self.notes_up_to(first);
                self.next = last + 1;
                let open = html.block_type <= 5
                    && last + 1 >= self.lines.len()
                    && !html::closes(html.block_type, &html.literal);
                let span = self.lines.span(self.text, first, last);
                if open {
                    self.blocks.push(Block { kind: Kind::Open, span, prose: Prose::default() });
                } else {
                    html::fragment(self.text, span, self.lines, &mut self.blocks);
                }
                return;
            }
            NodeValue::Heading(heading) => Kind::Heading(heading.level),
            NodeValue::CodeBlock(code) => {
                if code.fenced && !code.closed {
                    Kind::Open
                } else {
                    Kind::Code
                }
            }
            NodeValue::BlockQuote => Kind::Quote,
            NodeValue::Table(_) => Kind::Table,
            NodeValue::ThematicBreak => Kind::Rule,
            NodeValue::FootnoteDefinition(_) => Kind::Notes,
            _ => Kind::Paragraph,
        };
        drop(data);
        self.notes_up_to(first);
        self.next = last + 1;
        let span = self.lines.span(self.text, first, last);
        let prose = match kind {
            Kind::Heading(_) | Kind::Paragraph => self.prose(node, first),
            _ => Prose::default(),
        };
        self.blocks.push(Block { kind, span, prose });
    }

    /// A list of the top level: a block an item.
    fn list<'a>(&mut self, node: &'a AstNode<'a>) {
        let which = self.lists;
        self.lists += 1;
        let mut number = None;
        for entry in node.children() {
            let (first, last) = self.rows(entry);
            let shape = match entry.data().value {
                NodeValue::Item(shape) => shape,
                NodeValue::TaskItem(_) => task(node),
                _ => continue,
            };
            self.notes_up_to(first);
            self.next = last + 1;
            number = match shape.list_type {
                ListType::Bullet => None,
                ListType::Ordered => Some(number.map_or(shape.start, |before: usize| before + 1)),
            };
            let head = entry
                .first_child()
                .filter(|inner| matches!(inner.data().value, NodeValue::Paragraph | NodeValue::Heading(_)));
            let prose = head.map(|inner| self.prose(inner, first)).unwrap_or_default();
            let kind = Kind::Item(Item {
                list: which,
                number: number.and_then(|number| u32::try_from(number).ok()),
                content: shape.marker_offset + shape.padding,
                empty: entry.first_child().is_none(),
                open: ends_open(entry),
            });
            self.blocks.push(Block { kind, span: self.lines.span(self.text, first, last), prose });
        }
    }

    /// The lines a node stands on, from 0, first and last.
    fn rows<'a>(&self, node: &'a AstNode<'a>) -> (usize, usize) {
        let at = node.data().sourcepos;
        let first = at.start.line.saturating_sub(1).max(self.next);
        (first, at.end.line.saturating_sub(1).max(first).min(self.lines.len().saturating_sub(1).max(first)))
    }

    /// Lines no block has claimed are reference definitions: comrak takes them out of the tree.
    fn notes_up_to(&mut self, row: usize) {
        let mut first = None;
        for at in self.next..row {
            match (self.lines.is_blank(self.text, at), first) {
                (false, None) => first = Some(at),
                (true, Some(start)) => {
                    self.note(start, at - 1);
                    first = None;
                }
                (false, Some(_)) | (true, None) => {}
            }
        }
        if let Some(start) = first {
            self.note(start, row - 1);
        }
        self.next = self.next.max(row);
    }

    /// The lines `first..=last` as notes.
    fn note(&mut self, first: usize, last: usize) {
        let span = self.lines.span(self.text, first, last);
        self.blocks.push(Block { kind: Kind::Notes, span, prose: Prose::default() });
    }

    /// What a paragraph or heading says.
    fn prose<'a>(&self, node: &'a AstNode<'a>, first: usize) -> Prose {
        let mut said = Said { prose: Prose::default(), bold: 0 };
        let mut row = first;
        said.open_line(self.lines.bare(self.text, row));
        let mut hidden = 0_usize;
        for edge in node.traverse() {
            match edge {
                comrak::arena_tree::NodeEdge::Start(inner) => {
                    let data = inner.data();
                    match &data.value {
                        NodeValue::Image(_) => hidden += 1,
                        NodeValue::Strong => said.bold += 1,
                        NodeValue::Text(text) if hidden == 0 => said.say(text),
                        NodeValue::Code(code) if hidden == 0 => said.say(&code.literal),
                        NodeValue::HtmlInline(tag) if hidden == 0 => said.tag(tag),
                        NodeValue::SoftBreak | NodeValue::LineBreak => {
                            row = self.lines_row(data.sourcepos.start.line, row);
                            said.open_line(self.lines.bare(self.text, row));
                        }
                        _ => {}
                    }
                }
                comrak::arena_tree::NodeEdge::End(inner) => match inner.data().value {
                    NodeValue::Image(_) => hidden = hidden.saturating_sub(1),
                    NodeValue::Strong => said.bold = said.bold.saturating_sub(1),
                    _ => {}
                },
            }
        }
        let mut prose = said.prose;
        prose.drop_calls();
        prose
    }

    /// The row after a line break that stands on comrak's line `line`.
    fn lines_row(&self, line: usize, before: usize) -> usize {
        line.max(before + 1).min(self.lines.len().saturating_sub(1))
    }
}

/// What is being said.
struct Said {
    prose: Prose,
    /// How many bold marks are open.
    bold: usize,
}

impl Said {
    fn open_line(&mut self, at: Span) {
        if !self.prose.lines.is_empty() {
            self.prose.text.push('\n');
        }
        self.prose.lines.push(Line { start: self.prose.text.len(), bold: 0, at });
    }

    fn say(&mut self, text: &str) {
        let length = self.prose.text.len();
        self.prose.text.push_str(text);
        if let Some(line) = self.prose.lines.last_mut()
            && self.bold > 0
            && line.start + line.bold == length
        {
            line.bold += text.len();
        }
    }

    /// An HTML tag in a line: bold counts, all others say nothing.
    fn tag(&mut self, tag: &str) {
        let tag = tag.to_ascii_lowercase();
        if tag.starts_with("<strong") || tag == "<b>" || tag.starts_with("<b ") {
            self.bold += 1;
        } else if tag.starts_with("</strong") || tag.starts_with("</b>") {
            self.bold = self.bold.saturating_sub(1);
        }
    }
}

/// Whether the last thing in an item is code nobody closed: the item's end closes it.
fn ends_open<'a>(item: &'a AstNode<'a>) -> bool {
    let mut last = item.last_child();
    while let Some(node) = last {
        if let NodeValue::CodeBlock(code) = &node.data().value {
            return code.fenced && !code.closed;
        }
        if let NodeValue::HtmlBlock(html) = &node.data().value {
            return !html::closes(html.block_type, &html.literal);
        }
        if let NodeValue::Paragraph | NodeValue::Heading(_) = &node.data().value {
            return false;
        }
        last = node.last_child();
    }
    false
}

/// A task's list, whose items do not carry their shape.
fn task<'a>(list: &'a AstNode<'a>) -> NodeList {
    if let NodeValue::List(shape) = list.data().value { shape } else { NodeList::default() }
}
