//! `naze arcs` and `naze verify` as a script sees them.

use std::fs;

use serde_json::Value;

use crate::desk::Desk;

const TOLD: [(&str, &str); 3] = [
    ("hard-tip", "1"),
    ("failure", "三年前の冬、閉店間際の電話で、私は話の途中で「交換します」と言ってしまいました。"),
    ("turn", "次の朝、電話の横に砂時計を置きました。"),
];

fn told() -> Desk {
    let desk = Desk::new();
    for (key, answer) in TOLD {
        assert_eq!(desk.run(&["answer", "5-ways.md", key, answer]).code, 0, "{key}");
    }
    desk
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error} in {text:?}"))
}

#[test]
fn arcs_name_the_question_that_fills_an_empty_box() {
    let desk = told();
    let arcs = json(&desk.ok(&["arcs", "5-ways.md", "--json"]));
    let rows = arcs["arcs"].as_array().unwrap();
    let star = rows.iter().find(|row| row["id"] == "star").unwrap();
    assert_eq!(star["boxes"][3]["question"], "result@t1");
    assert_eq!(rows.iter().filter(|row| row["proposed"] == true).count(), 2);
    assert!(desk.ok(&["arcs", "5-ways.md"]).contains("← result@t1: "));
}

#[test]
fn every_arc_leaves_in_every_form_and_is_proven() {
    let desk = told();
    for arc in ["woven", "fall", "letter", "short", "kishotenketsu", "prep", "bab", "star"] {
        for form in ["markdown", "html", "text", "json"] {
            let file = format!("out.{form}");
            desk.ok(&["export", "5-ways.md", "--arc", arc, "--to", form, "-o", &file, "--force"]);
            let proof = desk.run(&["verify", "5-ways.md", &file, "--arc", arc, "--to", form]);
            assert_eq!(proof.code, 0, "{arc} {form}: {}", proof.out);
        }
    }
}

#[test]
fn a_sentence_added_afterwards_is_named_with_its_place() {
    let desk = told();
    let story = desk.ok(&["export", "5-ways.md"]);
    fs::write(
        desk.path().join("mine.md"),
        story.replace("砂時計を置きました。", "砂時計を置きました。売上は二倍です。"),
    )
    .unwrap();
    let proof = desk.run(&["verify", "5-ways.md", "mine.md"]);
    assert_eq!(proof.code, 1, "{}", proof.out);
    assert!(proof.out.contains("〔失敗 failure@t1〕") || proof.out.contains("failure@t1〕"), "{}", proof.out);
    assert!(proof.out.lines().any(|line| line.contains("売上は二倍です。") && line.contains(':')), "{}", proof.out);
    let map = json(&desk.run(&["verify", "5-ways.md", "mine.md", "--json"]).out);
    assert_eq!((&map["proven"], &map["sentences"][0]), (&Value::Bool(false), &Value::from("売上は二倍です。")));
    assert_eq!(map["post"]["percent"], 100);
}

#[test]
fn an_arc_of_ones_own_is_used_and_a_broken_one_is_named() {
    let desk = told();
    let arcs = desk.path().join(".naze/prompts/arcs");
    fs::create_dir_all(&arcs).unwrap();
    let own = "version = 1\nid = \"own\"\nkeeps = \"all\"\n[ja]\ntitle = \"題\"\nabout = \"説明。\"\n\n[[slot]]\nat = \"end\"\nquestion = \"failure\"\n";
    fs::write(arcs.join("own.toml"), own).unwrap();
    assert!(desk.ok(&["export", "5-ways.md", "--arc", "own"]).trim_end().ends_with(TOLD[1].1));
    fs::write(arcs.join("own.toml"), own.replace("failure\"", "failure\"\nbox = \"x\"")).unwrap();
    let refused = desk.run(&["export", "5-ways.md", "--arc", "own"]);
    assert_eq!(refused.code, 2, "{refused:?}");
    assert!(refused.err.contains("own.toml") && refused.err.contains('8'), "{}", refused.err);
}
