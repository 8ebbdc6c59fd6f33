//! Script runs: the words of a text that puts no blanks between them.
//!
//! What it is: where a writer expects word movement to stop: kanji, hiragana, katakana, Latin, digits, marks. What it is
//! not: a dictionary. Invariant: a bound lies between two clusters.

use super::Span;
use super::cluster::{before, clusters, floor};

/// The end of the run that follows byte `at` of `line`, blanks in front of it passed over.
#[must_use]
pub(super) fn run_end(line: &str, at: usize) -> usize {
    runs(line, at).find(|run| run.kind != Kind::Blank).map_or(line.len(), |run| run.span.end)
}

/// The start of the run that comes before byte `at` of `line`, blanks behind it passed over.
#[must_use]
pub(super) fn run_start(line: &str, at: usize) -> usize {
    let from = floor(line, at.saturating_sub(FAR));
    let earlier = runs(line, from).take_while(|run| run.span.start < at);
    earlier.filter(|run| run.kind != Kind::Blank).last().map_or(from, |run| run.span.start)
}

/// The run that holds byte `at` of `line`, blank or not; at the end of the line, the last one.
#[must_use]
pub(super) fn run_at(line: &str, at: usize) -> Span {
    let from = floor(line, at.saturating_sub(FAR));
    runs(line, from).take_while(|run| run.span.start <= at).last().map_or(Span::new(at, at), |run| run.span)
}

/// How far back a run is looked for, in bytes. Longer ones are passed in several steps.
const FAR: usize = 4096;

/// Neighbouring clusters of one kind.
struct Run {
    span: Span,
    kind: Kind,
}

/// The runs of `line` from byte `from` on, where the first may have started before.
fn runs(line: &str, from: usize) -> impl Iterator<Item = Run> {
    let mut rest = clusters(line.get(from..).unwrap_or_default()).peekable();
    let mut last = kind(line.get(before(line, from)..from).unwrap_or_default());
    let mut kinds = std::iter::from_fn(move || {
        let (at, cluster) = rest.next()?;
        let apostrophe = matches!(cluster, "'" | "’") && rest.peek().is_some_and(|(_, next)| kind(next) == Kind::Latin);
        last = match last {
            // A long vowel mark is of the kind it makes long; an apostrophe between letters is a letter.
            Kind::Hiragana if matches!(cluster, "ー" | "ｰ") => Kind::Hiragana,
            Kind::Latin if apostrophe => Kind::Latin,
            Kind::Blank | Kind::Kanji | Kind::Hiragana | Kind::Katakana | Kind::Latin | Kind::Digit | Kind::Mark => {
                kind(cluster)
            }
        };
        Some((from + at, from + at + cluster.len(), last))
    })
    .peekable();
    std::iter::from_fn(move || {
        let (start, mut end, kind) = kinds.next()?;
        while let Some((_, further, _)) = kinds.next_if(|&(_, _, next)| next == kind) {
            end = further;
        }
        Some(Run { span: Span::new(start, end), kind })
    })
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
            let (mut starts, mut ends, mut at) = (Vec::new(), Vec::new(), 0);
            for word in case.split('|') {
                starts.push(at + word.len() - word.trim_start().len());
                at += word.len();
                ends.push(at);
            }
            let there: Vec<usize> =
                std::iter::successors(Some(0), |&at| (at < line.len()).then(|| run_end(&line, at))).collect();
            assert_eq!(there.get(1..), Some(ends.as_slice()), "{case}");
            let back: Vec<usize> =
                std::iter::successors(Some(line.len()), |&at| (at > 0).then(|| run_start(&line, at))).collect();
            starts.reverse();
            assert_eq!(back.get(1..), Some(starts.as_slice()), "{case}");
        }
    }

    #[test]
    fn a_line_of_one_run_is_passed_in_steps() {
        let line = "🇯🇵".repeat(5000);
        assert_eq!(run_end(&line, 8), line.len());
        assert_eq!(run_start(&line, line.len()), line.len() - FAR);
        assert_eq!(run_at(&line, line.len()), Span::new(line.len() - FAR, line.len()));
    }
}
