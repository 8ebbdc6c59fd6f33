//! What an author keeps across posts, through the built program: flows of one's own, the axis, readers' voices.

use std::fs;

use serde_json::Value;

use crate::desk::{Desk, POST};

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error} in {text:?}"))
}

/// A desk with a flow of its own beside the post.
fn with_flow(name: &str, text: &str) -> Desk {
    let desk = Desk::new();
    fs::create_dir_all(desk.path().join(".naze/prompts")).unwrap();
    desk.put(&format!(".naze/prompts/{name}"), text);
    desk
}

const REPAIR: &str = "version = 1\nid = \"repair\"\n[[stage]]\nid = \"s\"\n[stage.ja]\ntitle = \"直した家\"\n[[question]]\n\
    id = \"first-look\"\nstage = \"s\"\nkind = \"prose\"\nneed = \"must\"\n[question.ja]\n\
    ask = \"玄関で最初に目に入ったものは何でしたか？\"\nshort = \"眺め\"\n";

#[test]
fn flows_are_listed_with_where_they_are_from() {
    let desk = with_flow("repair.toml", REPAIR);
    let all = json(&desk.ok(&["flows", "--json"]));
    let rows: Vec<(&str, bool)> = all["flows"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| (row["id"].as_str().unwrap(), row["path"].is_null()))
        .collect();
    assert_eq!(rows, [("repair", false), ("axis", true), ("why", true), ("mirror", true), ("voices", true)]);
    assert_eq!(desk.ok(&["flows"]).lines().count(), 5);
    assert_eq!(desk.ok(&["flows", "show", "repair"]), REPAIR);
    assert!(desk.ok(&["flows", "show", "why"]).contains("id = \"hard-tip\""));
    assert_eq!(desk.run(&["flows", "show", "nothing"]).code, 2);
}

#[test]
fn a_flow_is_begun_from_a_template_without_fault_and_never_over_a_file() {
    let desk = Desk::new();
    let path = ".naze/prompts/bakery.toml";
    desk.ok(&["flows", "new", path]);
    assert!(desk.text(path).contains("id = \"bakery\""));
    assert!(desk.ok(&["flows", "check"]).contains("Nothing to fix"));
    let again = desk.run(&["flows", "new", path]);
    assert_eq!((again.code, again.err.lines().count()), (4, 2), "{again:?}");
    desk.ok(&["flows", "new", "わが社.toml"]);
    assert_eq!(desk.run(&["flows", "check", "わが社.toml"]).code, 0);
}

#[test]
fn every_fault_has_its_line_and_a_remedy_in_both_languages() {
    let broken =
        REPAIR.replace("need = \"must\"", "neeed = \"must\"").replace("何でしたか？", "何で、なぜ{tip}でしたか？");
    let desk = with_flow("repair.toml", &broken);
    for (language, wanted) in [("ja", "なければ"), ("en", "")] {
        let ran = desk.run(&["flows", "check", ".naze/prompts/repair.toml", "--lang", language]);
        assert_eq!(ran.code, 1, "{ran:?}");
        let first = ran.out.lines().next().unwrap();
        assert!(
            first.starts_with(".naze/prompts/repair.toml:7: ") || first.starts_with(".naze/prompts/repair.toml:11: "),
            "{}",
            ran.out
        );
        assert!(
            ran.out.contains("need") && !ran.out.contains("{key}") && !ran.out.contains("{nearest}"),
            "{wanted}{}",
            ran.out
        );
    }
    let found = json(&desk.run(&["flows", "check", "--json"]).out);
    let faults = found["files"][0]["faults"].as_array().unwrap();
    let names: Vec<&str> = faults.iter().map(|fault| fault["fault"].as_str().unwrap()).collect();
    assert!(names.contains(&"unknown-key") && names.contains(&"missing"), "{names:?}");
    for fault in faults {
        assert!(fault["line"].as_u64().unwrap() > 0 && !fault["hint"].as_str().unwrap().is_empty());
    }
    assert_eq!(desk.run(&["flows", "check", "nowhere.toml"]).code, 3);
}

#[test]
fn a_draft_chooses_its_flow_and_one_above_the_post_is_found() {
    let desk = with_flow("repair.toml", REPAIR);
    fs::create_dir_all(desk.path().join("posts/2026")).unwrap();
    desk.put("posts/2026/leak.md", POST);
    desk.put("posts/2026/leak.naze.toml", "version = 1\nflow = \"repair\"\n[post]\nfile = \"leak.md\"\n");
    desk.ok(&["answer", "posts/2026/leak.md", "reader", "大家の山本さん。"]);
    assert_eq!(desk.ok(&["next", "posts/2026/leak.md"]), "first-look\n");
    assert!(desk.text("posts/2026/leak.naze.toml").contains("flow = \"repair\""));
    // Where nobody names it, the story's own flow is asked.
    desk.ok(&["answer", "5-ways.md", "reader", "大家の山本さん。"]);
    assert_eq!(desk.ok(&["next", "5-ways.md"]), "hard-tip\n");
}

