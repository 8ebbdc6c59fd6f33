//! A draft git could not merge: both sides of it, taken apart at the marks.
//!
//! What it is: a text with `<<<<<<<`, `=======` and `>>>>>>>` read as the two drafts it was made of, and their merging.
//! What it is not: it chooses nothing; what both sides answered in their own way is a conflict. Invariant: every answer of
//! either side is in the merged draft or among its conflicts.

use super::{Broken, Draft, DraftFile, Merged, merge};
use crate::post::TakenFor;

/// A text of several, by the side a line belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Both,
    Ours,
    /// What both started from, where git was asked to show it (`merge.conflictStyle`).
    Base,
    Theirs,
}

/// Reads a text with git's conflict marks as the two drafts it holds, merged. The file is that of the side checked out.
///
/// # Errors
/// Where the text holds no whole conflict, or a side of it is no draft.
pub fn join(text: &str) -> Result<(Merged, DraftFile), Broken> {
    let sides = sides(text, None)?;
    Ok((merge(Some(&sides.base), &sides.ours, &sides.theirs), sides.file))
}

/// Merges a text with git's conflict marks into `mine`, which was made from `base`.
///
/// # Errors
/// Where the text holds no whole conflict, or a side of it is no draft.
pub fn join_into(base: Option<&Draft>, mine: &Draft, text: &str) -> Result<(Merged, DraftFile), Broken> {
    let sides = sides(text, base)?;
    let mut first = merge(base, mine, &sides.ours);
    let second = merge(Some(&sides.base), &first.draft, &sides.theirs);
    first.taken.extend(second.taken);
    // One text of another's can stand beside an answer: the one that comes from further away is the harder to find again.
    first.conflicts.retain(|conflict| second.conflicts.iter().all(|other| other.key != conflict.key));
    first.conflicts.extend(second.conflicts);
    Ok((Merged { draft: second.draft, ..first }, sides.file))
}

struct Sides {
    ours: Draft,
    theirs: Draft,
    /// What a merge of the two starts from.
    base: Draft,
    file: DraftFile,
}

fn sides(text: &str, known: Option<&Draft>) -> Result<Sides, Broken> {
    let mut texts = [String::new(), String::new(), String::new()];
    let mut side = Side::Both;
    let mut based = 0;
    let mut first = None;
    let mut hunks = 0;
    for (index, line) in text.split_inclusive('\n').enumerate() {
        let mark = line.trim_end_matches(['\n', '\r']);
        let next = match side {
            Side::Both if mark.starts_with("<<<<<<< ") => Side::Ours,
            Side::Ours if mark.starts_with("||||||| ") || mark == "|||||||" => Side::Base,
            Side::Ours | Side::Base if mark == "=======" => Side::Theirs,
            Side::Theirs if mark.starts_with(">>>>>>> ") => Side::Both,
            Side::Both | Side::Ours | Side::Base | Side::Theirs => {
                let [ours, base, theirs] = &mut texts;
                match side {
                    Side::Both => texts.iter_mut().for_each(|text| text.push_str(line)),
                    Side::Ours => ours.push_str(line),
                    Side::Base => base.push_str(line),
                    Side::Theirs => theirs.push_str(line),
                }
                continue;
            }
        };
        first = first.or(Some(index + 1));
        hunks += usize::from(next == Side::Ours);
        based += usize::from(next == Side::Base);
        side = next;
    }
    let unread = Broken::Conflict { line: first.unwrap_or(1) };
    let [ours, base, theirs] = texts;
    let read = |text: &str| DraftFile::parse(text).map_err(|_| unread.clone());
    if side != Side::Both || hunks == 0 {
        return Err(unread);
    }
    let ((ours, file), (theirs, _)) = (read(&ours)?, read(&theirs)?);
    let shown = (based == hunks).then(|| read(&base).ok()).flatten().map(|(base, _)| base);
    let base = shown.unwrap_or_else(|| common(&ours, &theirs, known));
    Ok(Sides { ours, theirs, base, file })
}

/// What both sides surely started from: where they agree, what they say; elsewhere nothing, for git says that both
/// changed it. What only one of them says otherwise than `known` is that side's change.
fn common(ours: &Draft, theirs: &Draft, known: Option<&Draft>) -> Draft {
    let mut base = ours.clone();
    base.mending.marks.retain(|mark| theirs.mending.marks.contains(mark));
    if ours.mending.taken != theirs.mending.taken {
        base.mending.taken = TakenFor::default();
    }
    base.edits.retain(|edit| theirs.edits.contains(edit));
    base.voices.retain(|voice| theirs.voices.contains(voice));
    let keys: Vec<_> = ours.answers.iter().chain(theirs.answers.iter()).map(|(key, _)| key.clone()).collect();
    for key in keys {
        let of = |draft: &Draft| draft.answers.get(&key).cloned().unwrap_or_default();
        if !of(ours).says_the_same(&of(theirs)) {
            let before = known.map(of).filter(|was| !was.says_the_same(&of(ours)));
            base.answers.insert(key, before.unwrap_or_default());
        }
    }
    base
}
