//! A whole story as the author's own editor left it, sentence by sentence.
//!
//! What it is: which sentences of a text stand as they did, and what stands in the place of the others. What it is not: it
//! knows no origins and makes no edits. Invariant: the sentences, each or what took its place, are the new text one after
//! the other; nothing of it is dropped but blanks between two sentences.

use std::collections::HashMap;
use std::ops::Range;

use crate::text::Span;
use crate::text::sentence::sentences;

/// What stands in the place of each of `units`, the sentences of a text in reading order, in the new `text`: `None` where
/// it stands as it was, an empty text where it is gone. What was added stands behind the sentence before it.
#[must_use]
pub fn retyped(units: &[&str], text: &str) -> Vec<Option<String>> {
    let mut stands = vec![None; units.len()];
    find(units, 0..units.len(), text, Span::new(0, text.len()), &mut stands);
    let mut said = vec![None; units.len()];
    let (mut from, mut at) = (0, 0);
    for (index, place) in stands.iter().enumerate() {
        if let Some(place) = place {
            fill(units, from..index, Span::new(at, place.start).of(text), &mut said);
            (from, at) = (index + 1, place.end);
        }
    }
    fill(units, from..units.len(), Span::new(at, text.len()).of(text), &mut said);
    said
}

/// Finds which of the units in `range` stand in `within` as they were: those at both ends first, then those that were there
/// once and are there once, in order, and so on between them.
fn find(units: &[&str], mut range: Range<usize>, text: &str, mut within: Span, stands: &mut [Option<Span>]) {
    let unit = |index: usize| units.get(index).copied().unwrap_or_default();
    while !range.is_empty() {
        let here = within.of(text);
        let start = within.start + here.len() - here.trim_start().len();
        if !Span::new(start, within.end).of(text).starts_with(unit(range.start)) {
            break;
        }
        let place = Span::new(start, start + unit(range.start).len());
        put(stands, range.start, place);
        (range.start, within.start) = (range.start + 1, place.end);
    }
    while !range.is_empty() {
        let end = within.start + within.of(text).trim_end().len();
        if !Span::new(within.start, end).of(text).ends_with(unit(range.end - 1)) {
            break;
        }
        let place = Span::new(end - unit(range.end - 1).len(), end);
        put(stands, range.end - 1, place);
        (range.end, within.end) = (range.end - 1, place.start);
    }
    let anchors = anchors(units, range.clone(), text, within);
    let mut next = (range.start, within.start);
    for (index, place) in anchors.iter().copied() {
        put(stands, index, place);
        find(units, next.0..index, text, Span::new(next.1, place.start), stands);
        next = (index + 1, place.end);
    }
    if !anchors.is_empty() {
        find(units, next.0..range.end, text, Span::new(next.1, within.end), stands);
    }
}

fn put(stands: &mut [Option<Span>], index: usize, place: Span) {
    if let Some(stand) = stands.get_mut(index) {
        *stand = Some(place);
    }
}

/// The longest run, in order, of units that are once among those in `range` and once in `within`.
fn anchors(units: &[&str], range: Range<usize>, text: &str, within: Span) -> Vec<(usize, Span)> {
    let mut times: HashMap<&str, usize> = HashMap::new();
    let named = units.get(range.clone()).unwrap_or_default();
    for unit in named {
        *times.entry(unit).or_default() += 1;
    }
    let here = within.of(text);
    let once = |(index, unit): (usize, &&str)| {
        let mut found = here.match_indices(*unit).filter(|_| times.get(*unit) == Some(&1));
        let (at, _) = found.next().filter(|_| found.next().is_none())?;
        let start = within.start + at;
        Some((index, Span::new(start, start + unit.len())))
    };
    longest(&range.zip(named).filter_map(once).collect::<Vec<_>>())
}

/// The longest part of `found` whose places do not overlap and go onward, each with the place before it in the run.
fn longest(found: &[(usize, Span)]) -> Vec<(usize, Span)> {
    // ends[n]: of all runs of n + 1, the one that ends first.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = vec![None; found.len()];
    let span = |at: usize| found.get(at).map_or(Span::default(), |(_, span)| *span);
    for at in 0..found.len() {
        let run = ends.partition_point(|last| span(*last).end <= span(at).start);
        if let Some(link) = before.get_mut(at) {
            *link = run.checked_sub(1).and_then(|run| ends.get(run).copied());
        }
        match ends.get_mut(run) {
            None => ends.push(at),
            Some(last) if span(at).end < span(*last).end => *last = at,
            Some(_) => {}
        }
    }
    let mut run: Vec<(usize, Span)> = Vec::new();
    let mut next = ends.last().copied();
    while let Some(at) = next {
        run.extend(found.get(at).copied());
        next = before.get(at).copied().flatten();
    }
    run.reverse();
    run
}

