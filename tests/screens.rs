//! The screens as they are painted: glyphs, roles and the caret, at three sizes and in both languages.
//!
//! A snapshot that changed is looked at by a person: `INSTA_UPDATE=always cargo test screens` writes the new ones, and
//! `git diff tests/screens` shows them.

use std::fmt::Write as _;

use insta::{assert_snapshot, with_settings};
use naze::answers::Answer;
use naze::app::msg::{Msg, Outcome, Reading};
use naze::app::shelf::Trouble;
use naze::app::{Model, update};
use naze::draft::Edit;
use naze::text::Language;
use naze::ui::{Colours, Look, Role, paint};
use ratatui::layout::Rect;

use crate::app::shelving::{arrives, entry, standing};
use crate::app::{EN, JA, frame, model, opened, press, shelving};

/// Roles worth telling apart in a snapshot, most telling first.
const ROLES: [Role; 9] = [
    Role::Answer,
    Role::Bridge,
    Role::Edit,
    Role::Struck,
    Role::Selection,
    Role::Good,
    Role::Open,
    Role::Trouble,
    Role::Placeholder,
];

/// The frame, each row followed by the roles that stand in it.
fn shown(model: &Model) -> String {
    let (text, caret) = frame(model);
    let area = Rect::new(0, 0, model.size.columns, model.size.rows);
    let look = Look::builtin(Colours::Terminal);
    let cells = paint(model, &look).0.whole();
    let mut out = String::new();
    for (y, line) in (0..).zip(text.lines()) {
        let roles = (0..area.width).map(|x| {
            let cell = &cells[(x, y)];
            ROLES.into_iter().find(|role| {
                let style = look.of(*role);
                style.fg.is_none_or(|fg| fg == cell.fg) && cell.modifier == style.add_modifier && cell.symbol() != " "
            })
        });
        let mut runs: Vec<(Role, usize)> = Vec::new();
        for role in roles.flatten() {
            match runs.last_mut() {
                Some((last, count)) if *last == role => *count += 1,
                _ => runs.push((role, 1)),
            }
        }
        let runs: Vec<String> = runs.iter().map(|(role, count)| format!("{role:?} {count}")).collect();
        let note = if runs.is_empty() { String::new() } else { format!("   ‹{}›", runs.join(", ")) };
        writeln!(out, "{}{note}", line.trim_end()).unwrap();
    }
    writeln!(out, "caret {caret:?}").unwrap();
    out
}

/// The five answers, typed; the caret is left in the last one.
const TOLD_JA: &str = "町のパン屋の奥さん。<tab><down><space><tab>三年前の冬、閉店間際に電話が鳴りました。「昨日のパンが\
水っぽい」と。<enter>温かいうちに袋を閉じたのは、私でした。<tab>次の朝、レジの横に棚を置きました。<tab>";
const TOLD_EN: &str = "A woman with a bakery.<tab><space><tab>It was a Friday in March, and Anna came back with the pan.<tab>\
The next morning I put a card in every box.<tab>";

fn snapshots(name: &str, keys: [&str; 2]) {
    for (language, post, keys) in [("ja", JA, keys[0]), ("en", EN, keys[1])] {
        for (columns, rows) in [(120, 40), (80, 24), (40, 12)] {
            let mut model = model(post, columns, rows);
            press(&mut model, keys);
            snapshot(&format!("{name}-{language}-{columns}x{rows}"), &model);
        }
    }
}

fn snapshot(name: &str, model: &Model) {
    with_settings!({ snapshot_path => "screens", prepend_module_to_snapshot => false, omit_expression => true }, {
        assert_snapshot!(name, shown(model));
    });
}

#[test]
fn two_texts_for_one_answer() {
    for (language, post, here, there) in [
        (
            "ja",
            JA,
            "三年前の冬、閉店間際に電話が鳴りました。",
            "三年前の十二月、開店前のことでした。\n電話は一本だけでした。",
        ),
        (
            "en",
            EN,
            "It was a Friday in March, and Anna came back with the pan.",
            "It was in winter.\nThe pan was still warm.",
        ),
    ] {
        for (columns, rows) in [(120, 40), (80, 24), (40, 12)] {
            let mut opened = opened(post);
            let told = |text: &str| Answer {
                text: text.to_owned(),
                at: Some("2026-11-23T21:04:10+09:00".to_owned()),
                ..Answer::default()
            };
            opened.draft.answers.insert("failure@t1".parse().unwrap(), told(here));
            opened.undecided = [("failure@t1".parse().unwrap(), told(there))].into_iter().collect();
            let mut model = model(post, columns, rows);
            model.sit_down(opened);
            press(&mut model, "<alt-c>");
            snapshot(&format!("compare-{language}-{columns}x{rows}"), &model);
        }
    }
}

