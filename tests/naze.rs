//! naze's tests: one binary, a module a subject.

mod app;
mod draft;
mod export;
mod flow;
mod interview;
mod post;
mod story;
mod text;
