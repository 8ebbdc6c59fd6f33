//! Reading posts: real shapes as cases, and properties over any bytes.

use std::fs;
use std::path::{Path, PathBuf};

use naze::post::{Hints, Kind, Post, read};
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
        assert_eq!(seen(&post), expected, "{}", path.display());
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
