//! Echo: an answer that says no more than its question did.

use std::collections::BTreeSet;

use super::page::{Page, Script};

/// Whether more than 60 % of the content words of `answer` are those of `asked`.
pub(super) fn is_echo(answer: &str, asked: &str) -> bool {
    // An answer many times as long as its question says more than the question.
    if answer.len() > 6 * asked.len().max(30) {
        return false;
    }
    let said: BTreeSet<String> = terms(answer).into_iter().collect();
    let known: BTreeSet<String> = terms(asked).into_iter().collect();
    let same = said.iter().filter(|term| known.contains(*term)).count();
    said.len() >= 2 && same * 10 > said.len() * 6
}

/// The content words of a text in order: runs of kanji or katakana, and Latin words that are no grammar, their endings
/// taken off.
pub(super) fn terms(text: &str) -> Vec<String> {
    let page = Page::new(text);
    let mut found = Vec::new();
    let mut i = 0;
    while i < page.len() {
        let script = page.script(i);
        let start = i;
        i += 1;
        while i < page.len() && page.script(i) == script && script != Script::Other {
            i += 1;
        }
        let term = page.text(start, i);
        match script {
            Script::Kanji => found.push(term.to_owned()),
            Script::Katakana if i - start > 1 => found.push(term.to_owned()),
            Script::Latin if !grammar(term) => found.push(stem(term)),
            Script::Katakana | Script::Latin | Script::Hiragana | Script::Digit | Script::Other => {}
        }
    }
    found
}

/// A Latin word without its endings: suppliers and supplier are one.
fn stem(word: &str) -> String {
    let cut = |word: &'_ str, ending: &str| word.strip_suffix(ending).filter(|stem| stem.len() >= 3).map(str::to_owned);
    let word = cut(word, "s").unwrap_or_else(|| word.to_owned());
    ["ing", "ed", "er", "e"].into_iter().find_map(|ending| cut(&word, ending)).unwrap_or(word)
}

/// Words of grammar: they carry no content of their own.
fn grammar(word: &str) -> bool {
    const WORDS: [&str; 111] = [
        "a", "about", "after", "all", "am", "an", "and", "any", "are", "as", "at", "be", "been", "but", "by", "can",
        "could", "d", "did", "do", "does", "don", "for", "from", "get", "got", "had", "has", "have", "he", "her",
        "him", "his", "how", "i", "if", "in", "into", "is", "isn", "it", "its", "just", "ll", "m", "me", "more",
        "most", "my", "no", "not", "now", "of", "on", "one", "or", "our", "out", "over", "own", "re", "s", "she", "so",
        "some", "such", "t", "than", "that", "the", "their", "them", "then", "there", "these", "they", "this", "those",
        "to", "too", "up", "us", "ve", "very", "was", "wasn", "we", "well", "were", "what", "when", "where", "which",
        "who", "why", "will", "with", "would", "yes", "you", "your", "because", "really", "also", "only", "even",
        "make", "made", "thing", "things", "way",
    ];
    word.len() < 2 || WORDS.contains(&word)
}
