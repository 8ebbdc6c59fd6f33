//! What a journal brings back after a crash.
//!
//! The journal knows each answer and each edit it touched from before the first change to after the last, so it needs
//! nothing but itself: what it holds is merged with the draft as it stands on disk, answer by answer, passage by passage.

use std::collections::{BTreeMap, BTreeSet};

use super::record::{Record, Texts};
use crate::answers::{Answer, Answers, Key};
use crate::draft::{Conflict, Draft, Edit, merge_edits};
use crate::text::buffer::Splice;
use crate::text::clusters;

/// A journal as it was read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Replay {
    records: Vec<Record>,
    /// Bytes behind the first line that is not whole, beyond what one torn write explains.
    pub lost: usize,
}

/// A draft with what its journal brought back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recovered {
    /// The draft.
    pub draft: Draft,
    /// The answers brought back.
    pub answers: Vec<Key>,
    /// The passages whose edits were brought back.
    pub edits: Vec<String>,
    /// How many characters of them the draft on disk did not hold.
    pub characters: usize,
    /// Answers that somebody changed on disk as well; the draft holds the journal's.
    pub conflicts: Vec<Conflict>,
}

impl Replay {
    /// Reads a journal's bytes. A torn last line is what a crash leaves behind, and is passed over.
    #[must_use]
    pub fn parse(bytes: &[u8]) -> Self {
        let mut records = Vec::new();
        let mut rest = bytes;
        while let Some(end) = rest.iter().position(|byte| *byte == b'\n') {
            let Some((line, behind)) = rest.split_at_checked(end) else { break };
            let Some(record) = Record::read(line) else { return Self { records, lost: rest.len() } };
            records.push(record);
            rest = behind.get(1..).unwrap_or_default();
        }
        Self { records, lost: 0 }
    }

    /// The journal's bytes where answers of other posts are called what `again` says; nothing where it says nothing, or
    /// where there are bytes no record explains, which stay as they are.
    #[must_use]
    pub(super) fn pointed(mut self, again: impl Fn(&str) -> Option<String>) -> Option<Vec<u8>> {
        let mut changed = false;
        for record in &mut self.records {
            if let Record::Was { answer, .. } | Record::Set { answer, .. } = record
                && let Some(retold) = &mut answer.retold
                && let Some(of) = again(&retold.of)
            {
                retold.of = of;
                changed = true;
            }
        }
        let mut bytes = Vec::new();
        self.records.iter().for_each(|record| record.write(&mut bytes));
        (changed && self.lost == 0).then_some(bytes)
    }

    /// The last revision in it.
    #[must_use]
    pub(super) fn last(&self) -> u64 {
        self.records.iter().filter_map(Record::revision).max().unwrap_or_default()
    }

