//! Conformance: Japanese line breaking, strict, class by class of JLREQ (W3C, Requirements for Japanese Text Layout, §3.1).

use naze::text::rows::rows;
use naze::text::{Ambiguous, clusters};

/// JLREQ's classes that may not start a line, and their half-width twins.
const NOT_AT_START: [(&str, &str); 14] = [
    ("cl-02 closing brackets", "’”）〕］｝〉》」』】｠〙〗»〟"),
    ("cl-03 hyphens", "‐〜゠–～"),
    ("cl-04 dividing punctuation marks", "！？‼⁇⁈⁉"),
    ("cl-05 middle dots", "・：；"),
    ("cl-06 full stops", "。．"),
    ("cl-07 commas", "、，"),
    ("cl-09 iteration marks", "ヽヾゝゞ々〻"),
    ("cl-10 prolonged sound mark", "ー"),
    ("cl-11 small hiragana", "ぁぃぅぇぉっゃゅょゎゕゖ"),
    ("cl-11 small katakana", "ァィゥェォッャュョヮヵヶㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿ"),
    ("cl-11 small katakana, written with two characters", "ㇷ\u{309A}"),
    ("half-width marks", "｡､･｣ｰ"),
    ("half-width small kana", "ｧｨｩｪｫｬｭｮｯ"),
    ("half-width sound marks", "ﾞﾟ"),
];

/// JLREQ's class that may not end a line, and its half-width twin.
const NOT_AT_END: [(&str, &str); 2] =
    [("cl-01 opening brackets", "‘“（〔［｛〈《「『【｟〘〖«〝"), ("half-width brackets", "｢")];

/// What stays together: inseparable characters, and a number with what stands before or behind it.
const TOGETHER: [(&str, &[&str]); 6] = [
    ("cl-08 inseparable characters", &["——", "――", "……", "‥‥", "〳〵", "〴〵"]),
    (
        "cl-12 prefixed abbreviations",
        &["￥5", "¥5", "＄5", "$5", "￡5", "£5", "＃5", "#5", "€5", "№5", "￥５", "№５", "£五"],
    ),
    (
        "cl-13 postfixed abbreviations",
        &[
            "5°", "5′", "5″", "5℃", "5￠", "5¢", "5％", "5%", "5‰", "5㏋", "5ℓ", "5㌃", "5㌍", "5㌔", "5㌘", "5㌢",
            "5㌣", "5㌦", "5㌧", "5㌫", "5㌶", "5㌻", "5㍉", "5㍊", "5㍍", "5㍑", "5㍗", "5㎎", "5㎏", "5㎜", "5㎝",
            "5㎞", "5㎡", "5㏄", "５％", "五％", "５㎏", "五℃", "万㌔",
        ],
    ),
    ("cl-24 grouped numerals", &["12", "1,000", "3.5"]),
    ("cl-27 Western characters", &["ab"]),
    ("half-width kana with its sound mark", &["ｶﾞ", "ﾊﾟ"]),
];

/// The rows of `line` as text.
fn cut(line: &str, columns: usize) -> Vec<&str> {
    cut_on(line, columns, Ambiguous::Narrow)
}

/// The rows of `line` on a terminal with that habit.
fn cut_on(line: &str, columns: usize, ambiguous: Ambiguous) -> Vec<&str> {
    rows(line, columns, ambiguous).iter().map(|row| row.span.of(line)).collect()
}

#[test]
fn no_row_starts_with_what_may_not_start_one() {
    for (class, members) in NOT_AT_START {
        for (_, member) in clusters(members) {
            for before in 1..12 {
                let line = format!("{}{member}かなかなかな", "漢".repeat(before));
                for (columns, ambiguous) in measures() {
                    let rows = cut_on(&line, columns, ambiguous);
                    assert!(
                        !rows.iter().any(|row| row.starts_with(member)),
                        "{class} {member} {ambiguous:?}: {rows:?}"
                    );
                }
            }
        }
    }
}

