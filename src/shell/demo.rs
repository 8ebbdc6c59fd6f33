//! `naze demo`: a practice post in a scratch folder, with configuration and state of its own.

use std::io;
use std::path::{Path, PathBuf};

use crate::text::Language;

/// The practice post of each language, and the name of its file.
const POSTS: [(Language, &str, &str); 2] = [
    (Language::Ja, "5つの方法.md", include_str!("../../assets/demo/ja.md")),
    (Language::En, "5-ways.md", include_str!("../../assets/demo/en.md")),
];

/// Puts the practice post into `folder`, where it is not there yet, and says where it is.
///
/// # Errors
/// Where the folder or the file cannot be made.
pub fn prepare(folder: &Path, language: Language) -> io::Result<PathBuf> {
    std::fs::create_dir_all(folder)?;
    let [ja, en] = POSTS;
    let (_, name, text) = if language == Language::Ja { ja } else { en };
    let post = folder.join(name);
    if !post.exists() {
        std::fs::write(&post, text)?;
    }
    Ok(post)
}
