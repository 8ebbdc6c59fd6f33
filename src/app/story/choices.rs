//! What the author chooses on the story screen: bridges one by one or all, an arc, what is taken out; and the way back.
//!
//! Invariant: undoing what was done and doing it again gives the same draft; what somebody else changed meanwhile is not
//! undone.

use super::Pointed;
use crate::app::action::Action;
use crate::app::effect::Effect;
use crate::app::interview;
use crate::app::keymap::Place;
use crate::app::model::{Model, Notice};
use crate::app::sitting::Sitting;
use crate::draft::{Bridges, Draft, Edit};
use crate::story::{Bridge, Of, Sentence, other_bridges, weave};
use crate::words::fill;

/// Something done on the story screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// The edits of passages.
    Edits(Vec<Rewrite>),
    /// Arc and bridges.
    Order {
        /// What they were before.
        before: (String, Bridges),
        /// What they were after.
        after: (String, Bridges),
    },
}

/// The edits of one passage, before and after.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rewrite {
    /// The passage.
    pub passage: String,
    /// Its edits before.
    pub before: Vec<Edit>,
    /// Its edits after.
    pub after: Vec<Edit>,
}

/// What was done, and what was undone.
#[derive(Debug, Clone, Default)]
pub struct Steps {
    done: Vec<Step>,
    undone: Vec<Step>,
}

/// Notes something done.
pub fn did(model: &mut Model, step: Step) {
    model.story.steps.done.push(step);
    model.story.steps.undone.clear();
}

impl Step {
    /// The step the other way round.
    fn turned(self) -> Self {
        match self {
            Self::Edits(all) => {
                let turned = |Rewrite { passage, before, after }| Rewrite { passage, before: after, after: before };
                Self::Edits(all.into_iter().map(turned).collect())
            }
            Self::Order { before, after } => Self::Order { before: after, after: before },
        }
    }

    /// Does it, if the draft is as it was before it. Whether it was.
    fn take(&self, sitting: &mut Sitting, effects: &mut Vec<Effect>) -> bool {
        match self {
            Self::Edits(all) => {
                let stands = all.iter().all(|one| sitting.draft.edits_of(&one.passage) == one.before);
                for one in all.iter().filter(|_| stands) {
                    sitting.reword(&one.passage, one.after.clone(), effects);
                }
                stands
            }
            Self::Order { before, after } => {
                let stands = (&sitting.draft.arc, sitting.draft.bridges) == (&before.0, before.1);
                if stands {
                    sitting.order(&after.0, after.1, effects);
                }
                stands
            }
        }
    }
}

/// Takes the last step back.
pub fn undo(model: &mut Model, effects: &mut Vec<Effect>) {
    if !model.may_write() {
        return;
    }
    let mut passed = 0;
    while let Some(step) = model.story.steps.done.pop() {
        if turn(model, &step.clone().turned(), effects) {
            model.story.steps.undone.push(step);
            return say_passed(model, passed);
        }
        passed += 1;
    }
    model.notice = Some(Notice::plain(model.words.notice.no_more_undo.clone()));
    say_passed(model, passed);
}

/// Says how many steps were passed over, because what they had changed was changed again by somebody else.
fn say_passed(model: &mut Model, passed: usize) {
    if passed > 0 {
        let line = fill(&model.words.notice.passed_over, &[("count", &passed.to_string())]);
        model.notice = Some(Notice::plain(line));
    }
}

/// Does the step undone last again.
pub fn redo(model: &mut Model, effects: &mut Vec<Effect>) {
    if !model.may_write() {
        return;
    }
    let mut passed = 0;
    while let Some(step) = model.story.steps.undone.pop() {
        if turn(model, &step, effects) {
            model.story.steps.done.push(step);
            return say_passed(model, passed);
        }
        passed += 1;
    }
    model.notice = Some(Notice::plain(model.words.notice.no_more_redo.clone()));
    say_passed(model, passed);
}

fn turn(model: &mut Model, step: &Step, effects: &mut Vec<Effect>) -> bool {
    let done = model.sitting.as_mut().is_some_and(|sitting| step.take(sitting, effects));
    if done {
        interview::rest(model, effects);
        super::keep(model);
    }
    done
}

/// Makes the edits of a passage these, and keeps the way back.
fn set(model: &mut Model, passage: &str, after: Vec<Edit>, effects: &mut Vec<Effect>) {
    set_all(model, vec![(passage.to_owned(), after)], effects);
}

