//! How one draft names an answer of another: `../returns.md#failure@t2`.
//!
//! What it is: the way from one post's folder to the other post, and back again, on paper alone. What it is not: it asks no
//! disk whether anything is there. Invariant: a reference holds no more of a machine than both posts share, and reading it
//! leads to the place it was written for.

use std::fmt::Write as _;
use std::path::{Component, Path, PathBuf};

use super::Place;

/// The reference to `place` in a draft that lies in `folder`, both named from the root. None where the way leads through a
/// folder that only this machine has: above `home`, where the names of its people are.
#[must_use]
pub fn reference(folder: &Path, place: &Place, home: Option<&Path>) -> Option<String> {
    let own: Vec<Component<'_>> = folder.components().collect();
    let other: Vec<Component<'_>> = place.post.components().collect();
    let shared = own.iter().zip(&other).take_while(|(one, other)| one == other).count();
    let above: PathBuf = own.iter().take(shared).collect();
    let strange = home.is_some_and(|home| home != above && home.starts_with(&above));
    if shared < 2 || strange {
        return None;
    }
    let mut written = "../".repeat(own.len() - shared);
    for (index, part) in other.iter().skip(shared).enumerate() {
        let slash = if index > 0 { "/" } else { "" };
        let _infallible = write!(written, "{slash}{}", part.as_os_str().to_str()?);
    }
    let _infallible = write!(written, "#{}", place.key);
    Some(written)
}

/// The place that `reference` names in a draft that lies in `folder`.
#[must_use]
pub fn resolve(folder: &Path, reference: &str) -> Option<Place> {
    let (way, key) = reference.rsplit_once('#')?;
    let mut post = PathBuf::new();
    for part in folder.join(way).components() {
        match part {
            Component::ParentDir => drop(post.pop()),
            Component::CurDir => {}
            Component::Prefix(_) | Component::RootDir | Component::Normal(_) => post.push(part),
        }
    }
    Some(Place { post, key: key.parse().ok()? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reference_leads_to_the_place_it_was_written_for() {
        for (folder, post, written) in [
            ("/home/mina/blog/posts", "/home/mina/blog/posts/a.md", "a.md#failure@t2"),
            ("/home/mina/blog/posts", "/home/mina/blog/returns.md", "../returns.md#failure@t2"),
            (
                "/home/mina/blog/posts",
                "/home/mina/notes/2024/五つ#の方法.txt",
                "../../notes/2024/五つ#の方法.txt#failure@t2",
            ),
            ("/srv/blog", "/srv/notes/a.md", "../notes/a.md#failure@t2"),
        ] {
            let place = Place { post: post.into(), key: "failure@t2".parse().unwrap() };
            let home = Some(Path::new("/home/mina"));
            assert_eq!(reference(Path::new(folder), &place, home).as_deref(), Some(written));
            assert_eq!(resolve(Path::new(folder), written), Some(place));
        }
        for wrong in ["a.md", "a.md#", "a.md#Failure"] {
            assert_eq!(resolve(Path::new("/srv"), wrong), None, "{wrong}");
        }
    }

    #[test]
    fn nobodys_name_is_written_down() {
        let home = Some(Path::new("/home/mina"));
        for (folder, post) in
            [("/home/mina/blog", "/home/ken/a.md"), ("/srv/blog", "/home/mina/a.md"), ("/a", "/b/c.md")]
        {
            let place = Place { post: post.into(), key: "turn@t1".parse().unwrap() };
            assert_eq!(reference(Path::new(folder), &place, home), None, "{post}");
        }
    }
}
