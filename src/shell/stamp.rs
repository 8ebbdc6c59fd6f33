//! What changes about a file when it is written or replaced: asked before its bytes are.

use std::fs::Metadata;
use std::os::unix::fs::MetadataExt;

/// What changes about a file when it is written or replaced.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stamp {
    device: u64,
    inode: u64,
    len: u64,
    changed: (i64, i64),
}

impl Stamp {
    /// What it is now.
    #[must_use]
    pub fn of(data: &Metadata) -> Self {
        Self { device: data.dev(), inode: data.ino(), len: data.len(), changed: (data.ctime(), data.ctime_nsec()) }
    }
}
