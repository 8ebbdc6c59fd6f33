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
        self.follow(text, usize::MAX);
        self.gather(text, asked)
    }

    /// Reads on in `text`, no more than a key may wait for. Whether that was the last of it: then [`Reader::read`] finds all
    /// of it read.
    pub fn read_on(&mut self, text: &str) -> bool {
        self.follow(text, A_LITTLE)
    }

    /// Brings the paragraphs in step with `text`, by reading no more than `most` bytes and the paragraph that holds the last
    /// of them; whether that was enough. Where one ends hangs on itself and the character behind it alone, so what stands
    /// between two changes stays as it was divided.
    fn follow(&mut self, text: &str, most: usize) -> bool {
        let (mut head, mut start) = (0, 0);
        let mut rest = text;
        while let Some(paragraph) = self.paragraphs.get(head)
            && let Some(behind) = rest.strip_prefix(paragraph.text.as_str())
        {
            (head, start, rest) = (head + 1, start + paragraph.text.len(), behind);
        }
        if let Some(last) = head.checked_sub(1).and_then(|last| self.paragraphs.get(last)) {
            // The character behind it may be another.
            (head, start) = (head - 1, start - last.text.len());
        }
        let (mut tail, mut end) = (self.paragraphs.len(), text.len());
        while tail > head
            && let Some(paragraph) = self.paragraphs.get(tail - 1)
            && let Some(before) = text.get(start..end).and_then(|between| between.strip_suffix(paragraph.text.as_str()))
        {
            (tail, end) = (tail - 1, start + before.len());
        }
        let (mut fresh, first) = (Vec::new(), start);
        // The first may be one that was read before.
        while start < end && (fresh.len() < 2 || start - first < most) {
            let piece = first_piece(text.get(start..).unwrap_or_default());
            fresh.push(Paragraph::read(piece, self.language));
            start += piece.len();
            while end < start
                && let Some(paragraph) = self.paragraphs.get(tail)
            {
                (tail, end) = (tail + 1, end + paragraph.text.len());
            }
        }
        let done = start >= end;
        if !done {
            // What is known further on would stand beside what it does not follow.
            tail = self.paragraphs.len();
        }
        self.paragraphs.splice(head..tail, fresh);
        done
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

/// So many bytes are read at once where the rest can wait.
const A_LITTLE: usize = 4096;

/// From this many bytes on a paragraph is read in pieces of whole sentences, so that typing into a long one reads no
/// more than a piece again.
const LONG: usize = 2048;

/// The first paragraph of `text`, or of a long one the first piece, line end included; all of it where it is neither. A
/// line that goes on in lower case goes on, as in mail wrapped by hand.
fn first_piece(text: &str) -> &str {
    let mut chars = text.char_indices().peekable();
    let mut open = 0_usize;
    while let Some((at, c)) = chars.next() {
        let end = at + c.len_utf8();
        let Some(&(_, next)) = chars.peek() else { break };
        let ends = match c {
            '\n' => !next.is_ascii_lowercase(),
            '「' | '『' | '“' => {
                open += 1;
                false
            }
            '」' | '』' | '”' => {
                open = open.saturating_sub(1);
                false
            }
            // A quotation is not divided, unless it was never closed.
            '。' | '！' | '？' => end >= LONG && (open == 0 || end >= 2 * LONG) && !"」』”\n".contains(next),
            ' ' => end >= LONG && (open == 0 || end >= 2 * LONG) && text.get(..at).is_some_and(ends_sentence),
            _ => false,
        };
        if ends {
            return text.get(..end).unwrap_or_default();
        }
    }
    text
}

fn ends_sentence(text: &str) -> bool {
    text.ends_with(['.', '!', '?'])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn divide(text: &str) -> Vec<String> {
        let mut reader = Reader::new(Language::Ja);
        reader.follow(text, usize::MAX);
        reader.paragraphs.into_iter().map(|paragraph| paragraph.text).collect()
    }

    #[test]
    fn paragraphs_tile_the_text() {
        for text in ["", "\n", "a\n\nb", "one\ntwo\nThree", "三年前。\n雨でした。\n"] {
            assert_eq!(divide(text).concat(), text);
        }
        assert_eq!(divide("We were\nwrong.\nThen"), ["We were\nwrong.\n", "Then"]);
    }

    #[test]
    fn a_long_paragraph_is_read_in_pieces_that_leave_quotations_whole() {
        let text = "三年前の冬です。「電話が鳴る。出る。」と私は言った。".repeat(400);
        let pieces = divide(&text);
        assert_eq!(pieces.concat(), text);
        for piece in &pieces {
            assert!(piece.len() < 2 * LONG && piece.ends_with('。'));
            assert_eq!(piece.matches('「').count(), piece.matches('」').count());
        }
    }

    #[test]
    fn a_text_changed_here_and_there_is_divided_as_if_it_were_new() {
        let long = "雨の日でした。".repeat(300);
        let texts = ["", "a", "\n", "One\n\nTwo\nthree\n", "one\n\nTwo\nthree\n", "One\n\ntwo", &long, "冬。\n"];
        for (first, second) in texts.iter().flat_map(|one| texts.iter().map(move |two| (one, two))) {
            for (old, new) in [
                (format!("{first}{second}"), format!("{first}x{second}")),
                (format!("{first}{second}"), (*second).to_owned()),
            ] {
                for (old, new) in [(&old, &new), (&new, &old)] {
                    let mut reader = Reader::new(Language::Ja);
                    let pieces = |reader: &Reader| -> Vec<_> {
                        reader.paragraphs.iter().map(|paragraph| paragraph.text.clone()).collect()
                    };
                    reader.follow(old, usize::MAX);
                    reader.follow(new, usize::MAX);
                    assert_eq!(pieces(&reader), divide(new), "{old:?} {new:?}");
                    // The same where reading is broken off, and the text changes before it goes on.
                    reader.follow(old, 1);
                    while !reader.follow(new, 1) {}
                    assert_eq!(pieces(&reader), divide(new), "{old:?} {new:?}");
                }
            }
        }
    }
}
