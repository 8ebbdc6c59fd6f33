//! Many posts with drafts, for what must not be slow: written by a script, nothing of it checked in.

use std::fs;
use std::path::Path;

use naze::answers::Answer;
use naze::draft::{self, Asked, Draft};
use naze::interview::Interview;
use naze::{flow, post};

/// What the scenes are made of, so that hardly two are the same.
const WHEN: [&str; 7] =
    ["三年前の冬", "去年の六月", "五年前の春", "十年前の秋", "二月の深夜", "開店した日", "その週の金曜日"];
const WHERE: [&str; 6] =
    ["閉店間際の店先で", "駅裏の倉庫で", "小さな会議室で", "昼どきの食堂で", "受付の電話で", "搬入口の前で"];
const WHAT: [&str; 8] = [
    "予約の名前を書き間違えました",
    "半分の食パンを棚に置き忘れました",
    "お客さまを二十分お待たせしました",
    "復旧の手順を一行飛ばしました",
    "手紙への返事を週末まで寝かせました",
    "値札を一桁まちがえて出しました",
    "名乗りながら帳面を探していました",
    "見積もりを別の方に送ってしまいました",
];

/// What the tips are called.
const NAMES: [&str; 8] = ["聞く", "待つ", "名乗る", "書く", "断る", "返す", "比べる", "任せる"];

/// Writes `count` posts of about 2 KB with drafts of about 3 KB into a hundred folders below `folder`.
pub fn write(folder: &Path, count: usize) {
    for number in 0..count {
        let place = folder.join(format!("posts-{:02}", number % 100));
        if number < 100 {
            fs::create_dir_all(&place).unwrap();
        }
        let (post, draft) = one(number);
        fs::write(place.join(format!("post-{number}.md")), post).unwrap();
        fs::write(place.join(format!("post-{number}.naze.toml")), draft).unwrap();
    }
}

/// A scene of one's own.
#[must_use]
pub fn scene(number: usize) -> String {
    let [when, place, what] = [WHEN[number % 7], WHERE[number / 7 % 6], WHAT[number / 42 % 8]];
    format!("{when}、{place}、{what}。控えの番号は {number} 番でした。")
}

/// A post and its draft.
fn one(number: usize) -> (String, String) {
    let paragraph = format!("{}\n\n", scene(number * 31 + 7).repeat(3));
    let tip = |at: usize| format!("## {at}. {}コツ{number}\n\n{paragraph}", NAMES[(number + at) % 8]);
    let text = format!("# 店を続ける3つのコツ その{number}\n\n{paragraph}{}", (1..=3).map(tip).collect::<String>());
    let (read, _) = post::read(text.as_bytes(), &post::Hints::default());
    let name = format!("post-{number}.md");
    let mut draft = Draft::new(&read, &name, &"0".repeat(64), "why");
    let flows = flow::builtin();
    let told = ["reader", "hard-tip", "failure@t1", "turn@t1", "why-true"];
    for key in told.into_iter().take(2 + number % 4) {
        let text = if key == "hard-tip" { "t1".to_owned() } else { scene(number).repeat(2) };
        let at =
            Some(format!("20{:02}-{:02}-{:02}T21:04:10+09:00", 10 + number % 16, 1 + number % 12, 1 + number % 28));
        draft.answers.insert(key.parse().unwrap(), Answer { asked: key.to_owned(), at, text, ..Answer::default() });
    }
    let interview = Interview::new(&flows, &read, &draft);
    let asked: Vec<Asked> = interview
        .visible()
        .iter()
        .map(|posed| Asked { key: posed.key.clone(), asked: interview.wording(posed).ask })
        .collect();
    (text, draft::write(&draft, &asked, None))
}
