//! Changing the text: every way goes through one splice.

use std::borrow::Cow;

use super::history::{Edit, Run};
use super::{Buffer, Caret, Lines, Motion, Side, Span, Splice};

impl Buffer {
    /// Types `text` in place of the selection. Runs of typing are undone together.
    pub fn insert(&mut self, text: &str) {
        self.put(text, Run::Typing);
    }

    /// Puts `text` in place of the selection, as one step of its own. Line ends become LF; nothing else changes.
    pub fn paste(&mut self, text: &str) {
        self.put(text, Run::Alone);
    }

    /// Starts a new paragraph; in a field of one line, nothing.
    pub fn newline(&mut self) {
        if self.lines == Lines::Many {
            self.insert("\n");
        }
    }

    /// Deletes the selection or, where there is none, from the caret to where `motion` leads: `Left` is the cluster
    /// before the caret, `WordLeft` the word, `Home` and `End` the rest of the row. Hands out what was deleted.
    pub fn delete(&mut self, motion: Motion) -> String {
        let run = match motion {
            Motion::Left => Run::Backward,
            Motion::Right => Run::Forward,
            Motion::WordLeft
            | Motion::WordRight
            | Motion::Up
            | Motion::Down
            | Motion::PageUp
            | Motion::PageDown
            | Motion::Home
            | Motion::End
            | Motion::Top
            | Motion::Bottom => Run::Alone,
        };
        if let Some(span) = self.selection() {
            return self.change(span, "", Run::Alone);
        }
        let to = self.target(motion).at;
        self.change(Span::new(to.min(self.caret.at), to.max(self.caret.at)), "", run)
    }

    /// Takes the selection out and hands it over; empty where there is none.
    pub fn cut(&mut self) -> String {
        self.selection().map_or_else(String::new, |span| self.change(span, "", Run::Alone))
    }

    /// Puts `text` in place of `span`, wherever the caret is, as one step; the caret goes behind it.
    pub fn replace(&mut self, span: Span, text: &str) {
        let text = self.taken(text).into_owned();
        let span = Span::new(self.boundary(span.start), self.boundary(span.end.max(span.start)));
        self.change(span, &text, Run::Alone);
    }

    /// Makes the text what it became elsewhere (in an editor, in another window), as one step. Only the stretch that differs
    /// is changed, and the caret stays with the words it stood at. Whether anything differed.
    pub fn adopt(&mut self, text: &str) -> bool {
        let text = match self.lines {
            Lines::One => Cow::Owned(in_one_line(text)),
            Lines::Many => Cow::Borrowed(text),
        };
        let head = alike(self.text.chars().zip(text.chars()));
        let (old, new) = (self.text.get(head..).unwrap_or_default(), text.get(head..).unwrap_or_default());
        let tail = alike(old.chars().rev().zip(new.chars().rev()));
        let span = Span::new(head, self.text.len() - tail);
        let differing = Span::new(head, text.len() - tail).of(&text).to_owned();
        let differs = !(span.is_empty() && differing.is_empty());
        let caret = match self.caret.at {
            at if at <= span.start => at,
            at if at >= span.end => at - span.len() + differing.len(),
            _ => span.start + differing.len(),
        };
        self.change(span, &differing, Run::Alone);
        if differs {
            self.set_caret(caret);
        }
        differs
    }

    /// Takes the last step back. Whether there was one.
    pub fn undo(&mut self) -> bool {
        let mut history = std::mem::take(&mut self.history);
        let undone = history.undo(|step| {
            let Edit { at, removed, inserted } = &step.edit;
            self.splice(Span::new(*at, at + inserted.len()), removed);
            (self.caret, self.anchor) = step.before;
        });
        self.history = history;
        undone
    }

    /// Does the step undone last again. Whether there was one.
    pub fn redo(&mut self) -> bool {
        let mut history = std::mem::take(&mut self.history);
        let redone = history.redo(|step| {
            let Edit { at, removed, inserted } = &step.edit;
            self.splice(Span::new(*at, at + removed.len()), inserted);
            (self.caret, self.anchor) = (step.after, None);
        });
        self.history = history;
        redone
    }

    /// Ends a run of typing or deleting: after a pause, or when the answer is left.
    pub fn break_run(&mut self) {
        self.history.break_run();
    }

    fn put(&mut self, text: &str, run: Run) {
        let text = self.taken(text).into_owned();
        let span = self.selection().unwrap_or(Span::new(self.caret.at, self.caret.at));
        self.change(span, &text, run);
    }

    /// `text` as this buffer takes it in.
    fn taken<'a>(&self, text: &'a str) -> Cow<'a, str> {
        match self.lines {
            Lines::One => Cow::Owned(in_one_line(text)),
            Lines::Many if text.contains('\r') => Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n")),
            Lines::Many => Cow::Borrowed(text),
        }
    }

    /// Replaces `span` and keeps the step; nothing where nothing would change. Hands out what stood there.
    fn change(&mut self, span: Span, text: &str, run: Run) -> String {
        if span.is_empty() && text.is_empty() {
            return String::new();
        }
        let before = (self.caret, self.anchor);
        let removed = self.splice(span, text);
        let behind = span.start + text.len();
        // What stood between CR and LF gave way: they are one now, and no caret stands inside.
        let at = behind.min(self.paragraph_at(behind).end);
        self.caret = Caret { at, side: Side::Lower };
        self.anchor = None;
        let edit = Edit { at: span.start, removed: removed.clone(), inserted: text.to_owned() };
        self.history.record(edit, run, before, self.caret);
        removed
    }

    /// The one place where the text changes.
    fn splice(&mut self, span: Span, text: &str) -> String {
        let removed = span.of(&self.text).to_owned();
        self.text.replace_range(span.start..span.end, text);
        self.paragraphs.splice(span.start, removed.len(), text);
        self.splices.push(Splice { at: span.start, removed: removed.len(), inserted: text.to_owned() });
        self.goal = None;
        self.screen.follow_caret();
        removed
    }
}

/// How many bytes of two texts are alike, given their characters in pairs.
fn alike(pairs: impl Iterator<Item = (char, char)>) -> usize {
    pairs.take_while(|(one, other)| one == other).map(|(c, _)| c.len_utf8()).sum()
}

/// `text` with each line end as a blank.
pub(super) fn in_one_line(text: &str) -> String {
    text.replace("\r\n", " ").replace(['\r', '\n'], " ")
}
