//! The interview screen: outline, question, answer.
#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "of all actions a place does the few that mean something there; a new one means nothing until it is given a place"
)]

use super::action::Action;
use super::effect::{Effect, Lent};
use super::field::Field;
use super::frame::{Frame, Parts};
use super::keymap::Place;
use super::model::{Model, Notice, Overlay, Saving, Screen};
use super::msg::{Held, Mixed, Reread, Size};
use super::sitting::{Access, Length, Offer, Sitting};
use super::{bank, line, offer, read_back, retelling, story, tips, typing};
use crate::answers::{Answers, Key, Outcome};
use crate::draft;
use crate::interview::Call;
use crate::text::buffer::Buffer;
use crate::text::{Ambiguous, width};
use crate::words::fill;

/// Does what an action asks for on the interview screen.
pub fn act(model: &mut Model, action: Action, held: Held, effects: &mut Vec<Effect>) {
    let leads_back = story::leads_back(model);
    let Some(sitting) = &mut model.sitting else { return };
    if let Some(row) = sitting.outline {
        outline(model, row, action, effects);
        return;
    }
    match action {
        Action::Next => on(model, effects),
        Action::Previous => back(model, effects),
        Action::Outline if leads_back => story::open(model),
        Action::Outline => {
            let rows = &sitting.standing().outline;
            let own = sitting.current.own();
            let at = rows.iter().filter_map(|row| row.key.as_ref()).position(|key| *key == own);
            sitting.outline = Some(at.unwrap_or(0));
        }
        Action::StoryUp => story::scroll_pane(model, -3),
        Action::StoryDown => story::scroll_pane(model, 3),
        Action::Probe => probe(model, effects),
        Action::Editor => editor(model, effects),
        Action::Find => model.overlay = Some(Overlay::Find { wanted: Box::new(Buffer::line("")) }),
        Action::Bridges => story::choices::toggle_bridges(model, effects),
        Action::KeepAxis => keep_axis(model, effects),
        Action::RenewAxis => renew_axis(model, effects),
        Action::Choose => choose(model, effects),
        Action::Copy => copy(model, effects),
        Action::Up | Action::Down if sitting.list().is_some() => {
            if let Some(list) = sitting.list() {
                list.step(if action == Action::Up { -1 } else { 1 });
            }
        }
        other => match other.outcome() {
            Some(outcome) => answer_with(model, outcome, effects),
            None => typing::act(model, other, held, effects),
        },
    }
}

/// Marks or unmarks what the cursor is on.
pub fn choose(model: &mut Model, effects: &mut Vec<Effect>) {
    if !model.may_write() {
        return;
    }
    let Some(sitting) = &mut model.sitting else { return };
    let Some(list) = sitting.list() else { return };
    if list.toggle() {
        let stored = list.stored();
        let key = sitting.current.clone();
        sitting.set(&key, Some(stored), None, &model.now, effects);
    } else {
        model.notice = Some(Notice::plain(model.words.notice.three_tips.clone()));
    }
}

/// Puts the cursor on the n-th choice and marks it.
pub fn pick(model: &mut Model, number: usize, effects: &mut Vec<Effect>) {
    if let Some(list) = model.sitting.as_mut().filter(|sitting| sitting.outline.is_none()).and_then(Sitting::list)
        && (1..=list.options.len()).contains(&number)
    {
        list.cursor = number - 1;
        choose(model, effects);
    }
}

/// Answers the current question with an outcome and goes on.
fn answer_with(model: &mut Model, outcome: Outcome, effects: &mut Vec<Effect>) {
    if !model.may_write() {
        return;
    }
    let Some(sitting) = &mut model.sitting else { return };
    let key = sitting.current.clone();
    sitting.set(&key, None, Some(outcome), &model.now, effects);
    said(model, outcome, effects);
}

/// Goes on from a question answered with an outcome. Whoever may not say is asked which part may be told, and whoever
/// had none is asked once more softly; the rest goes on.
fn said(model: &mut Model, outcome: Outcome, effects: &mut Vec<Effect>) {
    let line = outcome_line(model, outcome);
    let Some(sitting) = &model.sitting else { return };
    let softly = match outcome {
        Outcome::CantSay | Outcome::None => sitting.interview().follow_up(&sitting.current),
        Outcome::Parked | Outcome::Skipped | Outcome::DontKnow => None,
    };
    match softly.filter(|_| sitting.current.probe == 0) {
        Some(call) => take_up(model, call, effects),
        None => on(model, effects),
    }
    model.notice.get_or_insert(Notice::plain(line));
}

/// What is said of a question answered with an outcome.
fn outcome_line(model: &Model, outcome: Outcome) -> String {
    let notice = &model.words.notice;
    match outcome {
        Outcome::Parked => &notice.parked,
        Outcome::Skipped => &notice.skipped,
        Outcome::DontKnow => &notice.dont_know,
        Outcome::CantSay => &notice.cant_say,
        Outcome::None => &notice.none,
    }
    .clone()
}

