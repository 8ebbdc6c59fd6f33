//! The program as a value: whatever happens, it can be painted, and no answer is lost.

mod choosing;
mod clicking;
mod ordering;
mod prose;
mod retyping;
pub mod shelving;
mod telling;
mod typing;

use std::collections::BTreeMap;

use naze::answers::{Answer, Answers, Key};
use naze::app::effect::{Change, Effect, Lent};
use naze::app::keymap::Keymap;
use naze::app::model::{Saving, Screen};
use naze::app::msg::{Chord, Click, Code, Deed, Focus, Held, Mixed, Mouse, Msg, Outcome, Reading, Size};
use naze::app::sitting::{Access, Opened};
use naze::app::{Model, is_amid, update, update_amid};
use naze::draft::Draft;
use naze::text::Language;
use naze::ui::{Colours, Look, paint};
use naze::words::Words;
use naze::{flow, post, story};
use proptest::prelude::*;
use ratatui::layout::Rect;

pub const JA: &str = include_str!("../assets/demo/ja.md");
pub const EN: &str = include_str!("../assets/demo/en.md");

/// A post as `shell` would open it for the first time.
pub fn opened(text: &str) -> Opened {
    let (post, _) = post::read(text.as_bytes(), &post::Hints::default());
    let draft = Draft::new(&post, "post.md", "", "why");
    Opened {
        path: "post.md".into(),
        post,
        flows: flow::builtin(),
        axis: Answers::default(),
        craft: story::Craft::builtin(),
        draft,
        undecided: Answers::default(),
        brought_back: naze::app::sitting::Before::default(),
        at: None,
        carets: BTreeMap::new(),
        notices: Vec::new(),
        access: Access::Write,
        saving: Saving::New,
    }
}

pub fn model(text: &str, columns: u16, rows: u16) -> Model {
    let opened = opened(text);
    let mut model = Model::new(Words::of(opened.draft.language), Keymap::builtin(), Size { columns, rows });
    model.sit_down(opened);
    model
}

/// Sends keys as a person presses them: plain text, and `<name>` for the others.
pub fn press(model: &mut Model, keys: &str) -> Vec<Effect> {
    let mut effects = Vec::new();
    let mut rest = keys;
    while !rest.is_empty() {
        let (text, after) = rest.split_once('<').unwrap_or((rest, ""));
        if !text.is_empty() {
            effects.extend(update(model, Msg::Text(text.to_owned())));
        }
        let Some((name, behind)) = after.split_once('>') else { break };
        effects.extend(update(model, Msg::Key(name.parse().unwrap())));
        rest = behind;
    }
    effects
}

fn press_key(name: &str) -> Msg {
    Msg::Key(name.parse().unwrap())
}

/// The frame as text, a line a row, and the caret.
pub fn frame(model: &Model) -> (String, Option<(u16, u16)>) {
    let area = Rect::new(0, 0, model.size.columns, model.size.rows);
    let (cells, caret) = paint(model, &Look::builtin(Colours::Terminal));
    let cells = cells.whole();
    let mut text = String::new();
    for y in 0..area.height {
        let mut covered = 0;
        for x in 0..area.width {
            if covered > 0 {
                covered -= 1;
                continue;
            }
            let symbol = cells[(x, y)].symbol();
            covered = naze::text::width(symbol, model.ambiguous).saturating_sub(1);
            text.push_str(symbol);
        }
        text.push('\n');
    }
    (text, caret.map(|at| (at.x, at.y)))
}

fn answer(model: &Model, key: &str) -> String {
    let key: Key = key.parse().unwrap();
    model.sitting.as_ref().unwrap().draft.answers.told(&key).unwrap_or_default().to_owned()
}

