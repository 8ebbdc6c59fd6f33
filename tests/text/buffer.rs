//! The editor's text against a naive model: whatever an author does, in whatever order.

use naze::text::Span;
use naze::text::buffer::{Buffer, Motion};
use naze::text::rows::{Row, rows};
use naze::text::{Ambiguous, clusters, width};
use proptest::prelude::*;

const MOTIONS: [Motion; 12] = [
    Motion::Left,
    Motion::Right,
    Motion::WordLeft,
    Motion::WordRight,
    Motion::Up,
    Motion::Down,
    Motion::PageUp,
    Motion::PageDown,
    Motion::Home,
    Motion::End,
    Motion::Top,
    Motion::Bottom,
];

/// One thing an author does.
#[derive(Debug, Clone)]
enum Act {
    Type(String),
    Paste(String),
    Newline,
    Delete(Motion),
    Go(Motion),
    Extend(Motion),
    Caret(usize),
    Select(usize, usize),
    Press(usize, usize),
    Drag(usize, usize),
    Word(usize, usize),
    Paragraph(usize, usize),
    Cut,
    Undo,
    Redo,
    Pause,
    Scroll(isize),
    Resize(usize, usize),
}

fn act() -> impl Strategy<Value = Act> {
    let motion = || prop::sample::select(&MOTIONS[..]);
    let cell = || (0..12usize, 0..50usize);
    prop_oneof![
        8 => super::line(3).prop_map(Act::Type),
        1 => super::prose(6).prop_map(Act::Paste),
        2 => Just(Act::Newline),
        4 => motion().prop_map(Act::Delete),
        6 => motion().prop_map(Act::Go),
        3 => motion().prop_map(Act::Extend),
        1 => (0..400usize).prop_map(Act::Caret),
        1 => (0..400usize, 0..400usize).prop_map(|(one, other)| Act::Select(one, other)),
        1 => cell().prop_map(|(row, column)| Act::Press(row, column)),
        1 => cell().prop_map(|(row, column)| Act::Drag(row, column)),
        1 => cell().prop_map(|(row, column)| Act::Word(row, column)),
        1 => cell().prop_map(|(row, column)| Act::Paragraph(row, column)),
        1 => Just(Act::Cut),
        3 => Just(Act::Undo),
        2 => Just(Act::Redo),
        1 => Just(Act::Pause),
        1 => (-20..20isize).prop_map(Act::Scroll),
        1 => (1..50usize, 1..12usize).prop_map(|(columns, height)| Act::Resize(columns, height)),
    ]
}

fn perform(buffer: &mut Buffer, act: &Act) {
    match act {
        Act::Type(text) => text.chars().for_each(|c| buffer.insert(c.encode_utf8(&mut [0; 4]))),
        Act::Paste(text) => buffer.paste(text),
        Act::Newline => buffer.newline(),
        Act::Delete(motion) => drop(buffer.delete(*motion)),
        Act::Go(motion) => drop(buffer.go(*motion)),
        Act::Extend(motion) => drop(buffer.extend(*motion)),
        Act::Caret(at) => buffer.set_caret(*at),
        Act::Select(one, other) => buffer.select(Span::new(*one, *other)),
        Act::Press(row, column) => buffer.press(*row, *column),
        Act::Drag(row, column) => buffer.drag(*row, *column),
        Act::Word(row, column) => buffer.select_word(*row, *column),
        Act::Paragraph(row, column) => buffer.select_paragraph(*row, *column),
        Act::Cut => drop(buffer.cut()),
        Act::Undo => drop(buffer.undo()),
        Act::Redo => drop(buffer.redo()),
        Act::Pause => buffer.break_run(),
        Act::Scroll(rows) => buffer.scroll(*rows),
        Act::Resize(_, _) => {}
    }
}

/// What the text must be after an act, said as simply as possible; `None` where the act moves only the caret or the past.
fn naive(buffer: &Buffer, act: &Act) -> Option<String> {
    let text = buffer.text();
    let here = buffer.caret();
    let held = buffer.selection();
    let put = |span: Span, with: &str| {
        let (before, after) = (Span::new(0, span.start), Span::new(span.end, text.len()));
        Some(format!("{}{with}{}", before.of(text), after.of(text)))
    };
    let at = held.unwrap_or(Span::new(here, here));
    match act {
        Act::Type(with) | Act::Paste(with) if with.is_empty() => None,
        Act::Type(with) | Act::Paste(with) => put(at, with),
        Act::Newline => put(at, "\n"),
        Act::Cut => put(at, ""),
        Act::Delete(_) if held.is_some() => put(at, ""),
        Act::Delete(Motion::Left) => put(Span::new(neighbours(text, here).0, here), ""),
        Act::Delete(Motion::Right) => put(Span::new(here, neighbours(text, here).1), ""),
        Act::Delete(Motion::Top) => put(Span::new(0, here), ""),
        Act::Delete(Motion::Bottom) => put(Span::new(here, text.len()), ""),
        Act::Delete(_)
        | Act::Go(_)
        | Act::Extend(_)
        | Act::Caret(_)
        | Act::Select(..)
        | Act::Press(..)
        | Act::Drag(..)
        | Act::Word(..)
        | Act::Paragraph(..)
        | Act::Undo
        | Act::Redo
        | Act::Pause
        | Act::Scroll(_)
        | Act::Resize(..) => None,
    }
}

