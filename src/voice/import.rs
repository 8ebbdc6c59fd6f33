//! Comments out of a file: text, CSV or JSON, as people copy and services hand them out.
//!
//! What it is: the shape is told from the text itself; a file's name is not asked. What it is not: it fetches nothing.
//! Invariant: it never fails on text: what is no JSON and no table of comments is plain text.

use serde_json::{Map, Value};

use super::Heard;

/// Why there are no voices in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotVoices {
    /// There is nothing in it.
    Nothing,
    /// It is JSON in which no comment is found.
    NoComments,
}

/// What columns and fields are called, folded to lower case.
const TEXTS: [&str; 13] = [
    "text",
    "comment",
    "body",
    "content",
    "message",
    "review",
    "textdisplay",
    "コメント",
    "本文",
    "内容",
    "感想",
    "メッセージ",
    "声",
];
const NAMES: [&str; 14] = [
    "name",
    "author",
    "user",
    "username",
    "from",
    "screen_name",
    "authordisplayname",
    "display_name",
    "名前",
    "お名前",
    "投稿者",
    "ユーザー",
    "ユーザー名",
    "ニックネーム",
];
const TIMES: [&str; 11] = [
    "at",
    "date",
    "time",
    "created_at",
    "published_at",
    "publishedat",
    "timestamp",
    "日時",
    "日付",
    "投稿日",
    "投稿日時",
];

/// The comments in `text`.
///
/// JSON: a list of texts, or of objects with a field such as `text`, `comment` or `body`, at the top or inside it. CSV
/// (or tabs): a first row that names such a column. Else plain text: paragraphs between blank lines are a comment each;
/// without a blank line, every line is one.
///
/// # Errors
/// Where there is none.
pub fn import(text: &str) -> Result<Vec<Heard>, NotVoices> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text).replace("\r\n", "\n").replace('\r', "\n");
    let heard = match text.trim_start().chars().next() {
        None => return Err(NotVoices::Nothing),
        Some('{' | '[') => match serde_json::from_str::<Value>(&text) {
            Ok(value) => json(&value),
            Err(_) => plain(&text),
        },
        Some(_) => table(&text).unwrap_or_else(|| plain(&text)),
    };
    let heard: Vec<Heard> = heard.into_iter().filter(|heard| !heard.text.trim().is_empty()).collect();
    if heard.is_empty() { Err(NotVoices::NoComments) } else { Ok(heard) }
}

fn plain(text: &str) -> Vec<Heard> {
    let heard = |text: &str| Heard { text: text.trim_end().to_owned(), ..Heard::default() };
    let text = text.trim_matches('\n');
    if !text.lines().any(|line| line.trim().is_empty()) {
        return text.lines().map(heard).collect();
    }
    let mut paragraphs: Vec<String> = vec![String::new()];
    for line in text.lines() {
        match paragraphs.last_mut() {
            Some(paragraph) if !line.trim().is_empty() => {
                if !paragraph.is_empty() {
                    paragraph.push('\n');
                }
                paragraph.push_str(line);
            }
            Some(_) | None => paragraphs.push(String::new()),
        }
    }
    paragraphs.iter().map(|paragraph| heard(paragraph)).collect()
}

/// Which column or field holds what.
fn place(names: &[String], known: &[&str]) -> Option<usize> {
    // The order of `known` is the order of preference: `text` before `comments`, which may be a count.
    known.iter().find_map(|known| names.iter().position(|name| name.trim().to_lowercase() == *known))
}

/// The comments of a table whose first row names the column they stand in.
fn table(text: &str) -> Option<Vec<Heard>> {
    let tabs = text.lines().next()?.contains('\t');
    let mut rows = records(text, if tabs { '\t' } else { ',' }).into_iter();
    let columns = rows.next()?;
    let said = place(&columns, &TEXTS)?;
    let (name, at) = (place(&columns, &NAMES), place(&columns, &TIMES));
    let cell = |row: &[String], column: Option<usize>| column.and_then(|at| row.get(at)).cloned().unwrap_or_default();
    let heard = |row: Vec<String>| Heard {
        text: cell(&row, Some(said)).trim_end().to_owned(),
        name: cell(&row, name).trim().to_owned(),
        at: cell(&row, at).trim().to_owned(),
    };
    Some(rows.map(heard).collect())
}

