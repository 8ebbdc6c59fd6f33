//! Journeys: from a post to an exported story by keys alone, through the loop the program runs, with a clock that stands
//! still. What counts are the files left behind.

use std::path::Path;

use naze::answers::{Key, Outcome};
use naze::app::Model;
use naze::app::keymap::Keymap;
use naze::app::model::Overlay;
use naze::app::msg::{Msg, Size};
use naze::shell::perform::{After, Performer};
use naze::shell::places::Places;
use naze::shell::session::Session;
use naze::text::Language;
use naze::ui::{Colours, Look};
use naze::words::Words;

use crate::desk::Desk;

const NOW: &str = "2026-11-23T21:04:10+09:00";

/// An author at a desk, with a post open on the screen.
struct Author {
    desk: Desk,
    name: &'static str,
    post: &'static str,
    language: Language,
    session: Session,
    /// Keys pressed besides the text itself.
    keys: usize,
}

impl Author {
    /// Opens a post of `tests/journeys`, named as it is there.
    fn opens(name: &'static str, post: &'static str, language: Language) -> Self {
        let desk = Desk::new();
        std::fs::remove_file(desk.path().join("5-ways.md")).unwrap();
        let session = session(&desk.put(name, post), &desk, language);
        Self { desk, name, post, language, session, keys: 0 }
    }

    /// Presses keys: plain text, and `<name>` for the others.
    fn presses(&mut self, keys: &str) -> &mut Self {
        let mut rest = keys;
        while !rest.is_empty() {
            let (text, after) = rest.split_once('<').unwrap_or((rest, ""));
            if !text.is_empty() {
                self.takes(Msg::Text(text.to_owned()));
            }
            let Some((name, behind)) = after.split_once('>') else { break };
            self.keys += 1;
            self.takes(Msg::Key(name.parse().unwrap()));
            rest = behind;
        }
        self
    }

    fn takes(&mut self, msg: Msg) {
        for after in self.session.take(vec![Msg::Clock(NOW.to_owned()), msg]) {
            assert!(!matches!(after, After::Editor(..)));
        }
        let _painted = self.session.paint();
    }

    /// Leaves, and opens the post again.
    fn comes_back(&mut self) -> &mut Self {
        self.presses("<ctrl-q>");
        self.session = session(&self.desk.path().join(self.name), &self.desk, self.language);
        self
    }

    /// The question on the screen.
    fn at(&self) -> String {
        self.session.model.sitting.as_ref().unwrap().current.to_string()
    }

    /// Finishes, and hands back the story as it was written out. The post is as it was, and nothing else is left.
    fn finishes(&mut self) -> String {
        self.presses("<ctrl-e><enter><ctrl-q>");
        assert_eq!(self.desk.text(self.name), self.post);
        let names = self.desk.names();
        assert_eq!(names.len(), 3, "post, draft and story: {names:?}");
        let story = names.iter().find(|name| *name != self.name && !name.ends_with(".naze.toml")).unwrap();
        let story = self.desk.text(story);
        for line in self.post.lines().filter(|line| line.chars().count() > 12) {
            assert!(story.contains(line.trim()), "{line} is lost in\n{story}");
        }
        story
    }

    /// The story as it stands.
    fn story(&self) -> String {
        let sitting = self.session.model.sitting.as_ref().unwrap();
        sitting.story.text(&sitting.post, &sitting.draft.answers)
    }

    /// Goes on to an arc in the list that is open.
    fn marks_arc(&mut self, id: &str) -> &mut Self {
        let marked = |author: &Self| match &author.session.model.overlay {
            Some(Overlay::Arcs(arcs)) => arcs.empty.is_none() && arcs.all[arcs.arc].id == id,
            _ => panic!("the arcs are listed"),
        };
        for _ in 0..40 {
            if marked(self) {
                return self;
            }
            self.presses("<down>");
        }
        panic!("{id} is in the list");
    }

    fn draft(&self) -> String {
        let names = self.desk.names();
        self.desk.text(names.iter().find(|name| name.ends_with(".naze.toml")).unwrap())
    }
}

