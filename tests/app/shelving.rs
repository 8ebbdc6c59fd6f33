//! The shelf as a value: batches come in any order, and the author goes on undisturbed.

use std::cmp::Reverse;

use naze::app::action::Action;
use naze::app::effect::Effect;
use naze::app::keymap::Keymap;
use naze::app::model::Screen;
use naze::app::msg::{Msg, Outcome, Reading, Size};
use naze::app::palette::{Target, matching};
use naze::app::shelf::search::Folded;
use naze::app::shelf::{Entry, Standing, Trouble};
use naze::app::{Model, update};
use naze::text::Language;
use naze::text::fold::fold;
use naze::words::Words;
use proptest::prelude::*;

use super::{frame, press};

pub const NOW: &str = "2026-11-23T21:04:10+09:00";
const DAY: i64 = 24 * 60 * 60;

/// A draft of so many days ago.
pub fn entry(name: &str, title: &str, tips: &str, told: &str, days: i64) -> Entry {
    let place = format!("posts/{name}.md");
    Entry {
        post: place.clone().into(),
        draft: format!("posts/{name}.naze.toml").into(),
        folded: Folded::new(title, tips, &place, told),
        place,
        title: title.to_owned(),
        told: told.into(),
        changed: 1_795_435_450 - days * DAY,
        trouble: None,
        standing: None,
    }
}

pub fn standing(entry: &Entry, progress: (usize, usize), trouble: Option<Trouble>) -> (std::path::PathBuf, Standing) {
    (entry.draft.clone(), Standing { progress: Some(progress), trouble })
}

pub fn shelf(language: Language, columns: u16, rows: u16) -> Model {
    let mut model = Model::new(Words::of(language), Keymap::builtin(), Size { columns, rows });
    update(&mut model, Msg::Clock(NOW.to_owned()));
    model
}

pub fn arrives(model: &mut Model, entries: Vec<Entry>, reading: Reading) -> Vec<Effect> {
    update(model, Msg::Outcome(Outcome::Shelf(entries, reading)))
}

fn places(model: &Model) -> Vec<String> {
    model.shelf.list().rows(0).map(|entry| entry.place.clone()).collect()
}

fn word() -> impl Strategy<Value = String> {
    let parts = ["パン", "ぱん", "電話", "ﾚｼﾞ", "bread", "Bread", "冬", "棚", "k", "the", "１", "コツ"];
    prop::collection::vec(prop::sample::select(parts.to_vec()), 1..3).prop_map(|parts| parts.concat())
}

fn text() -> impl Strategy<Value = String> {
    prop::collection::vec(word(), 0..5).prop_map(|words| words.join(" "))
}

fn drafts() -> impl Strategy<Value = Vec<Entry>> {
    prop::collection::vec((text(), text(), text(), 0..40_i64), 1..40).prop_map(|texts| {
        let texts = texts.into_iter().enumerate();
        texts.map(|(n, (title, tips, told, days))| entry(&n.to_string(), &title, &tips, &told, days)).collect()
    })
}

/// Whether the letters stand in the text in this order, the first where a word starts: found by trying all.
fn scattered(text: &[char], word: &[char], from: usize, first: bool) -> bool {
    let Some((letter, rest)) = word.split_first() else { return true };
    let kind = |c: char| match c {
        '\u{3040}'..='\u{30FF}' => 1,
        '々' | '\u{3400}'..='\u{9FFF}' => 2,
        _ if c.is_numeric() => 3,
        _ if c.is_alphabetic() => 4,
        _ => 0,
    };
    (from..text.len()).any(|at| {
        let starts = kind(text[at]) != 0 && (at == 0 || kind(text[at - 1]) != kind(text[at]));
        text[at] == *letter && (!first || starts) && scattered(text, rest, at + 1, false)
    })
}

