//! Placeholders: the names in braces that a question's words may hold.

/// A stretch of a wording.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Piece<'a> {
    /// Words as they stand.
    Words(&'a str),
    /// The name between braces.
    Name(&'a str),
    /// A brace without its other half.
    Lone(&'a str),
}

/// Divides a wording at its placeholders. Joined again with their braces, the pieces are the wording.
pub fn pieces(wording: &str) -> impl Iterator<Item = Piece<'_>> {
    let mut rest = wording;
    std::iter::from_fn(move || {
        let brace = rest.find(['{', '}'])?;
        if brace > 0 {
            let (words, after) = rest.split_at(brace);
            rest = after;
            return Some(Piece::Words(words));
        }
        let close = rest.strip_prefix('{').and_then(|inside| inside.find(['{', '}']).map(|at| (inside, at)));
        if let Some((inside, at)) = close {
            let (name, after) = inside.split_at(at);
            if let Some(after) = after.strip_prefix('}') {
                rest = after;
                return Some(Piece::Name(name));
            }
        }
        let (lone, after) = rest.split_at(1);
        rest = after;
        Some(Piece::Lone(lone))
    })
    .chain(tail(wording))
}

/// What follows the last brace.
fn tail(wording: &str) -> Option<Piece<'_>> {
    let words = wording.rsplit(['{', '}']).next().unwrap_or_default();
    (!words.is_empty()).then_some(Piece::Words(words))
}

/// Whether `asked` holds the words of `wording` in their order, and nothing else but what fills the placeholders.
#[must_use]
pub fn fits(wording: &str, asked: &str) -> bool {
    let mut rest = asked;
    let mut open = false;
    for piece in pieces(wording) {
        match piece {
            Piece::Name(_) => open = true,
            Piece::Words(words) | Piece::Lone(words) => {
                let after =
                    if open { rest.split_once(words).map(|(_, after)| after) } else { rest.strip_prefix(words) };
                let Some(after) = after else { return false };
                rest = after;
                open = false;
            }
        }
    }
    open || rest.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wordings_divide_at_their_placeholders() {
        use Piece::{Lone, Name, Words};
        let all = |text: &'static str| pieces(text).collect::<Vec<_>>();
        assert_eq!(all("「{tip}」。何を？"), [Words("「"), Name("tip"), Words("」。何を？")]);
        assert_eq!(all("{reader}{tip}"), [Name("reader"), Name("tip")]);
        assert_eq!(all("a{"), [Words("a"), Lone("{")]);
        assert_eq!(all("a}b"), [Words("a"), Lone("}"), Words("b")]);
        assert_eq!(all("{a{b}"), [Lone("{"), Words("a"), Name("b")]);
        assert_eq!(all("何も"), [Words("何も")]);
        assert_eq!(all(""), []);
    }

    #[test]
    fn a_wording_is_known_again_whatever_filled_it() {
        assert!(fits("「{tip}」。何を？", "「聞く」。何を？"));
        assert!(fits("{reader}に何を？", "山本さんに何を？"));
        assert!(fits("いつ？", "いつ？"));
        assert!(!fits("いつ？", "いつ？ほか"));
        assert!(!fits("「{tip}」。何を？", "「聞く」。だれに？"));
    }
}
