//! Typing on the whole screen: fields of one line, the mouse, and text that would order a terminal about.

use naze::app::Model;
use naze::app::effect::Effect;
use naze::app::field::Field;
use naze::app::model::{Notice, Overlay, Screen};
use naze::app::msg::{Click, Deed, Mouse, Msg, Outcome};
use naze::app::prose::{Laid, Place, Prose};
use naze::app::shelf::Entry;
use naze::app::shelf::search::Folded;
use naze::app::update;
use naze::text::Ambiguous;
use naze::ui::{Colours, Look, paint};
use proptest::prelude::*;

use super::{EN, JA, frame, model, opened, press};

fn wanted(model: &Model) -> &str {
    match &model.overlay {
        Some(Overlay::Palette(palette)) => palette.wanted.text(),
        Some(Overlay::Bank(screen)) => screen.wanted.text(),
        Some(Overlay::Find { wanted }) => wanted.text(),
        Some(Overlay::Name { name }) => name.text(),
        Some(
            Overlay::Help { .. }
            | Overlay::Compare { .. }
            | Overlay::Arcs(_)
            | Overlay::Changed { .. }
            | Overlay::Stray { .. }
            | Overlay::ReadBack(_),
        )
        | None => model.shelf.list().wanted.text(),
    }
}

fn selected(model: &Model) -> &str {
    match model.sitting.as_ref().unwrap().field() {
        Field::Text(buffer) => buffer.selected(),
        Field::List(_) => "",
    }
}

/// Where a text stands on the screen: column and row of its first cell.
fn place_of(model: &Model, text: &str) -> (u16, u16) {
    let (screen, _) = frame(model);
    let (row, line) = screen.lines().enumerate().find(|(_, line)| line.contains(text)).unwrap();
    let before = line.split(text).next().unwrap();
    (u16::try_from(naze::text::width(before, model.ambiguous)).unwrap(), u16::try_from(row).unwrap())
}

fn mouse(model: &mut Model, deed: Deed, (column, row): (u16, u16)) {
    update(model, Msg::Mouse(Mouse { deed, column, row }));
}

#[test]
fn a_field_of_one_line_has_the_keys_of_an_answer() {
    for opener in ["<ctrl-g>", "<ctrl-f>", "shelf"] {
        let mut model = model(JA, 120, 40);
        if opener == "shelf" {
            model.screen = Screen::Shelf;
        } else {
            press(&mut model, opener);
        }
        press(&mut model, "三年前の冬<ctrl-w><left><backspace>");
        assert_eq!(wanted(&model), "三年の", "{opener}");
        press(&mut model, "<ctrl-z><home><shift-right><shift-right><ctrl-x><end><ctrl-v>");
        assert_eq!(wanted(&model), "前の三年", "{opener}");
        press(&mut model, "<ctrl-a>X<ctrl-z><ctrl-y>");
        assert_eq!(wanted(&model), "X", "{opener}");
        update(&mut model, Msg::Paste("一\r\n二\n三".to_owned()));
        assert_eq!(wanted(&model), "X一 二 三", "{opener}");
        assert!(model.sitting.as_ref().unwrap().draft.answers.iter().next().is_none(), "no answer was touched");
    }
}

#[test]
fn two_presses_select_the_word_and_three_the_paragraph() {
    let mut model = model(JA, 120, 40);
    press(&mut model, "三年前の冬のことです。<enter>二行目");
    let (column, row) = place_of(&model, "冬のこと");
    mouse(&mut model, Deed::Press(Click::Once), (column, row));
    assert_eq!(selected(&model), "");
    mouse(&mut model, Deed::Press(Click::Twice), (column, row));
    assert_eq!(selected(&model), "冬");
    mouse(&mut model, Deed::Press(Click::Thrice), (column, row));
    assert_eq!(selected(&model), "三年前の冬のことです。");
    mouse(&mut model, Deed::Press(Click::Once), (column, row));
    mouse(&mut model, Deed::Drag, (column + 4, row));
    assert_eq!(selected(&model), "冬の");
}

