//! The loom: lays passages one after another and keeps the layout between them.
//!
//! What it is: where spans of the post and of answers become passages. What it is not: it knows no arcs and chooses no
//! bridges. Invariant: the post is laid in order from its start, or span by span where an arc keeps parts; every visible character of a text laid is in an
//! answer's passage; the rest is layout.

use super::dress::{self, Dress};
use super::{Origin, Part, Passage, Story};
use crate::answers::Key;
use crate::post::{Format, Habits, Landing, Post};
use crate::text::Span;

/// The story so far.
#[derive(Debug)]
pub struct Loom<'a> {
    post: &'a Post,
    /// Where each part of the post starts, in order.
    starts: Vec<(usize, Part)>,
    at: usize,
    story: Story,
    /// Sentences since the last bridge, counted no further than matters.
    since_bridge: usize,
}

/// Sentences that must stand between two bridges.
pub const APART: usize = 3;

impl<'a> Loom<'a> {
    /// A loom with nothing laid. `starts` says where each part of the post begins.
    pub fn new(post: &'a Post, starts: Vec<(usize, Part)>) -> Self {
        Self { post, starts, at: 0, story: Story::default(), since_bridge: APART }
    }

    /// The finished story.
    pub fn finish(self) -> Story {
        self.story
    }

    /// Lays the post up to byte `until`, cut where a part begins.
    pub fn post_until(&mut self, until: usize) {
        let until = super::ear::floor(&self.post.text, until);
        while self.at < until {
            let part = self.part_at(self.at);
            let next = self.starts.iter().map(|(start, _)| *start).find(|start| *start > self.at).unwrap_or(until);
            let span = Span::new(self.at, next.min(until));
            self.count_sentences(span.of(&self.post.text));
            self.story.passages.push(Passage { origin: Origin::Post(span), part });
            self.at = span.end;
        }
    }

    /// The part byte `at` of the post belongs to.
    pub fn part_at(&self, at: usize) -> Part {
        self.starts.iter().rev().find(|(start, _)| *start <= at).map_or(Part::Opening, |(_, part)| *part)
    }

    /// The part of what was laid last.
    pub fn last_part(&self) -> Part {
        self.story.passages.last().map_or(Part::Opening, |passage| passage.part)
    }

    /// Lays one span of the post out of its place.
    pub fn post_span(&mut self, span: Span) {
        self.count_sentences(span.of(&self.post.text));
        self.story.passages.push(Passage { origin: Origin::Post(span), part: self.part_at(span.start) });
    }

    /// Lays white space or marks; neighbours in one part become one passage.
    pub fn layout(&mut self, text: &str, part: Part) {
        if text.is_empty() {
            return;
        }
        if let Some(Passage { origin: Origin::Layout(before), part: same }) = self.story.passages.last_mut()
            && *same == part
        {
            before.push_str(text);
            return;
        }
        self.story.passages.push(Passage { origin: Origin::Layout(text.to_owned()), part });
    }

    /// Lays a bridge, or what the author put in its place.
    pub fn bridge(&mut self, origin: Origin, part: Part) {
        self.since_bridge = 0;
        self.story.passages.push(Passage { origin, part });
    }

    /// Lays one answer's text, whose first line stands where the loom is.
    pub fn answer(&mut self, key: &Key, text: &str, manner: &Manner, part: Part) {
        let span = trimmed(text);
        self.count_sentences(span.of(text));
        if manner.keeps_lines() {
            self.story.passages.push(Passage { origin: Origin::Answer(key.clone(), span), part });
        } else {
            self.lines(key, text, span, manner, part);
        }
        if let Some(fence) = manner.markdown.then(|| open_fence(span.of(text))).flatten() {
            // An unclosed fence would swallow the rest of the post.
            self.layout(&format!("{}{}{fence}", manner.newline, manner.indent), part);
        }
    }

    /// Lays bytes of an answer that stand in one line.
    fn spoken(&mut self, key: &Key, text: &str, span: Span, manner: &Manner, part: Part) {
        let pieces = if manner.dress.is_some() { dress::pieces(text, span) } else { vec![span] };
        let passage = |span| Passage { origin: Origin::Answer(key.clone(), span), part };
        self.story.passages.extend(pieces.into_iter().map(passage));
    }

    fn lines(&mut self, key: &Key, text: &str, span: Span, manner: &Manner, part: Part) {
        let mut at = span.start;
        let mut blank = 0;
        let mut first = true;
        for line in span.of(text).split('\n') {
            let line_span = Span::new(at, at + line.strip_suffix('\r').unwrap_or(line).len());
            at += line.len() + 1;
            if line.trim().is_empty() {
                blank += 1;
                continue;
            }
            if !first {
                let ends = if manner.blank_lines { blank + 1 } else { 1 };
                let break_after = manner.newline.repeat(ends);
                let (close, open) = match manner.dress {
                    Some(Dress { open, close }) if blank > 0 => (close, open),
                    Some(_) => (dress::LINE, ""),
                    None => ("", ""),
                };
                self.layout(close, part);
                self.layout(&break_after, part);
                self.layout(manner.indent, part);
                self.layout(open, part);
                self.layout(manner.paragraph_indent_for(line), part);
            }
            first = false;
            blank = 0;
            self.spoken(key, text, line_span, manner, part);
        }
    }

