//! The built program in a real pseudo-terminal, read by a terminal emulator.

mod frames;
mod habit;
mod hand;

use std::io::{Read, Write};
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, channel};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

use crate::desk::POST;

fn cells(count: u16) -> NonZero<u16> {
    NonZero::new(count).unwrap()
}

/// A running naze and the screen it paints.
struct Session {
    master: Box<dyn MasterPty + Send>,
    writer: Arc<Mutex<Box<dyn Write + Send>>>,
    child: Box<dyn Child + Send + Sync>,
    output: Receiver<Vec<u8>>,
    screen: vt100::Parser,
    raw: Vec<u8>,
}

/// Long enough for a loaded machine; a passing test never waits this long.
const PATIENCE: Duration = Duration::from_secs(20);

/// What terminals say when they are asked where the cursor went, and what they are.
const NARROW: &str = "\x1b[2;2R\x1b[?62;22c";
const WIDE: &str = "\x1b[2;3R\x1b[?62;22c";
/// Where the cursor went is not known to this one.
const UNKNOWN: &str = "\x1b[?62;22c";
/// This one does not even say what it is.
const SILENT: &str = "";
const QUESTION: &[u8] = b"\x1b[6n";

impl Session {
    fn start(home: &Path, args: &[&str], columns: u16, rows: u16) -> Self {
        Self::start_on(NARROW, home, args, columns, rows)
    }

    /// Starts it on a terminal that answers with `reply`.
    fn start_on(reply: &'static str, home: &Path, args: &[&str], columns: u16, rows: u16) -> Self {
        Self::start_in(reply, &[], home, args, columns, rows)
    }

    /// Starts it with more in its environment.
    fn start_with(more: &[(&str, &str)], home: &Path, args: &[&str], columns: u16, rows: u16) -> Self {
        Self::start_in(NARROW, more, home, args, columns, rows)
    }

    fn start_in(
        reply: &'static str,
        more: &[(&str, &str)],
        home: &Path,
        args: &[&str],
        columns: u16,
        rows: u16,
    ) -> Self {
        let size = PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).unwrap();
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_naze"));
        command.args(args);
        command.cwd(home);
        command.env_clear();
        for (name, value) in [("LANG", "ja_JP.UTF-8"), ("TERM", "xterm-256color"), ("PATH", "/usr/bin:/bin")] {
            command.env(name, value);
        }
        command.env("HOME", home);
        for (name, value) in more {
            command.env(name, value);
        }
        let child = pair.slave.spawn_command(command).unwrap();
        let mut reader = pair.master.try_clone_reader().unwrap();
        let (sender, output) = channel();
        let writer = Arc::new(Mutex::new(pair.master.take_writer().unwrap()));
        let hand = Arc::clone(&writer);
        std::thread::spawn(move || {
            let mut chunk = [0; 4096];
            while let Ok(read) = reader.read(&mut chunk) {
                if chunk[..read].windows(QUESTION.len()).any(|bytes| bytes == QUESTION) {
                    hand.lock().unwrap().write_all(reply.as_bytes()).unwrap();
                }
                if read == 0 || sender.send(chunk[..read].to_vec()).is_err() {
                    return;
                }
            }
        });
        let screen = vt100::Parser::new(cells(rows), cells(columns), 0);
        Self { master: pair.master, writer, child, output, screen, raw: Vec::new() }
    }

    fn send(&mut self, text: &str) {
        let mut writer = self.writer.lock().unwrap();
        writer.write_all(text.as_bytes()).unwrap();
        writer.flush().unwrap();
    }

    fn take_in(&mut self, wait: Duration) {
        if let Ok(bytes) = self.output.recv_timeout(wait) {
            self.screen.process(&bytes);
            self.raw.extend(bytes);
        }
    }

    /// Waits until the screen holds `wanted`.
    fn wait_for(&mut self, wanted: &str) {
        self.wait_until(|text| text.contains(wanted));
        self.settle();
    }

    /// Waits until the screen is as it is wanted.
    fn wait_until(&mut self, wanted: impl Fn(&str) -> bool) {
        let until = Instant::now() + PATIENCE;
        while !wanted(&self.text()) {
            assert!(Instant::now() < until, "never came:\n{}", self.text());
            self.take_in(Duration::from_millis(50));
        }
    }

    /// Takes in the rest of the frame: the caret comes last.
    fn settle(&mut self) {
        while let Ok(bytes) = self.output.recv_timeout(Duration::from_millis(150)) {
            self.screen.process(&bytes);
            self.raw.extend(bytes);
        }
    }

    /// The screen's text. A wide character's second cell holds nothing.
    fn text(&self) -> String {
        self.screen.screen().contents()
    }

    /// Waits for the end and says how it ended.
    fn end(&mut self) -> u32 {
        let until = Instant::now() + PATIENCE;
        loop {
            self.take_in(Duration::from_millis(20));
            if let Some(status) = self.child.try_wait().unwrap() {
                while let Ok(bytes) = self.output.recv_timeout(Duration::from_millis(200)) {
                    self.screen.process(&bytes);
                    self.raw.extend(bytes);
                }
                return status.exit_code();
            }
            assert!(Instant::now() < until, "never ended:\n{}", self.text());
        }
    }

    fn signal(&self, name: &str) {
        let pid = self.child.process_id().unwrap().to_string();
        assert!(std::process::Command::new("kill").args(["-s", name, &pid]).status().unwrap().success());
    }

    /// How often its threads went to sleep of themselves, so far (Linux: `/proc/PID/task/*/status`; elsewhere always 0).
    fn wakeups(&self) -> u64 {
        let tasks = format!("/proc/{}/task", self.child.process_id().unwrap());
        let of = |status: String| -> Option<u64> {
            status
                .lines()
                .find_map(|line| line.strip_prefix("voluntary_ctxt_switches:"))
                .and_then(|count| count.trim().parse().ok())
        };
        let tasks = std::fs::read_dir(tasks).into_iter().flatten().flatten();
        tasks.filter_map(|task| of(std::fs::read_to_string(task.path().join("status")).ok()?)).sum()
    }

    /// The terminal is as it was: main screen, caret shown, no mode left on.
    fn assert_restored(&self) {
        let screen = self.screen.screen();
        assert!(!screen.alternate_screen());
        assert!(!screen.hide_cursor());
        assert!(!screen.bracketed_paste());
        assert_eq!(screen.mouse_protocol_mode(), vt100::MouseProtocolMode::None);
    }
}

