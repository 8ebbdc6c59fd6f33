//! The score: how much a series looks like the list of tips the post is about.
//!
//! What it is: points, each with its reason, so that `--why` can show them. What it is not: a model; every weight is
//! written here and was set on real posts. Invariant: the same series of the same post always gets the same points.

use std::collections::{HashMap, HashSet};

use super::block::{Block, Kind};
use super::candidate::{Candidate, Form};
use super::lexicon::Use;
use super::numeral::fold;
use super::promise::{Of, Promise};
use super::series::{Run, Series, use_of};
use super::traits::{Odd, Traits};

/// Why points were given or taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reason {
    /// How the lines stand out.
    Form,
    /// They are numbered.
    Numbered,
    /// Their marker's word counts tips.
    Label,
    /// As many as the title promises, or not.
    Title,
    /// As many as the text in front promises.
    Promise,
    /// As many as their section's heading promises.
    Section,
    /// A list in front names them.
    Preview,
    /// They tell the reader to do something.
    Advice,
    /// They are followed by a text of their own.
    Body,
    /// They take up most of the post.
    Cover,
    /// They are worded alike.
    Alike,
    /// They say the same again and again: parts every tip has.
    Repeated,
    /// They stand inside a tip, an opening or a closing.
    Inside,
    /// They are links, dates, versions or questions.
    Kind,
    /// Too few or too many.
    Count,
    /// What the title says the post is.
    Subject,
}

/// Points with their reasons.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Score {
    /// The sum.
    pub total: i32,
    /// What it is made of.
    pub reasons: Vec<(Reason, i32)>,
}

impl Score {
    fn give(&mut self, reason: Reason, points: i32) {
        if points != 0 {
            self.total += points;
            self.reasons.push((reason, points));
        }
    }
}

/// What all series of a post are measured by.
pub(super) struct Measure<'p> {
    pub blocks: &'p [Block],
    pub candidates: &'p [Candidate],
    pub parents: &'p [Option<usize>],
    /// What the title promises.
    pub title: Option<Promise>,
    /// Points for what the title says.
    pub subject: i32,
    /// Whether the title says that questions follow: then tips may ask.
    pub questions: bool,
    /// Promises in running text and section headings, with the block they stand in.
    pub promises: Vec<(usize, Promise)>,
    /// What is asked of every member, asked once.
    pub traits: HashMap<usize, Traits>,
    /// Headings by what they say, to find previews: folded, with their block.
    pub said: HashMap<String, Vec<usize>>,
    /// The first block of running text.
    pub first_told: usize,
    /// Where the body starts and ends, in bytes.
    pub body: (usize, usize),
}