    /// How many bridges stand at the end of the story within `part`.
    pub fn bridges_in(&self, part: Part) -> usize {
        let passages = self.story.passages.iter().rev().take_while(|passage| passage.part == part);
        // No other edits are laid yet.
        passages.filter(|passage| matches!(passage.origin, Origin::Bridge(_) | Origin::Edit { .. })).count()
    }

    /// Whether another bridge would stand too near the last.
    pub const fn bridge_is_near(&self) -> bool {
        self.since_bridge < APART
    }

    fn count_sentences(&mut self, text: &str) {
        if self.since_bridge >= APART {
            return;
        }
        let mut in_sentence = false;
        let mut before = ' ';
        for c in text.chars().chain(['\n']) {
            let ends = match c {
                '。' | '．' | '！' | '？' | '!' | '?' | '\n' => in_sentence,
                c => c.is_whitespace() && in_sentence && before == '.',
            };
            if ends {
                self.since_bridge += 1;
                in_sentence = false;
                if self.since_bridge >= APART {
                    return;
                }
            } else if c.is_alphanumeric() {
                in_sentence = true;
            }
            before = c;
        }
    }
}

/// How added text is set at one landing, after the post's own habits.
#[derive(Debug, Clone, Copy)]
pub struct Manner<'a> {
    /// The post's line end.
    pub newline: &'static str,
    /// Whether a blank line parts paragraphs.
    pub blank_lines: bool,
    /// What each line starts with behind the indent of its box.
    pub paragraph_indent: &'static str,
    /// What every further line starts with: the indent of the list item it stands in.
    pub indent: &'a str,
    /// Whether fences mean something.
    pub markdown: bool,
    /// The tags paragraphs wear, in HTML.
    pub dress: Option<Dress>,
}

impl<'a> Manner<'a> {
    /// The manner of `post` at `landing`.
    pub fn at(post: &Post, landing: &'a Landing) -> Self {
        let plain = Self::plain(post);
        // A paragraph's indent is laid by itself, because a line may bring its own.
        let indent = landing.indent.strip_suffix(plain.paragraph_indent).unwrap_or(&landing.indent);
        Self { indent, dress: Dress::at(post, landing.at), ..plain }
    }

    /// The manner of `post` outside all lists and boxes.
    pub fn plain(post: &Post) -> Self {
        let Habits { blank_lines, paragraph_indent } = post.habits;
        let markdown = post.source.format == Format::Markdown;
        let newline = post.source.newline.as_str();
        Self { newline, blank_lines: blank_lines || markdown, paragraph_indent, indent: "", markdown, dress: None }
    }

    /// Whether an answer's own line ends are right as they stand.
    fn keeps_lines(&self) -> bool {
        self.dress.is_none()
            && self.newline == "\n"
            && self.indent.is_empty()
            && self.paragraph_indent.is_empty()
            && self.blank_lines
    }

    /// What parts two paragraphs, without the next one's own indent.
    pub fn paragraph_break(&self) -> String {
        let ends = if self.blank_lines { 2 } else { 1 };
        self.newline.repeat(ends) + self.indent
    }

    /// The tag before a paragraph.
    pub fn open(&self) -> &'static str {
        self.dress.map_or("", |dress| dress.open)
    }

    /// The tag behind a paragraph.
    pub fn close(&self) -> &'static str {
        self.dress.map_or("", |dress| dress.close)
    }

    /// The indent of a paragraph that starts with `line`: none where it brings its own, or is speech or a list.
    pub fn paragraph_indent_for(&self, line: &str) -> &'static str {
        let own = line.starts_with(|c: char| c.is_whitespace() || "「『（・-*#|>`".contains(c));
        if own { "" } else { self.paragraph_indent }
    }
}

/// `text` without blank lines in front and blanks behind.
pub fn trimmed(text: &str) -> Span {
    let end = text.trim_end().len();
    let mut start = 0;
    // Woven at every key: a paragraph may be as long as the answer.
    while let Some(line) = text.get(start..end).and_then(|rest| rest.get(..=memchr::memchr(b'\n', rest.as_bytes())?)) {
        if !line.trim().is_empty() {
            break;
        }
        start += line.len();
    }
    Span::new(start, end)
}

/// The fence that closes the code block `text` leaves open.
fn open_fence(text: &str) -> Option<String> {
    // Woven at every key: an answer without a mark of the kind is not gone through line by line.
    memchr::memchr2(b'`', b'~', text.as_bytes())?;
    let mut open: Option<(char, usize)> = None;
    for line in text.lines() {
        let bare = line.trim_start_matches(' ');
        let Some(mark) = bare.chars().next().filter(|c| *c == '`' || *c == '~') else { continue };
        let run = bare.chars().take_while(|c| *c == mark).count();
        let rest = bare.get(run..).unwrap_or_default();
        if run < 3 || line.len() - bare.len() > 3 {
            continue;
        }
        open = match open {
            None if mark == '`' && rest.contains('`') => None,
            None => Some((mark, run)),
            Some((fence, length)) if fence == mark && run >= length && rest.trim().is_empty() => None,
            Some(fence) => Some(fence),
        };
    }
    open.map(|(mark, run)| mark.to_string().repeat(run))
}
