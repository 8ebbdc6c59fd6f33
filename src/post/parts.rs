//! The parts of a how-to: where each tip ends, what stands before the first and behind the last.
//!
//! What it is: the chosen tips turned into spans. What it is not: it chooses none, and it adds nothing. Invariant:
//! introduction, tips and closing do not overlap and stand in this order.

use std::collections::HashSet;
use std::ops::Range;

use super::Format;
use super::block::{Block, Kind, Lines};
use super::candidate::{Candidate, Form};
use super::colophon::{aside_box, ends_sentence, is_colophon, is_signature};
use super::lexicon::{Use, calls_reader, sounds_like_closing};
use crate::text::Span;

/// What the parts are found in.
pub(super) struct Body<'p> {
    pub text: &'p str,
    pub lines: &'p Lines,
    pub format: Format,
    pub blocks: &'p [Block],
    pub candidates: &'p [Candidate],
    /// Candidates the author joined to the tip before them.
    pub joined: &'p HashSet<usize>,
    /// Candidates that end the tip before them, whatever they are: the author says they are no tip.
    pub cut: &'p HashSet<usize>,
    /// The first block behind the title.
    pub first: usize,
}

/// A closing without a heading is no longer than this, in blocks.
const CLOSING_LENGTH: usize = 7;

/// The parts.
#[derive(Debug, Default)]
pub(super) struct Parts {
    pub intro: Option<Part>,
    pub tips: Vec<Part>,
    pub closing: Option<Part>,
    /// The first block that belongs to the end matter: nothing is added behind it.
    pub end: usize,
}

/// A part: its span and the blocks that begin in it.
#[derive(Debug, Clone)]
pub(super) struct Part {
    pub span: Span,
    pub blocks: Range<usize>,
}

