//! A post taken up without the screen: read, its draft beside it, its questions at hand.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant, SystemTime};

use super::cli::From;
use super::clock;
use super::disk::Disk;
use super::lock::{self, Held, Lock};
use super::places::Places;
use super::shelf::{Refused, known, opened, rename};
use super::source::{self, Source};
use super::store::{self, Lost, NotRead, NotSaved, Questions, Recovery, Store, kept};
use super::{arcs, axis, flows};
use crate::answers::{Answer, Answers, Key, Outcome};
use crate::app::effect::Revision;
use crate::axis as trade;
use crate::draft::{Asked, Broken, Draft, Wanted, glance, post_named, rematch};
use crate::error::{Error, Kind};
use crate::flow::{Flow, STORY};
use crate::interview::Interview;
use crate::post::{Mending, Post, Remark, read_again};
use crate::story::Craft;
use crate::words::{Words, fill, minute};

/// A post taken up.
#[derive(Debug)]
pub struct Taken {
    /// Its canonical path.
    pub path: PathBuf,
    /// As it was named.
    pub shown: String,
    /// The post.
    pub post: Post,
    /// What the author should know about the reading.
    pub remarks: Vec<Remark>,
    /// The questions.
    pub flows: Vec<Flow>,
    /// What the axis says.
    pub axis: Answers,
    /// Lines about flows and the axis: what could not be used, and what changed.
    pub asides: Vec<String>,
    /// What the axis says otherwise by now, in one line.
    pub renewed: Option<String>,
    /// Arcs and bridges.
    pub craft: Craft,
    /// The draft.
    pub draft: Draft,
    /// Whether a draft stood there already.
    pub resumed: bool,
    /// The draft on disk.
    pub store: Store,
    /// What a crash had left in the journal.
    pub recovery: Option<Recovery>,
    /// Why the draft's file cannot be read, and of when the state is that was taken up instead.
    pub broken: Option<(Error, SystemTime)>,
    /// Who else has it open, and the folder of the state whose lock says so.
    pub held: Option<(Held, PathBuf)>,
    /// The right to be the only window, where it could be had.
    pub lock: Option<Lock>,
    /// Where its draft was, should it have moved.
    pub lost: Lost,
    /// How often it was saved here.
    saved: Revision,
}

/// How long the first frame waits for the draft of a post that moved; a build for tests is many times slower.
const A_MOMENT: Duration = Duration::from_millis(if cfg!(debug_assertions) { 2_000 } else { 10 });

impl Taken {
    /// Takes up a post to read it: nothing is written.
    ///
    /// # Errors
    /// Where the post or its draft cannot be read.
    pub fn read(
        path: &Path,
        encoding: Option<&str>,
        from: From,
        places: &Places,
        words: &Words,
    ) -> Result<Self, Error> {
        let source = source::open(path, encoding, words)?;
        let draft = store::draft_path(&source.path, lost(&source, places, None).place());
        let mut taken = Self::of(source, path, &draft, Reading::Strict, places, words)?;
        whole(&taken.store, words)?;
        if from == From::Everywhere {
            let found = taken.store.peek(&mut taken.draft);
            taken.recovery = found.map_err(|error| not_read(&error.into(), taken.store.path(), words))?;
        }
        Ok(taken.settled(words))
    }

    /// Takes up a post to answer. Where another window has it open, what is saved here is merged with what is there.
    ///
    /// # Errors
    /// Where the post or its draft cannot be read, or git could not merge the draft: choosing takes a screen.
    pub fn write(path: &Path, encoding: Option<&str>, places: &Places, words: &Words) -> Result<Self, Error> {
        let source = source::open(path, encoding, words)?;
        let lost = lost(&source, places, None).place();
        // Looked at first, so that a refusal takes nothing up.
        let draft = store::draft_path(&source.path, lost.clone());
        let (store, _) = Self::store(&source, &draft, Reading::Strict, places, words)?;
        whole(&store, words)?;
        Self::take_up(source, path, lost, places, words)
    }