#[test]
fn a_broken_flow_gets_one_line_and_the_built_in_one_is_asked() {
    for (name, text) in [("why.toml", "version = 1\nid = \"why\n"), ("why.toml", "\u{0}"), ("mirror.toml", "id = 3")] {
        let desk = with_flow(name, text);
        let ran = desk.run_with(&["ask", "5-ways.md"], ":done\n");
        assert_eq!(ran.code, 0, "{ran:?}");
        assert_eq!(ran.out.matches(&format!("{name} cannot be used")).count(), 1, "{ran:?}");
        assert_eq!(desk.ok(&["next", "5-ways.md"]), "reader\n");
    }
}

#[test]
fn the_axis_is_asked_once_and_lives_across_posts() {
    let desk = Desk::new();
    desk.put("next.md", POST);
    desk.ok(&["answer", "5-ways.md", "reader", "金物屋の山本さん。"]);
    // An answer alone changes nothing for other posts.
    assert_eq!(desk.ok(&["next", "next.md"]), "reader\n");
    assert!(desk.ok(&["axis"]).contains("There is no axis yet"));

    desk.ok(&["axis", "--from", "5-ways.md"]);
    assert!(desk.ok(&["axis"]).contains("金物屋の山本さん。"));
    assert_eq!(desk.ok(&["next", "next.md"]), "hard-tip\n");
    assert!(!desk.path().join("next.naze.toml").exists(), "reading writes nothing");
    desk.ok(&["answer", "next.md", "hard-tip", "1"]);
    let draft = desk.text("next.naze.toml");
    assert!(draft.contains("from = \"axis\"") && draft.contains("金物屋の山本さん。"), "{draft}");
    let reader = json(&desk.ok(&["answers", "next.md", "reader", "--json"]));
    assert_eq!(reader["answers"][0]["from"], "axis");

    // Another answer is for this post alone, and the draft says when the axis it was written to has changed.
    desk.ok(&["answer", "5-ways.md", "reader", "畳屋の佐藤さん。"]);
    assert!(desk.ok(&["axis"]).contains("金物屋の山本さん。"));
    desk.ok(&["axis", "--from", "5-ways.md"]);
    let ran = desk.run_with(&["ask", "next.md"], ":done\n");
    assert!(ran.out.contains("The axis has changed since"), "{ran:?}");
    assert_eq!(desk.ok(&["answers", "next.md", "reader"]), "金物屋の山本さん。\n");
}

#[test]
fn an_axis_that_gives_way_to_another_is_kept_and_named() {
    let desk = Desk::new();
    desk.put("next.md", POST);
    desk.ok(&["answer", "5-ways.md", "reader", "金物屋の山本さん。"]);
    assert_eq!(desk.ok(&["axis", "--from", "5-ways.md"]).lines().count(), 1, "there was nothing to replace");
    desk.ok(&["answer", "next.md", "reader", "畳屋の佐藤さん。"]);
    let said = desk.ok(&["axis", "--from", "next.md"]);
    let (_, copy) = said.split_once("(Your reader); that is kept in ").unwrap_or_else(|| panic!("{said}"));
    assert!(fs::read_to_string(copy.trim()).unwrap().contains("金物屋の山本さん。"));
    assert!(desk.ok(&["axis"]).contains("畳屋の佐藤さん。"));
}

#[test]
fn the_nearest_axis_above_the_post_is_the_one() {
    let desk = Desk::new();
    fs::create_dir_all(desk.path().join("blog/posts")).unwrap();
    desk.put("blog/posts/a.md", POST);
    desk.put("axis.toml", "[answer.reader]\ntext = \"遠い人\"\n");
    desk.put("blog/axis.toml", "# うちの軸\n[answer.reader]\ntext = \"近い人\"\n");
    assert_eq!(desk.ok(&["answers", "blog/posts/a.md", "reader"]), "近い人\n");
    assert_eq!(desk.ok(&["answers", "5-ways.md", "reader"]), "遠い人\n");
    desk.ok(&["answer", "blog/posts/a.md", "trouble", "「電話が鳴らない」と。"]);
    desk.ok(&["axis", "--from", "blog/posts/a.md"]);
    let axis = desk.text("blog/axis.toml");
    assert!(axis.contains("# うちの軸") && axis.contains("電話が鳴らない"), "{axis}");
    desk.put("blog/posts/b.md", POST);
    // A file of that name that is something else is none of our business, and a broken one is said and left alone.
    desk.put("blog/axis.toml", "[chart]\nx = 1\n");
    assert_eq!(desk.ok(&["answers", "blog/posts/b.md", "reader"]), "遠い人\n");
    desk.put("blog/axis.toml", "[answer.reader\n");
    let ran = desk.run_with(&["ask", "blog/posts/a.md"], ":done\n");
    assert!(ran.code == 0 && ran.out.contains("axis.toml"), "{ran:?}");
    assert_eq!(desk.run(&["axis", "--from", "blog/posts/a.md"]).code, 3);
    assert_eq!(desk.text("blog/axis.toml"), "[answer.reader\n");
}

