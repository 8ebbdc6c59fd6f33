//! Headings and sentences made fit to be quoted inside a question, whatever their shape.

use crate::text::sentence::sentences;
use crate::text::{Language, clusters};

/// The longest tip or answer quoted in a Japanese question, in clusters.
const LONGEST_JA: usize = 28;
/// The longest tip or answer quoted in an English question, in clusters.
const LONGEST_EN: usize = 56;

/// A heading or sentence as it can stand in quotation marks inside a question: on one line, without the marks that end
/// it or enclose it, and short.
pub(super) fn quotable(text: &str, language: Language) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let line = unclosed(unenclosed(unclosed(&line)));
    let longest = match language {
        Language::Ja => LONGEST_JA,
        Language::En => LONGEST_EN,
    };
    shortened(line, language, longest)
}

/// Without the punctuation that ends a sentence. A question keeps its mark, but after か it needs none.
fn unclosed(line: &str) -> &str {
    let line =
        line.trim_end_matches(['。', '．', '.', '！', '!', '：', ':', '；', ';', '、', '，', ',', ' ', '\u{3000}']);
    let asked = line.trim_end_matches(['？', '?']);
    if asked.ends_with('か') { asked } else { line }
}

/// Without the one pair of marks that encloses the whole.
fn unenclosed(line: &str) -> &str {
    let pairs = [('「', '」'), ('『', '』'), ('“', '”'), ('"', '"'), ('【', '】')];
    let inside = pairs.into_iter().find_map(|(open, close)| {
        let inside = line.strip_prefix(open)?.strip_suffix(close)?;
        (!inside.contains([open, close])).then_some(inside)
    });
    inside.unwrap_or(line)
}

/// At most `longest` clusters, cut where a reader would pause, and never with a quotation left open.
fn shortened(line: &str, language: Language, longest: usize) -> String {
    let place = |count: usize| clusters(line).nth(count).map(|(at, _)| at);
    let (Some(limit), Some(half), Some(third)) = (place(longest), place(longest / 2), place(longest / 3)) else {
        return line.to_owned();
    };
    let head = line.get(..limit).unwrap_or(line);
    let subtitle = ["：", ": ", "｜", " | ", " – ", " — ", "――", "──"];
    if let Some(at) = subtitle.iter().filter_map(|mark| head.find(mark)).filter(|at| *at >= third).min() {
        return head.get(..at).unwrap_or(head).trim_end().to_owned();
    }
    let pause = match language {
        Language::Ja => {
            let comma = head.rmatch_indices(['、', '，']).map(|(at, _)| at).find(|at| *at >= third);
            comma.or_else(|| phrase_end(line, limit).filter(|at| *at >= half))
        }
        Language::En => head.rfind(' ').filter(|at| *at >= third),
    };
    let head = pause.and_then(|at| head.get(..at)).unwrap_or(head);
    let open =
        [('「', '」'), ('『', '』'), ('“', '”'), ('（', '）'), ('(', ')')].into_iter().filter_map(|(open, close)| {
            let at = head.rfind(open).filter(|at| *at >= third)?;
            (!head.get(at..)?.contains(close)).then_some(at)
        });
    let head = open.min().and_then(|at| head.get(..at)).unwrap_or(head);
    format!("{}…", without_small_words(head.trim_end_matches([',', '、', '，', ' '])))
}

/// The last place up to `limit` where a Japanese phrase ends: behind a particle, before a word that starts in other
/// letters.
fn phrase_end(line: &str, limit: usize) -> Option<usize> {
    let hiragana = |c: char| ('ぁ'..='ん').contains(&c);
    let pairs = line.char_indices().zip(line.chars().skip(1));
    let ends = pairs.filter(|((_, c), next)| "をにがはでとてへも".contains(*c) && !hiragana(*next));
    ends.map(|((at, c), _)| at + c.len_utf8()).take_while(|at| *at <= limit).last()
}

/// Without English words that promise a next one.
fn without_small_words(head: &str) -> &str {
    const SMALL: [&str; 17] = [
        "a", "an", "and", "as", "at", "by", "for", "from", "in", "less", "of", "on", "or", "the", "to", "with", "your",
    ];
    match head.rsplit_once(' ') {
        Some((rest, last)) if SMALL.contains(&last.to_lowercase().as_str()) => without_small_words(rest),
        Some(_) | None => head,
    }
}

/// Japanese quotation marks one level further in.
pub(super) fn nested_ja(text: &str) -> String {
    let turn = |c| match c {
        '「' => '『',
        '」' => '』',
        '『' => '「',
        '』' => '」',
        other => other,
    };
    text.chars().map(turn).collect()
}

/// English quotation marks one level further in. A lone straight mark is an inch, not a quotation.
pub(super) fn nested_en(text: &str) -> String {
    let straight = text.matches('"').count().is_multiple_of(2);
    let mut opens = false;
    let turn = |c| match c {
        '“' => '‘',
        '”' => '’',
        '"' if straight => {
            opens = !opens;
            if opens { '‘' } else { '’' }
        }
        other => other,
    };
    text.chars().map(turn).collect()
}

/// The first sentence of a text, without the blanks around it.
pub(super) fn first_sentence(text: &str) -> &str {
    let text = text.trim();
    sentences(text).first().map_or(text, |first| first.of(text).trim())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Language::{En, Ja};

    #[test]
    fn a_heading_of_any_shape_can_be_quoted() {
        for (heading, quoted) in [
            ("発信の「軸」を、もう一度定義してみませんか?", "発信の「軸」を、もう一度定義してみませんか"),
            ("やり続けよう！", "やり続けよう"),
            ("本当に必要？", "本当に必要？"),
            ("「聞く」", "聞く"),
            ("「聞く」と「話す」", "「聞く」と「話す」"),
            ("  まず\n聞く。 ", "まず 聞く"),
            ("議事録はその日のうちに：翌朝では遅い理由を三つの会議から考える話", "議事録はその日のうちに"),
            ("お客さまにあなたの店を見つけてもらえるようにする", "お客さまにあなたの店を見つけてもらえるようにする"),
            ("お客さまにあなたの店を見つけて足をはこんでもらいやすくするには", "お客さまにあなたの店を見つけて…"),
            ("相手の話を最後まで聞いてから、「でも」ではなく「それなら」で答えること", "相手の話を最後まで聞いてから…"),
            (
                "うちの店でいちばん古い道具の名前は「とんがりぼうしのはさみ」という",
                "うちの店でいちばん古い道具の名前は…",
            ),
            ("👨‍👩‍👧", "👨‍👩‍👧"),
            ("", ""),
        ] {
            assert_eq!(quotable(heading, Ja), quoted);
        }
        for (heading, quoted) in [
            ("Never blame the computer!", "Never blame the computer"),
            ("Is it a chore?", "Is it a chore?"),
            ("“Sorry” is not enough.", "“Sorry” is not enough"),
            (
                "Look for small ways to make the jobs of the other people in your team easier",
                "Look for small ways to make the jobs of the other…",
            ),
            ("Answer within the hour: what eleven lost customers taught one small shop", "Answer within the hour"),
        ] {
            assert_eq!(quotable(heading, En), quoted);
        }
    }

    #[test]
    fn quotations_go_one_level_further_in() {
        assert_eq!(nested_ja("「お役立ち」の“想い”『本』"), "『お役立ち』の“想い”「本」");
        assert_eq!(nested_en("Never say \"no\" or “maybe”"), "Never say ‘no’ or ‘maybe’");
        assert_eq!(nested_en("The 1/4\" hole"), "The 1/4\" hole");
    }
}