/// The lines of a text and where each starts. CR and LF are one line end.
fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut start = 0;
    text.split_inclusive('\n').chain(text.ends_with('\n').then_some("")).chain(text.is_empty().then_some("")).map(
        move |whole| {
            let line = whole.strip_suffix('\n').map_or(whole, |line| line.strip_suffix('\r').unwrap_or(line));
            start += whole.len();
            (start - whole.len(), line)
        },
    )
}

/// The cluster boundaries around byte `at`.
fn neighbours(text: &str, at: usize) -> (usize, usize) {
    let mut bounds = vec![0, text.len()];
    for (start, line) in lines(text) {
        bounds.push(start);
        bounds.extend(clusters(line).map(|(at, cluster)| start + at + cluster.len()));
    }
    bounds.sort_unstable();
    let left = bounds.iter().rfind(|&&bound| bound < at).copied().unwrap_or(0);
    let right = bounds.iter().find(|&&bound| bound > at).copied().unwrap_or(text.len());
    (left, right)
}

/// All rows of a text made from scratch: bytes in the text and width.
fn scratch(text: &str, columns: usize, ambiguous: Ambiguous) -> Vec<(Span, usize)> {
    let mut all = Vec::new();
    for (start, line) in lines(text) {
        let rows = rows(line, columns, ambiguous);
        let full = rows.last().is_some_and(|row: &Row| row.width >= columns);
        all.extend(rows.iter().map(|row| (Span::new(start + row.span.start, start + row.span.end), row.width)));
        if full {
            all.push((Span::new(start + line.len(), start + line.len()), 0));
        }
    }
    all
}

type Checked = Result<(), TestCaseError>;

