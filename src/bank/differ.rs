//! In what two tellings of one episode differ: numbers, times and places.
//!
//! What it is: the signs that the probe finds in both, laid beside each other where they say the same kind of thing in the
//! same surroundings. What it is not: a comparison of words; what one telling leaves out is no difference. Invariant: a
//! text never differs from itself, and "three years ago" told two years later is five.

use std::cell::OnceCell;

use unicode_normalization::UnicodeNormalization;

use crate::flow::Detail;
use crate::post::number_word;
use crate::probe;
use crate::text::{Language, Span};
use crate::words::day;

/// What was said, and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Said<'t> {
    /// The words.
    pub text: &'t str,
    /// When, RFC 3339.
    pub at: Option<&'t str>,
    /// The language where the letters do not tell.
    pub language: Language,
}

/// One thing told in two ways.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// As it was told before.
    pub before: String,
    /// As it is told now.
    pub now: String,
}

/// What a telling says that another can contradict: read when it is laid beside one, and once however many those are.
#[derive(Debug)]
pub struct Signs<'t> {
    said: Said<'t>,
    signs: OnceCell<Vec<Sign>>,
}

impl<'t> Signs<'t> {
    /// What is said here.
    #[must_use]
    pub const fn of(said: Said<'t>) -> Self {
        Self { said, signs: OnceCell::new() }
    }

    /// In what this telling differs from the one `before`, in its own order. Only what is taken is looked for.
    pub fn differences(&self, before: Said<'_>) -> impl Iterator<Item = Difference> {
        let elapsed = before.at.and_then(day).zip(self.said.at.and_then(day)).map(|(before, now)| now - before);
        let mut old = signs(before);
        let mut new: Vec<&Sign> = self.signs.get_or_init(|| signs(self.said)).iter().collect();
        new.retain(|sign| match old.iter().position(|other| other.agrees(sign, elapsed)) {
            Some(at) => {
                old.remove(at);
                false
            }
            None => true,
        });
        new.into_iter().filter_map(move |sign| {
            let rival = old.iter().position(|other| other.contradicts(sign, elapsed))?;
            Some(Difference { before: old.remove(rival).shown, now: sign.shown.clone() })
        })
    }
}

/// A number, a time or a place in a text.
#[derive(Debug)]
struct Sign {
    detail: Detail,
    /// As it stands in the text.
    shown: String,
    /// What kind of thing it says: `#件`, `season`.
    of: String,
    value: Value,
    /// The letters in front of it, the nearest first, and those behind it.
    around: [Vec<char>; 2],
}

/// What a sign says of its kind of thing.
#[derive(Debug, PartialEq, Eq)]
enum Value {
    /// Numbers, in thousandths.
    Numbers(Vec<u64>),
    /// So many units of so many days before the telling.
    Ago(u64, Unit),
    Word(String),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Unit {
    Day,
    Week,
    Month,
    Year,
}

impl Unit {
    /// Its days, in hundredths.
    const fn days(self) -> i64 {
        match self {
            Self::Day => 100,
            Self::Week => 700,
            Self::Month => 3044,
            Self::Year => 36525,
        }
    }
}

impl Sign {
    /// Whether both say the same; `elapsed` days lie between the tellings, if that is known.
    fn agrees(&self, later: &Self, elapsed: Option<i64>) -> bool {
        if self.detail != later.detail || self.of != later.of {
            return false;
        }
        match (&self.value, &later.value) {
            (Value::Word(one), Value::Word(other)) if self.detail == Detail::Place => {
                one.contains(other) || other.contains(one)
            }
            (Value::Ago(one, unit), Value::Ago(other, _)) => {
                let Some(elapsed) = elapsed else { return true };
                let (one, other) = (i64::try_from(*one).unwrap_or(0), i64::try_from(*other).unwrap_or(0));
                let off = ((other - one) * unit.days() - elapsed * 100).abs();
                // Who tells it years later rounds more than who tells it again the same month.
                let slack = if elapsed.abs() * 200 < unit.days() { unit.days() * 3 / 4 } else { unit.days() * 5 / 4 };
                off < slack || self.shown == later.shown
            }
            (one, other) => one == other,
        }
    }

