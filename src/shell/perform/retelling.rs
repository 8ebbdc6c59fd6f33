//! What was told before: read, and laid beside what is told now.
//!
//! What it is: both on threads of their own. What it is not: it decides nothing, and writes nothing. Invariant: whatever was asked
//! for is answered.

use std::sync::Arc;

use super::Performer;
use super::report::Word;
use crate::app::msg::Outcome;
use crate::app::retelling::Search;
use crate::shell::bank;

impl Performer {
    /// Starts reading what was told in all the drafts there are, on a thread of its own.
    pub(super) fn read_bank(&self) {
        let (places, words) = (self.places.clone(), self.words);
        let post = self.work.as_ref().map(|work| work.path.clone());
        let report = self.report.clone();
        std::thread::spawn(move || {
            bank::read(post.as_deref(), &places, words, |bank, reading| {
                report.say(Word::Outcome(Outcome::Bank(Arc::new(bank), reading)));
            });
        });
    }

    /// Lays an answer beside it. The program asks for one at a time.
    pub(super) fn lay_beside(&self, search: Search) {
        let (words, report) = (self.words, self.report.clone());
        std::thread::spawn(move || {
            let key = search.key();
            // Whatever became of it, the program waits for an answer.
            let done = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| search.done(words)));
            report.say(Word::Outcome(done.unwrap_or(Outcome::LaidBeside(key, None))));
        });
    }
}
