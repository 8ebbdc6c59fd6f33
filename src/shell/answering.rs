//! `naze next`, `answer` and `answers`: the interview, one question at a time.

use std::fmt::Write as _;
use std::io::{Read, Write as _};

use serde::Serialize;

use super::cli::{Given, Shape};
use super::json;
use super::taken::Taken;
use crate::answers::{Answer, Key, NotAKey, Outcome};
use crate::app::model::{outcome_word, reason};
use crate::error::{Error, Kind};
use crate::flow::Wording;
use crate::flow::{self, Need};
use crate::interview::{Left, Refused, Step};
use crate::probe;
use crate::words::{Words, fill};

/// `next --json` and `answer --json`, version 1.
#[derive(Serialize)]
struct Next<'a> {
    version: u32,
    key: Option<String>,
    question: Option<&'a str>,
    tip: Option<u32>,
    voice: Option<u32>,
    kind: Option<flow::Kind>,
    need: Option<Need>,
    ask: Option<String>,
    hint: Option<String>,
    choices: Vec<Choice>,
    /// Why a follow-up is next; null where a question of the flow is.
    probe: Option<Why>,
    left: Left,
}

#[derive(Serialize)]
struct Why {
    reason: String,
}

#[derive(Serialize)]
struct Choice {
    value: String,
    label: String,
}

/// The next open question as it is printed: for scripts the key on standard output, for people the question beside it.
#[derive(Debug)]
pub struct Printed {
    /// For standard output.
    pub out: String,
    /// For standard error.
    pub aside: String,
    /// Whether there is a question at all.
    pub open: bool,
}

/// What comes next: the follow-up called for by the answer under `after`, or by the one given last; else the next open
/// question.
#[must_use]
pub fn next(taken: &Taken, after: Option<&Key>, shape: Shape, words: &Words) -> Printed {
    let interview = taken.interview();
    let (posed, call) = match interview.step(after) {
        Some(Step::FollowUp(posed, call)) => (posed, Some(call)),
        Some(Step::Question(posed)) => (posed, None),
        None => {
            let none = Next {
                version: 1,
                key: None,
                question: None,
                tip: None,
                voice: None,
                kind: None,
                need: None,
                ask: None,
                hint: None,
                choices: Vec::new(),
                probe: None,
                left: interview.left(),
            };
            let out = if shape == Shape::Json { json::line(&none) } else { String::new() };
            return Printed { out, aside: String::new(), open: false };
        }
    };
    let (key, wording) = match &call {
        Some(call) => (&call.key, Wording { ask: call.ask.clone(), ..Wording::default() }),
        None => (&posed.key, interview.wording(posed)),
    };
    let why = call.as_ref().map(|call| reason(words, &call.reason));
    let choices: Vec<Choice> = interview
        .choices(posed.question)
        .into_iter()
        .map(|one| Choice { value: one.value.into_owned(), label: one.label.into_owned() })
        .collect();
    if shape == Shape::Plain {
        let mut aside = match &why {
            Some(reason) => {
                format!("{} {}\n", wording.ask, fill(&words.print.ask_reason, &[("reason", reason)]))
            }
            None => format!("{}\n", wording.ask),
        };
        for (index, choice) in choices.iter().enumerate() {
            let _infallible = writeln!(aside, "  {}. {}", index + 1, choice.label);
        }
        return Printed { out: format!("{key}\n"), aside, open: true };
    }
    let next = Next {
        version: 1,
        key: Some(key.to_string()),
        question: Some(&key.question),
        tip: key.tip().map(|tip| tip.0),
        voice: key.voice().map(|voice| voice.0),
        kind: Some(posed.question.kind),
        need: Some(posed.question.need),
        ask: Some(wording.ask),
        hint: Some(wording.hint),
        choices,
        probe: why.map(|reason| Why { reason }),
        left: interview.left(),
    };
    Printed { out: json::line(&next), aside: String::new(), open: true }
}

