//! Saving, on a thread of its own.
//!
//! What it is: the owner of the store while a window is open. It saves the newest draft it is given, tries again where
//! that failed, and makes the journal last. What it is not: in the way of a key; whoever sends to it never waits.
//! Invariant: it sleeps unless there is something to save again or to make last.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use super::store::{Mixture, NotSaved, Questions, Store};
use super::watch::Watch;
use crate::answers::Answers;
use crate::app::effect::Revision;
use crate::draft::Draft;

/// After what time a saving that failed is tried again.
const AGAIN: Duration = Duration::from_secs(3);
/// After what time at most the journal is made to last.
const SYNC: Duration = Duration::from_secs(1);
/// How long the end waits for a disk that does not answer.
const PATIENCE: Duration = Duration::from_secs(5);

/// The thread that saves.
#[derive(Debug)]
pub struct Saver {
    orders: Sender<Order>,
    thread: Option<JoinHandle<()>>,
    /// Whether the thread knows that something was appended since the journal was last made to last.
    knows: Arc<AtomicBool>,
    /// Hangs up when the thread has ended.
    ended: Receiver<()>,
}

/// How saving ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// All that was ordered was done, as far as it could be.
    Done,
    /// The disk did not answer in time. What it was given may still arrive.
    Stalled,
}

/// What became of saving.
#[derive(Debug)]
pub enum Told {
    /// The draft is on disk up to this revision.
    Saved(Revision),
    /// It is not; it is tried again until it is.
    NotSaved(Revision, NotSaved),
    /// Somebody else had written the draft.
    Mixed(Box<Mixture>),
    /// The post changed; these are its bytes now.
    Changed(Vec<u8>),
}

enum Order {
    /// Save this.
    Save(Revision, Box<Draft>),
    /// Look whether somebody else wrote the draft.
    Look(Revision, Box<Draft>),
    /// Something was appended to the journal.
    Appended,
    /// These are the texts that wait for the author's choice.
    Undecided(Answers),
    /// The post changed, and what is asked of it.
    Asks(Box<Questions>),
    /// What stands on disk cannot be read; the draft takes its place all the same.
    Overrule,
}

impl Saver {
    /// Starts saving. `tell` is called on the thread, for each thing that became of an order.
    #[must_use]
    pub fn spawn(store: Store, watch: Watch, questions: Box<Questions>, tell: impl Fn(Told) + Send + 'static) -> Self {
        let (orders, inbox) = channel();
        let (alive, ended) = channel();
        let knows = Arc::new(AtomicBool::new(false));
        let worker = Worker {
            store,
            watch,
            questions,
            tell,
            unsaved: None,
            again: None,
            sync: None,
            knows: Arc::clone(&knows),
            saved: None,
            silent: false,
        };
        let thread = std::thread::spawn(move || {
            worker.run(&inbox);
            drop::<Sender<()>>(alive);
        });
        Self { orders, thread: Some(thread), knows, ended }
    }

    /// Saves a draft in place of any that still waits to be.
    pub fn save(&self, revision: Revision, draft: Box<Draft>) {
        self.order(Order::Save(revision, draft));
    }

    /// Looks whether somebody else wrote the draft.
    pub fn look(&self, revision: Revision, draft: Box<Draft>) {
        self.order(Order::Look(revision, draft));
    }

    /// Notes that something was appended to the journal. The thread is woken once for all that it will make last
    /// together, not at every key.
    pub fn appended(&self) {
        if !self.knows.swap(true, Ordering::AcqRel) {
            self.order(Order::Appended);
        }
    }

    /// Notes which texts wait for the author's choice.
    pub fn undecided(&self, undecided: Answers) {
        self.order(Order::Undecided(undecided));
    }

    /// What is asked of the post now.
    pub fn asks(&self, questions: Box<Questions>) {
        self.order(Order::Asks(questions));
    }

    /// Lets the draft take the place of a file that cannot be read; that is kept.
    pub fn overrule(&self) {
        self.order(Order::Overrule);
    }

    /// Ends, when all that was ordered is done once.
    #[must_use]
    pub fn finish(mut self) -> Ended {
        self.end()
    }

    fn order(&self, order: Order) {
        // The thread ends only with this.
        let _sent = self.orders.send(order);
    }

    fn end(&mut self) -> Ended {
        let (nobody, _) = channel();
        drop(std::mem::replace(&mut self.orders, nobody));
        let Some(thread) = self.thread.take() else { return Ended::Done };
        if self.ended.recv_timeout(PATIENCE) == Err(RecvTimeoutError::Timeout) {
            // It ends with the process. The journal has it all.
            return Ended::Stalled;
        }
        let _ended = thread.join();
        Ended::Done
    }
}

