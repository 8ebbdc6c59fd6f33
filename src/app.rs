//! The program as a value: a model, what can happen to it, and what it then wants done.
//!
//! What it is: [`update`] decides, purely. What it is not: it paints nothing and touches nothing; `ui` reads the model
//! and `shell` performs the effects. Invariant: any message in any state leaves a model that can be painted, and no
//! message but the author's own keys changes an answer.
#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "of all actions a place does the few that mean something there; a new one means nothing until it is given a place"
)]

pub mod action;
pub mod arcs;
pub mod bank;
pub mod changed;
pub mod compare;
pub mod effect;
pub mod export;
pub mod field;
pub mod find;
pub mod frame;
pub mod help;
pub mod hints;
pub mod interview;
pub mod keymap;
pub mod line;
pub mod model;
pub mod mouse;
pub mod msg;
pub mod offer;
pub mod outline;
pub mod palette;
pub mod pane;
pub mod prose;
pub mod read_back;
pub mod retelling;
pub mod shelf;
pub mod sitting;
pub mod standing;
pub mod story;
pub mod stray;
pub mod tips;
pub mod typing;
pub mod wrapped;

use action::Action;
use effect::{Effect, Lent};
use keymap::Place;
pub use model::Model;
use model::{Notice, Overlay, Saving, Screen};
use msg::{Chord, Code, Focus, Held, Msg, Outcome};
use sitting::{Access, Opened, Sitting};

use crate::words::fill;

/// Takes one message and says what is to be done.
pub fn update(model: &mut Model, msg: Msg) -> Vec<Effect> {
    let mut effects = Vec::new();
    if let Msg::Clock(now) = msg {
        // It comes before every key and moves nothing.
        model.now = now;
        return effects;
    }
    take_in(model, msg, &mut effects);
    if let Some(sitting) = &mut model.sitting {
        sitting.weave();
    }
    interview::lay_out(model);
    effects
}

/// The same for what is typed [amid](is_amid) a burst: the story is woven and laid out once, at
/// the end of the burst.
pub fn update_amid(model: &mut Model, msg: Msg) -> Vec<Effect> {
    let mut effects = Vec::new();
    take_in(model, msg, &mut effects);
    interview::lay_out_field(model);
    effects
}

/// Whether a message is one of a burst that `next` goes on with.
#[must_use]
pub fn is_amid(model: &Model, msg: &Msg, next: Option<&Msg>) -> bool {
    is_typing(model, msg) && next.is_some_and(|next| is_typing(model, next))
}

/// Whether a message types into the answer, and asks nothing of how the interview stands.
fn is_typing(model: &Model, msg: &Msg) -> bool {
    model.place() == Place::Text
        && match msg {
            Msg::Text(_) => true,
            Msg::Key(chord) => typing::is_typing(model, *chord),
            _ => false,
        }
}

fn take_in(model: &mut Model, msg: Msg, effects: &mut Vec<Effect>) {
    // What is typed goes to the screen first; whatever else comes finds the interview as it stands.
    if !is_typing(model, &msg)
        && let Some(sitting) = &mut model.sitting
    {
        sitting.catch_up();
    }
    match msg {
        Msg::Resize(size) => {
            model.size = size;
            story::resized(model);
        }
        Msg::Ambiguous(ambiguous) => {
            model.ambiguous = ambiguous;
            story::resized(model);
        }
        Msg::Focus(Focus::Gained) if model.screen == Screen::Shelf => shelf::look_again(model, effects),
        Msg::Focus(Focus::Gained | Focus::Lost) | Msg::Shown | Msg::Clock(_) => {}
        Msg::Idle => interview::idle(model, effects),
        Msg::Terminate => leave(model, effects),
        Msg::Key(chord) => {
            model.next_notice();
            key(model, chord, effects);
        }
        Msg::Text(text) => {
            model.next_notice();
            typed(model, &text, effects);
        }
        Msg::Paste(text) => {
            model.next_notice();
            pasted(model, &text, effects);
        }
        Msg::Mouse(mouse) => mouse::act(model, mouse, effects),
        Msg::Outcome(outcome) => settle(model, outcome, effects),
    }
    if model.screen == Screen::Shelf {
        shelf::settle(model, effects);
    }
    if model.screen != Screen::Story && model.story.field.is_some() {
        story::rewording::close(model, effects);
    }
}