#[test]
fn a_drag_beyond_the_edges_takes_what_is_out_of_view() {
    let mut model = model(JA, 120, 24);
    let lines: Vec<String> = (1..=40).map(|n| format!("{n}行目<enter>")).collect();
    press(&mut model, &(lines.concat() + "<ctrl-home>"));
    let (column, row) = place_of(&model, "1行目");
    mouse(&mut model, Deed::Press(Click::Once), (column, row));
    for _ in 0..50 {
        mouse(&mut model, Deed::Drag, (column, 23));
    }
    assert!(selected(&model).starts_with("1行目\n2行目\n") && selected(&model).contains("40行目"));
    for _ in 0..50 {
        mouse(&mut model, Deed::Drag, (column, 0));
    }
    assert_eq!(selected(&model), "");
    mouse(&mut model, Deed::Drag, (119, row));
    assert_eq!(selected(&model), "1行目");
    // From elsewhere nothing is dragged.
    mouse(&mut model, Deed::Press(Click::Once), (column, row - 1));
    mouse(&mut model, Deed::Drag, (column, row + 2));
    assert_eq!(selected(&model), "1行目");
}

#[test]
fn a_press_on_the_story_goes_to_the_answer_behind_it_and_to_the_very_place() {
    let mut model = model(JA, 120, 40);
    press(&mut model, "ある人。<tab><space><tab>三年前の冬のことです。<tab>次の朝から変えました。");
    let (column, row) = place_of(&model, "三年前の冬");
    mouse(&mut model, Deed::Press(Click::Once), (column + 8, row));
    let sitting = model.sitting.as_ref().unwrap();
    assert_eq!(sitting.current.to_string(), "failure@t1");
    let Field::Text(buffer) = sitting.field() else { panic!() };
    assert_eq!(buffer.caret(), "三年前の".len());
}

#[test]
fn the_wheel_scrolls_the_pane_under_it_and_typing_brings_the_story_back() {
    let mut model = model(JA, 120, 24);
    press(&mut model, "ある人。<tab><space><tab>三年前の冬のことです。");
    let current = model.sitting.as_ref().unwrap().current.clone();
    let top = |model: &Model| model.sitting.as_ref().unwrap().story_top;
    let followed = top(&model);
    for _ in 0..20 {
        mouse(&mut model, Deed::WheelUp, (110, 10));
    }
    assert_ne!(top(&model), followed);
    let (before, _) = frame(&model);
    for _ in 0..20 {
        mouse(&mut model, Deed::WheelDown, (5, 10));
    }
    let (after, _) = frame(&model);
    assert_ne!(before, after, "the outline scrolled");
    assert_eq!(model.sitting.as_ref().unwrap().current, current, "the answer keeps the keys");
    press(&mut model, "そして");
    assert_eq!(top(&model), followed);
}

#[test]
fn ctrl_and_the_arrows_scroll_the_story_and_leave_the_answer_alone() {
    let mut model = model(JA, 120, 24);
    press(&mut model, "ある人。<tab><space><tab>三年前の冬のことです。");
    let top = |model: &Model| model.sitting.as_ref().unwrap().story_top;
    let (followed, (_, caret)) = (top(&model), frame(&model));
    press(&mut model, &"<ctrl-up>".repeat(20));
    let scrolled = top(&model);
    assert_ne!(scrolled, followed);
    press(&mut model, "<ctrl-down>");
    assert_ne!(top(&model), scrolled);
    assert_eq!(frame(&model).1, caret);
    press(&mut model, &"<ctrl-up>".repeat(20));
    press(&mut model, "そして");
    assert_eq!(frame(&model).0.matches("そして").count(), 2, "typing brings the place back into view");
}

