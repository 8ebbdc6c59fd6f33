//! Verify: where every character of a text comes from, proven from the post and the draft alone.
//!
//! What it is: the story woven again and laid beside the text given. What it is not: a reader of marks the text
//! carries; it believes nothing but the files. Invariant: a text is proven only if its visible characters are the
//! story's, one for one and in order, and its layout stands where the weave puts it.

use super::{Origin, Story};
use crate::draft::Draft;
use crate::post::Post;
use crate::text::Span;

/// Where the characters of a text come from. Counts are visible characters (Unicode scalar values that are no blanks).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Account {
    /// From the post.
    pub post: usize,
    /// From answers.
    pub answers: usize,
    /// From bridges, by id.
    pub bridges: Vec<(String, usize)>,
    /// From the author's edits.
    pub edits: usize,
    /// Marks of the layout: rules and fences.
    pub layout: usize,
    /// What stands in the text and comes from nowhere.
    pub unexplained: Vec<Foreign>,
    /// What the story holds and the text does not.
    pub lost: Vec<Lost>,
}

impl Account {
    /// Whether every character is accounted for and none is lost.
    #[must_use]
    pub const fn is_proven(&self) -> bool {
        self.unexplained.is_empty() && self.lost.is_empty()
    }
}

/// Characters that come from nowhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Foreign {
    /// Where they stand in the text given, in bytes.
    pub span: Span,
    /// Their line, from 1.
    pub line: usize,
    /// Their column in the line, from 1, in characters.
    pub column: usize,
}

/// Characters of the story that the text lacks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lost {
    /// The passage of the story they stand in.
    pub passage: usize,
    /// The characters.
    pub text: String,
    /// Where in the text given they are missed, in bytes.
    pub at: usize,
}

/// Lays `given` beside `story`. A byte-order mark and the kind of line ends do not count.
#[must_use]
pub fn verify(story: &Story, post: &Post, draft: &Draft, given: &str) -> Account {
    let woven: Vec<Sign> = signs(story.passages.iter().map(|passage| passage.text(post, &draft.answers)));
    let read: Vec<Sign> = signs([given].into_iter());
    let mut account = Account::default();
    for step in align(&woven, &read) {
        match step {
            Step::Same(ours, theirs) => {
                let (Some(ours), Some(theirs)) = (woven.get(ours), read.get(theirs)) else { continue };
                account.count(story, ours.passage);
                if ours.before != theirs.before && theirs.at > 0 {
                    account.foreign(Span::new(theirs.gap, theirs.at));
                }
            }
            Step::Theirs(theirs) => {
                if let Some(sign) = read.get(theirs) {
                    account.foreign(Span::new(sign.at, sign.at + sign.c.len_utf8()));
                }
            }
            Step::Ours(ours, theirs) => {
                let Some(sign) = woven.get(ours) else { continue };
                let at = read.get(theirs).map_or(given.len(), |sign| sign.at);
                match account.lost.last_mut() {
                    Some(lost) if lost.passage == sign.passage && lost.at == at => lost.text.push(sign.c),
                    Some(_) | None => account.lost.push(Lost { passage: sign.passage, text: sign.c.to_string(), at }),
                }
            }
        }
    }
    for foreign in &mut account.unexplained {
        let above = given.get(..foreign.span.start).unwrap_or_default();
        foreign.line = above.matches('\n').count() + 1;
        foreign.column = above.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    }
    account
}

impl Account {
    fn count(&mut self, story: &Story, passage: usize) {
        let Some(passage) = story.passages.get(passage) else { return };
        match &passage.origin {
            Origin::Post(_) => self.post += 1,
            Origin::Answer(..) => self.answers += 1,
            Origin::Edit { .. } => self.edits += 1,
            Origin::Layout(_) => self.layout += 1,
            Origin::Bridge(bridge) => match self.bridges.last_mut() {
                Some((id, count)) if *id == bridge.id => *count += 1,
                Some(_) | None => self.bridges.push((bridge.id.clone(), 1)),
            },
        }
    }

    fn foreign(&mut self, span: Span) {
        match self.unexplained.last_mut() {
            Some(last) if last.span.end == span.start => last.span.end = span.end,
            Some(_) | None => self.unexplained.push(Foreign { span, line: 0, column: 0 }),
        }
    }
}

/// A visible character and the blanks before it.
#[derive(Debug, Clone, Copy)]
struct Sign {
    c: char,
    /// Its byte in the text.
    at: usize,
    /// Where the blanks before it start.
    gap: usize,
    before: Gap,
    /// Which of the pieces it stands in.
    passage: usize,
}

/// The blanks between two visible characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Gap {
    None,
    Blank,
    Line,
    Paragraph,
}

