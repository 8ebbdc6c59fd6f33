//! Retelling: what is said of an answer that was told before, and the correction that travels.
//!
//! What it is: one quiet line in a pause. What it is not: it is never in the way of a key, and it changes nothing by itself.
//! Invariant: an answer takes over another's words only by a key of the author's, and what it was is kept.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::action::Action;
use super::bank::gather;
use super::effect::Effect;
use super::interview;
use super::keymap::Place;
use super::model::{Gathering, Model, Notice};
use super::msg::Outcome;
use super::sitting::Sitting;
use crate::answers::{Answers, Key};
use crate::bank::{self, Bank, Difference, Said, Signs, State, Telling};
use crate::draft::Draft;
use crate::flow::{Episode, Flow};
use crate::text::Language;
use crate::words::{Words, fill, lent};

/// So many differences are named.
const NAMED: usize = 2;
/// Told so often, it is said how often.
const OFTEN: usize = 3;

/// In a pause: has the drafts read once, then has the answer on the screen laid beside them, once as it is. That reads it
/// and every telling of the day: much too long for whoever goes on typing.
pub fn look(model: &mut Model, effects: &mut Vec<Effect>) {
    if model.sitting.is_some() && model.gathering == Gathering::NotYet {
        gather(model, effects);
    }
    let Some(sitting) = model.sitting.as_mut().filter(|_| model.gathering == Gathering::Done) else { return };
    if model.lays_beside || !sitting.waits_beside() {
        return;
    }
    sitting.goes_beside();
    let key = sitting.current.own();
    let here = Here::of(&sitting.path, &sitting.flows, &sitting.draft, &key);
    if let Some(here) = here.filter(|_| !model.bank.tellings().is_empty()) {
        let take = model.keymap.name(Place::Text, Action::TakeCorrection);
        effects.push(Effect::LayBeside(Box::new(Search { here, bank: model.bank.clone(), take })));
        model.lays_beside = true;
    } else {
        sitting.laid_beside(key, None);
    }
}

/// A key: what is being looked for would come in its way. The next pause asks again.
pub fn not_now(model: &mut Model) {
    if let Some(sitting) = model.sitting.as_mut().filter(|_| model.lays_beside) {
        sitting.lay_beside();
    }
}

/// Says what there is to say of an answer, unless it was said, or there was a change or a key since it was looked for.
pub fn laid(model: &mut Model, key: Key, line: Option<String>) {
    model.lays_beside = false;
    let Some(sitting) = model.sitting.as_mut().filter(|sitting| !sitting.waits_beside()) else { return };
    if let Some(line) = sitting.laid_beside(key, line) {
        model.also(Notice::plain(line));
    }
}

/// What is looked for in a pause, with all that takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Search {
    here: Here,
    bank: Arc<Bank>,
    /// The key that takes a correction over, as people write keys.
    take: String,
}

impl Search {
    /// The answer it is about.
    #[must_use]
    pub fn key(&self) -> Key {
        self.here.key.clone()
    }

    /// Looks for it.
    #[must_use]
    pub fn done(self, words: &Words) -> Outcome {
        let corrected = |title: &str| fill(&words.notice.corrected, &[("title", title), ("key", &self.take)]);
        let line = self.here.said(&self.bank, words, corrected);
        Outcome::LaidBeside(self.here.key, line)
    }
}

/// An answer in which something may be told again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Here {
    /// The post it stands in.
    post: PathBuf,
    key: Key,
    /// The answer, and those to its follow-ups.
    answers: Answers,
    language: Language,
    /// What its question asks for.
    episode: Option<Episode>,
}

impl Here {
    /// The answer under `key`; none where there is nothing to say of it, whatever was told before.
    #[must_use]
    pub fn of(post: &Path, flows: &[Flow], draft: &Draft, key: &Key) -> Option<Self> {
        let answer = draft.answers.get(key)?;
        let episode = bank::role(flows, &key.question);
        if episode.is_none() && answer.retold.is_none() {
            return None;
        }
        let family = draft.answers.onward(key).take_while(|(other, _)| other.own() == *key);
        let answers = family.map(|(key, answer)| (key.clone(), answer.clone())).collect();
        Some(Self { post: post.to_owned(), key: key.clone(), answers, language: draft.language, episode })
    }

    /// What there is to say of it; `corrected` says it of one that was taken from another that is corrected by now, by that
    /// one's title.
    pub fn said(&self, bank: &Bank, words: &Words, corrected: impl Fn(&str) -> String) -> Option<String> {
        let notice = &words.notice;
        if let Some(origin) = correction(bank, &self.post, &self.answers, &self.key) {
            return Some(corrected(&origin.title));
        }
        self.episode?;
        let answer = self.answers.get(&self.key)?;
        let text = bank::told_under(&self.answers, &self.key)?;
        let of = answer.retold.as_ref().and_then(|retold| bank::resolve(folder(&self.post), &retold.of));
        let before: Vec<&Telling> =
            bank.again(&text, of.as_ref()).into_iter().filter(|telling| telling.place.post != self.post).collect();
        let newest = *before.first()?;
        let untouched = bank::state(answer) == State::Untouched;
        let told = |telling: &Telling| [("day", telling.day().to_owned()), ("title", telling.title.clone())];
        if !untouched {
            let signs = Signs::of(Said { text: &text, at: answer.at.as_deref(), language: self.language });
            // First the one it was taken from, then the newest.
            let origin = of.as_ref().and_then(|of| bank.at(of));
            for telling in origin.into_iter().chain(before.iter().copied()) {
                let differs: Vec<Difference> = signs.differences(telling.said()).take(NAMED).collect();
                if !differs.is_empty() {
                    let [day, title] = told(telling);
                    let fields = [day, title, ("differs", pairs(&differs, words))];
                    return Some(fill(&notice.told_differently, &lent(&fields)));
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
}

/// The folder of a post.
fn folder(post: &Path) -> &Path {
    post.parent().unwrap_or(Path::new("/"))
}

/// Differences in words: as it was told, as it is told here.
fn pairs(differs: &[Difference], words: &Words) -> String {
    let pair = |differs: &Difference| format!("{} / {}", differs.before, differs.now);
    differs.iter().map(pair).collect::<Vec<_>>().join(&words.notice.flow_and)
}

/// The telling that the answer under `key` was taken from, where that was changed since and the answer was not.
fn correction<'b>(bank: &'b Bank, post: &Path, answers: &Answers, key: &Key) -> Option<&'b Telling> {
    let answer = answers.get(key)?;
    let retold = answer.retold.as_ref()?;
    let origin = bank.at(&bank::resolve(folder(post), &retold.of)?)?;
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
    let corrected = |sitting: &Sitting, key: &Key| correction(&model.bank, &sitting.path, &sitting.draft.answers, key);
    if let Some(origin) = corrected(sitting, &key) {
        let line = fill(&notice.correction_taken, &[("title", &origin.title)]);
        sitting.renew(&key, &origin.text, &model.now, effects);
        model.notice = Some(Notice::plain(line));
        super::story::changed(model);
        return;
    }
    let first = sitting.draft.answers.iter().map(|(key, _)| key).find(|key| corrected(sitting, key).is_some());
    match first.cloned() {
        Some(key) => interview::go(model, key, effects),
        None => model.notice = Some(Notice::plain(notice.nothing_corrected.clone())),
    }
}
