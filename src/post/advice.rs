//! Advice: whether a heading tells the reader to do something.
//!
//! What it is: the verbs English advice starts with, and how Japanese advice ends. What it is not: a dictionary; a
//! verb nobody listed is known by what follows it. Invariant: pure functions over one short text.

use super::numeral::fold;

/// Words an English heading that tells the reader to do something starts with.
#[rustfmt::skip]
const VERBS: &[&str] = &[
    "accept", "acknowledge", "act", "adapt", "add", "address", "adjust", "admit", "adopt", "agree", "aim", "align",
    "allow", "always", "analyze", "analyse", "anticipate", "apply", "appreciate", "approach", "ask", "assess",
    "assign", "assume", "attend", "audit", "automate", "avoid", "backup", "balance", "be", "become", "begin",
    "believe", "benchmark", "block", "book", "borrow", "brainstorm", "break", "breathe", "bring", "build", "bundle",
    "buy", "call", "capture", "charge", "hang", "hit", "forget", "greet", "knock", "lend", "care", "carry", "cache", "catch", "celebrate", "challenge", "change", "check",
    "choose", "clarify", "clean", "clear", "close", "coach", "collaborate", "collect", "combine", "come", "commit",
    "communicate", "compare", "compress", "conduct", "configure", "confirm", "connect", "consider", "consult",
    "contact", "contribute", "control", "convert", "convince", "copy", "cover", "create", "cultivate", "customize",
    "count", "cut", "deal", "debrief", "decide", "declare", "define", "delegate", "delete", "deliver", "demonstrate",
    "deploy", "describe", "design", "detect", "determine", "develop", "disable", "discover", "discuss", "ditch",
    "dive", "do", "document", "don't", "dont", "download", "draw", "drink", "drop", "eat", "edit", "educate",
    "eliminate", "embrace", "empathize", "empower", "enable", "encourage", "engage", "enjoy", "ensure", "establish",
    "evaluate", "examine", "execute", "exercise", "expect", "experiment", "explain", "explore", "express", "extract",
    "face", "facilitate", "fail", "feed", "figure", "fill", "filter", "find", "finish", "fix", "focus", "follow",
    "foster", "frame", "gather", "get", "give", "go", "grow", "guide", "handle", "have", "help", "hide", "highlight",
    "hire", "hold", "identify", "ignore", "implement", "improve", "include", "increase", "inform", "initialize",
    "inspect", "install", "integrate", "introduce", "invest", "investigate", "invite", "involve", "isolate",
    "iterate", "join", "jot", "jump", "just", "keep", "know", "label", "launch", "lead", "learn", "leave", "let", "lean",
    "level", "leverage", "limit", "list", "listen", "live", "log", "look", "love", "lower", "maintain", "make",
    "manage", "map", "mark", "maximize", "measure", "meet", "mention", "merge", "mind", "minimize", "mix", "model",
    "monitor", "motivate", "move", "name", "never", "network", "nominate", "offer", "open", "optimize", "order",
    "organize", "organise", "own", "pair", "pause", "pay", "perform", "pick", "place", "plan", "play", "point",
    "practice", "practise", "pre-sort", "prefer", "prepare", "present", "preserve", "prevent", "prioritize",
    "prioritise", "produce", "profile", "promote", "propose", "protect", "prototype", "provide", "publish", "pull",
    "push", "put", "question", "quit", "read", "recognize", "recognise", "record", "reach", "react", "recruit",
    "reduce", "refactor", "reflect", "refuse", "register", "rehearse", "relax", "release", "rely", "remember",
    "remind", "remove", "repeat", "replace", "report", "request", "require", "research", "resist", "resolve",
    "respect", "respond", "rest", "restart", "reuse", "review", "revisit", "reward", "rewrite", "rotate", "run",
    "save", "say", "scan", "schedule", "seek", "select", "sell", "send", "separate", "serve", "set", "setup",
    "share", "ship", "show", "simplify", "search", "settle", "shake", "shape", "sharpen", "shift", "shut", "sign", "sit", "skim", "skip", "slice", "sleep", "slow", "smile", "solicit", "solve", "speak",
    "soak", "sort", "spend", "split", "spot", "squeeze", "steal", "steer", "step", "strip", "sweep", "spread", "stand", "start", "stay", "stick", "stop", "store", "stretch", "structure", "study",
    "submit", "suggest", "support", "survey", "switch", "tackle", "tailor", "take", "talk", "target", "teach",
    "tell", "test", "thank", "think", "throw", "time-box", "timebox", "train", "transform", "treat", "trust", "try",
    "turn", "understand", "understate", "update", "upgrade", "use", "user-test", "utilize", "validate", "value",
    "verify", "visit", "visualize", "volunteer", "wait", "walk", "warm", "watch", "wear", "welcome", "work", "write",
    "you", "beware", "not", "only", "mute", "please", "stock", "trade", "trace", "debug", "compose", "pack",
    "double", "cook", "wash", "dry", "cool", "heat", "boil", "stir", "estimate", "archive", "batch", "bookmark",
    "budget", "chunk", "delay", "disconnect", "unplug", "unsubscribe", "negotiate", "onboard", "outline",
    "over-communicate", "overcommunicate", "proofread", "resize", "sketch", "subscribe", "summarize", "surround",
    "swap", "touch", "track", "travel", "type", "vary", "view", "vote", "warn", "zoom", "taste", "tidy", "tie", "trim", "tweak", "unlock", "upload", "weigh", "wipe", "wrap", "bake", "bet",
    "burn", "bury", "chase", "climb", "code", "defer", "defend", "dig", "divide", "dress", "drive", "earn", "ease",
    "employ", "end", "enforce", "enter", "expand", "expose", "extend", "fight", "flip", "fold", "forgive", "freeze",
    "grab", "guard", "guess", "hear", "imagine", "inspire", "interview", "invent", "laugh", "lift", "lock", "lose",
    "match", "memorize", "mentor", "migrate", "narrow", "notice", "nudge", "observe", "overcome", "park", "pass",
    "peel", "polish", "pour", "praise", "print", "prove", "prune", "raise", "rebuild", "recycle", "rename", "rent",
    "repair", "rephrase", "restore", "rethink", "return", "ride", "rinse", "roll", "rush", "scrub",
];

