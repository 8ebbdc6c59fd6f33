//! Conformance: the caret goes by what a reader takes for one character, rule by rule of UAX #29 (Unicode Text
//! Segmentation, §3.1.1), with the characters that people writing Japanese and English meet.

use naze::text::buffer::{Buffer, Motion};

/// A rule, and texts in which `|` stands wherever a caret may stand.
const RULES: [(&str, &[&str]); 13] = [
    ("GB1, GB2: at both ends of any text", &["|a|", "|漢|", "|\u{301}|"]),
    ("GB3: a line end of two characters", &["|a|\r\n|b|", "|か|\r\n|\r\n|", "|\r|\r\n|"]),
    (
        "GB4, GB5: around a line end, whatever comes next",
        &["|か|\n|\u{3099}|", "|a|\n|\u{200D}|", "|\n|\n|", "|a|\r|\u{301}|"],
    ),
    ("GB6: a leading consonant and the vowel after it", &["|\u{1100}\u{1161}|", "|\u{1100}\u{1100}\u{AC00}|"]),
    ("GB7: a syllable and the vowel or last consonant after it", &["|\u{AC00}\u{11A8}|각|"]),
    ("GB8: a last consonant and another", &["|\u{AC01}\u{11A8}|\u{1100}|"]),
    (
        "GB9: a mark stays with what it is on",
        &[
            "|か\u{3099}|き|",
            "|ハ\u{309A}|ン|",
            "|e\u{301}|x|",
            "|e\u{301}\u{327}|",
            "|葛\u{E0100}|飾|",
            "|⚠\u{FE0F}|注|",
            "|1\u{FE0F}\u{20E3}|2|",
            "|ｶﾞ|ｲ|ﾄﾞ|",
            "|ﾊﾟ|ﾝ|",
        ],
    ),
    ("GB9a: a vowel sign that takes room of its own", &["|\u{915}\u{93E}|", "|\u{E01}\u{E33}|"]),
    ("GB9b: what stands before its letter", &["|\u{600}1|"]),
    ("GB9c: letters joined by a virama", &["|\u{915}\u{94D}\u{937}|"]),
    (
        "GB11: pictures that are joined",
        &["|👨\u{200D}👩\u{200D}👧|と|", "|👍🏽|👍|", "|🏳\u{FE0F}\u{200D}🌈|", "|a\u{200D}|👧|", "|👩🏽\u{200D}💻|！|"],
    ),
    ("GB12, GB13: flags go in pairs", &["|🇯🇵|🇫🇷|", "|🇯🇵|🇫|", "|a|🇯🇵|b|", "|\u{200D}|🇯🇵|🇯🇵|🇯|"]),
    (
        "GB999: between everything else",
        &["|漢|字|か|な|", "|「|は|い|」|", "|a|b| |c|", "|…|…|", "|①|※|", "|ー|っ|々|", "|ｱ|ｲ|｡|", "|\t|\u{3000}| |"],
    ),
];

/// `text` with a `|` wherever the caret comes to stand, one way and then the other.
fn stops(text: &str) -> [String; 2] {
    let mut buffer = Buffer::new(text);
    buffer.set_caret(0);
    let mut onward = vec![buffer.caret()];
    while buffer.caret() < text.len() {
        buffer.go(Motion::Right);
        onward.push(buffer.caret());
    }
    let mut back = vec![buffer.caret()];
    while buffer.caret() > 0 {
        buffer.go(Motion::Left);
        back.push(buffer.caret());
    }
    back.reverse();
    [onward, back].map(|stops| {
        let mut marked = text.to_owned();
        stops.iter().rev().for_each(|at| marked.insert(*at, '|'));
        marked
    })
}

#[test]
fn the_caret_stands_where_unicode_says() {
    for (rule, texts) in RULES {
        for marked in texts {
            let [onward, back] = stops(&marked.replace('|', ""));
            assert_eq!((onward.as_str(), back.as_str()), (*marked, *marked), "{rule}");
        }
    }
}

#[test]
fn one_press_of_backspace_takes_what_one_step_passes() {
    for (rule, texts) in RULES {
        for marked in texts {
            let text = marked.replace('|', "");
            let mut buffer = Buffer::new(&text);
            buffer.set_caret(text.len());
            let pieces: Vec<&str> = marked.split('|').filter(|piece| !piece.is_empty()).collect();
            for left in (0..pieces.len()).rev() {
                buffer.delete(Motion::Left);
                assert_eq!(buffer.text(), pieces[..left].concat(), "{rule}: {marked:?}");
            }
        }
    }
}
