//! What comes back to the loop, from any thread.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::Sender;

use crate::app::msg::Outcome;
use crate::shell::input::Waker;
use crate::shell::saver::Told;

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
    Told(Told),
    /// Nobody holds the draft of this post any more.
    Free(PathBuf),
}