/// Gives one answer, and says under which key. An answer that says it is none is kept as it stands; how to make it one of
/// the three outcomes is said beside it.
///
/// # Errors
/// Where the key is none, the answer does not fit, standard input is no text, or the draft cannot be saved.
pub fn answer(taken: &mut Taken, key: &str, given: &Given, words: &Words) -> Result<Key, Error> {
    let wanted = parse_key(key, &taken.name(), words)?;
    let (key, text, outcome) = {
        let interview = taken.interview();
        let refuse = |refused: &Refused| refused_error(refused, key, &taken.name(), words);
        let key = interview.resolve(&wanted).map_err(|refused| refuse(&refused))?;
        let (text, outcome) = match given {
            Given::Outcome(outcome) => (None, Some(*outcome)),
            Given::Text(text) => (Some(interview.settle(&key, text).map_err(|refused| refuse(&refused))?), None),
            Given::StandardInput => {
                let text = standard_input(words)?;
                (Some(interview.settle(&key, &text).map_err(|refused| refuse(&refused))?), None)
            }
        };
        (key, text, outcome)
    };
    let said = text.as_deref().filter(|_| key.probe == 0).and_then(probe::said);
    let cleared = taken.draft.answers.told(&key).filter(|_| text.as_deref() == Some("")).map(str::to_owned);
    taken.answer(&key, None, text, outcome, words)?;
    if cleared.is_some_and(|before| taken.store.keeps(&key, &before)) {
        let _gone = writeln!(std::io::stderr(), "{}", words.print.answer_cleared);
    }
    if let Some(outcome) = said {
        let (name, word) = (json::name(&outcome), outcome_word(words, outcome));
        let line = fill(&words.print.answer_said, &[("outcome", word), ("name", &name)]);
        let _gone = writeln!(std::io::stderr(), "{line}");
    }
    Ok(key)
}

/// Reads all of standard input as UTF-8 text.
///
/// # Errors
/// Where it cannot be read or is no UTF-8.
pub fn standard_input(words: &Words) -> Result<String, Error> {
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text).map_err(|error| unreadable_input(&error, words))?;
    Ok(text)
}

/// Why standard input cannot be read, in words.
#[must_use]
pub fn unreadable_input(error: &std::io::Error, words: &Words) -> Error {
    words.error.standard_input.error(Kind::Input, &[("why", &super::why(error, words))])
}

/// A key from the command line.
///
/// # Errors
/// Where it is none.
pub fn parse_key(key: &str, path: &str, words: &Words) -> Result<Key, Error> {
    key.parse().map_err(|NotAKey| words.error.unknown_key.error(Kind::Usage, &[("key", key), ("path", path)]))
}

/// What is wrong with an answer, in words.
#[must_use]
pub fn refused_error(refused: &Refused, key: &str, path: &str, words: &Words) -> Error {
    let errors = &words.error;
    let fields = [("key", key), ("path", path)];
    match refused {
        Refused::UnknownQuestion { .. } | Refused::NoSuchProbe => errors.unknown_key.error(Kind::Usage, &fields),
        Refused::UnknownTip { .. } => errors.not_asked.error(Kind::Usage, &fields),
        Refused::NoSuchVoice => errors.no_voice.error(Kind::Usage, &fields),
        Refused::NotOfATip { instead } => {
            errors.not_of_a_tip.error(Kind::Usage, &[("key", key), ("instead", &instead.to_string())])
        }
        Refused::NoTipChosen => errors.no_tip_chosen.error(Kind::Usage, &fields),
        Refused::NoSuchChoice { given, choices } => {
            let named: Vec<String> = choices.iter().map(|(value, label)| format!("{value} ({label})")).collect();
            let choices = named.join(", ");
            errors.no_such_choice.error(Kind::Usage, &[("value", given), ("choices", &choices)])
        }
        Refused::TooMany { most } => errors.too_many.error(Kind::Usage, &[("limit", &most.to_string())]),
        Refused::OneLineOnly => errors.one_line.error(Kind::Usage, &[]),
    }
}

