//! The desk a test sits at: a folder with a post, and the built program run in it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// A post with three tips, as short as one can be.
pub const POST: &str = "# クレーム対応3つのコツ\n\n\
お客さまの声に、どう答えればよいでしょうか。今日は3つのコツをご紹介します。\n\n\
## 1. まず最後まで聞く\n\n相手の話を遮らず、最後まで聞きます。\n\n\
## 2. すぐ謝らない\n\n何が起きたのかを、先に確かめます。\n\n\
## 3. 翌日に電話する\n\n一晩おいてから、もう一度声を聞きます。\n\n\
## おわりに\n\n明日の一本目の電話から、試してみてください。\n";

/// A folder of its own, with a home in it, and the built program.
pub struct Desk {
    folder: tempfile::TempDir,
}

/// What a run left: exit code, standard output, standard error.
#[derive(Debug)]
pub struct Ran {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Desk {
    /// A desk with [`POST`] as `5-ways.md`.
    pub fn new() -> Self {
        let desk = Self { folder: tempfile::tempdir().unwrap() };
        fs::create_dir(desk.path().join("home")).unwrap();
        desk.put("5-ways.md", POST);
        desk
    }

    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    pub fn home(&self) -> PathBuf {
        self.path().join("home")
    }

    pub fn put(&self, name: &str, text: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path().join(name);
        fs::write(&path, text).unwrap();
        path
    }

    pub fn text(&self, name: &str) -> String {
        fs::read_to_string(self.path().join(name)).unwrap()
    }

    /// The names in the folder, without the home.
    pub fn names(&self) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(self.path())
            .unwrap()
            .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
            .filter(|name| name != "home")
            .collect();
        names.sort();
        names
    }

    /// Every file below the home.
    pub fn kept(&self) -> Vec<PathBuf> {
        let mut found = Vec::new();
        let mut open = vec![self.home()];
        while let Some(folder) = open.pop() {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() { open.push(path) } else { found.push(path) }
            }
        }
        found
    }

    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_naze"));
        command.args(args).current_dir(self.path()).env_clear();
        command.env("HOME", self.home()).env("LANG", "en_US.UTF-8").env("PATH", "/usr/bin:/bin");
        command
    }

    /// Runs `naze` with nothing on standard input.
    pub fn run(&self, args: &[&str]) -> Ran {
        self.run_with(args, "")
    }

    /// Runs `naze` with a text on standard input.
    pub fn run_with(&self, args: &[&str], input: impl AsRef<[u8]>) -> Ran {
        use std::io::Write;
        let mut command = self.command(args);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        // A program that reads nothing closes the pipe; that is its right.
        let _closed = child.stdin.take().unwrap().write_all(input.as_ref());
        child.wait_with_output().unwrap().into()
    }

    /// Runs `naze` and expects it to end well.
    pub fn ok(&self, args: &[&str]) -> String {
        let ran = self.run(args);
        assert_eq!(ran.code, 0, "{args:?}: {ran:?}");
        ran.out
    }
}

impl From<Output> for Ran {
    fn from(output: Output) -> Self {
        Self {
            code: output.status.code().unwrap_or(-1),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }
}
