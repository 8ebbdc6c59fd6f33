//! Traits: what one candidate's words say of it, asked once for all the lists it may belong to.
//!
//! What it is: small yes-or-no questions about one line. What it is not: it knows no series and gives no points.
//! Invariant: the answers depend on the line alone.

use super::advice::is_advice;
use super::block::Block;
use super::candidate::Candidate;
use super::numeral::fold;

/// What lines are that are seldom tips.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Odd {
    Dated,
    Link,
    Asked,
}

/// What one candidate's words say of it.
#[derive(Debug, Default)]
pub(super) struct Traits {
    /// It tells the reader to do something.
    pub advice: bool,
    /// What it is that tips seldom are.
    pub odd: Option<Odd>,
    /// Whether it asks what something is, or why.
    pub asks: bool,
    /// Its letters, to be found again in a list.
    pub essence: String,
    /// Its last letters, where it is not English.
    pub tail: Option<String>,
}

impl Traits {
    /// The traits of `candidate`, which stands in one of `blocks` of `text`.
    pub(super) fn of(text: &str, blocks: &[Block], candidate: &Candidate) -> Self {
        let heading = &candidate.heading;
        let mut tail: Vec<char> = heading.chars().rev().filter(|c| c.is_alphanumeric()).take(3).collect();
        tail.reverse();
        Self {
            advice: is_advice(heading),
            odd: if is_dated(heading) {
                Some(Odd::Dated)
            } else if is_link(text, blocks, candidate) {
                Some(Odd::Link)
            } else {
                heading.ends_with(['?', '？']).then_some(Odd::Asked)
            },
            asks: asks(heading),
            essence: essence(heading),
            tail: (!heading.is_ascii()).then(|| tail.into_iter().collect()),
        }
    }
}

/// Whether a line is a link and little else.
fn is_link(text: &str, blocks: &[Block], member: &Candidate) -> bool {
    let Some(block) = blocks.get(member.block) else { return false };
    let line = block.prose.lines.get(member.line).map_or("", |line| line.at.of(text));
    let bare = line.trim_start_matches(|c: char| {
        c.is_ascii_digit() || c.is_whitespace() || matches!(c, '-' | '*' | '+' | '.' | ')' | '#' | '・')
    });
    bare.starts_with("http")
        || bare.starts_with("<http")
        || (bare.starts_with('[') && bare.contains("]("))
        || bare.starts_with("<a ")
}

/// Whether a heading asks what something is, or why: what an introduction does.
pub(super) fn asks(heading: &str) -> bool {
    let folded = fold(heading);
    let bare = folded.trim_end_matches(|c: char| !c.is_alphanumeric());
    let starts = ["why ", "what is ", "what are ", "what's ", "なぜ", "どうして", "そもそも"];
    let ends = [
        "とは",
        "とは何か",
        "とはなにか",
        "のか",
        "について",
        "の重要性",
        "の理由",
        "の背景",
        "の目的",
        "の現状",
        "の課題",
        "の原因",
        "のメリット",
        "のデメリット",
    ];
    starts.iter().any(|start| folded.starts_with(start)) || ends.iter().any(|end| bare.ends_with(end))
}

/// A heading reduced to its letters, to be found again in a list.
pub(super) fn essence(heading: &str) -> String {
    fold(heading).chars().filter(|c| c.is_alphanumeric()).collect()
}

/// `2024-01-05`, `v1.2.0`, `3月12日`, `January 5`: an entry of a diary or of release notes.
fn is_dated(heading: &str) -> bool {
    let folded = fold(heading);
    let bare = folded.trim_start_matches(['v', '[', ' ', '(']);
    let digits = bare.bytes().take_while(u8::is_ascii_digit).count();
    let rest = bare.get(digits..).unwrap_or_default();
    let months = [
        "january",
        "february",
        "march",
        "april",
        "may ",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
    ];
    (digits > 0 && (rest.starts_with('月') || rest.starts_with('日') || rest.starts_with('年')))
        || (digits > 0
            && rest.starts_with(['.', '/', '-'])
            && rest.get(1..).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit())))
        || months.iter().any(|month| bare.starts_with(month) && bare.len() < month.len() + 12)
}
