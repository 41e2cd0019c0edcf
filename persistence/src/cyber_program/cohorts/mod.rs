//! Cohorts, their mentors and their cancellations.

pub(super) mod cancellation;
pub(super) mod cohort;
pub(super) mod cohort_list;
pub(super) mod mentor;

pub use cancellation::{CancellationRecord, insert_cancellation};
pub use cohort::{CohortRecord, draw_place, find_cohort, insert_cohort, load_cohort, lock_cohort, save_cohort};
pub use cohort_list::{CohortFilter, CohortSort, list_cohorts, seats_of_cohorts};
pub use mentor::{Mentor, cohorts_mentored_by, delete_mentor, insert_mentor, mentors_of, mentors_of_cohorts};
