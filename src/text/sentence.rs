//! Sentences: where one ends, in Japanese and in English.
//!
//! What it is: UAX #29 and a layer for what it does not know: brackets and quotations, abbreviations, line ends. What it is
//! not: a grammar; it goes by marks alone and needs no language. Invariant: the pieces tile the text.

use unicode_segmentation::UnicodeSegmentation;

use super::Span;

/// The sentences of `text`, each with the blanks and line ends behind it; together they are the text.
///
/// A bracket or quotation that closes in its own paragraph is never divided, and the sentence goes on behind it where
/// a particle or a small letter does (`「本当ですか？」と彼は聞いた。`). A line end ends a sentence unless the line stops at a comma or
/// the next one starts with a small letter; a blank line always does.
#[must_use]
pub fn sentences(text: &str) -> Vec<Span> {
    let brackets = Brackets::of(text);
    let mut spans = Vec::new();
    // Where the last word so far ends: looked for piece by piece, since a text may be a million line ends.
    let (mut start, mut solid) = (0, 0);
    for (at, piece) in text.split_sentence_bound_indices() {
        let words = piece.trim_end().len();
        if words > 0 {
            solid = at + words;
        }
        let end = settle(text, start, at + piece.len());
        if end > start && end < text.len() && ends_at(text, start, solid, end) && !brackets.hold(end) {
            spans.push(Span::new(start, end));
            start = end;
        }
    }
    if start < text.len() {
        spans.push(Span::new(start, text.len()));
    }
    spans
}

const OPENING: &str = "「『（(〔［[｛{〈《【“‘｢〝";
const CLOSING: &str = "」』）)〕］]｝}〉》】”’｣〟";

/// What goes on with a sentence behind a closed quotation: quoting and linking particles, the copula.
const GOES_ON: [&str; 24] = [
    "と",
    "って",
    "という",
    "なんて",
    "など",
    "だ",
    "です",
    "でし",
    "では",
    "じゃ",
    "な",
    "の",
    "は",
    "が",
    "を",
    "に",
    "で",
    "も",
    "へ",
    "や",
    "か",
    "から",
    "まで",
    "ら",
];

/// Abbreviations that stand before a name or a number; with their full stop they end nothing.
const ABBREVIATIONS: [&str; 36] = [
    "mr", "mrs", "ms", "dr", "prof", "st", "vs", "no", "nos", "fig", "figs", "vol", "pp", "p", "ch", "sec", "gen",
    "col", "capt", "lt", "sgt", "rev", "hon", "sen", "gov", "e.g", "i.e", "cf", "approx", "ca", "mt", "ft", "jr", "sr",
    "eq", "ed",
];

/// A bound of UAX #29 put where a reader would: before an opening bracket, which the standard takes for a closing one behind
/// a full stop, and behind an emoji or the end of an emphasis, which it takes for the next sentence's.
fn settle(text: &str, start: usize, bound: usize) -> usize {
    let (before, after) = text.split_at_checked(bound).unwrap_or((text, ""));
    let solid = before.trim_end_matches(|c: char| OPENING.contains(c));
    if solid.len() < before.len() {
        return solid.len();
    }
    if before.ends_with(char::is_whitespace) {
        return bound;
    }
    let mut rest = after.trim_start_matches(is_mood);
    let marks = rest.len() - rest.trim_start_matches(['*', '_', '~']).len();
    let emphasis = rest.get(..marks).unwrap_or_default();
    let sentence = before.get(start..).unwrap_or_default();
    // Read back no further than anyone writes, or a text of nothing else would take its length squared.
    let short = sentence.len() < 4096;
    if !emphasis.is_empty() && short && sentence.matches(emphasis).count() % 2 == 1 {
        rest = rest.get(marks..).unwrap_or_default();
    }
    if rest.len() < after.len() {
        rest = rest.trim_start_matches([' ', '\u{3000}']);
    }
    text.len() - rest.len()
}

/// Emoji, notes and hearts (Miscellaneous Symbols to Dingbats), and what joins them.
fn is_mood(c: char) -> bool {
    matches!(c, '\u{1F300}'..='\u{1FAFF}' | '\u{2600}'..='\u{27BF}' | '\u{200D}' | '\u{FE0F}')
}

/// Whether the sentence from `start`, whose last word ends at `solid`, ends at `end`, brackets aside.
fn ends_at(text: &str, start: usize, solid: usize, end: usize) -> bool {
    let next = text.get(end..).unwrap_or_default();
    // Blanks before the first word belong to it, line ends behind the last one too.
    if solid <= start || next.starts_with(['\n', '\r']) {
        return false;
    }
    let words = text.get(start..solid.min(end)).unwrap_or_default().trim_end();
    let gap = text.get(start + words.len()..end).unwrap_or_default();
    if gap.contains(['\n', '\r']) {
        let blank_line = gap.matches('\n').count() > 1;
        let first = next.chars().find(|c| !matches!(c, ' ' | '\t' | '\u{3000}'));
        let goes_on =
            !words.ends_with(is_stop) && (words.ends_with(['、', '，', ',']) || first.is_some_and(char::is_lowercase));
        return blank_line || !goes_on;
    }
    // `?` and `!` in an address, in a picture's mark or in code.
    if gap.is_empty() && words.ends_with(|c: char| c.is_ascii_punctuation()) && next.starts_with(|c: char| c.is_ascii())
    {
        return false;
    }
    let open = words.trim_end_matches(|c: char| CLOSING.contains(c) || c == '"' || c == '\'');
    if open.len() < words.len() {
        let particle = gap.is_empty() && GOES_ON.iter().any(|particle| next.starts_with(particle));
        if particle || next.starts_with(char::is_lowercase) {
            return false;
        }
    }
    !abbreviates(open)
}

