//! The bank on the screen: looked up, told again, and the quiet line in a pause.

use naze::answers::{Answer, Key, Retold};
use naze::app::bank::waits;
use naze::app::effect::Effect;
use naze::app::model::{Gathering, Overlay};
use naze::app::msg::{Msg, Outcome, Reading};
use naze::app::{Model, update};
use naze::bank::{Bank, mark};
use naze::text::Language;

use super::sample;
use crate::app::{JA, opened, press};

/// A post of the same author's, at the question for the failure, with everything told before at hand.
fn at_the_failure(bank: Bank) -> Model {
    let mut opened = opened(JA);
    opened.path = "/home/mina/blog/posts/today.md".into();
    let mut model = crate::app::model(JA, 120, 40);
    model.sit_down(opened);
    press(&mut model, "町のパン屋の奥さん。<tab><down><space><tab>");
    "2023-07-01T10:00:00+09:00".clone_into(&mut model.now);
    take_in(&mut model, bank);
    model
}

fn take_in(model: &mut Model, bank: Bank) {
    update(model, Msg::Outcome(Outcome::Bank(bank.into(), Reading::Done)));
}

fn answer(model: &Model) -> Answer {
    let sitting = model.sitting.as_ref().unwrap();
    sitting.draft.answers.get(&sitting.current).cloned().unwrap_or_default()
}

fn notice(model: &Model) -> &str {
    model.notice.as_ref().map_or("", |notice| &notice.text)
}

/// The first words of the rows of the list.
fn rows(model: &Model) -> Vec<String> {
    let Some(Overlay::Bank(screen)) = &model.overlay else { panic!("{:?}", model.overlay) };
    screen.rows.iter().map(|telling| telling.text.chars().take(3).collect()).collect()
}

#[test]
fn the_drafts_are_read_in_the_first_pause_once_and_anew_when_the_bank_is_opened() {
    let mut model = crate::app::model(JA, 80, 24);
    assert_eq!(model.gathering, Gathering::NotYet);
    let asked = |effects: &[Effect]| effects.iter().filter(|effect| **effect == Effect::ReadBank).count();
    assert_eq!(asked(&press(&mut model, "ある人。<tab>")), 0, "never in the way of a key");
    assert_eq!(asked(&update(&mut model, Msg::Idle)), 1);
    assert_eq!(asked(&update(&mut model, Msg::Idle)), 0);
    assert_eq!(asked(&press(&mut model, "<tab><alt-b>")), 0, "they are being read");
    take_in(&mut model, sample(Language::Ja));
    assert_eq!(rows(&model), ["ひと月", "五年前", "次の朝", "三年前"], "the list fills as it is read");
    assert_eq!(asked(&press(&mut model, "<alt-b><alt-b>")), 1);
}

#[test]
fn it_is_narrowed_by_any_word_and_marked_by_keys() {
    let mut model = at_the_failure(sample(Language::Ja));
    press(&mut model, "<alt-b>ﾊﾟﾝ");
    assert_eq!(rows(&model), ["五年前", "次の朝", "三年前"]);
    press(&mut model, "　水っぽい");
    assert_eq!(rows(&model), ["五年前", "三年前"]);
    press(&mut model, "<esc>");
    assert_eq!(rows(&model).len(), 4);
    press(&mut model, "<esc>");
    assert!(model.overlay.is_none());
}

#[test]
fn enter_tells_it_again_by_reference_and_undo_takes_it_back() {
    let mut model = at_the_failure(sample(Language::Ja));
    let effects = press(&mut model, "<alt-b>そごう<enter>");
    let told =
        "三年前の冬、閉店間際に電話が鳴りました。「昨日のパンが水っぽい」と。\n温かいうちに袋を閉じたのは、私でした。";
    assert_eq!(answer(&model).text, told);
    assert_eq!(answer(&model).retold, Some(Retold { of: "sogo.md#failure@t1".to_owned(), taken: mark(told) }));
    assert!(effects.iter().any(|effect| matches!(effect, Effect::Journal(..))), "what is painted is in the journal");
    assert!(model.overlay.is_none() && notice(&model).contains("そごう店の三か月"));
    let sitting = model.sitting.as_ref().unwrap();
    assert!(sitting.story.text(&sitting.post, &sitting.draft.answers).contains("閉店間際"));
    press(&mut model, "<ctrl-z>");
    assert_eq!((answer(&model).text.as_str(), answer(&model).retold), ("", None));
}