impl Measure<'_> {
    /// The points of `series`.
    pub(super) fn score(&self, series: &Series) -> Score {
        let mut score = Score::default();
        let members: Vec<&Candidate> = series.members.iter().filter_map(|index| self.candidates.get(*index)).collect();
        let (Some(first), Some(last)) = (members.first(), members.last()) else { return score };
        let count = members.len();
        let traits: Vec<&Traits> = series.members.iter().filter_map(|index| self.traits.get(index)).collect();
        let share = |fits: fn(&Traits) -> bool| percent(traits.iter().filter(|traits| fits(traits)).count(), count);

        score.give(Reason::Form, form(first.form, self.stance(first)));
        let advice = share(|traits| traits.advice);
        score.give(
            Reason::Advice,
            // Hardly anything but tips is all advice.
            if advice >= 80 && count > 2 {
                16
            } else if advice >= 60 {
                10
            } else if advice >= 34 {
                5
            } else {
                0
            },
        );
        let label = first.marker.as_ref();
        let numbers = match series.run {
            Run::None => 0,
            // A plain essay may be numbered too: without advice or a promise it is worth less.
            Run::Straight => {
                if advice >= 34 || self.subject > 0 || self.title.is_some() {
                    12
                } else {
                    8
                }
            }
            Run::Crooked => 7,
            Run::Restarting => 8,
        };
        score.give(Reason::Numbered, numbers);
        if series.run != Run::None
            && let Some(marker) = label
        {
            score.give(
                Reason::Label,
                if marker.gives_reasons() {
                    -6
                } else if marker.counts_tips() {
                    8
                } else {
                    0
                },
            );
        }
        self.promised(series, count, first, &mut score);
        let bodies = self.bodies(series);
        score.give(
            Reason::Body,
            if bodies >= 80 {
                6
            } else if bodies >= 40 {
                3
            } else {
                0
            },
        );
        score.give(Reason::Cover, self.cover(first, last));
        score.give(Reason::Preview, self.preview(&members, &traits));
        score.give(Reason::Alike, alike(&traits));
        score.give(Reason::Inside, self.inside(series));
        let links = share(|traits| traits.odd == Some(Odd::Link));
        let dated = share(|traits| traits.odd == Some(Odd::Dated));
        let asked = share(|traits| traits.odd == Some(Odd::Asked));
        let kind = -(if links >= 60 { 18 } else { 0 })
            - (if dated >= 50 { 25 } else { 0 })
            - (if asked >= 70 && advice < 50 && !self.questions { 8 } else { 0 });
        score.give(Reason::Kind, kind);
        score.give(Reason::Repeated, repeated(&traits));
        score.give(
            Reason::Count,
            match count {
                0 | 1 | 61.. => -25,
                2 => -6,
                3..=30 => 0,
                31..=60 => -8,
            },
        );
        score.give(Reason::Subject, self.subject);
        score
    }

    /// Promises of the title, the section's heading and the text in front.
    fn promised(&self, series: &Series, count: usize, first: &Candidate, score: &mut Score) {
        if let Some(title) = &self.title {
            let points = match (title.of, title.count.abs_diff(count)) {
                (Of::Ways, 0) => 24,
                (Of::Things, 0) => 18,
                (Of::Reasons, 0) | (Of::Ways, 1) => 0,
                (Of::Ways, _) => -10,
                (Of::Things | Of::Reasons, _) => -4,
            };
            // A title's number and a few more ("plus five bonus ideas"): as good as the first run alone, and whole.
            let points = if points < 0 && self.goes_on(series, title) { 60 } else { points };
            score.give(Reason::Title, points);
        }
        let parent = series.parent.and_then(|index| self.candidates.get(index));
        let of_parent = parent
            .and_then(|parent| self.promises.iter().find(|(block, _)| *block == parent.block))
            .map(|(_, promise)| promise);
        if let Some(promise) = of_parent {
            let points = match (promise.of, promise.count == count) {
                (Of::Ways, true) => 12,
                (Of::Things, true) => 8,
                (Of::Reasons, true) => -8,
                (Of::Ways | Of::Things | Of::Reasons, false) => -4,
            };
            score.give(Reason::Section, points);
        }
        // The last promise made before the first member counts, where it holds.
        let before = self.promises.partition_point(|(block, _)| *block < first.block);
        let near = self.promises.get(before.saturating_sub(8)..before).unwrap_or_default();
        let kept = near
            .iter()
            .rev()
            .find(|(block, promise)| promise.count == count && parent.is_none_or(|parent| *block != parent.block));
        if let Some((_, promise)) = kept {
            score.give(
                Reason::Promise,
                match promise.of {
                    Of::Ways => 12,
                    Of::Things => 9,
                    Of::Reasons => 0,
                },
            );
        }
    }

    /// Whether a restarting series tells what the title promises in one run, and more of the same in the others.
    fn goes_on(&self, series: &Series, title: &Promise) -> bool {
        if series.run != Run::Restarting {
            return false;
        }
        let mut sections: Vec<(usize, usize)> = Vec::new();
        for &member in &series.members {
            let Some(parent) = self.parents.get(member).copied().flatten() else { return false };
            match sections.last_mut() {
                Some((section, count)) if *section == parent => *count += 1,
                Some(_) | None => sections.push((parent, 1)),
            }
        }
        let noun = |section: usize| {
            let block = self.candidates.get(section)?.block;
            let promise = self.promises.iter().find(|(at, _)| *at == block).map(|(_, promise)| promise)?;
            Some((promise.noun.clone(), promise.count))
        };
        let nouns: Vec<_> = sections
            .iter()
            .filter_map(|(section, count)| noun(*section).filter(|(_, promised)| promised == count))
            .collect();
        let same = nouns.len() == sections.len()
            && nouns.iter().all(|(noun, _)| !noun.is_empty() && nouns.first().is_some_and(|(first, _)| first == noun));
        let more = |section: usize| {
            self.candidates.get(section).is_some_and(|heading| {
                ["bonus", "extra", "おまけ", "番外", "ボーナス"]
                    .iter()
                    .any(|word| fold(&heading.heading).contains(word))
            })
        };
        let exact = sections.first().is_some_and(|(_, count)| *count == title.count);
        let rest = sections.get(1..).unwrap_or_default();
        exact && (same || (!rest.is_empty() && rest.iter().all(|(section, _)| more(*section))))
    }

    /// How many members have something behind their heading, in percent.
    fn bodies(&self, series: &Series) -> usize {
        let with = series.members.iter().filter(|index| {
            let Some(member) = self.candidates.get(**index) else { return false };
            let Some(block) = self.blocks.get(member.block) else { return false };
            let told = |next: &Block| next.kind == Kind::Paragraph && !next.prose.is_silent();
            if let Kind::Item(_) = block.kind {
                return block.span.len() > member.at.len() + 24 || self.blocks.get(member.block + 1).is_some_and(told);
            }
            let more = block.prose.lines.len() > member.line + 1 || block.span.end > member.at.end + 12;
            let next = self.blocks.get(member.block + 1).is_some_and(|next| {
                !matches!(next.kind, Kind::Heading(_) | Kind::Rule | Kind::Html)
                    && self.candidates.get(*index + 1).is_none_or(|after| {
                        after.block != member.block + 1
                            || matches!(after.form, Form::Item(_) | Form::Lead | Form::Numbered | Form::Bare)
                    })
            });
            more || next
        });
        percent(with.count(), series.members.len())
    }

    /// How much of the body lies between the first member and the last.
    fn cover(&self, first: &Candidate, last: &Candidate) -> i32 {
        let (start, end) = self.body;
        let length = end.saturating_sub(start).max(1);
        let last = self.blocks.get(last.block).map_or(last.at.end, |block| block.span.end);
        let covered = last.saturating_sub(first.at.start);
        i32::try_from(covered.saturating_mul(8) / length).unwrap_or(8).min(8)
    }

    /// Whether an earlier list names the members, or the members are such a list themselves.
    fn preview(&self, members: &[&Candidate], traits: &[&Traits]) -> i32 {
        if members.len() < 2 {
            return 0;
        }
        let is_item = matches!(members.first().map(|member| member.form), Some(Form::Item(_)));
        let (mut before, mut after) = (0, 0);
        for (member, traits) in members.iter().zip(traits) {
            let Some(blocks) = self.said.get(&traits.essence) else { continue };
            before += usize::from(blocks.iter().any(|block| *block < member.block));
            after += usize::from(blocks.iter().any(|block| *block > member.block));
        }
        if is_item {
            // Named again as headings: these items are the preview, or the look back.
            return if percent(before.max(after), members.len()) >= 60 { -25 } else { 0 };
        }
        if percent(before.max(after), members.len()) >= 60 { 14 } else { 0 }
    }

    /// Points taken for standing where no list of tips stands.
    fn inside(&self, series: &Series) -> i32 {
        let mut points = 0;
        let first = series.members.first().copied();
        if let Some(parent) = series.parent {
            match use_of(self.candidates, parent) {
                Some(Use::Opening) => points -= 10,
                Some(Use::Closing) => points -= 14,
                Some(Use::EndMatter) => points -= 20,
                None => {}
            }
            let numbered = self.candidates.get(parent).is_some_and(|heading| heading.marker.is_some());
            if numbered {
                points -= 8;
            }
        }
        let meta = series.members.iter().filter(|index| use_of(self.candidates, **index).is_some()).count();
        points -= i32::try_from(meta).unwrap_or(9).min(9) * 6;
        // A heading that asks what this is about, in front of others that do not, belongs to the introduction; one that
        // closes the post is no tip, however many were promised.
        let asks =
            |index: Option<&usize>| index.and_then(|index| self.traits.get(index)).is_some_and(|traits| traits.asks);
        let asking = series.members.iter().filter(|index| asks(Some(index))).count();
        points -= if asks(series.members.first()) && asking * 3 <= series.members.len() { 8 } else { 0 };
        // A question behind what are no questions looks back on them.
        let questions =
            |index: &&usize| self.traits.get(index).is_some_and(|traits| traits.asks || traits.odd == Some(Odd::Asked));
        let looks_back = series.run == Run::None
            && series.members.len() > 2
            && series.members.last().is_some_and(|last| questions(&last))
            && series.members.iter().filter(questions).count() == 1;
        points -= if looks_back { 8 } else { 0 };
        let closes = series.members.last().is_some_and(|last| use_of(self.candidates, *last) == Some(Use::Closing));
        points -= if closes { 10 } else { 0 };
        // A first section that nothing stands in front of is the introduction.
        if let Some(first) = first
            && series.run == Run::None
            && let Some(candidate) = self.candidates.get(first)
            && matches!(candidate.form, Form::Heading(_))
        {
            let silent = candidate.block <= self.first_told;
            points -= if silent { 4 } else { 0 };
        }
        points
    }

    /// What an item stands out by.
    fn stance(&self, member: &Candidate) -> Stance {
        let Some(block) = self.blocks.get(member.block) else { return Stance::Bullet };
        let bold = block.prose.lines.first().is_some_and(|line| line.bold > 0);
        if matches!(block.kind, Kind::Item(item) if item.number.is_some()) {
            Stance::Number
        } else if bold {
            Stance::Bold
        } else {
            Stance::Bullet
        }
    }
}

