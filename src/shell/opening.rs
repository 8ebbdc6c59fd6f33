//! What is said when a post is opened.

use super::clock;
use super::taken::Taken;
use crate::answers::Answers;
use crate::app::action::Action;
use crate::app::keymap::{Keymap, Place};
use crate::app::model::Notice;
use crate::post::Remark;
use crate::words::{Words, fill, lent, minute};

/// Lines for the author, the most important first. On the screen each says the key that leads on.
#[must_use]
pub fn notices(taken: &Taken, undecided: &Answers, keymap: Option<&Keymap>, words: &Words) -> Vec<Notice> {
    let notice = &words.notice;
    let mut lines = Vec::new();
    let tail = |template: &str, action| {
        let key = keymap.and_then(|keymap| keymap.key(Place::Text, action)).map(|key| key.to_string());
        key.map(|key| fill(template, &[("key", &key)])).unwrap_or_default()
    };
    if let Some((error, at)) = &taken.broken {
        lines.push(Notice::trouble(error.what.clone()));
        let line = fill(&notice.broken, &[("at", &minute(&clock::of(*at).unwrap_or_default()))]);
        lines.push(Notice::trouble(line + &tail(&notice.overrule_with, Action::Overrule)));
    }
    if let Some((held, _)) = &taken.held {
        let fields = [("since", minute(&held.since))];
        // In lines the answers are saved all the same, and the window takes them in.
        let held = if keymap.is_some() { &notice.held } else { &notice.held_too };
        lines.push(Notice::trouble(fill(held, &lent(&fields))));
    }
    if let Some(recovery) = &taken.recovery {
        let short = recovery.answers.last().map(|key| taken.interview().put(key).short);
        let fields = [
            ("characters", recovery.characters.to_string()),
            ("count", recovery.count().to_string()),
            ("short", short.clone().unwrap_or_default()),
            ("at", minute(&clock::of(recovery.at).unwrap_or_default())),
        ];
        let fields = lent(&fields);
        let template = match (&short, recovery.count()) {
            (Some(_), ..=1) => &notice.recovered,
            (Some(_), _) => &notice.recovered_more,
            (None, ..=1) => &notice.recovered_edit,
            (None, _) => &notice.recovered_edits,
        };
        let tail = tail(&notice.undo_with, Action::PutBack);
        lines.push(Notice::plain(fill(template, &fields) + &tail));
    }
    let count = undecided.iter().count().to_string();
    let choose = |template: &str| {
        Notice::trouble(fill(template, &[("count", &count)]) + &tail(&notice.choose_with, Action::Compare))
    };
    match (taken.store.torn(), undecided.is_empty()) {
        (Some(_), false) => lines.push(choose(&notice.torn)),
        (Some(_), true) => lines.push(Notice::plain(notice.torn_merged.clone())),
        (None, false) => lines.push(choose(&notice.conflicts)),
        (None, true) => {}
    }
    let strays = taken.draft.strays();
    if strays > 0 {
        let line = notice.tips_changed.clone() + &fill(&notice.strays, &[("gone", &strays.to_string())]);
        lines.push(Notice::plain(line + &tail(&notice.list_with, Action::Stray)));
    }
    lines.extend(taken.asides.iter().cloned().map(Notice::plain));
    if let Some(line) = &taken.renewed {
        lines.push(Notice::plain(line.clone() + &tail(&notice.renew_with, Action::RenewAxis)));
    }
    lines.extend(changes_line(taken, words).map(Notice::plain));
    lines.extend(taken.remarks.iter().map(|remark| {
        let tail = match remark {
            Remark::Promise { .. } => tail(&notice.list_with, Action::Tips),
            Remark::Encoding(_) | Remark::Undecodable | Remark::FrontMatter => String::new(),
        };
        Notice::plain(remark_line(remark, words) + &tail)
    }));
    lines
}

/// What changed in the flows since the draft was written, in one line; `None` where nothing did.
fn changes_line(taken: &Taken, words: &Words) -> Option<String> {
    let interview = taken.interview();
    let changes = interview.changes();
    let notice = &words.notice;
    // A draft written by hand may hold a few answers only; what it leaves out is not new.
    let new = if taken.resumed && changes.new.len() * 2 < interview.visible().len() { changes.new.len() } else { 0 };
    let reworded: Vec<String> = changes.reworded.iter().map(|key| interview.put(key).short).collect();
    let parts = [
        (new, &notice.flow_new, String::new()),
        (reworded.len(), &notice.flow_reworded, reworded.join(&words.screen.and)),
        (changes.retired.len(), &notice.flow_retired, String::new()),
        (changes.renamed.len(), &notice.flow_renamed, String::new()),
    ];
    let parts: Vec<String> = parts
        .into_iter()
        .filter(|(count, ..)| *count > 0)
        .map(|(count, line, named)| fill(line, &[("count", &count.to_string()), ("named", &named)]))
        .collect();
    (!parts.is_empty()).then(|| fill(&notice.flow_changed, &[("changes", &parts.join(&notice.flow_and))]))
}

/// A remark on how the post was read, in words.
fn remark_line(remark: &Remark, words: &Words) -> String {
    let notice = &words.notice;
    match remark {
        Remark::Encoding(name) => fill(&notice.encoding, &[("encoding", name)]),
        Remark::Undecodable => notice.undecodable.clone(),
        Remark::FrontMatter => notice.front_matter.clone(),
        Remark::Promise { promised, found } => {
            let (promised, found) = (promised.to_string(), found.to_string());
            fill(&notice.promise, &[("promised", &promised), ("found", &found)])
        }
    }
}
