//! `naze demo`: a practice post in a scratch folder of its own, with configuration and state inside it.

use std::io;
use std::path::{Path, PathBuf};

use crate::text::Language;

/// Makes a new scratch folder with the practice post in it, and says where the post is. The folder stays: what is
/// written for practice may be worth keeping, and folders for temporary files are emptied by the system.
///
/// # Errors
/// Where the folder or the file cannot be made.
pub fn prepare(scratch: &Path, language: Language) -> io::Result<PathBuf> {
    let (name, text) = match language {
        Language::Ja => ("5つの方法.md", include_str!("../../assets/demo/ja.md")),
        Language::En => ("5-ways.md", include_str!("../../assets/demo/en.md")),
    };
    let folder = tempfile::Builder::new().prefix("naze-demo-").tempdir_in(scratch)?.keep();
    let post = folder.join(name);
    std::fs::write(&post, text)?;
    Ok(post)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_practice_starts_afresh() {
        let scratch = tempfile::tempdir().unwrap();
        let [one, two] = [Language::Ja, Language::En].map(|language| prepare(scratch.path(), language).unwrap());
        assert_ne!(one.parent(), two.parent());
        assert!(std::fs::read_to_string(one).unwrap().contains("5つ"));
    }
}
