//! From argv to exit code: which command does what.

use std::ffi::OsString;
use std::io::{self, IsTerminal, Write};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

use super::cli::{self, Asked, AxisTask, FlowsTask, From, Sent, Shape, Task};
use super::input::Input;
use super::output::{self, NotWritten, Over};
use super::perform::Performer;
use super::places::Places;
use super::screen::Ended;
use super::session::Session;
use super::settings::Settings;
use super::store::draft_beside;
use super::taken::Taken;
use super::terminal::Terminal;
use super::{
    answering, arcs, ask, axis, bank, config, demo, flows, forget, habit, listing, manual, mending, outline, probing,
    proving, screen, shelf, voices,
};
use crate::answers::Key;
use crate::app::Model;
use crate::app::shelf::Trouble;
use crate::error::{Error, Kind};
use crate::export::Destination;
use crate::flow;
use crate::post::Hints;
use crate::story;
use crate::text::{Language, harmless};
use crate::ui::{Colours, Look};
use crate::words::{Words, fill};

/// Runs the command line. Errors are printed here: what is wrong, then what to do.
#[must_use]
pub fn run(argv: &[OsString], places: &Places) -> u8 {
    let language = match cli::language(argv).as_deref() {
        Some("ja") => Language::Ja,
        Some("en") => Language::En,
        Some(_) | None => places.language,
    };
    // Meanwhile the command line is read, and the post.
    std::thread::spawn(move || {
        flow::get_ready();
        story::Craft::get_ready(language);
    });
    let words = Words::of(language);
    let done = cli::read(argv, words).and_then(|asked| perform(asked, places, words));
    match done {
        Ok(code) => code,
        Err(error) => {
            // Standard error may be gone; the exit code still says it.
            let _gone = writeln!(io::stderr(), "{}", harmless(&error.to_string()));
            error.kind.exit_code()
        }
    }
}

