//! The one measure: how many cells a text takes on the screen.
//!
//! What it is: what is painted for a grapheme cluster, and its width in cells. What it is not: it lays nothing
//! out and changes no text; a stand-in is painted, never stored. Invariant: the width of a cluster is the width the terminal
//! gives to what [`visible`] paints for it (where ambiguous characters are narrow, that is ratatui's own count), and nothing
//! [`visible`] returns can move anything on a screen.

use std::borrow::Cow;
use std::fmt::Write as _;

use unicode_normalization::char::{is_combining_mark, is_public_assigned};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::cluster::{clusters, is_cluster, stands_alone};

/// How many cells the terminal gives to characters of ambiguous width: `…※①→●■“”—×☆`, box drawing, Greek, Cyrillic
/// (UAX #11, class A).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Ambiguous {
    /// One.
    #[default]
    Narrow,
    /// Two.
    Wide,
    /// Nobody knows: they are measured as one, and naze itself uses none where it can.
    Unknown,
}

/// Width of `text` in cells: the sum over its clusters.
///
/// A text is measured cluster by cluster because that is how ratatui puts it into cells; ligatures across clusters
/// (Arabic lam-alef) do not join there.
#[must_use]
pub fn width(text: &str, ambiguous: Ambiguous) -> usize {
    fitting(text, usize::MAX, ambiguous).1
}

/// The longest start of `text` in whole clusters that is at most `room` cells wide, and its width in cells.
#[must_use]
pub fn fitting(text: &str, room: usize, ambiguous: Ambiguous) -> (&str, usize) {
    let (mut at, mut taken) = (0, 0);
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        // Most of a text is plain; what is not is looked at by itself, and then it goes on plainly.
        let (plain, wide) = plain_start(rest, room - taken);
        at += plain;
        taken += wide;
        let Some((_, cluster)) = clusters(rest.get(plain..).unwrap_or_default()).next() else { break };
        let wide = cluster_width(cluster, ambiguous);
        if wide > room - taken {
            return (text.get(..at).unwrap_or_default(), taken);
        }
        at += cluster.len();
        taken += wide;
    }
    (text, taken)
}

/// How many bytes at the start of `text` are clusters of one plain character each, at most `room` cells together, and how many
/// cells they take.
fn plain_start(text: &str, room: usize) -> (usize, usize) {
    let (mut bytes, mut cells) = (0, 0);
    // The last one counts when what follows it is known to be no part of it.
    let mut last = (0, 0);
    for c in text.chars() {
        let Some(wide) = plain_width(c) else {
            return if is_cluster(' ', Some(c)) { (bytes, cells) } else { last };
        };
        if wide > room - cells {
            break;
        }
        last = (bytes, cells);
        bytes += c.len_utf8();
        cells += wide;
    }
    (bytes, cells)
}

/// What is painted for one cluster: the cluster itself, or a stand-in where it could not be seen or could move things.
///
/// A tab is four blanks, a C0 control its picture (`␛`), a lone combining mark stands on `◌`; C1 controls, zero-width
/// and bidi controls, private and unassigned code points are their number (`<202E>`), and of a stack of marks too high to be
/// writing the first are painted and the rest counted (`<+900>`). A borrowed answer is always the
/// cluster itself.
#[must_use]
pub fn visible(cluster: &str) -> Cow<'_, str> {
    let tall = cluster.chars().nth(TALL).is_some();
    if plain(cluster).is_some()
        || (!tall && seen(cluster).all(|(_, shown)| shown == Shown::Itself) && measure(cluster, Ambiguous::Narrow) > 0)
    {
        return Cow::Borrowed(cluster);
    }
    let mut painted = String::with_capacity(cluster.len() + 8);
    for (c, shown) in seen(cluster).take(TALL) {
        match shown {
            Shown::Itself => painted.push(c),
            Shown::Blanks => painted.push_str(TAB),
            Shown::Picture => painted.push(picture(c)),
            Shown::OnCircle => painted.extend(['\u{25CC}', c]),
            Shown::Number => push_number(&mut painted, c),
        }
    }
    if painted.graphemes(true).all(|painted| measure(painted, Ambiguous::Narrow) == 0) {
        painted.clear();
        cluster.chars().take(TALL).for_each(|c| push_number(&mut painted, c));
    }
    if tall {
        // Writing to a string cannot fail.
        let _ = write!(painted, "<+{}>", cluster.chars().count() - TALL);
    }
    Cow::Owned(painted)
}

