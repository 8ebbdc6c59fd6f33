//! The weave: what always holds, whatever is posted and answered.

#![expect(clippy::unwrap_used, reason = "what a test sets up itself is there")]

mod seams;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use naze::answers::{Answer, Answers, Key, TipId};
use naze::draft::{Draft, Edit};
use naze::post::{Hints, Post};
use naze::story::{Craft, Origin, Part, Story, weave};
use naze::text::Language;
use proptest::prelude::*;

/// A Markdown post.
pub fn post(text: &str) -> Post {
    read(text, "post.md")
}

fn read(text: &str, name: &str) -> Post {
    naze::post::read(text.as_bytes(), &Hints { file_name: Some(name.to_owned()), encoding: None }).0
}

pub fn draft(post: &Post, answers: &[(&str, &str)]) -> Draft {
    let mut draft = Draft::new(post, "", "", "why");
    for (key, text) in answers {
        draft.answers.insert(key.parse().unwrap(), Answer { text: (*text).to_owned(), ..Answer::default() });
    }
    draft
}

fn woven(post: &Post, answers: &[(&str, &str)]) -> String {
    let draft = draft(post, answers);
    weave(post, &draft, &Craft::builtin()).text(post, &draft.answers)
}

const TWO: &str = "# Two ways\n\nHere they are.\n\n## Listen to the end\n\nLet people finish.\n\n## Write it down\n\nOne line is enough.\n";

#[test]
fn a_backstory_stands_behind_its_tip() {
    let text =
        woven(&post(TWO), &[("failure@t1", "It was March. I cut a man short."), ("turn@t1", "Now I count to three.")]);
    let wanted = "Let people finish.\n\nIt was March. I cut a man short.\n\nNow I count to three.\n\n## Write it down";
    assert!(text.contains(wanted), "{text}");
}

#[test]
fn a_probe_goes_on_in_its_answers_paragraph() {
    let text = woven(&post(TWO), &[("failure@t1", "It was March."), ("failure@t1+1", "My boss was there.")]);
    assert!(text.contains("\n\nIt was March. My boss was there.\n\n"), "{text}");
}

#[test]
fn what_was_told_instead_of_a_failure_is_not_announced_as_one() {
    let text = "# 二つのコツ\n\n二つです。\n\n## 1. 聞く\n\n最後まで聞きます。\n\n## 2. 書く\n\n一行で足ります。\n";
    let told = "声を荒らげてしまいました。";
    let behind = |key| woven(&post(text), &[(key, told)]);
    assert!(!behind("failure@t1").contains(&format!("最後まで聞きます。\n\n{told}")), "a failure has its bridge here");
    assert!(behind("failure@t1+1").contains(&format!("最後まで聞きます。\n\n{told}")), "{}", behind("failure@t1+1"));
}

#[test]
fn a_reason_moves_behind_what_it_would_part() {
    let answers = [
        ("failure@t1", "It was March."),
        ("why@t1", "People want to be heard."),
        ("turn@t1", "The next day I rang him."),
    ];
    let text = woven(&post(TWO), &answers);
    assert!(text.contains("It was March.\n\nThe next day I rang him.\n\n"), "{text}");
    assert!(text.contains("People want to be heard.\n\n## Write"), "{text}");
}

#[test]
fn a_tip_not_chosen_keeps_its_answers_to_itself() {
    let text = woven(&post(TWO), &[("hard-tip", "t2"), ("failure@t1", "In March."), ("failure@t2", "In May.")]);
    assert!(!text.contains("In March.") && text.contains("In May."), "{text}");
}

#[test]
fn a_closing_without_a_heading_gets_its_own_break() {
    let text = woven(&post(TWO), &[("failure@t2", "In May I forgot."), ("belief", "In short: paper is kind.")]);
    assert!(text.ends_with("In May I forgot.\n\n---\n\nIn short: paper is kind.\n"), "{text}");
}

