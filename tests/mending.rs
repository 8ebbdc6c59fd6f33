//! The author mends what was read as a tip: on the screen, from a script, and in the draft.

use naze::app::Model;
use naze::app::effect::Effect;
use naze::draft::Draft;
use naze::post::{Hints, Mending, Post, Says, TakenFor, read, read_again, read_mended};

use crate::app::{frame, model, press};
use crate::desk::{Desk, POST};

#[test]
fn the_author_mends_the_tips() {
    let text = "# 会議のコツ\n\n前置きです。\n\n## 目的を決める\n\nまず目的です。\n\n## 雨の日\n\n余談です。\n\n## 人を減らす\n\n三人まで。\n\nもう一つ。\n\n## 早く終える\n\n早く。\n";
    let hints = Hints { file_name: Some("a.md".to_owned()), encoding: None };
    let (post, _) = read(text.as_bytes(), &hints);
    let heads = |post: &Post| post.tips.iter().map(|tip| tip.heading.clone()).collect::<Vec<_>>();
    let all = ["目的を決める", "雨の日", "人を減らす", "早く終える"];
    assert_eq!(heads(&post), all);

    let mut mending = Mending::default();
    assert!(mending.say(&post, 9, Says::Joined));
    assert!(mending.rename(&post, 13, "三人で決める"));
    assert!(mending.say(&post, 17, Says::Tip));
    assert!(!mending.say(&post, 2, Says::Tip), "nothing stands there");
    let (mended, _) = read_mended(text.as_bytes(), &hints, &mending);
    assert_eq!(heads(&mended), ["目的を決める", "三人で決める", "もう一つ。", "早く終える"]);
    assert!(mended.tips[0].span.contains(text.find("余談です").unwrap()), "joined to the tip before");

    // Lines added above do not move the marks.
    let longer = text.replace("前置きです。", "前置きです。\n\nもう一つ、前置きです。");
    let (mended, _) = read_mended(longer.as_bytes(), &hints, &mending);
    assert_eq!(heads(&mended), ["目的を決める", "三人で決める", "もう一つ。", "早く終える"]);

    let mut mending = Mending::default();
    assert!(mending.say(&post, 9, Says::NoTip));
    let (mended, _) = read_mended(text.as_bytes(), &hints, &mending);
    assert_eq!(heads(&mended), ["目的を決める", "人を減らす", "早く終える"]);
    assert!(!mended.tips[0].span.contains(text.find("余談です").unwrap()), "belongs to none");

    // The author numbers the headings anew: what was said of one stays with its words.
    let mut mending = Mending::default();
    assert!(mending.rename(&post, 13, "三人で決める") && mending.say(&post, 9, Says::Joined));
    let numbered = text.replace("## 人を減らす", "## 3. 人を減らす").replace("## 雨の日", "## 2) 雨の日");
    let (mended, _) = read_mended(numbered.as_bytes(), &hints, &mending);
    assert_eq!(heads(&mended), ["目的を決める", "三人で決める", "早く終える"]);

    let (mended, _) = read_mended(text.as_bytes(), &hints, &Mending { taken: TakenFor::One, ..Mending::default() });
    assert_eq!(heads(&mended), ["会議のコツ"]);
    assert_eq!(read_again(&post, &Mending { taken: TakenFor::One, ..Mending::default() }), mended);
    assert!(mended.tips[0].span.contains(text.find("早く。").unwrap()));
}

/// The headings of the sitting's tips.
fn heads(model: &Model) -> Vec<&str> {
    model.sitting.as_ref().unwrap().post.tips.iter().map(|tip| tip.heading.as_str()).collect()
}

/// The last draft that was sent to be saved.
fn saved(effects: &[Effect]) -> &Draft {
    let mut saves = effects.iter().rev();
    let save = |effect: &'_ Effect| matches!(effect, Effect::Save(..));
    let Some(Effect::Save(_, draft)) = saves.find(|effect| save(effect)) else { panic!("nothing was saved") };
    draft
}

