//! Promises of a draft that no other test keeps: the post that is only ever read, and words when nothing can be written.

use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::process::Command;
use std::sync::mpsc::channel;
use std::time::{Duration, Instant};

use naze::app::Model;
use naze::app::keymap::Keymap;
use naze::app::model::Saving;
use naze::app::msg::{Msg, Size};
use naze::shell::perform::Performer;
use naze::shell::places::Places;
use naze::shell::saver::{Ended, Saver};
use naze::shell::session::Session;
use naze::text::Language;
use naze::ui::{Colours, Look};
use naze::words::Words;

use crate::desk::Desk;
use crate::shelf::places;
use crate::store::{Room, questions};

/// The post of the desk on the screen.
fn session(desk: &Desk, places: Places) -> Session {
    let words = Words::of(Language::Ja);
    let mut performer = Performer::new(words, Keymap::builtin(), places, None, None);
    let opened = performer.open(&desk.path().join("5-ways.md"), Some("failure@t1".parse().unwrap())).unwrap();
    let mut model = Model::new(words, Keymap::builtin(), Size { columns: 120, rows: 40 });
    model.sit_down(opened);
    Session::new(model, Look::builtin(Colours::Off), performer)
}

fn waits(session: &mut Session, until: impl Fn(&Model) -> bool) {
    let start = Instant::now();
    while !until(&session.model) {
        assert!(start.elapsed() < Duration::from_secs(30), "{:?}", session.model.notice);
        session.take(Vec::new());
        std::thread::sleep(Duration::from_millis(2));
    }
}

fn key(name: &str) -> Msg {
    Msg::Key(name.parse().unwrap())
}

#[test]
fn the_post_is_only_ever_read() {
    let desk = Desk::new();
    let post = desk.path().join("5-ways.md");
    fs::set_permissions(&post, fs::Permissions::from_mode(0o444)).unwrap();
    let seen = || {
        let data = fs::metadata(&post).unwrap();
        (
            data.ino(),
            data.mtime(),
            data.mtime_nsec(),
            data.ctime(),
            data.ctime_nsec(),
            data.mode(),
            fs::read(&post).unwrap(),
        )
    };
    let before = seen();
    let mut session = session(&desk, places(&desk));
    session.take(vec![Msg::Text("三年前の冬、電話が鳴りました。".to_owned()), key("ctrl-s")]);
    waits(&mut session, |model| model.sitting.as_ref().unwrap().saving == Saving::Saved);
    session.take(vec![key("ctrl-t"), key("ctrl-t"), key("enter"), key("alt-l")]);
    waits(&mut session, |model| model.sitting.is_none());
    session.take(vec![key("ctrl-q")]);
    for args in [
        &["answer", "5-ways.md", "turn@t1", "次の朝。"][..],
        &["export", "5-ways.md", "-o", "out.md"],
        &["verify", "5-ways.md"],
    ] {
        desk.run(args);
    }
    assert!(desk.text("5-ways.naze.toml").contains("三年前の冬") && desk.names().len() > 2, "{:?}", desk.names());
    assert_eq!(seen(), before);
}

#[test]
fn a_pipe_or_a_device_given_as_a_post_is_refused_and_never_waited_for() {
    let desk = Desk::new();
    assert!(Command::new("mkfifo").arg(desk.path().join("pipe.md")).status().unwrap().success());
    std::os::unix::fs::symlink("/dev/zero", desk.path().join("zero.md")).unwrap();
    std::os::unix::fs::symlink("nowhere.md", desk.path().join("lost.md")).unwrap();
    for (name, wanted) in
        [("pipe.md", "not an ordinary file"), ("zero.md", "not an ordinary file"), ("lost.md", "does not exist")]
    {
        for command in ["next", "ask", "answers"] {
            let ran = desk.run(&[command, name]);
            assert!(ran.code == 3 && ran.err.contains(wanted), "{command} {name}: {ran:?}");
        }
    }
    std::os::unix::fs::symlink("5-ways.md", desk.path().join("linked.md")).unwrap();
    desk.ok(&["answer", "linked.md", "failure@t1", "三年前の冬。"]);
    assert!(desk.text("5-ways.naze.toml").contains("三年前の冬。"), "a link is followed to its post");
}

#[test]
fn where_nothing_can_be_written_typing_goes_on_and_the_words_are_handed_over() {
    let desk = Desk::new();
    let places = Places { scratch: desk.home(), ..places(&desk) };
    // In the state's place stands a file, in the draft's a folder.
    fs::create_dir_all(places.state.parent().unwrap()).unwrap();
    fs::write(&places.state, "").unwrap();
    let mut session = session(&desk, places.clone());
    fs::create_dir(desk.path().join("5-ways.naze.toml")).unwrap();
    session.take(vec![Msg::Text("三年前の冬、".to_owned())]);
    waits(&mut session, |model| model.sitting.as_ref().unwrap().saving == Saving::Failed);
    let line = session.model.notice.clone().unwrap().text;
    assert!(line.contains("この窓の中"), "{line}");
    session.take(vec![Msg::Text("電話が鳴りました。".to_owned())]);
    session.take(vec![key("ctrl-q")]);
    let hint = session.last_words().unwrap().hint;
    let kept: Vec<_> = fs::read_dir(desk.home()).unwrap().map(|entry| entry.unwrap().path()).collect();
    let kept = kept.iter().find(|path| path.extension().is_some_and(|ending| ending == "toml")).unwrap();
    assert!(hint.contains(&kept.display().to_string()), "{hint}");
    assert!(fs::read_to_string(kept).unwrap().contains("三年前の冬、電話が鳴りました。"));
}

#[test]
fn what_is_typed_is_made_to_last_within_a_second() {
    let room = Room::new();
    let mut desk = room.sit();
    let (sender, _told) = channel();
    let journal = desk.journal.clone();
    let store = std::mem::replace(&mut desk.store, room.unused());
    let saver = Saver::spawn(store, room.watch(), Box::new(questions), move |word| drop(sender.send(word)));
    desk.types("failure@t1", "三年前の冬");
    saver.appended();
    std::thread::sleep(Duration::from_millis(1_500));
    assert!(!journal.sync().unwrap(), "nothing is left to be synced");
    assert!(room.journal().exists());
    assert_eq!(saver.finish(), Ended::Done);
}
