//! How an answer opens, and whether it says anything: what a good editor hears before joining two texts.
//!
//! What it is: a few word lists read from `prompts/bridges/ear.toml` and asked about the first clause. What it is not:
//! the detectors, which read whole answers. Invariant: in doubt an answer opens by itself, because a missing bridge
//! never shows.

use std::sync::LazyLock;

use serde::Deserialize;
use unicode_segmentation::UnicodeSegmentation;

use crate::text::{Language, ending};

/// The word lists of both languages.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ear {
    ja: Words,
    en: Words,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Words {
    openers: Vec<String>,
    anchors: Vec<String>,
    pointing: Vec<String>,
    leaning: Vec<String>,
    because: Vec<String>,
    because_ends: Vec<String>,
    settling: Vec<String>,
    numbers: Vec<String>,
    counted: Vec<String>,
    reasons: Vec<String>,
    nothing: Vec<String>,
    addressing: Vec<String>,
    verbs: Vec<String>,
    we: Vec<String>,
    i: Vec<String>,
}

/// Who an answer says it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Voice {
    /// "We".
    We,
    /// "I".
    I,
}

/// How a text opens as a reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// It does not, or it says itself what it is the reason for.
    None,
    /// It joins what stands before by a connective: 「というのも、」.
    Joined,
    /// It hangs in the air without a question before it: "Because …", 「…からです。」.
    Hanging,
}

/// Opening quotation marks of either language.
const QUOTES: [char; 8] = ['「', '『', '“', '"', '‘', '«', '〝', '\''];

static EAR: LazyLock<Ear> = LazyLock::new(|| {
    #[expect(clippy::expect_used, reason = "the table is part of the program; every test that weaves reads it")]
    toml::from_str(include_str!("../../prompts/bridges/ear.toml")).expect("the built-in ear is well formed")
});

