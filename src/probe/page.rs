//! A paragraph made ready for reading: widths and case folded, every character's place in the original kept.
//!
//! What it is: the one view of a text all detectors share. What it is not: it changes no author's text; folding lives
//! here alone. Invariant: position `i` is the `i`-th character of the paragraph in every table, so a find in the folded
//! text is a span of the original.

use crate::text::Span;

/// A paragraph, folded. Positions are characters, from 0.
#[derive(Debug)]
pub(super) struct Page {
    /// Characters with full-width forms made narrow, case kept.
    chars: Vec<char>,
    /// The same in lower case, as one text.
    low: String,
    /// Where each character starts in `low`, and its end.
    low_at: Vec<usize>,
    /// Where each character starts in the original, and its end.
    at: Vec<usize>,
    /// The quotations, their marks included.
    quotes: Vec<(usize, usize)>,
}

/// How far a sentence is looked through, so that a page of one endless sentence is still read in linear time.
const SENTENCE: usize = 200;

/// What kind of writing a character is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Script {
    Latin,
    Digit,
    Hiragana,
    Katakana,
    Kanji,
    Other,
}

/// The script of a folded character.
pub(super) fn script(c: char) -> Script {
    match c {
        '0'..='9' => Script::Digit,
        '\u{3041}'..='\u{309F}' => Script::Hiragana,
        '\u{30A1}'..='\u{30FA}' | '\u{30FC}'..='\u{30FF}' | '\u{FF66}'..='\u{FF9F}' => Script::Katakana,
        '々' | '〆' | '〇' | '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' => Script::Kanji,
        _ if c.is_alphabetic() => Script::Latin,
        _ => Script::Other,
    }
}

/// Full-width ASCII made narrow, curly apostrophes straight, every blank a space.
fn narrow(c: char) -> char {
    match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        '\u{3000}' | '\u{A0}' | '\t' | '\r' => ' ',
        '’' | '‘' | 'ʼ' => '\'',
        '¥' | '\u{FFE5}' => '¥',
        _ => c,
    }
}

impl Page {
    /// Folds one paragraph.
    pub(super) fn new(text: &str) -> Self {
        let mut page = Self {
            chars: Vec::with_capacity(text.len()),
            low: String::with_capacity(text.len()),
            low_at: Vec::with_capacity(text.len() + 1),
            at: Vec::with_capacity(text.len() + 1),
            quotes: Vec::new(),
        };
        for (at, c) in text.char_indices() {
            let c = narrow(c);
            page.chars.push(c);
            page.at.push(at);
            page.low_at.push(page.low.len());
            page.low.push(c.to_lowercase().next().unwrap_or(c));
        }
        page.at.push(text.len());
        page.low_at.push(page.low.len());
        page.quotes = quotations(&page.chars);
        page
    }

    /// How many characters it holds.
    pub(super) fn len(&self) -> usize {
        self.chars.len()
    }

    /// The character at `i`, width folded, case kept.
    pub(super) fn char(&self, i: usize) -> Option<char> {
        self.chars.get(i).copied()
    }

    /// The character before `i`.
    pub(super) fn before(&self, i: usize) -> Option<char> {
        self.char(i.checked_sub(1)?)
    }

    /// The script at `i`; [`Script::Other`] outside.
    pub(super) fn script(&self, i: usize) -> Script {
        self.char(i).map_or(Script::Other, script)
    }

    /// The script before `i`.
    pub(super) fn script_before(&self, i: usize) -> Script {
        self.before(i).map_or(Script::Other, script)
    }

    /// The lower-case text from `start` up to `end`, cut to the page.
    pub(super) fn text(&self, start: usize, end: usize) -> &str {
        let end = end.min(self.len());
        let (Some(&from), Some(&to)) = (self.low_at.get(start.min(end)), self.low_at.get(end)) else { return "" };
        self.low.get(from..to).unwrap_or_default()
    }

    /// The lower-case text from `i` on.
    pub(super) fn rest(&self, i: usize) -> &str {
        self.text(i, self.len())
    }