#[test]
fn the_first_question() {
    snapshots("first", ["", ""]);
}

#[test]
fn an_answer_with_its_story() {
    snapshots("answer", [TOLD_JA, TOLD_EN]);
}

#[test]
fn the_choice_of_tips() {
    snapshots("choice", ["ある人。<tab><space><down>", "Someone.<tab><space><down>"]);
}

#[test]
fn the_outline_has_the_keys() {
    snapshots("outline", [&format!("{TOLD_JA}<esc><down>"), &format!("{TOLD_EN}<esc><down>")]);
}

#[test]
fn the_whole_story() {
    snapshots("story", [&format!("{TOLD_JA}<ctrl-t>"), &format!("{TOLD_EN}<ctrl-t>")]);
}

#[test]
fn a_sentence_of_the_story_is_reworded() {
    let typed = ["<ctrl-t><shift-tab><right>e<backspace>、ほかでもない私でした。", "<ctrl-t>e<backspace>, by hand."];
    snapshots("reword", [&format!("{TOLD_JA}{}", typed[0]), &format!("{TOLD_EN}{}", typed[1])]);
    let done = ["<esc><shift-tab>x<right><right>", "<esc><left>x<tab>"];
    snapshots("reworded", [&format!("{TOLD_JA}{}{}", typed[0], done[0]), &format!("{TOLD_EN}{}{}", typed[1], done[1])]);
}

#[test]
fn the_arcs() {
    snapshots("arcs", [&format!("{TOLD_JA}<ctrl-t>a<down><down>"), &format!("{TOLD_EN}<ctrl-t>a<down><down>")]);
}

#[test]
fn before_and_after() {
    let typed = ["<ctrl-t><shift-tab>e<backspace>、私だけでした。<esc>v", "<ctrl-t><left>e<backspace>, by hand.<esc>v"];
    snapshots("before-after", [&format!("{TOLD_JA}{}", typed[0]), &format!("{TOLD_EN}{}", typed[1])]);
}

#[test]
fn a_rewording_whose_ground_has_changed() {
    for (language, post, was, text, keys) in [
        ("ja", JA, "三年前、閉店間際に電話が鳴りました。", "三年前、閉店間際に黒電話が鳴りました。", TOLD_JA),
        (
            "en",
            EN,
            "It was a Friday, and Anna came back with the pan.",
            "It was a Friday, and Anna brought back the pan.",
            TOLD_EN,
        ),
    ] {
        for (columns, rows) in [(120, 40), (80, 24), (40, 12)] {
            let mut opened = opened(post);
            let tip = if language == "ja" { "t2" } else { "t1" };
            let (passage, was, text) = (format!("failure@{tip}#1"), was.to_owned(), text.to_owned());
            opened.draft.edits.push(Edit { passage, was, text, ..Edit::default() });
            let mut model = model(post, columns, rows);
            model.sit_down(opened);
            press(&mut model, &format!("{keys}<ctrl-t>"));
            snapshot(&format!("left-off-{language}-{columns}x{rows}"), &model);
            press(&mut model, "c");
            snapshot(&format!("changed-{language}-{columns}x{rows}"), &model);
        }
    }
}

#[test]
fn the_export() {
    snapshots("export", [&format!("{TOLD_JA}<ctrl-e>"), &format!("{TOLD_EN}<ctrl-e>")]);
}

#[test]
fn a_stage_is_read_back() {
    let why = ["パンは、翌朝に食べる人のものだからです。<tab>", "Nobody should ride home in the dark.<tab>"];
    snapshots("read-back", [&format!("{TOLD_JA}{}", why[0]), &format!("{TOLD_EN}{}", why[1])]);
}

#[test]
fn the_palette() {
    snapshots("palette", ["<ctrl-g>コツ", "<ctrl-g>tip"]);
}

