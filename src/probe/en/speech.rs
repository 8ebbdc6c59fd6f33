//! Speech: words somebody said, in quotation marks or behind "said:".

use super::words::{Words, among};
use crate::flow::Detail;
use crate::probe::page::Script;
use crate::probe::{Raw, Sign};

const SAY: &str = "said|told|asked|replied|shouted|yelled|whispered|wrote|answered|laughed|snapped|muttered|says|texted|admitted|explained|joked|sighed|cried|warned|added|repeated|begged|screamed|mumbled|saying|asks|tells|announced|insisted|grumbled|called|emailed|commented|remarked|responded|exclaimed|murmured|growled|hissed|barked|protested|complained|quipped|heard|say|asking|telling|shrugged|smiled|nodded|grinned|words|thought";
/// Verbs that say only right before the words: "she went, “…”", "he was like “…”".
const SAY_NEXT: &str = "went|goes|go|like";
/// What speaks without a mouth: signs and labels.
const SIGN: &str = "sign|signs|label|labels|button|buttons|screen|page|form|header|heading|title|notice|sticker|poster|box|banner|menu|field|tag|folder|file|column|key|command|checkbox|link|tab|badge|placeholder|logo|stamp|labelled|labeled|marked|titled|entitled|named|reads|printed|called|so";

pub(super) fn read(words: &Words<'_>, out: &mut Vec<Raw>) {
    let page = words.page;
    for &(start, end) in page.quotes() {
        if spoken(words, start, end) {
            out.push(Raw { detail: Detail::Speech, start, end, sign: Sign::Word });
        }
    }
    for (start, end) in single(words) {
        if said_near(words, start, end) && !labelled(words, start) {
            out.push(Raw { detail: Detail::Speech, start, end, sign: Sign::Word });
        }
    }
    colon(words, out);
}

/// Whether the quotation from `start` to `end` is something somebody said.
fn spoken(words: &Words<'_>, start: usize, end: usize) -> bool {
    let page = words.page;
    if labelled(words, start) {
        return false;
    }
    let inner = page.text(start + 1, end.saturating_sub(1)).trim();
    let count = inner.split_whitespace().count();
    if said_near(words, start, end) || (count >= 2 && inner.ends_with(['?', '!'])) {
        return true;
    }
    // Without a verb of saying: a sentence of somebody's own, not a name or a caption.
    let own = "i|i'm|i've|i'd|i'll|you|your|you're|we|we're|me|my|us|it's|that's|don't|can't|didn't|won't|sorry|thanks|thank|please|no|yes";
    let spoken = words.within(start, end).any(|word| among(word, own));
    count >= 3 && spoken && page.char(start + 1).is_some_and(|c| c.is_uppercase() || c == 'i')
}

/// Whether a sign or a label, not a person, carries the words.
fn labelled(words: &Words<'_>, start: usize) -> bool {
    let from = words.page.sentence_start(start);
    let near: Vec<&str> = (1..=4)
        .filter_map(|n| words.place_before(start, n))
        .take_while(|&(at, _)| at >= from)
        .map(|(from, to)| words.page.text(from, to))
        .collect();
    let last = near.first().copied().unwrap_or_default();
    let person = near.iter().any(|word| among(word, "he|she|they|i|we|who|customer|boss|mother|father"));
    let called = among(last, "called|labelled|labeled|marked|titled|entitled|named|so|the|our|a|an|of|reads|printed");
    let sign =
        near.iter().any(|word| among(word, SIGN) && !among(word, "so|called|named|box|file|field|key|form|folder"));
    let says = near.iter().any(|word| among(word, "box|file|field|key|form|folder|button")) && among(last, "said|says");
    (called && !person)
        || (among(last, "the|our|a|an|of|so|called|labelled|labeled|marked|titled|entitled|named"))
        || (sign && !person)
        || says
}

/// Whether a verb of saying stands near the quotation.
fn said_near(words: &Words<'_>, start: usize, end: usize) -> bool {
    let from = words.page.sentence_start(start);
    let before = (1..=9)
        .filter_map(|n| words.place_before(start, n))
        .take_while(|&(at, _)| at >= from)
        .map(|(from, to)| words.page.text(from, to));
    let stop = words.page.sentence_end(end);
    let after = (1..=7)
        .filter_map(|n| words.place_after(end, n))
        .take_while(|&(at, _)| at < stop)
        .map(|(from, to)| words.page.text(from, to));
    let next =
        words.place_before(start, 1).is_some_and(|(at, to)| at >= from && among(words.page.text(at, to), SAY_NEXT));
    next || before.chain(after).any(|word| among(word, SAY))
}

/// Quotations in single marks: an opening one behind a blank, a closing one behind a letter or a stop.
fn single(words: &Words<'_>) -> Vec<(usize, usize)> {
    let page = words.page;
    let letter = |i: usize| matches!(page.script(i), Script::Latin | Script::Digit);
    let mut found = Vec::new();
    let mut open = None;
    for i in 0..page.len() {
        if page.char(i) != Some('\'') || page.quoted(i) {
            continue;
        }
        let after_blank = i == 0 || matches!(page.before(i), Some(' ' | '(' | '\n' | ','));
        match open {
            None if after_blank && letter(i + 1) => open = Some(i),
            Some(start) if !letter(i + 1) && !after_blank => {
                if i - start > 3 {
                    found.push((start, i + 1));
                }
                open = None;
            }
            None | Some(_) => {}
        }
    }
    found
}

/// She said: this is more than my rent.
fn colon(words: &Words<'_>, out: &mut Vec<Raw>) {
    let page = words.page;
    for &(start, end) in words.all() {
        let says = among(page.text(start, end), "said|asked|replied|shouted|wrote|told|answered|says|yelled");
        if !says {
            continue;
        }
        let told = page.text(start, end) == "told";
        // "told us", "told us straight".
        let colon = |n: usize| words.place_after(end, n).map(|(_, to)| to).filter(|&to| page.char(to) == Some(':'));
        let whom = || words.place_after(end, 1).map_or(end, |(_, to)| to);
        let mark = if told { colon(2).unwrap_or_else(whom) } else { end };
        let follows = matches!(page.char(mark), Some(':' | ','))
            && page.char(mark + 1) == Some(' ')
            && page.script(mark + 2) == Script::Latin;
        let speaker = words
            .before(start, 1)
            .is_some_and(|before| !among(before, "is|was|be|being|that|having|have|i've|as|like|all"));
        let clause = !words.page.starts(mark + 2, "and |but |or |which |though |that |so |because |in |at ");
        let sign = (1..=3).filter_map(|n| words.before(start, n)).any(|word| among(word, SIGN));
        if follows && speaker && clause && !sign {
            let stop = page.sentence_end(mark);
            if page.char(mark) == Some(':') || stop - mark > 8 {
                out.push(Raw { detail: Detail::Speech, start, end: stop, sign: Sign::Word });
            }
        }
    }
}
