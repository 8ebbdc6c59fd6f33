//! Flows as their writers meet them: the built-in ones are whole, and a faulty one is told everything at once.

use naze::flow::{self, Detail, Flow, Shape, Wrong};
use naze::text::width;
use proptest::prelude::*;

const FILES: [&str; 4] = [
    include_str!("../prompts/flows/axis.toml"),
    include_str!("../prompts/flows/why.toml"),
    include_str!("../prompts/flows/mirror.toml"),
    include_str!("../prompts/flows/voices.toml"),
];

#[test]
fn the_built_in_flows_have_no_fault() {
    for text in FILES {
        assert_eq!(flow::check(text), [], "{}", text.lines().next().unwrap_or_default());
    }
    assert_eq!(flow::builtin().len(), FILES.len());
}

#[test]
fn the_built_in_questions_keep_their_ids() {
    let flows = flow::builtin();
    let ids: Vec<Vec<&str>> =
        flows.iter().map(|flow| flow.questions.iter().map(|it| it.id.as_str()).collect()).collect();
    let expected: [&[&str]; 4] = [
        &["reader", "trouble", "words", "future", "promise", "belief", "not-for", "banned"],
        &[
            "hard-tip",
            "failure",
            "turn",
            "credit",
            "worked",
            "result",
            "why",
            "wobble",
            "cost",
            "limit",
            "value",
            "swap",
            "cause",
            "philosophy",
            "forgot",
            "invitation",
        ],
        &["takeaway", "doubt", "known"],
        &["thanks", "reply", "ask-back", "carry"],
    ];
    assert_eq!(ids, expected);
}

/// A whole little flow, with `question` in place of the usual rest of the question.
fn with(question: &str) -> String {
    format!(
        "version = 1\nid = \"own\"\n[[stage]]\nid = \"s\"\n[stage.ja]\ntitle = \"段\"\n[[question]]\nid = \"q\"\n\
         stage = \"s\"\nkind = \"prose\"\nneed = \"may\"\n{question}"
    )
}

const WORDS: &str = "[question.ja]\nask = \"どんな日でしたか？\"\nshort = \"日\"\n";

#[test]
fn the_questions_of_one_post_that_tell_an_episode_say_so() {
    let flows = flow::builtin();
    let tells = |episode| {
        let questions = flows.iter().flat_map(|flow| &flow.questions);
        questions.filter(|it| it.episode == Some(episode)).map(|it| it.id.as_str()).collect::<Vec<_>>()
    };
    assert_eq!(tells(flow::Episode::Failure), ["failure", "wobble"]);
    assert_eq!(tells(flow::Episode::Turn), ["turn"]);
    assert_eq!(tells(flow::Episode::Success), ["worked", "result"]);
}

#[test]
fn what_a_writer_starts_from_has_no_fault() {
    let template = include_str!("../prompts/template.toml");
    assert_eq!(flow::check(template), []);
}

#[test]
fn an_own_flow_takes_the_place_of_the_one_it_is_called_after() {
    let own = |id: &str| Flow::parse(&with(WORDS).replace("id = \"own\"", &format!("id = \"{id}\""))).unwrap();
    let ids = |own: &[Flow], story| -> Vec<(String, usize)> {
        flow::in_force(own, story).iter().map(|flow| (flow.id.clone(), flow.questions.len())).collect()
    };
    let four: Vec<String> = flow::builtin().into_iter().map(|flow| flow.id).collect();
    let names = |rows: &[(String, usize)]| rows.iter().map(|(id, _)| id.clone()).collect::<Vec<_>>();
    assert_eq!(names(&ids(&[], "why")), four);
    assert_eq!(ids(&[own("mirror")], "why")[2], ("mirror".to_owned(), 1));
    assert_eq!(ids(&[own("why")], "why")[1], ("why".to_owned(), 1));
    // Another flow is asked where a draft names it, in the story's place.
    assert_eq!(names(&ids(&[own("repair")], "why")), four);
    assert_eq!(ids(&[own("repair")], "repair")[1], ("repair".to_owned(), 1));
    // A name nobody has, or one that has its own place already, leaves the story's flow where it is.
    assert_eq!(names(&ids(&[], "nowhere")), four);
    assert_eq!(names(&ids(&[], "axis")), four);
}

#[test]
fn a_small_flow_in_one_language_is_fine() {
    assert_eq!(flow::check(&with(WORDS)), []);
}

