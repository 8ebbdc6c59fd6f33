//! From a draft to TOML.
//!
//! What it is: the writing half of the format: it compares a document with a draft and changes what differs. What it is
//! not: a printer; what it does not touch stays as somebody left it. Invariant: afterwards the document reads as the
//! draft, and each answer is a table of its own, so that two people's answers merge as lines.

use toml_edit::{ArrayOfTables, DocumentMut, Item, Table, TableLike, Value};

use super::quote::Form;
use super::read::{says_name, taken_name};
use super::{Asked, Bridges, Draft, Edit, TipMark, VERSION, order, slots};
use crate::answers::Answers;
use crate::post::{Mark, TakenFor};
use crate::text::Language;
use crate::voice::Voice;

/// Makes `doc` read as `draft`; says whether anything had to change.
pub(super) fn draft(doc: &mut DocumentMut, draft: &Draft, asked: &[Asked]) -> bool {
    let mut changed = head(doc, draft);
    changed |= marks(doc, &draft.mending.marks);
    changed |= tips(doc, &draft.tips);
    changed |= slots::answers(doc, &draft.answers, asked);
    changed |= edits(doc, &draft.edits);
    changed |= voices(doc, &draft.voices);
    changed
}

/// Makes `doc` read as these answers, and nothing else.
pub(crate) fn answers(doc: &mut DocumentMut, answers: &Answers, asked: &[Asked]) -> bool {
    let root = doc.as_table_mut();
    let dated = root.get("version").and_then(Item::as_integer) == Some(VERSION);
    if !dated {
        put(root, "version", Value::from(VERSION));
    }
    let said = slots::answers(doc, answers, asked);
    said || !dated
}

fn head(doc: &mut DocumentMut, draft: &Draft) -> bool {
    let root = doc.as_table_mut();
    let mut changed = root.get("version").and_then(Item::as_integer) != Some(VERSION);
    if changed {
        put(root, "version", Value::from(VERSION));
    }
    let language = match draft.language {
        Language::Ja => "ja",
        Language::En => "en",
    };
    changed |= set(root, "flow", &draft.flow, Form::Line);
    changed |= set(root, "language", language, Form::Line);
    changed |= set(root, "arc", &draft.arc, Form::Line);
    changed |= match draft.bridges {
        Bridges::None => set(root, "bridges", "none", Form::Line),
        Bridges::Some if root.contains_key("bridges") => set(root, "bridges", "some", Form::Line),
        Bridges::Some => false,
    };
    if !root.contains_key("post") {
        root.insert("post", Item::Table(table_at(order::ROOM)));
    }
    if let Some(post) = root.get_mut("post").and_then(Item::as_table_like_mut) {
        changed |= set(post, "file", &draft.post.file, Form::Line);
        changed |= set(post, "sha256", &draft.post.sha256, Form::Line);
        changed |= match draft.mending.taken {
            TakenFor::Several if !post.contains_key("tips") => false,
            taken @ (TakenFor::Several | TakenFor::One) => set(post, "tips", taken_name(taken), Form::Line),
        };
    }
    changed
}

fn marks(doc: &mut DocumentMut, marks: &[Mark]) -> bool {
    let row = |mark: &Mark| {
        vec![
            ("line", Some(mark.line.clone()), Form::Line),
            ("nth", Some(mark.nth.to_string()).filter(|_| mark.nth > 0), Form::Number),
            ("says", Some(says_name(mark.says).to_owned()), Form::Line),
            ("heading", mark.heading.clone(), Form::Line),
        ]
    };
    let after = order::last(doc.get("post")).unwrap_or_default();
    list(doc, "mend", "line", after, &marks.iter().map(row).collect::<Vec<_>>())
}

fn tips(doc: &mut DocumentMut, marks: &[TipMark]) -> bool {
    let row = |mark: &TipMark| {
        vec![
            ("id", Some(mark.id.to_string()), Form::Line),
            ("heading", Some(mark.heading.clone()), Form::Line),
            ("opening", Some(mark.opening.clone()), Form::Line),
        ]
    };
    let after = order::last(doc.get("mend")).or_else(|| order::last(doc.get("post"))).unwrap_or_default();
    list(doc, "tip", "id", after, &marks.iter().map(row).collect::<Vec<_>>())
}

fn edits(doc: &mut DocumentMut, edits: &[Edit]) -> bool {
    let row = |edit: &Edit| {
        vec![
            ("passage", Some(edit.passage.clone()), Form::Line),
            ("was", Some(edit.was.clone()), Form::Passage),
            ("bridge", edit.bridge.clone(), Form::Line),
            ("aside", edit.aside.clone(), Form::Passage),
            ("text", Some(edit.text.clone()), Form::Passage),
        ]
    };
    let after = order::last(Some(doc.as_item())).unwrap_or_default();
    list(doc, "edit", "passage", after, &edits.iter().map(row).collect::<Vec<_>>())
}

