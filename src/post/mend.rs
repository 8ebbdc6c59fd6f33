//! Mending: what the author says about the tips, on top of what was found.
//!
//! What it is: a few marks on lines, kept in the draft and laid over every reading of the post. What it is not: a list
//! of tips; a tip added to the post later is still found. Invariant: a mark names its line by what stands on it, so
//! lines may be added above, and a line that is gone takes its mark with it.

use std::collections::HashMap;

use super::Post;
use super::block::Lines;

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
    /// What stands on the line, without blanks around it; its first characters, where it is long.
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

/// What a line is known by.
fn key(line: &str) -> &str {
    let bare = line.trim();
    bare.char_indices().nth(TOLD_APART).map_or(bare, |(end, _)| bare.get(..end).unwrap_or(bare))
}

impl Mending {
    /// Says what line `line` of `post` is, from 1; a CRLF ends one line. `false` where nothing stands there.
    pub fn say(&mut self, post: &Post, line: usize, says: Says) -> bool {
        self.put(post, line, says, None)
    }

    /// Gives the tip that begins on line `line` a heading of the author's own; an empty one gives it back the post's.
    pub fn rename(&mut self, post: &Post, line: usize, heading: &str) -> bool {
        self.put(post, line, Says::Tip, Some(heading.trim().to_owned()).filter(|heading| !heading.is_empty()))
    }

    fn put(&mut self, post: &Post, line: usize, says: Says, heading: Option<String>) -> bool {
        let all = post.lines();
        let Some(row) = line.checked_sub(1).filter(|row| *row < all.len()) else { return false };
        let name = key(all.row(row).of(&post.text));
        if name.is_empty() {
            return false;
        }
        let nth = (0..row).filter(|before| key(all.row(*before).of(&post.text)) == name).count();
        let name = name.to_owned();
        self.marks.retain(|mark| (mark.line.as_str(), mark.nth) != (name.as_str(), nth));
        self.marks.push(Mark { line: name, nth, says, heading });
        true
    }

    /// The marks by the row of `lines` they lie on, in the order of the rows.
    pub(super) fn rows(&self, text: &str, lines: &Lines, skipped: &str) -> Vec<(usize, &Mark)> {
        let mut counts: HashMap<&str, usize> = self.marks.iter().map(|mark| (mark.line.as_str(), 0)).collect();
        let mut found = Vec::new();
        let head = Lines::new(skipped, 0);
        let above = (0..head.len()).map(|row| (None, head.row(row).of(skipped)));
        let body = (0..lines.len()).map(|row| (Some(row), lines.row(row).of(text)));
        for (row, line) in above.chain(body) {
            let Some(count) = counts.get_mut(key(line)) else { continue };
            let mark = self.marks.iter().find(|mark| mark.line == key(line) && mark.nth == *count);
            *count += 1;
            found.extend(row.zip(mark));
        }
        found
    }
}
