//! Front matter: where it ends, and the few things in it that matter to a reader.
//!
//! What it is: a title, a language and a summary out of YAML or TOML written by somebody else's blog. What it is
//! not: it keeps no value and writes none; the fences and all between them are kept as they are. Invariant: a file
//! is never refused for its front matter; what is no valid YAML or TOML is read line by line.

use serde_json::Value;

use super::Remark;
use crate::text::{Language, Span};

/// What front matter says.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct FrontMatter {
    /// With its fences and the line end of the closing one.
    pub span: Span,
    /// The title, unquoted.
    pub title: Option<String>,
    /// The language, where it is one of ours.
    pub language: Option<Language>,
    /// A summary or description: it may promise tips as a title does.
    pub summary: Option<String>,
}

/// More than this is no front matter of a post; a parser need not be bothered with it.
const LIMIT: usize = 64 * 1024;

/// Reads the front matter `text` starts with, if any.
pub(super) fn read(text: &str, remarks: &mut Vec<Remark>) -> Option<FrontMatter> {
    let (fence, inner, span) = split(text)?;
    let inside = inner.of(text);
    let value = if inside.len() > LIMIT {
        None
    } else if fence == "+++" {
        toml::from_str::<Value>(inside).ok()
    } else {
        serde_saphyr::from_str::<Value>(inside).ok()
    };
    let mut matter = match value {
        Some(Value::Object(map)) => FrontMatter {
            title: first(&map, &["title"]),
            language: first(&map, &["lang", "language", "locale"]).and_then(|tag| language(&tag)),
            summary: first(&map, &["description", "summary", "excerpt", "tldr", "subtitle", "deck"]),
            ..FrontMatter::default()
        },
        Some(Value::Null) => FrontMatter::default(),
        Some(Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_)) | None => {
            if !inside.trim().is_empty() {
                remarks.push(Remark::FrontMatter);
            }
            by_line(inside)
        }
    };
    matter.span = span;
    Some(matter)
}

/// The fence, what stands between the fences, and the whole with its line end.
fn split(text: &str) -> Option<(&'static str, Span, Span)> {
    let mut lines = text.split_inclusive('\n');
    let first = lines.next()?;
    let fence = match first.trim_end() {
        "---" => "---",
        "+++" => "+++",
        _ => return None,
    };
    let start = first.len();
    let mut at = start;
    for line in lines {
        let end = at + line.len();
        let bare = line.trim_end();
        if bare == fence || (fence == "---" && bare == "...") {
            return Some((fence, Span::new(start, at), Span::new(0, end)))
                .filter(|_| plausible(fence, text.get(start..at)));
        }
        at = end;
    }
    None
}

/// A rule at the top of a post is no fence: between fences stands at least one key, or nothing at all.
fn plausible(fence: &str, inside: Option<&str>) -> bool {
    let inside = inside.unwrap_or_default();
    let mut lines = inside.lines().filter(|line| !line.trim().is_empty());
    let sign = if fence == "+++" { '=' } else { ':' };
    inside.trim().is_empty()
        || lines.any(|line| {
            line.split_once(sign).is_some_and(|(key, _)| key.trim().len() < 40 && !key.trim().contains(' '))
        })
}

/// The first of `keys` with a text under it.
fn first(map: &serde_json::Map<String, Value>, keys: &[&str]) -> Option<String> {
    keys.iter().find_map(|key| match map.get(*key)? {
        Value::String(text) => {
            Some(text.split_whitespace().collect::<Vec<_>>().join(" ")).filter(|text| !text.is_empty())
        }
        Value::Number(number) => Some(number.to_string()),
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
    })
}

/// `title: コツ: 3つ` is invalid YAML and common: take what follows the first colon of the line.
fn by_line(inside: &str) -> FrontMatter {
    let mut matter = FrontMatter::default();
    for line in inside.lines() {
        let Some((key, value)) = line.split_once([':', '=']) else { continue };
        let value = value.trim();
        let value = ['"', '\'']
            .iter()
            .find_map(|&quote| value.strip_prefix(quote)?.strip_suffix(quote))
            .unwrap_or(value)
            .trim();
        if value.is_empty() {
            continue;
        }
        match key.trim() {
            "title" => matter.title = matter.title.or_else(|| Some(value.to_owned())),
            "lang" | "language" | "locale" => matter.language = matter.language.or_else(|| language(value)),
            "description" | "summary" | "excerpt" => matter.summary = matter.summary.or_else(|| Some(value.to_owned())),
            _ => {}
        }
    }
    matter
}

/// `ja`, `ja-JP`, `en_US`, …
fn language(tag: &str) -> Option<Language> {
    let tag = tag.to_ascii_lowercase();
    match tag.split(['-', '_']).next() {
        Some("ja" | "jp" | "japanese") => Some(Language::Ja),
        Some("en" | "english") => Some(Language::En),
        Some(_) | None => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn title(text: &str) -> (Option<String>, usize) {
        let mut remarks = Vec::new();
        let matter = read(text, &mut remarks).unwrap_or_default();
        (matter.title, remarks.len())
    }

    #[test]
    fn titles_of_either_kind_are_read() {
        assert_eq!(title("---\ntitle: 三つのコツ\n---\n本文"), (Some("三つのコツ".to_owned()), 0));
        assert_eq!(title("---\r\ntitle: >\r\n  Seven\r\n  tips\r\n...\r\n"), (Some("Seven tips".to_owned()), 0));
        assert_eq!(title("+++\ntitle=\"A\"\n[x]\nb = 1\n+++\n"), (Some("A".to_owned()), 0));
    }

    #[test]
    fn what_is_no_yaml_is_read_by_line() {
        assert_eq!(title("---\ntitle: コツ: 3つ\ntags: [\n---\n"), (Some("コツ: 3つ".to_owned()), 1));
        assert_eq!(title("---\ntitle: 'a' b\n---\n"), (Some("'a' b".to_owned()), 1));
    }

    #[test]
    fn a_rule_is_no_fence() {
        let mut remarks = Vec::new();
        assert_eq!(read("---\n\nほんとうに普通の文章です。\n\n---\n", &mut remarks), None);
        assert_eq!(read("---\ntitle: never closed\n", &mut remarks), None);
        assert_eq!(read("text\n---\ntitle: a\n---\n", &mut remarks), None);
    }

    #[test]
    fn a_bomb_is_read_by_line() {
        let mut bomb = "---\ntitle: t\na0: &a0 [x,x,x,x,x,x,x,x,x]\n".to_owned();
        for level in 1..12 {
            let before = level - 1;
            let many = vec![format!("*a{before}"); 9].join(",");
            bomb.extend([format!("a{level}: &a{level} ["), many, "]\n".to_owned()]);
        }
        bomb.push_str("---\n");
        assert_eq!(title(&bomb), (Some("t".to_owned()), 1));
    }
}
