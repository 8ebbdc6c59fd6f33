//! naze's tests: one binary, a module a subject.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a helper of a test that cannot go on fails the test"
)]

mod app;
mod axis;
mod bank;
mod commands;
mod desk;
mod draft;
mod export;
mod flow;
mod interview;
mod journeys;
mod many;
mod mending;
mod own;
mod post;
mod probe;
mod promises;
mod proof;
mod pty;
mod screens;
mod shelf;
mod store;
mod story;
mod text;
mod tidy;
mod verify;
