//! The tables a story is woven with: each read once, when it is first needed.

use std::sync::LazyLock;

use super::arc::{Arc, Fault};
use super::bridge;
use super::ear::Ear;
use crate::text::Language;

/// The arcs that come with naze. A story takes one of them, and is shown before the others are read.
static ARCS: [(&str, LazyLock<Arc>); 8] = [
    ("woven", LazyLock::new(|| read(include_str!("../../prompts/arcs/woven.toml")))),
    ("fall", LazyLock::new(|| read(include_str!("../../prompts/arcs/fall.toml")))),
    ("letter", LazyLock::new(|| read(include_str!("../../prompts/arcs/letter.toml")))),
    ("short", LazyLock::new(|| read(include_str!("../../prompts/arcs/short.toml")))),
    ("kishotenketsu", LazyLock::new(|| read(include_str!("../../prompts/arcs/kishotenketsu.toml")))),
    ("prep", LazyLock::new(|| read(include_str!("../../prompts/arcs/prep.toml")))),
    ("bab", LazyLock::new(|| read(include_str!("../../prompts/arcs/bab.toml")))),
    ("star", LazyLock::new(|| read(include_str!("../../prompts/arcs/star.toml")))),
];

/// An arc that comes with naze. Which bridges it names a test checks.
#[expect(clippy::expect_used, reason = "the arcs are part of the program; a test reads them all")]
fn read(text: &str) -> Arc {
    Arc::parse(text, None).expect("the built-in arcs are well formed")
}

/// The arcs at hand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Craft {
    /// The author's own, each in place of naze's of the same id where there is one.
    own: Vec<Arc>,
}

impl Craft {
    /// What comes with naze.
    #[must_use]
    pub const fn builtin() -> Self {
        Self { own: Vec::new() }
    }

    /// Reads what a story in `language` is most often woven with: for a thread that has nothing better to do.
    pub fn get_ready(language: Language) {
        let [(_, first), ..] = &ARCS;
        LazyLock::force(first);
        bridge::get_ready(language);
        Ear::builtin();
    }

    /// Adds an arc, in place of the one of the same id where there is one.
    ///
    /// # Errors
    /// Everything that is wrong with it, from the top of the file to its end.
    pub fn add(&mut self, text: &str) -> Result<(), Vec<Fault>> {
        let arc = Arc::parse(text, Some(&bridge::functions()))?;
        self.own.retain(|known| known.id != arc.id);
        self.own.push(arc);
        Ok(())
    }

    /// The ids of all arcs; the first is the one a draft with an unknown arc gets.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        let own = self.own.iter().map(|arc| arc.id.as_str());
        let builtin = ARCS.iter().map(|(id, _)| *id);
        builtin.chain(own.filter(|id| ARCS.iter().all(|(known, _)| known != id)))
    }

    /// All arcs, in the order of their ids.
    pub fn arcs(&self) -> impl Iterator<Item = &Arc> {
        self.ids().map(|id| self.arc(id))
    }

    /// The arc of this id; the first where there is none.
    #[must_use]
    pub fn arc(&self, id: &str) -> &Arc {
        let own = |id: &str| self.own.iter().find(|arc| arc.id == id);
        let [first, ..] = &ARCS;
        own(id).unwrap_or_else(|| match ARCS.iter().find(|(known, _)| *known == id) {
            Some((_, arc)) => arc,
            None => own(first.0).unwrap_or(&first.1),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_arcs_that_come_with_naze_are_what_their_names_say_and_name_bridges_there_are() {
        for (id, arc) in &ARCS {
            assert_eq!(arc.id, *id);
            for given in arc.slots.iter().flat_map(|slot| slot.bridge.values()) {
                assert!(bridge::functions().contains(&given.as_str()), "{id}: {given}");
            }
        }
    }
}
