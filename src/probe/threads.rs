//! What several answers say together: the threads that run through them, and the chains of asking on (rules 13, 14).

use std::collections::BTreeMap;

use super::phrase::{self, FollowUp, Name};
use super::{Reading, echo};
use crate::flow::Detail;
use crate::text::Language;

/// A term that recurs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Thread {
    /// The term as it first stands.
    pub term: String,
    /// Which answers hold it, by their place in what was given, in order.
    pub answers: Vec<usize>,
}

/// The terms that stand in two or more of `answers`, those in most answers first, then the longer ones; at most five.
/// `asked` are the questions: their own words are no thread.
#[must_use]
pub fn threads(answers: &[&str], asked: &[&str]) -> Vec<Thread> {
    let known: Vec<String> = asked.iter().flat_map(|text| echo::terms(text)).collect();
    let mut found: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, answer) in answers.iter().enumerate() {
        for term in echo::terms(answer) {
            // One kanji says too little, and numerals say nothing.
            if term.chars().count() < 2 || known.contains(&term) || is_common(&term) {
                continue;
            }
            let places = found.entry(term).or_default();
            if places.last() != Some(&at) {
                places.push(at);
            }
        }
    }
    let mut threads: Vec<Thread> = found
        .into_iter()
        .filter(|(_, answers)| answers.len() > 1)
        .map(|(term, answers)| Thread { term, answers })
        .collect();
    threads.sort_by_key(|thread| {
        (std::cmp::Reverse(thread.answers.len()), std::cmp::Reverse(thread.term.chars().count()), thread.term.clone())
    });
    // Latin terms were stemmed to be compared; they are shown as the author wrote them.
    for thread in &mut threads {
        if let Some(word) =
            thread.answers.first().and_then(|&at| answers.get(at)).and_then(|text| whole(text, &thread.term))
        {
            thread.term = word;
        }
    }
    threads.truncate(5);
    threads
}

/// The word of `text` that begins with `stem`, in lower case.
fn whole(text: &str, stem: &str) -> Option<String> {
    if !stem.is_ascii() {
        return None;
    }
    let words = text.split(|c: char| !c.is_alphanumeric() && c != '\'').map(str::to_lowercase);
    words.into_iter().find(|word| word.starts_with(stem))
}

/// Terms every story holds.
fn is_common(term: &str) -> bool {
    const COMMON: [&str; 30] = [
        "自分", "今日", "本当", "最初", "最後", "一番", "一人", "二人", "一緒", "場合", "時間", "仕事", "気持", "お客",
        "客様", "会社", "day", "time", "year", "week", "work", "said", "know", "think", "people", "thing", "like",
        "back", "first", "never",
    ];
    COMMON.contains(&term) || term.chars().all(|c| "〇一二三四五六七八九十百千万年月日時分回件人".contains(c))
}

/// The question that shows a thread (rule 14). The sentence that answers it is the author's.
#[must_use]
pub fn ask_thread(thread: &Thread, language: Language) -> Option<FollowUp> {
    let fill = [("{word}", thread.term.clone()), ("{count}", thread.answers.len().to_string())];
    phrase::follow_up(Name::Thread, language, &fill)
}

/// A chain of asking on (rule 13).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Chain {
    /// Back from a failure to what caused and what allowed it; never to who.
    Cause,
    /// Up from what matters to why it matters, then one step down to a scene.
    Ladder,
}

/// How many steps back a failure is traced.
const WHYS: usize = 5;
/// How many steps up a ladder goes.
const RUNGS: usize = 3;

/// The next question of a chain; `answers` are those given in it so far, the one it starts from first. `None` where the
/// chain has come to its end: five steps, a repetition, a belief or something outside the author's reach; on a ladder,
/// the scene.
#[must_use]
pub fn ask_on(chain: Chain, answers: &[(&str, &Reading)], language: Language) -> Option<FollowUp> {
    let (last, earlier) = answers.split_last()?;
    let over = repeats(last.0, earlier) || last.1.thin && last.0.trim().is_empty();
    let name = match chain {
        Chain::Cause => {
            if over || answers.len() > WHYS || is_belief(last.0) || is_out_of_reach(last.0) {
                return None;
            }
            // Cause and circumstance by turns: what happened, then what let it.
            if answers.len() % 2 == 1 { Name::Cause } else { Name::Allowed }
        }
        Chain::Ladder => {
            let down = over || answers.len() > RUNGS || is_belief(last.0);
            let scene = last.1.holds(Detail::Time) || last.1.holds(Detail::Place);
            if down && (scene || answers.len() > RUNGS + 1) {
                return None;
            }
            if down { Name::LadderDown } else { Name::Ladder }
        }
    };
    phrase::follow_up(name, language, &[])
}

