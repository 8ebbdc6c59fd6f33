//! What a claim stands on: a number without its base, a deed without its result, a harm without its doer.

use super::{Hit, Reading, Sign};
use crate::flow::Detail;
use crate::text::Span;

/// What makes a number beside it the measure of a result.
const GROWN: &str = "増え|増加|減っ|減り|減少|伸び|上が|下が|短縮|改善|達成|向上|削減|increase|decrease|grew|grow|rose|fell|drop|cut |up by|down by|doubled|improv|reduc|saved|faster|higher|lower|fewer|went up|went down|boost";
/// Numbers that compare by themselves.
const RATIO: &str = "%|％|割|倍|パーセント|percent|times";
/// What a number may stand on.
const BASE: &str = "から|より|だったの|だったもの|→|うち|あたり|当たり|比べ|前年|from |out of|compared| than |of the|used to| was |before";

/// A number that claims a result and has nothing to stand beside. A price, a headcount, a distance claims nothing.
pub(super) fn without_base<'a>(text: &str, reading: &'a Reading) -> Option<&'a Hit> {
    let low = text.to_lowercase();
    if holds(&low, BASE) {
        return None;
    }
    reading.of(Detail::Number).find(|hit| {
        let around = around(text, hit.span, 24).to_lowercase();
        holds(&format!("{} ", hit.span.of(text)), RATIO) || holds(&around, GROWN)
    })
}

/// The text around a span, up to `reach` bytes on either side.
fn around(text: &str, span: Span, reach: usize) -> &str {
    let start = (span.start.saturating_sub(reach)..=span.start).find(|&at| text.is_char_boundary(at));
    let end = (span.end..=span.end + reach).rev().find(|&at| text.is_char_boundary(at));
    text.get(start.unwrap_or(span.start)..end.unwrap_or(span.end)).unwrap_or_default()
}

fn holds(text: &str, words: &str) -> bool {
    words.split('|').any(|word| text.contains(word))
}

/// Whether something was done and nothing is said of what came of it.
pub(super) fn without_result(reading: &Reading) -> bool {
    let mut changes = reading.of(Detail::Change).peekable();
    changes.peek().is_some() && changes.all(|hit| hit.sign == Sign::Event)
}

/// Whether something was done to the author, by nobody named.
pub(super) fn is_passive(text: &str) -> bool {
    let low = text.to_lowercase();
    if holds(&low, "れました|れた|れて|られ|れませ") {
        return true;
    }
    let mut words = low.split_whitespace().map(|word| word.trim_matches(|c: char| !c.is_alphabetic())).peekable();
    while let Some(word) = words.next() {
        let done = |next: &&str| {
            next.len() > 3 && next.ends_with("ed")
                || matches!(
                    *next,
                    "told" | "sent" | "lost" | "left" | "thrown" | "made" | "shut" | "cut" | "given" | "broken"
                )
        };
        if matches!(word, "was" | "were" | "got" | "been" | "being") && words.peek().is_some_and(done) {
            return true;
        }
    }
    false
}
