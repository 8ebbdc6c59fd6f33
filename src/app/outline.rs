//! The outline: every visible question, under the heading of its stage.

use super::sitting::Sitting;
use crate::answers::{HARD_TIP, Key};
use crate::interview::{Interview, State};

/// A row of the outline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The question; `None` for the heading of a stage, and for a question of a tip still to be chosen.
    pub key: Option<Key>,
    /// What the row says; empty for the heading of the answers that are not asked now, which the screen names.
    pub text: String,
    /// How the question stands; `None` for a heading.
    pub state: Option<State>,
    /// Whether its answer was given to words that leaned on another answer, which has changed since.
    pub reread: bool,
}

impl Row {
    const fn heading(text: String) -> Self {
        Self { key: None, text, state: None, reread: false }
    }
}

/// The rows of the outline: each stage, once for each tip it is asked of, and its questions. What will be asked of a tip
/// still to be chosen stands below the choice; answers whose question is not asked now are kept at the end, under a
/// heading without text.
#[must_use]
pub fn rows(interview: &Interview<'_>) -> Vec<Row> {
    let reread = interview.reread();
    let mut rows = Vec::new();
    let mut stage = None;
    for posed in interview.visible() {
        let here = (posed.stage.id.as_str(), posed.key.of);
        if stage != Some(here) {
            let heading = posed.key.of.and_then(|of| interview.heading(of));
            let text = heading.unwrap_or_else(|| interview.title(posed).to_owned());
            rows.push(Row::heading(text));
            stage = Some(here);
        }
        let text = interview.short(&posed.key);
        let reread = reread.contains(&&posed.key);
        rows.push(Row { key: Some(posed.key.clone()), text, state: Some(posed.state), reread });
        if posed.key.question == HARD_TIP {
            let foreseen = interview.foreseen().iter().map(|question| Key::new(&question.id, None));
            rows.extend(foreseen.map(|key| Row { state: Some(State::Open), ..Row::heading(interview.short(&key)) }));
        }
    }
    let kept = interview.dormant();
    if !kept.is_empty() {
        rows.push(Row::heading(String::new()));
    }
    for key in kept {
        let text = match key.of.and_then(|of| interview.heading(of)) {
            Some(heading) => format!("{} @ {heading}", interview.short(key)),
            None => interview.short(key),
        };
        let text = if text.is_empty() { key.to_string() } else { text };
        rows.push(Row { key: Some(key.clone()), state: Some(State::Answered), ..Row::heading(text) });
    }
    rows
}

/// The first row shown in a pane of `height` rows: where the reader scrolled it, else so that the marked or current question
/// is in view.
#[must_use]
pub fn top(sitting: &Sitting, height: u16) -> usize {
    let rows = &sitting.standing().outline;
    let last = rows.len().saturating_sub(usize::from(height));
    if let Some(top) = sitting.outline_top {
        return top.min(last);
    }
    let questions = || rows.iter().enumerate().filter_map(|(at, row)| Some((at, row.key.as_ref()?)));
    let current =
        || questions().find(|(_, key)| key.question == sitting.current.question && key.of == sitting.current.of);
    let at = sitting.outline.map_or_else(current, |row| questions().nth(row)).map_or(0, |(at, _)| at);
    // One row more than needed below, where there is one.
    let height = usize::from(height);
    (at + 2).saturating_sub(height).min(last)
}

/// Scrolls a pane of `height` rows, until the marked or current question changes.
pub fn scroll(sitting: &mut Sitting, height: u16, by: isize) {
    let last = sitting.standing().outline.len().saturating_sub(usize::from(height));
    sitting.outline_top = Some(top(sitting, height).saturating_add_signed(by).min(last));
}
