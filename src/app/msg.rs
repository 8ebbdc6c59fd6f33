//! Everything that can happen.
//!
//! With `effect.rs` this is the whole contract between the program and the world: `shell` turns what the terminal,
//! the clock and its threads say into these, one after the other, and hands them to `update`.

use std::path::PathBuf;
use std::sync::Arc;

use super::effect::{Lent, Revision};
use super::shelf::{Entry, Standing};
use super::sitting::Opened;
use crate::answers::{Answers, Key};
use crate::bank::Bank;
use crate::draft::Draft;
use crate::post::Post;
use crate::text::Ambiguous;

/// Something that happened.
#[derive(Debug, Clone, PartialEq)]
pub enum Msg {
    /// The time now, RFC 3339 in the author's zone, to the second. Comes before the messages of one turn of the loop.
    Clock(String),
    /// What was typed is on the screen: time for what waited until then.
    Shown,
    /// A key that is no plain character.
    Key(Chord),
    /// Characters typed, one or a burst from an input method. Never a command where text can be typed.
    Text(String),
    /// A bracketed paste, whole.
    Paste(String),
    /// The mouse.
    Mouse(Mouse),
    /// The terminal has this size now, in cells.
    Resize(Size),
    /// The terminal paints characters of ambiguous width like this.
    Ambiguous(Ambiguous),
    /// The terminal gained or lost the focus.
    Focus(Focus),
    /// Half a second went by since the last key.
    Idle,
    /// A signal or a closed terminal asks to end.
    Terminate,
    /// What became of an effect.
    Outcome(Outcome),
}

/// What became of an effect.
#[derive(Debug, Clone, PartialEq)]
pub enum Outcome {
    /// The draft is on disk up to this revision.
    Saved(Revision),
    /// The draft could not be saved; the journal or the memory still has it. The text is a line for the author.
    NotSaved(Revision, String),
    /// Somebody else had written the draft; what was sent to be saved was merged with it.
    Merged(Box<Mixed>),
    /// A copy was kept in this place.
    Kept(String),
    /// The story was written; a line that says where.
    Exported(String),
    /// The axis is this now; a line that says where it is.
    AxisKept(Answers, String),
    /// Something failed; one line for the author.
    Failed(String),
    /// The text as the author's own editor left it.
    Edited(Lent, String),
    /// The text went to the clipboard.
    Copied,
    /// The text was too long for that.
    TooLongToCopy,
    /// Drafts read since, and whether there are more to come.
    Shelf(Vec<Entry>, Reading),
    /// What changed about the shelf since it was read: drafts that are new or others now, and those that are gone.
    Reshelved(Vec<Entry>, Vec<PathBuf>),
    /// How these drafts of the shelf stand.
    Looked(Vec<(PathBuf, Standing)>),
    /// The draft is in the trash, in this place.
    Thrown(PathBuf, PathBuf),
    /// What was in this place of the trash is back on the shelf.
    Restored(PathBuf, Box<Entry>),
    /// What was asked for on the shelf is still being done.
    StillDoing,
    /// What is in the trash.
    Trash(Vec<Entry>),
    /// The draft, and its post, have another name.
    Renamed(PathBuf, Box<Entry>),
    /// Something was done; one line for the author.
    Said(String),
    /// What was told in the drafts read so far, and whether there are more to come.
    Bank(Arc<Bank>, Reading),
    /// The answer under this key was laid beside that; a line for the author, where there is something to say.
    LaidBeside(Key, Option<String>),
    /// The post changed since it was read.
    Reread(Box<Reread>),
    /// The draft as the other window has it by now, where this one only reads.
    Followed(Box<Draft>),
    /// The other window has ended; the draft may be changed here now.
    TakenOver(Box<Opened>),
    /// A post was opened from the shelf.
    Opened(Box<Opened>),
    /// The draft of the post that is open was found elsewhere, because the post has moved: where, and how that is shown.
    FoundElsewhere(PathBuf, String),
}

/// A draft that was merged with what somebody else had written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mixed {
    /// The draft as it was sent to be saved.
    pub sent: Draft,
    /// The draft as it stands on disk now. Of answers that both had changed it holds those sent.
    pub merged: Draft,
    /// The other's texts of the answers that both had changed.
    pub conflicts: Answers,
}

/// A post that changed, as it is now.
#[derive(Debug, Clone, PartialEq)]
pub struct Reread {
    /// The post.
    pub post: Post,
    /// SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
}

/// Whether the shelf is still being read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reading {
    /// More drafts follow, so many in all; none where nobody knows yet.
    GoesOn(usize),
    /// That was all.
    Done,
    /// There were too many files to look for more.
    Stopped,
}

impl Default for Reading {
    fn default() -> Self {
        Self::GoesOn(0)
    }
}

/// A size in cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Size {
    /// Columns.
    pub columns: u16,
    /// Rows.
    pub rows: u16,
}

/// Whether the terminal has the focus.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Focus {
    /// It has.
    Gained,
    /// It has not.
    Lost,
}

/// A key with its modifiers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Chord {
    /// The key.
    pub code: Code,
    /// What is held down with it.
    pub held: Held,
}

/// The modifiers held down.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Held {
    /// Control.
    pub ctrl: bool,
    /// Alt or Option.
    pub alt: bool,
    /// Shift.
    pub shift: bool,
}

/// A key of the keyboard.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "each is the key of that name")]
pub enum Code {
    Char(char),
    Enter,
    Tab,
    Esc,
    Backspace,
    Delete,
    Up,
    Down,
    Left,
    Right,
    Home,
    End,
    PageUp,
    PageDown,
    F(u8),
}

/// The mouse at a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mouse {
    /// What it did.
    pub deed: Deed,
    /// Column, from 0.
    pub column: u16,
    /// Row, from 0.
    pub row: u16,
}

/// How often the button went down on one cell, shortly one after the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Click {
    /// Once.
    Once,
    /// For the second time.
    Twice,
    /// For the third time.
    Thrice,
}

/// What the mouse did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deed {
    /// The left button went down.
    Press(Click),
    /// It was moved with the left button down.
    Drag,
    /// The wheel, one notch up.
    WheelUp,
    /// The wheel, one notch down.
    WheelDown,
}
