//! Retelling: what is said of an answer that was told before, and the correction that travels.
//!
//! What it is: one quiet line in a pause. What it is not: it is never in the way of a key, and it changes nothing by itself.
//! Invariant: an answer takes over another's words only by a key of the author's, and what it was is kept.

use std::path::Path;

use super::action::Action;
use super::bank::gather;
use super::effect::Effect;
use super::interview;
use super::keymap::Place;
use super::model::{Gathering, Model, Notice};
use super::sitting::Sitting;
use crate::answers::Key;
use crate::bank::{self, Bank, Difference, Said, Signs, State, Telling};
use crate::draft::Draft;
use crate::flow::Flow;
use crate::words::{Words, fill, lent};

/// So many differences are named.
const NAMED: usize = 2;
/// Told so often, it is said how often.
const OFTEN: usize = 3;

/// In a pause: has the drafts read once, then says what there is to say of the answer on the screen, once.
pub fn look(model: &mut Model, effects: &mut Vec<Effect>) {
    if model.sitting.is_some() && model.gathering == Gathering::NotYet {
        gather(model, effects);
    }
    let Some(sitting) = model.sitting.as_mut().filter(|_| model.gathering == Gathering::Done) else { return };
    if !sitting.waits_beside() {
        return;
    }
    let key = sitting.current.own();
    let take = model.keymap.name(Place::Text, Action::TakeCorrection);
    let corrected = |title: &str| fill(&model.words.notice.corrected, &[("title", title), ("key", &take)]);
    let here = Here::of(sitting);
    let line = said(&model.bank, here, &key, &model.words, corrected);
    if let Some(line) = sitting.beside(key, line) {
        model.also(Notice::plain(line));
    }
}

/// A post in which something is told.
#[derive(Debug, Clone, Copy)]
pub struct Here<'h> {
    /// Where it is.
    pub post: &'h Path,
    /// The questions.
    pub flows: &'h [Flow],
    /// The answers.
    pub draft: &'h Draft,
}

impl<'h> Here<'h> {
    fn of(sitting: &'h Sitting) -> Self {
        Self { post: &sitting.path, flows: &sitting.flows, draft: &sitting.draft }
    }

    fn folder(self) -> &'h Path {
        self.post.parent().unwrap_or(Path::new("/"))
    }
}

/// What there is to say of the answer under `key`; `corrected` says it of one that was taken from another that is corrected
/// by now, by that one's title.
pub fn said(
    bank: &Bank,
    here: Here<'_>,
    key: &Key,
    words: &Words,
    corrected: impl Fn(&str) -> String,
) -> Option<String> {
    let notice = &words.notice;
    if let Some(origin) = correction(bank, here, key) {
        return Some(corrected(&origin.title));
    }
    bank::role(here.flows, &key.question)?;
    let answer = here.draft.answers.get(key)?;
    let text = bank::told_under(&here.draft.answers, key)?;
    let of = answer.retold.as_ref().and_then(|retold| bank::resolve(here.folder(), &retold.of));
    let before: Vec<&Telling> =
        bank.again(&text, of.as_ref()).into_iter().filter(|telling| telling.place.post != here.post).collect();
    let newest = *before.first()?;
    let untouched = bank::state(answer) == State::Untouched;
    let told = |telling: &Telling| [("day", telling.day().to_owned()), ("title", telling.title.clone())];
    if !untouched {
        let signs = Signs::of(Said { text: &text, at: answer.at.as_deref(), language: here.draft.language });
        // First the one it was taken from, then the newest.
        let origin = of.as_ref().and_then(|of| bank.at(of));
        for telling in origin.into_iter().chain(before.iter().copied()) {
            let differs: Vec<Difference> = signs.differences(telling.said()).take(NAMED).collect();
            if !differs.is_empty() {
                let [day, title] = told(telling);
                return Some(fill(&notice.told_differently, &lent(&[day, title, ("differs", pairs(&differs, words))])));
            }
        }
    }
    let posts = 1 + bank::posts(&before);
    let [day, title] = told(newest);
    if posts >= OFTEN {
        return Some(fill(&notice.told_often, &lent(&[day, title, ("count", posts.to_string())])));
    }
    (!untouched).then(|| fill(&notice.told_once, &lent(&[day, title])))
}

/// Differences in words: as it was told, as it is told here.
fn pairs(differs: &[Difference], words: &Words) -> String {
    let pair = |differs: &Difference| format!("{} / {}", differs.before, differs.now);
    differs.iter().map(pair).collect::<Vec<_>>().join(&words.notice.flow_and)
}

/// The telling that the answer under `key` was taken from, where that was changed since and the answer was not.
fn correction<'b>(bank: &'b Bank, here: Here<'_>, key: &Key) -> Option<&'b Telling> {
    let answer = here.draft.answers.get(key)?;
    let retold = answer.retold.as_ref()?;
    let origin = bank.at(&bank::resolve(here.folder(), &retold.of)?)?;
    let untouched = bank::state(answer) == State::Untouched || !answer.is_told();
    (untouched && bank::mark(&origin.text) != bank::mark(&answer.text)).then_some(origin)
}

/// Takes over what the post a telling was taken from says now; where that is another answer's, goes there first.
pub fn take(model: &mut Model, effects: &mut Vec<Effect>) {
    model.overlay = None;
    if !model.may_write() {
        return;
    }
    let Some(sitting) = &mut model.sitting else { return };
    let notice = &model.words.notice;
    let key = sitting.current.own();
    if let Some(origin) = correction(&model.bank, Here::of(sitting), &key) {
        let line = fill(&notice.correction_taken, &[("title", &origin.title)]);
        sitting.renew(&key, &origin.text, &model.now, effects);
        model.notice = Some(Notice::plain(line));
        super::story::changed(model);
        return;
    }
    let here = Here::of(sitting);
    let first =
        sitting.draft.answers.iter().map(|(key, _)| key).find(|key| correction(&model.bank, here, key).is_some());
    match first.cloned() {
        Some(key) => interview::go(model, key, effects),
        None => model.notice = Some(Notice::plain(notice.nothing_corrected.clone())),
    }
}