#[test]
fn the_axis_is_edited_in_an_editor_or_asked_in_plain_lines() {
    let desk = Desk::new();
    let ran =
        desk.run_with(&["axis", "--edit"], "The woman at the bakery.\n.\n:back\n\n.\n“It never rings.”\n.\n:done\n");
    assert_eq!(ran.code, 0, "{ran:?}");
    let axis = desk.ok(&["axis"]);
    assert!(axis.contains("The woman at the bakery.") && axis.contains("It never rings."), "{axis}");

    let script = desk.put("editor.sh", "sed -i 's/bakery/mill/' \"$1\"\n");
    let edit = |command: &str| {
        let mut run = desk.command(&["axis", "--edit"]);
        crate::desk::Ran::from(run.env("EDITOR", command).output().unwrap())
    };
    let ran = edit(&format!("sh {}", script.display()));
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(desk.ok(&["axis"]).contains("The woman at the mill."));
    assert_eq!(edit("false").code, 4);
    assert!(desk.ok(&["axis"]).contains("The woman at the mill."));
}

#[test]
fn voices_are_taken_in_answered_and_printed() {
    let desk = Desk::new();
    desk.put("comments.csv", "名前,コメント\n山本,\"電話のところ、\n助かりました。\"\n佐藤,昼どきはどうしますか？\n");
    assert!(desk.ok(&["voices", "5-ways.md"]).contains("No readers' voices yet"));
    desk.ok(&["voices", "5-ways.md", "--import", "comments.csv"]);
    assert!(desk.ok(&["voices", "5-ways.md", "--import", "comments.csv"]).contains("0 new voices taken in, of 2 read"));
    let draft = desk.text("5-ways.naze.toml");
    desk.put("5-ways.naze.toml", draft.replace("[[voice]]\nid = \"v1\"", "# 展示会の人\n[[voice]]\nid = \"v1\""));

    desk.ok(&["answer", "5-ways.md", "thanks@v2", "「昼どき」のこと、書いてくださってうれしいです。"]);
    desk.ok(&["answer", "5-ways.md", "reply@v2", "うちでは、一人増やしました。"]);
    let next = json(&desk.ok(&["next", "5-ways.md", "--json"]));
    assert!(next["voice"].is_null());
    let sheet = json(&desk.ok(&["voices", "5-ways.md", "--json"]));
    assert_eq!(sheet["voices"][0]["reply"], Value::Null);
    assert_eq!(sheet["voices"][1]["name"], "佐藤");
    let reply = "「昼どき」のこと、書いてくださってうれしいです。\n\nうちでは、一人増やしました。";
    assert_eq!(sheet["voices"][1]["reply"], reply);
    assert!(desk.ok(&["voices", "5-ways.md"]).contains(reply));
    assert!(desk.text("5-ways.naze.toml").contains("# 展示会の人"));
    // The question shows what the reader said, and no reply is woven into the story.
    assert!(desk.text("5-ways.naze.toml").contains("「昼どきはどうしますか」。"), "{}", desk.text("5-ways.naze.toml"));
    assert_eq!(desk.ok(&["export", "5-ways.md"]), POST);

    for key in ["reply@v9", "failure@v1", "reply@t1"] {
        let ran = desk.run(&["answer", "5-ways.md", key, "x"]);
        assert_eq!((ran.code, ran.err.lines().count()), (2, 2), "{key}: {ran:?}");
    }
    desk.put("empty.txt", "\n");
    assert_eq!(desk.run(&["voices", "5-ways.md", "--import", "empty.txt"]).code, 3);
    // What drives a terminal is shown, never sent.
    desk.put("evil.txt", "\u{1b}]0;owned\u{7} hello\n");
    desk.ok(&["voices", "5-ways.md", "--import", "evil.txt"]);
    assert!(!desk.ok(&["voices", "5-ways.md"]).contains('\u{1b}'));
}
