//! Raw HTML cut down to what only shapes text.
//!
//! What it is: a tokeniser with a list of tags. What it is not: an HTML parser; it need not understand what it drops.
//! Invariant: no `<` of the result starts anything but a tag of the list without attributes; scripts, styles and
//! comments are gone with what they hold.

/// Tags that shape text and can do no harm without attributes.
const SHAPING: &[&str] = &[
    "abbr",
    "b",
    "blockquote",
    "br",
    "cite",
    "code",
    "dd",
    "del",
    "dfn",
    "div",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "i",
    "ins",
    "kbd",
    "li",
    "mark",
    "ol",
    "p",
    "pre",
    "q",
    "rp",
    "rt",
    "ruby",
    "s",
    "samp",
    "small",
    "span",
    "strong",
    "sub",
    "sup",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "u",
    "ul",
    "var",
    "wbr",
];

/// Elements dropped with what they hold.
const SILENT: &[&str] =
    &["script", "style", "template", "noscript", "iframe", "object", "svg", "title", "head", "textarea", "select"];

/// `html` with nothing in it that acts, loads or hides.
pub fn sanitise(html: &str) -> String {
    let mut safe = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        let (text, tag) = rest.split_at_checked(at).unwrap_or((rest, ""));
        safe.push_str(&escape_loose(text));
        rest = match markup(tag) {
            Markup::Hidden(length) => tag.get(length..).unwrap_or_default(),
            Markup::Tag { name, close, length } => {
                let behind = tag.get(length..).unwrap_or_default();
                if SHAPING.contains(&name.as_str()) {
                    safe.push_str(if close { "</" } else { "<" });
                    safe.push_str(&name);
                    safe.push('>');
                }
                if !close && SILENT.contains(&name.as_str()) { behind_element(behind, &name) } else { behind }
            }
            Markup::Text => {
                safe.push_str("&lt;");
                tag.get(1..).unwrap_or_default()
            }
        };
    }
    safe.push_str(&escape_loose(rest));
    safe
}

/// `text` as HTML shows it letter by letter.
pub fn escape(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            c => safe.push(c),
        }
    }
    safe
}

/// Text of raw HTML: its entities stay.
fn escape_loose(text: &str) -> String {
    text.replace('>', "&gt;")
}

enum Markup {
    /// A comment, declaration or instruction of this many bytes.
    Hidden(usize),
    /// A tag.
    Tag { name: String, close: bool, length: usize },
    /// A `<` that starts nothing.
    Text,
}

fn markup(text: &str) -> Markup {
    if text.starts_with("<!--") {
        return Markup::Hidden(text.find("-->").map_or(text.len(), |end| end + 3));
    }
    if text.starts_with("<!") || text.starts_with("<?") {
        return Markup::Hidden(text.find('>').map_or(text.len(), |end| end + 1));
    }
    let inner = text.strip_prefix('<').unwrap_or(text);
    let (inner, close) = inner.strip_prefix('/').map_or((inner, false), |inner| (inner, true));
    let name: String = inner.chars().take_while(char::is_ascii_alphanumeric).collect();
    if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return Markup::Text;
    }
    Markup::Tag { name: name.to_ascii_lowercase(), close, length: tag_length(text) }
}

/// The bytes of the tag `text` starts with, quoted attributes heeded; all of it where the tag never ends.
fn tag_length(text: &str) -> usize {
    let mut quote = None;
    for (at, c) in text.char_indices() {
        match (quote, c) {
            (None, '>') => return at + 1,
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), c) if open == c => quote = None,
            (None | Some(_), _) => {}
        }
    }
    text.len()
}

/// What stands behind the closing tag of element `name`.
fn behind_element<'a>(text: &'a str, name: &str) -> &'a str {
    let close = format!("</{name}");
    match text.to_ascii_lowercase().find(&close) {
        Some(at) => {
            let tag = text.get(at..).unwrap_or_default();
            tag.get(tag_length(tag)..).unwrap_or_default()
        }
        None => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_shaping_tags_are_left() {
        for (raw, safe) in [
            ("<b onclick=\"x('>')\">太字</b>", "<b>太字</b>"),
            ("a<script>alert(1)</script>b", "ab"),
            ("a<SCRIPT src=x>alert(1)</ScRiPt >b", "ab"),
            ("<!-- note -->text", "text"),
            ("<img src=x onerror=alert(1)>", ""),
            ("<a href=\"javascript:alert(1)\">link</a>", "link"),
            ("<script>never closed", ""),
            ("1 < 2", "1 &lt; 2"),
            ("<b", "<b>"),
            ("<ruby>漢<rt>かん</rt></ruby>", "<ruby>漢<rt>かん</rt></ruby>"),
            ("&amp;", "&amp;"),
        ] {
            assert_eq!(sanitise(raw), safe, "{raw}");
        }
    }
}
