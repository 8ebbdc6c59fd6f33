//! What happened and what came of it: feelings, failures, changes, costs, causes.

use super::plain;
use crate::flow::Detail;
use crate::probe::lexicon::{Found, Role};
use crate::probe::page::{Page, Script};
use crate::probe::{Raw, Sign};

/// A feeling, unless it is negated.
pub(super) fn feeling(page: &Page, word: Found) -> Option<Sign> {
    let sign = plain(word)?;
    (word.role == Role::Idiom || !negated(page, word.end)).then_some(sign)
}

/// A failure, unless it is negated or has become fewer.
pub(super) fn failure(page: &Page, word: Found) -> Option<Sign> {
    // 辞めた is a failure of the house where others leave it, not where the author left another.
    if word.role == Role::Noun {
        return (!page.ends(word.start, "を")).then_some(Sign::Word);
    }
    let sign = plain(word)?;
    (word.role == Role::Idiom || !(negated(page, word.end) || fewer(page, word.end))).then_some(sign)
}

/// A change made or come about.
pub(super) fn change(page: &Page, word: Found) -> Option<Sign> {
    // それまでは…、今は…: a before and an after.
    if word.role == Role::Noun {
        let before = page.text(page.sentence_start(word.start), word.start);
        let earlier = ["それまで", "以前は", "前は", "昔は", "むかしは", "かつては", "はじめは", "最初は", "当初は"];
        return earlier.iter().any(|mark| before.contains(mark)).then_some(Sign::Event);
    }
    // 声に出して読むようにしています is a habit, unless something is said to have led to it.
    let habit = page.ends(word.end, "ようにし|ようにして|するように")
        && page.starts(page.after(word.end, "し").unwrap_or(word.end), "てい|てお|い|お");
    plain(word).filter(|_| !habit || adopted(page, word))
}

/// Whether a habit is one taken up: それ以来, 今は, 次からは…するようにしています.
pub(super) fn adopted(page: &Page, word: Found) -> bool {
    let habit = page.text(word.start, word.end);
    if !(habit.contains("ように") || habit.contains("ことにして")) {
        return false;
    }
    let before = page.text(page.sentence_start(word.start), word.start);
    [
        "今は",
        "いまは",
        "今では",
        "それ",
        "以来",
        "あれ",
        "その後",
        "その日",
        "以降",
        "次から",
        "次の",
        "翌",
        "反省",
        "このこと",
        "ので、",
        "から、",
    ]
    .iter()
    .any(|mark| before.contains(mark))
}

/// What was paid.
pub(super) fn cost(page: &Page, word: Found) -> Option<Sign> {
    // 半年かけて, 朝までかけて: what was paid stands before the verb.
    let paid = "か月|ヶ月|カ月|ヵ月|年|年半|週間|日|日間|時間|分|晩|円|万|ドル|朝まで|夜まで|深夜まで|日も|月も|年も|時間も|倍の時間を|夜通し|お金を|手間を|がかりで";
    let amount = word.role == Role::Noun && page.ends(word.start, paid);
    plain(word).or_else(|| amount.then_some(Sign::Word))
}

/// Whether the causal word stands where it can be one.
pub(super) fn because(page: &Page, word: Found) -> bool {
    let text = page.text(word.start, word.end);
    match text {
        // けん, やき, さかい end a clause; so do もんで and なので.
        // Behind a noun the copula shows: 釜やけん. But 卵やき is none.
        "やさかい" | "やけん" | "じゃけん" => clause_ends(page, word.end),
        "けん" | "けえ" | "やき" | "さかい" => {
            page.script_before(word.start) == Script::Hiragana && clause_ends(page, word.end)
        }
        "ないため" => page.starts(word.end, "、|,|で|だ|です"),
        "もので" | "もんで" => page.script_before(word.start) == Script::Hiragana,
        _ => true,
    }
}

fn clause_ends(page: &Page, end: usize) -> bool {
    end >= page.len() || page.starts(end, "、|。|,|ね|な| |\n|!|です|でし|だ")
}

/// Causes told by an ending: 〜ので, 〜んで, 〜から after a verb or an adjective.
pub(super) fn endings(page: &Page) -> Vec<Raw> {
    let mut out = Vec::new();
    for i in 0..page.len() {
        let fired = match page.char(i) {
            Some('の') if page.starts(i, "ので") => page.after(i, "ので").filter(|&end| {
                page.ends(i, "た|だ|な|い|る|う|く|す|つ|ぬ|む|ぶ|ん|です|ます") && !page.starts(end, "す|し|は|あ|も")
            }),
            Some('ん') if page.starts(i, "んで") => page.after(i, "んで").filter(|&end| {
                page.ends(i, "た|な|い|てる|いる|やった|へん|るも")
                    && !page.starts(end, "す|し|は|も|い|き|く|お|よ|な")
            }),
            Some('か') if page.starts(i, "から") => page.after(i, "から").filter(|&end| terminal(page, i, end)),
            _ => None,
        };
        out.extend(fired.map(|end| Raw { detail: Detail::Cause, start: i, end, sign: Sign::Word }));
    }
    out
}

