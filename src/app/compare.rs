//! Two texts for one answer, side by side: the author's, and what somebody else wrote meanwhile.
//!
//! What it is: the texts of others that wait, one question at a time, and three ways out. What it is not: it mixes no
//! sentences. Invariant: a text waits until the author has chosen, and whatever a choice puts aside is kept as a copy.
#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "of all actions a place does the few that mean something there; a new one means nothing until it is given a place"
)]

use ratatui::layout::Rect;

use super::action::Action;
use super::effect::Effect;
use super::frame::Frame;
use super::model::{Model, Notice, Overlay};
use super::pane::{Extent, Pane, chosen, turn, wrapped};
use super::sitting::Sitting;
use crate::answers::{Answer, Key, Outcome};
use crate::flow::Kind;
use crate::words::{Words, fill, minute};

/// One question with its two texts, laid out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// Its name, and how many there are.
    pub title: String,
    /// The question.
    pub ask: Pane,
    /// The author's.
    pub mine: Pane,
    /// The other's.
    pub theirs: Pane,
}

/// Columns from which on the two stand beside each other.
const BESIDE_FROM: u16 = 60;

/// Shows the texts that wait; says so where none does.
pub fn open(model: &mut Model) {
    if model.sitting.as_ref().is_some_and(|sitting| !sitting.undecided.is_empty()) {
        model.overlay = Some(Overlay::Compare { at: 0, top: 0 });
    } else {
        model.overlay = None;
        model.notice = Some(Notice::plain(model.words.notice.nothing_to_compare.clone()));
    }
}

/// Does what an action asks for here.
pub fn act(model: &mut Model, action: Action, effects: &mut Vec<Effect>) {
    let count = model.sitting.as_ref().map_or(0, |sitting| sitting.undecided.iter().count());
    let Some((page, last)) = sheet(model).map(|sheet| (usize::from(sheet.mine.area.height), sheet.last_top())) else {
        model.overlay = None;
        return;
    };
    let extent = Extent { count, page, last };
    match action {
        Action::KeepMine | Action::KeepTheirs | Action::KeepBoth => choose(model, action, effects),
        other if turn(model, other, extent) => {}
        _ => model.overlay = None,
    }
}

fn choose(model: &mut Model, action: Action, effects: &mut Vec<Effect>) {
    if !model.may_write() {
        return;
    }
    let Some((key, theirs)) = shown(model) else { return };
    let Some(sitting) = &mut model.sitting else { return };
    let mine = sitting.draft.answers.get(&key).cloned().unwrap_or_default();
    let answer = match action {
        Action::KeepTheirs => Some(theirs),
        Action::KeepBoth => {
            if sitting.kind_of(&key) != Kind::Prose {
                model.notice = Some(Notice::trouble(model.words.notice.one_only.clone()));
                return;
            }
            Some(Answer { text: both(&mine.text, &theirs.text), outcome: None, ..mine })
        }
        _ => None,
    };
    sitting.decide(&key, answer, effects);
    let left = sitting.undecided.iter().count();
    chosen(model, left);
    super::story::keep(model);
}

/// One text behind the other; what one holds of the other is not said twice.
fn both(mine: &str, theirs: &str) -> String {
    let (mine, theirs) = (mine.trim_end(), theirs.trim_end());
    if mine.contains(theirs) {
        mine.to_owned()
    } else if theirs.contains(mine) {
        theirs.to_owned()
    } else {
        format!("{mine}\n\n{theirs}")
    }
}

/// The question shown, and the other's text.
fn shown(model: &Model) -> Option<(Key, Answer)> {
    let Some(Overlay::Compare { at, .. }) = &model.overlay else { return None };
    let sitting = model.sitting.as_ref()?;
    sitting.undecided.iter().nth(*at).map(|(key, answer)| (key.clone(), answer.clone()))
}

/// What is shown, where, for the size there is.
#[must_use]
pub fn sheet(model: &Model) -> Option<Sheet> {
    let Some(Overlay::Compare { at, .. }) = &model.overlay else { return None };
    let (key, theirs) = shown(model)?;
    let sitting = model.sitting.as_ref()?;
    let nothing = Answer::default();
    let mine = sitting.draft.answers.get(&key).unwrap_or(&nothing);
    let screen = &model.words.screen;
    let count = sitting.undecided.iter().count().to_string();
    let name = sitting.named(&key);
    let title = fill(&screen.compare, &[("at", &(at + 1).to_string()), ("count", &count), ("name", &name)]);
    let inside = Frame::of(model.size).inside(Frame::of(model.size).body);
    let ask = wrapped(&sitting.wording(&key).ask, inside.width, model.ambiguous);
    let tall = u16::try_from(ask.len()).unwrap_or(u16::MAX).min(inside.height / 4);
    let ask = Pane { area: Rect { height: tall, ..inside }, head: String::new(), rows: ask };
    let below = Rect { y: inside.y + tall, height: inside.height - tall, ..inside };
    let (left, right) = if inside.width >= BESIDE_FROM {
        let half = (below.width - 2) / 2;
        (Rect { width: half, ..below }, Rect { x: below.x + half + 2, width: below.width - half - 2, ..below })
    } else {
        let half = below.height / 2;
        (Rect { height: half, ..below }, Rect { y: below.y + half, height: below.height - half, ..below })
    };
    let pane = |area: Rect, name: &str, answer: &Answer| {
        let at = answer.at.as_deref().map(minute).unwrap_or_default();
        let text = said(sitting, &key, answer, model.words);
        Pane::new(format!("{name}  {at}").trim_end(), &text, area, model.ambiguous)
    };
    let (mine, theirs) = (pane(left, &screen.compare_mine, mine), pane(right, &screen.compare_theirs, &theirs));
    Some(Sheet { title, ask, mine, theirs })
}

impl Sheet {
    /// The lowest row that may stand at the top.
    #[must_use]
    pub fn last_top(&self) -> usize {
        self.mine.over().max(self.theirs.over())
    }
}

/// An answer as people read it: its text, the labels of what was chosen, or what was said instead.
fn said(sitting: &Sitting, key: &Key, answer: &Answer, words: &Words) -> String {
    if answer.is_told() {
        let interview = sitting.interview();
        let question = interview.find(key).filter(|_| key.probe == 0).map(|posed| posed.question);
        let offered = question.map(|question| interview.choices(question)).unwrap_or_default();
        let label = |value: &str| offered.iter().find(|one| one.value == value).map(|one| one.label.to_string());
        let labels: Option<Vec<String>> = answer.text.split(',').map(|value| label(value.trim())).collect();
        return labels.map_or_else(|| answer.text.clone(), |labels| labels.join("\n"));
    }
    let notice = &words.notice;
    match answer.outcome {
        None => words.screen.compare_nothing.clone(),
        Some(Outcome::DontKnow) => notice.dont_know.clone(),
        Some(Outcome::CantSay) => notice.cant_say.clone(),
        Some(Outcome::None) => notice.none.clone(),
        Some(Outcome::Parked) => notice.parked.clone(),
        Some(Outcome::Skipped) => notice.skipped.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::both;

    #[test]
    fn both_texts_are_kept_and_none_twice() {
        assert_eq!(both("一\n", "二"), "一\n\n二");
        assert_eq!(both("一", "一。二"), "一。二");
        assert_eq!(both("一。二", "二"), "一。二");
        assert_eq!(both("", "二"), "二");
    }
}
