//! Mending: what the author says about the tips, on top of what was found.
//!
//! What it is: a few marks on lines, kept in the draft and laid over every reading of the post. What it is not: a list
//! of tips; a tip added to the post later is still found. Invariant: a mark names its line by what stands on it, so
//! lines may be added above, and a line that is gone takes its mark with it.

use std::collections::HashMap;

use super::Post;
use super::block::Lines;
use super::marker;

/// Everything the author said about the tips of one post.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Mending {
    /// How many tips the post is taken for, whatever stands in it.
    pub taken: TakenFor,
    /// What was said of single lines.
    pub marks: Vec<Mark>,
}

/// How many tips a post is taken for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum TakenFor {
    /// For as many as it has.
    #[default]
    Several,
    /// For one: the whole of it.
    One,
}

/// What the author said of one line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// The words on the line, without marks and number; the first of them, where it is long.
    pub line: String,
    /// Which of several lines alike, from 0.
    pub nth: usize,
    /// What it is.
    pub says: Says,
    /// The tip's heading in the author's words.
    pub heading: Option<String>,
}

/// What a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Says {
    /// A tip begins here. Marking a line inside a tip splits it.
    Tip,
    /// No tip begins here; what follows belongs to none.
    NoTip,
    /// No tip begins here; what follows belongs to the tip before.
    Joined,
}

/// Lines are told apart by this many characters.
const TOLD_APART: usize = 80;

/// What a line is known by: its words without marks and number, so that numbering anew loses nothing.
fn key(line: &str) -> &str {
    let bare = line.trim();
    let words = bare.trim_start_matches(|c: char| c.is_whitespace() || "#*_-+>".contains(c));
    let words = marker::read(words).and_then(|marker| words.get(marker.length..)).map_or(words, str::trim_start);
    let words = if words.is_empty() { bare } else { words };
    words.char_indices().nth(TOLD_APART).map_or(words, |(end, _)| words.get(..end).unwrap_or(words))
}

/// What line `line` of `post`, from 1, is known by, and which of several alike it is; nothing where nothing stands.
fn named(post: &Post, line: usize) -> Option<(&str, usize)> {
    let all = post.lines();
    let row = line.checked_sub(1).filter(|row| *row < all.len())?;
    let name = key(all.row(row).of(&post.text));
    let nth = (0..row).filter(|before| key(all.row(*before).of(&post.text)) == name).count();
    (!name.is_empty()).then_some((name, nth))
}

impl Mending {
    /// Says what line `line` of `post` is, from 1; a CRLF ends one line. `false` where nothing stands there.
    pub fn say(&mut self, post: &Post, line: usize, says: Says) -> bool {
        self.put(post, line, says, None)
    }

    /// Gives the tip that begins on line `line` a heading of the author's own; an empty one gives it back the post's.
    pub fn rename(&mut self, post: &Post, line: usize, heading: &str) -> bool {
        // A heading is one line.
        let heading = heading.split(char::is_control).collect::<Vec<_>>().join(" ").trim().to_owned();
        self.put(post, line, Says::Tip, Some(heading).filter(|heading| !heading.is_empty()))
    }

    /// Forgets what was said of line `line` of `post`. `false` where nothing was.
    pub fn forget(&mut self, post: &Post, line: usize) -> bool {
        let Some((name, nth)) = named(post, line) else { return false };
        let before = self.marks.len();
        self.marks.retain(|mark| (key(&mark.line), mark.nth) != (name, nth));
        self.marks.len() < before
    }

    /// The heading the author gave the tip on line `line` of `post`.
    #[must_use]
    pub fn heading_on(&self, post: &Post, line: usize) -> Option<&str> {
        let (name, nth) = named(post, line).filter(|_| !self.marks.is_empty())?;
        self.marks.iter().find(|mark| (key(&mark.line), mark.nth) == (name, nth))?.heading.as_deref()
    }

    fn put(&mut self, post: &Post, line: usize, says: Says, heading: Option<String>) -> bool {
        let Some((name, nth)) = named(post, line) else { return false };
        let name = name.to_owned();
        self.marks.retain(|mark| (key(&mark.line), mark.nth) != (name.as_str(), nth));
        self.marks.push(Mark { line: name, nth, says, heading });
        true
    }

    /// The marks by the row of `lines` they lie on, in the order of the rows.
    pub(super) fn rows(&self, text: &str, lines: &Lines, skipped: &str) -> Vec<(usize, &Mark)> {
        let marks: HashMap<(&str, usize), &Mark> =
            self.marks.iter().map(|mark| ((key(&mark.line), mark.nth), mark)).collect();
        let mut counts: HashMap<&str, usize> = self.marks.iter().map(|mark| (key(&mark.line), 0)).collect();
        let mut found = Vec::new();
        let head = Lines::new(skipped, 0);
        let above = (0..head.len()).map(|row| (None, head.row(row).of(skipped)));
        let body = (0..lines.len()).map(|row| (Some(row), lines.row(row).of(text)));
        for (row, line) in above.chain(body) {
            let Some(count) = counts.get_mut(key(line)) else { continue };
            let mark = marks.get(&(key(line), *count)).copied();
            *count += 1;
            found.extend(row.zip(mark));
        }
        found
    }
}
