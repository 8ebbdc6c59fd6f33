//! The author's own editor, for a long answer.

use std::io::{self, Read, Seek, Write};
use std::process::Command;

/// Opens `text` in an editor and waits. The command may carry arguments (`code --wait`); it is split at blanks, as git
/// and others do for `$EDITOR`.
///
/// # Errors
/// Where the editor cannot be started, ends badly, or leaves no UTF-8 text: the answer then stays as it was.
pub fn edit(command: &str, text: &str) -> io::Result<String> {
    let mut file = tempfile::Builder::new().prefix("naze-").suffix(".md").tempfile()?;
    file.write_all(text.as_bytes())?;
    file.flush()?;
    let mut words = command.split_whitespace();
    let program = words.next().ok_or(io::ErrorKind::NotFound)?;
    let status = Command::new(program).args(words).arg(file.path()).status()?;
    if !status.success() {
        return Err(io::Error::other("the editor ended badly"));
    }
    // An editor that saves by renaming leaves a new file under the old name.
    let mut edited = String::new();
    match std::fs::File::open(file.path()) {
        Ok(mut reopened) => reopened.read_to_string(&mut edited)?,
        Err(_) => {
            file.rewind()?;
            file.read_to_string(&mut edited)?
        }
    };
    let edited = edited.replace("\r\n", "\n");
    // Editors end the last line; the answer had no line end there.
    Ok(if text.ends_with('\n') { edited } else { edited.strip_suffix('\n').unwrap_or(&edited).to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_editor_leaves_is_the_answer() {
        assert_eq!(edit("true", "あ\nい").unwrap(), "あ\nい");
        assert_eq!(edit("sh -c true", "x\n").unwrap(), "x\n");
    }

    #[test]
    fn a_failing_editor_leaves_the_answer_alone() {
        assert!(edit("false", "a").is_err());
        assert!(edit("no-such-editor-anywhere", "a").is_err());
        assert!(edit("", "a").is_err());
    }
}
