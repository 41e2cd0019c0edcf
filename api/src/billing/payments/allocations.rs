//! `/v1/billing/payments/{payment_id}/allocations`: applying what is left of a payment.

use actix_web::web::Path;
use guildhall_domain::Cents;
use guildhall_domain::ids::{InvoiceId, PaymentId};
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::payment_out::PaymentOut;
use crate::billing::actions::apply;
use crate::billing::problems::{
    AMOUNT_NOT_POSITIVE, INVOICE_PAID, INVOICE_VOID, MORE_THAN_OUTSTANDING, MORE_THAN_UNAPPLIED, PAYMENT_REVERSED,
    UNKNOWN_INVOICE,
};
use crate::http::answers::{Answered, Record};
use crate::http::auth::{Caller, Finance};
use crate::http::body::Body;
use crate::http::perform::WriteOnce;
use crate::http::problem::{OWN_MATTER, Problem};

/// What an invoice is to take of the credit that is left of a payment.
#[derive(Clone, Copy, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = CreditApplication)]
pub struct CreditApplicationIn {
    /// Invoice that takes it.
    invoice_id: Uuid,
    /// Amount in US cents; at most what is left of the payment, and at most the outstanding amount of the invoice.
    #[schema(minimum = 1, maximum = 100_000_000_000_i64, example = 2_500)]
    amount_cents: i64,
}

/// Apply credit to an invoice
///
/// For finance. An invoice takes what is left of a payment, from today on; it can be an invoice of anybody for whom the payer
/// pays. What it pays for begins as with any payment.
#[utoipa::path(post, path = "/payments/{payment_id}/allocations", tag = "Billing", extensions(("x-refuses" = json!([
    OWN_MATTER, PAYMENT_REVERSED, MORE_THAN_UNAPPLIED, MORE_THAN_OUTSTANDING, INVOICE_PAID, INVOICE_VOID,
    AMOUNT_NOT_POSITIVE, UNKNOWN_INVOICE
]))))]
pub async fn create_payment_allocation(
    caller: Caller<Finance>,
    id: Path<PaymentId>,
    write: WriteOnce,
    body: Body<CreditApplicationIn>,
) -> Result<Answered<Record<PaymentOut>>, Problem> {
    let WriteOnce(write) = write;
    let applied = write
        .perform(async |tx| {
            let (invoice, amount) = (InvoiceId::new(body.0.invoice_id), Cents::new(body.0.amount_cents));
            let payment = apply::to_invoice(write.app(), tx, caller.account_id, *id, invoice, amount).await?;
            let version = payment.version;
            Ok(Record::new(PaymentOut::from(payment), version))
        })
        .await?;
    // A term may have been opened, and with it the role `member`.
    write.app().tokens.forget_all();
    Ok(applied)
}