#[test]
fn a_tip_is_marked_joined_named_and_all_of_it_undone() {
    let mut model = model(POST, 80, 24);
    let all = ["まず最後まで聞く", "すぐ謝らない", "翌日に電話する"];
    press(&mut model, "<f2>");
    assert_eq!(heads(&model), all);
    assert!(frame(&model).0.contains("ここからコツ 1"));

    press(&mut model, "<tab><backspace>");
    assert_eq!(heads(&model), ["まず最後まで聞く", "翌日に電話する"], "joined to the one before");
    let effects = press(&mut model, "<tab><f2><ctrl-h><ctrl-h><ctrl-h><ctrl-h>手紙を書く<enter>");
    assert_eq!(heads(&model), ["まず最後まで聞く", "翌日に手紙を書く"]);
    assert_eq!(saved(&effects).mending.marks.len(), 2);
    assert!(frame(&model).0.contains("→ 翌日に手紙を書く"));

    press(&mut model, "<enter>");
    assert_eq!(heads(&model), ["まず最後まで聞く"], "no tip any more");
    press(&mut model, "<down> ");
    assert_eq!(heads(&model).len(), 2, "a line of running text begins a tip as well as a heading");
    press(&mut model, "<f3>");
    assert_eq!(heads(&model), ["クレーム対応3つのコツ"]);

    let effects = press(&mut model, "uuuuu");
    assert_eq!(heads(&model), all);
    assert_eq!(saved(&effects).mending, Mending::default());
    press(&mut model, "u");
    assert!(frame(&model).0.contains("これより前には戻せません"));
    press(&mut model, "<ctrl-y>");
    assert_eq!(heads(&model).len(), 2);
}

#[test]
fn answers_follow_their_tip_and_come_back_with_it() {
    let mut model = model(POST, 80, 24);
    press(&mut model, "ある人。<tab><down><down> <tab>三年前の冬のことです。<f2>");
    let key = "failure@t3".parse().unwrap();
    let told = |model: &Model| model.sitting.as_ref().unwrap().draft.answers.told(&key).map(str::to_owned);
    let woven = |model: &Model| {
        let sitting = model.sitting.as_ref().unwrap();
        sitting.story.text(&sitting.post, &sitting.draft.answers).contains("三年前の冬")
    };
    assert!(woven(&model));
    press(&mut model, "<enter>");
    // The first tip goes: the third is the second now, and keeps its name and its answer.
    assert_eq!(heads(&model), ["すぐ謝らない", "翌日に電話する"]);
    assert!(woven(&model));
    press(&mut model, "<tab><tab><enter>");
    assert_eq!(heads(&model), ["すぐ謝らない"]);
    assert!(told(&model).is_some() && !woven(&model), "kept, though nothing asks for it now");
    press(&mut model, "<enter>");
    assert!(woven(&model));
}

#[test]
fn a_line_no_tip_can_begin_on_changes_nothing() {
    let text = "---\ntitle: 三つのコツ\n---\n\n## 一つ目\n\n聞く。\n\n```sh\n# 注\n```\n\n## 二つ目\n\n待つ。\n";
    let mut model = model(text, 80, 24);
    let before = heads(&model).iter().map(|head| (*head).to_owned()).collect::<Vec<_>>();
    press(&mut model, "<f2><home><down><enter>");
    assert!(frame(&model).0.contains("この行からコツを始めることはできません"), "{}", frame(&model).0);
    press(&mut model, "<down><down><down><down><down><enter>");
    assert_eq!(heads(&model), before);
    assert_eq!(model.sitting.as_ref().unwrap().draft.mending, Mending::default());
}

#[test]
fn what_is_no_tip_belongs_to_none_whatever_it_looks_like() {
    let text =
        "# 三つ\n\nはじめに。\n\n**1. 聞く**\n\n聞きます。\n\n**2. 待つ**\n\n待ちます。\n\n**3. 書く**\n\n書きます。\n";
    let hints = Hints { file_name: Some("a.md".to_owned()), encoding: None };
    let (post, _) = read(text.as_bytes(), &hints);
    let within = |says| {
        let mut mending = Mending::default();
        assert!(mending.say(&post, 9, says));
        let mended = read_again(&post, &mending);
        assert_eq!(mended.tips.len(), 2);
        mended.tips[0].span.contains(text.find("待ちます").unwrap())
    };
    assert!(within(Says::Joined) && !within(Says::NoTip));
}

