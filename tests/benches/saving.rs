//! How long saving takes: `cargo bench --bench saving`. Figures for people to compare; nothing fails here.

use std::hint::black_box;
use std::time::{Duration, Instant};

use naze::answers::{Answer, Key};
use naze::app::effect::{Change, Revision};
use naze::draft::{Asked, Draft, DraftFile};
use naze::post::{Hints, read};
use naze::shell::disk::Disk;
use naze::shell::journal::Journal;
use naze::shell::store::Store;
use naze::text::buffer::Splice;

const SENTENCE: &str = "三年前の冬、閉店間際に電話が鳴りました。「はい」と答えた私は、まだ何も知らなかったのです。\n";

fn main() {
    let (post, _) = read("# 一つのコツ\n\n## 1. 聞く\n\n聞きます。\n".as_bytes(), &Hints::default());
    let mut draft = Draft::new(&post, "post.md", "", "why");
    let mut asked = Vec::new();
    for number in 0..200 {
        let key = Key::new(&format!("question-{number}"), None);
        let text = SENTENCE.repeat(2_500 / SENTENCE.len());
        let at = Some("2026-11-23T21:04:10+09:00".to_owned());
        draft.answers.insert(key.clone(), Answer { asked: SENTENCE.to_owned(), at, text, ..Answer::default() });
        asked.push(Asked { key, asked: SENTENCE.to_owned() });
    }
    let mut file = DraftFile::default();
    let text = file.write(&draft, &asked);
    println!("a draft of 200 answers, {} KB", text.len() / 1024);
    once("read", || DraftFile::parse(&text).is_ok());
    once("written for the first time", || DraftFile::default().write(&draft, &asked).len());
    let mut turn = 0;
    once("written with one answer changed", || {
        turn = (turn + 7) % 200;
        let key = Key::new(&format!("question-{turn}"), None);
        draft.answers.entry(&key).text.push('。');
        file.write(&draft, &asked).len()
    });

    whole(&draft, &asked);

    let folder = std::env::temp_dir().join("naze-bench");
    let key = Key::new("question-1", None);
    let journal = Journal::new(Disk::default(), &folder, None, Some(&draft));
    let mut revision = Revision(0);
    once("journal: a character", || {
        revision.0 += 1;
        let splice = Splice { at: 0, removed: 0, inserted: "冬".to_owned() };
        journal.append(revision, &Change::Splice(key.clone(), splice)).is_ok()
    });
    once("journal: 100 KB pasted", || {
        revision.0 += 1;
        let splice = Splice { at: 0, removed: 0, inserted: SENTENCE.repeat(100_000 / SENTENCE.len()) };
        journal.append(revision, &Change::Splice(key.clone(), splice)).is_ok()
    });
    let _left = std::fs::remove_dir_all(folder);
}

/// The draft saved as the program does: what stands there is looked at, the copy in the state and the journal are written.
/// In memory, where there is such a place: then no disk is waited for.
fn whole(draft: &Draft, asked: &[Asked]) {
    let memory = std::path::Path::new("/dev/shm");
    let folder = if memory.is_dir() { tempfile::tempdir_in(memory) } else { tempfile::tempdir() };
    let Ok(folder) = folder else { return };
    let (post, state) = (folder.path().join("post.md"), folder.path().join("state"));
    let _written = std::fs::write(&post, "# 一つのコツ\n\n## 1. 聞く\n\n聞きます。\n");
    let Ok(mut store) = Store::open(Disk::default(), &post, &post.with_extension("naze.toml"), &state) else { return };
    let mut draft = draft.clone();
    let mut revision = Revision(0);
    let said = asked.to_vec();
    let questions = move |_: &Draft| said.clone();
    once("saved whole, one answer changed", || {
        revision.0 += 1;
        let number = revision.0 * 7 % 200;
        draft.answers.entry(&Key::new(&format!("question-{number}"), None)).text.push('。');
        store.save(revision, &draft, &questions).is_ok()
    });
}

fn once<T>(what: &str, mut deed: impl FnMut() -> T) {
    let mut times: Vec<Duration> = (0..200)
        .map(|_| {
            let start = Instant::now();
            black_box(deed());
            start.elapsed()
        })
        .collect();
    times.sort_unstable();
    let of = |share: usize| times.get(times.len() * share / 100).copied().unwrap_or_default();
    println!("{what:<40} median {:>9.1?}  p99 {:>9.1?}", of(50), of(99));
}
