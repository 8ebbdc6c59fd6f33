//! The walk: where the drafts of a folder tree are.
//!
//! What it is: names, found without opening a draft. What it is not: it follows no links, leaves no file system, and goes
//! into no folder that is hidden or that the tree's own ignore files name. Invariant: a draft is never passed over for its
//! own name: whoever keeps `*.naze.toml` out of git wants to see them all the same.

use std::ffi::OsStr;
use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::time::Instant;

use ignore::Match;
use ignore::gitignore::{Gitignore, GitignoreBuilder};

/// A walk stops politely after so many entries: `naze` in a home folder is no accident.
pub const MOST_ENTRIES: usize = 100_000;
/// Folders that hold no posts of the author's, whatever an ignore file says.
const PASSED_OVER: [&str; 3] = ["target", "node_modules", "vendor"];

/// What a walk found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The drafts, in no order.
    pub drafts: Vec<PathBuf>,
    /// Whether that was all.
    pub extent: Extent,
}

/// How much of a tree was walked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    /// All of it.
    Whole,
    /// As many entries as it may look at, or as far as it came in time.
    Part,
}

/// The drafts below `root`, after at most `most` entries of its folders.
#[must_use]
pub fn walk(root: &Path, most: usize) -> Found {
    walk_until(root, most, None)
}

/// The same, until the time is up.
#[must_use]
pub fn walk_until(root: &Path, most: usize, until: Option<Instant>) -> Found {
    let device = fs::metadata(root).map(|data| data.dev()).ok();
    let mut found = Found { drafts: Vec::new(), extent: Extent::Whole };
    let mut open = vec![(root.to_owned(), None)];
    let mut seen = 0;
    while let Some((folder, above)) = open.pop() {
        let Ok(entries) = fs::read_dir(&folder) else { continue };
        let (mut inside, mut rules) = (Vec::new(), Vec::new());
        for entry in entries.flatten() {
            seen += 1;
            if seen > most || (seen % 64 == 0 && until.is_some_and(|until| Instant::now() > until)) {
                found.extent = Extent::Part;
                return found;
            }
            let (name, kind) = (entry.file_name(), entry.file_type());
            let path = if folder == Path::new(".") { PathBuf::from(&name) } else { entry.path() };
            match kind {
                Ok(kind) if kind.is_dir() && name == ".git" => rules.push(path.join("info/exclude")),
                Ok(kind) if kind.is_dir() && !is_passed_over(&name) => inside.push(path),
                Ok(kind) if kind.is_file() && (name == ".gitignore" || name == ".ignore") => rules.push(path),
                Ok(kind) if kind.is_file() && is_draft(&path) => found.drafts.push(path),
                Ok(_) | Err(_) => {}
            }
        }
        let rules = Rules::below(above, &folder, rules);
        inside.retain(|path| {
            let here = fs::symlink_metadata(path).is_ok_and(|data| Some(data.dev()) == device);
            here && !rules.as_deref().is_some_and(|rules| rules.ignores(path))
        });
        open.extend(inside.into_iter().map(|path| (path, rules.clone())));
    }
    found
}

/// Whether a file is a draft by its name.
#[must_use]
pub fn is_draft(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.as_encoded_bytes().ends_with(b".naze.toml"))
}

fn is_passed_over(name: &OsStr) -> bool {
    name.as_encoded_bytes().starts_with(b".") || PASSED_OVER.iter().any(|known| name == *known)
}

/// What the ignore files of a folder and of those above it say, up to where the walk began: a folder that was asked for
/// is looked through whatever those above it say.
struct Rules {
    own: Gitignore,
    above: Option<Rc<Rules>>,
}

impl Rules {
    /// The rules of `folder`: of its `files` what stands in `.ignore` counts most, what git keeps for itself least.
    fn below(above: Option<Rc<Self>>, folder: &Path, mut files: Vec<PathBuf>) -> Option<Rc<Self>> {
        files.sort_by_key(|path| match path.file_name() {
            Some(name) if name == ".ignore" => 2,
            Some(name) if name == ".gitignore" => 1,
            Some(_) | None => 0,
        });
        let mut builder = GitignoreBuilder::new(folder);
        // A line that is no pattern is passed over, as git does.
        for file in &files {
            let _passed_over = builder.add(file);
        }
        match builder.build() {
            Ok(own) if !own.is_empty() => Some(Rc::new(Self { own, above })),
            Ok(_) | Err(_) => above,
        }
    }

    fn ignores(&self, folder: &Path) -> bool {
        match self.own.matched(folder, true) {
            Match::Ignore(_) => true,
            Match::Whitelist(_) => false,
            Match::None => self.above.as_ref().is_some_and(|above| above.ignores(folder)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(root: &Path, most: usize) -> (Vec<String>, Extent) {
        let found = walk(root, most);
        let shown = |path: &PathBuf| path.strip_prefix(root).unwrap().display().to_string();
        let mut names: Vec<String> = found.drafts.iter().map(shown).collect();
        names.sort();
        (names, found.extent)
    }

    fn put(root: &Path, files: &[(&str, &str)]) {
        for (name, text) in files {
            let path = root.join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
    }

    #[test]
    fn ignored_hidden_and_linked_folders_are_passed_over_and_ignored_drafts_are_not() {
        let folder = tempfile::tempdir().unwrap();
        put(
            folder.path(),
            &[
                ("a.naze.toml", ""),
                (".gitignore", "*.naze.toml\n/out/\nbuild/\n!keep/build/\n"),
                (".ignore", "!old/\n"),
                (".git/info/exclude", "old/\nsecret/\n"),
                ("out/b.naze.toml", ""),
                ("deep/out/c.naze.toml", ""),
                ("deep/build/d.naze.toml", ""),
                ("keep/build/e.naze.toml", ""),
                ("old/f.naze.toml", ""),
                ("secret/g.naze.toml", ""),
                (".hidden/h.naze.toml", ""),
                ("node_modules/i.naze.toml", ""),
                ("deep/.gitignore", "inner\n"),
                ("deep/inner/j.naze.toml", ""),
            ],
        );
        std::os::unix::fs::symlink(folder.path().join("deep"), folder.path().join("linked")).unwrap();
        let wanted = ["a.naze.toml", "deep/out/c.naze.toml", "keep/build/e.naze.toml", "old/f.naze.toml"];
        assert_eq!(names(folder.path(), MOST_ENTRIES), (wanted.map(str::to_owned).to_vec(), Extent::Whole));
        // What was asked for is looked through.
        assert_eq!(names(&folder.path().join("out"), MOST_ENTRIES).0, ["b.naze.toml"]);
    }

    #[test]
    fn a_walk_stops_after_so_many_entries() {
        let folder = tempfile::tempdir().unwrap();
        for number in 0..20 {
            put(folder.path(), &[(&format!("{number}/a.naze.toml"), "")]);
        }
        let (found, extent) = names(folder.path(), 30);
        assert!(found.len() < 20 && extent == Extent::Part, "{found:?}");
        assert_eq!(names(folder.path(), 40).1, Extent::Whole);
    }
}