/// Goes to a follow-up in the words it was offered with.
pub fn take_up(model: &mut Model, call: Call, effects: &mut Vec<Effect>) {
    part(model, effects);
    if let Some(sitting) = &mut model.sitting {
        sitting.outline = None;
        sitting.take_up(call);
    }
}

/// On to the next question of the path.
pub fn on(model: &mut Model, effects: &mut Vec<Effect>) {
    let Some(sitting) = &mut model.sitting else { return };
    let next = sitting.interview().after(&sitting.current).map(|posed| posed.key.clone());
    let read_back = sitting.read_back(next.as_ref());
    if let Some(key) = next {
        let mention = sitting.mention_axis(&key);
        go(model, key, effects);
        if mention {
            let key = model.key_name(Action::KeepAxis);
            model.notice = Some(Notice::plain(fill(&model.words.notice.axis_offer, &[("key", &key)])));
        }
    } else {
        last(model, effects);
    }
    if let Some(read_back) = read_back {
        model.overlay = Some(Overlay::ReadBack(Box::new(read_back::Screen::new(read_back))));
    }
}

/// Behind the last question: what was put off is asked again; where nothing was, says how to finish.
fn last(model: &mut Model, effects: &mut Vec<Effect>) {
    let Some(sitting) = &model.sitting else { return };
    let put_off = sitting.interview().put_off().first().map(|posed| posed.key.clone());
    if let Some(key) = put_off.filter(|key| *key != sitting.current) {
        go(model, key, effects);
        model.notice = Some(Notice::plain(model.words.notice.put_off.clone()));
    } else {
        rest(model, effects);
        let key = model.key_name(Action::Finish);
        model.notice = Some(Notice::plain(fill(&model.words.notice.last_question, &[("key", &key)])));
    }
}

/// Makes the answers about the axis the axis for other posts, because the author says so.
fn keep_axis(model: &mut Model, effects: &mut Vec<Effect>) {
    if !model.may_write() {
        return;
    }
    let offered = model.sitting.as_ref().map(Sitting::offered_axis).unwrap_or_default();
    if offered.is_empty() {
        model.notice = Some(Notice::plain(model.words.notice.axis_same.clone()));
    } else {
        effects.push(Effect::KeepAxis(offered));
    }
}

/// Takes over what the axis says now.
fn renew_axis(model: &mut Model, effects: &mut Vec<Effect>) {
    if !model.may_write() {
        return;
    }
    let renewed = model.sitting.as_mut().is_some_and(|sitting| sitting.renew_axis(effects));
    let notice = &model.words.notice;
    model.notice = Some(Notice::plain(if renewed { &notice.axis_renewed } else { &notice.axis_same }.clone()));
}

/// Back to the question before.
fn back(model: &mut Model, effects: &mut Vec<Effect>) {
    let Some(sitting) = &mut model.sitting else { return };
    let before = sitting.interview().before(&sitting.current).map(|posed| posed.key.clone());
    if let Some(key) = before {
        go(model, key, effects);
    }
}

/// Goes to a question, leaving the current one saved.
pub fn go(model: &mut Model, key: Key, effects: &mut Vec<Effect>) {
    part(model, effects);
    story::forget_gone(model);
    if let Some(sitting) = &mut model.sitting {
        sitting.outline = None;
        sitting.go(key);
    }
}

/// Leaves the current answer for something else: a beginning nothing was added to does not stay behind.
pub fn part(model: &mut Model, effects: &mut Vec<Effect>) {
    typing::drop_starter(model, effects);
    rest(model, effects);
}

/// Lets the current answer rest as it is: saved, and its caret remembered.
pub fn rest(model: &mut Model, effects: &mut Vec<Effect>) {
    let Some(sitting) = &mut model.sitting else { return };
    effects.push(sitting.remember());
    if let Some(buffer) = sitting.buffer() {
        buffer.break_run();
    }
    if sitting.needs_saving() {
        effects.push(Effect::Save(sitting.revision, Box::new(sitting.draft.clone())));
    }
}

/// Half a second without a key: read what is too long for every key, save, and end the run of typing.
pub fn idle(model: &mut Model, effects: &mut Vec<Effect>) {
    let Some(sitting) = &mut model.sitting else { return };
    let (unsaved, goes_on) = (sitting.needs_saving(), sitting.unread() == Some(Length::Begun));
    if unsaved || sitting.unread().is_some() {
        sitting.read_on();
    }
    let is_read = sitting.unread().is_none();
    // Where a long answer is read on, all else was done when the pause began.
    if unsaved && !goes_on {
        rest(model, effects);
    }
    if is_read || !goes_on {
        retelling::look(model, effects);
    }
}

