//! A draft on disk: read, and replaced whole or not at all.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::draft::{Asked, Broken, Draft, DraftFile, Merged, merge};

/// The draft of one post, as it was last read or written.
#[derive(Debug)]
pub struct Store {
    /// Where the draft is.
    pub path: PathBuf,
    /// Where the post is.
    post: PathBuf,
    file: DraftFile,
    /// Digest of the bytes on disk; `None` where there is no file yet.
    seen: Option<String>,
    /// The draft as it stands on disk: what a merge starts from.
    base: Option<Draft>,
}

/// Why a draft could not be read.
#[derive(Debug)]
pub enum NotRead {
    /// The file says nothing that naze understands.
    Broken(Broken),
    /// The disk refused.
    Refused(io::Error),
}

/// Why a draft could not be saved.
#[derive(Debug)]
pub enum NotSaved {
    /// Somebody else wrote the file since, and it cannot be read.
    Broken(Broken),
    /// The disk refused.
    Refused(io::Error),
}

impl From<io::Error> for NotSaved {
    fn from(error: io::Error) -> Self {
        Self::Refused(error)
    }
}

impl Store {
    /// Opens the draft of the post at `post`, a canonical path. A post without a draft has none yet.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn open(post: &Path) -> Result<(Self, Option<Draft>), NotRead> {
        let path = draft_path(post);
        let text = match fs::read_to_string(&path) {
            Ok(text) => Some(text),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => return Err(NotRead::Refused(error)),
        };
        let mut store = Self { path, post: post.to_owned(), file: DraftFile::default(), seen: None, base: None };
        if let Some(text) = text {
            let (draft, file) = DraftFile::parse(&text).map_err(NotRead::Broken)?;
            store.file = file;
            store.seen = Some(digest(text.as_bytes()));
            store.base = Some(draft);
        }
        let draft = store.base.clone();
        Ok((store, draft))
    }

    /// Replaces the draft on disk. Where somebody else wrote it since, both are merged answer by answer first; what came
    /// of that is handed back.
    ///
    /// # Errors
    /// Where the disk refuses, or what somebody else wrote cannot be read; the file is then as it was.
    pub fn save(&mut self, draft: &Draft, asked: &[Asked]) -> Result<Option<Merged>, NotSaved> {
        let standing = match fs::read_to_string(&self.path) {
            Ok(text) => Some(text),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => return Err(NotSaved::Refused(error)),
        };
        let foreign = standing.filter(|text| self.seen.as_ref() != Some(&digest(text.as_bytes())));
        let merged = match foreign {
            Some(text) => {
                let (theirs, file) = DraftFile::parse(&text).map_err(NotSaved::Broken)?;
                self.file = file;
                Some(merge(self.base.as_ref(), draft, &theirs))
            }
            None => None,
        };
        let draft = merged.as_ref().map_or(draft, |merged| &merged.draft);
        let text = self.file.write(draft, asked);
        let folder = self.path.parent().unwrap_or(Path::new("."));
        let mut file = tempfile::Builder::new().prefix(".naze-").tempfile_in(folder)?;
        file.write_all(text.as_bytes())?;
        let like = fs::metadata(&self.path).or_else(|_| fs::metadata(&self.post))?;
        file.as_file().set_permissions(like.permissions())?;
        file.as_file().sync_all()?;
        file.persist(&self.path).map_err(|error| error.error)?;
        File::open(folder)?.sync_all()?;
        self.seen = Some(digest(text.as_bytes()));
        self.base = Some(draft.clone());
        Ok(merged)
    }
}

/// The draft beside a post: `5-ways.md` → `5-ways.naze.toml`, or `5-ways.txt.naze.toml` where that name serves another
/// post.
fn draft_path(post: &Path) -> PathBuf {
    let short = post.with_extension("naze.toml");
    let name = post.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let taken = fs::read_to_string(&short).ok().and_then(|text| crate::draft::parse(&text).ok());
    match taken {
        Some(draft) if draft.post.file != name && post.with_file_name(&draft.post.file).exists() => {
            post.with_file_name(format!("{name}.naze.toml"))
        }
        Some(_) | None => short,
    }
}

/// SHA-256 in hexadecimal.
#[must_use]
pub fn digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}
