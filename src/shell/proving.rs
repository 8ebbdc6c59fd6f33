//! `naze verify`: a story proven from the files alone.
//!
//! What it is: the story read, proven and shown as one column of prose. What it is not: it proves nothing itself.
//! Invariant: nothing is written, and what is printed cannot drive a terminal.

use std::fmt::Write as _;
use std::io::Read as _;
use std::path::Path;

use serde::Serialize;

use super::cli::{Claimed, Shape};
use super::taken::Taken;
use crate::answers::Key;
use crate::app::story::proof::{count_line, edit_label};
use crate::error::{Error, Kind};
use crate::export::{self, Destination};
use crate::post::Format;
use crate::story::{Account, From, Origin, Story, Stretch, Struck, column, said_twice, unagreed, weave};
use crate::words::{Words, fill, lent};

/// A proof, ready to print.
#[derive(Debug)]
pub struct Proof {
    /// For standard output.
    pub out: String,
    /// Whether everything is accounted for.
    pub proven: bool,
}

/// Proves the story claimed to be woven from `taken`.
///
/// # Errors
/// Where the story cannot be read.
pub fn prove(taken: &Taken, claimed: &Claimed, words: &Words) -> Result<Proof, Error> {
    let story = weave(&taken.post, &taken.draft, &taken.craft);
    let keeps = taken.craft.arc(&taken.draft.arc).keeps;
    let given = claimed.story.as_deref().map(|path| read(path, words)).transpose()?;
    let name = claimed.story.as_deref().unwrap_or(Path::new(""));
    let forms = claimed.format.map_or_else(|| forms(name, taken.post.source.format), |to| vec![to]);
    let proofs = forms.into_iter().map(|to| {
        let own = || to.write(&story, &taken.post, &taken.draft, None);
        let given = given.clone().unwrap_or_else(own);
        let account = export::prove(to, &story, &taken.post, &taken.draft, keeps, &given);
        (to, given, account)
    });
    // Where the name does not say the form, the one that explains most is meant.
    let foreign = |account: &Account| account.unexplained.iter().map(|foreign| foreign.span.len()).sum::<usize>();
    let best = proofs.min_by_key(|(_, _, account)| foreign(account) + account.lost.len());
    let Some((to, given, account)) = best else { return Ok(Proof { out: String::new(), proven: true }) };
    let page = Page { taken, story: &story, given: &given, account: &account, words };
    let out = match claimed.shape {
        Shape::Json => page.json(to),
        Shape::Plain => page.column(),
    };
    Ok(Proof { out, proven: account.is_proven() })
}

/// The forms a file of this name may have; naze's own export of a post is in the post's form.
fn forms(name: &Path, post: Format) -> Vec<Destination> {
    let extension = name.extension().unwrap_or_default().to_string_lossy().to_lowercase();
    match (extension.as_str(), post) {
        ("json", _) => vec![Destination::Json],
        ("html" | "htm", Format::Html) => vec![Destination::Markdown, Destination::Html],
        ("html" | "htm", Format::Markdown | Format::Plain) => vec![Destination::Html],
        ("txt", Format::Markdown | Format::Html) => vec![Destination::Text, Destination::Markdown],
        _ => vec![Destination::Markdown],
    }
}

/// A story as it stands in a file or on standard input, decoded as posts are.
fn read(path: &Path, words: &Words) -> Result<String, Error> {
    let mut bytes = Vec::new();
    let done = if path.as_os_str() == "-" {
        std::io::stdin().lock().read_to_end(&mut bytes).map(|_| ())
    } else {
        std::fs::read(path).map(|read| bytes = read)
    };
    done.map_err(|error| {
        let why = super::why(&error, words);
        words.error.unreadable.error(Kind::Input, &[("path", &path.display().to_string()), ("why", &why)])
    })?;
    Ok(match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => crate::post::decoded(error.as_bytes()),
    })
}

struct Page<'a> {
    taken: &'a Taken,
    story: &'a Story,
    given: &'a str,
    account: &'a Account,
    words: &'a Words,
}

