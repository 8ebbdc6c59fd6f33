//! The reading window: whatever strips a text comes in, its rows are the text, and every way through them leads back.

use naze::app::prose::{Holds, Laid, Place, Prose, Shown, Strip};
use naze::text::{clusters, width};
use proptest::prelude::*;
use proptest::sample::Index;

use crate::text::rows::MIXED;

/// More rows than any text here has.
const ALL: usize = 100_000;

/// A text of a few lines, one of them longer than what is laid out in one piece, and where it is cut into strips.
fn stripped() -> impl Strategy<Value = (String, Vec<Index>)> {
    let long = (crate::text::line(60), 1..1_200usize, any::<bool>()).prop_map(|(line, bytes, long)| {
        if long { line.repeat(20_000 / (line.len() + 1) + 1) } else { line.repeat(bytes / 600) }
    });
    let ends = prop::sample::select(&["\n", "\r\n", "\n\n"][..]);
    let text = (crate::text::prose(6), long, crate::text::prose(4), ends)
        .prop_map(|(before, long, after, end)| [before, long, after].join("\n").replace('\n', end));
    (text, prop::collection::vec(any::<Index>(), 0..8))
}

/// Some byte of `text` that a character starts at, or its end.
fn within(text: &str, at: Index) -> usize {
    let at = at.index(text.len() + 1);
    (0..=at).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

/// The strips of `text` when it is cut there.
fn strips<'a>(text: &'a str, cuts: &[Index]) -> Vec<Strip<'a>> {
    let mut cuts: Vec<usize> = cuts.iter().map(|cut| within(text, *cut)).collect();
    cuts.extend([0, text.len()]);
    cuts.sort_unstable();
    let between = cuts.windows(2).map(|ends| &text[ends[0]..ends[1]]);
    between.map(|text| Strip { text, holds: Holds::Gap }).collect()
}

fn words(row: &Shown) -> String {
    row.pieces.iter().map(|piece| piece.text.as_str()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn rows_are_the_text((text, cuts) in stripped(), columns in 1..60usize, ambiguous in crate::text::habit()) {
        let prose = Prose::new(strips(&text, &cuts), columns, ambiguous);
        let mut at = 0;
        for row in prose.shown(Place::default(), ALL, &mut Laid::default()) {
            let between = &text[at..row.span.start];
            prop_assert!(["", "\n", "\r\n"].contains(&between), "{between:?} is on no row");
            prop_assert_eq!(words(&row), row.span.of(&text));
            at = row.span.end;
        }
        prop_assert_eq!(at, text.len());
    }

    #[test]
    fn every_step_leads_back(
        (text, cuts) in stripped(),
        columns in 1..60usize,
        ambiguous in crate::text::habit(),
        from in any::<Index>(),
        by in 0..40usize,
    ) {
        let prose = Prose::new(strips(&text, &cuts), columns, ambiguous);
        let rows = prose.shown(Place::default(), ALL, &mut Laid::default());
        let from = from.index(rows.len());
        let to = (from + by).min(rows.len() - 1);
        let [start, end] = [from, to].map(|row| prose.place(rows[row].span.start));
        prop_assert_eq!(prose.step(start, by.cast_signed()), end);
        prop_assert_eq!(prose.step(end, from.cast_signed() - to.cast_signed()), start);
        prop_assert_eq!(prose.step(start, -ALL.cast_signed()), Place::default());
        // What is shown from there on is what was there before, whatever was laid out for another place.
        let mut laid = Laid::default();
        drop(prose.shown(start, by, &mut laid));
        prop_assert_eq!(&prose.shown(end, 9, &mut laid)[..], &rows[to..rows.len().min(to + 9)]);
        prop_assert_eq!(prose.shown(prose.bottom(7), ALL, &mut laid).len(), rows.len().min(7));
    }

    #[test]
    fn a_press_hits_what_is_painted_there(
        (text, cuts) in stripped(),
        columns in 1..60usize,
        ambiguous in crate::text::habit(),
        top in any::<Index>(),
    ) {
        let prose = Prose::new(strips(&text, &cuts), columns, ambiguous);
        let top = prose.place(within(&text, top));
        for (nth, row) in prose.shown(top, 2, &mut Laid::default()).iter().enumerate() {
            let words = words(row);
            for (at, _) in clusters(&words) {
                let column = width(&words[..at], ambiguous);
                prop_assert_eq!(prose.byte_at(top, nth, column), Some(row.span.start + at));
            }
        }
    }

    #[test]
    fn no_row_starts_as_none_may(
        pieces in prop::collection::vec(prop::sample::select(&MIXED[..]), 1..60),
        cuts in prop::collection::vec(any::<Index>(), 0..8),
        columns in 16..60usize,
        ambiguous in crate::text::habit(),
        long in any::<bool>(),
    ) {
        let line = pieces.concat();
        let text = if long { line.repeat(20_000 / line.len() + 1) } else { line };
        let prose = Prose::new(strips(&text, &cuts), columns, ambiguous);
        for row in prose.shown(Place::default(), ALL, &mut Laid::default()).iter().skip(1) {
            let words = words(row);
            let forbidden = ['。', '、', '」', '）', 'っ', 'ー', '々', '！', '～', '・', '｡', 'ｯ'];
            prop_assert!(!words.starts_with(forbidden), "{words}");
        }
    }
}
