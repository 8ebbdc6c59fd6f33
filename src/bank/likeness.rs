//! Whether two texts tell the same episode, by the words they share.
//!
//! What it is: the content words of a text and their neighbours, and how many of the shorter one's stand in the longer.
//! What it is not: an understanding; a day told in wholly other words is another day here. Invariant: the same two texts
//! are always judged alike, whatever else was told, and numbers count for nothing: they may differ between two tellings.

use unicode_normalization::UnicodeNormalization;

/// Words and pairs a text needs before anything can be said of it.
const ENOUGH: usize = 8;
/// So many of a hundred words and pairs of the shorter text stand in the longer one where both tell one episode.
/// `tests/cases/bank` keeps it between tellings reworded and other days told alike.
const SHARED: usize = 55;

/// The content words of `text` and each pair of neighbours, as sorted fingerprints. Kanji, katakana and Latin words count,
/// hiragana and the small words of English do not: they are there in every text.
#[must_use]
pub fn words(text: &str) -> Vec<u32> {
    let mut found = Vec::new();
    let mut before: Option<u32> = None;
    let mut word = String::new();
    let mut last = Kind::Other;
    let letters = text.nfkc().flat_map(char::to_lowercase).map(|c| if c == '’' { '\'' } else { c });
    for c in letters.chain(['\n']) {
        let kind = kind(c);
        if kind != last {
            if let Some(mark) = fingerprint(last, &word) {
                found.extend((last != Kind::Number).then_some(mark));
                found.extend(before.map(|before| before.rotate_left(7) ^ mark.wrapping_mul(PRIME)));
                before = Some(mark);
            }
            word.clear();
            last = kind;
        }
        if kind != Kind::Other {
            word.push(c);
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// Whether two texts with these words tell the same episode.
#[must_use]
pub fn alike(one: &[u32], other: &[u32]) -> bool {
    let (fewer, more) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    let shared = fewer.iter().filter(|word| more.binary_search(word).is_ok()).count();
    fewer.len() >= ENOUGH && shared * 100 >= fewer.len() * SHARED
}

/// What a run of characters is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Number,
    Kanji,
    Katakana,
    Latin,
    /// Hiragana, blanks and marks part words.
    Other,
}

fn kind(c: char) -> Kind {
    match c {
        '〇' | '零' | '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' | '百' | '千' | '万' => {
            Kind::Number
        }
        '\u{30A0}'..='\u{30FF}' => Kind::Katakana,
        '々' | '\u{3400}'..='\u{9FFF}' | '\u{20000}'..='\u{3FFFF}' => Kind::Kanji,
        '\u{3040}'..='\u{309F}' => Kind::Other,
        '\'' => Kind::Latin,
        _ if c.is_numeric() => Kind::Number,
        _ if c.is_alphabetic() => Kind::Latin,
        _ => Kind::Other,
    }
}

/// FNV-1a, 32 bits.
const PRIME: u32 = 0x0100_0193;

/// The fingerprint of a word; none where it says nothing. Every number has the same; an English word is known by its first
/// letters, so that its endings do not matter.
fn fingerprint(kind: Kind, word: &str) -> Option<u32> {
    let word = match kind {
        Kind::Other => return None,
        Kind::Number => "#",
        Kind::Kanji | Kind::Katakana => word,
        Kind::Latin => {
            let word = word.trim_matches('\'');
            if word.is_empty() || SMALL.contains(&word) {
                return None;
            }
            word.char_indices().nth(STEM).and_then(|(end, _)| word.get(..end)).unwrap_or(word)
        }
    };
    Some(word.bytes().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(PRIME)))
}

/// Letters by which an English word is known.
const STEM: usize = 6;

/// English words that are in every text.
const SMALL: [&str; 83] = [
    "a", "about", "all", "am", "an", "and", "are", "as", "at", "back", "be", "been", "but", "by", "could", "did", "do",
    "every", "for", "from", "had", "has", "have", "he", "her", "him", "his", "i", "if", "in", "into", "is", "it",
    "its", "just", "me", "more", "my", "no", "not", "of", "off", "on", "one", "only", "or", "our", "out", "over",
    "said", "she", "so", "some", "than", "that", "the", "their", "them", "then", "there", "they", "this", "to", "up",
    "us", "very", "was", "we", "were", "what", "when", "which", "who", "will", "with", "would", "you", "your", "it's",
    "i'd", "i'm", "don't", "didn't",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endings_widths_and_numbers_do_not_matter() {
        for (one, other) in [
            ("三年前の冬、電話が鳴りました。", "２年前の冬に電話が鳴った"),
            ("ｶﾞｲﾄﾞの頁を閉じた", "ガイドの頁を閉じる"),
            ("She was delivering the complaints", "I have delivered that complaint"),
            ("340 orders don’t ship", "12 orders didn't ship"),
        ] {
            let (one_words, other_words) = (words(one), words(other));
            assert!(!one_words.is_empty());
            assert_eq!(one_words, other_words, "{one} {other}");
        }
        assert!(words("そうでした。まあ、いい。").is_empty());
    }
}
