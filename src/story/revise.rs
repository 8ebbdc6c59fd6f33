//! The author's own hand: rewordings laid over a woven story.
//!
//! What it is: how an edit takes the place of its sentence, and what a sentence of a story is called. What it is not: an
//! editor; it stores nothing and chooses nothing. Invariant: an edit is laid only where what it replaced still stands,
//! letter for letter; one that finds nothing leaves the story as it is. Bridges are the weave's own: it lays the author's
//! wording where it would lay its own.

use super::dress::{empty_paragraph, worded};
use super::ground::{Ground, Marks, Source, grounds};
use super::markup::{behind, is_whole};
use super::weave::parts;
use super::{Origin, Passage, Story};
use crate::draft::{Draft, Edit};
use crate::post::{Format, Post};
use crate::text::Span;

/// Lays the draft's edits over `story`.
pub fn revise(mut story: Story, post: &Post, draft: &Draft) -> Story {
    if draft.edits.is_empty() {
        return story;
    }
    for (index, (edit, ground)) in draft.edits.iter().zip(grounds(post, draft)).enumerate() {
        let (source, span) = match ground {
            Ground::Stands(source, span) => (source, span),
            Ground::Gone(..) | Ground::Taken(_) => {
                story.left_off.push(index);
                continue;
            }
            Ground::Bridge => {
                // Its join may be gone: the answer cleared, another arc taken. The words are the author's all the same.
                if edit.own_words().is_some() && !story.joins(index, edit) {
                    story.left_off.push(index);
                }
                continue;
            }
            Ground::Note => continue,
        };
        // The post's own sentence is reworded in the post's own marks.
        let text = match source {
            // A sentence without marks of its own has none in other words either: what looks like one is a sign.
            Source::Post(_) if !edit.was.contains(['<', '&']) => worded(&edit.text, post),
            Source::Post(_) => edit.text.replace('\n', post.source.newline.as_str()),
            Source::Answer(_) => worded(&edit.text, post),
        };
        let laid = Origin::Edit { index, text };
        story.passages = over(story.passages, &source, span, &laid);
        if edit.text.is_empty() {
            close_gap(&mut story.passages, index, post, draft);
        }
    }
    story
}

/// A sentence of a story: what can be pointed at, gone to and reworded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    /// Where it starts: a passage and a byte of its text.
    pub start: (usize, usize),
    /// Where it ends: a passage and a byte of its text.
    pub end: (usize, usize),
    /// What it is of.
    pub of: Of,
}

/// What a sentence of a story is of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Of {
    /// The post or an answer: which text, and which bytes of the post or of the answer.
    Text(Source, Span),
    /// The bridge of this join.
    Bridge(String),
    /// This edit.
    Edit(usize),
}

impl Story {
    /// The sentence at byte `at` of passage `index`: of the post or of an answer, a whole bridge or a whole edit. `None`
    /// between two.
    #[must_use]
    pub fn sentence(&self, post: &Post, draft: &Draft, index: usize, at: usize) -> Option<Sentence> {
        let passage = self.passages.get(index)?;
        let whole = |of: Of| {
            let end = passage.text(post, &draft.answers).len();
            Some(Sentence { start: (index, 0), end: (index, end), of })
        };
        let (source, span) = match &passage.origin {
            Origin::Post(span) => {
                let at = span.start + at;
                let starts = parts(post, draft);
                let part = starts.iter().rev().find(|(start, _)| *start <= at).map_or(passage.part, |(_, part)| *part);
                (Source::Post(part), *span)
            }
            Origin::Answer(key, span) => (Source::Answer(key.clone()), *span),
            Origin::Bridge(bridge) => return whole(Of::Bridge(bridge.join.clone())),
            Origin::Edit { index: edit, .. } => return whole(Of::Edit(*edit)),
            Origin::Layout(_) => return None,
        };
        // What is escaped is longer on paper than in its answer.
        let at = span.start + if at < span.len() { at } else { 0 };
        let told = source.text(post, draft);
        let found = told.sentence_at(at.checked_sub(told.start)?)?;
        let found = Span::new(told.start + found.start, told.start + found.end);
        if !found.contains(at) {
            return None;
        }
        let held = |index: usize| {
            let passage = self.passages.get(index)?;
            Some(source.held(passage)).flatten().filter(|held| held.start < found.end && found.start < held.end)
        };
        let goes_on =
            |at: usize| matches!(self.passages.get(at).map(|passage| &passage.origin), Some(Origin::Layout(_)));
        let (mut first, mut last) = (index, index);
        while let Some(before) = first.checked_sub(1) {
            let before = if goes_on(before) { before.checked_sub(1) } else { Some(before) };
            let Some(before) = before.filter(|before| held(*before).is_some()) else { break };
            first = before;
        }
        loop {
            let next = if goes_on(last + 1) { last + 2 } else { last + 1 };
            if held(next).is_none() {
                break;
            }
            last = next;
        }
        let start = (first, found.start.saturating_sub(held(first)?.start));
        let end = held(last).map(|held| match found.end.min(held.end) - held.start {
            whole if whole == held.len() => {
                (last, self.passages.get(last).map_or(0, |passage| passage.text(post, &draft.answers).len()))
            }
            part => (last, part),
        })?;
        Some(Sentence { start, end, of: Of::Text(source, found) })
    }

