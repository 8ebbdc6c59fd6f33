//! A page: a post on the reader's desk, its blocks and candidates laid out.
//!
//! What it is: everything that is known before tips are chosen: format, title, language, register, habits. What it is
//! not: it weighs nothing. Invariant: all it holds belongs to one text.

use std::collections::HashSet;

use super::block::{Block, Kind as BlockKind, Lines};
use super::candidate::{self, Candidate, Form};
use super::decode::Decoded;
use super::front_matter::{self, FrontMatter};
use super::lexicon::Purpose;
use super::marker;
use super::promise::{self, Of, Promise};
use super::{Format, Habits, Remark, html, markdown, plain, traits};
use crate::text::{Endings, Language, Register, ending};

/// A post on the reader's desk.
pub(super) struct Page<'t> {
    pub text: &'t str,
    pub format: Format,
    pub matter: Option<FrontMatter>,
    pub lines: Lines,
    pub blocks: Vec<Block>,
    pub candidates: Vec<Candidate>,
    pub title: Option<String>,
    /// The candidate that is the title's heading.
    pub title_at: Option<usize>,
    /// The first block behind the title.
    pub first: usize,
    /// What the title promises.
    pub promise: Option<Promise>,
}

/// What tells what a post is written in.
#[derive(Clone, Copy)]
pub(super) enum Told<'n> {
    /// The name of its file, where it has one.
    Name(Option<&'n str>),
    /// An earlier reading.
    Format(Format),
}

impl<'t> Page<'t> {
    pub(super) fn new(decoded: &'t Decoded, told: Told<'_>, remarks: &mut Vec<Remark>) -> Self {
        let text = decoded.text.as_str();
        let matter = front_matter::read(text, remarks);
        let from = matter.as_ref().map_or(0, |matter| matter.span.end);
        let lines = Lines::new(text, from);
        let format = match told {
            Told::Format(format) => format,
            Told::Name(name) => format(text, from, matter.is_some(), name),
        };
        let mut html_title = None;
        let blocks = match format {
            Format::Markdown => markdown::blocks(text, from, &lines),
            Format::Plain => plain::blocks(text, &lines),
            Format::Html => {
                let (blocks, title) = html::document(text, from, &lines);
                html_title = title;
                blocks
            }
        };
        let headings = blocks.iter().any(|block| matches!(block.kind, BlockKind::Heading(_)));
        let candidates = candidate::find(text, &blocks, !headings);
        let mut page = Self {
            text,
            format,
            matter,
            lines,
            blocks,
            candidates,
            title: None,
            title_at: None,
            first: 0,
            promise: None,
        };
        page.find_title(html_title);
        page
    }

    /// The title, the candidate it stands in, and where the body begins behind it.
    fn find_title(&mut self, html_title: Option<String>) {
        let given = self.matter.as_ref().and_then(|matter| matter.title.clone());
        let told = self.blocks.iter().position(|block| !block.prose.is_silent());
        let heading = self.candidates.iter().position(|head| matches!(head.form, Form::Heading(_)));
        // A heading at the very top, of a level of its own or saying the title again.
        let top = heading.filter(|index| {
            let Some(head) = self.candidates.get(*index) else { return false };
            let alone = self.candidates.iter().filter(|other| other.form == head.form).count() == 1;
            let again = given.as_ref().is_some_and(|given| traits::essence(given) == traits::essence(&head.heading));
            let above =
                self.candidates.iter().all(|other| other.form == head.form || other.form.rank() > head.form.rank());
            let first = told.is_none_or(|told| head.block <= told + 1);
            let named = head.purpose.here(true).is_none();
            first && (again || (alone && above && named && (given.is_none() || head.form == Form::Heading(1))))
        });
        if let Some(index) = top {
            let head = self.candidates.get(index);
            self.title_at = Some(index);
            self.first = head.map_or(0, |head| head.block + 1);
            self.title = given.or_else(|| head.map(|head| self.said(head)));
        } else if given.is_some() || html_title.is_some() {
            self.title = given.or(html_title);
        } else if self.format == Format::Plain || heading.is_none() {
            self.plain_title();
        }
        let mut promises = self.title.as_deref().map(|title| promise::read(title, true)).unwrap_or_default();
        promises.sort_by_key(|promise| std::cmp::Reverse(promise.of));
        self.promise = promises.into_iter().next();
    }

