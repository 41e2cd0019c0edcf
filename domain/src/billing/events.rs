//! What happens to invoices, payments and refunds. No event names an amount: dues follow from the salary.

use super::{CreditReason, InvoiceNumber, PaymentMethod, RefundMethod};
use crate::ids::{AccountId, CreditNoteId, InvoiceId, PaymentId, RefundId};

events! {
    /// A change of the books.
    pub enum BillingEvent {
        /// An invoice was issued.
        InvoiceIssued: invoice(InvoiceId) "issued" 1 {
            /// Number of the invoice.
            number: InvoiceNumber,
            /// Account of the person that the invoice is for.
            account_id: AccountId,
        }
        /// The payer or the purchase order of an invoice was changed.
        InvoiceUpdated: invoice(InvoiceId) "updated" 1 {}
        /// An invoice was taken back before anything was paid on it.
        InvoiceVoided: invoice(InvoiceId) "voided" 1 {}
        /// A part of an invoice, or all of it, is no longer owed.
        InvoiceCredited: invoice(InvoiceId) "credited" 1 {
            /// Credit note that says so.
            credit_note_id: CreditNoteId,
            /// Why.
            reason: CreditReason,
            /// Refund that is due because more was paid than is owed.
            refund_id: Option<RefundId>,
        }
        /// A payment was recorded on an invoice.
        PaymentRecorded: payment(PaymentId) "recorded" 1 {
            /// Invoice that was paid on.
            invoice_id: InvoiceId,
            /// How the money came.
            method: PaymentMethod,
        }
        /// A refund was paid out.
        RefundPaid: refund(RefundId) "paid" 1 {
            /// Invoice that was paid too much on.
            invoice_id: InvoiceId,
            /// How the money went.
            method: RefundMethod,
        }
    }
}
