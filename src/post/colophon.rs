//! Colophons: what stands below a post and is no longer the post: a signature, the author's life in two lines,
//! credits, links to other posts, notes.
//!
//! What it is: questions about one block at a post's end. What it is not: it looks for no end; [`super::parts`] walks
//! up from the last block. Invariant: the answers depend on the block alone.

use super::Format;
use super::block::{Block, Kind};
use super::numeral::fold;

/// What the line of a colophon starts with, folded.
#[rustfmt::skip]
const OPENERS: &[&str] = &[
    "p.s", "ps:", "ps ", "©", "(c) ", "&copy;", "copyright", "all rights reserved", "photo by", "photos by",
    "photo:", "cover photo", "cover image", "image by", "image:", "image credit", "originally published",
    "this post was originally", "this article was originally", "this post first appeared", "first published",
    "posted by", "written by", "author:", "about the author", "translated by", "edited by", "tags:", "filed under",
    "next:", "previous:", "related:", "see also:", "read more:", "read next:", "source:", "sources:", "追伸", "底本",
    "初出", "入力:", "校正:", "青空文庫", "このファイルは", "文責", "文:", "写真:", "撮影:", "編集:", "著者:", "執筆:", "筆者:",
    "出典", "参考:", "参照:", "関連:", "関連記事", "前回:", "次回:", "前の記事", "次の記事", "タグ:", "※", "--", "—", "―",
];

/// Whether `block` of `text` says who wrote the post, where it stood first, or where to read on.
pub(super) fn is_colophon(text: &str, block: &Block) -> bool {
    let source = block.span.of(text);
    match block.kind {
        Kind::Notes => true,
        Kind::Html => source.starts_with("<!--") && !source.starts_with("<!-- /"),
        Kind::Paragraph => {
            let folded = fold(&source.chars().take(40).collect::<String>());
            !block.prose.is_silent()
                && (OPENERS.iter().any(|opener| folded.starts_with(opener))
                    || source.lines().any(|line| line.starts_with("青空文庫作成ファイル"))
                    || is_aside(source)
                    || is_link(source))
        }
        Kind::Item(_) => block.prose.lines.first().is_some_and(|line| {
            is_link(line.at.of(text).trim_start_matches(['-', '*', '+', '・', '→', ' ', '\u{3000}']))
        }),
        Kind::Heading(_) | Kind::Code | Kind::Quote | Kind::Table | Kind::Rule | Kind::Open => false,
    }
}

/// Whether a paragraph of plain text is set as a signature is: some short lines, none of them a sentence.
pub(super) fn is_signature(block: &Block, format: Format) -> bool {
    format == Format::Plain
        && block.kind == Kind::Paragraph
        && block.prose.text.lines().all(|line| line.chars().count() <= 40 && !ends_sentence(line))
}

/// Whether something is said that ends as a sentence does.
pub(super) fn ends_sentence(text: &str) -> bool {
    let bare = text.trim_end().trim_end_matches(['」', '』', '）', ')', '"', '”', '*', '_']);
    bare.ends_with(['。', '．', '.', '!', '?', '！', '？', '…'])
}

/// Where, in a paragraph's `source`, the author's life begins that runs to its end: `… every day. _**Jane** is …_`.
pub(super) fn life(source: &str) -> Option<usize> {
    let source = source.trim_end();
    let mark = source.chars().next_back().filter(|c| matches!(c, '_' | '*'))?;
    let inner = source.trim_end_matches(mark);
    let start = inner.rfind(mark).filter(|_| mark == '_').or_else(|| inner.rfind(" *").map(|at| at + 1))?;
    let (before, said) = source.split_at_checked(start)?;
    let stands_apart = ends_sentence(before) || before.trim_end().ends_with("}}");
    let tells =
        [" is ", " was ", " works ", " writes ", " lives ", "は、", "は"].iter().any(|word| said.contains(word));
    (stands_apart && tells && said.chars().count() > 24).then_some(start)
}

/// A paragraph that is nothing but one emphasis.
fn is_aside(source: &str) -> bool {
    let marked = |mark: char| {
        let inner = source.trim_matches(mark).replace([mark, mark].iter().collect::<String>().as_str(), "");
        source.starts_with(mark) && source.ends_with(mark) && !inner.contains(mark)
    };
    !source.starts_with("**") && source.len() > 2 && (marked('_') || marked('*'))
}

/// A line that is one link and little else.
fn is_link(source: &str) -> bool {
    let bare = source.trim();
    let address = |text: &str| text.starts_with("http") && !text.contains(char::is_whitespace);
    let marked = bare.starts_with('[') && bare.ends_with(')') && bare.matches("](").count() == 1;
    address(bare.trim_matches(['<', '>'])) || marked
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_life_begins_behind_a_sentence() {
        let source = "Talk to them. _**Jane Doe** is a designer in Leeds._";
        assert_eq!(life(source), source.find("_**"));
        assert_eq!(life("It is _what it is for most people here_"), None);
        assert_eq!(life("Do it. _Now._"), None);
        assert_eq!(
            life("話しましょう。_**山田花子**は、編集の仕事を二十年しています。猫が好き_"),
            Some("話しましょう。".len())
        );
    }

    #[test]
    fn asides_and_links_are_told_from_text() {
        assert!(is_aside("*Jane writes about bread.*"));
        assert!(!is_aside("*Really* do it, *now*"));
        assert!(!is_aside("**Bold** text*"));
        assert!(is_link("[戻る](https://example.com)"));
        assert!(!is_link("[これ](https://example.com)を読んで、また来てください"));
    }
}
