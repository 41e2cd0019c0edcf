//! The ledger: double entry, every entry sums to zero by construction.
//!
//! A positive amount is a debit, a negative one a credit.

use crate::{Cents, CreditNoteId, InvoiceId, LedgerEntryId, PaymentId, RefundId, WriteOffId};
use chrono::{DateTime, NaiveDate, Utc};

open_word! {
    /// An account of the ledger, by its word in the chart of accounts of `domain/policies/billing.toml`.
    pub struct LedgerAccount
}

impl LedgerAccount {
    /// What members owe.
    pub const ACCOUNTS_RECEIVABLE: Self = Self::of("accounts_receivable");
    /// Money received.
    pub const CASH: Self = Self::of("cash");
    /// The amount to refund.
    pub const REFUNDS_PAYABLE: Self = Self::of("refunds_payable");
    /// Money received that no invoice has taken: what is owed to payers.
    pub const UNAPPLIED_CREDIT: Self = Self::of("unapplied_credit");
    /// What was owed and given up.
    pub const BAD_DEBT: Self = Self::of("bad_debt");
}

code_words! {
    /// Why an entry was made.
    pub enum LedgerEntryKind {
        /// An invoice was issued.
        InvoiceIssued => "invoice_issued",
        /// A payment was received.
        PaymentReceived => "payment_received",
        /// An invoice was voided.
        InvoiceVoided => "invoice_voided",
        /// Something billed is no longer owed.
        CreditIssued => "credit_issued",
        /// Money was paid back.
        RefundPaid => "refund_paid",
        /// The unapplied credit of a payer was applied to an invoice.
        CreditApplied => "credit_applied",
        /// The unapplied credit of a payer is to be paid back.
        CreditRefunded => "credit_refunded",
        /// A payment was reversed.
        PaymentReversed => "payment_reversed",
        /// What is owed was given up.
        WrittenOff => "written_off",
        /// What had been given up was paid after all, or is owed again.
        WriteOffReversed => "write_off_reversed",
    }
}

/// One side of an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LedgerPosting {
    /// The account.
    pub account: LedgerAccount,
    /// Debit above zero, credit below.
    pub amount: Cents,
}

/// An entry whose postings sum to zero.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LedgerEntry {
    kind: LedgerEntryKind,
    postings: Vec<LedgerPosting>,
}

/// Postings that are no entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unbalanced {
    /// They do not sum to zero.
    #[error("the postings of a ledger entry must sum to zero")]
    Sum,
    /// Fewer than two, or one of nothing.
    #[error("a ledger entry needs two or more postings, none of them zero")]
    Postings,
}

impl LedgerEntry {
    /// An entry of balanced postings.
    ///
    /// # Errors
    /// When they do not sum to zero, are fewer than two, or one is zero.
    pub fn balanced(kind: LedgerEntryKind, postings: Vec<LedgerPosting>) -> Result<Self, Unbalanced> {
        if postings.len() < 2 || postings.iter().any(|posting| posting.amount.is_zero()) {
            return Err(Unbalanced::Postings);
        }
        match Cents::checked_sum(postings.iter().map(|posting| posting.amount)) {
            Some(Cents::ZERO) => Ok(Self { kind, postings }),
            _ => Err(Unbalanced::Sum),
        }
    }

    /// The entry of an issued invoice, earned on `revenue`; none when nothing is billed.
    #[must_use]
    pub fn invoice_issued(revenue: &LedgerAccount, total: Cents) -> Option<Self> {
        Self::moved(LedgerEntryKind::InvoiceIssued, LedgerAccount::ACCOUNTS_RECEIVABLE, revenue.clone(), total)
    }

    /// The entry of money that no invoice takes; none when nothing is left over.
    #[must_use]
    pub fn credit_received(amount: Cents) -> Option<Self> {
        Self::moved(LedgerEntryKind::PaymentReceived, LedgerAccount::CASH, LedgerAccount::UNAPPLIED_CREDIT, amount)
    }

    /// The entry of unapplied credit that an invoice takes; none when it takes nothing.
    #[must_use]
    pub fn credit_applied(amount: Cents) -> Option<Self> {
        let owed = LedgerAccount::ACCOUNTS_RECEIVABLE;
        Self::moved(LedgerEntryKind::CreditApplied, LedgerAccount::UNAPPLIED_CREDIT, owed, amount)
    }

    /// The entry of unapplied credit that is to be paid back; none when nothing is.
    #[must_use]
    pub fn credit_refunded(amount: Cents) -> Option<Self> {
        let due = LedgerAccount::REFUNDS_PAYABLE;
        Self::moved(LedgerEntryKind::CreditRefunded, LedgerAccount::UNAPPLIED_CREDIT, due, amount)
    }

    /// The reversal of what a payment was on one invoice: `owed` is owed again, and `payable` is to be refunded no longer.
    /// None when nothing is reversed.
    #[must_use]
    pub fn payment_reversed(owed: Cents, payable: Cents) -> Option<Self> {
        let cash = owed.checked_add(payable)?.checked_neg()?;
        Self::of_sides(
            LedgerEntryKind::PaymentReversed,
            [
                (LedgerAccount::ACCOUNTS_RECEIVABLE, owed),
                (LedgerAccount::REFUNDS_PAYABLE, payable),
                (LedgerAccount::CASH, cash),
            ],
        )
    }

