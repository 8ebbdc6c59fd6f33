//! Verify: where every character of a text comes from, proven from the post and the draft alone.
//!
//! What it is: the story woven again and laid beside the text given. What it is not: a reader of marks the text
//! carries; it believes nothing but the files. Invariant: a text is proven only if its visible characters are the
//! story's, one for one and in order, and its layout stands where the weave puts it.

mod align;

use std::borrow::Cow;

use self::align::{Step, align};
use super::ground::{Ground, Source, grounds};
use super::{Keeps, Origin, Story};
use crate::answers::Key;
use crate::draft::Draft;
use crate::post::Post;
use crate::text::Span;
use crate::text::sentence::sentences;

/// A stretch of a text as it should be, and where it comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Laid<'a> {
    /// The stretch.
    pub text: Cow<'a, str>,
    /// Where it comes from.
    pub from: From,
}

/// Where a stretch of a text comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum From {
    /// From this passage of the story.
    Passage(usize),
    /// From the form the text has: a tag, a bullet, a number.
    Form,
    /// From nowhere: letters that no passage holds.
    Nowhere,
}

/// Where the characters of a text come from. Counts are visible characters (Unicode scalar values that are no blanks).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Account {
    /// From the post.
    pub post: usize,
    /// Visible characters of the whole post.
    pub post_whole: usize,
    /// From answers.
    pub answers: usize,
    /// Sentences from answers.
    pub sentences: usize,
    /// From bridges, by id.
    pub bridges: Vec<(String, usize)>,
    /// From the author's edits.
    pub edits: usize,
    /// How many edits.
    pub edit_count: usize,
    /// Marks of the layout and of the form: rules, fences, tags.
    pub layout: usize,
    /// The source map: which bytes of the text given come from where, in order. Blanks go with what stands before them.
    pub map: Vec<Mapped>,
    /// What stands in the text and comes from nowhere.
    pub unexplained: Vec<Foreign>,
    /// What the story holds and the text does not.
    pub lost: Vec<Lost>,
    /// What the arc leaves out of the post, as spans of it.
    pub left_out: Vec<Span>,
}

impl Account {
    /// Whether every character is accounted for and none is lost.
    #[must_use]
    pub const fn is_proven(&self) -> bool {
        self.unexplained.is_empty() && self.lost.is_empty()
    }

    /// How much of the post the story holds, in hundredths of its visible characters, rounded down.
    #[must_use]
    pub fn post_percent(&self) -> usize {
        (self.post * 100).checked_div(self.post_whole).unwrap_or(100)
    }

    /// How many visible characters of `given` come from nowhere; blanks where none belong count as one.
    #[must_use]
    pub fn foreign_characters(&self, given: &str) -> usize {
        let visible = |span: Span| span.of(given).chars().filter(|c| !c.is_whitespace()).count().max(1);
        self.unexplained.iter().map(|foreign| visible(foreign.span)).sum()
    }

    /// How many characters of the story are missed.
    #[must_use]
    pub fn lost_characters(&self) -> usize {
        self.lost.iter().map(|lost| lost.text.chars().count()).sum()
    }

    /// The sentences of `given` that are not wholly from the draft: each with its first foreign character.
    #[must_use]
    pub fn foreign_sentences<'t>(&self, given: &'t str) -> Vec<(&Foreign, &'t str)> {
        let mut found: Vec<(&Foreign, &str)> = Vec::new();
        let mut foreign = self.unexplained.iter().peekable();
        // Cutting a text into sentences takes longer than proving it.
        if self.unexplained.is_empty() {
            return found;
        }
        for span in sentences(given) {
            let mut first = None;
            while let Some(here) = foreign.next_if(|here| here.span.start < span.end) {
                first = first.or(Some(here));
            }
            found.extend(first.map(|first| (first, span.of(given).trim())));
        }
        found
    }
}

/// Bytes of a text and where they come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mapped {
    /// The bytes.
    pub span: Span,
    /// Where they come from.
    pub from: From,
}

/// Characters that come from nowhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Foreign {
    /// Where they stand in the text given, in bytes.
    pub span: Span,
    /// Their line, from 1.
    pub line: usize,
    /// Their column in the line, from 1, in characters.
    pub column: usize,
}

/// Characters of the story that the text lacks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lost {
    /// The passage of the story they stand in; `None` for what belongs to the form.
    pub passage: Option<usize>,
    /// The characters.
    pub text: String,
    /// Where in the text given they are missed, in bytes.
    pub at: usize,
}

