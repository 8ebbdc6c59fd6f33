//! The axis: what passes between it and drafts, and its text as people edit it.

use naze::answers::{Answer, Answers, Key};
use naze::app::effect::{Change, Effect};
use naze::app::keymap::Keymap;
use naze::app::msg::{Msg, Outcome, Size};
use naze::app::sitting::Opened;
use naze::app::{Model, update};
use naze::axis::{AxisFile, changed, lend, offered};
use naze::draft::{Asked, Draft};
use naze::text::Language;
use naze::words::Words;
use naze::{flow, post};
use proptest::prelude::*;

use crate::app::{EN, JA, opened, press};

fn key(text: &str) -> Key {
    text.parse().unwrap()
}

fn told(text: &str) -> Answer {
    Answer { text: text.to_owned(), at: Some("2026-11-23T21:04:10+09:00".to_owned()), ..Answer::default() }
}

fn axis(answers: &[(&str, &str)]) -> Answers {
    let mut axis = Answers::default();
    for (name, text) in answers {
        axis.insert(key(name), told(text));
    }
    axis
}

fn draft(text: &str) -> Draft {
    let (post, _) = post::read(text.as_bytes(), &post::Hints::default());
    Draft::new(&post, "post.md", "", "why")
}

#[test]
fn a_new_draft_has_the_axis_and_its_own_answers_stay() {
    let axis = axis(&[("reader", "金物屋の山本さん。"), ("belief", "畳の上の顔を見たくて。")]);
    let mut draft = draft(JA);
    draft.answers.insert(key("belief"), told("この記事だけの答え。"));
    lend(&axis, &mut draft);
    let reader = draft.answers.get(&key("reader")).unwrap();
    assert_eq!((reader.text.as_str(), reader.from.as_deref()), ("金物屋の山本さん。", Some("axis")));
    assert_eq!(draft.answers.told(&key("belief")), Some("この記事だけの答え。"));
    // An answer somebody cleared stays cleared.
    draft.answers.insert(key("reader"), told(""));
    lend(&axis, &mut draft);
    assert_eq!(draft.answers.told(&key("reader")), None);
}

#[test]
fn what_is_written_in_the_other_language_is_not_lent() {
    let mut draft = draft(EN);
    lend(&axis(&[("reader", "金物屋の山本さん。"), ("belief", "We do it for that face.")]), &mut draft);
    assert_eq!(draft.answers.told(&key("reader")), None);
    assert!(draft.answers.told(&key("belief")).is_some());
}

#[test]
fn a_changed_axis_is_known_by_its_copies() {
    let before = axis(&[("reader", "山本さん"), ("trouble", "電話が鳴らない")]);
    let mut draft = draft(JA);
    lend(&before, &mut draft);
    assert_eq!(changed(&before, &draft), []);
    let now = axis(&[("reader", "佐藤さん"), ("trouble", "電話が鳴らない"), ("words", "小さな店でも")]);
    assert_eq!(changed(&now, &draft), [key("reader")]);
    draft.answers.insert(key("reader"), told("山本さん"));
    assert_eq!(changed(&now, &draft), [], "the author's own answer for this post is nobody else's business");
    assert_eq!(changed(&axis(&[]), &draft), []);
}

#[test]
fn only_what_the_author_said_here_is_offered() {
    let known = axis(&[("reader", "山本さん"), ("trouble", "電話が鳴らない")]);
    let mut draft = draft(JA);
    lend(&known, &mut draft);
    draft.answers.insert(key("trouble"), told("電話が鳴りすぎる"));
    draft.answers.insert(key("failure@t1"), told("三年前の冬。"));
    let questions = ["reader", "trouble", "words"].map(key);
    let offered: Vec<Key> = offered(&known, &draft, &questions).into_iter().map(|(key, _)| key).collect();
    assert_eq!(offered, [key("trouble")]);
}

fn sitting(opened: Opened) -> Model {
    let mut model = Model::new(Words::of(Language::Ja), Keymap::builtin(), Size { columns: 120, rows: 40 });
    model.sit_down(opened);
    model
}

