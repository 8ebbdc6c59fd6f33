//! `naze ask`: the same interview in plain lines, for dumb terminals, pipes and screen readers.
//!
//! What it is: a reader of lines over the same interview as the screen. What it is not: it has no state of its own; every
//! answer is saved as soon as it is whole. Invariant: the end of input, wherever it comes, saves what was typed.

use std::io::{self, BufRead, Write};

use super::answering::{refused_error, unreadable_input};
use super::opening;
use super::taken::Taken;
use crate::answers::{Key, Outcome};
use crate::app::model::reason;
use crate::error::Error;
use crate::flow::Kind;
use crate::story;
use crate::words::{Words, fill};

/// What the author did at a question.
pub enum Reply {
    /// Typed a text; empty means "later".
    Text(String),
    /// Gave a command.
    Command(Command),
    /// The input ended after this text, or could not be read any further.
    End(String, Option<io::Error>),
}

/// The commands of line mode, each with its word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Command {
    Back,
    Skip,
    Park,
    Story,
    Done,
}

const COMMANDS: [(&str, Command); 5] = [
    (":back", Command::Back),
    (":skip", Command::Skip),
    (":park", Command::Park),
    (":story", Command::Story),
    (":done", Command::Done),
];

/// Holds the interview until it ends, the author does, or the input does.
///
/// # Errors
/// Where the draft cannot be saved; what was typed is printed in that case by the caller's own scroll-back.
pub fn ask(taken: &mut Taken, input: &mut impl BufRead, out: &mut impl Write, words: &Words) -> Result<(), Error> {
    let print = &words.print;
    let title = taken.post.title.clone().unwrap_or_else(|| print.no_title.clone());
    say(out, &fill(&print.ask_opening, &[("title", &title)]));
    for notice in opening::notices(taken, &taken.store.undecided(&taken.draft), None, words) {
        say(out, &notice.text);
    }
    say(out, &print.ask_help);
    let mut stage = String::new();
    let mut current = open_after(taken, None);
    while let Some(key) = current {
        let kind = put_question(taken, &key, &mut stage, out, words);
        current = match read_reply(input, out, kind) {
            Reply::Command(Command::Done) => break,
            Reply::Command(Command::Back) => {
                taken.interview().before(&key).map(|posed| posed.key.clone()).or(Some(key))
            }
            Reply::Command(Command::Story) => {
                say(out, &format!("\n{}\n", print.ask_story));
                say(
                    out,
                    &story::weave(&taken.post, &taken.draft, &taken.craft).text(&taken.post, &taken.draft.answers),
                );
                Some(key)
            }
            Reply::Command(Command::Skip) => aside(taken, &key, Outcome::Skipped, words)?,
            Reply::Command(Command::Park) => aside(taken, &key, Outcome::Parked, words)?,
            Reply::Text(text) if text.trim().is_empty() => on_from(taken, &key),
            Reply::Text(text) => match taken.interview().settle(&key, &text) {
                Ok(text) => keep(taken, &key, text, words)?,
                Err(refused) => {
                    let error = refused_error(&refused, &key.to_string(), &taken.name(), words);
                    say(out, &fill(&print.ask_bad, &[("what", &error.what), ("hint", &error.hint)]));
                    Some(key)
                }
            },
            Reply::End(text, error) => {
                if let Ok(text) = taken.interview().settle(&key, &text)
                    && !text.is_empty()
                {
                    keep(taken, &key, text, words)?;
                }
                match error {
                    None => break,
                    Some(error) => return Err(unreadable_input(&error, words)),
                }
            }
        };
    }
    if taken.interview().next_open(None).is_none() {
        say(out, &print.ask_done);
    }
    if taken.has_saved() {
        say(out, &fill(&print.ask_saved, &[("path", &taken.draft_name())]));
        say(out, &fill(&print.finish, &[("path", &taken.name())]));
    }
    Ok(())
}

/// The first open question behind `key`, then from the start.
fn open_after(taken: &Taken, key: Option<&Key>) -> Option<Key> {
    taken.interview().next_open(key).map(|posed| posed.key.clone())
}

/// The next open question in the order of the path; after the last one, none: what was passed over stays open.
fn on_from(taken: &Taken, key: &Key) -> Option<Key> {
    let interview = taken.interview();
    let mut key = key.clone();
    loop {
        let posed = interview.after(&key)?;
        if posed.state == crate::interview::State::Open {
            return Some(posed.key.clone());
        }
        key = posed.key.clone();
    }
}

/// Puts a question to the author; says what kind of answer it takes.
fn put_question(taken: &Taken, key: &Key, stage: &mut String, out: &mut impl Write, words: &Words) -> Kind {
    let interview = taken.interview();
    let Some(posed) = interview.find(key) else { return Kind::Prose };
    let title = posed.stage.title(taken.draft.language);
    if *stage != title {
        say(out, &format!("\n{}", fill(&words.print.ask_stage, &[("title", title)])));
        title.clone_into(stage);
    }
    if key.probe > 0 {
        if let Some(call) = interview.follow_up(key) {
            say(
                out,
                &format!(
                    "\n{} {}",
                    call.ask,
                    fill(&words.print.ask_reason, &[("reason", &reason(words, &call.reason))])
                ),
            );
        }
        return Kind::Prose;
    }
    let wording = interview.wording(posed);
    say(out, &format!("\n{}\n{}", wording.ask, wording.hint));
    let choices = interview.choices(posed.question);
    for (index, choice) in choices.iter().enumerate() {
        say(out, &format!("  {}. {}", index + 1, choice.label));
    }
    if !choices.is_empty() {
        say(out, &words.print.ask_choose);
    }
    posed.question.kind
}

/// Reads one answer: a line, or for prose all lines up to one that holds only a full stop.
pub fn read_reply(input: &mut impl BufRead, out: &mut impl Write, kind: Kind) -> Reply {
    let mut text = String::new();
    loop {
        let _quiet = write!(out, "> ").and_then(|()| out.flush());
        let mut line = String::new();
        match input.read_line(&mut line) {
            Ok(read) if read > 0 => {}
            Ok(_) => return Reply::End(text, None),
            Err(error) => return Reply::End(text, Some(error)),
        }
        let line = line.trim_end_matches(['\n', '\r']);
        if text.is_empty() && line.starts_with(':') {
            // Any other line that starts so is text.
            if let Some((_, command)) = COMMANDS.iter().find(|(word, _)| *word == line.trim_end()) {
                return Reply::Command(*command);
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

/// Keeps an answer and goes on: to the follow-up it calls for, else to the next open question.
fn keep(taken: &mut Taken, key: &Key, text: String, words: &Words) -> Result<Option<Key>, Error> {
    taken.answer(key, Some(text), None, words)?;
    let call = (key.probe == 0).then(|| taken.interview().follow_up(key)).flatten();
    Ok(call.map(|call| call.key).or_else(|| on_from(taken, key)))
}

/// Answers with an outcome and goes on.
fn aside(taken: &mut Taken, key: &Key, outcome: Outcome, words: &Words) -> Result<Option<Key>, Error> {
    taken.answer(key, None, Some(outcome), words)?;
    Ok(on_from(taken, key))
}

/// A reader that is gone is no reason to stop: the answers are what counts.
fn say(out: &mut impl Write, line: &str) {
    let _gone: io::Result<()> = writeln!(out, "{line}");
}
