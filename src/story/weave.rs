//! The weave: post and answers become one story.
//!
//! What it is: one pure function, cheap enough for every keystroke. What it is not: an editor of anybody's words.
//! Invariant: without what is not the post's, a story is the post, or the parts of it its arc keeps.

use super::bridge::{Join, Opening, Used, choose, fitting, phrase, share_a_word};
use super::dress::worded;
use super::ear::{Ear, Reason, first_sentence, first_sentences};
use super::excerpt::excerpt;
use super::loom::{Loom, Manner, trimmed};
use super::order::{Bed, Piece, Telling, beds, pieces, tip_ids};
use super::revise::revise;
use super::{Bridge, BridgeIf, Craft, Keeps, Origin, Part, Place, Story};
use crate::draft::{Bridges, Draft};
use crate::post::{Format, Post, Tip};
use crate::text::{Endings, Language, Register};

/// Bridges in one story: more would show.
const MOST_BRIDGES: usize = 4;

/// Bridges in one part of a story.
const MOST_IN_A_PART: usize = 2;

/// Weaves `post` with what `draft` tells, after the draft's arc.
///
/// Deterministic: the same three values give the same story on every machine. With nothing told and no edits the story
/// is the post's text.
#[must_use]
pub fn weave(post: &Post, draft: &Draft, craft: &Craft) -> Story {
    Weaver::new(post, draft, craft).weave()
}

/// Every bridge that fits where the bridge of `join` stands in `story`, in the order of the list from that one on; none
/// that stands elsewhere in it.
#[must_use]
pub fn other_bridges(story: &Story, join: &str, post: &Post, draft: &Draft, craft: &Craft) -> Vec<Bridge> {
    let mut weaver = Weaver::new(post, draft, craft);
    weaver.asked = Some(join);
    let _woven = weaver.weave();
    let stands = |id: &String| {
        story.passages.iter().any(|passage| match &passage.origin {
            Origin::Bridge(bridge) => bridge.id == *id && bridge.join != join,
            Origin::Post(_) | Origin::Answer(..) | Origin::Edit { .. } | Origin::Layout(_) => false,
        })
    };
    let fitting = weaver.fitting.into_iter().filter(|(id, _)| !stands(id));
    fitting.map(|(id, text)| Bridge { id, join: join.to_owned(), text }).collect()
}

/// Where each part of the post starts. What stands between two tips belongs to the second.
pub fn parts(post: &Post, draft: &Draft) -> Vec<(usize, Part)> {
    let mut starts = vec![(0, Part::Opening)];
    if let Some(intro) = post.intro {
        starts.push((intro.start, Part::Intro));
    }
    let mut after = None;
    for (id, tip) in tip_ids(post, draft).into_iter().zip(&post.tips) {
        starts.push((after.unwrap_or(tip.span.start), Part::Tip(id)));
        after = Some(tip.span.end);
    }
    if let Some(start) = after.or(post.closing.map(|closing| closing.start)) {
        starts.push((start, Part::Closing));
    }
    starts
}

struct Weaver<'a> {
    post: &'a Post,
    draft: &'a Draft,
    craft: &'a Craft,
    used: Used,
    /// The join whose bridges are asked for.
    asked: Option<&'a str>,
    /// Those that fit there.
    fitting: Vec<(String, String)>,
}

impl<'a> Weaver<'a> {
    fn new(post: &'a Post, draft: &'a Draft, craft: &'a Craft) -> Self {
        // What the author took for one join is not taken for another.
        let taken = draft.edits.iter().filter_map(|edit| edit.bridge.clone());
        Self { post, draft, craft, used: Used::except(taken.collect()), asked: None, fitting: Vec::new() }
    }

    fn weave(&mut self) -> Story {
        let (post, draft, craft) = (self.post, self.draft, self.craft);
        let mut loom = Loom::new(post, parts(post, draft));
        let arc = craft.arc(&draft.arc);
        match arc.keeps {
            Keeps::Parts => {
                let (pieces, tip) = pieces(post, draft, arc);
                if pieces.is_empty() {
                    loom.post_until(post.text.len());
                } else {
                    self.lay_pieces(&pieces, tip, &mut loom);
                }
            }
            Keeps::All => {
                let beds = beds(post, draft, arc);
                for group in beds.chunk_by(|one, next| one.landing.at == next.landing.at) {
                    self.lay(group, &mut loom);
                }
                loom.post_until(post.text.len());
            }
        }
        revise(loom.finish(), post, draft)
    }

