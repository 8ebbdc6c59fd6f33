//! Folding for search: what a reader takes for the same is the same.
//!
//! What it is: width (`ｶﾞ` `ガ`, `Ａ` `A`), case, and hiragana and katakana laid together. What it is not: a collation, or
//! anything that is ever shown or kept. Invariant: a text folds cluster by cluster, so that a place in the folded text
//! is a place in the text.

use unicode_normalization::UnicodeNormalization;

use super::Span;
use super::cluster::{clusters, is_cluster};

/// `text` as search compares it.
///
/// NFKC, then lower case, then katakana as hiragana; the wave dash and the full-width tilde are one.
#[must_use]
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let mut rest = text;
    loop {
        // Most characters are clusters of their own and need no look at the text around them.
        let mut chars = rest.chars();
        while let Some(c) = chars.next().filter(|c| is_short(*c) && is_cluster(*c, chars.clone().next())) {
            folded.push(short(c));
            rest = chars.as_str();
        }
        let Some((_, cluster)) = clusters(rest).next() else { return folded };
        push(&mut folded, cluster);
        rest = rest.get(cluster.len()..).unwrap_or_default();
    }
}

/// The places in `text`, from its start, that read as `folded` does, which is folded already; none overlaps another.
///
/// Each covers whole clusters of `text`. An empty `folded` is nowhere.
pub fn matches(text: &str, folded: &str) -> impl Iterator<Item = Span> {
    let haystack = if folded.is_empty() { Folded::new("") } else { Folded::new(text) };
    let mut after = 0;
    std::iter::from_fn(move || {
        loop {
            let rest = haystack.text.get(after..).filter(|rest| !rest.is_empty())?;
            let at = after + rest.find(folded)?;
            let end = at + folded.len();
            if let Some(span) = haystack.span(at, end) {
                after = end;
                return Some(span);
            }
            after = at + haystack.text.get(at..)?.chars().next().map_or(1, char::len_utf8);
        }
    })
}

/// A folded text that knows where its clusters came from.
struct Folded {
    text: String,
    /// Offset in the folded text and in the original, a pair a cluster boundary, both growing.
    bounds: Vec<(usize, usize)>,
}

impl Folded {
    fn new(original: &str) -> Self {
        let mut text = String::with_capacity(original.len());
        let mut bounds = Vec::new();
        for (at, cluster) in clusters(original) {
            bounds.push((text.len(), at));
            push(&mut text, cluster);
        }
        bounds.push((text.len(), original.len()));
        Self { text, bounds }
    }

    /// The original's span for a span of the folded text, if that starts and ends between clusters.
    fn span(&self, start: usize, end: usize) -> Option<Span> {
        let original = |at: usize| {
            let index = self.bounds.binary_search_by_key(&at, |&(folded, _)| folded).ok()?;
            self.bounds.get(index).map(|&(_, original)| original)
        };
        Some(Span::new(original(start)?, original(end)?))
    }
}

/// Adds one cluster, folded.
fn push(folded: &mut String, cluster: &str) {
    let mut chars = cluster.chars();
    match (chars.next(), chars.next()) {
        (Some(c), None) if is_short(c) => folded.push(short(c)),
        _ => folded.extend(cluster.nfkc().flat_map(char::to_lowercase).map(as_hiragana)),
    }
}

/// Whether a character has no other form but its case and its kana: what most texts are made of.
const fn is_short(c: char) -> bool {
    matches!(c, '\0'..='\x7f' | '\u{3001}'..='\u{300F}' | '\u{3041}'..='\u{3096}' | '\u{30A1}'..='\u{30FC}'
        | '\u{4E00}'..='\u{9FFF}')
}

/// Such a character, folded.
fn short(c: char) -> char {
    as_hiragana(c.to_ascii_lowercase())
}

fn as_hiragana(c: char) -> char {
    match c {
        '\u{30A1}'..='\u{30F6}' | '\u{30FD}' | '\u{30FE}' => char::from_u32(u32::from(c) - 0x60).unwrap_or(c),
        '\u{301C}' => '~',
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn same_for_a_reader() {
        for (one, other) in [
            ("ｶﾞｲﾄﾞ", "がいど"),
            ("ガイド", "がいど"),
            ("ＮＡＺＥ", "naze"),
            ("①", "1"),
            ("か\u{3099}", "が"),
            ("ヴ", "ゔ"),
            ("３〜５", "3～5"),
            ("Ｅ\u{301}", "é"),
        ] {
            assert_eq!(fold(one), fold(other), "{one}");
        }
        assert_ne!(fold("はは"), fold("ばば"));
    }

    #[test]
    fn the_short_way_leads_to_the_same() {
        for c in ('\0'..='\x7f').chain('\u{3000}'..='\u{30FF}').chain('\u{4E00}'..='\u{9FFF}') {
            let long: String = c.nfkc().flat_map(char::to_lowercase).map(as_hiragana).collect();
            assert_eq!(fold(&c.to_string()), long, "{c}");
        }
    }

    #[test]
    fn found_where_it_stands() {
        let text = "Ｑ：ｶﾞｲﾄﾞはある？ ガイド";
        let found = |query| matches(text, &fold(query)).map(|span| span.of(text)).collect::<Vec<_>>();
        assert_eq!(found("がいど"), ["ｶﾞｲﾄﾞ", "ガイド"]);
        assert_eq!(found("q:"), ["Ｑ："]);
        assert!(found("か").is_empty(), "half a cluster is no place");
        assert!(found("").is_empty());
    }
}
