//! What an answer holds: every detector against the answers in `cases/probe`, and the rules that follow up.

#![expect(clippy::unwrap_used, clippy::panic, reason = "what a test sets up itself is there")]

use std::collections::BTreeMap;
use std::fmt::Write as _;

use naze::flow::Detail;
use naze::probe::{self, Asking, Reader, Report};
use naze::text::Language;
use proptest::prelude::*;

/// One file of answers.
#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Cases {
    answer: Vec<Case>,
}

/// An answer and the detectors that must fire, may fire, or must not; several in one string.
#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    text: String,
    #[serde(default)]
    asked: Option<String>,
    #[serde(default)]
    holds: String,
    #[serde(default)]
    may: String,
    #[serde(default)]
    not: String,
}

const FILES: [(&str, Language, &str); 8] = [
    ("ja", Language::Ja, include_str!("cases/probe/ja.toml")),
    ("ja-tricky", Language::Ja, include_str!("cases/probe/ja-tricky.toml")),
    ("ja-later", Language::Ja, include_str!("cases/probe/ja-later.toml")),
    ("ja-owners", Language::Ja, include_str!("cases/probe/ja-owners.toml")),
    ("en", Language::En, include_str!("cases/probe/en.toml")),
    ("en-tricky", Language::En, include_str!("cases/probe/en-tricky.toml")),
    ("en-later", Language::En, include_str!("cases/probe/en-later.toml")),
    ("en-owners", Language::En, include_str!("cases/probe/en-owners.toml")),
];

const ALL: [Detail; 18] = [
    Detail::Number,
    Detail::Time,
    Detail::Place,
    Detail::Person,
    Detail::Speech,
    Detail::Feeling,
    Detail::Failure,
    Detail::Change,
    Detail::Cause,
    Detail::Cost,
    Detail::Abstract,
    Detail::Absolute,
    Detail::Crowd,
    Detail::Habitual,
    Detail::Hedge,
    Detail::Echo,
    Detail::Thin,
    Detail::Rich,
];

fn name(detail: Detail) -> String {
    toml::Value::try_from(detail).unwrap().as_str().unwrap().to_owned()
}

/// How often a detector was right.
#[derive(Default, Clone, Copy)]
struct Score {
    right: u32,
    wrong: u32,
    missed: u32,
}

impl Score {
    fn precision(self) -> f64 {
        f64::from(self.right) / f64::from((self.right + self.wrong).max(1))
    }

    fn recall(self) -> f64 {
        f64::from(self.right) / f64::from((self.right + self.missed).max(1))
    }
}

/// Scores every detector on the files whose name fits, and tells each mistake.
fn score(fits: impl Fn(&str) -> bool) -> (BTreeMap<Detail, Score>, String, usize) {
    let (mut scores, mut mistakes, mut count) = (BTreeMap::<Detail, Score>::new(), String::new(), 0);
    for (file, language, table) in FILES.iter().filter(|(file, ..)| fits(file)) {
        let cases: Cases = toml::from_str(table).unwrap_or_else(|fault| panic!("{file}: {fault}"));
        for case in &cases.answer {
            count += 1;
            let reading = probe::read_answer(&case.text, case.asked.as_deref(), *language);
            let listed = |words: &str, detail: Detail| words.split_whitespace().any(|word| word == name(detail));
            for words in [&case.holds, &case.may, &case.not] {
                let known = |word: &str| ALL.into_iter().any(|detail| name(detail) == word);
                assert!(words.split_whitespace().all(known), "{file}: {words}");
            }
            for detail in ALL {
                let (holds, fired) = (listed(&case.holds, detail), reading.holds(detail));
                let open = matches!(detail, Detail::Thin | Detail::Rich | Detail::Echo);
                let score = scores.entry(detail).or_default();
                let seen = || reading.of(detail).map(|hit| hit.span.of(&case.text)).collect::<Vec<_>>().join(" / ");
                match (holds, fired) {
                    (true, true) => score.right += 1,
                    (true, false) => {
                        score.missed += 1;
                        writeln!(mistakes, "{file} lacks {}: {}", name(detail), case.text).unwrap();
                    }
                    (false, true) if !listed(&case.may, detail) && (!open || listed(&case.not, detail)) => {
                        score.wrong += 1;
                        writeln!(mistakes, "{file} has {} [{}]: {}", name(detail), seen(), case.text).unwrap();
                    }
                    (false, true | false) => {}
                }
            }
        }
    }
    (scores, mistakes, count)
}

fn table(scores: &BTreeMap<Detail, Score>) -> String {
    let mut table = String::from("detector   right wrong missed precision recall\n");
    for (detail, score) in scores {
        let Score { right, wrong, missed } = *score;
        let (precision, recall) = (score.precision(), score.recall());
        writeln!(table, "{:<10} {right:>5} {wrong:>5} {missed:>6} {precision:>9.3} {recall:>6.3}", name(*detail))
            .unwrap();
    }
    table
}

