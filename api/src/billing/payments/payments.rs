//! `/v1/billing/payments`: payments recorded by finance.
//!
//! A payment names one invoice, or what it gives to each of several.

use actix_web::web::{Data, Path};
use chrono::NaiveDate;
use guildhall_domain::billing::{BillingRefusal, Payer, PaymentAllocation, PaymentMethod, reference};
use guildhall_domain::ids::{AccountId, InvoiceId, OrganizationId, PaymentId};
use guildhall_domain::{Cents, Refusal};
use guildhall_persistence::billing::{self as store, PaymentFilter, PaymentSort};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::payment_out::PaymentOut;
use crate::app::App;
use crate::billing::actions::payment::{self, Receipt, Toward};
use crate::billing::problems::{
    AMOUNT_NOT_POSITIVE, DUPLICATE_REFERENCE, INVOICE_NAMED_TWICE, INVOICE_OR_ALLOCATIONS, INVOICE_PAID, INVOICE_VOID,
    METHOD_NOT_ACCEPTED, MORE_THAN_OUTSTANDING, MORE_THAN_RECEIVED, PAYER_NEEDED, RECEIVED_IN_THE_FUTURE,
    REFERENCE_EMPTY, UNKNOWN_INVOICE,
};
use crate::http::answers::{Answered, Created, Record};
use crate::http::auth::{Caller, Finance};
use crate::http::body::Body;
use crate::http::listing::{ListQuery, Listing};
use crate::http::page::Page;
use crate::http::perform::WriteOnce;
use crate::http::problem::{OWN_MATTER, Problem};
use crate::http::query::{NoParams, Params};
use crate::members::problems::UNKNOWN_ACCOUNT;
use crate::organizations::problems::UNKNOWN_ORGANIZATION;
use crate::wire::PaymentMethodCode;

/// A new payment: for one invoice as a whole with `invoice_id`, or given to one or more with `allocations`.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewPayment)]
pub struct PaymentIn {
    /// Invoice that takes all of it. Instead of `allocations`.
    #[schema(nullable = false)]
    invoice_id: Option<Uuid>,
    /// Whose money it is; the payer of the invoices when absent, if they have the same one.
    #[schema(nullable = false)]
    payer: Option<PayerIn>,
    /// What each invoice takes of it. Instead of `invoice_id`. What is left stays as credit of the payer.
    #[schema(nullable = false, min_items = 1, max_items = 100)]
    allocations: Option<Vec<AllocationIn>>,
    /// Payment method. Card payments cannot be recorded here.
    #[schema(value_type = PaymentMethodCode)]
    method: PaymentMethod,
    /// Amount in US cents; with `invoice_id` at most the outstanding amount of the invoice.
    #[schema(minimum = 1, maximum = 100_000_000_000_i64, example = 97_500)]
    amount_cents: i64,
    /// Date on which the money was received; not in the future.
    #[schema(example = "2025-03-01")]
    received_on: NaiveDate,
    /// Reference of the bank or the payer; each is recorded once per method and payer. Space around it and invisible characters do not count.
    #[schema(min_length = 1, max_length = 100, pattern = r"\S", example = "CHK-104233", extensions(("x-text" = json!("copied"))))]
    external_reference: String,
}

/// Whose money a payment is: a person's or an organization's.
#[derive(Clone, Copy, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewPaymentPayer)]
pub struct PayerIn {
    /// Account of the person. Instead of `organization_id`.
    #[schema(nullable = false)]
    account_id: Option<Uuid>,
    /// Organization. Instead of `account_id`.
    #[schema(nullable = false)]
    organization_id: Option<Uuid>,
}

/// What an invoice takes of a payment.
#[derive(Clone, Copy, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewPaymentAllocation)]
pub struct AllocationIn {
    /// Invoice that takes it.
    invoice_id: Uuid,
    /// Amount in US cents, at most the outstanding amount; 0 names the invoice that money was meant for that takes none of it.
    #[schema(minimum = 0, maximum = 100_000_000_000_i64, example = 97_500)]
    amount_cents: i64,
}

impl PaymentIn {
    fn receipt(self) -> Result<Receipt, Problem> {
        let given = |one: AllocationIn| PaymentAllocation {
            invoice_id: InvoiceId::new(one.invoice_id),
            amount: Cents::new(one.amount_cents),
        };
        let toward = match (self.invoice_id, self.allocations) {
            (Some(id), None) => Toward::Invoice(InvoiceId::new(id)),
            (None, Some(allocations)) => Toward::Invoices(allocations.into_iter().map(given).collect()),
            (Some(_), Some(_)) => return Err(refused(BillingRefusal::InvoiceOrAllocations, "/allocations")),
            (None, None) => return Err(refused(BillingRefusal::InvoiceOrAllocations, "/invoice_id")),
        };
        let payer = match self.payer.map(|payer| (payer.account_id, payer.organization_id)) {
            None => None,
            Some((Some(account), None)) => Some(Payer::Account(AccountId::new(account))),
            Some((None, Some(organization))) => Some(Payer::Organization(OrganizationId::new(organization))),
            Some(_) => return Err(refused(BillingRefusal::PayerNeeded, "/payer")),
        };
        Ok(Receipt {
            payer,
            toward,
            method: self.method,
            amount: Cents::new(self.amount_cents),
            received_on: self.received_on,
            external_reference: self.external_reference,
        })
    }
}