fn folder_with_post() -> (tempfile::TempDir, PathBuf) {
    let home = tempfile::tempdir().unwrap();
    let post = home.path().join("5-ways.md");
    std::fs::write(&post, POST).unwrap();
    (home, post)
}

fn draft(post: &Path) -> String {
    std::fs::read_to_string(post.with_file_name("5-ways.naze.toml")).unwrap()
}

#[test]
fn an_author_types_japanese_leaves_and_comes_back_to_the_same_place() {
    let (home, post) = folder_with_post();
    let mut naze = Session::start(home.path(), &["5-ways.md", "--at", "failure@t1"], 120, 40);
    naze.wait_for("まず最後まで聞く");
    // An input method commits a burst.
    naze.send("三年前の冬、電話が鳴りました。");
    naze.wait_for("電話が鳴りました。");
    let (row, column) = naze.screen.screen().cursor_position();
    let before = naze.screen.screen().contents_between(row, 0, row, column);
    assert!(before.trim_end().ends_with("電話が鳴りました。"), "the caret stands behind what was typed: {before:?}");
    naze.send("\x1b[D\x1b[D");
    naze.send("\x11");
    assert_eq!(naze.end(), 0);
    naze.assert_restored();
    assert!(draft(&post).contains("三年前の冬、電話が鳴りました。"));
    assert_eq!(std::fs::read_to_string(&post).unwrap(), POST);

    let mut naze = Session::start(home.path(), &["5-ways.md"], 120, 40);
    naze.wait_for("電話が鳴りました。");
    naze.send("X");
    naze.wait_for("電話が鳴りましXた。");
    naze.send("\x11");
    assert_eq!(naze.end(), 0);
}

