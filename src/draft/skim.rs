//! The short way through a draft's text: line by line, as long as every line is one that naze writes.
//!
//! What it is: the part of TOML that drafts are written in. What it is not: TOML; at the first line it does not know it gives
//! up, and the whole parser is asked. Invariant: what it does read, the parser reads the same.

use super::glance::{Answer, Sheet, Tip};

/// What a table is of.
enum Table {
    Root,
    Post,
    Tip,
    Answer(String),
    Other,
}

/// How far a text is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Far {
    /// Up to its end.
    End,
    /// Up to where it has said which post it belongs to.
    Post,
}

/// Reads a text without a byte-order mark, with LF line ends; `None` where the parser has to be asked.
pub(super) fn skim(text: &str, far: Far) -> Option<Sheet> {
    let mut sheet = Sheet::default();
    let mut table = Table::Root;
    let mut rest = text;
    while !rest.is_empty() {
        let line = take_line(&mut rest);
        if line.is_empty() || line.starts_with('#') {
            if line.bytes().any(|byte| byte.is_ascii_control()) {
                return None;
            }
            continue;
        }
        if let Some(head) = line.strip_prefix('[') {
            if far == Far::Post && matches!(table, Table::Post) {
                break;
            }
            table = header(head.strip_suffix(']')?, &mut sheet)?;
            continue;
        }
        let (key, value) = line.split_once('=')?;
        let (key, value) = (key.strip_suffix(' ').filter(|key| is_bare(key))?, value.strip_prefix(' ')?);
        let value = read(value, &mut rest)?;
        match (&table, key, value) {
            (Table::Root, "version", Value::Number(number)) => put(&mut sheet.version, number.parse().ok()?)?,
            (Table::Root, "version", _) => return None,
            (Table::Post, "file", Value::Text(text)) => put(&mut sheet.post.file, text)?,
            (Table::Post, "sha256", Value::Text(text)) => put(&mut sheet.post.sha256, text)?,
            (Table::Tip, "id", Value::Text(text)) => put(&mut sheet.tip.last_mut()?.id, text)?,
            (Table::Tip, "heading", Value::Text(text)) => put(&mut sheet.tip.last_mut()?.heading, text)?,
            (Table::Answer(name), "text", Value::Text(text)) => put(&mut sheet.answer.get_mut(name)?.text, text)?,
            (Table::Answer(_), "at", _)
            | (Table::Other | Table::Root | Table::Post | Table::Tip | Table::Answer(_), _, Value::Text(_)) => {}
            (..) => return None,
        }
    }
    Some(sheet)
}

/// The table a header opens, between its brackets.
fn header(name: &str, sheet: &mut Sheet) -> Option<Table> {
    if let Some(name) = name.strip_prefix('[') {
        let name = name.strip_suffix(']').filter(|name| is_bare(name))?;
        if name == "tip" {
            sheet.tip.push(Tip::default());
            return Some(Table::Tip);
        }
        return (!["post", "answer"].contains(&name)).then_some(Table::Other);
    }
    if name == "post" {
        return Some(Table::Post);
    }
    let name = name.strip_prefix("answer.")?;
    let quoted = name.strip_prefix('"').and_then(|name| name.strip_suffix('"'));
    let name = quoted.filter(|name| is_plain(name)).or_else(|| Some(name).filter(|name| is_bare(name)))?;
    // Twice is once too often.
    let new = sheet.answer.insert(name.to_owned(), Answer::default()).is_none();
    new.then(|| Table::Answer(name.to_owned()))
}

/// A value as far as it is read.
enum Value {
    Text(String),
    /// Digits, with what stands between those of a time.
    Number(String),
}

/// The value that starts with `first`, the rest of its line.
fn read(first: &str, rest: &mut &str) -> Option<Value> {
    if first == "\"\"\"" {
        let mut text = String::new();
        loop {
            if rest.is_empty() {
                return None;
            }
            let line = take_line(rest);
            if line == "\"\"\"" {
                return Some(Value::Text(text));
            }
            let odd = |byte: u8| byte == b'\\' || (byte.is_ascii_control() && byte != b'\t');
            if line.contains('"') && line.contains("\"\"\"") || line.bytes().any(odd) {
                return None;
            }
            text.push_str(line);
            text.push('\n');
        }
    }
    if let Some(text) = first.strip_prefix('"').and_then(|text| text.strip_suffix('"')) {
        return is_plain(text).then(|| Value::Text(text.to_owned()));
    }
    let number = first.starts_with(|c: char| c.is_ascii_digit())
        && first.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'-' | b'+' | b':' | b'T' | b'Z'));
    number.then(|| Value::Number(first.to_owned()))
}

/// Sets what was not set; a key that stands twice is no TOML.
fn put<T: Default + PartialEq>(place: &mut T, value: T) -> Option<()> {
    (*place == T::default()).then(|| *place = value)
}

fn take_line<'t>(rest: &mut &'t str) -> &'t str {
    let (line, behind) = rest.split_once('\n').unwrap_or((rest, ""));
    *rest = behind;
    line
}

/// Whether a key needs no quotes.
fn is_bare(key: &str) -> bool {
    !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
}

/// Whether a text of one line stands for itself between quotes.
fn is_plain(text: &str) -> bool {
    !text.bytes().any(|byte| matches!(byte, b'"' | b'\\') || byte.is_ascii_control())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_naze_writes_is_skimmed_as_the_parser_reads_it() {
        let text = include_str!("../../tests/cases/draft/a-hand-edited-draft/draft.toml");
        let plain = "version = 1\nflow = \"why\"\n\n[post]\nfile = \"a.md\"\nsha256 = \"00\"\n\n[[tip]]\nid = \"t1\"\n\
            heading = \"聞く\"\n\n[answer.\"failure@t1\"]\nasked = \"いつ？\"\nat = 2026-11-23T21:04:10+09:00\ntext = \"\"\"\n\
            三年前\n\n# 注ではない\n\"\"\"\n";
        let skimmed = skim(plain, Far::End).unwrap();
        assert_eq!(skimmed, toml::from_str::<Sheet>(plain).unwrap());
        assert_eq!(skimmed.answer["failure@t1"].text, "三年前\n\n# 注ではない\n");
        assert_eq!(skim(plain, Far::Post).unwrap(), Sheet { tip: vec![], answer: [].into(), ..skimmed });
        if let Some(skimmed) = skim(text, Far::End) {
            assert_eq!(skimmed, toml::from_str::<Sheet>(text).unwrap());
        }
    }

    #[test]
    fn what_is_not_known_is_left_to_the_parser() {
        for text in [
            "a = 1 # note",
            "flow = why",
            "version = \"1\"",
            "[answer.a]\n[answer.a]",
            "[answer]\na = { text = \"x\" }",
            "[answer.a]\ntext = \"\"\"x\"\"\"",
            "[answer.a]\ntext = \"\"\"\nx\\\n\"\"\"",
            "[answer.a]\ntext = \"\"\"\nx",
            "[answer.a]\ntext = \"a\"\ntext = \"b\"",
            "[answer.a]\ntext = 'a'",
            " flow = \"why\"",
            "[post] # note",
            "[answer.\"a\\u0041\"]",
            "[answer.a]\ntext = 3",
        ] {
            assert!(skim(text, Far::End).is_none(), "{text}");
        }
    }
}
