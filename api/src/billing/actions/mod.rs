//! What changes invoices, payments, refunds and the ledger.
//!
//! Whoever locks both locks what is billed first (the application, the enrollment's cohort, the print
//! subscription), then its invoice, then the invoice's refund, then the sequence of numbers.

pub mod credit;
pub mod issue;
mod ledger;
pub mod payment;
pub mod readdress;
pub mod refund;
pub mod settle;
pub mod void;
