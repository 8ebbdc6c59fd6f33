//! The built program without its screen: what scripts and people at a prompt rely on.

use std::fs;

use serde_json::Value;

use crate::desk::{Desk, POST};

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error} in {text:?}"))
}

const FIVE: [(&str, &str); 5] = [
    ("reader", "商店街の時計屋の店主。"),
    ("hard-tip", "1"),
    ("failure", "三年前の冬、閉店間際の電話で、私は話の途中で「交換します」と言ってしまいました。"),
    ("turn", "次の朝、電話の横に砂時計を置きました。"),
    ("why", "いちばん困っていることは、話の最後に出てくるからです。"),
];

#[test]
fn a_script_can_hold_the_whole_interview() {
    let desk = Desk::new();
    let mut asked = Vec::new();
    loop {
        let next = desk.run(&["next", "5-ways.md"]);
        if next.code == 1 {
            assert_eq!(next.out, "");
            break;
        }
        assert_eq!(next.code, 0, "{next:?}");
        let key = next.out.trim_end().to_owned();
        assert!(!key.is_empty() && !next.err.trim().is_empty());
        assert!(!asked.contains(&key), "{key} was asked twice");
        let answer = if key == "hard-tip" {
            "2"
        } else {
            "三年前の冬、駅前の店で、佐藤さんと二人で見ました。"
        };
        let given = desk.run(&["answer", "5-ways.md", &key, answer]);
        assert_eq!(given.code, 0, "{key}: {given:?}");
        asked.push(key);
        assert!(asked.len() < 60);
    }
    let flow: Vec<&String> = asked.iter().filter(|key| !key.contains('+')).collect();
    assert_eq!(flow[..5], ["reader", "hard-tip", "failure@t2", "turn@t2", "why@t2"]);
    let next = desk.run(&["next", "5-ways.md", "--json"]);
    assert_eq!((next.code, &json(&next.out)["key"]), (1, &Value::Null));
}

#[test]
fn five_answers_make_a_story_and_the_post_is_untouched() {
    let desk = Desk::new();
    for (key, answer) in FIVE {
        let given = desk.run(&["answer", "5-ways.md", key, answer]);
        assert_eq!(given.code, 0, "{key}: {given:?}");
    }
    let story = desk.ok(&["export", "5-ways.md"]);
    for (_, answer) in &FIVE[2..] {
        assert!(story.contains(answer), "{answer} in\n{story}");
    }
    assert!(!story.contains("時計屋"), "the reader steers and is never woven");
    for line in POST.lines() {
        assert!(story.contains(line), "{line} is lost");
    }
    assert_eq!(desk.text("5-ways.md"), POST);
    assert_eq!(desk.names(), ["5-ways.md", "5-ways.naze.toml"]);
}

#[test]
fn no_answers_give_the_post_byte_for_byte() {
    let desk = Desk::new();
    let cases: [(&str, Vec<u8>); 5] = [
        ("lf.md", POST.as_bytes().to_vec()),
        ("crlf.md", POST.replace('\n', "\r\n").into_bytes()),
        ("bom.md", [b"\xef\xbb\xbf", POST.as_bytes()].concat()),
        (
            "matter.md",
            format!("---\ntitle: コツ: 3つ\n---\n\n{POST}\n| a | b |\n|---|---|\n| 1 | 2 |\n\n```sh\n# x\n")
                .into_bytes(),
        ),
        ("plain.txt", POST.replace("## ", "").replace("# ", "").into_bytes()),
    ];
    for (name, bytes) in cases {
        desk.put(name, &bytes);
        assert_eq!(desk.ok(&["export", name]).into_bytes(), bytes, "{name}");
    }
    let (sjis, ..) = encoding_rs::SHIFT_JIS.encode(POST);
    desk.put("sjis.md", &sjis);
    assert_eq!(desk.ok(&["export", "sjis.md"]), POST);
}