    /// The draft on disk, whose file has the digest `standing`, with everything the journal brings back.
    ///
    /// Where the file is one the journal knows, what came later is added. Where somebody else wrote it since, the
    /// three are merged; what both changed is a conflict, and the journal's is kept in the draft.
    #[must_use]
    pub fn recover(&self, standing: Option<&str>, on_disk: &Draft) -> Recovered {
        let done = self.records.iter().rev().find_map(|record| match record {
            Record::Done { revision } => Some(*revision),
            Record::Base { .. }
            | Record::Was { .. }
            | Record::Set { .. }
            | Record::Splice { .. }
            | Record::Had { .. }
            | Record::Edited { .. } => None,
        });
        let done = done.unwrap_or_default();
        let bases = self.records.iter().filter_map(|record| match record {
            Record::Base { sha256, revision } if *revision >= done => Some((sha256.as_deref(), *revision)),
            Record::Base { .. }
            | Record::Done { .. }
            | Record::Was { .. }
            | Record::Set { .. }
            | Record::Splice { .. }
            | Record::Had { .. }
            | Record::Edited { .. } => None,
        });
        let bases: Vec<(Option<&str>, u64)> = bases.collect();
        let known = bases.iter().rev().find(|(digest, _)| *digest == standing).map(|(_, revision)| *revision);
        // A save that was not seen to end may have reached the disk or not: its state is an ancestor too.
        let ancestors: BTreeSet<u64> = match known {
            Some(revision) => BTreeSet::from([revision]),
            None => bases.iter().map(|(_, revision)| *revision).chain([done]).collect(),
        };
        let ancestors: Vec<Texts> = ancestors.into_iter().map(|revision| self.state(revision)).collect();
        let saved_at = known.unwrap_or(done);
        let saved = self.state(saved_at);
        // What others had written is taken in as a whole: who wrote over it since has seen it.
        let seen = |is_it: &dyn Fn(&Record) -> bool| {
            self.records.iter().any(|record| record.revision() > Some(saved_at) && is_it(record))
        };
        let nothing = Answer::default();
        let now = self.state(u64::MAX);

        let mut recovered = Recovered {
            draft: on_disk.clone(),
            answers: Vec::new(),
            edits: Vec::new(),
            characters: 0,
            conflicts: Vec::new(),
        };
        for (key, mine) in now.answers.iter() {
            let theirs = on_disk.answers.get(key).unwrap_or(&nothing);
            let name = key.to_string();
            let is_theirs = |record: &Record| matches!(record, Record::Set { key, answer, .. } if *key == name && answer.says_the_same(theirs));
            let untouched_there =
                ancestors.iter().any(|state| state.answer(key).says_the_same(theirs)) || seen(&is_theirs);
            if mine.says_the_same(theirs) || (!untouched_there && mine.says_the_same(&saved.answer(key))) {
                continue;
            }
            if !untouched_there {
                let theirs = theirs.clone();
                recovered.conflicts.push(Conflict { key: key.clone(), mine: mine.clone(), theirs });
            }
            recovered.characters += fresh(&theirs.text, &mine.text);
            recovered.answers.push(key.clone());
            recovered.draft.answers.insert(key.clone(), mine.clone());
        }
        for (passage, mine) in now.edits {
            let theirs = on_disk.edits_of(&passage);
            let is_theirs = |record: &Record| matches!(record, Record::Edited { passage: of, edits, .. } if *of == passage && *edits == theirs);
            let untouched_there = ancestors.iter().any(|state| state.edits_of(&passage) == theirs) || seen(&is_theirs);
            let base = if untouched_there { theirs.clone() } else { saved.edits_of(&passage) };
            let merged = merge_edits(&base, mine, theirs.clone());
            if merged == theirs {
                continue;
            }
            let said = |edits: &[Edit]| edits.iter().map(|edit| edit.text.as_str()).collect::<Vec<_>>().join("\n");
            recovered.characters += fresh(&said(&theirs), &said(&merged));
            recovered.draft.set_edits(&passage, merged);
            recovered.edits.push(passage);
        }
        recovered
    }

    /// What the journal knows, as it was at a revision.
    fn state(&self, upto: u64) -> Texts {
        let mut state: BTreeMap<Key, Answer> = BTreeMap::new();
        let mut edits: BTreeMap<String, Vec<Edit>> = BTreeMap::new();
        for record in &self.records {
            match record {
                Record::Base { .. } | Record::Done { .. } => {}
                Record::Was { key, answer } => {
                    if let Ok(key) = key.parse() {
                        state.entry(key).or_insert_with(|| answer.clone());
                    }
                }
                Record::Set { revision, key, answer } => {
                    if let Ok(key) = key.parse()
                        && *revision <= upto
                    {
                        state.insert(key, answer.clone());
                    }
                }
                Record::Splice { revision, key, at, removed, inserted } => {
                    if let Ok(key) = key.parse()
                        && *revision <= upto
                    {
                        let splice = Splice { at: *at, removed: *removed, inserted: inserted.clone() };
                        splice.apply(&mut state.entry(key).or_default().text);
                    }
                }
                Record::Had { passage, edits: had } => {
                    edits.entry(passage.clone()).or_insert_with(|| had.clone());
                }
                Record::Edited { revision, passage, edits: now } => {
                    if *revision <= upto {
                        edits.insert(passage.clone(), now.clone());
                    }
                }
            }
        }
        let mut answers = Answers::default();
        for (key, answer) in state {
            answers.insert(key, answer);
        }
        Texts { answers, edits }
    }
}

/// How many characters of `new` are not in `old`, the same beginnings and ends apart.
fn fresh(old: &str, new: &str) -> usize {
    let (old, new): (Vec<_>, Vec<_>) =
        (clusters(old).map(|(_, c)| c).collect(), clusters(new).map(|(_, c)| c).collect());
    let head = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let room = old.len().min(new.len()) - head;
    let tail = old.iter().rev().zip(new.iter().rev()).take(room).take_while(|(a, b)| a == b).count();
    new.len() - head - tail
}
