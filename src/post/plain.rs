//! Plain text: lines, and the habits of people who write without markup.
//!
//! What it is: paragraphs where a blank line, an indent or a rule says so. What it is not: it takes nothing for
//! markup. Invariant: blocks lie over whole lines.

use super::block::{Block, Item, Kind, Line, Lines, Prose};

/// The blocks of `text`, whose lines are `lines`.
pub(super) fn blocks(text: &str, lines: &Lines) -> Vec<Block> {
    let indented = habit(text, lines);
    let mut blocks: Vec<Block> = Vec::new();
    let mut open: Option<(usize, usize)> = None;
    let mut list = 0;
    for row in 0..lines.len() {
        let line = lines.row(row).of(text);
        let bare = line.trim();
        let apart = bare.is_empty() || is_rule(bare) || bullet(bare) || (indented && line.starts_with('\u{3000}'));
        if apart && let Some((first, last)) = open.take() {
            blocks.push(paragraph(text, lines, first, last));
        }
        if bare.is_empty() {
            continue;
        }
        if is_rule(bare) {
            blocks.push(Block { kind: Kind::Rule, span: lines.bare(text, row), prose: Prose::default() });
        } else if bullet(bare) {
            let follows = row > 0
                && blocks
                    .last()
                    .is_some_and(|block| matches!(block.kind, Kind::Item(_)) && lines.index(block.span.end) + 1 >= row);
            list += usize::from(!follows);
            let kind = Kind::Item(Item { list, number: None, content: 0, empty: false, open: false });
            let mut block = paragraph(text, lines, row, row);
            block.kind = kind;
            blocks.push(block);
        } else {
            let first = open.map_or(row, |(first, _)| first);
            open = Some((first, row));
        }
    }
    if let Some((first, last)) = open {
        blocks.push(paragraph(text, lines, first, last));
    }
    blocks
}

/// Whether paragraphs are told apart by a full-width blank in front rather than by blank lines.
pub(super) fn habit(text: &str, lines: &Lines) -> bool {
    let (mut indented, mut blank, mut said) = (0_usize, 0_usize, 0_usize);
    for row in 0..lines.len() {
        let line = lines.row(row).of(text);
        if line.trim().is_empty() {
            blank += 1;
        } else {
            said += 1;
            indented += usize::from(line.starts_with('\u{3000}'));
        }
    }
    indented * 4 > said && blank < said
}

/// Lines `first..=last` as a paragraph.
fn paragraph(text: &str, lines: &Lines, first: usize, last: usize) -> Block {
    let mut prose = Prose::default();
    for row in first..=last {
        let at = lines.bare(text, row);
        if row > first {
            prose.text.push('\n');
        }
        prose.lines.push(Line { start: prose.text.len(), bold: 0, at });
        prose.text.push_str(at.of(text));
    }
    Block { kind: Kind::Paragraph, span: lines.span(text, first, last), prose }
}

/// A line drawn across: four or more of the same two characters at most, none of them a letter.
pub(super) fn is_rule(bare: &str) -> bool {
    let mut kinds: Vec<char> = Vec::new();
    let mut count = 0;
    for c in bare.chars() {
        if c.is_whitespace() {
            continue;
        }
        if c.is_alphanumeric() && c != 'ー' && c != '一' {
            return false;
        }
        count += 1;
        if !kinds.contains(&c) {
            kinds.push(c);
        }
        if kinds.len() > 2 {
            return false;
        }
    }
    count >= 4 && !kinds.iter().any(|c| matches!(c, '。' | '？' | '！' | '?' | '!' | '「' | '」'))
}

/// Whether a line starts with a bullet.
fn bullet(bare: &str) -> bool {
    let mut chars = bare.chars();
    match chars.next() {
        Some('・' | '•' | '‣' | '◦') => true,
        Some('-' | '*' | '+' | '–') => chars.next().is_some_and(char::is_whitespace),
        Some(_) | None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn indents_and_rules_part_paragraphs() {
        let text = "題\n\n　一つ。\n　二つ。\n----\n・点\n・線\n終わり";
        let lines = Lines::new(text, 0);
        let kinds: Vec<_> = blocks(text, &lines).iter().map(|block| (block.kind, block.span.of(text))).collect();
        let item = Kind::Item(Item { list: 1, number: None, content: 0, empty: false, open: false });
        assert_eq!(
            kinds,
            [
                (Kind::Paragraph, "題"),
                (Kind::Paragraph, "一つ。"),
                (Kind::Paragraph, "二つ。"),
                (Kind::Rule, "----"),
                (item, "・点"),
                (item, "・線"),
                (Kind::Paragraph, "終わり"),
            ]
        );
    }

    #[test]
    fn rules_are_drawn_not_said() {
        for rule in ["----", "━━━━━━", "＊ ＊ ＊ ＊", "☆★☆★", "－－－－－"] {
            assert!(is_rule(rule), "{rule}");
        }
        for text in ["---", "ええええ", "……。！", "1111", "一、二"] {
            assert!(!is_rule(text), "{text}");
        }
    }
}