impl Ear {
    /// The lists that come with naze, read once.
    pub fn builtin() -> &'static Self {
        &EAR
    }

    const fn words(&self, language: Language) -> &Words {
        match language {
            Language::Ja => &self.ja,
            Language::En => &self.en,
        }
    }

    /// Whether `text` opens with a time, a place, a person, a quotation, a connective or anything else that needs no
    /// bridge.
    pub fn opens_by_itself(&self, text: &str, language: Language) -> bool {
        let text = text.trim_start();
        if text.starts_with(QUOTES) || text.starts_with(|c: char| c.is_ascii_digit() || ('０'..='９').contains(&c)) {
            return true;
        }
        let words = self.words(language);
        let clause = first_clause(text, language);
        match language {
            Language::Ja => {
                words.openers.iter().any(|word| text.starts_with(word.as_str()))
                    || words.anchors.iter().any(|word| clause.contains(word.as_str()))
            }
            Language::En => {
                let heard = heard(clause);
                self.starts_with_one_of(text, language, |words| &words.openers)
                    || heard.iter().any(|word| words.anchors.contains(word) || is_plural_of(word, &words.anchors))
                    || heard.iter().any(|word| word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit()))
                    || clause.split_whitespace().skip(1).any(is_name)
            }
        }
    }

    /// Whether `text` opens by pointing at what was just said.
    pub fn points_back(&self, text: &str, language: Language) -> bool {
        self.starts_with_one_of(text, language, |words| &words.pointing) || opens_some_time_after(text, language)
    }

    /// Whether `text` speaks to its reader.
    pub fn addresses(&self, text: &str, language: Language) -> bool {
        let sentences = first_sentences(text);
        let list = &self.words(language).addressing;
        match language {
            Language::Ja => list.iter().any(|word| sentences.contains(word.as_str())),
            Language::En => heard(sentences).iter().any(|word| list.contains(word)),
        }
    }

    /// Whether `text` opens with less than a sentence, as one answers a question: 「月に四千円ほど。」, "Maybe six hundred
    /// a month."
    pub fn is_fragment(&self, text: &str, language: Language) -> bool {
        let sentence = first_sentence(text).trim();
        match language {
            Language::Ja => {
                let ends = |c: char| "うくぐすずつづぬふぶぷむゆるいだたんかねよなです".contains(c);
                // 「怖いです、毎回。」 is a whole one, turned round.
                let whole = sentence.split('、').any(|clause| ending(clause).is_some());
                !sentence.is_empty() && !sentence.ends_with(ends) && !whole && !sentence.starts_with(QUOTES)
            }
            Language::En => {
                let clause = sentence.split(", ").next().unwrap_or(sentence);
                let heard = heard(clause);
                let sign = |word: &String| {
                    self.en.verbs.contains(word)
                        || word.ends_with("ed") && word != "hundred"
                        || word.contains('\'') && word.ends_with("ll")
                };
                let negated = heard.first().is_some_and(|word| word == "not");
                // "when it's a party": half a sentence, whatever verb it holds.
                let half = sentence.starts_with(|c: char| c.is_ascii_lowercase())
                    && heard.first().is_some_and(|word| ["when", "if", "unless", "where"].contains(&word.as_str()));
                negated || half || (1..=9).contains(&heard.len()) && !heard.iter().any(sign)
            }
        }
    }

    /// Whether `text` takes up a person or a thing of one of the texts `told` that `near`, which stands closer, does not
    /// name.
    pub fn takes_up<'t>(text: &str, told: impl IntoIterator<Item = &'t str>, near: &str, language: Language) -> bool {
        let mut told = told.into_iter().peekable();
        // What `text` says is heard once, and not at all where nothing was told.
        if told.peek().is_none() {
            return false;
        }
        let said = first_sentences(text);
        match language {
            Language::Ja => {
                let is_kanji =
                    |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c) && !"一二三四五六七八九十百千年月日".contains(c);
                let words = said.split(|c| !is_kanji(c)).filter(|word| word.chars().count() >= 2);
                let words: Vec<&str> = words.filter(|word| !near.contains(word)).collect();
                told.any(|told| words.iter().any(|word| told.contains(word)))
            }
            Language::En => {
                let persons = ["he", "she", "him", "her", "his", "hers"];
                if said.unicode_words().any(|word| persons.iter().any(|person| word.eq_ignore_ascii_case(person))) {
                    return true;
                }
                let words: Vec<&str> = said.split_whitespace().collect();
                // The first word of a sentence has a capital anyway.
                let inside = words
                    .iter()
                    .zip(words.iter().skip(1))
                    .filter(|(before, _)| !before.ends_with(['.', '!', '?', ':']))
                    .map(|(_, word)| *word);
                // CL, HR or PR is a thing everybody speaks of.
                let is_own = |word: &&str| is_name(word) && word.contains(|c: char| c.is_lowercase());
                let names = inside.filter(is_own).map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()));
                let names: Vec<&str> = names.filter(|name| !near.contains(name)).collect();
                told.any(|told| names.iter().any(|name| told.contains(name)))
            }
        }
    }

    /// Whether `text`, a reason, leans on what is told only later.
    pub fn leans_on_later(&self, text: &str, language: Language) -> bool {
        self.starts_with_one_of(text, language, |words| &words.leaning)
    }

    /// Whether the last sentence of `text` opens with a connective: it leads on by itself, and another would be too much.
    pub fn settles(&self, text: &str, language: Language) -> bool {
        let text = text.trim_end();
        let bare = text.trim_end_matches(['。', '.', '！', '!', '？', '?', '」', '"', '”']);
        let stop = |c: char| matches!(c, '。' | '！' | '？' | '!' | '?' | '\n');
        let from = bare
            .rfind(stop)
            .max(bare.rfind(". "))
            .map_or(0, |at| at + bare.get(at..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8));
        let last = text.get(from..).unwrap_or_default();
        from > 0 && self.starts_with_one_of(last, language, |words| &words.settling)
    }

    /// Whether the first sentence of `text` holds a figure: nothing need lead up to one.
    pub fn counts(&self, text: &str, language: Language) -> bool {
        let sentence = first_sentence(text);
        let words = self.words(language);
        sentence.contains(|c: char| c.is_ascii_digit() || ('０'..='９').contains(&c))
            || match language {
                Language::Ja => words.numbers.iter().any(|number| {
                    let behind = |(at, _): (usize, &str)| sentence.get(at + number.len()..).unwrap_or_default();
                    let counts = |rest: &str| words.counted.iter().any(|word| rest.starts_with(word.as_str()));
                    sentence.match_indices(number.as_str()).map(behind).any(counts)
                }),
                Language::En => sentence
                    .unicode_words()
                    .any(|word| words.numbers.iter().any(|number| word.eq_ignore_ascii_case(number))),
            }
    }

    /// Whether `text` soon says why in so many words: "There is a reason" before it would say so twice.
    pub fn says_why(&self, text: &str, language: Language) -> bool {
        let said = first_sentences(text);
        self.words(language).reasons.iter().any(|sign| said.contains(sign.as_str()))
    }

    /// Whether `text` opens with a reason and nothing it is the reason for.
    pub fn reason(&self, text: &str, language: Language) -> Reason {
        let named = self.starts_with_one_of(text, language, |words| &words.because);
        let ends = &self.words(language).because_ends;
        let sentence = first_sentence(text).trim_end();
        match language {
            Language::Ja if named => Reason::Joined,
            Language::En if named => Reason::Hanging,
            Language::Ja | Language::En if ends.iter().any(|end| sentence.ends_with(end.as_str())) => Reason::Hanging,
            Language::Ja | Language::En => Reason::None,
        }
    }

    /// Whether `text` asks its reader something.
    pub fn asks(text: &str, language: Language) -> bool {
        let asking = || match language {
            Language::Ja => ["か。", "聞かせて", "教えて"].into_iter().any(|sign| text.contains(sign)),
            Language::En => {
                let lower = text.to_lowercase();
                ["tell me", "tell us", "let me know", "let us know"].into_iter().any(|sign| lower.contains(sign))
            }
        };
        text.contains(['？', '?']) || text.trim_end().ends_with('か') || asking()
    }

    fn starts_with_one_of(&self, text: &str, language: Language, list: fn(&Words) -> &Vec<String>) -> bool {
        let text = text.trim_start();
        let list = list(self.words(language));
        match language {
            Language::Ja => list.iter().any(|word| text.starts_with(word.as_str())),
            Language::En => {
                let opening = heard(text.get(..floor(text, 60)).unwrap_or(text)).join(" ") + " ";
                list.iter().any(|word| opening.strip_prefix(word.as_str()).is_some_and(|rest| rest.starts_with(' ')))
            }
        }
    }

    /// Whether the whole of `text` says that there is nothing to say.
    pub fn says_nothing(&self, text: &str, language: Language) -> bool {
        let bare = text.trim().trim_end_matches(['。', '.', '．', '！', '!', ' ']);
        if bare.is_empty() {
            return true;
        }
        // Longer than any entry: spare the copy, an answer may be long.
        bare.len() <= 80 && self.words(language).nothing.contains(&bare.to_lowercase())
    }

    /// Who speaks in the first sentences of `text`; `None` where nobody or both do.
    pub fn voice(&self, text: &str, language: Language) -> Option<Voice> {
        let words = self.words(language);
        let heard = heard(text.get(..floor(text, 400)).unwrap_or(text));
        let we = heard.iter().any(|word| words.we.contains(word));
        let i = heard.iter().any(|word| words.i.contains(word));
        match (we, i) {
            (true, false) => Some(Voice::We),
            (false, true) => Some(Voice::I),
            (true, true) | (false, false) => None,
        }
    }
}

