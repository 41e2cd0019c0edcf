//! What changes invoices, payments and the ledger.

pub mod invoice;
mod ledger;
pub mod payment;
pub mod void;
