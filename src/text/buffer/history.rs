//! What was done, so that it can be undone: in runs, as a writer remembers it.
//!
//! What it is: two stacks of steps. What it is not: a journal; it lives as long as its buffer. Invariant: undoing a step and
//! doing it again gives the same text and the same caret.

use super::Caret;

/// Steps done and undone.
#[derive(Debug, Clone, Default)]
pub(super) struct History {
    done: Vec<Step>,
    undone: Vec<Step>,
    /// What the last step may still grow by.
    open: Option<Run>,
}

/// What one undo takes back.
#[derive(Debug, Clone)]
pub(super) struct Step {
    pub(super) edit: Edit,
    /// Caret and anchor before it.
    pub(super) before: (Caret, Option<usize>),
    /// The caret behind it.
    pub(super) after: Caret,
}

/// A change with what it needs to be taken back.
#[derive(Debug, Clone)]
pub(super) struct Edit {
    pub(super) at: usize,
    pub(super) removed: String,
    pub(super) inserted: String,
}

/// Kinds of edits that grow together while nothing comes between.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Run {
    /// Typing.
    Typing,
    /// Deleting towards the start.
    Backward,
    /// Deleting towards the end.
    Forward,
    /// A step of its own.
    Alone,
}

impl History {
    /// Keeps an edit; adds it to the last step where that is the same run going on.
    pub(super) fn record(&mut self, edit: Edit, run: Run, before: (Caret, Option<usize>), after: Caret) {
        self.undone.clear();
        let ends = run == Run::Alone || edit.inserted.ends_with(ends_run);
        let grown = self.open == Some(run) && self.done.last_mut().is_some_and(|step| step.grow(&edit, run, after));
        if !grown {
            self.done.push(Step { edit, before, after });
        }
        self.open = (!ends).then_some(run);
    }

    /// Ends the run: what comes next is a step of its own.
    pub(super) fn break_run(&mut self) {
        self.open = None;
    }

    /// Hands the last step over to `take_back` and keeps it for redoing. Whether there was one.
    pub(super) fn undo(&mut self, take_back: impl FnOnce(&Step)) -> bool {
        self.open = None;
        let Some(step) = self.done.pop() else { return false };
        take_back(&step);
        self.undone.push(step);
        true
    }

    /// Hands the step undone last over to `do_again`. Whether there was one.
    pub(super) fn redo(&mut self, do_again: impl FnOnce(&Step)) -> bool {
        self.open = None;
        let Some(step) = self.undone.pop() else { return false };
        do_again(&step);
        self.done.push(step);
        true
    }
}

impl Step {
    /// Adds an edit that goes on where this step stopped. Whether it does.
    fn grow(&mut self, edit: &Edit, run: Run, after: Caret) -> bool {
        let mine = &mut self.edit;
        let fits = match run {
            Run::Typing => edit.removed.is_empty() && edit.at == mine.at + mine.inserted.len(),
            Run::Backward => mine.inserted.is_empty() && edit.at + edit.removed.len() == mine.at,
            Run::Forward => mine.inserted.is_empty() && edit.at == mine.at,
            Run::Alone => false,
        };
        if fits {
            match run {
                Run::Typing => mine.inserted.push_str(&edit.inserted),
                Run::Backward => {
                    mine.removed.insert_str(0, &edit.removed);
                    mine.at = edit.at;
                }
                Run::Forward => mine.removed.push_str(&edit.removed),
                Run::Alone => {}
            }
            self.after = after;
        }
        fits
    }
}

/// A run of typing ends with a sentence or a line: that much is remembered as one.
fn ends_run(c: char) -> bool {
    matches!(c, '\n' | '。' | '．' | '！' | '？' | '.' | '!' | '?')
}
