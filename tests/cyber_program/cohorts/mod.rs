//! Cohorts and their mentors.

mod cancellation;
mod cohorts;
mod mentors;