#[test]
fn an_open_fence_is_closed() {
    let text = woven(&post(TWO), &[("failure@t1", "In May:\n\n```\nrm -rf")]);
    assert!(text.contains("rm -rf\n```\n\n## Write"), "{text}");
}

#[test]
fn line_ends_follow_the_post() {
    let crlf = TWO.replace('\n', "\r\n");
    let text = woven(&post(&crlf), &[("failure@t1", "In May:\n\n- one\n- two")]);
    assert!(text.contains("In May:\r\n\r\n- one\r\n- two\r\n\r\n## Write"), "{text:?}");
}

#[test]
fn the_pane_finds_an_answer() {
    let post = post(TWO);
    let draft = draft(&post, &[("failure@t1", "It was March."), ("failure@t1+1", "My boss was there.")]);
    let story = weave(&post, &draft, &Craft::builtin());
    let place = story.place_of(&"failure@t1".parse().unwrap()).unwrap();
    assert!(story.passages[place].iter().all(|passage| passage.part == Part::Tip(TipId(1))));
    assert!(story.place_of(&"failure@t1+2".parse().unwrap()).is_some());
    assert_eq!(story.place_of(&"turn@t1".parse().unwrap()), None);
}

pub fn keys() -> impl Strategy<Value = String> {
    let ids = [
        "failure@t1",
        "failure@t1+1",
        "why@t1",
        "turn@t1",
        "wobble@t2",
        "result@t2",
        "result@t2+1",
        "cost@t1",
        "limit@t2",
        "belief",
        "philosophy",
        "value",
        "invitation",
        "forgot",
        "cause",
        "reader",
    ];
    prop::sample::select(ids.to_vec()).prop_map(ToOwned::to_owned)
}

pub fn prose() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-zA-Z .,\n`~#>-]{0,80}",
        "[ぁ-ん一-三。、「」\n　]{0,60}",
        "\\PC{0,40}",
        Just("失敗した。\n\n- 一つ目\n- 二つ目\n".to_owned()),
        Just("We dropped it.\n\n```sh\nmake\n".to_owned()),
    ]
}

pub fn posts() -> impl Strategy<Value = String> {
    let section = ("[a-zA-Zぁ-ん ]{0,20}", prose()).prop_map(|(heading, body)| format!("## {heading}\n\n{body}\n\n"));
    (prose(), prop::collection::vec(section, 0..4), any::<bool>()).prop_map(|(intro, sections, crlf)| {
        let text = format!("{intro}\n\n{}", sections.concat());
        if crlf { text.replace('\n', "\r\n") } else { text }
    })
}

