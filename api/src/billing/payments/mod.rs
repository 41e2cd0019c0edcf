//! Payments: recorded, applied, refunded where no invoice took them, reversed.

pub mod allocations;
mod payment_out;
pub mod payments;
pub mod refunds;
pub mod reversal;
