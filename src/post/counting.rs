//! Counting: markers that only their neighbours give away: `やったこと1：`, `やったこと2：`; `First,` … `Finally,`.
//!
//! What it is: a second look at candidates without a marker, beside others of their form. What it is not: a grammar of
//! one line; that is [`super::marker`]. Invariant: only candidates without a marker change, and none loses all it says.

use std::collections::BTreeMap;

use super::candidate::{Candidate, Form};
use super::lexicon::Purpose;
use super::marker::{Grip, Marker};
use super::numeral::{self, Cursor, Form as NumberForm, fold, narrow};

/// A counting word is no longer than this, in characters.
const WORD_LENGTH: usize = 10;

/// Words that number pictures, not tips.
const CAPTIONS: &[&str] = &["図", "表", "写真", "画像", "fig.", "fig", "figure", "table", "listing"];

/// What the last of `First, … Second, …` starts with.
const LAST: &[&str] = &["finally,", "lastly,", "last,"];

/// Reads the markers of `candidates` that stand out only together.
pub(super) fn count(candidates: &mut [Candidate]) {
    let mut by_word: BTreeMap<(Form, String), Vec<(usize, Marker)>> = BTreeMap::new();
    for (index, candidate) in candidates.iter().enumerate() {
        if matches!(candidate.form, Form::Heading(_) | Form::Bold | Form::Signed)
            && candidate.marker.is_none()
            && let Some(marker) = counted(&candidate.heading)
        {
            by_word.entry((candidate.form, marker.label.clone())).or_default().push((index, marker));
        }
    }
    // One, two, three: the word counts, whatever it is.
    let straight = |run: &Vec<(usize, Marker)>| {
        run.len() > 1 && run.iter().zip(1..).all(|((_, marker), number)| marker.number == number)
    };
    for (index, marker) in by_word.into_values().filter(straight).flatten() {
        give(candidates, index, marker);
    }
    let mut before: BTreeMap<Form, u32> = BTreeMap::new();
    for index in 0..candidates.len() {
        let Some(candidate) = candidates.get(index) else { continue };
        let form = candidate.form;
        if let Some(marker) = &candidate.marker {
            let worded = marker.form == NumberForm::Word && marker.label.is_empty();
            before.insert(form, if worded { marker.number } else { 0 });
        } else if let Some(number) = before.get(&form).copied().filter(|number| *number > 1)
            && let Some(word) = LAST.iter().find(|word| fold(&candidate.heading).starts_with(**word))
        {
            before.remove(&form);
            let length = word.len() + 1;
            give(candidates, index, Marker { number: number + 1, length, ..bare(NumberForm::Word) });
        }
    }
}

/// Gives a candidate its marker, and takes it off its heading.
fn give(candidates: &mut [Candidate], index: usize, marker: Marker) {
    let Some(candidate) = candidates.get_mut(index) else { return };
    let rest = candidate.heading.get(marker.length..).unwrap_or_default().trim().to_owned();
    if !rest.is_empty() {
        candidate.purpose = Purpose::of(&rest);
        candidate.heading = rest;
        candidate.marker = Some(marker);
    }
}

/// A marker that says nothing yet.
const fn bare(form: NumberForm) -> Marker {
    Marker { number: 0, label: String::new(), form, grip: Grip::Sure, length: 0, embraces: false }
}

/// A word, a number and what parts them from the text, at the start of `heading`.
fn counted(heading: &str) -> Option<Marker> {
    let (at, _) = heading.char_indices().take(WORD_LENGTH + 1).find(|(_, c)| narrow(*c).is_ascii_digit())?;
    let word = fold(heading.get(..at)?.trim());
    if word.is_empty() || !word.chars().all(char::is_alphabetic) || CAPTIONS.contains(&word.as_str()) {
        return None;
    }
    let mut cursor = Cursor::new(heading);
    cursor.skip_bytes(at);
    let (number, form) = numeral::read(&mut cursor)?;
    cursor.skip_blanks();
    cursor.peek().filter(|c| matches!(c, ':' | '.' | '、' | ')' | '|' | '-' | '–' | '—'))?;
    cursor.skip(|c| !c.is_alphanumeric() && !matches!(c, '「' | '『' | '(' | '`' | '"' | '“'));
    cursor.peek()?;
    Some(Marker { number, label: word, length: cursor.at(), ..bare(form) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_counts_with_a_number_and_a_sign_behind_it() {
        let read = |heading: &'static str| {
            let marker = counted(heading)?;
            Some((marker.number, marker.label, heading.get(marker.length..).unwrap()))
        };
        assert_eq!(read("やったこと2：「先に」書く"), Some((2, "やったこと".to_owned(), "「先に」書く")));
        assert_eq!(read("図1：画面"), None);
        assert_eq!(read("色は3つまで"), None);
        assert_eq!(read("やったこと1"), None);
    }
}
