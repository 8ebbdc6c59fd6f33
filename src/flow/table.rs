//! Tables of a parsed TOML file that know where they stand, and the faults found while reading them.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{Detail, Fault, Shape, Wrong};
use crate::answers::is_id;

/// A value and where it stands.
pub(super) type Value<'a> = Spanned<DeValue<'a>>;

/// A table and where it begins.
pub(super) struct Table<'t, 'a> {
    pub(super) at: usize,
    pub(super) keys: &'t DeTable<'a>,
}

impl<'t, 'a> Table<'t, 'a> {
    pub(super) fn get(&self, key: &str) -> Option<&'t Value<'a>> {
        self.keys.get(key)
    }

    /// Where the value of `key` begins; the table itself where there is none.
    pub(super) fn at(&self, key: &str) -> usize {
        self.get(key).map_or(self.at, |value| value.span().start)
    }
}

/// Takes values out of tables and notes every fault.
pub(super) struct Reader<'s> {
    text: &'s str,
    pub(super) faults: Vec<Fault>,
}

impl<'s> Reader<'s> {
    pub(super) const fn new(text: &'s str) -> Self {
        Self { text, faults: Vec::new() }
    }

    /// Notes a fault at a byte of the file.
    pub(super) fn fault(&mut self, at: usize, wrong: Wrong) {
        self.faults.push(Fault { line: self.line(at), wrong });
    }

    /// The line of a byte, from 1.
    pub(super) fn line(&self, at: usize) -> usize {
        let before = self.text.as_bytes().get(..at).unwrap_or(self.text.as_bytes());
        before.split(|byte| *byte == b'\n').count()
    }

    pub(super) fn shape(&mut self, at: usize, key: &str, wanted: Shape) {
        self.fault(at, Wrong::Shape { key: key.to_owned(), wanted });
    }

