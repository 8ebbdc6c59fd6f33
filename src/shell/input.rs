//! What the terminal, the signals and the workers say, as messages.
//!
//! What it is: one wait for all of them, and the translation of events. What it is not: it decides nothing. Invariant:
//! typed characters come out as text, whole bursts at once, never held back, delayed or taken for something else.

use std::io::{self, Read, Write};
use std::os::fd::AsFd;
use std::os::unix::net::UnixStream;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use crossterm::event::{
    self, Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEvent, MouseEventKind,
};
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fs::{Mode, OFlags};
#[cfg(debug_assertions)]
use signal_hook::consts::SIGUSR1;
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM, SIGWINCH};

use super::habit::Ear;
use super::terminal::Terminal;
use crate::app::msg::{Chord, Click, Code, Deed, Focus, Held, Mouse, Msg, Size};
use crate::text::Ambiguous;

/// As many events are taken in one go before a frame is painted: a flood of input never starves the screen.
const BURST: usize = 4096;

/// `event::poll` answers at once where input waits, but with a timeout of zero it does not look at all
/// (crossterm 0.29, `event/source/unix/tty.rs`); shorter than a millisecond means not waiting, but looking again and
/// again until it is over.
const NOW: Duration = Duration::from_micros(5);

/// How long an answer of the terminal's that is on its way is waited for at the end.
const PARTING: Duration = Duration::from_millis(100);

/// Everything that can wake the program.
#[derive(Debug)]
pub struct Input {
    wake: UnixStream,
    waker: UnixStream,
    ending: Arc<AtomicBool>,
    /// SIGINT apart: while the author's own editor has the terminal, it is the editor's.
    interrupted: Arc<AtomicBool>,
    /// Whether more events were there than one turn takes.
    more: bool,
    /// The flags of the opening we share with the shell, to be put back.
    shared: Option<OFlags>,
    resized: Arc<AtomicBool>,
    clicks: Clicks,
    /// SIGUSR1, in builds for tests alone: a fault of the program's own is asked for.
    #[cfg(debug_assertions)]
    fault: Arc<AtomicBool>,
    /// While the terminal is asked for its habits.
    ear: Option<Ear>,
}

/// The button went down here last.
#[derive(Debug, Default)]
struct Clicks(Option<(Instant, Mouse)>);

/// Presses on one cell no further apart belong together, as on most desktops.
const DOUBLE: Duration = Duration::from_millis(400);

impl Clicks {
    /// Counts a press at `now`: the same cell again, soon enough, is the second or the third; the fourth is a first.
    fn count(&mut self, mouse: Mouse, now: Instant) -> Mouse {
        let Deed::Press(_) = mouse.deed else { return mouse };
        let before = self.0.take().filter(|(at, last)| {
            now.saturating_duration_since(*at) <= DOUBLE && (last.column, last.row) == (mouse.column, mouse.row)
        });
        let click = match before.map(|(_, last)| last.deed) {
            Some(Deed::Press(Click::Once)) => Click::Twice,
            Some(Deed::Press(Click::Twice)) => Click::Thrice,
            Some(Deed::Press(Click::Thrice) | Deed::Drag | Deed::WheelUp | Deed::WheelDown) | None => Click::Once,
        };
        let mouse = Mouse { deed: Deed::Press(click), ..mouse };
        self.0 = Some((now, mouse));
        mouse
    }
}

/// Wakes the loop from a worker.
#[derive(Debug)]
pub struct Waker(UnixStream);

impl Waker {
    /// Wakes the loop.
    pub fn wake(&self) {
        // A full pipe has woken the loop already.
        let _full = (&self.0).write(&[1]);
    }
}

