//! Answers: key → answer. What a flow reads, an interview edits and a draft keeps.
//!
//! Invariant: an answer's text is the author's, character for character; only trailing blanks are trimmed, and only
//! when the author leaves the answer.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::str::FromStr;

/// The question that asks which tips were learned the hard way.
pub const HARD_TIP: &str = "hard-tip";

/// The lasting name of a tip inside one draft: `t1`, `t2`, … in the order first confirmed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TipId(pub u32);

impl fmt::Display for TipId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "t{}", self.0)
    }
}

impl FromStr for TipId {
    type Err = ();
    fn from_str(text: &str) -> Result<Self, ()> {
        numbered(text, 't').map(Self).ok_or(())
    }
}

/// The lasting name of a reader's voice inside one draft: `v1`, `v2`, … in the order taken in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct VoiceId(pub u32);

impl fmt::Display for VoiceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "v{}", self.0)
    }
}

impl FromStr for VoiceId {
    type Err = ();
    fn from_str(text: &str) -> Result<Self, ()> {
        numbered(text, 'v').map(Self).ok_or(())
    }
}

/// The number behind `letter`, from 1.
fn numbered(text: &str, letter: char) -> Option<u32> {
    let digits = text.strip_prefix(letter)?;
    let number = digits.parse().ok().filter(|number| *number > 0)?;
    digits.bytes().all(|b| b.is_ascii_digit()).then_some(number)
}

/// What a question is asked of, where it is asked more than once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Subject {
    /// A tip of the post.
    Tip(TipId),
    /// What a reader said.
    Voice(VoiceId),
}

impl Subject {
    /// The tip, where it is one.
    #[must_use]
    pub const fn tip(self) -> Option<TipId> {
        match self {
            Self::Tip(tip) => Some(tip),
            Self::Voice(_) => None,
        }
    }

    /// The voice, where it is one.
    #[must_use]
    pub const fn voice(self) -> Option<VoiceId> {
        match self {
            Self::Voice(voice) => Some(voice),
            Self::Tip(_) => None,
        }
    }
}

impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Tip(tip) => tip.fmt(f),
            Self::Voice(voice) => voice.fmt(f),
        }
    }
}

impl FromStr for Subject {
    type Err = ();
    fn from_str(text: &str) -> Result<Self, ()> {
        text.parse().map(Self::Tip).or_else(|()| text.parse().map(Self::Voice))
    }
}

/// Which answer: a question's id, what it is asked of (`reply@v3`), and for a probe's answer its place (`failure@t2+1`).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key {
    /// The question's id.
    pub question: String,
    /// The tip or the voice, for a question asked of each.
    pub of: Option<Subject>,
    /// 1 or 2 for the answer to a probe, 0 for the question itself.
    pub probe: u8,
}

impl Key {
    /// The key of a question asked of `of`; of nothing, once.
    #[must_use]
    pub fn new(question: &str, of: Option<Subject>) -> Self {
        Self { question: question.to_owned(), of, probe: 0 }
    }

    /// The tip it is asked of.
    #[must_use]
    pub fn tip(&self) -> Option<TipId> {
        self.of.and_then(Subject::tip)
    }

    /// The voice it is asked of.
    #[must_use]
    pub fn voice(&self) -> Option<VoiceId> {
        self.of.and_then(Subject::voice)
    }

    /// The key of the question itself, where this is one of its probes.
    #[must_use]
    pub fn own(&self) -> Self {
        Self { probe: 0, ..self.clone() }
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.question)?;
        if let Some(of) = self.of {
            write!(f, "@{of}")?;
        }
        if self.probe > 0 {
            write!(f, "+{}", self.probe)?;
        }
        Ok(())
    }
}

/// Why a text is no key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotAKey;

impl FromStr for Key {
    type Err = NotAKey;
    fn from_str(text: &str) -> Result<Self, NotAKey> {
        let (rest, probe) = match text.split_once('+') {
            None => (text, 0),
            Some((rest, number)) => match number.parse() {
                Ok(number) if number > 0 => (rest, number),
                Ok(_) | Err(_) => return Err(NotAKey),
            },
        };
        let (question, of) = match rest.split_once('@') {
            None => (rest, None),
            Some((question, of)) => (question, Some(of.parse().map_err(|()| NotAKey)?)),
        };
        if !is_id(question) {
            return Err(NotAKey);
        }
        Ok(Self { question: question.to_owned(), of, probe })
    }
}

/// Whether `text` can be the id of a question, a stage, a flow or an arc: `a-z`, `0-9` and `-`, and something at all.
#[must_use]
pub fn is_id(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
}

/// An answer that is no text. Three different things, with three different sequels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// The author does not know.
    DontKnow,
    /// The author may not say.
    CantSay,
    /// There was no such thing.
    None,
    /// Put off: asked again at the end.
    Parked,
    /// Passed over: not asked again by itself.
    Skipped,
}

/// One answer as it is kept.
#[derive(Debug, Clone, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
pub struct Answer {
    /// The wording the author saw.
    pub asked: String,
    /// When it was last changed, RFC 3339 in the author's zone, to the second. The trade knows no clock.
    pub at: Option<String>,
    /// The author's words, LF line ends. A choice is its values joined by commas (`t1,t3`).
    pub text: String,
    /// What the author said instead of a text.
    pub outcome: Option<Outcome>,
    /// Where a text was copied from, when the author did not type it here (`axis`).
    pub from: Option<String>,
    /// The answer in another post that is told again here.
    pub retold: Option<Retold>,
}

