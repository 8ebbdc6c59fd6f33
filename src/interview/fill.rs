//! The words the author reads: placeholders filled so that the sentence stays right whatever stands in them.

use super::Interview;
use crate::answers::{Key, TipId};
use crate::flow::{Piece, Question, Wording, pieces};
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
                        Some('「' | '“') => filled.push_str(&nested(&stands)),
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

/// Whether `asked` holds the words of `wording` in their order, and nothing else but what fills the placeholders.
fn fits(wording: &str, asked: &str) -> bool {
    let mut rest = asked;
    let mut open = false;
    for piece in pieces(wording) {
        match piece {
            Piece::Name(_) => open = true,
            Piece::Words(words) | Piece::Lone(words) => {
                let after =
                    if open { rest.split_once(words).map(|(_, after)| after) } else { rest.strip_prefix(words) };
                let Some(after) = after else { return false };
                rest = after;
                open = false;
            }
        }
    }
    open || rest.is_empty()
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
    shortened(line, longest)
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

/// At most `longest` graphemes: up to a subtitle, a comma or a word's end, and never with a quotation left open.
fn shortened(line: &str, longest: usize) -> String {
    let Some((limit, _)) = clusters(line).nth(longest) else { return line.to_owned() };
    let least = clusters(line).nth(longest / 4).map_or(0, |(at, _)| at);
    let head = line.get(..limit).unwrap_or(line);
    let subtitle = ["：", ": ", "｜", " | ", " – ", " — ", "――", "──"];
    if let Some(at) = subtitle.iter().filter_map(|mark| head.find(mark)).filter(|at| *at >= least).min() {
        return head.get(..at).unwrap_or(head).trim_end().to_owned();
    }
    let pause = head.rmatch_indices(['、', '，', ' ']).map(|(at, _)| at).find(|at| *at >= least);
    let head = pause.and_then(|at| head.get(..at)).unwrap_or(head);
    // A quotation left open is left out, unless it is nearly all there is.
    let opened = ['「', '『', '“'].into_iter().zip(['」', '』', '”']).filter_map(|(open, close)| {
        let at = head.rfind(open)?;
        (!head.get(at..)?.contains(close) && at >= least).then_some(at)
    });
    let head = opened.min().and_then(|at| head.get(..at)).unwrap_or(head);
    format!("{}…", head.trim_end_matches([',', '、', '，', ' ']))
}

/// Quotation marks one level further in.
fn nested(text: &str) -> String {
    let mut opens = true;
    text.chars()
        .map(|c| match c {
            '「' => '『',
            '」' => '』',
            '『' => '「',
            '』' => '」',
            '“' => '‘',
            '”' => '’',
            '"' => {
                opens = !opens;
                if opens { '’' } else { '‘' }
            }
            other => other,
        })
        .collect()
}

fn first_sentence(text: &str) -> &str {
    let line = text.trim().lines().next().unwrap_or_default();
    let end = line.char_indices().find(|(at, c)| match c {
        '。' | '？' | '！' => true,
        '.' | '?' | '!' => line.get(at + 1..).is_none_or(|rest| rest.is_empty() || rest.starts_with(' ')),
        _inside => false,
    });
    end.and_then(|(at, _)| line.get(..at)).unwrap_or(line)
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
        // 「A さんや B さん」 and a quotation are no single person.
        let plain = !words.contains(['「', '『', '・', '（', '(']);
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
