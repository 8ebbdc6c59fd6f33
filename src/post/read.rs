//! Reading: bytes in, a post out.
//!
//! What it is: the order of the steps, from bytes to blocks to candidates to tips to landings. What it is not: any of
//! the steps. Invariant: it never fails and never panics, and its work grows linearly with the bytes.

use std::collections::{BTreeSet, HashMap, HashSet};

use serde::Serialize;

use super::block::{Kind as BlockKind, Lines};
use super::candidate::{Candidate, Form};
use super::decode::{self, Decoded};
use super::enclosure;
use super::landing::Ground;
use super::lexicon;
use super::mend::{Mending, Says, TakenFor};
use super::page::{Page, Told};
use super::parts::{Body, Parts};
use super::promise::{self, Of, Promise};
use super::score::{Measure, Reason, Score};
use super::series::{self, Run, Series};
use super::traits::{self, Traits};
use super::{Format, Kind, Landings, Post, Remark, Source, Tip};
use crate::text::Span;

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
    read_mended(bytes, hints, &Mending::default())
}

/// Reads a post as its author mended it.
#[must_use]
pub fn read_mended(bytes: &[u8], hints: &Hints, mending: &Mending) -> (Post, Vec<Remark>) {
    let mut remarks = Vec::new();
    let decoded = decode::decode(bytes, hints.encoding.as_deref(), &mut remarks);
    let post = read_decoded(decoded, Told::Name(hints.file_name.as_deref()), mending, &mut remarks);
    (post, remarks)
}

/// Reads a post again as its author mends it now.
#[must_use]
pub fn read_again(post: &Post, mending: &Mending) -> Post {
    let Source { encoding, bom, newline, format } = post.source;
    let decoded = Decoded { text: post.text.clone(), encoding, bom, newline };
    read_decoded(decoded, Told::Format(format), mending, &mut Vec::new())
}

fn read_decoded(decoded: Decoded, told: Told<'_>, mending: &Mending, remarks: &mut Vec<Remark>) -> Post {
    let mut page = Page::new(&decoded, told, remarks);
    let found = page.found();
    let tips = page.mend(found, mending);
    if let Some(title) = &page.promise
        && title.of != Of::Things
        && title.count != tips.members.len()
    {
        remarks.push(Remark::Promise { promised: title.count, found: tips.members.len() });
    }
    let post = page.post(&tips, &decoded);
    Post { text: decoded.text, ..post }
}

/// The tips of a page: found, then mended.
struct Tips {
    /// Indices into the candidates.
    members: Vec<usize>,
    /// Candidates that end no tip: the author joined them to the one before.
    joined: HashSet<usize>,
    /// Candidates that end the tip before them and begin none.
    cut: HashSet<usize>,
    /// Headings in the author's words, by candidate.
    names: HashMap<usize, String>,
    /// How many the post is taken for.
    taken: TakenFor,
}

