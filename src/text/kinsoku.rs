//! Kinsoku: which characters may not start a row, and which may not end one.
//!
//! What it is: the strict classes of JLREQ (Requirements for Japanese Text Layout, §3.1.7, §3.1.8 and §3.1.10) as tables, and
//! the punctuation that may hang. What it is not: the search for breaks, which is `rows`. Invariant: a cluster is judged by its
//! first character.

/// Whether a row may start with this cluster.
///
/// Closing brackets (cl-02), hyphens (cl-03), dividing marks (cl-04), middle dots (cl-05), full stops (cl-06), commas
/// (cl-07), iteration marks (cl-09), the long vowel mark (cl-10) and small kana (cl-11) may not, nor their half-width twins.
#[must_use]
pub fn may_start(cluster: &str) -> bool {
    !cluster.chars().next().is_some_and(|c| {
        matches!(c,
            '’' | '”' | ')' | '）' | '〕' | ']' | '］' | '}' | '｝' | '〉' | '》' | '」' | '』' | '】' | '｠' | '〙' | '〗'
            | '»' | '〟' | '｣' | '⦆'
            | '‐' | '〜' | '゠' | '–' | '～'
            | '!' | '！' | '?' | '？' | '‼' | '⁇' | '⁈' | '⁉'
            | '・' | '･' | ':' | '：' | ';' | '；'
            | '。' | '．' | '.' | '｡' | '、' | '，' | ',' | '､'
            | 'ヽ' | 'ヾ' | 'ゝ' | 'ゞ' | '々' | '〻'
            | 'ー' | 'ｰ'
            | 'ぁ' | 'ぃ' | 'ぅ' | 'ぇ' | 'ぉ' | 'っ' | 'ゃ' | 'ゅ' | 'ょ' | 'ゎ' | 'ゕ' | 'ゖ'
            | 'ァ' | 'ィ' | 'ゥ' | 'ェ' | 'ォ' | 'ッ' | 'ャ' | 'ュ' | 'ョ' | 'ヮ' | 'ヵ' | 'ヶ'
            | 'ㇰ'..='ㇿ' | 'ｧ'..='ｯ' | '゛' | '゜' | 'ﾞ' | 'ﾟ')
    })
}

/// Whether a row may end with this cluster: opening brackets (cl-01) may not.
#[must_use]
pub fn may_end(cluster: &str) -> bool {
    !cluster.chars().next().is_some_and(|c| {
        matches!(
            c,
            '‘' | '“'
                | '('
                | '（'
                | '〔'
                | '['
                | '［'
                | '{'
                | '｛'
                | '〈'
                | '《'
                | '「'
                | '『'
                | '【'
                | '｟'
                | '〘'
                | '〖'
                | '«'
                | '〝'
                | '｢'
                | '⦅'
        )
    })
}

/// Whether a row may not end between these two: a number and the postfixed abbreviation behind it (cl-13: 5㎏), or the
/// prefixed one before it (cl-12: ＃5). Only those UAX #14 does not keep together by itself, being ideographs to it.
#[must_use]
pub fn together(before: char, after: char) -> bool {
    let number = |c: char| c.is_numeric() || "一二三四五六七八九十百千万億兆".contains(c);
    let unit = |c: char| {
        ('\u{3300}'..='\u{33FF}').contains(&c) && "㏋㌃㌍㌔㌘㌢㌣㌦㌧㌫㌶㌻㍉㍊㍍㍑㍗㎎㎏㎜㎝㎞㎡㏄".contains(c)
    };
    (unit(after) && number(before)) || (before == '＃' && number(after))
}

/// Cells by which this cluster may hang beyond a row's measure (ぶら下げ): full stops and commas, their own width.
#[must_use]
pub fn hang(cluster: &str) -> usize {
    match cluster {
        "。" | "、" | "，" | "．" => 2,
        "｡" | "､" => 1,
        _ => 0,
    }
}