/// Whether a heading tells the reader to do something.
pub(super) fn is_advice(heading: &str) -> bool {
    let folded = fold(heading).replace('’', "'");
    let bare =
        folded.trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, 'ー' | '?' | ')')).trim_end_matches(')');
    if bare.is_empty() {
        return false;
    }
    if bare.is_ascii()
        || bare.chars().filter(char::is_ascii_alphabetic).count() * 2 > bare.chars().count() && !ends_in_kana(bare)
    {
        let mut words = bare.split(|c: char| !(c.is_alphanumeric() || c == '\'' || c == '-'));
        let (first, second) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
        let doing = first.len() > 5 && first.ends_with("ing") && !second.is_empty();
        return !bare.ends_with('?') && (VERBS.contains(&first) || doing || takes_object(first, second));
    }
    japanese_advice(bare)
}

/// What a verb's object starts with.
#[rustfmt::skip]
const OBJECTS: &[&str] = &[
    "the", "a", "an", "your", "yourself", "their", "his", "her", "it", "them", "one", "every", "each", "people",
    "everyone", "everything", "something", "what", "whatever", "fewer", "less",
];

/// Words that may stand in front of these without being verbs: all such words there are.
#[rustfmt::skip]
const OTHERS: &[&str] = &[
    "a", "about", "above", "across", "after", "against", "all", "along", "am", "among", "and", "are", "around",
    "as", "at", "because", "before", "behind", "below", "beneath", "beside", "besides", "between", "beyond",
    "both", "but", "by", "can", "could", "despite", "did", "does", "during", "even", "every", "except", "for",
    "from", "had", "has", "hasn't", "how", "if", "in", "inside", "into", "is", "isn't", "it", "like", "may",
    "maybe", "might", "my", "near", "no", "of", "off", "on", "once", "one", "onto", "or", "out", "outside",
    "over", "past", "since", "so", "some", "such", "than", "that", "the", "then", "there", "this", "though",
    "through", "throughout", "till", "to", "toward", "towards", "under", "unless", "until", "up", "upon", "was",
    "wasn't", "were", "what", "when", "where", "whether", "which", "while", "who", "whose", "why", "will",
    "with", "within", "without", "would",
];

