//! naze's tests: one binary, a module a subject.
mod story;
