//! The shapes of a tip's heading that fit into a phrase.
//!
//! What it is: a careful no to every heading whose grammar is not plain to see. What it is not: a parser. Invariant:
//! in doubt a heading fits nowhere, because a phrase without it always reads.

use unicode_segmentation::UnicodeSegmentation;

use crate::text::Register;

/// `wording` with the tip's heading in it, where the heading's shape fits.
pub fn fill(wording: &str, heading: &str, register: Register) -> Option<String> {
    match register {
        Register::Desumasu | Register::Dearu | Register::Mixed => {
            let fits = if wording.contains("「{tip}」") { is_quotable(heading) } else { is_verb(heading) };
            fits.then(|| wording.replace("{tip}", heading))
        }
        Register::Plain => {
            let command = as_infinitive(heading)?;
            Some(wording.replace("{tip}", &command))
        }
    }
}

/// Whether a Japanese heading can stand between 「」 as it is.
fn is_quotable(heading: &str) -> bool {
    is_bare(heading) && !heading.contains(['「', '」', '『', '』'])
}

/// Whether a Japanese heading is short and holds no punctuation or marks of its own.
fn is_bare(heading: &str) -> bool {
    let odd = |c: char| {
        c.is_ascii_punctuation()
            || c.is_whitespace()
            || c.is_control()
            || "。、，．？！：；・…—―〜～（）［］【】〈〉《》“”‘’".contains(c)
            || ('０'..='９').contains(&c)
            || c.is_ascii_digit()
    };
    !heading.contains(odd) && (2..=12).contains(&heading.graphemes(true).count())
}

/// Whether a Japanese heading ends in a verb's plain form, so that ようになる can follow.
fn is_verb(heading: &str) -> bool {
    let bare: String = heading.chars().filter(|c| !"「」『』".contains(*c)).collect();
    if !is_bare(&bare)
        || heading.chars().filter(|c| "「『".contains(*c)).count() * 2 + bare.chars().count() != heading.chars().count()
    {
        return false;
    }
    let polite = ["ます", "です", "ません", "しょう", "だろう", "ください"];
    if polite.iter().any(|ending| heading.ends_with(ending)) {
        return false;
    }
    let mut back = heading.chars().rev();
    let (Some(last), Some(before)) = (back.next(), back.next()) else { return false };
    let volitional = last == 'う' && "おこそとのほもよろごぞどぼぽょ".contains(before);
    let is_kanji = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
    // A bare kana pair such as うつ or もの may be a noun; a verb here ends in kanji + kana, or る, or する.
    match last {
        'る' => before != 'は',
        'う' | 'く' | 'ぐ' | 'す' | 'つ' | 'ぬ' | 'ぶ' | 'む' => !volitional && is_kanji(before),
        'い' => heading.ends_with("ない") && !heading.ends_with("少ない") && !heading.ends_with("はない"),
        _ => false,
    }
}

/// Verbs that begin a command and are seldom read as nouns there.
const COMMANDS: &[&str] = &[
    "accept",
    "acknowledge",
    "adapt",
    "add",
    "admit",
    "adopt",
    "allow",
    "answer",
    "apologise",
    "apologize",
    "apply",
    "ask",
    "avoid",
    "be",
    "begin",
    "boil",
    "bring",
    "build",
    "buy",
    "carry",
    "celebrate",
    "choose",
    "clean",
    "collect",
    "communicate",
    "compare",
    "consider",
    "create",
    "decide",
    "define",
    "deliver",
    "describe",
    "do",
    "embrace",
    "encourage",
    "ensure",
    "establish",
    "explain",
    "find",
    "finish",
    "fix",
    "follow",
    "forgive",
    "get",
    "give",
    "go",
    "help",
    "hire",
    "identify",
    "include",
    "invite",
    "involve",
    "keep",
    "know",
    "learn",
    "leave",
    "let",
    "listen",
    "make",
    "measure",
    "meet",
    "offer",
    "pay",
    "pick",
    "pour",
    "prepare",
    "protect",
    "publish",
    "put",
    "read",
    "recognise",
    "recognize",
    "reduce",
    "refuse",
    "remember",
    "remove",
    "repair",
    "repeat",
    "replace",
    "reply",
    "respond",
    "rinse",
    "save",
    "say",
    "seek",
    "select",
    "sell",
    "send",
    "separate",
    "serve",
    "set",
    "show",
    "simplify",
    "solve",
    "speak",
    "start",
    "stay",
    "stop",
    "take",
    "talk",
    "teach",
    "tell",
    "thank",
    "think",
    "throw",
    "try",
    "understand",
    "use",
    "verify",
    "wait",
    "walk",
    "warn",
    "wash",
    "wear",
    "weigh",
    "wipe",
    "write",
];

