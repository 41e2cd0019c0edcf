//! `/v1/billing/payments`: payments recorded by finance.

use actix_web::web::{Data, Path};
use chrono::{DateTime, NaiveDate, Utc};
use guildhall_domain::Cents;
use guildhall_domain::billing::{Payment, PaymentMethod};
use guildhall_domain::ids::{InvoiceId, PaymentId};
use guildhall_persistence::billing::{self as store, PaymentFilter, PaymentSort};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::actions::payment::{self, Receipt};
use super::problems::{
    AMOUNT_NOT_POSITIVE, DUPLICATE_REFERENCE, INVOICE_PAID, INVOICE_VOID, METHOD_NOT_ACCEPTED, MORE_THAN_OUTSTANDING,
    RECEIVED_IN_THE_FUTURE, UNKNOWN_INVOICE,
};
use crate::app::App;
use crate::http::answers::{Answered, Created, Record};
use crate::http::auth::{Caller, Finance};
use crate::http::body::Body;
use crate::http::listing::{ListQuery, Listing};
use crate::http::page::Page;
use crate::http::perform::WriteOnce;
use crate::http::problem::{OWN_MATTER, Problem};
use crate::http::query::{NoParams, Params};
use crate::wire::PaymentMethodCode;

/// A recorded payment.
#[derive(Serialize, ToSchema)]
#[schema(as = Payment)]
pub struct PaymentOut {
    /// Id of the payment.
    id: Uuid,
    /// Invoice that the payment is for.
    invoice_id: Uuid,
    /// Payment method.
    #[schema(value_type = PaymentMethodCode)]
    method: PaymentMethod,
    /// Amount in US cents.
    #[schema(minimum = 1, maximum = 100_000_000_000_i64, example = 97_500)]
    amount_cents: i64,
    /// Currency of the amount; always USD.
    #[schema(max_length = 3, example = "USD")]
    currency: &'static str,
    /// Date on which the money was received.
    #[schema(example = "2025-03-01")]
    received_on: NaiveDate,
    /// Reference of the bank or the payer.
    #[schema(max_length = 100, example = "CHK-104233")]
    external_reference: String,
    /// Account that recorded it.
    recorded_by: Uuid,
    /// When it was recorded.
    recorded_at: DateTime<Utc>,
}

impl From<Payment> for PaymentOut {
    fn from(payment: Payment) -> Self {
        PaymentOut {
            id: payment.id.uuid(),
            invoice_id: payment.invoice_id.uuid(),
            method: payment.method,
            amount_cents: payment.amount.cents(),
            currency: "USD",
            received_on: payment.received_on,
            external_reference: payment.external_reference,
            recorded_by: payment.recorded_by.uuid(),
            recorded_at: payment.recorded_at,
        }
    }
}

/// A new payment.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewPayment)]
pub struct PaymentIn {
    /// Invoice that the payment is for.
    invoice_id: Uuid,
    /// Payment method. Card payments cannot be recorded here.
    #[schema(value_type = PaymentMethodCode)]
    method: PaymentMethod,
    /// Amount in US cents; at most the outstanding amount of the invoice.
    #[schema(minimum = 1, maximum = 100_000_000_000_i64, example = 97_500)]
    amount_cents: i64,
    /// Date on which the money was received; not in the future.
    #[schema(example = "2025-03-01")]
    received_on: NaiveDate,
    /// Reference of the bank or the payer; each reference is recorded once per method.
    #[schema(min_length = 1, max_length = 100, pattern = r"\S", example = "CHK-104233")]
    external_reference: String,
}

impl From<PaymentIn> for Receipt {
    fn from(body: PaymentIn) -> Self {
        Receipt {
            invoice_id: InvoiceId::new(body.invoice_id),
            method: body.method,
            amount: Cents::new(body.amount_cents),
            received_on: body.received_on,
            external_reference: body.external_reference,
        }
    }
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
    let filter = PaymentFilter { invoice: list.query.invoice_id.map(InvoiceId::new), method: list.query.method };
    let slice = store::list_payments(&list.app().db, &filter, list.page()).await?;
    Ok(list.answer(slice, PaymentOut::from))
}

/// Record a payment
///
/// For finance. Records money that was received, as a full or partial payment, with its external reference. The earliest
/// unpaid installment is paid first. A new membership starts when its invoice is paid in full, a renewal with its first
/// installment, and a year of the print magazine on the day it is paid in full.
#[utoipa::path(post, path = "/payments", tag = "Billing", extensions(("x-refuses" = json!([
    MORE_THAN_OUTSTANDING, INVOICE_VOID, INVOICE_PAID, RECEIVED_IN_THE_FUTURE, METHOD_NOT_ACCEPTED,
    DUPLICATE_REFERENCE, AMOUNT_NOT_POSITIVE, UNKNOWN_INVOICE, OWN_MATTER
]))))]
pub async fn create_payment(
    caller: Caller<Finance>,
    write: WriteOnce,
    body: Body<PaymentIn>,
) -> Result<Answered<Created<PaymentOut>>, Problem> {
    let WriteOnce(write) = write;
    let created = write
        .perform(async |tx| {
            let payment = payment::record(write.app(), tx, caller.account_id, body.0.clone().into()).await?;
            Ok(Created::at(format!("/v1/billing/payments/{}", payment.id), PaymentOut::from(payment), 1))
        })
        .await?;
    // A term may have been opened, and with it the role `member`.
    write.app().tokens.forget_all();
    Ok(created)
}

/// Get a payment
///
/// For finance. A recorded payment never changes.
#[utoipa::path(get, path = "/payments/{payment_id}", tag = "Billing")]
pub async fn get_payment(
    _: Caller<Finance>,
    app: Data<App>,
    id: Path<PaymentId>,
    _: Params<NoParams>,
) -> Result<Record<PaymentOut>, Problem> {
    let payment = store::load_payment(&app.db, *id).await?;
    Ok(Record::new(PaymentOut::from(payment), 1))
}
