//! The one reader, named in a few words where the answer allows.

use super::quote::first_sentence;
use crate::text::{Language, clusters};

/// The longest description that stands for the reader, in clusters.
const LONGEST: usize = 20;

/// The reader's answer in a few words that can stand as a person in any sentence; `None` where it is a whole story.
pub(super) fn person(answer: &str, language: Language) -> Option<&str> {
    match language {
        Language::Ja => person_ja(answer),
        Language::En => person_en(answer),
    }
}

/// What a few words must end with to be a person.
const PERSONS: [&str; 34] = [
    "さん",
    "様",
    "さま",
    "氏",
    "くん",
    "君",
    "ちゃん",
    "先生",
    "人",
    "ひと",
    "方",
    "女性",
    "男性",
    "店主",
    "店長",
    "社長",
    "院長",
    "部長",
    "課長",
    "係長",
    "担当",
    "担当者",
    "職人",
    "農家",
    "友人",
    "先輩",
    "後輩",
    "新人",
    "学生",
    "母",
    "父",
    "主婦",
    "若手",
    "エンジニア",
];

fn person_ja(answer: &str) -> Option<&str> {
    let sentence = first_sentence(answer).trim_end_matches(['。', ' ', '\u{3000}']);
    let clause = sentence.split(['、', '，']).next().unwrap_or_default();
    [sentence, clause].into_iter().find(|words| {
        let graphemes = clusters(words).take(LONGEST + 1).count();
        // Neither a quotation nor a crowd is one person.
        let crowd = ["皆", "みな", "みんな", "たち", "方々"].iter().any(|crowd| words.contains(crowd));
        let plain = !crowd && !words.contains(['「', '『', '・', '（', '(']);
        graphemes <= LONGEST && plain && PERSONS.iter().any(|end| words.ends_with(end))
    })
}

/// In English only a name, up to the comma or full stop behind it, can stand in any sentence.
fn person_en(answer: &str) -> Option<&str> {
    const NO_NAMES: [&str; 20] = [
        "A", "An", "The", "My", "Our", "I", "It", "He", "She", "They", "We", "Someone", "Somebody", "Anyone",
        "Everyone", "People", "This", "That", "One", "Any",
    ];
    let sentence = first_sentence(answer);
    let name = sentence.split([',', ':', '(']).next().unwrap_or_default().trim();
    let mut words = name.split(' ');
    let capital = |word: &str| {
        let rest = word.trim_start_matches(char::is_uppercase);
        rest.len() < word.len() && rest.chars().all(|c| c.is_alphabetic() || c == '\'' || c == '’' || c == '-')
    };
    let named =
        (1..=3).contains(&words.clone().count()) && words.all(|word| capital(word) && !NO_NAMES.contains(&word));
    // "Managers, mostly" is a crowd.
    let crowd = !name.contains(' ') && name.ends_with('s');
    (named && !crowd).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Language::{En, Ja};

    #[test]
    fn the_reader_is_named_only_where_the_answer_is_a_person() {
        for (answer, named) in [
            ("金物屋の山本さん。この前、店先で話した。", Some("金物屋の山本さん")),
            ("山本さん、畳屋を継いで二年目。", Some("山本さん")),
            ("開店して二年目のパン屋の店主", Some("開店して二年目のパン屋の店主")),
            ("先月相談に来た、整骨院の院長です。", None),
            ("中小企業の皆様", None),
            ("お客さんのことを考えている", None),
        ] {
            assert_eq!(person(answer, Ja), named, "{answer}");
        }
        for (answer, named) in [
            ("Maria, who runs the bakery.", Some("Maria")),
            ("Sam O'Neil", Some("Sam O'Neil")),
            ("The woman who runs the bakery.", None),
            ("Managers, mostly.", None),
            ("A friend runs a shop.", None),
        ] {
            assert_eq!(person(answer, En), named, "{answer}");
        }
    }
}
