//! How long reading takes: `cargo bench --bench reading`. Ms per megabyte stay the same where the work grows linearly;
//! figures for people to compare, nothing fails here.

use std::hint::black_box;
use std::time::Instant;

use naze::post::{Hints, read};

/// What posts are made of: its name, and one more piece of it; `{}` is the piece's number.
const SHAPES: [(&str, &str); 7] = [
    (
        "prose",
        "## {}. まず聞く\n\n話す前に聞きます。三つの方法のうち、いちばん効いたものです。\n\nThen ask again, in 5 ways.\n\n",
    ),
    ("tables", "| a | b | c |\n| --- | --- | --- |\n| 一つ | two | 3 |\n| 四つ | five | 6 |\n\n"),
    ("lists", "{}. First do this\n\n    And then some more, as long as it takes.\n\n"),
    ("bullets", "- **まず聞く。** 話はそれから\n  - 途中で遮らない\n\n"),
    ("headings", "# {}. a\n\n"),
    ("one line", "三つの方法、and 5 ways to go. "),
    ("markup", "<div><p>聞く <b>話す</b></p></div>\n\n{{< box >}}\n\n"),
];

fn main() {
    println!("{:<10} {:>8} {:>10} {:>10}", "", "KB", "ms", "ms a MB");
    let hints = Hints { file_name: Some("post.md".to_owned()), encoding: None };
    for (name, piece) in SHAPES {
        for size in [100_000_usize, 1_000_000, 10_000_000] {
            let mut text = String::with_capacity(size + piece.len());
            for number in 1.. {
                if text.len() >= size {
                    break;
                }
                text.push_str(&piece.replace("{}", &number.to_string()));
            }
            // The best of three: the others measure the machine.
            let times = (0..3).map(|_| {
                let start = Instant::now();
                black_box(read(text.as_bytes(), &hints));
                start.elapsed()
            });
            let ms = times.min().unwrap_or_default().as_secs_f64() * 1e3;
            #[expect(clippy::cast_precision_loss, reason = "a post is no petabyte")]
            let megabytes = text.len() as f64 / 1e6;
            println!("{name:<10} {:>8} {ms:>10.1} {:>10.1}", text.len() / 1000, ms / megabytes);
        }
    }
}
