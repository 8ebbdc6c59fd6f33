//! A thousand random sessions: no answer is lost, no question out of reach, and every session ends.

use std::collections::BTreeMap;

use naze::interview::{Interview, Left, State, Step};
use proptest::prelude::*;

use super::*;

/// One thing an author, a script or the world does in a session.
#[derive(Debug, Clone)]
enum Deed {
    Answer(usize, String),
    Clear(usize),
    Aside(usize, Outcome),
    Choose(Vec<usize>),
    /// Straight at a key, visible or not.
    Script(Key, String),
    /// The post is edited: the tip at this place is taken out, or comes back.
    Tip(usize),
    /// The flow file is edited: only the first so many of the flows are asked.
    Flows(usize),
}

fn steps() -> impl Strategy<Value = Vec<Deed>> {
    let text = prop::sample::select(vec!["三年前の冬、店で。", "It was a Friday.", "　", "二行\n目", "t1"]);
    let outcome = prop::sample::select(vec![
        Outcome::DontKnow,
        Outcome::CantSay,
        Outcome::None,
        Outcome::Parked,
        Outcome::Skipped,
    ]);
    let keys =
        ["failure@t1", "failure@t2", "turn@t3", "why@t9", "reader", "wobble@t2", "cause", "gone", "failure@t1+1"];
    let keys = prop::sample::select(keys.map(key).to_vec());
    let step = prop_oneof![
        6 => (0..40_usize, text.clone()).prop_map(|(at, text)| Deed::Answer(at, text.to_owned())),
        1 => (0..40_usize).prop_map(Deed::Clear),
        2 => (0..40_usize, outcome).prop_map(|(at, outcome)| Deed::Aside(at, outcome)),
        2 => prop::collection::vec(0..4_usize, 0..4).prop_map(Deed::Choose),
        2 => (keys, text).prop_map(|(key, text)| Deed::Script(key, text.to_owned())),
        1 => (0..4_usize).prop_map(Deed::Tip),
        1 => (1..4_usize).prop_map(Deed::Flows),
    ];
    prop::collection::vec(step, 0..40)
}