pub fn session(post: &Path, desk: &Desk, language: Language) -> Session {
    let places = Places { language, editor: None, ..Places::of_this_machine().within(&desk.home()) };
    let words = Words::of(language);
    let mut performer = Performer::new(words, Keymap::builtin(), places, None, None);
    let opened = performer.open(post, None).unwrap();
    let mut model = Model::new(words, Keymap::builtin(), Size { columns: 120, rows: 40 });
    model.sit_down(opened);
    Session::new(model, Look::builtin(Colours::Off), performer)
}

/// The sentences stand in the story in this order.
fn holds(story: &str, sentences: &[&str]) {
    let mut from = 0;
    for sentence in sentences {
        let at = story[from..].find(sentence).unwrap_or_else(|| panic!("{sentence} is missing or early in\n{story}"));
        from += at;
    }
}

macro_rules! post {
    ($name:literal, $language:ident) => {
        Author::opens($name, include_str!(concat!("journeys/", $name)), Language::$language)
    };
}

#[test]
fn five_answers_and_twelve_keys_are_enough_in_japanese() {
    let mut author = post!("denwa.md", Ja);
    author.presses("引き継いだばかりの美容室の店長、原さん。<tab><space><tab>三年前の冬、予約の電話で、私は名乗りながら帳面を探していました。");
    author.presses(
        "<tab>次の朝、受話器の横に「一呼吸」と書いた紙を貼りました。<tab>急いだ声は、相手にも急げと聞こえるからです。",
    );
    let story = author.finishes();
    assert!(author.keys <= 12, "{} keys", author.keys);
    holds(&story, &["三年前の冬、予約の電話で", "次の朝、受話器の横に", "急いだ声は"]);
    assert!(!story.contains("原さん"), "the reader steers and is never woven");
    assert!(author.draft().contains(NOW));
}

#[test]
fn a_tip_is_chosen_by_its_number_and_an_answer_mended_later() {
    let mut author = post!("panya.txt", Ja);
    author.presses("駅裏のパン屋の奥さん。<tab>2<tab>去年の六月、店の棚に半分の食パンを置き忘れました。<tab>翌日から小さい型を買いました。");
    assert_eq!(author.at(), "turn@t2");
    author.presses("<shift-tab><end>夫に叱られました。<tab><tab>一人の食卓にも、焼きたてを置きたいからです。");
    let story = author.finishes();
    holds(&story, &["置き忘れました。夫に叱られました。", "翌日から小さい型", "一人の食卓にも"]);
}

#[test]
fn what_cannot_be_told_is_asked_for_in_part() {
    let mut author = post!("zenn.md", Ja);
    author.presses("運用を任された二年目のエンジニア、林さん。<tab><space><tab><esc>c");
    assert_eq!(author.at(), "failure@t1+1", "which part may be told");
    author.presses("二月の深夜二時、私は復旧の手順を一行飛ばした。<tab>翌朝から、時刻だけを先に書く欄を作った。<tab>解釈は、あとからでも書けるからだ。");
    let story = author.finishes();
    holds(&story, &["私は復旧の手順を一行飛ばした。", "翌朝から"]);
    assert!(story.contains("journalctl --since") && author.draft().contains("cant-say"));
}

#[test]
fn whoever_says_in_words_that_they_do_not_know_is_offered_the_outcome() {
    let mut author = post!("kengaku.md", Ja);
    author.presses("母を預ける先を探す長女の方。<tab><down><space><tab>五年前の春、昼どきの食堂で、見学のご家族を二十分お待たせしました。<tab>わかりません。");
    author.presses("<ctrl-o>");
    let turn: Key = "turn@t2".parse().unwrap();
    let answers = &author.session.model.sitting.as_ref().unwrap().draft.answers;
    assert_eq!(answers.get(&turn).unwrap().outcome, Some(Outcome::DontKnow));
    author.presses("<shift-tab>");
    let interview = author.session.model.sitting.as_ref().unwrap();
    let lent = interview.interview().starters(&turn);
    assert_eq!(lent.first().map(String::as_str), Some("五年前の春、"), "words of another answer");
    author.presses("<alt-s>調理の人に時間割を渡しました。<tab>匂いは、嘘をつけないからです。");
    let story = author.finishes();
    holds(&story, &["五年前の春、昼どきの食堂で", "五年前の春、調理の人に"]);
    assert!(!story.contains("わかりません"));
}

