//! Finding a draft by part of what it says.
//!
//! What it is: the rule that says whether a draft fits what was typed, and how well. What it is not: an index; ten thousand
//! drafts are read through at every key, which is what makes the rule easy to say. Invariant: what fits two words fits
//! each of them.
//!
//! # The rule
//!
//! What was typed is parted at blanks; every word must be found, in any order. Words and drafts are folded first
//! ([`crate::text::fold`]): width, case, hiragana and katakana make no difference. A word is found where it stands, letter
//! for letter, in the title, a tip's heading, the post's path or an answer. In the title and in a heading a word of three
//! letters or more is also found where its letters stand in this order with others between them, the first at the start
//! of a word: `knd` finds "Knead the dough". In an answer it is not: in a long text all letters stand somewhere.
//!
//! Drafts are listed by where their words were found, summed up (in the order of [`Spot`]), then the newest first.

use memchr::memmem::Finder;

use crate::text::fold::fold;

/// Where a word was found, the best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Spot {
    /// In the title, where a word starts.
    TitleStart,
    /// In the title.
    Title,
    /// At the starts of the title's words.
    TitleInitials,
    /// Scattered over the title.
    TitleLetters,
    /// In a tip's heading.
    Tip,
    /// At the starts of a heading's words.
    TipInitials,
    /// Scattered over a heading.
    TipLetters,
    /// In the path of the post.
    Place,
    /// In an answer.
    Told,
}

/// How many letters of a word may stand scattered at the least.
const SCATTERED_FROM: usize = 3;
/// So much of a draft's answers is searched, in bytes.
const MOST: usize = 64 << 10;

/// A draft's texts, folded for the search: in one piece, because reaching for a text takes longer than reading it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Folded {
    /// The title, the tips one a line, the place and the answers, parted by line ends, which no word holds.
    text: Box<str>,
    /// Where the tips, the place and the answers start.
    tips: usize,
    place: usize,
    told: usize,
}

impl Folded {
    /// These texts, folded. Of the answers the first 64 KB are found.
    #[must_use]
    pub fn new(title: &str, tips: &str, place: &str, told: &str) -> Self {
        let most = (0..=MOST.min(told.len())).rev().find(|at| told.is_char_boundary(*at)).unwrap_or_default();
        let mut text = fold(title).replace('\n', " ") + "\n";
        let tips_at = text.len();
        text += &fold(tips);
        text.push('\n');
        let place_at = text.len();
        text += &fold(place);
        text.push('\n');
        let told_at = text.len();
        text += &fold(told.get(..most).unwrap_or_default());
        Self { text: text.into(), tips: tips_at, place: place_at, told: told_at }
    }

    fn part(&self, from: usize, to: usize) -> &str {
        self.text.get(from..to).unwrap_or_default()
    }

    /// Where `word` is found best.
    #[must_use]
    pub fn spot(&self, word: &Word) -> Option<Spot> {
        let found = word.finder.find(self.text.as_bytes());
        if found.is_some_and(|at| at < self.tips) {
            let title = self.part(0, self.tips);
            let starts = title.match_indices(word.text()).any(|(at, _)| is_start(title, at));
            return Some(if starts { Spot::TitleStart } else { Spot::Title });
        }
        let scattered = |text: &str, initials, letters| {
            let found = text.lines().filter(|line| is_scattered(line, word.text()));
            found.map(|line| if are_initials(line, word.text()) { initials } else { letters }).min()
        };
        let title = || scattered(self.part(0, self.tips), Spot::TitleInitials, Spot::TitleLetters);
        if let Some(spot) = word.may_be_scattered.then(title).flatten() {
            return Some(spot);
        }
        if found.is_some_and(|at| at < self.place) {
            return Some(Spot::Tip);
        }
        let tip = || scattered(self.part(self.tips, self.place), Spot::TipInitials, Spot::TipLetters);
        let tip = word.may_be_scattered.then(tip).flatten();
        tip.or_else(|| found.map(|at| if at < self.told { Spot::Place } else { Spot::Told }))
    }

    /// The line of the answers that holds `word`, from 0.
    #[must_use]
    pub fn told_line(&self, word: &Word) -> Option<usize> {
        let told = self.part(self.told, self.text.len());
        let before = told.get(..word.finder.find(told.as_bytes())?)?;
        Some(before.matches('\n').count())
    }
}

/// A word that is looked for, folded.
#[derive(Debug, Clone)]
pub struct Word {
    finder: Finder<'static>,
    text: Box<str>,
    may_be_scattered: bool,
}

impl Word {
    /// The word `folded`, which is folded already.
    #[must_use]
    pub fn new(folded: &str) -> Self {
        let may_be_scattered = folded.chars().nth(SCATTERED_FROM - 1).is_some();
        Self { finder: Finder::new(folded).into_owned(), text: folded.into(), may_be_scattered }
    }

    /// The word.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }
}

impl PartialEq for Word {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

/// What was typed, in words as they are compared.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Wanted(Vec<Word>);

impl Wanted {
    /// The words of `typed`.
    #[must_use]
    pub fn new(typed: &str) -> Self {
        Self(fold(typed).split_whitespace().map(Word::new).collect())
    }

