//! The story as a whole: its arc, what was before beside what is, and rewordings whose ground has changed.

use naze::app::Model;
use naze::app::effect::Effect;
use naze::app::model::{Overlay, Screen};
use naze::app::sitting::Access;
use naze::app::story::{Pointed, pointed};
use naze::draft::Edit;

use super::{JA, frame, model, opened, press};

const TOLD: &str = "ある人。<tab><down><space><tab>三年前の冬、電話が鳴りました。私は黙っていました。<tab>\
次の朝から変えました。<ctrl-t>";

fn told(columns: u16, rows: u16) -> Model {
    let mut model = model(JA, columns, rows);
    press(&mut model, TOLD);
    model
}

fn text(model: &Model) -> String {
    let sitting = model.sitting.as_ref().unwrap();
    sitting.story.text(&sitting.post, &sitting.draft.answers)
}

fn arc(model: &Model) -> &str {
    &model.sitting.as_ref().unwrap().draft.arc
}

#[test]
fn an_arc_is_seen_before_it_is_taken_and_the_old_one_comes_back() {
    for (columns, rows) in [(120, 40), (80, 24), (40, 12)] {
        let mut model = told(columns, rows);
        press(&mut model, "a");
        let (before, _) = frame(&model);
        assert!(before.contains("● コツのすぐ後ろに") || before.contains("●"), "{before}");
        press(&mut model, "<down><down><down>");
        while !matches!(&model.overlay, Some(Overlay::Arcs(arcs)) if arcs.all[arcs.arc].id == "fall") {
            press(&mut model, "<up>");
        }
        assert_eq!(arc(&model), "woven", "nothing is taken by looking");
        let (seen, _) = frame(&model);
        assert!(seen.contains("失敗から"), "{seen}");
        let effects = press(&mut model, "<esc>");
        assert!(effects.is_empty() && arc(&model) == "woven");
        press(&mut model, "a<down><down><down>");
        while !matches!(&model.overlay, Some(Overlay::Arcs(arcs)) if arcs.all[arcs.arc].id == "fall" && arcs.empty.is_none())
        {
            press(&mut model, "<up>");
        }
        let effects = press(&mut model, "<enter>");
        assert!(effects.iter().any(|effect| matches!(effect, Effect::Save(_, draft) if draft.arc == "fall")));
        let story = text(&model);
        assert!(story.find("電話が鳴りました") < story.find("レジの前で"), "{story}");
        press(&mut model, "<ctrl-z>");
        assert_eq!(arc(&model), "woven");
    }
}

#[test]
fn an_empty_box_leads_to_its_question() {
    let mut model = told(120, 40);
    press(&mut model, "a");
    while !matches!(&model.overlay, Some(Overlay::Arcs(arcs)) if arcs.all[arcs.arc].id == "star" && arcs.empty.is_some())
    {
        press(&mut model, "<down>");
    }
    let (screen, caret) = frame(&model);
    let row = screen.lines().nth(caret.unwrap().1.into()).unwrap();
    assert!(row.contains("・ 結果 ←"), "{row}");
    press(&mut model, "<enter>");
    assert_eq!(
        (model.screen, model.sitting.as_ref().unwrap().current.to_string().as_str()),
        (Screen::Interview, "result@t2")
    );
}

#[test]
fn what_the_post_itself_fills_is_filled() {
    let mut model = told(120, 40);
    press(&mut model, "a");
    let Some(Overlay::Arcs(arcs)) = &model.overlay else { panic!() };
    let ki = arcs.all.iter().find(|arc| arc.id == "kishotenketsu").unwrap();
    let empty: Vec<&str> = ki.boxes.iter().filter(|one| one.asks.is_some()).map(|one| one.title.as_str()).collect();
    assert_eq!(empty, ["結"], "起 and 承 are the post's own introduction and tips");
}

