//! Reading: bytes in, a post out.
//!
//! What it is: the order of the steps, from bytes to blocks to candidates to tips to landings. What it is not: any of
//! the steps. Invariant: it never fails and never panics, and its work grows linearly with the bytes.

use std::collections::{HashMap, HashSet};

use serde::Serialize;

use super::block::{Block, Kind as BlockKind, Lines};
use super::candidate::{self, Candidate, Form};
use super::decode::{self, Decoded};
use super::front_matter::{self, FrontMatter};
use super::landing::Ground;
use super::parts::{Body, Parts};
use super::promise::{self, Of, Promise};
use super::score::{self, Measure, Reason, Score};
use super::series::{self, Run, Series};
use super::{Format, Habits, Kind, Post, Remark, Source, Tip};
use super::{enclosure, html, lexicon, markdown, plain};
use crate::text::{Endings, Language, Register, Span};

/// What is known about a post besides its bytes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Hints {
    /// The file's name: its ending says what it is written in.
    pub file_name: Option<String>,
    /// The encoding to read it as, instead of a guess.
    pub encoding: Option<String>,
}

/// From how many points on a series is a how-to's.
const ENOUGH: i32 = 30;

/// How the tips were found: every list that was weighed, the best first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Reading {
    /// How many lines were looked at twice.
    pub candidates: usize,
    /// What the title promises.
    pub promised: Option<usize>,
    /// From how many points on a list is taken for the tips.
    pub enough: i32,
    /// The lists, the best first: the tips, then the runners-up.
    pub series: Vec<Weighed>,
}

/// One list that was weighed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Weighed {
    /// Its points.
    pub score: i32,
    /// How its lines stand out.
    pub form: Form,
    /// How it is numbered.
    pub run: Run,
    /// The lines its members stand on, from 1.
    pub lines: Vec<usize>,
    /// What the points were given and taken for.
    pub reasons: Vec<Heard>,
}

/// Points and what they were given for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Heard {
    /// What for.
    pub reason: Reason,
    /// How many; fewer than none where they were taken.
    pub points: i32,
}

/// How many lists `why` shows.
const SHOWN: usize = 8;

/// Reads a post. Whatever cannot be made out becomes a [`Remark`] and, at worst, an `other` post.
#[must_use]
pub fn read(bytes: &[u8], hints: &Hints) -> (Post, Vec<Remark>) {
    let mut remarks = Vec::new();
    let decoded = decode::decode(bytes, hints.encoding.as_deref(), &mut remarks);
    let page = Page::new(&decoded, hints, &mut remarks);
    let weighed = page.weigh();
    let best = weighed.first().filter(|(_, score)| score.total >= ENOUGH);
    let members = best.map(|(series, _)| series.members.clone()).unwrap_or_default();
    if let Some(title) = &page.promise
        && title.of != Of::Things
        && title.count != members.len()
    {
        remarks.push(Remark::Promise { promised: title.count, found: members.len() });
    }
    let post = page.post(&members, &decoded);
    (Post { text: decoded.text, ..post }, remarks)
}

/// How `bytes` are read, for `--why`.
#[must_use]
pub fn why(bytes: &[u8], hints: &Hints) -> Reading {
    let decoded = decode::decode(bytes, hints.encoding.as_deref(), &mut Vec::new());
    let page = Page::new(&decoded, hints, &mut Vec::new());
    let from = page.matter.as_ref().map_or(0, |matter| matter.span.end);
    let before = decoded.text.get(..from).map_or(0, |head| Lines::new(head, 0).len());
    let weighed = page.weigh();
    let series = weighed.iter().take(SHOWN).filter_map(|(series, score)| {
        let members: Vec<&Candidate> = series.members.iter().filter_map(|index| page.candidates.get(*index)).collect();
        Some(Weighed {
            score: score.total,
            form: members.first()?.form,
            run: series.run,
            lines: members.iter().map(|member| before + page.lines.index(member.at.start) + 1).collect(),
            reasons: score.reasons.iter().map(|(reason, points)| Heard { reason: *reason, points: *points }).collect(),
        })
    });
    Reading {
        candidates: page.candidates.len(),
        promised: page.promise.as_ref().map(|promise| promise.count),
        enough: ENOUGH,
        series: series.collect(),
    }
}

