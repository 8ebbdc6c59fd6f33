//! The command line: what can be asked for, and argv read into it.
//!
//! What it is: one table of commands, with help from `assets/words`. What it is not: it does nothing; `run` does.
//! Invariant: every word shown is in the reader's language; completions and the manual come from the same table.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, ValueParser};
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};

use crate::answers::Outcome;
use crate::error::{Error, Kind};
use crate::export::Destination;
use crate::words::Words;

/// What was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// The command.
    pub task: Task,
    /// The encoding named for the post.
    pub encoding: Option<String>,
    /// Whether colour was forbidden.
    pub no_color: bool,
}

/// One command.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Task {
    /// The shelf, or a post, on the full screen.
    Screen(Option<PathBuf>, Option<String>),
    /// The practice post.
    Demo,
    /// How a post was read.
    Outline(PathBuf, Shape, Why, Vec<String>),
    /// The interview in plain lines.
    Ask(PathBuf),
    /// The next open question.
    Next(PathBuf, Shape),
    /// One answer.
    Answer(PathBuf, String, Given, Shape),
    /// The interview on one page, or one answer.
    Answers(PathBuf, Option<String>, Shape, From),
    /// How far drafts are.
    Status(Vec<PathBuf>, Shape),
    /// The drafts of a folder.
    List(Option<PathBuf>, Shape),
    /// What is in force.
    Config(Option<String>),
    /// The finished text.
    Export(PathBuf, Sent),
    /// Every copy outside the post's folder is removed; whatever it holds, where that was said.
    Forget(PathBuf, Unsaved),
    /// Which arcs suit a draft.
    Arcs(PathBuf, Shape),
    /// Where every character of a story comes from.
    Verify(PathBuf, Claimed),
    /// What an answer holds.
    Probe(Shape, Option<String>, Option<String>),
    /// The readers' voices of a post; first those of this file are taken in.
    Voices(PathBuf, Option<PathBuf>, Shape),
    /// What was told so far, as far as it holds these words.
    Bank(String, Shape),
    /// The axis.
    Axis(AxisTask, Shape),
    /// Flows of questions.
    Flows(FlowsTask, Shape),
    /// Completions for a shell.
    Completions(clap_complete::Shell),
    /// The manual page.
    Man,
    /// A help or version text, ready to print.
    Print(String),
}

/// What is done with the axis.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AxisTask {
    /// Shown.
    Show,
    /// Edited.
    Edit,
    /// Made of the answers given for this post.
    From(PathBuf),
}

/// What is done with flows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FlowsTask {
    /// Those in force are listed.
    List,
    /// One is printed.
    Show(String),
    /// One is begun here.
    New(PathBuf),
    /// These are checked; without any, all of the author's own.
    Check(Vec<PathBuf>),
}

/// How results are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// For people.
    Plain,
    /// As JSON.
    Json,
}

/// Whether reasons are printed too.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// They are.
    Said,
    /// They are not.
    Unsaid,
}

/// What becomes of words that are only in a copy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unsaved {
    /// They stay, and the command refuses.
    Kept,
    /// They go too.
    Forgotten,
}

/// Where answers are read from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum From {
    /// The draft, with what a crash left in the journal.
    Everywhere,
    /// The draft file alone.
    DraftOnly,
}

/// What `naze answer` was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Given {
    /// A text.
    Text(String),
    /// The text is on standard input.
    StandardInput,
    /// An outcome.
    Outcome(Outcome),
}

/// How a finished text is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sent {
    /// The formats.
    pub formats: Vec<Destination>,
    /// The arc, if not the draft's.
    pub arc: Option<String>,
    /// Columns to wrap text at.
    pub wrap: Option<usize>,
    /// The file; `-` or none is standard output.
    pub output: Option<PathBuf>,
    /// Whether a file that exists is replaced.
    pub force: bool,
}

/// A story to be proven.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claimed {
    /// The story; none is naze's own export, `-` standard input.
    pub story: Option<PathBuf>,
    /// The arc, if not the draft's.
    pub arc: Option<String>,
    /// The form it is in; none is told from its name.
    pub format: Option<Destination>,
    /// How the result is printed.
    pub shape: Shape,
}

