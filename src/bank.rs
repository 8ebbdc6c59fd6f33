//! The bank: every failure and success told so far, over all posts.
//!
//! What it is: the answers that tell an episode, gathered from many drafts and laid together where they tell the same one:
//! because one was taken from the other, or because they share their words. What it is not: it opens no file and changes
//! no draft. Invariant: the same drafts make the same bank, in whatever order they are read, and what its author may not
//! say is never in it.

mod differ;
mod likeness;
mod reference;

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use sha2::{Digest, Sha256};

pub use differ::{Difference, Said, Signs};
pub use reference::{reference, resolve};

use crate::answers::{Answer, Answers, Key, Outcome};
use crate::draft::Draft;
use crate::flow::{AXIS, Episode, Flow};
use crate::probe;
use crate::text::Language;
use crate::text::fold::fold;

/// Letters a text needs before the same text in another post is the same episode.
const ENOUGH: usize = 12;
/// A word in more tellings than this marks none of them.
const COMMON: usize = 64;

/// An answer of some post.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The post, from the root.
    pub post: PathBuf,
    /// The answer's key.
    pub key: Key,
}

/// The question in `flows` that asks for an episode, by its id now or earlier. The axis asks for none, whoever wrote it.
#[must_use]
pub fn role(flows: &[Flow], id: &str) -> Option<Episode> {
    let questions = flows.iter().filter(|flow| flow.id != AXIS).filter_map(|flow| flow.question(id));
    questions.into_iter().find_map(|question| question.episode)
}

/// An episode as one post tells it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Telling {
    /// What kind of episode it is.
    pub episode: Episode,
    /// Where it stands.
    pub place: Place,
    /// How the post's place is shown.
    pub shown: String,
    /// The post's title.
    pub title: String,
    /// The heading of the tip it was told for.
    pub tip: Option<String>,
    /// When it was last changed, RFC 3339.
    pub at: Option<String>,
    /// The post's language.
    pub language: Language,
    /// The author's words, those to follow-ups behind them.
    pub text: String,
    /// The telling it was taken from.
    pub of: Option<Place>,
    /// Whether it is still as it was when it was taken.
    pub state: State,
    /// All of it as search compares it.
    folded: String,
    /// Its [words](likeness::words).
    words: Vec<u32>,
}

/// How a text stands to the one it was taken from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// As it was when it was taken.
    Untouched,
    /// Told in words of its own.
    Own,
}

impl Telling {
    /// Every episode told in the draft of `post`, which is named from the root and shown as `shown`. `title` is asked only
    /// where there is one.
    #[must_use]
    pub fn all(
        draft: &Draft,
        post: &Path,
        shown: &str,
        title: impl FnOnce() -> String,
        role: impl Fn(&str) -> Option<Episode>,
    ) -> Vec<Self> {
        let asked = draft.answers.iter().filter(|(key, answer)| key.probe == 0 && is_public(answer));
        let told: Vec<_> = asked
            .filter_map(|(key, answer)| {
                let of = answer.retold.as_ref().and_then(|retold| resolve(post.parent()?, &retold.of));
                let episode = role(&key.question).or_else(|| role(&of.as_ref()?.key.question))?;
                Some((episode, key, answer, of))
            })
            .collect();
        if told.is_empty() {
            return Vec::new();
        }
        let title = title();
        let telling = |(episode, key, answer, of): (Episode, &Key, &Answer, Option<Place>)| {
            let text = told_under(&draft.answers, key)?;
            let heading = draft.tips.iter().find(|tip| Some(tip.id) == key.tip()).map(|tip| tip.heading.clone());
            let tip = heading.filter(|heading| !heading.is_empty());
            let folded = fold(&format!("{title} {shown} {} {text}", tip.as_deref().unwrap_or_default()));
            Some(Self {
                episode,
                place: Place { post: post.to_owned(), key: key.clone() },
                shown: shown.to_owned(),
                title: title.clone(),
                tip,
                at: answer.at.clone(),
                language: draft.language,
                words: likeness::words(&text),
                text,
                of,
                state: state(answer),
                folded,
            })
        };
        told.into_iter().filter_map(telling).collect()
    }

    /// Whether it holds every one of `words`, [folded](fold) already.
    #[must_use]
    pub fn holds(&self, words: &[&str]) -> bool {
        words.iter().all(|word| self.folded.contains(word))
    }

    /// The day it was told, as far as that is known.
    #[must_use]
    pub fn day(&self) -> &str {
        self.at.as_deref().and_then(|at| at.get(..10)).unwrap_or_default()
    }

