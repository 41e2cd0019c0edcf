//! Billing an application for membership: the price of a quote made now, agreed beforehand.

use guildhall_domain::billing::{Billed, BillingRefusal, Invoice, InvoiceStatus, issue_invoice};
use guildhall_domain::dues::quote::{QuoteFacts, quote};
use guildhall_domain::ids::{AccountId, ApplicationId, InvoiceId, OrganizationId};
use guildhall_domain::members::{Application, ApplicationState};
use guildhall_domain::{Cents, Refusal};
use guildhall_persistence::billing::{self as store, InvoiceRecord};
use guildhall_persistence::{Tx, members};
use serde_json::json;

use super::issue::{self, Issue};
use crate::app::App;
use crate::audit;
use crate::http::etag::IfMatch;
use crate::http::problem::Problem;
use crate::members::actions::activation::{self, Paid};
use crate::members::actions::apply;

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
    issue::check_payer(tx, order.bill_to_organization_id).await?;
    let facts = QuoteFacts::of_application(
        application.category,
        application.kind,
        &application.pricing,
        today,
        order.installments,
    );
    let priced = quote(&facts, &app.policies.dues).map_err(Refusal::from)?;
    let draft = issue_invoice(&priced, order.expected_total).map_err(Refusal::from)?;
    let of = Issue {
        billed: Billed::Membership(application.id),
        account_id: application.account_id,
        member_id: application.member_id,
        bill_to_organization_id: order.bill_to_organization_id,
        purchase_order_number: order.purchase_order_number,
        by: Some(by),
    };
    let record = issue::issue(app, tx, of, draft).await?;
    let invoice = &record.invoice;
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
    issue::check_payer(tx, record.invoice.bill_to_organization_id).await?;
    record.invoice.version = store::save_invoice(tx, &record).await?;
    audit::record(app, tx, Some(by), "invoice.readdressed", issue::subject(&record.invoice), json!({})).await?;
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