/// The rows of a table (RFC 4180): cells in quotation marks may hold separators, line ends and doubled marks.
fn records(text: &str, separator: char) -> Vec<Vec<String>> {
    let mut rows = vec![vec![String::new()]];
    let mut quoted = false;
    let mut chars = text.trim_end_matches('\n').chars().peekable();
    while let Some(c) = chars.next() {
        let Some(cell) = rows.last_mut().and_then(|row| row.last_mut()) else { return rows };
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => {
                chars.next();
                cell.push('"');
            }
            '"' if quoted || cell.is_empty() => quoted = !quoted,
            '\n' if !quoted => rows.push(vec![String::new()]),
            c if c == separator && !quoted => rows.last_mut().into_iter().for_each(|row| row.push(String::new())),
            other => cell.push(other),
        }
    }
    rows
}

/// The comments of a JSON value: the first list that holds any, looked for from the outside in.
fn json(value: &Value) -> Vec<Heard> {
    match value {
        Value::Array(items) => {
            let found: Vec<Heard> = items.iter().filter_map(comment).collect();
            if found.is_empty() { inner(items.iter()) } else { found }
        }
        Value::Object(fields) => inner(fields.values()),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => Vec::new(),
    }
}

fn inner<'v>(mut values: impl Iterator<Item = &'v Value>) -> Vec<Heard> {
    values.find_map(|value| Some(json(value)).filter(|found| !found.is_empty())).unwrap_or_default()
}

fn comment(item: &Value) -> Option<Heard> {
    match item {
        Value::String(text) => Some(Heard { text: text.trim_end().to_owned(), ..Heard::default() }),
        Value::Object(fields) => Some(Heard {
            text: said(fields, &TEXTS)?.trim_end().to_owned(),
            name: said(fields, &NAMES).unwrap_or_default(),
            at: said(fields, &TIMES).unwrap_or_default(),
        }),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) => None,
    }
}

/// The text of the first of these fields that has one; a user is often an object of its own.
fn said(fields: &Map<String, Value>, known: &[&str]) -> Option<String> {
    known.iter().find_map(|known| {
        let (_, value) = fields.iter().find(|(name, _)| name.to_lowercase() == *known)?;
        let text = value.as_str().map(str::to_owned);
        text.or_else(|| said(value.as_object()?, &NAMES))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn texts(file: &str) -> Vec<String> {
        import(file).unwrap().into_iter().map(|heard| heard.text).collect()
    }

    #[test]
    fn plain_text_is_a_comment_a_paragraph_or_a_line() {
        assert_eq!(texts("助かりました。\nうちでも試します！\n"), ["助かりました。", "うちでも試します！"]);
        assert_eq!(texts("一つめ。\n続き。\n\n\n二つめ。\n"), ["一つめ。\n続き。", "二つめ。"]);
        assert_eq!(texts("[なるほど] と思いました\n"), ["[なるほど] と思いました"]);
        assert_eq!(texts("コメントありがとう, 名前なし\n"), ["コメントありがとう, 名前なし"]);
        assert_eq!(import(" \n"), Err(NotVoices::Nothing));
        assert_eq!(import("{\"likes\": 3}"), Err(NotVoices::NoComments));
    }

    #[test]
    fn tables_and_json_say_who_and_when() {
        let whole = Heard { text: "長い、\n\"声\"です".into(), name: "山本".into(), at: "2026-11-02".into() };
        for file in [
            "投稿日,名前,コメント\r\n2026-11-02,山本,\"長い、\r\n\"\"声\"\"です\"\r\n",
            "Date\tAuthor\tText\n2026-11-02\t山本\t\"長い、\n\"\"声\"\"です\"\n",
            r#"{"items":[{"user":{"name":"山本"},"created_at":"2026-11-02","comments":4,"body":"長い、\n\"声\"です"}]}"#,
        ] {
            assert_eq!(import(file).unwrap(), std::slice::from_ref(&whole), "{file}");
        }
        assert_eq!(texts(r#"["一","二"]"#), ["一", "二"]);
    }

    proptest! {
        /// Whatever the file, what is found is in it, and looking never fails.
        #[test]
        fn plain_words_are_never_changed(lines in prop::collection::vec("[ぁ-ん a-z]{0,8}", 0..12)) {
            let file = lines.join("\n");
            for heard in import(&file).into_iter().flatten() {
                prop_assert!(file.contains(&heard.text), "{heard:?} in {file:?}");
            }
        }

        #[test]
        fn any_text_is_read(file in "[\\[{\"',\t\nあa:]{0,40}|\\PC{0,40}") {
            prop_assert!(import(&file).iter().flatten().all(|heard| !heard.text.trim().is_empty()));
        }
    }
}
