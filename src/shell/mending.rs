//! `naze outline --set`: the author's marks on the tips, from a script.
//!
//! What it is: words such as `3=41` read and laid over the post. What it is not: the screen where the same is done with
//! keys. Invariant: numbers are those of the outline as it stood before; where one word is wrong, nothing is changed.

use super::taken::Taken;
use crate::error::{Error, Kind};
use crate::post::{Mending, Post, Says, TakenFor};
use crate::words::Words;

/// Mends the tips as `sets` say and saves the draft.
///
/// `one` takes the post for one tip, `found` forgets every mark, `N=LINE` begins tip N on a line (a number not there yet
/// adds a tip), `N=none` is no tip, `N=join` belongs to the tip before, `N=WORDS` gives it a heading.
///
/// # Errors
/// Where a word cannot be read, names no tip or no line a tip can begin on, or the draft cannot be saved.
pub fn set(taken: &mut Taken, sets: &[String], words: &Words) -> Result<(), Error> {
    let mut mending = taken.draft.mending.clone();
    let mut begun = Vec::new();
    for set in sets {
        match (set.as_str(), set.split_once('=')) {
            ("one", _) => mending.taken = TakenFor::One,
            ("found", _) => mending = Mending::default(),
            (_, Some((number, to))) => {
                let number: usize = number.trim().parse().map_err(|_| no_set(set, words))?;
                begun.extend(tip(&mut mending, taken, number.max(1), to.trim(), words)?);
            }
            (_, None) => return Err(no_set(set, words)),
        }
    }
    taken.mend(mending);
    let lines = taken.post.lines();
    let tips: Vec<usize> = taken.post.tips.iter().map(|tip| lines.index(tip.heading_span.start) + 1).collect();
    if let Some(line) = begun.into_iter().find(|line| !tips.contains(line)) {
        return Err(no_line(line, words));
    }
    taken.save(words)
}

/// Mends one tip; the line it shall begin on, where it is moved there.
fn tip(mending: &mut Mending, taken: &Taken, number: usize, to: &str, words: &Words) -> Result<Option<usize>, Error> {
    let post = &taken.post;
    let begins = begins(post, taken.draft.mending.taken, number);
    if let Ok(line) = to.parse::<usize>() {
        mending.taken = TakenFor::Several;
        if let Some(old) = begins.filter(|old| *old != line) {
            mending.say(post, old, Says::Joined);
        }
        return if mending.say(post, line, Says::Tip) { Ok(Some(line)) } else { Err(no_line(line, words)) };
    }
    let fields = [("key", number.to_string()), ("path", taken.name())];
    let fields = fields.each_ref().map(|(name, value)| (*name, value.as_str()));
    let begins = begins.ok_or_else(|| words.error.not_asked.error(Kind::Usage, &fields))?;
    match to {
        "none" => mending.say(post, begins, Says::NoTip),
        "join" => mending.say(post, begins, Says::Joined),
        heading => mending.rename(post, begins, heading),
    };
    Ok(None)
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