impl Input {
    /// Listens to the terminal and to the signals that end or resize it.
    ///
    /// # Errors
    /// Where pipes or signal handlers cannot be had.
    pub fn listen() -> io::Result<Self> {
        let (wake, waker) = UnixStream::pair()?;
        wake.set_nonblocking(true)?;
        waker.set_nonblocking(true)?;
        let ending = Arc::new(AtomicBool::new(false));
        let resized = Arc::new(AtomicBool::new(false));
        let interrupted = Arc::new(AtomicBool::new(false));
        for (signal, flag) in [(SIGTERM, &ending), (SIGHUP, &ending), (SIGINT, &interrupted), (SIGWINCH, &resized)] {
            signal_hook::flag::register(signal, Arc::clone(flag))?;
            signal_hook::low_level::pipe::register(signal, waker.try_clone()?)?;
        }
        #[cfg(debug_assertions)]
        let fault = Arc::new(AtomicBool::new(false));
        #[cfg(debug_assertions)]
        {
            signal_hook::flag::register(SIGUSR1, Arc::clone(&fault))?;
            signal_hook::low_level::pipe::register(SIGUSR1, waker.try_clone()?)?;
        }
        Ok(Self {
            wake,
            waker,
            ending,
            interrupted,
            more: false,
            shared: None,
            resized,
            clicks: Clicks::default(),
            #[cfg(debug_assertions)]
            fault,
            ear: None,
        })
    }

    /// Sees to it that a read never waits: crossterm reads on after a sequence it does not know (0.29,
    /// `event/source/unix/tty.rs`), and would sleep there until the next key. The terminal is opened anew, so that what
    /// the shell shares with us stays as it was; where that is not allowed, the shared opening is changed until the end.
    ///
    /// # Errors
    /// Where neither can be had; the terminal is then read as it was.
    pub fn never_wait(&mut self) -> io::Result<()> {
        let stdin = rustix::stdio::stdin();
        // By its own name: not every system can poll /dev/tty.
        let anew = rustix::termios::ttyname(stdin, Vec::new()).and_then(|name| {
            rustix::fs::open(name.as_c_str(), OFlags::RDWR | OFlags::NONBLOCK | OFlags::CLOEXEC, Mode::empty())
        });
        if let Ok(tty) = anew {
            rustix::stdio::dup2_stdin(tty)?;
        } else {
            let flags = rustix::fs::fcntl_getfl(stdin)?;
            rustix::fs::fcntl_setfl(stdin, flags | OFlags::NONBLOCK)?;
            self.shared = Some(flags);
        }
        Ok(())
    }

    /// A waker for a worker.
    ///
    /// # Errors
    /// Where the pipe cannot be shared.
    pub fn waker(&self) -> io::Result<Waker> {
        self.waker.try_clone().map(Waker)
    }

    /// Forgets an interrupt that was meant for the author's own editor.
    pub fn calm(&self) {
        self.interrupted.store(false, Ordering::Relaxed);
    }

    /// Whether more was typed since [`wait`](Self::wait) returned.
    #[must_use]
    pub fn goes_on(&self) -> bool {
        self.more || is_waiting(rustix::stdio::stdin())
    }

    /// Hears the terminal's answer among what is typed from now on, however late it comes.
    ///
    /// # Errors
    /// Where the terminal cannot be read.
    pub fn listen_for(&mut self, ear: Ear) -> io::Result<()> {
        // crossterm reads from the terminal it finds at its first reading.
        self.more = is_there()?;
        self.ear = Some(ear);
        Ok(())
    }

    /// Gives an answer that is on its way a moment to come: it would be typed into the shell.
    pub fn hear_out(&mut self) {
        let until = Instant::now() + PARTING;
        let there = |msgs: &Vec<Msg>| !msgs.contains(&Msg::Terminate);
        while self.ear.as_ref().is_some_and(Ear::is_hopeful)
            && Instant::now() < until
            && self.wait(Some(until)).is_ok_and(|msgs| there(&msgs))
        {}
    }

