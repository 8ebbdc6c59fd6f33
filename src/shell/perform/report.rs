//! What comes back to the loop, from any thread.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::Sender;

use crate::app::msg::Outcome;
use crate::shell::input::Waker;
use crate::shell::saver::{Ended, Told};

/// Which opening of a post something is about: what comes late of one is not taken for another's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Turn(pub(super) u64);

/// Tells the loop what became of something, from any thread, and wakes it.
#[derive(Debug, Clone)]
pub(super) struct Report {
    pub(super) sender: Sender<Word>,
    pub(super) waker: Option<Arc<Waker>>,
}

impl Report {
    pub(super) fn say(&self, word: Word) {
        // Nobody listens any more when the author has left.
        let _left = self.sender.send(word);
        if let Some(waker) = &self.waker {
            waker.wake();
        }
    }
}

/// What comes back, from here or from the thread that saves.
#[derive(Debug)]
pub(super) enum Word {
    Outcome(Outcome),
    /// What was done with a draft on the shelf.
    Done(Outcome),
    /// Of saving the post opened as this one.
    Told(Turn, Told),
    /// The post opened as this one is let go of; how that ended.
    LetGo(Turn, Ended),
    /// The draft of the post opened as this one was found here: the post has moved.
    Elsewhere(Turn, PathBuf),
    /// Nobody holds the draft of this post any more.
    Free(PathBuf),
}
