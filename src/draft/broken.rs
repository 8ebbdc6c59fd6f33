//! Why a draft's text cannot be read.
//!
//! What it is: plain values that say where and what; `shell` puts them in words. What it is not: it mends nothing, and
//! the file is left alone. Invariant: lines and columns count from 1, columns in characters.

/// Why a draft's text cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Broken {
    /// It is no TOML.
    Syntax {
        /// Where.
        at: At,
        /// What was expected, in the words of the TOML reader (English).
        what: String,
    },
    /// A value is of another kind than it must be.
    Value {
        /// Where.
        at: At,
        /// The key of the value, such as `text`.
        key: String,
        /// What it must be.
        wanted: Wanted,
    },
    /// It holds a git conflict.
    Conflict {
        /// The line of the first mark.
        line: usize,
    },
    /// A newer naze wrote it.
    Newer {
        /// The version of its format.
        version: i64,
    },
}

/// What a value must be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
    /// A text in quotes.
    Text,
    /// A whole number.
    Number,
    /// A table.
    Table,
    /// A list of tables (`[[…]]`).
    Tables,
    /// The name of a tip, such as `t1`.
    Tip,
    /// The name of a voice, such as `v1`.
    Voice,
    /// `one` or `several`.
    TakenFor,
    /// `tip`, `no-tip` or `joined`.
    Says,
    /// `ja` or `en`.
    Language,
    /// `some` or `none`.
    Bridges,
    /// `dont-know`, `cant-say`, `none`, `parked` or `skipped`.
    Outcome,
}

/// A place in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct At {
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
}

impl At {
    /// The place of byte `offset` of `text`.
    #[must_use]
    pub(super) fn of(text: &str, offset: usize) -> Self {
        let before = text.get(..offset).unwrap_or(text);
        let line = before.rsplit('\n').next().unwrap_or_default();
        Self { line: before.matches('\n').count() + 1, column: line.chars().count() + 1 }
    }
}

/// The line of the first git conflict mark, from 1, where `text` holds a whole conflict.
///
/// An answer about git is no conflict: naze writes such lines with their first character escaped.
pub(super) fn conflict(text: &str) -> Option<usize> {
    if !text.contains("<<<<<<< ") {
        return None;
    }
    let mut start = None;
    let mut middle = false;
    for (index, line) in text.lines().enumerate() {
        if line.starts_with("<<<<<<< ") && start.is_none() {
            start = Some(index + 1);
        } else if line == "=======" && start.is_some() {
            middle = true;
        } else if line.starts_with(">>>>>>> ") && middle {
            return start;
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters() {
        assert_eq!(At::of("あ\nいう\"", 10), At { line: 2, column: 3 });
        assert_eq!(At::of("", 7), At { line: 1, column: 1 });
    }

    #[test]
    fn only_a_whole_conflict_is_one() {
        assert_eq!(conflict("a\n<<<<<<< ours\nb\n=======\nc\n>>>>>>> theirs\n"), Some(2));
        assert_eq!(conflict("Title\n=======\n\n>>>>>>> quoted deep\n"), None);
    }
}