    pub(super) fn known(&mut self, table: &Table<'_, '_>, known: &'static [&'static str]) {
        for key in table.keys.keys() {
            let name = key.get_ref().as_ref();
            if !known.contains(&name) {
                let wrong =
                    Wrong::UnknownKey { key: name.to_owned(), nearest: nearest(name, known.iter().copied()), known };
                self.fault(key.span().start, wrong);
            }
        }
    }

    pub(super) fn id(&mut self, table: &Table<'_, '_>) -> String {
        let Some(id) = self.needed(table, "id") else { return String::new() };
        if !is_id(&id) {
            self.fault(table.at("id"), Wrong::BadId(id.clone()));
        }
        id
    }

    /// A text that must be there and hold something.
    pub(super) fn needed(&mut self, table: &Table<'_, '_>, key: &'static str) -> Option<String> {
        let text = self.string(table, key);
        let empty = text.as_ref().is_some_and(|text| text.trim().is_empty());
        if table.get(key).is_none() || empty {
            self.fault(table.at, Wrong::Missing(key));
        }
        text
    }

    pub(super) fn string(&mut self, table: &Table<'_, '_>, key: &str) -> Option<String> {
        let value = table.get(key)?;
        if let DeValue::String(text) = value.get_ref() {
            return Some(text.to_string());
        }
        self.shape(value.span().start, key, Shape::Text);
        None
    }

    pub(super) fn texts(&mut self, table: &Table<'_, '_>, key: &str) -> Option<Vec<String>> {
        Some(self.strings(table, key)?.into_iter().map(|(_, text)| text).collect())
    }

    /// Texts, each with the place where it stands.
    pub(super) fn strings(&mut self, table: &Table<'_, '_>, key: &str) -> Option<Vec<(usize, String)>> {
        let value = table.get(key)?;
        let text = |value: &Value<'_>| Some((value.span().start, value.get_ref().as_str()?.to_owned()));
        let texts = value.get_ref().as_array().and_then(|texts| texts.iter().map(text).collect::<Option<Vec<_>>>());
        if texts.is_none() {
            self.shape(value.span().start, key, Shape::Texts);
        }
        texts
    }

    pub(super) fn details(&mut self, table: &Table<'_, '_>, key: &str) -> Option<Vec<Detail>> {
        let names = self.strings(table, key)?;
        let mut details = Vec::with_capacity(names.len());
        for (at, given) in names {
            if let Some(detail) = Detail::ALL.into_iter().find(|detail| detail.name() == given) {
                details.push(detail);
            } else {
                let known = Detail::ALL.map(Detail::name).to_vec();
                self.fault(at, Wrong::NotOneOf { key: key.to_owned(), given, known });
            }
        }
        Some(details)
    }

    pub(super) fn yes_no(&mut self, table: &Table<'_, '_>, key: &str) -> Option<bool> {
        let value = table.get(key)?;
        if let DeValue::Boolean(yes) = value.get_ref() {
            return Some(*yes);
        }
        self.shape(value.span().start, key, Shape::YesNo);
        None
    }

    /// A day, `2026-11-23`, in quotes or not.
    pub(super) fn day(&mut self, table: &Table<'_, '_>, key: &str) -> Option<String> {
        let value = table.get(key)?;
        let given = match value.get_ref() {
            DeValue::String(text) => text.to_string(),
            DeValue::Datetime(day) => day.to_string(),
            DeValue::Integer(_) | DeValue::Float(_) | DeValue::Boolean(_) | DeValue::Array(_) | DeValue::Table(_) => {
                String::new()
            }
        };
        let day = given.parse().ok().filter(|day: &toml::value::Datetime| day.date.is_some() && day.time.is_none());
        if day.is_none() {
            self.shape(value.span().start, key, Shape::Day);
        }
        day.map(|day| day.to_string())
    }

    pub(super) fn number(&mut self, table: &Table<'_, '_>, key: &str) -> Option<usize> {
        let value = table.get(key)?;
        let number = value.get_ref().as_integer().and_then(|number| number.as_str().parse().ok());
        if number.is_none() {
            self.shape(value.span().start, key, Shape::Number);
        }
        number
    }

    pub(super) fn word(&mut self, table: &Table<'_, '_>, key: &str, known: &[&'static str]) -> Option<String> {
        let given = self.string(table, key)?;
        if known.contains(&given.as_str()) {
            return Some(given);
        }
        self.fault(table.at(key), Wrong::NotOneOf { key: key.to_owned(), given, known: known.to_vec() });
        None
    }

    /// One word of a closed set, which must be there.
    pub(super) fn one<T: Copy>(
        &mut self,
        table: &Table<'_, '_>,
        key: &'static str,
        set: &[(&'static str, T)],
    ) -> Option<T> {
        if table.get(key).is_none() {
            self.fault(table.at, Wrong::Missing(key));
        }
        let names: Vec<_> = set.iter().map(|(name, _)| *name).collect();
        let given = self.word(table, key, &names)?;
        set.iter().find(|(name, _)| *name == given).map(|(_, value)| *value)
    }

    pub(super) fn table<'t, 'a>(&mut self, table: &Table<'t, 'a>, key: &str) -> Option<Table<'t, 'a>> {
        let value = table.get(key)?;
        let keys = value.get_ref().as_table();
        if keys.is_none() {
            self.shape(value.span().start, key, Shape::Table);
        }
        Some(Table { at: value.span().start, keys: keys? })
    }

    pub(super) fn tables<'t, 'a>(&mut self, table: &Table<'t, 'a>, key: &str) -> Vec<Table<'t, 'a>> {
        let Some(value) = table.get(key) else { return Vec::new() };
        let table = |value: &'t Value<'a>| Some(Table { at: value.span().start, keys: value.get_ref().as_table()? });
        let tables = value.get_ref().as_array().and_then(|tables| tables.iter().map(table).collect::<Option<Vec<_>>>());
        tables.unwrap_or_else(|| {
            self.shape(value.span().start, key, Shape::Tables);
            Vec::new()
        })
    }
}

/// The known word that `given` was probably meant to be: at most two letters off, and fewer than half of it.
pub(crate) fn nearest<'w>(given: &str, known: impl IntoIterator<Item = &'w str>) -> Option<&'w str> {
    let (distance, word) = known.into_iter().map(|word| (distance(given, word), word)).min()?;
    (distance <= 2 && distance * 2 < word.chars().count().max(2)).then_some(word)
}

/// How many letters must be put in, taken out, changed or swapped with their neighbour.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let at = |row: &[usize], j: usize| row.get(j).copied().unwrap_or(usize::MAX - 1);
    let (mut two_up, mut one_up, mut last) = (Vec::new(), (0..=b.len()).collect::<Vec<_>>(), None);
    for (i, x) in a.chars().enumerate() {
        let mut row = vec![i + 1];
        let mut left = None;
        for (j, y) in b.iter().enumerate() {
            let changed = at(&one_up, j) + usize::from(x != *y);
            let mut best = changed.min(at(&one_up, j + 1) + 1).min(at(&row, j) + 1);
            if left == Some(x) && last == Some(*y) {
                best = best.min(at(&two_up, j - 1) + 1);
            }
            row.push(best);
            left = Some(*y);
        }
        two_up = std::mem::replace(&mut one_up, row);
        last = Some(x);
    }
    at(&one_up, b.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_finds_the_word_it_was_meant_to_be() {
        let known = ["starters", "hint", "ask", "example"];
        assert_eq!(nearest("starter", known), Some("starters"));
        assert_eq!(nearest("hnit", known), Some("hint"));
        assert_eq!(nearest("aks", known), Some("ask"));
        assert_eq!(nearest("note", known), None);
        assert_eq!(nearest("", known), None);
    }
}