/// Lays `given` beside `story` in the post's own form. A byte-order mark and the kind of line ends do not count.
#[must_use]
pub fn verify(story: &Story, post: &Post, draft: &Draft, given: &str) -> Account {
    let laid = story.passages.iter().enumerate().map(|(nth, passage)| Laid {
        text: Cow::Borrowed(passage.text(post, &draft.answers)),
        from: From::Passage(nth),
    });
    account(story, post, draft, &laid.collect::<Vec<_>>(), given)
}

/// Lays `given` beside the text it should be. `laid` is that text, piece by piece with its sources; what lies between
/// two passages of the post is accounted as left out.
#[must_use]
pub fn account(story: &Story, post: &Post, draft: &Draft, laid: &[Laid], given: &str) -> Account {
    let woven: Vec<Sign> = signs(laid.iter().map(|laid| laid.text.as_ref()));
    let read: Vec<Sign> = signs([given].into_iter());
    let mut account = Account {
        post_whole: post.text.chars().filter(|c| !c.is_whitespace()).count(),
        left_out: left_out(story, post, draft),
        ..Account::default()
    };
    let from = |piece: usize| laid.get(piece).map_or(From::Nowhere, |laid| laid.from);
    for step in align(&woven, &read) {
        match step {
            Step::Same(ours, theirs) => {
                let (Some(ours), Some(theirs)) = (woven.get(ours), read.get(theirs)) else { continue };
                let source = from(ours.piece);
                let span = Span::new(theirs.at, theirs.at + theirs.c.len_utf8());
                account.count(story, source);
                account.mapped(span, source);
                if source == From::Nowhere {
                    account.foreign(span);
                }
                if ours.before != theirs.before && theirs.at > 0 {
                    account.foreign(Span::new(theirs.gap, theirs.at.max(theirs.gap)));
                }
            }
            Step::Theirs(theirs) => {
                if let Some(sign) = read.get(theirs) {
                    let span = Span::new(sign.at, sign.at + sign.c.len_utf8());
                    account.mapped(span, From::Nowhere);
                    account.foreign(span);
                }
            }
            Step::Ours(ours, theirs) => {
                let Some(sign) = woven.get(ours) else { continue };
                let at = read.get(theirs).map_or(given.len(), |sign| sign.at);
                let passage = match from(sign.piece) {
                    From::Passage(passage) => Some(passage),
                    From::Form | From::Nowhere => None,
                };
                match account.lost.last_mut() {
                    Some(lost) if lost.passage == passage && lost.at == at => lost.text.push(sign.c),
                    Some(_) | None => account.lost.push(Lost { passage, text: sign.c.to_string(), at }),
                }
            }
        }
    }
    account.finish(story, draft, given);
    account
}

/// What of the post stands nowhere in the story and was not replaced by the author. Spans without visible characters
/// do not count.
pub fn left_out(story: &Story, post: &Post, draft: &Draft) -> Vec<Span> {
    let grounds = grounds(post, draft);
    let mut kept: Vec<Span> = story
        .passages
        .iter()
        .filter_map(|passage| match &passage.origin {
            Origin::Post(span) => Some(*span),
            Origin::Edit { index, .. } => match grounds.get(*index)? {
                Ground::Stands(Source::Post(_), span) => Some(*span),
                Ground::Stands(Source::Answer(_), _)
                | Ground::Bridge
                | Ground::Gone(..)
                | Ground::Taken(_)
                | Ground::Note => None,
            },
            Origin::Answer(..) | Origin::Bridge(_) | Origin::Layout(_) => None,
        })
        .collect();
    kept.sort_by_key(|span| span.start);
    let mut gaps = Vec::new();
    let mut at = 0;
    for span in kept.into_iter().chain([Span::new(post.text.len(), post.text.len())]) {
        if at < span.start {
            gaps.push(Span::new(at, span.start));
        }
        at = at.max(span.end);
    }
    gaps.retain(|gap| !gap.of(&post.text).trim().is_empty());
    gaps
}

impl Account {
    fn count(&mut self, story: &Story, from: From) {
        let From::Passage(passage) = from else {
            self.layout += usize::from(from == From::Form);
            return;
        };
        let Some(passage) = story.passages.get(passage) else { return };
        match &passage.origin {
            Origin::Post(_) => self.post += 1,
            Origin::Answer(..) => self.answers += 1,
            Origin::Edit { .. } => self.edits += 1,
            Origin::Layout(_) => self.layout += 1,
            Origin::Bridge(bridge) => match self.bridges.last_mut() {
                Some((id, count)) if *id == bridge.id => *count += 1,
                Some(_) | None => self.bridges.push((bridge.id.clone(), 1)),
            },
        }
    }

