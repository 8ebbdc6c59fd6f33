//! The two languages naze speaks, and which of them a text is written in.

use serde::{Deserialize, Serialize};

/// A language of posts, questions and screens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// Japanese.
    Ja,
    /// English.
    En,
}

impl Language {
    /// The other one.
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::Ja => Self::En,
            Self::En => Self::Ja,
        }
    }

    /// What is there in this language, else what is there in the other.
    pub fn either<T>(self, ja: Option<T>, en: Option<T>) -> Option<T> {
        match self {
            Self::Ja => ja.or(en),
            Self::En => en.or(ja),
        }
    }

    /// What most of `texts` is written in. Latin letters count little: a Japanese post is full of product names.
    #[must_use]
    pub fn of<'t>(texts: impl IntoIterator<Item = &'t str>) -> Self {
        let (mut kana, mut han, mut latin) = (0_usize, 0_usize, 0_usize);
        for text in texts {
            for c in text.chars() {
                match c {
                    'a'..='z' | 'A'..='Z' => latin += 1,
                    '\u{3041}'..='\u{30ff}' | '\u{ff66}'..='\u{ff9f}' => kana += 1,
                    '\u{3400}'..='\u{9fff}' => han += 1,
                    _ => {}
                }
            }
            // Enough is enough: a long post does not change its language.
            if kana + han + latin > 20_000 {
                break;
            }
        }
        // A kana or a kanji says about as much as four letters.
        if (kana + han) * 4 > latin { Self::Ja } else { Self::En }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn product_names_do_not_make_a_text_english() {
        assert_eq!(Language::of(["LibreOffice を Ubuntu にインストールする"]), Language::Ja);
        assert_eq!(Language::of(["In Japan they say なぜ five times before they act."]), Language::En);
        assert_eq!(Language::of([""]), Language::En);
    }
}
