//! What is done with drafts on the shelf, on a thread of its own.
//!
//! What it is: one deed after the other, in the order they were asked for. What it is not: in the way of a key, however slow
//! the folder is. Invariant: naze does not end in the midst of a deed, unless the disk does not answer.

use std::sync::mpsc::{Receiver, Sender, channel};

use super::saving::PATIENCE;

type Deed = Box<dyn FnOnce() + Send>;

/// The thread that does it.
#[derive(Debug)]
pub(super) struct Hands {
    deeds: Sender<Deed>,
    /// Hangs up when the thread has ended.
    ended: Receiver<()>,
}

impl Hands {
    /// Starts the thread.
    pub(super) fn spawn() -> Self {
        let (deeds, inbox) = channel::<Deed>();
        let (alive, ended) = channel::<()>();
        std::thread::spawn(move || {
            let _alive = alive;
            for deed in inbox {
                deed();
            }
        });
        Self { deeds, ended }
    }

    /// Does this behind what was asked for before.
    pub(super) fn go_on(&self, deed: impl FnOnce() + Send + 'static) {
        // The thread ends only with this.
        let _sent = self.deeds.send(Box::new(deed));
    }

    /// Ends, when all is done or the disk does not answer.
    pub(super) fn finish(self) {
        drop(self.deeds);
        let _ended = self.ended.recv_timeout(PATIENCE);
    }
}