fn refused(refusal: BillingRefusal, at: &str) -> Problem {
    Problem::from(Refusal::from(refusal)).at(at)
}

/// Filters of the list of payments.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct PaymentQuery {
    /// Only payments for this invoice.
    #[param(nullable = false)]
    invoice_id: Option<Uuid>,
    /// Only payments by this method.
    #[param(inline, value_type = Option<PaymentMethodCode>, nullable = false)]
    method: Option<PaymentMethod>,
    /// Only payments of this person.
    #[param(nullable = false)]
    payer_account_id: Option<Uuid>,
    /// Only payments of this organization.
    #[param(nullable = false)]
    payer_organization_id: Option<Uuid>,
    /// Only payments with this reference.
    #[param(nullable = false, max_length = 100, example = "CHK-104233")]
    reference: Option<String>,
    /// With `true`, only payments of which something is left for the payer.
    #[param(nullable = false)]
    unapplied: Option<bool>,
}

impl ListQuery for PaymentQuery {
    type Sort = PaymentSort;

    fn order(&self) -> (&'static str, PaymentSort) {
        ("billing/payments", PaymentSort::Newest)
    }
}

/// List payments
///
/// For finance. Sorted by time of recording, latest first.
#[utoipa::path(get, path = "/payments", tag = "Billing")]
pub async fn list_payments(_: Caller<Finance>, list: Listing<PaymentQuery>) -> Result<Page<PaymentOut>, Problem> {
    let query = &list.query;
    let organization = query.payer_organization_id.map(|id| Payer::Organization(OrganizationId::new(id)));
    let filter = PaymentFilter {
        invoice: query.invoice_id.map(InvoiceId::new),
        method: query.method,
        payer: query.payer_account_id.map(|id| Payer::Account(AccountId::new(id))).or(organization),
        reference: query.reference.as_deref().map(|text| reference::read(text).unwrap_or_default()),
        unapplied: query.unapplied == Some(true),
    };
    let slice = store::list_payments(&list.app().db, &filter, list.page()).await?;
    Ok(list.answer(slice, PaymentOut::from))
}

/// Record a payment
///
/// For finance. Records money that was received, with its external reference: for one invoice with `invoice_id`, as a full or
/// partial payment, or for several with `allocations`, as one check of an employer for several people. What no invoice takes
/// stays as credit of the payer, and is applied to an invoice or refunded later. The earliest unpaid installment of an
/// invoice is paid first. A new membership starts when its invoice is paid in full, a renewal with its first
/// installment, and a year of the print magazine on the day it is paid in full.
#[utoipa::path(post, path = "/payments", tag = "Billing", extensions(("x-refuses" = json!([
    MORE_THAN_OUTSTANDING, INVOICE_VOID, INVOICE_PAID, RECEIVED_IN_THE_FUTURE, METHOD_NOT_ACCEPTED,
    DUPLICATE_REFERENCE, REFERENCE_EMPTY, AMOUNT_NOT_POSITIVE, INVOICE_OR_ALLOCATIONS, INVOICE_NAMED_TWICE,
    MORE_THAN_RECEIVED, PAYER_NEEDED, UNKNOWN_INVOICE, UNKNOWN_ACCOUNT, UNKNOWN_ORGANIZATION, OWN_MATTER
]))))]
pub async fn create_payment(
    caller: Caller<Finance>,
    write: WriteOnce,
    body: Body<PaymentIn>,
) -> Result<Answered<Created<PaymentOut>>, Problem> {
    let WriteOnce(write) = write;
    let created = write
        .perform(async |tx| {
            let receipt = body.0.clone().receipt()?;
            let payment = payment::record(write.app(), tx, caller.account_id, receipt).await?;
            Ok(Created::at(format!("/v1/billing/payments/{}", payment.id), PaymentOut::from(payment), 1))
        })
        .await?;
    // A term may have been opened, and with it the role `member`.
    write.app().tokens.forget_all();
    Ok(created)
}

/// Get a payment
///
/// For finance. What it gave to invoices and what is left of it change as credit is applied, refunded or the payment reversed.
#[utoipa::path(get, path = "/payments/{payment_id}", tag = "Billing")]
pub async fn get_payment(
    _: Caller<Finance>,
    app: Data<App>,
    id: Path<PaymentId>,
    _: Params<NoParams>,
) -> Result<Record<PaymentOut>, Problem> {
    let payment = store::load_payment(&app.db, *id).await?;
    let version = payment.version;
    Ok(Record::new(PaymentOut::from(payment), version))
}
