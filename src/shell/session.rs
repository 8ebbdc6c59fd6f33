//! A session: the model, and the hands that do what it wants done.
//!
//! What it is: the loop without a terminal, so that tests drive exactly what the program runs. What it is not: it reads
//! no keys and writes to no screen. Invariant: what `update` gave to the journal is in the journal before the frame
//! that shows it can be painted, because [`Session::take`] returns only then.

use std::time::{Duration, Instant};

use super::perform::{After, Performer};
use crate::app::model::Saving;
use crate::app::msg::{Focus, Msg, Outcome};
use crate::app::sitting::{Length, Sitting};
use crate::app::{Model, bank, is_amid, update, update_amid};
use crate::error::Error;
use crate::ui::{self, Caret, Cells, Look};

/// How long after the last key the draft is saved.
const IDLE: Duration = Duration::from_millis(500);

/// The program without its terminal.
#[derive(Debug)]
pub struct Session {
    /// Everything the screen shows.
    pub model: Model,
    look: Look,
    performer: Performer,
    idle_at: Option<Instant>,
    /// What was typed ahead of a visit to the author's own editor.
    waiting: Vec<Msg>,
    /// Whether something may show that was not painted yet.
    is_stale: bool,
    /// A frame that is shown no more.
    spare: Cells,
}

impl Session {
    /// A session over a model.
    #[must_use]
    pub fn new(model: Model, look: Look, performer: Performer) -> Self {
        Self { model, look, performer, idle_at: None, waiting: Vec::new(), is_stale: true, spare: Cells::default() }
    }

    /// Takes messages in and does what they lead to. What only the terminal can do is handed back; behind a visit to the
    /// author's own editor, what was typed ahead waits until the answer is back.
    pub fn take(&mut self, msgs: Vec<Msg>) -> Vec<After> {
        let mut after = Vec::new();
        if let Some(width) =
            msgs.iter().rev().find_map(|msg| if let Msg::Ambiguous(width) = msg { Some(*width) } else { None })
        {
            self.performer.note_width(width);
        }
        let typed = |msg: &Msg| matches!(msg, Msg::Key(_) | Msg::Text(_) | Msg::Paste(_));
        let keys = msgs.iter().any(typed);
        let shown = (msgs.is_empty() && self.is_behind()).then_some(Msg::Shown);
        if msgs.contains(&Msg::Focus(Focus::Gained)) {
            self.performer.look(&self.model);
        }
        self.performer.check_patience();
        let outcomes = self.performer.outcomes();
        let only_follows = shown.is_some() && outcomes.is_empty() && self.waiting.is_empty();
        let clock = (!msgs.is_empty() || !outcomes.is_empty()).then(|| Msg::Clock(super::clock::now()));
        // A post that was opened is already the one the hands write for: no key may reach the one before it.
        let (opened, outcomes): (Vec<Outcome>, Vec<Outcome>) =
            outcomes.into_iter().partition(|outcome| matches!(outcome, Outcome::Opened(_)));
        let opened = opened.into_iter().map(Msg::Outcome);
        // What comes back from the editor goes before what was typed ahead of it.
        let (edited, others): (Vec<Msg>, Vec<Msg>) =
            msgs.into_iter().partition(|msg| matches!(msg, Msg::Outcome(Outcome::Edited(..) | Outcome::Failed(_))));
        let waiting = std::mem::take(&mut self.waiting);
        let outcomes = outcomes.into_iter().map(Msg::Outcome);
        let queue =
            clock.into_iter().chain(shown).chain(opened).chain(edited).chain(waiting).chain(others).chain(outcomes);
        let mut queue = queue.peekable();
        while let Some(msg) = queue.next() {
            let amid = is_amid(&self.model, &msg, queue.peek());
            let effects = if amid { update_amid(&mut self.model, msg) } else { update(&mut self.model, msg) };
            after.extend(self.performer.perform(effects));
            if after.iter().any(|after| matches!(after, After::Editor(..))) {
                break;
            }
        }
        self.waiting = queue.collect();
        if keys {
            self.idle_at = None;
        }
        let pauses = self.idle_at.take_if(|at| *at <= Instant::now()).is_some();
        if pauses {
            let effects = update(&mut self.model, Msg::Idle);
            after.extend(self.performer.perform(effects));
        }
        self.is_stale |= pauses || !only_follows || self.model.sitting.as_ref().is_some_and(Sitting::has_followed);
        // What a crash left is unsaved without a key; an answer that was opened is unread, and a short one is read as soon as
        // it is painted.
        let beside = bank::waits(&self.model);
        let pause = |sitting: &Sitting| match sitting.unread() {
            // What was typed is read when it is on the screen; that is no pause.
            _ if sitting.is_behind() => Some(IDLE),
            // Behind a key, the rest of a long answer is read in the next pause.
            Some(Length::Begun) if keys => Some(IDLE),
            Some(Length::Short | Length::Begun) => Some(Duration::ZERO),
            Some(Length::Long) => Some(IDLE),
            None => (keys || beside || sitting.saving == Saving::Unsaved).then_some(IDLE),
        };
        if self.idle_at.is_none() {
            self.idle_at = self.model.sitting.as_ref().and_then(pause).map(|pause| Instant::now() + pause);
        }
        after
    }

