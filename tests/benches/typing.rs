//! How long a key takes: `cargo bench --bench typing`, or with `-- 'post 1 KB'` only what that names. Figures for people to
//! compare; nothing fails here.

use std::collections::BTreeMap;
use std::hint::black_box;
use std::time::{Duration, Instant};

use naze::answers::{Answer, Answers, Key};
use naze::app::keymap::Keymap;
use naze::app::model::Saving;
use naze::app::msg::{Chord, Code, Held, Msg, Size};
use naze::app::sitting::{Access, Opened};
use naze::app::{Model, update};
use naze::draft::Draft;
use naze::interview::Interview;
use naze::text::Ambiguous;
use naze::text::buffer::{Buffer, Motion};
use naze::text::rows::rows;
use naze::ui::{Cells, Colours, Look, paint};
use naze::words::Words;
use naze::{flow, post, probe, story};

const SENTENCE: &str = "三年前の冬、閉店間際に電話が鳴りました。「はい」と答えた私は、まだ何も知らなかったのです。";
const ENGLISH: &str = "The phone rang just before closing, three winters ago, and I picked it up without a thought. ";
const COLUMNS: usize = 54;
const HEIGHT: usize = 20;
const SCREEN: Size = Size { columns: 120, rows: 40 };
const SIZES: [(&str, usize); 3] = [("1 KB", 1 << 10), ("100 KB", 100 << 10), ("1 MB", 1 << 20)];

fn main() {
    println!("{:<52}{:>12}{:>12}{:>12}", "", "median µs", "p99 µs", "max µs");
    frames();
    questions();
    weaving();
    fields();
}

/// From a key to the cells of its frame: all that happens between the terminal and the terminal, but for the journal.
fn frames() {
    for (name, sentence) in [("ja", SENTENCE), ("en", ENGLISH)] {
        for (post, bytes) in SIZES {
            for (answer, long) in SIZES.into_iter().filter(|(_, long)| bytes.min(*long) <= 100 << 10) {
                let text = paragraphs(sentence, long);
                frame(&format!("{name}: a key to its frame, post {post}, answer {answer}"), sentence, bytes, &text);
            }
        }
        let one = sentence.repeat((1 << 20) / sentence.len());
        frame(&format!("{name}: a key to its frame, 1 MB in one paragraph"), sentence, 100 << 10, &one);
    }
}

fn frame(name: &str, sentence: &str, post: usize, answer: &str) {
    if !wanted(name) {
        return;
    }
    let mut model =
        model(&how_to(sentence, post, 3), &[("hard-tip".to_owned(), "t1"), ("failure@t1".to_owned(), answer)]);
    let look = Look::builtin(Colours::Terminal);
    // As the terminal does: only rows that differ become cells.
    let mut shown = Cells::new(SCREEN, Ambiguous::Narrow);
    let mut cells = shown.whole();
    let end = Chord { code: Code::End, held: Held { ctrl: true, ..Held::default() } };
    let mut key = |msg: Msg| {
        let start = Instant::now();
        black_box(update(&mut model, msg));
        let (frame, _) = paint(&model, &look);
        for row in frame.differing(&shown) {
            cells.reset();
            shown.draw(row, &mut cells);
            cells.reset();
            frame.draw(row, &mut cells);
        }
        shown = frame;
        start.elapsed()
    };
    key(Msg::Key(end));
    report(name, (0..400).map(|_| key(Msg::Text("冬".to_owned()))).collect());
}

/// What an answer holds, and what is asked next.
fn questions() {
    for (name, sentence) in [("ja", SENTENCE), ("en", ENGLISH)] {
        let count = sentence.chars().count();
        let answer = format!("{}\n", sentence.repeat(4)).repeat(2_000 / count / 4);
        let model =
            model(&how_to(sentence, 10 << 10, 3), &[("hard-tip".to_owned(), "t1"), ("failure@t1".to_owned(), &answer)]);
        let Some(sitting) = &model.sitting else { continue };
        once(&format!("{name}: 2,000 characters read for what they hold"), || {
            probe::read(&answer, sitting.draft.language).hits.len()
        });
        once(&format!("{name}: the next question and the follow-up"), || {
            let interview = Interview::new(&sitting.flows, &sitting.post, &sitting.draft);
            let next = interview.next_open(Some(&sitting.current)).map(|posed| interview.wording(posed).ask.len());
            next.unwrap_or(0) + interview.follow_up(&sitting.current).map_or(0, |call| call.ask.len())
        });
    }
}

/// The whole weave, as it is done at a key.
fn weaving() {
    for (name, sentence) in [("ja", SENTENCE), ("en", ENGLISH)] {
        let answer = paragraphs(sentence, 2 << 10);
        for (what, bytes, tips) in [("10 KB, 15 answers", 10 << 10, 3), ("1 MB, 200 answers", 1 << 20, 40)] {
            let asked = ["failure", "turn", "why", "result", "limit"];
            let keys = (1..=tips).flat_map(|tip| asked.map(|question| format!("{question}@t{tip}")));
            let answers: Vec<(String, &str)> = keys.map(|key| (key, answer.as_str())).collect();
            let model = model(&how_to(sentence, bytes, tips), &answers);
            let Some(sitting) = &model.sitting else { continue };
            once(&format!("{name}: a story woven, post of {what}"), || {
                story::weave(&sitting.post, &sitting.draft, &sitting.craft).passages.len()
            });
        }
    }
}

