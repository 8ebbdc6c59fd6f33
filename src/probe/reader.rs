//! Reading as one types: only the paragraphs that changed are read again.

use std::cmp::Reverse;

use super::measure::{self, Measure};
use super::page::Page;
use super::{Hit, Raw, Reading, SCENE, Sign, echo, en, ja, lexicon};
use crate::flow::Detail;
use crate::text::{Language, Span};

/// Reads one answer over and over as it is typed.
#[derive(Debug, Clone)]
pub struct Reader {
    language: Language,
    paragraphs: Vec<Paragraph>,
}

/// A paragraph as it was last read.
#[derive(Debug, Clone)]
struct Paragraph {
    text: String,
    /// Spans within the paragraph.
    hits: Vec<Hit>,
    measure: Measure,
    language: Language,
}

impl Reader {
    /// A reader that has read nothing. `language` decides where the letters of a paragraph do not.
    #[must_use]
    pub const fn new(language: Language) -> Self {
        Self { language, paragraphs: Vec::new() }
    }

    /// Reads `text`, an answer to `asked`; what has not changed since the last time is not read again.
    pub fn read(&mut self, text: &str, asked: Option<&str>) -> Reading {
        let pieces = divide(text);
        let same = |(paragraph, piece): &(&Paragraph, &&str)| paragraph.text == **piece;
        let head = self.paragraphs.iter().zip(&pieces).take_while(same).count();
        let spare = self.paragraphs.len().min(pieces.len()) - head;
        let tail = self.paragraphs.iter().rev().zip(pieces.iter().rev()).take(spare).take_while(same).count();
        let touched = pieces.get(head..pieces.len() - tail).unwrap_or_default();
        let fresh: Vec<Paragraph> = touched.iter().map(|piece| Paragraph::read(piece, self.language)).collect();
        self.paragraphs.splice(head..self.paragraphs.len() - tail, fresh);
        self.gather(text, asked)
    }

    /// What the paragraphs hold together.
    fn gather(&self, text: &str, asked: Option<&str>) -> Reading {
        let mut reading = Reading::default();
        let mut measure = Measure::default();
        let (mut at, mut japanese) = (0, 0);
        for paragraph in &self.paragraphs {
            let moved = |hit: &Hit| Hit { span: Span::new(hit.span.start + at, hit.span.end + at), ..*hit };
            reading.hits.extend(paragraph.hits.iter().map(moved));
            measure = measure.and(paragraph.measure);
            at += paragraph.text.len();
            japanese += if paragraph.language == Language::Ja { paragraph.text.len() } else { 0 };
        }
        // A habit told together with one event is no habit but its background.
        let event = reading.of(Detail::Time).any(|hit| hit.sign == Sign::Event);
        reading.hits.retain(|hit| !(event && hit.detail == Detail::Habitual));
        if asked.is_some_and(|asked| echo::is_echo(text, asked)) {
            reading.hits.push(Hit { detail: Detail::Echo, span: Span::new(0, text.len()), sign: Sign::Whole });
        }
        let kinds = SCENE.into_iter().filter(|&detail| reading.holds(detail)).count();
        let short = if japanese * 2 > text.len() { measure.graphemes < 25 } else { measure.words < 12 };
        reading.rich = kinds >= 3 || measure.items >= 3;
        reading.thin = !reading.rich && ((short && kinds < 2) || (measure.sentences <= 1 && kinds == 0));
        reading
    }
}

impl Paragraph {
    fn read(text: &str, language: Language) -> Self {
        let page = Page::new(text);
        let language = measure::language(&page, language);
        let found = lexicon::of(language).scan(&page);
        let mut raw = match language {
            Language::Ja => ja::read(&page, &found),
            Language::En => en::read(&page, &found),
        };
        raw.sort_by_key(|raw| (raw.start, Reverse(raw.end), raw.detail));
        // The same detector speaks once about the same characters.
        let mut ends = [0usize; 32];
        raw.retain(|raw| {
            let Some(end) = ends.get_mut(raw.detail as usize) else { return true };
            let fresh = raw.end > *end;
            *end = raw.end.max(*end);
            fresh
        });
        let hits =
            raw.iter().map(|&Raw { detail, start, end, sign }| Hit { detail, span: page.span(start, end), sign });
        Self { text: text.to_owned(), hits: hits.collect(), measure: Measure::of(text), language }
    }
}

/// Divides a text into paragraphs, line ends included. A line that goes on in lower case goes on, as in mail wrapped by
/// hand.
fn divide(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut start = 0;
    for (at, _) in text.match_indices('\n') {
        let end = at + 1;
        let goes_on = text.get(end..).and_then(|rest| rest.chars().next()).is_some_and(|c| c.is_ascii_lowercase());
        if !goes_on {
            pieces.push(text.get(start..end).unwrap_or_default());
            start = end;
        }
    }
    if start < text.len() {
        pieces.push(text.get(start..).unwrap_or_default());
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_tile_the_text() {
        for text in ["", "\n", "a\n\nb", "one\ntwo\nThree", "三年前。\n雨でした。\n"] {
            assert_eq!(divide(text).concat(), text);
        }
        assert_eq!(divide("We were\nwrong.\nThen"), ["We were\nwrong.\n", "Then"]);
    }
}