    /// How well a draft fits, the least the best; `None` where it does not.
    #[must_use]
    pub fn rank(&self, draft: &Folded) -> Option<u16> {
        self.0.iter().map(|word| draft.spot(word).map(|spot| spot as u16)).sum()
    }

    /// The first word that is found in the answers alone.
    #[must_use]
    pub fn told(&self, draft: &Folded) -> Option<&Word> {
        self.0.iter().find(|word| draft.spot(word) == Some(Spot::Told))
    }
}

/// What a letter is a part of.
#[derive(PartialEq, Eq)]
enum Kind {
    Blank,
    Kana,
    Kanji,
    Digit,
    Letter,
}

fn kind(c: char) -> Kind {
    match c {
        '\u{3040}'..='\u{30FF}' => Kind::Kana,
        '々' | '\u{3400}'..='\u{9FFF}' => Kind::Kanji,
        _ if c.is_numeric() => Kind::Digit,
        _ if c.is_alphabetic() => Kind::Letter,
        _ => Kind::Blank,
    }
}

/// Whether a word starts between two letters: where their kinds differ, as kanji and kana do.
fn starts(before: Option<char>, c: char) -> bool {
    let kind_of = kind(c);
    kind_of != Kind::Blank && before.is_none_or(|before| kind(before) != kind_of)
}

fn is_start(text: &str, at: usize) -> bool {
    let before = text.get(..at).and_then(|before| before.chars().next_back());
    text.get(at..).and_then(|rest| rest.chars().next()).is_some_and(|c| starts(before, c))
}

/// Whether the letters of `word` stand in `text` in this order, the first at the start of a word.
fn is_scattered(text: &str, word: &str) -> bool {
    let Some(first) = word.chars().next() else { return false };
    let mut at = text.match_indices(first).map(|(at, _)| at).find(|at| is_start(text, *at));
    for c in word.chars() {
        at = at.and_then(|at| text.get(at..)?.find(c).map(|found| at + found + c.len_utf8()));
    }
    at.is_some()
}

/// The same, where each letter follows the one before it or starts a word of its own.
fn are_initials(text: &str, word: &str) -> bool {
    let mut before = None;
    let letters: Vec<(char, bool)> = text.chars().map(|c| (c, starts(before.replace(c), c))).collect();
    let mut ends: Option<Vec<bool>> = None;
    for wanted in word.chars() {
        let mut open = ends.is_none();
        let mut follows = false;
        let mut next = Vec::with_capacity(letters.len());
        for (index, (c, starts)) in letters.iter().enumerate() {
            next.push(*c == wanted && (follows || (open && *starts)));
            let ended = ends.as_ref().is_some_and(|ends| ends.get(index) == Some(&true));
            follows = ended;
            open |= ended;
        }
        ends = Some(next);
    }
    ends.is_some_and(|ends| ends.contains(&true))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spot(title: &str, tips: &str, told: &str, word: &str) -> Option<Spot> {
        Folded::new(title, tips, "posts/pan.md", told).spot(&Word::new(&fold(word)))
    }

    #[test]
    fn a_word_is_found_where_it_says_most() {
        let title = "Knead the dough slowly";
        assert_eq!(spot(title, "", "", "Dough"), Some(Spot::TitleStart));
        assert_eq!(spot(title, "", "", "ough"), Some(Spot::Title));
        assert_eq!(spot(title, "", "", "ktd"), Some(Spot::TitleInitials));
        assert_eq!(spot(title, "", "", "kedo"), Some(Spot::TitleLetters));
        assert_eq!(spot("", title, "", "dough"), Some(Spot::Tip));
        assert_eq!(spot("", title, "", "kntd"), Some(Spot::TipInitials));
        assert_eq!(spot("", title, "", "kno"), Some(Spot::TipLetters));
        assert_eq!(spot("", "", "", "pan"), Some(Spot::Place));
        assert_eq!(spot("", "", title, "dough"), Some(Spot::Told));
        assert_eq!(spot("", "", title, "ktd"), None, "letters are everywhere in an answer");
        assert_eq!(spot(title, "", "", "kd"), None, "two letters are too few to be scattered");
        assert_eq!(spot(title, "", "", "eadd"), None, "scattered letters begin where a word does");
    }

    #[test]
    fn kana_width_and_kanji_make_no_difference_and_words() {
        assert_eq!(spot("クレーム対応の3つのコツ", "", "", "くれーむ"), Some(Spot::TitleStart));
        assert_eq!(spot("ｸﾚｰﾑ対応", "", "", "対応"), Some(Spot::TitleStart));
        assert_eq!(spot("電話の取り次ぎのコツ", "", "", "電取次"), Some(Spot::TitleInitials));
        assert_eq!(spot("", "", "三年前の冬、ＰＡＮＮＡを焼きました", "panna"), Some(Spot::Told));
        let both = Wanted::new("ぱん　冬");
        assert_eq!(both.rank(&Folded::new("パン", "", "", "三年前の冬")), Some(Spot::Told as u16));
        assert_eq!(both.rank(&Folded::new("パン", "", "", "三年前の夏")), None);
    }

    #[test]
    fn letters_that_follow_one_another_are_initials_too() {
        assert!(are_initials("last may in the small room", "lasmr"));
        assert!(!are_initials("last may in the small room", "lto"));
        assert!(is_scattered("last may in the small room", "lto"));
    }
}
