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
use crate::bank::{self, Bank, Difference, Said, State, Telling};
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
    let line = of_key(&model.bank, sitting, &key, &model.words, &take);
    if let Some(line) = sitting.beside(key, line) {
        model.also(Notice::plain(line));
    }
}

/// What there is to say of the answer under `key`.
fn of_key(bank: &Bank, sitting: &Sitting, key: &Key, words: &Words, take: &str) -> Option<String> {
    let notice = &words.notice;
    if let Some(origin) = correction(bank, sitting, key) {
        let fields = [("title", origin.title.as_str()), ("key", take)];
        return Some(fill(&notice.corrected, &fields));
    }
    bank::role(&sitting.flows, &key.question)?;
    let answer = sitting.draft.answers.get(key)?;
    let text = bank::told_under(&sitting.draft.answers, key)?;
    let of = answer.retold.as_ref().and_then(|retold| bank::resolve(folder(sitting), &retold.of));
    let before: Vec<&Telling> =
        bank.again(&text, of.as_ref()).into_iter().filter(|telling| telling.place.post != sitting.path).collect();
    let newest = *before.first()?;
    let untouched = bank::state(answer) == State::Untouched;
    let here = Said { text: &text, at: answer.at.as_deref(), language: sitting.draft.language };
    let told = |telling: &Telling| [("day", telling.day().to_owned()), ("title", telling.title.clone())];
    if !untouched {
        // First the one it was taken from, then the newest.
        let origin = of.as_ref().and_then(|of| bank.at(of));
        for telling in origin.into_iter().chain(before.iter().copied()) {
            let differs = bank::differences(telling.said(), here);
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
    differs.iter().take(NAMED).map(pair).collect::<Vec<_>>().join(&words.notice.flow_and)
}

fn folder(sitting: &Sitting) -> &Path {
    sitting.path.parent().unwrap_or(Path::new("/"))
}

/// The telling that the answer under `key` was taken from, where that was changed since and the answer was not.
fn correction<'b>(bank: &'b Bank, sitting: &Sitting, key: &Key) -> Option<&'b Telling> {
    let answer = sitting.draft.answers.get(key)?;
    let retold = answer.retold.as_ref()?;
    let origin = bank.at(&bank::resolve(folder(sitting), &retold.of)?)?;
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
    if let Some(origin) = correction(&model.bank, sitting, &key) {
        let line = fill(&notice.correction_taken, &[("title", &origin.title)]);
        sitting.renew(&key, &origin.text, &model.now, effects);
        model.notice = Some(Notice::plain(line));
        super::story::changed(model);
        return;
    }
    let first =
        sitting.draft.answers.iter().map(|(key, _)| key).find(|key| correction(&model.bank, sitting, key).is_some());
    match first.cloned() {
        Some(key) => interview::go(model, key, effects),
        None => model.notice = Some(Notice::plain(notice.nothing_corrected.clone())),
    }
}
