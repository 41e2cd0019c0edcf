//! Putting an invoice into the books, whatever it bills: number, record, entry, trail, letter.

use chrono::NaiveDate;
use guildhall_domain::billing::{
    Bill, Billed, BillingEvent, BillingRefusal, Invoice, InvoiceDraft, InvoiceNumber, LedgerAccount, LedgerCause,
    issue_invoice,
};
use guildhall_domain::ids::{AccountId, InvoiceId, MemberId, OrganizationId};
use guildhall_domain::{Cents, Refusal, association_date};
use guildhall_persistence::billing::{self as store, InvoiceRecord};
use guildhall_persistence::{StoreError, Tx, sequences};

use super::ledger;
use crate::app::App;
use crate::billing::letters;
use crate::events;
use crate::http::problem::{INTERNAL, Problem};
use crate::organizations::actions as organizations;

/// An invoice to put into the books.
pub struct Issue {
    /// What it bills.
    pub billed: Billed,
    /// At which price, to be paid when.
    pub bill: Bill,
    /// The person's account.
    pub account_id: AccountId,
    /// The member it is for, if the person is one.
    pub member_id: Option<MemberId>,
    /// Who is billed, when not the person.
    pub bill_to_organization_id: Option<OrganizationId>,
    /// The payer's purchase order.
    pub purchase_order_number: Option<String>,
    /// Who issues it; none for the system.
    pub by: Option<AccountId>,
}

/// Numbers and keeps an invoice, books it and sends it.
///
/// # Errors
/// `unknown-organization`, `already-invoiced`; those of the store.
pub async fn issue(app: &App, tx: &Tx, of: Issue) -> Result<InvoiceRecord, Problem> {
    check_payer(tx, of.bill_to_organization_id).await?;
    let by = of.by;
    let draft = issue_invoice(of.bill.clone(), &revenue_of(app, &of.billed, app.clock.today())?);
    let entry = draft.entry.clone();
    let record = numbered(app, tx, of, draft).await?;
    store::insert_invoice(tx, &record).await.map_err(already_invoiced)?;
    let invoice = &record.invoice;
    ledger::enter(app, tx, invoice.id, LedgerCause::Invoice, entry).await?;
    let issued =
        BillingEvent::InvoiceIssued { invoice: invoice.id, number: invoice.number, account_id: record.account_id };
    events::record(app, tx, by, issued).await?;
    letters::invoice_issued(app, tx, &record).await?;
    Ok(record)
}

/// Whether the organization that is to be billed is on record.
///
/// # Errors
/// `unknown-organization`; those of any read.
async fn check_payer(tx: &Tx, organization: Option<OrganizationId>) -> Result<(), Problem> {
    let Some(id) = organization else { return Ok(()) };
    organizations::named(tx, id, "/bill_to_organization_id").await.map(|_| ())
}

/// Whether nothing bills it yet, but for invoices that are void.
///
/// # Errors
/// `already-invoiced`; those of any read.
pub async fn check_unbilled(tx: &Tx, billed: &Billed) -> Result<(), Problem> {
    match store::find_invoice_of(tx, billed).await? {
        Some(_) => Err(Refusal::from(BillingRefusal::AlreadyInvoiced).into()),
        None => Ok(()),
    }
}

/// The account that what an invoice bills is earned on: by the chart of the day on which it was issued.
pub(super) fn revenue_of_invoice(app: &App, invoice: &Invoice) -> Result<LedgerAccount, Problem> {
    revenue_of(app, &invoice.billed, association_date(invoice.issued_at))
}

fn revenue_of(app: &App, billed: &Billed, issued_on: NaiveDate) -> Result<LedgerAccount, Problem> {
    app.policies.billing.revenue_of(&billed.kind, issued_on).cloned().ok_or_else(|| {
        tracing::error!(kind = %billed.kind, "the chart of accounts in billing.toml names no account for this kind");
        Problem::new(&INTERNAL)
    })
}

/// The invoice with the next number of its fiscal year. Drawn last: the
/// sequence's row is locked from here to the commit.
async fn numbered(app: &App, tx: &Tx, of: Issue, draft: InvoiceDraft) -> Result<InvoiceRecord, Problem> {
    let now = app.clock.now();
    let bill = draft.bill;
    let sequence = sequences::next(tx, &InvoiceNumber::sequence_name(draft.fiscal_year)).await?;
    let invoice = Invoice {
        id: InvoiceId::new(app.entropy.uuid(now)),
        number: InvoiceNumber { fiscal_year: draft.fiscal_year, sequence },
        billed: of.billed,
        member_id: of.member_id,
        bill_to_organization_id: of.bill_to_organization_id,
        purchase_order_number: of.purchase_order_number,
        status: draft.status,
        total: bill.total,
        paid: Cents::ZERO,
        credited: Cents::ZERO,
        written_off: Cents::ZERO,
        priced_on: bill.priced_on,
        rate_table_version: bill.rate_table_version,
        due_on: draft.due_on,
        lines: bill.lines,
        installments: bill.installments,
        issued_at: now,
        voided_at: None,
        void_reason: None,
        version: 1,
    };
    Ok(InvoiceRecord { account_id: of.account_id, invoice })
}

/// The partial unique index is the last word on one invoice for what is billed.
fn already_invoiced(error: StoreError) -> Problem {
    match error {
        StoreError::Conflict(_) => Refusal::from(BillingRefusal::AlreadyInvoiced).into(),
        other => other.into(),
    }
}
