//! The author's own hand: rewordings laid over a woven story.
//!
//! What it is: where an edit finds its sentence or bridge, and how it takes its place. What it is not: an editor; it
//! stores nothing and chooses nothing. Invariant: an edit is laid only where what it replaced still stands, letter for
//! letter; one that finds nothing leaves the story as it is.

use super::weave::parts;
use super::{Origin, Part, Passage, Story};
use crate::answers::Key;
use crate::draft::{Draft, Edit};
use crate::post::Post;
use crate::text::Span;
use crate::text::sentence::sentences;

/// Lays the draft's edits over `story`.
pub fn revise(mut story: Story, post: &Post, draft: &Draft) -> Story {
    for (index, edit) in draft.edits.iter().enumerate() {
        let text = edit.text.replace('\n', post.source.newline.as_str());
        let laid = Origin::Edit { index, text };
        match Target::of(edit) {
            Some(Target::Bridge(join)) => story.passages = over_bridge(story.passages, join, edit, &laid),
            Some(Target::Answer(key, nth)) => {
                let text = draft.answers.told(&key).unwrap_or_default();
                if let Some(span) = sentence(text, nth).filter(|span| span.of(text) == edit.was) {
                    story.passages = over_span(story.passages, &Source::Answer(key), span, &laid);
                }
            }
            Some(Target::Post(part, nth)) => {
                let Some(whole) = span_of(post, draft, part) else { continue };
                let Some(span) = sentence(whole.of(&post.text), nth) else { continue };
                let span = Span::new(whole.start + span.start, whole.start + span.end);
                if span.of(&post.text) == edit.was {
                    story.passages = over_span(story.passages, &Source::Post, span, &laid);
                }
            }
            None => {}
        }
    }
    story
}

impl Story {
    /// What an edit at byte `at` of passage `index` would be called and would replace: a sentence of the post or of an
    /// answer, or a whole bridge. `None` for layout. For a passage that is an edit already, that edit's name and text.
    #[must_use]
    pub fn editable(&self, post: &Post, draft: &Draft, index: usize, at: usize) -> Option<(String, String)> {
        let passage = self.passages.get(index)?;
        match &passage.origin {
            Origin::Post(span) => {
                let whole = span_of(post, draft, passage.part)?;
                let text = whole.of(&post.text);
                let (nth, span) = sentence_at(text, (span.start + at).checked_sub(whole.start)?)?;
                Some((format!("post:{}#{nth}", name(passage.part)), span.of(text).to_owned()))
            }
            Origin::Answer(key, span) => {
                let text = draft.answers.told(key)?;
                let (nth, span) = sentence_at(text, span.start + at)?;
                Some((format!("{key}#{nth}"), span.of(text).to_owned()))
            }
            Origin::Bridge(bridge) => Some((format!("bridge:{}", bridge.join), bridge.text.clone())),
            Origin::Edit { index, text } => Some((draft.edits.get(*index)?.passage.clone(), text.clone())),
            Origin::Layout(_) => None,
        }
    }

    /// The draft's edits that found nothing to replace: the answer or the post has changed beneath them.
    #[must_use]
    pub fn edits_left_off(&self, draft: &Draft) -> Vec<usize> {
        let laid = |wanted: usize| {
            self.passages
                .iter()
                .any(|passage| matches!(&passage.origin, Origin::Edit { index, .. } if *index == wanted))
        };
        (0..draft.edits.len()).filter(|index| !laid(*index)).collect()
    }
}

/// What an edit names.
enum Target<'a> {
    /// The bridge of a join.
    Bridge(&'a str),
    /// The n-th sentence of an answer, from 1.
    Answer(Key, usize),
    /// The n-th sentence of a part of the post, from 1; a heading counts.
    Post(Part, usize),
}

impl<'a> Target<'a> {
    fn of(edit: &'a Edit) -> Option<Self> {
        if let Some(join) = edit.passage.strip_prefix("bridge:") {
            return Some(Self::Bridge(join));
        }
        let (place, nth) = edit.passage.rsplit_once('#')?;
        let nth = nth.parse().ok()?;
        match place.strip_prefix("post:") {
            Some(part) => Some(Self::Post(part_of(part)?, nth)),
            None => Some(Self::Answer(place.parse().ok()?, nth)),
        }
    }
}