#[test]
fn a_long_answer_is_read_little_by_little_and_saved_once_in_one_pause() {
    let mut model = model(JA, 80, 24);
    press(&mut model, "ある人。<tab><down><space><tab>");
    let told = |model: &Model| model.sitting.as_ref().unwrap().checklist().filter(|(_, held)| *held).count();
    update(&mut model, Msg::Paste("閉店間際に電話が鳴りました。\n".repeat(400) + "三年前の冬でした。"));
    update(&mut model, Msg::Shown);
    let (mut saves, mut turns) = (0, 0);
    while model.sitting.as_ref().unwrap().unread().is_some() {
        assert_eq!(told(&model), 0, "what is read to some point says nothing yet");
        let effects = update(&mut model, Msg::Idle);
        saves += effects.iter().filter(|effect| matches!(effect, Effect::Save(..))).count();
        turns += 1;
    }
    assert!(turns > 2, "a key may come before it is read to its end");
    assert!(told(&model) > 0 && model.sitting.as_ref().unwrap().offer().is_some());
    assert_eq!(saves, 1);
}

#[test]
fn an_example_stands_in_an_empty_answer_and_a_key_takes_each_beginning_in_turn() {
    let mut model = model(JA, 120, 40);
    press(&mut model, "ある人。<tab><space><tab>");
    let wording = model.sitting.as_ref().unwrap().standing().wording.clone();
    let shown = |model: &Model| frame(model).0.replace(['\n', '│', ' '], "");
    let example: String = wording.example.chars().take(12).collect();
    assert!(wording.starters.len() > 1 && shown(&model).contains(&example), "{}", shown(&model));
    let text = |model: &Model| {
        let Field::Text(buffer) = model.sitting.as_ref().unwrap().field() else { panic!() };
        buffer.text().to_owned()
    };
    for nth in [0, 1] {
        press(&mut model, "<alt-s>");
        assert_eq!(text(&model), wording.starters[nth]);
    }
    assert!(!shown(&model).contains(&example));
    press(&mut model, "電話が鳴りました。<alt-s>");
    assert_eq!(text(&model), format!("{}電話が鳴りました。", wording.starters[1]));
    press(&mut model, "<ctrl-z><ctrl-z><ctrl-z>");
    assert!(shown(&model).contains(&example), "{}", shown(&model));
}

#[test]
fn a_beginning_nothing_was_added_to_is_no_answer() {
    let mut model = model(JA, 120, 40);
    press(&mut model, "ある人。<tab><space><tab>");
    let key = model.sitting.as_ref().unwrap().current.clone();
    let told = |model: &Model| model.sitting.as_ref().unwrap().draft.answers.told(&key).map(str::to_owned);
    press(&mut model, "<alt-s>");
    let starter = told(&model).unwrap();
    press(&mut model, "<tab>");
    assert_eq!(told(&model), None);
    let sitting = model.sitting.as_ref().unwrap();
    assert!(!sitting.story.text(&sitting.post, &sitting.draft.answers).contains(&starter));
    // Undone where it was, it is there again; typed by hand it is the author's.
    press(&mut model, "<shift-tab><ctrl-z>");
    assert_eq!(told(&model).as_ref(), Some(&starter));
    press(&mut model, &format!("<ctrl-a><backspace>{starter}"));
    model.sitting.as_mut().unwrap().begun = None;
    press(&mut model, "<tab>");
    assert_eq!(told(&model), Some(starter));
}