#[test]
fn a_tip_that_begins_inside_a_paragraph_parts_it_and_code_begins_none() {
    let text = "# Two\n\n## 1. Set a goal\nText one.\nText two.\n\n- item\n\n  ```sh\n  echo b\n  ```\n";
    let hints = Hints { file_name: Some("a.md".to_owned()), encoding: None };
    let (post, _) = read(text.as_bytes(), &hints);
    let mut mending = Mending::default();
    assert!(mending.say(&post, 3, Says::Tip) && mending.say(&post, 5, Says::Tip));
    let mended = read_again(&post, &mending);
    assert_eq!(
        mended.tips[0].landing.at,
        text.find("\nText two").unwrap(),
        "behind its own text: {:?}",
        mended.tips[0]
    );
    assert!(mending.say(&post, 10, Says::Tip));
    assert_eq!(read_again(&post, &mending).tips.len(), 2);
}

#[test]
fn undo_outlasts_the_screen_and_a_mark_taken_back_leaves_nothing() {
    let mut model = model(POST, 80, 24);
    press(&mut model, "<f2><down><enter>");
    assert_eq!(heads(&model).len(), 4);
    press(&mut model, "<enter>");
    assert_eq!(model.sitting.as_ref().unwrap().draft.mending, Mending::default(), "nothing is left of it");
    press(&mut model, "<esc><f2>u");
    assert_eq!(heads(&model).len(), 4);
}

#[test]
fn a_script_mends_by_line_and_the_draft_remembers() {
    let desk = Desk::new();
    let heads = |out: &str| {
        let outline: serde_json::Value = serde_json::from_str(out).unwrap();
        let tips = outline["tips"].as_array().unwrap().iter();
        tips.map(|tip| tip["heading"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    desk.ok(&["answer", "5-ways.md", "failure@t3", "三年前の冬のことです。"]);
    let set = ["outline", "5-ways.md", "--json", "--set", "1=none", "2=join", "3=翌日に手紙を書く", "4=17"];
    assert_eq!(heads(&desk.ok(&set)), ["翌日に手紙を書く", "おわりに"]);
    assert_eq!(heads(&desk.ok(&["outline", "5-ways.md", "--json"])), ["翌日に手紙を書く", "おわりに"]);
    assert!(desk.ok(&["export", "5-ways.md"]).contains("三年前の冬"), "the answer stays with its tip");
    assert_eq!(desk.text("5-ways.md"), POST);

    let one = ["outline", "5-ways.md", "--json", "--set", "one"];
    assert_eq!(heads(&desk.ok(&one)), ["クレーム対応3つのコツ"]);
    desk.ok(&["outline", "5-ways.md", "--set", "found"]);
    let last = ["outline", "--json", "--set", "２=すぐには謝らない", "5-ways.md"];
    assert_eq!(heads(&desk.ok(&last))[1], "すぐには謝らない", "the post may be named last, digits may be wide");
    let moved = ["outline", "5-ways.md", "--json", "--set", "2=11"];
    assert_eq!(heads(&desk.ok(&moved))[1], "すぐには謝らない", "a name goes along");
    let before = desk.text("5-ways.naze.toml");
    for wrong in ["2", "x=1", "0=none", "9=none", "1=2", "1=999"] {
        let ran = desk.run(&["outline", "5-ways.md", "--set", wrong]);
        assert_eq!((ran.code, ran.err.lines().count()), (2, 2), "{wrong}: {ran:?}");
        assert_eq!(desk.text("5-ways.naze.toml"), before, "{wrong}");
    }
    let all = ["まず最後まで聞く", "すぐ謝らない", "翌日に電話する"];
    assert_eq!(heads(&desk.ok(&["outline", "5-ways.md", "--json", "--set", "found"])), all);
}
