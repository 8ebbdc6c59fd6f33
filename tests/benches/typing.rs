//! How long a key takes: `cargo bench`. Figures for people to compare; nothing fails here.

use std::hint::black_box;
use std::time::{Duration, Instant};

use naze::text::buffer::{Buffer, Motion};
use naze::text::rows::rows;

const SENTENCE: &str = "三年前の冬、閉店間際に電話が鳴りました。「はい」と答えた私は、まだ何も知らなかったのです。";
const ENGLISH: &str = "The phone rang just before closing, three winters ago, and I picked it up without a thought. ";
const COLUMNS: usize = 54;
const HEIGHT: usize = 20;

fn main() {
    println!("{:<52}{:>12}{:>12}{:>12}", "", "median µs", "p99 µs", "max µs");
    for (name, sentence) in [("ja", SENTENCE), ("en", ENGLISH)] {
        let times = |bytes: usize| bytes / sentence.len();
        let one = sentence.repeat(times(1 << 20));
        let many = format!("{}\n", sentence.repeat(3)).repeat(times(1 << 20) / 3);
        let small = format!("{}\n", sentence.repeat(3)).repeat(4);
        once(&format!("{name}: 1 MB in one paragraph, all rows"), || rows(&one, COLUMNS).len());
        once(&format!("{name}: 1 MB pasted, laid out"), || {
            let mut buffer = laid_out("");
            buffer.paste(&many);
            buffer.lay_out(COLUMNS, HEIGHT);
            buffer.view().rows.len()
        });
        for (what, text) in [("1 KB", &small), ("1 MB, many paragraphs", &many), ("1 MB, one paragraph", &one)] {
            for place in ["start", "middle", "end"] {
                let mut buffer = laid_out(text);
                match place {
                    "start" => buffer.set_caret(0),
                    "middle" => buffer.set_caret(text.len() / 2),
                    _ => buffer.set_caret(text.len()),
                }
                let first = Instant::now();
                buffer.lay_out(COLUMNS, HEIGHT);
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
                    buffer.lay_out(COLUMNS, HEIGHT);
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
    buffer.lay_out(COLUMNS, HEIGHT);
    buffer
}

fn once(name: &str, mut run: impl FnMut() -> usize) {
    let times = (0..5).map(|_| {
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
