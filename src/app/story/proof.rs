//! Before and after: what was struck beside what stands, and the count of where every character comes from.
//!
//! Invariant: the count is made from scratch, as `naze verify` makes it, and never from what is on the screen.

use super::{keep, whole};
use crate::answers::Key;
use crate::app::model::Model;
use crate::app::sitting::Sitting;
use crate::draft::Edit;
use crate::story::{Account, Source, Struck, demand, source_of, verify};
use crate::words::{Words, fill, lent};

/// Shows all that was struck, with what the proof counts; or hides it again. What was pointed at stays in view.
pub(super) fn before_and_after(model: &mut Model) {
    let held = whole(model).and_then(|prose| {
        let strip = prose.strip_at(model.story.at);
        Some((prose.strips().get(strip)?.holds, model.story.at - prose.start(strip)))
    });
    model.story.struck = match model.story.struck {
        Struck::TakenOut => Struck::All,
        Struck::All => Struck::TakenOut,
    };
    recount(model);
    let found = held.and_then(|(holds, within)| {
        let prose = whole(model)?;
        let strip = prose.strips().iter().position(|strip| strip.holds == holds)?;
        Some(prose.start(strip) + within)
    });
    model.story.at = found.unwrap_or(model.story.at);
    keep(model);
}

/// Counts where every character comes from, while that is shown: from scratch, as `naze verify` does. While a sentence is
/// being reworded the last count stands, and is painted as such: a proof is too dear for every key.
pub fn recount(model: &mut Model) {
    let Some(sitting) = model.sitting.as_ref().filter(|_| model.story.struck == Struck::All) else { return };
    if model.story.field.is_some() && model.story.count.is_some() {
        return;
    }
    if model.story.count.as_ref().is_some_and(|(revision, _)| *revision == sitting.revision) {
        return;
    }
    let Sitting { story, post, draft, craft, revision, .. } = sitting;
    let given = story.text(post, &draft.answers);
    let keeps = craft.arc(&draft.arc).keeps;
    let account = demand(verify(story, post, draft, &given), post, keeps);
    model.story.count = Some((*revision, count_line(&account, &given, model.words)));
}

/// What an edit is called: a word for what was done, and the question where it rewords an answer.
#[must_use]
pub fn edit_label(edit: Option<&Edit>, word: &str, named: impl Fn(&Key) -> String) -> String {
    match edit.and_then(source_of) {
        Some(Source::Answer(key)) => format!("{word} {}", named(&key)),
        Some(Source::Post(_)) | None => word.to_owned(),
    }
}

/// What a proof counts, in one line.
#[must_use]
pub fn count_line(account: &Account, given: &str, words: &Words) -> String {
    let fields = [
        ("post", account.post_percent()),
        ("answers", account.sentences),
        ("bridges", account.bridges.len()),
        ("edits", account.edit_count),
        ("unexplained", account.foreign_characters(given)),
    ];
    let fields = fields.map(|(name, count)| (name, count.to_string()));
    let line = fill(&words.print.verify_count, &lent(&fields));
    match account.lost_characters() {
        0 => line,
        lost => line + &fill(&words.print.verify_missing, &[("lost", &lost.to_string())]),
    }
}