fn perform(asked: Asked, places: &Places, words: &'static Words) -> Result<u8, Error> {
    let encoding = asked.encoding.as_deref();
    match asked.task {
        Task::Print(text) => print(&text, words),
        Task::Screen(None, _) => on_screen(None, &asked, places, words),
        Task::Screen(Some(ref path), ref at) => {
            let at =
                at.as_deref().map(|key| answering::parse_key(key, &path.display().to_string(), words)).transpose()?;
            on_screen(Some((path, at)), &asked, places, words)
        }
        Task::Demo => practise(&asked, places, words),
        Task::Outline(path, shape, why, sets) => {
            let taken = mended(&path, &sets, encoding, places, words)?;
            let reading = (why == cli::Why::Said).then(|| {
                let hints = Hints { file_name: Some(taken.draft.post.file.clone()), encoding: None };
                crate::post::why(taken.post.text.as_bytes(), &hints)
            });
            print(&outline::print(&taken, reading.as_ref(), shape, words), words)
        }
        Task::Ask(path) => {
            let mut taken = Taken::write(&path, encoding, places, words)?;
            ask::ask(&mut taken, &mut io::stdin().lock(), &mut ToStdout, places, words)?;
            Ok(0)
        }
        Task::Next(path, shape) => {
            let taken = Taken::read(&path, encoding, From::Everywhere, places, words)?;
            say_next(&taken, None, shape, words)
        }
        Task::Answer(path, key, given, shape) => {
            let mut taken = Taken::write(&path, encoding, places, words)?;
            let key = answering::answer(&mut taken, &key, &given, words)?;
            say_next(&taken, Some(&key), shape, words).map(|_| 0)
        }
        Task::Answers(path, key, shape, from) => {
            let taken = Taken::read(&path, encoding, from, places, words)?;
            print(&answering::answers(&taken, key.as_deref(), shape, words)?, words)
        }
        Task::Status(paths, shape) => status(&paths, shape, encoding, places, words),
        Task::List(folder, shape) => {
            print(&listing::print(&shelf::rows(folder.as_deref(), places, words)?, shape, words), words)
        }
        Task::Config(ref language) => {
            let options = config::Options { language: language.as_deref(), no_color: asked.no_color };
            print(&config::print(options, places, words)?, words)
        }
        Task::Export(path, sent) => export(&path, &sent, encoding, places, words),
        Task::Forget(path, unsaved) => print(&forget::forget(&path, unsaved, places, words)?, words),
        Task::Arcs(path, shape) => {
            let taken = with_arc(&path, None, encoding, places, words)?;
            print(&arcs::print(&taken, shape, words), words)
        }
        Task::Verify(path, claimed) => verify(&path, &claimed, encoding, places, words),
        Task::Probe(shape, question, asked) => {
            print(&probing::print(shape, question.as_deref(), asked.as_deref(), words)?, words)
        }
        Task::Voices(path, None, shape) => {
            let taken = Taken::read(&path, encoding, From::Everywhere, places, words)?;
            print(&voices::print(&taken, shape, words), words)
        }
        Task::Voices(path, Some(from), shape) => {
            let mut taken = Taken::write(&path, encoding, places, words)?;
            let line = voices::import(&mut taken, &from, words)?;
            if shape == Shape::Json { print(&voices::print(&taken, shape, words), words) } else { print(&line, words) }
        }
        Task::Bank(query, shape) => print(&bank::print(&query, shape, places, words), words),
        Task::Axis(what, shape) => match what {
            AxisTask::Show => print(&axis::show(&here(), places, shape, words)?, words),
            AxisTask::Edit => {
                let (mut input, mut out) = (io::stdin().lock(), io::stdout().lock());
                axis::edit(&here(), &mut input, &mut out, places, words).map(|()| 0)
            }
            AxisTask::From(path) => print(&axis::take(&path, encoding, places, words)?, words),
        },
        Task::Flows(what, shape) => match what {
            FlowsTask::List => print(&flows::list(&here(), places, shape, words), words),
            FlowsTask::Show(id) => print(&flows::show(&id, &here(), places, words)?, words),
            FlowsTask::New(path) => print(&flows::begin(&path, words)?, words),
            FlowsTask::Check(paths) => {
                let verdict = flows::check(&paths, &here(), places, shape, words)?;
                print(&verdict.out, words)?;
                Ok(u8::from(!verdict.fine))
            }
        },
        Task::Completions(shell) => print(&manual::completions(shell, words), words),
        Task::Man => print(&manual::page(words), words),
    }
}

/// The folder naze was started in.
fn here() -> PathBuf {
    Path::new(".").canonicalize().unwrap_or_else(|_| PathBuf::from("."))
}

/// Standard output: whole texts as they are, to a terminal as they may be shown there. A post may hold what orders a terminal
/// about; a script wants every byte.
struct ToStdout;

impl Write for ToStdout {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut out = io::stdout().lock();
        if out.is_terminal() {
            out.write_all(harmless(&String::from_utf8_lossy(bytes)).as_bytes())?;
        } else {
            out.write_all(bytes)?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        io::stdout().flush()
    }
}

/// Prints on standard output. A reader that closed the pipe has had enough; that is no error.
fn print(text: &str, words: &Words) -> Result<u8, Error> {
    let mut out = ToStdout;
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            let why = super::why(&error, words);
            Err(words.error.cannot_write.error(Kind::Output, &[("path", "-"), ("why", &why)]))
        }
        Ok(()) | Err(_) => Ok(0),
    }
}

fn say_next(taken: &Taken, after: Option<&Key>, shape: Shape, words: &Words) -> Result<u8, Error> {
    let printed = answering::next(taken, after, shape, words);
    let _gone = write!(io::stderr(), "{}", printed.aside);
    print(&printed.out, words)?;
    Ok(u8::from(!printed.open))
}