    /// An edit that would take the place of a sentence, still saying what stands there. For one that is the author's own
    /// already, that edit. `None` in front matter, which is no prose, and where an HTML tag that opens in the sentence
    /// closes in another.
    #[must_use]
    pub fn editable(&self, post: &Post, draft: &Draft, sentence: &Sentence) -> Option<Edit> {
        match &sentence.of {
            Of::Edit(index) => draft.edits.get(*index).cloned(),
            Of::Bridge(join) => {
                let passage = format!("bridge:{join}");
                let bridge = self.bridge_of(join)?;
                let taken = draft.edits.iter().find(|edit| edit.passage == passage);
                // What the weave would say there is what a rewording replaced, even if another was taken meanwhile.
                let was = taken.map_or_else(|| bridge.text.clone(), |edit| edit.was.clone());
                let aside = taken.and_then(|edit| edit.aside.clone());
                Some(Edit { passage, was, aside, text: bridge.text.clone(), bridge: None })
            }
            Of::Text(source, span) => {
                let matter = post.front_matter.filter(|_| matches!(source, Source::Post(_)));
                if matter.is_some_and(|matter| span.start < matter.end) {
                    return None;
                }
                let told = source.text(post, draft);
                let from = told.start;
                let was = Span::new(span.start - from, span.end - from).of(told.text).to_owned();
                if told.marks == Marks::Tags && !is_whole(&was) {
                    return None;
                }
                let passage = source.name(told.number_of(span.start - from));
                // `was` is what stands there, byte for byte; an edit's own line ends are LF.
                Some(Edit { passage, text: was.replace("\r\n", "\n"), was, ..Edit::default() })
            }
        }
    }

    /// Every sentence, in reading order.
    #[must_use]
    pub fn sentences(&self, post: &Post, draft: &Draft) -> Vec<Sentence> {
        let mut found: Vec<Sentence> = Vec::new();
        let (mut index, mut at) = (0, 0);
        while let Some(passage) = self.passages.get(index) {
            let rest = passage.text(post, &draft.answers).get(at..).unwrap_or_default();
            let Some(blanks) = rest.find(|c: char| !c.is_whitespace()) else {
                (index, at) = (index + 1, 0);
                continue;
            };
            at += blanks;
            let tags = post.source.format == Format::Html && matches!(passage.origin, Origin::Post(_));
            match self.sentence(post, draft, index, at).filter(|sentence| sentence.end > (index, at)) {
                Some(sentence) => {
                    (index, at) = sentence.end;
                    found.push(sentence);
                }
                // Layout, or a mark between two sentences: of HTML a whole tag, and all that nobody reads.
                None if tags && let Some(end) = behind(passage.text(post, &draft.answers), at) => at = end,
                None => at += rest.get(blanks..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8),
            }
        }
        found
    }

    /// Whether something stands at the join that `edit`, the draft's `nth`, is of.
    fn joins(&self, nth: usize, edit: &Edit) -> bool {
        self.passages.iter().any(|passage| match &passage.origin {
            Origin::Edit { index, .. } => *index == nth,
            Origin::Bridge(bridge) => edit.passage.strip_prefix("bridge:") == Some(bridge.join.as_str()),
            Origin::Post(_) | Origin::Answer(..) | Origin::Layout(_) => false,
        })
    }

    /// The bridge of a join, as it stands here.
    #[must_use]
    pub fn bridge_of(&self, join: &str) -> Option<&super::Bridge> {
        self.passages.iter().find_map(|passage| match &passage.origin {
            Origin::Bridge(bridge) if bridge.join == join => Some(bridge),
            Origin::Post(_) | Origin::Answer(..) | Origin::Bridge(_) | Origin::Edit { .. } | Origin::Layout(_) => None,
        })
    }
}

impl Source {
    /// The bytes of this text a passage holds.
    fn held(&self, passage: &Passage) -> Option<Span> {
        match (self, &passage.origin) {
            (Self::Post(_), Origin::Post(span)) => Some(*span),
            (Self::Answer(key), Origin::Answer(held, span)) if held == key => Some(*span),
            (
                Self::Post(_) | Self::Answer(_),
                Origin::Post(_) | Origin::Answer(..) | Origin::Bridge(_) | Origin::Edit { .. } | Origin::Layout(_),
            ) => None,
        }
    }

    fn origin(&self, span: Span) -> Origin {
        match self {
            Self::Post(_) => Origin::Post(span),
            Self::Answer(key) => Origin::Answer(key.clone(), span),
        }
    }
}

