//! The interview as authors and scripts drive it: five answers to a first story, and nothing ever lost.

#![expect(clippy::unwrap_used, reason = "what a test sets up itself is there")]

mod follow_up;
mod sessions;

use naze::answers::{Answer, Key, Outcome, TipId};
use naze::draft::Draft;
use naze::flow::{self, Flow, Need};
use naze::interview::{Interview, Refused, State};
use naze::post::{self, Format, Habits, Landing, Landings, Newline, Post, Source, Tip};
use naze::text::{Language, Register, Span};

fn tip(index: usize, heading: &str) -> Tip {
    Tip {
        number: index + 1,
        heading: heading.to_owned(),
        heading_span: Span::default(),
        span: Span::default(),
        landing: Landing::default(),
    }
}

/// A post with these tips; only what the interview looks at is filled in.
fn post(language: Language, headings: &[&str]) -> Post {
    Post {
        text: String::new(),
        source: Source { encoding: "UTF-8", bom: false, newline: Newline::Lf, format: Format::Markdown },
        front_matter: None,
        title: Some("クレーム対応5つの方法".to_owned()),
        language,
        register: if language == Language::Ja { Register::Desumasu } else { Register::Plain },
        kind: if headings.is_empty() { post::Kind::Other } else { post::Kind::Howto },
        intro: None,
        tips: headings.iter().enumerate().map(|(index, heading)| tip(index, heading)).collect(),
        closing: None,
        landings: Landings::default(),
        habits: Habits { blank_lines: true, paragraph_indent: "" },
    }
}

/// A new draft of that post.
fn draft(post: &Post) -> Draft {
    Draft::new(post, "", "", "why")
}

fn key(text: &str) -> Key {
    text.parse().unwrap()
}

/// What `naze answer` does.
fn answer(flows: &[Flow], post: &Post, draft: &mut Draft, given: &str, text: &str) -> Result<Key, Refused> {
    let interview = Interview::new(flows, post, draft);
    let key = interview.resolve(&key(given))?;
    let text = interview.settle(&key, text)?;
    let asked = interview.words(&key).unwrap().ask;
    if text.is_empty() {
        draft.answers.remove(&key);
    } else {
        draft.answers.insert(key.clone(), Answer { asked, text, ..Answer::default() });
    }
    Ok(key)
}

const TIPS: [&str; 3] = ["最後まで聞く", "すぐ謝らない", "紙に書いて渡す"];

#[test]
fn five_answers_make_a_first_story() {
    let flows = flow::builtin();
    let post = post(Language::Ja, &TIPS);
    let mut draft = draft(&post);
    let mut asked = Vec::new();
    while Interview::new(&flows, &post, &draft).left().must > 0 {
        let next = Interview::new(&flows, &post, &draft).next_open(None).unwrap().key.to_string();
        let text = if next == "hard-tip" { "2" } else { "三年前の冬、店で。" };
        answer(&flows, &post, &mut draft, &next, text).unwrap();
        asked.push(next);
    }
    assert_eq!(asked, ["reader", "hard-tip", "failure@t2", "turn@t2", "why@t2"]);
}

#[test]
fn progress_counts_five_before_the_tip_is_chosen() {
    let flows = flow::builtin();
    let post = post(Language::Ja, &TIPS);
    let draft = draft(&post);
    let interview = Interview::new(&flows, &post, &draft);
    assert_eq!(interview.left().must, 5);
    assert_eq!(interview.progress(Need::Must).total, 5);
    assert!(interview.minutes().story <= 10);
    assert!(interview.visible().iter().all(|posed| posed.key.of.is_none()));
}

#[test]
fn a_script_that_answers_whatever_is_next_comes_to_an_end() {
    let flows = flow::builtin();
    let post = post(Language::En, &["Listen first", "Never apologise at once"]);
    let mut draft = draft(&post);
    for _ in 0..100 {
        let Some(next) = Interview::new(&flows, &post, &draft).next_open(None).map(|posed| posed.key.to_string())
        else {
            break;
        };
        let text = if next == "hard-tip" { "2, 1" } else { "It was a Friday." };
        answer(&flows, &post, &mut draft, &next, text).unwrap();
    }
    let interview = Interview::new(&flows, &post, &draft);
    assert_eq!(interview.next_open(None), None);
    assert_eq!(interview.chosen(), [TipId(2), TipId(1)]);
    let progress = interview.progress(Need::May);
    assert_eq!((progress.done, interview.minutes().all), (progress.total, 0));
}