    /// Lays the beds of one place of the post, between the first one's lead and the last one's tail.
    fn lay(&mut self, group: &[Bed], loom: &mut Loom) {
        let (Some(first), Some(last)) = (group.first(), group.last()) else { return };
        loom.post_until(first.landing.at);
        let mut before: Option<&Bed> = None;
        for bed in group {
            let manner = Manner::at(self.post, &bed.landing);
            if before.is_none() {
                // The lead brings an indent; a text that brings its own needs none.
                let lead = bed.landing.lead.strip_suffix(manner.paragraph_indent).unwrap_or(&bed.landing.lead);
                loom.layout(lead, bed.part);
            } else {
                loom.layout(&manner.paragraph_break(), bed.part);
            }
            if before.is_none_or(|before| before.part != bed.part) && self.needs_a_break(bed) {
                match self.post.source.format {
                    Format::Markdown => loom.layout(&format!("---{}", manner.paragraph_break()), bed.part),
                    Format::Plain | Format::Html => loom.layout(manner.newline, bed.part),
                }
            }
            self.lay_bed(bed, &manner, loom);
            before = Some(bed);
        }
        loom.layout(&last.landing.tail, last.part);
    }

    /// Lays the texts of one bed where the loom is.
    fn lay_bed(&mut self, bed: &Bed, manner: &Manner, loom: &mut Loom) {
        let mut previous = None;
        for telling in &bed.tellings {
            if previous.is_some() {
                loom.layout(&manner.paragraph_break(), bed.part);
            }
            loom.layout(manner.open(), bed.part);
            loom.layout(manner.paragraph_indent_for(first_line(telling.opening())), bed.part);
            self.tell(telling, previous, bed, manner, loom);
            loom.layout(manner.close(), bed.part);
            previous = Some(telling);
        }
    }

    /// Lays the pieces of a story that keeps parts of its post, a paragraph break between them.
    fn lay_pieces(&mut self, pieces: &[Piece], tip: Option<&Tip>, loom: &mut Loom) {
        let mut laid = false;
        for piece in pieces {
            match piece {
                Piece::Post(part) => {
                    let spans = excerpt(self.post, *part, tip);
                    let Some(first) = spans.first() else { continue };
                    if laid {
                        let part = loom.part_at(first.start);
                        loom.layout(&Manner::plain(self.post).paragraph_break(), part);
                    }
                    for span in spans {
                        loom.post_span(span);
                    }
                }
                Piece::Told(bed) => {
                    let manner = Manner::at(self.post, &bed.landing);
                    if laid {
                        loom.layout(&manner.paragraph_break(), bed.part);
                    }
                    self.lay_bed(bed, &manner, loom);
                }
            }
            laid = true;
        }
        loom.layout(self.post.source.newline.as_str(), loom.last_part());
    }

    /// Whether what stands under the last tip with no heading of its own would read as the tip's.
    fn needs_a_break(&self, bed: &Bed) -> bool {
        let listed = |tip: &Tip| !Manner::at(self.post, &tip.landing).indent.is_empty();
        let bare = bed.place == Place::BehindTips || bed.part == Part::Closing && self.post.closing.is_none();
        bare && self.post.tips.last().is_some_and(|tip| !listed(tip))
    }

    fn tell(&mut self, telling: &Telling, previous: Option<&Telling>, bed: &Bed, manner: &Manner, loom: &mut Loom) {
        if let Some(joined) = self.joined(telling, previous, bed, loom) {
            let space = if matches!(&joined, Origin::Edit { text, .. } if text.is_empty()) { "" } else { self.space() };
            loom.bridge(joined, bed.part);
            loom.layout(space, bed.part);
        }
        let mut before: Option<&str> = None;
        for (key, text) in &telling.texts {
            if let Some(before) = before {
                if runs_on(before, text) {
                    loom.layout(self.space(), bed.part);
                } else {
                    loom.layout(manner.close(), bed.part);
                    loom.layout(&manner.paragraph_break(), bed.part);
                    loom.layout(manner.open(), bed.part);
                    loom.layout(manner.paragraph_indent_for(first_line(text)), bed.part);
                }
            }
            loom.answer(key, text, manner, bed.part);
            before = Some(text);
        }
    }

