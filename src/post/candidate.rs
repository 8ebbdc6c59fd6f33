//! Candidates: every line a careful reader would look at twice while searching for tips.
//!
//! What it is: headings in any notation, bold lines, list items, numbered lines, lines with a sign in front, short
//! lines that stand alone. What it is not: it chooses none. Invariant: candidates stand in reading order, and each
//! one's place lies on lines of its block.

use super::block::{Block, Kind, Prose};
use super::counting;
use super::lexicon::Purpose;
use super::marker::{self, Grip, Marker};
use super::numeral::narrow;
use super::series::LONG;
use crate::text::Span;

/// A line that may be a tip's heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Candidate {
    /// How it stands out.
    pub form: Form,
    /// The block it stands in.
    pub block: usize,
    /// The line of the block's prose, from 0.
    pub line: usize,
    /// Its text in the post, marks and marker included.
    pub at: Span,
    /// Its marker.
    pub marker: Option<Marker>,
    /// What it says, without marks and marker.
    pub heading: String,
    /// What its words are for; items, numbered lines and leads are never for anything but themselves.
    pub purpose: Purpose,
}

/// How a line stands out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Form {
    /// A heading of this level: `##`, underlined, `<h2>`, `==`.
    Heading(u8),
    /// A line set in bold.
    Bold,
    /// A line with a sign in front: `■`, `【…】`.
    Signed,
    /// A line with a number in front.
    Numbered,
    /// A short line that stands alone.
    Bare,
    /// A paragraph that begins with a few bold words.
    Lead,
    /// An item of the list with this number among the post's lists.
    Item(usize),
}

impl Form {
    /// What ends what: a heading ends everything that is not ranked above it.
    pub(super) const fn rank(self) -> u8 {
        match self {
            Self::Heading(level) => level,
            Self::Bold => 7,
            Self::Signed => 8,
            Self::Numbered => 9,
            Self::Bare => 10,
            Self::Lead => 11,
            Self::Item(_) => 12,
        }
    }
}

/// The candidates of `blocks`. `bare` says whether lines without any mark count: in text without headings.
pub(super) fn find(text: &str, blocks: &[Block], bare: bool) -> Vec<Candidate> {
    let mut found = Vec::new();
    let mut long = None;
    for (index, block) in blocks.iter().enumerate() {
        match block.kind {
            Kind::Item(item) if long == Some(item.list) => {}
            Kind::Item(item) if goes_on(blocks.get(index + LONG), item.list) => long = Some(item.list),
            Kind::Heading(level) => {
                let (Some(first), Some(last)) = (block.prose.lines.first(), block.prose.lines.last()) else { continue };
                let at = Span::new(first.at.start, last.at.end.max(first.at.start));
                let said = strip_attributes(&block.prose.text).replace('\n', " ");
                found.push(candidate(Form::Heading(level), index, 0, at, &said));
            }
            Kind::Item(item) => {
                // Plain text keeps its bullet.
                let said = block.prose.line(0).trim_start_matches(['-', '*', '+', '–', ' ']);
                let Some(line) = block.prose.lines.first() else { continue };
                let (heading, _) = lead(&block.prose, 0).unwrap_or_else(|| (first_sentence(said), 0));
                let end = end_of(text, line.at, heading);
                let mut item_candidate =
                    candidate(Form::Item(item.list), index, 0, Span::new(line.at.start, end), heading);
                if item_candidate.marker.is_none()
                    && let Some(number) = item.number
                {
                    item_candidate.marker = Some(Marker {
                        number,
                        label: String::new(),
                        form: super::numeral::Form::Digits,
                        grip: Grip::Firm,
                        length: 0,
                        embraces: false,
                    });
                }
                found.push(item_candidate);
            }
            Kind::Paragraph => paragraph(text, block, index, bare, &mut found),
            Kind::Code | Kind::Quote | Kind::Table | Kind::Html | Kind::Rule | Kind::Notes | Kind::Open => {}
        }
    }
    counting::count(&mut found);
    found
}

/// Whether the list `list` still goes on at `block`: no post gives so many tips.
fn goes_on(block: Option<&Block>, list: usize) -> bool {
    matches!(block.map(|block| block.kind), Some(Kind::Item(item)) if item.list == list)
}

