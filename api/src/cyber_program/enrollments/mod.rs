//! Enrollments: asking for one, paying for it, waiting, withdrawing and releasing.

pub mod actions;
pub mod billable;
pub mod codes;
pub mod enrollment_out;
pub mod enrollment_steps_out;
pub mod enrollments;
pub mod offer_acceptance;
pub mod offer_decline;
pub mod purchase_order;
mod relations;
pub mod release;
pub mod seat_purchases;
pub mod substitution;
pub mod withdrawal;
pub mod withdrawal_on_terms;