#[test]
fn every_fault_is_told_at_once_with_its_line() {
    let text = with("wants = [\"tiem\"]\nhnit = \"\"\n[question.ja]\nask = \"{tip}は？\"\nstarter = []\n");
    let faults = Flow::parse(&text).unwrap_err();
    let told: Vec<_> = faults.iter().map(|fault| (fault.line, &fault.wrong)).collect();
    let (line, Wrong::NotOneOf { key, given, known }) = told[0] else { panic!("{told:?}") };
    assert_eq!((line, key.as_str(), given.as_str(), known.len()), (12, "wants", "tiem", Detail::ALL.len()));
    let (line, Wrong::UnknownKey { key, nearest, .. }) = told[1] else { panic!("{told:?}") };
    assert_eq!((line, key.as_str(), *nearest), (13, "hnit", None));
    assert_eq!(told[2], (14, &Wrong::Missing("short")));
    let (line, Wrong::UnknownKey { nearest, .. }) = told[3] else { panic!("{told:?}") };
    assert_eq!((line, *nearest), (16, Some("starters")));
    assert_eq!(told.len(), 4);
}

#[test]
fn each_fault_is_known_by_its_name() {
    let question = |when: &str| with(&format!("when = {when}\n{WORDS}"));
    let id = |text: &str| text.to_owned();
    let cases = [
        (with("[question.ja]\nask = \"{tip}は？\"\nshort = \"コツ\"\n"), Wrong::Outside("tip")),
        (with("[question.ja]\nask = \"{voice}は？\"\nshort = \"声\"\n"), Wrong::Outside("voice")),
        (with(WORDS).replace("id = \"s\"\n", "id = \"s\"\nfor_each = \"chosen-tip\"\n"), Wrong::NobodyChooses),
        (with(&format!("since = \"spring\"\n{WORDS}")), Wrong::Shape { key: id("since"), wanted: Shape::Day }),
        (with("[question.ja]\nask = \"{tips}は？\"\nshort = \"コツ\"\n"), Wrong::UnknownPlaceholder(id("tips"))),
        (with("[question.ja]\nask = \"{readerは？\"\nshort = \"コツ\"\n"), Wrong::LoneBrace),
        (with(""), Wrong::NoLanguage),
        (question("{ answered = \"nobody\" }"), Wrong::UnknownQuestion(id("nobody"))),
        (question("{ answered = \"q\" }"), Wrong::Circle(vec![id("q")])),
        (question("{ always = false }"), Wrong::NeverTrue),
        (question("{ not = { always = true } }"), Wrong::NeverTrue),
        (question("{ all = [{ language = \"ja\" }, { language = \"en\" }] }"), Wrong::NeverTrue),
        (question("{ all = [{ answered = \"reader\" }, { not = { answered = \"reader\" } }] }"), Wrong::NeverTrue),
        (
            question("{ answered = \"reader\", language = \"ja\" }"),
            Wrong::Shape { key: id("when"), wanted: Shape::Condition },
        ),
        (with(&format!("{WORDS}[[question.probe]]\nja = \"だれと？\"\n")), Wrong::NoLimit),
        (with(&format!("{WORDS}[[question.probe]]\non = {{ lacks = [] }}\nja = \"だれと？\"\n")), Wrong::NoLimit),
        (with("").replace("\"prose\"", "\"choice\"") + WORDS, Wrong::TooFewChoices),
        (with(&format!("episode = \"failure\"\n{WORDS}")).replace("\"prose\"", "\"yes-no\""), Wrong::EpisodeUntold),
        (with(WORDS).replace("stage = \"s\"", "stage = \"t\""), Wrong::UnknownStage(id("t"))),
        (with(WORDS).replace("id = \"q\"", "id = \"Q 1\""), Wrong::BadId(id("Q 1"))),
        (with(WORDS).replace("version = 1", "version = 2"), Wrong::Version(id("2"))),
        (
            with(WORDS) + "[question.en]\nask = \"Which day?\"\nshort = \"Day\"\n",
            Wrong::LanguageMissing(naze::text::Language::En),
        ),
        (with("[question.ja]\nask = \"いつ？どこ？\"\nshort = \"日\"\n"), Wrong::TwoQuestions),
        (with("[question.ja]\nask = \"なぜですか？\"\nshort = \"日\"\n"), Wrong::BareWhy),
        (with("[question.ja]\nask = \"貴重な日はいつ？\"\nshort = \"日\"\n"), Wrong::Leading(id("貴重"))),
    ];
    for (text, wrong) in cases {
        let faults = flow::check(&text);
        assert_eq!(faults.iter().map(|fault| &fault.wrong).collect::<Vec<_>>(), [&wrong], "{text}");
        assert_eq!(Flow::parse(&text).is_ok(), wrong.is_style(), "{text}");
    }
}

#[test]
fn what_waits_for_a_question_nobody_is_asked_is_unreachable_too() {
    let more = |id: &str, rest: &str| {
        format!("[[question]]\nid = \"{id}\"\nstage = \"s\"\nkind = \"prose\"\nneed = \"may\"\n{rest}\n{WORDS}")
    };
    let text = with(WORDS)
        + &more("retired", "retired = true")
        + &more("after", "when = { answered = \"retired\" }")
        + &more("later", "when = { all = [{ answered = \"after\" }, { answered = \"q\" }] }")
        + &more("either", "when = { any = [{ answered = \"after\" }, { answered = \"q\" }] }");
    let faults = Flow::parse(&text).unwrap_err();
    assert!(faults.iter().all(|fault| fault.wrong == Wrong::NeverTrue), "{faults:?}");
    let lines: Vec<&str> = faults.iter().filter_map(|fault| text.lines().nth(fault.line - 1)).collect();
    assert_eq!(lines.len(), 2);
    assert!(lines.iter().all(|line| line.starts_with("when = ")), "{lines:?}");
}