#[test]
fn five_answers_and_twelve_keys_make_a_story() {
    let mut model = model(JA, 120, 40);
    press(&mut model, "町のパン屋の奥さん。<tab><space><tab>三年前の冬、お客さまに叱られました。<tab>");
    press(&mut model, "次の朝、棚を作りました。<tab>湯気が水滴になるからです。<ctrl-e><enter>");
    assert_eq!(model.screen, Screen::Export);
    let text = &model.export.text;
    for told in ["三年前の冬、お客さまに叱られました。", "次の朝、棚を作りました。", "湯気が水滴になるからです。"]
    {
        assert!(text.contains(told), "{told} is missing in:\n{text}");
    }
    assert!(!text.contains("奥さん"), "the reader steers the post and is never woven");
}

#[test]
fn the_caret_stands_behind_what_was_typed() {
    for (columns, rows) in [(120, 40), (80, 24), (40, 12)] {
        let mut model = model(JA, columns, rows);
        press(&mut model, "日本語");
        let (text, caret) = frame(&model);
        let (x, y) = caret.unwrap();
        let line: Vec<char> = text.lines().nth(y.into()).unwrap().chars().collect();
        let mut column = 0;
        let before: String = line
            .iter()
            .take_while(|c| {
                column += naze::text::width(&c.to_string(), model.ambiguous);
                column <= x.into()
            })
            .collect();
        assert!(before.ends_with("日本語"), "{columns}x{rows}: {before:?}");
    }
}

#[test]
fn going_back_changes_nothing_and_typing_goes_on_where_it_was() {
    let mut model = model(EN, 80, 24);
    press(&mut model, "A baker.<tab><space><tab>It was cold.<shift-tab><shift-tab> Her shop is old.<tab><tab> Very.");
    assert_eq!(answer(&model, "reader"), "A baker. Her shop is old.");
    assert_eq!(answer(&model, "failure@t1"), "It was cold. Very.");
    assert_eq!(answer(&model, "hard-tip"), "t1");
}

#[test]
fn the_story_stands_still_at_a_line_end() {
    let mut model = model(JA, 120, 40);
    press(&mut model, "ある人。<tab><down><space><tab>");
    press(&mut model, &"三年前の冬の朝、閉店間際に電話が鳴りました。".repeat(40));
    let top = |model: &Model| model.sitting.as_ref().unwrap().story_top;
    let before = top(&model);
    press(&mut model, "<enter>");
    assert_eq!(top(&model), before, "a line end at the end is not woven, and the caret stands behind the last word");
    press(&mut model, "<enter>");
    assert_eq!(top(&model), before);
}

#[test]
fn letters_are_text_in_an_answer_and_commands_in_the_outline_even_full_width() {
    let mut model = model(JA, 120, 40);
    press(&mut model, "psdcn ｐ");
    assert_eq!(answer(&model, "reader"), "psdcn ｐ");
    press(&mut model, "<esc>");
    press(&mut model, "ｐ");
    let reader: Key = "reader".parse().unwrap();
    let draft = &model.sitting.as_ref().unwrap().draft;
    assert_eq!(draft.answers.get(&reader).unwrap().outcome, Some(naze::answers::Outcome::Parked));
    assert_eq!(draft.answers.get(&reader).unwrap().text, "psdcn ｐ", "putting off keeps the words");
}

#[test]
fn escape_never_loses_work_and_control_c_says_how_to_leave() {
    let mut model = model(EN, 80, 24);
    press(&mut model, "Words.<esc><esc><esc><esc>");
    let effects = press(&mut model, "<ctrl-c>");
    assert!(effects.is_empty());
    assert!(model.notice.as_ref().unwrap().text.contains("^Q"));
    assert_eq!(answer(&model, "reader"), "Words.");
}

#[test]
fn leaving_saves_without_asking() {
    let mut model = model(EN, 80, 24);
    let effects = press(&mut model, "Words.<ctrl-q>");
    assert!(
        matches!(effects.last(), Some(Effect::SaveAndLeave(_, draft)) if !draft.answers.iter().next().unwrap().1.text.is_empty())
    );
    let mut untouched = self::model(EN, 80, 24);
    assert!(matches!(press(&mut untouched, "<ctrl-q>").last(), Some(Effect::Leave)));
}

