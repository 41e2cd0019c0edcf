//! Invoices: issued at exactly the price of the quote, voided only while unpaid.
//!
//! Invariant: the lines, the instalments and the total agree.

use crate::billing::ledger::LedgerEntry;
use crate::billing::number::InvoiceNumber;
use crate::billing::refusal::BillingRefusal;
use crate::calendar::fiscal_year;
use crate::dues::quote::{Quote, RateTableRef};
use crate::{ApplicationId, Cents, InvoiceId, MemberId, OrganizationId};
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
    /// The status of an invoice that is not void.
    #[must_use]
    pub fn of(total: Cents, paid: Cents) -> Self {
        if paid >= total {
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
    /// The application it bills.
    pub application_id: ApplicationId,
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
    /// What is still to be paid; nothing on a void invoice.
    #[must_use]
    pub fn outstanding(&self) -> Cents {
        match self.status {
            InvoiceStatus::Void => Cents::ZERO,
            InvoiceStatus::Open | InvoiceStatus::PartiallyPaid | InvoiceStatus::Paid => {
                self.total.checked_sub(self.paid).map_or(Cents::ZERO, |owed| owed.max(Cents::ZERO))
            }
        }
    }
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
        entry: LedgerEntry::invoice_issued(quote.total),
    })
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
    /// Where the invoice stands.
    pub status: InvoiceStatus,
    /// Its total.
    pub total: Cents,
    /// What was paid.
    pub paid: Cents,
}

impl From<&Invoice> for VoidFacts {
    fn from(invoice: &Invoice) -> Self {
        Self { status: invoice.status, total: invoice.total, paid: invoice.paid }
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
            Ok(VoidedInvoice { status: InvoiceStatus::Void, entry: LedgerEntry::invoice_voided(facts.total) })
        }
    }
}