/// Puts what is written where the units in `range` stood in their place: one by one where there are as many sentences, else
/// all of it in the place of the first.
fn fill(units: &[&str], range: Range<usize>, written: &str, said: &mut [Option<String>]) {
    let words = written.trim();
    if range.is_empty() {
        if words.is_empty() {
            return;
        }
        // Added between two that stand: it belongs to the one before, with the blanks that set it apart.
        let (index, added) = match range.start.checked_sub(1) {
            Some(before) => (before, written.trim_end().to_owned()),
            None => (0, written.trim_start().to_owned()),
        };
        let unit = units.get(index).copied().unwrap_or_default();
        if let Some(place) = said.get_mut(index) {
            let text = place.take().unwrap_or_else(|| unit.to_owned());
            *place = Some(if range.start == 0 { format!("{added}{text}") } else { format!("{text}{added}") });
        }
        return;
    }
    let pieces: Vec<&str> = sentences(words).into_iter().map(|span| span.of(words).trim()).collect();
    let one_by_one = pieces.len() == range.len();
    for (nth, index) in range.enumerate() {
        let text = match (one_by_one, nth) {
            (true, nth) => pieces.get(nth).copied().unwrap_or_default(),
            (false, 0) => words,
            (false, _) => "",
        };
        if let Some(place) = said.get_mut(index) {
            *place = Some(text.to_owned());
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// What the story says then, without blanks.
    fn joined(units: &[&str], said: &[Option<String>]) -> String {
        let texts = units.iter().zip(said).map(|(unit, said)| said.as_deref().unwrap_or(unit));
        texts.flat_map(str::chars).filter(|c| !c.is_whitespace()).collect()
    }

    #[test]
    fn what_was_changed_is_found_where_it_stands() {
        let units = ["# 題", "一つめ。", "二つめ。", "三つめ。", "はい。", "はい。", "終わり。"];
        let none = || vec![None; units.len()];
        let changed = |changes: &[(usize, &str)]| {
            let mut said = none();
            for (at, text) in changes {
                said[*at] = Some((*text).to_owned());
            }
            said
        };
        for (text, wanted) in [
            ("# 題\n\n一つめ。二つめ。\n三つめ。はい。はい。\n\n終わり。\n", none()),
            ("# 題\n\n一つめ。二つめは違う。三つめ。はい。はい。終わり。", changed(&[(2, "二つめは違う。")])),
            ("# 題\n\n一つめ。三つめ。はい。はい。終わり。", changed(&[(2, "")])),
            (
                "# 題\n\n一つめ。二つめ。\n\nあいだ。\n\n三つめ。はい。はい。終わり。",
                changed(&[(2, "二つめ。\n\nあいだ。")]),
            ),
            ("まえがき。# 題\n\n一つめ。二つめ。三つめ。はい。はい。終わり。", changed(&[(0, "まえがき。# 題")])),
            ("# 題\n\n一つめ。二つめ。三つめ。はい。終わり。", changed(&[(5, "")])),
            (
                "# 別の題\n\nひとつ。ふたつ。三つめ。はい。はい。終わり。",
                changed(&[(0, "# 別の題"), (1, "ひとつ。"), (2, "ふたつ。")]),
            ),
            ("", units.iter().map(|_| Some(String::new())).collect()),
        ] {
            assert_eq!(retyped(&units, text), wanted, "{text:?}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(500))]

        #[test]
        fn nothing_the_author_wrote_is_dropped(
            units in prop::collection::vec("[あいうa ]{0,3}[あb][。.]", 1..12),
            text in "[あいうab。. \n]{0,60}",
            keeps in prop::collection::vec(any::<bool>(), 12),
        ) {
            let units: Vec<&str> = units.iter().map(|unit| unit.trim()).collect();
            let kept: String = units.iter().zip(&keeps).filter(|(_, keep)| **keep).map(|(unit, _)| *unit).collect();
            for text in [text.clone(), kept.clone(), format!("{kept}{text}"), format!("{text}{kept}")] {
                let wanted: String = text.chars().filter(|c| !c.is_whitespace()).collect();
                prop_assert_eq!(joined(&units, &retyped(&units, &text)), wanted);
            }
        }
    }
}
