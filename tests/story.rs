//! The weave: what always holds, whatever is posted and answered.

#![expect(clippy::unwrap_used, reason = "what a test sets up itself is there")]

use naze::answers::{Answer, Answers, Key, TipId};
use naze::draft::{Bridges, Draft, PostMark, TipMark};
use naze::post::{Format, Habits, Kind, Landing, Landings, Newline, Post, Source, Tip};
use naze::story::{Craft, Origin, Part, Story, weave};
use naze::text::{Language, Register, Span};
use proptest::prelude::*;

/// A post of sections, read by the simplest rule there is: `## ` starts a tip, `## ` and no number after numbered ones
/// the closing.
pub fn post(text: &str) -> Post {
    let newline = if text.contains("\r\n") { Newline::CrLf } else { Newline::Lf };
    let blank = newline.as_str().repeat(2);
    let mut starts: Vec<usize> = text.match_indices("## ").map(|(at, _)| at).collect();
    starts.retain(|at| *at == 0 || text.as_bytes().get(at - 1) == Some(&b'\n'));
    let after = |end: usize| {
        let at = text.get(..end).unwrap().trim_end().len();
        Landing { at, lead: blank.clone(), indent: String::new(), tail: String::new() }
    };
    let line = |start: usize| text.get(start..).unwrap().lines().next().unwrap();
    let numbered = |start: &usize| line(*start).contains(". ");
    let closing = starts.last().filter(|last| starts.iter().any(numbered) && !numbered(last)).copied();
    starts.retain(|start| Some(*start) != closing);
    let ends = starts.iter().copied().skip(1).chain([closing.unwrap_or(text.len())]);
    let tips: Vec<Tip> = starts
        .iter()
        .zip(ends)
        .enumerate()
        .map(|(index, (&start, end))| Tip {
            number: index + 1,
            heading: line(start).trim_start_matches(|c: char| "# .".contains(c) || c.is_ascii_digit()).to_owned(),
            heading_span: Span::new(start, start + line(start).len()),
            span: Span::new(start, end),
            landing: after(end),
        })
        .collect();
    let first = starts.first().copied().unwrap_or(text.len());
    let japanese = text.chars().any(|c| ('ぁ'..='ん').contains(&c));
    let before_the_call = closing.and_then(|_| text.trim_end().rfind(&blank)).unwrap_or(text.len());
    Post {
        text: text.to_owned(),
        source: Source { encoding: "UTF-8", bom: false, newline, format: Format::Markdown },
        front_matter: None,
        title: None,
        language: if japanese { Language::Ja } else { Language::En },
        register: if japanese { Register::Desumasu } else { Register::Plain },
        kind: Kind::Howto,
        intro: (first > 0).then(|| Span::new(0, first)),
        tips,
        closing: closing.map(|start| Span::new(start, text.len())),
        landings: Landings {
            opening: after(0),
            intro: after(first),
            closing: after(before_the_call),
            end: after(text.len()),
        },
        habits: Habits { blank_lines: true, paragraph_indent: "" },
    }
}

pub fn draft(post: &Post, answers: &[(&str, &str)]) -> Draft {
    let mut kept = Answers::default();
    for (key, text) in answers {
        kept.insert(key.parse().unwrap(), Answer { text: (*text).to_owned(), ..Answer::default() });
    }
    let mark = |(index, tip): (usize, &Tip)| TipMark {
        id: TipId(u32::try_from(index).unwrap() + 1),
        heading: tip.heading.clone(),
        opening: String::new(),
        index: Some(index),
    };
    Draft {
        flow: "why".to_owned(),
        language: post.language,
        arc: "woven".to_owned(),
        bridges: Bridges::Some,
        post: PostMark::default(),
        tips: post.tips.iter().enumerate().map(mark).collect(),
        answers: kept,
        edits: Vec::new(),
    }
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

fn keys() -> impl Strategy<Value = String> {
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

fn prose() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-zA-Z .,\n`~#>-]{0,80}",
        "[ぁ-ん一-三。、「」\n　]{0,60}",
        "\\PC{0,40}",
        Just("失敗した。\n\n- 一つ目\n- 二つ目\n".to_owned()),
        Just("We dropped it.\n\n```sh\nmake\n".to_owned()),
    ]
}

fn posts() -> impl Strategy<Value = String> {
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
