//! Enrollments, the steps taken on them, the waitlist and the roster.

pub(super) mod enrollment;
pub(super) mod enrollment_list;
pub(super) mod enrollment_step;
pub(super) mod finishing;
pub(super) mod roster;
pub(super) mod viewer;

pub use enrollment::{
    EnrollmentRecord, find_enrollment, find_open_enrollment, insert_enrollment, load_enrollment, queue_of,
    save_enrollment,
};
pub use enrollment_list::{EnrollmentFilter, EnrollmentSort, cohorts_waited_for, list_enrollments, waitlist_positions};
pub use enrollment_step::{EnrollmentStepRecord, insert_enrollment_step, steps_of_enrollment};
pub use finishing::{cohorts_under_way, enrolled_in};
pub use roster::{Participant, participants_of};
pub use viewer::seats_of_account;
