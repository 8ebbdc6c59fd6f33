//! A text that stands in rows, divided again only where it, its room or the terminal changed.
//!
//! What it is: the question, its hint and what is offered as the screen has them; mostly they stay the same from key to key.
//! What it is not: anything typed into. Invariant: the rows are those of [`wrapped`] for the text, the columns and the terminal last given.

use crate::text::rows::wrapped;
use crate::text::{Ambiguous, Span};

/// A text and its rows.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Wrapped {
    text: String,
    columns: usize,
    ambiguous: Ambiguous,
    /// Bytes of the text.
    rows: Vec<Span>,
}

impl Wrapped {
    /// Divides `text` for `columns` on such a terminal, unless it stands so already. Says how many rows there are.
    pub fn wrap(&mut self, text: &str, columns: usize, ambiguous: Ambiguous) -> usize {
        if (self.text.as_str(), self.columns, self.ambiguous) != (text, columns, ambiguous) {
            text.clone_into(&mut self.text);
            (self.columns, self.ambiguous) = (columns, ambiguous);
            self.rows = wrapped(text, columns, ambiguous).collect();
        }
        self.rows.len()
    }

    /// Its rows, from the top.
    pub fn rows(&self) -> impl Iterator<Item = &str> {
        self.rows.iter().map(|span| span.of(&self.text))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rows_follow_the_text_and_its_room() {
        let mut wrapped = Wrapped::default();
        assert_eq!(wrapped.wrap("三年前の冬、\r\n\n電話が鳴りました。", 12, Ambiguous::Narrow), 4);
        assert_eq!(wrapped.rows().collect::<Vec<_>>(), ["三年前の冬、", "", "電話が鳴り", "ました。"]);
        assert_eq!(wrapped.wrap("三年前の冬、\r\n\n電話が鳴りました。", 40, Ambiguous::Narrow), 3);
        assert_eq!(wrapped.wrap("ask", 40, Ambiguous::Wide), 1);
        assert_eq!(wrapped.wrap("", 40, Ambiguous::Wide), 0);
    }
}