    /// Whether what follows from the typed characters waits until they are on the screen.
    fn is_behind(&self) -> bool {
        self.model.sitting.as_ref().is_some_and(Sitting::is_behind)
    }

    /// When the session wants to be woken though nothing happens; only while something is unsaved, unread
    /// or waits to be laid beside what was told before.
    #[must_use]
    pub fn deadline(&self) -> Option<Instant> {
        if self.is_behind() {
            // Woken at once, unless more was typed meanwhile.
            return Some(Instant::now());
        }
        let waits = |sitting: &Sitting| sitting.needs_saving() || sitting.unread().is_some();
        let waits = self.model.sitting.as_ref().is_some_and(waits) || bank::waits(&self.model);
        let idle = self.idle_at.filter(|_| waits);
        idle.into_iter().chain(self.performer.deadline()).min()
    }

    /// Whether something was taken in since [`paint`](Self::paint) that may show. What follows from typed characters mostly
    /// does not.
    #[must_use]
    pub const fn is_stale(&self) -> bool {
        self.is_stale
    }

    /// The frame as it is now.
    #[must_use]
    pub fn paint(&mut self) -> (Cells, Caret) {
        self.is_stale = false;
        ui::paint_on(std::mem::take(&mut self.spare), &self.model, &self.look)
    }

    /// Takes a frame back that is shown no more.
    pub fn give_back(&mut self, spare: Cells) {
        self.spare = spare;
    }

    /// Saves what there is after something went wrong in the program itself.
    pub fn rescue(&mut self) {
        self.performer.rescue(&self.model);
    }

    /// The author's own editor.
    #[must_use]
    pub fn editor(&self) -> Option<&str> {
        self.performer.editor()
    }