/// The same for several passages, in one step.
pub fn set_all(model: &mut Model, changes: Vec<(String, Vec<Edit>)>, effects: &mut Vec<Effect>) {
    let Some(sitting) = &mut model.sitting else { return };
    let mut all = Vec::new();
    for (passage, after) in changes {
        let before = sitting.draft.edits_of(&passage);
        if before != after {
            let held =
                |words: &str| after.iter().any(|edit| edit.text == words || edit.aside.as_deref() == Some(words));
            if before.iter().filter_map(|edit| edit.aside.as_deref()).any(|words| !held(words)) {
                // Words put aside, a colleague's or an older wording, that nothing holds any more.
                keep_copy(sitting, effects);
            }
            sitting.reword(&passage, after.clone(), effects);
            all.push(Rewrite { passage, before, after });
        }
    }
    if !all.is_empty() {
        did(model, Step::Edits(all));
        interview::rest(model, effects);
        super::keep(model);
    }
}

/// Keeps a copy of the draft as it is; one for all that is done at once.
pub fn keep_copy(sitting: &Sitting, effects: &mut Vec<Effect>) {
    if !effects.iter().any(|effect| matches!(effect, Effect::Keep(_))) {
        effects.push(Effect::Keep(Box::new(sitting.draft.clone())));
    }
}

/// Takes an arc and bridges, and keeps the way back.
pub fn order(model: &mut Model, arc: &str, bridges: Bridges, effects: &mut Vec<Effect>) {
    let Some(sitting) = &mut model.sitting else { return };
    let before = (sitting.draft.arc.clone(), sitting.draft.bridges);
    let after = (arc.to_owned(), bridges);
    if before != after {
        sitting.order(arc, bridges, effects);
        did(model, Step::Order { before, after });
        super::keep(model);
    }
}

/// All bridges off, or on again.
pub fn toggle_bridges(model: &mut Model, effects: &mut Vec<Effect>) {
    if !model.may_write() {
        return;
    }
    let Some(Draft { arc, bridges, .. }) = model.sitting.as_ref().map(|sitting| &sitting.draft) else { return };
    let (arc, bridges) = (arc.clone(), bridges.other());
    order(model, &arc, bridges, effects);
}

/// The next fitting bridge of the list in the place of the one pointed at; for one reworded or taken out, the list's own.
/// The author's own wording is put aside meanwhile and comes round with the others.
pub fn swap(model: &mut Model, effects: &mut Vec<Effect>) {
    if !model.may_write() {
        return;
    }
    let Some((sitting, mark)) = super::pointed(model) else { return };
    let draft = &sitting.draft;
    let of_bridge = |index: usize| draft.edits.get(index).filter(|edit| edit.passage.starts_with("bridge:"));
    let join = match &mark.of {
        Pointed::Sentence(Sentence { of: Of::Bridge(join), .. }) => join.clone(),
        Pointed::Sentence(Sentence { of: Of::Edit(index), .. }) | Pointed::Reworded(index) => {
            let Some(edit) = of_bridge(*index).cloned() else { return no_bridge(model) };
            return to_own(model, &edit, effects);
        }
        Pointed::Sentence(_) | Pointed::LeftOut(_) => return no_bridge(model),
    };
    let passage = format!("bridge:{join}");
    let others = other_bridges(&sitting.story, &join, &sitting.post, draft, &sitting.craft);
    let all = draft.edits_of(&passage);
    let aside = all.iter().find(|edit| edit.bridge.is_some()).and_then(|edit| edit.aside.clone());
    let rest: Vec<Edit> = all.into_iter().filter(|edit| edit.bridge.is_none()).collect();
    let (Some(now), Some(own)) = (sitting.story.bridge_of(&join), own_bridge(sitting, &join)) else {
        return no_bridge(model);
    };
    let here = others.iter().position(|other| other.id == now.id).map_or(0, |at| at + 1);
    let next = others.iter().cycle().skip(here).take(others.len()).find(|other| other.id != now.id).cloned();
    let base = Edit { passage: passage.clone(), was: own.text.clone(), ..Edit::default() };
    let back = aside.clone().filter(|_| next.as_ref().is_none_or(|next| next.id == own.id));
    if let Some(text) = back {
        let mine = Edit { text, ..base };
        set(model, &passage, std::iter::once(mine).chain(rest).collect(), effects);
        model.notice = Some(Notice::plain(model.words.notice.own_again.clone()));
        return;
    }
    let Some(next) = next else {
        model.notice = Some(Notice::plain(model.words.notice.no_other_bridge.clone()));
        return;
    };
    let at = others.iter().position(|other| other.id == next.id).map_or(0, |at| at + 1);
    let fields = [("at", at.to_string()), ("count", others.len().to_string())];
    let taken =
        (next.id != own.id).then(|| Edit { bridge: Some(next.id.clone()), text: next.text.clone(), aside, ..base });
    set(model, &passage, taken.into_iter().chain(rest).collect(), effects);
    let fields = crate::words::lent(&fields);
    model.notice = Some(Notice::plain(fill(&model.words.notice.bridge_of, &fields)));
}

