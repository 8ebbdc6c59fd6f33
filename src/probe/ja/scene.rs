//! Who and where: persons and places.

use crate::flow::Detail;
use crate::probe::lexicon::{Found, Role};
use crate::probe::page::{Page, Script};
use crate::probe::{Raw, Sign};

/// A place word: one that is a place by itself, a place noun with a particle of place, a name, a suffix after a name.
pub(super) fn place(page: &Page, word: Found) -> Option<Sign> {
    let (start, end) = (word.start, word.end);
    let glued = page.script(end) == Script::Kanji && !page.starts(end, "内|前|中|裏|横|側|外|奥|脇");
    match word.role {
        Role::Word | Role::Event | Role::Idiom => {
            (!page.starts(end, "長|員|主義|監督|なの|です|だった|であ|だ。")).then_some(Sign::Word)
        }
        Role::Name => {
            let person = page.starts(end, "さん|様|くん|君|ちゃん|氏|部長|課長|社長|店長");
            let thing = page.starts(end, "産|製|風|語|人|弁|料理|米|牛|茶|豚|焼|ラーメン|うどん|そば|野菜|式|流");
            (!person && !thing).then_some(Sign::Word)
        }
        Role::Noun => (!glued && located(page, end)).then_some(Sign::Word),
        Role::Suffix => {
            let named = matches!(page.script_before(start), Script::Kanji | Script::Katakana);
            let long = named
                && (page.script_before(start.saturating_sub(1)) != Script::Other || end - start > 1)
                && matches!(page.script_before(start.saturating_sub(1)), Script::Kanji | Script::Katakana);
            (long && !glued && named).then_some(Sign::Word)
        }
        Role::Counter | Role::Not => None,
    }
}

/// Whether what follows a place noun makes it the place of something.
fn located(page: &Page, end: usize) -> bool {
    let end = page
        .after(
            end,
            "の中|の前|の奥|の裏|の外|の隅|の横|の脇|の入口|の入り口|の二階|の2階|内|前|裏|の真ん中|のそば|のすみ",
        )
        .unwrap_or(end);
    if page.starts(end, "では|でも|で|にて|へ|まで") {
        // 店でした, 家ですら: the copula.
        return !page.starts(end, "でした|です|でしょ|であ|でな|ではな|でござ|でも良|でもいい");
    }
    if page.starts(end, "から") {
        return true;
    }
    if !page.starts(end, "に") {
        return page.starts(end, "を出|を飛び出|を訪|を閉め|を回|の隣");
    }
    let stop = page.clause_end(end + 1, 10);
    let rest = page.text(end + 1, stop);
    [
        "いた",
        "いる",
        "いま",
        "おり",
        "おる",
        "来",
        "きた",
        "きて",
        "行",
        "いっ",
        "戻",
        "着",
        "寄",
        "入",
        "帰",
        "残",
        "立",
        "並",
        "電話",
        "置",
        "泊",
        "通",
        "出",
        "向",
        "集",
        "駆け",
        "持",
        "座",
        "呼ば",
        "響",
        "貼",
        "住",
        "こも",
        "籠",
        "張り",
        "飛び",
        "運",
        "届",
        "ある",
        "あっ",
        "あり",
        "積",
        "勤",
        "配属",
        "だけが",
        "現れ",
        "走",
        "訪",
    ]
    .iter()
    .any(|verb| rest.contains(verb))
}

