//! Numbers as headings write them: `3`, `３`, `三`, `③`, `Ⅲ`, `three`, `みっつ`.
//!
//! What it is: a cursor over one line, blind to width and case, and the numbers it can read. What it is not: it
//! knows no markers and no promises; both stand on it. Invariant: a cursor only ever stops at character boundaries.

/// How a number is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Form {
    /// `3`, `３`.
    Digits,
    /// `三`.
    Kanji,
    /// `みっつ`, up to the つ that is left.
    Hiragana,
    /// `③` and its relatives, `3️⃣`.
    Circled,
    /// `III.`, `Ⅲ`.
    Roman,
    /// `three`, `third`.
    Word,
}

/// A place in a line, read without regard to width and case.
#[derive(Debug, Clone)]
pub(super) struct Cursor<'t> {
    line: &'t str,
    at: usize,
}

/// The narrow, lower-case twin of a character.
pub(super) fn narrow(c: char) -> char {
    let narrow = match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        '\u{3000}' | '\u{a0}' => ' ',
        _ => c,
    };
    narrow.to_ascii_lowercase()
}

/// A whole text narrowed: to compare, never to show.
pub(super) fn fold(text: &str) -> String {
    text.chars().map(narrow).collect()
}

impl<'t> Cursor<'t> {
    pub const fn new(line: &'t str) -> Self {
        Self { line, at: 0 }
    }

    /// Where it stands, in bytes.
    pub const fn at(&self) -> usize {
        self.at
    }

