//! Words that tell a reader what a heading is for: an opening, a closing, matter at the end.
//!
//! What it is: lists and the few rules of how they are matched, for Japanese and English. What it is not: a
//! dictionary; a heading nobody knows is simply a heading. Invariant: pure functions over one short text.

use super::numeral::fold;
use crate::text::sentence::sentences;

/// What a heading is for, where its words say so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Use {
    /// It opens a post: はじめに, Introduction, 注意.
    Opening,
    /// It closes one: まとめ, Conclusion.
    Closing,
    /// It stands after the end: 参考文献, References, About the author.
    EndMatter,
}

#[rustfmt::skip]
const OPENINGS: &[&str] = &[
    "はじめに", "初めに", "始めに", "まえがき", "前書き", "前置き", "導入", "序", "序文", "序章", "プロローグ",
    "概要", "要約", "背景", "目次", "もくじ", "この記事について", "本記事について", "この記事の内容",
    "この記事でわかること", "この記事で分かること", "この記事の目的", "本記事の目的", "目的", "きっかけ", "経緯",
    "動機", "前提", "前提条件", "前提知識", "事前準備", "対象読者", "想定読者", "対象者", "対象", "この記事の対象",
    "想定する読者", "環境", "動作環境", "検証環境", "実行環境", "開発環境", "注意", "注意事項", "注意点", "免責",
    "免責事項", "おことわり", "お断り", "tl;dr", "tldr", "自己紹介", "課題", "問題", "結論から", "先に結論",
    "筆者について", "私について", "introduction", "intro", "overview", "background", "preface", "foreword",
    "prologue", "motivation", "summary", "abstract", "tl;dr:", "about this post", "about this guide",
    "prerequisites", "requirements", "before you start", "before we start", "before you begin", "before we begin",
    "table of contents", "contents", "disclaimer", "context", "the problem", "problem", "what you'll need",
    "what you need", "what you will learn", "what you'll learn", "who is this for", "who this is for", "note",
    "quick summary", "at a glance", "the short version", "why", "audience", "scope", "goals",
];

#[rustfmt::skip]
const CLOSINGS: &[&str] = &[
    "まとめ", "まとめと感想", "まとめにかえて", "まとめに代えて", "おわりに", "終わりに", "おわり", "終わり",
    "最後に", "さいごに", "最後", "結論", "結び", "結びに", "結びに代えて", "むすび", "むすびに", "あとがき",
    "後書き", "後記", "総括", "総論", "感想", "所感", "おわりにかえて", "エピローグ", "終章", "以上", "今後",
    "今後の展望", "今後の課題", "今後に向けて", "これから", "全体のまとめ", "本日のまとめ", "今日のまとめ",
    "記事のまとめ", "振り返り", "さあ、始めよう", "さあ始めましょう", "最後のひとこと", "最後に一言", "一言",
    "ひとこと", "締め", "しめ", "conclusion", "conclusions", "summary", "in summary", "to summarize", "to summarise",
    "summing up", "wrap up", "wrap-up", "wrapping up", "wrapping it up", "final thoughts", "final words",
    "final notes", "final note", "final remarks", "closing", "closing thoughts", "closing words", "closing remarks",
    "in closing", "in the end", "before you go", "in conclusion", "to conclude", "concluding thoughts",
    "concluding remarks", "takeaways", "takeaway", "key takeaways", "the takeaway", "the bottom line", "bottom line",
    "next steps", "what's next", "what next", "where to go from here", "going forward", "moving forward", "outro",
    "parting thoughts", "parting words", "in short", "recap", "to recap", "epilogue", "afterword", "last words",
    "last thoughts", "one last thing", "the end", "that's it", "that's all", "that's a wrap", "keep going",
    "keep it going", "what we learned", "what i learned", "lessons learned", "looking ahead", "tl;dr",
    "putting it all together", "putting it together", "bringing it all together", "now it's your turn", "your turn",
    "over to you", "get started", "go forth", "the upshot", "so what", "reflections", "final word",
    "conclusion and next steps", "happy coding", "thank you", "thanks",
];

