//! Promises: "5 ways to …", 「3つのコツ」. The number a post says it will give.
//!
//! What it is: what one text promises. What it is not: it does not look for what is promised. Invariant: one pass
//! over the text, and a promise's place lies in it.

use super::numeral::{self, Cursor, Form, fold};

/// A promise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Promise {
    /// How many.
    pub count: usize,
    /// Of what.
    pub of: Of,
    /// The noun it counts, folded, where one is known: two promises of the same noun speak of the same things.
    pub noun: String,
    /// Where in the text it stands, in bytes.
    pub at: usize,
}

/// What is promised.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Of {
    /// Reasons, signs, news: a list, but none of ways.
    Reasons,
    /// Something; the noun does not say.
    Things,
    /// Ways, tips, steps.
    Ways,
}

/// Japanese nouns for what a how-to gives.
#[rustfmt::skip]
const WAYS_JA: &[&str] = &[
    "方法", "コツ", "こつ", "ポイント", "ステップ", "step", "手順", "ルール", "テクニック", "心得", "鉄則", "法則",
    "原則", "秘訣", "裏技", "ワザ", "技", "アイデア", "アイディア", "習慣", "工夫", "対策", "教訓", "tips", "ヒント",
    "アドバイス", "書き方", "やり方", "考え方", "進め方", "作り方", "使い方", "伝え方", "聞き方", "話し方", "見方",
    "視点", "チェックポイント", "改善", "戦略", "施策", "メソッド", "作法", "極意", "勘所", "要点", "心がけ", "こと",
    "行動", "質問", "アクション", "準備", "ベストプラクティス", "プラクティス", "提案", "解決策", "解決法", "対処法",
    "活用法", "勉強法", "仕事術", "術", "ワーク", "トピック", "パターン", "型", "約束", "段階", "フェーズ", "条件",
    "指針", "ガイドライン", "お作法", "掟", "基本", "選択肢", "手法", "手段", "取り組み", "改善点", "処方箋",
    "リスト", "チェックリスト", "スキル", "力", "軸", "柱", "要素", "練習", "活用例", "レシピ", "注意点",
];

/// Japanese nouns for lists that give no ways.
#[rustfmt::skip]
const REASONS_JA: &[&str] = &[
    "理由", "わけ", "原因", "サイン", "兆候", "特徴", "メリット", "デメリット", "ニュース", "違い", "種類", "事例",
    "変化", "機能", "新機能", "変更点", "出来事", "誤解", "質問集", "本", "書籍", "ツール", "サービス", "アプリ",
    "記事", "拡張機能", "プラグイン", "ライブラリ", "作品", "映画", "店",
];

/// English nouns for what a how-to gives, singular.
#[rustfmt::skip]
const WAYS_EN: &[&str] = &[
    "way", "tip", "step", "rule", "lesson", "idea", "trick", "practice", "principle", "habit", "strategy", "method",
    "technique", "secret", "thing", "guideline", "key", "hack", "commandment", "takeaway", "suggestion",
    "recommendation", "strategies", "point", "practices", "do", "approach", "tactic", "approaches", "tweak", "skill",
    "question", "move", "exercise", "pillar", "essential", "ingredient", "insight", "must", "pattern", "change",
    "improvement", "solution", "piece", "bit", "best", "learning", "law", "consideration", "topic", "action",
    "activities", "activity", "element", "checkpoint", "check", "mantra", "phase", "stage", "component", "factor",
    "advice", "tenet", "heuristic", "pointer", "mistake", "pitfall", "don't", "requirement", "task", "option",
];

/// English nouns for lists that give no ways, singular.
#[rustfmt::skip]
const REASONS_EN: &[&str] = &[
    "reason", "sign", "myth", "fact", "benefit", "example", "tool", "book", "feature", "trend", "stat", "statistic",
    "quote", "app", "resource", "website", "change", "news", "story", "stories", "difference", "type", "kind",
    "advantage", "plugin", "extension", "library", "libraries", "podcast", "talk", "movie", "game", "link",
];

/// Nobody promises more in one breath.
const MANY: usize = 16;

/// English nouns that measure: ten years are no promise.
#[rustfmt::skip]
const MEASURES_EN: &[&str] = &[
    "year", "month", "week", "day", "hour", "minute", "people", "person", "time", "percent", "million", "billion",
    "thousand", "page", "post", "article", "dollar", "user", "customer", "client", "company", "companies", "team",
    "version", "release", "agency", "agencies", "country", "countries", "state", "word", "character", "second",
    "mile", "city", "cities", "line", "member", "employee",
];

