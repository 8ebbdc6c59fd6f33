//! HTML: documents of it, and the fragments of it that stand in Markdown.
//!
//! What it is: a scanner that knows which tags begin a block, which hide what they hold (scripts, navigation,
//! embeds) and which only dress it. Ruby readings are left out of what a heading says, their base is kept. What it
//! is not: a parser of documents; no tree is built and nothing is repaired. Invariant: any bytes end, in one pass.

use super::block::{Block, Item, Kind, Line, Lines, Prose, trimmed};
use crate::text::{Span, referenced};

/// A document's blocks and its `<title>`.
pub(super) fn document(text: &str, from: usize, lines: &Lines) -> (Vec<Block>, Option<String>) {
    let mut blocks = Vec::new();
    let title = scan(text, Span::new(from, text.len()), lines, &mut blocks);
    (blocks, title)
}

/// The blocks of a fragment that stands in Markdown; at least one, so that its lines are accounted for.
pub(super) fn fragment(text: &str, span: Span, lines: &Lines, blocks: &mut Vec<Block>) {
    let before = blocks.len();
    scan(text, span, lines, blocks);
    if blocks.len() == before {
        blocks.push(Block { kind: Kind::Html, span, prose: Prose::default() });
    }
}

/// Whether an HTML block of Markdown's kinds 1 to 5 holds what ends it.
pub(super) fn closes(kind: u8, literal: &str) -> bool {
    let ends: &[&str] = match kind {
        1 => &["</script>", "</pre>", "</style>", "</textarea>"],
        2 => &["-->"],
        3 => &["?>"],
        4 => &[">"],
        5 => &["]]>"],
        _ => return true,
    };
    let lower = literal.to_ascii_lowercase();
    ends.iter().any(|end| lower.contains(end))
}

/// One tag.
#[derive(Debug)]
pub(crate) struct Tag<'t> {
    /// Its name as written.
    pub name: &'t str,
    /// Whether it closes.
    pub closing: bool,
    /// From `<` to one past `>`.
    pub span: Span,
}

/// The next tag or comment at or after byte `from`, before `to`. Comments have an empty name.
pub(crate) fn next_tag(text: &str, mut from: usize, to: usize) -> Option<Tag<'_>> {
    loop {
        let open = from + text.get(from..to)?.find('<')?;
        let rest = text.get(open..to)?;
        if rest.starts_with("<!--") {
            let end = rest.find("-->").map_or(to, |at| open + at + 3);
            return Some(Tag { name: "", closing: false, span: Span::new(open, end) });
        }
        let closing = rest.starts_with("</");
        let name = rest.get(if closing { 2 } else { 1 }..)?;
        let length = name.bytes().take_while(u8::is_ascii_alphanumeric).count();
        let starts = name.starts_with(|c: char| c.is_ascii_alphabetic());
        if starts || rest.starts_with("<!") || rest.starts_with("<?") {
            let end = tag_end(rest)?;
            let name = name.get(..length).unwrap_or_default();
            return Some(Tag { name, closing, span: Span::new(open, open + end) });
        }
        from = open + 1;
    }
}

/// Where the tag `rest` starts with ends: at the first `>` outside quotes, and not beyond what a tag may measure.
fn tag_end(rest: &str) -> Option<usize> {
    let mut quote = None;
    for (at, byte) in rest.bytes().enumerate().take(16 * 1024) {
        match (quote, byte) {
            (None, b'>') => return Some(at + 1),
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), _) if open == byte => quote = None,
            (None | Some(_), _) => {}
        }
    }
    // A quote somebody forgot: the first `>` it is.
    rest.bytes().take(16 * 1024).position(|byte| byte == b'>').map(|at| at + 1)
}

/// HTML's lists are told apart by where they start, and from Markdown's by this.
const FIRST_LIST: usize = 1 << 32;

/// What a tag does.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    /// Begins a block of its own.
    Heading(u8),
    Paragraph,
    Term,
    Item,
    List,
    Rule,
    Break,
    Bold,
    /// Hides all it holds, shown as the kind.
    Hides(Kind),
    /// Its content is the document's title.
    Title,
    /// The reading of a word: its base has been said.
    Ruby,
    /// A container: begins and ends blocks, says nothing.
    Container,
    /// Dresses text.
    Inline,
}

impl Role {
    /// Whether what the element holds is passed over.
    const fn hides(self) -> bool {
        matches!(self, Self::Hides(_) | Self::Title | Self::Ruby)
    }
}