#[test]
fn words_that_are_there_stay_and_the_copy_stands_behind_them() {
    let mut model = at_the_failure(sample(Language::Ja));
    press(&mut model, "あれは、<alt-b>窯<enter>");
    assert!(answer(&model).text.starts_with("あれは、\n\nひと月ほどたった雨の夕方"), "{:?}", answer(&model));
    assert_eq!(answer(&model).retold, None, "with words of one's own it is no copy");
    press(&mut model, "<ctrl-z>");
    assert_eq!(answer(&model).text, "あれは、");
}

#[test]
fn an_edited_copy_keeps_its_reference_until_the_last_of_its_words_is_gone() {
    let mut model = at_the_failure(sample(Language::Ja));
    press(&mut model, "<alt-b>そごう<enter><ctrl-end>今も覚えています。");
    assert!(answer(&model).retold.is_some_and(|retold| retold.taken != mark(&answer(&model).text)));
    press(&mut model, "<ctrl-a>まったく別の話です。");
    assert_eq!(answer(&model).retold, None);
}

#[test]
fn nothing_is_put_into_an_axis_or_a_choice_or_a_window_that_reads() {
    for keys in ["<shift-tab><shift-tab>", "<shift-tab>"] {
        let mut model = at_the_failure(sample(Language::Ja));
        press(&mut model, keys);
        let before = answer(&model);
        press(&mut model, "<alt-b>そごう<enter>");
        assert_eq!(answer(&model), before);
        assert!(!notice(&model).is_empty());
    }
    let mut model = at_the_failure(sample(Language::Ja));
    model.sitting.as_mut().unwrap().access = naze::app::sitting::Access::Read;
    press(&mut model, "<alt-b>そごう<enter>");
    assert_eq!(answer(&model).text, "");
}

#[test]
fn from_the_shelf_enter_opens_the_post_it_stands_in() {
    let mut model = crate::app::model(JA, 80, 24);
    model.sitting = None;
    model.screen = naze::app::model::Screen::Shelf;
    press(&mut model, "<ctrl-g>前に語った<enter>");
    take_in(&mut model, sample(Language::Ja));
    let effects = press(&mut model, "窯<enter>");
    assert_eq!(effects, [Effect::Open("/home/mina/blog/posts/kama.md".into())]);
}

/// A pause: what it has laid beside what was told before.
fn pauses(model: &mut Model) -> Vec<Outcome> {
    let asked = |effect| if let Effect::LayBeside(search) = effect { Some(search) } else { None };
    let searches: Vec<_> = update(model, Msg::Idle).into_iter().filter_map(asked).collect();
    searches.into_iter().map(|search| search.done(model.words)).collect()
}

/// A pause long enough to hear of it.
pub fn rests(model: &mut Model) {
    for outcome in pauses(model) {
        update(model, Msg::Outcome(outcome));
    }
}

/// What is said in the pause behind these keys.
fn said(model: &mut Model, keys: &str) -> String {
    press(model, keys);
    model.notice = None;
    rests(model);
    notice(model).to_owned()
}

const DAY: &str =
    "三年前の冬、閉店間際に電話が鳴りました。「昨日のパンが水っぽい」と。温かいうちに袋を閉じたのは、私でした。";

