//! What the current answer holds, and what is offered for it.
//!
//! A short answer is read at every key, right behind the frame that shows the key; a long one in pauses, and what was read
//! last stands until then.

use super::{Follows, Sitting};
use crate::answers::{Answer, Key, Outcome};
use crate::app::field::Field;
use crate::app::model::Saving;
use crate::app::standing::Standing;
use crate::flow::{Detail, Kind};
use crate::interview::{Call, Interview};
use crate::probe;
use crate::story::{self, Bridge};

/// An answer of more bytes than this is read for what it holds in pauses, so that no key waits.
const AT_ONCE: usize = 8 * 1024;

/// How long an answer is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Length {
    /// Short enough to be read at every key.
    Short,
    /// It waits for a pause.
    Long,
    /// The same, and it was read to some point: the rest follows as long as no key comes.
    Begun,
}

impl Length {
    /// The length of so many bytes.
    pub(super) const fn of(bytes: usize) -> Self {
        if bytes <= AT_ONCE { Self::Short } else { Self::Long }
    }
}

/// Whether how the interview stands, and what was read, are of the draft as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Following {
    /// They are of the draft before the last typed characters, and so is the story.
    Unwoven,
    /// They are of the draft before the last typed characters.
    Behind,
    /// They are of the draft, and what they say is what it was.
    Same,
    /// They are of the draft, and something they say is new.
    Changed,
}

/// What is offered below an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Offer {
    /// A follow-up it calls for.
    FollowUp(Call),
    /// A follow-up that is answered already: to read that again.
    Answered(Key),
    /// It says that it is none: to make it that.
    Outcome(Outcome),
}

impl Sitting {
    /// What the current answer's question wants, and whether the answer holds it.
    pub fn checklist(&self) -> impl Iterator<Item = (Detail, bool)> {
        self.standing.wants.iter().map(|detail| (*detail, self.held.contains(detail)))
    }

    /// What is offered below the answer: what it called for when the author last paused.
    #[must_use]
    pub const fn offer(&self) -> Option<&Offer> {
        self.offer.as_ref()
    }

    /// The beginning that is offered: the first for an empty answer, the next for one that holds no more than another.
    #[must_use]
    pub fn starter(&self) -> Option<&str> {
        let Field::Text(buffer) = self.field() else { return None };
        let starters = &self.standing.wording.starters;
        let next = match starters.iter().position(|starter| starter == buffer.text()) {
            Some(nth) if starters.len() > 1 => starters.get((nth + 1) % starters.len()),
            Some(_) | None => starters.first().filter(|_| buffer.is_empty()),
        };
        next.map(String::as_str)
    }

    /// Whether the answer is a beginning that was taken, and nothing else.
    #[must_use]
    pub fn is_bare_starter(&self) -> bool {
        let Field::Text(buffer) = self.field() else { return false };
        let text = buffer.text();
        self.begun.as_ref() == Some(&self.current)
            && self.standing.wording.starters.iter().any(|starter| starter == text)
    }

    /// Whether this bridge of the story came, or gave way to another, since the question was come to.
    #[must_use]
    pub fn is_new(&self, bridge: &Bridge) -> bool {
        !self.bridges_before.contains(bridge)
    }

    /// Takes the bridges as they are for known: what typing brings from now on is new.
    pub(super) fn know_bridges(&mut self) {
        self.bridges_before = self.story.bridges().cloned().collect();
    }

    /// How long the answer is, where it waits to be read.
    #[must_use]
    pub const fn unread(&self) -> Option<Length> {
        self.unread
    }

    /// The draft is another now; the story and what else follows from it are behind.
    pub(super) fn typed(&mut self) {
        self.saving = Saving::Unsaved;
        self.story_follows = Follows::Caret;
        self.lay_beside();
        self.following = Following::Unwoven;
    }

    /// Weaves the draft as it is now.
    pub fn weave(&mut self) {
        if self.following == Following::Unwoven {
            self.story = story::weave(&self.post, &self.draft, &self.craft);
            self.following = Following::Behind;
        }
    }

    /// Whether what follows from the typed characters waits until they are on the screen.
    #[must_use]
    pub const fn is_behind(&self) -> bool {
        matches!(self.following, Following::Unwoven | Following::Behind)
    }

    /// Whether what followed from the typed characters last shows anywhere.
    #[must_use]
    pub const fn has_followed(&self) -> bool {
        matches!(self.following, Following::Changed)
    }

    /// Lets how the interview stands follow the typed characters, and reads the answer unless that takes a pause.
    pub fn catch_up(&mut self) {
        if !self.is_behind() {
            return;
        }
        self.weave();
        let (held, standing) = (self.held.clone(), std::mem::take(&mut self.standing));
        self.derive();
        if self.unread == Some(Length::Short) {
            self.read();
        }
        let is_same = standing == self.standing && held == self.held;
        self.following = if is_same { Following::Same } else { Following::Changed };
    }

    /// Derives how the interview stands; what the current answer holds is to be read anew.
    pub(super) fn derive(&mut self) {
        let interview = Interview::new(&self.flows, &self.post, &self.draft);
        self.standing = Standing::of(&interview, &self.current);
        if let Some(call) = self.asking.as_ref().filter(|call| call.key == self.current) {
            self.standing.wording.ask.clone_from(&call.ask);
        }
        self.unread = Some(Length::of(interview.told_len(&self.current)));
    }

    /// In a pause: reads on in an answer that is not read yet, a little at a time; behind the last of it, looks for what to
    /// offer.
    pub fn read_on(&mut self) {
        self.catch_up();
        let interview = Interview::new(&self.flows, &self.post, &self.draft);
        if self.unread.is_some() && !self.reader.read_on(&interview.told(&self.current)) {
            self.unread = Some(Length::Begun);
        } else {
            self.look_for_offer();
        }
    }

    /// Looks for what to offer for the answer as it is now.
    pub fn look_for_offer(&mut self) {
        self.catch_up();
        if self.unread.is_some() {
            self.read();
        }
        let open = |text: &&str| !text.is_empty() && self.current.probe == 0 && self.kind() == Kind::Prose;
        let said = self.draft.answers.told(&self.current).filter(open).and_then(probe::said);
        let call = || self.interview().follow_up_on(&self.current, &self.reading).map(Offer::FollowUp);
        let answered = || self.follow_up_that(Answer::is_told).map(Offer::Answered);
        self.offer = said.map(Offer::Outcome).or_else(answered).or_else(call);
    }

    /// The first follow-up of the current question behind the one on the screen that stands so.
    #[must_use]
    pub fn follow_up_that(&self, stands: impl Fn(&Answer) -> bool) -> Option<Key> {
        let own = self.current.own();
        let family = self.draft.answers.onward(&self.current).take_while(|(key, _)| key.own() == own);
        family
            .skip_while(|(key, _)| **key == self.current)
            .find(|(_, answer)| stands(answer))
            .map(|(key, _)| key.clone())
    }

    /// Reads the current answer for what it holds.
    pub(super) fn read(&mut self) {
        let interview = Interview::new(&self.flows, &self.post, &self.draft);
        self.reading = self.reader.read(&interview.told(&self.current), Some(&self.standing.asked));
        let wants = self.standing.wants.iter().copied();
        self.held = wants.filter(|detail| self.reading.holds(*detail)).collect();
        self.unread = None;
    }
}