    /// The position after the first of `words` that starts at `i`. Words are divided by `|`, longer ones first.
    pub(super) fn after(&self, i: usize, words: &str) -> Option<usize> {
        let rest = self.rest(i);
        words.split('|').find(|word| rest.starts_with(word)).map(|word| i + word.chars().count())
    }

    /// Whether one of `words` starts at `i`.
    pub(super) fn starts(&self, i: usize, words: &str) -> bool {
        self.after(i, words).is_some()
    }

    /// Whether one of `words` ends right before `i`.
    pub(super) fn ends(&self, i: usize, words: &str) -> bool {
        let text = self.text(0, i);
        words.split('|').any(|word| text.ends_with(word))
    }

    /// The end of the clause `i` stands in: the next mark that separates, or a limit of `reach` characters.
    pub(super) fn clause_end(&self, i: usize, reach: usize) -> usize {
        let stop = self.len().min(i.saturating_add(reach));
        (i..stop).find(|&j| self.char(j).is_some_and(separates)).unwrap_or(stop)
    }

    /// The end of the sentence `i` stands in, not farther than a sentence is long.
    pub(super) fn sentence_end(&self, i: usize) -> usize {
        let stop = self.len().min(i.saturating_add(SENTENCE));
        (i..stop).find(|&j| self.ends_sentence(j)).unwrap_or(stop)
    }

    /// The start of the sentence `i` stands in, not farther than a sentence is long.
    pub(super) fn sentence_start(&self, i: usize) -> usize {
        let stop = i.saturating_sub(SENTENCE);
        (stop..i.min(self.len())).rev().find(|&j| self.ends_sentence(j)).map_or(stop, |j| j + 1)
    }

    /// Whether a sentence ends with the character at `i`. A full stop inside a number or a word is none.
    fn ends_sentence(&self, i: usize) -> bool {
        match self.char(i) {
            Some('。' | '!' | '?' | '\n' | '…') => true,
            Some('.') => !matches!(self.script(i + 1), Script::Latin | Script::Digit),
            _ => false,
        }
    }

    /// The quotations: positions of the opening mark and of the one after the closing mark.
    pub(super) fn quotes(&self) -> &[(usize, usize)] {
        &self.quotes
    }

    /// Whether `i` lies inside a quotation.
    pub(super) fn quoted(&self, i: usize) -> bool {
        let after = self.quotes.partition_point(|&(start, _)| start <= i);
        after.checked_sub(1).and_then(|k| self.quotes.get(k)).is_some_and(|&(_, end)| i < end)
    }

    /// The span in the original of characters `start` up to `end`.
    pub(super) fn span(&self, start: usize, end: usize) -> Span {
        let place = |i: usize| self.at.get(i.min(self.len())).copied().unwrap_or_default();
        Span::new(place(start), place(end))
    }
}

/// Whether a mark separates clauses.
fn separates(c: char) -> bool {
    matches!(c, '。' | '、' | ',' | '.' | '!' | '?' | '…' | ';' | '「' | '」' | '\n' | '—')
}

/// Every quotation: 「」 『』 “” and pairs of ", closed within the paragraph. Inner ones belong to the outer.
fn quotations(chars: &[char]) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut open: Option<(usize, char, usize)> = None;
    for (i, &c) in chars.iter().enumerate() {
        match open {
            None => {
                let close = match c {
                    '「' => '」',
                    '『' => '』',
                    '“' => '”',
                    '"' => '"',
                    '｢' => '｣',
                    _ => continue,
                };
                open = Some((i, close, 0));
            }
            Some((start, close, depth)) if c == close => {
                open = depth.checked_sub(1).map(|depth| (start, close, depth));
                if open.is_none() {
                    found.push((start, i + 1));
                }
            }
            Some((start, close, depth)) => {
                if chars.get(start) == Some(&c) {
                    open = Some((start, close, depth + 1));
                }
            }
        }
    }
    found
}