#[test]
fn what_is_looked_for_is_found_again_and_again_and_selected() {
    let mut model = model(JA, 120, 40);
    press(&mut model, "ある人。<tab><space><tab>冬の朝。夏の朝。冬の夜。<ctrl-home>");
    let caret = |model: &Model| {
        let Field::Text(buffer) = model.sitting.as_ref().unwrap().field() else { panic!() };
        (buffer.caret(), buffer.selected().to_owned())
    };
    press(&mut model, "<ctrl-f>冬の");
    let first = caret(&model);
    press(&mut model, "<tab>");
    let (second, selected) = caret(&model);
    assert_ne!(first.0, second);
    press(&mut model, "<ctrl-f>");
    assert_eq!(caret(&model).0, first.0, "round to the first again");
    press(&mut model, "<tab>");
    assert_eq!(selected, "冬の");
    press(&mut model, "<esc>");
    press(&mut model, "<ctrl-f>春");
    let (shown, _) = frame(&model);
    assert!(shown.contains("春") && shown.contains(model.words.notice.not_found.split('{').next().unwrap()), "{shown}");
    press(&mut model, "<esc>");
    assert_eq!(caret(&model), (second - "冬の".len(), String::new()), "nothing found moves nothing");
}

#[test]
fn a_paragraph_too_long_to_be_laid_out_whole_still_breaks_as_japanese_does() {
    let mut model = model(JA, 120, 40);
    press(&mut model, "ある人。<tab><space><tab>");
    let long = "三年前の冬、閉店間際に電話が鳴って、「はい」と答えた私は、まだ何も知らなかったのです。".repeat(500);
    update(&mut model, Msg::Paste(long));
    let sitting = model.sitting.as_ref().unwrap();
    let prose = Prose::of(&sitting.story, &sitting.post, &sitting.draft.answers, 38, Ambiguous::Narrow);
    let rows = prose.shown(Place::default(), 100_000, &mut Laid::default());
    assert!(rows.len() > 1_000);
    for row in rows {
        let text: String = row.pieces.iter().map(|piece| piece.text.as_str()).collect();
        assert!(!text.starts_with(['、', '。', '」', 'っ']), "{text}");
    }
}

/// Whether the bridge that leads into the failure stands out in the story, if it is there.
fn bridge_stands_out(model: &Model) -> Option<bool> {
    let sitting = model.sitting.as_ref().unwrap();
    let bridge = sitting.story.bridges().find(|bridge| bridge.join.starts_with("into-failure"))?;
    let (cells, _) = paint(model, &Look::builtin(Colours::Terminal));
    let cells = cells.whole();
    let start: Vec<String> = bridge.text.chars().take(4).map(String::from).collect();
    // A wide character's second cell holds nothing. The story stands behind the question, which names the tip too.
    let painted: Vec<_> = cells.content.iter().filter(|cell| !cell.symbol().trim().is_empty()).collect();
    let stands = |cells: &&[&ratatui::buffer::Cell]| cells.iter().map(|cell| cell.symbol()).eq(&start);
    let cell = painted.windows(4).rfind(stands)?.first()?;
    Some(cell.modifier.contains(ratatui::style::Modifier::BOLD))
}

#[test]
fn a_bridge_that_an_answer_brings_stands_out_until_the_next_question() {
    let mut model = model(JA, 120, 40);
    press(&mut model, "ある人。<tab><down><space><tab>");
    assert_eq!(bridge_stands_out(&model), None);
    press(&mut model, "声を荒らげてしまいました。");
    assert_eq!(bridge_stands_out(&model), Some(true));
    press(&mut model, "<tab>");
    assert_eq!(bridge_stands_out(&model), Some(false));
    press(&mut model, "翌朝、棚を作りました。");
    assert_eq!(bridge_stands_out(&model), Some(false));
}

#[test]
fn the_answer_being_typed_is_marked_in_the_story() {
    let mut model = model(JA, 120, 40);
    press(&mut model, "ある人。<tab><space><tab>三年前の冬のことです。<tab>次の朝から変えました。");
    let marked = |model: &Model| frame(model).0.lines().find(|line| line.contains('▌')).unwrap().to_owned();
    assert!(marked(&model).contains("次の朝"), "{}", marked(&model));
    press(&mut model, "<shift-tab>");
    assert!(marked(&model).contains("三年前"), "{}", marked(&model));
}