#[test]
fn a_stage_is_read_back_and_leads_back_to_an_answer() {
    let mut author = post!("hasami.md", Ja);
    author.presses("包丁を一本しか持たない隣の佐伯さん。<tab><space><tab>十年前の秋、濡れた布で包丁を拭いていました。<tab>今は乾いた布を三枚、砥石の横に置くように変えました。");
    author.presses("<tab>刃が錆びるのは、夜のうちだからです。<tab>");
    assert!(matches!(author.session.model.overlay, Some(Overlay::ReadBack(_))), "the stage is read back");
    author.presses("<pageup><enter>");
    assert_eq!(author.at(), "failure@t1");
    author.presses("<ctrl-end>祖父の形見でした。<ctrl-g>書き出し<enter>");
    let story = author.finishes();
    holds(&story, &["濡れた布で包丁を拭いていました。祖父の形見でした。", "今は乾いた布", "刃が錆びるのは"]);
}

#[test]
fn five_answers_and_twelve_keys_are_enough_in_english() {
    let mut author = post!("returns.md", En);
    author.presses("Joan, who runs a yarn shop alone.<tab><space><tab>In March 2019 I left Mrs. Bell’s letter in the shop over a weekend.");
    author.presses("<tab>The next morning I answered every letter before the first coffee.<tab>A day is a long time when you feel cheated.");
    let story = author.finishes();
    assert!(author.keys <= 12, "{} keys", author.keys);
    holds(&story, &["I left Mrs. Bell’s letter", "The next morning I answered", "A day is a long time"]);
    assert!(!story.contains("yarn shop"));
}

#[test]
fn a_thin_answer_is_followed_up_and_both_stand_in_the_story() {
    let mut author = post!("standup.txt", En);
    author.presses("Priya, a first-time team lead.<tab><down><space><tab>It went wrong.<ctrl-o>");
    assert_eq!(author.at(), "failure@t2+1");
    author.presses("Last May, in the small meeting room, Tom and I argued for forty minutes about a button.<tab>");
    author.presses(
        "The next day I drew a box called “later” on the board.<tab>Nobody else should have to wait for my argument.",
    );
    let story = author.finishes();
    holds(&story, &["It went wrong.", "Tom and I argued", "a box called “later”"]);
}

#[test]
fn a_follow_up_that_was_answered_or_dismissed_is_found_again() {
    let mut author = post!("standup.txt", En);
    author.presses("Priya, a first-time team lead.<tab><down><space><tab>It went wrong.<ctrl-o>Last May, Tom left.");
    assert_eq!(author.at(), "failure@t2+1");
    author.presses("<tab><shift-tab><ctrl-o>");
    assert_eq!(author.at(), "failure@t2+1", "the answered one first");
    author.presses("<ctrl-o>");
    assert_eq!(author.at(), "failure@t2+2", "then what is asked next");
    author.presses("<ctrl-o>");
    let notice = author.session.model.notice.as_ref().unwrap().text.clone();
    assert!(author.at() == "failure@t2" && notice == "Follow-up dismissed; ^O brings it back", "{notice}");
    author.presses("<ctrl-o><ctrl-o>");
    assert_eq!(author.at(), "failure@t2+2", "brought back");
    author.presses("We met standing up.");
    let story = author.finishes();
    holds(&story, &["It went wrong.", "Tom left.", "We met standing up."]);
}

#[test]
fn leaving_and_coming_back_goes_on_where_it_was() {
    let mut author = post!("hugo.md", En);
    author.presses("Sam, who ships on Fridays.<tab><space><tab>In 2021 a release broke Dana’s build at two in the ");
    author
        .comes_back()
        .presses("morning.<tab>Since that night the first line says what breaks.<tab>Readers are tired people.");
    let story = author.finishes();
    holds(&story, &["a release broke Dana’s build at two in the morning.", "Since that night", "Readers are tired"]);
    assert!(story.starts_with("+++"));
}

#[test]
fn the_palette_leads_anywhere_in_either_language() {
    let mut author = post!("bakery.md", En);
    author.presses("<ctrl-g>どのコツ<enter>");
    assert_eq!(author.at(), "hard-tip");
    author.presses("3<ctrl-g>knead<enter>");
    assert_eq!(author.at(), "failure@t3", "a tip by its heading");
    author.presses("In my first winter in Leeds I sold rye at a loss for eleven weeks.<tab>I chalked the price above the bench.<ctrl-g>ストーリー<enter>b");
    let story = author.finishes();
    holds(&story, &["I sold rye at a loss", "I chalked the price"]);
}

