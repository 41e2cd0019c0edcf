//! What changes cohorts, seats and what happens in them.

pub mod seats;
