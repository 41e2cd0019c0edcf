//! The Cybersecurity Leadership Program: cohorts and their faculty, seats and the queue
//! for them, and what is known of whoever looks.

mod cohort;
mod cohort_list;
mod enrollment;
mod enrollment_list;
mod enrollment_step;
mod mentor;
mod viewer;

pub use cohort::{CohortRecord, draw_place, find_cohort, insert_cohort, load_cohort, lock_cohort, save_cohort};
pub use cohort_list::{CohortFilter, CohortSort, list_cohorts, seats_of_cohorts};
pub use enrollment::{
    EnrollmentRecord, find_enrollment, find_open_enrollment, insert_enrollment, load_enrollment, queue_of,
    save_enrollment,
};
pub use enrollment_list::{EnrollmentFilter, EnrollmentSort, cohorts_waited_for, list_enrollments, waitlist_positions};
pub use enrollment_step::{EnrollmentStepRecord, insert_enrollment_step, steps_of_enrollment};
pub use mentor::{Mentor, cohorts_mentored_by, delete_mentor, insert_mentor, mentors_of, mentors_of_cohorts};
pub use viewer::seats_of_account;

#[cfg(test)]
mod tests;
