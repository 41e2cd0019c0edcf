//! Giving up what is owed: proposed by one, approved or declined by another.
//!
//! Invariants: never more than is outstanding when it is approved; whoever proposed does not decide. What is written off is
//! no payment: nothing begins or lasts because of it, and a payment that comes after all takes it back.

use crate::billing::invoice::{Invoice, less};
use crate::billing::ledger::LedgerEntry;
use crate::billing::refusal::BillingRefusal;
use crate::{AccountId, Cents, InvoiceId, WriteOffId};
use chrono::{DateTime, Utc};

code_words! {
    /// Where something that one proposes and another decides stands.
    pub enum ProposalState {
        /// Awaits somebody else's decision.
        Proposed => "proposed",
        /// Approved, and carried out.
        Approved => "approved",
        /// Declined; nothing changed.
        Declined => "declined",
    }
}

/// What is owed on an invoice and is to be given up, or was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WriteOff {
    /// Its id.
    pub id: WriteOffId,
    /// The invoice.
    pub invoice_id: InvoiceId,
    /// How much.
    pub amount: Cents,
    /// Why, in the words of whoever proposed it.
    pub reason: String,
    /// Where it stands.
    pub state: ProposalState,
    /// Who proposed it.
    pub proposed_by: AccountId,
    /// When.
    pub proposed_at: DateTime<Utc>,
    /// Who decided, and when.
    pub decided: Option<(AccountId, DateTime<Utc>)>,
    /// Rises by one with each change.
    pub version: i64,
}

/// Whether so much can be given up of what an invoice owes.
///
/// # Errors
/// When it is nothing, or more than is outstanding.
pub fn check_write_off(invoice: &Invoice, amount: Cents) -> Result<(), BillingRefusal> {
    let outstanding = invoice.outstanding();
    if amount <= Cents::ZERO {
        return Err(BillingRefusal::AmountNotPositive);
    }
    if amount > outstanding {
        return Err(BillingRefusal::MoreThanOutstanding { amount, outstanding });
    }
    Ok(())
}

/// Gives it up: all that is written off of the invoice from now on, and the entry.
///
/// # Errors
/// As [`check_write_off`].
pub fn write_off(invoice: &Invoice, amount: Cents) -> Result<(Cents, LedgerEntry), BillingRefusal> {
    check_write_off(invoice, amount)?;
    let entry = LedgerEntry::written_off(amount).ok_or(BillingRefusal::AmountNotPositive)?;
    let written_off = invoice.written_off.checked_add(amount).ok_or(BillingRefusal::AmountNotPositive)?;
    Ok((written_off.min(less(invoice.charged(), invoice.paid)), entry))
}

/// Whether an open proposal can be decided by somebody.
///
/// # Errors
/// When it is decided already, or they proposed it themselves.
pub fn check_decision(state: ProposalState, proposed_by: AccountId, by: AccountId) -> Result<(), BillingRefusal> {
    if state != ProposalState::Proposed {
        return Err(BillingRefusal::ProposalDecided { state });
    }
    if proposed_by == by {
        return Err(BillingRefusal::SecondPersonNeeded);
    }
    Ok(())
}
