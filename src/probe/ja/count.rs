//! Numerals: quantities with their counter, and the times told by numerals.

use super::clock;
use crate::flow::Detail;
use crate::probe::lexicon::{Found, Role};
use crate::probe::page::{Page, Script};
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
            if word.role == Role::Not && !measures(page, *word) {
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
        let raw = read_one(page, found, numeral).of(i);
        i = raw.map_or(end, |raw| raw.end.max(end));
        out.extend(raw);
    }
}

/// Whether a look-alike is a measure after all: 十分 as ten minutes, 一時間.
fn measures(page: &Page, word: Found) -> bool {
    match page.text(word.start, word.end) {
        "十分" => {
            page.starts(word.end, "間|後|前|ほど|くらい|ぐらい|以内|おき|ごと|遅|早|以上|待|も待|も遅|も経|弱|強")
        }
        "一時" => page.starts(word.end, "間"),
        "一人" => page.starts(word.end, "分|あたり|当たり"),
        _ => false,
    }
}

/// What a numeral is, with the end of what says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    /// A time.
    Time(usize, Sign),
    /// A quantity.
    Number(usize),
    /// Neither.
    Nothing,
}

impl Verdict {
    /// The sign that begins at `start`.
    fn of(self, start: usize) -> Option<Raw> {
        match self {
            Self::Time(end, sign) => Some(Raw { detail: Detail::Time, start, end, sign }),
            Self::Number(end) => Some(Raw { detail: Detail::Number, start, end, sign: Sign::Word }),
            Self::Nothing => None,
        }
    }
}

/// A numeral as written: where it is, what it is worth where that matters, how it is written.
#[derive(Debug, Clone, Copy)]
pub(super) struct Numeral {
    pub(super) start: usize,
    pub(super) end: usize,
    /// Its value when below a million.
    pub(super) value: Option<u32>,
    /// Written in digits.
    pub(super) digits: bool,
    /// A number not told: 数十, 何百.
    pub(super) vague: bool,
}

impl Numeral {
    /// Whether it tells no number at all: 何年も, 数日.
    pub(super) fn untold(self) -> bool {
        self.vague && self.end == self.start + 1
    }

    /// The numeral that begins at `i`.
    pub(super) fn at(page: &Page, i: usize) -> Option<Self> {
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
pub(super) fn run(page: &Page, i: usize) -> usize {
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
fn read_one(page: &Page, found: &[Found], numeral: Numeral) -> Verdict {
    let Numeral { start, end, value, digits, vague } = numeral;
    if (digits && vague) || labels(page, numeral) {
        return Verdict::Nothing;
    }
    if page.ends(start, "¥|$|€|£") {
        return Verdict::Number(end);
    }
    if let Some(verdict) = clock::read(page, numeral) {
        return verdict;
    }
    let end = page.after(end, " ").unwrap_or(end);
    if page.starts(end, ORDINAL) && !page.starts(end, "位置") {
        return Verdict::Nothing;
    }
    // The longest counter that begins here; %, 割 and 倍 among them.
    let from = found.partition_point(|word| word.start < end);
    let here = found.get(from..).unwrap_or_default().iter().take_while(|word| word.start == end);
    let counters = here.filter(|word| word.detail == Detail::Number && word.role == Role::Counter);
    if let Some(after) = counters.map(|word| word.end).max() {
        let mood = !digits && page.starts(end, "度") && page.starts(after, "と|も|か|々|目|肝");
        let idiom = !digits && value == Some(1) && !page.starts(end, COUNTED_ONE);
        return if numeral.untold() || mood || idiom { Verdict::Nothing } else { Verdict::Number(after) };
    }
    // 5から2に, 12→3: bare numbers that are compared.
    let arrow = page.after(end, "→|から|->|⇒|=>");
    if digits && (arrow.is_some_and(|after| page.script(after) == Script::Digit) || page.ends(start, "→|⇒|->")) {
        return Verdict::Number(end);
    }
    // 3万, 二百万 alone are quantities as they stand.
    let big = numeral.end - start > 1 && page.text(start, numeral.end).ends_with(['万', '億']);
    if big && !vague { Verdict::Number(numeral.end) } else { Verdict::Nothing }
}

/// What makes the number before it an ordinal or a label.
const ORDINAL: &str = "回目|番目|人目|件目|社目|本目|枚目|個目|度目|つ目|店舗目|代目|杯目|着目|台目|回め|つめ|号|番|位|章|話|版|丁目|条|級|期|等|流|次|階|限|時限|塁|勝手|列目|行目|段目|品目目|合目";

/// Counters with which a written 一 is a quantity, not a manner of speaking.
const COUNTED_ONE: &str = "枚|個|箱|冊|台|社|件|円|割|年|か月|ヶ月|週間|時間|分|秒|倍|キロ|グラム|メートル|万|億|点|店舗|軒|棟|席|袋|匹|頭|羽|名";

/// Whether the numeral only labels: 第3, バージョン3, その3. But その三人 is a quantity.
fn labels(page: &Page, numeral: Numeral) -> bool {
    let Numeral { start, end, .. } = numeral;
    let series = page.ends(start, "その") && !page.starts(end, "人|社|枚|件|個|名");
    series || page.ends(start, "第|no.|ver.|version |バージョン|バージョン |v|#|パート|ステップ|レベル|フェーズ")
}
