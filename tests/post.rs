//! Reading posts: real shapes as cases, and properties over any bytes.

#![expect(clippy::unwrap_used, clippy::panic, reason = "what a test sets up itself is there")]

use std::fs;
use std::path::{Path, PathBuf};

use naze::post::{Format, Hints, Kind, Landing, Landings, Mending, Post, Says, read, read_mended, title, why};
use proptest::collection::vec;
use proptest::prelude::*;
use serde::Deserialize;

/// What a careful reader sees in a case.
#[derive(Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Seen {
    title: Option<String>,
    kind: String,
    language: String,
    register: String,
    intro: bool,
    closing: bool,
    /// The last words of the post in front of what is added to its closing, where the case is about that.
    closing_behind: Option<String>,
    #[serde(default)]
    tips: Vec<SeenTip>,
}

#[derive(Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct SeenTip {
    /// From 1; a CRLF ends one line.
    line: usize,
    heading: String,
}

/// Every folder of `tests/cases/post`: its post and what should be seen in it.
fn cases() -> Vec<(PathBuf, Vec<u8>, Seen)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/post");
    let mut folders: Vec<_> = fs::read_dir(root).unwrap().map(|entry| entry.unwrap().path()).collect();
    folders.sort();
    let case = |folder: PathBuf| {
        let post = ["post.md", "post.txt", "post.html", "post.adoc"]
            .iter()
            .map(|name| folder.join(name))
            .find(|path| path.exists());
        let post = post.unwrap_or_else(|| panic!("{} has no post", folder.display()));
        let expected = fs::read_to_string(folder.join("expected.toml")).unwrap();
        let seen = toml::from_str(&expected).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
        (post.clone(), fs::read(post).unwrap(), seen)
    };
    folders.into_iter().map(case).collect()
}

fn hints(path: &Path) -> Hints {
    Hints { file_name: path.file_name().map(|name| name.to_string_lossy().into_owned()), encoding: None }
}

fn line_of(text: &str, at: usize) -> usize {
    text.get(..at).unwrap().replace("\r\n", "\n").matches('\n').count() + 1
}

fn seen(post: &Post) -> Seen {
    let word = |value: serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    Seen {
        title: post.title.clone(),
        kind: word(serde_json::to_value(post.kind).unwrap()),
        language: word(serde_json::to_value(post.language).unwrap()),
        register: word(serde_json::to_value(post.register).unwrap()),
        intro: post.intro.is_some(),
        closing: post.closing.is_some(),
        closing_behind: None,
        tips: post
            .tips
            .iter()
            .map(|tip| SeenTip { line: line_of(&post.text, tip.heading_span.start), heading: tip.heading.clone() })
            .collect(),
    }
}

#[test]
fn every_case_is_read_as_a_careful_reader_would() {
    let cases = cases();
    assert!(cases.len() >= 40);
    for (path, bytes, expected) in cases {
        let (post, _) = read(&bytes, &hints(&path));
        let before = post.text.get(..post.landings.closing.at).unwrap().trim_end();
        if let Some(words) = &expected.closing_behind {
            assert!(before.ends_with(words.as_str()), "{}: {words}", path.display());
        }
        assert_eq!(
            Seen { closing_behind: expected.closing_behind.clone(), ..seen(&post) },
            expected,
            "{}",
            path.display()
        );
    }
}

#[test]
fn parts_stand_in_order_and_on_character_boundaries() {
    for (path, bytes, _) in cases() {
        let (post, _) = read(&bytes, &hints(&path));
        let mut spans: Vec<_> =
            post.intro.into_iter().chain(post.tips.iter().map(|tip| tip.span)).chain(post.closing).collect();
        for tip in &post.tips {
            assert!(
                tip.span.start <= tip.heading_span.start && tip.heading_span.end <= tip.span.end,
                "{}: {tip:?}",
                path.display()
            );
            assert!(tip.span.start < tip.landing.at && tip.landing.at <= tip.span.end, "{}: {tip:?}", path.display());
        }
        for span in &spans {
            assert!(!span.is_empty() && post.text.get(span.start..span.end).is_some(), "{}: {span:?}", path.display());
        }
        let before = spans.clone();
        spans.sort();
        assert_eq!(spans, before, "{}", path.display());
        for pair in spans.windows(2) {
            assert!(pair[0].end <= pair[1].start, "{}: {pair:?}", path.display());
        }
        assert_eq!(post.kind == Kind::Other, post.tips.is_empty());
    }
}

