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
}
