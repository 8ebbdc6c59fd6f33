//! Grapheme clusters: what a reader takes for one character, and how to step from one to the next.
//!
//! What it is: UAX #29 through unicode-segmentation, with a shortcut for what posts are mostly made of. What it is not: a
//! second opinion; the shortcut gives the same clusters. Invariant: every offset handed out lies between two clusters.

use unicode_segmentation::{GraphemeCursor, UnicodeSegmentation};

/// The extended grapheme clusters of `text` (UAX #29), each with its byte offset.
pub fn clusters(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = text.get(at..)?;
        let mut chars = rest.chars();
        let first = chars.next()?;
        let cluster = if is_cluster(first, chars.next()) {
            rest.get(..first.len_utf8())?
        } else {
            rest.graphemes(true).next()?
        };
        let start = at;
        at += cluster.len();
        Some((start, cluster))
    })
}

/// Characters as people count them (文字数): clusters that are no blank.
#[must_use]
pub fn characters(text: &str) -> usize {
    // Most lines are made of characters that stand alone; those need no dividing.
    let alone = |line: &str| {
        // Of those, these two are blanks.
        let one = |c: char| stands_alone(c).then(|| usize::from(!matches!(c, ' ' | '\u{3000}')));
        line.strip_suffix('\n').unwrap_or(line).chars().try_fold(0, |count, c| Some(count + one(c)?))
    };
    let divided = |line| clusters(line).filter(|(_, cluster)| !cluster.trim().is_empty()).count();
    text.split_inclusive('\n').map(|line| alone(line).unwrap_or_else(|| divided(line))).sum()
}

/// The cluster boundary of `text` before byte `at`; 0 at the start.
#[must_use]
pub(super) fn before(text: &str, at: usize) -> usize {
    let mut chars = text.get(..at).unwrap_or_default().chars();
    if let (Some(last), Some(other)) = (chars.next_back(), chars.next_back())
        && stands_alone(last)
        && stands_alone(other)
    {
        return at - last.len_utf8();
    }
    GraphemeCursor::new(at.min(text.len()), text.len(), true).prev_boundary(text, 0).ok().flatten().unwrap_or(0)
}

/// The cluster boundary of `text` behind byte `at`; its length at the end.
#[must_use]
pub(super) fn after(text: &str, at: usize) -> usize {
    GraphemeCursor::new(at.min(text.len()), text.len(), true)
        .next_boundary(text, 0)
        .ok()
        .flatten()
        .unwrap_or(text.len())
}

/// The last cluster boundary of `text` that is not behind byte `at`.
#[must_use]
pub(super) fn floor(text: &str, at: usize) -> usize {
    let at = (0..=at.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0);
    match GraphemeCursor::new(at, text.len(), true).is_boundary(text, 0) {
        Ok(false) => before(text, at),
        Ok(true) | Err(_) => at,
    }
}

/// What of `text` a change of `len` bytes at `at` can have divided anew, whole clusters all. The stretch ends where two
/// clusters meet whatever stands inside: behind a line end, and between two characters that stand alone.
#[must_use]
pub fn touched(text: &str, at: usize, len: usize) -> &str {
    let meet = |one: char, other: Option<char>| one == '\n' || (stands_alone(one) && other.is_some_and(stands_alone));
    let (head, tail) = (text.get(..at).unwrap_or_default(), text.get(at + len..).unwrap_or_default());
    let mut behind = None;
    let start = head.char_indices().rev().find(|(_, c)| meet(*c, behind.replace(*c)));
    let start = start.map_or(0, |(at, c)| at + c.len_utf8());
    let mut before = None;
    let end = tail.char_indices().find(|(_, c)| before.replace(*c).is_some_and(|before| meet(before, Some(*c))));
    text.get(start..end.map_or(text.len(), |(end, _)| at + len + end)).unwrap_or_default()
}

