//! Whole answers: two texts to choose from, what a crash left, tips that are gone.

use naze::answers::{Answer, Answers};
use naze::app::effect::{Change, Effect};
use naze::app::model::{Overlay, Saving};
use naze::app::msg::{Mixed, Msg, Outcome, Reread, Size};
use naze::app::sitting::Access;
use naze::app::{Model, update};

use super::{JA, answer, frame, model, opened, press};

fn told(text: &str) -> Answer {
    Answer { text: text.to_owned(), at: Some("2026-11-23T21:04:10+09:00".to_owned()), ..Answer::default() }
}

fn one(key: &str, text: &str) -> Answers {
    [(key.parse().unwrap(), told(text))].into_iter().collect()
}

/// A sitting whose first answer was written elsewhere too.
fn at_odds(columns: u16, rows: u16) -> (Model, Vec<Effect>) {
    let mut model = model(JA, columns, rows);
    press(&mut model, "町のパン屋");
    let sent = model.sitting.as_ref().unwrap().draft.clone();
    let mixed = Mixed { merged: sent.clone(), sent, conflicts: one("reader", "駅前の洋品店") };
    let effects = update(&mut model, Msg::Outcome(Outcome::Merged(Box::new(mixed))));
    (model, effects)
}

#[test]
fn a_conflict_is_said_with_its_key_and_shown_side_by_side_at_any_size() {
    for (columns, rows) in [(120, 40), (80, 24), (40, 12)] {
        let (mut model, effects) = at_odds(columns, rows);
        assert!(effects.contains(&Effect::Undecided(one("reader", "駅前の洋品店"))), "it is kept until chosen");
        let notice = model.notice.as_ref().unwrap().text.clone();
        assert!(notice.contains("Alt-C"), "{notice}");
        press(&mut model, "<alt-c>");
        let (text, _) = frame(&model);
        assert!(text.contains("町のパン屋") && text.contains("駅前の洋品店"), "{text}");
    }
}

#[test]
fn of_two_texts_one_or_both_are_kept_and_nothing_is_dropped() {
    for (key, kept) in [("1", "町のパン屋"), ("2", "駅前の洋品店"), ("３", "町のパン屋\n\n駅前の洋品店")]
    {
        let (mut model, _) = at_odds(80, 24);
        press(&mut model, "<alt-c>");
        let effects = press(&mut model, key);
        assert_eq!(answer(&model, "reader"), kept);
        assert!(effects.contains(&Effect::Undecided(Answers::default())), "{effects:?}");
        assert!(matches!(effects.last(), Some(Effect::Save(..))), "a draft with marks is written now: {effects:?}");
        assert!(model.overlay.is_none() && model.sitting.as_ref().unwrap().undecided.is_empty());
        let copies: Vec<_> = effects.iter().filter(|effect| matches!(effect, Effect::Keep(_))).collect();
        assert_eq!(copies.is_empty(), key == "1", "what the choice puts aside is kept");
        let journalled = effects.iter().any(|effect| matches!(effect, Effect::Journal(_, Change::Set(..))));
        assert_eq!(journalled, key != "1");
        if key != "1" {
            // Undone, as anything else.
            press(&mut model, "<ctrl-z>");
            assert_eq!(answer(&model, "reader"), "町のパン屋");
        }
    }
}

#[test]
fn later_leaves_both_and_the_palette_leads_back() {
    let (mut model, _) = at_odds(80, 24);
    press(&mut model, "<alt-c><esc>");
    assert!(model.overlay.is_none() && !model.sitting.as_ref().unwrap().undecided.is_empty());
    press(&mut model, "<ctrl-g>二つの文<enter>");
    assert!(matches!(model.overlay, Some(Overlay::Compare { at: 0, top: 0 })));
}

#[test]
fn of_a_choice_only_one_is_kept() {
    let mut opened = opened(JA);
    opened.draft.answers.insert("hard-tip".parse().unwrap(), told("t1"));
    opened.undecided = one("hard-tip", "t2");
    let mut model = model(JA, 80, 24);
    model.sit_down(opened);
    press(&mut model, "<alt-c>");
    assert!(!frame(&model).0.contains("t2"), "choices are shown by their labels");
    press(&mut model, "3");
    assert_eq!(
        (answer(&model, "hard-tip").as_str(), model.sitting.as_ref().unwrap().undecided.iter().count()),
        ("t1", 1)
    );
    press(&mut model, "2");
    assert_eq!(answer(&model, "hard-tip"), "t2");
}

#[test]
fn long_texts_are_scrolled_to_their_end_and_no_further() {
    let (mut model, _) = at_odds(40, 12);
    let long: Vec<String> = (1..40).map(|number| format!("{number}行目")).collect();
    let undecided = &mut model.sitting.as_mut().unwrap().undecided;
    *undecided = one("reader", &long.join("\n"));
    press(&mut model, "<alt-c>");
    (0..60).for_each(|_| drop(press(&mut model, "<down>")));
    let (text, _) = frame(&model);
    assert!(text.contains("39行目") && text.contains("38行目"), "{text}");
    model.size = Size { columns: 3, rows: 2 };
    frame(&model);
}

