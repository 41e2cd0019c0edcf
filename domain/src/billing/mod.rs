//! Billing: invoices, installments, payments, credits, refunds and the ledger behind them.

pub mod billed;
pub mod credit;
pub mod events;
pub mod installment;
pub mod invoice;
pub mod ledger;
pub mod number;
pub mod payment;
pub mod policy;
pub mod refund;
pub mod refusal;
pub mod visibility;

pub use billed::{Billed, SubjectKind};
pub use credit::{CreditDraft, CreditFacts, CreditNote, CreditReason, GivenUp, give_up};
pub use events::BillingEvent;
pub use installment::{InstallmentPayment, InstallmentState, allocate, split};
pub use invoice::{
    Bill, Invoice, InvoiceDraft, InvoiceInstallment, InvoiceLine, InvoiceStatus, SingleItem, VoidFacts, VoidedInvoice,
    check_price, issue_invoice, void_invoice,
};
pub use ledger::{LedgerAccount, LedgerCause, LedgerEntry, LedgerEntryKind, LedgerPosting, LedgerRecord, Unbalanced};
pub use number::InvoiceNumber;
pub use payment::{Allocation, Payment, PaymentFacts, PaymentMethod, accept_payment};
pub use policy::BillingPolicy;
pub use refund::{Payout, PayoutFacts, Refund, RefundMethod, RefundState, pay_refund};
pub use refusal::BillingRefusal;

#[cfg(test)]
mod tests;
