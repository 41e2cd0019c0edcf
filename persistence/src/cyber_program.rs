//! The Cybersecurity Leadership Program: cohorts and their faculty, seats and the queue
//! for them, and what is known of whoever looks.

mod cohort;
mod duty;
mod enrollment;
mod mark;
mod mentor;
mod viewer;

pub use cohort::{CohortRecord, find_cohort, insert_cohort, load_cohort, lock_cohort, save_cohort};
pub use duty::{duties_in_week, duties_of, replace_duties};
pub use enrollment::{
    EnrollmentRecord, find_enrollment, find_open_enrollment, insert_enrollment, load_enrollment, queue_of,
    save_enrollment,
};
pub use mark::{MarkRecord, insert_mark_if_free, marks_of};
pub use mentor::{cohorts_mentored_by, delete_mentor, insert_mentor, mentors_of};
pub use viewer::seats_of_account;

#[cfg(test)]
mod tests;