fn without_line_end_blanks(text: &str) -> String {
    text.lines().map(str::trim_end).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

fn post_passages(story: &Story, post: &Post, answers: &Answers) -> String {
    let posts = story.passages.iter().filter(|passage| matches!(passage.origin, Origin::Post(_)));
    posts.map(|passage| passage.text(post, answers)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn with_no_answers_a_story_is_the_post(text in posts()) {
        let post = post(&text);
        let draft = draft(&post, &[]);
        prop_assert_eq!(weave(&post, &draft, &Craft::builtin()).text(&post, &draft.answers), text);
    }

    #[test]
    fn answers_only_add(text in posts(), answers in prop::collection::vec((keys(), prose()), 0..8)) {
        let post = post(&text);
        let answers: Vec<(&str, &str)> = answers.iter().map(|(key, text)| (key.as_str(), text.as_str())).collect();
        let draft = draft(&post, &answers);
        let craft = Craft::builtin();
        let story = weave(&post, &draft, &craft);
        prop_assert_eq!(&weave(&post, &draft, &craft), &story);
        prop_assert_eq!(post_passages(&story, &post, &draft.answers), text);
        let mut bridges = Vec::new();
        for passage in &story.passages {
            let text = passage.text(&post, &draft.answers);
            prop_assert!(!text.is_empty(), "{passage:?}");
            match &passage.origin {
                Origin::Layout(layout) => {
                    prop_assert!(layout.chars().all(|c| c.is_whitespace() || "-`~".contains(c)), "{layout:?}");
                }
                Origin::Bridge(bridge) => bridges.push(bridge.id.clone()),
                Origin::Post(_) | Origin::Answer(..) | Origin::Edit { .. } => {}
            }
        }
        prop_assert!(bridges.len() <= 4);
        let count = bridges.len();
        bridges.sort();
        bridges.dedup();
        prop_assert_eq!(bridges.len(), count);
        for (key, answer) in draft.answers.iter() {
            let of_key = |passage: &&naze::story::Passage| matches!(&passage.origin, Origin::Answer(held, _) if held == key);
            let told: Vec<&str> =
                story.passages.iter().filter(of_key).map(|passage| passage.text(&post, &draft.answers)).collect();
            if !told.is_empty() {
                prop_assert_eq!(without_line_end_blanks(&told.join("\n")), without_line_end_blanks(&answer.text));
            }
        }
    }
}

#[test]
fn the_demo_posts_read_as_five_tips() {
    for (text, language, heading) in [
        (include_str!("../assets/demo/ja.md"), Language::Ja, "冷蔵庫に入れない"),
        (include_str!("../assets/demo/en.md"), Language::En, "Dry the chain before you oil it"),
    ] {
        let post = post(text);
        assert_eq!((post.tips.len(), post.language), (5, language));
        assert_eq!(post.tips.get(1).map(|tip| tip.heading.as_str()), Some(heading));
        let call = text.trim_end().rsplit("\n\n").next().unwrap();
        let behind = text.get(post.landings.closing.at..).unwrap();
        assert_eq!(behind.trim(), call, "the closing is woven before the post's own call");
    }
}

#[test]
fn every_essential_answer_is_woven() {
    let post = post(TWO);
    let answers = [
        "failure@t1",
        "why@t1",
        "turn@t1",
        "result@t1",
        "wobble@t1",
        "cost@t1",
        "limit@t1",
        "value",
        "philosophy",
        "belief",
        "invitation",
    ];
    let told: Vec<(&str, &str)> = answers.iter().map(|key| (*key, "Plain words told here.")).collect();
    let draft = draft(&post, &told);
    let story = weave(&post, &draft, &Craft::builtin());
    for key in answers {
        assert!(story.place_of(&key.parse::<Key>().unwrap()).is_some(), "{key}");
    }
}

/// Every case: its folder, the post and the answers given to it.
pub fn cases() -> Vec<(PathBuf, Post, Draft)> {
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/weave");
    let folders = fs::read_dir(cases).unwrap().map(|folder| folder.unwrap().path());
    folders.map(|folder| case(&folder)).collect()
}

/// A case: a post, the answers given to it and the story to be published.
fn case(folder: &Path) -> (PathBuf, Post, Draft) {
    let mut files = fs::read_dir(folder).unwrap().map(|file| file.unwrap().path());
    let file = files.find(|file| file.file_stem().is_some_and(|stem| stem == "post")).unwrap();
    let name = file.file_name().unwrap().to_str().unwrap();
    let post = read(&fs::read_to_string(&file).unwrap(), name);
    let mut answers: BTreeMap<String, String> =
        toml::from_str(&fs::read_to_string(folder.join("answers.toml")).unwrap()).unwrap();
    let arc = answers.remove("arc");
    let answers: Vec<(&str, &str)> = answers.iter().map(|(key, text)| (key.as_str(), text.trim_end())).collect();
    let mut draft = draft(&post, &answers);
    draft.arc = arc.unwrap_or(draft.arc);
    (folder.to_owned(), post, draft)
}

#[test]
fn the_cases_are_woven_as_published() {
    let woven_here = Path::new(env!("CARGO_TARGET_TMPDIR")).join("weave");
    let mut astray = Vec::new();
    for (folder, post, draft) in cases() {
        let text = weave(&post, &draft, &Craft::builtin()).text(&post, &draft.answers);
        let published = fs::read_to_string(folder.join("story.md")).unwrap_or_default();
        if text != published {
            // What came out lies beside the build, to be read and, where it is better, to replace the case.
            fs::create_dir_all(&woven_here).unwrap();
            let file = woven_here.join(folder.file_name().unwrap()).with_extension("md");
            fs::write(&file, text).unwrap();
            astray.push(file);
        }
    }
    assert!(astray.is_empty(), "read these beside the cases: {astray:#?}");
}

const PAIR: &str =
    "# 手入れの二つの方法\n\n説明です。\n\n## 1. 乾かす\n\n風に当てます。\n\n## 2. 研ぐ\n\n砥石で研ぎます。\n";

/// Whether a bridge leads into the answer under `key`, told behind `before`.
fn is_bridged(post: &Post, before: Option<&str>, key: &str, text: &str) -> bool {
    let told: Vec<(&str, &str)> = before.map(|key| (key, "xx. xx. xx. xx.")).into_iter().chain([(key, text)]).collect();
    let draft = draft(post, &told);
    let story = weave(post, &draft, &Craft::builtin());
    let place = story.place_of(&key.parse().unwrap()).unwrap();
    story.passages.iter().take(place.start).rev().take(2).any(|passage| matches!(passage.origin, Origin::Bridge(_)))
}

#[test]
fn a_starter_the_author_took_is_not_doubled() {
    let joins = [
        ("failure", None),
        ("turn", Some("failure@t1")),
        ("wobble", Some("turn@t1")),
        ("result", Some("turn@t1")),
        ("belief", None),
        ("philosophy", None),
        ("invitation", None),
    ];
    let (ja, en) = (post(PAIR), post(TWO));
    let flows = naze::flow::builtin();
    for (id, before) in joins {
        let question = flows.iter().find_map(|flow| flow.question(id)).unwrap();
        let key = if ["belief", "philosophy", "invitation"].contains(&id) { id.to_owned() } else { format!("{id}@t1") };
        for (post, wording, plain) in [(&ja, &question.ja, "やや。"), (&en, &question.en, "Xx xx.")] {
            assert!(
                is_bridged(post, before, &key, plain),
                "{key}: a bare answer is bridged, or this test shows nothing"
            );
            for starter in &wording.as_ref().unwrap().starters {
                assert!(!is_bridged(post, before, &key, &format!("{starter}xx xx.")), "{key}: {starter}");
            }
        }
    }
}

/// The edit of the first sentence of a passage.
fn editable(story: &Story, post: &Post, draft: &Draft, index: usize) -> Option<Edit> {
    story.editable(post, draft, &story.sentence(post, draft, index, 0)?)
}

fn edited(passage: &str, was: &str, text: &str) -> (Post, Draft, Story) {
    let post = post(TWO);
    let mut draft = draft(&post, &[("failure@t1", "Xx xx. We cut him short. He left."), ("turn@t1", "It was bad.")]);
    draft.edits =
        vec![Edit { passage: passage.to_owned(), was: was.to_owned(), text: text.to_owned(), ..Edit::default() }];
    let story = weave(&post, &draft, &Craft::builtin());
    (post, draft, story)
}

#[test]
fn an_edit_stands_where_its_sentence_stood() {
    for (passage, was, text, wanted) in [
        ("failure@t1#2", "We cut him short.", "We interrupted.", "Xx xx. We interrupted. He left."),
        ("post:t1#2", "Let people finish.", "Let them finish.", "\n\nLet them finish.\n\n"),
        ("post:intro#1", "Here they are.", "Here are both.", "\n\nHere are both.\n\n"),
    ] {
        let (post, draft, story) = edited(passage, was, text);
        assert!(story.text(&post, &draft.answers).contains(wanted), "{}", story.text(&post, &draft.answers));
        assert!(story.left_off.is_empty());
    }
}

#[test]
fn an_edit_of_what_has_changed_is_left_off_and_named() {
    let (post, draft, story) = edited("failure@t1#2", "We cut her short.", "We interrupted.");
    assert!(story.text(&post, &draft.answers).contains("We cut him short."));
    assert_eq!(story.left_off, [0]);
}

#[test]
fn every_sentence_can_be_named_and_taken_back() {
    let post = post(TWO);
    let mut draft = draft(&post, &[("failure@t1", "Xx xx. We cut him short."), ("belief", "Xx is all.")]);
    let story = weave(&post, &draft, &Craft::builtin());
    for index in 0..story.passages.len() {
        let Some(edit) = editable(&story, &post, &draft, index) else { continue };
        draft.edits = vec![Edit { text: "MINE".to_owned(), ..edit }];
        let revised = weave(&post, &draft, &Craft::builtin());
        assert!(revised.text(&post, &draft.answers).contains("MINE"), "{:?}", draft.edits);
        draft.edits.clear();
    }
}

#[test]
fn a_bridge_edited_to_nothing_takes_its_blank_along() {
    let post = post(TWO);
    let mut draft = draft(&post, &[("belief", "Xx is all.")]);
    let story = weave(&post, &draft, &Craft::builtin());
    let index = story.passages.iter().position(|passage| matches!(passage.origin, Origin::Bridge(_))).unwrap();
    let edit = editable(&story, &post, &draft, index).unwrap();
    draft.edits = vec![Edit { text: String::new(), ..edit }];
    let text = weave(&post, &draft, &Craft::builtin()).text(&post, &draft.answers);
    assert!(text.contains("\n\nXx is all."), "{text}");
}

/// `post` woven with `answers` by the arc `arc`.
fn woven_by(arc: &str, post: &Post, answers: &[(&str, &str)]) -> String {
    let mut draft = draft(post, answers);
    arc.clone_into(&mut draft.arc);
    weave(post, &draft, &Craft::builtin()).text(post, &draft.answers)
}

const TOLD: [(&str, &str); 4] = [
    ("failure@t1", "Xx failed."),
    ("turn@t1", "Xx turned."),
    ("result@t1", "Xx came of it."),
    ("belief", "In short, paper is kind."),
];

#[test]
fn every_arc_places_its_parts_in_order() {
    let orders: [(&str, &[&str]); 8] = [
        ("woven", &["# Two ways", "Let people", "failed", "turned", "came of", "## Write", "paper"]),
        ("fall", &["# Two ways", "failed", "Here they are", "Let people", "turned", "came of", "## Write", "paper"]),
        ("letter", &["# Two ways", "Let people", "failed", "turned", "came of", "## Write", "paper"]),
        ("short", &["failed", "turned", "## Listen", "Let people"]),
        ("kishotenketsu", &["Here they are", "## Write", "One line", "failed", "turned", "came of", "paper"]),
        ("prep", &["## Listen", "Let people", "failed", "turned", "came of", "paper"]),
        ("bab", &["# Two ways", "failed", "came of", "turned", "Here they are", "Let people", "## Write", "paper"]),
        ("star", &["failed", "## Listen", "Let people", "turned", "came of", "paper"]),
    ];
    let ids: Vec<String> = Craft::builtin().arcs().map(|arc| arc.id.clone()).collect();
    assert_eq!(ids, orders.map(|(id, _)| id));
    for (arc, order) in orders {
        let text = woven_by(arc, &post(TWO), &TOLD);
        let places: Vec<Option<usize>> = order.iter().map(|said| text.find(said)).collect();
        assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{arc}: {order:?}\n{text}");
        assert!(!text.contains("\n\n\n") && text.ends_with('\n') && !text.ends_with("\n\n"), "{arc}: {text:?}");
    }
}

#[test]
fn what_points_back_stays_with_what_it_points_at() {
    for arc in ["fall", "star"] {
        let text = woven_by(arc, &post(TWO), &[("failure@t1", "Xx failed."), ("turn@t1", "The next day I rang him.")]);
        assert!(text.contains("Xx failed.\n\nThe next day I rang him.\n\n"), "{arc}: {text}");
    }
}

#[test]
fn a_single_tip_loses_its_number_and_the_indent_of_its_list() {
    let listed =
        "# Two ways\n\n1. **Listen to the end**\n   Let people finish.\n\n2. **Write it down**\n   One line.\n";
    let bold =
        "# Two ways\n\nHere.\n\n**1. Listen to the end**\n\nLet people finish.\n\n**2. Write it down**\n\nOne line.\n";
    for (text, wanted) in [
        (PAIR, "xx xx。\n\n## 乾かす\n\n風に当てます。\n"),
        (bold, "xx xx。\n\n**Listen to the end**\n\nLet people finish.\n"),
        (listed, "xx xx。\n\n**Listen to the end**\nLet people finish.\n"),
    ] {
        assert_eq!(woven_by("short", &post(text), &[("failure@t1", "xx xx。")]), wanted);
    }
}

#[test]
fn an_arc_with_nothing_told_leaves_the_post_whole() {
    for arc in Craft::builtin().arcs() {
        assert_eq!(woven_by(&arc.id, &post(TWO), &[("reader", "A baker.")]), TWO, "{}", arc.id);
    }
}

#[test]
fn a_reader_is_told_only_where_spoken_to() {
    let portrait = woven(&post(TWO), &[("reader", "The woman who runs the bakery.")]);
    assert_eq!(portrait, TWO);
    let addressed = woven(&post(TWO), &[("reader", "If you run a bakery, this is for you.")]);
    assert!(addressed.contains("\n\nIf you run a bakery, this is for you.\n\n## Listen"), "{addressed}");
}

#[test]
fn the_arcs_are_shown_with_what_fills_them() {
    let post = post(TWO);
    let draft = draft(&post, &TOLD);
    let flows = naze::flow::builtin();
    let interview = naze::interview::Interview::new(&flows, &post, &draft);
    let craft = Craft::builtin();
    let fits = naze::story::fits(&interview, &post, &draft, &craft);
    let empty = |id: &str| {
        let fit = fits.iter().find(|fit| fit.arc.id == id).unwrap();
        let asks = fit.boxes.iter().filter_map(|one| one.asks.as_ref()).map(ToString::to_string);
        asks.collect::<Vec<_>>()
    };
    assert_eq!(empty("fall"), Vec::<String>::new());
    assert_eq!(empty("prep"), ["why@t1"]);
    assert_eq!(empty("letter"), ["promise", "invitation"]);
    let mut proposed: Vec<&str> = fits.iter().filter(|fit| fit.rank < 2).map(|fit| fit.arc.id.as_str()).collect();
    proposed.sort_unstable();
    assert_eq!(proposed, ["fall", "star"]);
}

#[test]
fn the_arc_in_the_readme_can_be_woven() {
    let readme = include_str!("../prompts/README.md");
    let behind = readme.split("## Arcs\n").nth(1).unwrap();
    let example = behind.split("```toml\n").nth(1).and_then(|rest| rest.split("```").next()).unwrap();
    let mut craft = Craft::builtin();
    assert_eq!(craft.add(example), Ok(()));
    let post = post(TWO);
    let mut draft = draft(&post, &TOLD);
    "repair-report".clone_into(&mut draft.arc);
    let text = weave(&post, &draft, &craft).text(&post, &draft.answers);
    assert!(text.starts_with("# Two ways\n\nXx failed.\n\nHere they are."), "{text}");
    for key in ["`if`", "`follows`", "`or-behind`", "`bridge-if`", "`with`", "`post`", "`box`", "`at`", "`keeps`"] {
        assert!(behind.contains(key), "{key}");
    }
}