#[test]
fn a_post_without_tips_is_one_tip_and_nothing_is_chosen() {
    let flows = flow::builtin();
    let post = post(Language::Ja, &[]);
    let mut draft = draft(&post);
    let interview = Interview::new(&flows, &post, &draft);
    assert!(interview.find(&key("hard-tip")).is_none());
    let failure = interview.find(&key("failure@t1")).unwrap();
    assert!(interview.wording(failure).ask.starts_with("「クレーム対応5つの方法」"));
    assert_eq!(answer(&flows, &post, &mut draft, "failure", "三年前"), Ok(key("failure@t1")));
}

#[test]
fn a_tips_question_without_a_tip_means_the_first_chosen() {
    let flows = flow::builtin();
    let post = post(Language::Ja, &TIPS);
    let mut draft = draft(&post);
    assert_eq!(answer(&flows, &post, &mut draft, "failure", "三年前"), Err(Refused::NoTipChosen));
    answer(&flows, &post, &mut draft, "hard-tip", "t3、1").unwrap();
    assert_eq!(answer(&flows, &post, &mut draft, "failure", "三年前"), Ok(key("failure@t3")));
    assert_eq!(draft.answers.told(&key("hard-tip")), Some("t3,t1"));
}

#[test]
fn a_tip_is_chosen_by_what_is_told_of_it() {
    let flows = flow::builtin();
    let post = post(Language::Ja, &TIPS);
    let mut draft = draft(&post);
    answer(&flows, &post, &mut draft, "failure@t2", "三年前").unwrap();
    let interview = Interview::new(&flows, &post, &draft);
    assert_eq!(interview.chosen(), [TipId(2)]);
    assert_eq!(interview.find(&key("failure@t2")).unwrap().state, State::Answered);
}

#[test]
fn an_unchosen_tips_answers_sleep_and_wake() {
    let flows = flow::builtin();
    let post = post(Language::Ja, &TIPS);
    let mut draft = draft(&post);
    answer(&flows, &post, &mut draft, "hard-tip", "1").unwrap();
    answer(&flows, &post, &mut draft, "failure", "三年前").unwrap();
    answer(&flows, &post, &mut draft, "hard-tip", "2").unwrap();
    let interview = Interview::new(&flows, &post, &draft);
    assert_eq!(interview.dormant(), [&key("failure@t1")]);
    assert!(interview.find(&key("failure@t1")).is_none());
    answer(&flows, &post, &mut draft, "hard-tip", "1,2").unwrap();
    let interview = Interview::new(&flows, &post, &draft);
    assert!(interview.dormant().is_empty());
    assert_eq!(interview.find(&key("failure@t1")).unwrap().state, State::Answered);
}

#[test]
fn choices_are_taken_by_value_position_and_label() {
    let flows = flow::builtin();
    let post = post(Language::Ja, &["好きに休んでよい、休んでいい雰囲気を作る", "ABCを守る", "2", "挨拶"]);
    let draft = draft(&post);
    let interview = Interview::new(&flows, &post, &draft);
    let settle = |text: &str| interview.settle(&key("hard-tip"), text);
    for (given, stored) in [
        ("t2", "t2"),
        ("ｔ２", "t2"),
        ("２", "t2"),
        ("1", "t1"),
        ("4\n", "t4"),
        ("1，4", "t1,t4"),
        ("4, t1, 挨拶", "t4,t1"),
        ("ａｂｃを守る。", "t2"),
        ("好きに休んでよい、休んでいい雰囲気を作る、挨拶", "t1,t4"),
        ("", ""),
    ] {
        assert_eq!(settle(given), Ok(stored.to_owned()), "{given}");
    }
    assert_eq!(settle("1,2,t3,4"), Err(Refused::TooMany { most: 3 }));
    for (given, wrong) in [("1,9", "9"), ("挨拶する", "挨拶する"), ("t1, 0", "0")] {
        let Err(Refused::NoSuchChoice { given, choices }) = settle(given) else { panic!("{given}") };
        assert_eq!((given.as_str(), choices.len()), (wrong, 4));
    }
}

