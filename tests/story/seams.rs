//! The seams: where a bridge would read stitched and where one is needed, one test for each that was mended after reading
//! stories aloud.

use super::{TWO, post, woven, woven_by};

const POLITE: &str =
    "# 手入れの二つの方法\n\n説明です。\n\n## 1. 乾かす\n\n風に当てます。\n\n## 2. 研ぐ\n\n砥石で研ぎます。\n";

/// The line of `text` that ends with `said`.
fn line<'t>(text: &'t str, said: &str) -> &'t str {
    text.lines().find(|line| line.ends_with(said)).unwrap_or_else(|| panic!("{said} in\n{text}"))
}

#[test]
fn one_social_post_holds_a_heading_and_one_paragraph() {
    let long = "# Two ways\n\n## 1. Listen\n\nLet people finish. They will.\n\nA second paragraph.\n\n### More\n\n- one\n\n## 2. Write\n\nOne line.\n";
    let listed =
        long.replace("They will.\n\nA second paragraph.", "Three rules:\n\n- one\n- two\n\nA second paragraph.");
    let opened = "# Two ways\n\n1. **Listen**. Let people finish, and then\n   let them rest.\n\n   More of it.\n\n2. **Write**. One line.\n";
    let html = "# Two ways\n\n<p>\n  <strong>1. Listen</strong>\n</p>\n\nLet people finish.\n\nMore of it.\n\n<p>\n  <strong>2. Write</strong>\n</p>\n\nOne line.\n";
    for (text, wanted) in [
        (long, "## Listen\n\nLet people finish. They will.\n"),
        (&listed, "## Listen\n\nLet people finish. Three rules:\n\n- one\n- two\n"),
        (opened, "**Listen**. Let people finish, and then\nlet them rest.\n"),
        (html, "Listen\n\nLet people finish.\n"),
    ] {
        assert_eq!(woven_by("short", &post(text), &[("failure@t1", "Xx xx.")]), format!("Xx xx.\n\n{wanted}"));
    }
}

#[test]
fn what_begins_with_a_small_letter_goes_on_with_the_bridge() {
    let answers = [
        ("turn@t1", "We stopped."),
        ("why@t1", "because people stop listening."),
        ("cost@t1", "a day"),
        ("belief", "tools are made by people"),
    ];
    let text = woven(&post(TWO), &answers);
    for said in ["because people stop listening.", "a day", "tools are made by people"] {
        let before = line(&text, said).strip_suffix(said).unwrap().trim_end();
        assert!(!before.ends_with(['.', '?', '!']), "{before} {said}");
    }
    assert!(line(&text, "because people stop listening.").len() > 35, "a bare reason is led into: {text}");
    assert!(line(&text, "a day").ends_with(": a day") || line(&text, "a day") == "It takes a day", "{text}");
}

#[test]
fn less_than_a_sentence_is_never_left_alone() {
    let answers = [
        ("turn@t1", "We stopped."),
        ("why@t1", "Because it hurts."),
        ("cost@t1", "Ten minutes."),
        ("limit@t1", "Typos."),
    ];
    let text = woven(&post(TWO), &answers);
    for said in ["Because it hurts.", "Ten minutes.", "Typos."] {
        assert!(line(&text, said).len() > said.len(), "{text}");
    }
    let text = woven(&post(TWO), &[("turn@t1", "We stopped."), ("limit@t1", "when it's a party, obviously")]);
    assert!(line(&text, "when it's a party, obviously").contains(": when"), "{text}");
    // Turned round, it is a whole one.
    let text = woven(&post(POLITE), &[("turn@t1", "やりました。"), ("cost@t1", "怖いです、毎回。")]);
    assert_eq!(line(&text, "怖いです、毎回。"), "怖いです、毎回。");
}