#[test]
fn no_row_ends_with_what_may_not_end_one() {
    for (class, members) in NOT_AT_END {
        for (_, member) in clusters(members) {
            for before in 1..12 {
                let line = format!("{}{member}かなかなかな", "漢".repeat(before));
                for (columns, ambiguous) in measures() {
                    let rows = cut_on(&line, columns, ambiguous);
                    assert!(!rows.iter().any(|row| row.ends_with(member)), "{class} {member} {ambiguous:?}: {rows:?}");
                }
            }
        }
    }
}

/// Measures a few characters wide, on terminals of both habits: “ ” ‘ ’ ‐ – … and others are ambiguous.
fn measures() -> impl Iterator<Item = (usize, Ambiguous)> {
    (8..=16).flat_map(|columns| [Ambiguous::Narrow, Ambiguous::Wide].map(|ambiguous| (columns, ambiguous)))
}

#[test]
fn what_belongs_together_stays_on_one_row() {
    for (class, groups) in TOGETHER {
        for group in groups {
            for before in 1..12 {
                let line = format!("{}{group}かなかなかな", "漢".repeat(before));
                for (columns, ambiguous) in measures() {
                    let rows = cut_on(&line, columns, ambiguous);
                    assert!(rows.iter().any(|row| row.contains(group)), "{class} {group} {ambiguous:?}: {rows:?}");
                }
            }
        }
    }
}

/// Whole lines as a typesetter would break them, eight kana wide and two cells to hang in.
#[test]
fn lines_break_as_a_typesetter_breaks_them() {
    for broken in [
        "あいうえおかきく|けこ",
        "あいうえおかきく。|けこ",
        "あいうえおかきく、|けこ",
        "あいうえおかき|く」けこ",
        "あいうえおかき|く。」けこ",
        "あいうえおかき|「くけ」こ",
        "あいうえおかきっ|く",
        "あいうえおかき|くっけこ",
        "あいうえおかき|くーけこ",
        "あいうえおかき|く！？けこ",
        "あいうえおかき|く……けこ",
        "あいうえおかきく|naze",
        "あいうえおnazeで|す",
        "あいうえおかき|人々の声",
        "あいうえおかきく　|けこ",
        "one two three |four",
        "one two three, |four",
        "a well-known |fact",
        "seven fine well-|known facts",
        "ｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀ｡|ﾁ",
        "ｱｲｳｴｵｶｷｸｹｺｻｼｽｾｶﾞ|ﾁ",
    ] {
        let line = broken.replace('|', "");
        // Eighteen columns less two to hang in.
        assert_eq!(cut(&line, 18).join("|"), broken);
    }
}

/// The same where a terminal paints ambiguous characters two cells wide: they fill the row as kana do.
#[test]
fn lines_break_by_the_width_the_terminal_paints() {
    for (narrow, wide) in [
        ("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯|あ", "①②③④⑤⑥⑦⑧|⑨⑩⑪⑫⑬⑭⑮⑯|あ"),
        ("“あいうえおかき”|くけ", "“あいうえおか|き”くけ"),
        ("あいうえお“くけ”|こさ", "あいうえお“く|け”こさ"),
        ("あいうえおか……く|け", "あいうえおか……|くけ"),
        ("※あいうえおかき|く", "※あいうえおかき|く"),
    ] {
        let line = narrow.replace('|', "");
        assert_eq!(cut_on(&line, 18, Ambiguous::Narrow).join("|"), narrow);
        assert_eq!(cut_on(&line, 18, Ambiguous::Wide).join("|"), wide);
    }
}

#[test]
fn a_piece_wider_than_a_row_is_cut_where_it_hurts_least() {
    assert_eq!(cut("https://example.com/ja,en", 12), ["https://", "example.co", "m/ja,en"]);
    assert_eq!(cut("aaaaaaaaaa,bbb", 12), ["aaaaaaaaa", "a,bbb"]);
    assert_eq!(cut("ーーーーーーーーーー", 12), ["ーーーーー", "ーーーーー"]);
    assert_eq!(cut("漢", 1), ["漢"]);
    assert_eq!(cut("漢字", 0), ["漢", "字"]);
}