/// A post taken up with its tips mended as asked; to be read, where nothing is.
fn mended(
    path: &Path,
    sets: &[String],
    encoding: Option<&str>,
    places: &Places,
    words: &Words,
) -> Result<Taken, Error> {
    if sets.is_empty() {
        return Taken::read(path, encoding, From::Everywhere, places, words);
    }
    let mut taken = Taken::write(path, encoding, places, words)?;
    mending::set(&mut taken, sets, words)?;
    Ok(taken)
}

/// A post taken up to be read, with the arc named instead of the draft's.
fn with_arc(
    path: &Path,
    arc: Option<&str>,
    encoding: Option<&str>,
    places: &Places,
    words: &Words,
) -> Result<Taken, Error> {
    let mut taken = Taken::read(path, encoding, From::Everywhere, places, words)?;
    arcs::choose(&mut taken, arc, words)?;
    Ok(taken)
}

fn verify(
    path: &Path,
    claimed: &cli::Claimed,
    encoding: Option<&str>,
    places: &Places,
    words: &Words,
) -> Result<u8, Error> {
    let taken = with_arc(path, claimed.arc.as_deref(), encoding, places, words)?;
    let proof = proving::prove(&taken, claimed, words)?;
    print(&proof.out, words).map(|_| u8::from(!proof.proven))
}

fn export(path: &Path, sent: &Sent, encoding: Option<&str>, places: &Places, words: &Words) -> Result<u8, Error> {
    let taken = with_arc(path, sent.arc.as_deref(), encoding, places, words)?;
    let strays = taken.draft.strays();
    if strays > 0 {
        let line = fill(&words.print.strays, &[("gone", &strays.to_string())]);
        let _gone = writeln!(io::stderr(), "{line}");
    }
    let story = story::weave(&taken.post, &taken.draft, &taken.craft);
    if !story.left_off.is_empty() {
        let line = fill(&words.print.left_off, &[("count", &story.left_off.len().to_string())]);
        let _gone = writeln!(io::stderr(), "{line}");
    }
    for line in proving::unagreed_lines(&story, &taken, words) {
        let _gone = writeln!(io::stderr(), "{line}");
    }
    let wrap = sent.wrap.and_then(NonZeroUsize::new);
    for to in &sent.formats {
        let text = to.write(&story, &taken.post, &taken.draft, wrap);
        match &sent.output {
            None => print(&text, words)?,
            Some(output) => {
                let name = taken.path.file_name().unwrap_or_default().to_string_lossy();
                let into_folder = sent.formats.len() > 1 || output.is_dir();
                let output = if into_folder { output.join(to.file_name(&name)) } else { output.clone() };
                write_out(&output, &text, sent.force, &taken.path, places, words)?;
                let _gone = writeln!(
                    io::stderr(),
                    "{}",
                    fill(&words.print.written, &[("path", &output.display().to_string())])
                );
                0
            }
        };
    }
    Ok(0)
}

/// How far each post is, the finished texts among them passed over.
fn status(
    paths: &[PathBuf],
    shape: Shape,
    encoding: Option<&str>,
    places: &Places,
    words: &Words,
) -> Result<u8, Error> {
    let posts = paths.iter().filter(|path| !is_export(path));
    let taken = posts.map(|path| (path, Taken::read(path, encoding, From::Everywhere, places, words)));
    let mut trouble = None;
    let rows: Vec<_> = taken
        .map(|(path, taken)| match taken {
            Ok(taken) => listing::Row::of(&taken, path, words),
            Err(error) => {
                let row = listing::Row::broken(path, path, Trouble::Broken, error.what.clone());
                trouble.get_or_insert(error);
                row
            }
        })
        .collect();
    print(&listing::print(&rows, shape, words), words)?;
    trouble.map_or(Ok(0), Err)
}