#[rustfmt::skip]
const END_MATTER: &[&str] = &[
    "参考", "参考文献", "参考図書", "参考書籍", "参考書", "参考資料", "参考リンク", "参考記事", "参考サイト",
    "参考url", "参考にした記事", "参考にした資料", "参照", "関連", "関連記事", "関連リンク", "関連書籍", "関連情報",
    "関連資料", "関連するページ", "ブックマーク", "脚注", "注釈", "注", "出典", "引用", "引用元", "引用文献",
    "リンク", "リンク集", "著者", "著者について", "著者紹介", "著者プロフィール", "筆者紹介", "執筆者",
    "この記事を書いた人", "書いた人", "プロフィール", "更新履歴", "変更履歴", "改訂履歴", "謝辞", "お知らせ",
    "お知らせ・募集", "宣伝", "告知", "採用情報", "採用", "求人", "仲間募集", "募集", "募集要項", "メンバー募集",
    "we are hiring", "we're hiring", "コメント", "タグ", "シェア", "追記", "付録", "補足", "補足情報", "余談",
    "おまけ", "免責", "よくある質問", "faq", "q&a", "お問い合わせ", "お問合せ", "お申し込み", "会社概要", "運営会社",
    "資料ダウンロード", "無料相談", "メルマガ", "次に読む", "あわせて読みたい", "こちらもおすすめ", "おすすめ記事",
    "おすすめの記事", "他の記事", "references", "reference", "further reading", "further resources", "more reading",
    "additional reading", "additional resources", "resources", "more resources", "helpful resources",
    "useful resources", "useful links", "related", "related posts", "related articles", "related reading",
    "related content", "see also", "links", "bibliography", "footnotes", "notes", "credits", "acknowledgements",
    "acknowledgments", "acknowledgement", "acknowledgment", "about the author", "about the authors", "about me",
    "about us", "author", "authors", "author bio", "changelog", "change log", "updates", "update", "comments",
    "sources", "appendix", "share", "share this", "share this post", "subscribe", "newsletter", "contact",
    "profile", "筆者プロフィール", "ライタープロフィール", "ライター紹介", "この記事のライター",
    "contact us", "frequently asked questions", "learn more", "read more", "read next", "more information",
    "for more information", "tags", "license", "licence", "disclosure", "citations", "works cited",
    "recommended reading", "more posts", "join us", "image credits", "photo credits", "discussion", "attribution",
    "other resources",
];

/// What the words of a heading may be for: some open a post and close one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Purpose {
    opens: bool,
    closes: bool,
    ends: bool,
}

impl Purpose {
    /// What `heading`, without its marker, may be for.
    pub(super) fn of(heading: &str) -> Self {
        let bare = bare(heading);
        if bare.is_empty() {
            return Self::default();
        }
        Self { opens: among(OPENINGS, &bare), closes: among(CLOSINGS, &bare), ends: among(END_MATTER, &bare) }
    }

    /// What it is for: `Summary` opens a post where it stands `first`, else it closes one.
    pub(super) const fn here(self, first: bool) -> Option<Use> {
        if self.closes && !(first && self.opens) {
            Some(Use::Closing)
        } else if self.opens {
            Some(Use::Opening)
        } else if self.ends {
            Some(Use::EndMatter)
        } else {
            None
        }
    }
}

/// A heading folded and freed of signs at its ends.
fn bare(heading: &str) -> String {
    let folded = fold(heading).replace('’', "'");
    folded.trim_matches(|c: char| !(c.is_alphanumeric() || c == 'ー')).to_owned()
}

/// Whether `bare` is one of `words`, or one of them with something behind it that is no part of a longer word.
fn among(words: &[&str], bare: &str) -> bool {
    words.iter().any(|word| {
        let Some(rest) = bare.strip_prefix(word) else { return false };
        match rest.chars().next() {
            None => true,
            // まとめ｜…, Conclusion: …; "最後に、…" may still be a tip's heading, "summary of" is none.
            Some(c) => {
                matches!(c, ':' | '|' | '(' | '-' | '–' | '—' | '~' | '〜' | '【')
                    // まとめ「…」; 最後に「…」を聞く goes on.
                    || (c == '「' && rest.chars().rev().find(|c| c.is_alphanumeric() || *c == '」') == Some('」'))
                    || (c == ' ' && !word.is_ascii())
            }
        }
    })
}

/// What a closing paragraph starts with.
#[rustfmt::skip]
const STARTS: &[&str] = &[
    "以上", "どれも", "この3つ", "この三つ", "これら3つ", "最後に", "さいごに", "いかがで", "いかがだった",
    "まとめると", "これらの方法", "これらのコツ", "これらのポイント", "今回は", "今回紹介", "今回ご紹介", "ここまで",
    "皆さんも", "みなさんも", "皆様も", "あなたも", "ぜひ", "是非", "さあ", "もっと質問", "質問が", "ご質問",
    "ご不明", "お困り", "in conclusion", "in summary", "to sum", "to summarize", "in short,", "in the end",
    "all and all", "to conclude", "that's it", "that's all", "and that's", "these tips", "these steps", "these two ",
    "these three ", "these four ", "these five ", "these six ", "these seven ", "these simple ", "these are",
    "with these", "by following", "following these", "using these", "so there you have", "there you have it",
    "those are", "if you follow", "i hope", "we hope", "hopefully", "hope ", "thanks for", "thank you for", "happy ",
    "good luck", "have fun", "let me know", "let us know", "feel free", "if you have any", "if you have questions",
    "if you enjoyed", "if you liked", "if you found", "follow me", "follow us", "want to learn more",
    "in addition to the above", "remember,", "remember:", "remember that", "overall,", "ultimately,", "now go",
    "go forth", "now it's your", "now, go", "all in all", "bottom line", "the bottom line", "to recap",
    "as you can see", "whichever", "whatever you", "no matter which", "none of these", "each of these",
    "all of these", "not every", "start with one", "try one",
];

