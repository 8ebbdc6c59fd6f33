//! Following up on answers: what calls for it, how often, and when not.

use naze::answers::{Answer, Outcome};
use naze::flow::{self, Detail, Flow, Trigger};
use naze::interview::{Interview, Reason};

use super::*;

/// Answers the probe that `key` calls for, and hands back its words.
fn probe(flows: &[Flow], post: &Post, draft: &mut Draft, given: &str, text: &str) -> Option<String> {
    let call = Interview::new(flows, post, draft).follow_up(&key(given))?;
    let answer = Answer { asked: call.ask.clone(), text: text.to_owned(), ..Answer::default() };
    draft.answers.insert(call.key, answer);
    Some(call.ask)
}

#[test]
fn a_thin_answer_is_followed_up_twice_and_never_the_same_way() {
    let flows = flow::builtin();
    for (language, thin, more) in
        [(Language::Ja, "うまくいきませんでした。", "雨でした。"), (Language::En, "It went wrong.", "It rained.")]
    {
        let post = post(language, &TIPS);
        let mut draft = draft(&post);
        answer(&flows, &post, &mut draft, "failure@t1", thin).unwrap();
        let first = Interview::new(&flows, &post, &draft).follow_up(&key("failure@t1")).unwrap();
        assert_eq!(first.key, key("failure@t1+1"));
        let lacking = vec![Detail::Time, Detail::Place, Detail::Person];
        assert_eq!(first.reason, Reason::Own(Trigger::Lacks(lacking)));
        let one = probe(&flows, &post, &mut draft, "failure@t1", more).unwrap();
        let two = probe(&flows, &post, &mut draft, "failure@t1+1", more).unwrap();
        assert_ne!(one, two);
        assert_eq!(probe(&flows, &post, &mut draft, "failure@t1", more), None);
        let told = Interview::new(&flows, &post, &draft).told(&key("failure@t1"));
        assert_eq!(told, format!("{thin}\n{more}\n{more}"));
    }
}

#[test]
fn a_dismissed_probe_stays_dismissed() {
    let flows = flow::builtin();
    let post = post(Language::Ja, &TIPS);
    let mut draft = draft(&post);
    answer(&flows, &post, &mut draft, "failure@t1", "うまくいきませんでした。").unwrap();
    let call = Interview::new(&flows, &post, &draft).follow_up(&key("failure@t1")).unwrap();
    let dismissed = Answer { asked: call.ask.clone(), outcome: Some(Outcome::Skipped), ..Answer::default() };
    draft.answers.insert(call.key, dismissed);
    let next = Interview::new(&flows, &post, &draft).follow_up(&key("failure@t1")).unwrap();
    assert_eq!(next.key, key("failure@t1+2"));
    assert_ne!(next.ask, call.ask);
}

#[test]
fn an_answer_that_holds_what_was_wanted_is_left_alone() {
    let flows = flow::builtin();
    let post = post(Language::Ja, &TIPS);
    let mut draft = draft(&post);
    let whole = "三年前の十二月、駅前の店で、山本さんと二人で閉店の準備をしていました。";
    answer(&flows, &post, &mut draft, "failure@t1", whole).unwrap();
    assert_eq!(Interview::new(&flows, &post, &draft).follow_up(&key("failure@t1")), None);
    // Neither is one that is a list by nature, nor one of which nothing is told.
    answer(&flows, &post, &mut draft, "banned", "業界初、お客様各位").unwrap();
    answer(&flows, &post, &mut draft, "trouble", "去年の冬、「電話が鳴らない」と店先で言われました。").unwrap();
    let interview = Interview::new(&flows, &post, &draft);
    assert_eq!(interview.follow_up(&key("banned")), None);
    // What is never woven needs nobody's leave.
    assert_eq!(interview.follow_up(&key("trouble")), None);
    assert_eq!(interview.follow_up(&key("turn@t1")), None);
    assert_eq!(interview.follow_up(&key("hard-tip")), None);
}

#[test]
fn whoever_does_not_know_is_asked_once_more_softly() {
    let flows = flow::builtin();
    let post = post(Language::Ja, &TIPS);
    let mut draft = draft(&post);
    draft.answers.entry(&key("hard-tip")).text = "t1".to_owned();
    for outcome in [Outcome::DontKnow, Outcome::CantSay, Outcome::None] {
        draft.answers.entry(&key("failure@t1")).outcome = Some(outcome);
        draft.answers.remove(&key("failure@t1+1"));
        assert!(probe(&flows, &post, &mut draft, "failure@t1", "雨でした。").is_some(), "{outcome:?}");
        assert_eq!(probe(&flows, &post, &mut draft, "failure@t1", "雨でした。"), None, "{outcome:?}");
    }
    draft.answers.remove(&key("failure@t1+1"));
    draft.answers.entry(&key("failure@t1")).outcome = Some(Outcome::Parked);
    assert_eq!(probe(&flows, &post, &mut draft, "failure@t1", "雨でした。"), None);
}

#[test]
fn a_stage_has_five_probes_at_most() {
    let flows = flow::builtin();
    let post = post(Language::Ja, &TIPS);
    let mut draft = draft(&post);
    let mut count = 0;
    for id in ["failure", "turn", "why", "result", "wobble", "cost"] {
        answer(&flows, &post, &mut draft, &format!("{id}@t1"), "いろいろ。").unwrap();
        while probe(&flows, &post, &mut draft, &format!("{id}@t1"), "まあ。").is_some() {
            count += 1;
        }
    }
    assert_eq!(count, 5);
    answer(&flows, &post, &mut draft, "hard-tip", "1,2").unwrap();
    answer(&flows, &post, &mut draft, "failure@t2", "いろいろ。").unwrap();
    assert!(probe(&flows, &post, &mut draft, "failure@t2", "まあ。").is_some());
}