fn signs<'a>(pieces: impl Iterator<Item = &'a str>) -> Vec<Sign> {
    let mut signs = Vec::new();
    let (mut at, mut gap, mut blanks, mut ends) = (0, 0, 0, 0);
    for (passage, piece) in pieces.enumerate() {
        for c in piece.chars() {
            if c == '\n' {
                ends += 1;
            } else if c.is_whitespace() || c == '\u{feff}' {
                blanks += usize::from(c != '\u{feff}');
            } else {
                let before = match (ends, blanks) {
                    (0, 0) => Gap::None,
                    (0, _) => Gap::Blank,
                    (1, _) => Gap::Line,
                    (_, _) => Gap::Paragraph,
                };
                signs.push(Sign { c, at, gap, before, passage });
                (blanks, ends) = (0, 0);
                gap = at + c.len_utf8();
            }
            at += c.len_utf8();
        }
    }
    signs
}

/// One step of an alignment.
#[derive(Debug, Clone, Copy)]
enum Step {
    /// The same character.
    Same(usize, usize),
    /// One of the text given alone.
    Theirs(usize),
    /// One of the story alone, and where in the text given.
    Ours(usize, usize),
}

/// More differences than this are not told apart: everything between the first and the last counts as foreign.
const MOST_DIFFERENCES: usize = 1_500;

/// Aligns by the shortest edit script (Myers, 1986) between the common beginning and the common end.
fn align(ours: &[Sign], theirs: &[Sign]) -> Vec<Step> {
    let head = ours.iter().zip(theirs).take_while(|(one, other)| one.c == other.c).count();
    let rest = ours.len().min(theirs.len()) - head;
    let tail =
        ours.iter().rev().zip(theirs.iter().rev()).take(rest).take_while(|(one, other)| one.c == other.c).count();
    let (ours_end, theirs_end) = (ours.len() - tail, theirs.len() - tail);
    let mut steps: Vec<Step> = (0..head).map(|at| Step::Same(at, at)).collect();
    let middle = (ours.get(head..ours_end).unwrap_or_default(), theirs.get(head..theirs_end).unwrap_or_default());
    if let Some(script) = shortest(middle.0, middle.1) {
        steps.extend(script.into_iter().map(|step| match step {
            Step::Same(one, other) => Step::Same(one + head, other + head),
            Step::Theirs(other) => Step::Theirs(other + head),
            Step::Ours(one, other) => Step::Ours(one + head, other + head),
        }));
    } else {
        steps.extend((head..ours_end).map(|one| Step::Ours(one, head)));
        steps.extend((head..theirs_end).map(Step::Theirs));
    }
    steps.extend((0..tail).map(|at| Step::Same(ours_end + at, theirs_end + at)));
    steps
}

/// The furthest point on each diagonal, by the number of differences so far.
fn shortest(ours: &[Sign], theirs: &[Sign]) -> Option<Vec<Step>> {
    let same =
        |one: usize, other: usize| ours.get(one).zip(theirs.get(other)).is_some_and(|(one, other)| one.c == other.c);
    let most = (ours.len() + theirs.len()).min(MOST_DIFFERENCES);
    let width = 2 * most + 3;
    // Diagonal k = one - other lies at k + most + 1.
    let mut furthest = vec![0_usize; width];
    let mut rounds: Vec<Vec<usize>> = Vec::new();
    let reach = |row: &[usize], k: usize| row.get(k).copied().unwrap_or_default();
    for differences in 0..=most {
        rounds.push(furthest.clone());
        for step in 0..=differences {
            let k = most + 1 + 2 * step - differences;
            let down = step == 0 || step != differences && reach(&furthest, k - 1) < reach(&furthest, k + 1);
            let mut one = if down { reach(&furthest, k + 1) } else { reach(&furthest, k - 1) + 1 };
            let Some(mut other) = (one + most + 1).checked_sub(k) else { continue };
            while same(one, other) {
                one += 1;
                other += 1;
            }
            if let Some(cell) = furthest.get_mut(k) {
                *cell = one;
            }
            if one >= ours.len() && other >= theirs.len() {
                return Some(walk_back(&rounds, most, ours.len(), theirs.len()));
            }
        }
    }
    None
}

fn walk_back(rounds: &[Vec<usize>], most: usize, mut one: usize, mut other: usize) -> Vec<Step> {
    let mut steps = Vec::new();
    for (differences, row) in rounds.iter().enumerate().rev() {
        let reach = |k: usize| row.get(k).copied().unwrap_or_default();
        let k = one + most + 1 - other;
        let first = k + differences == most + 1;
        let last = k == most + 1 + differences;
        let down = first || !last && reach(k - 1) < reach(k + 1);
        let from = if down { k + 1 } else { k - 1 };
        let (from_one, from_other) =
            if differences == 0 { (0, 0) } else { (reach(from), reach(from) + most + 1 - from) };
        while one > from_one && other > from_other {
            one -= 1;
            other -= 1;
            steps.push(Step::Same(one, other));
        }
        if differences > 0 {
            if down {
                other -= 1;
                steps.push(Step::Theirs(other));
            } else {
                one -= 1;
                steps.push(Step::Ours(one, other));
            }
        }
    }
    steps.reverse();
    steps
}
