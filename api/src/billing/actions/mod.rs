//! What changes invoices, payments, refunds and the ledger.
//!
//! Whoever locks several locks a payment first, then what is billed (the application, the enrollment's cohort, the print
//! subscription), then its invoice, then the invoice's refund, credit note or write-off, then the month of the books and the
//! sequence of numbers.

pub mod apply;
pub mod by_hand;
pub mod closing;
mod concerned;
pub mod credit;
pub mod issue;
mod ledger;
mod locks;
pub mod payment;
pub mod readdress;
pub mod refund;
pub mod reverse;
pub mod settle;
pub mod void;
pub mod write_off;