/// The candidates among a paragraph's lines.
fn paragraph(text: &str, block: &Block, index: usize, bare: bool, found: &mut Vec<Candidate>) {
    let prose = &block.prose;
    for (row, line) in prose.lines.iter().enumerate() {
        let said = prose.line(row).trim_end();
        if said.trim().is_empty() {
            continue;
        }
        if row == 0
            && let Some((level, rest)) = lightweight(said)
        {
            found.push(candidate(Form::Heading(level), index, row, line.at, rest));
            continue;
        }
        let marked = marker::read(said);
        let whole = line.bold > 0 && is_tail(said.get(line.bold..).unwrap_or_default());
        if whole && (row == 0 || marked.is_some()) && said.chars().count() <= 120 {
            found.push(candidate(Form::Bold, index, row, line.at, said));
            continue;
        }
        if row == 0
            && let Some((heading, _)) = lead(prose, row)
        {
            let end = end_of(text, line.at, heading);
            found.push(candidate(Form::Lead, index, row, Span::new(line.at.start, end), heading));
            continue;
        }
        if let Some(marker) = &marked
            && marker.grip >= Grip::Firm
        {
            let rest = said.get(marker.length..).unwrap_or_default();
            let heading = said.get(..marker.length + first_sentence(rest).len()).unwrap_or(said);
            let end = if heading.len() < said.len() { end_of(text, line.at, heading) } else { line.at.end };
            found.push(candidate(Form::Numbered, index, row, Span::new(line.at.start, end), heading));
            continue;
        }
        let short = said.chars().count() <= 60;
        let sign = marker::decoration(said) > 0 && !said.starts_with(char::is_whitespace)
            || (said.starts_with('【') && said.ends_with('】'));
        if short && sign && row == 0 {
            found.push(candidate(Form::Signed, index, row, line.at, said));
        } else if bare && short && row == 0 && stands_alone(said, prose.lines.len()) {
            found.push(candidate(Form::Bare, index, row, line.at, said));
        }
    }
}

/// A candidate whose text is `said`, its marker read off.
fn candidate(form: Form, block: usize, line: usize, at: Span, said: &str) -> Candidate {
    let (marker, heading) = parted(form, said);
    let purpose = match form {
        Form::Heading(_) | Form::Bold | Form::Signed | Form::Bare => Purpose::of(heading),
        Form::Numbered | Form::Lead | Form::Item(_) => Purpose::default(),
    };
    Candidate { form, block, line, at, marker, heading: heading.to_owned(), purpose }
}

/// The marker of a line and what the line says without it.
pub(super) fn parted(form: Form, said: &str) -> (Option<Marker>, &str) {
    let marker =
        marker::read(said).filter(|marker| marker.grip > Grip::Loose || matches!(form, Form::Heading(_) | Form::Bold));
    let length = marker.as_ref().map_or_else(|| marker::decoration(said), |marker| marker.length);
    let rest = said.get(length..).unwrap_or_default().trim();
    let mut heading = if rest.is_empty() && marker.is_none() { said.trim() } else { rest };
    if marker.as_ref().is_some_and(|marker| marker.embraces) {
        heading = heading.trim_end_matches(['】', ']', '］', '〕', '」', '》', '〉', ')', '）']);
    } else if let Some(inner) = heading.strip_prefix('【').and_then(|inner| inner.strip_suffix('】')) {
        heading = inner;
    }
    let stop = !heading.ends_with("..");
    let heading =
        heading.trim_end_matches([':', '：']).trim_end_matches(|c| stop && matches!(c, '。' | '．' | '.')).trim();
    (marker, heading)
}

/// `== heading`, `h2. heading`, `*heading`: notations whose headings Markdown takes for paragraphs.
fn lightweight(said: &str) -> Option<(u8, &str)> {
    let signs = said.bytes().take_while(|byte| *byte == b'=').count();
    if (1..=6).contains(&signs)
        && let Some(rest) = said.get(signs..)?.strip_prefix(' ')
    {
        return Some((u8::try_from(signs).ok()?, rest.trim_end_matches('=').trim()));
    }
    if let Some(rest) = said.strip_prefix('h')
        && let Some((level, rest)) = rest.split_once(". ")
        && let Ok(level @ 1..=6) = level.parse()
    {
        return Some((level, rest.trim()));
    }
    let stars = said.bytes().take_while(|byte| *byte == b'*').count();
    let rest = said.get(stars..)?;
    if (1..=3).contains(&stars) && !rest.is_empty() && !rest.starts_with(char::is_whitespace) && !rest.contains('*') {
        return Some((u8::try_from(stars + 2).ok()?, rest));
    }
    None
}