/// `text` as it may be sent to a terminal: line ends stay, all else is what [`visible`] paints for it.
#[must_use]
pub fn harmless(text: &str) -> String {
    text.split_inclusive('\n')
        .flat_map(|line| {
            let (body, end) = line.strip_suffix('\n').map_or((line, ""), |body| (body, "\n"));
            let body = body.strip_suffix('\r').unwrap_or(body);
            clusters(body).map(|(_, cluster)| visible(cluster)).chain([Cow::Borrowed(end)])
        })
        .collect()
}

/// Width of one cluster in cells: the width of what [`visible`] paints for it; at least 1 but for an empty cluster.
#[must_use]
pub fn cluster_width(cluster: &str, ambiguous: Ambiguous) -> usize {
    if let Some(wide) = sure_width(cluster) {
        return wide;
    }
    match visible(cluster) {
        Cow::Borrowed(itself) => measure(itself, ambiguous),
        Cow::Owned(stand_in) => stand_in.graphemes(true).map(|painted| measure(painted, ambiguous)).sum(),
    }
}

/// A tab takes four cells wherever it stands: a width that hung on the column could not be added up.
const TAB: &str = "    ";

/// More code points than this in one cluster are a stack of marks, not writing (UAX #15 allows 30 in stream-safe text).
const TALL: usize = 32;

/// Cells of one painted cluster, as `ratatui_core::buffer::CellWidth` counts them.
///
/// Every count of cells ends here: this is the place where a terminal with other habits is given its due.
fn measure(painted: &str, ambiguous: Ambiguous) -> usize {
    if painted.len() == 1 {
        return 1;
    }
    // unicode-width takes half-width voicing marks for combining ones; terminals give each its own cell.
    let cells = match ambiguous {
        Ambiguous::Narrow | Ambiguous::Unknown => painted.width(),
        // unicode-width gives a letter with its mark the width of the letter, whatever terminals do.
        Ambiguous::Wide if is_wide_letter(painted) => 2,
        Ambiguous::Wide => painted.width_cjk(),
    };
    cells + painted.chars().filter(|c| matches!(c, '\u{FF9E}' | '\u{FF9F}')).count()
}

/// Whether a cluster is one of the ambiguous characters that a letter and a mark can be written for (`EastAsianWidth.txt`).
fn is_wide_letter(cluster: &str) -> bool {
    let mut chars = cluster.chars();
    let first = chars.next().filter(|_| chars.next().is_none());
    first.is_some_and(|c| {
        matches!(c,
            'à'..='á' | 'è'..='ê' | 'ì'..='í' | 'ò'..='ó' | 'ù'..='ú' | 'ü' | 'ā' | 'ē' | 'ě' | 'ī' | 'ń' | 'ň' | 'ō' | 'ū'
            | 'ǎ' | 'ǐ' | 'ǒ' | 'ǔ' | 'ǖ' | 'ǘ' | 'ǚ' | 'ǜ' | 'Ё' | 'Й' | 'й' | 'ё' | '\u{2126}' | '\u{212B}' | '≠' | '≮'..='≯')
    })
}

/// How one character of a cluster is painted.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shown {
    Itself,
    Blanks,
    Picture,
    OnCircle,
    Number,
}

/// The characters of a cluster with how each is painted.
fn seen(cluster: &str) -> impl Iterator<Item = (char, Shown)> {
    let first = cluster.chars().next().unwrap_or_default();
    let mut rest = cluster.chars().enumerate().peekable();
    std::iter::from_fn(move || {
        let (index, c) = rest.next()?;
        let shown = match c {
            '\t' => Shown::Blanks,
            '\0'..='\u{1F}' | '\u{7F}' => Shown::Picture,
            _ if hides(c) => Shown::Number,
            // A joiner belongs to emoji and to scripts whose letters join; elsewhere it is a hidden character.
            '\u{200C}' | '\u{200D}' if !joins(first) && !rest.peek().is_some_and(|&(_, next)| is_joined(next)) => {
                Shown::Number
            }
            // A selector picks a shape of a sign or a kanji; on a letter it is hidden text.
            '\u{34F}' => Shown::Number,
            '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}' if has_one_shape(first) => Shown::Number,
            // Tags spell a flag's region; elsewhere they are hidden text.
            '\u{E0020}'..='\u{E007F}' if first != '\u{1F3F4}' => Shown::Number,
            _ if index == 0 && is_combining_mark(c) => Shown::OnCircle,
            _ => Shown::Itself,
        };
        Some((c, shown))
    })
}