#[test]
fn commands_that_only_read_write_nothing_at_all() {
    let desk = Desk::new();
    desk.ok(&["answer", "5-ways.md", "reader", "ある人"]);
    let (names, kept) = (desk.names(), desk.kept());
    let draft = desk.text("5-ways.naze.toml");
    for args in [
        &["outline", "5-ways.md", "--json", "--why"][..],
        &["next", "5-ways.md"],
        &["answers", "5-ways.md"],
        &["answers", "5-ways.md", "reader", "--draft-only"],
        &["status", "5-ways.md"],
        &["list"],
        &["export", "5-ways.md", "--to", "html"],
        &["man"],
        &["config"],
    ] {
        desk.ok(args);
    }
    assert_eq!((desk.names(), desk.kept(), desk.text("5-ways.naze.toml")), (names, kept, draft));
}

#[test]
fn json_shapes_are_as_documented() {
    let desk = Desk::new();
    let outline = json(&desk.ok(&["outline", "5-ways.md", "--json"]));
    assert_eq!(outline["version"], 1);
    assert_eq!((outline["language"].as_str(), outline["kind"].as_str()), (Some("ja"), Some("howto")));
    assert_eq!(outline["register"], "desumasu");
    assert_eq!(outline["tips"][0]["heading"], "まず最後まで聞く");
    let span = |value: &Value, end: &str| usize::try_from(value[end].as_u64().unwrap()).unwrap();
    let heading = &outline["tips"][1]["heading_span"];
    assert!(POST[span(heading, "start")..span(heading, "end")].contains("2. すぐ謝らない"));

    let next = json(&desk.ok(&["next", "5-ways.md", "--json"]));
    assert_eq!(next["key"], "reader");
    for field in ["version", "question", "tip", "kind", "need", "ask", "hint", "choices", "probe", "left"] {
        assert!(next.get(field).is_some(), "{field} in {next}");
    }
    // An answer that lacks what its question wants is followed up next.
    desk.ok(&["answer", "5-ways.md", "reader", "小さな店"]);
    let follow_up = json(&desk.ok(&["next", "5-ways.md", "--json"]));
    assert_eq!((follow_up["key"].as_str(), follow_up["question"].as_str()), (Some("reader+1"), Some("reader")));
    assert!(!follow_up["probe"]["reason"].as_str().unwrap().is_empty() && !follow_up["ask"].is_null());
    let key = desk.ok(&["answer", "5-ways.md", "reader", "駅前の時計店の佐藤さん。"]);
    assert_eq!(key, "hard-tip\n");
    let tips = json(&desk.ok(&["next", "5-ways.md", "--json"]));
    assert_eq!(tips["choices"][2]["value"], "t3");

    let status = json(&desk.ok(&["status", "5-ways.md", "--json"]));
    let list = json(&desk.ok(&["list", ".", "--json"]));
    assert_eq!(status["drafts"][0]["answered"], 1);
    assert_eq!(list["drafts"][0]["title"], "クレーム対応3つのコツ");
    assert_eq!(list["drafts"][0]["next"], "hard-tip");

    let story = json(&desk.ok(&["export", "5-ways.md", "--to", "json"]));
    let text: String = story["passages"].as_array().unwrap().iter().map(|p| p["text"].as_str().unwrap()).collect();
    assert_eq!(text, POST);

    let probe = desk.run_with(&["probe", "--json"], "三年前の冬、田中さんに叱られました。");
    let probe = json(&probe.out);
    assert!(probe["holds"].as_array().unwrap().iter().any(|hit| hit["detector"] == "time"));
}

