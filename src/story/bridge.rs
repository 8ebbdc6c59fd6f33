//! Bridges: the only words of its own that naze puts into a story, chosen from a list everyone can read.
//!
//! What it is: the list in `prompts/bridges`, and the choice of one phrase for a join. What it is not: it decides not
//! whether a join wants a bridge; that is the weave's. Invariant: no phrase twice in a story, and the same join of the
//! same post starts its search at the same phrase, whatever has been typed since.

use std::collections::BTreeMap;

use serde::Deserialize;
use unicode_segmentation::UnicodeSegmentation;

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

    /// The phrase for a join, filled, with its id; `None` where the best bridge is none.
    pub fn choose(&self, join: &Join, used: &mut Used) -> Option<(String, String)> {
        let phrases = self.functions.get(join.function)?;
        let start = usize::try_from(join.seed % u64::try_from(phrases.len()).ok()?).ok()?;
        let turned = phrases.iter().cycle().skip(start).take(phrases.len());
        let fitting: Vec<(&Phrase, &str)> = turned
            .map(|phrase| (phrase, phrase.wording(join.register)))
            .filter(|(phrase, wording)| !wording.is_empty() && phrase.suits(join) && !used.ids.contains(&phrase.id))
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

/// `wording` with the tip's heading in it, where the heading's shape fits.
fn fill(wording: &str, heading: &str, register: Register) -> Option<String> {
    match register {
        Register::Desumasu | Register::Dearu | Register::Mixed => {
            let fits = if wording.contains("「{tip}」") { is_quotable(heading) } else { is_verb(heading) };
            fits.then(|| wording.replace("{tip}", heading))
        }
        Register::Plain => {
            let command = as_infinitive(heading)?;
            Some(wording.replace("{tip}", &command))
        }
    }
}

/// Whether a Japanese heading can stand between 「」 as it is.
fn is_quotable(heading: &str) -> bool {
    is_bare(heading) && !heading.contains(['「', '」', '『', '』'])
}

/// Whether a Japanese heading is short and holds no punctuation or marks of its own.
fn is_bare(heading: &str) -> bool {
    let odd = |c: char| {
        c.is_ascii_punctuation()
            || c.is_whitespace()
            || c.is_control()
            || "。、，．？！：；・…—―〜～（）［］【】〈〉《》“”‘’".contains(c)
            || ('０'..='９').contains(&c)
            || c.is_ascii_digit()
    };
    !heading.contains(odd) && (2..=12).contains(&heading.graphemes(true).count())
}

/// Whether a Japanese heading ends in a verb's plain form, so that ようになる can follow.
fn is_verb(heading: &str) -> bool {
    let bare: String = heading.chars().filter(|c| !"「」『』".contains(*c)).collect();
    if !is_bare(&bare)
        || heading.chars().filter(|c| "「『".contains(*c)).count() * 2 + bare.chars().count() != heading.chars().count()
    {
        return false;
    }
    let polite = ["ます", "です", "ません", "しょう", "だろう", "ください"];
    if polite.iter().any(|ending| heading.ends_with(ending)) {
        return false;
    }
    let mut back = heading.chars().rev();
    let (Some(last), Some(before)) = (back.next(), back.next()) else { return false };
    let volitional = last == 'う' && "おこそとのほもよろごぞどぼぽょ".contains(before);
    let is_kanji = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
    // A bare kana pair such as うつ or もの may be a noun; a verb here ends in kanji + kana, or る, or する.
    match last {
        'る' => before != 'は',
        'う' | 'く' | 'ぐ' | 'す' | 'つ' | 'ぬ' | 'ぶ' | 'む' => !volitional && is_kanji(before),
        'い' => heading.ends_with("ない") && !heading.ends_with("少ない") && !heading.ends_with("はない"),
        _ => false,
    }
}

/// Verbs that begin a command and are seldom read as nouns there.
const COMMANDS: &[&str] = &[
    "accept",
    "acknowledge",
    "adapt",
    "add",
    "admit",
    "adopt",
    "allow",
    "answer",
    "apologise",
    "apologize",
    "apply",
    "ask",
    "avoid",
    "be",
    "begin",
    "boil",
    "bring",
    "build",
    "buy",
    "carry",
    "celebrate",
    "choose",
    "clean",
    "collect",
    "communicate",
    "compare",
    "consider",
    "create",
    "decide",
    "define",
    "deliver",
    "describe",
    "do",
    "embrace",
    "encourage",
    "ensure",
    "establish",
    "explain",
    "find",
    "finish",
    "fix",
    "follow",
    "forgive",
    "get",
    "give",
    "go",
    "help",
    "hire",
    "identify",
    "include",
    "invite",
    "involve",
    "keep",
    "know",
    "learn",
    "leave",
    "let",
    "listen",
    "make",
    "measure",
    "meet",
    "offer",
    "pay",
    "pick",
    "pour",
    "prepare",
    "protect",
    "publish",
    "put",
    "read",
    "recognise",
    "recognize",
    "reduce",
    "refuse",
    "remember",
    "remove",
    "repair",
    "repeat",
    "replace",
    "reply",
    "respond",
    "rinse",
    "save",
    "say",
    "seek",
    "select",
    "sell",
    "send",
    "separate",
    "serve",
    "set",
    "show",
    "simplify",
    "solve",
    "speak",
    "start",
    "stay",
    "stop",
    "take",
    "talk",
    "teach",
    "tell",
    "thank",
    "think",
    "throw",
    "try",
    "understand",
    "use",
    "verify",
    "wait",
    "walk",
    "warn",
    "wash",
    "wear",
    "weigh",
    "wipe",
    "write",
];

/// Words that make the one before them a verb when it stands first.
const AFTER_A_VERB: &[&str] =
    &["the", "a", "an", "every", "each", "all", "both", "one", "two", "three", "their", "his", "her"];

/// Words that stand before an article and are no verbs.
const NO_VERBS: &[&str] = &[
    "about", "above", "across", "after", "against", "all", "along", "among", "around", "as", "at", "before", "behind",
    "below", "beneath", "beside", "besides", "between", "beyond", "both", "but", "by", "despite", "down", "during",
    "even", "except", "for", "from", "half", "how", "if", "in", "inside", "into", "like", "many", "more", "near",
    "never", "no", "not", "of", "off", "on", "once", "onto", "or", "out", "outside", "over", "past", "quite", "since",
    "so", "such", "than", "then", "through", "till", "to", "toward", "towards", "under", "unlike", "until", "up",
    "upon", "via", "what", "when", "where", "while", "who", "why", "with", "within", "without", "yet",
];

/// An English heading as it follows "to": `Listen to the end` → `listen to the end`.
///
/// `None` unless it is one short command with no punctuation, speaks to nobody ("your" would change sides) and holds no
/// capital but its first.
fn as_infinitive(heading: &str) -> Option<String> {
    let heading = heading.trim();
    let fine = |c: char| c.is_ascii_lowercase() || c == ' ' || c == '\'' || c == '’' || c == '-';
    let (first, rest) = heading.split_at_checked(1)?;
    if !first.chars().all(|c| c.is_ascii_uppercase()) || !rest.chars().all(fine) {
        return None;
    }
    let command = format!("{}{rest}", first.to_ascii_lowercase());
    let words: Vec<&str> = command.split_whitespace().collect();
    let persons = [
        "you", "you're", "your", "yours", "yourself", "we", "our", "us", "my", "me", "i", "it", "them", "this", "that",
        "and", "or", "not",
    ];
    let whole = (2..=9).contains(&words.len()) && !words.iter().any(|word| persons.contains(word));
    (whole && is_command(words.first()?, words.get(1)?)).then_some(command)
}

fn is_command(first: &str, second: &str) -> bool {
    let could_be = |word: &str| {
        let odd = word.ends_with("ing")
            || word.ends_with("ed")
            || word.ends_with("ly")
            || word.ends_with('s') && !word.ends_with("ss");
        !odd && !NO_VERBS.contains(&word)
    };
    COMMANDS.contains(&first) || could_be(first) && AFTER_A_VERB.contains(&second)
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
    fn a_command_follows_to_and_nothing_else_does() {
        for (heading, command) in [
            ("Listen to the end", Some("listen to the end")),
            ("Check the brake pads every sunday", Some("check the brake pads every sunday")),
            ("Check the brake pads every Sunday", None),
            ("Behind the scenes", None),
            ("Rinsing the salt", None),
            ("Thank your customers", None),
            ("Write it down", None),
            ("Better meetings", None),
            ("Ask, then wait", None),
            ("SQL first", None),
            ("Beware “Homegrown” Surveys", None),
        ] {
            assert_eq!(as_infinitive(heading).as_deref(), command, "{heading}");
        }
    }

    #[test]
    fn a_verb_is_told_from_a_noun_and_a_polite_form() {
        for heading in
            ["最後まで聞く", "すぐ謝らない", "「ありがとう」を先に言う", "紙に書いて貼る", "霧を吹いてから焼く"]
        {
            assert!(is_verb(heading), "{heading}");
        }
        for heading in [
            "毎朝の声かけ",
            "最後まで聞きましょう",
            "確認します",
            "聞こう",
            "何のため？",
            "5つのS",
            "品ぞろえは少ない",
            "値上げ: 早めに",
            "長すぎる見出しは鉤括弧の中で窮屈に見える",
        ] {
            assert!(!is_verb(heading), "{heading}");
        }
    }

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
