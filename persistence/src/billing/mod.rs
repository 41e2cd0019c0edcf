//! Billing: invoices with their lines and installments, payments, credits, refunds, the ledger.

mod credit_note;
mod invoice;
mod invoice_list;
mod invoice_parts;
mod ledger;
mod payment;
mod refund;
pub mod tables;

use guildhall_domain::billing::{CreditReason, LedgerEntryKind, PaymentMethod, RefundMethod, RefundState};

use crate::words::{WordColumn, words};

pub use credit_note::{credit_notes_by_id, insert_credit_note};
pub use invoice::{
    InvoiceRecord, find_invoice, find_invoice_of, hand_over_invoices, insert_invoice, invoices_of, load_invoice,
    lock_invoice, save_invoice,
};
pub use invoice_list::{InvoiceFilter, InvoiceSort, list_invoices};
pub use ledger::{LedgerFilter, LedgerSort, insert_ledger_entry, list_ledger_entries};
pub use payment::{PaymentFilter, PaymentSort, find_payment, insert_payment, list_payments, load_payment};
pub use refund::{RefundFilter, RefundSort, insert_refund, list_refunds, load_refund, lock_refund, save_refund};

/// Columns that hold words of open lists.
pub(crate) const WORDS: &[WordColumn] = &[
    words!("payments", "method", PaymentMethod),
    words!("credit_notes", "reason", CreditReason),
    words!("refunds", "state", RefundState),
    words!("refunds", "reason", CreditReason),
    words!("refunds", "method", RefundMethod),
    words!("ledger_entries", "kind", LedgerEntryKind),
];

#[cfg(test)]
mod plans;
#[cfg(test)]
mod subject_tests;
#[cfg(test)]
mod tests;