    /// What was said, and when.
    #[must_use]
    pub fn said(&self) -> Said<'_> {
        Said { text: &self.text, at: self.at.as_deref(), language: self.language }
    }
}

/// Whether the author tells it: what may not be said, was not, or never was, is no episode.
fn is_public(answer: &Answer) -> bool {
    match answer.outcome {
        None | Some(Outcome::Parked) => answer.is_told(),
        Some(Outcome::DontKnow | Outcome::CantSay | Outcome::None | Outcome::Skipped) => false,
    }
}

/// What was told under `key`, the answers to its follow-ups behind it.
#[must_use]
pub fn told_under(answers: &Answers, key: &Key) -> Option<String> {
    let family = answers.onward(key).take_while(|(other, _)| other.own() == *key);
    let told = family.filter(|(key, answer)| is_public(answer) && !probe::is_leave(key, answer));
    let texts: Vec<&str> = told.map(|(_, answer)| &*answer.text).collect();
    (!texts.is_empty()).then(|| texts.join("\n"))
}

/// By what a text is known again: the first sixteen digits of its SHA-256 in hexadecimal, blanks at its end aside.
#[must_use]
pub fn mark(text: &str) -> String {
    let digest = Sha256::digest(text.trim_end().as_bytes());
    digest.iter().take(8).fold(String::with_capacity(16), |mut out, byte| {
        let _infallible = std::fmt::Write::write_fmt(&mut out, format_args!("{byte:02x}"));
        out
    })
}

/// How an answer's text stands to the one it was taken from.
#[must_use]
pub fn state(answer: &Answer) -> State {
    match &answer.retold {
        Some(retold) if retold.taken == mark(&answer.text) => State::Untouched,
        Some(_) | None => State::Own,
    }
}

/// Every episode told so far.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Bank {
    /// The newest first.
    tellings: Vec<Arc<Telling>>,
    /// Which episode each tells, by its place in `episodes`.
    episode: Vec<usize>,
    /// The tellings of each episode, the newest first; the episodes by their newest.
    episodes: Vec<Vec<usize>>,
    /// The tellings of each word, sorted by the word; of one text only one.
    index: Vec<(u32, usize)>,
    /// Where each answer is.
    places: HashMap<Place, usize>,
    /// The author's home, which no [reference] leads through.
    home: Option<PathBuf>,
}

impl Bank {
    /// The bank of these tellings, on a machine where the author lives at `home`.
    #[must_use]
    pub fn of(mut tellings: Vec<Arc<Telling>>, home: Option<PathBuf>) -> Self {
        tellings.sort_by(|a, b| (Reverse(&a.at), &a.place).cmp(&(Reverse(&b.at), &b.place)));
        let places = tellings.iter().enumerate().map(|(at, telling)| (telling.place.clone(), at)).collect();
        let mut bank = Self { tellings, places, home, ..Self::default() };
        let mut same = Same::new(bank.tellings.len());
        let mut texts: HashMap<&str, usize> = HashMap::new();
        for (at, telling) in bank.tellings.iter().enumerate() {
            if let Some(of) = telling.of.as_ref().and_then(|of| bank.places.get(of)) {
                same.join(at, *of);
            }
            match texts.get(telling.text.trim_end()) {
                Some(twin) if is_enough(&telling.text) => same.join(at, *twin),
                Some(_) => {}
                None => {
                    texts.insert(telling.text.trim_end(), at);
                    bank.index.extend(telling.words.iter().map(|word| (*word, at)));
                }
            }
        }
        drop(texts);
        bank.index.sort_unstable();
        for (at, telling) in bank.tellings.iter().enumerate() {
            for other in bank.alike(&telling.words).into_iter().filter(|other| *other < at) {
                same.join(at, other);
            }
        }
        let mut episodes: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for at in 0..bank.tellings.len() {
            episodes.entry(same.root(at)).or_default().push(at);
        }
        bank.episodes = episodes.into_values().collect();
        bank.episode = vec![0; bank.tellings.len()];
        for (number, members) in bank.episodes.iter().enumerate() {
            for at in members {
                if let Some(of) = bank.episode.get_mut(*at) {
                    *of = number;
                }
            }
        }
        bank
    }

    /// Every telling, the newest first.
    #[must_use]
    pub fn tellings(&self) -> &[Arc<Telling>] {
        &self.tellings
    }

