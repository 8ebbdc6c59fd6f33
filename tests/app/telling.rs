//! The story screen: sentence by sentence, reworded in place, and back.

use naze::answers::Answers;
use naze::app::effect::{Change, Effect};
use naze::app::model::Screen;
use naze::app::msg::{Click, Deed, Mixed, Mouse, Msg, Outcome};
use naze::app::sitting::Access;
use naze::app::story::{Pointed, pointed};
use naze::app::{Model, update};
use naze::draft::Edit;
use naze::story::{Keeps, demand, verify, weave};
use naze::text::Language;
use naze::words::Words;
use proptest::prelude::*;

use super::{EN, JA, Keymap, Size, frame, model, opened, press, replay};

const TOLD: &str = "ある人。<tab><down><space><tab>三年前の冬、電話が鳴りました。私は黙っていました。<tab>\
次の朝から変えました。<ctrl-t>";

fn told() -> Model {
    let mut model = model(JA, 120, 40);
    press(&mut model, TOLD);
    model
}

/// The text pointed at.
fn at(model: &Model) -> String {
    let Some((_, mark)) = pointed(model) else { return String::new() };
    let prose = naze::app::story::whole(model).unwrap();
    let text: String = prose.strips().iter().map(|strip| strip.text).collect();
    text[mark.span.start..mark.span.end].to_owned()
}

fn text(model: &Model) -> String {
    let sitting = model.sitting.as_ref().unwrap();
    sitting.story.text(&sitting.post, &sitting.draft.answers)
}

fn edits(model: &Model) -> Vec<Edit> {
    model.sitting.as_ref().unwrap().draft.edits.clone()
}

#[test]
fn the_cursor_goes_sentence_by_sentence() {
    let mut model = told();
    assert_eq!(at(&model), "次の朝から変えました。", "where the caret was");
    press(&mut model, "<left>");
    assert_eq!(at(&model), "私は黙っていました。");
    press(&mut model, "<left><left>");
    let before = at(&model);
    press(&mut model, "<right>");
    assert_eq!(at(&model), "三年前の冬、電話が鳴りました。");
    press(&mut model, "<tab><tab><tab>");
    assert_eq!(at(&model), "次の朝から変えました。", "the last that is not the post's own");
    press(&mut model, "<shift-tab><shift-tab><shift-tab>");
    assert_eq!(at(&model), "三年前の冬、電話が鳴りました。");
    assert!(JA.contains(&before), "{before} is the post's");
    press(&mut model, "<home>");
    assert!(JA.starts_with(&at(&model)));
    press(&mut model, "<end>");
    assert!(JA.trim_end().ends_with(&at(&model)));
}

#[test]
fn rows_are_walked_over_blank_ones_and_the_caret_goes_along() {
    let mut model = told();
    let mut seen = Vec::new();
    press(&mut model, "<home>");
    for _ in 0..60 {
        press(&mut model, "<down>");
        assert_ne!(at(&model), "");
        let (screen, caret) = frame(&model);
        let row = screen.lines().nth(caret.unwrap().1.into()).unwrap().to_owned();
        let first: String = at(&model).chars().take(4).collect();
        seen.push(at(&model));
        assert!(row.trim_matches(['│', ' ']).len() > 3, "{first} at {row}");
    }
    seen.dedup();
    assert!(seen.len() > 10);
}

#[test]
fn a_sentence_leads_to_its_question_and_back_to_the_very_sentence() {
    for back in ["<esc>", "<ctrl-t>"] {
        let mut model = told();
        press(&mut model, "<shift-tab>");
        let here = at(&model);
        assert_eq!(here, "私は黙っていました。");
        press(&mut model, "<enter>");
        let sitting = model.sitting.as_ref().unwrap();
        assert_eq!((model.screen, sitting.current.to_string().as_str()), (Screen::Interview, "failure@t2"));
        press(&mut model, back);
        assert_eq!((model.screen, at(&model)), (Screen::Story, here));
        // What is typed there stands at the sentence's start, and coming back points at it.
        press(&mut model, "<enter>ただ、");
        assert_eq!(super::answer(&model, "failure@t2"), "三年前の冬、電話が鳴りました。ただ、私は黙っていました。");
        press(&mut model, back);
        assert_eq!(at(&model), "ただ、私は黙っていました。");
    }
    let mut model = told();
    // The post's own text leads to the next question of its part, and back to itself.
    press(&mut model, "<shift-tab><shift-tab><left>");
    let here = at(&model);
    press(&mut model, "<enter>");
    assert_eq!(model.sitting.as_ref().unwrap().current.to_string(), "failure@t2");
    press(&mut model, "<esc>");
    assert_eq!(at(&model), here);
    press(&mut model, "<enter><tab><esc>");
    assert!(model.sitting.as_ref().unwrap().outline.is_some(), "elsewhere Esc is what it always is");
}