/// Saves because the author asked.
pub fn save(model: &mut Model, effects: &mut Vec<Effect>) {
    if !model.may_write() {
        return;
    }
    let Some(sitting) = &mut model.sitting else { return };
    if sitting.needs_saving() {
        sitting.asked_to_save = true;
        sitting.read_on();
        rest(model, effects);
    } else if sitting.saving == Saving::Saved {
        model.notice = Some(Notice::plain(model.words.notice.saved.clone()));
    } else {
        model.notice = Some(Notice::plain(model.words.saving.new.clone()));
    }
}

/// Copies the selection; without one, says how to leave.
pub fn copy(model: &mut Model, effects: &mut Vec<Effect>) {
    let selected = match model.sitting.as_ref().map(Sitting::field) {
        Some(Field::Text(buffer)) => buffer.selected().to_owned(),
        Some(Field::List(_)) | None => String::new(),
    };
    if selected.is_empty() {
        how_to_leave(model);
    } else {
        model.cut.clone_from(&selected);
        effects.push(Effect::Copy(selected));
    }
}

/// Says how to leave: what many press ^C for.
pub fn how_to_leave(model: &mut Model) {
    let key = model.key_name(Action::Leave);
    model.notice = Some(Notice::plain(fill(&model.words.notice.how_to_leave, &[("key", &key)])));
}

/// Opens the answer in the author's own editor.
fn editor(model: &mut Model, effects: &mut Vec<Effect>) {
    if !model.may_write() {
        return;
    }
    let Some(sitting) = &model.sitting else { return };
    if let Field::Text(buffer) = sitting.field() {
        let (key, text) = (sitting.current.clone(), buffer.text().to_owned());
        rest(model, effects);
        effects.push(Effect::Editor(Lent::Answer(key), text));
    }
}

/// Takes the follow-up question: those that are answered first, one after the other, then what is asked next, then one
/// that was dismissed. On the answer to a follow-up that is still empty, dismisses it.
fn probe(model: &mut Model, effects: &mut Vec<Effect>) {
    let Some(sitting) = &mut model.sitting else { return };
    let key = sitting.current.clone();
    if key.probe > 0 && sitting.draft.answers.told(&key).is_none() {
        if sitting.access == Access::Write {
            sitting.set(&key, None, Some(Outcome::Skipped), &model.now, effects);
        }
        go(model, key.own(), effects);
        let key = model.key_name(Action::Probe);
        model.notice = Some(Notice::plain(fill(&model.words.notice.probe_dismissed, &[("key", &key)])));
        return;
    }
    sitting.look_for_offer();
    let dismissed = sitting.follow_up_that(|answer| answer.outcome == Some(Outcome::Skipped));
    match sitting.offer().cloned() {
        Some(Offer::FollowUp(call)) => take_up(model, call, effects),
        Some(Offer::Answered(key)) => go(model, key, effects),
        Some(Offer::Outcome(outcome)) if model.may_write() => {
            // The author said so: the words give way to what they mean, and ^Z brings them back.
            if let Some(sitting) = &mut model.sitting {
                sitting.set(&key, Some(String::new()), Some(outcome), &model.now, effects);
                sitting.go(key);
            }
            said(model, outcome, effects);
        }
        Some(Offer::Outcome(_)) => {}
        None => match dismissed.or_else(|| (key.probe > 0).then(|| key.own())) {
            Some(key) => go(model, key, effects),
            None => model.notice = Some(Notice::plain(model.words.notice.nothing_to_probe.clone())),
        },
    }
}

/// Does what an action asks for in the outline.
fn outline(model: &mut Model, row: usize, action: Action, effects: &mut Vec<Effect>) {
    let Some(sitting) = &mut model.sitting else { return };
    let keys: Vec<Key> = sitting.standing().outline.iter().filter_map(|row| row.key.clone()).collect();
    let last = keys.len().saturating_sub(1);
    sitting.outline_top = None;
    match action {
        Action::Up => sitting.outline = Some(row.saturating_sub(1)),
        Action::Down => sitting.outline = Some((row + 1).min(last)),
        Action::PageUp | Action::TextStart => sitting.outline = Some(0),
        Action::PageDown | Action::TextEnd => sitting.outline = Some(last),
        Action::Back => sitting.outline = None,
        Action::Copy => how_to_leave(model),
        other => {
            let Some(key) = keys.get(row).cloned() else { return };
            match other.outcome() {
                None => go(model, key, effects),
                // These two lead to the softer question.
                Some(outcome @ (Outcome::CantSay | Outcome::None)) => {
                    go(model, key, effects);
                    answer_with(model, outcome, effects);
                }
                Some(outcome @ (Outcome::Parked | Outcome::Skipped | Outcome::DontKnow)) => {
                    if model.may_write()
                        && let Some(sitting) = &mut model.sitting
                    {
                        // The author goes down the list: no letter may fall into an answer.
                        sitting.set(&key, None, Some(outcome), &model.now, effects);
                        sitting.outline = Some((row + 1).min(last));
                        model.notice = Some(Notice::plain(outcome_line(model, outcome)));
                    }
                }
            }
        }
    }
}