#[test]
fn answers_are_the_exact_words() {
    let desk = Desk::new();
    let text = "  三年前。\n\n\"\"\" と \\ と ''' と\t\u{7}の話。\n\n- 一つ\n- 二つ";
    desk.ok(&["answer", "5-ways.md", "hard-tip", "1"]);
    assert_eq!(desk.run_with(&["answer", "5-ways.md", "failure@t1", "-"], format!("{text}\n\n")).code, 0);
    assert_eq!(desk.ok(&["answers", "5-ways.md", "failure@t1"]), format!("{text}\n"));
    assert_eq!(desk.ok(&["answers", "5-ways.md", "failure"]), format!("{text}\n"));
    assert!(toml::from_str::<toml::Value>(&desk.text("5-ways.naze.toml")).is_ok());
}

#[test]
fn choices_are_taken_by_value_position_or_label_and_refused_with_a_reason() {
    let desk = Desk::new();
    for given in ["2", "t2", "すぐ謝らない", "ｔ２"] {
        desk.ok(&["answer", "5-ways.md", "hard-tip", given]);
        assert_eq!(desk.ok(&["answers", "5-ways.md", "hard-tip"]), "t2\n", "{given}");
    }
    desk.ok(&["answer", "5-ways.md", "hard-tip", "3、1"]);
    assert_eq!(desk.ok(&["answers", "5-ways.md", "hard-tip"]), "t3,t1\n");
    for (args, wanted) in [
        (&["answer", "5-ways.md", "hard-tip", "9"][..], "not one of the choices"),
        (&["answer", "5-ways.md", "no-such", "x"], "no question called"),
        (&["answer", "5-ways.md", "failure@t9", "x"], "no tip for"),
        (&["answer", "5-ways.md", "Failure!", "x"], "no question called"),
    ] {
        let ran = desk.run(args);
        assert_eq!(ran.code, 2, "{ran:?}");
        assert!(ran.err.contains(wanted), "{ran:?}");
        assert_eq!(ran.err.trim_end().lines().count(), 2, "what is wrong, then what to do: {ran:?}");
    }
}

#[test]
fn bad_input_gets_two_lines_and_the_right_exit_code() {
    let desk = Desk::new();
    desk.put("empty.md", "");
    desk.put("binary.md", [0_u8, 159, 146, 150, 0, 1, 2]);
    fs::create_dir(desk.path().join("folder.md")).unwrap();
    for (name, code, wanted) in [
        ("missing.md", 3, "does not exist"),
        ("folder.md", 3, "is a folder"),
        ("empty.md", 3, "is empty"),
        ("binary.md", 3, "does not look like text"),
    ] {
        for command in ["outline", "next", "export", "ask"] {
            let ran = desk.run(&[command, name]);
            assert_eq!(ran.code, code, "{command} {name}: {ran:?}");
            assert!(ran.err.contains(wanted), "{ran:?}");
            assert_eq!(ran.err.trim_end().lines().count(), 2, "{ran:?}");
        }
    }
    for args in [&["outline"][..], &["fly"], &["next", "5-ways.md", "--fly"], &["export", "5-ways.md", "--to", "pdf"]] {
        let ran = desk.run(args);
        assert!(ran.code == 2 || (args == ["fly"] && ran.code == 3), "{args:?}: {ran:?}");
        assert_eq!(ran.err.trim_end().lines().count(), 2, "{ran:?}");
    }
    let ran = desk.run(&["5-ways.md"]);
    assert_eq!(ran.code, 2, "{ran:?}");
    assert!(ran.err.contains("naze ask 5-ways.md"), "{ran:?}");
    // Bytes that are no UTF-8 are read as what they most likely are, and said so by nobody's crash.
    desk.put("odd.md", b"# 3 tips\n\n## 1. One\n\n\xff\xfe\n\n## 2. Two\n\nb\n\n## 3. Three\n\nc\n");
    assert_eq!(json(&desk.ok(&["outline", "odd.md", "--json"]))["tips"].as_array().unwrap().len(), 3);
}