    /// Sleeps until something happens or `deadline` comes, then takes in all that is there.
    ///
    /// # Errors
    /// Where waiting itself fails.
    pub fn wait(&mut self, deadline: Option<Instant>) -> io::Result<Vec<Msg>> {
        let stdin = rustix::stdio::stdin();
        let mut fds = [PollFd::new(&stdin, PollFlags::IN), PollFd::new(&self.wake, PollFlags::IN)];
        let silence = self.ear.as_mut().and_then(Ear::deadline);
        let deadline = if self.more { Some(Instant::now()) } else { deadline.into_iter().chain(silence).min() };
        let timeout = deadline.map(|at| at.saturating_duration_since(Instant::now()));
        let timeout = timeout.and_then(|left| Timespec::try_from(left).ok());
        match poll(&mut fds, timeout.as_ref()) {
            Ok(_) | Err(rustix::io::Errno::INTR) => {}
            Err(error) => return Err(error.into()),
        }
        let [tty, wake] = fds.map(|fd| fd.revents());
        let mut msgs = Vec::new();
        if !wake.is_empty() {
            let mut drained = [0; 256];
            while matches!(self.wake.read(&mut drained), Ok(read) if read > 0) {}
        }
        #[cfg(debug_assertions)]
        assert!(!self.fault.swap(false, Ordering::Relaxed), "a fault that was asked for");
        if self.resized.swap(false, Ordering::Relaxed)
            && let Ok(size) = Terminal::size()
        {
            msgs.push(Msg::Resize(size));
        }
        if self.more || tty.contains(PollFlags::IN) {
            self.take_in(&mut msgs)?;
        }
        if self.ear.as_mut().is_some_and(Ear::gives_up) {
            msgs.push(Msg::Ambiguous(Ambiguous::Unknown));
        }
        for msg in &mut msgs {
            if let Msg::Mouse(mouse) = msg {
                *mouse = self.clicks.count(*mouse, Instant::now());
            }
        }
        let gone = tty.intersects(PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL);
        let ending = [&self.ending, &self.interrupted].map(|flag| flag.swap(false, Ordering::Relaxed)).contains(&true);
        if gone || ending {
            msgs.push(Msg::Terminate);
        }
        Ok(msgs)
    }

    /// Takes in what is typed by now.
    fn take_in(&mut self, msgs: &mut Vec<Msg>) -> io::Result<()> {
        if let Some(ear) = &mut self.ear {
            let heard = ear.hear(&typed(rustix::stdio::stdin())?);
            msgs.extend(heard.answer.map(Msg::Ambiguous));
            if heard.over {
                self.ear = None;
            }
            replay(&heard.typed, msgs)?;
        }
        self.more = self.ear.is_none() && drain(msgs)? == Drained::Partly;
        Ok(())
    }
}

/// Reads `bytes` as if they were typed now, behind what crossterm has read already. It keeps its parser to itself, so they
/// come to it through a pipe that stands where the terminal stands.
fn replay(bytes: &[u8], msgs: &mut Vec<Msg>) -> io::Result<()> {
    let stdin = rustix::stdio::stdin();
    let (typed, hand) = UnixStream::pair()?;
    typed.set_nonblocking(true)?;
    let terminal = rustix::io::fcntl_dupfd_cloexec(stdin, 3)?;
    rustix::stdio::dup2_stdin(&typed)?;
    // A pipe takes this much at once on every system.
    let pieces = bytes.chunks(4096).chain(bytes.is_empty().then_some(bytes));
    let read = pieces.map(|piece| (&hand).write_all(piece)).try_for_each(|written| {
        written?;
        while drain(msgs)? == Drained::Partly {}
        Ok(())
    });
    rustix::stdio::dup2_stdin(&terminal)?;
    read
}

