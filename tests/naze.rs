//! naze's tests: one binary, a module a subject.

mod app;
mod export;
mod flow;
mod interview;
mod post;
mod story;
mod text;