impl Page<'_> {
    /// The text as one column of prose: the post as it stands, what was added with `+` and its question, what was struck
    /// with `-`, what comes from nowhere with `?`; then the count.
    fn column(&self) -> String {
        let print = &self.words.print;
        let mut out = String::new();
        let mut lost = self.account.lost.iter().peekable();
        let stretches = column(self.story, &self.taken.post, &self.taken.draft, Struck::All);
        let mut struck = stretches.as_slice();
        for mapped in &self.account.map {
            while let Some(lost) = lost.next_if(|lost| lost.at <= mapped.span.start) {
                row(&mut out, '-', &print.verify_lost, &lost.text);
            }
            let text = mapped.span.of(self.given);
            match mapped.from {
                From::Nowhere => row(&mut out, '?', &print.verify_nowhere, text),
                From::Form => {}
                From::Passage(nth) => {
                    if let Some(at) = struck.iter().position(|stretch| *stretch == Stretch::Stands(nth)) {
                        let (before, rest) = struck.split_at_checked(at).unwrap_or_default();
                        self.strike(&mut out, before);
                        struck = rest;
                    }
                    self.passage(&mut out, nth, text);
                }
            }
        }
        self.strike(&mut out, struck);
        lost.for_each(|lost| row(&mut out, '-', &print.verify_lost, &lost.text));
        let _infallible = writeln!(out, "\n{}", count_line(self.account, self.given, self.words));
        for (foreign, sentence) in self.account.foreign_sentences(self.given) {
            let fields = [
                ("line", foreign.line.to_string()),
                ("column", foreign.column.to_string()),
                ("text", harmless(sentence)),
            ];
            let fields = lent(&fields);
            let _infallible = writeln!(out, "{}", fill(&print.verify_foreign, &fields));
        }
        for index in &self.story.left_off {
            let Some(edit) = self.taken.draft.edits.get(*index) else { continue };
            let text = edit.said().unwrap_or(&print.verify_taken_out);
            let fields = [("passage", edit.passage.clone()), ("text", harmless(text))];
            let _infallible = writeln!(out, "{}", fill(&print.verify_left_off, &lent(&fields)));
        }
        for (one, other, sentence) in said_twice(&self.taken.draft) {
            let fields = [("one", one.to_string()), ("other", other.to_string()), ("text", harmless(&sentence))];
            let fields = lent(&fields);
            let _infallible = writeln!(out, "{}", fill(&print.verify_twice, &fields));
        }
        for line in unagreed_lines(self.story, self.taken, self.words) {
            let _infallible = writeln!(out, "{line}");
        }
        out
    }

    fn passage(&self, out: &mut String, nth: usize, text: &str) {
        let print = &self.words.print;
        let Some(passage) = self.story.passages.get(nth) else { return };
        match &passage.origin {
            Origin::Post(_) => row(out, ' ', "", text),
            Origin::Layout(_) => row(out, '+', &print.verify_layout, text),
            Origin::Answer(key, _) => row(out, '+', &self.label(key), text),
            Origin::Bridge(bridge) => row(out, '+', &fill(&print.verify_bridge, &[("id", &bridge.id)]), text),
            Origin::Edit { index, .. } => row(out, '+', &self.edit(*index, &print.verify_edit), text),
        }
    }

    /// What was struck.
    fn strike(&self, out: &mut String, stretches: &[Stretch]) {
        let print = &self.words.print;
        for stretch in stretches {
            match stretch {
                Stretch::Stands(_) => {}
                Stretch::LeftOut(span) => row(out, '-', &print.verify_left_out, span.of(&self.taken.post.text)),
                Stretch::Reworded(index) | Stretch::Line(index) => {
                    let Some(edit) = self.taken.draft.edits.get(*index) else { continue };
                    let word = if edit.text.is_empty() { &print.verify_taken_out } else { &print.verify_was };
                    row(out, '-', &self.edit(*index, word), &edit.was);
                }
            }
        }
    }

    /// What an edit is called, with the question where it rewords an answer.
    fn edit(&self, index: usize, word: &str) -> String {
        edit_label(self.taken.draft.edits.get(index), word, |key| self.label(key))
    }

    /// An answer's question as the author knows it, with its key.
    fn label(&self, key: &Key) -> String {
        let (named, key) = (self.taken.interview().named(key), key.to_string());
        if named == key { key } else { format!("{named} {key}") }
    }

    fn json(&self, to: Destination) -> String {
        let account = self.account;
        let origin = |from: From| match from {
            From::Nowhere => Source { kind: "unexplained", ..Source::default() },
            From::Form => Source { kind: "layout", ..Source::default() },
            From::Passage(nth) => self.source(nth),
        };
        let map = account.map.iter().map(|mapped| MapRow {
            start: mapped.span.start,
            end: mapped.span.end,
            origin: origin(mapped.from),
        });
        let sentences = account.foreign_sentences(self.given);
        super::json::line(&Sheet {
            version: 1,
            format: to.name(),
            arc: &self.taken.draft.arc,
            proven: account.is_proven(),
            post: PostRow { characters: account.post, percent: account.post_percent() },
            answers: AnswersRow { characters: account.answers, sentences: account.sentences },
            bridges: account.bridges.iter().map(|(id, characters)| BridgeRow { id, characters: *characters }).collect(),
            edits: EditsRow { characters: account.edits, count: account.edit_count },
            map: map.collect(),
            unexplained: account
                .unexplained
                .iter()
                .map(|foreign| ForeignRow {
                    start: foreign.span.start,
                    end: foreign.span.end,
                    line: foreign.line,
                    column: foreign.column,
                    text: foreign.span.of(self.given),
                })
                .collect(),
            sentences: sentences.iter().map(|(_, sentence)| *sentence).collect(),
            lost: account
                .lost
                .iter()
                .map(|lost| LostRow { at: lost.at, text: &lost.text, origin: lost.passage.map(|nth| self.source(nth)) })
                .collect(),
            left_out: account.left_out.iter().map(|span| LeftRow { start: span.start, end: span.end }).collect(),
            said_twice: said_twice(&self.taken.draft)
                .into_iter()
                .map(|(one, other, text)| TwiceRow { answers: [one.to_string(), other.to_string()], text })
                .collect(),
            left_off: self
                .story
                .left_off
                .iter()
                .filter_map(|index| self.taken.draft.edits.get(*index))
                .map(|edit| OffRow { passage: &edit.passage, text: edit.said().unwrap_or_default() })
                .collect(),
        })
    }

    fn source(&self, nth: usize) -> Source {
        match self.story.passages.get(nth).map(|passage| &passage.origin) {
            Some(Origin::Post(span)) => {
                Source { kind: "post", start: Some(span.start), end: Some(span.end), ..Source::default() }
            }
            Some(Origin::Answer(key, span)) => {
                Source { kind: "answer", id: Some(key.to_string()), start: Some(span.start), end: Some(span.end) }
            }
            Some(Origin::Bridge(bridge)) => Source { kind: "bridge", id: Some(bridge.id.clone()), ..Source::default() },
            Some(Origin::Edit { index, .. }) => {
                let id = self.taken.draft.edits.get(*index).map(|edit| edit.passage.clone());
                Source { kind: "edit", id, ..Source::default() }
            }
            Some(Origin::Layout(_)) | None => Source { kind: "layout", ..Source::default() },
        }
    }
}