/// The view is a stretch of the rows made from scratch, and the caret stands on the row that paints it.
fn check_view(buffer: &mut Buffer, (columns, height): (usize, usize), ambiguous: Ambiguous, follows: bool) -> Checked {
    let all = scratch(buffer.text(), columns, ambiguous);
    let view = buffer.view();
    let spans: Vec<Span> = view.rows.iter().map(|row| row.span).collect();
    let wanted: Vec<Span> = all.iter().map(|row| row.0).collect();
    let first = wanted.windows(spans.len()).position(|rows| rows == spans);
    prop_assert!(first.is_some(), "{spans:?} is no stretch of {wanted:?}");
    let first = first.unwrap_or_default();
    prop_assert_eq!(spans.len(), height.min(wanted.len()), "rows are left empty");
    prop_assert_eq!(view.above, first > 0);
    prop_assert_eq!(view.below, first + spans.len() < wanted.len());
    let caret = buffer.caret();
    if let Some(place) = view.caret {
        let row = view.rows.get(place.row).copied();
        let row = row.ok_or_else(|| TestCaseError::fail("the caret is on no row"))?;
        prop_assert!(place.column < columns);
        prop_assert!(row.span.start <= caret && caret <= row.span.end);
        let left = width(Span::new(row.span.start, caret).of(buffer.text()), ambiguous);
        let between = clusters(row.text).any(|(at, _)| row.span.start + at == caret) || caret == row.span.end;
        if between {
            prop_assert_eq!(place.column, left.min(columns - 1));
        }
        let context = 2.min((height - 1) / 2);
        if follows {
            prop_assert!(place.row >= context.min(first + place.row), "no context above");
            let under = (wanted.len() - first - place.row - 1).min(context);
            prop_assert!(place.row + under < height, "no context below");
        }
        let upper = caret == row.span.end && view.rows.get(place.row + 1).is_some_and(|next| next.span.start == caret);
        let clipped = left >= columns;
        if between && !upper && !clipped {
            prop_assert_eq!(buffer.clone().byte_at(place.row, place.column), caret);
        }
    } else {
        prop_assert!(!follows, "the caret is out of view");
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn nothing_typed_is_lost(
        start in super::prose(8),
        foreign in prop::sample::select(&["\n", "\r\n", "\r\r\n", "\n\r"][..]),
        acts in prop::collection::vec(act(), 1..40),
        ambiguous in super::habit(),
    ) {
        // A draft mended by hand, or elsewhere, has line ends of its own.
        let start = start.replace('\n', foreign);
        let mut buffer = Buffer::new(start.clone());
        let mut copy = start;
        let mut size = (24, 6);
        buffer.lay_out(size.0, size.1, ambiguous);
        let mut scrolled = false;
        for act in &acts {
            let wanted = naive(&buffer, act);
            perform(&mut buffer, act);
            if let Some(wanted) = wanted {
                prop_assert_eq!(buffer.text(), wanted, "{:?}", act);
            }
            let splices = buffer.take_splices();
            prop_assert!(splices.iter().all(|splice| splice.apply(&mut copy)), "{splices:?}");
            prop_assert_eq!(buffer.text(), &copy, "{:?}", act);
            prop_assert!(buffer.paragraphs().eq(lines(&copy).map(|(_, line)| line)));
            if let Act::Resize(columns, height) = act {
                size = (*columns, *height);
            }
            scrolled = match act {
                Act::Scroll(_) => true,
                Act::Resize(..) | Act::Pause => scrolled,
                // With nothing to change they leave the view alone.
                Act::Undo | Act::Redo | Act::Cut | Act::Type(_) | Act::Paste(_) | Act::Delete(_) => {
                    scrolled && splices.is_empty()
                }
                Act::Newline
                | Act::Go(_)
                | Act::Extend(_)
                | Act::Caret(_)
                | Act::Select(..)
                | Act::Press(..)
                | Act::Drag(..)
                | Act::Word(..)
                | Act::Paragraph(..) => false,
            };
            buffer.lay_out(size.0, size.1, ambiguous);
            check_view(&mut buffer, size, ambiguous, !scrolled)?;
        }
    }

    #[test]
    fn undoing_and_redoing_lead_back(start in super::prose(4), acts in prop::collection::vec(act(), 1..30)) {
        let mut buffer = Buffer::new(start.clone());
        buffer.lay_out(24, 6, Ambiguous::Narrow);
        for act in &acts {
            perform(&mut buffer, act);
        }
        while buffer.redo() {}
        let mut seen = vec![(buffer.text().to_owned(), buffer.caret())];
        while buffer.undo() {
            seen.push((buffer.text().to_owned(), buffer.caret()));
        }
        prop_assert_eq!(buffer.text(), start);
        for (text, _) in seen.iter().rev().skip(1) {
            prop_assert!(buffer.redo());
            prop_assert_eq!(buffer.text(), text);
        }
        prop_assert!(!buffer.redo());
        for (text, caret) in seen.iter().skip(1) {
            prop_assert!(buffer.undo());
            prop_assert_eq!((buffer.text(), buffer.caret()), (text.as_str(), *caret));
        }
    }

    /// Rows that a change leaves alone are kept: what is kept must be what would be made anew.
    #[test]
    fn a_long_paragraph_is_laid_out_as_if_made_anew(
        long in super::line(150),
        edits in prop::collection::vec((any::<prop::sample::Index>(), super::line(2), 0..3usize), 1..8),
        columns in 1..60usize,
        ambiguous in super::habit(),
    ) {
        let mut buffer = Buffer::new(long);
        buffer.lay_out(columns, 10_000, ambiguous);
        for (at, text, deleted) in edits {
            buffer.set_caret(at.index(buffer.len() + 1));
            (0..deleted).for_each(|_| drop(buffer.delete(Motion::Left)));
            buffer.insert(&text);
            buffer.lay_out(columns, 10_000, ambiguous);
            let rows: Vec<Span> = buffer.view().rows.iter().map(|row| row.span).collect();
            let wanted: Vec<Span> = scratch(buffer.text(), columns, ambiguous).iter().map(|row| row.0).collect();
            prop_assert_eq!(rows, wanted);
        }
    }

    #[test]
    fn what_came_from_elsewhere_is_one_splice(one in super::prose(6), other in super::prose(6), at in 0..400usize) {
        let mut buffer = Buffer::new(one.clone());
        buffer.set_caret(at);
        prop_assert_eq!(buffer.adopt(&other), one != other);
        prop_assert_eq!(buffer.text(), &other);
        prop_assert!(buffer.caret() <= other.len());
        let splices = buffer.take_splices();
        prop_assert_eq!(splices.len(), usize::from(one != other));
        let mut copy = one.clone();
        prop_assert!(splices.iter().all(|splice| splice.apply(&mut copy)));
        prop_assert_eq!(&copy, &other);
        if one != other {
            prop_assert!(buffer.undo());
        }
        prop_assert_eq!(buffer.text(), &one);
    }

    #[test]
    fn a_field_of_one_line_shows_its_caret(
        acts in prop::collection::vec(act(), 1..30),
        columns in 1..40usize,
        ambiguous in super::habit(),
    ) {
        let mut buffer = Buffer::line("名前");
        buffer.lay_out(columns, 1, ambiguous);
        for act in &acts {
            perform(&mut buffer, act);
            buffer.lay_out(columns, 1, ambiguous);
            let view = buffer.view();
            prop_assert!(!buffer.text().contains(['\n', '\r']));
            prop_assert_eq!(view.rows.len(), 1);
            let row = view.rows[0];
            prop_assert!(width(row.text, ambiguous) <= columns);
            // A caret inside a cluster that a typed character joined stands at its start.
            let caret = buffer.caret();
            let bound = clusters(buffer.text()).map(|(at, _)| at).chain([buffer.len()]).filter(|&at| at <= caret).max();
            prop_assert!(bound.is_some_and(|at| row.span.start <= at && at <= row.span.end));
            prop_assert!(view.caret.is_some_and(|place| place.row == 0 && place.column < columns));
        }
    }
}
