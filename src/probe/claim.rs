//! What a claim stands on: a number without its base, a deed without its result, a harm without its doer.

use super::{Hit, Reading, Sign};
use crate::flow::Detail;

/// A number that claims a result and has nothing to stand beside. A price, a headcount, a distance claims nothing.
pub(super) fn without_base<'a>(text: &str, reading: &'a Reading) -> Option<&'a Hit> {
    let grown = [
        "増え",
        "増加",
        "減っ",
        "減り",
        "減少",
        "伸び",
        "上が",
        "下が",
        "短縮",
        "改善",
        "達成",
        "向上",
        "削減",
        "倍に",
        "になりました",
        "になった",
    ];
    let grew = [
        "increase",
        "decrease",
        "grew",
        "grow",
        "rose",
        "fell",
        "dropped",
        "drop",
        "cut",
        "up by",
        "down by",
        "more than doubled",
        "improv",
        "reduc",
        "saved",
        "faster",
        "higher",
        "lower",
        "fewer",
        "went up",
        "went down",
        "boost",
    ];
    let bases = [
        "から",
        "より",
        "だったのが",
        "だったの",
        "だったもの",
        "→",
        "中",
        "うち",
        "あたり",
        "当たり",
        "比べ",
        "比で",
        "前年",
        "from ",
        " out of ",
        "compared",
        " than ",
        " of the ",
        "used to",
        " was ",
        "before",
    ];
    let low = text.to_lowercase();
    if bases.iter().any(|base| low.contains(base)) {
        return None;
    }
    let claims = grown.iter().chain(&grew).any(|word| low.contains(word));
    reading.of(Detail::Number).find(|hit| {
        let number = hit.span.of(text);
        let ratio = ["%", "％", "割", "倍", "パーセント", "percent", "times"].iter().any(|unit| number.contains(unit));
        claims || ratio
    })
}

/// Whether something was done and nothing is said of what came of it.
pub(super) fn without_result(reading: &Reading) -> bool {
    let mut changes = reading.of(Detail::Change).peekable();
    changes.peek().is_some() && changes.all(|hit| hit.sign == Sign::Event)
}

/// Whether something was done to the author, by nobody named.
pub(super) fn is_passive(text: &str) -> bool {
    let low = text.to_lowercase();
    ["れました", "れた", "れて", "られ", "された"].iter().any(|ending| low.contains(ending))
        || [" was ", " were ", " got ", " been "].iter().any(|be| {
            low.match_indices(be).any(|(at, _)| {
                low.get(at + be.len()..).and_then(|rest| rest.split_whitespace().next()).is_some_and(|word| {
                    word.trim_end_matches(|c: char| !c.is_alphabetic()).ends_with("ed")
                        || ["told", "sent", "lost", "left", "thrown", "made", "shut", "cut"].contains(&word)
                })
            })
        })
}