/// Whether naze would call a finished text so and no draft stands beside it: `posts/*.md` names those too.
fn is_export(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let stem = name.rsplit_once('.').and_then(|(rest, _)| rest.strip_suffix(".story"));
    let named = stem.is_some_and(|stem| Destination::ALL.iter().any(|to| to.file_name(&format!("{stem}.md")) == name));
    named && !draft_beside(path).exists()
}

/// Writes a finished text to a file.
fn write_out(path: &Path, text: &str, force: bool, post: &Path, places: &Places, words: &Words) -> Result<(), Error> {
    let shown = path.display().to_string();
    let over = if force { Over::Any } else { Over::Own };
    output::write(path, text, over, post, &places.exports()).map_err(|error| match error {
        NotWritten::Precious => words.error.precious.error(Kind::Output, &[("path", &shown)]),
        NotWritten::Exists => words.error.exists.error(Kind::Output, &[("path", &shown)]),
        NotWritten::Refused(error) => {
            let why = super::why(&error, words);
            words.error.cannot_write.error(Kind::Output, &[("path", &shown), ("why", &why)])
        }
    })
}

/// The practice post, on the full screen; without one, in plain lines.
fn practise(asked: &Asked, places: &Places, words: &'static Words) -> Result<u8, Error> {
    let post = demo::prepare(&places.scratch, words.language)
        .map_err(|error| words.error.demo.error(Kind::Output, &[("why", &super::why(&error, words))]))?;
    let own = places.within(post.parent().unwrap_or(&places.scratch));
    let code = on_screen(Some((&post, None)), asked, &own, words)?;
    let line = fill(&words.notice.demo, &[("path", &post.display().to_string())]);
    let _gone = writeln!(io::stderr(), "{line}");
    Ok(code)
}

fn on_screen(
    post: Option<(&PathBuf, Option<Key>)>,
    asked: &Asked,
    places: &Places,
    words: &'static Words,
) -> Result<u8, Error> {
    let shown = post.as_ref().map_or_else(|| "FILE".to_owned(), |(path, _)| path.display().to_string());
    let no_terminal = |_| words.error.no_terminal.error(Kind::Usage, &[("path", &shown)]);
    let both = io::stdin().is_terminal() && io::stdout().is_terminal();
    // The post is opened before the terminal is looked at: a missing file matters more than a missing terminal.
    let mut input = Input::listen().map_err(no_terminal)?;
    let settings = Settings::read(places, words)?;
    let colours = if asked.no_color || places.no_color { Colours::Off } else { Colours::Terminal };
    let mut performer =
        Performer::new(words, settings.keymap.clone(), places.clone(), asked.encoding.clone(), input.waker().ok());
    let opened = match post {
        Some((path, at)) => Some(performer.open(path, at)?),
        None => None,
    };
    if !both || places.is_dumb {
        return Err(words.error.no_terminal.error(Kind::Usage, &[("path", &shown)]));
    }
    let size = Terminal::size().map_err(no_terminal)?;
    let mut model = Model::new(words, settings.keymap, size);
    let (ambiguous, ear) = habit::at_start(settings.ambiguous.unwrap_or_default(), size, places);
    model.ambiguous = ambiguous;
    match opened {
        Some(opened) => model.sit_down(opened),
        None => performer.read_shelf(Path::new(".")),
    }
    let mut session = Session::new(model, Look::builtin(colours), performer);
    // Where that cannot be had, an unknown sequence may hold the next key's frame back; nothing worse.
    let _waits = input.never_wait();
    let mut terminal = Terminal::take().map_err(no_terminal)?;
    if let Some(ear) = ear
        && input.listen_for(ear).is_ok()
    {
        terminal.ask(habit::QUESTION).map_err(no_terminal)?;
    }
    match screen::run(&mut session, &mut input, &mut terminal) {
        Ended::Well => session.last_words().map_or(Ok(0), Err),
        Ended::Panicked => Err(words.error.fault.error(Kind::Output, &[])),
    }
}
