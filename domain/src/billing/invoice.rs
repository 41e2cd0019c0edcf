//! Invoices: issued at exactly the price of the quote, voided only while unpaid.
//!
//! Invariants: the lines, the installments and the total agree; what was credited is no longer
//! charged, and whatever was paid beyond what is charged is refunded.

use crate::billing::billed::{Billed, Bills};
use crate::billing::ledger::LedgerEntry;
use crate::billing::number::InvoiceNumber;
use crate::billing::refusal::BillingRefusal;
use crate::calendar::fiscal_year;
use crate::dues::quote::{Quote, RateTableRef};
use crate::{Cents, InvoiceId, MemberId, OrganizationId};
use chrono::{DateTime, NaiveDate, Utc};

pub use crate::billing::installment::InstallmentState as InvoiceInstallment;

code_words! {
    /// Where an invoice stands.
    pub enum InvoiceStatus {
        /// Nothing paid.
        Open => "open",
        /// Something paid.
        PartiallyPaid => "partially_paid",
        /// Everything paid.
        Paid => "paid",
        /// Taken back.
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
    /// Where it stands.
    pub status: InvoiceStatus,
    /// Sum of the lines.
    pub total: Cents,
    /// Sum of the payments.
    pub paid: Cents,
    /// Sum of the credits: billed, and no longer owed.
    pub credited: Cents,
    /// The date whose rate table priced it.
    pub priced_on: NaiveDate,
    /// The table that priced it.
    pub rate_table_version: String,
    /// When the first payment is due.
    pub due_on: NaiveDate,
    /// What it bills.
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

    /// What is still to be paid; nothing on a void invoice.
    #[must_use]
    pub fn outstanding(&self) -> Cents {
        match self.status {
            InvoiceStatus::Void => Cents::ZERO,
            InvoiceStatus::Open | InvoiceStatus::PartiallyPaid | InvoiceStatus::Paid => less(self.charged(), self.paid),
        }
    }

    /// What is to be paid back, or was: whatever was paid beyond what is charged.
    #[must_use]
    pub fn refunded(&self) -> Cents {
        less(self.paid, self.charged())
    }
}

/// What is left of an amount, never below nothing.
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
    /// True when the figure is a house assumption.
    pub provisional: bool,
    /// The clause that sets it.
    pub rule_clause: String,
    /// The table that priced it.
    pub rate_table_version: String,
}

/// An invoice to issue; the store adds id and number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvoiceDraft {
    /// Fiscal year whose running number it takes.
    pub fiscal_year: i32,
    /// Open, or paid at once when nothing is due.
    pub status: InvoiceStatus,
    /// Sum of the lines.
    pub total: Cents,
    /// The date whose rate table priced it.
    pub priced_on: NaiveDate,
    /// The table that priced it.
    pub rate_table: RateTableRef,
    /// When the first payment is due.
    pub due_on: NaiveDate,
    /// What it bills.
    pub lines: Vec<InvoiceLine>,
    /// When to pay how much.
    pub installments: Vec<InvoiceInstallment>,
    /// The ledger entry; none when nothing is billed.
    pub entry: Option<LedgerEntry>,
}

/// Issues an invoice at the price of a quote made on the invoice's date.
///
/// # Errors
/// [`BillingRefusal::PriceDiffers`] when the client expected another total.
pub fn issue_invoice(quote: &Quote, expected_total: Cents) -> Result<InvoiceDraft, BillingRefusal> {
    if quote.total != expected_total {
        return Err(BillingRefusal::PriceDiffers { expected: expected_total, actual: quote.total });
    }
    let installments = installments_of(quote);
    Ok(InvoiceDraft {
        fiscal_year: fiscal_year(quote.priced_on),
        status: InvoiceStatus::of(quote.total, Cents::ZERO),
        total: quote.total,
        priced_on: quote.priced_on,
        rate_table: quote.rate_table.clone(),
        due_on: installments.first().map_or(quote.priced_on, |installment| installment.due_on),
        lines: lines_of(quote),
        installments,
        entry: LedgerEntry::invoice_issued(Bills::Membership, quote.total),
    })
}