/// Whether an answer says what one before it said.
fn repeats(last: &str, earlier: &[(&str, &Reading)]) -> bool {
    earlier.iter().any(|(text, _)| text.trim() == last.trim() || echo::is_echo(last, text))
}

/// Whether an answer states a belief: there is nothing behind it to ask for.
fn is_belief(text: &str) -> bool {
    let low = text.to_lowercase();
    let marks = [
        "信じて",
        "べきだ",
        "べきで",
        "大切だから",
        "大事だから",
        "好きだから",
        "そういうものだ",
        "i believe",
        "we believe",
        "it matters to me",
        "should never",
        "it's who",
        "because i love",
        "the right thing",
    ];
    marks.iter().any(|mark| low.contains(mark))
}

/// Whether an answer ends at something nobody here could have changed.
fn is_out_of_reach(text: &str) -> bool {
    let low = text.to_lowercase();
    let marks = [
        "台風",
        "地震",
        "コロナ",
        "天気",
        "天候",
        "景気",
        "法律",
        "法改正",
        "円安",
        "停電",
        "震災",
        "the weather",
        "storm",
        "flood",
        "pandemic",
        "the law",
        "recession",
        "earthquake",
        "the economy",
    ];
    marks.iter().any(|mark| low.contains(mark))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::probe::read;

    #[test]
    fn what_recurs_is_a_thread() {
        let answers = ["受付で名前を呼ばれた", "名前を覚えて帰ってもらう", "値段の話です"];
        let threads = threads(&answers, &["なぜですか？"]);
        assert_eq!(threads, [Thread { term: "名前".into(), answers: vec![0, 1] }]);
        let ask = ask_thread(threads.first().unwrap(), Language::Ja).unwrap();
        assert!(ask.ask.contains("「名前」") && ask.reason.contains('2'));
        let answers = ["We phoned each supplier.", "The suppliers knew.", "Nobody did."];
        let terms: Vec<String> = super::threads(&answers, &[]).into_iter().map(|thread| thread.term).collect();
        assert_eq!(terms, ["supplier"]);
        assert!(super::threads(&answers, &["Which supplier?"]).is_empty());
    }

    #[test]
    fn a_chain_of_causes_ends() {
        let step = |texts: &[&str]| {
            let readings: Vec<Reading> = texts.iter().map(|text| read(text, Language::En)).collect();
            let answers: Vec<(&str, &Reading)> = texts.iter().copied().zip(&readings).collect();
            ask_on(Chain::Cause, &answers, Language::En)
        };
        let told =
            ["The box was empty.", "Nobody counted.", "The list was old.", "It hung in the yard.", "No one owned it."];
        assert!((1..=5).all(|n| step(&told[..n]).is_some_and(|ask| ask.rule == 13)));
        assert!(step(&[told.as_slice(), &["Sixth."]].concat()).is_none());
        assert!(step(&["The box was empty.", "The box was empty."]).is_none());
        assert!(step(&["The roof leaked.", "It was the storm of that year."]).is_none());
        assert!(step(&["I kept it.", "I believe one must."]).is_none());
    }

    #[test]
    fn a_ladder_comes_down_to_a_scene() {
        let ask = |texts: &[&str]| {
            let readings: Vec<Reading> = texts.iter().map(|text| read(text, Language::Ja)).collect();
            let answers: Vec<(&str, &Reading)> = texts.iter().copied().zip(&readings).collect();
            ask_on(Chain::Ladder, &answers, Language::Ja).map(|ask| ask.ask)
        };
        let told = ["迷わず買える", "早く帰れる", "子どもと食べられる", "ひとりにしない"];
        assert_eq!(ask(&told[..1]), ask(&told[..3]));
        assert_ne!(ask(&told[..1]), ask(&told));
        assert!(ask(&[told.as_slice(), &["昨日の夜、店で見ました"]].concat()).is_none());
    }
}
