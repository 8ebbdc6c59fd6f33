//! `naze ask`: the same interview in plain lines, for dumb terminals, pipes and screen readers.
//!
//! What it is: a reader of lines over the same interview as the screen. What it is not: it has no state of its own; every
//! answer is saved as soon as it is whole. Invariant: the end of input, wherever it comes, saves what was typed. Without
//! a line that holds only a full stop, all of the input is one answer.

use std::io::{self, BufRead, Write};
use std::path::Path;
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use super::answering::{refused_error, unreadable_input};
use super::places::Places;
use super::taken::Taken;
use super::{bank, opening};
use crate::answers::{Key, Outcome, Subject};
use crate::app::model::{outcome_word, reason};
use crate::app::msg::Reading;
use crate::app::retelling::Here;
use crate::bank::{Bank, role};
use crate::error::Error;
use crate::flow::Kind;
use crate::interview::{Call, State, Step};
use crate::text::fold::fold;
use crate::words::{Words, fill};
use crate::{probe, story};

/// What the author did at a question.
pub enum Reply {
    /// Typed a text; empty means "later".
    Text(String),
    /// Gave a command.
    Command(Command),
    /// The input ended after this text, or could not be read any further.
    End(String, Option<io::Error>),
}

/// How an answer in lines came to its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Ended {
    /// By a line that holds only a full stop; or none was given yet.
    #[default]
    Stop,
    /// With its own line: a command, a choice, an answer of one line. Who types a full stop behind that means the same
    /// answer, not the next one.
    Line,
}

impl Ended {
    /// How `reply` to a question of this kind came to its end.
    #[must_use]
    pub const fn of(reply: &Reply, kind: Kind) -> Self {
        match (reply, kind) {
            (Reply::Text(_), Kind::Prose) | (Reply::End(..), _) => Self::Stop,
            (Reply::Text(_), Kind::Line | Kind::Choice | Kind::Choices | Kind::YesNo | Kind::Tips)
            | (Reply::Command(_), _) => Self::Line,
        }
    }
}

/// The commands of line mode, each with its word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Command {
    Back,
    Aside(Outcome),
    Story,
    Help,
    Done,
}

const COMMANDS: [(&str, Command); 9] = [
    (":back", Command::Back),
    (":skip", Command::Aside(Outcome::Skipped)),
    (":park", Command::Aside(Outcome::Parked)),
    (":dont-know", Command::Aside(Outcome::DontKnow)),
    (":cant-say", Command::Aside(Outcome::CantSay)),
    (":none", Command::Aside(Outcome::None)),
    (":story", Command::Story),
    (":help", Command::Help),
    (":done", Command::Done),
];

/// Holds the interview until it ends, the author does, or the input does.
///
/// # Errors
/// Where the draft cannot be saved; what was typed is printed in that case by the caller's own scroll-back.
pub fn ask(
    taken: &mut Taken,
    input: &mut impl BufRead,
    out: &mut impl Write,
    places: &Places,
    words: &Words,
) -> Result<(), Error> {
    let title = taken.post.title.clone().unwrap_or_else(|| words.print.no_title.clone());
    say(out, &fill(&words.print.ask_opening, &[("title", &title)]));
    for notice in opening::notices(taken, &taken.store.undecided(&taken.draft), None, words) {
        say(out, &notice.text);
    }
    say(out, &words.print.ask_help);
    let first = taken.interview().next_open(None).map(|posed| posed.key.clone());
    let before = Before::read(&taken.path, places, words);
    let mut talk = Talk {
        taken,
        input,
        out,
        words,
        stage: String::new(),
        again: Vec::new(),
        read: Vec::new(),
        calls: Vec::new(),
        before,
        ended: Ended::default(),
    };
    let mut current = first.or_else(|| talk.put_off());
    while let Some(key) = current {
        current = talk.turn(&key)?;
    }
    talk.close();
    Ok(())
}