#[test]
fn before_and_after_stand_in_one_column_with_the_count() {
    let mut model = told(120, 40);
    press(&mut model, "<shift-tab>e<backspace>、ただ。<esc>v");
    let (screen, _) = frame(&model);
    assert!(screen.contains("元の文章 100 %、答えから 2 文、つなぎ 0、手直し 1、説明のつかない文字 0"), "{screen}");
    let line = screen.lines().find(|line| line.contains("私は黙っていました。私は黙っていました、ただ。")).unwrap();
    assert!(line.contains("失敗 @ 2 冷蔵庫に入れない"), "{line}");
    // What was pointed at still is.
    assert!(matches!(pointed(&model).unwrap().1.of, Pointed::Sentence(_)));
    press(&mut model, "<left>");
    assert!(matches!(pointed(&model).unwrap().1.of, Pointed::Reworded(0)));
    press(&mut model, "xv");
    assert!(!frame(&model).0.contains("元の文章 100"), "and back");
    assert!(model.sitting.as_ref().unwrap().draft.edits.is_empty(), "what is struck comes back");
    // What an arc leaves out is struck.
    model.sitting.as_mut().unwrap().order("short", naze::draft::Bridges::Some, &mut Vec::new());
    press(&mut model, "v<home>");
    let (screen, _) = frame(&model);
    assert!(screen.contains("- # パンを翌日も"), "{screen}");
    assert!(screen.contains("この構成では使わない"), "{screen}");
    // It lies over the story, and so does the way back.
    press(&mut model, "<esc>");
    assert!(model.screen == Screen::Story && !frame(&model).0.contains("この構成では使わない"));
    press(&mut model, "<esc>");
    assert_eq!(model.screen, Screen::Interview);
}

/// A story in which one sentence was reworded and has changed since.
fn changed(columns: u16, rows: u16) -> Model {
    let mut opened = opened(JA);
    opened.draft.edits.push(Edit {
        passage: "failure@t2#1".to_owned(),
        was: "三年前の冬、電話が鳴りました。".to_owned(),
        text: "三年前の冬、固定電話が鳴りました。".to_owned(),
        ..Edit::default()
    });
    let mut model = model(JA, columns, rows);
    model.sit_down(opened);
    press(&mut model, "ある人。<tab><down><space><tab>三年前の十二月、電話が鳴りました。私は黙っていました。<ctrl-t>");
    model
}

#[test]
fn a_rewording_whose_ground_changed_waits_for_the_author() {
    for (columns, rows) in [(120, 40), (80, 24), (40, 12)] {
        let mut model = changed(columns, rows);
        assert!(text(&model).contains("三年前の十二月、電話が"), "the story shows the new text");
        let (screen, _) = frame(&model);
        assert!(screen.contains("入っていない手直し 1"), "{screen}");
        press(&mut model, "c");
        let (screen, _) = frame(&model);
        for said in ["三年前の冬、電話が", "三年前の十二月、電話", "固定電話が"] {
            assert!(screen.contains(said), "{said} in\n{screen}");
        }
        press(&mut model, "<esc>");
        assert_eq!(model.sitting.as_ref().unwrap().story.left_off, [0], "looking decides nothing");
    }
    for (key, wanted, edits) in [
        ("1", "三年前の冬、固定電話が鳴りました。私は", 1),
        ("2", "三年前の十二月、電話が鳴りました。私は", 0),
        ("3", "三年前の十二月、固定電話が鳴りました。私は", 1),
    ] {
        let mut model = changed(120, 40);
        let effects = press(&mut model, &format!("c{key}"));
        assert!(text(&model).contains(wanted), "{key}: {}", text(&model));
        let sitting = model.sitting.as_ref().unwrap();
        assert_eq!((sitting.draft.edits.len(), sitting.story.left_off.len()), (edits, 0));
        assert_eq!(effects.iter().any(|effect| matches!(effect, Effect::Keep(_))), key == "2", "what goes is kept");
        assert!(model.overlay.is_none());
        press(&mut model, "<ctrl-z>");
        assert_eq!(model.sitting.as_ref().unwrap().story.left_off, [0], "one step");
    }
}

#[test]
fn a_sentence_that_only_moved_takes_its_rewording_along() {
    let mut model = told(120, 40);
    press(&mut model, "<shift-tab>e<backspace>、ただ。<esc><enter><ctrl-home>はじめに一つ。");
    assert!(
        text(&model).contains("はじめに一つ。三年前の冬、電話が鳴りました。私は黙っていました、ただ。"),
        "{}",
        text(&model)
    );
    assert!(model.sitting.as_ref().unwrap().story.left_off.is_empty());
    assert_eq!(super::answer(&model, "failure@t2"), "はじめに一つ。三年前の冬、電話が鳴りました。私は黙っていました。");
}

