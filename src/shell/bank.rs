//! The bank on disk: the drafts the shelf knows, read for what they tell.
//!
//! What it is: reading, and `naze bank`. What it is not: it takes no lock, keeps no index and writes nothing. Invariant: a
//! draft that cannot be read is passed over and named, and holds up none of the others.

mod print;

use std::collections::HashMap;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::Arc;

pub use print::print;

use super::places::Places;
use super::shelf::glance;
use super::shelf::known::{Root, find};
use super::taken::broken_error;
use super::{flows, store};
use crate::app::msg::Reading;
use crate::bank::{Bank, Telling, role};
use crate::draft;
use crate::flow::{self, Flow};
use crate::words::Words;

/// So many drafts are read before the first of them are shown; twice as many before the next, and so on.
const FIRST: usize = 64;

/// A draft that was passed over.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Passed {
    /// Where it is.
    pub draft: String,
    /// What is wrong with it.
    pub trouble: String,
}

/// Everything told in the drafts the shelf knows of, and what was passed over.
fn here(places: &Places, words: &Words) -> (Bank, Vec<Passed>) {
    let mut reader = Reader::new(places, words);
    for draft in drafts(&[Root::new(Path::new("."))], places) {
        reader.read(&draft);
    }
    (reader.bank(), reader.passed)
}

/// The drafts that may tell something: what was never saved tells nothing yet.
fn drafts(roots: &[Root], places: &Places) -> Vec<PathBuf> {
    let saved = find(roots, places).drafts.into_iter().filter(|found| found.unsaved.is_none());
    saved.map(|found| found.draft).collect()
}

/// Reads everything told in the drafts that the shelf knows of, and beside `post`; hands over what there is so far, again and
/// again.
pub fn read(post: Option<&Path>, places: &Places, words: &Words, mut show: impl FnMut(Bank, Reading)) {
    let mut reader = Reader::new(places, words);
    let folder = post.and_then(Path::parent).filter(|folder| !folder.starts_with(&reader.base));
    let roots: Vec<Root> = folder.into_iter().chain([Path::new(".")]).map(Root::new).collect();
    let drafts = drafts(&roots, places);
    let mut shown = FIRST;
    for (count, draft) in drafts.iter().enumerate() {
        if count == shown {
            show(reader.bank(), Reading::GoesOn(drafts.len()));
            shown *= 2;
        }
        reader.read(draft);
    }
    show(reader.bank(), Reading::Done);
}

type Folders = Rc<[PathBuf]>;

/// Reads drafts one after the other.
struct Reader<'p> {
    places: &'p Places,
    words: &'p Words,
    /// The folder naze was started in, from the root.
    base: PathBuf,
    /// The folder of the state, from the root.
    kept: PathBuf,
    tellings: Vec<Arc<Telling>>,
    passed: Vec<Passed>,
    /// The folders of the author's own flows for a folder of posts.
    own: HashMap<PathBuf, Folders>,
    /// The questions of drafts that name a flow, by where the author's own are.
    asked: HashMap<(Folders, String), Rc<[Flow]>>,
}

impl<'p> Reader<'p> {
    fn new(places: &'p Places, words: &'p Words) -> Self {
        let base = Path::new(".").canonicalize().unwrap_or_default();
        let kept = places.state.canonicalize().unwrap_or_else(|_| places.state.clone());
        let (own, asked) = (HashMap::new(), HashMap::new());
        Self { places, words, base, kept, tellings: Vec::new(), passed: Vec::new(), own, asked }
    }

    fn bank(&self) -> Bank {
        Bank::of(self.tellings.clone(), self.places.home.clone())
    }

    /// Reads what the draft at `path` tells.
    fn read(&mut self, path: &Path) {
        if self.base.join(path).starts_with(&self.kept) {
            // A copy that naze keeps is nobody's telling.
            return;
        }
        let said = store::read_text(path)
            .and_then(|text| text.ok_or_else(|| ErrorKind::NotFound.into()))
            .map_err(|error| super::unreadable(&path.display().to_string(), &error, self.words));
        let parsed =
            said.and_then(|text| draft::parse(&text).map_err(|broken| broken_error(&broken, path, self.words)));
        let draft = match parsed {
            Ok(draft) => draft,
            Err(error) => {
                self.passed.push(Passed { draft: path.display().to_string(), trouble: error.what });
                return;
            }
        };
        let Some(name) = Path::new(&draft.post.file).file_name() else { return };
        let post = path.with_file_name(name);
        let (from_root, shown) = (self.base.join(&post), post.display().to_string());
        let flows = self.flows(from_root.parent().unwrap_or(Path::new("/")), &draft.flow);
        let title = || glance::title(&post).unwrap_or_else(|| name.to_string_lossy().into_owned());
        let all = Telling::all(&draft, &from_root, &shown, title, |id| role(&flows, id));
        self.tellings.extend(all.into_iter().map(Arc::new));
    }

    /// The questions that a draft in `folder` is asked, whose flow is `story`.
    fn flows(&mut self, folder: &Path, story: &str) -> Rc<[Flow]> {
        let places = self.places;
        let own = self
            .own
            .entry(folder.to_owned())
            .or_insert_with(|| flows::folders(folder, places).filter(|own| own.is_dir()).collect());
        let named = (own.clone(), story.to_owned());
        let asked = self.asked.entry(named).or_insert_with(|| {
            let own: Vec<Flow> = flows::own(folder, places).into_iter().filter_map(|own| own.flow.ok()).collect();
            flow::in_force(&own, story).into()
        });
        asked.clone()
    }
}