#[test]
fn a_window_that_may_only_read_changes_nothing() {
    let mut opened = opened(EN);
    opened.access = Access::Read;
    let mut model = Model::new(Words::of(Language::En), Keymap::builtin(), Size { columns: 80, rows: 24 });
    model.sit_down(opened);
    let effects = press(&mut model, "Words.<tab><space><esc>pnd<ctrl-s><ctrl-q>");
    assert!(
        !effects
            .iter()
            .any(|effect| matches!(effect, Effect::Journal(..) | Effect::Save(..) | Effect::SaveAndLeave(..)))
    );
    assert!(model.sitting.as_ref().unwrap().draft.answers.iter().next().is_none());
}

#[test]
fn what_others_wrote_comes_in_and_what_was_typed_meanwhile_stays() {
    let mut model = model(JA, 120, 40);
    press(&mut model, "町のパン屋");
    let sent = model.sitting.as_ref().unwrap().draft.clone();
    let mut merged = sent.clone();
    let theirs = Answer { text: "よそで書いた答え".to_owned(), ..Answer::default() };
    merged.answers.insert("trouble".parse().unwrap(), theirs.clone());
    press(&mut model, "の奥さん");
    let mixed = Mixed { sent, merged, conflicts: Answers::default() };
    let effects = update(&mut model, Msg::Outcome(Outcome::Merged(Box::new(mixed))));
    assert_eq!(
        (answer(&model, "reader").as_str(), answer(&model, "trouble").as_str()),
        ("町のパン屋の奥さん", "よそで書いた答え")
    );
    let [Effect::Journal(_, Change::Set(key, answer)), Effect::Save(..)] = effects.as_slice() else {
        panic!("{effects:?}")
    };
    assert_eq!((key.to_string().as_str(), answer), ("trouble", &theirs));
}

#[test]
fn the_palette_finds_questions_by_part_of_their_name_in_either_width() {
    for typed in ["どのコツ", "ﾄﾞﾉｺﾂ", "hard-tip", "ＨＡＲＤ"] {
        let mut model = model(JA, 120, 40);
        press(&mut model, "<ctrl-g>");
        press(&mut model, typed);
        press(&mut model, "<enter>");
        assert_eq!(model.sitting.as_ref().unwrap().current.to_string(), "hard-tip", "{typed}");
    }
}

#[test]
fn a_passage_of_the_story_leads_to_its_question() {
    let mut model = model(JA, 120, 40);
    press(&mut model, "ある人。<tab><space><tab>三年前の冬のことです。<tab>次の朝から変えました。<ctrl-t><enter>");
    assert_eq!(model.screen, Screen::Interview);
    assert_eq!(model.sitting.as_ref().unwrap().current.to_string(), "turn@t1");
    press(&mut model, "<ctrl-t><shift-tab><enter>");
    assert_eq!(model.sitting.as_ref().unwrap().current.to_string(), "failure@t1");
}

/// What the journal would bring back.
fn replay(effects: &[Effect]) -> Draft {
    let mut draft = model(EN, 80, 24).sitting.unwrap().draft;
    for effect in effects {
        match effect {
            Effect::Journal(_, Change::Edits(passage, edits)) => draft.set_edits(passage, edits.clone()),
            Effect::Journal(_, Change::Splice(key, splice)) => {
                assert!(splice.apply(&mut draft.answers.entry(key).text), "a splice that does not fit: {splice:?}");
            }
            Effect::Journal(_, Change::Set(key, answer)) => {
                draft.answers.insert(key.clone(), answer.clone());
            }
            Effect::Save(..)
            | Effect::SaveAndLeave(..)
            | Effect::Leave
            | Effect::Keep(_)
            | Effect::Undecided(_)
            | Effect::Overrule
            | Effect::Remember(..)
            | Effect::KeepAxis(_)
            | Effect::Export(_)
            | Effect::Copy(_)
            | Effect::Editor(..)
            | Effect::Look(_)
            | Effect::Open(_)
            | Effect::Throw { .. }
            | Effect::Restore(_)
            | Effect::ReadTrash
            | Effect::RenamePost { .. }
            | Effect::Reveal(_)
            | Effect::OpenWith { .. }
            | Effect::PutAway(_)
            | Effect::ReadShelf
            | Effect::ReadBank
            | Effect::LayBeside(_) => {}
        }
    }
    draft
}