#[test]
fn there_was_none_is_asked_once_more_softly_and_then_dropped() {
    let mut author = post!("oncall.md", En);
    author.presses("Lee, on the rota from Monday.<tab>2<tab><esc>n");
    assert_eq!(author.at(), "failure@t2+1", "the hardest week");
    author.presses("<ctrl-o>");
    author.presses("<tab>In 2020 Maria wrote her own number on the wall.<tab>Nobody should decide alone at night.");
    let story = author.finishes();
    holds(&story, &["Nobody should decide alone", "Maria wrote her own number"]);
    assert!(author.draft().contains("none"));
}

#[test]
fn a_story_is_worked_over_on_its_screen_and_comes_out_so() {
    let mut author = post!("denwa.md", Ja);
    author.presses("美容室の店長、原さん。<tab><space><tab>声を荒らげてしまいました。お客さまは黙りました。<tab>次の朝、紙を貼りました。");
    author.presses("<tab>急いだ声は、相手にも急げと聞こえます。<ctrl-t><home><tab>");
    let woven = author.story();
    // Another bridge; the answer in other words; its second sentence out, in again, and out.
    author.presses("s");
    let swapped = author.story();
    assert_ne!(swapped, woven);
    author.presses("<tab>e<ctrl-a>思わず、声が大きくなっていました。<enter><right>x");
    assert!(!author.story().contains("お客さまは黙りました"), "{}", author.story());
    author.presses("<ctrl-z>");
    holds(&author.story(), &["思わず、声が大きくなっていました。お客さまは黙りました。"]);
    author.presses("<ctrl-y>");
    // Looking at another arc takes none, and a sentence leads to its question and back.
    author.presses("a").marks_arc("fall").presses("<esc><left><enter>");
    assert_eq!(author.at(), "failure@t1");
    author.presses("<esc>");
    let worked = author.story();
    author.comes_back();
    assert_eq!(author.story(), worked, "what was on the screen is in the files");
    let story = author.finishes();
    assert_eq!(story, worked);
    holds(&story, &["一呼吸おく", "思わず、声が大きくなっていました。\n\n次の朝、紙を貼りました。", "急いだ声は"]);
    assert!(!story.contains("お客さまは黙りました") && !story.contains("荒らげて"), "{story}");
    let draft = author.draft();
    assert_eq!(draft.matches("[[edit]]").count(), 3, "{draft}");
    assert!(draft.contains("声を荒らげてしまいました。お客さまは黙りました。"), "the answer is as it was told");
}

#[test]
fn a_story_is_taken_to_another_arc_with_what_was_done_to_it() {
    let mut author = post!("returns.md", En);
    author.presses("Joan, who runs a yarn shop alone.<tab><space><tab>I left a letter in the shop. Mrs. Bell never wrote again.<tab>The next morning I answered every letter.");
    author.presses("<tab>A day is a long time when you feel cheated.<ctrl-t><home><tab>");
    let woven = author.story();
    author.presses("e<ctrl-a>It took a letter.<enter>");
    holds(&author.story(), &["It took a letter. I left a letter"]);
    // Swapped for the list's own, the author's bridge comes round again; taken out, it comes back as it was.
    author.presses("s");
    assert_eq!(author.story(), woven);
    author.presses("<ctrl-z>xx");
    holds(&author.story(), &["It took a letter. I left a letter"]);
    author.presses("<tab>e<ctrl-a>I let a letter lie for a weekend.<enter>");
    author.presses("a").marks_arc("fall").presses("<enter>");
    let fallen = author.story();
    holds(&fallen, &["I let a letter lie for a weekend. Mrs. Bell", "Nobody likes a return."]);
    // The bridge has no join here: it is said, and stands again when the arc does.
    assert!(!fallen.contains("It took a letter."), "{fallen}");
    assert_eq!(author.session.model.sitting.as_ref().unwrap().story.left_off.len(), 1);
    author.presses("<ctrl-z>");
    holds(&author.story(), &["It took a letter. I let a letter lie for a weekend."]);
    author.presses("<ctrl-y>");
    let story = author.finishes();
    assert_eq!(story, fallen);
    let draft = author.draft();
    assert!(draft.contains("arc = \"fall\"") && draft.contains("It took a letter."), "{draft}");
}