/// Whether `first`, where a cluster starts, is all of it before `next`, as far as the shortcut knows.
pub(super) fn is_cluster(first: char, next: Option<char>) -> bool {
    first == '\n' || stands_alone(first) && next.is_none_or(|next| stands_alone(next) || matches!(next, '\n' | '\r'))
}

/// Characters that are assigned, visible, and two clusters wherever two of them meet: ASCII, kana, kanji and their
/// punctuation; dashes, quotes, arrows, signs and what boxes are drawn of (their blocks are assigned whole since Unicode 10).
pub(super) fn stands_alone(c: char) -> bool {
    matches!(c,
        ' '..='~' | '\u{3000}'..='\u{3029}' | '\u{3041}'..='\u{3096}' | '\u{30A0}'..='\u{30FF}' | '\u{4E00}'..='\u{9FFF}'
        | '\u{FF01}'..='\u{FF5E}' | '\u{FF61}'..='\u{FF9D}'
        | '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{205E}' | '\u{2190}'..='\u{23FF}' | '\u{2500}'..='\u{27BF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shortcut_divides_as_the_standard_does() {
        let odd = [
            '\r',
            '\n',
            '\u{301}',
            '\u{3099}',
            '\u{200D}',
            '\u{FE0F}',
            '👩',
            '🏽',
            '🇯',
            'ﾞ',
            '\u{E0100}',
            '\u{600}',
            '각',
        ];
        let alone: Vec<char> = (' '..='\u{FFFF}').filter(|&c| stands_alone(c)).collect();
        for &c in &alone {
            for other in odd.into_iter().chain(['a', 'か', '漢', 'ｶ', '。', c]) {
                for text in [format!("{c}{other}{c}"), format!("{other}{c}{other}")] {
                    assert!(clusters(&text).eq(text.grapheme_indices(true)), "{text:?}");
                    for (start, cluster) in text.grapheme_indices(true) {
                        assert_eq!(before(&text, start + cluster.len()), start, "{text:?}");
                    }
                }
            }
        }
    }

    #[test]
    fn blanks_and_marks_are_no_characters() {
        for (text, count) in
            [("", 0), ("三年 前、\n\r\n　冬", 5), ("か\u{3099}き\n👨\u{200D}👩\u{200D}👧 a\r\nb", 5), ("…—“a”", 5)]
        {
            assert_eq!(characters(text), count, "{text:?}");
        }
    }

    #[test]
    fn a_change_divides_no_more_than_what_it_touched() {
        let pieces = ["", "a", "か", "\n", "\r", "\u{301}", "\u{200D}", "👩", "🏽", "🇯", "각"];
        let frames = ["", "かな", "👩\u{200D}", "e\n"];
        let count = |text: &str| clusters(text).count();
        let check = |old: &str, taken: usize, new: &str, put: usize, at: usize| {
            let (gone, come) = (touched(old, at, taken), touched(new, at, put));
            assert_eq!(count(old) + count(come), count(new) + count(gone), "{old:?} {new:?}");
        };
        for before in pieces {
            for put in pieces {
                for (behind, frame) in pieces.into_iter().flat_map(|behind| frames.map(|frame| (behind, frame))) {
                    let at = frame.len() + before.len();
                    let without = format!("{frame}{before}{behind}{frame}");
                    let with = format!("{frame}{before}{put}{behind}{frame}");
                    check(&without, 0, &with, put.len(), at);
                    check(&with, put.len(), &without, 0, at);
                }
            }
        }
        assert_eq!(touched("三年前の冬、電話", 9, 0), "前の");
    }

    #[test]
    fn steps_stay_between_clusters() {
        let text = "a👨\u{200D}👩\u{200D}👧か\u{3099}";
        assert_eq!((after(text, 0), after(text, 1), before(text, 19)), (1, 19, 1));
        assert_eq!((floor(text, 7), floor(text, 5), floor(text, 19), floor(text, 99)), (1, 1, 19, text.len()));
        assert_eq!((before(text, 0), after(text, text.len())), (0, text.len()));
    }
}