/// An answer in another post that is told again, and its text at that time.
#[derive(Debug, Clone, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
pub struct Retold {
    /// Which: the other post, by its way from this one's folder, and the key (`../returns.md#failure@t2`).
    pub of: String,
    /// The [mark](crate::bank::mark) of its text when it was taken: while this answer's text has it, it is untouched here.
    pub taken: String,
}

impl Answer {
    /// Whether it has something for a story: a text with a visible character.
    #[must_use]
    pub fn is_told(&self) -> bool {
        !self.text.trim().is_empty()
    }

    /// Whether nothing was ever said: no text, no outcome, no time. The file may hold its question all the same.
    #[must_use]
    pub fn is_untouched(&self) -> bool {
        self.text.is_empty()
            && self.outcome.is_none()
            && self.at.is_none()
            && self.from.is_none()
            && self.retold.is_none()
    }

    /// Whether both say the same, whatever they were asked with and whenever it was.
    #[must_use]
    pub fn says_the_same(&self, other: &Self) -> bool {
        (&self.text, self.outcome, &self.from, &self.retold) == (&other.text, other.outcome, &other.from, &other.retold)
    }

    /// Whether the interview need not ask again by itself.
    #[must_use]
    pub fn is_settled(&self) -> bool {
        self.is_told() || self.outcome.is_some()
    }
}

/// All answers of a draft, by key.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Answers(BTreeMap<Key, Answer>);

impl Answers {
    /// The answer under `key`.
    #[must_use]
    pub fn get(&self, key: &Key) -> Option<&Answer> {
        self.0.get(key)
    }

    /// The text told under `key`; `None` where there is no visible character.
    #[must_use]
    pub fn told(&self, key: &Key) -> Option<&str> {
        self.get(key).filter(|answer| answer.is_told()).map(|answer| answer.text.as_str())
    }

    /// The answer under `key`, made empty where there is none.
    pub fn entry(&mut self, key: &Key) -> &mut Answer {
        self.0.entry(key.clone()).or_default()
    }

    /// Puts an answer under `key` and hands back the one it replaces.
    pub fn insert(&mut self, key: Key, answer: Answer) -> Option<Answer> {
        self.0.insert(key, answer)
    }

    /// Takes the answer under `key` out.
    pub fn remove(&mut self, key: &Key) -> Option<Answer> {
        self.0.remove(key)
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Every answer in the order of its key.
    pub fn iter(&self) -> impl Iterator<Item = (&Key, &Answer)> {
        self.0.iter()
    }

    /// Every answer from `key` on, in the order of its key.
    pub fn onward(&self, key: &Key) -> impl Iterator<Item = (&Key, &Answer)> {
        self.0.range(key..)
    }

    /// The tips chosen as learned the hard way, in the order chosen.
    #[must_use]
    pub fn chosen_tips(&self) -> Vec<TipId> {
        let text = self.told(&Key::new(HARD_TIP, None)).unwrap_or_default();
        text.split(',').filter_map(|value| value.trim().parse().ok()).collect()
    }

    /// The choice of tips with `new` in the place of `old`, each once; `None` where `old` is not chosen.
    #[must_use]
    pub fn chosen_instead(&self, old: TipId, new: TipId) -> Option<(Key, Answer)> {
        let key = Key::new(HARD_TIP, None);
        let mut tips = self.chosen_tips();
        tips.iter_mut().find(|tip| **tip == old).map(|tip| *tip = new)?;
        let mut seen = BTreeSet::new();
        let text: Vec<String> = tips.iter().filter(|tip| seen.insert(**tip)).map(ToString::to_string).collect();
        let answer = Answer { text: text.join(","), ..self.get(&key)?.clone() };
        Some((key, answer))
    }
}

impl IntoIterator for Answers {
    type Item = (Key, Answer);
    type IntoIter = std::collections::btree_map::IntoIter<Key, Answer>;
    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl FromIterator<(Key, Answer)> for Answers {
    fn from_iter<I: IntoIterator<Item = (Key, Answer)>>(answers: I) -> Self {
        Self(answers.into_iter().collect())
    }
}

impl Extend<(Key, Answer)> for Answers {
    fn extend<I: IntoIterator<Item = (Key, Answer)>>(&mut self, answers: I) {
        self.0.extend(answers);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_read_back_as_written() {
        for text in ["reader", "failure@t2", "failure@t2+1", "hard-tip", "reply@v3", "reply@v3+2"] {
            assert_eq!(text.parse::<Key>().unwrap().to_string(), text);
        }
        for text in [
            "",
            "@t1",
            "failure@",
            "failure@x1",
            "failure@t0",
            "reply@v",
            "reply@v+1",
            "reply@v03x",
            "failure@t2+",
            "failure+0",
            "Failure",
            "a b",
            "failure@t+1",
        ] {
            assert_eq!(text.parse::<Key>(), Err(NotAKey), "{text}");
        }
    }
}
