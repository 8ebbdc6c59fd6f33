//! Everything naze can do to the world.
//!
//! `update` returns these; `shell::perform` is the only place that matches on them. Those that take a while answer
//! with an `Outcome` carrying the revision they were asked at, so that a stale one is dropped.

use std::path::PathBuf;

use super::retelling::Search;
use crate::answers::{Answer, Answers, Key};
use crate::draft::{Draft, Edit};
use crate::export::Destination;
use crate::text::buffer::Splice;

/// How many changes a sitting has seen. Grows by one with every change of the draft.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Revision(pub u64);

/// Something to do in the world.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// Append to the journal, before the next frame is painted.
    Journal(Revision, Change),
    /// Replace the draft on disk, in the background.
    Save(Revision, Box<Draft>),
    /// Replace the draft on disk and wait for it; then end, whatever came of it.
    SaveAndLeave(Revision, Box<Draft>),
    /// End.
    Leave,
    /// Keep a copy of the draft as it is, apart from it.
    Keep(Box<Draft>),
    /// Let the draft take the place of a file that cannot be read; that is kept.
    Overrule,
    /// These are the texts of others that wait beside an answer.
    Undecided(Answers),
    /// Remember where the caret stood.
    Remember(Key, usize),
    /// Make these answers the axis for other posts.
    KeepAxis(Vec<(Key, Answer)>),
    /// Write the story out.
    Export(Export),
    /// Put a text on the system's clipboard.
    Copy(String),
    /// Open a text in the author's own editor and wait.
    Editor(Lent, String),
    /// Read these drafts of the shelf whole, and say how they stand.
    Look(Vec<PathBuf>),
    /// Read what was told in all the drafts there are.
    ReadBank,
    /// Lay an answer beside that. It waits again where it changed meanwhile, and what was found is dropped then.
    LayBeside(Box<Search>),
    /// Open the draft of this post.
    Open(PathBuf),
    /// Open this post with the draft that was found for it elsewhere.
    OpenWith {
        /// The post.
        post: PathBuf,
        /// Where its draft is.
        draft: PathBuf,
    },
    /// Let go of the post that is open: what was ordered to be saved is, while the author goes on.
    PutAway(Box<Draft>),
    /// Read the shelf, or what changed about it since.
    ReadShelf,
    /// Throw a draft away.
    Throw {
        /// Where it is.
        draft: PathBuf,
        /// Where its post is.
        post: PathBuf,
    },
    /// Bring what is in this place of the trash back.
    Restore(PathBuf),
    /// Read the trash.
    ReadTrash,
    /// Call the post of a draft by another name.
    RenamePost {
        /// Where the draft is.
        draft: PathBuf,
        /// Where the post is.
        post: PathBuf,
        /// The other name.
        name: String,
    },
    /// Say where this post is, and put that on the system's clipboard.
    Reveal(PathBuf),
}

/// What a text lent to the author's own editor is of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lent {
    /// An answer.
    Answer(Key),
    /// The whole story, sentence by sentence.
    Story(Vec<crate::app::story::retype::Line>),
    /// The rewording of a sentence.
    Edit {
        /// Which passage.
        passage: String,
        /// What stood there.
        was: String,
    },
}

/// A change of the draft, as the journal keeps it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// Some bytes of an answer's text were replaced.
    Splice(Key, Splice),
    /// An answer was set as a whole.
    Set(Key, Answer),
    /// The edits of one passage are these now.
    Edits(String, Vec<Edit>),
}

/// A finished text to be written out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Export {
    /// What it is.
    pub to: Destination,
    /// The text.
    pub text: String,
}
