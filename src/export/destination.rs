//! Where a story goes: the table of exports.

use std::num::NonZeroUsize;

use super::{html, json, markdown, text};
use crate::draft::Draft;
use crate::post::Post;
use crate::story::Story;

/// A form a story can leave in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Destination {
    /// The post's own form, its bytes kept; the default.
    Markdown,
    /// Plain text.
    Text,
    /// A page that stands by itself.
    Html,
    /// The passages with their origins.
    Json,
}

impl Destination {
    /// Every destination, in the order they are offered.
    pub const ALL: [Self; 4] = [Self::Markdown, Self::Text, Self::Html, Self::Json];

    /// Its name on the command line and on the screen.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Markdown => "markdown",
            Self::Text => "text",
            Self::Html => "html",
            Self::Json => "json",
        }
    }

    /// The default file beside the post called `file`: `5-ways.md` → `5-ways.story.md`.
    #[must_use]
    pub fn file_name(self, file: &str) -> String {
        let stem = match file.rsplit_once('.') {
            Some((stem, _)) if !stem.is_empty() => stem,
            Some(_) | None => file,
        };
        let extension = match self {
            Self::Markdown => "md",
            Self::Text => "txt",
            Self::Html => "html",
            Self::Json => "json",
        };
        format!("{stem}.story.{extension}")
    }

    /// The story in this form; `wrap` is the number of columns plain text is broken at.
    #[must_use]
    pub fn write(self, story: &Story, post: &Post, draft: &Draft, wrap: Option<NonZeroUsize>) -> String {
        match self {
            Self::Markdown => markdown(story, post, draft),
            Self::Text => text(story, post, draft, wrap),
            Self::Html => html(story, post, draft),
            Self::Json => json(story, post, draft),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_story_is_named_after_its_post() {
        assert_eq!(Destination::Markdown.file_name("5-ways.md"), "5-ways.story.md");
        assert_eq!(Destination::Html.file_name("a.b.txt"), "a.b.story.html");
        assert_eq!(Destination::Text.file_name(".hidden"), ".hidden.story.txt");
        assert_eq!(Destination::Json.file_name("essay"), "essay.story.json");
    }
}