#[test]
fn what_is_not_taken_says_why() {
    let flows = flow::builtin();
    let post = post(Language::Ja, &TIPS);
    let mut draft = draft(&post);
    let mut refused = |given: &str| answer(&flows, &post, &mut draft, given, "何か").unwrap_err();
    let unknown = |given: &str, nearest: Option<&str>| Refused::UnknownQuestion {
        given: given.to_owned(),
        nearest: nearest.map(str::to_owned),
    };
    assert_eq!(refused("failur@t1"), unknown("failur", Some("failure")));
    assert_eq!(refused("weather"), unknown("weather", None));
    assert_eq!(refused("reader@t1"), Refused::NotOfATip { instead: key("reader") });
    assert_eq!(
        refused("failure@t9"),
        Refused::UnknownTip { given: TipId(9), tips: vec![TipId(1), TipId(2), TipId(3)] }
    );
    assert_eq!(refused("failure@t1+3"), Refused::NoSuchProbe);
}

#[test]
fn prose_is_kept_to_the_letter_but_for_trailing_blanks() {
    let flows = flow::builtin();
    let post = post(Language::Ja, &TIPS);
    let draft = draft(&post);
    let interview = Interview::new(&flows, &post, &draft);
    let settled = interview.settle(&key("reader"), "　山本さん\r\n\r\n  二行目 \t\n\n").unwrap();
    assert_eq!(settled, "　山本さん\n\n  二行目");
}

#[test]
fn skipped_and_parked_questions_are_not_open_but_stay_on_the_path() {
    let flows = flow::builtin();
    let post = post(Language::Ja, &TIPS);
    let mut draft = draft(&post);
    draft.answers.entry(&key("reader")).outcome = Some(Outcome::Parked);
    draft.answers.entry(&key("hard-tip")).outcome = Some(Outcome::Skipped);
    let interview = Interview::new(&flows, &post, &draft);
    assert_eq!(interview.left().must, 0);
    assert_eq!(interview.progress(Need::Must).done, 1);
    assert_eq!(interview.next_open(None).unwrap().question.need, Need::Should);
    assert_eq!(interview.after(&key("reader")).unwrap().key, key("hard-tip"));
    assert_eq!(interview.before(&key("hard-tip")).unwrap().key, key("reader"));
    assert_eq!(interview.before(&key("reader")), None);
}

#[test]
fn an_answer_that_leaned_on_a_changed_one_asks_to_be_read_again() {
    let flows = flow::builtin();
    let mut post = post(Language::Ja, &TIPS);
    let mut draft = draft(&post);
    answer(&flows, &post, &mut draft, "reader", "山本さん、畳屋の二代目。").unwrap();
    answer(&flows, &post, &mut draft, "trouble", "電話が鳴らない").unwrap();
    answer(&flows, &post, &mut draft, "failure@t1", "三年前の冬").unwrap();
    assert!(Interview::new(&flows, &post, &draft).reread().is_empty());
    answer(&flows, &post, &mut draft, "reader", "佐藤さん、金物屋。").unwrap();
    assert_eq!(Interview::new(&flows, &post, &draft).reread(), [&key("trouble")]);
    "最後まで黙って聞く".clone_into(&mut post.tips.first_mut().unwrap().heading);
    assert_eq!(Interview::new(&flows, &post, &draft).reread(), [&key("trouble"), &key("failure@t1")]);
}

#[test]
fn a_changed_flow_is_told_and_loses_nothing() {
    let text = |questions: &str| {
        let stage = "version = 1\nid = \"own\"\n[[stage]]\nid = \"s\"\n[stage.ja]\ntitle = \"段\"\n";
        let end = "stage = \"s\"\nkind = \"prose\"\nneed = \"may\"";
        [Flow::parse(&format!("{stage}{}", questions.replace("END", end))).unwrap()]
    };
    let words = |ask: &str| format!("END\n[question.ja]\nask = \"{ask}\"\nshort = \"日\"\n");
    let old = text(&format!(
        "[[question]]\nid = \"a\"\n{0}[[question]]\nid = \"b\"\n{0}[[question]]\nid = \"c\"\n{0}",
        words("どんな日でしたか？")
    ));
    let new = text(&format!(
        "[[question]]\nid = \"a\"\n{1}[[question]]\nid = \"d\"\nwas = [\"b\"]\n{0}[[question]]\nid = \"e\"\n{0}",
        words("どんな日でしたか？"),
        words("どこでしたか？")
    ));
    let post = post(Language::Ja, &TIPS);
    let mut draft = draft(&post);
    for id in ["a", "b", "c"] {
        answer(&old, &post, &mut draft, id, "三年前").unwrap();
    }
    assert!(Interview::new(&old, &post, &draft).changes().is_empty());
    let interview = Interview::new(&new, &post, &draft);
    let changes = interview.changes();
    assert_eq!(changes.new, [key("e")]);
    assert_eq!(changes.reworded, [key("a")]);
    assert_eq!(changes.retired, [key("c")]);
    assert_eq!(changes.renamed, [(key("b"), key("d"))]);
    assert_eq!(interview.dormant(), [&key("b"), &key("c")]);
    assert_eq!(interview.resolve(&key("b")), Ok(key("d")));
}