#[test]
fn a_draft_that_cannot_be_read_is_explained_and_left_alone() {
    let desk = Desk::new();
    for (text, wanted) in [
        ("version = 1\nflow = \"why\"\n[answer.\"reader\"\n", "line 3"),
        ("version = 99\n", "newer naze"),
        ("version = 1\n<<<<<<< ours\nflow = \"a\"\n=======\nflow = \"b\"\n>>>>>>> theirs\n", "git conflict"),
    ] {
        desk.put("5-ways.naze.toml", text);
        for args in [&["next", "5-ways.md"][..], &["answer", "5-ways.md", "reader", "x"]] {
            let ran = desk.run(args);
            assert_eq!(ran.code, 3, "{ran:?}");
            assert!(ran.err.contains(wanted), "{ran:?}");
        }
        assert_eq!(desk.text("5-ways.naze.toml"), text);
    }
}

#[test]
fn line_mode_holds_the_interview_and_the_end_of_input_saves() {
    let desk = Desk::new();
    // Answers that hold what their question wants call for no follow-up.
    let input = "駅前の時計店の佐藤さん。\n.\n1\n:story\n三年前の冬、店の電話で佐藤さんに叱られました。\n二行目。\n.\n\
                 :back\n:skip\n次の朝、変えました";
    let ran = desk.run_with(&["ask", "5-ways.md"], input);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert_eq!(desk.ok(&["answers", "5-ways.md", "reader"]), "駅前の時計店の佐藤さん。\n");
    let failure = desk.ok(&["answers", "5-ways.md", "failure"]);
    assert_eq!(failure, "三年前の冬、店の電話で佐藤さんに叱られました。\n二行目。\n");
    assert!(desk.text("5-ways.naze.toml").contains("次の朝、変えました"), "{}", desk.text("5-ways.naze.toml"));
}

#[test]
fn a_full_stop_behind_an_answer_of_one_line_passes_no_question() {
    let desk = Desk::new();
    let input = "駅前の時計店の佐藤さん。\n.\n1\n.\n三年前の冬、店の電話で佐藤さんに叱られました。\n.\n:done\n";
    desk.run_with(&["ask", "5-ways.md"], input);
    assert_eq!(desk.ok(&["answers", "5-ways.md", "failure"]), "三年前の冬、店の電話で佐藤さんに叱られました。\n");
}

#[test]
fn who_has_not_agreed_is_named_and_what_the_author_said_of_it_is_not_printed() {
    let desk = Desk::new();
    let asked = "この言葉は、話した方に確かめたうえで、このまま載せられますか？";
    desk.put(
        "5-ways.naze.toml",
        format!(
            "version = 1\n[answer.\"failure@t1\"]\ntext = \"春でした。佐藤さんに「もう来ない」と言われました。\"\n\
             [answer.\"failure@t1+1\"]\nasked = \"{asked}\"\ntext = \"本人には確認してません。\"\n"
        ),
    );
    let ran = desk.run(&["export", "5-ways.md"]);
    assert!(ran.out.contains("「もう来ない」と言われました。") && !ran.out.contains("確認してません"), "{ran:?}");
    let line = "has not agreed to it (failure@t1): 佐藤さんに「もう来ない」と言われました。\n";
    assert!(ran.err.ends_with(line), "{ran:?}");
    assert!(desk.ok(&["verify", "5-ways.md"]).ends_with(line));
}

#[test]
fn a_rule_that_the_weave_lays_is_shown_as_its_own() {
    let desk = Desk::new();
    let two =
        "# Two ways\n\nHere they are.\n\n## Listen\n\nLet people finish.\n\n## Write it down\n\nOne line is enough.\n";
    desk.put("two.md", two);
    desk.ok(&["answer", "two.md", "failure@t2", "In May I forgot."]);
    desk.ok(&["answer", "two.md", "belief", "In short: paper is kind."]);
    assert!(desk.ok(&["export", "two.md"]).contains("\n---\n\nIn short"));
    let column = desk.ok(&["verify", "two.md"]);
    assert!(column.contains("\n+ 〔layout〕---\n"), "{column}");
}