/// A line for each quotation in the story whose speaker has not agreed to it.
pub fn unagreed_lines(story: &Story, taken: &Taken, words: &Words) -> Vec<String> {
    let line = |(key, text): (Key, String)| {
        fill(&words.print.unagreed, &[("key", &key.to_string()), ("text", &harmless(&text))])
    };
    unagreed(story, &taken.post, &taken.draft).into_iter().map(line).collect()
}

/// Writes `text` with a mark before each line, its label once.
fn row(out: &mut String, mark: char, label: &str, text: &str) {
    let mut label = if label.is_empty() { String::new() } else { format!("〔{label}〕") };
    for line in text.lines().map(str::trim_end).filter(|line| !line.trim().is_empty()) {
        let _infallible = writeln!(out, "{mark} {}{}", std::mem::take(&mut label), harmless(line));
    }
}

/// `text` on one line, without anything a terminal would obey.
fn harmless(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

#[derive(Serialize)]
struct Sheet<'a> {
    version: u32,
    format: &'static str,
    arc: &'a str,
    proven: bool,
    post: PostRow,
    answers: AnswersRow,
    bridges: Vec<BridgeRow<'a>>,
    edits: EditsRow,
    map: Vec<MapRow>,
    unexplained: Vec<ForeignRow<'a>>,
    sentences: Vec<&'a str>,
    lost: Vec<LostRow<'a>>,
    left_out: Vec<LeftRow>,
    said_twice: Vec<TwiceRow>,
    left_off: Vec<OffRow<'a>>,
}

#[derive(Serialize)]
struct PostRow {
    characters: usize,
    percent: usize,
}

#[derive(Serialize)]
struct AnswersRow {
    characters: usize,
    sentences: usize,
}

#[derive(Serialize)]
struct BridgeRow<'a> {
    id: &'a str,
    characters: usize,
}

#[derive(Serialize)]
struct EditsRow {
    characters: usize,
    count: usize,
}

#[derive(Serialize)]
struct MapRow {
    start: usize,
    end: usize,
    origin: Source,
}

/// Where bytes come from: `kind` is `post`, `answer`, `bridge`, `edit`, `layout` or `unexplained`.
#[derive(Serialize, Default)]
struct Source {
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    start: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    end: Option<usize>,
}

#[derive(Serialize)]
struct ForeignRow<'a> {
    start: usize,
    end: usize,
    line: usize,
    column: usize,
    text: &'a str,
}

#[derive(Serialize)]
struct LostRow<'a> {
    at: usize,
    text: &'a str,
    origin: Option<Source>,
}

#[derive(Serialize)]
struct LeftRow {
    start: usize,
    end: usize,
}

#[derive(Serialize)]
struct OffRow<'a> {
    passage: &'a str,
    text: &'a str,
}

#[derive(Serialize)]
struct TwiceRow {
    answers: [String; 2],
    text: String,
}