#[test]
fn in_a_pause_one_line_says_that_it_was_told_and_only_once() {
    let mut model = at_the_failure(sample(Language::Ja));
    assert_eq!(said(&mut model, "三年前の冬、"), "", "a beginning could be any day's");
    let turn = "次の朝、レジの横に棚を置きました。湯気が消えるまで、パンはそこで休みます。";
    assert_eq!(
        said(&mut model, &format!("<ctrl-a>{turn}")),
        "前に一度語った話です(2023-06-11「返品を減らす五つの方法」)"
    );
    assert_eq!(said(&mut model, "<left>"), "");
    assert_eq!(said(&mut model, "<ctrl-a>窯の火を落とし忘れて、朝の仕込みに間に合わなかった日があります。"), "");
    assert_eq!(said(&mut model, "<tab>"), "", "nothing was told there");
}

const DIFFERS: &str = "前と語り方が違います: 五年前 / 三年前(2023-06-11「返品を減らす五つの方法」)";

#[test]
fn the_pause_itself_lays_nothing_beside_anything_and_asks_for_one_answer_at_a_time() {
    let mut model = at_the_failure(sample(Language::Ja));
    press(&mut model, DAY);
    let [outcome] = pauses(&mut model).try_into().unwrap();
    assert_eq!(notice(&model), "");
    assert!(!waits(&model), "nothing wakes the program meanwhile");
    assert_eq!(pauses(&mut model), []);
    press(&mut model, "今も");
    assert_eq!(pauses(&mut model), [], "the first is not done");
    update(&mut model, Msg::Outcome(outcome));
    assert_eq!(pauses(&mut model).len(), 1);
}

#[test]
fn what_was_found_for_words_that_changed_or_comes_in_the_way_of_a_key_is_said_in_the_next_pause() {
    for (keys, then) in [("<backspace>。", DIFFERS), ("<left>", DIFFERS), ("<shift-tab><tab>", DIFFERS), ("<tab>", "")]
    {
        let mut model = at_the_failure(sample(Language::Ja));
        press(&mut model, DAY);
        let [late] = pauses(&mut model).try_into().unwrap();
        press(&mut model, keys);
        model.notice = None;
        update(&mut model, Msg::Outcome(late));
        assert_eq!(notice(&model), "", "{keys}");
        assert!(waits(&model), "{keys}");
        assert_eq!(said(&mut model, ""), then, "{keys}");
    }
    // Of the post that was put away nothing is said over the next one.
    let mut model = at_the_failure(sample(Language::Ja));
    press(&mut model, DAY);
    let [late] = pauses(&mut model).try_into().unwrap();
    model.sit_down(opened(JA));
    update(&mut model, Msg::Outcome(late));
    assert_eq!(notice(&model), "");
}

#[test]
fn where_nothing_can_be_said_nothing_is_looked_for() {
    let mut model = at_the_failure(sample(Language::Ja));
    assert_eq!(pauses(&mut model), [], "nothing is told yet");
    press(&mut model, &format!("<shift-tab><shift-tab>{DAY}"));
    assert_eq!(pauses(&mut model), [], "it asks for no episode");
    let mut first = at_the_failure(Bank::default());
    press(&mut first, DAY);
    assert_eq!(pauses(&mut first), [], "nothing was told before");
    assert!(!waits(&first));
}

#[test]
fn told_differently_names_what_differs_and_told_often_is_said_kindly() {
    let mut model = at_the_failure(sample(Language::Ja));
    assert_eq!(said(&mut model, DAY), DIFFERS);
    let plain = DAY.replace("三年前の冬、", "");
    assert_eq!(
        said(&mut model, &format!("<ctrl-a>{plain}")),
        "語るのはこれで3度目です。大切な話なのですね(前回 2023-06-11「返品を減らす五つの方法」)"
    );
}

#[test]
fn what_is_of_the_axis_or_secret_is_never_compared() {
    let mut model = at_the_failure(sample(Language::Ja));
    assert_eq!(said(&mut model, &format!("<shift-tab><shift-tab>{DAY}")), "");
    let mut model = at_the_failure(sample(Language::Ja));
    press(&mut model, DAY);
    press(&mut model, "<esc>c<esc><esc>");
    assert_eq!(said(&mut model, ""), "");
}

