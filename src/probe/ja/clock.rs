//! Times and spans told by a numeral: 三年前, 2019年4月, 午後三時, 三か月.

use super::count::{Numeral, Verdict, run};
use crate::probe::Sign;
use crate::probe::page::{Page, Script};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Unit {
    Span,
    Era,
    Year,
    Month,
    Hour,
    Day,
}

/// Longer names before the shorter ones they begin with.
const UNITS: [(&str, Unit); 9] = [
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

const AGO: &str = "前|後|まえ|ほど前|くらい前|ぐらい前|ほど後|以上前|あまり前|近く前|ほどまえ|ちょっと前|も前";

/// Reads a numeral with a unit of time; `None` where none follows.
pub(super) fn read(page: &Page, numeral: Numeral) -> Option<Verdict> {
    let Numeral { end, value, digits, .. } = numeral;
    let digit = |i: usize| page.script(i) == Script::Digit;
    if digits && page.char(end) == Some(':') && digit(end + 1) {
        return Some(Verdict::Time(run(page, end + 1), Sign::Word));
    }
    if digits && page.char(end) == Some('/') && digit(end + 1) {
        let date = value.is_some_and(|value| (1..=12).contains(&value) || (1990..2100).contains(&value));
        return Some(if date { Verdict::Time(run(page, end + 1), Sign::Event) } else { Verdict::Nothing });
    }
    let end = page.after(end, " ").unwrap_or(end);
    let (after, unit) = UNITS.iter().find_map(|&(names, unit)| Some((page.after(end, names)?, unit)))?;
    Some(of_unit(page, numeral, after, unit))
}

/// What a numeral with its unit, which ends at `after`, is.
fn of_unit(page: &Page, numeral: Numeral, after: usize, unit: Unit) -> Verdict {
    // 入社3年目, 二日目: a point in time. 三回目 is none, and has no unit of time.
    if let Some(end) = page.after(after, "目") {
        return Verdict::Time(end, Sign::Event);
    }
    let half = page.after(after, "半").unwrap_or(after);
    let ago = page.after(half, AGO).filter(|_| !page.starts(half, "前後|後半|前半"));
    let special = match unit {
        Unit::Era => Some(Verdict::Time(after, Sign::Event)),
        Unit::Year => year(page, numeral, after),
        Unit::Month => month(page, numeral, after),
        Unit::Hour => hour(page, numeral, after),
        Unit::Day => day(page, numeral, after, ago.is_some()),
        Unit::Span => None,
    };
    special.unwrap_or_else(|| match ago {
        Some(end) => Verdict::Time(end, Sign::Event),
        None if numeral.untold() => Verdict::Nothing,
        None => Verdict::Number(after),
    })
}

fn year(page: &Page, numeral: Numeral, after: usize) -> Option<Verdict> {
    if page.starts(after, "生|中|輪|末調整|金|齢|賀|配|長") {
        return Some(Verdict::Nothing);
    }
    let dated = numeral.value.is_some_and(|value| (1868..2100).contains(&value))
        || page.ends(numeral.start, "平成|令和|昭和|大正|明治|西暦");
    let span = page.starts(after, "間|分|以上|続|の歴史|物");
    (dated && !span).then_some(Verdict::Time(after, Sign::Event))
}

fn month(page: &Page, numeral: Numeral, after: usize) -> Option<Verdict> {
    if page.starts(after, "額|間") {
        return Some(Verdict::Number(after));
    }
    let named = numeral.value.is_some_and(|value| (1..=12).contains(&value)) && !numeral.vague;
    named.then_some(Verdict::Time(after, Sign::Event))
}

fn hour(page: &Page, numeral: Numeral, after: usize) -> Option<Verdict> {
    if page.starts(after, "代|点|期|給|短") {
        return Some(Verdict::Nothing);
    }
    if numeral.vague || numeral.value.is_none_or(|value| value > 30) {
        return None;
    }
    let after = page.after(after, "半|過ぎ|すぎ|ごろ|頃").unwrap_or(after);
    let minute = Numeral::at(page, after).and_then(|minute| page.after(minute.end, "分"));
    Some(Verdict::Time(minute.unwrap_or(after), Sign::Word))
}

fn day(page: &Page, numeral: Numeral, after: usize, ago: bool) -> Option<Verdict> {
    let Numeral { start, value, digits, vague, .. } = numeral;
    if page.ends(start, "月") {
        return Some(Verdict::Time(after, Sign::Event));
    }
    // 一日 is "one day", 1日に20件 "a day".
    let daily = page.starts(after, "に|あたり|中|、|で|平均|約") || page.script(after) == Script::Digit;
    if page.starts(after, "坊主|酔|本") || (value == Some(1) && !ago && (!digits || daily)) {
        return Some(Verdict::Nothing);
    }
    let named = value.is_some_and(|value| (1..=31).contains(&value)) && !vague && !ago;
    let at = page.starts(after, "の朝|の夜|の午|の夕|の晩|に|頃|ごろ|付");
    let rate = page.starts(after, "に一|に1|に2|に3|に二|に三|に数|に何|に分け|にわた|に及|に渡");
    (named && at && !rate).then_some(Verdict::Time(after, Sign::Event))
}
