//! Numbers: quantities, and the times told by them.

use super::words::{Words, among};
use crate::flow::Detail;
use crate::probe::lexicon::{Found, Role};
use crate::probe::page::Script;
use crate::probe::{Raw, Sign};

/// Reads every number of the page.
pub(super) fn read(words: &Words<'_>, found: &[Found], out: &mut Vec<Raw>) {
    let mut hidden = Vec::new();
    for word in found.iter().filter(|word| word.detail == Detail::Number) {
        match word.role {
            Role::Not => hidden.push((word.start, word.end)),
            Role::Event => {
                hidden.push((word.start, word.end));
                // "two thirds of the way" counts; "twice" does not tell how much of what, but how often: that counts.
                out.push(Raw { detail: Detail::Number, start: word.start, end: word.end, sign: Sign::Word });
            }
            Role::Word | Role::Noun | Role::Name | Role::Suffix | Role::Counter | Role::Idiom => {}
        }
    }
    let mut skip = 0;
    for &(start, end) in words.all() {
        let near = hidden.partition_point(|&(from, _)| from < end);
        let covered = near.checked_sub(1).and_then(|last| hidden.get(last)).is_some_and(|&(_, to)| start < to);
        if start < skip || covered {
            continue;
        }
        if let Some(raw) = read_one(words, start, end) {
            skip = raw.end;
            out.push(raw);
        }
    }
}

const ONES: &str = "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety";
const BIG: &str = "hundred|thousand|million|billion|dozen|grand";
const SPAN: &str = "year|years|yr|yrs|month|months|week|weeks|day|days|hour|hours|minute|minutes|min|mins|decade|decades|nights|summers|winters|christmases|seconds|quarters";
/// Words after which a number only labels.
const LABEL: &str = "room|floor|version|chapter|step|page|part|section|no|number|level|phase|column|figure|unit|suite|gate|platform|line|item|rule|tip|type|model|iphone|ipad|windows|python|covid|route|highway|apartment|grade|question|option|ticket|issue|table|exhibit|appendix|volume|season|episode|class|zone|bus|track|bay|aisle|row|seat|area|plan|ps|html|css|es|http|v|ver|sha|ipv|java|node|rails|vue|php|point|reason|lesson|stage|case|slide|layer|category|size|error|status|code|http|extension";

fn read_one(words: &Words<'_>, start: usize, end: usize) -> Option<Raw> {
    let page = words.page;
    let text = page.text(start, end);
    let digits = text.starts_with(|c: char| c.is_ascii_digit());
    let time = |end: usize, sign: Sign| Some(Raw { detail: Detail::Time, start, end, sign });
    let quantity = |start: usize, end: usize| Some(Raw { detail: Detail::Number, start, end, sign: Sign::Word });
    let before = words.before(start, 1);
    if digits {
        return read_digits(words, start, end);
    }
    let one = matches!(text, "one" | "a")
        && words.after(end, 1).is_some_and(|next| among(next, "hundred|thousand|million|billion|percent"));
    if !(among(text, ONES) || one || text == "zero") {
        return None;
    }
    let mut end = end;
    while let Some((from, to)) = words.place_after(end, 1) {
        let close = from == end + 1 && !matches!(page.char(end), Some(',' | '.' | ';' | ':'));
        let part = page.text(from, to);
        let joint = part == "and"
            && among(words.after(to, 1).unwrap_or_default(), ONES)
            && page.text(start, end).ends_with("hundred");
        if !close || !(among(part, ONES) || among(part, BIG) || joint || among(part, "one|percent|half")) {
            break;
        }
        end = to;
    }
    let next = words.after(end, 1);
    let hyphen = page.char(end) == Some('-');
    if before.is_some_and(|before| among(before, LABEL))
        || (hyphen && !next.is_some_and(|next| among(next, SPAN) || among(next, "person|page|inch|foot|mile|kilo")))
    {
        return None;
    }
    if let Some(time) = dated(words, start, end) {
        return Some(time);
    }
    if is_hour(words, start, end) {
        return time(end, Sign::Word);
    }
    (text != "zero" || next.is_some()).then(|| quantity(start, end)).flatten()
}

