//! The author's own editor, for a long answer.

use std::io::{self, Read, Write};
use std::path::PathBuf;
use std::process::Command;

use tempfile::NamedTempFile;

/// The editor did not end well; the answer stays as it was.
#[derive(Debug)]
pub struct Failed {
    /// Where what was written in it is kept, where that differs from the answer.
    pub kept: Option<PathBuf>,
}

impl From<io::Error> for Failed {
    fn from(_: io::Error) -> Self {
        Self { kept: None }
    }
}

/// Opens `text` in an editor and waits. The command may carry arguments (`code --wait`); it is split at blanks, as git
/// and others do for `$EDITOR`.
///
/// # Errors
/// Where the editor cannot be started, ends badly, or leaves no UTF-8 text.
pub fn edit(command: &str, text: &str) -> Result<String, Failed> {
    let mut file = tempfile::Builder::new().prefix("naze-").suffix(".md").tempfile()?;
    file.write_all(text.as_bytes())?;
    file.flush()?;
    let mut words = command.split_whitespace();
    let program = words.next().ok_or(io::Error::from(io::ErrorKind::NotFound))?;
    let mut editor = Command::new(program);
    editor.args(words).arg(file.path());
    if let Ok(tty) = std::fs::File::open("/dev/tty") {
        // An opening of its own: ours does not wait for keys, an editor's must.
        editor.stdin(tty);
    }
    let status = editor.status();
    let read = read(&file);
    match (status, read) {
        (Ok(status), Ok(edited)) if status.success() => {
            if edited == text {
                return Ok(edited);
            }
            // Line ends are the answer's own where it has any; an editor's habit otherwise.
            let edited = if text.contains("\r\n") { edited } else { edited.replace("\r\n", "\n") };
            // Editors end the last line; the answer had no line end there.
            let ended = text.ends_with('\n');
            Ok(if ended { edited } else { edited.strip_suffix('\n').unwrap_or(&edited).to_owned() })
        }
        (_, Ok(edited)) if edited == text => Err(Failed { kept: None }),
        // What was taken away cannot be pointed to.
        (_, Err(_)) if !file.path().exists() => Err(Failed { kept: None }),
        (_, _) => Err(Failed { kept: file.keep().ok().map(|(_, path)| path) }),
    }
}

/// What stands under the file's name: an editor that saves by renaming leaves a new file there.
fn read(file: &NamedTempFile) -> io::Result<String> {
    let mut text = String::new();
    std::fs::File::open(file.path())?.read_to_string(&mut text)?;
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_editor_leaves_is_the_answer() {
        assert_eq!(edit("true", "あ\nい").unwrap(), "あ\nい");
        assert_eq!(edit("true", "あ\r\nい\r\n").unwrap(), "あ\r\nい\r\n");
        assert_eq!(edit("sh -c true", "x\n").unwrap(), "x\n");
    }

    #[test]
    fn a_failing_editor_leaves_the_answer_alone() {
        for command in ["false", "no-such-editor-anywhere", "", "rm"] {
            assert!(matches!(edit(command, "a"), Err(Failed { kept: None })), "{command}");
        }
    }

    #[test]
    fn what_a_failing_editor_saved_is_kept() {
        let folder = tempfile::tempdir().unwrap();
        let script = folder.path().join("editor");
        std::fs::write(&script, "printf rescued > \"$1\"; exit 1\n").unwrap();
        let failed = edit(&format!("sh {}", script.display()), "a").unwrap_err();
        let kept = failed.kept.unwrap();
        assert_eq!(std::fs::read_to_string(&kept).unwrap(), "rescued");
        std::fs::remove_file(kept).unwrap();
    }
}
