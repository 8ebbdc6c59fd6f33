//! The words the author reads: placeholders filled so that the sentence stays right whatever stands in them.

use super::Interview;
use crate::answers::{Key, TipId};
use crate::flow::{Piece, Question, Wording, fits, pieces};
use crate::text::sentence::sentences;
use crate::text::{Language, clusters};

/// The longest tip or answer quoted in a Japanese question, in graphemes.
const LONGEST_JA: usize = 28;
/// The longest tip or answer quoted in an English question, in graphemes.
const LONGEST_EN: usize = 56;
/// The longest description that stands for the reader, in graphemes.
const LONGEST_READER: usize = 20;

impl Interview<'_> {
    /// A question's words for `tip`.
    pub(super) fn filled(&self, question: &Question, tip: Option<TipId>) -> Wording {
        let language = self.draft.language;
        let Some(wording) = question.wording(language) else { return Wording::default() };
        let fill = |text: &String| self.fill(text, language, tip);
        Wording {
            ask: fill(&wording.ask),
            short: fill(&wording.short),
            hint: fill(&wording.hint),
            example: fill(&wording.example),
            starters: wording.starters.iter().map(fill).collect(),
        }
    }

    /// A wording with its placeholders filled.
    pub(super) fn fill(&self, wording: &str, language: Language, tip: Option<TipId>) -> String {
        let mut filled = String::with_capacity(wording.len() + 64);
        for piece in pieces(wording) {
            match piece {
                Piece::Words(words) | Piece::Lone(words) => filled.push_str(words),
                Piece::Name(name) => {
                    let stands = self.stands_for(name, language, tip);
                    match filled.chars().next_back() {
                        Some('「') => filled.push_str(&nested_ja(&stands)),
                        Some('“') => filled.push_str(&nested_en(&stands)),
                        Some(_) | None => filled.push_str(&stands),
                    }
                }
            }
        }
        filled
    }

    fn stands_for(&self, name: &str, language: Language, tip: Option<TipId>) -> String {
        let this_post = || {
            let title = self.post.title.as_deref().map(|title| quotable(title, language));
            title.filter(|title| !title.is_empty()).unwrap_or_else(|| by(language, "この記事", "this post").to_owned())
        };
        match name {
            "tip" => {
                let heading = tip.and_then(|tip| self.tip(tip)).map(|tip| quotable(&tip.heading, language));
                heading.filter(|heading| !heading.is_empty()).unwrap_or_else(this_post)
            }
            "title" => this_post(),
            "reader" => {
                let key = Key { question: "reader".to_owned(), tip: None, probe: 0 };
                let told = self.draft.answers.told(&key).and_then(|told| person(told, language));
                told.unwrap_or_else(|| by(language, "届けたい人", "your reader")).to_owned()
            }
            id => {
                let own = Key { question: id.to_owned(), tip, probe: 0 };
                let once = Key { tip: None, ..own.clone() };
                let told = self.draft.answers.told(&own).or_else(|| self.draft.answers.told(&once));
                let short = || {
                    let question = self.flows.iter().find_map(|flow| flow.question(id))?;
                    Some(question.wording(language)?.short.clone())
                };
                told.map(|told| quotable(first_sentence(told), language)).or_else(short).unwrap_or_default()
            }
        }
    }
}

/// Whether `asked` is the question's wording, in either language, with whatever in its placeholders.
pub(super) fn could_be(question: &Question, asked: &str) -> bool {
    let wordings = [&question.ja, &question.en];
    wordings.into_iter().flatten().any(|wording| fits(&wording.ask, asked))
}

const fn by<'a>(language: Language, ja: &'a str, en: &'a str) -> &'a str {
    match language {
        Language::Ja => ja,
        Language::En => en,
    }
}

