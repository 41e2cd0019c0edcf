//! Issuing an invoice: the price of a quote made now, agreed beforehand.

use guildhall_domain::billing::{BillingRefusal, Invoice, InvoiceDraft, InvoiceNumber, InvoiceStatus, issue_invoice};
use guildhall_domain::dues::quote::{QuoteFacts, quote};
use guildhall_domain::ids::{AccountId, ApplicationId, InvoiceId, OrganizationId};
use guildhall_domain::members::{Application, ApplicationState};
use guildhall_domain::{Cents, Refusal};
use guildhall_persistence::billing::{self as store, InvoiceRecord};
use guildhall_persistence::{StoreError, Tx, members, organizations, sequences};
use serde_json::json;

use super::ledger;
use crate::app::App;
use crate::audit::{self, Subject};
use crate::billing::letters;
use crate::http::etag::IfMatch;
use crate::http::problem::Problem;
use crate::members::actions::activation::{self, Paid};
use crate::members::actions::apply;
use crate::members::problems::UNKNOWN_ORGANIZATION;

/// What an invoice is asked for.
#[derive(Clone)]
pub struct Order {
    /// The application to bill.
    pub application_id: ApplicationId,
    /// The total agreed with whoever pays.
    pub expected_total: Cents,
    /// How many payments.
    pub installments: u8,
    /// Who is billed, when not the person.
    pub bill_to_organization_id: Option<OrganizationId>,
    /// The payer's purchase order; it is not a payment.
    pub purchase_order_number: Option<String>,
}

/// Issues the invoice of an application. One that comes to nothing is paid at
/// once, and opens the membership.
///
/// # Errors
/// The refusals of the dues and billing rules; `unknown-organization`; those of the store.
pub async fn issue(app: &App, tx: &Tx, by: AccountId, order: Order) -> Result<InvoiceRecord, Problem> {
    let today = app.clock.today();
    let application = members::lock_application(tx, order.application_id).await?;
    check_open(tx, &application).await?;
    apply::check_still_holds(app, tx, &application).await?;
    check_payer(tx, order.bill_to_organization_id).await?;
    let facts = QuoteFacts::of_application(
        application.category,
        application.kind,
        &application.pricing,
        today,
        order.installments,
    );
    let priced = quote(&facts, &app.policies.dues).map_err(Refusal::from)?;
    let draft = issue_invoice(&priced, order.expected_total).map_err(Refusal::from)?;
    let entry = draft.entry.clone();
    let record = number(app, tx, &application, order, draft).await?;
    store::insert_invoice(tx, &record).await.map_err(already_invoiced)?;
    let invoice = &record.invoice;
    ledger::enter(app, tx, invoice.id, None, entry).await?;
    let detail = json!({ "number": invoice.number.to_string() });
    audit::record(app, tx, Some(by), "invoice.issued", subject(invoice), detail).await?;
    letters::invoice_issued(app, tx, &record).await?;
    if invoice.status == InvoiceStatus::Paid {
        let paid = Paid { application_id: application.id, on: today, installments: &invoice.installments, by };
        activation::on_payment(app, tx, &paid).await?;
    }
    Ok(record)
}

/// Changes who is billed and under which purchase order, if the invoice still is as the caller saw it.
///
/// # Errors
/// `not-found`, `stale-version`, `invoice-void`, `unknown-organization`; those of the store.
pub async fn readdress(
    app: &App,
    tx: &Tx,
    by: AccountId,
    id: InvoiceId,
    seen: &IfMatch,
    change: impl FnOnce(&mut Invoice),
) -> Result<InvoiceRecord, Problem> {
    let mut record = store::lock_invoice(tx, id).await?;
    seen.check(record.invoice.version)?;
    if record.invoice.status == InvoiceStatus::Void {
        return Err(Refusal::from(BillingRefusal::InvoiceVoid).into());
    }
    change(&mut record.invoice);
    check_payer(tx, record.invoice.bill_to_organization_id).await?;
    record.invoice.version = store::save_invoice(tx, &record).await?;
    audit::record(app, tx, Some(by), "invoice.readdressed", subject(&record.invoice), json!({})).await?;
    Ok(record)
}

async fn check_open(tx: &Tx, application: &Application) -> Result<(), Problem> {
    if application.state != ApplicationState::AwaitingPayment {
        return Err(Refusal::from(BillingRefusal::ApplicationNotPayable).into());
    }
    match store::find_invoice_of_application(tx, application.id).await? {
        Some(_) => Err(Refusal::from(BillingRefusal::AlreadyInvoiced).into()),
        None => Ok(()),
    }
}

async fn check_payer(tx: &Tx, organization: Option<OrganizationId>) -> Result<(), Problem> {
    let Some(id) = organization else { return Ok(()) };
    match organizations::find_organization(tx, id).await? {
        Some(_) => Ok(()),
        None => Err(Problem::new(&UNKNOWN_ORGANIZATION).detail("No organization has that id.")),
    }
}

/// The invoice with the next number of its fiscal year. Drawn last: the
/// sequence's row is locked from here to the commit.
async fn number(
    app: &App,
    tx: &Tx,
    application: &Application,
    order: Order,
    draft: InvoiceDraft,
) -> Result<InvoiceRecord, Problem> {
    let now = app.clock.now();
    let sequence = sequences::next(tx, &InvoiceNumber::sequence_name(draft.fiscal_year)).await?;
    let invoice = Invoice {
        id: InvoiceId::new(app.entropy.uuid(now)),
        number: InvoiceNumber { fiscal_year: draft.fiscal_year, sequence },
        application_id: application.id,
        member_id: application.member_id,
        bill_to_organization_id: order.bill_to_organization_id,
        purchase_order_number: order.purchase_order_number,
        status: draft.status,
        total: draft.total,
        paid: Cents::ZERO,
        priced_on: draft.priced_on,
        rate_table_version: draft.rate_table.version,
        due_on: draft.due_on,
        lines: draft.lines,
        installments: draft.installments,
        issued_at: now,
        voided_at: None,
        void_reason: None,
        version: 1,
    };
    Ok(InvoiceRecord { account_id: application.account_id, invoice })
}

/// The partial unique index is the last word on one invoice for an application.
fn already_invoiced(error: StoreError) -> Problem {
    match error {
        StoreError::Conflict(_) => Refusal::from(BillingRefusal::AlreadyInvoiced).into(),
        other => other.into(),
    }
}

/// The invoice as the audit trail names it.
pub(super) fn subject(invoice: &Invoice) -> Subject {
    Subject { kind: "invoice", id: invoice.id.uuid() }
}