/// The bold words a line begins with, where more follows on it.
fn lead(prose: &Prose, row: usize) -> Option<(&str, usize)> {
    let line = prose.lines.get(row)?;
    let said = prose.line(row);
    let bold = said.get(..line.bold)?.trim_end();
    let letters = bold.chars().filter(|c| c.is_alphabetic()).count();
    let fits = letters >= 2 && bold.chars().count() <= 100;
    fits.then(|| (bold.trim_end_matches(['.', ':', '。', '：', '．', '—', '-', '–']).trim_end(), bold.len()))
}

/// The first sentence of a line, its stop included only where it is a question or a shout.
fn first_sentence(said: &str) -> &str {
    let mut depth = 0_i32;
    let mut chars = said.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        match c {
            '「' | '『' | '（' | '(' | '“' => depth += 1,
            '」' | '』' | '）' | ')' | '”' => depth -= 1,
            '。' | '．' if depth <= 0 && at > 0 => return said.get(..at).unwrap_or(said),
            '！' | '？' if depth <= 0 => return said.get(..at + c.len_utf8()).unwrap_or(said),
            '.' | '!' | '?' if depth <= 0 && chars.peek().is_some_and(|(_, next)| next.is_whitespace()) => {
                let before = said.get(..at).unwrap_or_default();
                // "1. Start", "e.g. this": no end.
                let word = before.rsplit(char::is_whitespace).next().unwrap_or_default();
                if word.chars().filter(|c| c.is_alphabetic()).count() > 1 && !word.contains('.') {
                    return if c == '.' { before } else { said.get(..=at).unwrap_or(said) };
                }
            }
            _ => {}
        }
    }
    said
}

/// Where `heading` ends on the line `at`: behind its last word, and what closes it.
fn end_of(text: &str, at: Span, heading: &str) -> usize {
    let line = at.of(text);
    let tail: String = heading.chars().rev().take(6).collect::<Vec<_>>().into_iter().rev().collect();
    line.find(heading)
        .map(|start| start + heading.len())
        .or_else(|| line.find(&tail).map(|start| start + tail.len()))
        .map_or(at.end, |end| {
            let rest = line.get(end..).unwrap_or_default();
            let closing = rest.len() - rest.trim_start_matches(['*', '_', '。', '.', ':', '：', '」', ')', '）']).len();
            at.start + end + closing
        })
}

/// Whether what follows the bold part of a line says nothing.
fn is_tail(rest: &str) -> bool {
    rest.chars()
        .all(|c| c.is_whitespace() || matches!(narrow(c), ':' | '.' | '。' | '!' | '?' | ',' | '、' | '-' | '»'))
}

/// `heading {#anchor .class}` without the attributes.
fn strip_attributes(said: &str) -> &str {
    let said = said.trim_end();
    let open = said.strip_suffix('}').and_then(|inner| inner.rfind('{'));
    match open {
        Some(at) if said.get(at + 1..).is_some_and(|inner| inner.starts_with(['#', '.', ':'])) => {
            said.get(..at).unwrap_or(said).trim_end()
        }
        Some(_) | None => said,
    }
}

/// Whether a line without any mark may be a heading: short, and no sentence.
fn stands_alone(said: &str, lines: usize) -> bool {
    let last = said.chars().next_back().map(narrow);
    let sentence = matches!(last, Some('。' | '、' | '.' | ',' | ':' | ';' | '…' | '」' | '』' | '>'));
    let address = said.contains("://") || said.contains('@');
    let starts = said.starts_with(['「', '『', '(', '（', '※', '>', '|', '<', '"', '“']) && !said.contains('」');
    !(sentence || address || starts) && (lines == 1 || said.chars().count() <= 40)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_sentence_is_the_heading() {
        for (said, first) in [
            ("まず聞く。話はそれから。", "まず聞く"),
            ("「はい。」と言う。次に。", "「はい。」と言う"),
            ("Start internally. Then go on.", "Start internally"),
            ("Use e.g. a pencil. Then go.", "Use e.g. a pencil"),
            ("Why? Because.", "Why?"),
            ("No end here", "No end here"),
        ] {
            assert_eq!(first_sentence(said), first);
        }
    }

    #[test]
    fn other_notations_have_headings_too() {
        assert_eq!(lightweight("=== Listen first"), Some((3, "Listen first")));
        assert_eq!(lightweight("h2. 聞く"), Some((2, "聞く")));
        assert_eq!(lightweight("**聞く"), Some((4, "聞く")));
        assert_eq!(lightweight("=聞く"), None);
        assert_eq!(lightweight("*emphasis* only"), None);
        assert_eq!(strip_attributes("Explain why {#why}"), "Explain why");
        assert_eq!(strip_attributes("a {b}"), "a {b}");
    }
}