    /// Whether both say something of one thing that cannot both be.
    fn contradicts(&self, later: &Self, elapsed: Option<i64>) -> bool {
        let kin = self.detail == later.detail && self.of == later.of && !self.agrees(later, elapsed);
        let wanted = if self.detail == Detail::Place { 8 } else { 4 };
        kin && self.around.iter().zip(&later.around).map(|(one, other)| alike(one, other)).sum::<usize>() >= wanted
    }
}

/// How much two surroundings have in common, from the sign on; a letter of Japanese says as much as two of English.
fn alike(one: &[char], other: &[char]) -> usize {
    one.iter().zip(other).take_while(|(one, other)| one == other).map(|(c, _)| if c.is_ascii() { 1 } else { 2 }).sum()
}

/// How far around a sign is looked, in letters.
const AROUND: usize = 12;

/// The signs of a text that can be compared.
fn signs(said: Said<'_>) -> Vec<Sign> {
    let reading = probe::read(said.text, said.language);
    let mut spans: Vec<(Detail, Span)> = Vec::new();
    for hit in reading.hits.iter().filter(|hit| matches!(hit.detail, Detail::Number | Detail::Time | Detail::Place)) {
        match spans.last_mut() {
            // 駅前の店 is one place.
            Some((Detail::Place, last))
                if hit.detail == Detail::Place && between(said.text, *last, hit.span) == "の" =>
            {
                last.end = hit.span.end;
            }
            Some(_) | None => spans.push((hit.detail, hit.span)),
        }
    }
    spans.into_iter().filter_map(|(detail, span)| sign(said.text, detail, span)).collect()
}

fn between(text: &str, one: Span, other: Span) -> &str {
    text.get(one.end..other.start).unwrap_or_default()
}

fn sign(text: &str, detail: Detail, span: Span) -> Option<Sign> {
    let (before, behind) = (text.get(..span.start)?, text.get(span.end..)?);
    let mut shown = span.of(text).to_owned();
    let folded = folded(&shown);
    let (mut of, numbers) = numbered(&folded);
    let value = if detail == Detail::Place {
        of.clear();
        Value::Word(folded)
    } else if let Some(ago) = ago(&of, &numbers) {
        "ago".clone_into(&mut of);
        ago
    } else if !numbers.is_empty() {
        if detail == Detail::Number && of.trim() == "#" {
            // English says what is counted behind the number.
            let word: String = behind.chars().skip(1).take_while(char::is_ascii_alphabetic).collect();
            if behind.starts_with([' ', '-']) && !word.is_empty() {
                of.push_str(word.to_lowercase().trim_end_matches('s'));
                shown.push_str(behind.get(..=word.len()).unwrap_or_default());
            }
        }
        Value::Numbers(numbers)
    } else {
        let (kind, _) = KINDS.iter().find(|(_, words)| words.split(' ').any(|word| word == folded))?;
        (*kind).clone_into(&mut of);
        // 金曜 and 金曜日 are one day.
        Value::Word(folded.strip_suffix('日').map_or(folded.clone(), str::to_owned))
    };
    let letters = |c: &char| c.is_alphanumeric();
    let front = before.chars().rev().filter(letters).flat_map(char::to_lowercase).chain(['^']).take(AROUND).collect();
    let back = behind.chars().filter(letters).flat_map(char::to_lowercase).chain(['$']).take(AROUND).collect();
    Some(Sign { detail, shown, of, value, around: [front, back] })
}

/// Words that exclude each other, by kind.
const KINDS: [(&str, &str); 4] = [
    ("season", "春 夏 秋 冬 spring summer autumn fall winter"),
    (
        "weekday",
        "月曜 火曜 水曜 木曜 金曜 土曜 日曜 月曜日 火曜日 水曜日 木曜日 金曜日 土曜日 日曜日 monday tuesday wednesday thursday friday saturday sunday",
    ),
    ("month", "january february march april may june july august september october november december"),
    ("hour", "早朝 朝 昼 夕方 夜 深夜 morning afternoon evening night midnight"),
];

/// Times counted back from the telling, by their form.
const AGO: [(&str, u64, Unit); 14] = [
    ("去年", 1, Unit::Year),
    ("昨年", 1, Unit::Year),
    ("一昨年", 2, Unit::Year),
    ("おととし", 2, Unit::Year),
    ("先月", 1, Unit::Month),
    ("先週", 1, Unit::Week),
    ("last year", 1, Unit::Year),
    ("a year ago", 1, Unit::Year),
    ("last month", 1, Unit::Month),
    ("a month ago", 1, Unit::Month),
    ("last week", 1, Unit::Week),
    ("a week ago", 1, Unit::Week),
    ("yesterday", 1, Unit::Day),
    ("昨日", 1, Unit::Day),
];

/// How long before the telling, where a time says that.
fn ago(of: &str, numbers: &[u64]) -> Option<Value> {
    let word = AGO.iter().find(|(form, ..)| *form == of).map(|(_, count, unit)| Value::Ago(*count, *unit));
    let counted = || {
        let [number] = numbers else { return None };
        let unit = match of.strip_prefix('#')?.trim() {
            "日前" | "day ago" | "days ago" => Unit::Day,
            "週間前" | "week ago" | "weeks ago" => Unit::Week,
            "か月前" | "ヶ月前" | "ヵ月前" | "カ月前" | "month ago" | "months ago" => Unit::Month,
            "年前" | "year ago" | "years ago" => Unit::Year,
            _ => return None,
        };
        Some(Value::Ago(number / 1000, unit))
    };
    word.or_else(counted)
}

/// A text with widths and case folded.
fn folded(text: &str) -> String {
    text.nfkc().flat_map(char::to_lowercase).collect()
}

/// `text` with `#` for every number, and the numbers in thousandths. 一昨年 and the like hold none.
fn numbered(text: &str) -> (String, Vec<u64>) {
    if AGO.iter().any(|(form, ..)| *form == text) {
        return (text.to_owned(), Vec::new());
    }
    let (mut of, mut numbers) = (String::new(), Vec::new());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let word: &str = rest.split(|c: char| !c.is_ascii_alphabetic() && c != '-').next().unwrap_or_default();
        if let Some((number, length)) = figures(rest) {
            of.push('#');
            numbers.push(number);
            rest = rest.get(length..).unwrap_or_default();
        } else if word.is_empty() {
            of.push(c);
            rest = rest.get(c.len_utf8()..).unwrap_or_default();
        } else {
            let parts: Option<Vec<u32>> = word.split('-').map(number_word).collect();
            match parts {
                Some(parts) => {
                    of.push('#');
                    numbers.push(u64::from(parts.iter().sum::<u32>()) * 1000);
                }
                None => of.push_str(word),
            }
            rest = rest.get(word.len()..).unwrap_or_default();
        }
    }
    (of, numbers)
}