fn voices(doc: &mut DocumentMut, voices: &[Voice]) -> bool {
    let row = |voice: &Voice| {
        let heard = &voice.heard;
        vec![
            ("id", Some(voice.id.to_string()), Form::Line),
            ("name", Some(heard.name.clone()), Form::Line),
            ("at", Some(heard.at.clone()), Form::Line),
            ("text", Some(heard.text.clone()), Form::Answer),
        ]
    };
    let after = order::last(Some(doc.as_item())).unwrap_or_default();
    list(doc, "voice", "id", after, &voices.iter().map(row).collect::<Vec<_>>())
}

/// The keys of one table of a list and what they say, nothing where they are left out; the first names the table.
type Row = Vec<(&'static str, Option<String>, Form)>;

/// Makes the list `name` hold one table for each row, in their order; a new list stands behind position `after`.
///
/// A table stays the one it was, comments and unknown keys and all, as long as what its key `id` says is wanted. One
/// without is the author's own note and stays too.
fn list(doc: &mut DocumentMut, name: &str, id: &str, after: isize, rows: &[Row]) -> bool {
    let root = doc.as_table_mut();
    if holds(root.get(name), id, rows) {
        return false;
    }
    let name_of = |table: &Table| table.get(id).and_then(Item::as_str).map(str::to_owned);
    let old = root.remove(name).and_then(|item| item.into_array_of_tables().ok()).unwrap_or_default();
    let mut places: Vec<isize> = old.iter().filter_map(Table::position).collect();
    places.sort_unstable();
    let (mut named, notes): (Vec<Table>, Vec<Table>) = old.into_iter().partition(|table| name_of(table).is_some());
    let mut new = ArrayOfTables::new();
    for row in rows {
        let wanted = row.iter().find(|(key, ..)| *key == id).and_then(|(_, text, _)| text.as_ref());
        let found = named.iter().position(|table| name_of(table).as_ref() == wanted);
        let mut table = found.map_or_else(Table::new, |at| named.remove(at));
        for (key, text, form) in row {
            match text {
                // What names the table stands there, even if it is empty.
                Some(text) if *key == id || !reads(&table, key, text, *form) => {
                    set(&mut table, key, text, *form);
                }
                Some(_) => {}
                None => drop(table.remove(key)),
            }
        }
        new.push(table);
    }
    new.extend(notes);
    let mut next = places.last().copied().unwrap_or(after);
    places.resize_with(new.len(), || {
        next += 1;
        next
    });
    new.iter_mut().zip(places).for_each(|(table, place)| table.set_position(Some(place)));
    if !new.is_empty() {
        root.insert(name, Item::ArrayOfTables(new));
    }
    true
}

/// Whether the list says just what `rows` say, notes apart.
fn holds(item: Option<&Item>, id: &str, rows: &[Row]) -> bool {
    let tables: Vec<&dyn TableLike> = match item {
        None => Vec::new(),
        Some(Item::ArrayOfTables(tables)) => tables.iter().map(|table| table as &dyn TableLike).collect(),
        Some(item) => {
            let values = item.as_array().into_iter().flatten();
            values.filter_map(|value| value.as_inline_table().map(|table| table as &dyn TableLike)).collect()
        }
    };
    let named: Vec<_> = tables.into_iter().filter(|table| table.get(id).and_then(Item::as_str).is_some()).collect();
    let says = |table: &&dyn TableLike, row: &Row| {
        row.iter().all(|(key, text, form)| match text {
            Some(text) => reads(*table, key, text, *form),
            None => !table.contains_key(key),
        })
    };
    named.len() == rows.len() && named.iter().zip(rows).all(|(table, row)| says(table, row))
}

/// Whether `key` reads as `text`: a key that is not there reads as nothing said.
fn reads(table: &dyn TableLike, key: &str, text: &str, form: Form) -> bool {
    says(table, key, text, form) || (text.is_empty() && !table.contains_key(key))
}

/// Whether `key` says `text`.
pub(super) fn says(table: &dyn TableLike, key: &str, text: &str, form: Form) -> bool {
    let item = table.get(key);
    match form {
        Form::Number => item.and_then(Item::as_integer).is_some_and(|number| number.to_string() == text),
        Form::Line | Form::Passage | Form::Answer => {
            item.and_then(Item::as_str).map(|written| form.read(written)) == Some(text)
        }
    }
}

/// Makes `key` say `text`, unless it does; says whether it had to.
pub(super) fn set(table: &mut dyn TableLike, key: &str, text: &str, form: Form) -> bool {
    let differs = !says(table, key, text, form);
    if differs {
        // What `quote` writes is TOML by its own tests; should it not be, the library's own form is right, if ugly.
        put(table, key, form.write(text).parse().unwrap_or_else(|_| Value::from(text)));
    }
    differs
}

/// Puts a value, leaving the comments around it.
pub(super) fn put(table: &mut dyn TableLike, key: &str, mut value: Value) {
    value.decor_mut().clear();
    match table.get_mut(key) {
        None => {
            table.insert(key, Item::Value(value));
        }
        Some(item) => {
            if let Some(old) = item.as_value() {
                *value.decor_mut() = old.decor().clone();
            }
            *item = Item::Value(value);
        }
    }
}

/// An empty table at a position.
pub(super) fn table_at(position: isize) -> Table {
    let mut table = Table::new();
    table.set_position(Some(position));
    table
}