    /// The reversal of what a payment was as unapplied credit, of which `payable` was to be refunded; none when it was
    /// nothing.
    #[must_use]
    pub fn credit_reversed(unapplied: Cents, payable: Cents) -> Option<Self> {
        let cash = unapplied.checked_add(payable)?.checked_neg()?;
        Self::of_sides(
            LedgerEntryKind::PaymentReversed,
            [
                (LedgerAccount::UNAPPLIED_CREDIT, unapplied),
                (LedgerAccount::REFUNDS_PAYABLE, payable),
                (LedgerAccount::CASH, cash),
            ],
        )
    }

    /// The entry of what is owed and given up; none when nothing is.
    #[must_use]
    pub fn written_off(amount: Cents) -> Option<Self> {
        let owed = LedgerAccount::ACCOUNTS_RECEIVABLE;
        Self::moved(LedgerEntryKind::WrittenOff, LedgerAccount::BAD_DEBT, owed, amount)
    }

    /// The entry of what had been given up and is owed again; none when nothing is.
    #[must_use]
    pub fn write_off_reversed(amount: Cents) -> Option<Self> {
        let owed = LedgerAccount::ACCOUNTS_RECEIVABLE;
        Self::moved(LedgerEntryKind::WriteOffReversed, owed, LedgerAccount::BAD_DEBT, amount)
    }

    /// The entry of a payment; none when nothing is paid.
    #[must_use]
    pub fn payment_received(amount: Cents) -> Option<Self> {
        Self::moved(LedgerEntryKind::PaymentReceived, LedgerAccount::CASH, LedgerAccount::ACCOUNTS_RECEIVABLE, amount)
    }

    /// The reversal of an issued invoice; none when nothing was billed.
    #[must_use]
    pub fn invoice_voided(revenue: &LedgerAccount, total: Cents) -> Option<Self> {
        Self::moved(LedgerEntryKind::InvoiceVoided, revenue.clone(), LedgerAccount::ACCOUNTS_RECEIVABLE, total)
    }

    /// The entry of a credit: less was earned, so less is owed, and what was paid beyond that is to be
    /// paid back. None when nothing is credited.
    #[must_use]
    pub fn credit_issued(revenue: &LedgerAccount, credit: Cents, refund: Cents) -> Option<Self> {
        Self::of_sides(
            LedgerEntryKind::CreditIssued,
            [
                (revenue.clone(), credit),
                (LedgerAccount::ACCOUNTS_RECEIVABLE, refund.checked_sub(credit)?),
                (LedgerAccount::REFUNDS_PAYABLE, refund.checked_neg()?),
            ],
        )
    }

    /// The entry of money paid back; none when nothing is.
    #[must_use]
    pub fn refund_paid(amount: Cents) -> Option<Self> {
        Self::moved(LedgerEntryKind::RefundPaid, LedgerAccount::REFUNDS_PAYABLE, LedgerAccount::CASH, amount)
    }

    /// Why the entry was made.
    #[must_use]
    pub const fn kind(&self) -> LedgerEntryKind {
        self.kind
    }

    /// Its postings; they sum to zero.
    #[must_use]
    pub fn postings(&self) -> &[LedgerPosting] {
        &self.postings
    }

    fn of_sides(kind: LedgerEntryKind, sides: [(LedgerAccount, Cents); 3]) -> Option<Self> {
        let postings = sides.into_iter().filter(|(_, amount)| !amount.is_zero());
        let postings = postings.map(|(account, amount)| LedgerPosting { account, amount }).collect();
        Self::balanced(kind, postings).ok()
    }

    fn moved(kind: LedgerEntryKind, debit: LedgerAccount, credit: LedgerAccount, amount: Cents) -> Option<Self> {
        let postings = vec![
            LedgerPosting { account: debit, amount },
            LedgerPosting { account: credit, amount: amount.checked_neg()? },
        ];
        Self::balanced(kind, postings).ok()
    }
}

/// The subject of an entry, in addition to its invoice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LedgerCause {
    /// The invoice itself, issued or voided.
    Invoice,
    /// A payment.
    Payment(PaymentId),
    /// A credit note.
    CreditNote(CreditNoteId),
    /// A refund, made due or paid out.
    Refund(RefundId),
    /// What is owed and was given up.
    WriteOff(WriteOffId),
}

/// An entry as it stands in the books.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LedgerRecord {
    /// The entry's id.
    pub id: LedgerEntryId,
    /// The invoice it belongs to.
    pub invoice_id: InvoiceId,
    /// What it records.
    pub cause: LedgerCause,
    /// Civil date on which it is in the books: in no month that was closed then.
    pub posted_on: NaiveDate,
    /// Civil date on which it happened.
    pub happened_on: NaiveDate,
    /// Instant.
    pub posted_at: DateTime<Utc>,
    /// Kind and postings.
    pub entry: LedgerEntry,
}
