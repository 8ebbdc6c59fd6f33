//! Saving: the journal, the thread that saves, and what is said while neither can.
//!
//! Invariant: a change is in the journal before the frame that shows it, or the author is told that it is not.

use std::io::Write;
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use super::report::{Turn, Word};
use super::{Pen, Performer, Work};
use crate::app::Model;
use crate::app::effect::{Change, Revision};
use crate::app::msg::Outcome;
use crate::draft::{self, Draft};
use crate::error::{Error, Kind};
use crate::shell::cli::From;
use crate::shell::places::Places;
use crate::shell::saver::{Ended, Told};
use crate::shell::taken::{Taken, not_saved};
use crate::shell::why;
use crate::words::{Words, fill, lent};

/// After what time a disk that does not answer is spoken of.
pub(super) const PATIENCE: Duration = Duration::from_secs(5);

/// A post that is being let go of.
#[derive(Debug)]
pub(super) struct PutAway {
    turn: Turn,
    /// Where its draft is.
    place: PathBuf,
    /// The draft, should neither the disk beside the post nor the journal have it.
    draft: Box<Draft>,
    /// Whether the journal has it.
    kept: bool,
    /// Hears of the end.
    ended: Receiver<Ended>,
}

/// Puts a draft that neither the disk beside the post nor the journal could take where there is room, and says where;
/// where there is none anywhere, says the draft itself: the author leaves with it on the screen.
fn hand_over(draft: &Draft, places: &Places, words: &Words) -> String {
    let text = draft::write(draft, &[], None);
    let kept = tempfile::Builder::new().prefix("naze-").suffix(".naze.toml").tempfile_in(&places.scratch);
    let kept = kept.and_then(|mut file| {
        file.write_all(text.as_bytes())?;
        file.keep().map(|(_, path)| path).map_err(|error| error.error)
    });
    kept.map_or(text, |path| fill(&words.notice.handed_over, &[("path", &path.display().to_string())]))
}

impl Performer {
    /// When to say that the disk does not answer.
    #[must_use]
    pub fn deadline(&self) -> Option<Instant> {
        let pending = self.work.as_ref().and_then(|work| work.pen.as_ref()?.pending).map(|(_, at)| at);
        pending.into_iter().chain(self.still).min()
    }

    /// Says that the disk does not answer, if it is time to.
    pub fn check_patience(&mut self) {
        if self.still.take_if(|at| *at <= Instant::now()).is_some() {
            self.report(Outcome::StillDoing);
        }
        let Some(pen) = self.work.as_mut().and_then(|work| work.pen.as_mut()) else { return };
        if let Some((revision, _)) = pen.pending.take_if(|(_, at)| *at <= Instant::now()) {
            let line = self.unsaved_line(&self.words.why.stalled);
            self.report(Outcome::NotSaved(revision, line));
        }
    }

    pub(super) fn journal(&mut self, revision: Revision, change: &Change) {
        let Some(pen) = self.work.as_mut().and_then(|work| work.pen.as_mut()) else { return };
        match pen.journal.append(revision, change) {
            Ok(()) => {
                pen.unkept = None;
                pen.saver.appended();
            }
            // Said once; the next change tries again, and so does every saving.
            Err(error) if pen.unkept.is_none() => {
                pen.unkept = Some(revision);
                let line = self.unsaved_line(&why(&error, self.words));
                self.report(Outcome::NotSaved(revision, line));
            }
            Err(_) => {}
        }
    }

    /// That something is not saved, why, and where it is instead.
    pub(super) fn unsaved_line(&self, why: &str) -> String {
        let pen = self.work.as_ref().and_then(|work| work.pen.as_ref());
        let notice = &self.words.notice;
        let kept = pen.is_some_and(|pen| pen.unkept.is_none());
        let place = if kept { &notice.in_journal } else { &notice.in_memory };
        fill(&notice.not_saved, &[("why", why), ("where", place)])
    }

    /// Looks whether somebody else wrote the draft, as they may have while the author was elsewhere. A window that only
    /// reads shows what the one that writes has by now.
    pub fn look(&self, model: &Model) {
        let (Some(sitting), Some(work)) = (&model.sitting, &self.work) else { return };
        if let Some(pen) = &work.pen {
            pen.saver.look(sitting.revision, Box::new(sitting.draft.clone()));
            return;
        }
        // What cannot be read now is read at the next look.
        let taken = Taken::read(&work.path, self.encoding.as_deref(), From::Everywhere, &self.places, self.words);
        if let Some(taken) = taken.ok().filter(|taken| taken.draft != sitting.draft) {
            self.report(Outcome::Followed(Box::new(taken.draft)));
        }
    }

