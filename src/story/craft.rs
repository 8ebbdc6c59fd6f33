//! The tables a story is woven with, parsed once.

use super::arc::{Arc, Fault};
use super::bridge::Table;
use super::ear::Ear;

/// The parsed arcs, bridges and the ear for how an answer opens. Parse once, weave at every keystroke.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Craft {
    /// The arcs; the first is the one a draft with an unknown arc gets.
    pub arcs: Vec<Arc>,
    pub(super) bridges: Table,
    pub(super) ear: Ear,
}

impl Craft {
    /// The tables that come with naze.
    #[must_use]
    #[expect(
        clippy::expect_used,
        clippy::missing_panics_doc,
        reason = "the built-in tables are part of the program; a test parses them"
    )]
    pub fn builtin() -> Self {
        let bridges =
            Table::parse(include_str!("../../prompts/bridges/ja.toml"), include_str!("../../prompts/bridges/en.toml"))
                .expect("the built-in bridges are well formed");
        let ear =
            toml::from_str(include_str!("../../prompts/bridges/ear.toml")).expect("the built-in ear is well formed");
        let mut craft = Self { arcs: Vec::new(), bridges, ear };
        for arc in [
            include_str!("../../prompts/arcs/woven.toml"),
            include_str!("../../prompts/arcs/fall.toml"),
            include_str!("../../prompts/arcs/letter.toml"),
            include_str!("../../prompts/arcs/short.toml"),
            include_str!("../../prompts/arcs/kishotenketsu.toml"),
            include_str!("../../prompts/arcs/prep.toml"),
            include_str!("../../prompts/arcs/bab.toml"),
            include_str!("../../prompts/arcs/star.toml"),
        ] {
            craft.add(arc).expect("the built-in arcs are well formed");
        }
        craft
    }

    /// Adds an arc, in place of the one of the same id where there is one.
    ///
    /// # Errors
    /// Everything that is wrong with it, from the top of the file to its end.
    pub fn add(&mut self, text: &str) -> Result<(), Vec<Fault>> {
        let arc = Arc::parse(text, &self.bridges.functions())?;
        match self.arcs.iter_mut().find(|known| known.id == arc.id) {
            Some(known) => *known = arc,
            None => self.arcs.push(arc),
        }
        Ok(())
    }

    /// The arc of this id; the first where there is none.
    #[must_use]
    pub fn arc(&self, id: &str) -> Option<&Arc> {
        self.arcs.iter().find(|arc| arc.id == id).or_else(|| self.arcs.first())
    }
}