/// A post on the reader's desk.
struct Page<'t> {
    text: &'t str,
    format: Format,
    matter: Option<FrontMatter>,
    lines: Lines,
    blocks: Vec<Block>,
    candidates: Vec<Candidate>,
    title: Option<String>,
    /// The candidate that is the title's heading.
    title_at: Option<usize>,
    /// The first block behind the title.
    first: usize,
    /// What the title promises.
    promise: Option<Promise>,
}

impl<'t> Page<'t> {
    fn new(decoded: &'t Decoded, hints: &Hints, remarks: &mut Vec<Remark>) -> Self {
        let text = decoded.text.as_str();
        let matter = front_matter::read(text, remarks);
        let from = matter.as_ref().map_or(0, |matter| matter.span.end);
        let lines = Lines::new(text, from);
        let format = format(text, from, matter.is_some(), hints.file_name.as_deref());
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
            let again = given.as_ref().is_some_and(|given| score::essence(given) == score::essence(&head.heading));
            let above =
                self.candidates.iter().all(|other| other.form == head.form || other.form.rank() > head.form.rank());
            let first = told.is_none_or(|told| head.block <= told + 1);
            let named = lexicon::heading_use(&head.heading, true).is_none();
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
        let found = firsts.clone().find(|(_, block)| {
            let said = line(block);
            named(&said).is_some()
                || (said.chars().count() <= 80
                    && block.prose.lines.len() <= 3
                    && !said.ends_with(['。', '.'])
                    && promise::read(&said, true).iter().any(|promise| promise.of >= Of::Things))
        });
        let found = found.or_else(|| firsts.find(|(_, block)| block.kind == BlockKind::Paragraph));
        let Some((index, block)) = found else { return };
        let said = line(block);
        // A whole paragraph is no title.
        let short = said.chars().count() <= 80 && !said.ends_with(['。', '、', ',']) && block.prose.lines.len() <= 3;
        if let Some(title) = named(&said).or_else(|| short.then_some(said)) {
            self.title = Some(title);
            self.first = index + 1;
            self.title_at =
                self.candidates.iter().position(|candidate| candidate.block == index && candidate.line == 0);
        }
    }

    /// Every list, weighed; the best first.
    fn weigh(&self) -> Vec<(Series, Score)> {
        let promises = self.promises();
        let mut counts: Vec<usize> = self
            .promise
            .iter()
            .chain(promises.iter().map(|(_, promise)| promise))
            .map(|promise| promise.count)
            .collect();
        counts.sort_unstable();
        counts.dedup();
        counts.truncate(12);
        let series = series::find(&self.blocks, &self.candidates, self.title_at, &counts);
        let mut said: HashMap<String, Vec<usize>> = HashMap::new();
        for candidate in &self.candidates {
            let places = said.entry(score::essence(&candidate.heading)).or_default();
            if places.len() < 8 {
                places.push(candidate.block);
            }
        }
        let parents = series::parents(&self.candidates);
        let start = self.blocks.get(self.first).map_or(0, |block| block.span.start);
        let measure = Measure {
            text: self.text,
            blocks: &self.blocks,
            candidates: &self.candidates,
            parents: &parents,
            title: self.promise.clone(),
            subject: self.subject(),
            promises,
            said,
            body: (start, self.blocks.last().map_or(start, |block| block.span.end)),
        };
        let mut weighed: Vec<(Series, Score)> = series
            .into_iter()
            .map(|series| {
                let score = measure.score(&series);
                (series, score)
            })
            .collect();
        // Where two weigh the same, the longer one, then the earlier one.
        weighed.sort_by_key(|(series, score)| {
            (std::cmp::Reverse(score.total), std::cmp::Reverse(series.members.len()), series.members.first().copied())
        });
        weighed
    }

    /// Points for what the title says the post is.
    fn subject(&self) -> i32 {
        let Some(title) = &self.title else { return 0 };
        let how = match promise::title_says_how(title) {
            0 => 0,
            1 => 3,
            _ => 8,
        };
        let other =
            if promise::title_says_other(title) && self.promise.as_ref().is_none_or(|promise| promise.of != Of::Ways) {
                12
            } else {
                0
            };
        how - other
    }

