//! naze's tests: one binary, a module a subject.

mod app;
mod export;
mod flow;
mod interview;
mod story;
mod text;
