//! The rules for following up on one answer, in the order in which they compete.

use super::phrase::{self, FollowUp, Name};
use super::{Reading, claim, outcome};
use crate::answers::Outcome;
use crate::flow::Detail;
use crate::text::Language;

/// What is known of the question whose answer is followed up.
#[derive(Debug, Clone, Copy, Default)]
pub struct Asking<'a> {
    /// The question's id; `None` for a text that answers none.
    pub question: Option<&'a str>,
    /// What the question wants; `None` where no question is known. An answer that holds all of it is only asked about
    /// truth and permission.
    pub wants: Option<&'a [Detail]>,
    /// The rules that have asked about this answer already.
    pub used: &'a [u8],
}

/// What a good editor would ask about `text` next, if anything. The question's own probes go before it.
#[must_use]
pub fn follow_up(text: &str, reading: &Reading, asking: &Asking<'_>, language: Language) -> Option<FollowUp> {
    if text.trim().is_empty() {
        return None;
    }
    let content = asking.wants.is_some_and(|wants| wants.iter().all(|&detail| reading.holds(detail)));
    ORDER
        .into_iter()
        .filter(|name| !asking.used.contains(&name.rule()))
        .filter(|name| !content || matches!(name, Name::Absolute | Name::Quote))
        .find(|&name| applies(name, text, reading, asking))
        .and_then(|name| phrase::follow_up(name, language, &fill(name, text, reading, asking, language)))
}

/// What a good editor would ask where the author said why there is no text.
#[must_use]
pub fn sequel(outcome: Outcome, language: Language) -> Option<FollowUp> {
    let name = match outcome {
        Outcome::DontKnow => Name::DontKnow,
        Outcome::CantSay => Name::CantSay,
        Outcome::None => Name::None,
        // The author put the question off or passed it over: nothing to add.
        Outcome::Parked | Outcome::Skipped => return None,
    };
    phrase::follow_up(name, language, &[])
}

/// The order of competition: the first that applies asks.
const ORDER: [Name; 16] = [
    Name::DontKnow,
    Name::CantSay,
    Name::None,
    Name::Echo,
    Name::Crowd,
    Name::Anchor,
    Name::Habit,
    Name::Abstract,
    Name::Absolute,
    Name::Base,
    Name::Repair,
    Name::Result,
    Name::Agent,
    Name::Scene,
    Name::Rich,
    Name::Quote,
];

/// What fixes an answer to one event.
const ANCHORS: [Detail; 4] = [Detail::Time, Detail::Place, Detail::Person, Detail::Number];

/// Whether a rule applies to the answer.
fn applies(name: Name, text: &str, reading: &Reading, asking: &Asking<'_>) -> bool {
    let holds = |detail| reading.holds(detail);
    match name {
        Name::DontKnow => outcome::said(text) == Some(Outcome::DontKnow),
        Name::CantSay => outcome::said(text) == Some(Outcome::CantSay),
        Name::None => outcome::said(text) == Some(Outcome::None),
        Name::Echo => holds(Detail::Echo),
        // Many readers are a fault only where one reader was asked for.
        Name::Crowd => asking.question == Some("reader") && holds(Detail::Crowd) && !holds(Detail::Person),
        Name::Anchor => !ANCHORS.into_iter().any(holds),
        Name::Habit => holds(Detail::Habitual),
        Name::Abstract => holds(Detail::Abstract) && reading.kinds() == 0,
        Name::Absolute => holds(Detail::Absolute),
        Name::Base => claim::without_base(text, reading).is_some(),
        Name::Repair => holds(Detail::Failure) && !holds(Detail::Change),
        Name::Result => claim::without_result(reading),
        Name::Agent => holds(Detail::Failure) && !holds(Detail::Person) && claim::is_passive(text),
        Name::Scene => holds(Detail::Feeling) && !holds(Detail::Place) && !holds(Detail::Speech),
        Name::Rich => reading.rich,
        Name::Quote => holds(Detail::Speech),
        Name::Cause | Name::Allowed | Name::Ladder | Name::LadderDown | Name::Thread => false,
    }
}

/// What the placeholders of a rule stand for.
fn fill(
    name: Name,
    text: &str,
    reading: &Reading,
    asking: &Asking<'_>,
    language: Language,
) -> Vec<(&'static str, String)> {
    let word = |detail| reading.of(detail).next().map(|hit| hit.span.of(text).trim().to_owned()).unwrap_or_default();
    match name {
        Name::Anchor => vec![("{missing}", missing(reading, asking, language))],
        Name::Abstract => vec![("{word}", word(Detail::Abstract))],
        Name::Absolute => vec![("{word}", word(Detail::Absolute))],
        Name::Base => {
            let number = claim::without_base(text, reading).map(|hit| hit.span.of(text).trim().to_owned());
            vec![("{word}", number.unwrap_or_default())]
        }
        Name::DontKnow
        | Name::CantSay
        | Name::None
        | Name::Echo
        | Name::Habit
        | Name::Result
        | Name::Agent
        | Name::Scene
        | Name::Quote
        | Name::Crowd
        | Name::Repair
        | Name::Rich
        | Name::Cause
        | Name::Allowed
        | Name::Ladder
        | Name::LadderDown
        | Name::Thread => Vec::new(),
    }
}

/// The anchors an answer lacks, by name: those the question wants, else time and place.
fn missing(reading: &Reading, asking: &Asking<'_>, language: Language) -> String {
    let wanted = |detail: &Detail| asking.wants.is_some_and(|wants| wants.contains(detail)) && !reading.holds(*detail);
    let mut lacking: Vec<Detail> = ANCHORS.into_iter().filter(wanted).collect();
    if lacking.is_empty() {
        lacking = vec![Detail::Time, Detail::Place];
    }
    let names: Vec<&str> = lacking.iter().filter_map(|&detail| anchor_name(detail, language)).collect();
    names.join(match language {
        Language::Ja => "と",
        Language::En => " or ",
    })
}

/// What an anchor is called in a reason.
const fn anchor_name(detail: Detail, language: Language) -> Option<&'static str> {
    match (detail, language) {
        (Detail::Time, Language::Ja) => Some("時"),
        (Detail::Place, Language::Ja) => Some("場所"),
        (Detail::Person, Language::Ja) => Some("人"),
        (Detail::Number, Language::Ja) => Some("数"),
        (Detail::Time, Language::En) => Some("time"),
        (Detail::Place, Language::En) => Some("place"),
        (Detail::Person, Language::En) => Some("person"),
        (Detail::Number, Language::En) => Some("number"),
        (
            Detail::Speech
            | Detail::Feeling
            | Detail::Failure
            | Detail::Change
            | Detail::Cause
            | Detail::Cost
            | Detail::Abstract
            | Detail::Absolute
            | Detail::Crowd
            | Detail::Habitual
            | Detail::Hedge
            | Detail::Echo
            | Detail::Thin
            | Detail::Rich,
            Language::Ja | Language::En,
        ) => None,
    }
}
