//! How a flow reads: what `naze flows check` says to its writer beyond the faults that keep it from being asked.
//!
//! What it is: an editor's eye for questions that make an author close up. What it is not: it never stops a flow from
//! being asked. Invariant: whatever [`Flow::parse`] refuses is found here too, in the same words.

use super::fault::in_order;
use super::read::{self, Field, Marks, TextMark};
use super::table::Reader;
use super::{Fault, Flow, Kind, Scope, Wrong};
use crate::answers::HARD_TIP;
use crate::text::Language;

/// Everything there is to say about a flow, from the top of the file to its end.
#[must_use]
pub fn check(text: &str) -> Vec<Fault> {
    let (flow, marks, mut reader) = read::read(text);
    for mark in &marks.texts {
        match mark.field {
            Field::Ask | Field::Probe => asks(mark, &mut reader),
            Field::Short | Field::Hint | Field::Example | Field::Starter => {}
        }
    }
    // A question lost to a misspelt stage is said once, where it stands.
    let lost = flow.questions.iter().any(|question| flow.stage(&question.stage).is_none());
    for (stage, &at) in flow.stages.iter().zip(&marks.stages) {
        if !lost && !flow.questions.iter().any(|question| question.stage == stage.id) {
            reader.fault(at, Wrong::EmptyStage);
        }
    }
    let chooses = flow.question(HARD_TIP).is_some_and(|question| question.kind == Kind::Tips);
    for (stage, &at) in flow.stages.iter().zip(&marks.stages) {
        if stage.scope == Scope::ChosenTip && !chooses {
            reader.fault(at, Wrong::NobodyChooses);
        }
    }
    languages(&flow, &marks, &mut reader);
    in_order(reader.faults)
}

/// What makes a question hard to answer.
fn asks(mark: &TextMark, reader: &mut Reader<'_>) {
    if is_two(&mark.text, mark.language) {
        reader.fault(mark.at, Wrong::TwoQuestions);
    }
    if is_bare_why(&mark.text, mark.language) {
        reader.fault(mark.at, Wrong::BareWhy);
    }
    if let Some(word) = leading(&mark.text, mark.language) {
        reader.fault(mark.at, Wrong::Leading(word.to_owned()));
    }
}

/// A language the flow speaks in one place and not in another.
fn languages(flow: &Flow, marks: &Marks, reader: &mut Reader<'_>) {
    let speaks_ja = flow.questions.iter().any(|question| question.ja.is_some());
    let speaks_en = flow.questions.iter().any(|question| question.en.is_some());
    let mut miss = |at: usize, ja: bool, en: bool| {
        if speaks_ja && !ja {
            reader.fault(at, Wrong::LanguageMissing(Language::Ja));
        }
        if speaks_en && !en {
            reader.fault(at, Wrong::LanguageMissing(Language::En));
        }
    };
    for (stage, &at) in flow.stages.iter().zip(&marks.stages) {
        miss(at, stage.ja.is_some(), stage.en.is_some());
    }
    for (question, &at) in flow.questions.iter().zip(&marks.questions) {
        miss(at, question.ja.is_some(), question.en.is_some());
        for choice in &question.choices {
            miss(at, choice.ja.is_some(), choice.en.is_some());
        }
        for probe in &question.probes {
            miss(at, probe.ja.is_some(), probe.en.is_some());
        }
    }
}

/// Words that praise or lead. A question that holds one has half answered itself.
const LEADING_JA: [&str; 18] = [
    "素晴らし",
    "すばらし",
    "素敵",
    "すてき",
    "感動的",
    "感動の",
    "貴重",
    "見事",
    "画期的",
    "立派",
    "最高の",
    "輝かし",
    "有意義",
    "すごい",
    "凄い",
    "優れた",
    "つらい",
    "悲惨",
];
const LEADING_EN: [&str; 20] = [
    "amazing",
    "awesome",
    "brilliant",
    "exciting",
    "fantastic",
    "great",
    "horrible",
    "impressive",
    "incredible",
    "innovative",
    "inspiring",
    "outstanding",
    "painful",
    "remarkable",
    "successful",
    "terrible",
    "unique",
    "valuable",
    "wonderful",
    "awful",
];

fn leading(ask: &str, language: Language) -> Option<&'static str> {
    let ask = unquoted(ask);
    match language {
        Language::Ja => LEADING_JA.into_iter().find(|word| ask.contains(word)),
        Language::En => {
            let lower = ask.to_lowercase();
            let mut words = lower.split(|c: char| !c.is_alphanumeric());
            words.find_map(|word| LEADING_EN.into_iter().find(|leading| *leading == word))
        }
    }
}