    /// What leads into `telling`: the bridge, or what the author put or took in its place. A rewording stands whether a
    /// bridge would or not; it is the author's.
    fn joined(&mut self, telling: &Telling, previous: Option<&Telling>, bed: &Bed, loom: &Loom) -> Option<Origin> {
        let behind = previous.map_or("post", |telling| telling.slot.question.as_str());
        let function = telling.slot.bridge.get(behind).or_else(|| telling.slot.bridge.get("any"))?;
        let join = match telling.tip {
            Some((id, _)) => format!("{function}@{id}"),
            None => function.clone(),
        };
        let mut edits = self.draft.edits.iter().enumerate();
        let hand = edits.find(|(_, edit)| edit.passage.strip_prefix("bridge:") == Some(join.as_str()));
        let woven = self.bridge(function, join, telling, previous, bed, loom);
        let Some((index, edit)) = hand else { return woven.map(Origin::Bridge) };
        match (&edit.bridge, woven) {
            (Some(id), woven) => woven.map(|woven| {
                let taken = phrase(id, self.register(bed, telling.opening()), self.quotable(telling));
                Origin::Bridge(
                    taken.map_or_else(|| woven.clone(), |text| Bridge { id: id.clone(), text, ..woven.clone() }),
                )
            }),
            // Words put aside there are still to be found.
            (None, None) if edit.text.is_empty() && edit.aside.is_none() => None,
            (None, _) => Some(Origin::Edit { index, text: worded(&edit.text, self.post) }),
        }
    }

    /// The bridge into `telling`, if one helps.
    fn bridge(
        &mut self,
        function: &str,
        join: String,
        telling: &Telling,
        previous: Option<&Telling>,
        bed: &Bed,
        loom: &Loom,
    ) -> Option<Bridge> {
        let language = self.draft.language;
        let into = telling.opening();
        let ear = Ear::builtin();
        let register = self.register(bed, telling.opening());
        let heading = self.quotable(telling);
        // "Because" hangs in the air without its question, so it goes before every other bridge of its part.
        let because = telling.reason == Reason::Hanging;
        // Away from its tip, what opens with a time still wants to say which tip it is about.
        let names_tip = telling.slot.bridge_if == Some(BridgeIf::Away);
        let asked = telling.slot.bridge_if == Some(BridgeIf::Fragment);
        let fragment = asked && ear.is_fragment(into, language);
        // Who takes up a person or a thing just told of needs no introduction.
        let goes_on = || {
            let told = bed.tellings.iter().take_while(|other| !std::ptr::eq(*other, telling));
            let told = told.flat_map(|other| &other.texts).map(|(_, text)| *text);
            Ear::takes_up(into, told, "", language)
        };
        let behind = previous.map(|telling| telling.slot.question.as_str());
        let turned_round =
            matches!((behind, telling.slot.question.as_str()), (Some("failure"), "result") | (Some("result"), "turn"));
        let keeps_clear = || {
            let because_too = |other: &Telling| other.reason == Reason::Hanging;
            let takes_up = |heading| share_a_word(heading, first_sentences(into), register);
            let crowded = loom.bridges_in(bed.part) >= MOST_IN_A_PART || loom.bridge_is_near();
            // Less than a sentence says nothing where nobody knows what was asked, but "Not if …".
            if fragment {
                return self.used.count() >= MOST_BRIDGES || crowded && into.trim_start().starts_with("Not ");
            }
            // Told the other way round, now and then what led to it, nobody could follow without.
            if turned_round {
                return self.used.count() >= MOST_BRIDGES || clashes(into, register) || ear.points_back(into, language);
            }
            self.used.count() >= MOST_BRIDGES
                || crowded
                || asked
                || telling.slot.bridge_if == Some(BridgeIf::Because)
                || bed.tellings.iter().any(because_too)
                || function.ends_with("result") && ear.counts(into, language)
                || function == "to-belief" && ear.says_why(into, language)
                || !names_tip && (clashes(into, register) || ear.opens_by_itself(into, language))
                || previous.is_some_and(|before| ear.settles(before.closing(), language))
                || previous.is_none() && heading.is_some_and(takes_up)
                || goes_on()
        };
        // Who had none to tell, or may not, and was asked more softly: a bridge would say there was one.
        let softly = telling.texts.first().is_some_and(|(key, _)| key.probe > 0);
        if self.draft.bridges == Bridges::None || softly || opens_a_block(into) || !because && keeps_clear() {
            return None;
        }
        let wanted = Join {
            function,
            register,
            tip: heading,
            into,
            voice: ear.voice(into, language),
            asks: Ear::asks(into, language),
            because,
            opening: if starts_small(into, language) { Opening::Small } else { Opening::Whole },
            // 「これは」 so far away would point at nothing: any phrase is better than none.
            names_tip: names_tip && ear.opens_by_itself(into, language) && !ear.points_back(into, language),
            seed: seed(&[self.post.title.as_deref().unwrap_or_default(), heading.unwrap_or_default(), &join]),
        };
        if self.asked == Some(join.as_str()) {
            self.fitting = fitting(&wanted, &self.used);
        }
        let (id, text) = choose(&wanted, &mut self.used)?;
        Some(Bridge { id, join, text })
    }

