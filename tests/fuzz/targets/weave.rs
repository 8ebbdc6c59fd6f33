//! Any post with any answer: the post's own bytes are all there, in order.
#![no_main]

use libfuzzer_sys::fuzz_target;
use naze::answers::Key;
use naze::draft::Draft;
use naze::post::{Hints, read};
use naze::story::{Craft, Origin, weave};

fuzz_target!(|input: (&str, &str)| {
    let (text, answer) = input;
    let (post, _) = read(text.as_bytes(), &Hints { file_name: Some("post.md".to_owned()), encoding: Some("utf-8".to_owned()) });
    let mut draft = Draft::new(&post, "post.md", "", "why");
    let craft = Craft::builtin();
    assert_eq!(weave(&post, &draft, &craft).text(&post, &draft.answers), post.text);
    for key in ["hard-tip", "failure@t1", "turn@t1", "why@t1", "belief", "invitation", "failure@t2"] {
        let key: Key = key.parse().expect("a key");
        draft.answers.entry(&key).text = if key.question == "hard-tip" { "t1,t2".to_owned() } else { answer.to_owned() };
    }
    let story = weave(&post, &draft, &craft);
    let own: String = story
        .passages
        .iter()
        .filter(|passage| matches!(passage.origin, Origin::Post(_)))
        .map(|passage| passage.text(&post, &draft.answers))
        .collect();
    assert_eq!(own, post.text);
});
