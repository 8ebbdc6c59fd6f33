//! How much a paragraph says: its length, its sentences, whether it is an item of a list, which language it is in.

use unicode_segmentation::UnicodeSegmentation;

use super::page::{Page, Script};
use crate::text::Language;

/// The size of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Measure {
    /// Graphemes without blanks.
    pub(super) graphemes: usize,
    /// Words divided by blanks.
    pub(super) words: usize,
    /// Sentences.
    pub(super) sentences: usize,
    /// Items of a list.
    pub(super) items: usize,
}

impl Measure {
    /// Measures one paragraph.
    pub(super) fn of(text: &str) -> Self {
        let ends = |c: char| matches!(c, '。' | '！' | '？' | '!' | '?' | '．');
        let mut sentences = 0;
        for part in text.split(ends).flat_map(|part| part.split(". ")) {
            sentences += usize::from(part.chars().any(char::is_alphanumeric));
        }
        Self {
            graphemes: text.graphemes(true).filter(|g| !g.trim().is_empty()).count(),
            words: text.split_whitespace().filter(|word| word.chars().any(char::is_alphanumeric)).count(),
            sentences,
            items: usize::from(is_item(text)),
        }
    }

    /// Both together.
    pub(super) fn and(self, other: Self) -> Self {
        Self {
            graphemes: self.graphemes + other.graphemes,
            words: self.words + other.words,
            sentences: self.sentences + other.sentences,
            items: self.items + other.items,
        }
    }
}

/// Whether a line is an item of a bulleted or numbered list.
fn is_item(line: &str) -> bool {
    let line = line.trim_start();
    let told = |rest: &str| rest.chars().any(char::is_alphanumeric);
    if let Some(rest) = line
        .strip_prefix(['・', '●', '○', '■', '□', '◆', '◇', '※', '•', '▪', '①', '②', '③', '④', '⑤', '⑥', '⑦', '⑧', '⑨'])
    {
        return told(rest);
    }
    if let Some(rest) = line.strip_prefix(['-', '*', '+', '–', '—']) {
        return rest.starts_with([' ', '　']) && told(rest);
    }
    let digits = |c: char| c.is_ascii_digit() || ('０'..='９').contains(&c);
    let rest = line.trim_start_matches(['(', '（']).trim_start_matches(digits);
    rest.len() < line.len()
        && line.trim_start_matches(['(', '（']).starts_with(digits)
        && rest
            .strip_prefix(['.', ')', '．', '）', '、', ':'])
            .is_some_and(|rest| told(rest) && !rest.starts_with(digits))
}

/// The language of one paragraph: that of its letters; `other` where they do not decide.
pub(super) fn language(page: &Page, other: Language) -> Language {
    let (mut kana, mut kanji, mut latin) = (0usize, 0usize, 0usize);
    for i in 0..page.len() {
        match page.script(i) {
            Script::Hiragana | Script::Katakana => kana += 1,
            Script::Kanji => kanji += 1,
            Script::Latin => latin += 1,
            Script::Digit | Script::Other => {}
        }
    }
    let japanese = kana + kanji;
    match other {
        Language::Ja if japanese == 0 && latin > 0 => Language::En,
        Language::Ja if kana == 0 && latin > 8 * japanese => Language::En,
        Language::Ja => Language::Ja,
        Language::En if japanese * 4 > latin => Language::Ja,
        Language::En => Language::En,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_of_a_list() {
        for line in ["・声", "- voice", "1. voice", "（２）声", "3) 声", "③ 声"] {
            assert!(is_item(line), "{line}");
        }
        for line in ["-", "1.5倍", "2019年", "-5度", "声・顔", "3"] {
            assert!(!is_item(line), "{line}");
        }
    }

    #[test]
    fn the_letters_decide() {
        let of = |text: &str, other| language(&Page::new(text), other);
        assert_eq!(of("三年前の冬", Language::En), Language::Ja);
        assert_eq!(of("three winters ago", Language::Ja), Language::En);
        assert_eq!(of("No.1", Language::Ja), Language::En);
        assert_eq!(of("100%", Language::Ja), Language::Ja);
        assert_eq!(of("Reactで無限ループを出した", Language::Ja), Language::Ja);
        assert_eq!(of("We put up a sign, 「営業中」, at the door", Language::En), Language::En);
    }
}
