//! Where the caret stood: kept in the state folder, so that drafts in git do not change by being looked at.
//!
//! Losing it is harmless, so nothing here fails: what cannot be read is forgotten, what cannot be written is not kept.

use std::collections::BTreeMap;
use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use super::disk::Disk;
use serde::{Deserialize, Serialize};

use crate::answers::Key;

/// What is remembered of one post.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Remembered {
    /// The question last open.
    pub at: Option<Key>,
    /// The caret in each answer, in bytes.
    pub carets: BTreeMap<Key, usize>,
}

#[derive(Debug, Default, Serialize, Deserialize)]
struct File {
    at: Option<String>,
    #[serde(default)]
    carets: BTreeMap<String, usize>,
}

const NAME: &str = "carets.toml";

impl Remembered {
    /// What is remembered in a post's folder of the state.
    #[must_use]
    pub fn read(folder: &Path) -> Self {
        let file = load(folder);
        let carets = file.carets.iter().filter_map(|(key, caret)| Some((key.parse().ok()?, *caret)));
        Self { at: file.at.and_then(|key| key.parse().ok()), carets: carets.collect() }
    }

    /// Notes that the caret stands at byte `caret` of the answer to `key`.
    pub fn note(disk: &Disk, folder: &Path, key: &Key, caret: usize) {
        let mut file = load(folder);
        let name = key.to_string();
        if file.at.as_ref() == Some(&name) && file.carets.get(&name) == Some(&caret) {
            return;
        }
        file.carets.insert(name.clone(), caret);
        file.at = Some(name);
        if let Ok(text) = toml::to_string(&file) {
            let private = Permissions::from_mode(0o600);
            let _forgotten =
                disk.make_folder(folder).and_then(|()| disk.swap(&folder.join(NAME), text.as_bytes(), private));
        }
    }
}

fn load(folder: &Path) -> File {
    let text = fs::read_to_string(folder.join(NAME)).unwrap_or_default();
    toml::from_str(&text).unwrap_or_default()
}
