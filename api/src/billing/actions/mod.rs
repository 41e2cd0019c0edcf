//! What changes invoices, payments, refunds and the ledger.
//!
//! Whoever locks both locks what is billed first (the application, the enrollment's cohort, the print
//! subscription), then its invoice, then the invoice's refund, then the sequence of numbers.

mod credit;
pub mod invoice;
mod issue;
mod ledger;
pub mod payment;
pub mod print;
pub mod refund;
pub mod seat;
mod subject;
pub mod void;