/// The body's top-level blocks as comrak reads them: what each is, and its source without blanks at line ends.
fn structure(post: &Post, text: &str) -> Vec<(String, String)> {
    let from = post.front_matter.map_or(0, |matter| matter.end);
    let body = text.get(from..).unwrap().replace('\0', "\u{1}");
    let lines: Vec<&str> = body.split_inclusive('\n').collect();
    let mut options = comrak::Options::default();
    options.extension.table = true;
    options.extension.footnotes = true;
    options.extension.strikethrough = true;
    options.extension.tasklist = true;
    options.extension.cjk_friendly_emphasis = true;
    options.parse.leave_footnote_definitions = true;
    let arena = comrak::Arena::new();
    let root = comrak::parse_document(&arena, &body, &options);
    let blocks = root.children().map(|node| {
        let data = node.data();
        let rows = data.sourcepos.start.line.saturating_sub(1)..data.sourcepos.end.line;
        let source: String = lines.get(rows).unwrap_or_default().concat();
        let kind = format!("{:?}", std::mem::discriminant(&data.value));
        let source: Vec<&str> = source.lines().map(str::trim_end).filter(|line| !line.is_empty()).collect();
        (kind, source.join("\n"))
    });
    blocks.collect()
}

const ADDED: [&str; 2] = ["ここに背景が入る。PROBE", "そして、もう一つ。PROBE"];

/// The text with two paragraphs added at a landing.
fn added(post: &Post, landing: &Landing) -> String {
    let line = post.source.newline.as_str();
    let gap = if post.habits.blank_lines {
        format!("{line}{line}{}", landing.indent)
    } else {
        format!("{line}{}", landing.indent)
    };
    let (before, after) = post.text.split_at(landing.at);
    format!("{before}{}{}{}{after}", landing.lead, ADDED.join(&gap), landing.tail)
}

/// Every landing of a post with its name.
fn landings(post: &Post) -> Vec<(String, &Landing)> {
    let tips = post.tips.iter().map(|tip| (format!("tip {}", tip.number), &tip.landing));
    let Landings { opening, intro, behind_tips, closing, end } = &post.landings;
    let others =
        [("opening", opening), ("intro", intro), ("behind tips", behind_tips), ("closing", closing), ("end", end)];
    tips.chain(others.map(|(name, landing)| (name.to_owned(), landing))).collect()
}

/// Adding at any landing leaves every other block as it was, and the added paragraphs are paragraphs.
fn check_landings(name: &str, post: &Post) {
    for (which, landing) in landings(post) {
        let text = added(post, landing);
        assert!(
            landing.lead.chars().chain(landing.tail.chars()).all(char::is_whitespace),
            "{name}, {which}: {landing:?}"
        );
        assert_eq!(text.replace(&added_piece(post, landing), ""), post.text, "{name}, {which}");
        if post.source.format != Format::Markdown {
            continue;
        }
        let before = structure(post, &post.text);
        let after = structure(post, &text);
        let inside = after
            .iter()
            .filter(|(_, source)| {
                source.contains("PROBE") && !source.starts_with(ADDED[0]) && !source.starts_with(ADDED[1])
            })
            .count();
        let rest: Vec<_> = after.iter().filter(|(_, source)| !source.contains("PROBE")).collect();
        // A block that was added into is a list whose item is a tip, or lines of one paragraph parted.
        let kept = before.iter().filter(|block| rest.contains(block)).count();
        assert!(kept + 1 >= before.len() && inside <= 1, "{name}, {which}: {landing:?}\n{before:#?}\n{after:#?}");
        if inside == 0 && kept < before.len() {
            let item = post.tips.iter().any(|tip| &tip.landing == landing && tip.span.end < post.text.len());
            // In front of the author's life, which begins in the middle of a line.
            let parted = !post.text.get(..landing.at).unwrap().ends_with('\n');
            assert!(item || parted, "{name}, {which}: {landing:?}\n{before:#?}\n{after:#?}");
        }
    }
}