/// The number that `text` begins with, in thousandths, and how many bytes it takes: 1,200 12.5 二〇二三 千二百 3万.
fn figures(text: &str) -> Option<(u64, usize)> {
    let (mut total, mut section, mut digits, mut length) = (0_u64, 0_u64, None::<u64>, 0);
    let mut fraction: Option<u64> = None;
    let mut letters = text.chars().peekable();
    while let Some(c) = letters.next() {
        let figure = c
            .to_digit(10)
            .or_else(|| "〇一二三四五六七八九".chars().position(|k| k == c).and_then(|n| u32::try_from(n).ok()));
        let scale = match c {
            '十' => 10,
            '百' => 100,
            '千' => 1000,
            '万' => 10_000,
            _ => 1,
        };
        if let Some(figure) = figure {
            if let Some(place) = fraction.filter(|place| *place > 0) {
                digits = digits.map(|so_far| so_far.saturating_add(u64::from(figure) * place));
                fraction = Some(place / 10);
            } else if fraction.is_none() {
                digits = Some(digits.unwrap_or(0).saturating_mul(10).saturating_add(u64::from(figure) * 1000));
            }
        } else if scale == 10_000 {
            total = total
                .saturating_add(section.saturating_add(digits.take().unwrap_or(0)).max(1000).saturating_mul(scale));
            (section, fraction) = (0, None);
        } else if scale > 1 {
            section = section.saturating_add(digits.take().unwrap_or(1000).saturating_mul(scale));
            fraction = None;
        } else if matches!(c, ',' | '.') && digits.is_some() && letters.peek().is_some_and(char::is_ascii_digit) {
            if c == '.' {
                fraction = Some(100);
            }
        } else {
            break;
        }
        length += c.len_utf8();
    }
    (length > 0).then(|| (total.saturating_add(section).saturating_add(digits.unwrap_or(0)), length))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_however_they_are_written() {
        for (text, of, numbers) in [
            ("1,200件", "#件", vec![1_200_000]),
            ("千二百件", "#件", vec![1_200_000]),
            ("二〇二三年", "#年", vec![2_023_000]),
            ("3万人", "#人", vec![30_000_000]),
            ("一万二千人", "#人", vec![12_000_000]),
            ("12.5%", "#%", vec![12_500]),
            ("3時30分", "#時#分", vec![3000, 30_000]),
            ("twenty-one days", "# days", vec![21_000]),
            ("一昨年", "一昨年", vec![]),
        ] {
            assert_eq!(numbered(text), (of.to_owned(), numbers), "{text}");
        }
    }
}
