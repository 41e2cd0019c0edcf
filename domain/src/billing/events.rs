//! What happens to invoices, payments and refunds. No event names an amount: dues follow from the salary.

use chrono::NaiveDate;

use super::{CreditReason, InvoiceNumber, PaymentMethod, RefundMethod, ReversalReason};
use crate::ids::{AccountId, CreditNoteId, InvoiceId, PaymentId, PeriodClosingId, RefundId, WriteOffId};

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
        /// Unapplied credit of a payment was applied to an invoice.
        PaymentApplied: payment(PaymentId) "applied" 1 {
            /// Invoice that took it.
            invoice_id: InvoiceId,
        }
        /// A payment was taken back, and what rested on it.
        PaymentReversed: payment(PaymentId) "reversed" 1 {
            /// Why.
            reason: ReversalReason,
        }
        /// An invoice owes again what a payment had paid that was reversed.
        InvoiceReopened: invoice(InvoiceId) "reopened" 1 {
            /// Payment that was reversed.
            payment_id: PaymentId,
        }
        /// Giving up what is owed on an invoice was proposed.
        WriteOffProposed: write_off(WriteOffId) "proposed" 1 {
            /// Invoice that it is about.
            invoice_id: InvoiceId,
        }
        /// What is owed on an invoice was given up.
        WriteOffApproved: write_off(WriteOffId) "approved" 1 {
            /// Invoice that it is about.
            invoice_id: InvoiceId,
        }
        /// Giving up what is owed on an invoice was declined.
        WriteOffDeclined: write_off(WriteOffId) "declined" 1 {
            /// Invoice that it is about.
            invoice_id: InvoiceId,
        }
        /// A credit that two people decide was proposed; `invoice.credited` follows when it is approved.
        CreditNoteProposed: credit_note(CreditNoteId) "proposed" 1 {
            /// Invoice that it is about.
            invoice_id: InvoiceId,
            /// Why.
            reason: CreditReason,
        }
        /// A credit that was proposed was declined.
        CreditNoteDeclined: credit_note(CreditNoteId) "declined" 1 {
            /// Invoice that it is about.
            invoice_id: InvoiceId,
        }
        /// Unapplied credit of a payment is to be paid back.
        RefundCreated: refund(RefundId) "created" 1 {
            /// Payment of which no invoice took it.
            payment_id: PaymentId,
        }
        /// A refund is not due any longer, because the payment that it came from was reversed.
        RefundCanceled: refund(RefundId) "canceled" 1 {
            /// Payment that was reversed.
            payment_id: PaymentId,
        }
        /// A month of the books was closed.
        PeriodClosed: period_closing(PeriodClosingId) "created" 1 {
            /// First day of the month.
            month: NaiveDate,
        }
        /// Opening a closed month again was proposed.
        PeriodReopeningProposed: period_closing(PeriodClosingId) "reopening_proposed" 1 {
            /// First day of the month.
            month: NaiveDate,
        }
        /// A closed month was opened again.
        PeriodReopened: period_closing(PeriodClosingId) "reopened" 1 {
            /// First day of the month.
            month: NaiveDate,
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