fn added_piece(post: &Post, landing: &Landing) -> String {
    let whole = added(post, landing);
    whole.get(landing.at..whole.len() - (post.text.len() - landing.at)).unwrap().to_owned()
}

#[test]
fn adding_at_a_landing_changes_no_other_block() {
    for (path, bytes, _) in cases() {
        let (post, _) = read(&bytes, &hints(&path));
        check_landings(&path.display().to_string(), &post);
    }
}

/// Pieces of posts that make trouble where they meet.
fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("# 会議のコツ3つ\n".to_owned()),
        (1..5_u8).prop_map(|number| format!("## {number}. まず聞く\n")),
        (1..5_u8).prop_map(|number| format!("{number}. 最後まで聞く\n")),
        (1..5_u8).prop_map(|number| format!("**{number}. Listen**\n")),
        (1..5_u8).prop_map(|number| format!("{number}、聞く\n本文です。\n")),
        Just("本文です。次の3つを紹介します。\n".to_owned()),
        Just("- 点\n  続き\n\n  段落\n".to_owned()),
        Just("- a\n  ```\n  code\n".to_owned()),
        Just("1.\n".to_owned()),
        Just("* * *\n".to_owned()),
        Just("```\n## 1. code\n```\n".to_owned()),
        Just("~~~\nopen\n".to_owned()),
        Just("> 引用\n".to_owned()),
        Just("| a | b |\n| --- | --- |\n| 1 | 2 |\n".to_owned()),
        Just("<div>\n".to_owned()),
        Just("</div>\n".to_owned()),
        Just("<p><strong>2. 聞く</strong></p>\n<p>本文</p>\n".to_owned()),
        Just("<!-- open\n".to_owned()),
        Just(":::message\n".to_owned()),
        Just(":::\n".to_owned()),
        Just("{{% box %}}\n".to_owned()),
        Just("{{% /box %}}\n".to_owned()),
        Just("[a]: https://example.com\n".to_owned()),
        Just("[^1]: 注\n".to_owned()),
        Just("    indented\n".to_owned()),
        Just("まとめ\n----\n".to_owned()),
        Just("いかがでしたか。\n".to_owned()),
        Just("\n".to_owned()),
        Just("\n\n".to_owned()),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn landings_hold_wherever_pieces_meet(pieces in vec(piece(), 0..24), crlf in any::<bool>()) {
        let text = pieces.concat();
        let text = if crlf { text.replace('\n', "\r\n") } else { text };
        let (post, _) = read(text.as_bytes(), &Hints { file_name: Some("a.md".to_owned()), encoding: None });
        prop_assert_eq!(&post.text, &text);
        for (_, landing) in landings(&post) {
            let piece = added_piece(&post, landing);
            prop_assert!(piece.contains("PROBE"));
            // What was added is read as paragraphs: never as code, a quote, a table or a part of another paragraph.
            let html = comrak::markdown_to_html(&added(&post, landing), &comrak::Options::default());
            prop_assert_eq!(html.matches("<p>ここに背景が入る。PROBE</p>").count(), 1, "{:?}\n{}\n{}", landing, added(&post, landing), html);
            prop_assert_eq!(html.matches("<p>そして、もう一つ。PROBE</p>").count(), 1, "{:?}\n{}\n{}", landing, added(&post, landing), html);
        }
    }

    #[test]
    fn any_bytes_are_read(bytes in vec(any::<u8>(), 0..400), name in prop_oneof![Just("a.md"), Just("a.txt"), Just("a.html"), Just("a")]) {
        let (post, _) = read(&bytes, &Hints { file_name: Some(name.to_owned()), encoding: None });
        for (_, landing) in landings(&post) {
            prop_assert!(post.text.is_char_boundary(landing.at));
        }
        for span in post.intro.into_iter().chain(post.closing).chain(post.tips.iter().flat_map(|tip| [tip.span, tip.heading_span])) {
            prop_assert!(post.text.get(span.start..span.end).is_some());
        }
    }

    #[test]
    fn any_text_is_read(text in "[#\\-*>0-9.、 \\n<p/h2:：一二三①■【】`|=~\u{3000}あいうabc]{0,200}", name in prop_oneof![Just("a.md"), Just("a.txt"), Just("a.html")]) {
        let (post, _) = read(text.as_bytes(), &Hints { file_name: Some(name.to_owned()), encoding: None });
        prop_assert_eq!(&post.text, &text);
        let mut end = post.intro.map_or(0, |intro| intro.end);
        for tip in &post.tips {
            prop_assert!(end <= tip.span.start && tip.span.start <= tip.heading_span.start && tip.heading_span.end <= tip.span.end, "{:?}", post);
            end = tip.span.end;
            prop_assert!(text.get(tip.span.start..tip.span.end).is_some() && text.is_char_boundary(tip.landing.at));
        }
        prop_assert!(post.closing.is_none_or(|closing| closing.start >= end), "{:?}", post);
        // Marking any visible line is possible and never lost on the way through a draft.
        let mut mending = Mending::default();
        for line in 1..=text.lines().count() {
            let visible = post.lines().bare(&text, line - 1);
            if line <= post.lines().len() {
                prop_assert_eq!(mending.say(&post, line, Says::Tip), visible.start < visible.end);
            }
        }
        let (mended, _) = read_mended(text.as_bytes(), &Hints { file_name: Some(name.to_owned()), encoding: None }, &mending);
        prop_assert_eq!(&mended.text, &text);
        let mut end = 0;
        for tip in &mended.tips {
            prop_assert!(end <= tip.span.start && tip.heading_span.end <= tip.span.end && tip.landing.at >= tip.heading_span.end, "{:?}", mended);
            end = tip.span.end;
        }
    }
}

