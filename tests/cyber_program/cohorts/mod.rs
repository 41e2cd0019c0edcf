//! Cohorts and their mentors.

mod cohorts;
mod mentors;
