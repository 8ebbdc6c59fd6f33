//! The marker a tip's heading starts with: `1.`, `【コツ2】`, `その三`, `Step one:`, `❺`, `第4条`.
//!
//! What it is: a grammar over one line, blind to width (`１．` is `1.`). What it is not: it decides nothing; a line
//! that starts with a number need not be a tip. Invariant: `length` is a character boundary of the line it was read
//! from.

use super::numeral::{self, Cursor, Form};

/// A marker.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Marker {
    /// The number it gives.
    pub number: u32,
    /// What the number counts (`step`, `コツ`, `第`, `つ目`), in lower case; empty for a bare number.
    pub label: String,
    /// How the number is written.
    pub form: Form,
    /// How sure it is that this is a marker at all.
    pub grip: Grip,
    /// Bytes of the line it takes, decoration and separators included.
    pub length: usize,
    /// Whether a bracket it opened closes only at the end of the heading.
    pub embraces: bool,
}

/// How surely a line's beginning is a marker.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Grip {
    /// A number and a blank: `3 ways to …` starts like this too.
    Loose,
    /// A number and a separator: `1.` `2)` `３、`.
    Firm,
    /// A word that counts tips, a bracket around the number, or a number nothing else is written as.
    Sure,
}

/// Signs put before headings for looks.
const SIGNS: &[char] = &[
    '■', '□', '◆', '◇', '●', '○', '◎', '★', '☆', '▼', '▽', '▲', '△', '▶', '►', '※', '✓', '✔', '✅', '☑', '🔹', '🔸',
    '📌', '👉', '💡', '◾', '◽', '▪', '▫', '♦', '♣', '♠', '♥', '〇', '•', '・', '➤', '➡', '→', '⇒', '🔰', '🌟', '✨',
    '🔥', '☝', '\u{fe0f}',
];

/// Brackets that may stand around a number, open and close.
#[rustfmt::skip]
const BRACKETS: &[(char, char)] = &[
    ('(', ')'), ('[', ']'), ('【', '】'), ('〔', '〕'), ('<', '>'), ('〈', '〉'), ('《', '》'), ('「', '」'), ('{', '}'),
];

/// Words that count tips, in front of a number. The longer of two that start alike stands first.
#[rustfmt::skip]
const LABELS: &[&str] = &[
    "ステップ", "手順", "方法", "コツ", "ポイント", "理由", "ルール", "テクニック", "心得", "鉄則", "法則", "原則",
    "秘訣", "裏技", "裏ワザ", "ワザ", "技", "アイデア", "アイディア", "習慣", "作戦", "対策", "工夫", "レッスン",
    "教訓", "質問", "失敗例", "失敗", "事例", "項目", "改善策", "解決策", "提案", "パターン", "視点", "段階",
    "フェーズ", "フェイズ", "ヒント", "アドバイス", "メソッド", "チップス", "心がけ", "約束", "戦略", "施策", "ネタ",
    "課題", "要点", "その", "其の", "其ノ", "第", "方法その", "コツその", "ポイントその", "vol.", "vol", "lv.", "lv",
    "case", "q.", "q", "a.", "number", "no.", "no", "№", "step", "tip", "rule", "lesson", "way", "reason", "point",
    "idea", "principle", "habit", "trick", "hack", "method", "strategy", "technique", "mistake", "secret",
    "practice", "phase", "stage", "part", "chapter", "commandment", "law", "myth", "pattern", "task", "key",
    "guideline", "suggestion", "recommendation", "takeaway", "thing", "fact", "sign", "question", "insight",
    "learning", "exercise", "move", "goal", "challenge", "advice", "tactic", "approach", "option", "level", "item",
    "pillar", "element", "ingredient", "tips", "day",
];

/// Labels that say little: anything can be a part or a chapter.
const WEAK_LABELS: &[&str] = &[
    "part", "chapter", "day", "case", "level", "lv", "lv.", "vol", "vol.", "q", "q.", "a.", "question", "質問", "課題",
];

impl Marker {
    /// Whether its word counts tips.
    pub fn counts_tips(&self) -> bool {
        !self.label.is_empty()
            && !WEAK_LABELS.contains(&self.label.as_str())
            && !matches!(self.label.as_str(), "その" | "其の" | "其ノ" | "第" | "no." | "no" | "№" | "number" | "#")
            && LABELS.contains(&self.label.as_str())
            && !self.gives_reasons()
    }

