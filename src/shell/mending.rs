//! `naze outline --set`: the author's marks on the tips, from a script.
//!
//! What it is: words such as `3=41` read and laid over the post. What it is not: the screen where the same is done with
//! keys. Invariant: numbers are those of the outline as it stood before; where one word is wrong, nothing is changed.

use super::taken::Taken;
use crate::error::{Error, Kind};
use crate::post::{Mending, Post, Says, TakenFor};
use crate::text::fold::fold;
use crate::words::{Words, lent};

/// Mends the tips as `sets` say and saves the draft.
///
/// `one` takes the post for one tip, `found` forgets every mark, `N=LINE` begins tip N on a line (a number not there yet
/// adds a tip), `N=none` is no tip, `N=join` belongs to the tip before, `N=WORDS` gives it a heading.
///
/// # Errors
/// Where a word cannot be read, names no tip or no line a tip can begin on, or the draft cannot be saved.
pub fn set(taken: &mut Taken, sets: &[String], words: &Words) -> Result<(), Error> {
    let mut mending = taken.draft.mending.clone();
    let mut wanted = Vec::new();
    for set in sets {
        match (set.as_str(), set.split_once('=')) {
            ("one", _) => {
                mending.taken = TakenFor::One;
                wanted.clear();
            }
            ("found", _) => {
                mending = Mending::default();
                wanted.clear();
            }
            (_, Some((number, to))) => {
                // A Japanese keyboard types full-width digits.
                let number = fold(number).trim().parse().ok().filter(|number| *number > 0);
                let number = number.ok_or_else(|| no_set(set, words))?;
                wanted.push(tip(&mut mending, taken, number, to.trim(), words)?);
            }
            (_, None) => return Err(no_set(set, words)),
        }
    }
    taken.mend(mending);
    let lines = taken.post.lines();
    let tips: Vec<usize> = taken.post.tips.iter().map(|tip| lines.index(tip.heading_span.start) + 1).collect();
    let missed = wanted.iter().find(|(line, says)| tips.contains(line) != (*says == Says::Tip));
    if let Some((line, _)) = missed {
        return Err(no_line(*line, words));
    }
    taken.save(words)
}

/// Mends one tip; the line that was marked, and what it shall be.
fn tip(mending: &mut Mending, taken: &Taken, number: usize, to: &str, words: &Words) -> Result<(usize, Says), Error> {
    let post = &taken.post;
    let begins = begins(post, taken.draft.mending.taken, number);
    if let Ok(line) = to.parse::<usize>() {
        mending.taken = TakenFor::Several;
        // The author's name for it goes along.
        let heading = begins.and_then(|old| mending.heading_on(post, old)).unwrap_or_default().to_owned();
        if let Some(old) = begins.filter(|old| *old != line) {
            mending.say(post, old, Says::Joined);
        }
        let said = mending.rename(post, line, &heading);
        return if said { Ok((line, Says::Tip)) } else { Err(no_line(line, words)) };
    }
    let fields = [("key", number.to_string()), ("path", taken.name())];
    let fields = lent(&fields);
    let begins = begins.ok_or_else(|| words.error.not_asked.error(Kind::Usage, &fields))?;
    let says = match to {
        "none" => Says::NoTip,
        "join" => Says::Joined,
        _ => Says::Tip,
    };
    let said = match says {
        Says::Tip => mending.rename(post, begins, to),
        Says::NoTip | Says::Joined => mending.say(post, begins, says),
    };
    if said { Ok((begins, says)) } else { Err(no_line(begins, words)) }
}

/// The line tip `number` begins on; a post taken for one tip has none that could be moved.
fn begins(post: &Post, taken: TakenFor, number: usize) -> Option<usize> {
    let tip = post.tips.get(number.checked_sub(1)?).filter(|_| taken == TakenFor::Several)?;
    Some(post.lines().index(tip.heading_span.start) + 1)
}

fn no_set(set: &str, words: &Words) -> Error {
    words.error.set.error(Kind::Usage, &[("value", set)])
}

fn no_line(line: usize, words: &Words) -> Error {
    words.error.no_tip_line.error(Kind::Usage, &[("line", &line.to_string())])
}