/// A person: a role, a kinship word, a name with its honorific or a particle.
pub(super) fn person(page: &Page, word: Found) -> Option<Raw> {
    let (start, end) = (word.start, word.end);
    let hit = |start: usize, end: usize| Some(Raw { detail: Detail::Person, start, end, sign: Sign::Word });
    match word.role {
        Role::Word | Role::Event | Role::Idiom => {
            let plural = page.starts(end, "たち全員|各位|の皆様|の皆さん|向け|不足|募集|採用|になる|同士");
            (!plural).then(|| hit(start, end)).flatten()
        }
        Role::Name => {
            let role = page.after(end, "さん|様|さま|くん|君|ちゃん|氏|先生|部長|課長|社長|店長|先輩|主任");
            let placed = page.starts(end, "駅|市|町|区|県|村|川|山|通り|店|支店");
            let particle = page.starts(end, "が|は|に|の|も|と|を|から|、|だけ|って");
            let alone = page.script_before(start) != Script::Kanji;
            match role {
                Some(end) => hit(start, end),
                None if particle && alone && !placed => hit(start, end),
                None => None,
            }
        }
        Role::Suffix => {
            let before = page.script_before(start);
            let name = match before {
                Script::Kanji | Script::Katakana | Script::Latin => true,
                Script::Hiragana | Script::Digit | Script::Other => {
                    page.before(start) == Some('〇')
                        || page.before(start) == Some('○')
                        || page.before(start) == Some('●')
                }
            };
            let shop = page.ends(start, "屋|会社|業者|当者|企業|御社|貴社|農協|役所|お客|店|用者|員")
                && !page.ends(start, "事務員|係員");
            let after = page.script(end) == Script::Kanji && page.text(start, end).ends_with(['様', '君', '氏']);
            if !name || shop || after {
                return None;
            }
            let mut from = start;
            while from > 0 && start - from < 6 && page.script_before(from) == before {
                from -= 1;
            }
            hit(from, end)
        }
        Role::Noun | Role::Counter | Role::Not => None,
    }
}

/// One certain customer among the many: あるお客さま, 一人のお客様, 70代のお客さん.
pub(super) fn certain_customers(page: &Page) -> Vec<Raw> {
    let names = "お客さん|お客さま|お客様|お客|女性|男性|利用者さん|利用者|方|ユーザー|担当者|社員|人|スタッフ|学生|患者さん|生徒|読者";
    let marks = [
        "ある",
        "一人の",
        "ひとりの",
        "1人の",
        "お一人の",
        "その",
        "あの",
        "代の",
        "常連の",
        "馴染みの",
        "なじみの",
        "ご年配の",
        "年配の",
        "高齢の",
        "若い",
        "初老の",
        "とある",
        "最初の",
        "目の前の",
        "隣の",
        "近所の",
        "二人の",
        "二人連れの",
        "親子連れの",
        "杖をついた",
        "ベビーカーの",
        "古くからの",
        "初めての",
        "帰り際の",
        "名の知れた",
    ];
    let strict = ["方", "人", "ユーザー", "担当者", "社員", "スタッフ", "学生", "利用者", "生徒", "読者"];
    let mut out = Vec::new();
    for i in 0..page.len() {
        if !matches!(
            page.char(i),
            Some('お' | '女' | '男' | '利' | '方' | 'ユ' | '担' | '社' | '人' | 'ス' | '学' | '患' | '生' | '読')
        ) {
            continue;
        }
        let Some(end) = page.after(i, names) else { continue };
        let name = page.text(i, end);
        let counted = page.starts(end, "の一人|の1人|のひとり|のお一人|が一人|がひとり|から一人");
        let marked = marks.iter().filter(|mark| page.ends(i, mark)).max_by_key(|mark| mark.len());
        let fine = match marked {
            Some(mark) => {
                let loose = !strict.contains(&name)
                    || matches!(
                        *mark,
                        "一人の"
                            | "ひとりの"
                            | "1人の"
                            | "お一人の"
                            | "代の"
                            | "とある"
                            | "年配の"
                            | "ご年配の"
                            | "高齢の"
                            | "常連の"
                            | "近所の"
                    );
                let exists = *mark == "ある" && page.ends(i, "のある|がある|もある|である|はある|くある|いある");
                let compound = matches!(name, "人" | "方") && page.script(end) == Script::Kanji;
                !(exists || compound || page.starts(end, "たち|方|各位|の皆|法")) && loose
            }
            None => counted,
        };
        if fine {
            out.push(Raw { detail: Detail::Person, start: i, end, sign: Sign::Word });
        }
    }
    out
}
