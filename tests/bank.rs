//! The bank: which tellings are one episode, in what they differ, and what is never in it.

mod commands;
mod journey;
pub mod screen;

use std::path::PathBuf;
use std::sync::{Arc, LazyLock};

use naze::answers::{Answer, Key, Outcome, Retold};
use naze::bank::{Bank, Difference, Said, Signs, State, Telling, mark, role};
use naze::draft::{Draft, PostMark, parse};
use naze::flow::{self, Episode, Flow};
use naze::post::Mending;
use naze::text::Language;
use proptest::prelude::*;
use serde::Deserialize;

#[derive(Deserialize)]
struct Cases {
    case: Vec<Case>,
}

/// Two tellings, as `tests/cases/bank` lays them side by side.
#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct Case {
    name: String,
    one: String,
    one_at: Option<String>,
    other: String,
    other_at: Option<String>,
    same: bool,
    #[serde(default)]
    differs: Vec<[String; 2]>,
}

const NOW: &str = "2026-11-23T21:04:10+09:00";

fn key(text: &str) -> Key {
    text.parse().unwrap()
}

fn answer(text: &str) -> Answer {
    Answer { text: text.to_owned(), at: Some(NOW.to_owned()), ..Answer::default() }
}

/// The draft of a post with these answers.
fn draft(answers: &[(&str, Answer)], language: Language) -> Draft {
    Draft {
        flow: "why".to_owned(),
        language,
        arc: "woven".to_owned(),
        bridges: naze::draft::Bridges::Some,
        post: PostMark::default(),
        mending: Mending::default(),
        tips: Vec::new(),
        answers: answers.iter().map(|(name, answer)| (key(name), answer.clone())).collect(),
        edits: Vec::new(),
        voices: Vec::new(),
    }
}

static FLOWS: LazyLock<Vec<Flow>> = LazyLock::new(flow::builtin);

/// What the draft of a post of this name tells.
fn tellings(name: &str, draft: &Draft) -> Vec<Arc<Telling>> {
    let post = PathBuf::from("/home/mina/blog/posts").join(name);
    let all = Telling::all(draft, &post, name, || name.to_owned(), |id| role(&FLOWS, id));
    all.into_iter().map(Arc::new).collect()
}

fn of(tellings: Vec<Arc<Telling>>) -> Bank {
    Bank::of(tellings, None)
}

/// The episodes as places, such as `a.md failure@t1`.
fn episodes(bank: &Bank) -> Vec<Vec<String>> {
    let place =
        |telling: &Telling| format!("{} {}", telling.place.post.file_name().unwrap().display(), telling.place.key);
    bank.episodes().map(|members| members.into_iter().map(place).collect()).collect()
}

/// In what the telling `now` differs from the one `before`: as it was told then, as it is now.
fn differences(before: Said<'_>, now: Said<'_>) -> Vec<[String; 2]> {
    Signs::of(now).differences(before).map(|Difference { before, now }| [before, now]).collect()
}

#[test]
fn the_same_day_is_known_again_and_another_day_is_not() {
    for (language, text) in
        [(Language::Ja, include_str!("cases/bank/ja.toml")), (Language::En, include_str!("cases/bank/en.toml"))]
    {
        for case in toml::from_str::<Cases>(text).unwrap().case {
            let said = |text: &str, at: Option<&String>| Answer {
                at: Some(at.map_or(NOW, String::as_str).to_owned()),
                ..answer(text)
            };
            let one = draft(&[("failure@t1", said(&case.one, case.one_at.as_ref()))], language);
            let other = draft(&[("failure@t2", said(&case.other, case.other_at.as_ref()))], language);
            let (one, other) = (tellings("one.md", &one).remove(0), tellings("other.md", &other).remove(0));
            let found = differences(one.said(), other.said());
            let turned = differences(other.said(), one.said()).len();
            let bank = of(vec![one.clone(), other.clone()]);
            assert_eq!(bank.episodes().count() == 1, case.same, "{}", case.name);
            assert_eq!(!of(vec![one]).again(&other.text, None).is_empty(), case.same, "{}", case.name);
            if case.same {
                assert_eq!(found, case.differs, "{}", case.name);
                assert_eq!(turned, case.differs.len(), "{} told the other way round", case.name);
            }
        }
    }
}

