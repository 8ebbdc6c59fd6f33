//! The text of a draft.

use naze::answers::{Answer, Answers, Key, Outcome, Retold, Subject, TipId, VoiceId};
use naze::draft::{
    At, Bridges, Broken, Draft, DraftFile, Edit, Glance, PostMark, TipMark, Wanted, glance, parse, write,
};
use naze::post::{Mark, Mending, Says, TakenFor};
use naze::text::Language;
use naze::voice::{Heard, Voice};
use proptest::prelude::*;

use super::{asked, changed_lines, key, told};

const HAND: &str = include_str!("../cases/draft/a-hand-edited-draft/draft.toml");

fn small() -> Draft {
    let mut answers = Answers::default();
    answers.insert(key("failure@t1"), told("三年前の冬、閉店五分前に電話が鳴りました。"));
    answers.insert(key("hard-tip"), told("t1"));
    Draft {
        flow: "why".to_owned(),
        language: Language::Ja,
        arc: "woven".to_owned(),
        bridges: Bridges::Some,
        post: PostMark { file: "5-ways.md".to_owned(), sha256: "9f86".to_owned() },
        mending: Mending::default(),
        tips: vec![TipMark {
            id: TipId(1),
            heading: "最後まで聞く".to_owned(),
            opening: "相手の話を遮らず、".to_owned(),
            index: None,
        }],
        answers,
        edits: Vec::new(),
        voices: Vec::new(),
    }
}

#[test]
fn a_new_draft_reads_like_a_form() {
    let text = write(&small(), &asked(&["hard-tip", "failure@t1", "turn@t1"]), None);
    assert_eq!(
        text,
        r#"version = 1
flow = "why"
language = "ja"
arc = "woven"

[post]
file = "5-ways.md"
sha256 = "9f86"

[[tip]]
id = "t1"
heading = "最後まで聞く"
opening = "相手の話を遮らず、"

[answer.hard-tip]
asked = "いつ、どんな場面でしたか？"
at = 2026-11-23T21:04:10+09:00
text = "t1"

[answer."failure@t1"]
asked = "いつ、どんな場面でしたか？"
at = 2026-11-23T21:04:10+09:00
text = """
三年前の冬、閉店五分前に電話が鳴りました。
"""

[answer."turn@t1"]
asked = "turn@t1 を教えてください。"
text = ""
"#
    );
}

#[test]
fn an_answer_changes_its_own_lines_alone() {
    let mut draft = parse(HAND).unwrap();
    draft.answers.insert(key("turn@t1"), Answer { asked: "何を変えましたか？".to_owned(), ..told("三つ数えます。") });
    let text = write(&draft, &asked(&["reader", "hard-tip", "failure@t1", "turn@t1"]), Some(HAND));
    let lines = changed_lines(HAND, &text);
    assert_eq!(lines, ["at = 2026-11-23T21:04:10+09:00", "text = \"\"\"", "三つ数えます。", "\"\"\""], "{text}");
    assert_eq!(parse(&text), Ok(draft));
}

#[test]
fn a_draft_nothing_changed_in_comes_back_byte_for_byte() {
    for hand in [
        HAND.to_owned(),
        HAND.replace('\n', "\r\n"),
        format!("\u{feff}{HAND}"),
        HAND.trim_end().to_owned(),
        "version = 1\nflow = \"why\"\nlanguage = \"en\"\narc = \"woven\"\npost = { file = \"a.md\", sha256 = \"\" }\n\
         answer = { reader = { text = \"Mina\" } }"
            .to_owned(),
    ] {
        let draft = parse(&hand).unwrap();
        assert_eq!(write(&draft, &[], Some(&hand)), hand);
    }
}

#[test]
fn line_ends_of_the_file_are_kept_and_those_of_answers_are_lf() {
    let crlf = HAND.replace('\n', "\r\n");
    let mut draft = parse(&crlf).unwrap();
    assert_eq!(draft, parse(HAND).unwrap());
    draft.answers.insert(key("turn@t1"), told("一\n二\r三"));
    let text = write(&draft, &[], Some(&crlf));
    assert!(!text.replace("\r\n", "").contains(['\n', '\r']), "{text:?}");
    assert_eq!(parse(&text), Ok(draft));
}

