//! What can go wrong outside, said so that a person can go on.
//!
//! What it is: one error type for the whole program, made by `shell` with words of the reader's language. What it is
//! not: the trade's faults, which are plain values of their own. Invariant: `what` says what is wrong, `hint` what
//! to do, one line each.

use std::fmt;

/// What kind of trouble it is. The kind alone picks the exit code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// The answer is "no": nothing open, review denied, verification failed. Exit code 1.
    No,
    /// The command line asks for something that does not exist. Exit code 2.
    Usage,
    /// The input cannot be read. Exit code 3.
    Input,
    /// The output cannot be written. Exit code 4.
    Output,
}

impl Kind {
    /// The exit code of the process.
    #[must_use]
    pub const fn exit_code(self) -> u8 {
        match self {
            Self::No => 1,
            Self::Usage => 2,
            Self::Input => 3,
            Self::Output => 4,
        }
    }
}

/// Trouble, in the reader's language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error {
    /// What kind it is.
    pub kind: Kind,
    /// One line: what is wrong.
    pub what: String,
    /// One line: what to do.
    pub hint: String,
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "naze: {}\n{}", self.what, self.hint)
    }
}

impl std::error::Error for Error {}
