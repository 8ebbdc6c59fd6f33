//! Enclosures: boxes that are opened on one line and closed on a later one, with the post's own blocks between.
//!
//! What it is: Zenn's and Qiita's `:::`, a generator's paired calls, Hatena's `>||`, HTML containers. What it is not:
//! it does not know what a box looks like. Invariant: text added where [`Depths::after`] is that of a tip's heading
//! stands in the same boxes as the heading; a box nobody closes is no box.

use super::block::{Block, Kind};
use super::html;

/// How many boxes are open around each block.
#[derive(Debug, Default)]
pub(super) struct Depths {
    after: Vec<u32>,
}

impl Depths {
    /// How many boxes are open behind block `index`.
    pub fn after(&self, index: usize) -> u32 {
        self.after.get(index).copied().unwrap_or(0)
    }

    /// How many are open in front of it.
    pub fn before(&self, index: usize) -> u32 {
        index.checked_sub(1).map_or(0, |before| self.after(before))
    }
}

/// One end of a box.
enum End {
    Open(String),
    Close(String),
}

/// Reads the boxes of `blocks`.
pub(super) fn depths(text: &str, blocks: &[Block]) -> Depths {
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    let mut open: Vec<(String, usize)> = Vec::new();
    let mut ends = Vec::new();
    for (index, block) in blocks.iter().enumerate() {
        match block.kind {
            Kind::Html => tags(text, block, &mut ends),
            Kind::Paragraph | Kind::Item(_) | Kind::Heading(_) | Kind::Quote => marks(block.span.of(text), &mut ends),
            Kind::Code | Kind::Table | Kind::Rule | Kind::Notes | Kind::Open => {}
        }
        for end in ends.drain(..) {
            match end {
                End::Open(name) => open.push((name, index)),
                End::Close(name) => {
                    // Most calls have no end: look past some of them, never past all.
                    let near = open.len().saturating_sub(64);
                    let place = open.iter().skip(near).rposition(|(opened, _)| *opened == name);
                    if let Some(place) = place {
                        if let Some((_, start)) = open.get(near + place) {
                            pairs.push((*start, index));
                        }
                        open.truncate(near + place);
                    }
                }
            }
        }
    }
    let mut steps = vec![0_i64; blocks.len() + 1];
    for (start, end) in pairs {
        if let Some(step) = steps.get_mut(start) {
            *step += 1;
        }
        if let Some(step) = steps.get_mut(end) {
            *step -= 1;
        }
    }
    let mut depth = 0_i64;
    let after = steps
        .iter()
        .take(blocks.len())
        .map(|step| {
            depth += step;
            u32::try_from(depth).unwrap_or(0)
        })
        .collect();
    Depths { after }
}

/// The container tags in an HTML block.
fn tags(text: &str, block: &Block, ends: &mut Vec<End>) {
    #[rustfmt::skip]
    const CONTAINERS: &[&str] = &[
        "div", "section", "article", "main", "aside", "details", "figure", "blockquote", "table", "center", "ol",
        "ul", "dl", "dd", "header", "footer", "nav", "form", "fieldset", "body", "html", "head", "svg", "iframe",
        "video", "p", "li", "summary",
    ];
    let mut at = block.span.start;
    while let Some(tag) = html::next_tag(text, at, block.span.end) {
        at = tag.span.end;
        let name = tag.name.to_ascii_lowercase();
        if CONTAINERS.contains(&name.as_str()) && !tag.span.of(text).ends_with("/>") {
            let name = format!("<{name}");
            ends.push(if tag.closing { End::Close(name) } else { End::Open(name) });
        }
    }
}

/// The marks of boxes in a block's lines.
fn marks(source: &str, ends: &mut Vec<End>) {
    if !may_hold(source.as_bytes()) {
        return;
    }
    for line in source.lines() {
        let bare = line.trim();
        if let Some(rest) = bare.strip_prefix(":::") {
            let name = ":::".to_owned();
            ends.push(if rest.trim_matches([':', ' ']).is_empty() { End::Close(name) } else { End::Open(name) });
        } else if bare.starts_with(">|") && bare.ends_with('|') {
            ends.push(End::Open(">|".to_owned()));
        } else if bare == "||<" || bare == "|<" {
            ends.push(End::Close(">|".to_owned()));
        } else if bare == ">>" || (bare.starts_with(">http") && bare.ends_with('>')) {
            ends.push(End::Open(">>".to_owned()));
        } else if bare == "<<" {
            ends.push(End::Close(">>".to_owned()));
        } else if bare.contains("{{") || bare.contains("{%") {
            calls(bare, ends);
        }
    }
}

/// Whether any mark can be in there: one pass over the bytes.
fn may_hold(bytes: &[u8]) -> bool {
    bytes.windows(2).any(|pair| matches!(pair, b"::" | b"{{" | b"{%" | b">|" | b">>" | b"||" | b">h" | b"<<"))
        // Rare enough to look again with care.
        || bytes.starts_with(b">")
}

/// A generator's calls on one line: `{{< name … >}}`, `{{% /name %}}`, `{% name %}`, `{% endname %}`.
fn calls(line: &str, ends: &mut Vec<End>) {
    let mut rest = line;
    while let Some(at) = rest.find("{{").into_iter().chain(rest.find("{%")).min() {
        let inner = rest.get(at + 2..).unwrap_or_default();
        let close = inner.find("}}").into_iter().chain(inner.find("%}")).min().unwrap_or(inner.len());
        let call = inner.get(..close).unwrap_or_default();
        rest = inner.get((close + 2).min(inner.len())..).unwrap_or_default();
        let alone = call.trim_end_matches(['>', '%', '-', ' ']).ends_with('/');
        let call = call.trim_start_matches(['<', '%', '-', ' ']);
        let closing = call.starts_with('/');
        let name: String = call
            .trim_start_matches('/')
            .chars()
            .take_while(|c| c.is_alphanumeric() || matches!(c, '-' | '_'))
            .collect();
        if name.is_empty() || alone {
            continue;
        }
        match name.strip_prefix("end").filter(|name| !name.is_empty()) {
            Some(name) => ends.push(End::Close(format!("{{{}", name.trim_start_matches(['-', '_'])))),
            None if closing => ends.push(End::Close(format!("{{{name}"))),
            None => ends.push(End::Open(format!("{{{name}"))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::post::block::Lines;
    use crate::post::markdown;

    fn after(text: &str) -> Vec<u32> {
        let blocks = markdown::blocks(text, 0, &Lines::new(text, 0));
        let depths = depths(text, &blocks);
        (0..blocks.len()).map(|index| depths.after(index)).collect()
    }

    #[test]
    fn boxes_of_many_kinds() {
        assert_eq!(after(":::message\n\nin\n\n:::\n\nout"), [1, 1, 0, 0]);
        assert_eq!(after("{{% box %}}\n\nin\n\n{{% /box %}}\n\nout"), [1, 1, 0, 0]);
        assert_eq!(after("{% raw %}\n\nin\n\n{% endraw %}\n\nout"), [1, 1, 0, 0]);
        assert_eq!(after("<details>\n\nin\n\n</details>\n\nout"), [1, 1, 0, 0]);
    }

    #[test]
    fn what_nobody_closes_is_no_box() {
        assert_eq!(after("{{< toc >}}\n\na\n\n:::message\n\nb\n\n<div>\n\nc"), [0, 0, 0, 0, 0, 0]);
        assert_eq!(after("```\n:::message\n```\n\na\n\n:::"), [0, 0, 0]);
    }
}