/// Whether a character shows nothing by itself, orders others about, or has no agreed shape.
fn hides(c: char) -> bool {
    match c {
        // C1; soft hyphen; Arabic letter mark; Hangul fillers; Mongolian separator.
        '\u{80}'..='\u{9F}' | '\u{AD}' | '\u{61C}' | '\u{115F}' | '\u{1160}' | '\u{3164}' | '\u{FFA0}' | '\u{180E}'
        // Zero-width space, direction marks; separators, embeddings, overrides; word joiner, isolates.
        | '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}'
        // Byte-order mark; interlinear annotation; language tag.
        | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}' | '\u{E0001}' => true,
        _ => !is_public_assigned(c),
    }
}

/// Whether no selector changes this character: letters of Latin, Greek and Cyrillic, and kana.
fn has_one_shape(c: char) -> bool {
    matches!(c, 'A'..='Z' | 'a'..='z' | '\u{C0}'..='\u{52F}' | '\u{3041}'..='\u{30FF}')
}

/// Whether a script's letters take joiners: Arabic to the Indic scripts and their neighbours.
fn joins(c: char) -> bool {
    matches!(c, '\u{600}'..='\u{1CFF}' | '\u{A800}'..='\u{ABFF}' | '\u{10A00}'..='\u{11FFF}')
}

/// Whether a character is something a joiner in front of it can join to what comes before.
fn is_joined(c: char) -> bool {
    !(matches!(c, '\u{200C}' | '\u{200D}') || is_combining_mark(c) || hides(c))
}

/// The control picture of a C0 control or delete.
fn picture(c: char) -> char {
    match c {
        '\u{7F}' => '\u{2421}',
        _ => char::from_u32(0x2400 + u32::from(c)).unwrap_or('\u{2421}'),
    }
}

/// The number of a code point, at least two hexadecimal digits in angle brackets, as vim writes it.
fn push_number(painted: &mut String, c: char) {
    // Writing to a string cannot fail.
    let _ = write!(painted, "<{:02X}>", u32::from(c));
}

/// The one character of a cluster of the most common kind, which needs no second look.
fn plain(cluster: &str) -> Option<char> {
    let mut chars = cluster.chars();
    chars.next().filter(|c| stands_alone(*c) && chars.next().is_none())
}

/// Width in cells of a cluster that every terminal is known to count alike; nothing for emoji, ambiguous characters, marks.
#[must_use]
pub fn sure_width(cluster: &str) -> Option<usize> {
    plain(cluster).and_then(plain_width)
}

