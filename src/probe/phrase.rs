//! The words of the rules: `prompts/probes.toml`.

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use crate::flow::fits;
use crate::text::Language;

/// A follow-up, ready to be shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FollowUp {
    /// The rule that called for it, 1 to 14; 0 for what goes before them (an answer that says it has none, or echoes
    /// its question).
    pub rule: u8,
    /// The question.
    pub ask: String,
    /// Why it is asked now.
    pub reason: String,
}

/// Which words are meant: the `name` of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Name {
    DontKnow,
    CantSay,
    None,
    Echo,
    Anchor,
    Habit,
    Result,
    Base,
    Agent,
    Abstract,
    Scene,
    Quote,
    Absolute,
    Crowd,
    Repair,
    Rich,
    Cause,
    Allowed,
    Ladder,
    LadderDown,
    Thread,
}

impl Name {
    /// The number of its rule.
    pub(super) const fn rule(self) -> u8 {
        match self {
            Self::DontKnow | Self::CantSay | Self::None | Self::Echo => 0,
            Self::Anchor => 1,
            Self::Habit => 2,
            Self::Result => 3,
            Self::Base => 4,
            Self::Agent => 5,
            Self::Abstract => 6,
            Self::Scene => 7,
            Self::Quote => 8,
            Self::Absolute => 9,
            Self::Crowd => 10,
            Self::Repair => 11,
            Self::Rich => 12,
            Self::Cause | Self::Allowed | Self::Ladder | Self::LadderDown => 13,
            Self::Thread => 14,
        }
    }
}

/// The follow-up `name` in `language`, its placeholders filled.
pub(super) fn follow_up(name: Name, language: Language, fill: &[(&str, String)]) -> Option<FollowUp> {
    let row = ROWS.iter().find(|row| row.name == name)?;
    let words = match language {
        Language::Ja => &row.ja,
        Language::En => &row.en,
    };
    let filled = |text: &str| fill.iter().fold(text.to_owned(), |text, (key, value)| text.replace(key, value));
    Some(FollowUp { rule: name.rule(), ask: filled(&words.ask), reason: filled(&words.reason) })
}

/// The rule that asked `asked`, in either language and whatever filled its placeholders.
#[must_use]
pub fn rule_of(asked: &str) -> Option<u8> {
    let row = ROWS.iter().find(|row| [&row.ja, &row.en].iter().any(|words| fits(&words.ask, asked)))?;
    Some(row.name.rule())
}

/// Whether `name` asked `asked`, in either language.
pub(super) fn asked_by(name: Name, asked: &str) -> bool {
    let row = ROWS.iter().find(|row| row.name == name);
    row.is_some_and(|row| [&row.ja, &row.en].iter().any(|words| fits(&words.ask, asked)))
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    probe: Vec<Row>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    name: Name,
    #[cfg_attr(not(test), expect(dead_code, reason = "for the reader of the table; a test compares it"))]
    rule: u8,
    ja: Words,
    en: Words,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    ask: String,
    reason: String,
}

/// The table, read once. A test keeps it whole.
static ROWS: LazyLock<Vec<Row>> = LazyLock::new(|| {
    let file: Result<File, _> = toml::from_str(include_str!("../../prompts/probes.toml"));
    file.map(|file| file.probe).unwrap_or_default()
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_is_traced_to_its_rule() {
        for name in [Name::Abstract, Name::Base, Name::Anchor] {
            for (language, word) in [(Language::Ja, "寄り添う"), (Language::En, "synergy")] {
                let fill = [("{word}", word.to_owned()), ("{missing}", word.to_owned())];
                let asked = follow_up(name, language, &fill).unwrap().ask;
                assert_eq!(rule_of(&asked), Some(name.rule()), "{asked}");
            }
        }
        assert_eq!(rule_of("どんな日でしたか？"), None);
    }

    #[test]
    fn every_rule_has_its_words() {
        let file: File = toml::from_str(include_str!("../../prompts/probes.toml")).unwrap();
        for row in &file.probe {
            assert_eq!(row.rule, row.name.rule(), "{:?}", row.name);
        }
        let names: std::collections::BTreeSet<Name> = file.probe.iter().map(|row| row.name).collect();
        assert_eq!((names.len(), file.probe.len()), (21, 21));
        assert_eq!(names.last(), Some(&Name::Thread));
    }
}