    /// What went wrong at the very end.
    #[must_use]
    pub fn last_words(&mut self) -> Option<Error> {
        self.performer.last_words()
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::app::keymap::Keymap;
    use crate::app::msg::{Chord, Code, Held, Size};
    use crate::shell::Places;
    use crate::text::Language;
    use crate::ui::Colours;
    use crate::words::Words;

    /// A session over the practice post at the answer to `key`, which says `text` already.
    fn session(folder: &std::path::Path, key: &str, text: &str) -> Session {
        let post = folder.join("post.md");
        fs::write(&post, include_str!("../../assets/demo/ja.md")).unwrap();
        let words = Words::of(Language::Ja);
        let places = Places::of_this_machine().within(folder);
        let mut performer = Performer::new(words, Keymap::builtin(), places, None, None);
        let mut opened = performer.open(&post, None).unwrap();
        let key: crate::answers::Key = key.parse().unwrap();
        opened.draft.answers.entry(&key).text = text.to_owned();
        opened.at = Some(key);
        let mut model = Model::new(words, Keymap::builtin(), Size { columns: 80, rows: 24 });
        model.sit_down(opened);
        Session::new(model, Look::builtin(Colours::Off), performer)
    }

    #[test]
    fn a_long_answer_is_read_in_the_first_pause_little_by_little_and_never_before_a_frame() {
        let folder = tempfile::tempdir().unwrap();
        let long = "三年前の冬、閉店間際に電話が鳴りました。\n".repeat(400);
        let mut session = session(folder.path(), "failure@t1", &long);
        let holds = |session: &Session| session.model.sitting.as_ref().unwrap().checklist().any(|(_, held)| held);
        session.take(Vec::new());
        assert!(!holds(&session));
        assert!(session.deadline().is_some(), "a pause without a key wakes the program once");
        session.idle_at = Some(Instant::now());
        session.take(Vec::new());
        assert!(!holds(&session), "a key may come before it is read to its end");
        let mut turns = 0;
        while !holds(&session) {
            session.take(Vec::new());
            assert!(holds(&session) || session.deadline().is_some_and(|at| at <= Instant::now()));
            turns += 1;
        }
        assert!((3..20).contains(&turns), "{turns}");
        assert!(session.deadline().is_none());
    }

    #[test]
    fn what_is_typed_is_shown_before_it_is_read() {
        let folder = tempfile::tempdir().unwrap();
        let mut session = session(folder.path(), "failure@t1", "");
        let sitting = |session: &Session| session.model.sitting.as_ref().unwrap().checklist().any(|(_, held)| held);
        // Typed ahead: the answer that was opened is not read yet either.
        session.take(vec![Msg::Text("三年前の冬、閉店間際に電話が鳴りました。".to_owned())]);
        assert!(!sitting(&session));
        assert!(session.deadline().is_some_and(|at| at <= Instant::now()), "woken as soon as it is painted");
        session.take(Vec::new());
        assert!(sitting(&session));
        assert!(session.is_stale(), "the checklist is another now");
        // It is read, not saved and not offered anything: that takes a pause.
        let left = session.deadline().map(|at| at.saturating_duration_since(Instant::now()));
        assert!(left.is_some_and(|left| left > IDLE / 2), "{left:?}");
        assert!(!folder.path().join("post.naze.toml").exists());
        assert!(session.model.sitting.as_ref().unwrap().offer().is_none());
        // Where nothing that shows follows, nothing is painted again.
        let _painted = session.paint();
        session.take(vec![Msg::Text("あ".to_owned())]);
        assert!(session.is_stale());
        let _painted = session.paint();
        session.take(Vec::new());
        assert!(!session.is_stale());
        // Woken by half a sequence before it was painted, what was typed still waits for that.
        session.take(vec![Msg::Text("い".to_owned())]);
        session.take(Vec::new());
        assert!(session.is_stale());
        let _painted = session.paint();
        session.take(vec![Msg::Focus(Focus::Gained)]);
        assert!(session.is_stale());
    }

    #[test]
    fn keys_typed_ahead_are_woven_and_ends_of_lines_read_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let mut session = session(folder.path(), "failure@t1", "");
        let enter = Chord { code: Code::Enter, held: Held::default() };
        let lines = ["三年前の冬、", "閉店間際に、", "電話が鳴りました。"].map(|line| Msg::Text(line.to_owned()));
        session.take(lines.into_iter().flat_map(|line| [line, Msg::Key(enter)]).collect());
        let sitting = session.model.sitting.as_ref().unwrap();
        assert!(sitting.checklist().all(|(_, held)| !held));
        let text = "三年前の冬、\n閉店間際に、\n電話が鳴りました。";
        let woven = sitting.story.text(&sitting.post, &sitting.draft.answers);
        assert!(woven.contains(text), "{woven}");
        assert_eq!(sitting.draft.answers.told(&sitting.current).map(str::trim), Some(text));
    }

    #[test]
    fn a_fault_of_the_programs_own_saves_what_was_typed() {
        let folder = tempfile::tempdir().unwrap();
        let mut session = session(folder.path(), "reader", "");
        session.take(vec![Msg::Text("町のパン屋".to_owned())]);
        let faulty = std::panic::AssertUnwindSafe(|| panic!("a fault"));
        assert!(std::panic::catch_unwind(faulty).is_err());
        session.rescue();
        let draft = fs::read_to_string(folder.path().join("post.naze.toml")).unwrap();
        assert!(draft.contains("町のパン屋"));
        assert!(session.last_words().is_none());
    }
}