/// A key that is no plain character, or a character where characters are keys.
fn key(model: &mut Model, chord: Chord, effects: &mut Vec<Effect>) {
    retelling::not_now(model);
    let place = model.place();
    if let Some(action) = model.keymap.action(place, chord) {
        act(model, action, chord.held, effects);
    } else if place == Place::ReadBack {
        // Never in the way: what means nothing here is meant for what is beneath.
        model.overlay = None;
        key(model, chord, effects);
    } else if let (Code::Char(c), Held { ctrl: false, alt: false, .. }) = (chord.code, chord.held) {
        typed(model, &c.to_string(), effects);
    }
}

/// Typed characters: text where text can be typed, else keys one by one, full-width twins included.
fn typed(model: &mut Model, text: &str, effects: &mut Vec<Effect>) {
    retelling::not_now(model);
    match model.place() {
        Place::Text => typing::insert(model, text, effects),
        Place::Reword => story::rewording::typed(model, text, effects),
        Place::Palette => palette::typed(model, text),
        Place::ReadBack => {
            model.overlay = None;
            typed(model, text, effects);
        }
        Place::Find => find::typed(model, text),
        Place::Name => tips::typed(model, text),
        Place::Shelf | Place::Trash => shelf::typed(model, text),
        Place::Bank => bank::typed(model, text),
        Place::Everywhere
        | Place::Answer
        | Place::Field
        | Place::Choice
        | Place::Outline
        | Place::Story
        | Place::Tips
        | Place::Export
        | Place::Help
        | Place::Compare
        | Place::Arcs
        | Place::Changed
        | Place::Stray => {
            for (at, c) in text.char_indices() {
                if model.place().takes_text() {
                    // A key opened something to be typed into: what was typed behind it is meant for that.
                    return typed(model, text.get(at..).unwrap_or_default(), effects);
                }
                let c = half_width(c);
                if let Some(action) =
                    model.keymap.action(model.place(), Chord { code: Code::Char(c), held: Held::default() })
                {
                    act(model, action, Held::default(), effects);
                } else if let Some(digit) = c.to_digit(10) {
                    interview::pick(model, digit as usize, effects);
                }
            }
        }
    }
}

/// A paste is text wherever text can be typed, and nothing elsewhere: it is never a command.
fn pasted(model: &mut Model, text: &str, effects: &mut Vec<Effect>) {
    if model.place() == Place::ReadBack {
        model.overlay = None;
    }
    if model.place().takes_text() {
        match model.place() {
            Place::Text => typing::paste(model, text, effects),
            Place::Reword => story::rewording::paste(model, text, effects),
            _ => typed(model, text, effects),
        }
    }
}

/// The ASCII twin of a full-width character, as an input method types it.
const fn half_width(c: char) -> char {
    match c {
        '\u{3000}' => ' ',
        '！'..='～' => match char::from_u32(c as u32 - 0xFEE0) {
            Some(ascii) => ascii,
            None => c,
        },
        _ => c,
    }
}

/// Does what an action asks for, here.
pub(crate) fn act(model: &mut Model, action: Action, held: Held, effects: &mut Vec<Effect>) {
    match action {
        Action::Save => interview::save(model, effects),
        Action::Leave => leave(model, effects),
        Action::Help => {
            let open = matches!(model.overlay, Some(Overlay::Help { .. }));
            model.overlay = (!open).then_some(Overlay::Help { top: 0 });
        }
        Action::Palette => palette::open(model),
        Action::Turn => turn(model, effects),
        Action::Finish => finish(model, effects),
        Action::Shelf => shelf::go(model, effects),
        Action::Compare => compare::open(model),
        Action::Stray => stray::open(model),
        Action::Arcs => arcs::open(model),
        Action::Changed => changed::open(model),
        Action::PutBack => put_back(model, effects),
        Action::Tips => tips::open(model),
        Action::Overrule => overrule(model, effects),
        Action::Bank => bank::open(model, effects),
        Action::TakeCorrection => retelling::take(model, effects),
        other => match model.place() {
            Place::Palette => palette::act(model, other, held, effects),
            Place::Help => in_help(model, other),
            Place::Bank => bank::act(model, other, held, effects),
            Place::ReadBack => read_back::act(model, other, effects),
            Place::Find => find::act(model, other, held, effects),
            Place::Compare => compare::act(model, other, effects),
            Place::Stray => stray::act(model, other, effects),
            Place::Arcs => arcs::act(model, other, effects),
            Place::Changed => changed::act(model, other, effects),
            Place::Tips => tips::act(model, other, effects),
            Place::Name if model.screen == Screen::Shelf => shelf::name(model, other, held, effects),
            Place::Name => tips::name(model, other, held, effects),
            Place::Story => story::act(model, other, effects),
            Place::Reword => story::rewording::act(model, other, held, effects),
            Place::Export => export::act(model, other, effects),
            Place::Shelf | Place::Trash => shelf::act(model, other, held, effects),
            Place::Everywhere | Place::Answer | Place::Field | Place::Text | Place::Choice | Place::Outline => {
                interview::act(model, other, held, effects);
            }
        },
    }
}