/// Pieces of text that hide, order a terminal about, or have no agreed shape.
const HOSTILE: [&str; 20] = [
    "\u{1b}[2J",
    "\u{1b}]0;t\u{7}",
    "\u{9b}1m",
    "\r",
    "\u{8}",
    "\0",
    "\u{7f}",
    "\u{202e}",
    "\u{2066}",
    "\u{200b}",
    "\u{200d}",
    "\u{feff}",
    "\u{301}",
    "\u{e000}",
    "\u{e0041}",
    "\u{2028}",
    "\u{ad}",
    "\t",
    "語",
    "a",
];

fn hostile() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(&HOSTILE[..]), 1..12).prop_map(|pieces| pieces.concat())
}

/// Whether a character may stand in a cell: it shows itself and moves nothing.
fn stands(c: char) -> bool {
    let bidi = matches!(c, '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{61C}');
    let hidden = matches!(c, '\u{200B}' | '\u{2028}' | '\u{2029}' | '\u{FEFF}' | '\u{AD}' | '\u{E000}'..='\u{F8FF}' | '\u{E0000}'..='\u{E007F}');
    !(c.is_control() || bidi || hidden)
}

fn assert_harmless(model: &Model) -> Result<(), TestCaseError> {
    let (cells, _) = paint(model, &Look::builtin(Colours::Terminal));
    for cell in cells.whole().content() {
        prop_assert!(cell.symbol().chars().all(stands), "{:?}", cell.symbol());
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn no_text_from_outside_orders_the_terminal_about(
        post in hostile(),
        answer in hostile(),
        other in hostile(),
        ambiguous in prop::sample::select(&[Ambiguous::Narrow, Ambiguous::Wide, Ambiguous::Unknown][..]),
    ) {
        let text = format!("# 題{post}\n\nまえがき{post}\n\n## 1. {post}一\n\nA{post}\n\n## 2. 二\n\nB\n\n## 3. 三\n\nC\n");
        let mut model = model(&text, 120, 40);
        update(&mut model, Msg::Ambiguous(ambiguous));
        update(&mut model, Msg::Paste(answer.clone()));
        let kept = answer.replace("\r\n", "\n").replace('\r', "\n");
        let answers: Vec<String> =
            model.sitting.as_ref().unwrap().draft.answers.iter().map(|(_, answer)| answer.text.clone()).collect();
        prop_assert_eq!(answers, [kept], "it is kept as it is");
        model.notice = Some(Notice::trouble(other.clone()));
        assert_harmless(&model)?;
        for keys in ["<esc>", "<esc><ctrl-t>", "<ctrl-t>", "<ctrl-t><ctrl-f>", "<ctrl-g>"] {
            press(&mut model, keys);
            update(&mut model, Msg::Paste(other.clone()));
            assert_harmless(&model)?;
        }
        let mut shelf = model_on_the_shelf(&other);
        update(&mut shelf, Msg::Paste(other));
        assert_harmless(&shelf)?;
    }
}

fn model_on_the_shelf(text: &str) -> Model {
    let mut model = model(JA, 80, 24);
    model.sit_down(opened(JA));
    model.screen = Screen::Shelf;
    model.shelf.drafts.take(vec![Entry {
        post: text.into(),
        draft: text.into(),
        place: text.to_owned(),
        title: text.to_owned(),
        told: text.into(),
        folded: Folded::new(text, text, text, text),
        changed: 0,
        trouble: None,
        standing: None,
    }]);
    model
}

#[test]
fn what_no_clipboard_takes_can_be_pasted_or_written_out() {
    for post in [EN, JA] {
        let mut model = model(post, 120, 40);
        let said = |model: &mut Model| {
            update(model, Msg::Outcome(Outcome::TooLongToCopy));
            model.notice.take().unwrap().text
        };
        assert!(said(&mut model).contains("^V"));
        press(&mut model, "<ctrl-e>");
        assert!(said(&mut model).contains("Enter"));
    }
}
