//! The tables a story is woven with, parsed once.

use super::arc::Arc;
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

/// Why a table cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// What the reader of TOML found wrong, with line and column.
    pub what: String,
}

impl From<toml::de::Error> for Fault {
    fn from(error: toml::de::Error) -> Self {
        Self { what: error.to_string() }
    }
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
        Self::parse(
            &[include_str!("../../prompts/arcs/woven.toml")],
            include_str!("../../prompts/bridges/ja.toml"),
            include_str!("../../prompts/bridges/en.toml"),
            include_str!("../../prompts/bridges/ear.toml"),
        )
        .expect("the built-in tables are well formed")
    }

    fn parse(arcs: &[&str], ja: &str, en: &str, ear: &str) -> Result<Self, Fault> {
        let arcs = arcs.iter().map(|arc| Ok(toml::from_str(arc)?)).collect::<Result<Vec<Arc>, Fault>>()?;
        Ok(Self { arcs, bridges: Table::parse(ja, en)?, ear: toml::from_str(ear)? })
    }

    /// The arc of this id; the first where there is none.
    #[must_use]
    pub fn arc(&self, id: &str) -> Option<&Arc> {
        self.arcs.iter().find(|arc| arc.id == id).or_else(|| self.arcs.first())
    }
}
