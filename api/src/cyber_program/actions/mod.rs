//! What changes cohorts, seats, breakout groups and sheets.
//!
//! Locks are taken in one order: the rows of marks, cohort, enrollment, invoice. Whoever counts seats, gives one an
//! outcome or changes groups holds the cohort's row.

pub mod calendar_link;
pub mod cohorts;
pub mod completion;
pub mod credit;
pub mod enroll;
pub mod group;
pub mod mark;
pub mod mentors;
pub mod money;
pub mod post;
pub mod purchase;
pub mod reflection;
pub mod seats;
pub mod survey;
mod writing;

pub use writing::planned;