#[test]
fn a_cleared_answer_keeps_its_table() {
    let mut draft = parse(HAND).unwrap();
    draft.answers.remove(&key("failure@t1"));
    let text = write(&draft, &asked(&["reader", "hard-tip"]), Some(HAND));
    assert!(text.contains("# ここは店長に確認する\n[answer.\"failure@t1\"]"), "{text}");
    assert!(text.contains("note = \"録音なし\""));
    assert!(!text.contains("閉店五分前"));
    assert!(!text.contains("turn@t1"), "an untouched question that is asked no more goes");
    assert_eq!(parse(&text).unwrap().answers.told(&key("failure@t1")), None);
}

#[test]
fn new_questions_stand_in_flow_order_between_old_ones() {
    let draft = parse(HAND).unwrap();
    let slots = asked(&["trouble", "reader", "words", "hard-tip", "failure@t1", "why@t1", "turn@t1", "value"]);
    let text = write(&draft, &slots, Some(HAND));
    let order: Vec<_> = text.lines().filter(|line| line.starts_with("[answer")).collect();
    assert_eq!(
        order,
        [
            "[answer.trouble]",
            "[answer.reader]",
            "[answer.words]",
            "[answer.hard-tip]",
            "[answer.\"failure@t1\"]",
            "[answer.\"why@t1\"]",
            "[answer.\"turn@t1\"]",
            "[answer.value]",
            "[answer.\"reply@v3\"]   # 後の版の鍵",
        ]
    );
}

#[test]
fn what_is_broken_is_told_with_its_place() {
    let broken = |from: &str, to: &str| parse(&HAND.replace(from, to)).unwrap_err();
    assert!(matches!(broken("id = \"t1\"", "id = \"t1"), Broken::Syntax { at: At { line: 13, column: _ }, .. }));
    assert_eq!(
        broken("text = \"\"", "text = 3"),
        Broken::Value { at: At { line: 44, column: 8 }, key: "text".to_owned(), wanted: Wanted::Text }
    );
    assert_eq!(
        broken("text = \"\"", "outcome = \"later\""),
        Broken::Value { at: At { line: 44, column: 11 }, key: "outcome".to_owned(), wanted: Wanted::Outcome }
    );
    assert_eq!(broken("version = 1", "version = 2"), Broken::Newer { version: 2 });
    assert_eq!(broken("# ここは", "<<<<<<< HEAD\n=======\n>>>>>>> b\n#"), Broken::Conflict { line: 32 });
}

#[test]
fn two_writings_in_a_row_equal_one() {
    let (mut draft, mut file) = DraftFile::parse(HAND).unwrap();
    let slots = asked(&["reader", "trouble", "hard-tip", "failure@t1", "turn@t1"]);
    for text in ["一", "二\n\n三", "", "\"\"\"\\"] {
        draft.answers.insert(key("trouble"), told(text));
        draft.answers.insert(key("failure@t1+1"), told(text));
        let kept = file.write(&draft, &slots);
        assert_eq!(kept, write(&draft, &slots, Some(&kept)));
        assert_eq!(parse(&kept).map(touched), Ok(touched(draft.clone())));
    }
}

fn words() -> impl Strategy<Value = String> {
    prop_oneof![
        "[あいう三年前\n「」、。 ]{0,20}",
        "[\"\\\\\n\r\t 'a#=<>|\\[\\]{}\u{0}\u{1b}\u{7f}\u{85}\u{2028}\u{feff}]{0,12}",
        "(<<<<<<< |=======|>>>>>>> )\n?\\PC{0,8}",
        "\\PC{0,12}",
    ]
}

fn a_key() -> impl Strategy<Value = Key> {
    let of = prop_oneof![
        Just(None),
        (1..4_u32).prop_map(|tip| Some(Subject::Tip(TipId(tip)))),
        (1..4_u32).prop_map(|voice| Some(Subject::Voice(VoiceId(voice)))),
    ];
    ("(failure|turn|why|reader|hard-tip|reply)", of, 0..3_u8).prop_map(|(question, of, probe)| Key {
        question,
        of,
        probe,
    })
}