impl Drop for Saver {
    fn drop(&mut self) {
        let _ended = self.end();
    }
}

struct Worker<T> {
    store: Store,
    watch: Watch,
    questions: Box<Questions>,
    tell: T,
    /// What could not be saved yet.
    unsaved: Option<(Revision, Box<Draft>)>,
    /// When to try that again.
    again: Option<Instant>,
    /// When to make the journal last.
    sync: Option<Instant>,
    /// See [`Saver`].
    knows: Arc<AtomicBool>,
    /// The last revision on disk.
    saved: Option<Revision>,
    /// Whether the author knows that it is not saved.
    silent: bool,
}

impl<T: Fn(Told)> Worker<T> {
    fn run(mut self, inbox: &Receiver<Order>) {
        loop {
            let order = match self.again.into_iter().chain(self.sync).min() {
                None => inbox.recv().map_err(|_| RecvTimeoutError::Disconnected),
                Some(at) => inbox.recv_timeout(at.saturating_duration_since(Instant::now())),
            };
            let ended = matches!(order, Err(RecvTimeoutError::Disconnected));
            let mut look = None;
            for order in order.into_iter().chain(inbox.try_iter()) {
                match order {
                    Order::Save(revision, draft) => {
                        self.store.heard(&draft);
                        self.unsaved = Some((revision, draft));
                        self.again = Some(Instant::now());
                        self.silent = false;
                    }
                    Order::Look(revision, draft) => look = Some((revision, draft)),
                    // Where it cannot be noted, the author is asked once more.
                    Order::Asks(questions) => self.questions = questions,
                    Order::Overrule => self.overrule(),
                    Order::Undecided(undecided) => drop(self.store.keep_undecided(&undecided)),
                    Order::Appended => self.sync = self.sync.or_else(|| Some(Instant::now() + SYNC)),
                }
            }
            let due = |at: Option<Instant>| at.is_some_and(|at| ended || at <= Instant::now());
            if due(self.again) {
                self.save();
            } else if let Some((revision, draft)) = look {
                self.look(revision, &draft);
            }
            if due(self.sync) {
                self.sync = None;
                self.knows.swap(false, Ordering::AcqRel);
                // What cannot be made to last now will be when the draft is.
                let _refused = self.store.journal().sync();
            }
            if ended {
                return self.leave();
            }
        }
    }

    fn save(&mut self) {
        let Some((revision, draft)) = self.unsaved.take() else { return };
        self.watch();
        // Whatever is wrong with the program, the thread goes on, and the author hears of it.
        let saved = catch_unwind(AssertUnwindSafe(|| self.store.save(revision, &draft, &self.questions)));
        match saved.unwrap_or(Err(NotSaved::Fault)) {
            Ok(mixture) => {
                self.again = None;
                self.saved = Some(revision);
                if let Some(mixture) = mixture {
                    (self.tell)(Told::Mixed(Box::new(mixture)));
                }
                (self.tell)(Told::Saved(revision));
            }
            Err(error) => {
                self.unsaved = Some((revision, draft));
                self.again = Some(Instant::now() + AGAIN);
                let _refused = self.store.journal().catch_up();
                if !std::mem::replace(&mut self.silent, true) {
                    (self.tell)(Told::NotSaved(revision, error));
                }
            }
        }
    }

    fn look(&mut self, revision: Revision, draft: &Draft) {
        self.watch();
        // What cannot be looked at now is looked at again before it is written over.
        let looked = catch_unwind(AssertUnwindSafe(|| self.store.look(revision, draft, &self.questions)));
        if let Ok(Ok(Some(mixture))) = looked {
            self.saved = self.saved.max(Some(revision));
            (self.tell)(Told::Mixed(Box::new(mixture)));
        }
    }

    /// Looks whether the post changed.
    fn watch(&mut self) {
        if let Some(bytes) = self.watch.look() {
            (self.tell)(Told::Changed(bytes));
        }
    }

    fn overrule(&mut self) {
        // Where the file cannot even be kept, it stays, and so does the line that says why.
        if self.store.overrule().is_ok() {
            self.again = self.unsaved.as_ref().map(|_| Instant::now());
            self.silent = false;
        }
    }

    fn leave(self) {
        match (self.unsaved, self.saved) {
            (None, Some(saved)) => self.store.close(saved),
            (None, None) => self.store.close(Revision(0)),
            (Some(_), _) => drop(self.store.journal().sync()),
        }
    }
}