/// What `text` promises, in reading order. In a `title` a number in front is a promise whatever it counts.
pub(super) fn read(text: &str, title: bool) -> Vec<Promise> {
    let mut found = Vec::new();
    let mut at = 0;
    let mut before = None;
    while let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()).filter(|_| found.len() < MANY) {
        let part_of_word = before.is_some_and(|b: char| {
            (b.is_ascii_alphanumeric() && c.is_ascii_alphanumeric())
                || matches!(b, '.' | '$' | '¥' | '第') && numeral::narrow(c).is_ascii_digit()
        });
        let mut cursor = Cursor::new(text);
        cursor.skip_bytes(at);
        let number = if part_of_word { None } else { amount(&mut cursor) };
        if let Some((count, form)) = number {
            let rest = cursor.rest();
            let promise = japanese(&cursor, count, form, at)
                .or_else(|| english(rest, count, form, at, title && at < 200 && text.get(..at).is_some_and(leads)));
            if let Some(promise) = promise {
                found.push(promise);
            }
            let end = cursor.at().max(at + c.len_utf8());
            before = text.get(..end).and_then(|passed| passed.chars().next_back());
            at = end;
            continue;
        }
        before = Some(c);
        at += c.len_utf8();
    }
    found
}

/// Whether nothing but an article or a colon's worth of words stands before a title's number.
fn leads(before: &str) -> bool {
    let before = fold(before);
    let before = before.trim_end();
    before.is_empty()
        || before.ends_with([':', '-', '—', '–', '|', '】', '」'])
        || matches!(before, "the" | "my" | "our" | "top" | "the top" | "these" | "here are" | "a")
}

/// A number at the cursor, as promises write them.
fn amount(cursor: &mut Cursor<'_>) -> Option<(usize, Form)> {
    let start = cursor.clone();
    if cursor.starts_with("a dozen") || cursor.starts_with("dozen") {
        cursor.skip(|c| c != 'd');
        cursor.skip_chars(5);
        return Some((12, Form::Word));
    }
    let (number, form) = numeral::read(cursor)?;
    let fine = match form {
        Form::Digits | Form::Kanji | Form::Hiragana => true,
        // "first" and "second" count nothing.
        Form::Word => {
            !cursor.passed().ends_with("st")
                && !cursor.passed().ends_with("nd")
                && !cursor.passed().ends_with("rd")
                && !cursor.passed().ends_with("th")
                && !cursor.passed().ends_with("ly")
        }
        Form::Circled | Form::Roman => false,
    };
    if !fine || !(2..=100).contains(&number) {
        if !fine {
            *cursor = start;
            return None;
        }
        return Some((0, form));
    }
    Some((usize::try_from(number).unwrap_or(0), form))
}

/// 3つの方法, 5選, 八か条, 7ステップ, 十則.
fn japanese(cursor: &Cursor<'_>, count: usize, form: Form, at: usize) -> Option<Promise> {
    if count < 2 || form == Form::Word {
        return None;
    }
    let mut cursor = cursor.clone();
    cursor.skip_blanks();
    let promise = |of, noun: &str| Some(Promise { count, of, noun: noun.to_owned(), at });
    if ["つ目", "個目", "番目", "点目", "条第"].iter().any(|ordinal| cursor.starts_with(ordinal)) {
        return None;
    }
    if let Some(counter) = cursor.skip_any(&[
        "箇条",
        "か条",
        "カ条",
        "ヵ条",
        "ヶ条",
        "ケ条",
        "則",
        "原則",
        "カ所のポイント",
        "訣",
        "戒",
        "の掟",
    ]) {
        return promise(Of::Ways, counter);
    }
    if cursor.starts_with("選") && !cursor.starts_with("選手") && !cursor.starts_with("選挙") {
        let before = cursor.passed().chars().rev().take(60).collect::<Vec<_>>();
        let before: String = before.into_iter().rev().map(numeral::narrow).collect();
        let of = if REASONS_JA.iter().any(|noun| before.contains(noun))
            && !WAYS_JA.iter().take(30).any(|noun| before.contains(noun))
        {
            Of::Reasons
        } else {
            Of::Ways
        };
        return promise(of, "選");
    }
    let counter = cursor.skip_any(&["つ", "個", "点", "品", "項目", "種類", "大", "パターン"]);
    if counter == Some("種類") {
        return None;
    }
    // つ目, 個人: no counters.
    if counter == Some("個") && cursor.starts_with("人") {
        return None;
    }
    cursor.skip(|c| c == 'の' || c.is_whitespace());
    let ahead: String = cursor
        .rest()
        .chars()
        .map(numeral::narrow)
        .take(24)
        .take_while(|c| !matches!(c, '。' | '、' | '?' | '!' | '」' | '】' | '\n'))
        .collect();
    let near = |nouns: &'static [&'static str]| {
        nouns
            .iter()
            .filter_map(|noun| ahead.find(noun).map(|place| (place + noun.len(), noun.len(), *noun)))
            .min_by_key(|(end, length, _)| (*end, usize::MAX - *length))
    };
    let (way, reason) = (near(WAYS_JA), near(REASONS_JA));
    match (counter, way, reason) {
        (_, Some((place, ..)), Some((other, _, noun)))
            if other < place && (counter.is_some() || ahead.starts_with(noun)) =>
        {
            promise(Of::Reasons, noun)
        }
        (Some(_), Some((_, _, noun)), _) => promise(Of::Ways, noun),
        (Some(_), None, Some((_, _, noun))) => promise(Of::Reasons, noun),
        (Some("つ" | "点" | "品"), None, None) => promise(Of::Things, ""),
        // 7ステップ, 5ポイント: the noun itself counts.
        (None, Some((_, _, noun)), _) if ahead.starts_with(noun) && noun.chars().count() > 1 && noun != "こと" => {
            promise(Of::Ways, noun)
        }
        (Some(_) | None, ..) => None,
    }
}