    /// The whole heading, its marker included: a title's number is no marker.
    fn said(&self, head: &Candidate) -> String {
        self.blocks
            .get(head.block)
            .map(|block| block.prose.text.replace('\n', " ").trim().to_owned())
            .unwrap_or_default()
    }

    /// A text without markup: the line that promises something among the first, else the first that is no bullet.
    fn plain_title(&mut self) {
        let head = self.blocks.iter().enumerate().take(5);
        let mut firsts = head.filter(|(_, block)| {
            matches!(block.kind, BlockKind::Paragraph | BlockKind::Item(_)) && !block.prose.is_silent()
        });
        let line = |block: &Block| block.prose.line(0).trim().to_owned();
        let named = |said: &str| {
            ["件名:", "件名：", "Subject:", "タイトル:", "タイトル：", "Title:"]
                .iter()
                .find_map(|name| said.strip_prefix(name))
                .map(|rest| rest.trim().to_owned())
        };
        // A sentence that speaks to the reader is the beginning of the text, not its name.
        let speaks = |said: &str| ending(said) == Some(Register::Desumasu) && !said.ends_with(['か', '?', '？']);
        let found = firsts.clone().find(|(_, block)| {
            let said = line(block);
            named(&said).is_some()
                || (said.chars().count() <= 80
                    && block.prose.lines.len() <= 3
                    && !said.ends_with(['。', '.'])
                    && !speaks(&said)
                    && promise::read(&said, true).iter().any(|promise| promise.of >= Of::Things))
        });
        let found = found.or_else(|| firsts.find(|(_, block)| block.kind == BlockKind::Paragraph));
        let Some((index, block)) = found else { return };
        let said = line(block);
        // A whole paragraph is no title.
        let short = said.chars().count() <= 80
            && !said.ends_with(['。', '、', ','])
            && !speaks(&said)
            && block.prose.lines.len() <= 3;
        if let Some(title) = named(&said).or_else(|| short.then_some(said)) {
            self.title = Some(title);
            self.first = index + 1;
            self.title_at =
                self.candidates.iter().position(|candidate| candidate.block == index && candidate.line == 0);
        }
    }

    pub(super) fn language(&self) -> Language {
        let said = self.blocks.iter().filter(|block| !block.prose.is_silent()).map(|block| block.prose.text.as_str());
        let mut said = said.peekable();
        if said.peek().is_none() {
            let title = self.title.as_deref().unwrap_or_default();
            return self.matter.as_ref().and_then(|matter| matter.language).unwrap_or_else(|| Language::of([title]));
        }
        Language::of(said)
    }

    /// Running text counts; where there is next to none, list items do.
    pub(super) fn register(&self, language: Language) -> Register {
        if language == Language::En {
            return Register::Plain;
        }
        let of =
            |kind: fn(&BlockKind) -> bool| self.blocks.iter().enumerate().filter(move |(_, block)| kind(&block.kind));
        let heads: HashSet<(usize, usize)> = self
            .candidates
            .iter()
            .filter(|head| self.is_whole_line(head))
            .map(|head| (head.block, head.line))
            .collect();
        let told = |(index, block): (usize, &Block)| {
            if heads.is_empty() || !(0..block.prose.lines.len()).any(|line| heads.contains(&(index, line))) {
                return Endings::of(&block.prose.text);
            }
            let lines = (0..block.prose.lines.len()).filter(|line| !heads.contains(&(index, *line)));
            lines.map(|line| Endings::of(block.prose.line(line))).fold(Endings::default(), Endings::with)
        };
        let running = of(|kind| *kind == BlockKind::Paragraph).map(told).fold(Endings::default(), Endings::with);
        // Two sentences that agree are enough; items often end as labels do.
        let agree = running.polite.min(running.plain) == 0;
        if running.polite + running.plain >= if agree { 2 } else { 4 } {
            return Register::of(running, language);
        }
        // An item with all that is nested in it, line by line.
        let items =
            of(|kind| matches!(kind, BlockKind::Item(_))).map(|(_, block)| Endings::of(block.span.of(self.text)));
        Register::of(items.fold(running, Endings::with), language)
    }

