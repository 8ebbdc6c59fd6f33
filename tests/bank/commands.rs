//! `naze bank`: what people and scripts see of it, and that it only reads.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::time::SystemTime;

use serde_json::{Value, json};

use crate::desk::{Desk, POST};

const DAY: &str =
    "三年前の冬、閉店間際に電話が鳴りました。「昨日のパンが水っぽい」と。温かいうちに袋を閉じたのは、私でした。";

/// A desk with two posts that tell one day, one of them with another number; and a day of its own.
fn desk() -> Desk {
    let desk = Desk::new();
    fs::create_dir(desk.path().join("old")).unwrap();
    desk.put("old/returns.md", POST.replace("クレーム対応", "返品を減らす"));
    for (post, key, text) in [
        ("old/returns.md", "hard-tip", "2"),
        ("old/returns.md", "failure@t2", &DAY.replace("三年前", "二年前")),
        ("5-ways.md", "hard-tip", "1"),
        ("5-ways.md", "failure@t1", DAY),
        ("5-ways.md", "turn@t1", "次の朝、レジの横に棚を置きました。湯気が消えるまで、パンはそこで休みます。"),
        ("5-ways.md", "reader", "商店街のパン屋の奥さん。"),
    ] {
        desk.ok(&["answer", post, key, text]);
    }
    dated(&desk, "old/returns.naze.toml", "failure@t2", "2019-06-02");
    dated(&desk, "5-ways.naze.toml", "failure@t1", "2026-01-12");
    dated(&desk, "5-ways.naze.toml", "turn@t1", "2026-01-13");
    desk
}

/// Lets an answer have been told on that day.
fn dated(desk: &Desk, draft: &str, key: &str, day: &str) {
    let text = desk.text(draft);
    let table = text.find(&format!("[answer.\"{key}\"]")).unwrap();
    let at = table + text[table..].find("at = ").unwrap() + "at = ".len();
    desk.put(draft, format!("{}{day}{}", &text[..at], &text[at + day.len()..]));
}

fn bank(desk: &Desk, args: &[&str]) -> Value {
    serde_json::from_str(&desk.ok(&[&["bank", "--json"], args].concat())).unwrap()
}

/// Every file of the desk with what is in it and when it was written.
fn everything(desk: &Desk) -> BTreeMap<PathBuf, (Vec<u8>, SystemTime)> {
    let mut open = vec![desk.path().to_owned()];
    let mut found = BTreeMap::new();
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else {
                let written = fs::metadata(&path).unwrap().modified().unwrap();
                found.insert(path.clone(), (fs::read(&path).unwrap(), written));
            }
        }
    }
    found
}

#[test]
fn the_newest_comes_first_with_its_post_its_tip_and_where_it_was_told_before() {
    let desk = desk();
    let out = desk.ok(&["bank", "--lang", "ja"]);
    let lines: Vec<&str> = out.lines().collect();
    assert_eq!(lines.len(), 5, "{out}");
    assert_eq!(lines[0], "2026-01-13  クレーム対応3つのコツ ・ まず最後まで聞く (5-ways.md#turn@t1)");
    assert!(lines[1].starts_with("    次の朝、レジの横に棚を置きました。"), "{out}");
    assert_eq!(lines[2], "2026-01-12  クレーム対応3つのコツ ・ まず最後まで聞く (5-ways.md#failure@t1)");
    assert_eq!(
        lines[3],
        "    三年前の冬、閉店間際に電話が鳴りました。「昨日のパンが水っぽい」と。温かいうちに袋を閉じたのは、私でした。"
    );
    assert_eq!(
        lines[4],
        "    前にも: 2019-06-02  返品を減らす3つのコツ ・ すぐ謝らない (old/returns.md#failure@t2)[二年前 → 今は 三年前]"
    );
    assert!(!out.contains("奥さん"), "the axis is no episode");
}

#[test]
fn scripts_get_every_telling_whole() {
    let desk = desk();
    let bank = bank(&desk, &["電話"]);
    assert_eq!((&bank["version"], &bank["passed_over"]), (&json!(1), &json!([])));
    let [told] = bank["episodes"].as_array().unwrap().as_slice() else { panic!("{bank}") };
    assert_eq!((&told["episode"], &told["posts"]), (&json!("failure"), &json!(2)));
    let of = |at: usize, field: &str| told["tellings"][at][field].clone();
    assert_eq!(of(0, "text"), json!(DAY));
    assert_eq!((of(1, "post"), of(1, "key")), (json!("old/returns.md"), json!("failure@t2")));
    assert_eq!(of(1, "differs"), json!([{ "here": "二年前", "newest": "三年前" }]));
    assert_eq!((of(0, "retold"), of(0, "tip")), (Value::Null, json!("まず最後まで聞く")));
}

#[test]
fn a_query_narrows_as_the_shelf_does() {
    let desk = desk();
    let count = |words: &[&str]| bank(&desk, words)["episodes"].as_array().unwrap().len();
    for (words, found) in [(vec![], 2), (vec!["ぱん"], 2), (vec!["ﾚｼﾞ"], 1), (vec!["返品", "電話"], 1), (vec!["鍋"], 0)]
    {
        assert_eq!(count(&words), found, "{words:?}");
    }
    let none = desk.run(&["bank", "鍋", "--lang", "ja"]);
    assert_eq!((none.code, none.out.as_str()), (0, "その言葉のある話は見つかりません\n"));
}