/// Interview, story, export, and round again.
fn turn(model: &mut Model, effects: &mut Vec<Effect>) {
    match model.screen {
        Screen::Interview => show(model, Screen::Story, effects),
        Screen::Story => show(model, Screen::Export, effects),
        Screen::Tips | Screen::Export => show(model, Screen::Interview, effects),
        Screen::Shelf => model.overlay = None,
    }
}

/// Goes to a screen of the post.
pub(crate) fn show(model: &mut Model, screen: Screen, effects: &mut Vec<Effect>) {
    model.overlay = None;
    if model.screen == Screen::Interview {
        interview::part(model, effects);
    }
    match screen {
        Screen::Interview => model.screen = Screen::Interview,
        Screen::Story => story::open(model),
        Screen::Export => export::open(model),
        // Each is opened by an action of its own.
        Screen::Tips | Screen::Shelf => {}
    }
}

/// To the export, with whatever answers there are.
fn finish(model: &mut Model, effects: &mut Vec<Effect>) {
    if model.sitting.is_some() {
        model.overlay = None;
        interview::part(model, effects);
        export::open(model);
    }
}

/// Lets the draft take the place of a file that cannot be read.
fn overrule(model: &mut Model, effects: &mut Vec<Effect>) {
    model.overlay = None;
    let failed = |sitting: &&mut Sitting| sitting.access == Access::Write && sitting.saving == Saving::Failed;
    let Some(sitting) = model.sitting.as_mut().filter(failed) else {
        model.notice = Some(Notice::plain(model.words.notice.nothing_broken.clone()));
        return;
    };
    effects.push(Effect::Overrule);
    sitting.settle(effects);
    model.notice = Some(Notice::plain(model.words.notice.overruled.clone()));
}

/// Undoes the bringing back of what a crash had left.
fn put_back(model: &mut Model, effects: &mut Vec<Effect>) {
    model.overlay = None;
    if !model.may_write() {
        return;
    }
    let Some(sitting) = &mut model.sitting else { return };
    let notice = &model.words.notice;
    let line = if sitting.put_back(effects) { &notice.put_back } else { &notice.nothing_brought_back };
    model.notice = Some(Notice::plain(line.clone()));
    story::keep(model);
}

/// Saves and ends; never asks.
fn leave(model: &mut Model, effects: &mut Vec<Effect>) {
    typing::drop_starter(model, effects);
    let Some(sitting) = &mut model.sitting else {
        effects.push(Effect::Leave);
        return;
    };
    effects.push(sitting.remember());
    if sitting.needs_saving() {
        effects.push(Effect::SaveAndLeave(sitting.revision, Box::new(sitting.draft.clone())));
    } else {
        effects.push(Effect::Leave);
    }
}

/// Scrolls and closes the help.
fn in_help(model: &mut Model, action: Action) {
    let page = usize::from(model.size.rows.saturating_sub(4)).max(1);
    let last = help::last_top(model);
    if let Some(Overlay::Help { top }) = &mut model.overlay {
        match action {
            Action::Up => *top = top.saturating_sub(1),
            Action::Down => *top = (*top + 1).min(last),
            Action::PageUp => *top = top.saturating_sub(page),
            Action::PageDown => *top = (*top + page).min(last),
            _ => model.overlay = None,
        }
    }
}

