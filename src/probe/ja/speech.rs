//! Speech: words somebody said, in quotation marks or reported.

use crate::flow::Detail;
use crate::probe::page::Page;
use crate::probe::{Raw, Sign};

/// Verbs and nouns of saying that follow と or って.
const SAY: &str = "言|いっ|いい|いわれ|聞|きかれ|きいた|訊|尋|たずね|話|答|こたえ|返|怒|叱|叫|つぶや|呟|頼|電話|伝え|書かれていたメール|怒鳴|どな|笑|泣|励|褒|ほめ|断|声|おっしゃ|仰|口|告げ|ぽつり|一言|ひと言|ささや|詰め寄|迫|謝|教え|問|声をかけ|切り出|吐き|ぼそ|注意|頭を下げ|お願い|食い下が|つめ寄|きっぱり|報告|相談|返信|コメント|指摘|メッセージ|手紙|書いてあった|書かれて|ひとこと|けなされ|責め|詰め|怒っ|驚|提案|説明";

/// Nouns that name something said.
const SAID: &str = "の一言|のひと言|の言葉|のひとこと|の声|という一言|という言葉|という声|という電話|というひと言|というメール|との声|との電話|との連絡|とのお叱り|との一言";

/// Signs, labels and titles: quoted, but nobody speaks.
const SIGN: &str = "といった|という文字|という意味|という欄|というボタン|というタイトル|という商品|というサービス|という本|という項目|という札|という貼|というテーマ|というルール|というもの|としか書|と書|と貼|と印|と表示|とだけ書|と入力|と検索|と名付|と名づ|と呼|と題|という看板|という名|という紙|と記";

/// What people write to each other on.
const WRITTEN: [&str; 14] = [
    "はがき",
    "ハガキ",
    "葉書",
    "手紙",
    "アンケート",
    "レビュー",
    "口コミ",
    "クチコミ",
    "コメント",
    "メール",
    "メモ",
    "付箋",
    "ノート",
    "日記",
];

pub(super) fn read(page: &Page, out: &mut Vec<Raw>) {
    for &(start, end) in page.quotes() {
        if spoken(page, start, end) {
            out.push(Raw { detail: Detail::Speech, start, end, sign: Sign::Word });
        }
    }
    reported(page, out);
}

/// Whether the quotation from `start` to `end` is something somebody said.
fn spoken(page: &Page, start: usize, end: usize) -> bool {
    if page.starts(end, SIGN) {
        // A letter or a review speaks for the one who wrote it.
        let before = page.text(page.sentence_start(start), start);
        return page.starts(end, "と書") && WRITTEN.iter().any(|paper| before.contains(paper));
    }
    if page.starts(end, SAID) {
        return true;
    }
    let mut after = page.after(end, "とだけ|とか|とまで|なんて|って|と|て。|て、");
    // 「いらん」 言うて: the dialects that drop と.
    if after.is_none() && page.starts(end, "言う|言わ|言い|いうて") {
        after = Some(end);
    }
    if let Some(after) = after {
        let stop = page.sentence_end(after).min(after + 24);
        let rest = page.text(after, stop);
        let near = rest.chars().take(24).collect::<String>();
        if SAY.split('|').any(|verb| near.contains(verb)) {
            return true;
        }
        // 「しまった」と思った: a thought.
        if page.starts(after, "思|考え|感じ|信じ|おも|いう|いえ|は|も") {
            return false;
        }
        // 「またかよ」って。 「すみません」と。
        return page.starts(after, "。|、") || after >= page.len() || sentence(page, start, end);
    }
    // 母は「もうええわ」。 A quotation that ends a sentence or stands alone.
    let closes = end >= page.len() || page.starts(end, "。|!|?|…|——|\n");
    let alone = page.text(0, start).trim().is_empty() || page.ends(start, "。|」|は|が|、|も|:|から|」 ");
    closes && alone && (sentence(page, start, end) || page.ends(start, "は|が|は、|が、"))
}

/// Whether what is quoted reads as a sentence, not as a name.
fn sentence(page: &Page, start: usize, end: usize) -> bool {
    let inner = end.saturating_sub(1);
    page.text(start, end).contains(['。', '、', '?', '!', '…'])
        || page.ends(inner, "です|ます|だ|よ|ね|か|た|い|わ|な|の|て|で|ん|れ|ぞ|う|る|ください|ありがとう|ー")
}

/// Speech without quotation marks: 高いと言われた, 早いねって言うてくれた.
fn reported(page: &Page, out: &mut Vec<Raw>) {
    let verbs = "言われ|言った|言って|言いまし|言うて|言うた|いわれ|聞かれ|訊かれ|尋ねられ|怒られ|叱られ|怒鳴られ|頼まれ|おっしゃ|仰|断られ|褒められ|ほめられ|注意され|答えまし|答えた";
    for i in 0..page.len() {
        let Some(verb) = page.after(i, "と|って|て") else { continue };
        let Some(end) = page.after(verb, verbs) else { continue };
        if page.quoted(i) || page.ends(i, "」|』|\"|”") {
            continue;
        }
        let general = page.starts(end, "ている|ていま|ても|てい|てしま|ると|ており|てきま|ば")
            && !page.ends(end, "言って|言うて")
            || (page.ends(end, "言って")
                && !page.starts(end, "くれ|もら|き|いた|いただ|、|。|帰|笑|泣|怒|去|出|電話|くだ|まし"))
            || page.ends(i, "から");
        let words = i.saturating_sub(page.sentence_start(i));
        let pointed = page.ends(
            i,
            "こう|そう|ああ|どう|なん|なに|何|はっきり|きちん|ちゃん|ず|もっ|や|きっ|ざっ|じっ|そっ|ふ|ひょっ",
        );
        if !general && !pointed && words >= 2 && !page.starts(i, "て") {
            let from = page.sentence_start(i);
            out.push(Raw { detail: Detail::Speech, start: from.max(i.saturating_sub(20)), end, sign: Sign::Word });
        }
    }
}
