//! A page as words: runs of letters and digits with their apostrophes.

use crate::probe::page::{Page, Script};

/// The words of a page, positions in characters.
pub(super) struct Words<'p> {
    pub(super) page: &'p Page,
    at: Vec<(usize, usize)>,
}

impl<'p> Words<'p> {
    /// Divides a page.
    pub(super) fn new(page: &'p Page) -> Self {
        let mut at = Vec::new();
        let inside = |i: usize| matches!(page.script(i), Script::Latin | Script::Digit);
        let mut i = 0;
        while i < page.len() {
            if !inside(i) {
                i += 1;
                continue;
            }
            let start = i;
            while inside(i) || (page.char(i) == Some('\'') && inside(i + 1)) {
                i += 1;
            }
            at.push((start, i));
        }
        Self { page, at }
    }

    /// Every word's place.
    pub(super) fn all(&self) -> &[(usize, usize)] {
        &self.at
    }

    /// The `n`-th word before position `i`, nearest first, in the same clause.
    pub(super) fn before(&self, i: usize, n: usize) -> Option<&'p str> {
        let (start, end) = self.place_before(i, n)?;
        (!self.parted(end, i)).then(|| self.page.text(start, end))
    }

    /// Where the `n`-th word before position `i` is.
    pub(super) fn place_before(&self, i: usize, n: usize) -> Option<(usize, usize)> {
        let next = self.at.partition_point(|&(_, end)| end <= i);
        self.at.get(next.checked_sub(n)?).copied()
    }

    /// The `n`-th word from position `i` on, in the same clause.
    pub(super) fn after(&self, i: usize, n: usize) -> Option<&'p str> {
        let (start, end) = self.place_after(i, n)?;
        (!self.parted(i, start)).then(|| self.page.text(start, end))
    }

    /// Where the `n`-th word from position `i` on is.
    pub(super) fn place_after(&self, i: usize, n: usize) -> Option<(usize, usize)> {
        let first = self.at.partition_point(|&(start, _)| start < i);
        self.at.get(first + n.checked_sub(1)?).copied()
    }

    /// The words between the positions.
    pub(super) fn within(&self, start: usize, end: usize) -> impl Iterator<Item = &'p str> {
        let from = self.at.partition_point(|&(at, _)| at < start);
        let to = self.at.partition_point(|&(at, _)| at < end);
        self.at.get(from..to).unwrap_or_default().iter().map(|&(start, end)| self.page.text(start, end))
    }

    /// Whether a mark parts the positions.
    pub(super) fn parted(&self, from: usize, to: usize) -> bool {
        (from..to).any(|i| {
            let mark = matches!(
                self.page.char(i),
                Some(',' | ';' | ':' | '!' | '?' | '(' | ')' | '"' | '“' | '”' | '—' | '\n')
            );
            mark || (self.page.char(i) == Some('.') && self.page.script(i + 1) == Script::Other)
        })
    }

    /// Whether one of the next `reach` words in the clause is among `words` (divided by `|`).
    pub(super) fn ahead(&self, i: usize, reach: usize, words: &str) -> bool {
        (1..=reach).map_while(|n| self.after(i, n)).any(|word| among(word, words))
    }

    /// Whether one of the last `reach` words in the clause is among `words`.
    pub(super) fn behind(&self, i: usize, reach: usize, words: &str) -> bool {
        (1..=reach).map_while(|n| self.before(i, n)).any(|word| among(word, words))
    }

    /// Whether what starts at `i` is negated: "not", "never", "without" or a "-n't" within the three words before.
    pub(super) fn negated(&self, i: usize) -> bool {
        let stop = "but|and|only|just|because|so|when|if|that|why";
        (1..=3)
            .map_while(|n| self.before(i, n))
            .take_while(|word| !among(word, stop))
            .any(|word| word.ends_with("n't") || among(word, "not|never|no|without|hardly|zero|cannot|avoid|avoiding|prevent|prevents|rarely|nothing|neither|fewer|dont|didnt|wasnt|isnt|less"))
    }

    /// Whether what starts at `i` is counted: "two customers" are no crowd.
    pub(super) fn counted(&self, i: usize) -> bool {
        self.before(i, 1).is_some_and(|word| {
            word.starts_with(|c: char| c.is_ascii_digit())
                || among(word, "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|hundred|several|few|couple|some|both|those|these|other")
        })
    }

    /// Whether a word at `start` begins with a capital that no sentence asks for.
    pub(super) fn is_capital(&self, start: usize) -> bool {
        self.page.char(start).is_some_and(char::is_uppercase) && !self.opens(start)
    }

    /// Whether a word at `start` opens its sentence or quotation.
    pub(super) fn opens(&self, start: usize) -> bool {
        let Some((_, end)) = self.place_before(start, 1) else { return true };
        (end..start)
            .any(|i| matches!(self.page.char(i), Some('.' | '!' | '?' | ':' | '"' | '“' | '(' | '\n' | '*' | '…')))
            || (end..start).any(|i| self.page.char(i) == Some('-') && self.page.char(i + 1) == Some(' '))
    }
}

/// Whether `word` is one of `words`, divided by `|`.
pub(super) fn among(word: &str, words: &str) -> bool {
    words.split('|').any(|other| other == word)
}