    /// Whether its word counts reasons or signs rather than ways.
    pub fn gives_reasons(&self) -> bool {
        matches!(
            self.label.as_str(),
            "理由" | "reason" | "sign" | "fact" | "失敗例" | "失敗" | "事例" | "myth" | "mistake"
        )
    }
}

/// Decoration in front of `line`, in bytes.
pub(super) fn decoration(line: &str) -> usize {
    line.len() - line.trim_start_matches(|c: char| c.is_whitespace() || SIGNS.contains(&c)).len()
}

/// The marker `line` starts with.
pub(super) fn read(line: &str) -> Option<Marker> {
    let mut cursor = Cursor::new(line);
    cursor.skip_bytes(decoration(line));
    let bracket = BRACKETS.iter().find(|(open, _)| cursor.peek() == Some(*open)).copied();
    if let Some((_, close)) = bracket {
        cursor.next();
        let mut marker = counted(&mut cursor, true)?;
        cursor.skip_blanks();
        let closed = cursor.passed().trim_end().chars().next_back().map(numeral::narrow) == Some(close);
        if closed || cursor.peek() == Some(close) {
            cursor.skip(|c| c == close);
            cursor.skip(|c| is_separator(c) || c.is_whitespace());
            marker.grip = Grip::Sure;
        } else {
            // 【コツ1：最後まで聞く】: the bracket embraces the heading. Only a marker that stands by itself may.
            if marker.grip < Grip::Firm || !line.trim_end().ends_with(|c| numeral::narrow(c) == close) {
                return None;
            }
            marker.embraces = true;
        }
        marker.length = cursor.at();
        return Some(marker);
    }
    let mut marker = counted(&mut cursor, false)?;
    marker.length = cursor.at();
    Some(marker)
}

/// A label, a number, a counter and what parts them from the text.
fn counted(cursor: &mut Cursor<'_>, bracketed: bool) -> Option<Marker> {
    let start = cursor.clone();
    if let Some(label) = label(cursor)
        && let Some(marker) = labelled(cursor, label)
    {
        return Some(marker);
    }
    *cursor = start;
    bare(cursor, bracketed)
}

/// The longest label at the cursor.
fn label(cursor: &mut Cursor<'_>) -> Option<String> {
    if cursor.peek() == Some('#') {
        cursor.next();
        return Some("#".to_owned());
    }
    let first = cursor.peek()?;
    let fits = |label: &&&str| label.starts_with(first) && cursor.starts_with(label);
    let found = LABELS.iter().filter(fits).max_by_key(|label| label.len())?;
    cursor.skip_chars(found.chars().count());
    // A Latin label ends with its word.
    let latin = found.ends_with(|c: char| c.is_ascii_alphanumeric());
    if latin && cursor.peek().is_some_and(|c| c.is_ascii_alphabetic()) && !cursor.number_word_follows() {
        return None;
    }
    let mut label = (*found).to_owned();
    cursor.skip_blanks();
    if cursor.starts_with("その") {
        cursor.skip_chars(2);
    } else if cursor.peek() == Some('#') {
        cursor.next();
    } else if cursor.starts_with("no.") {
        cursor.skip_chars(3);
    }
    if let Some(plain) = label.strip_suffix("その")
        && !plain.is_empty()
    {
        label = plain.to_owned();
    }
    cursor.skip(|c| c.is_whitespace() || matches!(c, '.' | ':' | '-' | '_'));
    Some(label)
}

/// The number after a label.
fn labelled(cursor: &mut Cursor<'_>, label: String) -> Option<Marker> {
    let (number, form) = numeral::read(cursor)?;
    if number > 200 {
        return None;
    }
    let japanese = !label.is_ascii();
    // 方法3つ, ポイント5選, 第3回: an amount, no marker.
    if japanese && cursor.is_amount() {
        return None;
    }
    let counter = cursor
        .skip_any(&["つ目", "個目", "番目", "点目", "箇条", "か条", "ヶ条", "カ条", "条", "章", "位", "に", "歩"]);
    if label == "第" && counter.is_none() && !cursor.at_separator() {
        return None;
    }
    let parted = cursor.skip_separators();
    let more = cursor.peek().is_some();
    if !japanese && more && !parted {
        return None;
    }
    let loose = !japanese && more && !cursor.parted_firmly();
    // "Part 3 of …", "Day 1 in Rome": only a separator makes it a marker.
    let grip = if loose && label != "#" { Grip::Firm } else { Grip::Sure };
    Some(Marker { number, label, form, grip, length: 0, embraces: false })
}

