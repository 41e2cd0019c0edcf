//! Scenarios: situations at a rule's edge, for QA.
//!
//! A scenario belongs to the slice whose rule it stands at
//! (`api/src/<slice>/scenarios.rs`); here is what all of them share: what one
//! says ([`Scenario`], [`Step`]), how it is arranged ([`Stage`]), the list of all
//! ([`catalogue`]) and the operations.
//!
//! Invariant: what a step says it expects is what the server answers, on every
//! start the same. `tests/sandbox/scenarios.rs` plays every one.

pub mod catalogue;
mod out;
mod scenario;
pub(super) mod scenarios;
mod stage;
mod start;
mod step;

pub use scenario::{Rules, Scenario};
pub use stage::Stage;
pub(crate) use stage::fault;
pub use step::Step;