/// What readers choke on: each with the ending of a name that reads it hardest.
fn hostile() -> Vec<(&'static str, &'static str, Vec<u8>)> {
    let mut nested = String::new();
    for depth in 0..10_000 {
        nested.extend([" ".repeat((2 * depth).min(400)).as_str(), "- a\n"]);
    }
    let mut bomb = "---\na0: &a0 [x,x,x,x,x,x,x,x,x]\n".to_owned();
    for level in 1..12_usize {
        let many = vec![format!("*a{}", level - 1); 9].join(",");
        bomb.extend([format!("a{level}: &a{level} ["), many, "]\n".to_owned()]);
    }
    bomb += "title: t\n---\n\n# 1. a\n";
    let wtf8 = [b"# 1. a\n\n".as_slice(), b"\xED\xA0\x80\xED\xB0\x80 x\n\n# 2. b\n"].concat();
    vec![
        ("lists 10,000 deep", "a.md", "- ".repeat(10_000).into_bytes()),
        ("lists that step in", "a.md", nested.into_bytes()),
        ("quotes 10,000 deep", "a.md", "> ".repeat(10_000).into_bytes()),
        ("emphasis 10,000 deep", "a.md", "*a ".repeat(10_000).into_bytes()),
        ("links 10,000 deep", "a.md", "[".repeat(10_000).into_bytes()),
        ("a line of a megabyte", "a.txt", "三つの方法、".repeat(60_000).into_bytes()),
        ("the same in Markdown", "a.md", "3 ways 三つの方法、".repeat(40_000).into_bytes()),
        ("an open fence", "a.md", b"# 1. a\n\ntext\n\n```\n# 2. b\n".to_vec()),
        ("an open comment", "a.md", b"# 1. a\n\n<!-- never\n\n# 2. b\n".to_vec()),
        ("tables nobody closes", "a.html", "<div><table><li><p>a".repeat(20_000).into_bytes()),
        ("half a tag", "a.html", "<a <b".repeat(50_000).into_bytes()),
        ("NULs", "a.md", b"# 1. a\0b\n\n\0\0\n\n# 2. \0\n".to_vec()),
        ("lone surrogates", "a.md", wtf8),
        ("a YAML bomb", "a.md", bomb.into_bytes()),
        ("front matter without an end", "a.md", "---\na: b\n".repeat(20_000).into_bytes()),
        ("nothing but line ends", "a.txt", "\r\r\n\n".repeat(50_000).into_bytes()),
        ("a mark alone", "a.md", b"\xEF\xBB\xBF".to_vec()),
        ("two marks", "a.md", b"\xEF\xBB\xBF\xEF\xBB\xBF# 1. a\n\n# 2. b\n".to_vec()),
        ("boxes nobody closes", "a.md", ":::message\n\n{{< a >}}\n\n<div>\n\n".repeat(5_000).into_bytes()),
        ("numbers without end", "a.md", "1. a\n\n".repeat(20_000).into_bytes()),
        ("headings without end", "a.md", "# 1. a\n\n".repeat(20_000).into_bytes()),
    ]
}