/// All that is typed by now, as far as one turn takes it; never parted behind an Esc, which alone would be a key.
fn typed(terminal: impl AsFd) -> io::Result<Vec<u8>> {
    let (mut bytes, mut chunk) = (Vec::new(), [0; 4096]);
    while is_waiting(&terminal) && (bytes.len() < BURST || bytes.ends_with(b"\x1b")) {
        match rustix::io::read(&terminal, &mut chunk) {
            Ok(0) | Err(rustix::io::Errno::AGAIN) => break,
            Ok(read) => bytes.extend(chunk.iter().take(read)),
            Err(rustix::io::Errno::INTR) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Ok(bytes)
}

/// Whether the terminal has something to be read.
fn is_waiting(terminal: impl AsFd) -> bool {
    let mut fds = [PollFd::new(&terminal, PollFlags::IN)];
    poll(&mut fds, Some(&Timespec::default())).is_ok_and(|ready| ready > 0)
}

impl Drop for Input {
    fn drop(&mut self) {
        if let Some(flags) = self.shared {
            // A terminal that is gone needs nothing back.
            let _gone = rustix::fs::fcntl_setfl(rustix::stdio::stdin(), flags);
        }
    }
}

/// Whether all events that were there were taken in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Drained {
    All,
    Partly,
}

/// Takes in the events that are there, without waiting for more.
fn drain(msgs: &mut Vec<Msg>) -> io::Result<Drained> {
    for _ in 0..BURST {
        if !is_there()? {
            return Ok(Drained::All);
        }
        match (translate(event::read()?), msgs.last_mut()) {
            (Some(Msg::Text(more)), Some(Msg::Text(text))) => text.push_str(&more),
            (Some(msg), _) => msgs.push(msg),
            (None, _) => {}
        }
    }
    Ok(Drained::Partly)
}

/// Whether an event is there. A no that took its time is no answer: put aside by the system meanwhile, `event::poll` may not
/// have looked, and what it has read already would wait for the next key. Where every look takes its time, it is given more.
fn is_there() -> io::Result<bool> {
    let mut patience = NOW;
    loop {
        let asked = Instant::now();
        if event::poll(patience)? {
            return Ok(true);
        }
        if asked.elapsed() < 2 * patience {
            return Ok(false);
        }
        patience *= 2;
    }
}

/// An event as a message.
fn translate(event: Event) -> Option<Msg> {
    match event {
        Event::Key(key) if key.kind == KeyEventKind::Release => None,
        Event::Key(key) => pressed(key),
        Event::Paste(text) => Some(Msg::Paste(text)),
        Event::Mouse(mouse) => moused(mouse),
        Event::Resize(columns, rows) => Some(Msg::Resize(Size { columns, rows })),
        Event::FocusGained => Some(Msg::Focus(Focus::Gained)),
        Event::FocusLost => Some(Msg::Focus(Focus::Lost)),
    }
}

/// A key as a message: a character that types is text, whatever is held down to type it.
fn pressed(key: KeyEvent) -> Option<Msg> {
    let held = Held {
        ctrl: key.modifiers.contains(KeyModifiers::CONTROL),
        alt: key.modifiers.contains(KeyModifiers::ALT),
        shift: key.modifiers.contains(KeyModifiers::SHIFT),
    };
    let code = match key.code {
        // AltGr reaches a terminal as Ctrl and Alt together; it types.
        KeyCode::Char(c) if held.ctrl == held.alt => return Some(Msg::Text(c.to_string())),
        KeyCode::Char(c) => return Some(Msg::Key(Chord { code: Code::Char(c.to_ascii_lowercase()), held })),
        KeyCode::BackTab => return Some(Msg::Key(Chord { code: Code::Tab, held: Held { shift: true, ..held } })),
        KeyCode::Enter => Code::Enter,
        KeyCode::Tab => Code::Tab,
        KeyCode::Esc => Code::Esc,
        KeyCode::Backspace => Code::Backspace,
        KeyCode::Delete => Code::Delete,
        KeyCode::Up => Code::Up,
        KeyCode::Down => Code::Down,
        KeyCode::Left => Code::Left,
        KeyCode::Right => Code::Right,
        KeyCode::Home => Code::Home,
        KeyCode::End => Code::End,
        KeyCode::PageUp => Code::PageUp,
        KeyCode::PageDown => Code::PageDown,
        KeyCode::F(number) => Code::F(number),
        KeyCode::Insert
        | KeyCode::Null
        | KeyCode::CapsLock
        | KeyCode::ScrollLock
        | KeyCode::NumLock
        | KeyCode::PrintScreen
        | KeyCode::Pause
        | KeyCode::Menu
        | KeyCode::KeypadBegin
        | KeyCode::Media(_)
        | KeyCode::Modifier(_) => return None,
    };
    Some(Msg::Key(Chord { code, held }))
}

/// The mouse as a message.
fn moused(mouse: MouseEvent) -> Option<Msg> {
    let deed = match mouse.kind {
        MouseEventKind::Down(MouseButton::Left) => Deed::Press(Click::Once),
        MouseEventKind::Drag(MouseButton::Left) => Deed::Drag,
        MouseEventKind::ScrollUp => Deed::WheelUp,
        MouseEventKind::ScrollDown => Deed::WheelDown,
        MouseEventKind::Down(MouseButton::Right | MouseButton::Middle)
        | MouseEventKind::Drag(MouseButton::Right | MouseButton::Middle)
        | MouseEventKind::Up(_)
        | MouseEventKind::Moved
        | MouseEventKind::ScrollLeft
        | MouseEventKind::ScrollRight => return None,
    };
    Some(Msg::Mouse(Mouse { deed, column: mouse.column, row: mouse.row }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(code: KeyCode, modifiers: KeyModifiers) -> Option<Msg> {
        translate(Event::Key(KeyEvent::new(code, modifiers)))
    }

    #[test]
    fn what_types_is_text() {
        assert_eq!(key(KeyCode::Char('Q'), KeyModifiers::SHIFT), Some(Msg::Text("Q".into())));
        assert_eq!(key(KeyCode::Char('@'), KeyModifiers::CONTROL | KeyModifiers::ALT), Some(Msg::Text("@".into())));
        assert_eq!(key(KeyCode::Char('あ'), KeyModifiers::NONE), Some(Msg::Text("あ".into())));
    }

    #[test]
    fn what_commands_is_a_key() {
        let ctrl = Held { ctrl: true, ..Held::default() };
        let wanted = Some(Msg::Key(Chord { code: Code::Char('q'), held: ctrl }));
        assert_eq!(key(KeyCode::Char('q'), KeyModifiers::CONTROL), wanted);
        let shift = Held { shift: true, ..Held::default() };
        assert_eq!(key(KeyCode::BackTab, KeyModifiers::SHIFT), Some(Msg::Key(Chord { code: Code::Tab, held: shift })));
    }

    #[test]
    fn clicks_on_one_cell_are_counted() {
        let mut clicks = Clicks::default();
        let start = Instant::now();
        let press = |column| Mouse { deed: Deed::Press(Click::Once), column, row: 1 };
        let mut counted = Vec::new();
        for (after, column) in [(0, 5), (100, 5), (200, 5), (300, 5), (400, 6), (900, 6), (1000, 6)] {
            counted.push(clicks.count(press(column), start + Duration::from_millis(after)).deed);
        }
        let [once, twice, thrice] = [Click::Once, Click::Twice, Click::Thrice].map(Deed::Press);
        assert_eq!(counted, [once, twice, thrice, once, once, once, twice]);
    }

    /// Esc alone is a key, and what came behind it would be text.
    #[test]
    fn a_turn_never_ends_within_a_key() {
        let (terminal, mut hand) = UnixStream::pair().unwrap();
        let keys = ["a".repeat(BURST - 1).as_bytes(), b"\x1b[D"].concat();
        hand.write_all(&keys).unwrap();
        assert_eq!(typed(&terminal).unwrap(), keys);
    }

    #[test]
    fn releases_are_ignored() {
        let event = KeyEvent { kind: KeyEventKind::Release, ..KeyEvent::new(KeyCode::Char('a'), KeyModifiers::NONE) };
        assert_eq!(translate(Event::Key(event)), None);
    }
}
