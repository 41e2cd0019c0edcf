//! Invoices: issued at exactly the price that was decided, voided only while unpaid.
//!
//! Invariants: the lines, the installments and the total agree; credited amounts are no longer
//! charged, and any amount paid beyond the amount charged is refunded.

use crate::billing::billed::Billed;
use crate::billing::ledger::{LedgerAccount, LedgerEntry};
use crate::billing::number::InvoiceNumber;
use crate::billing::refusal::BillingRefusal;
use crate::calendar::fiscal_year;
use crate::{Cents, InvoiceId, MemberId, OrganizationId};
use chrono::{DateTime, NaiveDate, Utc};

pub use crate::billing::installment::InstallmentState as InvoiceInstallment;

code_words! {
    /// The status of an invoice.
    pub enum InvoiceStatus {
        /// Nothing paid.
        Open => "open",
        /// Something paid.
        PartiallyPaid => "partially_paid",
        /// Everything paid.
        Paid => "paid",
        /// Voided.
        Void => "void",
    }
}

impl InvoiceStatus {
    /// The status of an invoice that is not void, by what it charges after credits.
    #[must_use]
    pub fn of(charged: Cents, paid: Cents) -> Self {
        if paid >= charged {
            Self::Paid
        } else if paid > Cents::ZERO {
            Self::PartiallyPaid
        } else {
            Self::Open
        }
    }
}

/// An invoice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invoice {
    /// The invoice's id.
    pub id: InvoiceId,
    /// Its number.
    pub number: InvoiceNumber,
    /// The one thing that it bills.
    pub billed: Billed,
    /// The person it is for, once a member.
    pub member_id: Option<MemberId>,
    /// Who is billed, when not the person.
    pub bill_to_organization_id: Option<OrganizationId>,
    /// The payer's purchase order; not a payment.
    pub purchase_order_number: Option<String>,
    /// The status.
    pub status: InvoiceStatus,
    /// Sum of the lines.
    pub total: Cents,
    /// Sum of the payments.
    pub paid: Cents,
    /// Sum of the credits: billed, and no longer owed.
    pub credited: Cents,
    /// What is owed and was given up.
    pub written_off: Cents,
    /// The date whose rate table priced it.
    pub priced_on: NaiveDate,
    /// The table that priced it.
    pub rate_table_version: String,
    /// When the first payment is due.
    pub due_on: NaiveDate,
    /// The lines.
    pub lines: Vec<InvoiceLine>,
    /// When to pay how much, with what is paid.
    pub installments: Vec<InvoiceInstallment>,
    /// When it was issued.
    pub issued_at: DateTime<Utc>,
    /// When it was voided.
    pub voided_at: Option<DateTime<Utc>>,
    /// Why it was voided.
    pub void_reason: Option<String>,
    /// Rises by one with each change.
    pub version: i64,
}

impl Invoice {
    /// What it charges: the total without what was credited.
    #[must_use]
    pub fn charged(&self) -> Cents {
        less(self.total, self.credited)
    }

    /// The amount still to be paid; zero on a void invoice.
    #[must_use]
    pub fn outstanding(&self) -> Cents {
        match self.status {
            InvoiceStatus::Void => Cents::ZERO,
            InvoiceStatus::Open | InvoiceStatus::PartiallyPaid | InvoiceStatus::Paid => {
                less(less(self.charged(), self.paid), self.written_off)
            }
        }
    }

    /// When the earliest payment that is still owed is due; none when nothing is. Payments go to the earliest installment
    /// and credits come off the last, so the first that is not paid is one of which something is owed.
    #[must_use]
    pub fn next_due_on(&self) -> Option<NaiveDate> {
        if self.outstanding().is_zero() {
            return None;
        }
        let unpaid = self.installments.iter().filter(|part| !part.is_paid()).map(|part| part.due_on).min();
        Some(unpaid.unwrap_or(self.due_on))
    }

    /// For how many days the earliest payment that is still owed is overdue; zero when none is.
    #[must_use]
    pub fn days_overdue(&self, today: NaiveDate) -> i64 {
        self.next_due_on().map_or(0, |due_on| (today - due_on).num_days().max(0))
    }

    /// The installments as far as they are charged: credits come off the last.
    #[must_use]
    pub fn charged_installments(&self) -> Vec<InvoiceInstallment> {
        let mut parts = self.installments.clone();
        parts.sort_by_key(|part| (part.due_on, part.position));
        let mut off = self.credited;
        for part in parts.iter_mut().rev() {
            let taken = off.min(part.outstanding());
            part.amount = less(part.amount, taken);
            off = less(off, taken);
        }
        parts
    }

    /// The refund: the amount paid beyond the amount charged.
    #[must_use]
    pub fn refunded(&self) -> Cents {
        less(self.paid, self.charged())
    }
}

/// The rest of an amount, never below zero.
pub(super) fn less(amount: Cents, part: Cents) -> Cents {
    amount.checked_sub(part).map_or(Cents::ZERO, |left| left.max(Cents::ZERO))
}

/// One line of an invoice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvoiceLine {
    /// Position, from 1.
    pub position: i32,
    /// Stable code, as in the quote.
    pub code: String,
    /// What it is for.
    pub description: String,
    /// The amount.
    pub amount: Cents,
    /// True when the figure is a default of this software.
    pub provisional: bool,
    /// The clause that sets it.
    pub rule_clause: String,
    /// The table that priced it.
    pub rate_table_version: String,
}