/// What must hold of an interview at any time.
fn sound(interview: &Interview<'_>, draft: &Draft) {
    // The path is the visible questions, once each, and Tab walks it both ways.
    let path: Vec<&Key> = interview.path().iter().map(|posed| &posed.key).collect();
    let mut visible: Vec<&Key> = interview.visible().iter().map(|posed| &posed.key).collect();
    let mut sorted = path.clone();
    sorted.sort();
    visible.sort();
    assert_eq!(sorted, visible);
    sorted.dedup();
    assert_eq!(sorted.len(), path.len());
    for pair in path.windows(2) {
        let [one, two] = pair else { continue };
        assert_eq!(interview.after(one).map(|posed| &posed.key), Some(*two));
        assert_eq!(interview.before(two).map(|posed| &posed.key), Some(*one));
    }
    // Every answer is either in front of the author or dormant.
    let dormant = interview.dormant();
    for (key, answer) in draft.answers.iter().filter(|(_, answer)| answer.is_told()) {
        assert_ne!(interview.find(key).is_some(), dormant.contains(&key), "{key} {answer:?}");
    }
    // Progress counts each question once.
    let progress = interview.progress(Need::May);
    assert_eq!(progress.total, path.len() + interview.foreseen().len());
    let left = interview.left();
    let parked = interview.visible().iter().filter(|posed| posed.state == State::Aside(Outcome::Parked)).count();
    assert_eq!(progress.done + left.must + left.should + left.may + parked, progress.total);
    let open = interview.visible().iter().filter(|posed| posed.state == State::Open).count();
    assert_eq!(interview.next_open(None).is_none(), open == 0);
    // What is asked holds no placeholder, and each visible question takes an answer under its own key.
    for posed in interview.visible() {
        let wording = interview.wording(posed);
        assert!(!wording.ask.is_empty() && !wording.ask.contains(['{', '}']), "{}", wording.ask);
        assert_eq!(interview.resolve(&posed.key).as_ref(), Ok(&posed.key));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_session_loses_an_answer_or_its_way(steps in steps(), tips in 0..4_usize, english: bool) {
        let all = flow::builtin();
        let mut flows = all.as_slice();
        let language = if english { Language::En } else { Language::Ja };
        let headings = ["最後まで聞く", "すぐ謝らない？", "紙に", "「聞く」"];
        let mut post = post(language, headings.get(..tips).unwrap());
        let mut draft = draft(&post);
        let mut told: BTreeMap<Key, String> = BTreeMap::new();
        for step in steps {
            let visible: Vec<Key> =
                Interview::new(flows, &post, &draft).visible().iter().map(|posed| posed.key.clone()).collect();
            let at = |at: usize| visible.get(at % visible.len()).unwrap().clone();
            let mut given = Vec::new();
            match step {
                Deed::Answer(place, text) => given.push((at(place), text)),
                Deed::Script(key, text) => given.push((key, text)),
                Deed::Clear(place) => given.push((at(place), String::new())),
                Deed::Choose(places) => {
                    let text: Vec<_> = places.iter().map(|place| format!("t{}", place + 1)).collect();
                    given.push((key("hard-tip"), text.join(",")));
                }
                Deed::Aside(place, outcome) => draft.answers.entry(&at(place)).outcome = Some(outcome),
                Deed::Tip(place) => {
                    if let Some(mark) = draft.tips.get_mut(place) {
                        mark.index = if mark.index.is_some() { None } else { Some(place) };
                    }
                    let kept = draft.tips.iter().filter(|mark| mark.index.is_some()).count();
                    for (index, mark) in draft.tips.iter_mut().filter(|mark| mark.index.is_some()).enumerate() {
                        mark.index = Some(index);
                    }
                    post.tips.resize(kept, post.tips.first().cloned().unwrap_or_else(|| tip(0, "戻ったコツ")));
                }
                Deed::Flows(count) => flows = all.get(..count).unwrap(),
            }
            for (key, text) in given {
                let Ok(key) = answer(flows, &post, &mut draft, &key.to_string(), &text) else { continue };
                match draft.answers.told(&key) {
                    Some(text) => drop(told.insert(key, text.to_owned())),
                    None => drop(told.remove(&key)),
                }
            }
            sound(&Interview::new(flows, &post, &draft), &draft);
        }
        for (key, text) in &told {
            prop_assert_eq!(draft.answers.told(key), Some(text.as_str()));
        }
        // Whoever answers what is next comes to an end.
        for left in (0..=100).rev() {
            let Some(next) = Interview::new(flows, &post, &draft).next_open(None).map(|posed| posed.key.clone()) else {
                break;
            };
            prop_assert!(left > 0);
            let text = if next == key("hard-tip") { "1" } else { "三年前" };
            answer(flows, &post, &mut draft, &next.to_string(), text).unwrap();
        }
        prop_assert_eq!(Interview::new(flows, &post, &draft).left(), Left::default());
        // So does whoever answers every follow-up: two a question, none twice.
        let keys: Vec<Key> =
            Interview::new(flows, &post, &draft).visible().iter().map(|posed| posed.key.clone()).collect();
        for own in keys {
            for _ in 0..=2 {
                let Some(call) = Interview::new(flows, &post, &draft).follow_up(&own) else { break };
                let asked = [1, 2].map(|probe| draft.answers.get(&Key { probe, ..own.clone() }));
                prop_assert!((1..=2).contains(&call.key.probe) && !call.ask.contains(['{', '}']), "{call:?}");
                prop_assert!(asked.iter().flatten().all(|answer| answer.asked != call.ask), "{call:?}");
                let given = Answer { asked: call.ask, text: "雨でした。".to_owned(), ..Answer::default() };
                let before = draft.answers.insert(call.key, given);
                prop_assert!(before.is_none_or(|answer| !answer.is_settled()));
            }
        }
    }

    #[test]
    fn what_is_settled_is_what_was_given(text in "[ -~ぁ-ん。、\\t\\r\\n　👩‍👧]{0,60}") {
        let flows = flow::builtin();
        let post = post(Language::Ja, &TIPS);
        let draft = draft(&post);
        let interview = Interview::new(&flows, &post, &draft);
        for id in ["reader", "failure@t2", "failure@t2+1"] {
            let settled = interview.settle(&key(id), &text).unwrap();
            let expected = text.replace("\r\n", "\n").replace('\r', "\n");
            prop_assert_eq!(&settled, expected.trim_end());
            prop_assert_eq!(interview.settle(&key(id), &settled).unwrap(), settled);
        }
        // A choice is one of those offered, or refused, and taken again it stays the same.
        if let Ok(settled) = interview.settle(&key("hard-tip"), &text) {
            prop_assert!(settled.split(',').all(|value| value.is_empty() || ["t1", "t2", "t3"].contains(&value)));
            prop_assert_eq!(interview.settle(&key("hard-tip"), &settled), Ok(settled));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    /// Follow-ups, stages' ends and questions alike: whoever answers or dismisses whatever is next comes to an end.
    #[test]
    fn whatever_comes_next_comes_to_an_end(said in prop::collection::vec(0..5_usize, 1..9), english: bool) {
        let flows = flow::builtin();
        let post = post(if english { Language::En } else { Language::Ja }, &TIPS);
        let mut draft = draft(&post);
        let mut last: Option<Key> = None;
        for turn in 0.. {
            prop_assert!(turn < 120, "the session never ends");
            let (key, asked) = {
                let interview = Interview::new(&flows, &post, &draft);
                match interview.step(last.as_ref()) {
                    Some(Step::FollowUp(posed, call)) => {
                        prop_assert!(posed.is(&call.key) && interview.find(&call.key).is_some());
                        (call.key, call.ask)
                    }
                    Some(Step::Question(posed)) => (posed.key.clone(), interview.wording(posed).ask),
                    None => break,
                }
            };
            prop_assert!(draft.answers.get(&key).is_none_or(|answer| !answer.is_settled()), "{key} was asked twice");
            let (text, outcome) = match said.get(turn % said.len()) {
                _ if key == self::key("hard-tip") => ("t1,t2", None),
                Some(0) => ("失敗しました。", None),
                Some(1) => ("We lost it.", None),
                Some(2) => ("", Some(Outcome::DontKnow)),
                Some(3) => ("", Some(Outcome::None)),
                Some(_) | None => ("", Some(Outcome::Skipped)),
            };
            draft.answers.insert(key.clone(), Answer { asked, text: text.to_owned(), outcome, ..Answer::default() });
            last = Some(key);
        }
    }
}