/// 5 (simple, proven) ways, twelve rules, 10+ tips.
fn english(rest: &str, count: usize, form: Form, at: usize, leads: bool) -> Option<Promise> {
    if count < 2 || !matches!(form, Form::Digits | Form::Word) {
        return None;
    }
    let rest: String = rest.chars().take(120).map(numeral::narrow).collect();
    let rest = rest.strip_prefix('+').unwrap_or(&rest);
    if !rest.starts_with([' ', '-', '\u{a0}']) {
        return None;
    }
    let clause = rest.split(['.', ',', ';', ':', '(', '!', '?', '\n']).next().unwrap_or_default();
    let mut plural = None;
    for (index, word) in clause
        .split(|c: char| !(c.is_alphanumeric() || c == '\'' || c == '’'))
        .filter(|word| !word.is_empty())
        .enumerate()
        .take(5)
    {
        if index > 0
            && matches!(
                word,
                "to" | "for"
                    | "of"
                    | "in"
                    | "on"
                    | "and"
                    | "that"
                    | "you"
                    | "from"
                    | "with"
                    | "is"
                    | "are"
                    | "i"
                    | "we"
                    | "your"
            )
        {
            break;
        }
        let single = word
            .strip_suffix("ies")
            .map_or_else(|| word.strip_suffix('s').unwrap_or(word).to_owned(), |stem| format!("{stem}y"));
        if !word.ends_with('s') && word != "advice" {
            continue;
        }
        if MEASURES_EN.contains(&single.as_str()) {
            return None;
        }
        if REASONS_EN.contains(&single.as_str()) {
            return Some(Promise { count, of: Of::Reasons, noun: single, at });
        }
        if WAYS_EN.contains(&single.as_str()) {
            return Some(Promise { count, of: Of::Ways, noun: single, at });
        }
        plural.get_or_insert(single);
    }
    if leads && let Some(noun) = plural {
        return Some(Promise { count, of: Of::Things, noun, at });
    }
    None
}

/// What a title of a how-to holds.
#[rustfmt::skip]
const STRONG: &[&str] = &[
    "how to ", "how i ", "how we ", "how you ", "tips", "best practices", "step-by-step", "step by step", "guide to",
    "a guide", "do's and don'ts", "dos and don'ts", "ways to", "rules for", "advice for", "lessons from",
    "lessons learned", "i learned", "i've learned", "we learned", "we've learned", "things i", "things you",
    "things every", "checklist", "tricks", "のコツ", "するコツ", "コツ", "の方法", "する方法", "方法", "やり方",
    "書き方", "作り方", "進め方", "使い方", "伝え方", "聞き方", "話し方", "始め方", "はじめ方", "選び方", "作法",
    "心得", "極意", "秘訣", "鉄則", "手順", "ベストプラクティス", "テクニック", "ポイント", "心がけ", "心掛け",
    "気をつけ", "気を付け", "意識して", "大切にして", "べきこと", "ためにやった", "ために", "ために必要", "ための",
    "仕事術", "勉強法", "活用術", "対処法", "ハウツー", "howto", "入門", "ガイド", "工夫", "十則", "か条", "箇条",
    "ヶ条",
];

/// What it often holds, and others too.
#[rustfmt::skip]
const WEAK: &[&str] = &[
    "how ", "guide", "advice", "lessons", "rules", "habits", "principles", "手引き", "ましょう", "しよう", "よう",
    "には", "どのように", "どうやって", "どう", "のすすめ", "のススメ", "習慣", "こと", "術", "チェックリスト",
    "なくす", "防ぐ", "改善", "レシピ", "better", "improve", "avoid", "should", "能力",
];

/// How much a title alone says that ways follow, from 0 to 3.
pub(super) fn title_says_how(title: &str) -> u8 {
    let folded = fold(title).replace('’', "'");
    if STRONG.iter().any(|word| folded.contains(word)) {
        3
    } else {
        u8::from(WEAK.iter().any(|word| folded.contains(word)))
    }
}