/// An interview in lines, as it goes on.
struct Talk<'t, I, O> {
    taken: &'t mut Taken,
    input: &'t mut I,
    out: &'t mut O,
    words: &'t Words,
    /// The stage last named.
    stage: String,
    /// The questions put off that were asked again.
    again: Vec<Key>,
    /// The stages read back.
    read: Vec<(String, Option<Subject>)>,
    /// What the end of a stage called for and is not asked yet.
    calls: Vec<Call>,
    /// What was told in other posts.
    before: Before,
    /// How the last answer ended.
    ended: Ended,
}

/// What was told in other posts, read while the author types.
struct Before {
    reading: Receiver<Bank>,
    bank: Option<Bank>,
}

impl Before {
    /// Starts reading, for the post at `post`.
    fn read(post: &Path, places: &Places, words: &Words) -> Self {
        let (sender, reading) = channel();
        let (post, places, words) = (post.to_owned(), places.clone(), words.clone());
        std::thread::spawn(move || {
            bank::read(Some(&post), &places, &words, |bank, reading| {
                if reading == Reading::Done {
                    let _left = sender.send(bank);
                }
            });
        });
        Self { reading, bank: None }
    }

    /// All of it, if it is read by now or a moment later.
    fn bank(&mut self) -> Option<&Bank> {
        if self.bank.is_none() {
            self.bank = self.reading.recv_timeout(A_MOMENT).ok();
        }
        self.bank.as_ref()
    }
}

/// How long an answer waits to be laid beside what was told before. Who types is never as fast.
const A_MOMENT: Duration = Duration::from_secs(1);