#[test]
fn every_detector_is_right_nineteen_times_in_twenty() {
    for language in ["ja", "en"] {
        let (scores, mistakes, _) = score(|file| file.starts_with(language));
        println!("{language}\n{}{mistakes}", table(&scores));
    }
    let (scores, mistakes, count) = score(|_| true);
    assert!(count >= 300, "{count} answers");
    let table = table(&scores);
    println!("{count} answers\n{table}");
    for (detail, score) in &scores {
        let fine = score.right > 0 && score.precision() >= 0.95 && score.recall() >= 0.95;
        assert!(fine, "{}\n{table}\n{mistakes}", name(*detail));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// A text reads the same whole and as it is typed, and every sign lies on characters.
    #[test]
    fn typing_reads_like_reading(parts in prop::collection::vec("(三年前の冬、|We failed\\.|「もう来ん」と言われた。|\n|12 people |母が|１０％|“no,” she said|[あ-んa-z。、.\"「」0-9０-９ ]{0,6})", 0..24)) {
        for language in [Language::Ja, Language::En] {
            let mut reader = Reader::new(language);
            let mut text = String::new();
            for part in &parts {
                text.push_str(part);
                let typed = reader.read(&text, None);
                prop_assert_eq!(&typed, &probe::read(&text, language));
                for hit in &typed.hits {
                    prop_assert!(text.get(hit.span.start..hit.span.end).is_some_and(|span| !span.trim().is_empty()));
                }
            }
        }
    }
}

/// The number of the rule that would ask about `text`; `None` where nothing is asked.
fn rule(text: &str, language: Language, asking: &Asking<'_>) -> Option<u8> {
    probe::follow_up(text, &probe::read(text, language), asking, language).map(|ask| ask.rule)
}

#[test]
fn the_first_rule_that_applies_asks() {
    let free = Asking::default();
    for (text, language, expected) in [
        ("わかりません。", Language::Ja, Some(0)),
        ("お客様に寄り添うことを大切に、日々取り組んでおります。", Language::Ja, Some(1)),
        ("会議室では、いつも同じ説明をしています。", Language::Ja, Some(2)),
        ("去年の春、朝礼をやめました。", Language::Ja, Some(3)),
        ("問い合わせが3割増えました。", Language::Ja, Some(4)),
        ("去年の春、渋谷店は業界初の無人店でした。", Language::Ja, Some(9)),
        ("去年の冬、三十件の注文を間違えました。", Language::Ja, Some(11)),
        ("I don't know.", Language::En, Some(0)),
        ("We care about doing things properly, whatever it may bring in the end.", Language::En, Some(1)),
        ("In our office we usually answer by phone.", Language::En, Some(2)),
        ("Last March we stopped the newsletter.", Language::En, Some(3)),
        ("Last March the orders fell by 30%.", Language::En, Some(4)),
        ("In 2019 our shop in Leeds was the best in town.", Language::En, Some(9)),
        ("Last winter I shipped forty boxes to the wrong address.", Language::En, Some(11)),
    ] {
        assert_eq!(rule(text, language, &free), expected, "{text}");
    }
}

#[test]
fn an_answer_that_holds_what_was_wanted_is_left_alone() {
    let wants = [Detail::Time, Detail::Person];
    let asking = Asking { question: Some("failure"), wants: Some(&wants), used: &[] };
    assert_eq!(rule("三年前、母が請求書を間違えました。", Language::Ja, &asking), None);
    // Truth and permission are asked for all the same.
    assert_eq!(rule("三年前、母が「もうやめる」と言いました。", Language::Ja, &asking), Some(8));
    assert_eq!(rule("三年前、母の店は日本一でした。", Language::Ja, &asking), Some(9));
    assert_eq!(rule("請求書を間違えました。", Language::Ja, &asking), Some(1));
    let used = Asking { used: &[1], ..asking };
    assert_eq!(rule("請求書を間違えました。", Language::Ja, &used), Some(11));
}

#[test]
fn a_crowd_is_asked_down_to_one_where_one_reader_was_wanted() {
    let wants = [Detail::Person];
    let reader = Asking { question: Some("reader"), wants: Some(&wants), used: &[] };
    assert_eq!(rule("全国の皆様に届けたいです。", Language::Ja, &reader), Some(10));
    assert_eq!(rule("隣町のパン屋の奥さんです。", Language::Ja, &reader), None);
}

#[test]
fn a_follow_up_quotes_the_word_back_and_says_what_is_missing() {
    let text = "お客様に寄り添い続けることが、いちばんの基本です。";
    let reading = probe::read(text, Language::Ja);
    let ask =
        |used: &[u8]| probe::follow_up(text, &reading, &Asking { used, ..Asking::default() }, Language::Ja).unwrap();
    assert_eq!(ask(&[]).reason, "時と場所がまだ出てきていないので");
    assert_eq!(ask(&[1]).ask, "「寄り添い」は、昨日なら何をすることでしたか？");
}

#[test]
fn the_report_has_the_shape_the_manual_promises() {
    let text = "三年前です。";
    let reading = probe::read(text, Language::Ja);
    let json = serde_json::to_string(&Report::new(text, &reading, None)).unwrap();
    let expected = r#"{"version":1,"holds":[{"detector":"time","start":0,"end":9,"text":"三年前"}],"thin":true,"rich":false,"follow_up":null}"#;
    assert_eq!(json, expected);
}
