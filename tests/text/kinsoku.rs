//! Conformance: Japanese line breaking, strict, class by class of JLREQ (W3C, Requirements for Japanese Text Layout, §3.1).

use naze::text::Ambiguous;
use naze::text::rows::rows;

/// JLREQ's classes that may not start a line, and their half-width twins.
const NOT_AT_START: [(&str, &str); 12] = [
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
    ("half-width marks", "｡､･｣ｰ"),
    ("half-width small kana", "ｧｨｩｪｫｬｭｮｯ"),
];

/// JLREQ's class that may not end a line.
const NOT_AT_END: (&str, &str) = ("cl-01 opening brackets", "‘“（〔［｛〈《「『【｟〘〖«〝");

/// Pairs that stay together: cl-08 inseparable characters, and numbers with what belongs to them (cl-12, cl-13).
const TOGETHER: [&str; 12] = ["……", "‥‥", "——", "￥5", "5％", "5℃", "$5", "5%", "12", "1,000", "3.5", "ab"];

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
        for member in members.chars() {
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
    let (class, members) = NOT_AT_END;
    for member in members.chars() {
        for before in 1..12 {
            let line = format!("{}{member}かなかなかな", "漢".repeat(before));
            for (columns, ambiguous) in measures() {
                let rows = cut_on(&line, columns, ambiguous);
                assert!(!rows.iter().any(|row| row.ends_with(member)), "{class} {member} {ambiguous:?}: {rows:?}");
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
    for pair in TOGETHER {
        for before in 1..12 {
            let line = format!("{}{pair}かなかなかな", "漢".repeat(before));
            for (columns, ambiguous) in measures() {
                let rows = cut_on(&line, columns, ambiguous);
                assert!(rows.iter().any(|row| row.contains(pair)), "{pair} {ambiguous:?}: {rows:?}");
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
