//! naze's tests: one binary, a module a subject.
mod flow;
mod interview;
mod story;