#[test]
fn each_condition_decides_whether_a_question_is_asked() {
    let flow = |when: &str| {
        let words = "[question.ja]\nask = \"何でしたか？\"\nshort = \"何\"\n";
        let choices = "[[question.choice]]\nvalue = \"x\"\nja = \"エックス\"\n[[question.choice]]\nvalue = \"y\"\nja = \"ワイ\"\n";
        let text = format!(
            "version = 1\nid = \"own\"\n[[stage]]\nid = \"s\"\n[stage.ja]\ntitle = \"段\"\n\
             [[question]]\nid = \"a\"\nstage = \"s\"\nkind = \"prose\"\nneed = \"must\"\n{words}\
             [[question]]\nid = \"c\"\nstage = \"s\"\nkind = \"choices\"\nneed = \"must\"\n{words}{choices}\
             [[question]]\nid = \"q\"\nstage = \"s\"\nkind = \"prose\"\nneed = \"may\"\nwhen = {when}\n{words}"
        );
        [Flow::parse(&text).unwrap()]
    };
    let post = post(Language::Ja, &TIPS);
    let silent = draft(&post);
    let mut told = silent.clone();
    told.answers.entry(&key("a")).text = "三年前の冬でした。".to_owned();
    told.answers.entry(&key("c")).text = "x,y".to_owned();
    for (when, before, after) in [
        ("{ always = true }", true, true),
        ("{ answered = \"a\" }", false, true),
        ("{ chose = { question = \"c\", value = \"y\" } }", false, true),
        ("{ not = { chose = { question = \"c\", value = \"y\" } } }", true, false),
        ("{ has = { question = \"a\", details = [\"time\", \"number\"] } }", false, true),
        ("{ has = { question = \"a\", details = [\"speech\"] } }", false, false),
        ("{ lacks = { question = \"a\", details = [\"speech\"] } }", false, true),
        ("{ lacks = { question = \"a\", details = [\"time\"] } }", false, false),
        ("{ language = \"ja\" }", true, true),
        ("{ language = \"en\" }", false, false),
        ("{ register = \"desumasu\" }", true, true),
        ("{ register = \"dearu\" }", false, false),
        ("{ all = [{ language = \"ja\" }, { answered = \"a\" }] }", false, true),
        ("{ any = [{ language = \"en\" }, { answered = \"a\" }] }", false, true),
    ] {
        let flows = flow(when);
        for (draft, asked) in [(&silent, before), (&told, after)] {
            let interview = Interview::new(&flows, &post, draft);
            assert_eq!(interview.find(&key("q")).is_some(), asked, "{when}");
        }
    }
}

#[test]
fn a_mark_alone_is_no_way_to_begin() {
    for flow in flow::builtin() {
        for question in &flow.questions {
            for words in [&question.ja, &question.en].into_iter().flatten() {
                let lone = words.starters.iter().find(|starter| !starter.contains(char::is_alphanumeric));
                assert_eq!(lone, None, "{}", question.id);
            }
        }
    }
    let mut flows = flow::builtin();
    for question in flows.iter_mut().flat_map(|flow| &mut flow.questions) {
        if let Some(words) = &mut question.ja {
            words.starters = vec!["「".to_owned(), "あれは、".to_owned()];
        }
    }
    let post = post(Language::Ja, &["最後まで聞く"]);
    let draft = draft(&post);
    let interview = Interview::new(&flows, &post, &draft);
    assert_eq!(interview.starters(&interview.visible()[0].key), ["あれは、"]);
}
