//! Numerals: quantities with their counter, and the times told by numerals.

use crate::flow::Detail;
use crate::probe::lexicon::{Found, Role};
use crate::probe::page::Page;
use crate::probe::{Raw, Sign};

/// Reads every numeral of the page.
pub(super) fn read(page: &Page, found: &[Found], out: &mut Vec<Raw>) {
    let numbers: Vec<Found> = found.iter().copied().filter(|word| word.detail == Detail::Number).collect();
    let mut i = 0;
    let mut next = 0;
    while i < page.len() {
        while numbers.get(next).is_some_and(|word| word.start < i) {
            next += 1;
        }
        // A word of the table that begins with a numeral (一緒, 十分, 半分) goes before the numeral in it.
        if let Some(word) = numbers.get(next).filter(|word| word.start == i && word.role != Role::Counter) {
            if word.role == Role::Not && !(page.text(i, word.end) == "十分" && minutes_follow(page, word.end)) {
                i = word.end;
                continue;
            }
            if word.role == Role::Event {
                out.push(Raw { detail: Detail::Number, start: word.start, end: word.end, sign: Sign::Word });
                i = word.end;
                continue;
            }
        }
        let Some(numeral) = Numeral::at(page, i) else {
            i += 1;
            continue;
        };
        let end = numeral.end;
        let raw = read_one(page, found, numeral);
        i = raw.map_or(end, |raw| raw.end.max(end));
        out.extend(raw);
    }
}

/// Whether 十分 is ten minutes here, not "enough".
fn minutes_follow(page: &Page, end: usize) -> bool {
    page.starts(end, "間|後|前|ほど|くらい|ぐらい|以内|おき|ごと|遅|早|以上|待|も待|も遅|も経|弱|強")
}

/// A numeral as written: where it is, what it is worth where that matters, how it is written.
#[derive(Debug, Clone, Copy)]
struct Numeral {
    start: usize,
    end: usize,
    /// Its value when below a million.
    value: Option<u32>,
    /// Written in digits.
    digits: bool,
    /// A number not told: 数十, 何百.
    vague: bool,
}

impl Numeral {
    /// The numeral that begins at `i`.
    fn at(page: &Page, i: usize) -> Option<Self> {
        let first = page.char(i)?;
        if first.is_ascii_digit() {
            if page.before(i).is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '#')) {
                return Some(Self { start: i, end: run(page, i), value: None, digits: true, vague: true });
            }
            let mut end = run(page, i);
            let value = page.text(i, end).replace(',', "").parse().ok();
            // 3万, 2千.
            while page.char(end).is_some_and(|c| matches!(c, '十' | '百' | '千' | '万' | '億' | '兆')) {
                end += 1;
            }
            return Some(Self { start: i, end, value, digits: true, vague: false });
        }
        let kanji = |c: char| "〇一二三四五六七八九十百千万億両".contains(c);
        let vague = matches!(first, '数' | '何' | '幾');
        let from = i + usize::from(vague);
        let mut end = from;
        while page.char(end).is_some_and(|c| kanji(c) && c != '両') {
            end += 1;
        }
        if end == i || (vague && end == from && first == '幾') {
            return None;
        }
        Some(Self { start: i, end, value: kanji_value(page.text(from, end)), digits: false, vague })
    }
}

/// The end of a run of digits with their commas and decimal points.
fn run(page: &Page, i: usize) -> usize {
    let mut end = i;
    while let Some(c) = page.char(end) {
        let inside =
            c.is_ascii_digit() || (matches!(c, ',' | '.') && page.char(end + 1).is_some_and(|c| c.is_ascii_digit()));
        if !inside {
            break;
        }
        end += 1;
    }
    end
}

/// The value of a kanji numeral, in positions (二〇一九) or in words (二十三).
fn kanji_value(text: &str) -> Option<u32> {
    let (mut total, mut last, mut run) = (0u32, 0u32, String::new());
    for c in text.chars() {
        let digit = "〇一二三四五六七八九".chars().position(|d| d == c).and_then(|d| u32::try_from(d).ok());
        let unit = match c {
            '十' => Some(10),
            '百' => Some(100),
            '千' => Some(1000),
            '万' => Some(10_000),
            _ => None,
        };
        match (digit, unit) {
            (Some(digit), _) => {
                last = digit;
                run.push(char::from_digit(digit, 10)?);
            }
            (None, Some(unit)) => {
                total = total.checked_add(last.max(1).checked_mul(unit)?)?;
                (last, run) = (0, String::new());
            }
            (None, None) => return None,
        }
    }
    if run.len() > 1 && total == 0 { run.parse().ok() } else { total.checked_add(last) }
}

