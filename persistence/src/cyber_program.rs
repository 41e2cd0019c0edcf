//! The Cybersecurity Leadership Program: cohorts and their faculty, seats and the queue
//! for them, and what is known of whoever looks.

mod cohort;
mod enrollment;
mod mentor;
mod viewer;

pub use cohort::{CohortRecord, find_cohort, insert_cohort, load_cohort, lock_cohort, save_cohort};
pub use enrollment::{
    EnrollmentRecord, find_enrollment, find_open_enrollment, insert_enrollment, load_enrollment, queue_of,
    save_enrollment,
};
pub use mentor::{cohorts_mentored_by, delete_mentor, insert_mentor, mentors_of};
pub use viewer::seats_of_account;

#[cfg(test)]
mod tests;
