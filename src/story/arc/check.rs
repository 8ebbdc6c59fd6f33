//! From the text of an arc to an [`Arc`], with everything that is wrong with it.
//!
//! What it is: the reader of one file in `prompts/arcs`. What it is not: it does not know which questions there are;
//! a company's flow may bring any. Invariant: an arc without faults keeps the promises of [`Arc`].

use serde::Deserialize;
use toml::Spanned;

use super::{About, Arc, Keeps, Need, Place, Slot};
use crate::answers::is_id;

/// The version of the format.
const VERSION: u32 = 1;

/// One thing wrong with an arc.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The line it stands on, from 1.
    pub line: usize,
    /// What is wrong.
    pub wrong: Wrong,
}

/// What is wrong, with what would be right where naze knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wrong {
    /// The text is no TOML, or a key or value is none of those that may stand there; what the reader of TOML says
    /// (English).
    Toml(String),
    /// A version this naze does not read.
    Version(u32),
    /// An id with other characters than `a-z`, `0-9` and `-`, or none at all.
    BadId(String),
    /// Neither `[ja]` nor `[en]`.
    NoLanguage,
    /// No slot at all.
    NoSlots,
    /// A slot that holds neither a question nor a part of the post, or both.
    OneOfTwo,
    /// A part of the post in an arc that keeps all of it.
    KeepsAll,
    /// A slot at `sole-tip` that does not say by which answer the tip is known.
    NoWith,
    /// A slot names a box that is not there.
    UnknownBox(String),
    /// A box no slot fills.
    EmptyBox(String),
    /// No slot has this question.
    UnknownSlot(String),
    /// There is no bridge of this name.
    UnknownBridge {
        /// As written.
        given: String,
        /// All there are.
        known: Vec<String>,
    },
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct File {
    version: Spanned<u32>,
    id: Spanned<String>,
    keeps: Keeps,
    ja: Option<About>,
    en: Option<About>,
    #[serde(default, rename = "box")]
    boxes: Vec<Spanned<Need>>,
    #[serde(default, rename = "slot")]
    slots: Vec<Spanned<Slot>>,
}

impl Arc {
    /// Reads an arc; `bridges` are the names of the bridges there are, where those it names are to be checked.
    ///
    /// # Errors
    /// Everything that is wrong with it, from the top of the file to its end.
    pub fn parse(text: &str, bridges: Option<&[&str]>) -> Result<Self, Vec<Fault>> {
        let line = |at: usize| text.get(..at).map_or(0, |above| above.matches('\n').count()) + 1;
        let file: File = toml::from_str(text).map_err(|error| {
            let at = error.span().map_or(0, |span| span.start);
            vec![Fault { line: line(at), wrong: Wrong::Toml(error.message().to_owned()) }]
        })?;
        let mut faults = Vec::new();
        let mut fault = |at: usize, wrong: Wrong| faults.push(Fault { line: line(at), wrong });
        if *file.version.get_ref() != VERSION {
            fault(file.version.span().start, Wrong::Version(*file.version.get_ref()));
        }
        let id = file.id.get_ref();
        if !is_id(id) {
            fault(file.id.span().start, Wrong::BadId(id.clone()));
        }
        if file.ja.is_none() && file.en.is_none() {
            fault(0, Wrong::NoLanguage);
        }
        if file.slots.is_empty() {
            fault(0, Wrong::NoSlots);
        }
        let asked = |question: &str| file.slots.iter().any(|slot| slot.get_ref().question == question);
        for slot in &file.slots {
            let at = slot.span().start;
            let slot = slot.get_ref();
            if slot.question.is_empty() == slot.post.is_none() {
                fault(at, Wrong::OneOfTwo);
            }
            if slot.post.is_some() && file.keeps == Keeps::All {
                fault(at, Wrong::KeepsAll);
            }
            if slot.at == Place::SoleTip && slot.with.is_none() {
                fault(at, Wrong::NoWith);
            }
            if let Some(fills) = &slot.fills
                && !file.boxes.iter().any(|need| need.get_ref().id == *fills)
            {
                fault(at, Wrong::UnknownBox(fills.clone()));
            }
            for question in [&slot.or_behind, &slot.follows, &slot.with].into_iter().flatten() {
                if !asked(question) {
                    fault(at, Wrong::UnknownSlot(question.clone()));
                }
            }
            let unknown = |known: &[&str], given: &String| !known.contains(&given.as_str());
            for (given, known) in slot.bridge.values().filter_map(|given| Some((given, bridges?))) {
                if unknown(known, given) {
                    let known = known.iter().map(|name| (*name).to_owned()).collect();
                    fault(at, Wrong::UnknownBridge { given: given.clone(), known });
                }
            }
        }
        for need in &file.boxes {
            let filled = |slot: &Spanned<Slot>| slot.get_ref().fills.as_ref() == Some(&need.get_ref().id);
            if !file.slots.iter().any(filled) {
                fault(need.span().start, Wrong::EmptyBox(need.get_ref().id.clone()));
            }
        }
        if !faults.is_empty() {
            faults.sort_by_key(|fault| fault.line);
            return Err(faults);
        }
        let (boxes, slots) = (file.boxes, file.slots);
        Ok(Self {
            id: file.id.into_inner(),
            keeps: file.keeps,
            ja: file.ja,
            en: file.en,
            boxes: boxes.into_iter().map(Spanned::into_inner).collect(),
            slots: slots.into_iter().map(Spanned::into_inner).collect(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = "version = 1\nid = \"own\"\nkeeps = \"all\"\n[ja]\ntitle = \"題\"\nabout = \"説明。\"\n\n[[slot]]\nat = \"tip\"\n";

    fn faults(rest: &str) -> Vec<Fault> {
        Arc::parse(&format!("{HEAD}{rest}"), Some(&["into-failure"])).map_or_else(|faults| faults, |_| Vec::new())
    }

    #[test]
    fn what_is_wrong_is_named_with_its_line() {
        assert_eq!(faults("question = \"failure\"\nbridge = { post = \"into-failure\" }\n"), []);
        for (rest, line, wrong) in [
            ("", 8, Wrong::OneOfTwo),
            ("post = \"tip\"\n", 8, Wrong::KeepsAll),
            ("question = \"turn\"\nbox = \"ten\"\n", 8, Wrong::UnknownBox("ten".to_owned())),
            ("question = \"turn\"\n\n[[box]]\nid = \"ten\"\n", 12, Wrong::EmptyBox("ten".to_owned())),
            ("question = \"turn\"\nfollows = \"failure\"\n", 8, Wrong::UnknownSlot("failure".to_owned())),
        ] {
            assert_eq!(faults(rest), [Fault { line, wrong }], "{rest}");
        }
        let bridge = faults("question = \"turn\"\nbridge = { post = \"into\" }\n");
        assert!(
            matches!(bridge.as_slice(), [Fault { wrong: Wrong::UnknownBridge { given, .. }, .. }] if given == "into")
        );
        let key = faults("question = \"turn\"\nbrige = 1\n");
        assert!(matches!(key.as_slice(), [Fault { line: 11, wrong: Wrong::Toml(_) }]), "{key:?}");
    }
}
