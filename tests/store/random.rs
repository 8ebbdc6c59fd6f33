//! Any order of typing, saving, others' writing and crashes.

use std::collections::BTreeMap;
use std::fs;

use proptest::prelude::*;

use super::{Room, edit};

#[derive(Debug, Clone)]
enum Deed {
    Type(usize, String),
    Save,
    /// Save, and hear of what others wrote only later.
    SaveUnheard,
    Other(usize, String),
    Crash,
    Leave,
}

const NAMES: [&str; 3] = ["reader", "failure@t1", "turn@t1"];

fn deeds() -> impl Strategy<Value = Vec<Deed>> {
    let deed = prop_oneof![
        6 => (0..NAMES.len(), "[a-z]{1,3}").prop_map(|(at, text)| Deed::Type(at, text)),
        3 => Just(Deed::Save),
        1 => Just(Deed::SaveUnheard),
        2 => (0..NAMES.len(), "[A-Z]{1,4}").prop_map(|(at, text)| Deed::Other(at, text)),
        2 => Just(Deed::Crash),
        1 => Just(Deed::Leave),
    ];
    prop::collection::vec(deed, 1..24)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn nothing_typed_here_or_there_is_lost(deeds in deeds()) {
        let room = Room::new();
        let mut desk = room.sit();
        let mut unheard = Vec::new();
        // What the author last saw in each answer after typing, and what others wrote since.
        let mut mine: BTreeMap<&str, String> = BTreeMap::new();
        let mut theirs: BTreeMap<&str, Vec<String>> = BTreeMap::new();
        for deed in &deeds {
            match deed {
                Deed::Type(at, text) => {
                    let name = NAMES[*at];
                    prop_assert!(desk.types(name, text));
                    mine.insert(name, desk.told(name).to_owned());
                    if theirs.get(name).and_then(|all| all.last()).is_some_and(|last| desk.told(name).contains(last)) {
                        theirs.remove(name);
                    }
                }
                Deed::Save => {
                    for mixture in unheard.drain(..) {
                        desk.take_in(&mixture);
                    }
                    if let Some(mixture) = desk.save().unwrap() {
                        desk.take_in(&mixture);
                    }
                }
                Deed::SaveUnheard => unheard.extend(desk.save().unwrap()),
                Deed::Other(at, text) => {
                    if room.draft().exists() {
                        let name = NAMES[*at];
                        edit(&room.draft(), name, text);
                        theirs.entry(name).or_default().push(text.clone());
                    }
                }
                Deed::Crash => {
                    drop(desk);
                    unheard.clear();
                    desk = room.sit();
                }
                Deed::Leave => {
                    desk.save().unwrap();
                    desk.store.close(desk.revision);
                    unheard.clear();
                    desk = room.sit();
                    prop_assert!(desk.recovery.is_none());
                }
            }
            let kept = room.kept();
            let on_disk = fs::read_to_string(room.draft()).unwrap_or_default();
            for (name, text) in &mine {
                let here = desk.told(name) == text;
                let over = theirs.get(name).is_some_and(|all| all.iter().any(|other| desk.told(name).contains(other)));
                prop_assert!(here || over, "{} {:?} {:?}", name, text, desk.draft.answers);
            }
            for (name, text) in theirs.iter().filter_map(|(name, all)| Some((name, all.last()?))) {
                let there = on_disk.contains(text.as_str()) || desk.told(name).contains(text.as_str());
                prop_assert!(there || kept.iter().any(|kept| kept.contains(text.as_str())), "{} {:?}", name, text);
            }
        }
    }
}
