//! How long a shelf of 10,000 drafts takes: `cargo bench --bench shelf`. Figures for people to compare; nothing fails here.

#[path = "../many.rs"]
#[expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "shared with the tests")]
mod many;

use std::fs;
use std::hint::black_box;
use std::io::Read;
use std::num::NonZeroU16;
use std::path::Path;
use std::sync::mpsc::channel;
use std::time::{Duration, Instant};

use naze::app::keymap::Keymap;
use naze::app::msg::{Msg, Reading, Size};
use naze::app::{Model, update};
use naze::draft::glance;
use naze::post::{Hints, title};
use naze::shell::perform::Performer;
use naze::shell::places::Places;
use naze::shell::session::Session;
use naze::text::Language;
use naze::ui::{Colours, Look, paint};
use naze::words::Words;
use portable_pty::{CommandBuilder, PtySize, native_pty_system};

const COUNT: usize = 10_000;
const SIZE: Size = Size { columns: 120, rows: 40 };

fn main() -> std::io::Result<()> {
    let folder = tempfile::tempdir()?;
    many::write(folder.path(), COUNT);
    let bytes: u64 = fs::read_dir(folder.path().join("posts-00"))?
        .flatten()
        .filter(|entry| entry.path().extension().is_some_and(|extension| extension == "toml"))
        .filter_map(|entry| entry.metadata().ok())
        .map(|data| data.len())
        .sum();
    println!("{COUNT} drafts of {} bytes on average", bytes * 100 / COUNT as u64);
    one(folder.path())?;
    for turn in ["cold", "warm"] {
        program(folder.path(), turn)?;
    }
    keys(folder.path())
}

/// What one draft costs, in processor time.
fn one(folder: &Path) -> std::io::Result<()> {
    let path = folder.join("posts-42/post-42.md");
    let (post, draft) = (fs::read(&path)?, fs::read_to_string(path.with_extension("naze.toml"))?);
    let hints = Hints { file_name: Some("post-42.md".to_owned()), encoding: None };
    let told = glance(&draft).map(|seen| seen.told.join("\n")).unwrap_or_default();
    once("one draft at a glance", || glance(&draft).is_ok());
    once("one post's title", || title(&post, &hints).map_or(0, |title| title.len()));
    once("one draft folded for the search", || naze::text::fold::fold(&told).len());
    Ok(())
}

/// The built program in a terminal of its own.
fn program(folder: &Path, turn: &str) -> std::io::Result<()> {
    let size = PtySize { rows: SIZE.rows, cols: SIZE.columns, pixel_width: 0, pixel_height: 0 };
    let pair = native_pty_system().openpty(size).map_err(std::io::Error::other)?;
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_naze"));
    let home = tempfile::tempdir()?;
    // Nobody answers here, and waiting for it is no part of the figure.
    let config = home.path().join(".config/naze");
    fs::create_dir_all(&config)?;
    fs::write(config.join("config.toml"), "ambiguous = \"narrow\"\n")?;
    command.cwd(folder);
    command.env_clear();
    for (name, value) in
        [("HOME", home.path().as_os_str()), ("LANG", "en_US.UTF-8".as_ref()), ("TERM", "xterm".as_ref())]
    {
        command.env(name, value);
    }
    let start = Instant::now();
    let mut child = pair.slave.spawn_command(command).map_err(std::io::Error::other)?;
    let mut output = pair.master.try_clone_reader().map_err(std::io::Error::other)?;
    let (sender, chunks) = channel();
    std::thread::spawn(move || {
        let mut chunk = vec![0; 1 << 16];
        while let Ok(read @ 1..) = output.read(&mut chunk) {
            let _left = sender.send((Instant::now(), chunk.get(..read).unwrap_or_default().to_vec()));
        }
    });
    let mut screen = vt100::Parser::new(
        NonZeroU16::MIN.saturating_add(SIZE.rows - 1),
        NonZeroU16::MIN.saturating_add(SIZE.columns - 1),
        0,
    );
    let (mut first, mut listed) = (None, None);
    while let Ok((at, bytes)) = chunks.recv_timeout(Duration::from_secs(30)) {
        screen.process(&bytes);
        let text = screen.screen().contents();
        if text.contains("Narrow") {
            first.get_or_insert(at - start);
        }
        if text.contains("post-") {
            listed.get_or_insert(at - start);
        }
        if text.contains(&format!("drafts: {COUNT}")) {
            let show = |time: Option<Duration>| time.unwrap_or_default();
            println!(
                "{turn}: first frame {:.1?}, first drafts {:.1?}, all {:.1?}",
                show(first),
                show(listed),
                at - start
            );
            break;
        }
    }
    let pid = child.process_id().unwrap_or_default();
    let status = fs::read_to_string(format!("/proc/{pid}/status")).unwrap_or_default();
    status
        .lines()
        .filter(|line| line.starts_with("VmHWM") || line.starts_with("RssAnon"))
        .for_each(|it| println!("{it}"));
    // The 14th and 15th of its figures, in hundredths of a second; behind the name, which may hold blanks.
    let line = fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
    let figures = line.rsplit_once(") ").map_or("", |(_, rest)| rest).split(' ').skip(11).take(2);
    let spent: u64 = figures.filter_map(|figure| figure.parse::<u64>().ok()).sum();
    println!("processor time {:.1?}", Duration::from_millis(spent * 10));
    child.kill()?;
    child.wait().map(drop)
}

/// Keys in the line that narrows the list, when all is read.
fn keys(folder: &Path) -> std::io::Result<()> {
    let home = tempfile::tempdir()?;
    let words = Words::of(Language::Ja);
    let places = Places::of_this_machine().within(home.path());
    let mut performer = Performer::new(words, Keymap::builtin(), places, None, None);
    performer.read_shelf(folder);
    let look = Look::builtin(Colours::Terminal);
    let mut session = Session::new(Model::new(words, Keymap::builtin(), SIZE), look.clone(), performer);
    while session.model.shelf.reading != Reading::Done {
        session.take(Vec::new());
        std::thread::sleep(Duration::from_millis(1));
    }
    let clear = "ctrl-u".parse().map(Msg::Key);
    for typed in ["冬", "電", "手紙への返事", "4873", "コツ", "三年前の冬 倉庫", "zzzz", "の", "ときのコツ9"]
    {
        let mut times = Vec::new();
        for _ in 0..20 {
            for c in typed.chars() {
                times.push(key(&mut session.model, &look, Msg::Text(c.to_string())));
            }
            times.extend(clear.clone().map(|clear| key(&mut session.model, &look, clear)));
        }
        report(&format!("a key to its frame, 「{typed}」"), times);
    }
    Ok(())
}

fn key(model: &mut Model, look: &Look, msg: Msg) -> Duration {
    let start = Instant::now();
    black_box(update(model, msg));
    black_box(paint(model, look).0.whole());
    start.elapsed()
}

fn once<T>(what: &str, mut deed: impl FnMut() -> T) {
    let times = (0..200).map(|_| {
        let start = Instant::now();
        black_box(deed());
        start.elapsed()
    });
    report(what, times.collect());
}

fn report(what: &str, mut times: Vec<Duration>) {
    times.sort_unstable();
    let of = |share: usize| times.get((times.len() - 1) * share / 100).copied().unwrap_or_default();
    println!("{what:<48} median {:>9.1?}  p99 {:>9.1?}  max {:>9.1?}", of(50), of(99), of(100));
}