fn role(name: &str) -> Role {
    match name {
        "h1" => Role::Heading(1),
        "h2" => Role::Heading(2),
        "h3" => Role::Heading(3),
        "h4" => Role::Heading(4),
        "h5" => Role::Heading(5),
        "h6" => Role::Heading(6),
        "p" => Role::Paragraph,
        "dt" => Role::Term,
        "li" => Role::Item,
        "ol" | "ul" => Role::List,
        "hr" => Role::Rule,
        "br" => Role::Break,
        "b" | "strong" => Role::Bold,
        "title" => Role::Title,
        "rt" | "rp" => Role::Ruby,
        "pre" => Role::Hides(Kind::Code),
        "blockquote" => Role::Hides(Kind::Quote),
        "table" => Role::Hides(Kind::Table),
        "script" | "style" | "nav" | "aside" | "footer" | "form" | "svg" | "iframe" | "video" | "audio" | "object"
        | "noscript" | "template" | "textarea" | "select" | "button" | "math" | "figure" => Role::Hides(Kind::Html),
        "div" | "section" | "article" | "main" | "header" | "body" | "html" | "head" | "center" | "details"
        | "summary" | "dl" | "dd" | "fieldset" | "address" => Role::Container,
        _ => Role::Inline,
    }
}

/// How often an element that nobody closed is looked for: each time costs a look at all the rest.
const PATIENCE: usize = 32;

/// Scans `span` of `text` into `blocks`; hands back the document's title.
fn scan(text: &str, span: Span, lines: &Lines, blocks: &mut Vec<Block>) -> Option<String> {
    let mut reading = Scan { text, lines, blocks: Vec::new(), open: None, lists: Vec::new() };
    let mut title = None;
    let mut lost = 0;
    let mut at = span.start;
    while let Some(tag) = next_tag(text, at, span.end) {
        reading.say(Span::new(at, tag.span.start));
        at = tag.span.end;
        let name = tag.name.to_ascii_lowercase();
        let role = role(&name);
        if tag.closing || !role.hides() {
            if !name.is_empty() {
                reading.tag(role, &tag);
            } else if reading.open.is_none() {
                reading.put(Kind::Html, tag.span);
            }
            continue;
        }
        if lost < PATIENCE {
            match past(text, &name, tag.span.end, span.end) {
                Some(end) => at = end,
                None => lost += 1,
            }
        }
        if let Role::Hides(kind) = role {
            reading.end(tag.span.start);
            reading.put(kind, Span::new(tag.span.start, at));
        } else if role == Role::Title {
            let inside = text.get(tag.span.end..at).unwrap_or_default();
            title = inside.split("</").next().map(|text| unescape(text.trim())).filter(|text| !text.is_empty());
        }
    }
    reading.say(Span::new(at, span.end));
    reading.end(span.end);
    blocks.append(&mut reading.blocks);
    title
}

/// Where the element `name`, opened just before `from`, ends; its own kind may be nested in it.
fn past(text: &str, name: &str, from: usize, to: usize) -> Option<usize> {
    let raw = matches!(name, "script" | "style" | "textarea" | "title");
    let mut depth = 1_usize;
    let mut at = from;
    while let Some(tag) = next_tag(text, at, to) {
        at = tag.span.end;
        if tag.name.eq_ignore_ascii_case(name) {
            depth = if tag.closing {
                depth - 1
            } else if raw {
                depth
            } else {
                depth + 1
            };
        }
        if depth == 0 {
            return Some(at);
        }
    }
    None
}

/// Blocks in the making.
struct Scan<'t> {
    text: &'t str,
    lines: &'t Lines,
    blocks: Vec<Block>,
    open: Option<Open>,
    /// The lists we are in: which, and the number of the next item, if ordered.
    lists: Vec<(usize, Option<u32>)>,
}

/// A block somebody opened.
struct Open {
    kind: Kind,
    start: usize,
    prose: Prose,
    bold: usize,
    /// Lists nested in an item; what they say is not the item's heading.
    nested: usize,
    /// Whether a block inside an item has ended: its heading has been said.
    said: bool,
}

