//! Enrollments: asking for one, paying for it, waiting, withdrawing and releasing.

pub mod actions;
pub mod billable;
pub mod codes;
pub mod enrollment_out;
pub mod enrollment_steps_out;
pub mod enrollments;
mod relations;
pub mod release;
pub mod seat_purchases;
pub mod withdrawal;
