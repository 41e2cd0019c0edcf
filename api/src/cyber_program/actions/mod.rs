//! What changes breakout groups and sheets, and what follows for seat and credit.
//!
//! Locks are taken in one order: the rows of marks, then the cohort.

pub mod calendar_link;
pub mod completion;
pub mod credit;
pub mod group;
pub mod mark;