/// The command line as clap knows it.
#[must_use]
pub fn command(words: &Words) -> Command {
    let about = |name: &str| words.command.get(name).cloned().unwrap_or_default();
    let help = |name: &str| words.option.get(name).cloned().unwrap_or_default();
    let path = |id: &'static str, text: &str| {
        Arg::new(id).value_name("FILE").value_parser(value_parser!(PathBuf)).help(help(text))
    };
    let file = || path("file", "file").required(true);
    let key = || Arg::new("key").value_name("KEY").help(help("key"));
    let flag = |id: &'static str| Arg::new(id).long(id).action(ArgAction::SetTrue).help(help(id));
    let value = |id: &'static str, name: &'static str| Arg::new(id).long(id).value_name(name).help(help(id));
    let sub = |name: &'static str| Command::new(name).about(about(name)).disable_help_flag(true).arg(help_flag(words));
    let outcomes = PossibleValuesParser::new(["dont-know", "cant-say", "none"]);
    let outcome = value("outcome", "OUTCOME").value_parser(outcomes);
    let set = value("set", "N=LINE").num_args(1..).action(ArgAction::Append);
    let formats: Vec<&str> = Destination::ALL.iter().map(|to| to.name()).collect();
    Command::new("naze")
        .version(env!("CARGO_PKG_VERSION"))
        .about(about("naze"))
        .disable_help_subcommand(true)
        .disable_help_flag(true)
        .disable_version_flag(true)
        .arg(help_flag(words))
        .arg(Arg::new("version").short('V').long("version").action(ArgAction::Version).help(help("version")))
        .arg(path("file", "file"))
        .arg(value("at", "KEY"))
        .arg(value("lang", "LANG").value_parser(PossibleValuesParser::new(["ja", "en"])).global(true))
        .arg(value("encoding", "NAME").global(true))
        .arg(flag("no-color").global(true))
        .subcommand(sub("demo"))
        .subcommand(sub("outline").arg(path("file", "file")).arg(flag("json")).arg(flag("why")).arg(set))
        .subcommand(sub("ask").arg(file()))
        .subcommand(sub("next").arg(file()).arg(flag("json")))
        .subcommand(
            sub("answer")
                .arg(file())
                .arg(key().required(true))
                .arg(flag("json"))
                .arg(Arg::new("text").value_name("TEXT").allow_hyphen_values(true).help(help("text")))
                .arg(outcome.conflicts_with("text")),
        )
        .subcommand(sub("answers").arg(file()).arg(key()).arg(flag("json")).arg(flag("draft-only")))
        .subcommand(sub("status").arg(path("file", "files").required(true).num_args(1..)).arg(flag("json")))
        .subcommand(sub("list").arg(path("dir", "dir").value_name("DIR")).arg(flag("json")))
        .subcommand(sub("config"))
        .subcommand(
            sub("export")
                .arg(file())
                .arg(
                    value("to", "FORMAT")
                        .value_parser(PossibleValuesParser::new(formats.clone()))
                        .action(ArgAction::Append)
                        .value_delimiter(','),
                )
                .arg(value("arc", "ARC"))
                .arg(value("wrap", "N").value_parser(ValueParser::from(value_parser!(u16).range(10..))))
                .arg(path("output", "output").short('o').long("output"))
                .arg(flag("force")),
        )
        .subcommand(sub("forget").arg(file()).arg(flag("force").help(help("force-forget"))))
        .subcommand(sub("arcs").arg(file()).arg(flag("json")))
        .subcommand(sub("verify").args([
            file(),
            path("story", "story").value_name("STORY"),
            value("arc", "ARC"),
            value("to", "FORMAT").value_parser(PossibleValuesParser::new(formats)),
            flag("json"),
        ]))
        .subcommand(sub("probe").arg(flag("json")).arg(value("question", "ID")).arg(value("asked", "TEXT")))
        .subcommand(
            sub("voices")
                .arg(file())
                .arg(value("import", "PATH").value_parser(value_parser!(PathBuf)))
                .arg(flag("json")),
        )
        .subcommand(
            sub("bank").arg(Arg::new("query").value_name("QUERY").num_args(0..).help(help("query"))).arg(flag("json")),
        )
        .subcommand(
            sub("axis")
                .arg(flag("edit"))
                .arg(value("from", "FILE").value_parser(value_parser!(PathBuf)).conflicts_with("edit"))
                .arg(flag("json").conflicts_with_all(["edit", "from"])),
        )
        .subcommand(
            sub("flows")
                .arg(flag("json"))
                .subcommand(sub("show").arg(Arg::new("id").value_name("ID").required(true).help(help("flow"))))
                .subcommand(sub("new").arg(path("path", "new-flow").value_name("PATH").required(true)))
                .subcommand(sub("check").arg(path("path", "check").value_name("PATH").num_args(0..)).arg(flag("json"))),
        )
        .subcommand(
            sub("completions").arg(
                Arg::new("shell")
                    .value_name("SHELL")
                    .required(true)
                    .value_parser(value_parser!(clap_complete::Shell))
                    .help(help("shell")),
            ),
        )
        .subcommand(sub("man"))
}

