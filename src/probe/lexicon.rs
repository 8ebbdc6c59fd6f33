//! The word tables of the detectors: `prompts/lexicon/ja.toml` and `en.toml`, as one tree of words.
//!
//! What it is: which words stand where in a paragraph, and what each may be a sign of. What it is not: it decides
//! nothing; the detectors do. Invariant: at one place the longest word of a detector wins, so a look-alike (`not`)
//! hides the shorter word inside it.

use std::collections::{BTreeMap, VecDeque};
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

/// A place in the tree. Its children stand together, and so do its entries; the next node's come right behind.
#[derive(Debug)]
struct Node {
    /// The character that leads here.
    letter: char,
    /// Its first child.
    child: usize,
    /// The first word that ends here.
    entry: usize,
}

/// All words of one language, as a tree laid out level by level: two vectors, however many words there are.
#[derive(Debug)]
pub(super) struct Lexicon {
    /// The root first; one more at the end, where the last one's children and entries end.
    nodes: Vec<Node>,
    entries: Vec<Entry>,
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
        let mut listed = Vec::new();
        for (detail, roles) in &file {
            for (role, words) in roles {
                let mut list = |word: &str| {
                    // A counter stands behind its numeral, an honorific behind its name.
                    let part = matches!(role, Role::Counter | Role::Suffix);
                    let loose = (part || word.starts_with('~'), part || word.ends_with('~'));
                    listed.push((word.trim_matches('~').to_owned(), Entry { detail: *detail, role: *role, loose }));
                };
                for word in words.split([',', '\n']).map(str::trim).filter(|word| !word.is_empty()) {
                    // 50/50 is a word, fail/s/ed are three.
                    let endings =
                        word.split_once('/').filter(|(stem, _)| !stem.ends_with(|c: char| c.is_ascii_digit()));
                    let (stem, endings) = endings.map_or((word, None), |(stem, rest)| (stem, Some(rest)));
                    list(stem);
                    for ending in endings.into_iter().flat_map(|endings| endings.split('/')) {
                        list(&format!("{stem}{ending}"));
                    }
                }
            }
        }
        Self::of(listed)
    }

    /// The tree of these words.
    fn of(mut words: Vec<(String, Entry)>) -> Self {
        words.sort_by(|(one, _), (other, _)| one.cmp(other));
        let mut lexicon = Self { nodes: Vec::new(), entries: Vec::new() };
        let mut waiting = VecDeque::from([('\0', 0, words.as_slice())]);
        let mut child = 1;
        while let Some((letter, depth, words)) = waiting.pop_front() {
            lexicon.nodes.push(Node { letter, child, entry: lexicon.entries.len() });
            let (here, longer) = words.split_at(words.partition_point(|(word, _)| word.len() == depth));
            lexicon.entries.extend(here.iter().map(|(_, entry)| *entry));
            let next = |word: &str| word.get(depth..).and_then(|rest| rest.chars().next()).unwrap_or_default();
            for group in longer.chunk_by(|(one, _), (other, _)| next(one) == next(other)) {
                let letter = group.first().map_or('\0', |(word, _)| next(word));
                waiting.push_back((letter, depth + letter.len_utf8(), group));
                child += 1;
            }
        }
        lexicon.nodes.push(Node { letter: '\0', child, entry: lexicon.entries.len() });
        lexicon
    }

    /// The place one character on from another.
    fn child(&self, at: usize, c: char) -> Option<usize> {
        let first = self.nodes.get(at)?.child;
        let children = self.nodes.get(first..self.nodes.get(at + 1)?.child)?;
        children.binary_search_by_key(&c, |node| node.letter).ok().map(|nth| first + nth)
    }

    /// The words that end at a place.
    fn ending(&self, at: usize) -> &[Entry] {
        let place = |at: usize| self.nodes.get(at).map_or(0, |node| node.entry);
        self.entries.get(place(at)..place(at + 1)).unwrap_or_default()
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
                let Some(child) = self.child(at, c) else { break };
                (at, end) = (child, end + 1);
                for entry in self.ending(at) {
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