/// `answers --json`, version 1.
#[derive(Serialize)]
struct Sheet<'a> {
    version: u32,
    post: String,
    answers: Vec<Line<'a>>,
}

/// An answer as it is printed.
#[derive(Serialize)]
pub struct Line<'a> {
    key: String,
    asked: String,
    text: &'a str,
    outcome: Option<Outcome>,
    at: Option<&'a str>,
    from: Option<&'a str>,
    retold: Option<&'a str>,
}

impl<'a> Line<'a> {
    /// An answer to a question, which is worded so where the answer does not say how it was.
    #[must_use]
    pub fn of(key: &Key, asked: String, answer: &'a Answer) -> Self {
        Self {
            key: key.to_string(),
            asked: if answer.asked.is_empty() { asked } else { answer.asked.clone() },
            text: &answer.text,
            outcome: answer.outcome,
            at: answer.at.as_deref(),
            from: answer.from.as_deref(),
            retold: answer.retold.as_ref().map(|retold| retold.of.as_str()),
        }
    }
}

/// The whole interview on one page, or one answer's text as it stands.
///
/// # Errors
/// Where the key is none, or has no answer.
pub fn answers(taken: &Taken, key: Option<&str>, shape: Shape, words: &Words) -> Result<String, Error> {
    let empty = Answer::default();
    let interview = taken.interview();
    let mut lines: Vec<(Key, String, &Answer)> = Vec::new();
    for posed in interview.visible() {
        let answer = taken.draft.answers.get(&posed.key).unwrap_or(&empty);
        lines.push((posed.key.clone(), interview.wording(posed).ask, answer));
        for (key, answer) in taken.draft.answers.iter() {
            if key.probe > 0 && posed.is(key) {
                lines.push((key.clone(), answer.asked.clone(), answer));
            }
        }
    }
    for key in interview.dormant() {
        if let Some(answer) = taken.draft.answers.get(key).filter(|_| !lines.iter().any(|(shown, ..)| shown == key)) {
            lines.push((key.clone(), answer.asked.clone(), answer));
        }
    }
    if let Some(wanted) = key {
        let parsed = parse_key(wanted, &taken.name(), words)?;
        let full =
            interview.resolve(&parsed).map_err(|refused| refused_error(&refused, wanted, &taken.name(), words))?;
        let answer = taken.draft.answers.get(&full).filter(|answer| answer.is_settled());
        let Some(answer) = answer else {
            return Err(words.error.no_answer.error(Kind::No, &[("key", wanted), ("path", &taken.name())]));
        };
        return Ok(match shape {
            Shape::Plain => with_line_end(&answer.text),
            Shape::Json => json::line(&Sheet {
                version: 1,
                post: taken.name(),
                answers: vec![Line::of(&full, String::new(), answer)],
            }),
        });
    }
    Ok(match shape {
        Shape::Json => {
            let answers = lines.into_iter().map(|(key, asked, answer)| Line::of(&key, asked, answer)).collect();
            json::line(&Sheet { version: 1, post: taken.name(), answers })
        }
        Shape::Plain => page(&lines, words),
    })
}

/// Answers on one page, each below its question.
#[must_use]
pub fn page(lines: &[(Key, String, &Answer)], words: &Words) -> String {
    let mut out = String::new();
    for (key, asked, answer) in lines {
        let _infallible = writeln!(out, "[{key}] {asked}");
        if let Some(outcome) = answer.outcome {
            let _infallible = writeln!(out, "    ({})", outcome_word(words, outcome));
        }
        if answer.from.is_some() {
            let _infallible = writeln!(out, "    ({})", words.print.from_axis);
        }
        if let Some(retold) = &answer.retold {
            let _infallible = writeln!(out, "    ({})", fill(&words.print.retold, &[("of", &retold.of)]));
        }
        for row in answer.text.lines() {
            let _infallible = writeln!(out, "    {row}");
        }
        out.push('\n');
    }
    out
}

fn with_line_end(text: &str) -> String {
    if text.is_empty() || text.ends_with('\n') { text.to_owned() } else { format!("{text}\n") }
}