#[test]
fn what_was_told_before() {
    let keys = ["ある人。<tab><space><tab>", "Someone.<tab><space><tab>"];
    let day = [
        "三年前の冬、閉店間際に電話が鳴りました。「昨日のパンが水っぽい」と。温かいうちに袋を閉じたのは、私でした。",
        "It was four years ago, on a Friday in March: Anna came back with her chain brown from end to end. I had oiled it on top of the salt.",
    ];
    for ((language, post, keys), day) in [("ja", JA, keys[0]), ("en", EN, keys[1])].into_iter().zip(day) {
        for (columns, rows) in [(120, 40), (80, 24), (40, 12)] {
            let mut model = model(post, columns, rows);
            model.now = "2023-07-01T10:00:00+09:00".to_owned();
            press(&mut model, keys);
            press(&mut model, "<alt-b>");
            let bank = crate::bank::sample(model.words.language);
            update(&mut model, Msg::Outcome(Outcome::Bank(bank.into(), Reading::Done)));
            press(&mut model, "<down>");
            snapshot(&format!("bank-{language}-{columns}x{rows}"), &model);
            press(&mut model, "<esc>");
            press(&mut model, day);
            crate::bank::screen::rests(&mut model);
            snapshot(&format!("told-{language}-{columns}x{rows}"), &model);
        }
    }
}

#[test]
fn the_help() {
    snapshots("help", ["<f1>", "<f1>"]);
}

#[test]
fn the_tips_of_the_post() {
    snapshots("tips", ["<f2><tab><backspace>", "<f2><tab><backspace>"]);
}

/// A shelf as it may look after a while.
fn a_shelf(language: Language, columns: u16, rows: u16) -> Model {
    let mut model = shelving::shelf(language, columns, rows);
    let told = "三年前の冬、閉店間際に電話が鳴りました。「昨日のパンが水っぽい」と。";
    let entries = match language {
        Language::Ja => vec![
            entry("kurasshu", "クレーム対応5つの方法", "まず最後まで聞く", told, 0),
            entry(
                "pan",
                "パンを翌朝までおいしく保つ3つのコツ、袋の閉じ方と置き場所まで",
                "温かいうちに袋を閉じない",
                told,
                3,
            ),
            entry("zenn", "障害対応の記録を書くための7つのこと", "時刻だけを先に書く", "", 40),
            entry("mukashi", "新人に電話を任せる前に", "", "", 900),
        ],
        Language::En => vec![
            entry(
                "returns",
                "5 ways to answer a returned parcel",
                "Read the letter twice",
                "In March 2019 I left Mrs. Bell’s letter in the shop over a weekend.",
                0,
            ),
            entry(
                "bakery",
                "Three habits that keep bread fresh until the next morning, and one that does not",
                "Leave the bag open",
                "It was a Friday in March, and Anna came back with the pan.",
                3,
            ),
            entry("oncall", "Seven things to write down on call", "Write the time first", "", 40),
            entry("old", "Before a newcomer answers the phone", "", "", 900),
        ],
    };
    let standings =
        [((7, 12), None), ((12, 12), None), ((3, 25), Some(Trouble::Changed)), ((0, 25), Some(Trouble::NoPost))];
    let standings =
        entries.iter().zip(standings).map(|(entry, (progress, trouble))| standing(entry, progress, trouble));
    let standings = standings.collect();
    arrives(&mut model, entries, Reading::Done);
    update(&mut model, Msg::Outcome(Outcome::Looked(standings)));
    model
}

#[test]
fn the_shelf() {
    for (name, language, keys) in [("ja", Language::Ja, ["<down>", "パン"]), ("en", Language::En, ["<down>", "friday"])]
    {
        for (columns, rows) in [(120, 40), (80, 24), (40, 12)] {
            for (what, keys) in ["shelf", "shelf-found"].into_iter().zip(keys) {
                let mut model = a_shelf(language, columns, rows);
                press(&mut model, keys);
                snapshot(&format!("{what}-{name}-{columns}x{rows}"), &model);
            }
            let mut empty = shelving::shelf(language, columns, rows);
            arrives(&mut empty, Vec::new(), Reading::Done);
            snapshot(&format!("shelf-empty-{name}-{columns}x{rows}"), &empty);
            let mut trash = a_shelf(language, columns, rows);
            let thrown = vec![entry("kuchi", "口コミへの返事", "", "", 2)];
            update(&mut trash, Msg::Outcome(Outcome::Trash(thrown)));
            snapshot(&format!("trash-{name}-{columns}x{rows}"), &trash);
        }
    }
}
