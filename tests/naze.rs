//! naze's tests: one binary, a module a subject.

mod app;
mod commands;
mod desk;
mod draft;
mod export;
mod flow;
mod interview;
mod post;
mod probe;
mod pty;
mod store;
mod story;
mod text;
mod tidy;