/// The list's own bridge in the place of what the author had put there, whose words are put aside.
fn to_own(model: &mut Model, edit: &Edit, effects: &mut Vec<Effect>) {
    let Some(sitting) = &model.sitting else { return };
    let own = edit.passage.strip_prefix("bridge:").and_then(|join| own_bridge(sitting, join));
    let aside = edit.own_words().map(str::to_owned);
    let mut edits = sitting.draft.edits_of(&edit.passage);
    edits.retain(|other| other != edit);
    match (own, aside) {
        (Some(own), aside @ Some(_)) => {
            let (bridge, text) = (Some(own.id), own.text);
            edits.insert(0, Edit { bridge, aside, text, ..edit.clone() });
            let key = model.keymap.name(Place::Story, Action::Swap);
            model.notice = Some(Notice::plain(fill(&model.words.notice.own_aside, &[("key", &key)])));
        }
        // Where the list has none, nothing would hold them.
        (None, Some(_)) => keep_copy(sitting, effects),
        (_, None) => {}
    }
    set(model, &edit.passage, edits, effects);
}

/// The bridge the weave would lay at a join by itself.
fn own_bridge(sitting: &Sitting, join: &str) -> Option<Bridge> {
    let Sitting { post, draft, craft, .. } = sitting;
    let elsewhere = |edit: &&Edit| edit.passage.strip_prefix("bridge:") != Some(join);
    let bare = Draft { edits: draft.edits.iter().filter(elsewhere).cloned().collect(), ..draft.clone() };
    weave(post, &bare, craft).bridge_of(join).cloned()
}

fn no_bridge(model: &mut Model) {
    model.notice = Some(Notice::plain(model.words.notice.no_bridge.clone()));
}

/// What taking out, or in again, makes of a passage.
struct Turned<'a> {
    passage: String,
    /// Its edits from then on.
    edits: Vec<Edit>,
    /// What is said about it.
    line: &'a str,
}

/// Takes out what is pointed at; what is taken out already comes back, the author's own wording with it.
pub fn remove(model: &mut Model, effects: &mut Vec<Effect>) {
    if !model.may_write() {
        return;
    }
    let Some((sitting, mark)) = super::pointed(model) else { return };
    let draft = &sitting.draft;
    let notice = &model.words.notice;
    let turned = match &mark.of {
        Pointed::Reworded(index) => draft.edits.get(*index).map(|edit| {
            let mut edits = draft.edits_of(&edit.passage);
            let own = edit.aside.clone().filter(|_| edit.text.is_empty());
            let own = own.map(|text| Edit { text, aside: None, ..edit.clone() });
            if edit.is_worded() {
                // The wording that stands beside what is struck goes, and nothing is left that could hold it.
                keep_copy(sitting, effects);
            }
            let at = edits.iter().position(|other| other == edit).map_or(0..0, |at| at..at + 1);
            edits.splice(at, own);
            Turned { passage: edit.passage.clone(), edits, line: &notice.put_in_again }
        }),
        Pointed::Sentence(sentence) => sitting.story.editable(&sitting.post, draft, sentence).map(|edit| {
            let aside = match &sentence.of {
                Of::Edit(_) if edit.is_worded() => Some(edit.text.clone()),
                Of::Edit(_) | Of::Bridge(_) | Of::Text(..) => edit.aside.clone(),
            };
            let gone = Edit { text: String::new(), bridge: None, aside, ..edit.clone() };
            let is_same = |other: &Edit| match &sentence.of {
                Of::Edit(_) => *other == edit,
                Of::Bridge(_) => other.bridge.is_some(),
                Of::Text(..) => false,
            };
            let rest = draft.edits_of(&edit.passage).into_iter().filter(|other| !is_same(other));
            let edits = std::iter::once(gone).chain(rest).collect();
            Turned { passage: edit.passage.clone(), edits, line: &notice.taken_out }
        }),
        Pointed::LeftOut(_) => None,
    };
    let Some(Turned { passage, edits, line }) = turned else {
        model.notice = Some(Notice::plain(notice.not_reworded.clone()));
        return;
    };
    let line = fill(line, &[("key", &model.key_name(Action::Undo))]);
    set(model, &passage, edits, effects);
    model.notice = Some(Notice::plain(line));
}
