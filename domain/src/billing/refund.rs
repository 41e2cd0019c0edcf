//! Refunds: due when a paid subject is credited or a payer has unapplied credit back, paid once by finance staff.
//!
//! Invariant: a refund is paid once; the payout date is not before the due date and not in the
//! future.

use crate::billing::credit::CreditReason;
use crate::billing::ledger::LedgerEntry;
use crate::billing::refusal::BillingRefusal;
use crate::{AccountId, Cents, CreditNoteId, InvoiceId, PaymentId, RefundId};
use chrono::{DateTime, NaiveDate, Utc};

code_words! {
    /// The status of a refund.
    pub enum RefundState {
        /// To be paid out.
        Due => "due",
        /// Paid out.
        Paid => "paid",
        /// Not due any longer: the payment that it came from was reversed.
        Canceled => "canceled",
    }
}

/// What money to be paid back comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RefundSource {
    /// The note that says why it is no longer owed.
    CreditNote(CreditNoteId),
    /// The payment of which no invoice took it.
    Payment(PaymentId),
}

code_words! {
    /// How money is paid back.
    pub enum RefundMethod {
        /// A check.
        Check => "check",
        /// A bank transfer through the clearing house.
        Ach => "ach",
        /// A wire transfer.
        Wire => "wire",
    }
}

/// Money to be paid back, or that was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refund {
    /// Its id.
    pub id: RefundId,
    /// The invoice that it was paid on.
    pub invoice_id: InvoiceId,
    /// What it comes from.
    pub source: RefundSource,
    /// How much.
    pub amount: Cents,
    /// Why.
    pub reason: CreditReason,
    /// Since which civil date it is due.
    pub due_since: NaiveDate,
    /// The first day on which the refund is due.
    pub created_at: DateTime<Utc>,
    /// How it was paid out; none while it is due.
    pub payout: Option<Payout>,
    /// When it was canceled; none unless it was.
    pub canceled_at: Option<DateTime<Utc>>,
    /// Rises by one with each change.
    pub version: i64,
}

impl Refund {
    /// The state, from whether it is paid or canceled.
    #[must_use]
    pub const fn state(&self) -> RefundState {
        if self.payout.is_some() {
            RefundState::Paid
        } else if self.canceled_at.is_some() {
            RefundState::Canceled
        } else {
            RefundState::Due
        }
    }
}

/// How a refund was paid out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Payout {
    /// How it went.
    pub method: RefundMethod,
    /// Civil date of the payout.
    pub paid_on: NaiveDate,
    /// The bank's reference; unique per method.
    pub external_reference: String,
    /// Who recorded it.
    pub paid_by: AccountId,
    /// When it was recorded.
    pub recorded_at: DateTime<Utc>,
}

/// What recording a payout depends on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PayoutFacts {
    /// The status of the refund.
    pub state: RefundState,
    /// How much it is.
    pub amount: Cents,
    /// Since which civil date it is due.
    pub due_since: NaiveDate,
    /// Civil date of the payout.
    pub paid_on: NaiveDate,
    /// Civil date of recording.
    pub today: NaiveDate,
}

/// Accepts the payout of a whole refund; the ledger entry.
///
/// # Errors
/// When it is paid already, canceled, was not due yet, or is to be paid in the future.
pub fn pay_refund(facts: &PayoutFacts) -> Result<LedgerEntry, BillingRefusal> {
    match facts.state {
        RefundState::Paid => return Err(BillingRefusal::RefundPaid),
        RefundState::Canceled => return Err(BillingRefusal::RefundCanceled),
        RefundState::Due => {}
    }
    if facts.paid_on < facts.due_since {
        return Err(BillingRefusal::RefundNotDue { paid_on: facts.paid_on, due_since: facts.due_since });
    }
    if facts.paid_on > facts.today {
        return Err(BillingRefusal::PaidOutInTheFuture { paid_on: facts.paid_on, today: facts.today });
    }
    LedgerEntry::refund_paid(facts.amount).ok_or(BillingRefusal::AmountNotPositive)
}