    /// What is left.
    pub fn rest(&self) -> &'t str {
        self.line.get(self.at..).unwrap_or_default()
    }

    /// What is behind it.
    pub fn passed(&self) -> &'t str {
        self.line.get(..self.at).unwrap_or_default()
    }

    /// The character it stands at, narrowed.
    pub fn peek(&self) -> Option<char> {
        self.rest().chars().next().map(narrow)
    }

    /// The character it stands at, as written; steps over it.
    pub fn next(&mut self) -> Option<char> {
        let c = self.rest().chars().next()?;
        self.at += c.len_utf8();
        Some(c)
    }

    pub fn skip(&mut self, mut fits: impl FnMut(char) -> bool) {
        while self.peek().is_some_and(&mut fits) {
            self.next();
        }
    }

    pub fn skip_blanks(&mut self) {
        self.skip(char::is_whitespace);
    }

    pub fn skip_bytes(&mut self, bytes: usize) {
        if self.line.is_char_boundary(self.at + bytes) {
            self.at += bytes;
        }
    }

    pub fn skip_chars(&mut self, count: usize) {
        for _ in 0..count {
            self.next();
        }
    }

    /// Whether the narrowed rest starts with `text`, given narrow and in lower case.
    pub fn starts_with(&self, text: &str) -> bool {
        let mut rest = self.rest().chars().map(narrow);
        text.chars().all(|c| rest.next() == Some(c))
    }

    /// Steps over the first of `texts` that fits.
    pub fn skip_any(&mut self, texts: &[&'static str]) -> Option<&'static str> {
        let found = texts.iter().find(|text| self.starts_with(text)).copied()?;
        self.skip_chars(found.chars().count());
        Some(found)
    }

    /// Whether what follows makes the number just read an amount: `3つ`, `5選`, `10人`, `2013年`.
    pub fn is_amount(&self) -> bool {
        const UNITS: &[&str] = &[
            "選", "人", "名", "年", "月", "日", "時", "分", "秒", "円", "万", "億", "千", "%", "割", "倍", "歳", "才",
            "代", "件", "社", "本", "冊", "台", "回", "度", "週", "か月", "ヶ月", "カ月", "ヵ月", "個", "点", "枚",
            "種", "段", "行", "文字", "字", "者", "km", "kg", "cm", "mb", "gb",
        ];
        if ["つ目", "個目", "点目", "番目", "段目"].iter().any(|ordinal| self.starts_with(ordinal)) {
            return false;
        }
        self.starts_with("つ") || UNITS.iter().any(|unit| self.starts_with(unit))
    }

    /// Whether a number word follows right here: `Stepone`.
    pub fn number_word_follows(&self) -> bool {
        WORDS.iter().any(|(word, _)| word.len() > 2 && self.starts_with(word))
    }

    /// The ASCII word it stands at, in lower case.
    fn word(&self) -> String {
        self.rest().chars().map(narrow).take_while(char::is_ascii_alphabetic).take(16).collect()
    }
}

/// Number words, cardinal and ordinal.
#[rustfmt::skip]
const WORDS: &[(&str, u32)] = &[
    ("one", 1), ("two", 2), ("three", 3), ("four", 4), ("five", 5), ("six", 6), ("seven", 7), ("eight", 8),
    ("nine", 9), ("ten", 10), ("eleven", 11), ("twelve", 12), ("thirteen", 13), ("fourteen", 14), ("fifteen", 15),
    ("sixteen", 16), ("seventeen", 17), ("eighteen", 18), ("nineteen", 19), ("twenty", 20), ("first", 1),
    ("second", 2), ("third", 3), ("fourth", 4), ("fifth", 5), ("sixth", 6), ("seventh", 7), ("eighth", 8),
    ("ninth", 9), ("tenth", 10), ("eleventh", 11), ("twelfth", 12), ("firstly", 1), ("secondly", 2), ("thirdly", 3),
    ("fourthly", 4), ("thirty", 30), ("forty", 40), ("fifty", 50), ("hundred", 100),
];

/// The number a word says.
pub(crate) fn word(word: &str) -> Option<u32> {
    // Asked of every word of a post: most differ in the first letter already.
    let first = word.as_bytes().first();
    let mut alike = WORDS.iter().filter(|(known, _)| known.as_bytes().first() == first);
    alike.find(|(known, _)| *known == word).map(|(_, number)| *number)
}

/// ひとつ to ここのつ, the つ left off.
#[rustfmt::skip]
const HIRAGANA: &[(&str, u32)] = &[
    ("ひと", 1), ("ふた", 2), ("みっ", 3), ("よっ", 4), ("いつ", 5), ("むっ", 6), ("なな", 7), ("やっ", 8),
    ("ここの", 9),
];

/// The number at the cursor; the cursor stands behind it afterwards, or where it was.
pub(super) fn read(cursor: &mut Cursor<'_>) -> Option<(u32, Form)> {
    let first = cursor.peek()?;
    let raw = cursor.rest().chars().next()?;
    if let Some(number) = enclosed(raw) {
        cursor.next();
        return Some((number, Form::Circled));
    }
    if first.is_ascii_digit() {
        return digits(cursor);
    }
    if let Some(number) = roman_sign(raw) {
        cursor.next();
        return Some((number, Form::Roman));
    }
    if kanji_digit(first).is_some() || matches!(first, '十' | '百') {
        return kanji(cursor);
    }
    if ('\u{3041}'..='\u{3096}').contains(&first)
        && let Some((text, number)) = HIRAGANA.iter().find(|(text, _)| cursor.starts_with(text))
    {
        let length = text.chars().count();
        let mut after = cursor.clone();
        after.skip_chars(length);
        if after.starts_with("つ") {
            *cursor = after;
            return Some((*number, Form::Hiragana));
        }
        return None;
    }
    if first.is_ascii_alphabetic() {
        return latin(cursor, raw);
    }
    None
}

fn digits(cursor: &mut Cursor<'_>) -> Option<(u32, Form)> {
    let start = cursor.clone();
    let mut number = 0_u32;
    let mut count = 0;
    while let Some(digit) = cursor.peek().and_then(|c| c.to_digit(10)) {
        number = number.saturating_mul(10).saturating_add(digit);
        count += 1;
        cursor.next();
    }
    if count > 4 {
        *cursor = start;
        return None;
    }
    // 1️⃣: the digit, a variation selector, a key cap.
    if cursor.rest().starts_with("\u{fe0f}\u{20e3}") || cursor.rest().starts_with('\u{20e3}') {
        cursor.skip(|c| matches!(c, '\u{fe0f}' | '\u{20e3}'));
        return Some((number, Form::Circled));
    }
    let ordinal = ["st", "nd", "rd", "th"].iter().any(|suffix| cursor.starts_with(suffix));
    if ordinal {
        let mut after = cursor.clone();
        after.skip_chars(2);
        if after.peek().is_none_or(|c| !c.is_ascii_alphanumeric()) {
            *cursor = after;
        }
    }
    Some((number, Form::Digits))
}

fn kanji_digit(c: char) -> Option<u32> {
    Some(match c {
        '〇' => 0,
        '一' | '壱' => 1,
        '二' | '弐' => 2,
        '三' | '参' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        _ => return None,
    })
}

fn kanji(cursor: &mut Cursor<'_>) -> Option<(u32, Form)> {
    let (mut total, mut digit, mut count) = (0_u32, None::<u32>, 0);
    while let Some(c) = cursor.peek() {
        if let Some(value) = kanji_digit(c) {
            digit = Some(digit.map_or(value, |before| before.saturating_mul(10).saturating_add(value)));
        } else if c == '十' {
            total = total.saturating_add(digit.take().unwrap_or(1).saturating_mul(10));
        } else if c == '百' {
            total = total.saturating_add(digit.take().unwrap_or(1).saturating_mul(100));
        } else {
            break;
        }
        count += 1;
        cursor.next();
    }
    let number = total.saturating_add(digit.unwrap_or(0));
    (count <= 4).then_some((number, Form::Kanji))
}

fn latin(cursor: &mut Cursor<'_>, raw: char) -> Option<(u32, Form)> {
    // What neither a number word nor a Roman number starts with.
    if !matches!(narrow(raw), 'e' | 'f' | 'h' | 'i' | 'n' | 'o' | 's' | 't' | 'v' | 'x') {
        return None;
    }
    let said = cursor.word();
    if let Some(number) = word(&said) {
        cursor.skip_chars(said.len());
        return Some((number, Form::Word));
    }
    if raw.is_ascii_uppercase() || ('Ａ'..='Ｚ').contains(&raw) {
        const ROMAN: &[&str] = &["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"];
        let number = ROMAN.iter().position(|roman| *roman == said)?;
        cursor.skip_chars(said.len());
        return u32::try_from(number + 1).ok().map(|number| (number, Form::Roman));
    }
    None
}

/// Ⅰ to Ⅻ.
fn roman_sign(c: char) -> Option<u32> {
    let code = c as u32;
    match code {
        0x2160..=0x216b => Some(code - 0x2160 + 1),
        0x2170..=0x217b => Some(code - 0x2170 + 1),
        _ => None,
    }
}

/// Numbers in circles, parentheses or with a full stop, as one character.
fn enclosed(c: char) -> Option<u32> {
    let code = c as u32;
    Some(match code {
        0x2460..=0x2473 => code - 0x2460 + 1,
        0x2474..=0x2487 => code - 0x2474 + 1,
        0x2488..=0x249b => code - 0x2488 + 1,
        0x24ea | 0x24ff => 0,
        0x24eb..=0x24f4 => code - 0x24eb + 11,
        0x24f5..=0x24fe => code - 0x24f5 + 1,
        0x2776..=0x277f => code - 0x2776 + 1,
        0x2780..=0x2789 => code - 0x2780 + 1,
        0x278a..=0x2793 => code - 0x278a + 1,
        0x3220..=0x3229 => code - 0x3220 + 1,
        0x3251..=0x325f => code - 0x3251 + 21,
        0x3280..=0x3289 => code - 0x3280 + 1,
        _ => return None,
    })
}