/// Cells of a character that stands alone, where they are the same on every terminal: none of these is of class A (UAX #11),
/// and none is painted as an emoji without a selector behind it (UTS #51).
fn plain_width(c: char) -> Option<usize> {
    match c {
        ' '..='~' | '\u{FF61}'..='\u{FF9D}' => Some(1),
        '\u{2000}'..='\u{2FFF}' => None,
        _ => stands_alone(c).then_some(2),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shortcut_measures_as_the_table_does() {
        for c in (' '..='\u{FFFF}').filter(|&c| stands_alone(c)) {
            for ambiguous in [Ambiguous::Narrow, Ambiguous::Wide, Ambiguous::Unknown] {
                let cells = plain_width(c).unwrap_or_else(|| cluster_width(&c.to_string(), ambiguous));
                assert_eq!(cells, measure(&c.to_string(), ambiguous), "{c:?} {ambiguous:?}");
                assert!(is_public_assigned(c) && cells > 0, "{c:?}");
            }
        }
        let by_cluster =
            |text, ambiguous| clusters(text).map(|(_, cluster)| cluster_width(cluster, ambiguous)).sum::<usize>();
        for text in [
            "三年前の冬、",
            "abcあ",
            "か\u{3099}く",
            "a\u{301}",
            "⚠\u{FE0F}冬",
            "ｶﾞｱ",
            "\u{1b}[2J",
            "✓ 三年…前",
            "…\u{301}a",
            "a…か\u{3099}",
        ] {
            for ambiguous in [Ambiguous::Narrow, Ambiguous::Wide] {
                assert_eq!(width(text, ambiguous), by_cluster(text, ambiguous), "{text:?}");
                for room in 0..12 {
                    let (start, wide) = fitting(text, room, ambiguous);
                    assert_eq!(wide, by_cluster(start, ambiguous), "{text:?}");
                    let next = clusters(text).find(|(at, _)| *at == start.len());
                    let more = next.map_or(room + 1, |(_, cluster)| wide + cluster_width(cluster, ambiguous));
                    assert!(wide <= room && more > room, "{text:?} {room}");
                }
            }
        }
    }

    #[test]
    fn cells_of_what_people_write() {
        for (text, cells) in [
            ("", 0),
            ("abc", 3),
            ("三年前", 6),
            ("ｶﾞ", 2),
            ("ﾊﾟｰﾃｨｰ", 6),
            ("が", 2),
            ("か\u{3099}", 2),
            ("e\u{301}", 1),
            ("⚠\u{FE0F}", 2),
            ("👨\u{200D}👩\u{200D}👧", 2),
            ("🇯🇵", 2),
            ("👍🏽", 2),
            ("葛\u{E0100}城", 4),
            ("1\u{FE0F}\u{20E3}", 2),
            ("…※①", 3),
            ("　", 2),
            ("\t", 4),
        ] {
            assert_eq!(width(text, Ambiguous::Narrow), cells, "{text:?}");
        }
    }

    #[test]
    fn cells_where_ambiguous_characters_are_wide() {
        for (text, cells) in [
            ("…※①→●■“”—×☆", 22),
            ("─│┌", 6),
            ("日本語ｱｲｳabc", 12),
            ("ｶﾞ", 2),
            ("é", 2),
            ("e\u{301}", 1),
            ("👨\u{200D}👩\u{200D}👧", 2),
            ("\u{1b}\u{202e}", 7),
            ("\u{301}", 1),
        ] {
            assert_eq!(width(text, Ambiguous::Wide), cells, "{text:?}");
        }
    }

    #[test]
    fn what_cannot_be_seen_has_a_stand_in() {
        for (cluster, painted) in [
            ("\u{1b}", "␛"),
            ("\0", "␀"),
            ("\r\n", "␍␊"),
            ("\u{7f}", "␡"),
            ("\u{9b}", "<9B>"),
            ("\u{202e}", "<202E>"),
            ("\u{200b}", "<200B>"),
            ("a\u{200d}", "a<200D>"),
            ("\u{200d}\u{200d}", "<200D><200D>"),
            ("a\u{200c}\u{301}", "a<200C>\u{301}"),
            ("\u{feff}", "<FEFF>"),
            ("\u{301}", "◌\u{301}"),
            ("\u{e000}", "<E000>"),
            ("\u{e0041}", "<E0041>"),
            ("a\u{e0041}", "a<E0041>"),
            ("\u{fe0f}", "◌\u{fe0f}"),
            ("a\u{fe00}", "a<FE00>"),
            ("か\u{e0100}", "か<E0100>"),
            ("a\u{34f}", "a<34F>"),
            ("\u{378}", "<378>"),
            ("\u{10ffff}", "<10FFFF>"),
            ("\u{1161}", "<1161>"),
        ] {
            assert_eq!(visible(cluster), painted, "{cluster:?}");
        }
        let stack = format!("e{}", "\u{301}".repeat(1000));
        assert_eq!(visible(&stack), format!("e{}<+969>", "\u{301}".repeat(31)));
        for whole in [
            "می\u{200c}",
            "क्\u{200d}ष",
            "👩\u{200d}🚀",
            "🏴\u{e0067}\u{e0062}\u{e007f}",
            "ﾞ",
            "葛\u{e0100}",
            "1\u{fe0f}\u{20e3}",
            "ℹ\u{fe0f}",
        ] {
            for (_, cluster) in clusters(whole) {
                assert_eq!(visible(cluster), cluster, "{whole:?}");
            }
        }
    }
}