fn an_answer() -> impl Strategy<Value = Answer> {
    let outcome = prop_oneof![
        4 => Just(None),
        1 => Just(Some(Outcome::DontKnow)),
        1 => Just(Some(Outcome::CantSay)),
        1 => Just(Some(Outcome::None)),
        1 => Just(Some(Outcome::Parked)),
        1 => Just(Some(Outcome::Skipped)),
    ];
    let at = prop_oneof![Just("2026-11-23T21:04:10+09:00".to_owned()), Just("2026-11-23 21:04".to_owned()), words(),];
    let retold = proptest::option::of((words(), words()).prop_map(|(of, taken)| Retold { of, taken }));
    let from = proptest::option::of(words());
    (words(), at, words(), outcome, from, retold).prop_map(|(asked, at, text, outcome, from, retold)| Answer {
        asked,
        at: Some(at),
        text,
        outcome,
        from,
        retold,
    })
}

fn a_mending() -> impl Strategy<Value = Mending> {
    let says = prop_oneof![Just(Says::Tip), Just(Says::NoTip), Just(Says::Joined)];
    let heading = proptest::option::of(words()).prop_map(|heading| heading.filter(|heading| !heading.is_empty()));
    let mark =
        (words(), 0..3_usize, says, heading).prop_map(|(line, nth, says, heading)| Mark { line, nth, says, heading });
    let taken = prop_oneof![Just(TakenFor::Several), Just(TakenFor::One)];
    (taken, prop::collection::vec(mark, 0..3)).prop_map(|(taken, marks)| Mending { taken, marks })
}

prop_compose! {
    fn a_draft()(
        (flow, arc, file) in (words(), words(), words()),
        ja in any::<bool>(),
        bridges in any::<bool>(),
        marks in prop::collection::btree_map(1..9_u32, (words(), words()), 0..4),
        mending in a_mending(),
        answers in prop::collection::btree_map(a_key(), an_answer(), 0..6),
        edits in prop::collection::vec((words(), words(), proptest::option::of("[a-z.0-9-]{1,9}"), words()), 0..3),
        voices in prop::collection::btree_map(1..9_u32, (words(), words(), words()), 0..4),
    ) -> Draft {
        let mut kept = Answers::default();
        for (key, answer) in answers {
            kept.insert(key, answer);
        }
        Draft {
            flow,
            language: if ja { Language::Ja } else { Language::En },
            arc,
            bridges: if bridges { Bridges::Some } else { Bridges::None },
            post: PostMark { file, sha256: "00".to_owned() },
            mending,
            tips: marks
                .into_iter()
                .map(|(id, (heading, opening))| TipMark { id: TipId(id), heading, opening, index: None })
                .collect(),
            answers: kept,
            edits: edits
                .into_iter()
                .map(|(passage, was, bridge, text)| {
                    let aside = bridge.is_some().then(|| was.clone()).filter(|words| !words.is_empty());
                    Edit { passage, was, bridge, aside, text }
                })
                .collect(),
            voices: voices
                .into_iter()
                .map(|(id, (text, name, at))| Voice { id: VoiceId(id), heard: Heard { text, name, at } })
                .collect(),
        }
    }
}

/// A draft without the questions nobody touched.
fn touched(mut draft: Draft) -> Draft {
    let idle: Vec<Key> =
        draft.answers.iter().filter(|(_, answer)| answer.is_untouched()).map(|(key, _)| key.clone()).collect();
    for key in idle {
        draft.answers.remove(&key);
    }
    draft
}

/// Texts as people leave them behind: comments, blank lines, keys of their own.
fn scribble(text: &str, marks: &[(usize, &str)]) -> String {
    let mut lines: Vec<String> = Vec::new();
    let mut inside = false;
    for (number, line) in text.lines().enumerate() {
        let opens = line.ends_with("\"\"\"") && !inside;
        let closes = inside && line == "\"\"\"";
        if !inside {
            lines.extend(marks.iter().filter(|(at, _)| *at == number).map(|(_, mark)| (*mark).to_owned()));
        }
        let note = if !inside && !opens && !line.is_empty() && number % 3 == 0 { " # 注" } else { "" };
        lines.push(format!("{line}{note}"));
        inside = (inside && !closes) || opens;
    }
    lines.join("\n") + "\n"
}