    /// Promises in running text and in section headings.
    fn promises(&self) -> Vec<(usize, Promise)> {
        let mut found = Vec::new();
        let summary = self
            .matter
            .as_ref()
            .and_then(|matter| matter.summary.as_deref())
            .map(|summary| promise::read(summary, true))
            .unwrap_or_default();
        found.extend(summary.into_iter().map(|promise| (0, promise)));
        for (index, block) in self.blocks.iter().enumerate() {
            if matches!(block.kind, BlockKind::Paragraph | BlockKind::Heading(_)) && found.len() < 256 {
                let heading = matches!(block.kind, BlockKind::Heading(_));
                let bare = self.format == Format::Plain && block.prose.lines.len() == 1;
                found.extend(
                    promise::read(&block.prose.text, heading || bare).into_iter().map(|promise| (index, promise)),
                );
            }
        }
        found
    }

    /// The post, its text left out.
    fn post(&self, members: &[usize], decoded: &Decoded) -> Post {
        let body = Body {
            text: self.text,
            lines: &self.lines,
            format: self.format,
            blocks: &self.blocks,
            candidates: &self.candidates,
            first: self.first,
        };
        let parts = if members.is_empty() {
            Parts { end: body.end_without_tips(), ..Parts::default() }
        } else {
            body.divide(members)
        };
        let language = self.language();
        let habits = self.habits();
        let depths = enclosure::depths(self.text, &self.blocks);
        let ground = Ground {
            text: self.text,
            lines: &self.lines,
            blocks: &self.blocks,
            depths: &depths,
            newline: decoded.newline,
            habits: &habits,
            format: self.format,
            first: self.first,
        };
        let tips = members.iter().zip(&parts.tips).enumerate().filter_map(|(place, (member, part))| {
            let candidate = self.candidates.get(*member)?;
            Some(Tip {
                number: place + 1,
                heading: self.heading(candidate, part.span),
                heading_span: candidate.at,
                span: part.span,
                landing: ground.of_tip(candidate, part),
            })
        });
        Post {
            text: String::new(),
            source: Source {
                encoding: decoded.encoding,
                bom: decoded.bom,
                newline: decoded.newline,
                format: self.format,
            },
            front_matter: self.matter.as_ref().map(|matter| matter.span),
            title: self.title.clone(),
            language,
            register: self.register(language),
            kind: if members.is_empty() { Kind::Other } else { Kind::Howto },
            intro: parts.intro.as_ref().map(|part| part.span),
            tips: tips.collect(),
            closing: parts.closing.as_ref().map(|part| part.span),
            landings: ground.others(&parts, members.len()),
            habits,
        }
    }

    /// A heading that is only a number lends its words from the line behind it.
    fn heading(&self, candidate: &Candidate, span: Span) -> String {
        if !candidate.heading.is_empty() {
            return candidate.heading.clone();
        }
        let next = self
            .blocks
            .get(candidate.block)
            .and_then(|block| Some(block.prose.line(candidate.line + 1)).filter(|line| !line.is_empty()));
        let below = self
            .blocks
            .get(candidate.block + 1)
            .filter(|block| block.span.start < span.end)
            .map(|block| block.prose.line(0));
        let said = next.or(below).unwrap_or_default().trim();
        if said.is_empty() {
            candidate.at.of(self.text).trim_start_matches('#').trim().to_owned()
        } else {
            said.chars().take(80).collect()
        }
    }

    fn language(&self) -> Language {
        let said = self.blocks.iter().filter(|block| !block.prose.is_silent()).map(|block| block.prose.text.as_str());
        let mut said = said.peekable();
        if said.peek().is_none() {
            let title = self.title.as_deref().unwrap_or_default();
            return self.matter.as_ref().and_then(|matter| matter.language).unwrap_or_else(|| Language::of([title]));
        }
        Language::of(said)
    }

    /// Running text counts; where there is next to none, list items do.
    fn register(&self, language: Language) -> Register {
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
        if running.polite + running.plain >= 4 {
            return Register::of(running, language);
        }
        // An item with all that is nested in it, line by line.
        let items =
            of(|kind| matches!(kind, BlockKind::Item(_))).map(|(_, block)| Endings::of(block.span.of(self.text)));
        Register::of(items.fold(running, Endings::with), language)
    }

    /// Whether a candidate is its whole line: a heading in all but name.
    fn is_whole_line(&self, head: &Candidate) -> bool {
        let line = self.blocks.get(head.block).and_then(|block| block.prose.lines.get(head.line));
        !matches!(head.form, Form::Heading(_) | Form::Item(_) | Form::Lead)
            && line.is_some_and(|line| line.at.end <= head.at.end)
    }

    fn habits(&self) -> Habits {
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