/// What an author told before: one day in two posts, with another number; and two days besides.
pub fn sample(language: Language) -> Bank {
    let posts: [(&str, &str, &str, &str, &str); 4] = match language {
        Language::Ja => [
            (
                "sogo.md",
                "failure@t1",
                "2023-05-02",
                "そごう店の三か月",
                "三年前の冬、閉店間際に電話が鳴りました。「昨日のパンが水っぽい」と。\n温かいうちに袋を閉じたのは、私でした。",
            ),
            (
                "henpin.md",
                "failure@t2",
                "2023-06-11",
                "返品を減らす五つの方法",
                "五年前の冬、閉店間際に電話が鳴りました。「昨日のパンが水っぽい」と。温かいうちに袋を閉じたのは、私でした。",
            ),
            (
                "henpin.md",
                "turn@t2",
                "2023-06-11",
                "返品を減らす五つの方法",
                "次の朝、レジの横に棚を置きました。湯気が消えるまで、パンはそこで休みます。",
            ),
            (
                "kama.md",
                "worked@t1",
                "2024-01-20",
                "窯と暮らす",
                "ひと月ほどたった雨の夕方、いつも早口の奥さんが「今日のは皮がいいわ」と笑いました。",
            ),
        ],
        Language::En => [
            (
                "salt.md",
                "failure@t1",
                "2023-05-02",
                "Salt and what it does",
                "Three years ago, on a Friday in March, Anna came back with her chain brown from end to end.\nI had oiled it on top of the salt and told her it would be fine.",
            ),
            (
                "winter.md",
                "failure@t2",
                "2023-06-11",
                "Through the winter on a bike",
                "Five years ago, on a Friday in March, Anna came back with her chain brown from end to end. I had oiled it on top of the salt and told her it would be fine.",
            ),
            (
                "winter.md",
                "turn@t2",
                "2023-06-11",
                "Through the winter on a bike",
                "That evening I wrote “rinse first” on the back of the oil bottle.",
            ),
            (
                "brakes.md",
                "worked@t1",
                "2024-01-20",
                "Brakes, and whom you trust with them",
                "Mrs. Hale stopped in the door and said, “You know, you are the only one who tells me to wait.”",
            ),
        ],
    };
    let telling = |(name, key, day, title, text): (&str, &str, &str, &str, &str)| {
        let answer = Answer { at: Some(format!("{day}T10:00:00+09:00")), ..answer(text) };
        let post = PathBuf::from("/home/mina/blog/posts").join(name);
        let draft = draft(&[(key, answer)], language);
        Telling::all(&draft, &post, &format!("posts/{name}"), || title.to_owned(), |id| role(&FLOWS, id))
    };
    of(posts.into_iter().flat_map(telling).map(Arc::new).collect())
}

