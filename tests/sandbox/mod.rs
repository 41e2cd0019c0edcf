//! The sandbox: its own operations, its scenarios, and that the same script has the same answers.

mod cohort_of_24;
mod determinism;
mod flaky;
mod operations;
mod reader;
mod rehearsals;
mod scenarios;
mod script;