#[test]
fn a_sentence_is_reworded_in_its_place_and_journaled_with_every_key() {
    let mut model = told();
    press(&mut model, "<shift-tab>e<backspace>、ただ。");
    assert!(text(&model).contains("電話が鳴りました。私は黙っていました、ただ。"), "{}", text(&model));
    let effects = press(&mut model, "ね");
    assert!(
        effects
            .iter()
            .any(|effect| matches!(effect, Effect::Journal(_, Change::Edits(passage, _)) if passage == "failure@t2#2"))
    );
    let (screen, caret) = frame(&model);
    let row = screen.lines().nth(caret.unwrap().1.into()).unwrap();
    assert!(row.contains("▌ 私は黙っていました、ただ。ね"), "{row}");
    let effects = press(&mut model, "<esc>");
    assert!(matches!(effects.last(), Some(Effect::Save(..))), "{effects:?}");
    assert_eq!(at(&model), "私は黙っていました、ただ。ね", "Esc loses nothing");
    assert_eq!(
        super::answer(&model, "failure@t2"),
        "三年前の冬、電話が鳴りました。私は黙っていました。",
        "the answer stays"
    );
    press(&mut model, "<ctrl-z>");
    assert_eq!((edits(&model).len(), at(&model)), (0, "私は黙っていました。".to_owned()));
    press(&mut model, "<ctrl-y>");
    assert_eq!(at(&model), "私は黙っていました、ただ。ね");
    // Worded as it was, it is no edit.
    press(&mut model, "e<ctrl-a>私は黙っていました。<enter>");
    assert!(edits(&model).is_empty());
}

#[test]
fn a_sentence_of_the_post_is_reworded_and_the_post_is_not() {
    let mut model = told();
    press(&mut model, "<home><right><right>");
    let was = at(&model);
    press(&mut model, "<f2><ctrl-a>別の言い方です。<ctrl-j>二行目です。<tab>");
    assert!(text(&model).contains("別の言い方です。\n二行目です。") && !text(&model).contains(&was));
    let sitting = model.sitting.as_ref().unwrap();
    assert_eq!((sitting.post.text.as_str(), edits(&model)[0].was.as_str()), (JA, was.as_str()));
    assert_eq!(at(&model), "三年前の冬、電話が鳴りました。", "Tab goes on to what is not the post's own");
}

#[test]
fn what_is_emptied_or_taken_out_is_struck_and_comes_back() {
    for keys in ["e<ctrl-a><delete><esc>", "x"] {
        let mut model = told();
        press(&mut model, "<shift-tab>");
        press(&mut model, keys);
        assert!(!text(&model).contains("黙って"), "{}", text(&model));
        assert!(text(&model).contains("電話が鳴りました。\n\n次の朝"), "{}", text(&model));
        assert!(matches!(pointed(&model).unwrap().1.of, Pointed::Reworded(0)) && at(&model) == "私は黙っていました。");
        let (screen, _) = frame(&model);
        let row = screen.lines().find(|row| row.contains("黙って")).unwrap();
        assert!(row.contains("│- ") || row.contains("│┃ "), "{row}");
        press(&mut model, "x");
        assert!(edits(&model).is_empty() && text(&model).contains("黙って"));
    }
}

