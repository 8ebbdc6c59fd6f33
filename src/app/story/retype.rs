//! The whole story in the author's own editor.
//!
//! What it is: its lines as they were lent, and the edits that what came back makes of them. What it is not: a second copy
//! of the story; answers and post stay as they are, and so do the blanks between two sentences. Invariant: every word that
//! came back stands in the story, as it was or as an edit, or is listed as one whose ground has changed since.

use super::choices;
use crate::app::action::Action;
use crate::app::effect::{Effect, Lent};
use crate::app::keymap::Place;
use crate::app::model::{Model, Notice};
use crate::app::sitting::Sitting;
use crate::draft::Edit;
use crate::story::retyped;
use crate::text::Span;
use crate::words::{fill, lent};

/// A sentence as it was lent, or what stands between two and is no blank, its line ends LF.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// What it said.
    pub text: String,
    /// The edit that rewords it; none where it is the weave's own.
    pub edit: Option<Edit>,
}

/// Opens the whole story in the author's own editor.
pub fn in_editor(model: &mut Model, effects: &mut Vec<Effect>) {
    if !model.may_write() {
        return;
    }
    let Some(sitting) = &model.sitting else { return };
    let (text, lines) = lend(sitting);
    effects.push(Effect::Editor(Lent::Story(lines), text));
}

/// The story from its first line that can be reworded on, which leaves front matter out, and its lines.
fn lend(sitting: &Sitting) -> (String, Vec<Line>) {
    let Sitting { story, post, draft, .. } = sitting;
    let mut starts = Vec::with_capacity(story.passages.len());
    let mut text = String::new();
    for passage in &story.passages {
        starts.push(text.len());
        text.push_str(passage.text(post, &draft.answers));
    }
    let byte = |(passage, within): (usize, usize)| starts.get(passage).map_or(text.len(), |start| start + within);
    let mut lines: Vec<Line> = Vec::new();
    let mut from = None;
    let mut at = 0;
    let line = |span: Span, edit| Line { text: unix(span.of(&text).trim()), edit };
    for sentence in story.sentences(post, draft) {
        let span = Span::new(byte(sentence.start), byte(sentence.end));
        let edit = story.editable(post, draft, &sentence);
        if edit.is_some() {
            from.get_or_insert(span.start);
        }
        if from.is_some() {
            let between = Span::new(at.max(from.unwrap_or(at)), span.start);
            lines.extend([line(between, None), line(span, edit)].into_iter().filter(|line| !line.text.is_empty()));
        }
        at = span.end;
    }
    lines.extend(Some(line(Span::new(at, text.len()), None)).filter(|line| !line.text.is_empty()));
    let from = Span::new(from.unwrap_or(text.len()), text.len());
    (unix(from.of(&text)), lines)
}

fn unix(text: &str) -> String {
    text.replace("\r\n", "\n")
}

/// Takes in the story as the author's own editor left it: what stands otherwise is reworded, in one step.
pub fn edited(model: &mut Model, lines: &[Line], text: &str, effects: &mut Vec<Effect>) {
    if !model.may_write() {
        return;
    }
    let Some(sitting) = &model.sitting else { return };
    let mut changes: Vec<(String, Vec<Edit>)> = Vec::new();
    let mut count = 0;
    for (edit, text) in reworded(lines, &unix(text)) {
        count += 1;
        let passage = &edit.passage;
        let held = changes.iter_mut().find(|(known, _)| known == passage);
        let mut edits = held.as_ref().map_or_else(|| sitting.draft.edits_of(passage), |(_, edits)| edits.clone());
        edits.retain(|other| other != edit && other.bridge.is_none());
        // Words put aside there are not dropped with it.
        if text != unix(&edit.was) || edit.aside.is_some() {
            edits.insert(0, Edit { text, bridge: None, ..edit.clone() });
        }
        match held {
            Some((_, held)) => *held = edits,
            None => changes.push((passage.clone(), edits)),
        }
    }
    choices::set_all(model, changes, effects);
    let notice = &model.words.notice;
    model.notice = Some(Notice::plain(if count == 0 {
        notice.story_unchanged.clone()
    } else {
        let key = model.keymap.name(Place::Story, Action::Undo);
        fill(&notice.story_retyped, &lent(&[("count", count.to_string()), ("key", key)]))
    }));
}

/// The edits of the lines that say something else now, and what. Words written in the place of what is the weave's own go
/// with the sentence before, or behind where there is none.
fn reworded<'a>(lines: &'a [Line], text: &str) -> Vec<(&'a Edit, String)> {
    let was: Vec<&str> = lines.iter().map(|line| line.text.as_str()).collect();
    let mut said: Vec<(&Edit, &str, String)> = Vec::new();
    let mut ahead = String::new();
    for (line, text) in lines.iter().zip(retyped(&was, text)) {
        let now = text.unwrap_or_else(|| line.text.clone());
        if let Some(edit) = &line.edit {
            said.push((edit, &line.text, format!("{}{now}", std::mem::take(&mut ahead))));
            continue;
        }
        let (before, behind) = now.split_once(&line.text).unwrap_or(("", &now));
        for words in [before, behind].map(str::trim).into_iter().filter(|words| !words.is_empty()) {
            match said.last_mut() {
                Some((_, _, last)) => *last = format!("{}\n\n{words}", last.trim_end()),
                None => ahead = format!("{ahead}{words}\n\n"),
            }
        }
    }
    said.into_iter().filter(|(_, was, now)| was != now).map(|(edit, _, now)| (edit, now)).collect()
}
