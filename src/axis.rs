//! The axis: to whom, what, why. Answers that live across posts.
//!
//! What it is: the text of `axis.toml`, and what passes between it and a draft: copies into a new draft, and what of a
//! draft may become the axis. What it is not: a draft; it belongs to no post and knows no folder. Invariant: a draft's
//! own answer is never replaced by the axis's, and the axis changes only by what the author gives it.

use toml_edit::Item;

use crate::answers::{Answer, Answers, Key};
use crate::draft::{Asked, Broken, Draft, Paper};
use crate::text::Language;

/// What an answer copied from the axis says under `from`.
pub const FROM: &str = "axis";

/// The text of an axis, kept between two writings.
#[derive(Debug, Clone, Default)]
pub struct AxisFile(Paper);

impl AxisFile {
    /// Reads an axis. `None` where the text is TOML of another kind: `axis.toml` is a name others may use too.
    ///
    /// # Errors
    /// Says where and why the text cannot be read.
    pub fn parse(text: &str) -> Result<Option<(Answers, Self)>, Broken> {
        let (paper, answers) = Paper::parse(text, |doc| {
            let ours = doc.as_table().is_empty() || doc.get("answer").is_some_and(Item::is_table_like);
            if ours { crate::draft::answers_of(doc).map(Some) } else { Ok(None) }
        })?;
        Ok(answers.map(|answers| (answers, Self(paper))))
    }

    /// The text of `answers`, made from the text before: only what changed is rewritten. `asked` are the axis's
    /// questions in their order; each stands there, answered or not.
    pub fn write(&mut self, answers: &Answers, asked: &[Asked]) -> String {
        self.0.write(|doc| crate::draft::write_answers(doc, answers, asked))
    }
}

/// Copies what the axis says into a draft, wherever the draft says nothing itself. A copy says where it is from and is
/// the author's to change for this post. What is written in the other language stays where it is: it could not stand in
/// this post.
pub fn lend(axis: &Answers, draft: &mut Draft) {
    for (key, answer) in axis.iter().filter(|(_, answer)| answer.is_told()) {
        let fits = Language::of([answer.text.as_str()]) == draft.language;
        if fits && draft.answers.get(key).is_none_or(Answer::is_untouched) {
            draft.answers.insert(key.clone(), copy(answer));
        }
    }
}

fn copy(answer: &Answer) -> Answer {
    Answer { outcome: None, from: Some(FROM.to_owned()), ..answer.clone() }
}

/// The copies in a draft that are no longer what the axis says: the axis this draft was written to has changed since.
#[must_use]
pub fn changed(axis: &Answers, draft: &Draft) -> Vec<Key> {
    let copies = draft.answers.iter().filter(|(_, answer)| answer.from.as_deref() == Some(FROM) && answer.is_told());
    let differs = |key: &Key, text: &str| axis.told(key).is_some_and(|now| now != text);
    copies.filter(|(key, answer)| differs(key, &answer.text)).map(|(key, _)| key.clone()).collect()
}

/// What the axis says now in the place of `changed` copies.
#[must_use]
pub fn renewed(axis: &Answers, draft: &Draft) -> Vec<(Key, Answer)> {
    let now = |key: Key| axis.get(&key).map(copy).map(|answer| (key, answer));
    changed(axis, draft).into_iter().filter_map(now).collect()
}

/// The draft's own answers to `questions`, the axis's, that the axis does not have: what may become the axis for the
/// next posts, if the author says so.
#[must_use]
pub fn offered(axis: &Answers, draft: &Draft, questions: &[Key]) -> Vec<(Key, Answer)> {
    let own = |key: &Key| draft.answers.get(key).filter(|answer| answer.is_told() && answer.from.is_none());
    let new = questions.iter().filter(|key| own(key).is_some_and(|answer| axis.told(key) != Some(&answer.text)));
    new.filter_map(|key| Some((key.clone(), own(key)?.clone()))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn toml_of_another_kind_is_no_axis() {
        assert!(AxisFile::parse("version = 1\nid = \"axis\"\n[[question]]\nid = \"reader\"\n").unwrap().is_none());
        assert!(AxisFile::parse("[answer.reader]\ntext = \"山本さん\"\n").unwrap().is_some());
        assert!(AxisFile::parse("[answer.reader]\ntext = 3\n").is_err());
    }
}