/// A number without a label.
fn bare(cursor: &mut Cursor<'_>, bracketed: bool) -> Option<Marker> {
    let (number, form) = numeral::read(cursor)?;
    let mut label = String::new();
    let ordinal = ["つ目の", "つ目は", "つ目", "個目", "番目", "点目", "歩目"];
    if matches!(form, Form::Digits | Form::Kanji | Form::Hiragana) && cursor.skip_any(&ordinal).is_some() {
        label.push_str("つ目");
        cursor.skip_separators();
        return Some(Marker { number, label, form, grip: Grip::Sure, length: 0, embraces: false });
    }
    if number > 200 {
        return None;
    }
    // 1位, 3か条: a rank or an article, where nothing goes on behind it.
    let mut ranked = cursor.clone();
    if matches!(form, Form::Digits | Form::Kanji)
        && let Some(counter) = ranked.skip_any(&["位", "箇条", "か条", "ヶ条", "カ条"])
        && ranked.at_separator()
    {
        ranked.skip_separators();
        *cursor = ranked;
        let label = counter.to_owned();
        return Some(Marker { number, label, form, grip: Grip::Sure, length: 0, embraces: false });
    }
    let plain = |grip| Some(Marker { number, label: String::new(), form, grip, length: 0, embraces: false });
    match form {
        Form::Circled => {
            cursor.skip_separators();
            plain(Grip::Sure)
        }
        Form::Word => {
            // "One:", "First,": a separator that is no blank.
            let sign = cursor.peek();
            cursor.skip_separators();
            if sign.is_none_or(|c| matches!(c, ':' | '.' | ')' | ',' | '-' | '–' | '—')) {
                plain(Grip::Firm)
            } else {
                None
            }
        }
        Form::Roman => {
            if cursor.peek().is_some_and(|c| matches!(c, '.' | ')' | ':')) {
                cursor.skip_separators();
                plain(Grip::Firm)
            } else {
                None
            }
        }
        Form::Hiragana | Form::Digits | Form::Kanji => {
            if bracketed {
                cursor.skip_blanks();
                let done = cursor.peek().is_some_and(|c| BRACKETS.iter().any(|(_, close)| *close == c));
                if done {
                    return plain(Grip::Sure);
                }
            }
            match cursor.peek() {
                None => plain(Grip::Firm),
                Some('.' | ')' | ']' | '、' | '､' | ',' | ':' | '。' | '｡' | '|' | ';') => {
                    let sign = cursor.peek();
                    cursor.next();
                    // 1.5, 10:30, 1,000, 1.2.: no marker.
                    if matches!(sign, Some('.' | ',' | ':')) && cursor.peek().is_some_and(|c| c.is_ascii_digit()) {
                        return None;
                    }
                    cursor.skip_separators();
                    plain(Grip::Firm)
                }
                Some(c) if c.is_whitespace() => {
                    let wide = cursor.rest().starts_with('\u{3000}');
                    cursor.skip_blanks();
                    let dash = cursor.peek().is_some_and(|c| matches!(c, '-' | '–' | '—' | '―' | '|' | '/'));
                    if dash {
                        cursor.skip_separators();
                    }
                    plain(if dash || wide || form == Form::Kanji { Grip::Firm } else { Grip::Loose })
                }
                Some('-' | '–' | '—' | '―') => {
                    cursor.next();
                    if cursor.peek().is_some_and(|c| c.is_ascii_alphanumeric()) {
                        return None;
                    }
                    cursor.skip_separators();
                    plain(Grip::Firm)
                }
                Some(_) => None,
            }
        }
    }
}

/// What parts a number from its text.
fn is_separator(c: char) -> bool {
    matches!(
        c,
        '.' | ')'
            | ']'
            | '、'
            | '､'
            | ','
            | ':'
            | '。'
            | '｡'
            | '-'
            | '–'
            | '—'
            | '―'
            | '|'
            | '/'
            | '~'
            | ';'
            | '】'
            | '〕'
            | '>'
            | '→'
    )
}

