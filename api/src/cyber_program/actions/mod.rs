//! What changes cohorts and seats.
//!
//! Locks are taken in one order: cohort, enrollment, invoice. Whoever counts seats holds the cohort's row.

pub mod cohorts;
pub mod enroll;
pub mod mentors;
pub mod money;
pub mod purchase;
pub mod seats;
