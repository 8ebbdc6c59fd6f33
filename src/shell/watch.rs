//! Whether the post changed since it was read.
//!
//! What it is: a look at the file, and at its bytes only where the file was written or replaced. What it is not: it waits
//! for nothing and reads no tips. Invariant: each change is told once.

use std::fs::{self, File};
use std::io::Read;
use std::path::PathBuf;

use super::digest::sha256;
use super::source::LARGEST;
use super::stamp::Stamp;

/// A post that is watched.
#[derive(Debug)]
pub struct Watch {
    path: PathBuf,
    digest: String,
    stamp: Option<Stamp>,
}

impl Watch {
    /// Watches the post at `path`, which had the digest `digest` when it was read.
    #[must_use]
    pub const fn new(path: PathBuf, digest: String) -> Self {
        Self { path, digest, stamp: None }
    }

    /// The post's bytes, where they are others than at the last look. One that is gone, or being written this very moment
    /// and still empty, is looked at again later.
    pub fn look(&mut self) -> Option<Vec<u8>> {
        let data = fs::metadata(&self.path).ok().filter(fs::Metadata::is_file)?;
        let stamp = Stamp::of(&data);
        if self.stamp == Some(stamp) || data.len() > LARGEST {
            return None;
        }
        let mut bytes = Vec::new();
        File::open(&self.path).ok()?.take(LARGEST).read_to_end(&mut bytes).ok()?;
        if bytes.iter().all(u8::is_ascii_whitespace) {
            return None;
        }
        self.stamp = Some(stamp);
        let digest = sha256(&bytes);
        (std::mem::replace(&mut self.digest, digest) != self.digest).then_some(bytes)
    }
}