/// The bank with what a post tells told in other words.
fn corrected(post: &str, text: &str) -> Bank {
    let mut all = sample(Language::Ja).tellings().to_vec();
    let old = all.iter_mut().find(|telling| telling.shown == post).unwrap();
    let mut new = (**old).clone();
    text.clone_into(&mut new.text);
    *old = new.into();
    Bank::of(all, None)
}

#[test]
fn a_correction_is_offered_and_taken_by_one_key_and_never_by_itself() {
    let mut model = at_the_failure(sample(Language::Ja));
    press(&mut model, "<alt-b>窯<enter>");
    take_in(&mut model, sample(Language::Ja));
    let copy = answer(&model);
    assert_eq!(said(&mut model, ""), "", "the author knows where it is from");
    press(&mut model, "<alt-u>");
    assert_eq!(notice(&model), "ほかの記事から取った話に、直されたものはありません");
    let now = "ふた月ほどたった雨の夕方、いつも早口の奥さんが「今日のは皮がいいわ」と笑いました。";
    take_in(&mut model, corrected("posts/kama.md", now));
    let line = said(&mut model, "");
    assert_eq!(line, "「窯と暮らす」では、この話が直されています。Alt-U でここにも取り込めます");
    assert_eq!(answer(&model), copy, "it waits for the author");
    // From another question the key leads there first.
    press(&mut model, "<tab>");
    press(&mut model, "<alt-u>");
    assert_eq!((model.sitting.as_ref().unwrap().current.question.as_str(), answer(&model)), ("failure", copy.clone()));
    let effects = press(&mut model, "<alt-u>");
    assert_eq!((answer(&model).text.as_str(), answer(&model).retold.unwrap().taken), (now, mark(now)));
    let kept =
        |effect: &Effect| matches!(effect, Effect::Keep(draft) if draft.answers.iter().any(|(_, it)| *it == copy));
    assert!(effects.iter().any(kept), "what it was is kept");
    assert_eq!(said(&mut model, "<left>"), "");
    press(&mut model, "<ctrl-z>");
    assert_eq!(answer(&model).text, copy.text, "and undo brings it back");
}

#[test]
fn a_copy_told_in_ones_own_words_is_never_offered_the_others() {
    let mut model = at_the_failure(sample(Language::Ja));
    press(&mut model, "<alt-b>そごう<enter><ctrl-end>それが始まりでした。");
    let own = answer(&model);
    let there =
        "四年前の冬、閉店間際に電話が鳴りました。「昨日のパンが水っぽい」と。温かいうちに袋を閉じたのは、私でした。";
    take_in(&mut model, corrected("posts/sogo.md", there));
    assert_eq!(said(&mut model, ""), "前と語り方が違います: 四年前 / 三年前(2023-05-02「そごう店の三か月」)");
    press(&mut model, "<alt-u>");
    assert_eq!(answer(&model), own);
}

#[test]
fn ones_own_post_and_copies_of_what_is_listed_are_not_listed() {
    let mut all = sample(Language::Ja).tellings().to_vec();
    let first = all.iter().find(|telling| telling.shown == "posts/sogo.md").unwrap().clone();
    let told = |post: &str, of| {
        let mut telling = (*first).clone();
        telling.place.post = format!("/home/mina/blog/posts/{post}").into();
        (telling.of, telling.state) = (of, naze::bank::State::Untouched);
        std::sync::Arc::new(telling)
    };
    all.push(told("copy.md", Some(first.place.clone())));
    all.push(told("today.md", None));
    let mut model = at_the_failure(Bank::of(all, None));
    press(&mut model, "<alt-b>三年前");
    assert_eq!(rows(&model), ["三年前"]);
    let key: Key = "failure@t1".parse().unwrap();
    let Some(Overlay::Bank(screen)) = &model.overlay else { panic!() };
    assert_eq!((&screen.rows[0].place.key, screen.rows[0].shown.as_str()), (&key, "posts/sogo.md"));
}
