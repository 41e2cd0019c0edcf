//! Billing: invoices, installments, payments, credits, refunds and the ledger behind them.

pub mod billed;
pub mod credit;
pub mod events;
pub mod installment;
pub mod invoice;
pub mod ledger;
pub mod number;
pub mod payment;
pub mod periods;
pub mod policy;
pub mod reference;
pub mod refund;
pub mod refusal;
pub mod reversal;
pub mod visibility;
pub mod write_off;

pub use billed::{Billed, SubjectKind};
pub use credit::{CreditDraft, CreditFacts, CreditNote, CreditReason, CreditState, GivenUp, credit, give_up};
pub use events::BillingEvent;
pub use installment::{InstallmentPayment, InstallmentState, allocate, split};
pub use invoice::{
    Bill, Invoice, InvoiceDraft, InvoiceInstallment, InvoiceLine, InvoiceStatus, SingleItem, VoidFacts, VoidedInvoice,
    check_price, issue_invoice, void_invoice,
};
pub use ledger::{LedgerAccount, LedgerCause, LedgerEntry, LedgerEntryKind, LedgerPosting, LedgerRecord, Unbalanced};
pub use number::InvoiceNumber;
pub use payment::{
    Allocation, Payer, Payment, PaymentAllocation, PaymentFacts, PaymentMethod, ReceiptFacts, accept_receipt,
    allocate_to,
};
pub use periods::{ClosingState, PeriodClosing};
pub use policy::BillingPolicy;
pub use refund::{Payout, PayoutFacts, Refund, RefundMethod, RefundSource, RefundState, pay_refund};
pub use refusal::BillingRefusal;
pub use reversal::{Reopened, Reversal, ReversalFacts, ReversalReason, check_reversal, reopen};
pub use write_off::{ProposalState, WriteOff};

#[cfg(test)]
mod tests;