fn percent(part: usize, whole: usize) -> usize {
    part * 100 / whole.max(1)
}

/// What a list item stands out by.
#[derive(Clone, Copy)]
enum Stance {
    Number,
    Bold,
    Bullet,
}

/// Points for how lines stand out.
fn form(form: Form, stance: Stance) -> i32 {
    match form {
        Form::Heading(1..=4) => 8,
        Form::Bold => 7,
        Form::Heading(_) | Form::Numbered => 6,
        Form::Signed => 5,
        Form::Lead => 3,
        Form::Bare => 4,
        Form::Item(_) => match stance {
            Stance::Number => 4,
            Stance::Bold => 3,
            Stance::Bullet => -2,
        },
    }
}

/// Points taken for headings that stand there twice and more: 材料, 作り方, Example.
fn repeated(members: &[&Traits]) -> i32 {
    let kinds: HashSet<&str> = members.iter().map(|traits| traits.essence.as_str()).collect();
    if members.len() > 3 && kinds.len() * 3 <= members.len() * 2 && kinds.iter().all(|kind| !kind.is_empty()) {
        -25
    } else {
        0
    }
}

/// Points for headings that end alike: the last characters of most are the same.
fn alike(members: &[&Traits]) -> i32 {
    let mut tails: HashMap<&str, usize> = HashMap::new();
    for tail in members.iter().filter_map(|traits| traits.tail.as_deref()) {
        *tails.entry(tail).or_default() += 1;
    }
    let most = tails.values().copied().max().unwrap_or(0);
    if members.len() > 2 && percent(most, members.len()) >= 60 && most >= 2 { 5 } else { 0 }
}
