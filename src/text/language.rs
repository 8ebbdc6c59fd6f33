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