#[test]
fn two_wordings_of_one_sentence_are_chosen_between() {
    let mut model = told(120, 40);
    press(&mut model, "<shift-tab>e<backspace>、ただ。<esc>");
    let mine = model.sitting.as_ref().unwrap().draft.edits[0].clone();
    let mut merged = model.sitting.as_ref().unwrap().draft.clone();
    merged.edits.push(Edit { text: "黙るほかありませんでした。".to_owned(), ..mine.clone() });
    let sent = model.sitting.as_ref().unwrap().draft.clone();
    let mixed = naze::app::msg::Mixed { sent, merged, conflicts: naze::answers::Answers::default() };
    naze::app::update(&mut model, naze::app::msg::Msg::Outcome(naze::app::msg::Outcome::Merged(Box::new(mixed))));
    assert!(text(&model).contains("私は黙っていました、ただ。"), "mine stands");
    press(&mut model, "c");
    assert!(frame(&model).0.contains("黙るほかありませんでした。"));
    press(&mut model, "1");
    assert!(text(&model).contains("電話が鳴りました。黙るほかありませんでした。"), "{}", text(&model));
    assert_eq!(model.sitting.as_ref().unwrap().draft.edits.len(), 1);
}

/// A story whose only bridge, into a failure, the author has reworded.
fn bridged() -> Model {
    let mut model = model(JA, 120, 40);
    press(&mut model, "ある人。<tab><down><space><tab>声を荒らげてしまいました。<ctrl-t><shift-tab>");
    press(&mut model, "e<ctrl-a>はじめは、まるで逆でした。<enter>");
    assert!(text(&model).contains("はじめは、まるで逆でした。声を荒らげて"), "{}", text(&model));
    model
}

#[test]
fn a_reworded_bridge_that_lost_its_place_is_listed_and_stands_again_with_its_join() {
    let mut model = bridged();
    // The answer it led into is cleared.
    press(&mut model, "<right><enter><ctrl-a><backspace><ctrl-t>");
    assert!(!text(&model).contains("まるで逆"), "{}", text(&model));
    assert_eq!(model.sitting.as_ref().unwrap().story.left_off, [0]);
    assert!(frame(&model).0.contains("入っていない手直し 1"), "{}", frame(&model).0);
    press(&mut model, "c");
    assert!(frame(&model).0.contains("はじめは、まるで逆でした。"), "{}", frame(&model).0);
    press(&mut model, "1");
    assert_eq!(model.cut, "はじめは、まるで逆でした。", "it can be pasted into another sentence");
    assert_eq!(model.sitting.as_ref().unwrap().draft.edits.len(), 1, "and stays in the draft");
    press(&mut model, "<esc><esc><ctrl-z><ctrl-t>");
    assert!(text(&model).contains("はじめは、まるで逆でした。声を荒らげて"), "{}", text(&model));
    // An arc without that join.
    let sitting = model.sitting.as_mut().unwrap();
    sitting.order("short", naze::draft::Bridges::Some, &mut Vec::new());
    assert_eq!(sitting.story.left_off, [0]);
    let effects = press(&mut model, "c2");
    assert!(effects.iter().any(|effect| matches!(effect, Effect::Keep(_))), "thrown away, it is kept as a copy");
    assert!(model.sitting.as_ref().unwrap().draft.edits.is_empty());
}

#[test]
fn a_rewording_taken_out_or_swapped_is_put_aside_and_comes_back() {
    let mut model = bridged();
    let aside = |model: &Model| model.sitting.as_ref().unwrap().draft.edits[0].aside.clone();
    press(&mut model, "x");
    assert!(!text(&model).contains("まるで逆"), "{}", text(&model));
    assert_eq!(aside(&model).as_deref(), Some("はじめは、まるで逆でした。"));
    press(&mut model, "x");
    assert!(text(&model).contains("はじめは、まるで逆でした。声を荒らげて") && aside(&model).is_none());
    // Round the list and back to the author's own.
    press(&mut model, "s");
    assert!(!text(&model).contains("まるで逆"), "{}", text(&model));
    for _ in 0..40 {
        if text(&model).contains("まるで逆") {
            break;
        }
        assert_eq!(aside(&model).as_deref(), Some("はじめは、まるで逆でした。"));
        press(&mut model, "s");
    }
    assert!(text(&model).contains("はじめは、まるで逆でした。声を荒らげて") && aside(&model).is_none());
    // What a second taking out would drop is kept as a copy.
    press(&mut model, "xe別の言い方でした。<enter>");
    assert_eq!(aside(&model).as_deref(), Some("はじめは、まるで逆でした。"));
    let effects = press(&mut model, "x");
    assert!(effects.iter().any(|effect| matches!(effect, Effect::Keep(_))));
    assert_eq!(aside(&model).as_deref(), Some("別の言い方でした。"));
}