fn texts(answers: &Answers) -> Vec<(String, Answer)> {
    let kept = |(key, answer): (&Key, &Answer)| (key.to_string(), Answer { at: None, ..answer.clone() });
    answers.iter().map(kept).collect()
}

fn any_msg() -> impl Strategy<Value = Msg> {
    let code = prop_oneof![
        "[a-z1-9 ]".prop_map(|c| Code::Char(c.chars().next().unwrap())),
        Just(Code::Enter),
        Just(Code::Tab),
        Just(Code::Esc),
        Just(Code::Backspace),
        Just(Code::Delete),
        Just(Code::Up),
        Just(Code::Down),
        Just(Code::Left),
        Just(Code::Right),
        Just(Code::Home),
        Just(Code::End),
        Just(Code::PageUp),
        Just(Code::PageDown),
        (1..13_u8).prop_map(Code::F),
    ];
    let held = any::<(bool, bool, bool)>().prop_map(|(ctrl, alt, shift)| Held { ctrl, alt, shift });
    let deed = prop_oneof![
        Just(Deed::Press(Click::Once)),
        Just(Deed::Press(Click::Twice)),
        Just(Deed::Press(Click::Thrice)),
        Just(Deed::Drag),
        Just(Deed::WheelUp),
        Just(Deed::WheelDown)
    ];
    let size = (0..130_u16, 0..45_u16).prop_map(|(columns, rows)| Size { columns, rows });
    prop_oneof![
        6 => (code, held).prop_map(|(code, held)| Msg::Key(Chord { code, held })),
        6 => "[あ-ん日本語。、a-z ]{1,6}".prop_map(Msg::Text),
        1 => "\\PC{0,40}".prop_map(Msg::Paste),
        1 => "[ぁ-ん\r\n\u{7}\u{1b}]{0,20}".prop_map(Msg::Paste),
        2 => (deed, 0..130_u16, 0..45_u16).prop_map(|(deed, column, row)| Msg::Mouse(Mouse { deed, column, row })),
        1 => size.prop_map(Msg::Resize),
        1 => Just(Msg::Idle),
        1 => Just(Msg::Focus(Focus::Gained)),
        1 => "[a-z]{0,9}".prop_map(|text| Msg::Outcome(Outcome::Failed(text))),
        1 => Just(Msg::Outcome(Outcome::Bank(crate::bank::sample(Language::Ja).into(), Reading::Done))),
        1 => "[a-z]{0,9}".prop_map(|line| Msg::Outcome(Outcome::LaidBeside("failure@t1".parse().unwrap(), Some(line)))),
        1 => "[あ-ん\n]{0,9}".prop_map(|text| Msg::Outcome(Outcome::Edited(Lent::Answer("failure@t1".parse().unwrap()), text))),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_burst_shows_what_its_keys_show_one_by_one(
        msgs in prop::collection::vec(any_msg(), 1..60),
        typed in "[あ-ん日本語。、a-z ]{1,6}",
    ) {
        // Without the story pane, which stays where it is as long as it can and so remembers where it has been.
        let (mut burst, mut slow) = (model(JA, 70, 40), model(JA, 70, 40));
        let goes_on = [press_key("enter"), Msg::Text(typed), press_key("up"), press_key("backspace")];
        let msgs = msgs.into_iter().filter(|msg| !matches!(msg, Msg::Resize(_)));
        let msgs: Vec<Msg> = msgs.flat_map(|msg| goes_on.clone().into_iter().chain([msg])).collect();
        for (at, msg) in msgs.iter().enumerate() {
            let story = |model: &Model| model.sitting.as_ref().map(|sitting| sitting.story.clone());
            let (more, before) = (is_amid(&burst, msg, msgs.get(at + 1)), story(&burst));
            let done = if more { update_amid(&mut burst, msg.clone()) } else { update(&mut burst, msg.clone()) };
            // Woven at the end, and not before.
            prop_assert!(!more || story(&burst) == before);
            prop_assert_eq!(done, update(&mut slow, msg.clone()));
            if !more {
                prop_assert_eq!(frame(&burst), frame(&slow));
                prop_assert_eq!(story(&burst), story(&slow));
            }
        }
        update(&mut burst, Msg::Shown);
        update(&mut slow, Msg::Shown);
        prop_assert_eq!(frame(&burst), frame(&slow));
    }

    #[test]
    fn any_messages_leave_a_program_that_can_be_painted_and_a_journal_that_has_it_all(
        msgs in prop::collection::vec(any_msg(), 1..200),
        japanese in any::<bool>(),
    ) {
        let mut model = model(if japanese { JA } else { EN }, 120, 40);
        let mut effects = Vec::new();
        for msg in msgs {
            effects.extend(update(&mut model, msg));
            let (text, caret) = frame(&model);
            prop_assert_eq!(frame(&model), (text, caret));
            if let Some((x, y)) = caret {
                prop_assert!(x < model.size.columns && y < model.size.rows);
            }
        }
        let replayed = replay(&effects);
        let mut put_away = None;
        for effect in &effects {
            if let Effect::PutAway(draft) = effect {
                put_away = Some(draft);
            }
        }
        if let Some(draft) = put_away {
            prop_assert_eq!(texts(&replayed.answers), texts(&draft.answers));
            prop_assert_eq!(&replayed.edits, &draft.edits);
            return Ok(());
        }
        let sitting = model.sitting.as_ref().unwrap();
        let told = sitting.draft.answers.get(&sitting.current).map_or("", |answer| answer.text.as_str());
        let counted = naze::text::clusters(told).filter(|(_, cluster)| !cluster.trim().is_empty()).count();
        if matches!(sitting.field(), naze::app::field::Field::Text(_)) {
            prop_assert_eq!(sitting.characters(), counted);
        }
        prop_assert_eq!(texts(&replayed.answers), texts(&sitting.draft.answers));
        prop_assert_eq!(&replayed.edits, &sitting.draft.edits);
        prop_assert_eq!(&sitting.story, &story::weave(&sitting.post, &sitting.draft, &sitting.craft));
    }

    #[test]
    fn any_size_can_be_painted(columns in 0..300_u16, rows in 0..100_u16, keys in 0..6_usize) {
        let mut model = model(JA, columns, rows);
        press(&mut model, ["", "ある人<tab>", "<esc>", "<ctrl-g>", "<ctrl-t>", "<ctrl-e>"][keys]);
        frame(&model);
    }
}

#[test]
fn in_the_outline_letters_answer_row_after_row_and_never_fall_into_an_answer() {
    let mut model = model(EN, 80, 24);
    press(&mut model, "<esc>psd");
    let draft = &model.sitting.as_ref().unwrap().draft;
    let outcomes: Vec<_> = draft.answers.iter().filter_map(|(_, answer)| answer.outcome).collect();
    assert_eq!(outcomes.len(), 3, "{outcomes:?}");
    assert!(draft.answers.iter().all(|(_, answer)| answer.text.is_empty()));
    assert!(model.sitting.as_ref().unwrap().outline.is_some());
}
