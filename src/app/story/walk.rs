//! Moving about in the story: by rows, by sentences, to what is not the post's own.
//!
//! Invariant: wherever there is a word, the cursor comes to stand on one.

use super::{Mark, Pointed, areas, lower_of, mark, pane::CONTEXT, whole};
use crate::app::model::Model;
use crate::app::prose::{Holds, Laid, Place, Prose, Strip};
use crate::app::sitting::Sitting;
use crate::post::Format;
use crate::story::{Origin, Stretch, read};
use crate::text::Span;

/// Whether a strip holds words, and whether they are the author's own or naze's rather than the post's.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Words {
    None,
    Posts,
    Added,
}

fn words(sitting: &Sitting, strip: &Strip<'_>) -> Words {
    match strip.holds {
        Holds::Gap => Words::None,
        Holds::Stretch(Stretch::Reworded(_) | Stretch::Line(_) | Stretch::LeftOut(_)) => Words::Added,
        Holds::Stretch(Stretch::Stands(passage)) => {
            match sitting.story.passages.get(passage).map(|found| &found.origin) {
                Some(Origin::Post(_)) => Words::Posts,
                Some(Origin::Answer(..) | Origin::Bridge(_) | Origin::Edit { .. }) => Words::Added,
                Some(Origin::Layout(_)) | None => Words::None,
            }
        }
    }
}

/// The first visible character at or behind byte `at`.
pub(super) fn ahead(sitting: &Sitting, prose: &Prose<'_>, at: usize) -> Option<usize> {
    let first = prose.strip_at(at);
    let strips = prose.strips().iter().enumerate().skip(first);
    strips.filter(|(_, strip)| words(sitting, strip) != Words::None).find_map(|(nth, strip)| {
        let start = prose.start(nth);
        let from = at.saturating_sub(start).min(strip.text.len());
        stretches(sitting, strip).into_iter().find_map(|run| {
            let from = from.max(run.start);
            let found = strip.text.get(from..run.end)?.find(|c: char| !c.is_whitespace())?;
            Some(start + from + found)
        })
    })
}

/// The stretches of a strip that somebody reads: all of it, but for the marks of an HTML post.
fn stretches(sitting: &Sitting, strip: &Strip<'_>) -> Vec<Span> {
    if sitting.post.source.format == Format::Html && words(sitting, strip) == Words::Posts {
        read(strip.text)
    } else {
        vec![Span::new(0, strip.text.len())]
    }
}

/// The last visible character before byte `at`.
pub(super) fn back(sitting: &Sitting, prose: &Prose<'_>, at: usize) -> Option<usize> {
    let last = prose.strip_at(at);
    let strips = prose.strips().iter().enumerate().take(last + 1).rev();
    strips.filter(|(_, strip)| words(sitting, strip) != Words::None).find_map(|(nth, strip)| {
        let start = prose.start(nth);
        let to = at.saturating_sub(start).min(strip.text.len());
        stretches(sitting, strip).into_iter().rev().find_map(|run| {
            let before = strip.text.get(run.start..to.min(run.end))?.trim_end();
            before.char_indices().next_back().map(|(found, _)| start + run.start + found)
        })
    })
}

/// Where the next sentence starts, in the direction of `by`.
fn beside(sitting: &Sitting, prose: &Prose<'_>, at: usize, by: isize) -> Option<usize> {
    let here = mark(sitting, prose, at);
    let found = if by > 0 {
        let text = prose.strips().get(prose.strip_at(at)).map_or("", |strip| strip.text);
        let within = at - prose.start(prose.strip_at(at));
        let width = text.get(within..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8);
        ahead(sitting, prose, here.map_or(at, |mark| mark.span.end.max(at + width)))?
    } else {
        back(sitting, prose, here.map_or(at, |mark| mark.span.start))?
    };
    Some(mark(sitting, prose, found).map_or(found, |mark| mark.span.start))
}

/// To the next or the previous sentence.
pub(super) fn sentence(model: &mut Model, by: isize) {
    let found = whole(model).and_then(|prose| beside(model.sitting.as_ref()?, &prose, model.story.at, by));
    put(model, found);
}