/// What titles of other posts hold.
#[rustfmt::skip]
const OTHER: &[&str] = &[
    "リリースノート", "リリースしました", "をリリース", "公開しました", "更新履歴", "変更履歴", "日記", "週報",
    "月報", "日報", "インタビュー", "対談", "座談会", "参加レポート", "参加してきました", "参加しました", "参加記",
    "レポート", "イベント報告", "開催報告", "振り返り", "ふりかえり", "お知らせ", "告知", "募集", "自己紹介",
    "読書メモ", "読書記録", "書評", "感想", "リンク集", "まとめページ", "今週の", "今月の", "議事録", "買って",
    "を読んで", "を読んだ", "思い出", "について思う", "理由", "話", "とは", "解説", "release notes", "released",
    "changelog", "what's new", "announcing", "announcement", "introducing", "interview", "weekly", "monthly",
    "recap", "trip report", "conference report", "a review", "review of", "book review", "year in review",
    "weeknotes", "diary", "journal", "links", "reading list", "reasons", "why ", "state of", "the story of",
    "history of", "newsletter", "roundup", "meet the", "q&a",
];

/// Words with 話 that tell no story.
const SPOKEN: &[&str] = &["話し", "話す", "話さ", "話せ", "話そ", "電話", "会話", "世話", "通話"];

/// Whether a title says that something else follows: notes of a release, a diary, an interview, a report.
pub(super) fn title_says_other(title: &str) -> bool {
    let folded = fold(title).replace('’', "'");
    // 話 is a story, 話す and 電話 are not.
    let folded = SPOKEN.iter().fold(folded, |folded, word| folded.replace(word, " "));
    OTHER.iter().any(|word| folded.contains(word)) || version(&folded)
}

/// Whether a title names questions: they are what follows.
pub(super) fn title_says_questions(title: &str) -> bool {
    let folded = fold(title);
    let end = folded.trim_end_matches(|c: char| !c.is_alphanumeric());
    end.ends_with("質問") || end.ends_with("問い") || folded.contains("questions to ")
}

/// `v1.2`, `2.0.1`: a title that names a version.
fn version(folded: &str) -> bool {
    folded.split(|c: char| !(c.is_ascii_alphanumeric() || c == '.')).any(|word| {
        let digits = word.strip_prefix('v').unwrap_or(word);
        let mut parts = digits.split('.');
        let numbers = parts.clone().count() >= 2
            && parts.all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()));
        numbers && (word.starts_with('v') || digits.split('.').count() >= 3)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first(text: &str, title: bool) -> Option<(usize, Of)> {
        read(text, title).first().map(|promise| (promise.count, promise.of))
    }

    #[test]
    fn promises_of_both_languages() {
        for (text, count, of) in [
            ("クレーム対応5つの方法", 5, Of::Ways),
            ("今見直したい３つのこと", 3, Of::Ways),
            ("デキるPMの7つの改善ステップ", 7, Of::Ways),
            ("小説作法十則", 10, Of::Ways),
            ("新人に伝えたい八か条", 8, Of::Ways),
            ("会議を変えるコツ5選", 5, Of::Ways),
            ("辞めたくなるサイン5選", 5, Of::Reasons),
            ("猫を飼うべき三つの理由", 3, Of::Reasons),
            ("Rubyで知った7つの書き方", 7, Of::Ways),
            ("10 Tips for Better Hallway Usability Testing", 10, Of::Ways),
            ("Three small steps you can take", 3, Of::Ways),
            ("Speak like a human: 12 ways tech companies can write", 12, Of::Ways),
            ("Seven tips on facilitating", 7, Of::Ways),
            ("7 reasons to love Rust", 7, Of::Reasons),
            ("5 mistakes beginners make", 5, Of::Ways),
        ] {
            assert_eq!(first(text, true), Some((count, of)), "{text}");
        }
        for (text, count) in [
            ("here are a dozen simple rules you can adopt", 12),
            ("主に以下の3つがある。", 3),
            ("4つのポイントを用意しました。", 4),
            ("次の6つのトピックが思い浮かんだ", 6),
        ] {
            assert_eq!(first(text, false).map(|(count, _)| count), Some(count), "{text}");
        }
    }

    #[test]
    fn other_numbers_promise_nothing() {
        for text in [
            "2013年の冬に80%が",
            "1つ目は、聞くこと",
            "iPhone 15 Pro を買った",
            "the first time",
            "at least 30 minutes before",
            "一人で悩む",
            "10人に聞いた",
            "5-10 minutes",
        ] {
            assert!(read(text, false).iter().all(|promise| promise.of != Of::Ways), "{text}");
        }
    }
}