/// Three posts: the first told it, the second took it over as it was, the third told it again in its own words; and a
/// fourth that tells another day.
fn four() -> [(&'static str, Draft); 4] {
    let day =
        "三年前の冬、閉店間際に電話が鳴りました。「昨日のパンが水っぽい」と。温かいうちに袋を閉じたのは、私でした。";
    let own = "パンを温かいうちに袋に入れて、叱られたことがあります。";
    let retold =
        |text: &str, of: &str| Answer { retold: Some(Retold { of: of.to_owned(), taken: mark(day) }), ..answer(text) };
    let at = |day: &str, answer: Answer| Answer { at: Some(format!("{day}T10:00:00+09:00")), ..answer };
    let ja = |answer: Answer| draft(&[("failure@t1", answer)], Language::Ja);
    [
        ("a.md", ja(at("2024-03-01", answer(day)))),
        ("b.md", ja(at("2025-03-01", retold(day, "a.md#failure@t1")))),
        ("c.md", ja(at("2026-03-01", retold(own, "../posts/b.md#failure@t1")))),
        ("d.md", ja(at("2026-04-01", answer("去年の夏、窯の火を落とし忘れて、朝の仕込みに間に合いませんでした。")))),
    ]
}

#[test]
fn what_was_taken_from_another_post_is_the_same_episode_whatever_became_of_its_words() {
    let all: Vec<_> = four().iter().flat_map(|(name, draft)| tellings(name, draft)).collect();
    let states: Vec<State> = all.iter().map(|telling| telling.state).collect();
    assert_eq!(states, [State::Own, State::Untouched, State::Own, State::Own]);
    let bank = of(all);
    let told = [vec!["d.md failure@t1"], vec!["c.md failure@t1", "b.md failure@t1", "a.md failure@t1"]];
    assert_eq!(episodes(&bank), told);
    let others = |telling: &Telling| bank.others(&telling.place).len();
    assert_eq!(bank.tellings().iter().map(|telling| others(telling)).collect::<Vec<_>>(), [0, 2, 2, 2]);
}

#[test]
fn what_may_not_be_said_is_no_episode_and_neither_is_the_axis() {
    let public = "三年前の冬、閉店間際に電話が鳴りました。";
    let with = |outcome| Answer { outcome: Some(outcome), ..answer(public) };
    let draft = draft(
        &[
            ("reader", answer(public)),
            ("belief", answer(public)),
            ("why@t1", answer(public)),
            ("failure@t1", with(Outcome::CantSay)),
            ("failure@t2", answer(public)),
            ("failure@t2+1", with(Outcome::CantSay)),
            ("failure@t2+2", answer("受話器の向こうで、お子さんの声がしていました。")),
            ("wobble@t2", with(Outcome::Skipped)),
            ("result@t2", answer("   ")),
            ("turn@t2", with(Outcome::Parked)),
        ],
        Language::Ja,
    );
    let all = tellings("a.md", &draft);
    let told: Vec<_> =
        all.iter().map(|told| (told.place.key.to_string(), told.episode, told.text.lines().count())).collect();
    assert_eq!(told, [("failure@t2".to_owned(), Episode::Failure, 2), ("turn@t2".to_owned(), Episode::Turn, 1),]);
}

#[test]
fn a_short_phrase_told_twice_is_no_episode_told_twice() {
    let two = ["a.md", "b.md"]
        .map(|name| tellings(name, &draft(&[("failure@t1", answer("忙しさに負けた。"))], Language::Ja)));
    assert_eq!(of(two.concat()).episodes().count(), 2);
}

#[test]
fn it_is_found_by_any_of_its_words_in_any_width() {
    let bank = of(four().iter().flat_map(|(name, draft)| tellings(name, draft)).collect());
    let found = |words: &[&str]| bank.tellings().iter().filter(|telling| telling.holds(words)).count();
    assert_eq!((found(&["ぱん"]), found(&["ぱん", "電話"]), found(&["d.md"]), found(&[])), (3, 2, 1, 4));
}

proptest! {
    #[test]
    fn the_order_of_reading_makes_no_difference_and_no_draft_is_altered(
        texts in prop::collection::vec("(三年前の冬、|去年の夏、)?閉店間際に電話が(鳴り|切れ)ました。(水っぽいパン|割れた箱|遅れた便)を、(私|父)が(袋|棚)に(置いた|閉じた)のです。", 1..8),
        turn in 0..8_usize,
    ) {
        let name = |at: usize| format!("{at}.md");
        let drafts: Vec<Draft> = texts.iter().map(|text| draft(&[("failure@t1", answer(text))], Language::Ja)).collect();
        let before = drafts.clone();
        let read = |at: usize| tellings(&name(at), &drafts[at]);
        let one = of((0..drafts.len()).flat_map(read).collect());
        let other = of((0..drafts.len()).rev().map(|at| (at + turn) % drafts.len()).flat_map(read).collect());
        prop_assert_eq!(&one, &other);
        prop_assert_eq!(&drafts, &before);
        for telling in one.tellings() {
            let again = one.again(&telling.text, None);
            prop_assert!(again.iter().any(|other| other.place == telling.place));
            prop_assert_eq!(differences(telling.said(), telling.said()), [] as [[String; 2]; 0]);
        }
        let written = naze::draft::write(&drafts[0], &[], None);
        prop_assert_eq!(parse(&written), Ok(drafts[0].clone()));
    }
}