/// A number written in digits.
fn read_digits(words: &Words<'_>, start: usize, end: usize) -> Option<Raw> {
    let page = words.page;
    let mut end = end;
    while matches!(page.char(end), Some(',' | '.')) && page.script(end + 1) == Script::Digit {
        end = words.place_after(end, 1).map_or(end + 1, |(_, to)| to);
    }
    let text = page.text(start, end);
    let time = |end: usize, sign: Sign| Some(Raw { detail: Detail::Time, start, end, sign });
    let quantity = |start: usize, end: usize| Some(Raw { detail: Detail::Number, start, end, sign: Sign::Word });
    let before = words.before(start, 1);
    let next = words.after(end, 1);
    let sign = page.before(start);
    if matches!(sign, Some('$' | '€' | '£' | '¥')) {
        return quantity(start.saturating_sub(1), end);
    }
    if page.char(end) == Some('%') {
        return quantity(start, end + 1);
    }
    if matches!(sign, Some('#' | '.' | '_' | '/' | '-'))
        && !(sign == Some('-') && page.script_before(start.saturating_sub(1)) == Script::Digit)
    {
        return None;
    }
    if page.char(end) == Some(':') && page.script(end + 1) == Script::Digit {
        return time(words.place_after(end, 1).map_or(end, |(_, to)| to), Sign::Word);
    }
    if page.char(end) == Some('/') && page.script(end + 1) == Script::Digit {
        let whole = page.text(start, page.clause_end(start, 10));
        return (whole.matches('/').count() == 2).then(|| time(end + 3, Sign::Event)).flatten();
    }
    // A list mark.
    if matches!(page.char(end), Some('.' | ')'))
        && page.text(0, start).trim_matches([' ', '(']).is_empty()
        && page.char(end + 1) == Some(' ')
    {
        return None;
    }
    let value: String = text.chars().take_while(char::is_ascii_digit).collect();
    // The spring of '98.
    if sign == Some('\'') && value.len() == 2 && text.len() == 2 {
        return time(end, Sign::Event);
    }
    let unit = text.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, ',' | '.'));
    if text.len() == 4 && unit.is_empty() && value.parse().is_ok_and(|year: u32| (1900..2100).contains(&year)) && !next.is_some_and(|next| among(next, "people|customers|orders|dollars|euros|pounds|units|copies|users|words|items|boxes|jars|accounts|emails|km|miles|kg")) {
        return time(end, Sign::Event);
    }
    if matches!(unit, "s" | "'s") && value.len() >= 2 {
        return time(end, Sign::Event);
    }
    if matches!(unit, "am" | "pm") {
        return time(end, Sign::Word);
    }
    if matches!(unit, "st" | "nd" | "rd" | "th") {
        let month = "january|february|march|april|may|june|july|august|september|october|november|december|of";
        let dated = next.is_some_and(|next| among(next, month))
            || before.is_some_and(|before| among(before, month) || before == "the")
                && words.before(start, 2).is_some_and(|word| among(word, "on|by|until|since"));
        return dated.then(|| time(end, Sign::Event)).flatten();
    }
    if !unit.is_empty()
        && !among(unit, "k|m|x|kg|g|km|cm|mm|ml|l|gb|mb|tb|ms|s|min|mins|h|hr|hrs|px|lbs|lb|ft|oz|mph|bn|p|c|w")
    {
        return None;
    }
    if before.is_some_and(|before| among(before, LABEL)) {
        return None;
    }
    if before.is_some_and(|before| {
        among(before, "january|february|march|april|may|june|july|august|september|october|november|december")
    }) || next.is_some_and(|next| {
        among(next, "january|february|march|april|may|june|july|august|september|october|november|december")
    }) && !among(next.unwrap_or_default(), "may|march")
    {
        return time(end, Sign::Event);
    }
    if let Some(time) = dated(words, start, end) {
        return Some(time);
    }
    if is_hour(words, start, end) {
        return time(end, Sign::Word);
    }
    // "3D", "Covid-19" and the like are gone; what is left counts something or stands in a comparison.
    let told = next.is_some()
        || before.is_some_and(|before| {
            among(before, "to|from|by|was|were|of|only|just|about|than|around|nearly|over|under|got|had|at")
        })
        || !unit.is_empty();
    told.then(|| quantity(start, end)).flatten()
}

/// Three years ago, two weeks later, five minutes to closing.
fn dated(words: &Words<'_>, start: usize, end: usize) -> Option<Raw> {
    let (_, unit) = words.place_after(end, 1)?;
    let name = words.after(end, 1)?;
    if !among(name, SPAN) {
        return None;
    }
    let next = words.after(unit, 1)?;
    let closing = "closing|close|opening|midnight|noon|launch|deadline|lunch|christmas|showtime|kick|departure|dinner";
    let fires = among(next, "ago|later|earlier|back")
        || among(next, "before|after|to|past|until|till|into|from")
            && (among(next, "before|after|into|until|till") || words.ahead(unit, 3, closing));
    let (_, last) = words.place_after(unit, 1)?;
    fires.then_some(Raw { detail: Detail::Time, start, end: last, sign: Sign::Event })
}

/// An hour of the day: at six, by ten, 9 am, four o'clock.
fn is_hour(words: &Words<'_>, start: usize, end: usize) -> bool {
    let text = words.page.text(start, end);
    let small = !matches!(text, "twenty" | "thirty" | "forty" | "fifty" | "sixty" | "seventy" | "eighty" | "ninety")
        && (among(text, ONES) || text.parse::<u32>().is_ok_and(|hour| hour <= 24));
    let next = words.after(end, 1);
    if next.is_some_and(|next| among(next, "am|pm|o'clock")) || words.page.starts(end, " a.m|. p.m| p.m") {
        return true;
    }
    let clock = words.before(start, 1).is_some_and(|before| among(before, "at|by|after|before|until|till|around|past"));
    let free = next.is_none_or(|next| among(next, "in|on|and|but|that|every|sharp|to|when|a|the|we|i|so|each|this|last|or|then|for|with|he|she|they|because|my|it|until|was|now|or"));
    small && clock && free
}