#[test]
fn broken_toml_says_where() {
    let faults = Flow::parse("version = 1\nid = \"own\nstage = [\n").unwrap_err();
    assert!(faults.iter().any(|fault| fault.line == 2 && matches!(fault.wrong, Wrong::Toml(_))), "{faults:?}");
}

const README: &str = include_str!("../prompts/README.md");

#[test]
fn every_key_and_word_of_a_flow_is_documented() {
    let keys = flow::SCHEMA.iter().flat_map(|(table, keys)| keys.iter().map(move |key| (*table, *key)));
    let words =
        ["prose", "line", "choice", "choices", "yes-no", "tips", "must", "should", "may", "chosen-tip", "voice"];
    let others = [
        "desumasu", "dearu", "mixed", "plain", "failure", "turn", "success", "{tip}", "{title}", "{reader}", "{voice}",
    ];
    let details = Detail::ALL.map(Detail::name);
    let words = words.into_iter().chain(others).chain(details).map(|word| ("", word));
    for (table, key) in keys.chain(words) {
        // As code of its own, quoted as a value, or as a condition of `when`.
        let forms = [format!("`{key}`"), format!("\"{key}\""), format!("`{{ {key} = ")];
        assert!(forms.iter().any(|form| README.contains(form)), "[{table}] {key}");
    }
}

#[test]
fn the_example_in_the_readme_is_a_flow_without_fault() {
    let example = README.split("```toml\n").nth(1).and_then(|rest| rest.split("```").next()).unwrap_or_default();
    assert_eq!(flow::check(example), []);
    let flow = Flow::parse(example).unwrap_or_else(|faults| panic!("{faults:?}"));
    assert_eq!(flow.questions.len(), 4);
}

#[test]
fn the_built_in_questions_are_whole_in_both_languages() {
    for question in flow::builtin().into_iter().flat_map(|flow| flow.questions) {
        for (language, wording) in [("ja", &question.ja), ("en", &question.en)] {
            let Some(wording) = wording else { panic!("{} has no {language}", question.id) };
            let told = matches!(question.kind, flow::Kind::Prose | flow::Kind::Line);
            assert!(!wording.hint.is_empty() && told != wording.example.is_empty(), "{} {language}", question.id);
            // What is said in one language is said in that language.
            let kana = |text: &str| text.chars().any(|c| ('ぁ'..='ん').contains(&c));
            assert_eq!(kana(&wording.ask), language == "ja", "{}", wording.ask);
            // It fits the outline, 22 cells with its frame and marks.
            assert!(width(&wording.short, naze::text::Ambiguous::Narrow) <= 16, "{}", wording.short);
            assert!(!wording.ask.contains(['！', '!']) && !wording.hint.contains("ください"), "{}", wording.hint);
        }
        let in_forms = |language: &str, text: &str| {
            // A question ends as one does, and says please to nobody.
            let closed = if language == "ja" { text.ends_with('？') } else { text.ends_with('?') };
            assert!(closed, "{}: {text}", question.id);
        };
        for (language, wording) in [("ja", &question.ja), ("en", &question.en)] {
            in_forms(language, wording.as_ref().map_or("", |wording| &wording.ask));
        }
        for probe in &question.probes {
            in_forms("ja", probe.ja.as_deref().unwrap_or_default());
            in_forms("en", probe.en.as_deref().unwrap_or_default());
            assert!(probe.ja.is_some() && probe.en.is_some(), "{}", question.id);
        }
    }
}

fn broken_line() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec!["", "[[", "{", "id = 1", "need = \"\"", "\""])
}

proptest! {
    /// However a writer breaks a flow, it is either a flow or told what is wrong, on lines that are there.
    #[test]
    fn a_broken_flow_is_told_on_its_own_lines(
        file in 0..FILES.len(),
        breaks in prop::collection::vec((0..500_usize, broken_line()), 1..4),
    ) {
        let mut lines: Vec<&str> = FILES[file].lines().collect();
        for (at, put) in breaks {
            let at = at % lines.len();
            lines[at] = put;
        }
        let text = lines.join("\n");
        let faults = flow::check(&text);
        for fault in &faults {
            prop_assert!((1..=lines.len()).contains(&fault.line), "{fault:?}");
        }
        prop_assert!(faults.windows(2).all(|pair| pair[0].line <= pair[1].line));
        match Flow::parse(&text) {
            Ok(_) => prop_assert!(faults.iter().all(|fault| fault.wrong.is_style())),
            Err(hard) => prop_assert!(hard.iter().all(|fault| faults.contains(fault))),
        }
    }
}
