//! The model: everything the screen shows, and nothing else.

use std::borrow::Cow;
use std::collections::VecDeque;
use std::sync::Arc;

use super::action::Action;
use super::arcs::Arcs;
use super::hints::Hints;
use super::keymap::{Keymap, Place, named};
use super::msg::Size;
use super::palette::Palette;
use super::shelf::Shelf;
use super::sitting::{Access, Opened, Sitting};
use super::{bank, read_back};
use crate::answers::{Outcome, TipId};
use crate::app::export::ExportScreen;
use crate::app::field::Field;
use crate::app::story::StoryScreen;
use crate::app::tips::TipsScreen;
use crate::bank::Bank;
use crate::flow::{Detail, Episode, Trigger};
use crate::interview::Reason;
use crate::text::Ambiguous;
use crate::text::buffer::Buffer;
use crate::words::{ActionWords, Words, fill};

/// The whole state of the program on the screen.
#[derive(Debug)]
pub struct Model {
    /// What naze says.
    pub words: &'static Words,
    /// The keys named at the foot of the screen.
    hints: Hints,
    /// What keys mean.
    pub keymap: Keymap,
    /// The terminal's size.
    pub size: Size,
    /// How wide it paints characters of ambiguous width.
    pub ambiguous: Ambiguous,
    /// The time, as last told.
    pub now: String,
    /// Which screen is shown.
    pub screen: Screen,
    /// What lies over it.
    pub overlay: Option<Overlay>,
    /// The post being worked on; `None` on the shelf before one is opened.
    pub sitting: Option<Sitting>,
    /// The list of drafts.
    pub shelf: Shelf,
    /// What was told before, as far as it was read.
    pub bank: Arc<Bank>,
    /// How far that is.
    pub gathering: Gathering,
    /// Whether an answer is being laid beside it.
    pub lays_beside: bool,
    /// The story screen's own state.
    pub story: StoryScreen,
    /// The tips screen's own state.
    pub tips: TipsScreen,
    /// The export screen's own state.
    pub export: ExportScreen,
    /// One line for the author, until the next key.
    pub notice: Option<Notice>,
    /// Lines that wait for their turn.
    waiting: VecDeque<Notice>,
    /// What was cut or copied last.
    pub cut: String,
}

/// A screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Screen {
    /// Outline, question, story.
    Interview,
    /// The whole text with its origins.
    Story,
    /// The post's lines, and which are tips.
    Tips,
    /// Where it goes.
    Export,
    /// The drafts.
    Shelf,
}

/// Something over the screen.
#[derive(Debug)]
pub enum Overlay {
    /// Every key.
    Help {
        /// The first row shown.
        top: usize,
    },
    /// Go anywhere.
    Palette(Box<Palette>),
    /// What was told in a stage, read back.
    ReadBack(Box<read_back::Screen>),
    /// Find in the answer.
    Find {
        /// What is looked for.
        wanted: Box<Buffer>,
    },
    /// What was told before.
    Bank(Box<bank::Screen>),
    /// Two texts for one answer.
    Compare {
        /// Which of those that wait.
        at: usize,
        /// The first row shown.
        top: usize,
    },
    /// The arcs.
    Arcs(Box<Arcs>),
    /// Sentences that were reworded and have changed since.
    Changed {
        /// Which of those that wait.
        at: usize,
        /// The first row shown.
        top: usize,
    },
    /// Answers whose tip is gone.
    Stray {
        /// The marked row.
        marked: usize,
        /// The tip whose answers are being given to another.
        tip: Option<TipId>,
    },
    /// Name a tip, or on the shelf a post.
    Name {
        /// Its name.
        name: Box<Buffer>,
    },
}

/// A line for the author.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// The line.
    pub text: String,
    /// Whether something went wrong.
    pub tone: Tone,
}

/// How a notice is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// All is well.
    Plain,
    /// Something needs the author.
    Trouble,
}

impl Notice {
    /// All is well.
    #[must_use]
    pub const fn plain(text: String) -> Self {
        Self { text, tone: Tone::Plain }
    }

    /// Something needs the author.
    #[must_use]
    pub const fn trouble(text: String) -> Self {
        Self { text, tone: Tone::Trouble }
    }
}

/// How the draft stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Saving {
    /// There is nothing to save yet.
    New,
    /// It is on disk.
    Saved,
    /// It is in the journal, and will be on disk shortly.
    Unsaved,
    /// It could not be saved.
    Failed,
}

/// How far the drafts were read for what was told before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gathering {
    /// Not since this post was opened.
    NotYet,
    /// They are being read.
    GoesOn,
    /// To the end.
    Done,
}

impl Model {
    /// A model on the shelf.
    #[must_use]
    pub fn new(words: &'static Words, keymap: Keymap, size: Size) -> Self {
        Self {
            words,
            hints: Hints::at(Place::Shelf, &keymap, words),
            keymap,
            size,
            ambiguous: Ambiguous::default(),
            now: String::new(),
            screen: Screen::Shelf,
            overlay: None,
            sitting: None,
            shelf: Shelf::default(),
            bank: Arc::default(),
            gathering: Gathering::NotYet,
            lays_beside: false,
            story: StoryScreen::default(),
            tips: TipsScreen::default(),
            export: ExportScreen::default(),
            notice: None,
            waiting: VecDeque::new(),
            cut: String::new(),
        }
    }

