//! Enrollments, the steps taken on them, the waitlist and the roster.

pub(super) mod enrollment;
pub(super) mod enrollment_list;
pub(super) mod enrollment_step;
pub(super) mod finishing;
pub(super) mod holdings;
pub(super) mod roster;
pub(super) mod seat_purchase;
pub(super) mod viewer;

pub use enrollment::{
    EnrollmentRecord, OfPurchase, Resale, find_enrollment, find_open_enrollment, insert_enrollment, load_enrollment,
    queue_of, save_enrollment,
};
pub use enrollment_list::{EnrollmentFilter, EnrollmentSort, cohorts_waited_for, list_enrollments, waitlist_positions};
pub use enrollment_step::{EnrollmentStepRecord, insert_enrollment_step, steps_of_enrollment};
pub use finishing::{cohorts_under_way, enrolled_in, enrollments_in};
pub use holdings::{
    cohorts_with_ended_offers, ended_offers, enrollments_made_since, has_ended_offers, open_enrollments_billed_to,
    open_enrollments_of, vacated_in,
};
pub use roster::{Participant, participants_of};
pub use seat_purchase::{SeatPurchase, enrollments_of_purchase, insert_seat_purchase, load_seat_purchase};
pub use viewer::seats_of_account;