/// A how-to of about so many bytes.
fn how_to(sentence: &str, bytes: usize, tips: usize) -> String {
    let tip = |number| format!("## {number}. {sentence}\n\n{}\n", paragraphs(sentence, bytes / tips));
    format!("# {tips}\n\n{sentence}\n\n{}", (1..=tips).map(tip).collect::<String>())
}

fn paragraphs(sentence: &str, bytes: usize) -> String {
    format!("{}\n\n", sentence.repeat(3)).repeat(bytes / sentence.len() / 3)
}

/// A sitting at the failure behind the first tip.
fn model(text: &str, answers: &[(String, &str)]) -> Model {
    let (post, _) = post::read(text.as_bytes(), &post::Hints::default());
    let mut draft = Draft::new(&post, "post.md", "", "why");
    for (key, text) in answers {
        if let Ok(key) = key.parse::<Key>() {
            draft.answers.insert(key, Answer { text: (*text).to_owned(), ..Answer::default() });
        }
    }
    let mut model = Model::new(Words::of(draft.language), Keymap::builtin(), SCREEN);
    model.sit_down(Opened {
        path: "post.md".into(),
        post,
        flows: flow::builtin(),
        axis: Answers::default(),
        craft: story::Craft::builtin(),
        draft,
        at: "failure@t1".parse().ok(),
        carets: BTreeMap::new(),
        notices: Vec::new(),
        access: Access::Write,
        saving: Saving::New,
        undecided: Answers::default(),
        brought_back: naze::app::sitting::Before::default(),
    });
    model
}

/// The field alone.
fn fields() {
    for (name, sentence) in [("ja", SENTENCE), ("en", ENGLISH)] {
        let times = |bytes: usize| bytes / sentence.len();
        let one = sentence.repeat(times(1 << 20));
        let many = format!("{}\n", sentence.repeat(3)).repeat(times(1 << 20) / 3);
        let small = format!("{}\n", sentence.repeat(3)).repeat(4);
        once(&format!("{name}: 1 MB in one paragraph, all rows"), || rows(&one, COLUMNS, Ambiguous::Narrow).len());
        once(&format!("{name}: 1 MB pasted, laid out"), || {
            let mut buffer = laid_out("");
            buffer.paste(&many);
            buffer.lay_out(COLUMNS, HEIGHT, Ambiguous::Narrow);
            buffer.view().rows.len()
        });
        for (what, text) in [("1 KB", &small), ("1 MB, many paragraphs", &many), ("1 MB, one paragraph", &one)] {
            for place in ["start", "middle", "end"] {
                if !wanted(&format!("{name}: a key, {what}, {place}")) {
                    continue;
                }
                let mut buffer = laid_out(text);
                match place {
                    "start" => buffer.set_caret(0),
                    "middle" => buffer.set_caret(text.len() / 2),
                    _ => buffer.set_caret(text.len()),
                }
                let first = Instant::now();
                buffer.lay_out(COLUMNS, HEIGHT, Ambiguous::Narrow);
                let first = first.elapsed();
                let mut keys = Vec::new();
                for key in 0..400 {
                    let start = Instant::now();
                    match key % 10 {
                        7 => drop(buffer.delete(Motion::Left)),
                        8 => drop(buffer.go(Motion::Up)),
                        9 => drop(buffer.go(Motion::Down)),
                        6 if key % 20 == 6 => buffer.newline(),
                        _ => buffer.insert("冬"),
                    }
                    buffer.lay_out(COLUMNS, HEIGHT, Ambiguous::Narrow);
                    black_box(buffer.view());
                    keys.push(start.elapsed());
                    buffer.take_splices();
                }
                report(&format!("{name}: a key, {what}, {place} (first {first:.1?})"), keys);
            }
        }
    }
}

fn laid_out(text: &str) -> Buffer {
    let mut buffer = Buffer::new(text);
    buffer.lay_out(COLUMNS, HEIGHT, Ambiguous::Narrow);
    buffer
}

/// Whether a figure was asked for.
fn wanted(name: &str) -> bool {
    let mut asked = std::env::args().skip(1).filter(|arg| !arg.starts_with('-')).peekable();
    asked.peek().is_none() || asked.any(|part| name.contains(&part))
}

fn once(name: &str, mut run: impl FnMut() -> usize) {
    if !wanted(name) {
        return;
    }
    let times = (0..20).map(|_| {
        let start = Instant::now();
        black_box(run());
        start.elapsed()
    });
    report(name, times.collect());
}

fn report(name: &str, mut times: Vec<Duration>) {
    times.sort();
    let at = |percent: usize| times.get((times.len() - 1) * percent / 100).map_or(0.0, |time| time.as_secs_f64() * 1e6);
    println!("{name:<52}{:>12.1}{:>12.1}{:>12.1}", at(50), at(99), at(100));
}
