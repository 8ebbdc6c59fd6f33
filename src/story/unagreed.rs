//! Words of others in a story whose speaker has not agreed: what the author must hear of before it is printed.
//!
//! What it is: the quotations of answers behind whose follow-up stands a no. What it is not: it takes nothing out; that
//! is the author's to do. Invariant: only what stands in the story is named, in the words it stands there in.

use super::ground::source_of;
use super::{Origin, Source, Story};
use crate::answers::Key;
use crate::draft::Draft;
use crate::flow::Detail;
use crate::post::Post;
use crate::probe;
use crate::text::sentence::sentences;

/// Each sentence of the story that quotes somebody who may not be printed, with the question it was told under.
#[must_use]
pub fn unagreed(story: &Story, post: &Post, draft: &Draft) -> Vec<(Key, String)> {
    let withheld = |(key, answer)| probe::is_leave(key, answer) && probe::is_withheld(answer);
    let withheld: Vec<Key> = draft.answers.iter().filter(|row| withheld(*row)).map(|(key, _)| key.own()).collect();
    let mut found = Vec::new();
    // Almost every story: nothing is read twice for nothing.
    if withheld.is_empty() {
        return found;
    }
    for passage in &story.passages {
        let key = match &passage.origin {
            Origin::Answer(key, _) => key.own(),
            Origin::Edit { index, .. } => match draft.edits.get(*index).and_then(source_of) {
                Some(Source::Answer(key)) => key.own(),
                Some(Source::Post(_)) | None => continue,
            },
            Origin::Post(_) | Origin::Bridge(_) | Origin::Layout(_) => continue,
        };
        if !withheld.contains(&key) {
            continue;
        }
        let text = passage.text(post, &draft.answers);
        let reading = probe::read(text, draft.language);
        for sentence in sentences(text) {
            let quotes = |hit: &probe::Hit| hit.span.start < sentence.end && sentence.start < hit.span.end;
            if reading.of(Detail::Speech).any(quotes) {
                found.push((key.clone(), sentence.of(text).trim().to_owned()));
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answers::Answer;
    use crate::draft::Edit;
    use crate::post::{Hints, read};
    use crate::story::{Craft, weave};

    const JA: &str =
        "# 二つのコツ\n\n二つです。\n\n## 1. 聞く\n\n最後まで聞きます。\n\n## 2. 書く\n\n一行で足ります。\n";
    const EN: &str =
        "# Two ways\n\nHere they are.\n\n## 1. Listen\n\nTo the end.\n\n## 2. Write\n\nOne line will do.\n";

    const TOLD: [(&str, [&str; 3]); 2] = [
        (
            JA,
            [
                "三月の勉強会でした。佐藤さんが「来月もやりますよね」と言ってくれました。",
                "この言葉は、話した方に確かめたうえで、このまま載せられますか？",
                "本人には確認してません。",
            ],
        ),
        (
            EN,
            [
                "It was March. “You never asked me,” she said.",
                "May these words be printed just as they were said, with the speaker's consent?",
                "No. She asked me not to.",
            ],
        ),
    ];

    fn told(post: &str, [failure, asked, leave]: [&str; 3]) -> (Post, Draft) {
        let hints = Hints { file_name: Some("post.md".to_owned()), encoding: None };
        let post = read(post.as_bytes(), &hints).0;
        let mut draft = Draft::new(&post, "", "", "why");
        let answer = |asked: &str, text: &str| Answer { asked: asked.into(), text: text.into(), ..Answer::default() };
        draft.answers.insert("failure@t1".parse().unwrap(), answer("", failure));
        draft.answers.insert("failure@t1+1".parse().unwrap(), answer(asked, leave));
        (post, draft)
    }

    #[test]
    fn what_is_said_of_consent_stands_in_no_story_and_a_no_is_named() {
        for (text, said) in TOLD {
            let (post, mut draft) = told(text, said);
            for arc in ["woven", "fall", "letter", "kishotenketsu", "bab", "short", "prep", "star"] {
                arc.clone_into(&mut draft.arc);
                let story = weave(&post, &draft, &Craft::builtin());
                let whole = story.text(&post, &draft.answers);
                assert!(!whole.contains(said[2]), "{arc}: {whole}");
                let quoted = unagreed(&story, &post, &draft);
                let (key, sentence) = quoted.first().unwrap_or_else(|| panic!("{arc}: {whole}"));
                assert_eq!((key.to_string().as_str(), quoted.len()), ("failure@t1", 1));
                assert!(said[0].ends_with(sentence) && *sentence != said[0], "{sentence}");
            }
        }
    }

    #[test]
    fn what_the_author_took_out_or_may_print_is_not_named() {
        let (_, [failure, asked, _]) = TOLD[1];
        let (post, draft) = told(EN, [failure, asked, "Yes, she read it."]);
        assert_eq!(unagreed(&weave(&post, &draft, &Craft::builtin()), &post, &draft), []);
        let (post, mut draft) = told(EN, TOLD[1].1);
        let was = "“You never asked me,” she said.".to_owned();
        draft.edits.push(Edit { passage: "failure@t1#2".to_owned(), was, ..Edit::default() });
        let story = weave(&post, &draft, &Craft::builtin());
        assert!(story.left_off.is_empty());
        assert_eq!(unagreed(&story, &post, &draft), []);
    }
}
