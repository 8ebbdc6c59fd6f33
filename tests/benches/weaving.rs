//! How long weaving takes, as a part of a keystroke and over a large post: `cargo bench --bench weaving`. Figures for
//! people to compare; nothing fails here.

use std::fmt::Write as _;
use std::hint::black_box;
use std::time::{Duration, Instant};

use naze::answers::Answer;
use naze::draft::Draft;
use naze::post::{Hints, Post};
use naze::story::{Craft, verify, weave};

const SENTENCE: &str = "三年前の冬、閉店間際に電話が鳴りました。「はい」と答えた私は、まだ何も知らなかったのです。";
const ENGLISH: &str = "The phone rang just before closing, three winters ago, and I picked it up without a thought. ";
const QUESTIONS: [&str; 7] = ["failure", "turn", "result", "why", "wobble", "cost", "limit"];

fn main() {
    println!("{:<52}{:>12}{:>12}{:>12}", "", "median µs", "p99 µs", "max µs");
    let craft = Craft::builtin();
    for (name, sentence) in [("ja", SENTENCE), ("en", ENGLISH)] {
        for (size, bytes, tips, answers) in
            [("10 KB, 12 answers", 10 << 10, 5, 12), ("1 MB, 200 answers", 1 << 20, 40, 200)]
        {
            let post = post(sentence, bytes, tips);
            let draft = draft(&post, sentence, answers);
            for arc in craft.arcs() {
                let draft = Draft { arc: arc.id.clone(), ..draft.clone() };
                report(&format!("{name}: weave, {size}, {}", arc.id), || weave(&post, &draft, &craft).passages.len());
            }
            let story = weave(&post, &draft, &craft);
            let given = story.text(&post, &draft.answers);
            report(&format!("{name}: verify, {size}"), || {
                usize::from(verify(&story, &post, &draft, &given).is_proven())
            });
        }
    }
}

fn post(sentence: &str, bytes: usize, tips: usize) -> Post {
    let mut text = format!("# {tips} ways\n\nHere they are.\n");
    for tip in 1..=tips {
        let _infallible = write!(text, "\n## {tip}. Listen to the end\n\n");
        let paragraph = sentence.repeat(5);
        while text.len() < bytes * tip / tips {
            text.push_str(paragraph.trim_end());
            text.push_str("\n\n");
        }
    }
    text.push_str("\n## Conclusion\n\nLet us know.\n");
    naze::post::read(text.as_bytes(), &Hints { file_name: Some("post.md".to_owned()), encoding: None }).0
}

fn draft(post: &Post, sentence: &str, answers: usize) -> Draft {
    let mut draft = Draft::new(post, "post.md", "", "why");
    let keys = (1..).flat_map(|tip| QUESTIONS.map(|question| format!("{question}@t{tip}")));
    for key in keys.take(answers) {
        if let Ok(key) = key.parse() {
            draft.answers.insert(key, Answer { text: sentence.repeat(3), ..Answer::default() });
        }
    }
    draft
}

fn report(name: &str, mut work: impl FnMut() -> usize) {
    let mut times: Vec<Duration> = (0..200)
        .map(|_| {
            let start = Instant::now();
            black_box(work());
            start.elapsed()
        })
        .collect();
    times.sort_unstable();
    let at = |share: usize| {
        times.get((times.len() * share / 100).min(times.len() - 1)).map_or(0.0, |time| time.as_secs_f64() * 1e6)
    };
    println!("{name:<52}{:>12.1}{:>12.1}{:>12.1}", at(50), at(99), at(100));
}