/// What only a closing paragraph holds.
#[rustfmt::skip]
const WITHIN: &[&str] = &[
    "いかがでしたか", "いかがでしたでしょうか", "参考になれば", "参考になりましたら", "お役に立て", "役に立てば",
    "幸いです", "幸いだ", "嬉しいです", "読んでいただき", "お読みいただき", "お読みくださり", "最後まで読んで", "読んでくださ", "読んでくれて", "励みになります",
    "最後までお読み", "ありがとうございました", "お問い合わせください", "お気軽に", "コメントで教えて", "コメント欄",
    "コメントください", "フォローして", "フォローお願い", "シェアして", "チャンネル登録", "試してみてください",
    "試してみませんか", "始めてみませんか", "はじめてみませんか", "ためしてみてください", "やってみてください",
    "取り入れてみてください", "はじめてみ", "始めてみて", "始めてみません", "実践してみ", "願っています",
    "楽しみにしています", "それでは、また", "ではまた", "ではでは", "次回は", "次の記事", "on your own",
    "in the comments", "leave a comment", "comment below", "comments below", "drop a comment", "thanks for reading",
    "thank you for reading", "let me know", "let us know", "i'd love to hear", "we'd love to hear",
    "love to hear from you", "reach out", "stay tuned", "next post", "subscribe", "happy coding", "good luck",
    "contact us", "get in touch", "by following these", "these simple", "these tips", "these steps", "i hope this",
    "hope this helps", "hope you",
];

/// What a last paragraph says goodbye with, without commas and blanks.
#[rustfmt::skip]
const FAREWELLS: &[&str] = &[
    "どうぞ", "おしまい", "ではまた", "じゃあまた", "じゃまた", "それじゃ", "またね", "また来週", "また次回", "また明日",
    "またお会い", "またいつか", "さようなら", "ではでは", "では良い", "ではよい", "長くなりましたが", "読んでくださ",
    "最後まで読んで", "ここまで読んで", "seeyou", "untilnext", "bye", "goodbye", "takecare", "cheers", "theend",
    "tillnext",
];

/// Questions a post may end with.
const ASKING: &[&str] = &["what are your", "what's your", "what do you think", "do you have", "have you", "got any"];

/// Whether a paragraph sounds like the end of a post: thanks, wishes, an invitation, a look back on the whole.
/// Some words do so only in the `last` paragraphs; further up they may be a tip's own.
pub(super) fn sounds_like_closing(text: &str, last: bool) -> bool {
    let folded = fold(text).replace('’', "'");
    let start = folded.trim_start_matches(|c: char| !c.is_alphanumeric()).replacen("that is", "that's", 1);
    let start = ["so ", "so, ", "and ", "well, ", "anyway, "]
        .iter()
        .find_map(|word| start.strip_prefix(word))
        .unwrap_or(&start);
    STARTS.iter().any(|opening| start.starts_with(opening))
        || (last
            && (WITHIN.iter().any(|phrase| folded.contains(phrase))
                || ASKING.iter().any(|question| start.starts_with(question))
                || says_goodbye(start)))
}

/// Whether a folded paragraph starts as a farewell does.
fn says_goodbye(folded: &str) -> bool {
    let bare: String = folded.chars().filter(|c| c.is_alphanumeric() || *c == 'ー').take(16).collect();
    let bare = bare.strip_prefix("それ").filter(|rest| rest.starts_with("では")).unwrap_or(&bare);
    FAREWELLS.iter().any(|farewell| bare.starts_with(farewell))
}