impl Cursor<'_> {
    fn skip_separators(&mut self) -> bool {
        let before = self.at();
        self.skip(|c| is_separator(c) || c.is_whitespace());
        self.at() > before
    }

    fn at_separator(&self) -> bool {
        self.peek().is_none_or(|c| is_separator(c) || c.is_whitespace())
    }

    /// Whether what was just passed holds more than blanks.
    fn parted_firmly(&self) -> bool {
        let passed = self.passed().trim_end();
        passed.chars().next_back().is_some_and(|c| is_separator(numeral::narrow(c)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(line: &str) -> Option<(u32, String, &str)> {
        let marker = read(line)?;
        Some((marker.number, marker.label, line.get(marker.length..).unwrap()))
    }

    #[test]
    fn numbers_in_every_dress() {
        for (line, number, label, rest) in [
            ("1. まず聞く", 1, "", "まず聞く"),
            ("1.まず聞く", 1, "", "まず聞く"),
            ("１．まず聞く", 1, "", "まず聞く"),
            ("２） 謝る", 2, "", "謝る"),
            ("(3) Listen", 3, "", "Listen"),
            ("（三）聞く", 3, "", "聞く"),
            ("3、聞く", 3, "", "聞く"),
            ("一、聞く", 1, "", "聞く"),
            ("　十二　聞く", 12, "", "聞く"),
            ("①聞く", 1, "", "聞く"),
            ("❷ 聞く", 2, "", "聞く"),
            ("⑶聞く", 3, "", "聞く"),
            ("Ⅳ. 聞く", 4, "", "聞く"),
            ("4️⃣ Listen", 4, "", "Listen"),
            ("■その1 聞く", 1, "その", "聞く"),
            ("その二：聞く", 2, "その", "聞く"),
            ("第３条　聞く", 3, "第", "聞く"),
            ("第一に、聞く", 1, "第", "聞く"),
            ("1つ目は、聞くこと", 1, "つ目", "聞くこと"),
            ("ふたつ目：聞く", 2, "つ目", "聞く"),
            ("3位　聞く", 3, "位", "聞く"),
            ("■ 1か条 聞く", 1, "か条", "聞く"),
            ("【コツ1】聞く", 1, "コツ", "聞く"),
            ("コツその2：聞く", 2, "コツ", "聞く"),
            ("ポイント③ 聞く", 3, "ポイント", "聞く"),
            ("ステップ1聞く", 1, "ステップ", "聞く"),
            ("STEP.2 聞く", 2, "step", "聞く"),
            ("Step one: Listen", 1, "step", "Listen"),
            ("Tip #7: Listen", 7, "tip", "Listen"),
            ("Rule No. 3 – Listen", 3, "rule", "Listen"),
            ("#4 Listen", 4, "#", "Listen"),
            ("No.5 聞く", 5, "no.", "聞く"),
            ("Two: Listen", 2, "", "Listen"),
            ("First, listen", 1, "", "listen"),
            ("1 - Listen", 1, "", "Listen"),
            ("1 Listen", 1, "", "Listen"),
            ("5", 5, "", ""),
            ("その1", 1, "その", ""),
        ] {
            assert_eq!(parts(line), Some((number, label.to_owned(), rest)), "{line}");
        }
    }

    #[test]
    fn amounts_times_and_versions_are_no_markers() {
        for line in [
            "1.5倍にする",
            "10:30に集合",
            "1,000円",
            "2.0 released",
            "7つの方法",
            "3人で話す",
            "1位になる",
            "3か条の心得",
            "一人で悩まない",
            "ポイント3つ",
            "方法は5つ",
            "第3回の報告",
            "Stephen",
            "Note",
            "One of us",
            "Iterate",
            "2013年の冬",
            "十分に聞く",
            "三年前の冬",
            "Wayne",
            "I think",
            "Nothing works",
            "1-2週間",
            "1-on-1",
            "3D",
        ] {
            assert_eq!(parts(line), None, "{line}");
        }
        assert_eq!(read("3 ways to listen").map(|marker| marker.grip), Some(Grip::Loose));
    }

    #[test]
    fn a_bracket_may_embrace_the_heading() {
        let marker = read("【コツ1：最後まで聞く】").unwrap();
        assert!(marker.embraces);
        assert_eq!("【コツ1：最後まで聞く】".get(marker.length..), Some("最後まで聞く】"));
    }
}