    /// The same for the full screen, where the author can choose between what git could not merge. The draft of a post that
    /// moved is the one at `found`, or is looked for a moment: the first frame waits for it no longer.
    ///
    /// # Errors
    /// Where the post or its draft cannot be read.
    pub fn sit(
        path: &Path,
        encoding: Option<&str>,
        found: Option<PathBuf>,
        places: &Places,
        words: &Words,
    ) -> Result<Self, Error> {
        let source = source::open(path, encoding, words)?;
        let lost = found.map_or_else(|| lost(&source, places, Some(Instant::now() + A_MOMENT)), Lost::At);
        Ok(Self { lost: lost.clone(), ..Self::take_up(source, path, lost.place(), places, words)? })
    }

    /// Takes up a post whose draft is beside it, or was [lost] at that place.
    fn take_up(
        source: Source,
        path: &Path,
        lost: Option<PathBuf>,
        places: &Places,
        words: &Words,
    ) -> Result<Self, Error> {
        let followed = follow(&source, lost.as_deref(), places);
        let state = places.of_post(&source.path);
        let (lock, state) = match &followed {
            // Whoever has it where it was may be writing to it.
            Err(Refused::Held { by, state }) => (Ok(Err(by.clone())), state.clone()),
            Ok(_) | Err(_) => (lock::take(&Disk::default(), &state, &clock::now()), state),
        };
        // Read behind the lock: what a window wrote before it let go is there.
        let draft = store::draft_path(&source.path, lost.filter(|_| followed.is_err()));
        if matches!(lock, Ok(Ok(_))) {
            rename::finish(&Disk::default(), &draft, &source.path, places);
        }
        let mut taken = Self::of(source, path, &draft, Reading::Tolerant, places, words)?;
        if let (Err(_), Some(draft)) = (&followed, taken.store.draft()) {
            // Where it stays it is still that of its post before, and of none that stands there.
            taken.draft.post.file.clone_from(&draft.post.file);
        }
        match lock {
            Ok(Err(by)) => taken.held = Some((by, state)),
            // Where the state cannot be written, nobody can lock; working matters more.
            lock => {
                taken.lock = lock.ok().and_then(Result::ok);
                opened::note(&Disk::default(), &places.of_post(&taken.path), &taken.path);
                let found = taken.store.take_up(&mut taken.draft);
                taken.recovery = found.map_err(|error| not_read(&error.into(), taken.store.path(), words))?;
            }
        }
        if let Ok(Some(from)) = followed {
            taken.asides.insert(0, fill(&words.shelf.followed, &[("from", &places.shown(&from))]));
        }
        Ok(taken.settled(words))
    }

    /// The draft on disk; where it cannot be read and that is borne, its last good state, with what is wrong and of when
    /// the state is.
    fn store(
        source: &Source,
        draft: &Path,
        reading: Reading,
        places: &Places,
        words: &Words,
    ) -> Result<(Store, Option<(Error, SystemTime)>), Error> {
        let folder = places.of_post(&source.path);
        let store = Store::open(Disk::default(), &source.path, draft, &folder).map_err(|(path, error)| {
            let mut told = not_read(&error, &path, words);
            if matches!(error, NotRead::Broken(Broken::Syntax { .. } | Broken::Value { .. }))
                && let Some((_, at)) = kept::last(&folder)
            {
                told.hint = fill(&words.notice.last_state, &[("at", &minute(&clock::of(at).unwrap_or_default()))]);
            }
            told
        });
        match (store, reading) {
            (Err(error), Reading::Tolerant) => {
                match Store::open_last(Disk::default(), &source.path, draft, &folder) {
                    // One that a newer naze wrote is refused all the same, or what it holds would be lost.
                    Some((store, at)) if !newer(store.path()) => {
                        // On the screen there is room for its name alone.
                        let name = store.path().file_name().unwrap_or_default().to_string_lossy().into_owned();
                        let what = error.what.replace(&store.path().display().to_string(), &name);
                        Ok((store, Some((Error { what, ..error }, at))))
                    }
                    Some(_) | None => Err(error),
                }
            }
            (store, _) => Ok((store?, None)),
        }
    }