    fn mapped(&mut self, span: Span, from: From) {
        match self.map.last_mut() {
            Some(last) if last.from == from => last.span.end = span.end,
            Some(last) => {
                last.span.end = span.start;
                self.map.push(Mapped { span, from });
            }
            None => self.map.push(Mapped { span: Span::new(0, span.end), from }),
        }
    }

    fn foreign(&mut self, span: Span) {
        match self.unexplained.last_mut() {
            Some(last) if last.span.end == span.start => last.span.end = span.end,
            Some(_) | None => self.unexplained.push(Foreign { span, line: 0, column: 0 }),
        }
    }

    fn finish(&mut self, story: &Story, draft: &Draft, given: &str) {
        if let Some(last) = self.map.last_mut() {
            last.span.end = given.len();
        }
        for foreign in &mut self.unexplained {
            let above = given.get(..foreign.span.start).unwrap_or_default();
            foreign.line = above.matches('\n').count() + 1;
            foreign.column = above.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        }
        let mut before: Option<(&Key, Span)> = None;
        for passage in &story.passages {
            match &passage.origin {
                Origin::Answer(key, span) => {
                    // What is escaped in HTML stands in passages of its own and ends no sentence.
                    let goes_on = before.filter(|(other, held)| *other == key && held.end == span.start);
                    let start = goes_on.map_or(span.start, |(_, held)| held.start);
                    let told = draft.answers.get(key).map_or("", |answer| answer.text.as_str());
                    let count = |span: Span| {
                        let text = span.of(told);
                        sentences(text).iter().filter(|span| !span.of(text).trim().is_empty()).count()
                    };
                    let counted = goes_on.map_or(0, |(_, held)| count(held));
                    let whole = Span::new(start, span.end);
                    // A bracket that closes later may have held together what was counted apart.
                    self.sentences = self.sentences - counted + count(whole);
                    before = Some((key, whole));
                }
                // A bridge taken out is no rewording.
                Origin::Edit { index, text } => {
                    let bridge = draft.edits.get(*index).is_some_and(|edit| edit.passage.starts_with("bridge:"));
                    self.edit_count += usize::from(!(bridge && text.is_empty()));
                }
                Origin::Post(_) | Origin::Bridge(_) | Origin::Layout(_) => {}
            }
        }
    }
}

/// Whether an arc may leave parts of the post out; what one that keeps all lacks is lost.
#[must_use]
pub fn demand(mut account: Account, post: &Post, keeps: Keeps) -> Account {
    match keeps {
        Keeps::Parts => {}
        Keeps::All => {
            let lost = |span: &Span| Lost { passage: None, text: span.of(&post.text).trim().to_owned(), at: 0 };
            account.lost.extend(account.left_out.iter().map(lost));
            account.left_out.clear();
        }
    }
    account
}

/// A visible character and the blanks before it.
#[derive(Debug, Clone, Copy)]
struct Sign {
    c: char,
    /// Its byte in the text.
    at: usize,
    /// Where the blanks before it start.
    gap: usize,
    before: Gap,
    /// Which of the pieces it stands in.
    piece: usize,
}

/// The blanks between two visible characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Gap {
    None,
    Blank,
    Line,
    Paragraph,
}

fn signs<'a>(pieces: impl Iterator<Item = &'a str>) -> Vec<Sign> {
    let mut signs = Vec::new();
    let (mut at, mut gap, mut blanks, mut ends) = (0, 0, 0, 0);
    for (nth, piece) in pieces.enumerate() {
        for c in piece.chars() {
            if c == '\n' {
                ends += 1;
            } else if c.is_whitespace() || c == '\u{feff}' {
                blanks += usize::from(c != '\u{feff}');
            } else {
                let before = match (ends, blanks) {
                    (0, 0) => Gap::None,
                    (0, _) => Gap::Blank,
                    (1, _) => Gap::Line,
                    (_, _) => Gap::Paragraph,
                };
                signs.push(Sign { c, at, gap, before, piece: nth });
                (blanks, ends) = (0, 0);
                gap = at + c.len_utf8();
            }
            at += c.len_utf8();
        }
    }
    signs
}