/// The marks that end a sentence.
fn is_stop(c: char) -> bool {
    matches!(c, '。' | '．' | '！' | '？' | '!' | '?' | '.' | '｡' | '‼' | '⁇' | '⁈' | '⁉')
}

/// Whether words that end in a full stop end in an abbreviation or an initial, or in the number of a heading or a list.
fn abbreviates(words: &str) -> bool {
    let Some(words) = words.strip_suffix('.') else { return false };
    let last = words.rsplit(|c: char| !(c.is_ascii_alphanumeric() || c == '.')).next().unwrap_or_default();
    let initial = |word: &str| word.len() == 1 && word != "I" && word.bytes().all(|b| b.is_ascii_uppercase());
    let unnumbered = words.trim_end_matches(|c: char| c.is_ascii_digit());
    let starts_line = || {
        let before = unnumbered.rsplit('\n').next().unwrap_or_default().trim();
        before.is_empty() || before.ends_with(['#', '*', '_', '>'])
    };
    (unnumbered.len() < words.len() && starts_line())
        || initial(last)
        || (last.contains('.') && last.split('.').all(|part| part.len() == 1))
        || ABBREVIATIONS.iter().any(|known| known.eq_ignore_ascii_case(last))
}

/// The brackets and quotations of a text that close in their own paragraph.
struct Brackets(Vec<Span>);

impl Brackets {
    fn of(text: &str) -> Self {
        let mut closed: Vec<Span> = Vec::new();
        let mut open: Vec<(usize, char)> = Vec::new();
        let mut line_end = false;
        for (at, c) in text.char_indices() {
            match c {
                '\n' if line_end => open.clear(),
                '\n' => line_end = true,
                '\r' => {}
                _ => line_end = false,
            }
            if OPENING.contains(c) {
                // Deeper than anyone writes; without a limit, a text of nothing else would take its length squared.
                if open.len() < 32 {
                    open.push((at, c));
                }
            } else if let Some(partner) = partner(c)
                && let Some(depth) = open.iter().rposition(|&(_, opened)| opened == partner)
            {
                let (start, _) = open.swap_remove(depth);
                open.truncate(depth);
                // Only the outermost count.
                while closed.last().is_some_and(|inner| inner.start > start) {
                    closed.pop();
                }
                closed.push(Span::new(start, at + c.len_utf8()));
            }
        }
        Self(closed)
    }

    /// Whether byte `at` lies between a bracket and its partner.
    fn hold(&self, at: usize) -> bool {
        let index = self.0.partition_point(|span| span.start < at);
        index.checked_sub(1).and_then(|before| self.0.get(before)).is_some_and(|span| at < span.end)
    }
}

/// The bracket that opens what `closing` closes.
fn partner(closing: char) -> Option<char> {
    let index = CLOSING.chars().position(|c| c == closing)?;
    OPENING.chars().nth(index)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cut_as_a_reader_would() {
        for case in [
            "三年前の冬だった。|電話が鳴った。",
            "「本当ですか？」と彼は聞いた。|私は黙った。",
            "「本当ですか。信じられません。」と彼は聞いた。|",
            "「はい。」|彼は頷いた。",
            "行った。|「はい。いいえ。」|そう言った。",
            "すごい！|（本当に）",
            "楽しかった（笑）。|次へ。",
            "えっ！？|そんな。。。|はい",
            "できました！😊|次です。",
            "今日は、\n天気がいい。\n",
            "一行目\n|二行目\n|",
            "題\n\n|本文。\n\n|",
            "閉じない「括弧。|次の文。",
            "* **人を探そう。** |次に話す。",
            "_「役に立ちますか？」_ |そして聞く。",
            "言った。|**次**です。",
            "![写真](a.jpg)\n|文。",
            "<img src=\"a?s=180\">\n|文です。",
            "## 1. まず聞く。\n|<p><strong>2. 次に聞く。\n|In 2014. |Then",
            "1. まず聞く。\n|2. Then **start**. |Go on.",
            "版は3.5です。|次。",
            "Mr. Smith came.  |He saw.",
            "The U.S. Army left. |I did. |So did J. K. Rowling.",
            "“Is it true?” he asked. |“Yes.” |She left.",
            "\"Stop!\" she said. |He ran.",
            "See e.g. Tokyo. |It cost $3.50 (approx. 4). |Done",
            "a hard-wrapped\nline goes on. |Next.\n|New",
            "  先頭の空白。|次",
            "",
        ] {
            let text = case.replace('|', "");
            let cut: Vec<&str> = sentences(&text).into_iter().map(|span| span.of(&text)).collect();
            let wanted: Vec<&str> = case.split('|').filter(|piece| !piece.is_empty()).collect();
            assert_eq!(cut, wanted);
        }
    }
}
