//! The register of a text: how it speaks to its reader.
//!
//! What it is: a rule on how sentences end. What it is not: a parser; there is no dictionary behind it. Invariant: a
//! sentence that ends in a noun is not counted at all, so headings and labels never tip the balance.

use super::Language;

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

/// How many sentences end which way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Endings {
    /// In です・ます.
    pub polite: usize,
    /// In だ・である or a plain verb.
    pub plain: usize,
}

impl Register {
    /// The register of prose with these endings. On a tie, and where nothing can be counted, です・ます.
    #[must_use]
    pub const fn of(endings: Endings, language: Language) -> Self {
        let Endings { polite, plain } = endings;
        match language {
            Language::En => Self::Plain,
            Language::Ja => {
                let (fewer, all) = if polite < plain { (polite, polite + plain) } else { (plain, polite + plain) };
                // A third of the sentences, and more than a slip or two.
                if fewer * 3 > all && fewer > 2 && polite != plain {
                    Self::Mixed
                } else if polite >= plain {
                    Self::Desumasu
                } else {
                    Self::Dearu
                }
            }
        }
    }
}

impl Endings {
    /// Counts the sentences of `text`; a line end ends one too.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let mut endings = Self::default();
        let mut start = 0;
        let mut depth = 0_i32;
        for (at, c) in text.char_indices() {
            match c {
                '「' | '『' | '（' | '(' => depth += 1,
                '」' | '』' | '）' | ')' => depth -= 1,
                '。' | '．' | '！' | '？' | '!' | '?' if depth <= 0 => {
                    endings.add(text.get(start..at).unwrap_or_default());
                    start = at + c.len_utf8();
                }
                '\n' => {
                    endings.add(text.get(start..at).unwrap_or_default());
                    start = at + 1;
                    depth = 0;
                }
                _ => {}
            }
        }
        endings.add(text.get(start..).unwrap_or_default());
        endings
    }

    /// Counts one sentence, its stop taken off.
    fn add(&mut self, sentence: &str) {
        match ending(sentence) {
            Some(Register::Desumasu) => self.polite += 1,
            Some(Register::Dearu) => self.plain += 1,
            Some(Register::Mixed | Register::Plain) | None => {}
        }
    }

    /// Both counts together.
    #[must_use]
    pub const fn with(self, other: Self) -> Self {
        Self { polite: self.polite + other.polite, plain: self.plain + other.plain }
    }
}

/// How one Japanese sentence ends: polite, plain, or in a way that says nothing.
#[must_use]
pub fn ending(sentence: &str) -> Option<Register> {
    #[rustfmt::skip]
    const POLITE: &[&str] = &[
        "です", "ます", "でした", "ました", "ません", "でしょう", "ましょう", "まし", "ください", "下さい",
        "くださいませ", "ございます", "ございました", "なさい", "ませ", "ですが", "ますが", "でしたが", "ましたが",
        "ですけど", "ますけど", "ですけれど", "ますので", "ですから", "ますから", "っす",
    ];
    // Signs, emoji, laughter and what stands in brackets at the end say nothing about the register.
    let mut bare = sentence.trim_end_matches(|c: char| !is_letter(c) || matches!(c, 'w' | 'ｗ' | '笑'));
    while sentence.len() > bare.len()
        && sentence.get(bare.len()..).is_some_and(|rest| rest.starts_with(['）', ')']))
        && let Some(open) = bare.rfind(['（', '('])
        && open > 0
    {
        bare = bare.get(..open).unwrap_or_default().trim_end_matches(|c: char| !is_letter(c));
    }
    let polite = |text: &str| POLITE.iter().any(|ending| text.ends_with(ending));
    if polite(bare) {
        return Some(Register::Desumasu);
    }
    // ですよね, ますか, でしょうかね: at most three final particles.
    let mut stem = bare;
    for _ in 0..3 {
        let Some(shorter) = ["けど", "けれど", "が", "ね", "よ", "か", "な", "の", "さ", "わ", "ぞ", "ぜ"]
            .iter()
            .find_map(|particle| stem.strip_suffix(particle))
        else {
            break;
        };
        if polite(shorter) {
            return Some(Register::Desumasu);
        }
        stem = shorter;
    }
    // だよね, だな: particles off; のだ, たい, 無い: verbs, adjectives and the copula in their plain form.
    let plain = |text: &str| {
        let mut back = text.chars().rev();
        let (Some(last), Some(before)) = (back.next(), back.next()) else { return false };
        let verb =
            matches!(last, 'う' | 'く' | 'ぐ' | 'す' | 'つ' | 'ぬ' | 'ぶ' | 'む' | 'る' | 'た' | 'だ' | 'い' | 'ず')
                && (('\u{3041}'..='\u{3096}').contains(&before)
                    || ('\u{4e00}'..='\u{9fff}').contains(&before)
                    || ('\u{30a1}'..='\u{30ff}').contains(&before)
                    || before.is_ascii_alphanumeric());
        verb || [
            "べし",
            "べからず",
            "なり",
            "たり",
            "けり",
            "せよ",
            "あらん",
            "まい",
            "しろ",
            "だろ",
            "かも",
            "わけ",
            "ごとし",
            "如し",
            "あらず",
            "ざるなり",
        ]
        .iter()
        .any(|ending| text.ends_with(ending))
    };
    (plain(bare) || (stem.len() < bare.len() && plain(stem))).then_some(Register::Dearu)
}

fn is_letter(c: char) -> bool {
    c.is_alphanumeric() || c == 'ー'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentence_ends_are_told_apart() {
        for polite in [
            "そう思います",
            "大事ですよね",
            "聞いてみませんか",
            "始めましょう！",
            "お待ちください（笑）",
            "いいですか？",
            "そうでしょうね🎉",
            "行きますよw",
            "困っていましたが",
        ] {
            assert_eq!(ending(polite), Some(Register::Desumasu), "{polite}");
        }
        for plain in [
            "残念な話である",
            "これでいいのだ",
            "聞けばよい",
            "まず聞く",
            "そうだろうか",
            "言わなかった",
            "謝るべし",
            "知らないよね",
            "LibreOffice がこれだ",
        ] {
            assert_eq!(ending(plain), Some(Register::Dearu), "{plain}");
        }
        for neither in ["大事なのは準備", "以上", "", "What", "まとめ"] {
            assert_eq!(ending(neither), None, "{neither}");
        }
    }

    #[test]
    fn one_slip_does_not_mix_a_text() {
        let of = |text: &str| Register::of(Endings::of(text), Language::Ja);
        assert_eq!(of("聞きます。話します。「なぜだ。」と言いました。楽だった。"), Register::Desumasu);
        assert_eq!(of("聞く。話す。謝らない。そう思います。"), Register::Dearu);
        assert_eq!(of("聞く。話す。謝らない。待つ。そう思います。行きます。食べます。"), Register::Mixed);
        assert_eq!(of("聞く。話します。"), Register::Desumasu);
    }
}
