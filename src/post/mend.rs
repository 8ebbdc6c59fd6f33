//! Mending: what the author says about the tips, on top of what was found.
//!
//! What it is: a few marks on lines, kept in the draft and laid over every reading of the post. What it is not: a list
//! of tips; a tip added to the post later is still found. Invariant: a mark names its line by what stands on it, so
//! lines may be added above, and a line that is gone takes its mark with it.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::Post;
use super::block::Lines;

/// Everything the author said about the tips of one post.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Mending {
    /// The post is to be treated as one tip, whatever stands in it.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub one: bool,
    /// What was said of single lines.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub marks: Vec<Mark>,
}

/// What the author said of one line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mark {
    /// What stands on the line, without blanks around it; its first characters, where it is long.
    pub line: String,
    /// Which of several lines alike, from 0.
    #[serde(default, skip_serializing_if = "is_first")]
    pub nth: usize,
    /// What it is.
    pub says: Says,
    /// The tip's heading in the author's words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub heading: Option<String>,
}

/// What a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
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

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands a reference")]
fn is_first(nth: &usize) -> bool {
    *nth == 0
}

/// What a line is known by.
fn key(line: &str) -> &str {
    let bare = line.trim();
    bare.char_indices().nth(TOLD_APART).map_or(bare, |(end, _)| bare.get(..end).unwrap_or(bare))
}

impl Mending {
    /// Whether nothing was said.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        !self.one && self.marks.is_empty()
    }

    /// Says what line `line` of `post` is, from 1; a CRLF ends one line. `false` where there is no visible line.
    pub fn say(&mut self, post: &Post, line: usize, says: Says) -> bool {
        self.put(post, line, says, None)
    }

    /// Gives the tip that begins on line `line` a heading of the author's own.
    pub fn rename(&mut self, post: &Post, line: usize, heading: &str) -> bool {
        self.put(post, line, Says::Tip, Some(heading.trim().to_owned()).filter(|heading| !heading.is_empty()))
    }

    /// Says that tips begin on these lines of `post`, from 1, and nowhere else. `false` where one is not visible.
    pub fn only(&mut self, post: &Post, lines: &[usize]) -> bool {
        self.one = false;
        self.marks.clear();
        let all = Lines::new(&post.text, 0);
        for tip in &post.tips {
            let found = all.index(tip.heading_span.start) + 1;
            if !lines.contains(&found) {
                self.say(post, found, Says::NoTip);
            }
        }
        let missed = lines.iter().filter(|line| !self.say(post, **line, Says::Tip)).count();
        missed == 0
    }

    fn put(&mut self, post: &Post, line: usize, says: Says, heading: Option<String>) -> bool {
        let all = Lines::new(&post.text, 0);
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
