//! Bridges: the only words of its own that naze puts into a story, chosen from a list everyone can read.
//!
//! What it is: the list in `prompts/bridges`, and the choice of one phrase for a join. What it is not: it decides not
//! whether a join wants a bridge; that is the weave's. Invariant: no phrase twice in a story, and the same join of the
//! same post starts its search at the same phrase, whatever has been typed since.

mod shape;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use unicode_segmentation::UnicodeSegmentation;

use self::shape::fill;
use super::ear::{Voice, first_sentences};
use crate::text::{Language, Register};

/// The bridges of one language, by function.
type Table = BTreeMap<String, Vec<Phrase>>;

/// The lists, each read when a story in its language first wants a bridge.
static JA: LazyLock<Table> = LazyLock::new(|| read(include_str!("../../prompts/bridges/ja.toml"), Ja::phrase));
static EN: LazyLock<Table> = LazyLock::new(|| read(include_str!("../../prompts/bridges/en.toml"), En::phrase));

#[derive(Debug)]
struct Phrase {
    id: String,
    desumasu: String,
    dearu: String,
    en: String,
    voice: Option<Voice>,
    asks: bool,
    needs: Option<Needs>,
    opening: Opening,
}

/// How the answers open that a phrase suits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Opening {
    /// With a sentence of their own.
    #[default]
    Whole,
    /// With a small letter: the phrase ends in nothing or a colon, and they are one sentence.
    Small,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Ja {
    desumasu: String,
    dearu: String,
    needs: Option<Needs>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct En {
    #[serde(rename = "en")]
    wording: String,
    voice: Option<Voice>,
    #[serde(default)]
    asks: bool,
    needs: Option<Needs>,
    #[serde(default)]
    before: Opening,
}

/// What a phrase wants of the answer behind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Needs {
    /// It asks something.
    Question,
    /// It is a bare "because".
    Because,
}

/// What a phrase is chosen for.
#[derive(Debug, Clone, Copy)]
pub struct Join<'a> {
    /// What the bridge does, such as `into-failure`.
    pub function: &'a str,
    /// The register the phrase must be in.
    pub register: Register,
    /// The heading of the tip it stands in.
    pub tip: Option<&'a str>,
    /// The text it leads into.
    pub into: &'a str,
    /// Who speaks there.
    pub voice: Option<Voice>,
    /// Whether that text asks something.
    pub asks: bool,
    /// Whether that text is a bare "because".
    pub because: bool,
    /// How that text opens.
    pub opening: Opening,
    /// Whether only a phrase that names the tip helps.
    pub names_tip: bool,
    /// What stays the same while the author types; the search starts where it says.
    pub seed: u64,
}

/// What has been used in a story so far.
#[derive(Debug, Default)]
pub struct Used {
    ids: Vec<String>,
    texts: Vec<String>,
    with_tip: usize,
    /// What is never chosen by itself.
    except: Vec<String>,
}

impl Used {
    /// Nothing yet; the phrases `except` are never chosen.
    pub const fn except(except: Vec<String>) -> Self {
        Self { ids: Vec::new(), texts: Vec::new(), with_tip: 0, except }
    }

    /// How many bridges.
    pub const fn count(&self) -> usize {
        self.ids.len()
    }
}

/// Reads a list; the ids of Japanese and English phrases are their own. A list that cannot be read gives no phrases; a test
/// counts ours.
fn read<T: DeserializeOwned>(text: &str, phrase: impl Fn(T, String) -> Phrase) -> Table {
    let functions: BTreeMap<String, BTreeMap<String, T>> = toml::from_str(text).unwrap_or_default();
    let named = |(function, phrases): (String, BTreeMap<String, T>)| {
        let id = |number: &str| format!("{function}.{number}");
        let phrases = phrases.into_iter().map(|(number, row)| phrase(row, id(&number))).collect();
        (function, phrases)
    };
    functions.into_iter().map(named).collect()
}

/// Reads the bridges of `language`.
pub fn get_ready(language: Language) {
    LazyLock::force(match language {
        Language::Ja => &JA,
        Language::En => &EN,
    });
}

/// The names of all functions.
pub fn functions() -> Vec<&'static str> {
    let names: BTreeSet<&str> = JA.keys().chain(EN.keys()).map(String::as_str).collect();
    names.into_iter().collect()
}

/// The bridges of a register's language.
fn table(register: Register) -> &'static Table {
    match register {
        Register::Desumasu | Register::Dearu | Register::Mixed => &JA,
        Register::Plain => &EN,
    }
}

/// The phrases that suit a join, from the one its search starts at, not yet filled.
fn suiting(join: &Join, used: &Used) -> Vec<(&'static Phrase, &'static str)> {
    let phrases = table(join.register).get(join.function).into_iter().flatten();
    let spoken: Vec<(&Phrase, &str)> = phrases
        .map(|phrase| (phrase, phrase.wording(join.register)))
        .filter(|(_, wording)| !wording.is_empty())
        .collect();
    let count = u64::try_from(spoken.len()).unwrap_or(u64::MAX).max(1);
    let start = usize::try_from(join.seed % count).unwrap_or_default();
    let turned = spoken.iter().cycle().skip(start).take(spoken.len()).copied();
    turned
        .filter(|(phrase, _)| phrase.suits(join) && !used.ids.contains(&phrase.id))
        // Two bridges that share a word read as a pattern.
        .filter(|(_, wording)| !used.texts.iter().any(|text| share_a_word(wording, text, join.register)))
        .collect()
}

