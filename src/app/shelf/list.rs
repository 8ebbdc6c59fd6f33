//! A list of drafts that grows while it is used.
//!
//! What it is: what was read so far, the newest first; the part of it that fits what was typed; the mark and what is in view.
//! What it is not: it knows no screen, but for how many rows one shows. Invariant: the mark stays on its draft, and that
//! draft on its row of the screen, whatever arrives or is taken away; only the author moves it.

use std::cmp::Ordering;
use std::collections::HashMap;
use std::path::{Path, PathBuf};

use super::search::Wanted;
use super::{Entry, Standing};
use crate::text::Span;
use crate::text::buffer::Buffer;
use crate::text::fold::matches;

/// A list of drafts.
#[derive(Debug)]
pub struct List {
    /// What was read, in the order it came; what was taken away leaves a gap.
    entries: Vec<Option<Entry>>,
    /// All of them, the newest first.
    order: Vec<usize>,
    /// Those that fit, the best first, then the newest, each with how well it fits.
    rows: Vec<(u16, usize)>,
    /// The draft that is marked.
    marked: Option<usize>,
    /// The first row in view.
    top: usize,
    /// What the list is narrowed by.
    pub wanted: Buffer,
    /// The same as it was searched for last.
    searched: Wanted,
}

impl Default for List {
    fn default() -> Self {
        Self {
            entries: Vec::new(),
            order: Vec::new(),
            rows: Vec::new(),
            marked: None,
            top: 0,
            wanted: Buffer::line(""),
            searched: Wanted::default(),
        }
    }
}

/// Words of an answer in which something was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Excerpt<'e> {
    /// The line.
    pub line: &'e str,
    /// Where in it.
    pub found: Span,
}

