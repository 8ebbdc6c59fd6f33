//! Colophons: what stands below a post and is no longer the post: a signature, the author's life in two lines,
//! credits, links to other posts, notes.
//!
//! What it is: questions about one block at a post's end. What it is not: it looks for no end; [`super::parts`] walks
//! up from the last block. Invariant: the answers depend on the block alone.

use super::Format;
use super::block::{Block, Kind};
use super::numeral::fold;

/// What stands above an author's life, or before it on its line, folded.
#[rustfmt::skip]
const LIVES: &[&str] = &[
    "筆者プロフィール", "著者プロフィール", "ライタープロフィール", "プロフィール", "この記事を書いた人", "この記事の筆者",
    "この記事のライター", "書いた人", "筆者紹介", "著者紹介", "ライター紹介", "執筆者", "profile", "about the author",
    "about me", "author bio", "bio",
];

/// What somebody did for a post, as credits name it, folded.
#[rustfmt::skip]
const HANDS: &[&str] = &[
    "文", "文章", "写真", "取材", "編集", "撮影", "イラスト", "絵", "構成", "執筆", "監修", "校正", "校閲", "ライター",
    "デザイン", "聞き手", "翻訳", "訳", "text", "words", "photo", "photos", "editor", "writer", "illustration",
];

/// What the box of an author's life, of tags or of links is called in HTML.
const BOXES: &[&str] = &["profile", "author", "writer", "byline", "bio", "share", "sns", "hashtag", "related"];

/// How far up a box's beginning is looked for, in blocks.
const BOX_LENGTH: usize = 64;

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

/// How a line of an imprint starts, whatever stands above it in its block.
const IMPRINT: [&str; 3] = ["青空文庫作成ファイル", "底本：", "初出："];

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
                    || source.lines().any(|line| IMPRINT.iter().any(|mark| line.starts_with(mark)))
                    || names_author(block.prose.line(0))
                    || is_tags(&block.prose.text)
                    || is_aside(source)
                    || is_link(source))
        }
        Kind::Item(_) => block.prose.lines.first().is_some_and(|line| {
            is_link(line.at.of(text).trim_start_matches(['-', '*', '+', '・', '→', ' ', '\u{3000}']))
        }),
        Kind::Heading(_) | Kind::Code | Kind::Quote | Kind::Table | Kind::Rule | Kind::Open => false,
    }
}

/// Where the box begins that `blocks[close]` ends, if it is one for a life, for tags or for links.
pub(super) fn aside_box(text: &str, blocks: &[Block], close: usize) -> Option<usize> {
    let tag = |index: usize| {
        blocks.get(index).filter(|block| block.kind == Kind::Html).map(|block| block.span.of(text).to_ascii_lowercase())
    };
    let closing = tag(close)?;
    let name = closing.strip_prefix("</")?.trim_end_matches('>').trim().to_owned();
    let mut depth = 0_usize;
    for index in (close.saturating_sub(BOX_LENGTH)..=close).rev() {
        let Some(tag) = tag(index) else { continue };
        if tag.starts_with(&format!("</{name}")) {
            depth += 1;
        } else if tag.starts_with(&format!("<{name}")) {
            depth = depth.saturating_sub(1);
            if depth == 0 {
                let mut words = tag.split(|c: char| !c.is_ascii_alphanumeric());
                return words.any(|word| BOXES.contains(&word)).then_some(index);
            }
        }
    }
    None
}

/// Whether a line names who made the post: `この記事を書いた人：林`, `文・写真／林 花子`.
fn names_author(line: &str) -> bool {
    let folded = fold(line);
    let bare = folded.trim_start_matches(|c: char| !c.is_alphanumeric());
    let told = LIVES.iter().any(|life| {
        bare.strip_prefix(life).is_some_and(|rest| {
            let rest = rest.trim_start_matches(['】', ']', ')', '」', '>', ' ']);
            rest.is_empty() || rest.starts_with([':', '/', '|', '='])
        })
    });
    let credit = bare.split_once([':', '/', '|', '=']).is_some_and(|(hands, names)| {
        let short = names.chars().count() <= 40 && !ends_sentence(names);
        short && hands.split(['・', '&', '、', ',', '+']).all(|hand| HANDS.contains(&hand.trim()))
    });
    told || credit
}

/// Whether a paragraph is nothing but hashtags.
fn is_tags(said: &str) -> bool {
    let folded = fold(said);
    let mut words = folded.split_whitespace().peekable();
    words.peek().is_some()
        && words.all(|word| word.strip_prefix('#').is_some_and(|tag| tag.contains(char::is_alphabetic)))
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
    fn authors_and_tags_are_told_from_text() {
        for line in [
            "筆者プロフィール：林。猫二匹。",
            "■この記事を書いた人",
            "この記事を書いた人: 堺",
            "文・写真／林 花子",
            "取材・文＝林",
            "Profile",
        ] {
            assert!(names_author(line), "{line}");
        }
        for line in ["写真: 一枚にすると、迷いが消えます。", "プロフィールを書く", "文を短くする", "biography"]
        {
            assert!(!names_author(line), "{line}");
        }
        assert!(is_tags("#デザイン #新人 ＃毎日更新"));
        assert!(!is_tags("#1 #2"));
        assert!(!is_tags("#デザイン のタグで"));
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
