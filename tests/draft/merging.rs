//! Two writers of one draft.

use naze::answers::{Answer, Answers, Outcome, TipId};
use naze::draft::{Draft, Edit, TipMark, merge, parse};
use naze::post::{Mark, Says};
use naze::voice::{self, Heard};
use proptest::prelude::*;

use super::{key, told};

const HAND: &str = include_str!("../cases/draft/a-hand-edited-draft/draft.toml");

fn with(draft: &Draft, name: &str, text: &str) -> Draft {
    let mut draft = draft.clone();
    draft.answers.insert(key(name), told(text));
    draft
}

#[test]
fn different_answers_are_both_there() {
    let base = parse(HAND).unwrap();
    let merged = merge(Some(&base), &with(&base, "turn@t1", "私の"), &with(&base, "why@t1", "あなたの"));
    assert_eq!(merged.draft.answers.told(&key("turn@t1")), Some("私の"));
    assert_eq!(merged.draft.answers.told(&key("why@t1")), Some("あなたの"));
    assert_eq!((merged.taken, merged.conflicts), (vec![key("why@t1")], Vec::new()));
}

#[test]
fn one_answer_changed_by_both_keeps_both() {
    let base = parse(HAND).unwrap();
    let merged = merge(Some(&base), &with(&base, "failure@t1", "私の"), &with(&base, "failure@t1", "あなたの"));
    assert_eq!(merged.draft.answers.told(&key("failure@t1")), Some("私の"));
    let [conflict] = merged.conflicts.as_slice() else { panic!("{:?}", merged.conflicts) };
    assert_eq!((conflict.mine.text.as_str(), conflict.theirs.text.as_str()), ("私の", "あなたの"));
}

#[test]
fn clearing_and_rewriting_one_answer_is_a_conflict() {
    let base = parse(HAND).unwrap();
    let merged = merge(Some(&base), &with(&base, "failure@t1", ""), &with(&base, "failure@t1", "あなたの"));
    assert_eq!(merged.conflicts.len(), 1);
    let mut gone = base.clone();
    gone.answers.remove(&key("failure@t1"));
    assert_eq!(merge(Some(&base), &gone, &with(&base, "failure@t1", "あなたの")).conflicts.len(), 1);
    assert!(merge(Some(&base), &gone, &base).draft.answers.told(&key("failure@t1")).is_none());
}

#[test]
fn choices_follow_the_side_that_changed_them() {
    let base = parse(HAND).unwrap();
    let theirs = Draft { arc: "letter".to_owned(), ..base.clone() };
    assert_eq!(merge(Some(&base), &base, &theirs).draft.arc, "letter");
    let mine = Draft { arc: "plain".to_owned(), ..base.clone() };
    assert_eq!(merge(Some(&base), &mine, &theirs).draft.arc, "plain");
}

#[test]
fn tips_marked_on_both_sides_keep_their_own_answers() {
    let base = parse(HAND).unwrap();
    let new = base.tips.iter().map(|tip| tip.id.0).max().unwrap() + 1;
    let marked = |heading: &str| {
        let mut draft = with(&base, &format!("failure@t{new}"), heading);
        draft.answers.insert(key("hard-tip"), told(&format!("t1,t{new}")));
        draft.mending.marks.push(Mark { line: heading.to_owned(), nth: 0, says: Says::Tip, heading: None });
        draft.tips.push(TipMark { id: TipId(new), heading: heading.to_owned(), opening: String::new(), index: None });
        draft
    };
    let looks_like_a_tip = format!("t{new}");
    let theirs = with(&marked("あなたの行"), "what", &looks_like_a_tip);
    let merged = merge(Some(&base), &marked("私の行"), &theirs).draft;
    assert_eq!(merged.mending.marks.len(), 2);
    for (id, heading) in [(new, "私の行"), (new + 1, "あなたの行")] {
        let tip = merged.tips.iter().find(|tip| tip.id == TipId(id)).unwrap();
        assert_eq!(tip.heading, heading);
        assert_eq!(merged.answers.told(&key(&format!("failure@t{id}"))), Some(heading));
    }
    // Words that only look like the name of a tip are the author's.
    assert_eq!(merged.answers.told(&key("what")), Some(looks_like_a_tip.as_str()));
}

#[test]
fn voices_of_both_sides_are_there_each_under_a_name_of_its_own() {
    let heard = |text: &str| Heard { text: text.to_owned(), ..Heard::default() };
    let voiced = |texts: &[&str]| {
        let mut draft = parse(HAND).unwrap();
        voice::take_in(&mut draft.voices, texts.iter().map(|text| heard(text)).collect());
        draft
    };
    let texts = |draft: &Draft| draft.voices.iter().map(|voice| voice.heard.text.clone()).collect::<Vec<_>>();
    let base = voiced(&["一"]);
    let merged = merge(Some(&base), &voiced(&["一", "二"]), &voiced(&["一", "三"])).draft;
    assert_eq!(texts(&merged), ["一", "二", "三"]);
    assert_eq!(merged.voices.iter().map(|voice| voice.id.0).collect::<Vec<_>>(), [1, 2, 3]);
    // One that a hand took out stays out; one that a hand mended is the mended one.
    assert_eq!(texts(&merge(Some(&base), &base, &voiced(&[])).draft), [""; 0]);
    let mut mended = base.clone();
    mended.voices[0].heard.text = "直した".to_owned();
    assert_eq!(texts(&merge(Some(&base), &voiced(&["一", "二"]), &mended).draft), ["直した", "二"]);
}

