//! What happened and what was paid: feelings, failures, costs, and the "when" that dates them.

use super::plain;
use super::scene::PAST;
use super::words::{Words, among};
use crate::flow::Detail;
use crate::probe::lexicon::{Found, Role};
use crate::probe::{Raw, Sign};

/// Whether a feeling or a failure is told of, not denied, and not said to have become fewer.
pub(super) fn holds(words: &Words<'_>, word: Found) -> bool {
    if word.role == Role::Idiom {
        return true;
    }
    let fewer = "down|dropped|fell|fewer|rarer|gone|disappeared|halved|dried|vanished|plummeted|shrank";
    let fell = word.detail == Detail::Failure
        && ((1..=3).map_while(|n| words.after(word.end, n)).any(|next| among(next, fewer))
            || words.behind(word.start, 2, "fewer|less|reduced|cut|rarely|prevent|prevents|avoid|avoids|avoiding"))
        && among(
            words.page.text(word.start, word.end),
            "mistake|mistakes|error|errors|complaint|complaints|refund|refunds|bug|bugs|cancellations|defects|typos|outages|losses|crashes|returns|failures|no-shows",
        );
    !words.negated(word.start) && !fell
}

/// Whether a change is told of: not in somebody's quoted words, and "up from" with a number to measure it.
pub(super) fn changed(words: &Words<'_>, word: Found) -> bool {
    let text = words.page.text(word.start, word.end);
    let digit = |next: &str| {
        next.starts_with(|c: char| c.is_ascii_digit())
            || among(next, "one|two|three|four|five|six|seven|eight|nine|ten|twenty|thirty|forty|fifty|half|a|zero")
    };
    let measured = || (1..=2).filter_map(|n| words.after(word.end, n)).any(digit);
    !words.page.quoted(word.start) && (!among(text, "up from|down from") || measured())
}

/// What was paid: a word that says so, or "took", "cost", "hours" with an amount.
pub(super) fn cost(words: &Words<'_>, word: Found) -> Option<Sign> {
    if word.role != Role::Event {
        return plain(word).filter(|_| !words.negated(word.start));
    }
    let text = words.page.text(word.start, word.end);
    let amount = "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|hundred|thousand|hours|hour|days|day|weeks|week|months|month|years|year|minutes|weekend|weekends|half|dollars|everything|time|evenings|nights";
    let digits = |n: usize| words.after(word.end, n).is_some_and(|next| next.starts_with(|c: char| c.is_ascii_digit()));
    let fires = match text {
        "hours" => words.behind(word.start, 6, "spent|took|lost|worked|wasted|cost|saved|spend|takes|working|put"),
        "took" => {
            (words.ahead(word.end, 4, amount) || (1..=3).any(digits))
                && !words.ahead(word.end, 4, "off|photo|photos|care|part|place")
        }
        _ => {
            words.ahead(word.end, 5, amount)
                || (1..=4).any(digits)
                || words.ahead(word.end, 2, "us|me|him|her|them|our|my|the")
        }
    };
    fires.then_some(Sign::Word)
}

/// "When I started", "when we moved": a past deed dates what is told.
pub(super) fn when(words: &Words<'_>, out: &mut Vec<Raw>) {
    for &(start, end) in words.all() {
        if words.page.text(start, end) != "when" {
            continue;
        }
        let who = words.after(end, 1).unwrap_or_default();
        let speaker = among(who, "i|we|he|she|they|my|our|the|i'd|we'd");
        let reach = if among(who, "my|our|the") { 3..=4 } else { 2..=3 };
        let past = reach.filter_map(|n| words.after(end, n)).any(|verb| {
            verb.ends_with("ed") && verb.len() > 4 && verb != "need"
                || among(verb, PAST) && !among(verb, "read|put|cut|hit|first")
        });
        if speaker && past {
            let to = words.place_after(end, 2).map_or(end, |(_, to)| to);
            out.push(Raw { detail: Detail::Time, start, end: to, sign: Sign::Event });
        }
    }
}