/// The other window has ended: this one goes on from what that left, at the question it shows.
fn take_over(model: &mut Model, opened: Opened) {
    let at = model.sitting.as_ref().map(|sitting| sitting.current.clone()).or(opened.at.clone());
    let screen = model.screen;
    let mut notices = opened.notices;
    notices.insert(0, Notice::plain(model.words.notice.taken_over.clone()));
    model.sit_down(Opened { at, notices, ..opened });
    model.screen = screen;
    story::changed(model);
}

/// Says that a text is not on the system's clipboard, and how to get at it all the same.
fn too_long_to_copy(model: &Model) -> String {
    let (line, action) = match model.screen {
        Screen::Export => (&model.words.notice.not_copied_out, Action::WriteOut),
        _ => (&model.words.notice.not_copied, Action::Paste),
    };
    fill(line, &[("key", &model.key_name(action))])
}

/// Takes in what became of an effect.
fn settle(model: &mut Model, outcome: Outcome, effects: &mut Vec<Effect>) {
    match outcome {
        Outcome::Saved(revision) => {
            if let Some(sitting) = &mut model.sitting {
                let failed = sitting.saving == Saving::Failed;
                sitting.saved = sitting.saved.max(revision);
                sitting.saving = if sitting.saved >= sitting.revision { Saving::Saved } else { Saving::Unsaved };
                if failed && sitting.saving == Saving::Saved {
                    model.notice = Some(Notice::plain(model.words.notice.saved_again.clone()));
                }
                if sitting.saving == Saving::Saved && std::mem::take(&mut sitting.asked_to_save) {
                    model.notice = Some(Notice::plain(model.words.notice.saved.clone()));
                }
            }
        }
        Outcome::NotSaved(revision, line) => {
            if let Some(sitting) = &mut model.sitting
                && revision >= sitting.saved
            {
                sitting.saving = Saving::Failed;
                sitting.asked_to_save = false;
                model.notice = Some(Notice::trouble(line));
            }
        }
        Outcome::Merged(mixed) => interview::merged(model, &mixed, effects),
        Outcome::Kept(path) => {
            let line = fill(&model.words.notice.kept, &[("path", &path)]);
            model.also(Notice::plain(line));
        }
        Outcome::AxisKept(axis, line) => {
            if let Some(sitting) = &mut model.sitting {
                sitting.keep_axis(axis, effects);
            }
            model.notice = Some(Notice::plain(line));
        }
        Outcome::Exported(line) | Outcome::Said(line) => model.notice = Some(Notice::plain(line)),
        Outcome::Failed(line) => {
            model.shelf.doing = None;
            model.notice = Some(Notice::trouble(line));
        }
        Outcome::Edited(Lent::Answer(key), text) => typing::edited(model, key, &text, effects),
        Outcome::Edited(Lent::Edit { passage, was }, text) => {
            story::rewording::edited(model, &passage, &was, &text, effects);
        }
        Outcome::Edited(Lent::Story(lines), text) => story::retype::edited(model, &lines, &text, effects),
        Outcome::Copied => model.notice = Some(Notice::plain(model.words.notice.copied.clone())),
        Outcome::TooLongToCopy => model.notice = Some(Notice::plain(too_long_to_copy(model))),
        Outcome::Shelf(entries, reading) => shelf::read(model, entries, reading),
        Outcome::Reshelved(entries, gone) => shelf::reshelved(model, entries, &gone),
        Outcome::Looked(standings) => shelf::looked(model, standings),
        Outcome::Thrown(draft, item) => shelf::thrown(model, &draft, item),
        Outcome::Restored(item, entry) => shelf::restored(model, &item, *entry),
        Outcome::StillDoing => shelf::still_doing(model),
        Outcome::Trash(entries) => shelf::trash(model, entries),
        Outcome::Renamed(draft, entry) => shelf::renamed(model, &draft, *entry),
        Outcome::Bank(bank, reading) => bank::read(model, bank, reading),
        Outcome::LaidBeside(key, line) => retelling::laid(model, key, line),
        Outcome::Opened(opened) => model.sit_down(*opened),
        Outcome::FoundElsewhere(draft, place) => shelf::found_elsewhere(model, draft, &place, effects),
        Outcome::Reread(reread) => interview::reread(model, *reread, effects),
        Outcome::Followed(draft) => {
            if let Some(sitting) = model.sitting.as_mut().filter(|sitting| sitting.access == Access::Read) {
                sitting.follow(*draft);
                story::changed(model);
            }
        }
        Outcome::TakenOver(opened) => take_over(model, *opened),
    }
}