/// Whether a draft fits, by the rule as it is told.
fn fits(entry: &Entry, tips: &str, typed: &str) -> bool {
    fold(typed).split_whitespace().all(|word| {
        let letters: Vec<char> = word.chars().collect();
        let lines = [entry.title.as_str()].into_iter().chain(tips.lines());
        [&entry.title, tips, &entry.place, &*entry.told].iter().any(|text| fold(text).contains(word))
            || (letters.len() >= 3
                && lines
                    .map(|line| fold(line).chars().collect::<Vec<_>>())
                    .any(|line| scattered(&line, &letters, 0, true)))
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn what_is_found_is_what_fits_the_newest_of_equals_first(
        texts in prop::collection::vec((text(), text(), text(), 0..40_i64), 1..30), typed in text(), batch in 1..9_usize
    ) {
        let mut model = shelf(Language::Ja, 80, 24);
        press(&mut model, &typed);
        let all: Vec<(Entry, String)> = texts.iter().enumerate()
            .map(|(n, (title, tips, told, days))| (entry(&n.to_string(), title, tips, told, *days), tips.clone())).collect();
        for some in all.chunks(batch) {
            arrives(&mut model, some.iter().map(|(entry, _)| entry.clone()).collect(), Reading::GoesOn(all.len()));
        }
        let mut wanted: Vec<&str> =
            all.iter().filter(|(entry, tips)| fits(entry, tips, &typed)).map(|(entry, _)| entry.place.as_str()).collect();
        let mut found = places(&model);
        // Typed before or after they came makes no difference.
        let mut later = shelf(Language::Ja, 80, 24);
        arrives(&mut later, all.iter().map(|(entry, _)| entry.clone()).collect(), Reading::Done);
        press(&mut later, &typed);
        prop_assert_eq!(&places(&later), &found);
        if typed.trim().is_empty() {
            let mut newest: Vec<&Entry> = all.iter().map(|(entry, _)| entry).collect();
            newest.sort_by_key(|entry| (Reverse(entry.changed), &entry.place));
            prop_assert_eq!(&found, &newest.iter().map(|entry| entry.place.clone()).collect::<Vec<_>>());
        }
        found.sort();
        wanted.sort_unstable();
        prop_assert_eq!(found, wanted);
    }

    #[test]
    fn the_mark_stays_on_its_draft_and_its_row_while_others_come_and_go(
        drafts in drafts(), batch in 1..7_usize, keys in prop::collection::vec(0..6_usize, 0..30), rows in 8..20_u16
    ) {
        let mut model = shelf(Language::En, 60, rows);
        let mut keys = keys.into_iter();
        for some in drafts.chunks(batch) {
            let before = model.shelf.drafts.marked().map(|entry| entry.place.clone());
            let row = |model: &Model| model.shelf.drafts.row().map(|row| row.wrapping_sub(model.shelf.drafts.top()));
            let (at, all) = (row(&model), model.shelf.drafts.len());
            arrives(&mut model, some.to_vec(), Reading::GoesOn(drafts.len()));
            if let Some(before) = before {
                prop_assert_eq!(&model.shelf.drafts.marked().unwrap().place, &before);
                // Where a list shorter than the screen grows, there is nothing to scroll.
                if all > usize::from(rows) {
                    prop_assert_eq!(row(&model), at);
                }
            }
            let key = ["<down>", "<up>", "<pagedown>", "<ctrl-end>", "<ctrl-home>", "<pageup>"];
            if let Some(key) = keys.next().and_then(|n| key.get(n)) {
                press(&mut model, key);
                let (list, height) = (&model.shelf.drafts, naze::app::shelf::area(naze::app::frame::Frame::of(model.size)).height);
                let row = list.row().unwrap();
                prop_assert!(row >= list.top() && row < list.top() + usize::from(height), "the mark is in view");
            }
            let gone = some.first().unwrap();
            if drafts.len() % 3 == 0 {
                let marked = model.shelf.drafts.marked().map(|entry| entry.draft.clone());
                let thrown = Outcome::Thrown(gone.draft.clone(), "trash/1".into());
                update(&mut model, Msg::Outcome(thrown));
                if marked.as_ref() != Some(&gone.draft) {
                    prop_assert_eq!(model.shelf.drafts.marked().map(|entry| entry.draft.clone()), marked);
                }
            }
            let _painted = frame(&model);
        }
    }
}

#[test]
fn only_what_is_in_view_is_read_whole_and_asked_for_once() {
    let mut model = shelf(Language::En, 80, 24);
    let all: Vec<Entry> = (0..200).map(|n| entry(&format!("{n:03}"), "t", "", "", n)).collect();
    let effects = arrives(&mut model, all.clone(), Reading::Done);
    let Some(Effect::Look(asked)) = effects.first() else { panic!("{effects:?}") };
    assert_eq!((asked.len(), asked.first()), (18, all.first().map(|entry| &entry.draft)));
    assert!(press(&mut model, "<down>").is_empty());
    let looked = asked.iter().map(|draft| (draft.clone(), Standing::default())).collect();
    assert!(update(&mut model, Msg::Outcome(Outcome::Looked(looked))).is_empty());
    assert!(matches!(press(&mut model, "<pagedown><pagedown>").last(), Some(Effect::Look(more)) if !more.is_empty()));
}

#[test]
fn enter_opens_nothing_where_nothing_fits() {
    let mut model = shelf(Language::En, 80, 24);
    arrives(&mut model, vec![entry("a", "bread", "", "", 1)], Reading::Done);
    press(&mut model, "zzz");
    assert!(press(&mut model, "<enter>").is_empty());
    assert!(press(&mut model, "<f8>").is_empty() && press(&mut model, "<f2>").is_empty());
    assert!(model.overlay.is_none() && model.screen == Screen::Shelf);
    assert!(frame(&model).0.contains("No draft has “zzz”"));
}

#[test]
fn in_the_trash_nothing_is_done_to_a_draft_nobody_sees() {
    let mut model = shelf(Language::Ja, 80, 24);
    model.keymap = Keymap::builtin().with("[trash]\nthrow = [\"f8\"]\nrename-post = [\"f2\"]\n").unwrap();
    arrives(&mut model, vec![entry("a", "パン", "", "", 1)], Reading::Done);
    update(&mut model, Msg::Outcome(Outcome::Trash(vec![entry("b", "電話", "", "", 2)])));
    assert!(press(&mut model, "<f8>").is_empty() && press(&mut model, "<f2>").is_empty());
    assert!(model.overlay.is_none());
    press(&mut model, "<ctrl-g>");
    let offered: Vec<Target> = matching(&model).into_iter().map(|entry| entry.target).collect();
    let meant = [Action::Restore, Action::Reveal, Action::Back, Action::Leave, Action::Help];
    assert_eq!(offered, meant.map(Target::Action));
    assert!(matches!(&press(&mut model, "<enter>")[..], [Effect::Restore(item)] if item.ends_with("b.naze.toml")));
}
