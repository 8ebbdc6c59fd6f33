//! Text: what is counted is what ratatui draws, rows tile, the caret stands where it is painted, nothing typed is lost.

mod buffer;
mod editing;
mod graphemes;
mod kinsoku;
pub mod rows;
mod sentence;
mod width;

use naze::text::Ambiguous;
use proptest::prelude::*;

/// What people write, piece by piece: Japanese, English, emoji, half-width kana, marks, and what comes by accident.
const PIECES: [&str; 64] = [
    "三年前の冬、",
    "閉店間際に",
    "電話が鳴った。",
    "「はい」",
    "と答えた",
    "……",
    "——",
    "クレーム対応",
    "っ",
    "ー",
    "ゃ",
    "々",
    "（笑）",
    "！？",
    "　",
    "、",
    "。",
    "～",
    "〜",
    "・",
    "ｶﾞｲﾄﾞ",
    "ﾊﾟ",
    "ｱｲｳ｡",
    "､",
    "か\u{3099}",
    "e\u{301}",
    "\u{301}",
    "the ",
    "author's ",
    "well-known ",
    "words, ",
    "and (so) ",
    "on. ",
    "3.14",
    "１２３",
    "https://example.com/a/very/long/path?x=1",
    "Ｗｉｄｅ",
    "👨\u{200D}👩\u{200D}👧",
    "👍🏽",
    "🇯🇵",
    "🇫",
    "⚠\u{FE0F}",
    "①",
    "※",
    "“quoted”",
    "『二重』",
    "【墨付き】",
    "葛\u{E0100}",
    "각",
    "한국어",
    "שלום",
    "ไทย",
    "\t",
    " ",
    "  ",
    "a",
    "-",
    "\u{200B}",
    "\u{202E}",
    "\u{1b}[31m",
    "\u{200D}",
    "🏽",
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    "ーーーーーーーーーーーーーーーーーーーーー",
];

/// A terminal that paints ambiguous characters narrow, one that paints them wide, and one that does not say.
pub fn habit() -> impl Strategy<Value = Ambiguous> {
    prop::sample::select(&[Ambiguous::Narrow, Ambiguous::Wide, Ambiguous::Unknown][..])
}

/// A line of up to `pieces` pieces.
pub fn line(pieces: usize) -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(&PIECES[..]), 0..pieces).prop_map(|pieces| pieces.concat())
}

/// A text of a few lines, some empty.
pub fn prose(lines: usize) -> impl Strategy<Value = String> {
    prop::collection::vec(prop_oneof![1 => Just(String::new()), 4 => line(12)], 1..lines)
        .prop_map(|lines| lines.join("\n"))
}