/// Takes in what others had written. What was typed since it was sent stays.
pub fn merged(model: &mut Model, mixed: &Mixed, effects: &mut Vec<Effect>) {
    let Some(sitting) = &mut model.sitting else { return };
    let merged = draft::merge(Some(&mixed.sent), &sitting.draft, &mixed.merged);
    let since = merged.conflicts.into_iter().map(|conflict| (conflict.key, conflict.theirs));
    let undecided: Answers = mixed.conflicts.clone().into_iter().chain(since).collect();
    let first = undecided.iter().next().map(|(key, _)| sitting.wording(key).short);
    let mended = merged.draft.mending != sitting.draft.mending;
    sitting.take_in(merged.draft, &merged.taken, effects);
    let notice = match first {
        None => Notice::plain(model.words.notice.merged.clone()),
        Some(short) => {
            sitting.undecided.extend(undecided);
            effects.push(Effect::Undecided(sitting.undecided.clone()));
            let key = model.keymap.name(Place::Text, Action::Compare);
            let notice = &model.words.notice;
            let tail = fill(&notice.choose_with, &[("key", &key)]);
            Notice::trouble(fill(&notice.conflict, &[("short", &short)]) + &tail)
        }
    };
    model.notice = Some(notice);
    if mended {
        tips::forget_undone(model);
    }
    story::changed(model);
}

/// The post changed while it was open.
pub fn reread(model: &mut Model, reread: Reread, effects: &mut Vec<Effect>) {
    let Some(sitting) = &mut model.sitting else { return };
    sitting.reread(reread.post, reread.sha256, effects);
    let notice = &model.words.notice;
    let mut line = notice.tips_changed.clone();
    let strays = sitting.draft.strays();
    if strays > 0 {
        line += &fill(&notice.strays, &[("gone", &strays.to_string())]);
        let key = model.keymap.name(Place::Text, Action::Stray);
        line += &fill(&notice.list_with, &[("key", &key)]);
    }
    model.notice = Some(Notice::plain(line));
    if model.screen == Screen::Tips {
        tips::open(model);
    }
    story::changed(model);
}

/// The parts of the question as it is asked now, with what is offered.
fn parts(sitting: &mut Sitting, offered: &str, size: Size, ambiguous: Ambiguous) -> Parts {
    let frame = Frame::of(size);
    let panel = frame.columns().question;
    let columns = usize::from(frame.inside(panel).width);
    let [mut ask, mut hint, mut offer] = std::mem::take(&mut sitting.question);
    let wording = &sitting.standing().wording;
    let (ask_rows, hint_rows) =
        (ask.wrap(&wording.ask, columns, ambiguous), hint.wrap(&wording.hint, columns, ambiguous));
    let offer_rows = offer.wrap(offered, columns, ambiguous);
    sitting.question = [ask, hint, offer];
    frame.parts(panel, ask_rows, hint_rows, offer_rows)
}

/// Lays out the answer for the area it has, so that the caret moves by rows.
pub fn lay_out_field(model: &mut Model) {
    let ambiguous = model.ambiguous;
    if let Some(sitting) = &mut model.sitting {
        let area = sitting.parts.field;
        if let Some(buffer) = sitting.buffer() {
            buffer.lay_out(usize::from(area.width), usize::from(area.height), ambiguous);
        }
    }
}

/// Lays out whatever is typed into for the area it has, so that painting only reads.
pub fn lay_out(model: &mut Model) {
    let ambiguous = model.ambiguous;
    let offered = model.sitting.as_ref().map(|sitting| offer::line(model, sitting)).unwrap_or_default();
    if let Some(sitting) = &mut model.sitting {
        sitting.parts = parts(sitting, &offered, model.size, ambiguous);
    }
    lay_out_field(model);
    model.lay_out_hints();
    story::settle_pane(model);
    if model.screen == Screen::Story {
        story::proof::recount(model);
        story::rewording::lay_out(model);
    }
    let frame = Frame::of(model.size);
    let room = |columns: u16, label: &str| usize::from(columns).saturating_sub(width(label, ambiguous)).max(1);
    let shelf = room(frame.inside(frame.body).width / 2, &model.words.shelf.find);
    model.shelf.list_mut().wanted.lay_out(shelf, 1, ambiguous);
    line::lay_out(model);
    bank::lay_out(model);
    if let Some(Overlay::ReadBack(screen)) = &mut model.overlay {
        screen.lay_out(model.size, ambiguous);
    }
}