/// Every phrase that fits a join, filled, with its id.
pub fn fitting(join: &Join, used: &Used) -> Vec<(String, String)> {
    let filled = |(phrase, wording): (&Phrase, &str)| {
        let names_tip = wording.contains("{tip}");
        let allowed = if names_tip { used.with_tip == 0 } else { !join.names_tip };
        let text = if names_tip { fill(wording, join.tip?, join.register)? } else { wording.to_owned() };
        let stale = !join.because && share_a_word(&text, first_sentences(join.into), join.register);
        (allowed && !stale).then(|| (phrase.id.clone(), text))
    };
    suiting(join, used).into_iter().filter_map(filled).collect()
}

/// The phrase of this id, filled with the heading of its tip; `None` where there is none or it does not fit.
pub fn phrase(id: &str, register: Register, tip: Option<&str>) -> Option<String> {
    let phrase = table(register).values().flatten().find(|phrase| phrase.id == id)?;
    let wording = Some(phrase.wording(register)).filter(|wording| !wording.is_empty())?;
    if wording.contains("{tip}") { fill(wording, tip?, register) } else { Some(wording.to_owned()) }
}

/// The phrase for a join, filled, with its id; `None` where the best bridge is none.
pub fn choose(join: &Join, used: &mut Used) -> Option<(String, String)> {
    let fitting = suiting(join, used).into_iter().filter(|(phrase, _)| !used.except.contains(&phrase.id));
    let fitting: Vec<(&Phrase, &str)> = fitting.collect();
    // A word of the tip just read beats a stock phrase, but not twice in a story: a pattern shows.
    let tip = join.tip.filter(|_| used.with_tip == 0);
    let with_tip = fitting.iter().find_map(|(phrase, wording)| {
        let text = wording.contains("{tip}").then(|| fill(wording, tip?, join.register)).flatten()?;
        Some((*phrase, text))
    });
    let (phrase, text) = match with_tip {
        Some(found) => {
            used.with_tip += 1;
            found
        }
        None if join.names_tip => return None,
        None => fitting
            .iter()
            .find(|(_, wording)| !wording.contains("{tip}"))
            .map(|(phrase, wording)| (*phrase, (*wording).to_owned()))?,
    };
    // Said already: a stale bridge is worse than none, and another would jump about while the author types.
    if !join.because && share_a_word(&text, first_sentences(join.into), join.register) {
        return None;
    }
    used.ids.push(phrase.id.clone());
    used.texts.push(text.clone());
    Some((phrase.id.clone(), text))
}

impl Ja {
    fn phrase(self, id: String) -> Phrase {
        let Self { desumasu, dearu, needs } = self;
        let (en, opening) = (String::new(), Opening::Whole);
        Phrase { id, desumasu, dearu, en, voice: None, asks: true, needs, opening }
    }
}

impl En {
    fn phrase(self, id: String) -> Phrase {
        let Self { wording, voice, asks, needs, before } = self;
        Phrase { id, desumasu: String::new(), dearu: String::new(), en: wording, voice, asks, needs, opening: before }
    }
}

impl Phrase {
    fn suits(&self, join: &Join) -> bool {
        let voice = self.voice.is_none() || self.voice == join.voice;
        let needs = match self.needs {
            None => true,
            Some(Needs::Question) => join.asks,
            Some(Needs::Because) => join.because,
        };
        // Small or not, a bare "because" is led into by what is made for it.
        let because = self.asks || !join.because || self.opening == Opening::Small;
        voice && needs && because && self.opening == join.opening
    }

    fn wording(&self, register: Register) -> &str {
        match register {
            Register::Desumasu | Register::Mixed => &self.desumasu,
            Register::Dearu => &self.dearu,
            Register::Plain => &self.en,
        }
    }
}

/// English words of four letters and more that carry no content.
const LIGHT: &[&str] = &[
    "about", "always", "been", "before", "does", "from", "have", "more", "only", "other", "some", "than", "that",
    "then", "there", "these", "they", "this", "those", "were", "what", "when", "where", "will", "with", "would",
    "your",
];

/// Kanji too common to carry an echo.
const LIGHT_KANJI: &str = "人日年月一二三四五六七八九十百千事物者中上下前後時間方思言見出来行大小今何私会分度回自";

/// Whether `one` and `other` share a word of content, so that the second takes up or repeats the first.
///
/// Without a dictionary: a kanji or a katakana word in Japanese, the first four letters of a word in English.
pub fn share_a_word(one: &str, other: &str, register: Register) -> bool {
    match register {
        Register::Desumasu | Register::Dearu | Register::Mixed => {
            let is_kanji = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c) && !LIGHT_KANJI.contains(c);
            let is_katakana = |c: char| ('ァ'..='ヺ').contains(&c) || c == 'ー';
            one.chars().any(|c| is_kanji(c) && other.contains(c))
                || one.split(|c| !is_katakana(c)).any(|word| word.chars().count() >= 2 && other.contains(word))
        }
        Register::Plain => {
            let other = other.to_lowercase();
            let said: Vec<&str> = other.unicode_words().collect();
            let is_content = |word: &&str| word.len() >= 4 && !LIGHT.contains(word);
            one.to_lowercase().unicode_words().filter(is_content).any(|word| {
                let stem = word.get(..4).unwrap_or(word);
                said.iter().any(|said| said.starts_with(stem) && !LIGHT.contains(said))
            })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_function_has_twelve_phrases_in_each_register() {
        for function in functions() {
            for (register, table) in [(Register::Desumasu, &JA), (Register::Dearu, &JA), (Register::Plain, &EN)] {
                let said = |phrase: &&Phrase| !phrase.wording(register).is_empty();
                let count = table.get(function).into_iter().flatten().filter(said).count();
                assert!(count >= 12, "{function} {register:?}: {count}");
            }
        }
    }
}
