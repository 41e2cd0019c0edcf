//! Crediting an invoice: when its subject is withdrawn or released, the part that the association keeps stays owed and the
//! rest is credited; finance credit for a reason. Any amount paid beyond what is then charged is refunded.
//!
//! Invariants: if what is billed is given up, nothing is kept and nothing is paid, the invoice becomes void; a credit is
//! never more than the amount charged; total - credited - paid - written off + refunded is what the payer still owes, never
//! below zero.

use crate::billing::invoice::{InvoiceStatus, VoidFacts, VoidedInvoice, less, void_invoice};
use crate::billing::ledger::{LedgerAccount, LedgerEntry};
use crate::billing::policy::BillingPolicy;
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
        /// The same was paid twice.
        PaidTwice => "paid_twice",
        /// What was paid for was declined.
        Declined => "declined",
        /// It was billed wrongly.
        BilledWrongly => "billed_wrongly",
        /// The association forgoes it.
        Goodwill => "goodwill",
        /// No invoice took it: the unapplied credit of a payer.
        UnappliedCredit => "unapplied_credit",
    }
}

impl CreditReason {
    /// What finance may credit for by hand; everything else follows from the record.
    pub const BY_HAND: &'static [CreditReason] =
        &[Self::PaidTwice, Self::Declined, Self::BilledWrongly, Self::Goodwill];
}

code_words! {
    /// Where a credit note stands.
    pub enum CreditState {
        /// Awaits the decision of a second person.
        Proposed => "proposed",
        /// It lowers its invoice.
        Issued => "issued",
        /// Declined; nothing changed.
        Declined => "declined",
    }
}

/// A note that something billed is no longer owed.
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
    /// Who caused or proposed it; none when it follows from the record.
    pub issued_by: Option<AccountId>,
    /// Where it stands; only finance's own above a policy amount are proposed first.
    pub state: CreditState,
    /// The line of the invoice that it is for; none when it is for the whole.
    pub line: Option<i32>,
    /// Why, in words; none when it follows from the record.
    pub remark: Option<String>,
    /// Who decided what was proposed, and when.
    pub decided: Option<(AccountId, DateTime<Utc>)>,
    /// Rises by one with each change.
    pub version: i64,
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
    /// What was given up of what it charges.
    pub written_off: Cents,
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
    /// What stays given up: what is no longer charged is not.
    pub written_off: Cents,
    /// The status the invoice takes.
    pub status: InvoiceStatus,
    /// The entry that takes back what had been given up; none when nothing of it is credited.
    pub write_off_reversed: Option<LedgerEntry>,
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
    let is_untouched = facts.paid.is_zero() && facts.credited.is_zero() && facts.written_off.is_zero();
    if is_untouched && kept.is_zero() {
        let &CreditFacts { ref revenue, status, total, paid, .. } = facts;
        let facts = VoidFacts { revenue: revenue.clone(), status, total, paid, lowered: Cents::ZERO };
        return void_invoice(&facts).map(GivenUp::Void);
    }
    Ok(GivenUp::Credited(lowered_to(facts, kept)))
}

/// Credits `amount` of what an invoice charges, whatever was paid.
///
/// # Errors
/// When it was voided, or the amount is not above zero or more than is charged.
pub fn credit(facts: &CreditFacts, amount: Cents) -> Result<CreditDraft, BillingRefusal> {
    let charged = less(facts.total, facts.credited);
    if facts.status == InvoiceStatus::Void {
        return Err(BillingRefusal::InvoiceVoid);
    }
    if amount <= Cents::ZERO {
        return Err(BillingRefusal::AmountNotPositive);
    }
    if amount > charged {
        return Err(BillingRefusal::MoreThanCharged { amount, charged });
    }
    Ok(lowered_to(facts, less(charged, amount)))
}

/// Whether finance credit an amount by two people, on a date.
#[must_use]
pub fn needs_second_person(amount: Cents, on: NaiveDate, policy: &BillingPolicy) -> bool {
    amount > Cents::new(policy.credit_notes.on(on).two_people_above_cents)
}

fn lowered_to(facts: &CreditFacts, kept: Cents) -> CreditDraft {
    let charged = less(facts.total, facts.credited);
    let amount = less(charged, kept);
    let refund = less(less(facts.paid, kept), less(facts.paid, charged));
    let written_off = facts.written_off.min(less(kept, facts.paid));
    CreditDraft {
        amount,
        refund,
        credited: Cents::new(facts.credited.cents().saturating_add(amount.cents())),
        written_off,
        status: InvoiceStatus::of(kept, facts.paid),
        write_off_reversed: LedgerEntry::write_off_reversed(less(facts.written_off, written_off)),
        entry: LedgerEntry::credit_issued(&facts.revenue, amount, refund),
    }
}