/// Times told by a past and a noun: 五人だったころ, 入社した時. 困ったときは is no time but a case.
pub(super) fn when(page: &Page) -> Vec<Raw> {
    let mut out = Vec::new();
    for i in 0..page.len() {
        let Some(end) = page.after(i, "ころ|頃|とき|時") else { continue };
        let era = page.starts(i, "ころ|頃");
        let past = page.ends(i, "た|だ")
            && !page.ends(i, "困った|迷った|悩んだ|何かあった|なにかあった|となった|いった|まだ|ただ");
        let noun = era && page.ends(i, "の") && !page.ends(i, "この|日の|食べ");
        let case = page.starts(end, "は、|には、|こそ|だけ|のため|間|代|点|期|給|短|計|折|々|どき");
        if (past || noun) && !case && !page.starts(end, "は") | era {
            let start = i.saturating_sub(3).max(page.sentence_start(i));
            out.push(Raw { detail: Detail::Time, start, end, sign: Sign::Event });
        }
    }
    out
}

/// Whether から at `i` follows a verb or an adjective in its closing form.
fn terminal(page: &Page, i: usize, end: usize) -> bool {
    if page.starts(end, "に|こそ|すれば") {
        return page.starts(end, "こそ");
    }
    if page.ends(i, "た|です|ます|だ|せん|ない|やった|へん|ねん") {
        return !page.ends(i, "また|あなた|かた|した方|うた|ふた|はた|からだ|あいだ|あした|きのした");
    }
    let verb = page.ends(i, "る|う|む|ぶ|ぬ|す|ぐ|行く|いく|聞く|書く|働く|動く|続く|届く");
    let adjective = page.ends(i, "い")
        && !page.ends(
            i,
            "せい|くらい|ぐらい|おい|あい|たい|位|若い頃|向かい|むかい|くらい前|めい|きれい|手伝い|買い|違い|出会い|知り合い|付き合い|願い|思い|想い|匂い|におい|使い|うちの会|具合い",
        );
    let wish = page.ends(i, "したい|きたい|りたい|ちたい|みたい|れたい|けたい|えたい");
    let noun = page.ends(
        i,
        "となり|まわり|もう|いつ|ほう|むこう|うしろ|ところ|よう|さっきのう|ぎょう|ふう|とう|どう|こう|そう|うえ|きのう|おととい|る|まる",
    ) && !page.ends(i, "る");
    (verb && !noun) || adjective || wish
}

/// Whether the word that ends at `end` is negated in its clause.
fn negated(page: &Page, end: usize) -> bool {
    // Stems of adjectives: 怖 + くない.
    let from = page.after(end, "く|しく").unwrap_or(end);
    if from > end {
        let from = page.after(from, "は|も").unwrap_or(from);
        return page.starts(from, "ない|なか|ありませ|なく|ねえ|ねー") && !page.starts(from, "なくな");
    }
    // 遅れて + いません.
    if page.ends(end, "て|で") && page.starts(end, "いない|いませ|ない|ませ|おりませ|いなか|いなく")
    {
        return true;
    }
    let from = page.after(end, "は|が|も|を|の|など|とか").unwrap_or(end);
    let from = page
        .after(from, "一度も|まったく|全く|ほとんど|ひとつも|一つも|一件も|1件も|何も|全然|もう|まず|めったに")
        .unwrap_or(from);
    page.starts(
        from,
        "な|し|せ|ゼロ|0|ありませ|あらへ|起き|出|おこ|感じ|防|避け|恐れ",
    ) && page.starts(
        from,
        "ない|なかっ|なく|なし|しない|しなかっ|しませ|せず|ゼロ|0|ありませ|あらへ|起きな|起きませ|出な|出ませ|出さな|おこらな|感じな|感じませ|防|避け|恐れず",
    )
}

/// Whether the word that ends at `end` is said to have become fewer.
fn fewer(page: &Page, end: usize) -> bool {
    let stop = page.clause_end(end, 14);
    let rest = page.text(end, stop);
    [
        "減っ",
        "減り",
        "減少",
        "激減",
        "半減",
        "なくなっ",
        "なくなり",
        "無くなっ",
        "なくせ",
        "なくす",
        "防げ",
        "減らせ",
        "減らし",
        "ゼロに",
        "0に",
        "へりまし",
        "へった",
    ]
    .iter()
    .any(|word| rest.contains(word))
}
