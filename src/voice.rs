//! Readers' voices: comments and questions kept with the post, and the replies to them.
//!
//! What it is: what a reader said, a reply put together from the answers given to it, and comments read out of a text,
//! CSV or JSON. What it is not: it weaves nothing into the story and judges no comment. Invariant: a voice's text is the
//! reader's, character for character; a voice taken in once keeps its name `vN`.

mod import;

pub use import::{NotVoices, import};

use crate::answers::{Answers, Key, Subject, VoiceId};

/// The questions a reply is made of, in its order.
const REPLY: [&str; 3] = ["thanks", "reply", "ask-back"];

/// A reader's comment or question.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Heard {
    /// What was said.
    pub text: String,
    /// Who said it; empty where nobody is named.
    pub name: String,
    /// When, as it was written where it came from; empty where that is not known.
    pub at: String,
}

/// A voice kept with a post.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Voice {
    /// Its lasting name.
    pub id: VoiceId,
    /// What was said.
    pub heard: Heard,
}

/// Takes voices in behind those there are, and says how many were new. What was said by the same reader in the same
/// words is there already.
pub fn take_in(voices: &mut Vec<Voice>, heard: Vec<Heard>) -> usize {
    let before = voices.len();
    for heard in heard {
        if voices.iter().all(|voice| (&voice.heard.text, &voice.heard.name) != (&heard.text, &heard.name)) {
            voices.push(Voice { id: next(voices), heard });
        }
    }
    voices.len() - before
}

/// The name the next voice gets.
#[must_use]
pub fn next(voices: &[Voice]) -> VoiceId {
    VoiceId(voices.iter().map(|voice| voice.id.0).max().unwrap_or_default() + 1)
}

/// The reply to a voice as it can be sent: thanks, answer and question, a paragraph each, with the follow-ups answered
/// behind what they follow. `None` while nothing is told.
#[must_use]
pub fn reply(voice: VoiceId, answers: &Answers) -> Option<String> {
    let told = REPLY.into_iter().flat_map(|question| {
        let own = Key::new(question, Some(Subject::Voice(voice)));
        let given = answers.iter().filter(move |(key, _)| key.own() == own);
        given.filter(|(_, answer)| answer.is_told()).map(|(_, answer)| answer.text.trim_end())
    });
    let paragraphs: Vec<&str> = told.collect();
    (!paragraphs.is_empty()).then(|| paragraphs.join("\n\n"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answers::Answer;

    fn heard(text: &str) -> Heard {
        Heard { text: text.to_owned(), ..Heard::default() }
    }

    #[test]
    fn a_voice_is_taken_in_once_and_keeps_its_name() {
        let mut voices = Vec::new();
        assert_eq!(take_in(&mut voices, vec![heard("一"), heard("二"), heard("一")]), 2);
        voices.remove(0);
        assert_eq!(take_in(&mut voices, vec![heard("二"), heard("三")]), 1);
        let ids: Vec<u32> = voices.iter().map(|voice| voice.id.0).collect();
        assert_eq!(ids, [2, 3]);
    }

    #[test]
    fn a_reply_is_what_was_told_in_its_order() {
        let mut answers = Answers::default();
        let mut tell = |key: &str, text: &str| {
            answers.insert(key.parse().unwrap(), Answer { text: text.to_owned(), ..Answer::default() });
        };
        tell("ask-back@v1", "いつからですか？");
        tell("thanks@v1", "「助かった」のひと言、うれしく読みました。\n");
        tell("thanks@v1+1", "夜遅くに。");
        tell("reply@v2", "ほかの人への返事");
        let whole = "「助かった」のひと言、うれしく読みました。\n\n夜遅くに。\n\nいつからですか？";
        assert_eq!(reply(VoiceId(1), &answers).as_deref(), Some(whole));
        assert_eq!(reply(VoiceId(3), &answers), None);
    }
}
