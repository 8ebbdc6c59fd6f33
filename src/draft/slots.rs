//! The answers of a draft in its file.
//!
//! Every visible question has a table, in flow order, answered or not, so that the file can be filled in by hand and
//! a new answer touches no line of another. What was answered once keeps its table for good, if empty.

use std::collections::{BTreeMap, BTreeSet};

use toml_edit::{Datetime, Decor, DocumentMut, InlineTable, Item, RawString, Table, TableLike, Value};

use super::quote::Form;
use super::read::outcome_name;
use super::write::{put, set, table_at};
use super::{Asked, order};
use crate::answers::{Answer, Answers, Key};

/// The keys of an answer's table, in their order.
const KEYS: [&str; 7] = ["asked", "at", "outcome", "from", "retold", "taken", "text"];

/// Makes the answers of `doc` these, with a table for each visible question.
pub(super) fn answers(doc: &mut DocumentMut, answers: &Answers, asked: &[Asked]) -> bool {
    let post = order::last(doc.get("tip")).max(order::last(doc.get("post"))).unwrap_or_default();
    let wanted = wanted(answers, asked);
    let root = doc.as_table_mut();
    if !root.contains_key("answer") {
        let mut all = Table::new();
        all.set_implicit(true);
        root.insert("answer", Item::Table(all));
    }
    let Some(item) = root.get_mut("answer") else { return false };
    let inline = item.is_value();
    let Some(all) = item.as_table_like_mut() else { return false };
    let mut changed = false;

    let standing: BTreeMap<Key, Option<isize>> = all
        .iter()
        .filter_map(|(name, item)| Some((name.parse().ok()?, item.as_table().and_then(Table::position))))
        .collect();
    let first = standing.values().flatten().min();
    let mut place = first.map_or(post, |first| first - order::ROOM / 2);
    for (key, wording) in &wanted {
        let answer = answers.get(key);
        match standing.get(key) {
            Some(position) => place = position.unwrap_or(place),
            None if wording.is_none() && answer.is_none_or(Answer::is_untouched) => continue,
            None => {
                place += 1;
                let empty = if inline { Item::Value(InlineTable::new().into()) } else { Item::Table(table_at(place)) };
                all.insert(&key.to_string(), empty);
                changed = true;
            }
        }
        if let Some(item) = all.get_mut(&key.to_string()) {
            changed |= fill(item, answer, *wording);
        }
    }

    let visible: BTreeSet<&Key> = asked.iter().map(|asked| &asked.key).collect();
    for key in standing.keys() {
        let untouched = answers.get(key).is_none_or(Answer::is_untouched);
        if !untouched || visible.contains(key) {
            continue;
        }
        let name = key.to_string();
        if let Some(item) = all.get_mut(&name)
            && answers.get(key).is_none()
        {
            changed |= fill(item, None, None);
        }
        if !asked.is_empty() && all.get(&name).is_some_and(is_bare) {
            all.remove(&name);
            changed = true;
        }
    }
    changed
}

/// Every answer that may stand in the file: the visible questions, each followed by its probes, then the rest.
fn wanted<'a>(answers: &'a Answers, asked: &'a [Asked]) -> Vec<(&'a Key, Option<&'a str>)> {
    let mut wanted: Vec<(&Key, Option<&str>)> = Vec::new();
    let mut seen = BTreeSet::new();
    for Asked { key, asked } in asked {
        if seen.insert(key) {
            wanted.push((key, Some(asked)));
        }
        // A question's probes sort right behind it.
        let probes = answers.onward(key).take_while(|(k, _)| k.question == key.question && k.of == key.of);
        wanted.extend(probes.filter(|(key, _)| seen.insert(key)).map(|(key, _)| (key, None)));
    }
    wanted.extend(answers.iter().filter(|(key, _)| !seen.contains(key)).map(|(key, _)| (key, None)));
    wanted
}

