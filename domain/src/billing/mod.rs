//! Billing: invoices, instalments, payments and the ledger behind them.

pub mod installment;
pub mod invoice;
pub mod ledger;
pub mod number;
pub mod payment;
pub mod policy;
pub mod refusal;

pub use installment::{InstallmentPayment, InstallmentState, allocate, split};
pub use invoice::{
    Invoice, InvoiceDraft, InvoiceInstallment, InvoiceLine, InvoiceStatus, VoidFacts, VoidedInvoice, issue_invoice,
    void_invoice,
};
pub use ledger::{LedgerAccount, LedgerEntry, LedgerEntryKind, LedgerPosting, LedgerRecord, Unbalanced};
pub use number::InvoiceNumber;
pub use payment::{Allocation, Payment, PaymentFacts, PaymentMethod, accept_payment};
pub use policy::BillingPolicy;
pub use refusal::BillingRefusal;

#[cfg(test)]
mod tests;
