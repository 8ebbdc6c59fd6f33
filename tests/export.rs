//! Exports: the story as it leaves.

use std::num::NonZeroUsize;

use naze::export;
use naze::story::{Craft, weave};

use crate::story::{draft, post};

const RICH: &str = "# 道具の手入れ\n\n**刃物**は[砥石](https://example.com/to)で研ぐ。\n二行目。\n\n## 乾かす\n\n- 水を切る\n- 風に当てる\n\n1. 拭く\n2. 干す\n\n> 錆は水から。\n\n```sh\nls -l\n```\n\n<script>alert(1)</script>\n\n| 刃 | 柄 |\n|---|---|\n| 鋼 | 朴 |\n";

fn exported(
    text: &str,
    answers: &[(&str, &str)],
    to: fn(&naze::story::Story, &naze::post::Post, &naze::draft::Draft) -> String,
) -> String {
    let post = post(text);
    let draft = draft(&post, answers);
    to(&weave(&post, &draft, &Craft::builtin()), &post, &draft)
}

#[test]
fn markdown_of_no_answers_is_the_post() {
    assert_eq!(exported(RICH, &[], export::markdown), RICH);
}

#[test]
fn a_byte_order_mark_is_kept() {
    let mut post = post(RICH);
    post.source.bom = true;
    let draft = draft(&post, &[]);
    let text = export::markdown(&weave(&post, &draft, &Craft::builtin()), &post, &draft);
    assert_eq!(text, format!("\u{feff}{RICH}"));
}

#[test]
fn text_has_no_marks() {
    let text =
        exported(RICH, &[("failure@t1", "去年の夏、**濡れたまま**しまった。")], |story, post, draft| {
            export::text(story, post, draft, None)
        });
    let wanted = "道具の手入れ\n\n刃物は砥石（https://example.com/to）で研ぐ。\n二行目。\n\n乾かす\n\n・水を切る\n・風に当てる\n\n1. 拭く\n2. 干す\n\n> 錆は水から。\n\nls -l\n\n刃 | 柄\n鋼 | 朴\n\n去年の夏、濡れたまましまった。\n";
    assert_eq!(text, wanted);
}

#[test]
fn wrapped_text_keeps_to_its_columns() {
    let text = exported(RICH, &[], |story, post, draft| export::text(story, post, draft, NonZeroUsize::new(20)));
    assert!(
        text.lines()
            .filter(|line| !line.contains(" | "))
            .all(|line| naze::text::width(line, naze::text::Ambiguous::Narrow) <= 20),
        "{text}"
    );
    assert!(!text.lines().any(|line| line.starts_with(['。', '、'])), "{text}");
}

#[test]
fn html_is_a_page_without_script() {
    let html = exported(RICH, &[], export::html);
    assert!(html.starts_with("<!DOCTYPE html>") && html.contains("<html lang=\"ja\">"), "{html}");
    assert!(html.contains("<h2>乾かす</h2>") && html.contains("<a href=\"https://example.com/to\">砥石</a>"), "{html}");
    assert!(html.contains("で研ぐ。二行目。"), "{html}");
    assert!(!html.contains("<script") && !html.contains("alert"), "{html}");
}

#[test]
fn json_joined_is_the_story() {
    let answers = [("failure@t1", "去年の夏、濡れたまましまった。")];
    let json: serde_json::Value = serde_json::from_str(&exported(RICH, &answers, export::json)).unwrap();
    let passages = json["passages"].as_array().unwrap();
    let text: String = passages.iter().map(|passage| passage["text"].as_str().unwrap()).collect();
    assert_eq!(text, exported(RICH, &answers, export::markdown));
    let told = passages.iter().find(|passage| passage["origin"]["kind"] == "answer").unwrap();
    assert_eq!((&told["origin"]["key"], &told["part"]), (&"failure@t1".into(), &"t1".into()));
}