/// Makes an answer's table say what the answer says; the wording of one untouched is the question's as it is now.
fn fill(item: &mut Item, answer: Option<&Answer>, wording: Option<&str>) -> bool {
    let nothing = Answer::default();
    let answer = answer.unwrap_or(&nothing);
    let asked = wording.filter(|_| answer.is_untouched()).unwrap_or(&answer.asked);
    let Some(table) = item.as_table_like_mut() else { return false };
    let before = rank(table);
    let mut changed = false;
    if !asked.is_empty() {
        changed |= set(table, "asked", asked, Form::Line);
    } else if answer.at.is_some() || answer.outcome.is_some() || !answer.text.is_empty() {
        changed |= take(table, "asked");
    }
    changed |= match &answer.at {
        None => take(table, "at"),
        Some(at) => set_time(table, at),
    };
    changed |= optional(table, "outcome", answer.outcome.map(outcome_name));
    changed |= optional(table, "from", answer.from.as_deref());
    if let Some(retold) = &answer.retold {
        changed |= set(table, "retold", &retold.of, Form::Line);
        changed |= optional(table, "taken", Some(retold.taken.as_str()).filter(|mark| !mark.is_empty()));
    } else if table.contains_key("retold") {
        changed |= take(table, "retold") | take(table, "taken");
    }
    changed |= set(table, "text", &answer.text, Form::Answer);
    // A key that came in late goes to its place, unless somebody had put the keys in an order of their own.
    if let Item::Table(table) = item
        && before.is_sorted()
        && !rank(table).is_sorted()
    {
        table.sort_values_by(|a, _, b, _| rank_of(a.get()).cmp(&rank_of(b.get())));
    }
    changed
}

fn rank(table: &dyn TableLike) -> Vec<usize> {
    table.iter().map(|(key, _)| rank_of(key)).collect()
}

fn rank_of(key: &str) -> usize {
    KEYS.iter().position(|known| *known == key).unwrap_or(KEYS.len())
}

/// Takes a key out; a comment above it stays, above the text.
fn take(table: &mut dyn TableLike, key: &str) -> bool {
    let prefix =
        |key: &toml_edit::Key| key.leaf_decor().prefix().and_then(RawString::as_str).unwrap_or_default().to_owned();
    let above = table.key(key).map(prefix).filter(|above| above.contains('#'));
    let taken = table.remove(key).is_some();
    let own = table.key("text").map(prefix);
    if let (Some(above), Some(own), Some(mut text)) = (above, own, table.key_mut("text")) {
        text.leaf_decor_mut().set_prefix(above + &own);
    }
    taken
}

fn optional(table: &mut dyn TableLike, key: &str, text: Option<&str>) -> bool {
    match text {
        None => take(table, key),
        Some(text) => set(table, key, text, Form::Line),
    }
}

/// A time stands without quotes where it is one.
fn set_time(table: &mut dyn TableLike, at: &str) -> bool {
    match at.parse::<Datetime>() {
        Ok(time) if time.to_string() == at => {
            let differs = table.get("at").and_then(Item::as_datetime) != Some(&time);
            if differs {
                put(table, "at", Value::from(time));
            }
            differs
        }
        Ok(_) | Err(_) => set(table, "at", at, Form::Line),
    }
}

/// Whether an untouched question's table holds nothing of anybody's.
fn is_bare(item: &Item) -> bool {
    let Some(table) = item.as_table_like() else { return false };
    let quiet = |decor: &Decor| {
        [decor.prefix(), decor.suffix()].into_iter().flatten().all(|raw| raw.as_str().is_none_or(|s| !s.contains('#')))
    };
    let around = item.as_table().is_none_or(|table| quiet(table.decor()));
    around
        && table.iter().all(|(key, item)| {
            let value = item.as_value().is_some_and(|value| quiet(value.decor()));
            let name = table.key(key).is_some_and(|key| quiet(key.leaf_decor()));
            matches!(key, "asked" | "text") && value && name
        })
}