/// `passages` with `laid` in place of `span`, which may run over several of them and the layout between.
fn over(passages: Vec<Passage>, source: &Source, span: Span, laid: &Origin) -> Vec<Passage> {
    let mut revised = Vec::with_capacity(passages.len() + 2);
    let mut open = false;
    for passage in passages {
        let part = passage.part;
        let held = source.held(&passage).filter(|held| held.start < span.end && span.start < held.end);
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

/// Closes the gap that a sentence reworded to nothing leaves: of the blanks before and behind it the greater stay, and
/// what follows keeps its own indent.
fn close_gap(passages: &mut Vec<Passage>, index: usize, post: &Post, draft: &Draft) {
    let is_laid = |passage: &Passage| matches!(&passage.origin, Origin::Edit { index: laid, .. } if *laid == index);
    let Some(at) = passages.iter().position(is_laid) else { return };
    let wordless = |passage: &&Passage| passage.text(post, &draft.answers).is_empty();
    let before = passages.iter().take(at).rev().find(|passage| !wordless(passage)).map_or("", layout).to_owned();
    let behind = passages.iter().skip(at + 1).find(|passage| !wordless(passage)).map_or("", layout).to_owned();
    // Behind the tag of a paragraph it is the first of its line.
    let opens = before.ends_with('>') || behind_a_tag(passages, at, post, draft);
    if let Some((open, close)) = empty_paragraph(&before, &behind) {
        cut(passages, at, Edge::End, open, post, draft);
        let at = passages.iter().position(is_laid).unwrap_or(at);
        cut(passages, at, Edge::Start, close, post, draft);
    }
    let Some(at) = passages.iter().position(is_laid) else { return };
    let text = |passage: &Passage| passage.text(post, &draft.answers).to_owned();
    let mut before = String::new();
    let mut starts = true;
    for text in passages.iter().take(at).rev().map(text) {
        let words = text.trim_end().len();
        before.insert_str(0, text.get(words..).unwrap_or_default());
        if words > 0 {
            starts = false;
            break;
        }
    }
    let mut behind = String::new();
    let mut ends = true;
    for text in passages.iter().skip(at + 1).map(text) {
        let blanks = text.len() - text.trim_start().len();
        behind.push_str(text.get(..blanks).unwrap_or_default());
        if blanks < text.len() {
            ends = false;
            break;
        }
    }
    let lines = |gap: &str| gap.matches('\n').count();
    let indent = |gap: &str| gap.len() - gap.rfind('\n').map_or(0, |line| line + 1);
    let (front, back) = match (lines(&before), lines(&behind)) {
        _ if ends => (before.len(), 0),
        // It goes on in the same line.
        (_, 0) if starts || opens || lines(&before) > 0 => (0, behind.len()),
        (above, below) if starts || above > below => {
            (if starts { 0 } else { indent(&before) }, behind.len() - indent(&behind))
        }
        (_, _) => (before.len(), 0),
    };
    cut(passages, at, Edge::End, front, post, draft);
    let at = passages.iter().position(is_laid).unwrap_or(at);
    cut(passages, at, Edge::Start, back, post, draft);
}

/// Whether the last words before `at` are a tag of the post's own.
fn behind_a_tag(passages: &[Passage], at: usize, post: &Post, draft: &Draft) -> bool {
    let last = passages.iter().take(at).rev().find(|passage| !passage.text(post, &draft.answers).is_empty());
    let is_post = |passage: &&Passage| matches!(passage.origin, Origin::Post(_));
    post.source.format == Format::Html
        && last.filter(is_post).is_some_and(|passage| passage.text(post, &draft.answers).ends_with('>'))
}

/// The text of a passage, if it is layout.
fn layout(passage: &Passage) -> &str {
    match &passage.origin {
        Origin::Layout(text) => text,
        Origin::Post(_) | Origin::Answer(..) | Origin::Bridge(_) | Origin::Edit { .. } => "",
    }
}

/// Which end of a passage is cut.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Edge {
    Start,
    End,
}

/// Takes so many bytes out of the passages beside `at`: from their ends before it, or from their starts behind it.
fn cut(passages: &mut Vec<Passage>, at: usize, edge: Edge, mut bytes: usize, post: &Post, draft: &Draft) {
    let beside: Vec<usize> = match edge {
        Edge::End => (0..at).rev().collect(),
        Edge::Start => (at + 1..passages.len()).collect(),
    };
    for nth in beside {
        let Some(passage) = passages.get_mut(nth).filter(|_| bytes > 0) else { break };
        let length = passage.text(post, &draft.answers).len();
        if length == 0 {
            continue;
        }
        let gone = bytes.min(length);
        bytes -= gone;
        match &mut passage.origin {
            Origin::Post(span) | Origin::Answer(_, span) => match edge {
                Edge::Start => span.start += gone,
                Edge::End => span.end -= gone,
            },
            Origin::Layout(text) => match edge {
                Edge::Start => drop(text.drain(..gone)),
                Edge::End => text.truncate(length - gone),
            },
            // Words, even if they end in blanks.
            Origin::Bridge(_) | Origin::Edit { .. } => break,
        }
    }
    let empty = |passage: &Passage| match &passage.origin {
        Origin::Post(span) | Origin::Answer(_, span) => span.is_empty(),
        Origin::Layout(text) => text.is_empty(),
        Origin::Bridge(_) | Origin::Edit { .. } => false,
    };
    passages.retain(|passage| !empty(passage));
}
