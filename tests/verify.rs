//! Verify: what always holds of a proof, whatever the arc, the language and the form.

use naze::answers::Answer;
use naze::draft::{Draft, Edit};
use naze::export::{self, Destination};
use naze::post::Post;
use naze::story::{Account, Craft, Keeps, Of, Story, other_bridges, verify, weave};
use proptest::prelude::*;

use crate::story::{cases, draft, keys, post, posts, prose};

const TWO: &str = "# Two ways\n\nHere they are.\n\n## Listen to the end\n\nLet people finish.\n\n## Write it down\n\nOne line is enough.\n";

/// The story of every arc, with the draft that names it.
fn by_every_arc(post: &Post, draft: &Draft, craft: &Craft) -> Vec<(Draft, Keeps, Story)> {
    let woven = craft.arcs().map(|arc| {
        let draft = Draft { arc: arc.id.clone(), ..draft.clone() };
        let story = weave(post, &draft, craft);
        (draft, arc.keeps, story)
    });
    woven.collect()
}

fn proof(to: Destination, story: &Story, post: &Post, draft: &Draft, keeps: Keeps, given: &str) -> Account {
    export::prove(to, story, post, draft, keeps, given)
}

#[test]
fn every_case_is_proven_in_every_arc_and_form() {
    let craft = Craft::builtin();
    for (folder, post, draft) in cases() {
        let whole = post.text.chars().filter(|c| !c.is_whitespace()).count();
        for (draft, keeps, story) in by_every_arc(&post, &draft, &craft) {
            for to in Destination::ALL {
                let given = to.write(&story, &post, &draft, None);
                let account = proof(to, &story, &post, &draft, keeps, &given);
                let foreign: Vec<&str> = account.unexplained.iter().map(|foreign| foreign.span.of(&given)).collect();
                let place = format!("{} {} {to:?}", folder.display(), draft.arc);
                assert!(account.is_proven(), "{place}: {foreign:?} {:?}", account.lost);
                let mapped: usize = account.map.iter().map(|mapped| mapped.span.len()).sum();
                assert_eq!(mapped, given.len(), "{place}: the map tiles the text");
                if to == Destination::Markdown {
                    assert_eq!(account.post == whole, keeps == Keeps::All, "{place}");
                    assert_eq!(account.left_out.is_empty(), keeps == Keeps::All, "{place}");
                }
            }
        }
    }
}

#[test]
fn a_foreign_sentence_is_found_where_it_stands() {
    let post = post(TWO);
    let draft = draft(&post, &[("failure@t1", "It was March.")]);
    let story = weave(&post, &draft, &Craft::builtin());
    let given = story.text(&post, &draft.answers).replace("It was March.", "It was March. Or May.");
    let account = verify(&story, &post, &draft, &given);
    let found: Vec<&str> = account.unexplained.iter().map(|foreign| foreign.span.of(&given).trim()).collect();
    assert_eq!(found.concat().replace(' ', ""), "OrMay.", "{account:?}");
    assert_eq!(account.unexplained.first().map(|foreign| foreign.line), Some(9));
    let sentences: Vec<&str> = account.foreign_sentences(&given).into_iter().map(|(_, sentence)| sentence).collect();
    assert_eq!(sentences, ["Or May."]);
}

#[test]
fn a_wrapped_text_is_the_same_text() {
    let craft = Craft::builtin();
    for (folder, post, draft) in cases() {
        let keeps = craft.arc(&draft.arc).keeps;
        let story = weave(&post, &draft, &craft);
        let given = Destination::Text.write(&story, &post, &draft, std::num::NonZeroUsize::new(30));
        let account = proof(Destination::Text, &story, &post, &draft, keeps, &given);
        assert!(account.is_proven(), "{}: {:?} {:?}", folder.display(), account.unexplained, account.lost);
    }
}

#[test]
fn an_edit_is_the_authors_and_what_it_replaced_is_not_lost() {
    let post = post(TWO);
    let mut draft = draft(&post, &[("failure@t1", "It was March.")]);
    let (passage, was) = ("post:t1#2".to_owned(), "Let people finish.".to_owned());
    draft.edits = vec![Edit { passage, was, text: "Let them finish.".to_owned(), ..Edit::default() }];
    let story = weave(&post, &draft, &Craft::builtin());
    let given = story.text(&post, &draft.answers);
    let account = proof(Destination::Markdown, &story, &post, &draft, Keeps::All, &given);
    assert!(account.is_proven() && account.edit_count == 1 && account.post_percent() < 100, "{account:?}");
}