    /// Saves, and waits for it. Where nothing could take the draft, the last words say where it is.
    pub(super) fn save_and_leave(&mut self, revision: Revision, draft: &Draft) {
        let pen = self.work.as_ref().and_then(|work| work.pen.as_ref());
        let journalled = pen.is_none_or(|pen| pen.unkept.is_none());
        self.save(revision, Box::new(draft.clone()));
        self.leave();
        if let Some(error) = self.last_words.as_mut().filter(|_| !journalled) {
            error.hint = hand_over(draft, &self.places, self.words);
        }
    }

    pub(super) fn save(&mut self, revision: Revision, draft: Box<Draft>) {
        if let Some(pen) = self.work.as_mut().and_then(|work| work.pen.as_mut()) {
            pen.pending.get_or_insert((revision, Instant::now() + PATIENCE));
            pen.saver.save(revision, draft);
        }
    }

    /// Lets go of the post that is open, in nobody's way: what was ordered to be saved is saved first.
    pub(super) fn put_away(&mut self, draft: Box<Draft>) {
        let Some(Work { draft: place, pen: Some(Pen { saver, _lock: lock, unkept, .. }), .. }) = self.work.take()
        else {
            return;
        };
        let (turn, report) = (self.turn, self.report.clone());
        self.turn.0 += 1;
        let (done, ended) = channel();
        std::thread::spawn(move || {
            let ended = saver.finish();
            drop(lock);
            let _left = done.send(ended);
            report.say(Word::LetGo(turn, ended));
        });
        self.put_away.push(PutAway { turn, place, draft, kept: unkept.is_none(), ended });
    }

    /// The post that was put away and opened as this one, no longer waited for.
    fn away(&mut self, turn: Turn) -> Option<PutAway> {
        let at = self.put_away.iter().position(|put| put.turn == turn)?;
        Some(self.put_away.remove(at))
    }

    /// A post that was put away is let go of.
    pub(super) fn let_go(&mut self, turn: Turn, ended: Ended) -> Option<Outcome> {
        let put = self.away(turn)?;
        let fields = [("path", put.place.display().to_string()), ("why", self.words.why.stalled.clone())];
        let what = fill(&self.words.error.cannot_save.what, &lent(&fields));
        (ended == Ended::Stalled).then(|| self.unsaved_away(&put, what))
    }

    /// What came of saving a post that is not open any more.
    pub(super) fn told_late(&mut self, turn: Turn, told: Told) -> Option<Outcome> {
        let Told::NotSaved(_, error) = told else { return None };
        let put = self.away(turn)?;
        let why = not_saved(&error, &put.place, self.words).what;
        Some(self.unsaved_away(&put, why))
    }

    /// Says of a post that was put away that its draft is not saved, and where what was written is.
    fn unsaved_away(&mut self, put: &PutAway, why: String) -> Outcome {
        let hint = if put.kept {
            self.words.shelf.in_journal.clone()
        } else {
            hand_over(&put.draft, &self.places, self.words)
        };
        let line = format!("{why} {hint}");
        self.last_words = Some(Error { kind: Kind::Output, what: why, hint });
        Outcome::Failed(line)
    }

    /// Lets go of the post, when all that was ordered is done.
    pub(super) fn leave(&mut self) {
        if let Some(hands) = self.hands.take() {
            hands.finish();
        }
        for put in std::mem::take(&mut self.put_away) {
            let ended = put.ended.recv_timeout(PATIENCE).unwrap_or(Ended::Stalled);
            // Only for what it says of the last saving.
            let (turn, stalled) = (put.turn, ended == Ended::Stalled);
            self.put_away.push(put);
            let _left = self.outcomes();
            if stalled {
                let _said = self.let_go(turn, ended);
            }
        }
        let Some(work) = &mut self.work else { return };
        let Some(Pen { saver, _lock: lock, .. }) = work.pen.take() else { return };
        let stalled = saver.finish() == Ended::Stalled;
        drop(lock);
        if stalled {
            let fields = [("path", work.draft.display().to_string()), ("why", self.words.why.stalled.clone())];
            let fields = lent(&fields);
            self.last_words = Some(self.words.error.cannot_save.error(Kind::Output, &fields));
            return;
        }
        // Only for what it says of the last saving.
        let _left = self.outcomes();
    }
}