/// Words that make the one before them a verb when it stands first.
const AFTER_A_VERB: &[&str] =
    &["the", "a", "an", "every", "each", "all", "both", "one", "two", "three", "their", "his", "her"];

/// Words that stand before an article and are no verbs.
const NO_VERBS: &[&str] = &[
    "about", "above", "across", "after", "against", "all", "along", "among", "around", "as", "at", "before", "behind",
    "below", "beneath", "beside", "besides", "between", "beyond", "both", "but", "by", "despite", "down", "during",
    "even", "except", "for", "from", "half", "how", "if", "in", "inside", "into", "like", "many", "more", "near",
    "never", "no", "not", "of", "off", "on", "once", "onto", "or", "out", "outside", "over", "past", "quite", "since",
    "so", "such", "than", "then", "through", "till", "to", "toward", "towards", "under", "unlike", "until", "up",
    "upon", "via", "what", "when", "where", "while", "who", "why", "with", "within", "without", "yet",
];

/// An English heading as it follows "to": `Listen to the end` → `listen to the end`.
///
/// `None` unless it is one short command with no punctuation, speaks to nobody ("your" would change sides) and holds no
/// capital but its first.
fn as_infinitive(heading: &str) -> Option<String> {
    let heading = heading.trim();
    let fine = |c: char| c.is_ascii_lowercase() || c == ' ' || c == '\'' || c == '’' || c == '-';
    let (first, rest) = heading.split_at_checked(1)?;
    if !first.chars().all(|c| c.is_ascii_uppercase()) || !rest.chars().all(fine) {
        return None;
    }
    let command = format!("{}{rest}", first.to_ascii_lowercase());
    let words: Vec<&str> = command.split_whitespace().collect();
    let persons = [
        "you", "you're", "your", "yours", "yourself", "we", "our", "us", "my", "me", "i", "it", "them", "this", "that",
        "and", "or", "not",
    ];
    let whole = (2..=9).contains(&words.len()) && !words.iter().any(|word| persons.contains(word));
    (whole && is_command(words.first()?, words.get(1)?)).then_some(command)
}

fn is_command(first: &str, second: &str) -> bool {
    let could_be = |word: &str| {
        let odd = word.ends_with("ing")
            || word.ends_with("ed")
            || word.ends_with("ly")
            || word.ends_with('s') && !word.ends_with("ss");
        !odd && !NO_VERBS.contains(&word)
    };
    COMMANDS.contains(&first) || could_be(first) && AFTER_A_VERB.contains(&second)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_follows_to_and_nothing_else_does() {
        for (heading, command) in [
            ("Listen to the end", Some("listen to the end")),
            ("Check the brake pads every sunday", Some("check the brake pads every sunday")),
            ("Check the brake pads every Sunday", None),
            ("Behind the scenes", None),
            ("Rinsing the salt", None),
            ("Thank your customers", None),
            ("Write it down", None),
            ("Better meetings", None),
            ("Ask, then wait", None),
            ("SQL first", None),
            ("Beware “Homegrown” Surveys", None),
        ] {
            assert_eq!(as_infinitive(heading).as_deref(), command, "{heading}");
        }
    }

    #[test]
    fn a_verb_is_told_from_a_noun_and_a_polite_form() {
        for heading in
            ["最後まで聞く", "すぐ謝らない", "「ありがとう」を先に言う", "紙に書いて貼る", "霧を吹いてから焼く"]
        {
            assert!(is_verb(heading), "{heading}");
        }
        for heading in [
            "毎朝の声かけ",
            "最後まで聞きましょう",
            "確認します",
            "聞こう",
            "何のため？",
            "5つのS",
            "品ぞろえは少ない",
            "値上げ: 早めに",
            "長すぎる見出しは鉤括弧の中で窮屈に見える",
        ] {
            assert!(!is_verb(heading), "{heading}");
        }
    }
}
