//! naze (なぜ, "why"): a terminal interviewer that turns a plain how-to post into one that carries its backstory.
//!
//! # The pipeline
//!
//! A [`post`] is read and its tips found; a [`flow`] holds the questions; an [`interview`] asks them and keeps
//! [`answers`]; a [`draft`] holds them between two sittings; a [`story`] weaves them with the post; an [`export`]
//! sends it where it goes. Each is a module of pure functions over plain values. The program is a value too:
//! [`app::update`] takes a [`Msg`](app::msg::Msg) and answers with [`Effect`](app::effect::Effect)s, [`ui::paint`]
//! shows the model, and only [`shell`] touches the world.
//!
//! # The layers, from the ground up
//!
//! | layer | modules | may import |
//! | --- | --- | --- |
//! | ground | [`error`], [`words`], [`text`] | ground |
//! | trade | [`post`] … [`export`] | ground, and along the pipeline |
//! | app | [`app`] | ground, trade |
//! | ui | [`ui`] | ground, trade, app (to read) |
//! | shell | [`shell`] | all; only `main` imports it |
//!
//! `tests/tidy.rs` reads every `use` and keeps this.
//!
//! # What always holds
//!
//! 1. Only [`shell`] does input and output; everything else cannot fail for outside reasons.
//! 2. Reading a post never fails. A story of no answers is the post, byte for byte.
//! 3. Painting reads the model and returns the caret; painting twice gives the same cells. The caret is the
//!    terminal's own, because the input method composes there.
//! 4. Each `Effect` is matched in one place; its outcome carries the revision it answers.
//! 5. Every key shown works, and every key that works can be shown.
//! 6. Every sentence naze says exists in Japanese and in English.
//! 7. One width function, one row function. Nobody else counts columns.
//! 8. No statics that change: tables are read once and stay. The environment is read once, in `shell::places`.
//! 9. No tick and no async runtime: the loop sleeps until input, an outcome or a deadline.
//!
//! # Where to start reading
//!
//! `app/msg.rs` and `app/effect.rs` are everything that can happen and everything naze can do. Then
//! [`story::Origin`]: why every character of a story can be accounted for.

// Ground.
pub mod error;
pub mod text;
pub mod words;

// Trade.
pub mod answers;
pub mod axis;
pub mod bank;
pub mod draft;
pub mod export;
pub mod flow;
pub mod interview;
pub mod post;
pub mod probe;
pub mod story;
pub mod voice;

// The program as a value.
pub mod app;
pub mod ui;

// The outside.
pub mod shell;