#[test]
fn a_second_swap_keeps_what_the_first_had_put_aside() {
    let mut model = bridged();
    press(&mut model, "se別の言い方でした。<enter>");
    let aside = model.sitting.as_ref().unwrap().draft.edits[0].aside.clone();
    assert_eq!(aside.as_deref(), Some("はじめは、まるで逆でした。"));
    let effects = press(&mut model, "s");
    let kept = effects.iter().find_map(|effect| if let Effect::Keep(draft) = effect { Some(draft) } else { None });
    assert_eq!(kept.unwrap().edits[0].aside, aside);
}

#[test]
fn undo_says_what_it_passes_over() {
    let mut model = told(120, 40);
    press(&mut model, "<shift-tab>e<backspace>、ただ。<esc><left>e<backspace>のです。<esc>");
    let sent = model.sitting.as_ref().unwrap().draft.clone();
    let mut merged = sent.clone();
    merged.edits.iter_mut().find(|edit| edit.text.ends_with("のです。")).unwrap().text = "ほかの文。".to_owned();
    let mixed = naze::app::msg::Mixed { sent, merged, conflicts: naze::answers::Answers::default() };
    naze::app::update(&mut model, naze::app::msg::Msg::Outcome(naze::app::msg::Outcome::Merged(Box::new(mixed))));
    press(&mut model, "<ctrl-z>");
    assert!(!text(&model).contains("、ただ。") && text(&model).contains("ほかの文。"), "{}", text(&model));
    let said = model.notice.as_ref().map(|notice| notice.text.as_str());
    assert_eq!(said, Some("そのあとほかで変わったところは、飛ばしました(1)"));
}

#[test]
fn two_answers_that_say_the_same_are_noticed_and_gone_to() {
    let mut model = told(120, 40);
    press(&mut model, "<esc><ctrl-g>result@t2<enter>よかったです。三年前の冬、電話が鳴りました。<ctrl-t>");
    let (screen, _) = frame(&model);
    assert!(screen.contains("同じ文が二か所に: 失敗、結果(t で開く)"), "{screen}");
    press(&mut model, "t");
    let sitting = model.sitting.as_ref().unwrap();
    assert_eq!((model.screen, sitting.current.to_string().as_str()), (Screen::Interview, "result@t2"));
    press(&mut model, "ただ、");
    assert_eq!(super::answer(&model, "result@t2"), "よかったです。ただ、三年前の冬、電話が鳴りました。");
}

#[test]
fn a_window_that_may_only_read_takes_no_arc() {
    let mut opened = opened(JA);
    opened.access = Access::Read;
    let mut model = model(JA, 80, 24);
    model.sit_down(opened);
    press(&mut model, "<ctrl-t>a<down><down><down><enter>");
    assert_eq!(arc(&model), "woven");
}

#[test]
fn what_is_taken_out_of_an_html_post_comes_back_by_the_same_key() {
    let page = "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<title>Two. Ways.</title>\n</head>\n<body>\n<h1>Two ways</h1>\n\
                <p>Here they are.</p>\n<h2>1. Listen to them</h2>\n<p>Let people finish. Always.</p>\n<h2>2. Write it down</h2>\n\
                <p>One line is enough.</p>\n</body>\n</html>\n";
    let mut model = model(page, 120, 40);
    assert_eq!(model.sitting.as_ref().unwrap().post.source.format, naze::post::Format::Html);
    press(&mut model, "<ctrl-t><home>");
    for _ in 0..6 {
        let before = text(&model);
        press(&mut model, "x");
        assert_ne!(text(&model), before);
        press(&mut model, "x");
        assert_eq!(text(&model), before);
        press(&mut model, "<right>");
    }
}