impl<I: BufRead, O: Write> Talk<'_, I, O> {
    /// Puts one question and takes what is said to it. Says which comes next.
    fn turn(&mut self, key: &Key) -> Result<Option<Key>, Error> {
        let call = self.calls.iter().position(|call| call.key == *key).map(|at| self.calls.remove(at));
        let call = call.or_else(|| self.taken.interview().follow_up(key).filter(|call| call.key == *key));
        let kind = self.put(key, call.as_ref());
        let reply = read_reply(self.input, self.out, kind, self.ended);
        self.ended = Ended::of(&reply, kind);
        match reply {
            Reply::Command(Command::Done) => Ok(None),
            Reply::Command(Command::Back) => {
                let before = self.taken.interview().before(key).map(|posed| posed.key.clone());
                Ok(before.or_else(|| Some(key.clone())))
            }
            Reply::Command(Command::Help) => {
                say(self.out, &self.words.print.ask_help);
                Ok(Some(self.stay(key, call)))
            }
            Reply::Command(Command::Story) => {
                let story = story::weave(&self.taken.post, &self.taken.draft, &self.taken.craft);
                let text = story.text(&self.taken.post, &self.taken.draft.answers);
                say(self.out, &format!("\n{}\n\n{text}", self.words.print.ask_story));
                Ok(Some(self.stay(key, call)))
            }
            Reply::Command(Command::Aside(outcome)) => self.aside(key, outcome, call),
            Reply::Text(text) if text.trim().is_empty() => Ok(self.on_from(key)),
            Reply::Text(text) => self.keep(key, &text, call),
            Reply::End(text, error) => {
                if !text.trim().is_empty() {
                    self.keep(key, &text, call)?;
                }
                error.map_or(Ok(None), |error| Err(unreadable_input(&error, self.words)))
            }
        }
    }

    /// Puts a question to the author, with everything a reader of lines needs; says what kind of answer it takes.
    fn put(&mut self, key: &Key, call: Option<&Call>) -> Kind {
        let interview = self.taken.interview();
        let Some(posed) = interview.find(key) else { return Kind::Prose };
        let print = &self.words.print;
        let title = posed.stage.title(self.taken.draft.language);
        if self.stage != title {
            say(self.out, &format!("\n{}", fill(&print.ask_stage, &[("title", title)])));
            title.clone_into(&mut self.stage);
        }
        if let Some(call) = call {
            let reason = fill(&print.ask_reason, &[("reason", &reason(self.words, &call.reason))]);
            say(self.out, &format!("\n{} {reason}", call.ask));
            return Kind::Prose;
        }
        let wording = interview.wording(posed);
        say(self.out, &format!("\n{}\n{}", wording.ask, wording.hint));
        if matches!(posed.state, State::Aside(_)) {
            for starter in interview.starters(key) {
                say(self.out, &fill(&print.ask_starter, &[("starter", starter.trim_end())]));
            }
        }
        let choices = interview.choices(posed.question);
        for (index, choice) in choices.iter().enumerate() {
            say(self.out, &format!("  {}. {}", index + 1, choice.label));
        }
        if !choices.is_empty() {
            say(self.out, &print.ask_choose);
        }
        posed.question.kind
    }

    /// Keeps an answer and goes on: to the follow-up it calls for, else to the next open question.
    fn keep(&mut self, key: &Key, text: &str, call: Option<Call>) -> Result<Option<Key>, Error> {
        let settled = self.taken.interview().settle(key, text);
        let text = match settled {
            Ok(text) => text,
            Err(refused) => {
                let error = refused_error(&refused, &key.to_string(), &self.taken.name(), self.words);
                say(self.out, &fill(&self.words.print.ask_bad, &[("what", &error.what), ("hint", &error.hint)]));
                return Ok(Some(self.stay(key, call)));
            }
        };
        let said = if key.probe == 0 { probe::said(&text) } else { None };
        self.taken.answer(key, call.map(|call| call.ask), Some(text), None, self.words)?;
        if let Some(outcome) = said {
            let command = COMMANDS.iter().find(|(_, command)| *command == Command::Aside(outcome));
            let command = command.map_or("", |(word, _)| word);
            let outcome = outcome_word(self.words, outcome);
            say(self.out, &fill(&self.words.print.ask_said, &[("outcome", outcome), ("command", command)]));
        }
        self.lay_beside(&key.own());
        Ok(self.step(key))
    }

    /// Says of an answer that tells an episode that it was told before, how often, or otherwise.
    fn lay_beside(&mut self, key: &Key) {
        if role(&self.taken.flows, &key.question).is_none() {
            return;
        }
        let Some(bank) = self.before.bank() else { return };
        let Some(here) = Here::of(&self.taken.path, &self.taken.flows, &self.taken.draft, key) else { return };
        let corrected = |title: &str| fill(&self.words.print.ask_corrected, &[("title", title)]);
        if let Some(line) = here.said(bank, self.words, corrected) {
            say(self.out, &line);
        }
    }

    /// Answers with an outcome and goes on. At the follow-up on an answer that says it is none, the answer is meant.
    fn aside(&mut self, key: &Key, outcome: Outcome, call: Option<Call>) -> Result<Option<Key>, Error> {
        let own = key.own();
        let said = self.taken.draft.answers.told(&own).and_then(probe::said);
        if key.probe > 0 && said == Some(outcome) {
            self.taken.answer(&own, None, Some(String::new()), Some(outcome), self.words)?;
            return Ok(Some(self.stay(key, call)));
        }
        self.taken.answer(key, call.map(|call| call.ask), None, Some(outcome), self.words)?;
        Ok(self.step(key))
    }

    /// The same question once more.
    fn stay(&mut self, key: &Key, call: Option<Call>) -> Key {
        self.calls.splice(0..0, call);
        key.clone()
    }

    /// What comes after an answer: what it calls for, else the next open question.
    fn step(&mut self, key: &Key) -> Option<Key> {
        if let Some(Step::FollowUp(_, call)) = self.taken.interview().step(Some(key)) {
            return Some(call.key);
        }
        self.on_from(key)
    }

    /// The next open question in the order of the path; on the way out of a stage, what was told is read back and what
    /// it calls for comes first. After the last one, what was put off is asked once more; what was passed over stays
    /// open.
    fn on_from(&mut self, key: &Key) -> Option<Key> {
        if let Some(call) = self.calls.first() {
            return Some(call.key.clone());
        }
        let next = {
            let interview = self.taken.interview();
            let mut at = interview.after(key);
            while let Some(posed) = at.filter(|posed| posed.state != State::Open) {
                at = interview.after(&posed.key);
            }
            at.map(|posed| posed.key.clone())
        };
        let read_back = self.taken.interview().read_back(key, next.as_ref());
        if let Some(read_back) = read_back.filter(|read_back| !self.read.contains(&read_back.stage)) {
            self.read.push(read_back.stage);
            say(self.out, &format!("\n{}", self.words.print.ask_read_back));
            for told in &read_back.told {
                say(self.out, &format!("[{}] {}\n{}", told.key, told.short, told.text));
            }
            self.calls = read_back.calls;
            if let Some(call) = self.calls.first() {
                return Some(call.key.clone());
            }
        }
        next.or_else(|| self.put_off())
    }

    /// The next question that was put off and is not asked again yet.
    fn put_off(&mut self) -> Option<Key> {
        let interview = self.taken.interview();
        let key =
            interview.put_off().into_iter().map(|posed| &posed.key).find(|key| !self.again.contains(key))?.clone();
        if self.again.is_empty() {
            say(self.out, &format!("\n{}", self.words.print.ask_again));
        }
        self.again.push(key.clone());
        Some(key)
    }

    /// Says how it ended, and where the answers are.
    fn close(&mut self) {
        let print = &self.words.print;
        if self.taken.interview().next_open(None).is_none() {
            say(self.out, &print.ask_done);
        }
        if self.taken.has_saved() {
            say(self.out, &fill(&print.ask_saved, &[("path", &self.taken.draft_name())]));
            say(self.out, &fill(&print.finish, &[("path", &self.taken.name())]));
        }
    }
}