#[test]
fn the_status_of_a_folder_passes_over_what_was_exported() {
    let desk = Desk::new();
    desk.ok(&["answer", "5-ways.md", "reader", "駅前の佐藤さん。"]);
    desk.ok(&["export", "5-ways.md", "-o", "5-ways.story.md"]);
    let status = desk.ok(&["status", "5-ways.md", "5-ways.story.md"]);
    assert!(status.starts_with("5-ways.md: ") && status.lines().count() == 1, "{status}");
    assert!(status.contains(" to a story"), "{status}");
    // A post that is called so and has a draft is one.
    desk.ok(&["answer", "5-ways.story.md", "reader", "駅前の佐藤さん。"]);
    assert_eq!(desk.ok(&["status", "5-ways.md", "5-ways.story.md"]).lines().count(), 2);
}

#[test]
fn one_file_too_many_is_called_that() {
    let ran = Desk::new().run(&["next", "5-ways.md", "6-ways.md"]);
    assert!(ran.code == 2 && ran.err.contains("“6-ways.md” is one too many"), "{ran:?}");
}

#[test]
fn an_answer_that_says_it_is_none_stays_and_is_offered_as_an_outcome() {
    let desk = Desk::new();
    let ran = desk.run(&["answer", "5-ways.md", "reader", "わかりません"]);
    assert!(ran.err.contains("--outcome dont-know"), "{ran:?}");
    assert_eq!(desk.ok(&["answers", "5-ways.md", "reader"]), "わかりません\n");
    // Line mode says how, and takes it at its word.
    let ran = desk.run_with(&["ask", "5-ways.md"], ":back\nわかりません。\n.\n:dont-know\n:done\n");
    assert!(ran.out.contains(":dont-know"), "{ran:?}");
    let draft = desk.text("5-ways.naze.toml");
    assert!(draft.contains("dont-know"), "{draft}");
}

#[test]
fn what_was_put_off_in_line_mode_is_asked_again_at_the_end() {
    let desk = Desk::new();
    let rest = ":skip\n".repeat(80);
    let ran = desk.run_with(&["ask", "5-ways.md"], format!("：ｐａｒｋ\n{rest}"));
    assert_eq!(ran.code, 0, "{ran:?}");
    let asked: Vec<usize> = ran.out.match_indices("お客さま").map(|(at, _)| at).collect();
    let again = ran.out.find("Back to the questions you put off").unwrap();
    assert!(asked.is_empty() || again > asked[0]);
    assert!(ran.out.contains("Every question has been asked"), "{}", ran.out);
}

#[test]
fn line_mode_reads_a_stage_back_in_the_authors_words() {
    let desk = Desk::new();
    for (key, answer) in &FIVE[..4] {
        desk.ok(&["answer", "5-ways.md", key, answer]);
    }
    let ran = desk.run_with(&["ask", "5-ways.md"], format!("{}\n.\n.\n.\n:done\n", FIVE[4].1));
    let (_, back) = ran.out.split_once("-- What you told --").unwrap_or_else(|| panic!("{}", ran.out));
    for (_, answer) in &FIVE[2..] {
        assert!(back.contains(answer), "{answer} in\n{back}");
    }
}

#[test]
fn input_without_a_full_stop_line_is_one_answer_and_whole() {
    let desk = Desk::new();
    desk.run_with(&["ask", "5-ways.md"], "一行目。\n二行目。\n\n三行目。\n");
    assert_eq!(desk.ok(&["answers", "5-ways.md", "reader"]), "一行目。\n二行目。\n\n三行目。\n");
}