/// What one numeral with what follows it is.
fn read_one(page: &Page, found: &[Found], numeral: Numeral) -> Option<Raw> {
    let Numeral { start, mut end, value, digits, vague } = numeral;
    let time = |end: usize, sign: Sign| Some(Raw { detail: Detail::Time, start, end, sign });
    let quantity = |end: usize| Some(Raw { detail: Detail::Number, start, end, sign: Sign::Word });
    if digits && vague {
        return None;
    }
    if page.ends(start, "第|no.|ver.|version |バージョン|バージョン |v|#|その|パート|ステップ|レベル|フェーズ")
        && !page.ends(start, "その日")
    {
        // その三人 is a quantity; その3。 is a heading.
        if !(page.ends(start, "その") && page.starts(end, "人|社|枚|件|個|名")) {
            return None;
        }
    }
    if page.ends(start, "¥|$|€|£") {
        return quantity(end);
    }
    // 2019年3月4日, 14:30, 3/4 are read as times.
    if digits && page.char(end) == Some(':') && page.char(end + 1).is_some_and(|c| c.is_ascii_digit()) {
        return time(run(page, end + 1), Sign::Word);
    }
    if digits && page.char(end) == Some('/') && page.char(end + 1).is_some_and(|c| c.is_ascii_digit()) {
        let month = value.is_some_and(|value| (1..=12).contains(&value) || (1990..2100).contains(&value));
        return if month { time(run(page, end + 1), Sign::Event) } else { None };
    }
    while page.char(end) == Some(' ') {
        end += 1;
    }
    let ago = "前に|前の|前、|前は|前から|前、|前|後に|後、|後の|後|まえ|ぶり|ほど前|くらい前|ぐらい前|ほど後|以上前|あまり前|近く前|ほどまえ|ちょっと前|も前|はど前";
    let units: [(&str, Unit); 9] = [
        ("か月|ヶ月|カ月|ヵ月|ケ月|箇月", Unit::Span),
        ("年代|世紀", Unit::Era),
        ("年", Unit::Year),
        ("月", Unit::Month),
        ("時間", Unit::Span),
        ("週間|週|分間|秒|日間|晩", Unit::Span),
        ("時", Unit::Hour),
        ("日", Unit::Day),
        ("分", Unit::Span),
    ];
    for (names, unit) in units {
        let Some(after) = page.after(end, names) else { continue };
        let is_ago = page.starts(after, ago) && !page.starts(after, "前後|後半|前半");
        let half = page.after(after, "半").unwrap_or(after);
        let is_ago = is_ago || page.starts(half, ago) && half > after;
        let dated = value.is_some_and(|value| (1868..2100).contains(&value))
            || page.ends(start, "平成|令和|昭和|大正|明治|西暦");
        if page.starts(after, "目") {
            // 入社3年目, 二日目, 三週目: a point in time. 三分の一, 三回目 are none.
            return time(after + 1, Sign::Event);
        }
        return match unit {
            Unit::Era => time(after, Sign::Event),
            Unit::Year if page.starts(after, "生|中|輪|末調整|金|齢|賀|配|長") => None,
            Unit::Year if dated && !page.starts(after, "間|分|以上|続|の歴史|物") => time(after, Sign::Event),
            Unit::Month if page.starts(after, "額|間") => quantity(after),
            Unit::Month if value.is_some_and(|value| (1..=12).contains(&value)) && !vague => time(after, Sign::Event),
            Unit::Hour if page.starts(after, "代|点|期|給|短") => None,
            Unit::Hour if value.is_some_and(|value| value <= 30) && !vague => {
                let after = page.after(after, "半|過ぎ|すぎ|ごろ|頃").unwrap_or(after);
                let digits =
                    Numeral::at(page, after).filter(|_| page.script(after) != crate::probe::page::Script::Other);
                let after = digits.and_then(|minute| page.after(minute.end, "分")).unwrap_or(after);
                time(after, Sign::Word)
            }
            Unit::Day if page.ends(start, "月") => time(after, Sign::Event),
            Unit::Day if !digits && value == Some(1) => None,
            Unit::Day if page.starts(after, "坊主|酔|本") => None,
            _ if is_ago && !page.starts(after, "ぶり") => time(page.after(half, ago).unwrap_or(half), Sign::Event),
            _ if is_ago => quantity(after),
            Unit::Day if value == Some(1) && page.starts(after, "に|あたり|中|、|で") => None,
            Unit::Day
                if value.is_some_and(|value| (1..=31).contains(&value))
                    && !vague
                    && page.starts(after, "の朝|の夜|の午|の夕|の晩|に|頃|ごろ|付")
                    && !page.starts(after, "に一|に1|に2|に3|に二|に三|に数|に何|に分け|にわた|に及|に渡") =>
            {
                time(after, Sign::Event)
            }
            // 何年も, 数日 tell no number.
            _ if vague && numeral.end == start + 1 => None,
            _ => quantity(after),
        };
    }
    if page.starts(
        end,
        "回目|番目|人目|件目|社目|本目|枚目|個目|度目|つ目|店舗目|代目|杯目|着目|台目|回め|つめ|号|番|位|章|話|版|丁目|条|級|期|等|流|次|階|限|時限|塁|勝手|列目|行目|段目|品目目|合目",
    ) && !page.starts(end, "位置")
    {
        return None;
    }
    // The longest counter that begins here; %, 割 and 倍 among them.
    let counter = found
        .iter()
        .filter(|word| word.detail == Detail::Number && word.role == Role::Counter && word.start == end)
        .map(|word| word.end)
        .max();
    if let Some(after) = counter {
        let told = !(vague && numeral.end == start + 1);
        let part = page.starts(end, "度") && page.starts(after, "と|も|か|々|目|肝") && !digits;
        let single = !digits
            && value == Some(1)
            && !page.starts(
                end,
                "枚|個|箱|冊|台|社|件|円|割|年|か月|ヶ月|週間|時間|分|秒|倍|キロ|グラム|メートル|万|億|点|店舗|軒|棟|席|袋|匹|頭|羽|名",
            );
        return (told && !part && !single).then(|| quantity(after)).flatten();
    }
    // 5から2に, 12→3: bare numbers that are compared.
    if digits
        && page.starts(end, "→|から|->|⇒|=>")
        && page.script(page.after(end, "→|から|->|⇒|=>")?) == crate::probe::page::Script::Digit
    {
        return quantity(end);
    }
    if digits && page.ends(start, "→|⇒|->") {
        return quantity(end);
    }
    // 3万, 二百万 alone are quantities as they stand.
    let big = numeral.end - start > 1 && page.text(start, numeral.end).ends_with(['万', '億']);
    (big && !vague).then(|| quantity(numeral.end)).flatten()
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Unit {
    Span,
    Era,
    Year,
    Month,
    Hour,
    Day,
}