#[test]
fn letters_of_no_passage_are_unexplained_in_a_page_too() {
    let post = post(TWO);
    let draft = draft(&post, &[("failure@t1", "It was March.")]);
    let story = weave(&post, &draft, &Craft::builtin());
    for to in Destination::ALL {
        let given = to.write(&story, &post, &draft, None);
        let forged = given.replace("It was March.", "It was a good March.");
        assert_ne!(forged, given, "{to:?}");
        assert!(proof(to, &story, &post, &draft, Keeps::All, &given).is_proven(), "{to:?}");
        assert!(!proof(to, &story, &post, &draft, Keeps::All, &forged).is_proven(), "{to:?}");
        let shortened = given.replace("March", "Mach");
        assert!(!proof(to, &story, &post, &draft, Keeps::All, &shortened).is_proven(), "{to:?}");
    }
}

const PAGE: &str = "<!DOCTYPE html>\n<html lang=\"en\">\n<body>\n<h1>Two ways</h1>\n<p>Here they are.</p>\n\
<h2>1. Listen to the end</h2>\n<p>Let people finish.</p>\n<h2>2. Write it down</h2>\n<p>One line is enough.</p>\n</body>\n</html>\n";

fn page(text: &str) -> Post {
    let hints = naze::post::Hints { file_name: Some("post.html".to_owned()), encoding: None };
    naze::post::read(text.as_bytes(), &hints).0
}

#[test]
fn an_answer_in_an_html_post_stands_in_paragraphs_and_its_marks_are_written_as_references() {
    let post = page(PAGE);
    let draft = draft(&post, &[("failure@t1", "In March <b>we</b> & they fell.\nTwice.\n\nIt was 3 > 2.")]);
    let story = weave(&post, &draft, &Craft::builtin());
    let text = story.text(&post, &draft.answers);
    let wanted = "<p>In March &lt;b&gt;we&lt;/b&gt; &amp; they fell.<br>\nTwice.</p>\n\n<p>It was 3 &gt; 2.</p>";
    assert!(text.contains(wanted), "{text}");
    for to in Destination::ALL {
        let given = to.write(&story, &post, &draft, None);
        let account = proof(to, &story, &post, &draft, Keeps::All, &given);
        assert!(account.is_proven(), "{to:?}: {:?} {:?}\n{given}", account.unexplained, account.lost);
        assert_eq!(account.sentences, 3, "{to:?}");
        let forged = given.replace("Twice", "Thrice");
        assert!(!proof(to, &story, &post, &draft, Keeps::All, &forged).is_proven(), "{to:?}");
    }
}

#[test]
fn a_sentence_of_an_html_post_is_reworded_in_its_own_form() {
    let post = page(PAGE);
    let mut draft = draft(&post, &[("failure@t1", "We & they fell. It hurt.")]);
    draft.bridges = naze::draft::Bridges::None;
    let edit = |passage: &str, was: &str, text: &str| Edit {
        passage: passage.to_owned(),
        was: was.to_owned(),
        text: text.to_owned(),
        ..Edit::default()
    };
    let woven = |draft: &Draft| {
        let story = weave(&post, draft, &Craft::builtin());
        let text = story.text(&post, &draft.answers);
        let keeps = Craft::builtin().arc(&draft.arc).keeps;
        let account = proof(Destination::Markdown, &story, &post, draft, keeps, &text);
        assert!(account.is_proven(), "{account:?}");
        text
    };
    draft.edits = vec![edit("failure@t1#1", "We & they fell.", "A < B.")];
    assert!(woven(&draft).contains("<p>A &lt; B. It hurt.</p>"), "{}", woven(&draft));
    draft.edits = vec![edit("failure@t1#1", "We & they fell.", ""), edit("failure@t1#2", "It hurt.", "")];
    assert!(!woven(&draft).contains("<p></p>"), "{}", woven(&draft));
    let short = Draft { arc: "short".to_owned(), edits: Vec::new(), ..draft.clone() };
    assert!(woven(&short).contains("<h2>Listen to the end</h2>"), "a tip without its number keeps its tags");
    let plain = weave(&post, &Draft { edits: Vec::new(), ..draft.clone() }, &Craft::builtin());
    let amp = plain.passages.iter().position(|passage| passage.text(&post, &draft.answers) == "&amp;").unwrap();
    let sentence = plain.sentence(&post, &draft, amp, 3).unwrap();
    assert_eq!(plain.editable(&post, &draft, &sentence).unwrap().was, "We & they fell.");
}

