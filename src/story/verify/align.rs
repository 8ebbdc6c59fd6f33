//! The shortest way from one text to another, character by character.
//!
//! What it is: Myers' algorithm between the common beginning and the common end. What it is not: it knows no blanks and
//! no sources. Invariant: every character of either text is in exactly one step, in order.

use super::Sign;

/// One step of an alignment.
#[derive(Debug, Clone, Copy)]
pub(super) enum Step {
    /// The same character.
    Same(usize, usize),
    /// One of the text given alone.
    Theirs(usize),
    /// One of the story alone, and where in the text given.
    Ours(usize, usize),
}

/// More differences than this are not told apart: everything between the first and the last counts as foreign.
const MOST_DIFFERENCES: usize = 1_500;

/// Aligns by the shortest edit script (Myers, 1986) between the common beginning and the common end.
pub(super) fn align(ours: &[Sign], theirs: &[Sign]) -> Vec<Step> {
    let head = ours.iter().zip(theirs).take_while(|(one, other)| one.c == other.c).count();
    let rest = ours.len().min(theirs.len()) - head;
    let tail =
        ours.iter().rev().zip(theirs.iter().rev()).take(rest).take_while(|(one, other)| one.c == other.c).count();
    let (ours_end, theirs_end) = (ours.len() - tail, theirs.len() - tail);
    let mut steps: Vec<Step> = (0..head).map(|at| Step::Same(at, at)).collect();
    let middle = (ours.get(head..ours_end).unwrap_or_default(), theirs.get(head..theirs_end).unwrap_or_default());
    if let Some(script) = shortest(middle.0, middle.1) {
        steps.extend(script.into_iter().map(|step| match step {
            Step::Same(one, other) => Step::Same(one + head, other + head),
            Step::Theirs(other) => Step::Theirs(other + head),
            Step::Ours(one, other) => Step::Ours(one + head, other + head),
        }));
    } else {
        steps.extend((head..ours_end).map(|one| Step::Ours(one, head)));
        steps.extend((head..theirs_end).map(Step::Theirs));
    }
    steps.extend((0..tail).map(|at| Step::Same(ours_end + at, theirs_end + at)));
    steps
}

/// The furthest point on each diagonal, by the number of differences so far.
fn shortest(ours: &[Sign], theirs: &[Sign]) -> Option<Vec<Step>> {
    let same =
        |one: usize, other: usize| ours.get(one).zip(theirs.get(other)).is_some_and(|(one, other)| one.c == other.c);
    let most = (ours.len() + theirs.len()).min(MOST_DIFFERENCES);
    let width = 2 * most + 3;
    // Diagonal k = one - other lies at k + most + 1.
    let mut furthest = vec![0_usize; width];
    let mut rounds: Vec<Vec<usize>> = Vec::new();
    let reach = |row: &[usize], k: usize| row.get(k).copied().unwrap_or_default();
    for differences in 0..=most {
        rounds.push(furthest.clone());
        for step in 0..=differences {
            let k = most + 1 + 2 * step - differences;
            let down = step == 0 || step != differences && reach(&furthest, k - 1) < reach(&furthest, k + 1);
            let mut one = if down { reach(&furthest, k + 1) } else { reach(&furthest, k - 1) + 1 };
            let Some(mut other) = (one + most + 1).checked_sub(k) else { continue };
            while same(one, other) {
                one += 1;
                other += 1;
            }
            if let Some(cell) = furthest.get_mut(k) {
                *cell = one;
            }
            if one >= ours.len() && other >= theirs.len() {
                return Some(walk_back(&rounds, most, ours.len(), theirs.len()));
            }
        }
    }
    None
}

fn walk_back(rounds: &[Vec<usize>], most: usize, mut one: usize, mut other: usize) -> Vec<Step> {
    let mut steps = Vec::new();
    for (differences, row) in rounds.iter().enumerate().rev() {
        let reach = |k: usize| row.get(k).copied().unwrap_or_default();
        let k = one + most + 1 - other;
        let first = k + differences == most + 1;
        let last = k == most + 1 + differences;
        let down = first || !last && reach(k - 1) < reach(k + 1);
        let from = if down { k + 1 } else { k - 1 };
        let (from_one, from_other) =
            if differences == 0 { (0, 0) } else { (reach(from), reach(from) + most + 1 - from) };
        while one > from_one && other > from_other {
            one -= 1;
            other -= 1;
            steps.push(Step::Same(one, other));
        }
        if differences > 0 {
            if down {
                other -= 1;
                steps.push(Step::Theirs(other));
            } else {
                one -= 1;
                steps.push(Step::Ours(one, other));
            }
        }
    }
    steps.reverse();
    steps
}