/// Words that ask, in Japanese.
const ASKING: [&str; 11] = ["何", "なに", "どこ", "だれ", "誰", "いつ", "どう", "どんな", "どれ", "いくつ", "なぜ"];
/// Words that hold one of these and ask nothing.
const VAGUE: [&str; 9] = ["いつも", "いつか", "何か", "なにか", "何度も", "どこか", "だれか", "誰か", "どうしても"];
/// What joins two clauses, each of which may ask.
const JOINS_JA: [&str; 5] = ["て、", "で、また", "、そして", "、それから", "、なぜ"];
/// A second question tied to the first. "And who else" belongs to "where were you".
const JOINS_EN: [&str; 6] = [" and why", " and how", " and what", " and when", " and where", " and which"];

fn is_two(ask: &str, language: Language) -> bool {
    let ask = unquoted(ask);
    let marks = ask.matches(['?', '？']).count();
    match language {
        Language::Ja => {
            let definite = VAGUE.iter().fold(ask.clone(), |ask, word| ask.replace(word, ""));
            let asks = |clause: &str| ASKING.iter().any(|word| clause.contains(word));
            let joined = JOINS_JA.iter().any(|join| {
                let at = definite.find(join).and_then(|at| definite.split_at_checked(at));
                at.is_some_and(|(before, after)| asks(before) && asks(after))
            });
            // 「〜ですか。〜ですか？」 asks twice with one mark.
            joined || marks + ask.matches("か。").count() > 1
        }
        Language::En => {
            let lower = ask.to_lowercase();
            marks > 1 || JOINS_EN.iter().any(|join| lower.contains(join))
        }
    }
}

fn is_bare_why(ask: &str, language: Language) -> bool {
    let ask = unquoted(ask);
    match language {
        Language::Ja => {
            let ends = ["？", "?", "ですか", "でしょうか", "なのですか", "なんですか"];
            let bare = |why: &str| {
                let mut sentences = ask.split_inclusive(['。', '？', '?']);
                sentences.any(|sentence| {
                    sentence.trim().starts_with(why) || ends.iter().any(|end| sentence.contains(&format!("{why}{end}")))
                })
            };
            ["なぜ", "どうして", "なんで"].into_iter().any(bare)
        }
        Language::En => {
            let lower = ask.to_lowercase();
            let mut sentences = lower.split_inclusive(['.', '?', ':', ';']);
            sentences.any(|sentence| sentence.trim_start().starts_with("why") || sentence.ends_with("why?"))
        }
    }
}

/// A question without what it quotes: a tip in quotation marks may say what it likes.
fn unquoted(ask: &str) -> String {
    let mut depth = 0_usize;
    let mut left = String::new();
    for c in ask.chars() {
        match c {
            '「' | '『' | '“' => depth += 1,
            '」' | '』' | '”' => depth = depth.saturating_sub(1),
            _inside if depth > 0 => {}
            other => left.push(other),
        }
    }
    left
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Language::{En, Ja};

    #[test]
    fn two_questions_in_one_are_seen() {
        for ask in [
            "いつでしたか？どこでしたか？",
            "うまくいきましたか。何が変わりましたか？",
            "何を、なぜ変えましたか？",
            "何を変えて、どうなりましたか？",
        ] {
            assert!(is_two(ask, Ja), "{ask}");
        }
        for ask in [
            "「本当ですか？」。これを知ったのは、どんな日でしたか？",
            "いつ、どんな場面でしたか？",
            "いつもの店でだれかに会って、何を話しましたか？",
        ] {
            assert!(!is_two(ask, Ja), "{ask}");
        }
        assert!(is_two("What did you change, and why?", En));
        assert!(!is_two("Where were you, and who else was there?", En));
        assert!(is_two("Who was there? What did they say?", En));
        assert!(!is_two("“Is it a chore?”: which day taught you that?", En));
    }

    #[test]
    fn a_bare_why_is_seen() {
        for ask in ["なぜですか？", "なぜ、そうしたのですか？", "変えたのはどうしてですか？"]
        {
            assert!(is_bare_why(ask, Ja), "{ask}");
        }
        for ask in ["「なぜ」。そう聞かれたら、何と答えますか？", "きっかけは何でしたか？"]
        {
            assert!(!is_bare_why(ask, Ja), "{ask}");
        }
        assert!(is_bare_why("Why?", En));
        assert!(is_bare_why("“Listen”: why did you do that?", En));
        assert!(!is_bare_why("If someone asked you why, what would you say?", En));
    }

    #[test]
    fn a_leading_word_is_seen_as_a_word() {
        assert_eq!(leading("その素晴らしい経験は何でしたか？", Ja), Some("素晴らし"));
        assert_eq!(leading("What was your Great success?", En), Some("great"));
        assert_eq!(leading("Who greatly changed?", En), None);
        assert_eq!(leading("“Great tips”: who told you?", En), None);
    }
}
