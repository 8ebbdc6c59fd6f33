//! Actions: everything a key or the palette can ask for.
//!
//! What it is: a closed list; its order is the order of the help. What it is not: it does nothing itself, `update`
//! does. Invariant: every action has a name in `assets/keymap.toml` and words in both languages.

use serde::{Deserialize, Serialize};

use crate::answers::Outcome;

/// Something the author can ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Action {
    /// On to the next question, passage or place.
    Next,
    /// Back to the one before.
    Previous,
    /// Open what is marked.
    Open,
    /// Mark or unmark a choice.
    Choose,
    /// Leave this screen or list.
    Back,
    /// Go to the outline.
    Outline,
    /// Open the palette.
    Palette,
    /// Take the follow-up question, or dismiss it.
    Probe,
    /// Finish here: to the export.
    Finish,
    /// Interview, story, export in turn.
    Turn,
    /// Put the post away, and go to the drafts.
    Shelf,
    /// See how the post was read, and mend its tips.
    Tips,
    /// A tip belongs to the one before.
    Join,
    /// Give a tip a heading of one's own.
    Rename,
    /// Give a post and its draft another name.
    RenamePost,
    /// Throw a draft away.
    Throw,
    /// Show what was thrown away.
    Trash,
    /// Bring back what was thrown away.
    Restore,
    /// Say where a post is.
    Reveal,
    /// The whole post is one tip, or not.
    TakeAsOne,
    /// Put the question off to the end.
    Park,
    /// Pass the question over.
    Skip,
    /// Answer: I do not know.
    DontKnow,
    /// Answer: I may not say.
    CantSay,
    /// Answer: there was none.
    None,
    /// Begin with the words proposed.
    Starter,
    /// Make the answers about the axis the axis for other posts.
    KeepAxis,
    /// Take over what the axis says now.
    RenewAxis,
    /// Open the answer in the author's own editor.
    Editor,
    /// Show the story further up.
    StoryUp,
    /// Show the story further down.
    StoryDown,
    /// End the line.
    LineEnd,
    /// Undo.
    Undo,
    /// Redo.
    Redo,
    /// Copy the selection.
    Copy,
    /// Reword the sentence in its place.
    Reword,
    /// Leave the field; what it says stays.
    Keep,
    /// Another bridge of the list.
    Swap,
    /// Take the sentence or the bridge out of the story, or in again.
    Remove,
    /// What was before, beside what is.
    BeforeAfter,
    /// The arcs, and the story each would make.
    Arcs,
    /// Show what was reworded and has changed since.
    Changed,
    /// Keep the author's wording over what stands there now.
    KeepEdit,
    /// Take what stands there now.
    TakeNew,
    /// Take what stands there now with the author's changes.
    Merge,
    /// Go to what two answers say alike.
    Twice,
    /// Bridges on, or off.
    Bridges,
    /// Write the text out to its file.
    WriteOut,
    /// Copy the whole text as it will go out.
    CopyText,
    /// Cut the selection.
    Cut,
    /// Paste what was cut or copied last.
    Paste,
    /// Select everything.
    SelectAll,
    /// Find in the answer.
    Find,
    /// Erase the character before the caret.
    EraseBack,
    /// Erase the character at the caret.
    Erase,
    /// Erase the word before the caret.
    EraseWord,
    /// Erase to the end of the row.
    EraseToEnd,
    /// Erase to the start of the row.
    EraseToStart,
    /// A character to the left.
    Left,
    /// A character to the right.
    Right,
    /// A row up.
    Up,
    /// A row down.
    Down,
    /// A word to the left.
    WordLeft,
    /// A word to the right.
    WordRight,
    /// To the start of the row, then of the line.
    RowStart,
    /// To the end of the row, then of the line.
    RowEnd,
    /// To the start of the text.
    TextStart,
    /// To the end of the text.
    TextEnd,
    /// A page up.
    PageUp,
    /// A page down.
    PageDown,
    /// Show answers that were written here and elsewhere.
    Compare,
    /// Show answers whose tip is gone.
    Stray,
    /// Look up what was told before, and tell it again.
    Bank,
    /// Take over what is told now where an answer was taken from.
    TakeCorrection,
    /// Undo the bringing back of what a crash had left.
    PutBack,
    /// Let the draft take the place of a file that cannot be read.
    Overrule,
    /// Of two texts, keep the author's own.
    KeepMine,
    /// Of two texts, keep the other's.
    KeepTheirs,
    /// Keep both texts.
    KeepBoth,
    /// Save now.
    Save,
    /// Save and leave.
    Leave,
    /// How to use this.
    Help,
}

impl Action {
    /// The outcome it answers a question with, where it does that.
    #[must_use]
    #[expect(clippy::wildcard_enum_match_arm, reason = "all others answer with a text, or with nothing")]
    pub const fn outcome(self) -> Option<Outcome> {
        Some(match self {
            Self::Park => Outcome::Parked,
            Self::Skip => Outcome::Skipped,
            Self::DontKnow => Outcome::DontKnow,
            Self::CantSay => Outcome::CantSay,
            Self::None => Outcome::None,
            _ => return None,
        })
    }
}
