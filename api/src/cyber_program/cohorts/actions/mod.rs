//! What changes a cohort and its mentors. Whoever counts seats, gives one an outcome or changes groups holds the
//! cohort's row.

pub mod cancel;
pub mod cohorts;
pub mod mentors;
