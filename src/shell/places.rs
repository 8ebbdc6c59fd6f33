//! Places and settings of this machine: the only reader of the environment.
//!
//! What it is: folders, language, editor and terminal as the environment says, read once. What it is not: it makes no
//! folder. Invariant: nothing else in naze asks the environment; tests make a [`Places`] of their own.

use std::path::{Path, PathBuf};

use super::digest::sha256;
use crate::text::Language;

/// Where things are, and how this machine speaks.
#[derive(Debug, Clone)]
pub struct Places {
    /// Settings of the author: keymap, own flows.
    pub config: PathBuf,
    /// What naze keeps for itself: journals, locks, carets.
    pub state: PathBuf,
    /// The folder above which nothing is looked for; none but in practice.
    pub roof: Option<PathBuf>,
    /// The author's home.
    pub home: Option<PathBuf>,
    /// Where scratch folders go.
    pub scratch: PathBuf,
    /// The language of the locale.
    pub language: Language,
    /// Which variable said so.
    pub language_from: Option<&'static str>,
    /// The author's own editor.
    pub editor: Option<String>,
    /// Which variable names it.
    pub editor_from: Option<&'static str>,
    /// Which terminal this is: `TERM_PROGRAM` and `TERM`.
    pub terminal: String,
    /// Whether colour is unwanted (`NO_COLOR`, <https://no-color.org>).
    pub no_color: bool,
    /// Whether the terminal can only print lines (`TERM=dumb`, or none).
    pub is_dumb: bool,
}

impl Places {
    /// Reads the environment.
    #[must_use]
    #[expect(clippy::disallowed_methods, reason = "this is the one place that reads the environment")]
    pub fn of_this_machine() -> Self {
        let var = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
        let folders = directories::ProjectDirs::from("", "", "naze");
        let none = || std::env::temp_dir().join("naze");
        // A platform without a state folder keeps it with its data.
        let state = folders.as_ref().map(|dirs| dirs.state_dir().unwrap_or_else(|| dirs.data_local_dir()).to_owned());
        let first = |names: &[&'static str]| names.iter().find_map(|&name| Some((name, var(name)?))).unzip();
        let (language_from, locale) = first(&["LC_ALL", "LC_MESSAGES", "LANG"]);
        let (editor_from, editor) = first(&["VISUAL", "EDITOR"]);
        Self {
            config: folders.as_ref().map_or_else(none, |dirs| dirs.config_dir().to_owned()),
            state: state.unwrap_or_else(none),
            roof: None,
            home: directories::BaseDirs::new().map(|dirs| dirs.home_dir().to_owned()),
            scratch: std::env::temp_dir(),
            language: if locale.is_some_and(|locale| locale.starts_with("ja")) { Language::Ja } else { Language::En },
            language_from,
            editor,
            editor_from,
            terminal: format!("{} {}", var("TERM_PROGRAM").unwrap_or_default(), var("TERM").unwrap_or_default()),
            no_color: var("NO_COLOR").is_some(),
            is_dumb: var("TERM").is_none_or(|term| term == "dumb"),
        }
    }

    /// These places with configuration and state inside `folder`: for practice.
    #[must_use]
    pub fn within(&self, folder: &Path) -> Self {
        // Posts are known by their canonical paths.
        let roof = Some(folder.canonicalize().unwrap_or_else(|_| folder.to_owned()));
        Self { config: folder.join("config"), state: folder.join("state"), roof, ..self.clone() }
    }

    /// `folder` and every folder above it, the nearest first: where what belongs to a post is looked for.
    pub fn upwards<'a>(&'a self, folder: &'a Path) -> impl Iterator<Item = &'a Path> {
        let mut above = false;
        folder.ancestors().take_while(move |folder| {
            let within = !above;
            above = self.roof.as_deref() == Some(*folder);
            within
        })
    }

    /// Notes of what was exported where.
    #[must_use]
    pub fn exports(&self) -> PathBuf {
        self.state.join("exports")
    }

    /// Drafts that were thrown away.
    #[must_use]
    pub fn trash(&self) -> PathBuf {
        self.state.join("trash")
    }

    /// A path as people write it: from the home folder.
    #[must_use]
    pub fn shown(&self, path: &Path) -> String {
        let below = self.home.as_ref().and_then(|home| path.strip_prefix(home).ok());
        below.map_or_else(|| path.display().to_string(), |rest| format!("~/{}", rest.display()))
    }

    /// What naze keeps for posts.
    #[must_use]
    pub fn posts(&self) -> PathBuf {
        self.state.join("posts")
    }

    /// What naze keeps for one post, by the post's canonical path.
    #[must_use]
    pub fn of_post(&self, post: &Path) -> PathBuf {
        let name = sha256(post.as_os_str().as_encoded_bytes());
        self.posts().join(name.get(..32).unwrap_or(&name))
    }
}

/// Whether the environment names a zone of time (`TZ`).
#[must_use]
#[expect(clippy::disallowed_methods, reason = "this is the one place that reads the environment")]
pub fn names_a_zone() -> bool {
    std::env::var_os("TZ").is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn practice_looks_no_further_than_its_own_folder() {
        let folder = tempfile::tempdir().unwrap();
        let inside = folder.path().canonicalize().unwrap().join("posts");
        let all = Places::of_this_machine();
        assert_eq!(all.upwards(&inside).count(), inside.ancestors().count());
        let own = all.within(folder.path());
        let seen: Vec<&Path> = own.upwards(&inside).collect();
        assert_eq!(seen, [inside.as_path(), inside.parent().unwrap()]);
    }
}