fn help_flag(words: &Words) -> Arg {
    let help = words.option.get("help").cloned().unwrap_or_default();
    Arg::new("help").short('h').long("help").action(ArgAction::Help).help(help)
}

/// Reads argv.
///
/// # Errors
/// A usage error where argv asks for something that does not exist.
pub fn read(argv: &[OsString], words: &Words) -> Result<Asked, Error> {
    let matches = match command(words).try_get_matches_from(argv) {
        Ok(matches) => matches,
        Err(error) if matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) => {
            return Ok(Asked { task: Task::Print(error.to_string()), encoding: None, no_color: false });
        }
        Err(error) => return Err(usage(&error, words)),
    };
    let inner = matches.subcommand().map_or(&matches, |(_, inner)| inner);
    let encoding = text(inner, "encoding");
    Ok(Asked { task: task(&matches, words)?, encoding, no_color: inner.get_flag("no-color") })
}

/// The language named on the command line, looked for before anything else, since help and errors are said in it.
#[must_use]
pub fn language(argv: &[OsString]) -> Option<String> {
    let mut rest = argv.iter().skip(1).map(|arg| arg.to_string_lossy());
    while let Some(arg) = rest.next() {
        if arg == "--lang" {
            return rest.next().map(std::borrow::Cow::into_owned);
        }
        if let Some(value) = arg.strip_prefix("--lang=") {
            return Some(value.to_owned());
        }
        if arg == "--" {
            return None;
        }
    }
    None
}

fn task(matches: &ArgMatches, words: &Words) -> Result<Task, Error> {
    let Some((name, sub)) = matches.subcommand() else {
        return Ok(Task::Screen(path(matches, "file"), text(matches, "at")));
    };
    if matches.contains_id("file") || matches.contains_id("at") {
        // `naze post.md status` names a post twice over: for the screen and for the command.
        return Err(words.error.conflict.error(Kind::Usage, &[("argument", name)]));
    }
    let file = || path(sub, "file").unwrap_or_default();
    let shape = || if sub.get_flag("json") { Shape::Json } else { Shape::Plain };
    Ok(match name {
        "demo" => Task::Demo,
        "outline" => {
            let why = if sub.get_flag("why") { Why::Said } else { Why::Unsaid };
            let mut sets: Vec<String> = sub.get_many("set").into_iter().flatten().cloned().collect();
            // The post may be named last: `--set 2=none post.md`.
            let last = || sets.pop_if(|set| !set.contains('=') && set != "one" && set != "found").map(PathBuf::from);
            let post = path(sub, "file").or_else(last);
            let post = post.ok_or_else(|| words.error.missing_argument.error(Kind::Usage, &[("argument", "FILE")]))?;
            Task::Outline(post, shape(), why, sets)
        }
        "ask" => Task::Ask(file()),
        "next" => Task::Next(file(), shape()),
        "answer" => Task::Answer(file(), text(sub, "key").unwrap_or_default(), given(sub), shape()),
        "answers" => {
            let from = if sub.get_flag("draft-only") { From::DraftOnly } else { From::Everywhere };
            Task::Answers(file(), text(sub, "key"), shape(), from)
        }
        "status" => Task::Status(sub.get_many("file").into_iter().flatten().cloned().collect(), shape()),
        "list" => Task::List(path(sub, "dir"), shape()),
        "config" => Task::Config(text(sub, "lang")),
        "export" => Task::Export(file(), sent(sub)),
        "forget" => Task::Forget(file(), if sub.get_flag("force") { Unsaved::Forgotten } else { Unsaved::Kept }),
        "arcs" => Task::Arcs(file(), shape()),
        "verify" => {
            let format = text(sub, "to").and_then(|name| Destination::ALL.into_iter().find(|to| to.name() == name));
            let claimed = Claimed { story: path(sub, "story"), arc: text(sub, "arc"), format, shape: shape() };
            Task::Verify(file(), claimed)
        }
        "probe" => Task::Probe(shape(), text(sub, "question"), text(sub, "asked")),
        "voices" => Task::Voices(file(), path(sub, "import"), shape()),
        "bank" => {
            let words: Vec<&str> = sub.get_many("query").into_iter().flatten().map(String::as_str).collect();
            Task::Bank(words.join(" "), shape())
        }
        "axis" => {
            let edit = if sub.get_flag("edit") { AxisTask::Edit } else { AxisTask::Show };
            Task::Axis(path(sub, "from").map_or(edit, AxisTask::From), shape())
        }
        "flows" => match sub.subcommand() {
            Some(("show", inner)) => Task::Flows(FlowsTask::Show(text(inner, "id").unwrap_or_default()), Shape::Plain),
            Some(("new", inner)) => Task::Flows(FlowsTask::New(path(inner, "path").unwrap_or_default()), Shape::Plain),
            Some((_, inner)) => {
                let paths = inner.get_many("path").into_iter().flatten().cloned().collect();
                let json = inner.get_flag("json") || sub.get_flag("json");
                Task::Flows(FlowsTask::Check(paths), if json { Shape::Json } else { Shape::Plain })
            }
            None => Task::Flows(FlowsTask::List, shape()),
        },
        "completions" => match sub.get_one::<clap_complete::Shell>("shell") {
            Some(shell) => Task::Completions(*shell),
            None => return Err(words.error.unknown_shell.error(Kind::Usage, &[("shell", "")])),
        },
        "man" => Task::Man,
        other => return Err(words.error.argument.error(Kind::Usage, &[("argument", other)])),
    })
}