impl List {
    /// How many drafts there are.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.order.len()
    }

    /// Whether there are none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.order.is_empty()
    }

    /// How many of them fit.
    #[must_use]
    pub const fn fitting(&self) -> usize {
        self.rows.len()
    }

    /// The drafts that fit from row `from` on.
    pub fn rows(&self, from: usize) -> impl Iterator<Item = &Entry> {
        self.rows.iter().skip(from).filter_map(|(_, id)| self.entry(*id))
    }

    /// The first row in view.
    #[must_use]
    pub const fn top(&self) -> usize {
        self.top
    }

    /// The row that is marked.
    #[must_use]
    pub fn row(&self) -> Option<usize> {
        let marked = self.marked?;
        self.rows.iter().position(|(_, id)| *id == marked)
    }

    /// The draft that is marked.
    #[must_use]
    pub fn marked(&self) -> Option<&Entry> {
        self.entry(self.marked?)
    }

    fn entry(&self, id: usize) -> Option<&Entry> {
        self.entries.get(id)?.as_ref()
    }

    /// Where in the answers of a draft something was found, where that is why it is listed.
    #[must_use]
    pub fn excerpt<'e>(&self, entry: &'e Entry) -> Option<Excerpt<'e>> {
        let word = self.searched.told(&entry.folded)?;
        let line = entry.told.lines().nth(entry.folded.told_line(word)?)?;
        let found = matches(line, word.text()).next()?;
        Some(Excerpt { line, found })
    }

    /// Takes in drafts, in any order.
    pub fn take(&mut self, batch: Vec<Entry>) {
        let from = self.entries.len();
        self.entries.extend(batch.into_iter().map(Some));
        let mut new: Vec<usize> = (from..self.entries.len()).collect();
        new.sort_by(|one, other| self.newer(*one, *other));
        let mut found: Vec<(u16, usize)> = new.iter().filter_map(|id| Some((self.rank(*id)?, *id))).collect();
        found.sort_by_key(|(rank, _)| *rank);
        let before = self.row();
        self.order = merged(&self.order, &new, |one, other| self.newer(*one, *other));
        self.rows =
            merged(&self.rows, &found, |one, other| one.0.cmp(&other.0).then_with(|| self.newer(one.1, other.1)));
        self.stay(before);
    }

    /// Puts one draft in, in the place of what stands for it, and marks it, if it fits what is wanted.
    pub fn put(&mut self, entry: Entry) {
        self.remove(&entry.draft.clone());
        let id = self.entries.len();
        self.take(vec![entry]);
        if self.rows.iter().any(|(_, row)| *row == id) {
            self.marked = Some(id);
        }
    }

    /// Takes in drafts that are others now or new, and takes those away that are gone.
    pub fn renew(&mut self, entries: Vec<Entry>, gone: &[PathBuf]) {
        if entries.is_empty() && gone.is_empty() {
            return;
        }
        let all = self.entries.iter().enumerate();
        let known: HashMap<PathBuf, usize> =
            all.filter_map(|(id, entry)| Some((entry.as_ref()?.draft.clone(), id))).collect();
        let before = self.row();
        for id in gone.iter().filter_map(|draft| known.get(draft)) {
            if let Some(place) = self.entries.get_mut(*id) {
                *place = None;
            }
        }
        let mut new = Vec::new();
        for entry in entries {
            match known.get(&entry.draft).and_then(|id| self.entries.get_mut(*id)) {
                Some(place) => *place = Some(entry),
                None => new.push(entry),
            }
        }
        let mut order = std::mem::take(&mut self.order);
        order.retain(|id| self.entry(*id).is_some());
        order.sort_by(|one, other| self.newer(*one, *other));
        self.order = order;
        self.list();
        if self.marked().is_none() {
            self.mark(before.unwrap_or_default());
        } else {
            self.stay(before);
        }
        self.take(new);
    }

    /// Takes the draft at `draft` away, and hands it back. The mark goes to the one that takes its place.
    pub fn remove(&mut self, draft: &Path) -> Option<Entry> {
        let id = self.id(draft)?;
        let row = self.row();
        self.order.retain(|other| *other != id);
        self.rows.retain(|(_, other)| *other != id);
        if self.marked == Some(id) {
            self.marked = None;
            self.mark(row.unwrap_or_default());
        } else {
            self.stay(row);
        }
        self.entries.get_mut(id)?.take()
    }

    /// Notes how a draft stands, as a whole reading said.
    pub fn note(&mut self, draft: &Path, standing: Standing) {
        let id = self.id(draft);
        if let Some(entry) = id.and_then(|id| self.entries.get_mut(id)?.as_mut()) {
            entry.standing = Some(standing);
        }
    }

    fn id(&self, draft: &Path) -> Option<usize> {
        let is =
            |entry: &Option<Entry>| entry.as_ref().is_some_and(|entry| entry.draft.as_os_str() == draft.as_os_str());
        self.entries.iter().position(is)
    }

    /// Searches anew, if something else is wanted now: the best is marked.
    pub fn search(&mut self) {
        if self.narrow() {
            self.marked = None;
            self.mark(0);
            self.top = 0;
        }
    }

    /// Wants nothing any more. The mark stays on its draft.
    pub fn widen(&mut self) {
        let before = self.row();
        self.wanted = Buffer::line("");
        self.narrow();
        self.stay(before);
    }

    /// Lists what fits what is wanted now; says whether that is something else.
    fn narrow(&mut self) -> bool {
        let wanted = Wanted::new(self.wanted.text());
        if wanted == self.searched {
            return false;
        }
        self.searched = wanted;
        self.list();
        true
    }

    /// Lists what fits.
    fn list(&mut self) {
        let mut rows: Vec<_> = self.order.iter().filter_map(|id| Some((self.rank(*id)?, *id))).collect();
        // Those that fit as well stay in their order.
        rows.sort_by_key(|(rank, _)| *rank);
        self.rows = rows;
    }

    fn rank(&self, id: usize) -> Option<u16> {
        self.searched.rank(&self.entry(id)?.folded)
    }

    /// Marks a row, or the last one.
    pub fn mark(&mut self, row: usize) {
        let row = row.min(self.rows.len().saturating_sub(1));
        self.marked = self.rows.get(row).map(|(_, id)| *id);
    }

    /// Moves the mark by so many rows.
    pub fn step(&mut self, rows: isize) {
        let row = self.row().unwrap_or_default();
        self.mark(row.saturating_add_signed(rows));
    }

    /// Brings the mark into view, where `height` rows are shown.
    pub fn show(&mut self, height: usize) {
        let row = self.row().unwrap_or_default();
        // A screen may be too small for any row.
        self.top = self.top.clamp((row + 1).saturating_sub(height.max(1)), row);
    }

    /// Moves what is in view by so many rows; the mark stays.
    pub fn scroll(&mut self, rows: isize, height: usize) {
        let last = self.rows.len().saturating_sub(height);
        self.top = self.top.saturating_add_signed(rows).min(last);
    }

    /// After a change of the rows: the mark was in row `before`, and its draft stays where it was on the screen.
    fn stay(&mut self, before: Option<usize>) {
        if self.marked.is_none() || self.row().is_none() {
            self.mark(0);
        }
        if let (Some(before), Some(now)) = (before, self.row()) {
            self.top = (self.top + now).saturating_sub(before);
        }
    }

    fn newer(&self, one: usize, other: usize) -> Ordering {
        let key = |id| self.entry(id).map(|entry| (std::cmp::Reverse(entry.changed), entry.place.as_str()));
        key(one).cmp(&key(other))
    }
}

/// Two lists in order as one; where two are equal, that of `one` comes first.
fn merged<T: Copy>(one: &[T], other: &[T], order: impl Fn(&T, &T) -> Ordering) -> Vec<T> {
    let mut all = Vec::with_capacity(one.len() + other.len());
    let (mut one, mut other) = (one.iter().peekable(), other.iter().peekable());
    while let (Some(a), Some(b)) = (one.peek(), other.peek()) {
        let next = if order(a, b) == Ordering::Greater { other.next() } else { one.next() };
        all.extend(next.copied());
    }
    all.extend(one.chain(other).copied());
    all
}