#[test]
fn a_signal_saves_and_gives_the_terminal_back() {
    // USR1 is the switch for a fault of the program's own, in builds for tests alone.
    for (signal, code) in [("TERM", 0), ("HUP", 0), ("INT", 0), ("USR1", 4)] {
        let (home, post) = folder_with_post();
        let mut naze = Session::start(home.path(), &["5-ways.md", "--at", "failure@t1"], 80, 24);
        naze.wait_for("まず最後まで聞く");
        naze.send("消えてはいけない言葉");
        naze.wait_for("消えてはいけない言葉");
        naze.signal(signal);
        assert_eq!(naze.end(), code, "{signal}");
        naze.assert_restored();
        assert!(draft(&post).contains("消えてはいけない言葉"), "{signal}");
        let left: Vec<_> = std::fs::read_dir(home.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        let known = |file: &std::ffi::OsString| {
            let called = file.to_string_lossy().into_owned();
            called == "5-ways.md" || called == "5-ways.naze.toml" || called == ".local" || called == ".config"
        };
        assert!(left.iter().all(known), "{signal} left {left:?}");
    }
}

#[test]
fn a_kill_loses_nothing_that_was_on_the_screen() {
    let (home, _) = folder_with_post();
    let mut naze = Session::start(home.path(), &["5-ways.md", "--at", "failure@t1"], 80, 24);
    naze.wait_for("まず最後まで聞く");
    naze.send("刻まれた言葉");
    naze.wait_for("刻まれた言葉");
    naze.signal("KILL");
    naze.end();
    let mut naze = Session::start(home.path(), &["5-ways.md"], 80, 24);
    naze.wait_for("刻まれた言葉");
    naze.send("\x11");
    assert_eq!(naze.end(), 0);
}

#[test]
fn any_size_and_back_loses_nothing() {
    let (home, post) = folder_with_post();
    let mut naze = Session::start(home.path(), &["5-ways.md", "--at", "failure@t1"], 120, 40);
    naze.wait_for("まず最後まで聞く");
    naze.send("大きくても小さくても");
    naze.wait_for("大きくても小さくても");
    for (columns, rows, typed) in [(1, 1, "一"), (40, 12, "二"), (3, 2, "三"), (300, 100, "四"), (80, 24, "五")] {
        naze.master.resize(PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 }).unwrap();
        naze.screen.screen_mut().set_size(cells(rows), cells(columns));
        // Typed before the new size is painted, or after it.
        naze.send(typed);
        naze.take_in(Duration::from_millis(100));
    }
    naze.send("同じ");
    naze.wait_for("大きくても小さくても一二三四五同じ");
    let (row, column) = naze.screen.screen().cursor_position();
    assert!(naze.screen.screen().contents_between(row, 0, row, column).ends_with("五同じ"), "{}", naze.text());
    naze.send("\x11");
    assert_eq!(naze.end(), 0);
    assert!(draft(&post).contains("大きくても小さくても一二三四五同じ"));
}

#[test]
fn a_paste_is_one_event_and_one_step_to_undo() {
    let (home, post) = folder_with_post();
    let mut naze = Session::start(home.path(), &["5-ways.md", "--at", "failure@t1"], 80, 24);
    naze.wait_for("まず最後まで聞く");
    naze.send("前");
    naze.send("\x1b[200~一行目\r二行目\t\x07終わり\x1b[201~");
    naze.wait_for("二行目");
    naze.send("\x1a");
    naze.send("後");
    naze.wait_for("前後");
    naze.send("\x1a\x1a\x19\x19");
    naze.settle();
    naze.send("\x11");
    assert_eq!(naze.end(), 0);
    assert!(draft(&post).contains("前後"), "{}", draft(&post));
    assert!(!draft(&post).contains("二行目"), "{}", draft(&post));
}

#[test]
fn hostile_text_moves_nothing_on_the_screen() {
    let home = tempfile::tempdir().unwrap();
    let text = "# 3 tips\n\nIntro \x1b[2J\x1b[1;1Hgone\x07 \u{202e}reversed\n\n## 1. One \x1b]0;title\x07\n\nA.\n\n## 2. Two\n\nB.\n\n## 3. Three\n\nC.\n";
    std::fs::write(home.path().join("5-ways.md"), text).unwrap();
    let mut naze = Session::start(home.path(), &["5-ways.md", "--at", "failure@t1"], 120, 40);
    naze.wait_for("gone");
    assert!(naze.text().contains("naze"), "the header is still there:\n{}", naze.text());
    assert!(!naze.text().contains('\u{202e}'));
    assert!(!naze.raw.windows(10).any(|bytes| bytes == b"\x1b]0;title\x07"));
    assert!(!naze.raw.contains(&0x07));
    naze.send("\x11");
    assert_eq!(naze.end(), 0);
}