    fn of(
        source: Source,
        shown: &Path,
        draft: &Path,
        reading: Reading,
        places: &Places,
        words: &Words,
    ) -> Result<Self, Error> {
        let (store, broken) = Self::store(&source, draft, reading, places, words)?;
        let mark = source.sha256;
        let name = source.path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let draft = store.draft().cloned().unwrap_or_else(|| Draft::new(&source.post, &name, &mark, STORY));
        let folder = source.path.parent().unwrap_or(Path::new("/"));
        let (flows, mut asides) = flows::in_force(folder, &draft.flow, places, words);
        let axis = match axis::find(folder, places) {
            Ok(kept) => kept.answers,
            Err((path, broken)) => {
                asides.push(broken_error(&broken, &path, words).what);
                Answers::default()
            }
        };
        let (craft, lines) = arcs::craft(folder, places, words);
        asides.extend(lines);
        if craft.ids().all(|arc| arc != draft.arc) {
            asides.push(fill(&words.notice.no_arc, &[("arc", &draft.arc)]));
        }
        let mut taken = Self {
            path: source.path,
            shown: shown.display().to_string(),
            post: source.post,
            remarks: source.remarks,
            flows,
            axis,
            asides,
            renewed: None,
            craft,
            resumed: store.draft().is_some(),
            draft,
            store,
            recovery: None,
            broken,
            held: None,
            lock: None,
            lost: Lost::No,
            saved: Revision::default(),
        };
        taken.draft.post.file = name;
        taken.draft.post.sha256 = mark;
        if taken.draft.mending != Mending::default() {
            taken.post = read_again(&taken.post, &taken.draft.mending);
            // How many there are the author has said.
            taken.remarks.retain(|remark| !matches!(remark, Remark::Promise { .. }));
        }
        Ok(taken)
    }

    /// With the tips of the draft found in the post, and what the axis says where the draft says nothing.
    fn settled(mut self, words: &Words) -> Self {
        rematch(&mut self.draft, &self.post);
        let changed = trade::changed(&self.axis, &self.draft);
        trade::lend(&self.axis, &mut self.draft);
        if !changed.is_empty() {
            let interview = self.interview();
            let shorts: Vec<String> = changed.iter().map(|key| interview.put(key).short).collect();
            let line = fill(&words.notice.axis_changed, &[("shorts", &shorts.join(", "))]);
            self.renewed = Some(line);
        }
        self
    }

    /// The post's folder.
    #[must_use]
    pub fn folder(&self) -> &Path {
        self.path.parent().unwrap_or(Path::new("/"))
    }

