//! Crediting an invoice when its subject is withdrawn or released: the part that the association
//! keeps stays owed, the rest is credited, and any amount paid beyond it is refunded.
//!
//! Invariants: if nothing is kept and nothing is paid, the invoice becomes void; a credit is never
//! more than the amount charged; total - credited - paid + refunded is what the payer still owes,
//! never below zero.

use crate::billing::invoice::{InvoiceStatus, VoidFacts, VoidedInvoice, less, void_invoice};
use crate::billing::ledger::{LedgerAccount, LedgerEntry};
use crate::billing::refusal::BillingRefusal;
use crate::{AccountId, Cents, Clause, CreditNoteId, InvoiceId};
use chrono::{DateTime, NaiveDate, Utc};

code_words! {
    /// Why something billed is no longer owed.
    pub enum CreditReason {
        /// The participant withdrew.
        Withdrawal => "withdrawal",
        /// The association canceled what was billed.
        CohortCanceled => "cohort_canceled",
        /// The seat was released, because it was not paid in time.
        SeatReleased => "seat_released",
        /// The seat that was given up was sold again, and paid.
        SeatResold => "seat_resold",
        /// Staff confirmed figures by which the price is a small community's.
        FiguresConfirmed => "figures_confirmed",
    }
}

/// A note that something billed is no longer owed; written once, never changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CreditNote {
    /// Its id.
    pub id: CreditNoteId,
    /// The invoice that it lowers.
    pub invoice_id: InvoiceId,
    /// The amount that is no longer owed.
    pub amount: Cents,
    /// Why.
    pub reason: CreditReason,
    /// True when the terms applied are a default of this software.
    pub provisional: bool,
    /// Clauses applied, in order.
    pub explanation: Vec<Clause>,
    /// Civil date.
    pub issued_on: NaiveDate,
    /// Instant.
    pub issued_at: DateTime<Utc>,
    /// Who caused it; none when it follows from the record.
    pub issued_by: Option<AccountId>,
}

/// What giving up depends on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CreditFacts {
    /// The account that what it bills is earned on.
    pub revenue: LedgerAccount,
    /// The status.
    pub status: InvoiceStatus,
    /// Sum of its lines.
    pub total: Cents,
    /// Sum of its payments.
    pub paid: Cents,
    /// What was credited before.
    pub credited: Cents,
}

/// What becomes of the invoice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GivenUp {
    /// Everything that it charges is kept: it stays as it is.
    Unchanged,
    /// Nothing was paid and the association keeps nothing: the invoice is voided.
    Void(VoidedInvoice),
    /// It charges less.
    Credited(CreditDraft),
}

/// A credit to note; the store adds its id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CreditDraft {
    /// The amount that is no longer owed.
    pub amount: Cents,
    /// What of it was paid and is to be paid back.
    pub refund: Cents,
    /// All credits of the invoice from now on.
    pub credited: Cents,
    /// The status the invoice takes.
    pub status: InvoiceStatus,
    /// The ledger entry.
    pub entry: Option<LedgerEntry>,
}

/// Decides what becomes of an invoice when what it bills is given up and `kept` of it stays charged.
///
/// # Errors
/// [`BillingRefusal::InvoiceVoid`] when it was taken back already.
pub fn give_up(facts: &CreditFacts, kept: Cents) -> Result<GivenUp, BillingRefusal> {
    if facts.status == InvoiceStatus::Void {
        return Err(BillingRefusal::InvoiceVoid);
    }
    let kept = kept.max(Cents::ZERO);
    let charged = less(facts.total, facts.credited);
    let amount = less(charged, kept);
    if amount.is_zero() {
        return Ok(GivenUp::Unchanged);
    }
    if facts.paid.is_zero() && kept.is_zero() && facts.credited.is_zero() {
        let &CreditFacts { ref revenue, status, total, paid, .. } = facts;
        return void_invoice(&VoidFacts { revenue: revenue.clone(), status, total, paid }).map(GivenUp::Void);
    }
    let refund = less(less(facts.paid, kept), less(facts.paid, charged));
    Ok(GivenUp::Credited(CreditDraft {
        amount,
        refund,
        credited: Cents::new(facts.credited.cents().saturating_add(amount.cents())),
        status: InvoiceStatus::of(kept, facts.paid),
        entry: LedgerEntry::credit_issued(&facts.revenue, amount, refund),
    }))
}