#[test]
fn it_only_reads() {
    let desk = desk();
    let before = everything(&desk);
    desk.ok(&["bank"]);
    desk.ok(&["bank", "--json", "電話"]);
    assert_eq!(everything(&desk), before);
}

#[test]
fn what_cannot_be_read_is_passed_over_and_named_once() {
    let desk = desk();
    desk.put("broken.naze.toml", "version = 1\n[answer.\"failure@t1\"]\ntext = \"\"\"\n三年前の冬、\n");
    desk.put("newer.naze.toml", "version = 99\n");
    let out = desk.ok(&["bank"]);
    assert_eq!(
        out.lines().last(),
        Some("Drafts passed over because they cannot be read: 2 (broken.naze.toml, newer.naze.toml)")
    );
    let bank = bank(&desk, &[]);
    let passed = bank["passed_over"].as_array().unwrap();
    assert_eq!(passed.len(), 2);
    assert!(passed[0]["trouble"].as_str().unwrap().contains("line"), "{bank}");
    assert_eq!(bank["episodes"].as_array().unwrap().len(), 2);
}

#[test]
fn nothing_told_yet_is_said_and_a_secret_stays_one() {
    let desk = Desk::new();
    assert_eq!(desk.ok(&["bank"]), "No failure or success has been told here yet\n");
    desk.ok(&["answer", "5-ways.md", "hard-tip", "1"]);
    desk.ok(&["answer", "5-ways.md", "failure@t1", DAY]);
    desk.ok(&["answer", "5-ways.md", "failure@t1", "--outcome", "cant-say"]);
    assert!(desk.text("5-ways.naze.toml").contains("水っぽい"), "the words stay the author's");
    assert_eq!(desk.ok(&["bank"]), "No failure or success has been told here yet\n");
}

#[test]
fn a_post_that_is_gone_leaves_its_episodes_and_a_flow_of_ones_own_says_which_they_are() {
    let desk = desk();
    fs::remove_file(desk.path().join("old/returns.md")).unwrap();
    assert!(desk.ok(&["bank"]).contains("returns.md / "), "its name stands for its title");
    fs::create_dir_all(desk.path().join(".naze/prompts")).unwrap();
    desk.ok(&["flows", "new", ".naze/prompts/repair.toml"]);
    desk.put("repair.md", POST);
    desk.put(
        "repair.naze.toml",
        "version = 1\nflow = \"repair\"\n[post]\nfile = \"repair.md\"\n[answer.\"failure@t1\"]\ntext = \"洗面器が四つ並んでいました。\"\n\
         [answer.\"turn@t1\"]\ntext = \"この流れでは、聞かれていない答えです。\"\n",
    );
    let bank = bank(&desk, &["洗面器"]);
    assert_eq!(bank["episodes"][0]["tellings"][0]["key"], json!("failure@t1"));
    assert!(!desk.ok(&["bank"]).contains("聞かれていない"));
}

#[test]
fn what_was_told_in_posts_opened_elsewhere_is_told_here_too_and_once() {
    let (desk, elsewhere) = (desk(), Desk::new());
    let there = elsewhere.path().canonicalize().unwrap().join("5-ways.md").display().to_string();
    desk.ok(&["answer", &there, "hard-tip", "1"]);
    desk.ok(&["answer", &there, "failure@t1", "五年前の春、駅裏の倉庫で、値札を一桁まちがえて出しました。"]);
    let found = bank(&desk, &["駅裏"]);
    let tellings = found["episodes"][0]["tellings"].as_array().unwrap();
    assert_eq!((tellings.len(), tellings[0]["post"].as_str()), (1, Some(there.as_str())));
    assert_eq!(bank(&desk, &["水っぽい"])["episodes"][0]["tellings"].as_array().unwrap().len(), 2, "each once");
}

#[test]
fn line_mode_says_what_was_told_before_and_what_is_told_differently() {
    let desk = desk();
    desk.put("letters.md", POST.replace("クレーム対応", "手紙"));
    desk.ok(&["answer", "letters.md", "reader", "町のパン屋の奥さん。"]);
    desk.ok(&["answer", "letters.md", "hard-tip", "1"]);
    let ran = desk.run_with(&["ask", "letters.md", "--lang", "en"], format!("{DAY}\n.\n:done\n"));
    assert!(ran.out.contains("Told differently here") && ran.out.contains("二年前 / 三年前"), "{ran:?}");
    let other = "五年前の春、駅裏の倉庫で、値札を一桁まちがえて出しました。半分のお客さまが怒って帰られました。";
    let ran = desk.run_with(&["ask", "letters.md", "--lang", "en"], format!("{other}\n.\n:done\n"));
    assert!(!ran.out.contains("Told differently here") && !ran.out.contains("before ("), "{ran:?}");
}