const RICH: &str = "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<title>Two ways. Really.</title>\n\
<style>p { color: red; }\n\np.a { margin: 0; }</style>\n<script>if (a<b) { say(\"One. Two.\"); }</script>\n</head>\n<body>\n\
<h1>Two ways</h1>\n<!-- To do. Later. -->\n<p>Here they are. Both of them.</p>\n<h2>1. Listen to the end</h2>\n\
<p>Let <em>people</em> finish. <strong>Always. Ever.</strong> Do not <em>rush. And do</em> not nod.</p><p>One more. Here.</p>\n\
<ul><li>First one.</li><li>Second.<br>Third.</li></ul>\n<h2>2. Write it down</h2>\n<p>One line is enough.</p>\n</body>\n</html>\n";

/// Whether every tag that is opened is closed again, in order.
fn is_balanced(text: &str) -> bool {
    let mut open = Vec::new();
    let body = &text[text.find("<body>").unwrap()..];
    for (at, _) in body.match_indices('<') {
        let tag = &body[at + 1..at + body[at..].find('>').unwrap()];
        match tag.strip_prefix('/') {
            Some(name) if open.pop() == Some(name) => {}
            Some("html") if open.is_empty() => {}
            Some(_) => return false,
            None if tag.starts_with('!') || tag == "br" => {}
            None => open.push(tag),
        }
    }
    open.is_empty()
}

#[test]
fn a_sentence_taken_out_of_an_html_post_leaves_its_tags_whole() {
    let post = page(RICH);
    assert!(is_balanced(RICH));
    let base = draft(&post, &[("failure@t1", "We fell. It hurt.")]);
    let craft = Craft::builtin();
    let story = weave(&post, &base, &craft);
    let mut taken = Vec::new();
    for sentence in story.sentences(&post, &base) {
        let Some(edit) = story.editable(&post, &base, &sentence) else { continue };
        let draft = Draft { edits: vec![Edit { text: String::new(), ..edit.clone() }], ..base.clone() };
        let story = weave(&post, &draft, &craft);
        let text = story.text(&post, &draft.answers);
        assert!(story.left_off.is_empty() && is_balanced(&text), "{edit:?} in\n{text}");
        let account = proof(Destination::Markdown, &story, &post, &draft, Keeps::All, &text);
        assert!(account.is_proven(), "{edit:?} {:?} {:?}", account.unexplained, account.lost);
        taken.push(edit.was);
    }
    for said in [
        "Here they are.",
        "Let <em>people</em> finish.",
        "Always.",
        "Ever.",
        "One more.",
        "Second.",
        "Third.",
        "We fell.",
    ] {
        assert!(taken.iter().any(|was| was == said), "{said} in {taken:?}");
    }
    for hidden in ["Really", "color", "say(", "Later", "rush", "</"] {
        let said = |was: &&String| was.contains(hidden) && *was != "Let <em>people</em> finish.";
        assert_eq!(taken.iter().find(said), None, "{hidden}");
    }
}