    /// Every episode, each with its tellings, the newest first.
    pub fn episodes(&self) -> impl Iterator<Item = Vec<&Telling>> {
        self.episodes.iter().map(|members| self.each(members))
    }

    /// The other tellings of the episode that stands at `place`, the newest first.
    #[must_use]
    pub fn others(&self, place: &Place) -> Vec<&Telling> {
        let members = self.places.get(place).and_then(|at| self.episodes.get(*self.episode.get(*at)?));
        let all = members.map(|members| self.each(members)).unwrap_or_default();
        all.into_iter().filter(|telling| telling.place != *place).collect()
    }

    /// The telling at `place`.
    #[must_use]
    pub fn at(&self, place: &Place) -> Option<&Telling> {
        self.places.get(place).and_then(|at| self.tellings.get(*at)).map(|telling| &**telling)
    }

    /// The telling that one goes back to: where it was taken from, as long as each is as it was taken.
    #[must_use]
    pub fn origin<'b>(&'b self, telling: &'b Telling) -> &'b Telling {
        let mut origin = telling;
        // Two that name each other, by hand, lead nowhere.
        for _ in 0..self.tellings.len() {
            let of = origin.of.as_ref().filter(|_| origin.state == State::Untouched);
            let Some(before) = of.and_then(|of| self.at(of)).filter(|before| before.place != telling.place) else {
                break;
            };
            origin = before;
        }
        origin
    }

    /// What a draft in `folder` calls the telling at `place`; see [`reference()`].
    #[must_use]
    pub fn reference(&self, folder: &Path, place: &Place) -> Option<String> {
        reference(folder, place, self.home.as_deref())
    }

    /// Every telling of the episode that `text` tells, taken from `of` or not, the newest first.
    #[must_use]
    pub fn again(&self, text: &str, of: Option<&Place>) -> Vec<&Telling> {
        let twin = is_enough(text)
            .then(|| self.tellings.iter().position(|telling| telling.text.trim_end() == text.trim_end()));
        let taken = of.and_then(|of| self.places.get(of).copied());
        let found = twin.flatten().into_iter().chain(taken).chain(self.alike(&likeness::words(text)));
        let mut members: Vec<usize> =
            found.filter_map(|at| self.episodes.get(*self.episode.get(at)?)).flatten().copied().collect();
        members.sort_unstable();
        members.dedup();
        self.each(&members)
    }

    /// Those whose text shares enough of these words; of the same texts only one.
    fn alike(&self, words: &[u32]) -> Vec<usize> {
        let mut met: Vec<usize> = Vec::new();
        for word in words {
            let from = self.index.partition_point(|(other, _)| other < word);
            let run = self.index.iter().skip(from).take_while(|(other, _)| other == word);
            let run: Vec<usize> = run.map(|(_, at)| *at).take(COMMON + 1).collect();
            if run.len() <= COMMON {
                met.extend(run);
            }
        }
        met.sort_unstable();
        let known = |at: usize| self.tellings.get(at).is_some_and(|telling| likeness::alike(words, &telling.words));
        // One word in common is chance.
        let often = met.chunk_by(|one, other| one == other).filter(|run| run.len() > 1);
        often.filter_map(|run| run.first().copied()).filter(|at| known(*at)).collect()
    }

    fn each(&self, members: &[usize]) -> Vec<&Telling> {
        members.iter().filter_map(|at| self.tellings.get(*at)).map(|telling| &**telling).collect()
    }
}

/// In how many posts these tellings stand.
#[must_use]
pub fn posts(tellings: &[&Telling]) -> usize {
    tellings.iter().map(|telling| &telling.place.post).collect::<BTreeSet<_>>().len()
}

/// Whether a text is long enough to be known again.
fn is_enough(text: &str) -> bool {
    text.chars().filter(|c| c.is_alphanumeric()).take(ENOUGH).count() == ENOUGH
}

/// Which of several are the same: each leads to an earlier one, or is the first.
struct Same(Vec<usize>);

impl Same {
    fn new(count: usize) -> Self {
        Self((0..count).collect())
    }

    fn root(&mut self, at: usize) -> usize {
        let mut root = at;
        while let Some(&before) = self.0.get(root).filter(|before| **before != root) {
            root = before;
        }
        if let Some(link) = self.0.get_mut(at) {
            *link = root;
        }
        root
    }

    fn join(&mut self, one: usize, other: usize) {
        let (one, other) = (self.root(one), self.root(other));
        if let Some(link) = self.0.get_mut(one.max(other)) {
            *link = one.min(other);
        }
    }
}