/// To the next or the previous sentence that is not the post's own.
pub(super) fn own(model: &mut Model, by: isize) {
    let found = whole(model).and_then(|prose| {
        let sitting = model.sitting.as_ref()?;
        let mut at = beside(sitting, &prose, model.story.at, by)?;
        loop {
            let strip = prose.strip_at(at);
            if words(sitting, prose.strips().get(strip)?) == Words::Added {
                return Some(at);
            }
            // A post is long: no sentence of it is looked at on the way.
            at = if by > 0 {
                ahead(sitting, &prose, prose.start(strip + 1)).filter(|next| *next > at)?
            } else {
                let found = back(sitting, &prose, prose.start(strip))?;
                mark(sitting, &prose, found).map_or(found, |mark| mark.span.start)
            };
        }
    });
    put(model, found);
}

/// To the first or the last sentence.
pub(super) fn to_end(model: &mut Model, by: isize) {
    let found = whole(model).and_then(|prose| {
        let sitting = model.sitting.as_ref()?;
        let found = if by > 0 { back(sitting, &prose, prose.len()) } else { ahead(sitting, &prose, 0) }?;
        Some(mark(sitting, &prose, found).map_or(found, |mark| mark.span.start))
    });
    put(model, found);
}

/// By so many rows, and on to the nearest that holds words.
pub(super) fn rows(model: &mut Model, by: isize) {
    let found = whole(model).and_then(|prose| {
        let sitting = model.sitting.as_ref()?;
        let mut place = prose.place(model.story.at);
        let mut wanted = by;
        loop {
            let next = prose.step(place, wanted);
            if next == place {
                return None;
            }
            place = next;
            let row = prose.shown(place, 1, &mut Laid::default()).into_iter().next()?;
            if let Some(at) = ahead(sitting, &prose, row.span.start).filter(|at| *at < row.span.end) {
                return Some(at);
            }
            wanted = by.signum();
        }
    });
    put(model, found);
}

fn put(model: &mut Model, at: Option<usize>) {
    if let Some(at) = at {
        model.story.at = at;
        reveal(model);
    }
}

/// Brings the row of the cursor into view, with rows of context, and moves nothing else.
pub(super) fn reveal(model: &mut Model) {
    let height = usize::from(areas(model).text.height);
    let context = CONTEXT.min(height.saturating_sub(1) / 2);
    let Some(prose) = whole(model) else { return };
    let row = prose.place(model.story.at);
    let far = |rows: usize| isize::try_from(rows).unwrap_or(isize::MAX);
    let lowest = prose.step(row, -far(context));
    let highest = prose.step(row, -far(height.saturating_sub(1 + context)));
    let order = |place: Place| (place.line, place.row);
    let top = model.story.top;
    let top = if order(top) > order(lowest) {
        lowest
    } else if order(top) < order(highest) {
        highest
    } else {
        top
    };
    model.story.top = lower_of(top, prose.bottom(height));
}

/// Scrolls by rows; the cursor follows into view.
pub(super) fn scroll(model: &mut Model, rows: isize) {
    let height = usize::from(areas(model).text.height);
    let Some(prose) = whole(model) else { return };
    let Some(sitting) = &model.sitting else { return };
    let top = lower_of(prose.step(model.story.top, rows), prose.bottom(height));
    let shown = prose.shown(top, height, &mut Laid::default());
    let (first, last) = (shown.first().map_or(0, |row| row.span.start), shown.last().map_or(0, |row| row.span.end));
    let at = model.story.at;
    let at = if at < first {
        ahead(sitting, &prose, first).unwrap_or(first)
    } else if at >= last && last > first {
        back(sitting, &prose, last).unwrap_or(at)
    } else {
        at
    };
    (model.story.top, model.story.at) = (top, at);
}

impl Mark {
    /// The sentence of the story it is of, where it stands in it.
    #[must_use]
    pub const fn sentence(&self) -> Option<&crate::story::Sentence> {
        match &self.of {
            Pointed::Sentence(sentence) => Some(sentence),
            Pointed::Reworded(_) | Pointed::LeftOut(_) => None,
        }
    }
}
