//! Seats: enrolling, waiting, withdrawing, and completing the program.

pub mod billed;
pub mod enrolling;
pub mod limits;
pub mod offer;
pub mod policy;
pub mod process;
pub mod state;
pub mod substituting;
pub mod visibility;
pub mod waitlist;
pub mod withdrawal;

pub use billed::{SEAT, SEAT_PURCHASE, share_of_purchase};
pub use enrolling::{Enrolled, EnrollmentFacts, Seats, enroll, payment_due_on};
pub use limits::Holdings;
pub use offer::{offer_expires_at, state_at};
pub use policy::{EnrollmentRules, RefundTerms, RefundTier};
pub use process::{EnrollmentCase, EnrollmentDecision, EnrollmentStep, EnrollmentTransition, decide_enrollment};
pub use state::{EnrollmentAction, EnrollmentActor, EnrollmentState, Settlement};
pub use substituting::{SubstitutionFacts, substitute};
pub use visibility::{acts_on_enrollment, may_list_enrollments, may_see_enrollment};
pub use waitlist::{QueueEntry, next_in_line, promotions, waitlist_position};
pub use withdrawal::{BetterTerms, Withdrawal, WithdrawalFacts, withdrawal};