/// What was seen, whatever order the answers stand in.
fn at_a_glance(seen: Result<Glance, Broken>) -> Result<Glance, Broken> {
    seen.map(|mut glance| {
        glance.told.sort();
        glance
    })
}

#[test]
fn a_glance_says_what_is_wrong_and_where() {
    for text in
        ["a = ", "version = 9", "[answer.reader]\ntext = 3", "<<<<<<< a\n=======\n>>>>>>> b\n", "[[tip]]\nid = 1"]
    {
        assert_eq!(glance(text).map(|_| ()), parse(text).map(|_| ()), "{text}");
        assert!(glance(text).is_err(), "{text}");
    }
    assert_eq!(at_a_glance(glance(HAND)), at_a_glance(Ok(Glance::from(&parse(HAND).unwrap()))));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn a_draft_reads_back_as_written(draft in a_draft(), before in a_draft()) {
        prop_assert_eq!(parse(&write(&draft, &[], None)), Ok(draft.clone()));
        let slots = asked(&["reader", "hard-tip", "failure@t1", "turn@t1", "failure@t2"]);
        let first = write(&before, &slots, None);
        prop_assert_eq!(parse(&first).map(touched), Ok(touched(before)));
        let second = write(&draft, &slots, Some(&first));
        prop_assert_eq!(parse(&second).map(touched), Ok(draft.clone()));
        prop_assert_eq!(at_a_glance(glance(&second)), at_a_glance(Ok(Glance::from(&draft))));
        prop_assert_eq!(&write(&draft, &slots, Some(&second)), &second);
        prop_assert!(second.parse::<toml::Table>().is_ok());
    }

    #[test]
    fn a_hand_edit_changes_only_itself(
        draft in a_draft(),
        marks in prop::collection::vec((1..40_usize, prop_oneof![Just("# 覚え書き"), Just(""), Just("  # あとで")]), 0..5),
        (to, text) in (a_key(), words()),
    ) {
        let slots = asked(&["reader", "failure@t1", "turn@t1"]);
        let hand = scribble(&write(&draft, &slots, None), &marks);
        let (mut read, mut file) = DraftFile::parse(&hand).unwrap();
        prop_assert_eq!(file.write(&read, &slots), hand.as_str());
        read.answers.insert(to.clone(), told(&text));
        let after = file.write(&read, &slots);
        prop_assert_eq!(parse(&after), Ok(read));
        // Everything outside the answer's own table is there, in its order.
        let own = |text: &str| {
            let head = [format!("[answer.\"{to}\"]"), format!("[answer.{to}]")];
            let mut inside = false;
            let mut block = false;
            let mut rest = Vec::new();
            for line in text.lines() {
                if !block && line.starts_with('[') {
                    inside = head.iter().any(|head| line.starts_with(head.as_str()));
                }
                let edge = line.matches("\"\"\"").count() % 2 == 1 && !line.starts_with('#');
                if !inside && !line.trim().is_empty() && !line.trim_start().starts_with('#') {
                    rest.push(line.to_owned());
                }
                block ^= edge;
            }
            rest
        };
        prop_assert_eq!(own(&after), own(&hand));
        for (_, mark) in &marks {
            let count = |text: &str| text.lines().filter(|line| line == mark).count();
            prop_assert!(mark.is_empty() || count(&after) == count(&hand), "{}", after);
        }
    }
}

#[test]
fn a_comment_above_a_key_that_goes_stays() {
    let hand = "version = 1\nflow = \"why\"\nlanguage = \"ja\"\narc = \"woven\"\n\n[post]\nfile = \"a.md\"\nsha256 = \"00\"\n\n\
                [answer.reader]\nasked = \"？\"\n# 覚え書き\noutcome = \"dont-know\"\ntext = \"\"\n";
    let (mut draft, mut file) = DraftFile::parse(hand).unwrap();
    draft.answers.entry(&"reader".parse().unwrap()).outcome = None;
    let after = file.write(&draft, &[]);
    assert!(after.contains("# 覚え書き\ntext") && !after.contains("outcome"), "{after}");
}