#[test]
fn a_bridge_never_speaks_in_another_register_than_the_answer_behind_it() {
    let told = |said: &str| woven(&post(POLITE), &[("failure@t1", said)]);
    assert!(line(&told("声を荒らげてしまいました。"), "声を荒らげてしまいました。").contains("。声を"));
    assert_eq!(line(&told("声を荒らげてしまった。"), "声を荒らげてしまった。"), "声を荒らげてしまった。");
    let mixed = "# 二つの方法\n\n説明だ。聞くのがよい。書くのもよい。読むこともある。ここに書きます。読みます。聞きます。\n\n\
                 ## 乾かす\n\n- 風に当てる\n\n## 研ぐ\n\n- 砥石を使う\n\n## おわりに\n\nまた書きます！\n";
    for (said, ends) in
        [("声を荒らげてしまった。", ['た', 'だ', 'い']), ("声を荒らげてしまいました。", ['す', 'た', 'ん'])]
    {
        let text = woven(&post(mixed), &[("failure@t1", said)]);
        let bridge = line(&text, said).strip_suffix(said).unwrap();
        let polite = bridge.contains("です。")
            || bridge.contains("ます。")
            || bridge.contains("ました。")
            || bridge.contains("せん。");
        assert!(bridge.is_empty() || polite == said.contains("ました"), "{bridge}{said} {ends:?}");
    }
}

#[test]
fn nothing_leads_on_from_what_leads_on_by_itself() {
    let behind = |wobble: &str, result: &str| {
        woven(&post(POLITE), &[("turn@t1", "箱を分けました。"), ("wobble@t1", wobble), ("result@t1", result)])
    };
    let text = behind("雨が続きました。やめようかと思いました。結局、箱を貸しました。", "苦情が減りました。");
    assert_eq!(line(&text, "苦情が減りました。"), "苦情が減りました。");
    // A figure needs no drum roll.
    let text = behind("雨が続きました。箱も濡れました。物置も濡れました。床も濡れました。", "苦情は月に三件です。");
    assert_eq!(line(&text, "苦情は月に三件です。"), "苦情は月に三件です。");
    // Nor does "we stopped" after "we changed".
    let text = woven(&post(POLITE), &[("failure@t1", "刃が欠けました。"), ("turn@t1", "やめました。")]);
    assert_eq!(line(&text, "やめました。"), "やめました。");
}

#[test]
fn a_reason_is_announced_once() {
    let text = woven(&post(TWO), &[("belief", "I review code because I like the quiet.")]);
    assert!(!line(&text, "the quiet.").contains("reason"), "{text}");
    // What the reader may try speaks to them already.
    let text = woven(&post(TWO), &[("value", "Read one aloud tomorrow."), ("invitation", "Which was your last?")]);
    assert!(text.contains("Read one aloud tomorrow.\n\nWhich was your last?"), "{text}");
}

#[test]
fn what_is_told_the_other_way_round_is_led_into() {
    let answers =
        [("failure@t1", "刃が欠けました。"), ("result@t1", "欠けは月に二件です。"), ("turn@t1", "やめました。")];
    let text = woven_by("bab", &post(POLITE), &answers);
    for said in ["欠けは月に二件です。", "やめました。"] {
        assert_ne!(line(&text, said), said, "{text}");
    }
    // Behind the turn the same figure needs nothing.
    let text = woven(&post(POLITE), &answers);
    assert_eq!(line(&text, "欠けは月に二件です。"), "欠けは月に二件です。");
}

#[test]
fn an_abbreviation_is_nobody_told_of_before() {
    let told = [
        ("failure@t1", "I left eleven notes on a CL. She left."),
        ("turn@t1", "The next day I asked."),
        ("result@t1", "Rounds per CL fell."),
    ];
    let text = woven_by("fall", &post(TWO), &told);
    assert!(text.find("Rounds per CL") > text.find("Let people finish."), "{text}");
    let told =
        [("failure@t1", "We asked. Nobody came."), ("turn@t1", "We moved."), ("result@t1", "Thirteen people came.")];
    assert_eq!(line(&woven(&post(TWO), &told), "Thirteen people came."), "Thirteen people came.");
}