#[test]
fn what_a_crash_left_can_be_taken_out_again_and_is_kept() {
    let mut opened = opened(JA);
    opened.draft.answers.insert("reader".parse().unwrap(), told("町のパン屋の奥さん"));
    opened.draft.answers.insert("trouble".parse().unwrap(), told("戻された"));
    let answers =
        one("reader", "町のパン屋").into_iter().chain([("trouble".parse().unwrap(), Answer::default())]).collect();
    opened.brought_back = naze::app::sitting::Before { answers, ..Default::default() };
    let before = opened.draft.clone();
    let mut model = model(JA, 80, 24);
    model.sit_down(opened);
    let effects = press(&mut model, "<alt-r>");
    assert_eq!((answer(&model, "reader").as_str(), answer(&model, "trouble").as_str()), ("町のパン屋", ""));
    assert_eq!(effects.first(), Some(&Effect::Keep(Box::new(before))));
    assert!(matches!(effects.last(), Some(Effect::Save(..))));
    update(&mut model, Msg::Outcome(Outcome::Kept("/state/kept/x".to_owned())));
    press(&mut model, "<esc>");
    assert!(model.notice.as_ref().unwrap().text.contains("/state/kept/x"), "the author is told where");
    let effects = press(&mut model, "<esc><alt-r>");
    assert!(!effects.iter().any(|effect| matches!(effect, Effect::Journal(..))), "once");
}

#[test]
fn answers_whose_tip_is_gone_are_listed_and_given_to_another() {
    let mut opened = opened(JA);
    let gone = naze::draft::TipMark {
        id: "t9".parse().unwrap(),
        heading: "なくなったコツ".to_owned(),
        opening: String::new(),
        index: None,
    };
    opened.draft.tips.push(gone);
    for (key, text) in
        [("failure@t9", "三年前の冬"), ("turn@t9", "次の朝"), ("turn@t2", "ここにはある"), ("hard-tip", "t9,t1")]
    {
        opened.draft.answers.insert(key.parse().unwrap(), told(text));
    }
    opened.draft.edits.push(naze::draft::Edit {
        passage: "failure@t9#1".to_owned(),
        was: "a".to_owned(),
        text: "b".to_owned(),
        ..naze::draft::Edit::default()
    });
    let mut model = model(JA, 80, 24);
    model.sit_down(opened);
    press(&mut model, "<alt-t>");
    assert!(frame(&model).0.contains("なくなったコツ"));
    press(&mut model, "<enter><down>");
    let effects = press(&mut model, "<enter>");
    assert_eq!(
        ["failure@t2", "failure@t9", "turn@t2", "turn@t9", "hard-tip"].map(|key| answer(&model, key)),
        ["三年前の冬", "", "ここにはある", "次の朝", "t2,t1"].map(str::to_owned)
    );
    assert_eq!(model.sitting.as_ref().unwrap().draft.edits[0].passage, "failure@t2#1");
    assert!(matches!(effects.last(), Some(Effect::Save(..))));
    assert!(matches!(model.overlay, Some(Overlay::Stray { .. })), "what could not be moved stays listed");
    press(&mut model, "<enter><enter>");
    assert_eq!(answer(&model, "turn@t1"), "次の朝");
    assert!(model.overlay.is_none());
    press(&mut model, "<alt-t>");
    assert!(model.overlay.is_none(), "nothing is listed any more");
}

#[test]
fn a_post_that_changes_while_it_is_open_is_read_again() {
    let mut model = model(JA, 80, 24);
    press(&mut model, "ある人。<tab><space><tab>三年前の冬のことです。");
    // The first tip is gone, the others have moved up.
    let (tips, sitting) = (JA.find("## 1"), model.sitting.as_ref().unwrap());
    let key = sitting.current.clone();
    let first = sitting.post.tips.first().unwrap().span;
    let text = format!("{}{}", &JA[..first.start], &JA[first.end..]);
    assert!(tips.is_some());
    let (post, _) = naze::post::read(text.as_bytes(), &naze::post::Hints::default());
    let reread = Reread { post, sha256: "new".to_owned() };
    let effects = update(&mut model, Msg::Outcome(Outcome::Reread(Box::new(reread))));
    let sitting = model.sitting.as_ref().unwrap();
    assert_eq!((sitting.draft.strays(), sitting.draft.post.sha256.as_str()), (1, "new"));
    assert_eq!(answer(&model, &key.to_string()), "三年前の冬のことです。", "the answer is kept");
    assert!(matches!(effects.last(), Some(Effect::Save(..))));
    assert!(model.notice.as_ref().unwrap().text.contains("Alt-T"));
    press(&mut model, "<alt-t>");
    assert!(matches!(model.overlay, Some(Overlay::Stray { .. })));
}

#[test]
fn a_window_that_takes_over_stays_where_it_is() {
    let mut read = opened(JA);
    read.access = Access::Read;
    let mut model = model(JA, 80, 24);
    model.sit_down(read);
    press(&mut model, "<tab><tab>");
    let at = model.sitting.as_ref().unwrap().current.clone();
    press(&mut model, "書けない");
    let mut now = opened(JA);
    now.draft.answers.insert("reader".parse().unwrap(), told("町のパン屋"));
    update(&mut model, Msg::Outcome(Outcome::TakenOver(Box::new(now))));
    assert_eq!(model.sitting.as_ref().unwrap().current, at);
    assert_eq!(answer(&model, "reader"), "町のパン屋");
    assert!(model.may_write());
}

#[test]
fn only_a_draft_that_cannot_be_saved_is_overruled() {
    let mut model = model(JA, 80, 24);
    let effects = press(&mut model, "<alt-p>");
    assert!(effects.is_empty(), "{effects:?}");
    model.sitting.as_mut().unwrap().saving = Saving::Failed;
    let effects = press(&mut model, "<alt-p>");
    assert!(matches!(effects.as_slice(), [Effect::Overrule, Effect::Save(..)]), "{effects:?}");
}