    /// The interview over the draft as it is.
    #[must_use]
    pub fn interview(&self) -> Interview<'_> {
        Interview::new(&self.flows, &self.post, &self.draft)
    }

    /// Whether anything was saved here.
    #[must_use]
    pub fn has_saved(&self) -> bool {
        self.saved > Revision::default()
    }

    /// The post as it was named, for messages.
    #[must_use]
    pub fn name(&self) -> String {
        self.shown.clone()
    }

    /// Where the draft is.
    #[must_use]
    pub fn draft_path(&self) -> &Path {
        self.store.path()
    }

    /// The draft's file name.
    #[must_use]
    pub fn draft_name(&self) -> String {
        self.store.path().file_name().unwrap_or_default().to_string_lossy().into_owned()
    }

    /// Gives one answer and saves it; `asked` are its question's words where they are not those of its key alone. Without
    /// a text the one there was stays: an outcome takes no words away.
    ///
    /// # Errors
    /// Where the draft cannot be written.
    pub fn answer(
        &mut self,
        key: &Key,
        asked: Option<String>,
        text: Option<String>,
        outcome: Option<Outcome>,
        words: &Words,
    ) -> Result<(), Error> {
        let asked = asked.unwrap_or_else(|| self.interview().put(key).ask);
        let answer = self.draft.answers.entry(key);
        let text = text.unwrap_or_else(|| std::mem::take(&mut answer.text));
        let retold = answer.retold.take().filter(|_| !text.is_empty());
        *answer = Answer { asked, at: Some(clock::now()), text, outcome, from: None, retold };
        self.save(words)
    }

    /// Reads the post as the author mends it. Nothing is saved yet.
    pub fn mend(&mut self, mending: Mending) {
        self.post = read_again(&self.post, &mending);
        self.draft.mending = mending;
        rematch(&mut self.draft, &self.post);
    }

    /// Saves the draft. What somebody else wrote meanwhile is taken in.
    ///
    /// # Errors
    /// Where the draft cannot be written.
    pub fn save(&mut self, words: &Words) -> Result<(), Error> {
        self.saved.0 += 1;
        match self.store.save(self.saved, &self.draft, &*self.questions()) {
            Ok(None) => {}
            Ok(Some(mixture)) => {
                let read = std::mem::replace(&mut self.draft, mixture.merged).mending;
                if self.draft.mending != read {
                    self.mend(self.draft.mending.clone());
                }
            }
            Err(error) => return Err(not_saved(&error, self.store.path(), words)),
        }
        if self.held.is_none() {
            // It is all in the draft. A window that holds the post has a journal of its own there.
            let _left = self.store.journal().close(self.saved);
        }
        Ok(())
    }

    /// Asks what stands in the draft's file.
    #[must_use]
    pub fn questions(&self) -> Box<Questions> {
        questions(self.flows.clone(), self.post.clone(), self.draft.mending.clone())
    }
}

/// Brings the draft of a post that was renamed or moved to it, if it is surely that post's, and says where it was; and to a
/// draft that goes by the name of both, what naze kept of the post before.
fn follow(source: &Source, lost: Option<&Path>, places: &Places) -> Result<Option<PathBuf>, Refused> {
    let draft = store::draft_path(&source.path, lost.map(Path::to_owned));
    let text = store::read_text(&draft).ok().flatten();
    // Nearly always it names this very post, and what else it holds need not be read twice.
    let named = text.as_deref().and_then(post_named).map(|post| store::post_of(&draft, &post.file));
    if lost.is_none() && named.is_some_and(|post| post == source.path) {
        return Ok(None);
    }
    let Some(seen) = text.and_then(|text| glance(&text).ok()) else { return Ok(None) };
    let from = store::post_of(&draft, &seen.post.file);
    let kept = || !seen.post.file.is_empty() && !from.exists() && places.of_post(&from).exists();
    if lost.is_none() && (from == source.path || !kept()) {
        return Ok(None);
    }
    match rename::follow(&Disk::default(), &draft, &from, &source.path, places) {
        Err(refused) if lost.is_some() || matches!(refused, Refused::Held { .. }) => Err(refused),
        Ok(_) | Err(_) => Ok(lost.map(Path::to_owned)),
    }
}

/// Where the draft of a post is that was renamed or moved. A whole tree is looked through: once an opening.
fn lost(source: &Source, places: &Places, until: Option<Instant>) -> Lost {
    known::lost(&source.path, &source.sha256, places, until)
}

/// Asks what stands in a draft's file; the post was read with the mending `read`.
#[must_use]
pub fn questions(flows: Vec<Flow>, post: Post, read: Mending) -> Box<Questions> {
    Box::new(move |draft| {
        if draft.mending == read {
            return asked(&Interview::new(&flows, &post, draft));
        }
        let (post, mut draft) = (read_again(&post, &draft.mending), draft.clone());
        rematch(&mut draft, &post);
        asked(&Interview::new(&flows, &post, &draft))
    })
}

/// What is done with a draft that cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reading {
    /// It is refused.
    Strict,
    /// Its last good state is taken up, where there is one.
    Tolerant,
}

