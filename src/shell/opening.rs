//! What is said when a post is opened.

use super::clock;
use super::taken::Taken;
use crate::app::model::Notice;
use crate::post::Remark;
use crate::words::{Words, fill};

/// Lines for the author, the most important first.
#[must_use]
pub fn notices(taken: &Taken, words: &Words) -> Vec<Notice> {
    let notice = &words.notice;
    let mut lines = Vec::new();
    if let Some(held) = &taken.held {
        let pid = held.pid.to_string();
        let fields = [("host", held.host.as_str()), ("pid", &pid), ("since", &held.since)];
        lines.push(Notice::trouble(fill(&notice.held, &fields)));
    }
    if let Some(recovery) = &taken.recovery {
        for key in &recovery.conflicts {
            let short = taken.interview().words(key).map_or_else(|| key.to_string(), |wording| wording.short);
            let path = recovery.kept.as_ref().map(|path| path.display().to_string()).unwrap_or_default();
            lines.push(Notice::trouble(fill(&notice.conflict, &[("short", &short), ("path", &path)])));
        }
        let characters = recovery.characters.to_string();
        let at = clock::of(recovery.at).unwrap_or_default();
        lines.push(Notice::plain(fill(&notice.recovered, &[("characters", &characters), ("at", &at)])));
    }
    let gone = &taken.rematched.gone;
    let answers = taken
        .draft
        .answers
        .iter()
        .filter(|(key, answer)| answer.is_told() && key.tip.is_some_and(|tip| gone.contains(&tip)));
    let lost = answers.count();
    if lost > 0 {
        lines.push(Notice::plain(fill(&notice.tips_changed, &[("gone", &lost.to_string())])));
    }
    lines.extend(taken.remarks.iter().map(|remark| Notice::plain(remark_line(remark, words))));
    lines
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
