//! Seats: registering for one, waiting for one, giving one up, and keeping one to the end.

pub mod policy;
pub mod process;
pub mod registration;
pub mod state;
pub mod waitlist;
pub mod withdrawal;

pub use policy::{EnrollmentRules, RefundTerms, RefundTier};
pub use process::{EnrollmentCase, EnrollmentDecision, EnrollmentStep, EnrollmentTransition, decide_enrollment};
pub use registration::{Registered, RegistrationFacts, Seats, payment_due_on, register};
pub use state::{EnrollmentAction, EnrollmentActor, EnrollmentState, Settlement};
pub use waitlist::{QueueEntry, next_in_line, promotions, waitlist_position};
pub use withdrawal::{Withdrawal, WithdrawalFacts, withdrawal};