#[test]
fn a_copy_from_the_axis_gives_way_to_what_was_said() {
    let base = parse(HAND).unwrap();
    let mut copied = base.clone();
    copied.answers.insert(key("trouble"), Answer { from: Some("axis".to_owned()), ..told("軸の答え") });
    for (mine, theirs) in
        [(&copied, &with(&base, "trouble", "ここの答え")), (&with(&base, "trouble", "ここの答え"), &copied)]
    {
        let merged = merge(Some(&base), mine, theirs);
        assert_eq!((merged.draft.answers.told(&key("trouble")), merged.conflicts.len()), (Some("ここの答え"), 0));
    }
}

#[test]
fn rewordings_of_both_sides_are_there() {
    let reworded = |texts: &[(&str, &str)]| {
        let edit = |(passage, text): &(&str, &str)| Edit {
            passage: (*passage).to_owned(),
            was: "元の文。".to_owned(),
            text: (*text).to_owned(),
            ..Edit::default()
        };
        Draft { edits: texts.iter().map(edit).collect(), ..parse(HAND).unwrap() }
    };
    let said =
        |draft: &Draft| draft.edits.iter().map(|edit| format!("{} {}", edit.passage, edit.text)).collect::<Vec<_>>();
    let base = reworded(&[("post:t1#2", "一")]);
    let both =
        merge(Some(&base), &reworded(&[("post:t1#2", "二")]), &reworded(&[("post:t1#2", "三"), ("post:t2#2", "四")]));
    assert_eq!(said(&both.draft), ["post:t1#2 二", "post:t1#2 三", "post:t2#2 四"], "mine is laid, theirs waits");
    // One side only: a rewording taken back stays taken back.
    assert_eq!(said(&merge(Some(&base), &base, &reworded(&[])).draft), [""; 0]);
    assert_eq!(said(&merge(Some(&base), &reworded(&[]), &base).draft), [""; 0]);
    // Taken back here and reworded again there: the words stay.
    assert_eq!(said(&merge(Some(&base), &reworded(&[]), &reworded(&[("post:t1#2", "三")])).draft), ["post:t1#2 三"]);
}

#[test]
fn a_passage_taken_out_or_bridged_here_and_reworded_there_waits_for_the_author() {
    let passage = "bridge:into-failure@t1";
    let edit = |bridge: Option<&str>, text: &str| Edit {
        passage: passage.to_owned(),
        was: "失敗して覚えたことです。".to_owned(),
        bridge: bridge.map(str::to_owned),
        text: text.to_owned(),
        ..Edit::default()
    };
    let with = |edits: &[Edit]| Draft { edits: edits.to_vec(), ..parse(HAND).unwrap() };
    let gone = edit(None, "");
    let swapped = edit(Some("into-failure.9"), "痛い目を見て覚えました。");
    let worded = edit(None, "私の言い方です。");
    for (mine, theirs) in
        [(&gone, &worded), (&worded, &gone), (&swapped, &worded), (&worded, &swapped), (&gone, &swapped)]
    {
        let (mine, theirs) = (mine.clone(), theirs.clone());
        let both = merge(Some(&with(&[])), &with(std::slice::from_ref(&mine)), &with(std::slice::from_ref(&theirs)));
        assert_eq!(both.draft.edits, [mine.clone(), theirs], "mine is laid, theirs waits");
        let same = merge(Some(&with(&[])), &with(std::slice::from_ref(&mine)), &with(std::slice::from_ref(&mine)));
        assert_eq!(same.draft.edits, [mine], "both did the same");
    }
}

fn answers() -> impl Strategy<Value = Answers> {
    let answer = ("[abc]{0,2}", prop::option::weighted(0.2, Just(Outcome::Parked)));
    prop::collection::btree_map("(reader|why|turn@t1)", answer, 0..4).prop_map(|all| {
        let mut answers = Answers::default();
        for (name, (text, outcome)) in all {
            answers.insert(key(&name), Answer { outcome, ..told(&text) });
        }
        answers
    })
}

proptest! {
    #[test]
    fn nothing_is_ever_dropped(base in proptest::option::of(answers()), mine in answers(), theirs in answers()) {
        let draft = |answers: Answers| Draft { answers, ..parse(HAND).unwrap() };
        let base = base.map(draft);
        let (mine, theirs) = (draft(mine), draft(theirs));
        let merged = merge(base.as_ref(), &mine, &theirs);
        let was = |key| base.as_ref().and_then(|base| base.answers.get(key)).cloned().unwrap_or_default();
        for (side, other) in [(&mine, &theirs), (&theirs, &mine)] {
            for (key, answer) in side.answers.iter().filter(|(key, answer)| !answer.says_the_same(&was(key))) {
                let kept = merged.draft.answers.get(key).is_some_and(|kept| kept.says_the_same(answer));
                let told = merged.conflicts.iter().any(|c| c.key == *key && c.theirs.says_the_same(answer));
                prop_assert!(kept || told, "{} of {:?} against {:?}", key, answer, other.answers.get(key));
            }
        }
        prop_assert!(merge(Some(&mine), &mine, &theirs).conflicts.is_empty());
        prop_assert!(merge(Some(&theirs), &mine, &theirs).conflicts.is_empty());
    }
}
