//! Bridges: the only words of its own that naze puts into a story, chosen from a list everyone can read.
//!
//! What it is: the list in `prompts/bridges`, and the choice of one phrase for a join. What it is not: it decides not
//! whether a join wants a bridge; that is the weave's. Invariant: no phrase twice in a story, and the same join of the
//! same post starts its search at the same phrase, whatever has been typed since.

mod shape;

use std::collections::BTreeMap;

use serde::Deserialize;
use unicode_segmentation::UnicodeSegmentation;

use self::shape::fill;
use super::ear::{Voice, first_sentences};
use crate::text::Register;

/// All bridges, by function.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    functions: BTreeMap<String, Vec<Phrase>>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Phrase {
    id: String,
    desumasu: String,
    dearu: String,
    en: String,
    voice: Option<Voice>,
    asks: bool,
    needs: Option<Needs>,
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
}

impl Used {
    /// How many bridges.
    pub const fn count(&self) -> usize {
        self.ids.len()
    }
}

impl Table {
    /// Reads the two lists; the ids of Japanese and English phrases are their own.
    pub fn parse(ja: &str, en: &str) -> Result<Self, toml::de::Error> {
        let ja: BTreeMap<String, BTreeMap<String, Ja>> = toml::from_str(ja)?;
        let en: BTreeMap<String, BTreeMap<String, En>> = toml::from_str(en)?;
        let mut functions: BTreeMap<String, Vec<Phrase>> = BTreeMap::new();
        for (function, phrases) in ja {
            for (number, Ja { desumasu, dearu, needs }) in phrases {
                let id = format!("{function}.{number}");
                let phrase = Phrase { id, desumasu, dearu, en: String::new(), voice: None, asks: true, needs };
                functions.entry(function.clone()).or_default().push(phrase);
            }
        }
        for (function, phrases) in en {
            for (number, En { wording, voice, asks, needs }) in phrases {
                let id = format!("{function}.{number}");
                let (desumasu, dearu) = (String::new(), String::new());
                let phrase = Phrase { id, desumasu, dearu, en: wording, voice, asks, needs };
                functions.entry(function.clone()).or_default().push(phrase);
            }
        }
        Ok(Self { functions })
    }

    /// The names of all functions.
    pub fn functions(&self) -> Vec<&str> {
        self.functions.keys().map(String::as_str).collect()
    }

    /// The phrase for a join, filled, with its id; `None` where the best bridge is none.
    pub fn choose(&self, join: &Join, used: &mut Used) -> Option<(String, String)> {
        let phrases = self.functions.get(join.function)?;
        let spoken: Vec<(&Phrase, &str)> = phrases
            .iter()
            .map(|phrase| (phrase, phrase.wording(join.register)))
            .filter(|(_, wording)| !wording.is_empty())
            .collect();
        let start = usize::try_from(join.seed % u64::try_from(spoken.len()).ok()?.max(1)).ok()?;
        let turned = spoken.iter().cycle().skip(start).take(spoken.len()).copied();
        let fitting: Vec<(&Phrase, &str)> = turned
            .filter(|(phrase, _)| phrase.suits(join) && !used.ids.contains(&phrase.id))
            // Two bridges that share a word read as a pattern.
            .filter(|(_, wording)| !used.texts.iter().any(|text| share_a_word(wording, text, join.register)))
            .collect();
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
}

impl Phrase {
    fn suits(&self, join: &Join) -> bool {
        let voice = self.voice.is_none() || self.voice == join.voice;
        let needs = match self.needs {
            None => true,
            Some(Needs::Question) => join.asks,
            Some(Needs::Because) => join.because,
        };
        voice && needs && (self.asks || !join.because)
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
        let table =
            Table::parse(include_str!("../../prompts/bridges/ja.toml"), include_str!("../../prompts/bridges/en.toml"))
                .unwrap();
        for (function, phrases) in &table.functions {
            for register in [Register::Desumasu, Register::Dearu, Register::Plain] {
                let count = phrases.iter().filter(|phrase| !phrase.wording(register).is_empty()).count();
                assert!(count >= 12, "{function} {register:?}: {count}");
            }
        }
    }
}