/// What is to be billed, at a price that was decided by whoever bills it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bill {
    /// Sum of the lines.
    pub total: Cents,
    /// What it is made of.
    pub lines: Vec<InvoiceLine>,
    /// When to pay how much; at once when there is none.
    pub installments: Vec<InvoiceInstallment>,
    /// The date whose table priced it.
    pub priced_on: NaiveDate,
    /// The table or list that priced it.
    pub rate_table_version: String,
    /// The day of the invoice.
    pub issued_on: NaiveDate,
}

/// An invoice to issue; the store adds id and number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvoiceDraft {
    /// Fiscal year whose running number it takes.
    pub fiscal_year: i32,
    /// Open, or paid at once when nothing is due.
    pub status: InvoiceStatus,
    /// When the first payment is due.
    pub due_on: NaiveDate,
    /// The lines and installments.
    pub bill: Bill,
    /// The ledger entry; none when nothing is billed.
    pub entry: Option<LedgerEntry>,
}

/// Issues an invoice of a bill, earned on `revenue`; one of nothing is paid at once.
#[must_use]
pub fn issue_invoice(bill: Bill, revenue: &LedgerAccount) -> InvoiceDraft {
    InvoiceDraft {
        fiscal_year: fiscal_year(bill.issued_on),
        status: InvoiceStatus::of(bill.total, Cents::ZERO),
        due_on: bill.installments.first().map_or(bill.issued_on, |installment| installment.due_on),
        entry: LedgerEntry::invoice_issued(revenue, bill.total),
        bill,
    }
}

/// Whether a price is the one that the client expects.
///
/// # Errors
/// [`BillingRefusal::PriceDiffers`] with both.
pub fn check_price(actual: Cents, expected: Cents) -> Result<(), BillingRefusal> {
    if actual == expected { Ok(()) } else { Err(BillingRefusal::PriceDiffers { expected, actual }) }
}

/// One thing at one price, to be paid at once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SingleItem {
    /// Stable code of its line.
    pub code: String,
    /// The text shown on the invoice.
    pub description: String,
    /// The price.
    pub amount: Cents,
    /// True when the price is a default of this software.
    pub provisional: bool,
    /// The clause that sets it.
    pub rule_clause: String,
    /// The table or list that it was taken from.
    pub price_table_version: String,
    /// The date whose table priced it.
    pub priced_on: NaiveDate,
    /// The day of the invoice.
    pub issued_on: NaiveDate,
    /// When it is to be paid.
    pub due_on: NaiveDate,
}

impl From<SingleItem> for Bill {
    /// A bill of one line and one installment.
    fn from(item: SingleItem) -> Self {
        let line = InvoiceLine {
            position: 1,
            code: item.code,
            description: item.description,
            amount: item.amount,
            provisional: item.provisional,
            rule_clause: item.rule_clause,
            rate_table_version: item.price_table_version.clone(),
        };
        let installment =
            InvoiceInstallment { position: 1, due_on: item.due_on, amount: item.amount, paid: Cents::ZERO };
        Self {
            total: item.amount,
            lines: vec![line],
            installments: vec![installment],
            priced_on: item.priced_on,
            rate_table_version: item.price_table_version,
            issued_on: item.issued_on,
        }
    }
}

/// What voiding needs to know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VoidFacts {
    /// The account that what it bills is earned on.
    pub revenue: LedgerAccount,
    /// The status of the invoice.
    pub status: InvoiceStatus,
    /// Its total.
    pub total: Cents,
    /// What was paid.
    pub paid: Cents,
    /// What was credited or given up.
    pub lowered: Cents,
}

impl VoidFacts {
    /// Those of an invoice whose subject is earned on `revenue`.
    #[must_use]
    pub fn of(invoice: &Invoice, revenue: LedgerAccount) -> Self {
        let lowered = Cents::new(invoice.credited.cents().saturating_add(invoice.written_off.cents()));
        Self { revenue, status: invoice.status, total: invoice.total, paid: invoice.paid, lowered }
    }
}

/// A voided invoice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VoidedInvoice {
    /// The status it takes.
    pub status: InvoiceStatus,
    /// The reversal in the ledger; none when nothing was billed.
    pub entry: Option<LedgerEntry>,
}

/// Decides whether an invoice may be voided.
///
/// # Errors
/// When something is paid, credited or given up, or it is void already.
pub fn void_invoice(facts: &VoidFacts) -> Result<VoidedInvoice, BillingRefusal> {
    match facts.status {
        InvoiceStatus::Void => Err(BillingRefusal::InvoiceVoid),
        InvoiceStatus::PartiallyPaid | InvoiceStatus::Paid => Err(BillingRefusal::InvoicePaid { paid: facts.paid }),
        InvoiceStatus::Open if facts.paid > Cents::ZERO => Err(BillingRefusal::InvoicePaid { paid: facts.paid }),
        InvoiceStatus::Open if facts.lowered > Cents::ZERO => Err(BillingRefusal::InvoiceLowered),
        InvoiceStatus::Open => {
            let entry = LedgerEntry::invoice_voided(&facts.revenue, facts.total);
            Ok(VoidedInvoice { status: InvoiceStatus::Void, entry })
        }
    }
}