/// One thing at one price, to be paid at once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SingleItem {
    /// What it is a kind of.
    pub bills: Bills,
    /// Stable code of its line.
    pub code: String,
    /// What it is.
    pub description: String,
    /// The price.
    pub amount: Cents,
    /// True when the price is a house assumption.
    pub provisional: bool,
    /// The clause that sets it.
    pub rule_clause: String,
    /// The table or list that it was taken from.
    pub price_table: RateTableRef,
    /// The date whose table priced it.
    pub priced_on: NaiveDate,
    /// The day of the invoice.
    pub issued_on: NaiveDate,
    /// When it is to be paid.
    pub due_on: NaiveDate,
}

/// Issues an invoice of one line and one installment; one of nothing is paid at once.
#[must_use]
pub fn issue_single(item: SingleItem) -> InvoiceDraft {
    let line = InvoiceLine {
        position: 1,
        code: item.code,
        description: item.description,
        amount: item.amount,
        provisional: item.provisional,
        rule_clause: item.rule_clause,
        rate_table_version: item.price_table.version.clone(),
    };
    let installment = InvoiceInstallment { position: 1, due_on: item.due_on, amount: item.amount, paid: Cents::ZERO };
    InvoiceDraft {
        fiscal_year: fiscal_year(item.issued_on),
        status: InvoiceStatus::of(item.amount, Cents::ZERO),
        total: item.amount,
        priced_on: item.priced_on,
        rate_table: item.price_table,
        due_on: item.due_on,
        lines: vec![line],
        installments: vec![installment],
        entry: LedgerEntry::invoice_issued(item.bills, item.amount),
    }
}

fn lines_of(quote: &Quote) -> Vec<InvoiceLine> {
    let lines = quote.lines.iter().zip(1..);
    lines
        .map(|(line, position)| InvoiceLine {
            position,
            code: line.code.clone(),
            description: line.description.clone(),
            amount: line.amount,
            provisional: line.provisional,
            rule_clause: line.clause.clone(),
            rate_table_version: quote.rate_table.version.clone(),
        })
        .collect()
}

fn installments_of(quote: &Quote) -> Vec<InvoiceInstallment> {
    let installments = quote.installments.iter().zip(1..);
    installments
        .map(|(installment, position)| InvoiceInstallment {
            position,
            due_on: installment.due_on,
            amount: installment.amount,
            paid: Cents::ZERO,
        })
        .collect()
}

/// What voiding needs to know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct VoidFacts {
    /// What it bills.
    pub bills: Bills,
    /// Where the invoice stands.
    pub status: InvoiceStatus,
    /// Its total.
    pub total: Cents,
    /// What was paid.
    pub paid: Cents,
}

impl From<&Invoice> for VoidFacts {
    fn from(invoice: &Invoice) -> Self {
        Self { bills: invoice.billed.bills(), status: invoice.status, total: invoice.total, paid: invoice.paid }
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
/// When something is paid, or it is void already.
pub fn void_invoice(facts: &VoidFacts) -> Result<VoidedInvoice, BillingRefusal> {
    match facts.status {
        InvoiceStatus::Void => Err(BillingRefusal::InvoiceVoid),
        InvoiceStatus::PartiallyPaid | InvoiceStatus::Paid => Err(BillingRefusal::InvoicePaid { paid: facts.paid }),
        InvoiceStatus::Open if facts.paid > Cents::ZERO => Err(BillingRefusal::InvoicePaid { paid: facts.paid }),
        InvoiceStatus::Open => {
            let entry = LedgerEntry::invoice_voided(facts.bills, facts.total);
            Ok(VoidedInvoice { status: InvoiceStatus::Void, entry })
        }
    }
}