#[test]
fn bridges_are_swapped_and_taken_out_one_by_one() {
    let mut model = model(JA, 120, 40);
    press(&mut model, "ある人。<tab><down><space><tab>声を荒らげてしまいました。<ctrl-t><shift-tab>");
    let own = at(&model);
    assert!(matches!(&pointed(&model).unwrap().1.of, Pointed::Sentence(_)));
    let mut seen = vec![own.clone()];
    loop {
        press(&mut model, "s");
        let now = at(&model);
        assert!(text(&model).contains(&format!("{now}声を荒らげて")), "{}", text(&model));
        if now == own {
            break;
        }
        assert!(!seen.contains(&now) && edits(&model)[0].bridge.is_some(), "{now}");
        proven(&model);
        seen.push(now);
    }
    assert!(seen.len() > 3 && edits(&model).is_empty(), "the list's own choice is no edit: {seen:?}");
    press(&mut model, "sx");
    assert!(!text(&model).contains(&seen[1]) && text(&model).contains("\n\n声を荒らげて"), "{}", text(&model));
    press(&mut model, "<ctrl-z>");
    assert_eq!(at(&model), seen[1]);
    press(&mut model, "e、そして、<enter>");
    assert_eq!(at(&model), format!("{}、そして、", seen[1]));
    // The author's own words stay where bridges go.
    press(&mut model, "b");
    assert!(text(&model).contains("、そして、声を荒らげて"), "{}", text(&model));
    press(&mut model, "<ctrl-z><ctrl-z><ctrl-z>");
    assert_eq!((at(&model), edits(&model).len()), (own, 0));
}

#[test]
fn undoing_a_rewording_leaves_what_somebody_else_has_put_beside_it() {
    for typed in ["ずっと", ""] {
        let mut model = told();
        press(&mut model, "<left>e");
        let mut merged = model.sitting.as_ref().unwrap().draft.clone();
        let sent = merged.clone();
        let theirs = Edit {
            passage: "failure@t2#2".to_owned(),
            was: "私は黙っていました。".to_owned(),
            text: "私はうつむいていました。".to_owned(),
            ..Edit::default()
        };
        merged.edits.push(theirs.clone());
        update(
            &mut model,
            Msg::Outcome(Outcome::Merged(Box::new(Mixed { sent, merged, conflicts: Answers::default() }))),
        );
        press(&mut model, &format!("{typed}<enter><ctrl-z>"));
        assert_eq!(edits(&model), [theirs], "{typed:?}");
    }
}

#[test]
fn a_sentence_over_two_lines_of_a_post_with_crlf_is_reworded_as_it_stands() {
    let post = "# 3つのコツ\r\n\r\nはじめの文は、\r\nここで折れます。\r\n\r\n## 1. まず聞く\r\n\r\n聞きます。\r\n\r\n\
                ## 2. すぐ動く\r\n\r\n動きます。\r\n\r\n## 3. 振り返る\r\n\r\n振り返ります。\r\n";
    let mut model = model(post, 120, 40);
    press(&mut model, "<ctrl-t><home><right>e");
    assert!(edits(&model).is_empty());
    press(&mut model, "ええ。<enter>");
    assert_eq!(text(&model), post.replace("折れます。", "折れます。ええ。"));
    press(&mut model, "e<backspace><backspace><backspace><enter>");
    assert_eq!((text(&model).as_str(), edits(&model).len()), (post, 0));
}

#[test]
fn a_window_that_may_only_read_rewords_nothing() {
    let mut opened = opened(JA);
    opened.access = Access::Read;
    let mut model = Model::new(Words::of(Language::Ja), Keymap::builtin(), Size { columns: 80, rows: 24 });
    model.sit_down(opened);
    let effects = press(&mut model, "<ctrl-t>eやあ<enter>xsb<ctrl-z>");
    assert!(edits(&model).is_empty() && model.story.field.is_none());
    assert!(!effects.iter().any(|effect| matches!(effect, Effect::Journal(..) | Effect::Save(..))), "{effects:?}");
}

