//! The whole story in the author's own editor.

use naze::app::effect::{Effect, Lent};
use naze::app::msg::{Msg, Outcome};
use naze::app::{Model, update};
use proptest::prelude::*;

use super::{EN, JA, model, press};

/// A story in which a tip has a failure, a turn and a reason.
fn told(post: &str) -> Model {
    let mut model = model(post, 120, 40);
    press(&mut model, "町のパン屋の奥さん。<tab><space><tab>三年前の冬、電話が鳴りました。二十回鳴りました。<tab>");
    press(&mut model, "次の朝、棚を作りました。<tab>湯気が水滴になるからです。<ctrl-t>");
    model
}

/// The story as it is lent to the editor.
fn lent(model: &mut Model) -> (Lent, String) {
    let effects = press(model, "<alt-e>");
    let found = effects.into_iter().find(|effect| matches!(effect, Effect::Editor(..)));
    let Some(Effect::Editor(lent, text)) = found else { panic!("the story is lent") };
    (lent, text)
}

fn give_back(model: &mut Model, lent: Lent, text: &str) -> Vec<Effect> {
    update(model, Msg::Outcome(Outcome::Edited(lent, text.to_owned())))
}

fn story(model: &Model) -> String {
    let sitting = model.sitting.as_ref().unwrap();
    sitting.story.text(&sitting.post, &sitting.draft.answers)
}

fn words(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

#[test]
fn a_story_that_comes_back_as_it_was_changes_nothing() {
    for post in [JA, EN] {
        let mut model = told(post);
        let before = (story(&model), model.sitting.as_ref().unwrap().revision);
        let (of, text) = lent(&mut model);
        assert!(before.0.ends_with(&text), "{text}");
        give_back(&mut model, of, &text);
        assert_eq!((story(&model), model.sitting.as_ref().unwrap().revision), before);
    }
}

/// A post whose lines are broken in the middle of a sentence, with CRLF, without a closing; an answer with an open fence.
fn rough() -> Model {
    let post = "# 3つのコツ\r\n\r\nはじめの文は、\r\nここで折れます。\r\n\r\n## 1. まず聞く\r\n\r\n話を\r\n聞きます。\r\n\r\n\
                ## 2. すぐ動く\r\n\r\n動きます。\r\n\r\n## 3. あとで振り返る\r\n\r\n振り返ります。\r\n";
    let mut model = told(post);
    let mut merged = model.sitting.as_ref().unwrap().draft.clone();
    let sent = merged.clone();
    for (key, text) in
        [("belief", "話は最後まで聞くものだと考えています。"), ("turn@t1", "こう書きました。\n\n```sh\nls")]
    {
        text.clone_into(&mut merged.answers.entry(&key.parse().unwrap()).text);
    }
    let mixed = naze::app::msg::Mixed { sent, merged, conflicts: naze::answers::Answers::default() };
    update(&mut model, Msg::Outcome(Outcome::Merged(Box::new(mixed))));
    model
}

#[test]
fn what_the_weave_lays_is_never_taken_for_the_authors() {
    let mut model = rough();
    let before = story(&model);
    assert!(before.contains("---\r\n") && before.matches("```").count() == 2, "{before}");
    let (of, text) = lent(&mut model);
    assert!(!text.contains('\r'));
    give_back(&mut model, of.clone(), &text);
    assert_eq!((story(&model), model.sitting.as_ref().unwrap().draft.edits.len()), (before.clone(), 0));
    // Words in its place are the author's all the same.
    give_back(
        &mut model,
        of,
        &text.replace("---", "***\n\n言い足します。").replace("話を\n聞きます", "話を\n聞きましょう"),
    );
    let after = story(&model);
    assert!(after.contains("言い足します。") && after.contains("話を\r\n聞きましょう。"), "{after}");
    assert!(!after.contains("\r\r") && !after.contains("\n\n言い足します"), "{after:?}");
    press(&mut model, "<ctrl-z>");
    assert_eq!(story(&model), before);
}

#[test]
fn what_was_retyped_is_an_edit_and_one_step_to_undo() {
    let mut model = told(JA);
    let before = story(&model);
    let (of, text) = lent(&mut model);
    let retyped = text
        .replace("二十回鳴りました。", "二十回も、鳴りました。\n\nあの音は忘れません。")
        .replace("次の朝、", "翌朝、");
    assert_ne!(retyped, text);
    let effects = give_back(&mut model, of, &retyped);
    assert_eq!(words(&story(&model)), words(&before.replace(&text, &retyped)));
    let draft = &model.sitting.as_ref().unwrap().draft;
    assert_eq!(draft.edits.len(), 2);
    assert_eq!(draft.answers.told(&"turn@t1".parse().unwrap()), Some("次の朝、棚を作りました。"));
    assert!(effects.iter().any(|effect| matches!(effect, Effect::Journal(..))));
    press(&mut model, "<ctrl-z>");
    assert_eq!(story(&model), before);
    assert!(model.sitting.as_ref().unwrap().draft.edits.is_empty());
}

#[test]
fn a_rewording_that_comes_back_as_it_first_was_is_none() {
    let mut model = told(JA);
    let before = story(&model);
    for (from, to) in [("棚を作りました。", "棚をこしらえました。"), ("棚をこしらえました。", "棚を作りました。")]
    {
        let (of, text) = lent(&mut model);
        give_back(&mut model, of, &text.replace(from, to));
    }
    assert_eq!((story(&model), model.sitting.as_ref().unwrap().draft.edits.len()), (before, 0));
}

#[test]
fn what_somebody_else_wrote_meanwhile_stays() {
    let mut model = told(JA);
    let (of, text) = lent(&mut model);
    let mut merged = model.sitting.as_ref().unwrap().draft.clone();
    let sent = merged.clone();
    "ほかの人が書いた理由です。".clone_into(&mut merged.answers.entry(&"why@t1".parse().unwrap()).text);
    let mixed = naze::app::msg::Mixed { sent, merged, conflicts: naze::answers::Answers::default() };
    update(&mut model, Msg::Outcome(Outcome::Merged(Box::new(mixed))));
    give_back(&mut model, of, &text.replace("次の朝、", "翌朝、"));
    let story = story(&model);
    assert!(story.contains("ほかの人が書いた理由です。") && story.contains("翌朝、"), "{story}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Whatever the author does to the text, that is what the story says.
    #[test]
    fn every_word_that_comes_back_is_in_the_story(
        deeds in prop::collection::vec((0..4_u8, any::<prop::sample::Index>(), "[あいう。]{1,6}"), 1..6),
        english in any::<bool>(),
    ) {
        let mut model = told(if english { EN } else { JA });
        let (of, text) = lent(&mut model);
        let front = story(&model).strip_suffix(text.as_str()).unwrap().to_owned();
        let mut pieces: Vec<String> = text.split_inclusive(['。', '.', '\n']).map(str::to_owned).collect();
        for (deed, at, words) in deeds {
            if pieces.is_empty() { break; }
            let at = at.index(pieces.len());
            match deed {
                0 => drop(pieces.remove(at)),
                1 => pieces[at] = words,
                2 => pieces.insert(at, words),
                _ => pieces[at].push_str(&words),
            }
        }
        let retyped = pieces.concat();
        give_back(&mut model, of, &retyped);
        prop_assert_eq!(words(&story(&model)), words(&format!("{front}{retyped}")));
    }
}