    /// The candidate on row `row` of the lines, made where the author sees a tip and nobody else would.
    pub(super) fn candidate_on(&mut self, row: usize) -> Option<usize> {
        let start = self.lines.row(row).start;
        let first = self.candidates.partition_point(|candidate| candidate.at.start < start);
        if self.candidates.get(first).is_some_and(|candidate| self.lines.index(candidate.at.start) == row) {
            return Some(first);
        }
        let at = self.lines.bare(self.text, row);
        let index = self.blocks.iter().position(|block| block.span.start <= at.start && at.end <= block.span.end)?;
        let block =
            self.blocks.get(index).filter(|block| matches!(block.kind, BlockKind::Paragraph | BlockKind::Item(_)))?;
        // Lines of an item's code are no prose of its own.
        let line = block.prose.lines.iter().position(|line| self.lines.index(line.at.start) == row)?;
        let said = block.prose.line(line);
        let marker = marker::read(said);
        let heading = said.get(marker.as_ref().map_or(0, |marker| marker.length)..).unwrap_or(said).trim().to_owned();
        let made = Candidate { form: Form::Bare, block: index, line, at, marker, heading, purpose: Purpose::default() };
        let place = self.candidates.partition_point(|candidate| candidate.at.start < at.start);
        self.candidates.insert(place, made);
        if let Some(title) = &mut self.title_at
            && *title >= place
        {
            *title += 1;
        }
        Some(place)
    }

    /// Whether a candidate is its whole line: a heading in all but name.
    fn is_whole_line(&self, head: &Candidate) -> bool {
        let line = self.blocks.get(head.block).and_then(|block| block.prose.lines.get(head.line));
        !matches!(head.form, Form::Heading(_) | Form::Item(_) | Form::Lead)
            && line.is_some_and(|line| line.at.end <= head.at.end)
    }

    pub(super) fn habits(&self) -> Habits {
        let indented = self.blocks.iter().filter(|block| block.kind == BlockKind::Paragraph).filter(|block| {
            let row = self.lines.row(self.lines.index(block.span.start));
            row.of(self.text).starts_with('\u{3000}')
        });
        let paragraphs = self.blocks.iter().filter(|block| block.kind == BlockKind::Paragraph).count();
        let full_width = indented.count() * 2 > paragraphs;
        let blank_lines = self.format != Format::Plain || !plain::habit(self.text, &self.lines);
        Habits { blank_lines, paragraph_indent: if full_width { "\u{3000}" } else { "" } }
    }
}

/// What a text is written in: by its file's ending, else by its looks.
fn format(text: &str, from: usize, matter: bool, name: Option<&str>) -> Format {
    let name = name.unwrap_or_default().to_ascii_lowercase();
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    let body = text.get(from..).unwrap_or_default();
    let start = body.trim_start().get(..15).unwrap_or_default().to_ascii_lowercase();
    match ending {
        "html" | "htm" | "xhtml" => Format::Html,
        "md" | "markdown" | "mdx" | "mkd" | "qmd" => Format::Markdown,
        _ if start.starts_with("<!doctype html") || start.starts_with("<html") => Format::Html,
        _ if matter || marked(body) => Format::Markdown,
        _ => Format::Plain,
    }
}

/// Whether a text without a telling name is Markdown: headings, fences or links as only Markdown has them.
fn marked(body: &str) -> bool {
    let mut headings = 0;
    for line in body.lines().take(2000) {
        let hashes = line.bytes().take_while(|byte| *byte == b'#').count();
        headings +=
            usize::from((1..=6).contains(&hashes) && line.get(hashes..).is_some_and(|rest| rest.starts_with(' ')));
        if headings >= 2 || line.starts_with("```") || line.contains("](http") {
            return true;
        }
    }
    false
}