#[test]
fn the_mouse_points_goes_and_puts_the_caret() {
    let mut model = told();
    let place = |model: &Model, text: &str| {
        let (screen, _) = frame(model);
        let (row, line) = screen.lines().enumerate().find(|(_, line)| line.contains(text)).unwrap();
        let column = naze::text::width(line.split(text).next().unwrap(), model.ambiguous);
        (u16::try_from(column).unwrap(), u16::try_from(row).unwrap())
    };
    let press_at = |model: &mut Model, click: Click, (column, row): (u16, u16)| {
        update(model, Msg::Mouse(Mouse { deed: Deed::Press(click), column, row }));
    };
    let there = place(&model, "黙って");
    press_at(&mut model, Click::Once, there);
    assert_eq!(at(&model), "私は黙っていました。");
    press(&mut model, "e");
    let there = place(&model, "いました。");
    press_at(&mut model, Click::Once, there);
    press(&mut model, "ばかり");
    assert!(text(&model).contains("私は黙ってばかりいました。"), "{}", text(&model));
    // Elsewhere it leaves the field; twice it goes to the question.
    let there = place(&model, "次の朝");
    press_at(&mut model, Click::Once, there);
    assert!(model.story.field.is_none() && at(&model) == "次の朝から変えました。");
    press_at(&mut model, Click::Twice, there);
    assert_eq!(model.sitting.as_ref().unwrap().current.to_string(), "turn@t2");
    press(&mut model, "<esc>");
    assert_eq!(model.screen, Screen::Story);
    let top = model.story.top;
    update(&mut model, Msg::Mouse(Mouse { deed: Deed::WheelUp, column: 9, row: 9 }));
    assert_ne!(model.story.top, top);
    let (_, caret) = frame(&model);
    assert!(caret.is_some());
}

/// Every character of the story is accounted for.
fn proven(model: &Model) {
    let sitting = model.sitting.as_ref().unwrap();
    let account = verify(&sitting.story, &sitting.post, &sitting.draft, &text(model));
    let account = demand(account, &sitting.post, Keeps::All);
    assert!(account.is_proven(), "{:?} {:?} in\n{}", account.unexplained, account.lost, text(model));
}

fn keys() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "<up>",
        "<down>",
        "<left>",
        "<right>",
        "<tab>",
        "<shift-tab>",
        "<home>",
        "<end>",
        "<pagedown>",
        "e",
        "x",
        "s",
        "b",
        "<enter>",
        "<esc>",
        "<ctrl-z>",
        "<ctrl-y>",
        "<backspace>",
        "<ctrl-a>",
        "<delete>",
        "言葉。",
        " and ",
        "<ctrl-j>",
        "<ctrl-t>",
        "<ctrl-u>",
    ])
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn whatever_is_reworded_is_proven_journaled_and_undone(
        pressed in prop::collection::vec(keys(), 1..60),
        japanese in any::<bool>(),
        size in prop::sample::select(vec![(120, 40), (80, 24), (40, 12)]),
    ) {
        let mut model = model(if japanese { JA } else { EN }, size.0, size.1);
        let mut effects = press(&mut model, "A.<tab><down><space><tab>We failed. I left.<tab>Now I stay.<ctrl-t>");
        for key in pressed {
            effects.extend(press(&mut model, key));
            if model.screen != Screen::Story {
                effects.extend(press(&mut model, "<ctrl-g>"));
                effects.extend(press(&mut model, if japanese { "ストーリー" } else { "story" }));
                effects.extend(press(&mut model, "<enter>"));
                if model.screen != Screen::Story {
                    return Ok(());
                }
            }
            let (_, caret) = frame(&model);
            prop_assert!(caret.is_some());
            let sitting = model.sitting.as_ref().unwrap();
            prop_assert_eq!(&sitting.story, &weave(&sitting.post, &sitting.draft, &sitting.craft));
            proven(&model);
        }
        effects.extend(press(&mut model, "<esc>"));
        if model.screen != Screen::Story {
            effects.extend(press(&mut model, "<ctrl-t>"));
        }
        prop_assert_eq!(&replay(&effects).edits, &edits(&model));
        let now = model.sitting.as_ref().unwrap().draft.clone();
        let mut undone = 0;
        loop {
            press(&mut model, "<ctrl-z>");
            if model.notice.as_ref().is_some_and(|notice| notice.text == model.words.notice.no_more_undo) {
                break;
            }
            undone += 1;
        }
        prop_assert!(edits(&model).is_empty(), "{:?}", edits(&model));
        for _ in 0..undone {
            press(&mut model, "<ctrl-y>");
        }
        let again = &model.sitting.as_ref().unwrap().draft;
        prop_assert_eq!((&again.edits, again.bridges), (&now.edits, now.bridges));
    }
}
