//! Billing: invoices with their lines and installments, payments, credits, refunds, write-offs, the ledger and its months.

mod credit_note;
mod invoice;
mod invoice_list;
mod invoice_parts;
mod ledger;
mod payment;
mod period;
mod refund;
mod report;
pub mod tables;
mod write_off;

use guildhall_domain::billing::{
    CreditReason, CreditState, LedgerEntryKind, PaymentMethod, ProposalState, RefundMethod, RefundState, ReversalReason,
};

use crate::words::{WordColumn, words};

pub use credit_note::{
    CreditNoteFilter, CreditNoteSort, credit_notes_by_id, insert_credit_note, list_credit_notes, load_credit_note,
    lock_credit_note, save_credit_note,
};
pub use invoice::{
    InvoiceRecord, find_invoice, find_invoice_of, hand_over_invoices, insert_invoice, invoices_of, load_invoice,
    lock_invoice, save_invoice,
};
pub use invoice_list::{InvoiceFilter, InvoiceSort, list_invoices};
pub use ledger::{LedgerFilter, LedgerSort, insert_ledger_entry, list_ledger_entries};
pub use payment::{
    PaymentFilter, PaymentSort, find_payment, insert_payment, invoices_by_reference, latest_reversal, list_payments,
    load_payment, lock_payment, payments_toward, save_payment,
};
pub use period::{
    PeriodClosingSort, closed_months, hold_month, insert_period_closing, list_period_closings, load_period_closing,
    lock_month, mark_month, save_period_closing,
};
pub use refund::{
    RefundFilter, RefundSort, insert_refund, list_refunds, load_refund, lock_refund, lock_refunds_from,
    lock_refunds_of, save_refund,
};
pub use report::{AgedSum, DayTotal, JournalLine, aged_sums, balances_before, day_totals, journal_of};
pub use write_off::{
    WriteOffFilter, WriteOffSort, insert_write_off, list_write_offs, load_write_off, lock_write_off, save_write_off,
};

/// Columns that hold words of open lists.
pub(crate) const WORDS: &[WordColumn] = &[
    words!("payments", "method", PaymentMethod),
    words!("payments", "reversal_reason", ReversalReason),
    words!("write_offs", "state", ProposalState),
    words!("credit_notes", "state", CreditState),
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