/// Words of a call to the reader.
#[rustfmt::skip]
const CALLS: &[&str] = &[
    "コメント", "お問い合わせ", "問い合わせ", "ご相談", "ご連絡", "お気軽に", "フォロー", "シェア", "登録",
    "ダウンロード", "お申し込み", "お申込", "教えて", "お尋ね", "おたずね", "お聞きください",
    "お声がけ", "お電話", "ご質問", "お知らせください", "ご覧ください", "ぜひ", "是非", "聞かせ", "お待ちして", "試してみ", "やってみ",
    "取り入れてみ", "実践してみ", "始めてみ", "はじめてみ", "始めましょう", "はじめましょう", "みませんか", "お寄せ",
    "お便り", "ご意見", "ご感想", "お越し", "お立ち寄り", "お会いしましょう", "お会いできる", "ご参加", "ご応募",
    "声をかけて", "よろしくお願い", "宜しくお願い", "お読みいただき", "読んでいただき", "ありがとうございました",
    "いかがでしたか", "いかがでしたでしょうか", "願っています", "幸いです", "それではまた", "それでは、", "ではまた",
    "また来週", "また次回", "次回は", "let me know", "let us know", "comment below", "comments below", "comments!",
    "in the comments", "leave a comment", "a comment", "contact me", "contact us", "contact the", "get in touch",
    "reach out", "reach me", "reach us", "subscribe", "follow me", "follow us", "follow @", "follow along", "share this",
    "share your", "share it", "sign up", "try it", "try one", "try them", "give it a try", "questions?", "any questions",
    "have questions", "a question", "love to hear", "like to hear", "happy to hear", "glad to hear", "what do you",
    "what are your", "what's your", "do you have", "have you ", "happy coding", "good luck", "wish me luck", "have fun",
    "thanks for", "thank you", "check out", "download", "join us", "join the", "join our", "join me", "looking for more",
    "write to ", "write me", "write us", "drop me", "drop us", "drop by", "e-mail", "email", "mail me", "mail us",
    "send me", "send us", "tell me", "tell us", "ask me", "ask us", "call me", "call us", "ping me", "ping us",
    "find me ", "find us ", "reply", "see you", "let's talk", "talk to us", "connect with", "stop by", "come by",
    "visit us", "register", "apply ", "donate", "open an issue", "pull request", "stay tuned", "next time", "next post",
    "now go", "go and ", "happy ", "want to know more", "learn more", "over to you", "your turn",
];

/// Nouns for ways, in an introduction.
#[rustfmt::skip]
const WAYS: &[&str] = &[
    "コツ", "方法", "ポイント", "工夫", "心がけ", "心掛け", "気をつけ", "気を付け", "やり方", "手順", "習慣", "教訓",
    "ヒント", "心得", "ルール", "秘訣", "作戦", "対処法", "進め方", "書き方", "tips", "lessons", "rules", "ways",
    "steps", "habits", "ideas", "advice", "practices", "principles", "tricks", "techniques", "guidelines",
    "strategies", "things",
];

/// What announces them.
#[rustfmt::skip]
const ANNOUNCING: &[&str] = &[
    "紹介", "以下", "次の", "書きます", "書いて", "書く", "まとめ", "お伝え", "伝えたい", "並べ", "解説",
    "説明します", "挙げ", "here are", "here is", "these are", "the following", "below", "i'll share", "i will share",
    "i want to share", "let me share", "we'll look", "we will look", "i would give", "wrote down", "put together",
    "my list", "this list", "some of the",
];

/// Whether a paragraph says in one sentence that ways follow.
pub(super) fn announces_ways(text: &str) -> bool {
    let folded = fold(text).replace('’', "'");
    folded.split(['。', '.', '!', '?', '！', '？', '\n']).any(|sentence| {
        let holds = |words: &[&str]| words.iter().any(|word| sentence.contains(word));
        holds(WAYS) && holds(ANNOUNCING)
    })
}

/// Whether a paragraph calls on the reader: the post's own last word, which nothing may follow. One that says
/// something else, and calls in passing, does not.
pub(super) fn calls_reader(text: &str) -> bool {
    let folded = fold(text).replace('’', "'");
    let told: Vec<&str> = sentences(&folded).iter().map(|span| span.of(&folded).trim()).collect();
    let told: Vec<&str> = told.into_iter().filter(|sentence| sentence.contains(char::is_alphanumeric)).collect();
    let calls = |sentence: &&str| CALLS.iter().any(|call| sentence.contains(call));
    told.first().is_some_and(calls) || told.iter().filter(|sentence| calls(sentence)).count() * 2 >= told.len().max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_say_what_they_are_for() {
        for (heading, first, what) in [
            ("はじめに", true, Some(Use::Opening)),
            ("■まとめ", false, Some(Use::Closing)),
            ("まとめ｜形骸化を防ぐには", false, Some(Use::Closing)),
            ("Conclusion", false, Some(Use::Closing)),
            ("Summary", true, Some(Use::Opening)),
            ("Summary", false, Some(Use::Closing)),
            ("参考図書", false, Some(Use::EndMatter)),
            ("What’s next?", false, Some(Use::Closing)),
            ("まとめて送る", false, None),
            ("最後に確認する", false, None),
            ("目的を明示する", false, None),
            ("Listen first", true, None),
        ] {
            assert_eq!(Purpose::of(heading).here(first), what, "{heading}");
        }
    }
}