/// Refuses a draft that git could not merge.
fn whole(store: &Store, words: &Words) -> Result<(), Error> {
    store.torn().map_or(Ok(()), |line| Err(broken_error(&Broken::Conflict { line }, store.path(), words)))
}

/// Whether a newer naze wrote the draft.
fn newer(path: &Path) -> bool {
    let text = std::fs::read_to_string(path).unwrap_or_default();
    matches!(crate::draft::parse(&text), Err(Broken::Newer { .. }))
}

/// Every visible question in flow order, as it stands in the file.
fn asked(interview: &Interview<'_>) -> Vec<Asked> {
    let visible = interview.visible().iter();
    visible.map(|posed| Asked { key: posed.key.clone(), asked: interview.wording(posed).ask }).collect()
}

/// Why a draft cannot be read, in words.
fn not_read(error: &NotRead, path: &Path, words: &Words) -> Error {
    match error {
        NotRead::Broken(broken) => broken_error(broken, path, words),
        NotRead::Planted => words.error.planted_draft.error(Kind::Input, &[("path", &path.display().to_string())]),
        NotRead::Refused(error) => {
            let (path, why) = (path.display().to_string(), super::why(error, words));
            words.error.unreadable.error(Kind::Input, &[("path", &path), ("why", &why)])
        }
    }
}

/// Why a draft cannot be saved, in words.
#[must_use]
pub fn not_saved(error: &NotSaved, path: &Path, words: &Words) -> Error {
    match error {
        NotSaved::Broken(broken) => broken_error(broken, path, words),
        NotSaved::Fault => words.error.not_saved_fault.error(Kind::Output, &[]),
        NotSaved::Planted => words.error.planted_draft.error(Kind::Output, &[("path", &path.display().to_string())]),
        NotSaved::Refused(error) => {
            let (path, why) = (path.display().to_string(), super::why(error, words));
            words.error.cannot_save.error(Kind::Output, &[("path", &path), ("why", &why)])
        }
    }
}

/// What is wrong with a draft, in words.
#[must_use]
pub fn broken_error(broken: &Broken, path: &Path, words: &Words) -> Error {
    let errors = &words.error;
    let path = path.display().to_string();
    match broken {
        Broken::Syntax { at, what } => {
            let (line, column) = (at.line.to_string(), at.column.to_string());
            let fields = [("path", path.as_str()), ("line", &line), ("column", &column), ("why", what.as_str())];
            errors.broken_draft.error(Kind::Input, &fields)
        }
        Broken::Value { at, key, wanted } => {
            let (line, column) = (at.line.to_string(), at.column.to_string());
            let why = fill(&words.why.wanted, &[("key", key), ("wanted", wanted_words(*wanted, words))]);
            let fields = [("path", path.as_str()), ("line", &line), ("column", &column), ("why", why.as_str())];
            errors.broken_draft.error(Kind::Input, &fields)
        }
        Broken::Conflict { line } => {
            errors.conflict_draft.error(Kind::Input, &[("path", &path), ("line", &line.to_string())])
        }
        Broken::Newer { version } => {
            errors.newer_draft.error(Kind::Input, &[("path", &path), ("version", &version.to_string())])
        }
    }
}

/// What a value must be, in words.
fn wanted_words(wanted: Wanted, words: &Words) -> &str {
    let why = &words.why;
    match wanted {
        Wanted::Text => &why.wanted_text,
        Wanted::Number => &why.wanted_number,
        Wanted::Table => &why.wanted_table,
        Wanted::Tables => &why.wanted_tables,
        Wanted::Tip => &why.wanted_tip,
        Wanted::Voice => &why.wanted_voice,
        Wanted::Language => &why.wanted_language,
        Wanted::Bridges => &why.wanted_bridges,
        Wanted::TakenFor => &why.wanted_taken_for,
        Wanted::Says => &why.wanted_says,
        Wanted::Outcome => &why.wanted_outcome,
    }
}