    /// The register of a bridge into `into`: the post's; where that is mixed, the answer's own, or the one spoken nearest
    /// above.
    fn register(&self, bed: &Bed, into: &str) -> Register {
        match (self.draft.language, self.post.register) {
            (Language::En, _) => Register::Plain,
            (Language::Ja, Register::Mixed) => {
                let above = self.post.text.get(..bed.landing.at).unwrap_or_default();
                let listed = |line: &&str| !opens_a_block(line);
                let nearest = above.lines().rev().filter(listed).find_map(spoken);
                spoken(first_sentences(into)).or(nearest).unwrap_or(Register::Desumasu)
            }
            (Language::Ja, Register::Dearu) => Register::Dearu,
            (Language::Ja, Register::Desumasu | Register::Plain) => Register::Desumasu,
        }
    }

    /// The heading a bridge may take up: in HTML none with a character that would be a mark.
    fn quotable<'t>(&self, telling: &Telling<'t>) -> Option<&'t str> {
        let is_html = self.post.source.format == Format::Html;
        telling.heading().filter(|heading| !(is_html && heading.contains(['&', '<', '>'])))
    }

    /// What stands between two sentences.
    const fn space(&self) -> &'static str {
        match self.draft.language {
            Language::Ja => "",
            Language::En => " ",
        }
    }
}

fn first_line(text: &str) -> &str {
    trimmed(text).of(text).lines().next().unwrap_or_default()
}

/// Whether a probe's answer goes on in the paragraph of its answer: prose after a finished sentence.
fn runs_on(before: &str, text: &str) -> bool {
    let before = before.trim_end();
    let last = before.rsplit('\n').next().unwrap_or_default();
    let finished = last.ends_with(['。', '．', '！', '？', '.', '!', '?', '」', '』', '”', '"', '）', ')', '…']);
    let text = text.trim();
    finished && !text.contains('\n') && !opens_a_block(last) && !opens_a_block(text) && !first_sentence(text).is_empty()
}

/// Whether `text` starts with a list, a heading, a quotation, code, a table or HTML rather than prose.
fn opens_a_block(text: &str) -> bool {
    let line = first_line(text);
    let bare = line.trim_start();
    let digits = bare.trim_start_matches(|c: char| c.is_ascii_digit());
    let numbered = digits.len() < bare.len() && digits.starts_with(['.', ')', '．', '）', '、']);
    let bulleted = ["- ", "* ", "+ ", "・", "•", "●", "■", "○", "－", "―"].iter().any(|mark| bare.starts_with(mark));
    numbered
        || bulleted
        || bare.starts_with(['#', '>', '|', '`', '~', '<', '!', '['])
        || line.starts_with("    ")
        || line.starts_with('\t')
}

/// The register `text` is in, if it is in one.
fn spoken(text: &str) -> Option<Register> {
    match Endings::of(text) {
        Endings { polite: 1.., plain: 0 } => Some(Register::Desumasu),
        Endings { polite: 0, plain: 1.. } => Some(Register::Dearu),
        Endings { .. } => None,
    }
}

/// Whether `text` speaks in another register than a bridge before it would: the two would stand in one paragraph.
fn clashes(text: &str, register: Register) -> bool {
    match register {
        Register::Desumasu | Register::Dearu => spoken(first_sentences(text)).is_some_and(|spoken| spoken != register),
        Register::Mixed | Register::Plain => false,
    }
}

/// Whether `text` goes on like the second half of a sentence: with a small letter, in English.
fn starts_small(text: &str, language: Language) -> bool {
    let mut chars = text.trim_start().chars();
    let small = chars.next().is_some_and(|c| c.is_ascii_lowercase());
    language == Language::En && small && !chars.next().is_some_and(|c| c.is_ascii_uppercase())
}

/// FNV-1a: stable across machines and versions, unlike the standard library's hasher.
fn seed(parts: &[&str]) -> u64 {
    let bytes = parts.iter().flat_map(|part| part.bytes().chain([0]));
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}
