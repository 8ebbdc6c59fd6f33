//! Changing files, one step at a time.
//!
//! What it is: the one way `shell` changes drafts and journals, made of steps that a crash may come between. What it is
//! not: a file system of its own. Invariant: [`Disk::replace`] leaves the old file or the new one, whole, whichever
//! step was the last; and on an error it leaves nothing else behind.

use std::fs::{self, File, OpenOptions, Permissions};
use std::io::{self, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use tempfile::NamedTempFile;

/// The disk. In tests it may stop after any number of steps, as a machine does that loses its power.
#[derive(Debug, Clone, Default)]
pub struct Disk {
    left: Option<Arc<AtomicUsize>>,
}

/// How the names of temporary files end.
const TEMPORARY: &str = ".naze-new";

impl Disk {
    /// A disk that does `steps` steps and then none: each further one fails, the first of them half done.
    #[must_use]
    pub fn stopping_after(steps: usize) -> Self {
        Self { left: Some(Arc::new(AtomicUsize::new(steps))) }
    }

    /// Replaces the file at `path`, a path without links, by one that holds `bytes`, with these permissions.
    ///
    /// # Errors
    /// Where the disk refuses; the file is then as it was, or already the new one.
    pub fn replace(&self, path: &Path, bytes: &[u8], permissions: Permissions) -> io::Result<()> {
        let folder = path.parent().unwrap_or(Path::new("."));
        let new = self.beside(path, folder, bytes, permissions)?;
        self.sync(new.as_file())?;
        self.step()?;
        new.persist(path).map_err(|error| error.error)?;
        self.sync(&File::open(folder)?)
    }

    /// Makes a file at `path` that holds `bytes`, where there is none.
    ///
    /// # Errors
    /// Where there is one, or the disk refuses; nothing is left behind then.
    pub fn place(&self, path: &Path, bytes: &[u8], permissions: Permissions) -> io::Result<()> {
        let folder = path.parent().unwrap_or(Path::new("."));
        let new = self.beside(path, folder, bytes, permissions)?;
        self.sync(new.as_file())?;
        self.step()?;
        new.persist_noclobber(path).map_err(|error| error.error)?;
        self.sync(&File::open(folder)?)
    }

    /// Gives a file another place or name on its disk, where nothing stands.
    ///
    /// # Errors
    /// Where something does, or the disk refuses; the file is then where it was.
    pub fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.step()?;
        #[cfg(any(target_os = "linux", target_vendor = "apple"))]
        {
            use rustix::fs::{CWD, RenameFlags, renameat_with};
            match renameat_with(CWD, from, CWD, to, RenameFlags::NOREPLACE).map_err(io::Error::from) {
                // A file system that knows no such thing.
                Err(error) if matches!(error.kind(), io::ErrorKind::InvalidInput | io::ErrorKind::Unsupported) => {}
                done => return done,
            }
        }
        if to.symlink_metadata().is_ok() {
            return Err(io::ErrorKind::AlreadyExists.into());
        }
        fs::rename(from, to)
    }

    /// Carries a file to another place where nothing stands, on whatever disk that is, and gives it these permissions if
    /// it is the author's to give.
    ///
    /// # Errors
    /// Where something does, or the disk refuses; the file is then where it was.
    pub fn carry(&self, from: &Path, to: &Path, permissions: Permissions) -> io::Result<()> {
        match self.rename(from, to) {
            Err(error) if error.kind() == io::ErrorKind::CrossesDevices => {
                let bytes = fs::read(from)?;
                self.place(to, &bytes, permissions)?;
                self.remove(from)
            }
            Ok(()) => {
                // It is there: an error would say that it is not.
                let _as_it_was = self.step().and_then(|()| fs::set_permissions(to, permissions));
                Ok(())
            }
            Err(error) => Err(error),
        }
    }

    /// The same for what may be lost with the machine's power: whole or not at all, and in nobody's way.
    ///
    /// # Errors
    /// Where the disk refuses; the file is then as it was.
    pub fn swap(&self, path: &Path, bytes: &[u8], permissions: Permissions) -> io::Result<()> {
        let new = self.beside(path, path.parent().unwrap_or(Path::new(".")), bytes, permissions)?;
        self.step()?;
        new.persist(path).map(drop).map_err(|error| error.error)
    }

    /// A temporary file in `folder`, beside `path`, that holds `bytes`.
    fn beside(&self, path: &Path, folder: &Path, bytes: &[u8], permissions: Permissions) -> io::Result<NamedTempFile> {
        self.step()?;
        let mut new = tempfile::Builder::new().prefix(&prefix(path)).suffix(TEMPORARY).tempfile_in(folder)?;
        self.write(new.as_file_mut(), bytes)?;
        self.step()?;
        new.as_file().set_permissions(permissions)?;
        Ok(new)
    }

    /// Takes away what a killed process left of its own [`replace`](Self::replace). Nobody else may be replacing `path`.
    pub fn tidy(&self, path: &Path) {
        let folder = path.parent().unwrap_or(Path::new("."));
        let prefix = prefix(path);
        let Ok(entries) = fs::read_dir(folder) else { return };
        for entry in entries.flatten() {
            let name = entry.file_name();
            let name = name.to_string_lossy();
            if name.starts_with(&prefix) && name.ends_with(TEMPORARY) && self.step().is_ok() {
                let _left = fs::remove_file(entry.path());
            }
        }
    }

    /// Opens a file of naze's own to append to, made where there is none: 0600, and never through a link.
    ///
    /// # Errors
    /// Where the disk refuses.
    pub fn open(&self, path: &Path) -> io::Result<File> {
        self.step()?;
        let mut options = OpenOptions::new();
        options.create(true).append(true).read(true).mode(0o600);
        options.custom_flags(nofollow()).open(path)
    }

    /// Makes a folder of naze's own, 0700, and those above it.
    ///
    /// # Errors
    /// Where the disk refuses.
    pub fn make_folder(&self, path: &Path) -> io::Result<()> {
        self.step()?;
        fs::DirBuilder::new().recursive(true).mode(0o700).create(path)
    }

    /// Writes at the end of a file.
    ///
    /// # Errors
    /// Where the disk refuses; some of the bytes may be there then.
    pub fn write(&self, file: &mut File, bytes: &[u8]) -> io::Result<()> {
        match self.pace() {
            Pace::Going => file.write_all(bytes),
            Pace::Stopping => {
                file.write_all(bytes.get(..bytes.len() / 2).unwrap_or_default())?;
                Err(stopped())
            }
            Pace::Stopped => Err(stopped()),
        }
    }

    /// Makes a file's bytes, or a folder's names, last through a loss of power.
    ///
    /// # Errors
    /// Where the disk refuses.
    pub fn sync(&self, file: &File) -> io::Result<()> {
        self.step()?;
        file.sync_all()
    }

    /// Cuts a file down to its first `len` bytes.
    ///
    /// # Errors
    /// Where the disk refuses.
    pub fn cut(&self, file: &File, len: u64) -> io::Result<()> {
        self.step()?;
        file.set_len(len)
    }

    /// Takes a file away; one that is not there is away.
    ///
    /// # Errors
    /// Where the disk refuses.
    pub fn remove(&self, path: &Path) -> io::Result<()> {
        self.step()?;
        match fs::remove_file(path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            Ok(()) | Err(_) => Ok(()),
        }
    }

    fn step(&self) -> io::Result<()> {
        match self.pace() {
            Pace::Going => Ok(()),
            Pace::Stopping | Pace::Stopped => Err(stopped()),
        }
    }

    fn pace(&self) -> Pace {
        let Some(left) = &self.left else { return Pace::Going };
        let next = |left: usize| (left < DEAD).then(|| left.checked_sub(1).unwrap_or(DEAD));
        match left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, next) {
            Ok(0) => Pace::Stopping,
            Ok(_) => Pace::Going,
            Err(_) => Pace::Stopped,
        }
    }
}

/// What becomes of the next step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Pace {
    /// It is done.
    Going,
    /// The machine stops in the midst of it.
    Stopping,
    /// The machine has stopped.
    Stopped,
}

/// No step is done any more.
const DEAD: usize = usize::MAX;

fn stopped() -> io::Error {
    io::Error::other("stopped")
}

/// How the names of a file's temporary files start: hidden, and told from those of other files.
fn prefix(path: &Path) -> String {
    format!(".{}.", path.file_name().unwrap_or_default().to_string_lossy())
}

/// The flag that makes opening a link fail.
fn nofollow() -> i32 {
    rustix::fs::OFlags::NOFOLLOW.bits().cast_signed()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_carried_is_there_though_it_cannot_be_given_permissions() {
        let folder = tempfile::tempdir().unwrap();
        let [from, to] = ["draft", "thrown"].map(|name| folder.path().join(name));
        fs::write(&from, "三年前の冬").unwrap();
        let private = std::os::unix::fs::PermissionsExt::from_mode(0o600);
        Disk::stopping_after(1).carry(&from, &to, private).unwrap();
        assert_eq!(fs::read_to_string(to).unwrap(), "三年前の冬");
    }
}