fn text(matches: &ArgMatches, id: &str) -> Option<String> {
    matches.get_one::<String>(id).cloned()
}

fn path(matches: &ArgMatches, id: &str) -> Option<PathBuf> {
    matches.get_one::<PathBuf>(id).cloned()
}

fn given(sub: &ArgMatches) -> Given {
    match (text(sub, "outcome").as_deref(), text(sub, "text")) {
        (Some("dont-know"), _) => Given::Outcome(Outcome::DontKnow),
        (Some("cant-say"), _) => Given::Outcome(Outcome::CantSay),
        (Some(_), _) => Given::Outcome(Outcome::None),
        (None, Some(text)) if text != "-" => Given::Text(text),
        (None, _) => Given::StandardInput,
    }
}

fn sent(sub: &ArgMatches) -> Sent {
    let named = sub.get_many::<String>("to").into_iter().flatten();
    let mut formats: Vec<Destination> =
        named.filter_map(|name| Destination::ALL.into_iter().find(|to| to.name() == name)).collect();
    if formats.is_empty() {
        formats.push(Destination::Markdown);
    }
    Sent {
        formats,
        arc: text(sub, "arc"),
        wrap: sub.get_one::<u16>("wrap").map(|columns| usize::from(*columns)),
        output: path(sub, "output").filter(|path| path.as_os_str() != "-"),
        force: sub.get_flag("force"),
    }
}

/// What clap found wrong, in one line and in the reader's language.
fn usage(error: &clap::Error, words: &Words) -> Error {
    let context = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => Some(text.clone()),
        Some(ContextValue::Strings(texts)) => Some(texts.join(", ")),
        _ => None,
    };
    let argument = context(ContextKind::InvalidArg).or_else(|| context(ContextKind::InvalidSubcommand));
    let value = context(ContextKind::InvalidValue);
    let errors = &words.error;
    match (error.kind(), argument, value) {
        (ErrorKind::MissingRequiredArgument, Some(argument), _) => {
            errors.missing_argument.error(Kind::Usage, &[("argument", &argument)])
        }
        (ErrorKind::InvalidValue, Some(argument), Some(value)) if !value.is_empty() => {
            let valid = context(ContextKind::ValidValue).unwrap_or_default();
            let fields = [("argument", argument.as_str()), ("value", &value), ("choices", &valid)];
            errors.choice.error(Kind::Usage, &fields)
        }
        (ErrorKind::ValueValidation, Some(argument), Some(value)) => {
            errors.value.error(Kind::Usage, &[("argument", &argument), ("value", &value)])
        }
        (ErrorKind::InvalidValue, Some(argument), _) => {
            errors.missing_value.error(Kind::Usage, &[("argument", &argument)])
        }
        (ErrorKind::ArgumentConflict, Some(argument), _) => {
            errors.conflict.error(Kind::Usage, &[("argument", &argument)])
        }
        // What is no option stands where a file would.
        (ErrorKind::UnknownArgument, Some(argument), _) if !argument.starts_with('-') => {
            errors.one_too_many.error(Kind::Usage, &[("argument", &argument)])
        }
        (_, Some(argument), _) => errors.argument.error(Kind::Usage, &[("argument", &argument)]),
        (_, None, _) => {
            let why = error.to_string();
            let why = why.lines().next().unwrap_or_default().trim_start_matches("error: ").to_owned();
            errors.usage.error(Kind::Usage, &[("why", &why)])
        }
    }
}
