//! Two answers that say the same: a reader would notice, so the author hears of it first.
//!
//! What it is: a comparison of the told answers, sentence by sentence. What it is not: it drops nothing. Invariant: a
//! sentence counts as said twice only if it is said in the same words, blanks and punctuation aside.

use std::collections::BTreeMap;

use crate::answers::Key;
use crate::draft::Draft;
use crate::text::sentence::sentences;

/// Letters a sentence needs before saying it twice is more than a phrase that recurs.
const ENOUGH: usize = 12;

/// Pairs of answers that share a sentence, in the order of their keys; the sentence as the second says it.
#[must_use]
pub fn said_twice(draft: &Draft) -> Vec<(Key, Key, String)> {
    let mut said: BTreeMap<String, &Key> = BTreeMap::new();
    let mut twice: Vec<(Key, Key, String)> = Vec::new();
    for (key, answer) in draft.answers.iter().filter(|(_, answer)| answer.is_told()) {
        for span in sentences(&answer.text) {
            let sentence = span.of(&answer.text).trim();
            let bare: String = sentence.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
            if bare.chars().count() < ENOUGH {
                continue;
            }
            let first = said.entry(bare).or_insert(key);
            if *first != key && !twice.iter().any(|(one, other, _)| one == *first && other == key) {
                twice.push(((*first).clone(), key.clone(), sentence.to_owned()));
            }
        }
    }
    twice
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answers::Answer;

    #[test]
    fn a_sentence_told_under_two_keys_is_noticed_once() {
        let post = crate::post::read(b"# A\n", &crate::post::Hints::default()).0;
        let mut draft = Draft::new(&post, "", "", "why");
        for (key, text) in [
            ("failure@t1", "I stood there with three ovens. It rained."),
            ("forgot", "It rained. I stood there, with three ovens."),
            ("why@t1", "Ovens."),
        ] {
            draft.answers.insert(key.parse().unwrap(), Answer { text: text.to_owned(), ..Answer::default() });
        }
        let twice: Vec<_> = said_twice(&draft).into_iter().map(|(one, other, _)| format!("{one} {other}")).collect();
        assert_eq!(twice, ["failure@t1 forgot"]);
    }
}