/// A heading or sentence as it can stand in quotation marks inside a question: on one line, without the marks that end
/// it or enclose it, and short.
fn quotable(text: &str, language: Language) -> String {
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
fn nested_ja(text: &str) -> String {
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
fn nested_en(text: &str) -> String {
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

fn first_sentence(text: &str) -> &str {
    let text = text.trim();
    sentences(text).first().map_or(text, |first| first.of(text).trim())
}

/// The reader's answer in a few words that can stand as a person in any sentence; `None` where it is a whole story.
fn person(answer: &str, language: Language) -> Option<&str> {
    match language {
        Language::Ja => person_ja(answer),
        Language::En => person_en(answer),
    }
}

/// What a few words must end with to be a person.
const PERSONS: [&str; 34] = [
    "さん",
    "様",
    "さま",
    "氏",
    "くん",
    "君",
    "ちゃん",
    "先生",
    "人",
    "ひと",
    "方",
    "女性",
    "男性",
    "店主",
    "店長",
    "社長",
    "院長",
    "部長",
    "課長",
    "係長",
    "担当",
    "担当者",
    "職人",
    "農家",
    "友人",
    "先輩",
    "後輩",
    "新人",
    "学生",
    "母",
    "父",
    "主婦",
    "若手",
    "エンジニア",
];

fn person_ja(answer: &str) -> Option<&str> {
    let sentence = first_sentence(answer).trim_end_matches(['。', ' ', '\u{3000}']);
    let clause = sentence.split(['、', '，']).next().unwrap_or_default();
    [sentence, clause].into_iter().find(|words| {
        let graphemes = clusters(words).take(LONGEST_READER + 1).count();
        // Neither a quotation nor a crowd is one person.
        let crowd = ["皆", "みな", "みんな", "たち", "方々"].iter().any(|crowd| words.contains(crowd));
        let plain = !crowd && !words.contains(['「', '『', '・', '（', '(']);
        graphemes <= LONGEST_READER && plain && PERSONS.iter().any(|end| words.ends_with(end))
    })
}

/// In English only a name, up to the comma or full stop behind it, can stand in any sentence.
fn person_en(answer: &str) -> Option<&str> {
    const NO_NAMES: [&str; 20] = [
        "A", "An", "The", "My", "Our", "I", "It", "He", "She", "They", "We", "Someone", "Somebody", "Anyone",
        "Everyone", "People", "This", "That", "One", "Any",
    ];
    let sentence = first_sentence(answer);
    let name = sentence.split([',', ':', '(']).next().unwrap_or_default().trim();
    let mut words = name.split(' ');
    let capital = |word: &str| {
        let rest = word.trim_start_matches(char::is_uppercase);
        rest.len() < word.len() && rest.chars().all(|c| c.is_alphabetic() || c == '\'' || c == '’' || c == '-')
    };
    let named =
        (1..=3).contains(&words.clone().count()) && words.all(|word| capital(word) && !NO_NAMES.contains(&word));
    // "Managers, mostly" is a crowd.
    let crowd = !name.contains(' ') && name.ends_with('s');
    (named && !crowd).then_some(name)
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

    #[test]
    fn the_reader_is_named_only_where_the_answer_is_a_person() {
        for (answer, named) in [
            ("金物屋の山本さん。この前、店先で話した。", Some("金物屋の山本さん")),
            ("山本さん、畳屋を継いで二年目。", Some("山本さん")),
            ("開店して二年目のパン屋の店主", Some("開店して二年目のパン屋の店主")),
            ("先月相談に来た、整骨院の院長です。", None),
            ("中小企業の皆様", None),
            ("お客さんのことを考えている", None),
        ] {
            assert_eq!(person(answer, Ja), named, "{answer}");
        }
        for (answer, named) in [
            ("Maria, who runs the bakery.", Some("Maria")),
            ("Sam O'Neil", Some("Sam O'Neil")),
            ("The woman who runs the bakery.", None),
            ("Managers, mostly.", None),
            ("A friend runs a shop.", None),
        ] {
            assert_eq!(person(answer, En), named, "{answer}");
        }
    }
}