#[test]
fn the_screen_offers_the_axis_once_and_keeps_it_only_when_asked() {
    let mut model = sitting(opened(JA));
    let mut effects = press(&mut model, "金物屋の山本さん。<tab>");
    assert!(
        model.notice.as_ref().is_some_and(|notice| notice.text.contains("alt-a") || notice.text.contains("Alt-A")),
        "{:?}",
        model.notice
    );
    effects.extend(press(&mut model, "<shift-tab><tab>"));
    assert!(!model.notice.as_ref().is_some_and(|notice| notice.text.contains("Alt-A")), "{:?}", model.notice);
    assert!(!effects.iter().any(|effect| matches!(effect, Effect::KeepAxis(_))));

    let effects = press(&mut model, "<alt-a>");
    let [Effect::KeepAxis(given)] = effects.as_slice() else { panic!("{effects:?}") };
    assert_eq!(
        given.iter().map(|(key, answer)| (key.to_string(), answer.text.as_str())).collect::<Vec<_>>(),
        [("reader".to_owned(), "金物屋の山本さん。")]
    );
    let now = axis(&[("reader", "金物屋の山本さん。")]);
    let effects = update(&mut model, Msg::Outcome(Outcome::AxisKept(now, "次からも".to_owned())));
    assert!(effects.iter().any(
        |effect| matches!(effect, Effect::Journal(_, Change::Set(_, answer)) if answer.from.as_deref() == Some("axis"))
    ));
    // There is nothing more to keep.
    assert_eq!(press(&mut model, "<alt-a>"), []);
}

#[test]
fn a_changed_axis_is_taken_over_only_when_asked() {
    let mut post = opened(JA);
    lend(&axis(&[("reader", "山本さん")]), &mut post.draft);
    post.axis = axis(&[("reader", "佐藤さん")]);
    let mut model = sitting(post);
    let reader = |model: &Model| model.sitting.as_ref().unwrap().draft.answers.told(&key("reader")).map(str::to_owned);
    assert_eq!(reader(&model).as_deref(), Some("山本さん"));
    press(&mut model, "<alt-n>");
    assert_eq!(reader(&model).as_deref(), Some("佐藤さん"));
}

/// An axis as somebody might leave it behind.
const HAND: &str = "# 去年の合宿で決めた\nversion = 1\nowner = \"広報\"\n\n[answer.reader]   # 一人だけ\ntext = '''\n金物屋の山本さん。\n'''\n\n# 来春に見直す\n[answer.old-question]\ntext = \"残る\"\n";

fn questions() -> Vec<Asked> {
    let flows = flow::builtin();
    let ids = flows.iter().filter(|flow| flow.id == flow::AXIS).flat_map(|flow| &flow.questions);
    ids.map(|question| Asked { key: Key::new(&question.id, None), asked: format!("{}？", question.id) }).collect()
}

#[test]
fn a_hand_edited_axis_keeps_what_a_hand_put_there() {
    let (mut answers, mut file) = AxisFile::parse(HAND).unwrap().unwrap();
    assert_eq!(answers.told(&key("reader")), Some("金物屋の山本さん。"));
    answers.insert(key("belief"), told("あの顔を見たくて。"));
    let text = file.write(&answers, &questions());
    for kept in [
        "# 去年の合宿で決めた",
        "owner = \"広報\"",
        "# 一人だけ",
        "'''\n金物屋の山本さん。\n'''",
        "# 来春に見直す",
        "text = \"残る\"",
    ] {
        assert!(text.contains(kept), "{kept} in\n{text}");
    }
    assert!(text.contains("あの顔を見たくて。") && text.contains("[answer.banned]"), "{text}");
}

proptest! {
    /// Whatever is answered, the axis reads back as it was written, over a hand's own text too.
    #[test]
    fn an_axis_reads_back(
        texts in prop::collection::btree_map("(reader|trouble|belief|banned|old-question)", "[あ\"\\\\\n\r' #=]{0,12}|\\PC{0,12}", 0..5),
        by_hand in any::<bool>(),
    ) {
        let mut answers = Answers::default();
        for (name, text) in &texts {
            answers.insert(key(name), told(text));
        }
        let mut file = if by_hand { AxisFile::parse(HAND).unwrap().unwrap().1 } else { AxisFile::default() };
        let text = file.write(&answers, &questions());
        let (read, mut again) = AxisFile::parse(&text).unwrap().unwrap();
        for (key, answer) in answers.iter() {
            prop_assert_eq!(read.get(key).map(|read| &read.text), Some(&answer.text));
        }
        prop_assert_eq!(again.write(&read, &questions()), text);
    }
}
