//! Script runs: the words of a text that puts no blanks between them.
//!
//! What it is: where a writer expects word movement to stop: kanji, hiragana, katakana, Latin, digits, marks. What it is
//! not: a dictionary. Invariant: a bound lies between two clusters.

use super::cluster::{after, before};

/// The end of the run that follows byte `at` of `line`, blanks in front of it passed over.
#[must_use]
pub(super) fn run_end(line: &str, at: usize) -> usize {
    let mut end = after(line, at);
    while end < line.len() && (!is_bound(line, end) || kind(previous(line, end)) == Kind::Blank) {
        end = after(line, end);
    }
    end
}

/// The start of the run that comes before byte `at` of `line`, blanks behind it passed over.
#[must_use]
pub(super) fn run_start(line: &str, at: usize) -> usize {
    let mut start = before(line, at);
    while start > 0 && (!is_bound(line, start) || kind(following(line, start)) == Kind::Blank) {
        start = before(line, start);
    }
    start
}

/// Whether one run ends and another starts at byte `at` of `line`.
#[must_use]
pub(super) fn is_bound(line: &str, at: usize) -> bool {
    let (left, right) = (previous(line, at), following(line, at));
    if left.is_empty() || right.is_empty() {
        return true;
    }
    let (one, other) = (kind_before(line, at), kind(right));
    let latin = |cluster| kind(cluster) == Kind::Latin;
    let joined = one == other
        || (one == Kind::Hiragana && is_long_mark(right))
        || (one == Kind::Latin && is_apostrophe(right) && latin(following(line, at + right.len())))
        || (other == Kind::Latin && is_apostrophe(left) && latin(previous(line, at - left.len())));
    !joined
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Blank,
    Kanji,
    Hiragana,
    Katakana,
    Latin,
    Digit,
    Mark,
}

fn kind(cluster: &str) -> Kind {
    let Some(c) = cluster.chars().next() else { return Kind::Blank };
    match c {
        'ぁ'..='ゟ' => Kind::Hiragana,
        'ァ'..='ヺ' | 'ー'..='ヿ' | 'ㇰ'..='ㇿ' | 'ｦ'..='ﾟ' => Kind::Katakana,
        '々'
        | '〆'
        | '〇'
        | '\u{3400}'..='\u{4DBF}'
        | '\u{4E00}'..='\u{9FFF}'
        | '\u{F900}'..='\u{FAFF}'
        | '\u{20000}'..='\u{3FFFF}' => Kind::Kanji,
        _ if c.is_whitespace() => Kind::Blank,
        _ if c.is_numeric() => Kind::Digit,
        _ if c.is_alphabetic() || c == '_' => Kind::Latin,
        _ => Kind::Mark,
    }
}

/// The kind of the cluster before byte `at`; a long vowel mark is of the kind it makes long.
fn kind_before(line: &str, at: usize) -> Kind {
    let mut end = at;
    // Nobody draws a vowel longer, and a line of nothing else must not be read from its start each time.
    for _ in 0..8 {
        if !is_long_mark(previous(line, end)) {
            break;
        }
        end = before(line, end);
    }
    match kind(previous(line, end)) {
        Kind::Hiragana => Kind::Hiragana,
        Kind::Blank | Kind::Kanji | Kind::Katakana | Kind::Latin | Kind::Digit | Kind::Mark => kind(previous(line, at)),
    }
}

fn is_long_mark(cluster: &str) -> bool {
    matches!(cluster, "ー" | "ｰ")
}

fn is_apostrophe(cluster: &str) -> bool {
    matches!(cluster, "'" | "’")
}

/// The cluster before byte `at`.
fn previous(line: &str, at: usize) -> &str {
    line.get(before(line, at)..at).unwrap_or_default()
}

/// The cluster behind byte `at`.
fn following(line: &str, at: usize) -> &str {
    line.get(at..after(line, at)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stops_where_a_writer_expects() {
        for case in [
            "三年前|の|冬|、|閉店間際|に",
            "サーバー|が|落|ちた",
            "らーめんを|２０|杯",
            "えーっと|サーバーー|か",
            "don't| stop|,| it's| v|2|.|0",
            "人々|の|声",
            "👨\u{200D}👩\u{200D}👧👍🏽|です",
            "ｶﾞｲﾄﾞ|を|読|む",
        ] {
            let line = case.replace('|', "");
            // Blanks in front of a word are passed over on the way to its end; behind it, on the way back.
            let mut words = Vec::new();
            let mut at = 0;
            while at < line.len() {
                let end = run_end(&line, at);
                words.push(line.get(at..end).unwrap());
                at = end;
            }
            assert_eq!(words, case.split('|').collect::<Vec<_>>());
            while at > 0 {
                let start = run_start(&line, at);
                assert!(
                    start < at && is_bound(&line, start) && !line.get(start..).unwrap().starts_with(' '),
                    "{line} {start}"
                );
                at = start;
            }
        }
    }
}
