//! `naze probe`: what a text on standard input holds and lacks.

use std::fmt::Write as _;

use super::answering::standard_input;
use super::cli::Shape;
use super::json;
use crate::app::model::detail_word;
use crate::error::Error;
use crate::flow;
use crate::probe::{self, Asking, Report};
use crate::text::Language;
use crate::words::Words;

/// Reads standard input and says what it holds, and what naze would ask next.
///
/// # Errors
/// Where standard input is no text.
pub fn print(shape: Shape, question: Option<&str>, asked: Option<&str>, words: &Words) -> Result<String, Error> {
    let text = standard_input(words)?;
    let text = text.trim_end();
    let language = Language::of([text]);
    let flows = flow::builtin();
    let question = question.and_then(|id| flows.iter().find_map(|flow| flow.question(id)));
    let reading = probe::read_answer(text, asked, language);
    let asking = Asking {
        question: question.map(|question| question.id.as_str()),
        wants: question.map(|question| question.wants.as_slice()),
        used: &[],
    };
    let follow_up = probe::follow_up(text, &reading, &asking, language);
    if shape == Shape::Json {
        return Ok(json::line(&Report::new(text, &reading, follow_up)));
    }
    let mut out = String::new();
    for hit in &reading.hits {
        let _infallible = writeln!(out, "{}: {}", detail_word(words, hit.detail), hit.span.of(text));
    }
    if let Some(call) = follow_up {
        let _infallible = writeln!(out, "\n{} ({})", call.ask, call.reason);
    }
    Ok(out)
}
