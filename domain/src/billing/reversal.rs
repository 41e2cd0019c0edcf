//! Taking back a payment: the check was returned, the money was posted wrongly, or the payment was recorded twice.
//!
//! Invariants: the invoice has its installments as if the payment had never been; what was to be refunded because of it is
//! not any longer; money that was paid back already is recovered first. A payment of a payment gateway is reversed through
//! the gateway only, and is none of [`crate::billing::PaymentMethod`].

use crate::billing::installment::{InstallmentState, allocate};
use crate::billing::invoice::{Invoice, InvoiceStatus, less};
use crate::billing::ledger::LedgerEntry;
use crate::billing::refusal::BillingRefusal;
use crate::{AccountId, Cents};
use chrono::{DateTime, NaiveDate, Utc};

code_words! {
    /// Why a payment was reversed.
    pub enum ReversalReason {
        /// The bank returned it.
        Returned => "returned",
        /// It was posted to the wrong invoice, or as something that it was not.
        PostedWrongly => "posted_wrongly",
        /// The same money was recorded twice.
        Duplicate => "duplicate",
    }
}

/// How a payment was taken back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reversal {
    /// Why.
    pub reason: ReversalReason,
    /// Civil date on which it was.
    pub on: NaiveDate,
    /// Who recorded it.
    pub by: AccountId,
    /// When it was recorded.
    pub at: DateTime<Utc>,
}

/// What reversing a payment depends on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReversalFacts {
    /// The reversal on record, if there is one.
    pub reversal: Option<Reversal>,
    /// Civil date of the receipt.
    pub received_on: NaiveDate,
    /// Civil date of the reversal.
    pub on: NaiveDate,
    /// Civil date of recording.
    pub today: NaiveDate,
}

/// Whether a payment can be reversed.
///
/// # Errors
/// When it is already, before it was received, or in the future.
pub fn check_reversal(facts: &ReversalFacts) -> Result<(), BillingRefusal> {
    let &ReversalFacts { reversal, received_on, on, today } = facts;
    if let Some(reversal) = reversal {
        return Err(BillingRefusal::PaymentReversed { on: reversal.on });
    }
    if on < received_on || on > today {
        return Err(BillingRefusal::ReversalDate { on, received_on, today });
    }
    Ok(())
}

/// An invoice that owes again what a payment had paid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reopened {
    /// The sum of the payments that are left.
    pub paid: Cents,
    /// All installments, with what those payments pay of them.
    pub installments: Vec<InstallmentState>,
    /// The status the invoice takes.
    pub status: InvoiceStatus,
    /// What is still to be refunded because it was paid beyond what is charged.
    pub refund_due: Cents,
    /// The ledger entry; none when nothing was paid.
    pub entry: Option<LedgerEntry>,
}

impl Reopened {
    /// Writes it into the invoice.
    pub fn apply(self, invoice: &mut Invoice) {
        invoice.paid = self.paid;
        invoice.status = self.status;
        invoice.installments = self.installments;
    }
}

/// Takes `amount` of what was paid on an invoice back, of which `paid_back` was refunded before.
///
/// # Errors
/// When more was paid back than is then paid beyond what is charged.
pub fn reopen(invoice: &Invoice, amount: Cents, paid_back: Cents) -> Result<Reopened, BillingRefusal> {
    let charged = invoice.charged();
    let paid = less(invoice.paid, amount);
    let (overpaid_before, overpaid) = (less(invoice.paid, charged), less(paid, charged));
    if paid_back > overpaid {
        return Err(BillingRefusal::PaidBack { paid_back });
    }
    let payable = less(overpaid_before, overpaid);
    Ok(Reopened {
        paid,
        installments: spread(&invoice.installments, paid),
        status: InvoiceStatus::of(charged, paid),
        refund_due: less(overpaid, paid_back),
        entry: LedgerEntry::payment_reversed(less(amount, payable), payable),
    })
}

/// Installments of which `paid` is paid, whatever was paid of them before.
#[must_use]
pub fn spread(installments: &[InstallmentState], paid: Cents) -> Vec<InstallmentState> {
    let unpaid: Vec<InstallmentState> =
        installments.iter().map(|part| InstallmentState { paid: Cents::ZERO, ..*part }).collect();
    let (parts, _) = allocate(&unpaid, paid);
    let paid_of = |part: &InstallmentState| parts.iter().find(|given| given.position == part.position);
    unpaid
        .iter()
        .map(|part| paid_of(part).map_or(*part, |given| InstallmentState { paid: given.amount, ..*part }))
        .collect()
}