    /// The keys named at the foot of the screen: put together anew where the author is somewhere else now.
    #[must_use]
    pub fn hints(&self) -> Cow<'_, Hints> {
        let place = self.place();
        let fresh = || Cow::Owned(Hints::at(place, &self.keymap, self.words));
        if self.hints.are_of(place) { Cow::Borrowed(&self.hints) } else { fresh() }
    }

    /// Puts them together, so that painting only reads.
    pub fn lay_out_hints(&mut self) {
        if let Cow::Owned(hints) = self.hints() {
            self.hints = hints;
        }
    }

    /// Takes up a post and shows its interview.
    pub fn sit_down(&mut self, opened: Opened) {
        self.waiting = opened.notices.iter().cloned().collect();
        self.next_notice();
        self.tips = TipsScreen::default();
        if self.gathering == Gathering::Done {
            self.gathering = Gathering::NotYet;
        }
        self.story = StoryScreen::default();
        self.sitting = Some(Sitting::new(opened));
        self.screen = Screen::Interview;
        self.overlay = None;
        super::interview::lay_out(self);
    }

    /// Puts the post away and shows the drafts.
    pub fn stand_up(&mut self) {
        self.waiting.clear();
        (self.sitting, self.notice, self.overlay) = (None, None, None);
        (self.story, self.tips) = (StoryScreen::default(), TipsScreen::default());
        self.screen = Screen::Shelf;
    }

    /// Whether the draft may be changed here; says so where it may not.
    pub fn may_write(&mut self) -> bool {
        let may = self.sitting.as_ref().is_some_and(|sitting| sitting.access == Access::Write);
        if !may && self.sitting.is_some() {
            self.notice = Some(Notice::trouble(self.words.notice.read_only.clone()));
        }
        may
    }

    /// A line to be shown next, or now where there is none.
    pub fn also(&mut self, notice: Notice) {
        self.waiting.push_front(notice);
        if self.notice.is_none() {
            self.next_notice();
        }
    }

    /// The next line that waits, or none.
    pub fn next_notice(&mut self) {
        self.notice = self.waiting.pop_front();
    }

    /// Where a key pressed now is pressed.
    #[must_use]
    pub fn place(&self) -> Place {
        match (&self.overlay, self.screen) {
            (Some(Overlay::Help { .. }), _) => Place::Help,
            (Some(Overlay::Palette(_)), _) => Place::Palette,
            (Some(Overlay::ReadBack(_)), _) => Place::ReadBack,
            (Some(Overlay::Find { .. }), _) => Place::Find,
            (Some(Overlay::Bank(_)), _) => Place::Bank,
            (Some(Overlay::Compare { .. }), _) => Place::Compare,
            (Some(Overlay::Stray { .. }), _) => Place::Stray,
            (Some(Overlay::Arcs(_)), _) => Place::Arcs,
            (Some(Overlay::Changed { .. }), _) => Place::Changed,
            (Some(Overlay::Name { .. }), _) => Place::Name,
            (None, Screen::Story) if self.story.field.is_some() => Place::Reword,
            (None, Screen::Story) => Place::Story,
            (None, Screen::Tips) => Place::Tips,
            (None, Screen::Export) => Place::Export,
            (None, Screen::Shelf) if self.shelf.trash.is_some() => Place::Trash,
            (None, Screen::Shelf) => Place::Shelf,
            (None, Screen::Interview) => match &self.sitting {
                Some(sitting) if sitting.outline.is_some() => Place::Outline,
                Some(sitting) => match sitting.field() {
                    Field::Text(_) => Place::Text,
                    Field::List(_) => Place::Choice,
                },
                None => Place::Answer,
            },
        }
    }

    /// The first key of an action here, as people write keys.
    #[must_use]
    pub fn key_name(&self, action: Action) -> String {
        self.keymap.name(self.place(), action)
    }

    /// An action in words.
    #[must_use]
    pub fn action_words(&self, action: Action) -> &'static ActionWords {
        action_words(self.words, action)
    }

    /// A place in words.
    #[must_use]
    pub fn place_word(&self, place: Place) -> &str {
        self.words.place.get(&named(place)).map_or("", String::as_str)
    }
}

/// An action in these words.
#[must_use]
pub fn action_words(words: &'static Words, action: Action) -> &'static ActionWords {
    static NONE: ActionWords = ActionWords { name: String::new(), help: String::new() };
    words.action.get(&named(action)).unwrap_or(&NONE)
}

/// A kind of detail in words.
#[must_use]
pub fn detail_word(words: &Words, detail: Detail) -> &str {
    words.detail.get(detail.name()).map_or("", String::as_str)
}

/// An outcome in words.
#[must_use]
pub fn outcome_word(words: &Words, outcome: Outcome) -> &str {
    let print = &words.print;
    match outcome {
        Outcome::DontKnow => &print.dont_know,
        Outcome::CantSay => &print.cant_say,
        Outcome::None => &print.none,
        Outcome::Parked => &print.parked,
        Outcome::Skipped => &print.skipped,
    }
}

/// A kind of episode in words.
#[must_use]
pub fn episode_word(words: &Words, episode: Episode) -> &str {
    let screen = &words.screen;
    match episode {
        Episode::Failure => &screen.episode_failure,
        Episode::Turn => &screen.episode_turn,
        Episode::Success => &screen.episode_success,
    }
}

/// Why a probe is asked, in words.
#[must_use]
pub fn reason(words: &Words, reason: &Reason) -> String {
    let screen = &words.screen;
    let named = |details: &[Detail]| {
        details.iter().map(|detail| detail_word(words, *detail)).collect::<Vec<_>>().join(&screen.and)
    };
    match reason {
        Reason::Own(Trigger::Lacks(details)) => fill(&screen.reason_lacks, &[("details", &named(details))]),
        Reason::Own(Trigger::Has(details)) => fill(&screen.reason_has, &[("details", &named(details))]),
        Reason::Own(Trigger::Rich(_)) => screen.reason_rich.clone(),
        Reason::Rule { reason, .. } => reason.clone(),
    }
}
