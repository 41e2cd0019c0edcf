//! The sandbox: its own operations, and that the same script has the same answers.

mod determinism;
mod operations;
mod script;