/// Whether the word in front is a verb, to judge by what follows it: "Sweat the details", "Fire one client".
fn takes_object(first: &str, second: &str) -> bool {
    OBJECTS.contains(&second)
        && !first.is_empty()
        && !OTHERS.contains(&first)
        && !first.ends_with("ed")
        && (!first.ends_with('s') || first.ends_with("ss"))
}

fn ends_in_kana(text: &str) -> bool {
    text.chars().next_back().is_some_and(|c| ('\u{3041}'..='\u{3096}').contains(&c))
}

/// How Japanese advice ends.
#[rustfmt::skip]
const ENDINGS: &[&str] = &[
    "しよう", "ましょう", "よう", "こう", "そう", "とう", "ろう", "おう", "もう", "ぼう", "のう", "ごう", "せよ",
    "べし", "べき", "べからず", "こと", "ない", "するな", "ませんか?", "みませんか", "してください", "て下さい",
    "ください", "なさい", "を早く", "を丁寧に", "を大事に", "を大切に", "を意識", "を徹底", "を心がける", "ように",
    "のすすめ", "のススメ", "が大事", "が大切", "が重要", "は大事", "は重要", "は大切",
];

/// A Japanese heading that ends as advice does: a verb in its plain form, a request, a negation, `こと`, `を早く`.
fn japanese_advice(bare: &str) -> bool {
    // （…） behind the heading is an aside.
    let bare = match (bare.rfind('('), bare.len()) {
        (Some(open), _) if open > 0 => bare.get(..open).unwrap_or(bare).trim(),
        _ => bare,
    };
    // やったこと, よかったこと: what has been, no advice.
    if ENDINGS.iter().any(|ending| bare.ends_with(ending)) {
        return !["たこと", "だこと"].iter().any(|past| bare.ends_with(past));
    }
    let mut back = bare.chars().rev();
    let (Some(last), Some(before)) = (back.next(), back.next()) else { return false };
    // A verb's plain form: one of these kana behind kanji or kana, no です・ます, no past tense.
    matches!(last, 'う' | 'く' | 'ぐ' | 'す' | 'つ' | 'ぬ' | 'ぶ' | 'む' | 'る')
        && (('\u{4e00}'..='\u{9fff}').contains(&before)
            || ('\u{3041}'..='\u{3096}').contains(&before)
            || ('\u{30a1}'..='\u{30fa}').contains(&before))
        && !["です", "ます", "である", "ている", "とつ", "一つ", "三つ", "いくつ", "おやつ"]
            .iter()
            .any(|ending| bare.ends_with(ending))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn advice_is_told_from_topics() {
        for heading in [
            "主語を持つ",
            "First Responseを早く",
            "軸を、もう一度定義してみませんか?",
            "謝らないこと",
            "Don't Guess",
            "Don’t forget time off awards",
            "Know your tools",
            "やり続けよう！",
            "ユーザーがいる場所に行こう（オンライン）",
            "Keep It Simple",
            "挨拶は重要",
            "Sweat the details",
            "Grease one wheel",
        ] {
            assert!(is_advice(heading), "{heading}");
        }
        for heading in [
            "我が家の愛猫「しおん」",
            "猫のゴロゴロ音（聴覚）",
            "Status",
            "The Result",
            "What is it?",
            "概要です",
            "7つ",
            "背景",
            "やったこと",
            "Behind the scenes",
            "Upgrading",
            "Breaks the rules",
        ] {
            assert!(!is_advice(heading), "{heading}");
        }
    }
}