impl Body<'_> {
    /// The parts around `members`.
    pub(super) fn divide(&self, members: &[usize]) -> Parts {
        let after = members.last().and_then(|last| self.candidates.get(*last)).map_or(0, |last| last.block + 1);
        let mut parts = Parts { end: self.end_matter(after, members), ..Parts::default() };
        for (place, &member) in members.iter().enumerate() {
            let Some(candidate) = self.candidates.get(member) else { continue };
            let start = self.start_of(candidate);
            let next = members.get(place + 1).and_then(|next| self.candidates.get(*next));
            let limit = next.map_or_else(|| self.block_start(parts.end), |next| self.start_of(next));
            let stop = self.stop(member, candidate, next.is_none(), limit);
            let end = self.item_end(candidate, next).unwrap_or(limit).min(stop).max(start);
            parts.tips.push(self.part(start, end));
        }
        parts.intro = members.first().and_then(|first| self.intro(*first));
        parts.closing = self.closing(members, &mut parts);
        parts
    }

    /// The first block of the end matter of a post without tips.
    pub(super) fn end_without_tips(&self) -> usize {
        self.end_matter(self.first, &[])
    }

    /// Where a candidate's block, or its line in it, begins: the indent included.
    fn start_of(&self, candidate: &Candidate) -> usize {
        let Some(block) = self.blocks.get(candidate.block) else { return candidate.at.start };
        self.line_start(if candidate.line == 0 { block.span.start } else { candidate.at.start })
    }

    /// The start of the line `at` stands on, if only blanks stand between.
    fn line_start(&self, at: usize) -> usize {
        let row = self.lines.row(self.lines.index(at));
        let between = Span::new(row.start, at).of(self.text);
        if row.start <= at && between.trim().is_empty() { row.start } else { at }
    }

    fn block_start(&self, index: usize) -> usize {
        self.blocks.get(index).map_or(self.text.len(), |block| self.line_start(block.span.start))
    }

    fn part(&self, start: usize, end: usize) -> Part {
        let first = self.blocks.partition_point(|block| block.span.end <= start);
        let last = self.blocks.partition_point(|block| block.span.start < end);
        Part { span: Span::new(start, end.max(start)), blocks: first..last.max(first) }
    }

    /// The first heading between a tip and `limit` that ends it.
    fn stop(&self, member: usize, candidate: &Candidate, is_last: bool, limit: usize) -> usize {
        let own = candidate.form;
        let ends = |other: &&Candidate| match own {
            Form::Heading(level) => matches!(other.form, Form::Heading(there) if there <= level),
            // Marks of the tip's own kind may stand in its text, but behind the last they open something new.
            Form::Bold | Form::Signed | Form::Bare => {
                matches!(other.form, Form::Heading(_)) || (is_last && other.form == own)
            }
            Form::Numbered | Form::Lead | Form::Item(_) => matches!(other.form, Form::Heading(_)),
        };
        let rest = self.candidates.iter().enumerate().skip(member + 1).take_while(|(_, other)| other.at.start < limit);
        let mut rest = rest.filter(|(index, _)| !self.joined.contains(index));
        let stop = rest.find(|(index, other)| self.cut.contains(index) || ends(other));
        stop.map_or(limit, |(_, stop)| self.start_of(stop))
    }

    /// Where a list item ends, unless its list goes on behind a text of its own.
    fn item_end(&self, candidate: &Candidate, next: Option<&Candidate>) -> Option<usize> {
        let Form::Item(list) = candidate.form else { return None };
        let block = self.blocks.get(candidate.block)?;
        let own = matches!(next.map(|next| next.form), Some(Form::Item(other)) if other == list);
        let alone = |index: Option<usize>| {
            index
                .and_then(|index| self.blocks.get(index))
                .is_none_or(|beside| !matches!(beside.kind, Kind::Item(item) if item.list == list))
        };
        let lone = alone(candidate.block.checked_sub(1)) && alone(Some(candidate.block + 1)) && next.is_some();
        let plain = self.format == Format::Plain;
        if own || lone || (plain && next.is_some()) { None } else { Some(self.next_line(block.span.end)) }
    }

    /// The start of the line behind the one `at` ends.
    fn next_line(&self, at: usize) -> usize {
        let row = self.lines.index(at.saturating_sub(1));
        if row + 1 < self.lines.len() { self.lines.row(row + 1).start.max(at) } else { self.text.len() }
    }

    /// The block from which on nothing but end matter follows.
    fn end_matter(&self, after: usize, members: &[usize]) -> usize {
        let mut end = self.blocks.len();
        let last = members.last().copied();
        let heads: Vec<&Candidate> = self
            .candidates
            .iter()
            .enumerate()
            .filter(|(index, head)| {
                last.is_none_or(|last| *index > last)
                    && matches!(head.form, Form::Heading(_) | Form::Bold | Form::Signed | Form::Bare)
            })
            .map(|(_, head)| head)
            .collect();
        for head in heads.iter().rev() {
            match head.purpose.here(false) {
                Some(Use::EndMatter) if head.line == 0 && head.block >= after => end = head.block,
                _ if matches!(head.form, Form::Heading(_)) => break,
                _ => {}
            }
        }
        // Signatures, lives, credits and notes, with the rules and tags between them.
        let mut index = end;
        while index > after {
            index -= 1;
            let Some(block) = self.blocks.get(index) else { break };
            if is_colophon(self.text, block) || (is_signature(block, self.format) && self.is_signed(after, index)) {
                end = index;
            } else if let Some(open) = aside_box(self.text, self.blocks, index).filter(|open| *open >= after) {
                (end, index) = (open, open);
            } else if !matches!(block.kind, Kind::Rule | Kind::Html) && !block.prose.is_silent() {
                break;
            }
        }
        end
    }

    /// Whether short lines at `index` can be a signature: something has been said, and no heading calls for more.
    fn is_signed(&self, after: usize, index: usize) -> bool {
        let said = self.blocks.get(after..index).unwrap_or_default();
        let heads = |candidate: &Candidate| {
            candidate.block + 1 == index
                && matches!(candidate.form, Form::Bare | Form::Signed | Form::Bold)
                && self.blocks.get(candidate.block).is_some_and(|block| {
                    block.prose.lines.len() == candidate.line + 1 && !is_colophon(self.text, block)
                })
        };
        said.iter().any(|block| block.kind == Kind::Paragraph && ends_sentence(&block.prose.text))
            && !self.candidates.iter().any(heads)
    }

    /// Whether a block tells the reader something.
    fn tells(block: &Block) -> bool {
        match block.kind {
            Kind::Paragraph => !block.prose.is_silent(),
            Kind::Item(_) | Kind::Quote => true,
            Kind::Heading(_) | Kind::Code | Kind::Table | Kind::Html | Kind::Rule | Kind::Notes | Kind::Open => false,
        }
    }

    /// What stands between the title and the first tip, without the heading that only groups tips.
    fn intro(&self, first: usize) -> Option<Part> {
        let tip = self.candidates.get(first)?;
        let mut last = tip.block;
        while last > self.first
            && self.blocks.get(last - 1).is_some_and(|block| {
                matches!(block.kind, Kind::Heading(_) | Kind::Rule) || self.is_group(last - 1, tip)
            })
        {
            last -= 1;
        }
        let range = self.first..last;
        let mut fenced = false;
        let told = self.blocks.get(range.clone())?.iter().filter(|block| {
            // Between two rules right behind a plain text's title stand remarks on its notation.
            if self.format == Format::Plain && block.kind == Kind::Rule {
                fenced = !fenced;
            }
            !fenced && Self::tells(block)
        });
        // A plain text's first lines may be its author and its date.
        let told: Vec<&Block> = told.filter(|block| !self.is_plate(block)).collect();
        let same_block = tip.line > 0;
        if told.is_empty() && !same_block {
            return None;
        }
        let end = if same_block { self.start_of(tip) } else { self.block_start(last) };
        let start = self.block_start(self.first);
        (start < end).then(|| self.part(start, end))
    }

    /// A line that groups tips of a lesser rank, without being a heading.
    fn is_group(&self, block: usize, tip: &Candidate) -> bool {
        let head = self.candidates.iter().find(|candidate| candidate.block == block);
        self.format == Format::Plain
            && head.is_some_and(|head| {
                matches!(head.form, Form::Bare | Form::Signed)
                    && head.form.rank() <= tip.form.rank()
                    && self.blocks.get(block).is_some_and(|block| block.prose.lines.len() == 1)
            })
    }

    fn is_plate(&self, block: &Block) -> bool {
        self.format == Format::Plain
            && block.prose.text.chars().count() < 20
            && !block.prose.text.contains(['。', '、', '.', '?', '？', '!', '！'])
    }

    /// What stands behind the last tip and belongs to the post; shortens the last tip where it runs into it.
    fn closing(&self, members: &[usize], parts: &mut Parts) -> Option<Part> {
        let last = *members.last()?;
        let tip = self.candidates.get(last)?;
        let own_end = parts.tips.last()?.span.end;
        let end = self.block_start(parts.end);
        let rest = self.candidates.iter().enumerate().skip(last + 1).filter(|(index, _)| !self.joined.contains(index));
        let heads: Vec<&Candidate> = rest
            .map(|(_, head)| head)
            .filter(|head| head.at.start >= own_end && self.start_of(head) < end)
            .filter(|head| {
                matches!(head.form, Form::Heading(_))
                    || (head.form == tip.form && !matches!(head.form, Form::Item(_) | Form::Numbered | Form::Lead))
            })
            .collect();
        let named = heads.iter().find(|head| head.purpose.here(false) == Some(Use::Closing));
        if named.is_none()
            && let Some(start) = self.closing_paragraph(tip, parts)
        {
            if let Some(part) = parts.tips.last_mut()
                && start < part.span.end
            {
                *part = self.part(part.span.start, start);
            }
            let end = heads.first().map_or(end, |head| self.start_of(head)).max(start);
            return self.told_part(
                start,
                if heads.iter().all(|head| head.purpose.here(false) == Some(Use::EndMatter)) {
                    end
                } else {
                    self.block_start(parts.end)
                },
            );
        }
        let head = named.or_else(|| heads.iter().find(|head| head.purpose.here(false) != Some(Use::EndMatter)))?;
        let start = self.start_of(head);
        let stop = heads
            .iter()
            .find(|other| other.at.start > head.at.start && other.purpose.here(false) == Some(Use::EndMatter));
        self.told_part(start, stop.map_or(end, |stop| self.start_of(stop)))
    }

    /// A part, if it tells anything.
    fn told_part(&self, start: usize, end: usize) -> Option<Part> {
        let part = self.part(start, end);
        let told = self.blocks.get(part.blocks.clone())?.iter().any(Self::tells);
        told.then_some(part)
    }

    /// Where a closing without a heading begins, inside what would be the last tip or right behind it.
    fn closing_paragraph(&self, tip: &Candidate, parts: &Parts) -> Option<usize> {
        let part = parts.tips.last()?;
        let from = if part.blocks.start <= tip.block { tip.block + 1 } else { part.blocks.start };
        if let Form::Item(_) | Form::Numbered = tip.form
            && part.span.end <= self.block_start(from)
        {
            // Whatever follows a list of tips closes it.
            let stop = self.next_heading(from).min(parts.end);
            let start =
                (from..stop).find(|index| self.blocks.get(*index).is_some_and(|block| self.opens_closing(block)))?;
            return Some(self.block_start(start));
        }
        let range = from..part.blocks.end.min(parts.end);
        let blocks = self.blocks.get(range.clone())?;
        // Behind a rule.
        let rule = blocks.iter().rposition(|block| block.kind == Kind::Rule);
        if let Some(rule) = rule
            && rule > 0
            && let Some(next) =
                blocks.get(rule + 1..).unwrap_or_default().iter().position(|block| self.opens_closing(block))
        {
            return Some(self.block_start(from + rule + 1 + next));
        }
        // A paragraph that sounds like one, but never the tip's only text.
        let own = self
            .blocks
            .get(tip.block)
            .is_some_and(|block| tip.at.end < block.span.end && !matches!(tip.form, Form::Heading(_)));
        let told = |index: usize| {
            let before = blocks.get(..index).unwrap_or_default();
            own || before.iter().any(|block| !block.prose.is_silent() || block.kind == Kind::Code)
        };
        let sounding = Self::sounding(blocks, told);
        // What every tip ends with closes none of them.
        let others = parts.tips.split_last().map_or(&[][..], |(_, others)| others);
        let habit = others.iter().any(|part| {
            let range = part.blocks.start + 1..part.blocks.end;
            self.blocks.get(range).is_some_and(|blocks| Self::sounding(blocks, |index| index > 0).is_some())
        });
        if let Some(sounding) = sounding.filter(|_| !habit) {
            return Some(self.block_start(from + sounding));
        }
        self.unlike(parts, from, blocks).map(|index| self.block_start(index))
    }

    /// The first paragraph near the end of `blocks`, behind what the tip itself has `told`, that sounds like a closing.
    fn sounding(blocks: &[Block], told: impl Fn(usize) -> bool) -> Option<usize> {
        let telling = |index: &usize| blocks.get(*index).is_some_and(Self::tells);
        let telling: Vec<usize> = (0..blocks.len()).filter(telling).collect();
        let far = telling.len().saturating_sub(CLOSING_LENGTH);
        let last = telling.len().saturating_sub(2);
        let mut near = telling.iter().enumerate().skip(far);
        let found = near.find(|(place, index)| {
            told(**index)
                && blocks.get(**index).is_some_and(|block| {
                    block.kind == Kind::Paragraph && sounds_like_closing(&block.prose.text, *place >= last)
                })
        });
        found.map(|(_, index)| *index)
    }

    fn next_heading(&self, from: usize) -> usize {
        let rest = self.blocks.get(from..).unwrap_or_default();
        rest.iter()
            .position(|block| matches!(block.kind, Kind::Heading(_)))
            .map_or(self.blocks.len(), |place| from + place)
    }

    /// A block that says something, and more than where the post was first published.
    fn opens_closing(&self, block: &Block) -> bool {
        Self::tells(block) && block.kind != Kind::Quote && !is_colophon(self.text, block)
    }

    /// Where the last tip stops being like all others: one block each but for the last, or lists with nothing behind
    /// but for the last.
    fn unlike(&self, parts: &Parts, from: usize, blocks: &[Block]) -> Option<usize> {
        let (_, others) = parts.tips.split_last()?;
        if others.len() < 2 {
            return None;
        }
        // Pictures and containers between tips belong to none.
        let heard =
            |block: &&Block| block.kind != Kind::Html && (block.kind != Kind::Paragraph || !block.prose.is_silent());
        let sizes: Vec<usize> = others
            .iter()
            .map(|part| self.blocks.get(part.blocks.clone()).map_or(0, |blocks| blocks.iter().filter(heard).count()))
            .collect();
        let size = *sizes.first()?;
        let own: Vec<usize> =
            blocks.iter().enumerate().filter(|(_, block)| heard(block)).map(|(index, _)| index).collect();
        let even = sizes.iter().all(|other| *other == size);
        if even
            && (1..=2).contains(&size)
            && let Some(after) = own.get(size - 1)
        {
            let index = from + after;
            let called = self.blocks.get(index).is_some_and(|block| calls_reader(&block.prose.text));
            let enough = others.len() + 1 >= if size == 1 || called { 3 } else { 4 };
            let opens = |block: &Block| block.kind == Kind::Paragraph && self.opens_closing(block);
            return self.blocks.get(index).filter(|block| enough && opens(block)).map(|_| index);
        }
        // One block more than every other tip has, and it calls the reader, as the end of no other does.
        let calls = |block: &Block| block.kind == Kind::Paragraph && calls_reader(&block.prose.text);
        if sizes.iter().all(|other| *other < own.len())
            && others.iter().all(|part| !self.blocks.get(part.blocks.clone()).is_some_and(|it| it.iter().any(calls)))
            && let Some(last) = own.last().filter(|_| own.len() > 1)
            && blocks.get(*last).is_some_and(|block| calls(block) && self.opens_closing(block))
        {
            return Some(from + last);
        }
        let trailing = |blocks: &[Block]| {
            let last_item = blocks.iter().rposition(|block| matches!(block.kind, Kind::Item(_)))?;
            let next = blocks
                .get(last_item + 1..)?
                .iter()
                .position(|block| block.kind == Kind::Paragraph && !block.prose.is_silent())?;
            Some(last_item + 1 + next)
        };
        let place = trailing(blocks)?;
        let lists = others.iter().filter(|part| {
            self.blocks
                .get(part.blocks.clone())
                .is_some_and(|blocks| blocks.iter().any(|block| matches!(block.kind, Kind::Item(_))))
        });
        let never = others
            .iter()
            .all(|part| self.blocks.get(part.blocks.clone()).is_none_or(|blocks| trailing(blocks).is_none()));
        (never && lists.count() * 2 >= others.len()).then_some(from + place)
    }
}