/// How `bytes` are read, for `--why`.
#[must_use]
pub fn why(bytes: &[u8], hints: &Hints) -> Reading {
    let decoded = decode::decode(bytes, hints.encoding.as_deref(), &mut Vec::new());
    let page = Page::new(&decoded, Told::Name(hints.file_name.as_deref()), &mut Vec::new());
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

impl Page<'_> {
    /// The best list of tips, if it is good enough.
    fn found(&self) -> Vec<usize> {
        let weighed = self.weigh();
        let best = weighed.into_iter().next().filter(|(_, score)| score.total >= ENOUGH);
        best.map(|(series, _)| series.members).unwrap_or_default()
    }

    /// Lays the author's marks over what was found.
    fn mend(&mut self, found: Vec<usize>, mending: &Mending) -> Tips {
        let (joined, cut, names) = (HashSet::new(), HashSet::new(), HashMap::new());
        let mut tips = Tips { members: found, joined, cut, names, taken: mending.taken };
        if mending.marks.is_empty() {
            return tips;
        }
        // By place, because a candidate made for a mark moves the others on.
        let mut starts: BTreeSet<usize> =
            tips.members.iter().filter_map(|index| Some(self.candidates.get(*index)?.at.start)).collect();
        let (mut joined, mut cut, mut names) = (Vec::new(), Vec::new(), Vec::new());
        let head = self.matter.as_ref().map_or("", |matter| matter.span.of(self.text));
        for (row, mark) in mending.rows(self.text, &self.lines, head) {
            let Some(start) = self.candidate_on(row).and_then(|index| Some(self.candidates.get(index)?.at.start))
            else {
                continue;
            };
            // A line that holds several tips is not one of them.
            let line = self.lines.row(row);
            if mark.says != Says::Tip && starts.range(line.start..line.end).nth(1).is_some() {
                continue;
            }
            match mark.says {
                Says::Tip => {
                    starts.insert(start);
                    names.extend(mark.heading.clone().map(|heading| (start, heading)));
                }
                Says::NoTip => {
                    starts.remove(&start);
                    cut.push(start);
                }
                Says::Joined => {
                    starts.remove(&start);
                    joined.push(start);
                }
            }
        }
        let index = |start: &usize| self.candidates.binary_search_by_key(start, |candidate| candidate.at.start).ok();
        tips.members = starts.iter().filter_map(index).collect();
        tips.joined = joined.iter().filter_map(index).collect();
        tips.cut = cut.iter().filter_map(index).collect();
        tips.names = names.into_iter().filter_map(|(start, name)| Some((index(&start)?, name))).collect();
        tips
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
        let mut traits: HashMap<usize, Traits> = HashMap::new();
        for index in series.iter().flat_map(|series| &series.members) {
            if let Some(candidate) = self.candidates.get(*index) {
                traits.entry(*index).or_insert_with(|| Traits::of(self.text, &self.blocks, candidate));
            }
        }
        let parents = series::parents(&self.candidates);
        let start = self.blocks.get(self.first).map_or(0, |block| block.span.start);
        let measure = Measure {
            blocks: &self.blocks,
            candidates: &self.candidates,
            parents: &parents,
            title: self.promise.clone(),
            subject: self.subject(),
            questions: self.title.as_deref().is_some_and(promise::title_says_questions),
            promises,
            said: self.essences(),
            traits,
            first_told: self
                .blocks
                .iter()
                .position(|block| block.kind == BlockKind::Paragraph && !block.prose.is_silent())
                .unwrap_or(usize::MAX),
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

    /// What headings and items say, with the blocks they stand in.
    fn essences(&self) -> HashMap<String, Vec<usize>> {
        let mut said: HashMap<String, Vec<usize>> = HashMap::new();
        for candidate in &self.candidates {
            let places = said.entry(traits::essence(&candidate.heading)).or_default();
            if places.len() < 8 {
                places.push(candidate.block);
            }
        }
        said
    }

    /// Points for what the title, and the first paragraphs, say the post is.
    fn subject(&self) -> i32 {
        let title = self.title.as_deref().unwrap_or_default();
        let how = match promise::title_says_how(title) {
            0 => 0,
            1 => 3,
            _ => 8,
        };
        let ways = self.promise.as_ref().is_some_and(|promise| promise.of == Of::Ways);
        let other = if promise::title_says_other(title) && !ways { 12 } else { 0 };
        let told = self.blocks.iter().filter(|block| block.kind == BlockKind::Paragraph && !block.prose.is_silent());
        let announced = told.take(8).any(|block| lexicon::announces_ways(&block.prose.text));
        how - other + if announced { 5 } else { 0 }
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
    fn post(&self, chosen: &Tips, decoded: &Decoded) -> Post {
        let members: &[usize] = match chosen.taken {
            TakenFor::One => &[],
            TakenFor::Several => &chosen.members,
        };
        let body = Body {
            text: self.text,
            lines: &self.lines,
            format: self.format,
            blocks: &self.blocks,
            candidates: &self.candidates,
            joined: &chosen.joined,
            cut: &chosen.cut,
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
        let landings = ground.others(&parts, members.len());
        let tips = members.iter().zip(&parts.tips).enumerate().filter_map(|(place, (member, part))| {
            let candidate = self.candidates.get(*member)?;
            Some(Tip {
                number: place + 1,
                heading: chosen.names.get(member).cloned().unwrap_or_else(|| self.heading(candidate, part.span)),
                heading_span: candidate.at,
                span: part.span,
                landing: ground.of_tip(candidate, part),
            })
        });
        let tips: Vec<Tip> = match chosen.taken {
            TakenFor::One => self.whole(&landings, parts.end).into_iter().collect(),
            TakenFor::Several => tips.collect(),
        };
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
            kind: if tips.is_empty() { Kind::Other } else { Kind::Howto },
            intro: parts.intro.as_ref().map(|part| part.span),
            tips,
            closing: parts.closing.as_ref().map(|part| part.span),
            landings,
            habits,
        }
    }

    /// The whole body as one tip, under the title.
    fn whole(&self, landings: &Landings, end: usize) -> Option<Tip> {
        let first = self.blocks.get(self.first)?;
        let last = self.blocks.get(end.checked_sub(1)?)?;
        let heading = self.title.clone().unwrap_or_else(|| first.prose.line(0).to_owned());
        let heading_span =
            Span::new(first.span.start, self.lines.row(self.lines.index(first.span.start)).end.min(first.span.end));
        let span = Span::new(first.span.start, last.span.end.max(landings.end.at));
        (span.start < span.end).then(|| Tip { number: 1, heading, heading_span, span, landing: landings.end.clone() })
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
}
