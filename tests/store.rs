//! Drafts on disk: nothing typed is lost, nobody is written over.

mod crashes;
mod edits;
mod foreign;
mod git;
mod keeping;
mod places;
mod random;
mod saving;

use std::fs;
use std::path::{Path, PathBuf};

use naze::answers::{Answer, Key};
use naze::app::effect::{Change, Revision};
use naze::draft::{Asked, Draft, parse};
use naze::post::{Hints, Post, read};
use naze::shell::digest::sha256;
use naze::shell::disk::Disk;
use naze::shell::journal::Journal;
use naze::shell::store::{Mixture, NotSaved, Recovery, Store, draft_path, lost};
use naze::shell::watch::Watch;
use naze::text::buffer::Splice;

use crate::desk::POST;

/// A folder with a post in it, and a state.
pub struct Room {
    folder: tempfile::TempDir,
}

impl Room {
    pub fn new() -> Self {
        let room = Self { folder: tempfile::tempdir().unwrap() };
        fs::create_dir(room.posts()).unwrap();
        fs::write(room.post(), POST).unwrap();
        room
    }

    pub fn posts(&self) -> PathBuf {
        self.folder.path().join("posts")
    }

    pub fn post(&self) -> PathBuf {
        self.posts().join("5-ways.md")
    }

    pub fn draft(&self) -> PathBuf {
        self.posts().join("5-ways.naze.toml")
    }

    /// The post's folder of the state.
    pub fn state(&self) -> PathBuf {
        self.folder.path().join("state")
    }

    pub fn journal(&self) -> PathBuf {
        self.state().join("journal")
    }

    pub fn text(&self) -> String {
        fs::read_to_string(self.draft()).unwrap()
    }

    /// The names in the folder of the posts.
    pub fn names(&self) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(self.posts())
            .unwrap()
            .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }

    /// Everything kept in the state that was somebody's draft.
    pub fn kept(&self) -> Vec<String> {
        let Ok(entries) = fs::read_dir(self.state().join("kept")) else { return Vec::new() };
        entries.map(|entry| fs::read_to_string(entry.unwrap().path()).unwrap()).collect()
    }

    pub fn watch(&self) -> Watch {
        Watch::new(self.post(), sha256(POST.as_bytes()))
    }

    /// A store nobody uses, to stand in the place of one given away.
    pub fn unused(&self) -> Store {
        Store::open(Disk::default(), &self.post(), &self.draft(), &self.state().join("unused")).unwrap()
    }

    pub fn sit(&self) -> Desk {
        self.sit_with(Disk::default())
    }

    pub fn sit_with(&self, disk: Disk) -> Desk {
        Desk::open(&self.post(), &self.state(), disk)
    }
}

pub fn a_post() -> Post {
    read(POST.as_bytes(), &Hints::default()).0
}

/// A window on a draft, as the program holds it, without the thread and the screen.
pub struct Desk {
    pub store: Store,
    pub draft: Draft,
    pub journal: Journal,
    pub recovery: Option<Recovery>,
    pub revision: Revision,
}

impl Desk {
    pub fn open(post: &Path, state: &Path, disk: Disk) -> Self {
        let named = draft_path(post, lost(post, &sha256(POST.as_bytes()), Vec::new, None).place());
        let mut store = Store::open(disk, post, &named, state).unwrap();
        let mut draft = store.draft().cloned().unwrap_or_else(|| new_draft(post));
        let recovery = store.take_up(&mut draft).unwrap();
        naze::draft::rematch(&mut draft, &a_post());
        let revision = Revision(u64::from(recovery.is_some()));
        Self { journal: store.journal(), store, draft, recovery, revision }
    }

    /// Types at the end of an answer, and says whether the journal took it.
    pub fn types(&mut self, name: &str, text: &str) -> bool {
        let key = key(name);
        let mut kept = true;
        if self.draft.answers.get(&key).is_none_or(|answer| answer.asked.is_empty()) {
            let answer = self.draft.answers.entry(&key);
            "いつでしたか？".clone_into(&mut answer.asked);
            answer.at = Some("2026-11-23T21:04:10+09:00".to_owned());
            let set = Change::Set(key.clone(), answer.clone());
            kept &= self.change(&set);
        }
        let answer = self.draft.answers.entry(&key);
        let splice = Splice { at: answer.text.len(), removed: 0, inserted: text.to_owned() };
        answer.text.push_str(text);
        kept & self.change(&Change::Splice(key, splice))
    }

    pub fn change(&mut self, change: &Change) -> bool {
        self.revision.0 += 1;
        self.journal.append(self.revision, change).is_ok()
    }

    pub fn save(&mut self) -> Result<Option<Mixture>, NotSaved> {
        self.store.save(self.revision, &self.draft, &questions)
    }

    /// Takes in what others had written, as the program does.
    pub fn take_in(&mut self, mixture: &Mixture) {
        let merged = naze::draft::merge(Some(&mixture.sent), &self.draft, &mixture.merged);
        let before = std::mem::replace(&mut self.draft, merged.draft);
        for key in merged.taken {
            let answer = self.draft.answers.get(&key).cloned().unwrap_or_default();
            self.change(&Change::Set(key, answer));
        }
        for (passage, edits) in self.draft.edits_since(&before) {
            self.change(&Change::Edits(passage, edits));
        }
    }

    pub fn told(&self, name: &str) -> &str {
        self.draft.answers.told(&key(name)).unwrap_or_default()
    }
}

fn new_draft(post: &Path) -> Draft {
    let name = post.file_name().unwrap().to_string_lossy().into_owned();
    Draft::new(&a_post(), &name, &sha256(POST.as_bytes()), "why")
}

/// Three questions, whatever the draft.
pub fn questions(_: &Draft) -> Vec<Asked> {
    ["reader", "failure@t1", "turn@t1"]
        .map(|name| Asked { key: key(name), asked: format!("{name} を教えてください。") })
        .into()
}

pub fn key(text: &str) -> Key {
    text.parse().unwrap()
}

/// What somebody else does with an editor.
pub fn edit(draft: &Path, name: &str, text: &str) {
    let before = fs::read_to_string(draft).unwrap_or_default();
    let mut read = parse(&before).unwrap();
    read.answers.insert(key(name), Answer { text: text.to_owned(), ..Answer::default() });
    fs::write(draft, naze::draft::write(&read, &[], Some(&before))).unwrap();
}