fn name(part: Part) -> String {
    match part {
        Part::Opening => "opening".to_owned(),
        Part::Intro => "intro".to_owned(),
        Part::Tip(id) => id.to_string(),
        Part::Closing => "closing".to_owned(),
    }
}

fn part_of(name: &str) -> Option<Part> {
    match name {
        "opening" => Some(Part::Opening),
        "intro" => Some(Part::Intro),
        "closing" => Some(Part::Closing),
        tip => tip.parse().ok().map(Part::Tip),
    }
}

/// The bytes of the post that belong to `part`, whatever an arc keeps of them.
fn span_of(post: &Post, draft: &Draft, part: Part) -> Option<Span> {
    let starts = parts(post, draft);
    let at = starts.iter().position(|(_, known)| *known == part)?;
    let (start, _) = starts.get(at)?;
    let end = starts.get(at + 1).map_or(post.text.len(), |(next, _)| *next);
    Some(Span::new(*start, end))
}

/// The n-th sentence of `text`, without the blanks around it.
fn sentence(text: &str, nth: usize) -> Option<Span> {
    visible_sentences(text).nth(nth.checked_sub(1)?)
}

/// The sentence byte `at` stands in or behind, and which it is.
fn sentence_at(text: &str, at: usize) -> Option<(usize, Span)> {
    visible_sentences(text)
        .enumerate()
        .take_while(|(_, span)| span.start <= at)
        .last()
        .map(|(nth, span)| (nth + 1, span))
}

fn visible_sentences(text: &str) -> impl Iterator<Item = Span> {
    sentences(text).into_iter().filter_map(move |span| {
        let piece = span.of(text);
        let start = span.start + (piece.len() - piece.trim_start().len());
        let end = span.start + piece.trim_end().len();
        (start < end).then_some(Span::new(start, end))
    })
}

/// Whose bytes a span counts.
enum Source {
    Post,
    Answer(Key),
}

impl Source {
    /// The span of `origin`, if it is this source's.
    fn span(&self, origin: &Origin) -> Option<Span> {
        match (self, origin) {
            (Self::Post, Origin::Post(span)) => Some(*span),
            (Self::Answer(key), Origin::Answer(held, span)) if held == key => Some(*span),
            (Self::Post | Self::Answer(_), _) => None,
        }
    }

    fn origin(&self, span: Span) -> Origin {
        match self {
            Self::Post => Origin::Post(span),
            Self::Answer(key) => Origin::Answer(key.clone(), span),
        }
    }
}

/// `passages` with `laid` in place of `span`, which may run over several of them and the layout between.
fn over_span(passages: Vec<Passage>, source: &Source, span: Span, laid: &Origin) -> Vec<Passage> {
    let mut revised = Vec::with_capacity(passages.len() + 2);
    let mut open = false;
    for passage in passages {
        let part = passage.part;
        let held = source.span(&passage.origin).filter(|held| held.start < span.end && span.start < held.end);
        let Some(held) = held else {
            let between = open && matches!(passage.origin, Origin::Layout(_));
            if !between {
                revised.push(passage);
            }
            continue;
        };
        let mut keep = |start: usize, end: usize| {
            if start < end {
                revised.push(Passage { origin: source.origin(Span::new(start, end)), part });
            }
        };
        keep(held.start, span.start);
        if held.start <= span.start {
            revised.push(Passage { origin: laid.clone(), part });
        }
        if span.end < held.end {
            revised.push(Passage { origin: source.origin(Span::new(span.end, held.end)), part });
        }
        open = held.end < span.end;
    }
    revised
}

/// `passages` with `laid` in place of the bridge of `join`. A bridge reworded to nothing takes its blank along.
fn over_bridge(passages: Vec<Passage>, join: &str, edit: &Edit, laid: &Origin) -> Vec<Passage> {
    let mut revised = Vec::with_capacity(passages.len());
    let mut removed = false;
    for passage in passages {
        if let Origin::Bridge(bridge) = &passage.origin
            && bridge.join == join
            && bridge.text == edit.was
        {
            removed = edit.text.is_empty();
            revised.push(Passage { origin: laid.clone(), part: passage.part });
            continue;
        }
        let blank = passage.origin == Origin::Layout(" ".to_owned());
        if !(std::mem::take(&mut removed) && blank) {
            revised.push(passage);
        }
    }
    revised
}
