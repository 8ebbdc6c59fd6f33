//! The look: a style for each role, read from `assets/skins`.

use std::collections::BTreeMap;

use ratatui::style::{Color, Modifier, Style};
use serde::Deserialize;

/// What a piece of the screen is; never how it looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the table in assets/skins/plain.toml shows each")]
pub enum Role {
    Text,
    Dim,
    Title,
    Border,
    Ask,
    Hint,
    Placeholder,
    Answer,
    Bridge,
    Edit,
    Struck,
    Selection,
    Marked,
    Good,
    Open,
    Trouble,
    Key,
}

/// Whether colours are used at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Colours {
    /// The terminal's own.
    Terminal,
    /// None: weight, underline and reverse still tell roles apart.
    Off,
}

/// A style for each role.
#[derive(Debug, Clone)]
pub struct Look(BTreeMap<Role, Style>);

/// Why a skin cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault(pub String);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(clippy::struct_excessive_bools, reason = "each is an attribute of a cell")]
struct Row {
    fg: Option<Color>,
    bg: Option<Color>,
    #[serde(default)]
    bold: bool,
    #[serde(default)]
    italic: bool,
    #[serde(default)]
    underlined: bool,
    #[serde(default)]
    reversed: bool,
    #[serde(default)]
    struck: bool,
}

impl Look {
    /// The look naze comes with.
    #[must_use]
    pub fn builtin(colours: Colours) -> Self {
        Self::read(include_str!("../../assets/skins/plain.toml"), colours).unwrap_or_else(|_| Self(BTreeMap::new()))
    }

    /// Reads a skin.
    ///
    /// # Errors
    /// Where the text is no TOML of roles.
    pub fn read(text: &str, colours: Colours) -> Result<Self, Fault> {
        let rows: BTreeMap<Role, Row> = toml::from_str(text).map_err(|error| Fault(error.message().to_owned()))?;
        let style = |row: Row| {
            let mut style = Style::new();
            if colours == Colours::Terminal {
                style.fg = row.fg;
                style.bg = row.bg;
            }
            let attributes = [
                (row.bold, Modifier::BOLD),
                (row.italic, Modifier::ITALIC),
                (row.underlined, Modifier::UNDERLINED),
                (row.reversed, Modifier::REVERSED),
                (row.struck, Modifier::CROSSED_OUT),
            ];
            attributes
                .into_iter()
                .filter(|(on, _)| *on)
                .fold(style, |style, (_, modifier)| style.add_modifier(modifier))
        };
        Ok(Self(rows.into_iter().map(|(role, row)| (role, style(row))).collect()))
    }

    /// The style of a role.
    #[must_use]
    pub fn of(&self, role: Role) -> Style {
        self.0.get(&role).copied().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_builtin_skin_is_read() {
        Look::read(include_str!("../../assets/skins/plain.toml"), Colours::Terminal).unwrap();
    }

    #[test]
    fn without_colour_no_role_has_one() {
        let look = Look::builtin(Colours::Off);
        assert_eq!(look.of(Role::Answer), Style::new());
        assert_eq!(look.of(Role::Bridge), Style::new().add_modifier(Modifier::UNDERLINED));
    }
}
