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
    let sign = plain(word)?;
    (word.role == Role::Idiom || !(negated(page, word.end) || fewer(page, word.end))).then_some(sign)
}

/// A change made or come about.
pub(super) fn change(_page: &Page, word: Found) -> Option<Sign> {
    plain(word)
}

/// What was paid.
pub(super) fn cost(_page: &Page, word: Found) -> Option<Sign> {
    plain(word)
}

/// Whether the causal word stands where it can be one.
pub(super) fn because(page: &Page, word: Found) -> bool {
    let text = page.text(word.start, word.end);
    match text {
        // けん, やき, さかい end a clause; so do もんで and なので.
        "けん" | "けえ" | "やき" | "さかい" | "やさかい" | "やけん" | "じゃけん" => {
            page.script_before(word.start) == Script::Hiragana && clause_ends(page, word.end)
        }
        "もので" | "もんで" => page.script_before(word.start) == Script::Hiragana,
        _ => true,
    }
}

fn clause_ends(page: &Page, end: usize) -> bool {
    end >= page.len() || page.starts(end, "、|。|,|ね|な| |\n|!")
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
