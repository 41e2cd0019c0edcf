//! `/v1/billing/payments`: money that finance staff record.

use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, get, post};
use chrono::{DateTime, NaiveDate, Utc};
use guildhall_domain::Cents;
use guildhall_domain::billing::{Payment, PaymentMethod};
use guildhall_domain::ids::{InvoiceId, PaymentId};
use guildhall_persistence::PageRequest;
use guildhall_persistence::billing::{self as store, PaymentFilter, PaymentSort};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::actions::payment::{self, Receipt};
use crate::app::App;
use crate::http::auth::{Caller, Finance};
use crate::http::body::Body;
use crate::http::page::default_limit;
use crate::http::perform::{IdempotencyKeyHeader, WriteOnce};
use crate::http::problem::Problem;
use crate::http::query::{NoParams, Params};
use crate::http::reply::Reply;
use crate::page_of;
use crate::wire::PaymentMethodCode;

page_of!(PaymentPage, PaymentOut);

/// A recorded payment.
#[derive(Serialize, ToSchema)]
#[schema(as = Payment)]
pub struct PaymentOut {
    /// Id of the record.
    id: Uuid,
    /// The invoice it pays.
    invoice_id: Uuid,
    /// How it came.
    #[schema(value_type = PaymentMethodCode)]
    method: PaymentMethod,
    /// How much, in cents.
    #[schema(minimum = 1, maximum = 100_000_000_000_i64, example = 97_500)]
    amount_cents: i64,
    /// Currency: always USD.
    #[schema(max_length = 3, example = "USD")]
    currency: &'static str,
    /// Day of receipt.
    #[schema(example = "2025-03-01")]
    received_on: NaiveDate,
    /// The bank's or payer's reference.
    #[schema(max_length = 100, example = "CHK-104233")]
    external_reference: String,
    /// Account of who recorded it.
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

/// Money that has arrived.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewPayment)]
pub struct PaymentIn {
    /// The invoice it pays.
    invoice_id: Uuid,
    /// How it came. Cards are not recorded by hand.
    #[schema(value_type = PaymentMethodCode)]
    method: PaymentMethod,
    /// How much, in cents; at most what is outstanding.
    #[schema(minimum = 1, maximum = 100_000_000_000_i64, example = 97_500)]
    amount_cents: i64,
    /// Day of receipt; not in the future.
    #[schema(example = "2025-03-01")]
    received_on: NaiveDate,
    /// The bank's or payer's reference; the same one is recorded once for each method.
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

/// Which payments are wanted.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct PaymentQuery {
    /// Most items on the page.
    #[serde(default = "default_limit")]
    #[param(value_type = i32, minimum = 1, maximum = 100, default = 25, example = 25)]
    limit: u16,
    /// Cursor: `page.next` of the page before.
    #[param(min_length = 1, max_length = 2048, nullable = false)]
    after: Option<String>,
    /// Only for this invoice.
    #[param(nullable = false)]
    invoice_id: Option<Uuid>,
    /// Only by this method.
    #[param(inline, value_type = Option<PaymentMethodCode>, nullable = false)]
    method: Option<PaymentMethod>,
}

/// List payments
///
/// For finance. The latest first.
#[utoipa::path(tag = "Billing", operation_id = "listPayments", security(("bearer" = ["finance"])), params(PaymentQuery),
    responses((status = 200, description = "One page.", body = PaymentPage)))]
#[get("/payments")]
pub async fn list_payments(
    _: Caller<Finance>,
    app: Data<App>,
    request: HttpRequest,
    query: Params<PaymentQuery>,
) -> Result<Reply, Problem> {
    let list = "billing/payments";
    let filter = PaymentFilter { invoice: query.0.invoice_id.map(InvoiceId::new), method: query.0.method };
    let after = app.cursors.read(list, query.0.after.as_deref())?;
    let page = PageRequest { limit: query.0.limit, sort: PaymentSort::Newest, after };
    let slice = store::list_payments(&app.db, &filter, page).await?;
    app.cursors.reply::<PaymentPage, _>(&request, list, query.0.limit, slice, PaymentOut::from)
}

/// Record a payment
///
/// Finance records money that has arrived, in whole or in part, with its external reference. The earliest installment is
/// paid first. A new membership starts when its invoice is paid in full; a renewal begins with its first installment. A
/// year of the print magazine runs from the day on which it is paid in full.
#[utoipa::path(tag = "Billing", operation_id = "createPayment", security(("bearer" = ["finance"])), params(IdempotencyKeyHeader), request_body = PaymentIn,
    responses((status = 201, description = "The recorded payment.", body = PaymentOut),
        (status = 409, description = "`more-than-outstanding` `invoice-void` `invoice-paid` `received-in-the-future` `method-not-accepted` \
            `duplicate-reference` `amount-not-positive` `unknown-invoice`")))]
#[post("/payments")]
pub async fn create_payment(
    caller: Caller<Finance>,
    write: WriteOnce,
    body: Body<PaymentIn>,
) -> Result<Reply, Problem> {
    let WriteOnce(write) = write;
    let reply = write
        .perform(async |tx| {
            let payment = payment::record(write.app(), tx, caller.account_id, body.0.clone().into()).await?;
            Reply::created(format!("/v1/billing/payments/{}", payment.id), &PaymentOut::from(payment), 1)
        })
        .await?;
    // A term may have been opened, and with it the role `member`.
    write.app().tokens.forget_all();
    Ok(reply)
}

/// Read a payment
///
/// For finance. Payments do not change once recorded.
#[utoipa::path(tag = "Billing", operation_id = "getPayment", security(("bearer" = ["finance"])),
    responses((status = 200, description = "The payment.", body = PaymentOut), (status = 304, description = "Not changed.")))]
#[get("/payments/{payment_id}")]
pub async fn get_payment(
    _: Caller<Finance>,
    app: Data<App>,
    id: Path<PaymentId>,
    _: Params<NoParams>,
) -> Result<Reply, Problem> {
    let payment = store::load_payment(&app.db, *id).await?;
    Reply::record(&PaymentOut::from(payment), 1)
}
