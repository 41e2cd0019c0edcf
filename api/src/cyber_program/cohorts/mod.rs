//! Cohorts: their dates, their mentors and the plan of their weeks.

pub mod actions;
pub mod cancellation;
pub mod codes;
pub mod cohort_out;
pub mod cohorts;
pub mod letters;
pub mod mentors;
pub mod week_plan;
