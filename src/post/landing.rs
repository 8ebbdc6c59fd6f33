//! Landings: where backstory may be added without touching anything.
//!
//! What it is: a place for each part, with the layout that keeps what stands before and behind as it was: a blank
//! line, an item's indent, a full-width blank. What it is not: it adds nothing itself. Invariant: a landing lies
//! between two lines of the post, outside code, tables, quotes, boxes and notes.

use super::block::{Block, Item, Kind, Lines};
use super::candidate::Candidate;
use super::colophon;
use super::enclosure::Depths;
use super::lexicon::calls_reader;
use super::parts::{Part, Parts};
use super::promise;
use super::{Format, Habits, Landing, Landings, Newline};
use crate::text::Span;

/// What landings are found in.
pub(super) struct Ground<'p> {
    pub text: &'p str,
    pub lines: &'p Lines,
    pub blocks: &'p [Block],
    pub depths: &'p Depths,
    pub newline: Newline,
    pub habits: &'p Habits,
    pub format: Format,
    /// The first block behind the title.
    pub first: usize,
}

impl Ground<'_> {
    /// Where a tip's backstory goes: at its end, in the boxes its heading stands in.
    pub(super) fn of_tip(&self, tip: &Candidate, part: &Part) -> Landing {
        let depth = self.depths.before(tip.block);
        let own = self.blocks.get(tip.block);
        if let Some(block) = own
            && let Kind::Item(item) = block.kind
            && part.blocks.len() <= 1
        {
            return self.in_item(block, item);
        }
        for index in (tip.block..part.blocks.end).rev() {
            let Some(block) = self.blocks.get(index) else { continue };
            if block.span.end > part.span.end && (index == tip.block || block.kind == Kind::Paragraph) {
                // The next tip begins on a line of this paragraph.
                return self.behind(self.last_line(tip.at.end.max(block.span.start), part.span.end));
            }
            let fits =
                self.depths.after(index) == depth && !matches!(block.kind, Kind::Rule | Kind::Notes | Kind::Open);
            if fits && block.span.end <= part.span.end {
                // A list of one item, then its text: more text goes into the item only if nothing follows it.
                if let Kind::Item(item) = block.kind
                    && index == tip.block
                {
                    return self.in_item(block, item);
                }
                return self.behind_text(block);
            }
        }
        // A tip of some lines of a paragraph, or nothing to stand behind but the heading.
        let last = self.last_line(tip.at.end, part.span.end);
        self.behind(last)
    }

    /// The end of the last visible line that starts between `from` and `to`, at least `from`.
    fn last_line(&self, from: usize, to: usize) -> usize {
        let (first, mut row) = (self.lines.index(from), self.lines.index(to.saturating_sub(1).max(from)));
        let block = self
            .blocks
            .iter()
            .find(|block| block.span.start <= from && from <= block.span.end)
            .map_or(to, |block| block.span.end);
        while row > first && (self.lines.is_blank(self.text, row) || self.lines.row(row).start >= block) {
            row -= 1;
        }
        self.lines.bare(self.text, row).end.max(from)
    }

    /// Landings that belong to no tip. `count` is the number of tips.
    pub(super) fn others(&self, parts: &Parts, count: usize) -> Landings {
        let opening = match self.blocks.get(self.first) {
            Some(block) => self.before(block.span.start),
            None => self.at_end(),
        };
        let end = self.end(parts.end);
        let intro = parts.intro.as_ref().map_or_else(|| opening.clone(), |part| self.intro(part, count));
        let closing = parts.closing.as_ref().and_then(|part| self.closing(part)).unwrap_or_else(|| end.clone());
        // A closing inside a box begins where nothing may be added.
        let open = parts.closing.as_ref().filter(|part| self.depths.before(part.blocks.start) == 0);
        let behind_tips = open.map_or_else(|| end.clone(), |part| self.before(part.span.start));
        Landings { opening, intro, behind_tips, closing, end }
    }

    /// Before the paragraph that promises the tips; else at the introduction's end.
    fn intro(&self, part: &Part, count: usize) -> Landing {
        let depth = self.depths.before(part.blocks.start);
        let open = |index: &usize| self.depths.before(*index) == depth;
        let paragraphs: Vec<usize> = part
            .blocks
            .clone()
            .filter(open)
            .filter(|index| {
                self.blocks
                    .get(*index)
                    .is_some_and(|block| block.kind == Kind::Paragraph && block.span.end <= part.span.end)
            })
            .collect();
        let said = |index: &usize| self.blocks.get(*index).map_or("", |block| block.prose.text.as_str());
        let promises = |index: &&usize| promise::read(said(index), false).iter().any(|promise| promise.count == count);
        let announces = |index: &&usize| announces(said(index));
        let place = paragraphs.iter().rev().find(promises).or_else(|| paragraphs.iter().rev().take(1).find(announces));
        if let Some(block) = place.and_then(|index| self.blocks.get(*index)) {
            return self.before(block.span.start);
        }
        self.last_of(part, depth).unwrap_or_else(|| self.before(part.span.start))
    }

    /// Before the post's own call to the reader; else at the closing's end.
    fn closing(&self, part: &Part) -> Option<Landing> {
        let depth = self.depths.before(part.blocks.start);
        // Several paragraphs may call one after the other: thanks, then an address.
        let mut place = None;
        for index in part.blocks.clone().rev() {
            let block = self.blocks.get(index)?;
            let calls =
                block.kind == Kind::Paragraph && self.depths.before(index) == depth && calls_reader(&block.prose.text);
            if calls {
                place = Some(block);
            } else if !matches!(block.kind, Kind::Html | Kind::Rule | Kind::Notes) && !block.prose.is_silent() {
                break;
            }
        }
        match place {
            Some(block) => Some(self.before(block.span.start)),
            None => self.last_of(part, depth),
        }
    }

    /// Behind the last block of `part` that stands in `depth` boxes.
    fn last_of(&self, part: &Part, depth: u32) -> Option<Landing> {
        part.blocks.clone().rev().find_map(|index| {
            let block = self.blocks.get(index)?;
            // An embed, a footer; but behind what closes a box, once it is closed.
            let silent = block.kind == Kind::Html && self.depths.before(index) <= self.depths.after(index);
            let fits = self.depths.after(index) == depth
                && !matches!(block.kind, Kind::Rule | Kind::Notes | Kind::Open)
                && !silent
                && block.span.end <= part.span.end;
            fits.then(|| self.behind_text(block))
        })
    }

    /// Behind the last block before block `end`, outside all boxes.
    fn end(&self, end: usize) -> Landing {
        let last = (0..end).rev().find(|index| {
            self.depths.after(*index) == 0
                && self
                    .blocks
                    .get(*index)
                    .is_some_and(|block| !matches!(block.kind, Kind::Rule | Kind::Notes | Kind::Open))
        });
        match last.and_then(|index| self.blocks.get(index)) {
            Some(block) => self.behind_text(block),
            None => match self.blocks.first() {
                Some(block) => self.before(block.span.start),
                None => self.at_end(),
            },
        }
    }

    /// The very end of a text without any block.
    fn at_end(&self) -> Landing {
        let end = self.text.len();
        let before = self.text.get(..end).unwrap_or_default();
        let lead = if before.is_empty() {
            String::new()
        } else if before.ends_with(['\n', '\r']) {
            self.newline.as_str().to_owned()
        } else {
            self.newline.as_str().repeat(2)
        };
        Landing { at: end, lead: lead + self.habits.paragraph_indent, indent: String::new(), tail: String::new() }
    }

    /// Behind what `block` says; its author's life may follow in the same breath.
    fn behind_text(&self, block: &Block) -> Landing {
        let life = colophon::life(block.span.of(self.text)).filter(|_| block.kind == Kind::Paragraph);
        life.map_or_else(
            || self.behind(self.behind_comments(block.span.end)),
            |life| self.before(block.span.start + life),
        )
    }

    /// `WordPress` ends each of its blocks with a comment, which belongs to the block.
    fn behind_comments(&self, mut end: usize) -> usize {
        while let Some(rest) = self.text.get(end..)
            && let Some(comment) = rest.trim_start().strip_prefix("<!-- /wp:")
            && let Some(close) = comment.find("-->")
        {
            end = self.text.len() - comment.len() + close + 3;
        }
        end
    }

    /// Behind the block that ends at `end`.
    fn behind(&self, end: usize) -> Landing {
        let row = self.lines.row(self.lines.index(end));
        let rest = Span::new(end, row.end).of(self.text);
        let line = self.newline.as_str();
        // A block of HTML may end in the middle of a line.
        let inside = end < row.end && !rest.trim().is_empty();
        let at = if inside { end } else { row.end.max(end) };
        let (gap, indent) = self.gap();
        let tail = if inside {
            line.repeat(2)
        } else if self.followed(at) && self.habits.blank_lines {
            line.to_owned()
        } else {
            String::new()
        };
        Landing { at, lead: gap + &indent, indent: self.following_indent(), tail }
    }

    /// In front of the block that starts at `start`.
    fn before(&self, start: usize) -> Landing {
        let index = self.lines.index(start);
        let row = self.lines.row(index);
        let indent = Span::new(row.start, start).of(self.text);
        let line = self.newline.as_str();
        let inside = !indent.trim().is_empty();
        let at = if inside { start } else { row.start };
        let above = at > 0 && !(index > 0 && self.lines.is_blank(self.text, index - 1));
        let (_, own) = self.gap();
        let blank = self.habits.blank_lines;
        let lead = if inside {
            line.repeat(2)
        } else if above && blank {
            line.to_owned()
        } else {
            String::new()
        };
        let tail = if blank { line.repeat(2) } else { line.to_owned() };
        Landing { at, lead: lead + &own, indent: self.following_indent(), tail }
    }

    /// Inside a list item, as its last paragraph.
    fn in_item(&self, block: &Block, item: Item) -> Landing {
        let line = self.newline.as_str();
        if item.empty {
            return Landing {
                at: block.span.end,
                lead: " ".to_owned(),
                indent: " ".repeat(item.content),
                tail: String::new(),
            };
        }
        let said = block.prose.lines.last().map_or(block.span.end, |last| last.at.end);
        let end = if item.open { said } else { block.span.end };
        let row = self.lines.row(self.lines.index(end));
        let inside = !Span::new(end, row.end).of(self.text).trim().is_empty();
        let at = if inside { end } else { row.end.max(end) };
        let indent = " ".repeat(item.content);
        if self.format == Format::Plain && !self.habits.blank_lines {
            return Landing {
                at,
                lead: format!("{line}{}", self.habits.paragraph_indent),
                indent: self.following_indent(),
                tail: String::new(),
            };
        }
        let tail = if inside {
            line.repeat(2)
        } else if self.followed(at) {
            line.to_owned()
        } else {
            String::new()
        };
        Landing { at, lead: format!("{line}{line}{indent}"), indent, tail }
    }

    /// Whether a visible line follows right behind the line that ends at `at`.
    fn followed(&self, at: usize) -> bool {
        let next = self.lines.index(at) + 1;
        next < self.lines.len() && !self.lines.is_blank(self.text, next)
    }

    /// What parts two paragraphs, and what a paragraph starts with.
    fn gap(&self) -> (String, String) {
        let line = self.newline.as_str();
        let gap = if self.habits.blank_lines { line.repeat(2) } else { line.to_owned() };
        (gap, self.habits.paragraph_indent.to_owned())
    }

    fn following_indent(&self) -> String {
        self.habits.paragraph_indent.to_owned()
    }
}

/// Whether a paragraph announces what follows.
fn announces(text: &str) -> bool {
    let text = text.trim_end();
    let words = [
        "以下",
        "次の",
        "紹介します",
        "ご紹介",
        "見ていきましょう",
        "まとめました",
        "解説します",
        "お伝えします",
        "here are",
        "here is",
        "the following",
        "below",
        "let's",
        "let’s",
    ];
    let folded = super::numeral::fold(text);
    text.ends_with([':', '：']) || words.iter().any(|word| folded.contains(word))
}