/// Whether `text` opens with a time counted from something told before: 「三か月後、」, "Two weeks later".
fn opens_some_time_after(text: &str, language: Language) -> bool {
    let clause = first_clause(text, language);
    match language {
        Language::Ja => {
            let digits = |c: char| c.is_ascii_digit() || "０１２３４５６７８９一二三四五六七八九十数半".contains(c);
            let rest = clause.trim_start_matches(digits);
            let units = ["日", "週間", "か月", "ヶ月", "カ月", "ヵ月", "月", "年"];
            rest.len() < clause.len()
                && units.iter().any(|unit| rest.strip_prefix(unit).is_some_and(|rest| rest.starts_with('後')))
        }
        Language::En => {
            let heard = heard(clause);
            let units = ["day", "days", "week", "weeks", "month", "months", "year", "years"];
            let at = heard.iter().take(5).position(|word| units.contains(&word.as_str()));
            at.and_then(|at| heard.get(at + 1)).is_some_and(|next| next == "later" || next == "after")
        }
    }
}

/// The first sentence of `text` or its first line, whichever is shorter, and at most 200 bytes.
pub fn first_sentence(text: &str) -> &str {
    let text = text.trim_start();
    let text = text.get(..floor(text, 200)).unwrap_or(text);
    let end = text.find(['。', '！', '？', '!', '?', '\n', '．']).or_else(|| text.find(". ")).unwrap_or(text.len());
    text.get(..end).unwrap_or(text)
}

/// The first two sentences of `text`, or as much of them as 200 bytes hold.
pub fn first_sentences(text: &str) -> &str {
    let text = text.trim_start();
    let first = first_sentence(text);
    let behind = text.get(first.len()..).unwrap_or_default();
    let mark = behind.chars().next().map_or(0, char::len_utf8);
    let second = first_sentence(behind.get(mark..).unwrap_or_default());
    let end = second.as_ptr().addr() + second.len() - text.as_ptr().addr();
    text.get(..end).unwrap_or(first)
}

fn first_clause(text: &str, language: Language) -> &str {
    let sentence = first_sentence(text);
    let longest = match language {
        Language::Ja => floor(sentence, 90),
        Language::En => sentence.unicode_word_indices().nth(9).map_or(sentence.len(), |(at, _)| at),
    };
    let clause = sentence.get(..longest).unwrap_or(sentence);
    let end = clause.find(['、', '，', ',', ';', '—', '（', '(']).unwrap_or(clause.len());
    // The comma stays in reach of the anchors: 「十二月、」.
    let end = clause.get(end..).and_then(|rest| rest.chars().next()).map_or(end, |c| end + c.len_utf8());
    clause.get(..end).unwrap_or(clause)
}

/// The words of an English text in lower case, with straight apostrophes.
fn heard(text: &str) -> Vec<String> {
    text.unicode_words().map(|word| word.replace('’', "'").to_lowercase()).collect()
}

fn is_plural_of(word: &str, list: &[String]) -> bool {
    word.strip_suffix("'s").or_else(|| word.strip_suffix('s')).is_some_and(|one| list.iter().any(|entry| entry == one))
}

/// A capital inside a sentence: a name, unless it is the pronoun.
fn is_name(word: &str) -> bool {
    let mut letters = word.chars().filter(|c| c.is_alphabetic());
    let capital = letters.next().is_some_and(char::is_uppercase);
    capital && letters.next().is_some() && !word.starts_with("I'") && !word.starts_with("I’")
}

/// The last character boundary of `text` at or before byte `at`.
pub fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