fn answered(post: &Post, answers: &[(String, String)]) -> Draft {
    let mut draft = draft(post, &[]);
    for (key, text) in answers {
        draft.answers.insert(key.parse().unwrap(), Answer { text: text.clone(), ..Answer::default() });
    }
    draft
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn a_story_explains_every_character_of_itself(
        text in posts(),
        answers in prop::collection::vec((keys(), prose()), 0..8),
        arc in any::<prop::sample::Index>(),
        to in prop::sample::select(Destination::ALL.to_vec()),
    ) {
        let post = post(&text);
        let craft = Craft::builtin();
        let arcs: Vec<_> = craft.arcs().collect();
        let arc = arc.get(&arcs);
        let draft = Draft { arc: arc.id.clone(), ..answered(&post, &answers) };
        let story = weave(&post, &draft, &craft);
        prop_assert_eq!(&weave(&post, &draft, &craft), &story);
        let given = to.write(&story, &post, &draft, None);
        let account = proof(to, &story, &post, &draft, arc.keeps, &given);
        let foreign: Vec<&str> = account.unexplained.iter().map(|foreign| foreign.span.of(&given)).collect();
        prop_assert!(account.is_proven(), "{} {to:?}: {foreign:?} {:?}\n{given}", arc.id, account.lost);
    }

    #[test]
    fn a_story_reworded_at_random_explains_itself_too(
        text in posts(),
        answers in prop::collection::vec((keys(), prose()), 0..6),
        arc in any::<prop::sample::Index>(),
        hands in prop::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>(), 0..4_u8, prose()), 1..6),
        to in prop::sample::select(Destination::ALL.to_vec()),
    ) {
        let post = post(&text);
        let craft = Craft::builtin();
        let arcs: Vec<_> = craft.arcs().collect();
        let arc = arc.get(&arcs);
        let mut draft = Draft { arc: arc.id.clone(), ..answered(&post, &answers) };
        let mut story = weave(&post, &draft, &craft);
        for (place, byte, deed, wording) in hands {
            if story.passages.is_empty() {
                break;
            }
            let nth = place.index(story.passages.len());
            let said = story.passages[nth].text(&post, &draft.answers);
            let bytes: Vec<usize> = said.char_indices().map(|(at, _)| at).collect();
            let at = if bytes.is_empty() { 0 } else { *byte.get(&bytes) };
            let Some(sentence) = story.sentence(&post, &draft, nth, at) else { continue };
            let Some(edit) = story.editable(&post, &draft, &sentence) else { continue };
            let others = match &sentence.of {
                Of::Bridge(join) => other_bridges(&story, join, &post, &draft, &craft),
                Of::Text(..) | Of::Edit(_) => Vec::new(),
            };
            let edit = match (deed, others.last()) {
                (0, _) => Edit { text: String::new(), ..edit },
                (1, Some(other)) => Edit { bridge: Some(other.id.clone()), text: other.text.clone(), ..edit },
                (_, _) => Edit { text: wording, bridge: None, ..edit },
            };
            let mut edits = draft.edits_of(&edit.passage);
            edits.retain(|other| other.was != edit.was);
            edits.insert(0, edit.clone());
            draft.set_edits(&edit.passage, edits);
            story = weave(&post, &draft, &craft);
            prop_assert!(story.left_off.is_empty(), "{edit:?} {:?}", draft.edits);
        }
        prop_assert_eq!(&weave(&post, &draft, &craft), &story);
        let given = to.write(&story, &post, &draft, None);
        let account = proof(to, &story, &post, &draft, arc.keeps, &given);
        let foreign: Vec<&str> = account.unexplained.iter().map(|foreign| foreign.span.of(&given)).collect();
        prop_assert!(account.is_proven(), "{} {to:?}: {foreign:?} {:?} {:?}\n{given}", arc.id, account.lost, draft.edits);
    }

    #[test]
    fn a_story_of_an_html_post_explains_every_character_of_itself(
        answers in prop::collection::vec((keys(), prose()), 0..8),
        arc in any::<prop::sample::Index>(),
        to in prop::sample::select(Destination::ALL.to_vec()),
    ) {
        let post = page(PAGE);
        let craft = Craft::builtin();
        let arcs: Vec<_> = craft.arcs().collect();
        let arc = arc.get(&arcs);
        let draft = Draft { arc: arc.id.clone(), ..answered(&post, &answers) };
        let story = weave(&post, &draft, &craft);
        let given = to.write(&story, &post, &draft, None);
        let account = proof(to, &story, &post, &draft, arc.keeps, &given);
        let foreign: Vec<&str> = account.unexplained.iter().map(|foreign| foreign.span.of(&given)).collect();
        prop_assert!(account.is_proven(), "{} {to:?}: {foreign:?} {:?}\n{given}", arc.id, account.lost);
    }

    #[test]
    fn a_character_put_in_taken_out_or_swapped_is_caught(
        case in any::<prop::sample::Index>(),
        arc in any::<prop::sample::Index>(),
        to in prop::sample::select(Destination::ALL.to_vec()),
        place in any::<prop::sample::Index>(),
        other in any::<prop::sample::Index>(),
        kind in 0..3,
        put in "[a-zあ-ん一-三。,]",
    ) {
        let cases = CASES.with(Clone::clone);
        let (post, draft) = case.get(&cases);
        let craft = Craft::builtin();
        let arcs: Vec<_> = craft.arcs().collect();
        let arc = arc.get(&arcs);
        let draft = Draft { arc: arc.id.clone(), ..draft.clone() };
        let story = weave(post, &draft, &craft);
        let text = to.write(&story, post, &draft, None);
        let mut letters: Vec<char> = text.chars().collect();
        let visible: Vec<usize> = (0..letters.len()).filter(|at| !letters[*at].is_whitespace()).collect();
        let at = *place.get(&visible);
        match kind {
            0 => letters.insert(at, put.chars().next().unwrap()),
            1 => {
                letters.remove(at);
            }
            _ => letters.swap(at, *other.get(&visible)),
        }
        let given: String = letters.into_iter().collect();
        prop_assert_eq!(proof(to, &story, post, &draft, arc.keeps, &given).is_proven(), given == text);
    }
}

thread_local! {
    static CASES: Vec<(Post, Draft)> = cases().into_iter().map(|(_, post, draft)| (post, draft)).collect();
}