#[test]
fn an_export_never_overwrites_somebody_elses_work() {
    let desk = Desk::new();
    desk.ok(&["export", "5-ways.md", "-o", "out.md"]);
    assert_eq!(desk.text("out.md"), POST);
    desk.ok(&["export", "5-ways.md", "-o", "out.md"]);
    desk.put("out.md", "mine");
    let ran = desk.run(&["export", "5-ways.md", "-o", "out.md"]);
    assert_eq!(ran.code, 4, "{ran:?}");
    assert_eq!(desk.text("out.md"), "mine");
    desk.ok(&["export", "5-ways.md", "-o", "out.md", "--force"]);
    assert_eq!(desk.text("out.md"), POST);
}

#[test]
fn both_languages_speak_and_help_is_whole() {
    let desk = Desk::new();
    assert!(desk.ok(&["--help"]).contains("interviewer"));
    assert!(desk.ok(&["--help", "--lang", "ja"]).contains("聞き取"));
    let ran = desk.run(&["outline", "missing.md", "--lang", "ja"]);
    assert!(ran.err.contains("見つかりません"), "{ran:?}");
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        assert!(desk.ok(&["completions", shell]).contains("naze"));
    }
    let manual = desk.ok(&["man"]);
    for word in ["outline", "answers", "JSON", "heading_span"] {
        assert!(manual.contains(word), "{word}");
    }
}

#[test]
fn a_ten_megabyte_post_opens() {
    let desk = Desk::new();
    let filler = "長い記事の段落です。同じ文が何度も続きます。\n\n".repeat(10 * 1024 * 1024 / 66);
    desk.put("huge.md", format!("{POST}\n{filler}"));
    assert_eq!(json(&desk.ok(&["outline", "huge.md", "--json"]))["tips"].as_array().unwrap().len(), 3);
    assert_eq!(desk.run(&["next", "huge.md"]).code, 0);
}

#[test]
fn settings_are_shown_with_where_they_come_from_and_refused_with_what_to_do() {
    let desk = Desk::new();
    let usual = desk.ok(&["config"]);
    assert!(usual.contains("Language: English (LANG)") && usual.contains("Keys: the default ones"), "{usual}");
    let config = desk.home().join(".config/naze");
    fs::create_dir_all(&config).unwrap();
    fs::write(config.join("config.toml"), "ambiguous = \"wide\"\n").unwrap();
    fs::write(config.join("keymap.toml"), "[field]\nundo = [\"f5\"]\n").unwrap();
    let own = desk.ok(&["config", "--no-color"]);
    assert!(
        own.lines().any(|line| line.starts_with("Ambiguous width: wide (") && line.contains("config.toml")),
        "{own}"
    );
    assert!(own.lines().any(|line| line.contains(": F5 (") && line.contains("keymap.toml")), "{own}");
    assert!(own.contains("(--no-color)"), "{own}");
    for (file, text, what) in [
        ("config.toml", "ambiguous = \"wide\"\ncolour = 1\n", "at line 2"),
        ("config.toml", "ambiguous = \"broad\"\n", "at line 1"),
        ("keymap.toml", "[text]\nfly = [\"f5\"]\n", "[text] knows no action called “fly”"),
        ("keymap.toml", "[sky]\nundo = [\"f5\"]\n", "no place called [sky]"),
        ("keymap.toml", "[field]\nundo = [\"hyper-z\"]\n", "no key called “hyper-z”"),
        ("keymap.toml", "[field]\nundo = [\"ctrl-q\"]\n", "^Q would be both undo in [field] and leave in [everywhere]"),
        (
            "keymap.toml",
            "[text]\nfind = [\"shift-left\"]\n",
            "⇧← already selects (left in [field]); it cannot also be find in [text]",
        ),
    ] {
        fs::write(config.join(file), text).unwrap();
        let ran = desk.run(&["config"]);
        assert_eq!(ran.code, 3, "{ran:?}");
        assert!(ran.err.contains(what) && ran.err.lines().count() == 2, "{ran:?}");
        fs::remove_file(config.join(file)).unwrap();
    }
}
