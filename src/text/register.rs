//! The register of a text: how it speaks to its reader.

/// How a text speaks to its reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Register {
    /// です・ます.
    Desumasu,
    /// だ・である.
    Dearu,
    /// Both, neither prevailing.
    Mixed,
    /// English.
    Plain,
}
