//! The word tables of the detectors: `prompts/lexicon/ja.toml` and `en.toml`, as one tree of words.
//!
//! What it is: which words stand where in a paragraph, and what each may be a sign of. What it is not: it decides
//! nothing; the detectors do. Invariant: at one place the longest word of a detector wins, so a look-alike (`not`)
//! hides the shorter word inside it.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use super::page::{Page, Script};
use crate::flow::Detail;
use crate::text::Language;

/// What a word is to its detector. Which roles a detector has is said at the head of each table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Role {
    /// Fires by itself.
    Word,
    /// Fires by itself and names one event, one thing done, or one thing come of it.
    Event,
    /// Fires where its surroundings agree.
    Noun,
    /// A name: fires where its surroundings agree.
    Name,
    /// Makes what stands before it fire.
    Suffix,
    /// Makes the number before it a quantity.
    Counter,
    /// Fires even when negated.
    Idiom,
    /// A look-alike: hides what it holds.
    Not,
}

/// A word found in a paragraph, positions in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) detail: Detail,
    pub(super) role: Role,
    pub(super) start: usize,
    pub(super) end: usize,
}

/// A word's ending place in the tree.
#[derive(Debug, Clone, Copy)]
struct Entry {
    detail: Detail,
    role: Role,
    /// May be a part of a longer word to its left, to its right.
    loose: (bool, bool),
}

#[derive(Debug, Default)]
struct Node {
    /// Children by character, sorted.
    next: Vec<(char, usize)>,
    entries: Vec<Entry>,
}

/// All words of one language.
#[derive(Debug)]
pub(super) struct Lexicon {
    nodes: Vec<Node>,
}

/// One file: detector → role → words.
type File = BTreeMap<Detail, BTreeMap<Role, String>>;

static JA: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::read(include_str!("../../prompts/lexicon/ja.toml")));
static EN: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::read(include_str!("../../prompts/lexicon/en.toml")));

/// The words of `language`, read from their table once.
pub(super) fn of(language: Language) -> &'static Lexicon {
    match language {
        Language::Ja => &JA,
        Language::En => &EN,
    }
}

impl Lexicon {
    /// Reads a table. A table that cannot be read gives no words; a test keeps ours readable.
    fn read(table: &str) -> Self {
        let file: File = toml::from_str(table).unwrap_or_default();
        let mut lexicon = Self { nodes: vec![Node::default()] };
        for (detail, roles) in &file {
            for (role, words) in roles {
                for word in words.split([',', '\n']).map(str::trim).filter(|word| !word.is_empty()) {
                    // 50/50 is a word, fail/s/ed are three.
                    let endings =
                        word.split_once('/').filter(|(stem, _)| !stem.ends_with(|c: char| c.is_ascii_digit()));
                    let (stem, endings) = endings.map_or((word, None), |(stem, rest)| (stem, Some(rest)));
                    lexicon.add(stem, *detail, *role);
                    for ending in endings.into_iter().flat_map(|endings| endings.split('/')) {
                        lexicon.add(&format!("{stem}{ending}"), *detail, *role);
                    }
                }
            }
        }
        lexicon
    }

    fn add(&mut self, word: &str, detail: Detail, role: Role) {
        // A counter stands behind its numeral, an honorific behind its name.
        let part = matches!(role, Role::Counter | Role::Suffix);
        let loose = (part || word.starts_with('~'), part || word.ends_with('~'));
        let mut at = 0;
        for c in word.trim_matches('~').chars() {
            let fresh = self.nodes.len();
            let Some(node) = self.nodes.get_mut(at) else { return };
            match node.next.binary_search_by_key(&c, |&(c, _)| c) {
                Ok(k) => at = node.next.get(k).map_or(0, |&(_, at)| at),
                Err(k) => {
                    node.next.insert(k, (c, fresh));
                    self.nodes.push(Node::default());
                    at = fresh;
                }
            }
        }
        if let Some(node) = self.nodes.get_mut(at) {
            node.entries.push(Entry { detail, role, loose });
        }
    }

    /// Every word in the page, from left to right; of one detector's words at one place only the longest, and none
    /// inside another.
    pub(super) fn scan(&self, page: &Page) -> Vec<Found> {
        let mut found = Vec::new();
        let mut done = [0usize; 32];
        let mut here: Vec<Found> = Vec::new();
        for start in 0..page.len() {
            here.clear();
            let (mut at, mut end) = (0, start);
            for c in page.rest(start).chars() {
                let Some(node) = self.nodes.get(at) else { break };
                let Ok(k) = node.next.binary_search_by_key(&c, |&(c, _)| c) else { break };
                at = node.next.get(k).map_or(0, |&(_, at)| at);
                end += 1;
                let Some(node) = self.nodes.get(at) else { break };
                for entry in &node.entries {
                    if whole(page, start, end, entry.loose) {
                        here.retain(|other| other.detail != entry.detail || other.end == end);
                        here.push(Found { detail: entry.detail, role: entry.role, start, end });
                    }
                }
            }
            here.retain(|word| done.get(word.detail as usize).is_some_and(|&done| done <= start));
            for word in &here {
                if let Some(done) = done.get_mut(word.detail as usize) {
                    *done = word.end;
                }
            }
            found.append(&mut here);
        }
        found
    }
}

/// Whether the characters from `start` to `end` are a word of their own, as far as scripts tell: Latin words, numbers
/// and katakana words end where their script does; a single kanji is a word only among other scripts; hiragana has no
/// borders. `loose` waives the left or right border.
fn whole(page: &Page, start: usize, end: usize, loose: (bool, bool)) -> bool {
    let single = end == start + 1;
    let joins = |inside: Script, outside: Script| match (inside, outside) {
        (Script::Latin | Script::Digit, Script::Latin | Script::Digit) | (Script::Katakana, Script::Katakana) => true,
        (Script::Kanji, Script::Kanji) => single,
        _ => false,
    };
    // don't is no "don", but dad's is a dad's.
    let apostrophe = page.char(end) == Some('\'')
        && page.script(end + 1) == Script::Latin
        && !(page.starts(end, "'s") && page.script(end + 2) != Script::Latin);
    (loose.0 || !joins(page.script(start), page.script_before(start)))
        && (loose.1 || !(apostrophe || joins(page.script(end.saturating_sub(1)), page.script(end))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_can_be_read() {
        for table in [include_str!("../../prompts/lexicon/ja.toml"), include_str!("../../prompts/lexicon/en.toml")] {
            toml::from_str::<File>(table).unwrap();
        }
    }

    #[test]
    fn the_longest_word_wins_and_borders_hold() {
        let lexicon = Lexicon::read("[time]\nword = '朝, year/s, ミス'\nnot = '朝日新聞'");
        let words = |text: &str| {
            lexicon.scan(&Page::new(text)).iter().map(|word| (word.role, word.start, word.end)).collect::<Vec<_>>()
        };
        assert_eq!(words("朝、"), [(Role::Word, 0, 1)]);
        assert_eq!(words("早朝会"), []);
        assert_eq!(words("朝日新聞"), [(Role::Not, 0, 4)]);
        assert_eq!(words("Years YEARS yearsome"), [(Role::Word, 0, 5), (Role::Word, 6, 11)]);
        assert_eq!(words("ミスター"), []);
    }
}