#[test]
fn nothing_makes_a_reader_stumble() {
    for (what, name, bytes) in hostile() {
        let hints = Hints { file_name: Some(name.to_owned()), encoding: None };
        let (post, _) = read(&bytes, &hints);
        for (which, landing) in landings(&post) {
            assert!(post.text.is_char_boundary(landing.at), "{what}, {which}");
        }
        let _ = why(&bytes, &hints);
    }
}

#[test]
fn a_landing_never_lies_in_what_nobody_closed() {
    for text in [
        "# 1. 聞く\n\n本文。\n\n# 2. 待つ\n\n本文。\n\n```\n終わらない\n",
        "# 1. 聞く\n\n本文。\n\n# 2. 待つ\n\n本文。\n\n<!-- 終わらない\n\nもう一つ\n",
    ] {
        let (post, _) = read(text.as_bytes(), &Hints { file_name: Some("a.md".to_owned()), encoding: None });
        for (which, landing) in landings(&post) {
            assert!(landing.at <= text.rfind("本文。").unwrap() + "本文。".len(), "{which}: {landing:?}");
        }
    }
}

proptest! {
    #[test]
    fn the_title_alone_is_the_title(lines in vec(prop_oneof![
        Just("# 題".to_owned()), Just("# 1. 聞く3つのコツ #".to_owned()), Just("# まとめ".to_owned()), Just("===".to_owned()),
        Just("# *a* & b".to_owned()), Just("## 1. 聞く".to_owned()), Just("= T".to_owned()), Just("<h1>a</h1>".to_owned()),
        Just("---".to_owned()), Just("title: x".to_owned()), Just("```".to_owned()), Just(String::new()), Just("> # q".to_owned()),
        Just("h1. a".to_owned()), Just(" # b".to_owned()), Just("#".to_owned()), "[ -~]{0,12}", "\\PC{0,12}",
    ], 0..8), name in prop_oneof![Just("a.md"), Just("a.txt"), Just("a.html"), Just("a")]) {
        let bytes = lines.join("\n").into_bytes();
        let hints = Hints { file_name: Some(name.to_owned()), encoding: None };
        prop_assert_eq!(title(&bytes, &hints), read(&bytes, &hints).0.title);
    }
}

#[test]
fn the_title_alone_is_the_title_of_every_case() {
    for (folder, bytes, _) in cases() {
        for name in ["post.md", "post.txt", "post"] {
            let hints = Hints { file_name: Some(name.to_owned()), encoding: None };
            assert_eq!(title(&bytes, &hints), read(&bytes, &hints).0.title, "{}", folder.display());
        }
    }
}