#[test]
fn a_sequence_nobody_knows_holds_nothing_up() {
    let (home, post) = folder_with_post();
    let mut naze = Session::start(home.path(), &["5-ways.md", "--at", "failure@t1"], 120, 40);
    naze.wait_for("まず最後まで聞く");
    // The end of a paste that never began.
    naze.send("\x1b[201~");
    naze.settle();
    naze.master.resize(PtySize { rows: 24, cols: 80, pixel_width: 0, pixel_height: 0 }).unwrap();
    naze.screen.screen_mut().set_size(cells(24), cells(80));
    let before = naze.raw.len();
    naze.settle();
    assert!(naze.raw.len() > before, "a new size is painted though nothing is typed");
    naze.signal("TERM");
    naze.end();
    naze.assert_restored();
    assert_eq!(std::fs::read_to_string(post).unwrap(), POST);
}

#[test]
fn the_second_window_only_reads_and_takes_over_when_the_first_ends() {
    for end in ["\x11", "kill"] {
        let (home, post) = folder_with_post();
        let mut first = Session::start(home.path(), &["5-ways.md", "--at", "failure@t1"], 120, 40);
        first.wait_for("まず最後まで聞く");
        let mut second = Session::start(home.path(), &["5-ways.md", "--at", "failure@t1"], 120, 40);
        second.wait_for("閲覧のみ");
        first.send("一つめの窓の言葉");
        first.wait_for("一つめの窓の言葉");
        second.send("読むだけの窓では書けない");
        second.settle();
        assert!(!second.text().contains("書けない"), "what is not kept is not shown:\n{}", second.text());
        // Looked at again, it shows what was written meanwhile.
        second.send("\x1b[O\x1b[I");
        second.wait_for("一つめの窓の言葉");
        if end == "kill" {
            first.signal("KILL");
        } else {
            first.send(end);
        }
        first.end();
        second.wait_for("ここで書けるように");
        assert!(second.text().contains("一つめの窓の言葉"), "{}", second.text());
        second.send("。続き");
        second.wait_for("続き");
        second.send("\x11");
        assert_eq!(second.end(), 0);
        let draft = draft(&post);
        assert!(draft.contains("一つめの窓の言葉") && draft.contains("続き"), "{draft}");
    }
}

#[test]
fn a_draft_broken_by_hand_opens_as_it_last_stood() {
    let (home, post) = folder_with_post();
    let mut naze = Session::start(home.path(), &["5-ways.md", "--at", "failure@t1"], 120, 40);
    naze.wait_for("まず最後まで聞く");
    naze.send("前の言葉");
    naze.wait_for("前の言葉");
    naze.send("\x11");
    assert_eq!(naze.end(), 0);
    let path = post.with_file_name("5-ways.naze.toml");
    let broken = draft(&post).replace("[post]", "[post");
    std::fs::write(&path, &broken).unwrap();
    let mut naze = Session::start(home.path(), &["5-ways.md", "--at", "failure@t1"], 120, 40);
    naze.wait_for("前の言葉");
    assert!(naze.text().contains("6 行"), "line and column are said:\n{}", naze.text());
    naze.send("\x1b[A");
    naze.wait_for("Alt-P で置き換え");
    assert_eq!(draft(&post), broken);
    naze.send("\x1bp");
    naze.wait_for("保存済み");
    naze.send("\x11");
    assert_eq!(naze.end(), 0);
    assert!(draft(&post).contains("前の言葉") && !draft(&post).contains("[post\n"));
}

#[test]
fn keys_typed_ahead_are_painted_in_one_frame() {
    let (home, _) = folder_with_post();
    let mut naze = Session::start(home.path(), &["5-ways.md", "--at", "failure@t1"], 120, 40);
    naze.wait_for("まず最後まで聞く");
    naze.signal("STOP");
    for key in "keys typed ahead ".repeat(8).chars() {
        naze.send(&key.to_string());
    }
    naze.send("の終わり");
    let before = naze.raw.len();
    naze.signal("CONT");
    naze.wait_for("の終わり");
    let written = String::from_utf8_lossy(&naze.raw[before..]).into_owned();
    let end = written.find("の終わり").unwrap_or(written.len());
    assert_eq!(written[..end].matches("\x1b[?2026h").count(), 1, "{written:?}");
}