impl Scan<'_> {
    fn put(&mut self, kind: Kind, span: Span) {
        self.blocks.push(Block { kind, span, prose: Prose::default() });
    }

    /// Opens a block at `start`.
    fn begin(&mut self, kind: Kind, start: usize, bold: usize) {
        self.end(start);
        self.open = Some(Open { kind, start, prose: Prose::default(), bold, nested: 0, said: false });
    }

    /// Closes the open block at `end`.
    fn end(&mut self, end: usize) {
        let Some(mut open) = self.open.take() else { return };
        let span = trimmed(self.text, Span::new(open.start, end));
        let length = open.prose.text.trim_end().len();
        open.prose.text.truncate(length);
        open.prose.drop_calls();
        if !span.is_empty() {
            self.blocks.push(Block { kind: open.kind, span, prose: open.prose });
        }
    }

    /// Text between tags.
    fn say(&mut self, span: Span) {
        let said = span.of(self.text);
        if said.trim().is_empty() {
            if let Some(open) = &mut self.open
                && !said.is_empty()
                && !open.prose.text.is_empty()
                && !open.prose.text.ends_with([' ', '\n'])
                && !open.said
            {
                open.prose.text.push(' ');
            }
            return;
        }
        if self.open.is_none() {
            self.begin(Kind::Paragraph, trimmed(self.text, span).start, 0);
        }
        let lines = self.lines;
        let at = trimmed(self.text, span).start;
        let Some(open) = &mut self.open else { return };
        if open.nested > 0 || open.said {
            return;
        }
        if open.prose.lines.is_empty() {
            open.prose.lines.push(Line {
                start: 0,
                bold: 0,
                at: Span::new(open.start.max(lines.row(lines.index(at)).start), at),
            });
        }
        let words = unescape(&said.split_whitespace().collect::<Vec<_>>().join(" "));
        let space = said.starts_with(char::is_whitespace)
            && !open.prose.text.is_empty()
            && !open.prose.text.ends_with([' ', '\n']);
        let tail = said.ends_with(char::is_whitespace);
        let before = open.prose.text.len();
        if space {
            open.prose.text.push(' ');
        }
        open.prose.text.push_str(&words);
        if tail {
            open.prose.text.push(' ');
        }
        let after = open.prose.text.trim_end().len();
        if let Some(line) = open.prose.lines.last_mut() {
            line.at.end = span.start + said.trim_end().len();
            if open.bold > 0 && (line.start + line.bold >= before.saturating_sub(1)) {
                line.bold = after.saturating_sub(line.start);
            }
        }
    }

    /// A tag that is neither hidden nor a comment.
    fn tag(&mut self, role: Role, tag: &Tag<'_>) {
        let inside = matches!(self.open, Some(Open { kind: Kind::Item(_), .. }));
        match role {
            Role::Bold => {
                if let Some(open) = &mut self.open {
                    open.bold = if tag.closing { open.bold.saturating_sub(1) } else { open.bold + 1 };
                } else if !tag.closing {
                    self.begin(Kind::Paragraph, tag.span.start, 1);
                }
            }
            Role::Break => {
                if let Some(open) = &mut self.open
                    && open.nested == 0
                    && !open.said
                    && !open.prose.lines.is_empty()
                {
                    open.prose.text.push('\n');
                    let at = Span::new(tag.span.end, tag.span.end);
                    open.prose.lines.push(Line { start: open.prose.text.len(), bold: 0, at });
                }
            }
            Role::List => self.list(tag, inside),
            Role::Item => self.item(tag),
            _ if inside => {
                // Blocks in an item are the item's; its heading ends with the first that said something.
                if let Some(open) = &mut self.open
                    && role != Role::Inline
                    && !open.prose.text.trim().is_empty()
                {
                    open.said = true;
                }
            }
            Role::Heading(_) | Role::Paragraph | Role::Term if tag.closing => self.end(tag.span.end),
            Role::Heading(level) => self.begin(Kind::Heading(level), tag.span.start, 0),
            Role::Paragraph => self.begin(Kind::Paragraph, tag.span.start, 0),
            Role::Term => self.begin(Kind::Paragraph, tag.span.start, 1),
            Role::Rule => {
                self.end(tag.span.start);
                self.put(Kind::Rule, tag.span);
            }
            Role::Container => {
                self.end(tag.span.start);
                self.put(Kind::Html, tag.span);
            }
            Role::Inline | Role::Hides(_) | Role::Title | Role::Ruby => {}
        }
    }

    fn list(&mut self, tag: &Tag<'_>, inside: bool) {
        if inside && let Some(open) = &mut self.open {
            if !tag.closing {
                open.nested += 1;
                return;
            }
            if open.nested > 0 {
                open.nested -= 1;
                return;
            }
        }
        self.end(tag.span.start);
        if tag.closing {
            self.lists.pop();
        } else {
            let ordered = tag.name.eq_ignore_ascii_case("ol").then_some(1);
            self.lists.push((FIRST_LIST + tag.span.start, ordered));
        }
        self.put(Kind::Html, tag.span);
    }

    fn item(&mut self, tag: &Tag<'_>) {
        if let Some(Open { kind: Kind::Item(_), nested, .. }) = self.open
            && nested > 0
        {
            return;
        }
        if tag.closing {
            self.end(tag.span.start);
            return;
        }
        let (list, number) = match self.lists.last_mut() {
            Some((list, number)) => {
                let now = *number;
                *number = number.map(|number| number + 1);
                (*list, now)
            }
            None => (FIRST_LIST, None),
        };
        self.begin(Kind::Item(Item { list, number, content: 0, empty: false, open: false }), tag.span.start, 0);
    }
}

/// The character references prose is full of.
fn unescape(text: &str) -> String {
    if !text.contains('&') {
        return text.to_owned();
    }
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        let (before, reference) = rest.split_at(at);
        plain.push_str(before);
        let end = reference.bytes().take(12).position(|byte| byte == b';');
        let known = end.and_then(|end| Some((character(reference.get(1..end)?)?, end)));
        let (character, length) = known.map_or(('&', 1), |(character, end)| (character, end + 1));
        plain.push(character);
        rest = reference.get(length..).unwrap_or_default();
    }
    plain.push_str(rest);
    plain
}

fn character(name: &str) -> Option<char> {
    Some(match name {
        "mdash" => '—',
        "ndash" => '–',
        "hellip" => '…',
        "lsquo" => '‘',
        "rsquo" => '’',
        "ldquo" => '“',
        "rdquo" => '”',
        "bull" => '•',
        other => return referenced(other),
    })
}