/// Reads one answer: a line, or for prose all lines up to one that holds only a full stop. `before` is how the answer
/// before it ended.
pub fn read_reply(input: &mut impl BufRead, out: &mut impl Write, kind: Kind, before: Ended) -> Reply {
    let mut text = String::new();
    let mut before = Some(before);
    loop {
        let _quiet = write!(out, "> ").and_then(|()| out.flush());
        let mut line = String::new();
        match input.read_line(&mut line) {
            Ok(read) if read > 0 => {}
            Ok(_) => return Reply::End(text, None),
            Err(error) => return Reply::End(text, Some(error)),
        }
        let line = line.trim_end_matches(['\n', '\r']);
        if before.take() == Some(Ended::Line) && line == "." {
            continue;
        }
        if text.is_empty() {
            // An input method may leave it full-width.
            let typed = fold(line.trim_end());
            if let Some((_, command)) = COMMANDS.iter().find(|(word, _)| *word == typed) {
                return Reply::Command(*command);
            }
            // A slip such as `:bakc` is no answer; any other line that starts so is text.
            let word = typed.strip_prefix(':').unwrap_or_default();
            if word.len() > 1 && word.chars().all(|c| c.is_ascii_alphabetic() || c == '-') {
                return Reply::Command(Command::Help);
            }
        }
        match kind {
            Kind::Prose if line == "." => return Reply::Text(text),
            Kind::Prose => {
                text.push_str(line);
                text.push('\n');
            }
            Kind::Line | Kind::Choice | Kind::Choices | Kind::YesNo | Kind::Tips => {
                return Reply::Text(line.to_owned());
            }
        }
    }
}

/// A reader that is gone is no reason to stop: the answers are what counts.
fn say(out: &mut impl Write, line: &str) {
    let _gone: io::Result<()> = writeln!(out, "{line}");
}
