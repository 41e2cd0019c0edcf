//! `/v1/billing/payments/{payment_id}/refunds`: paying back what is left of a payment.

use actix_web::web::Path;
use guildhall_domain::Cents;
use guildhall_domain::ids::PaymentId;
use serde::Deserialize;
use utoipa::ToSchema;

use crate::billing::actions::apply;
use crate::billing::problems::{AMOUNT_NOT_POSITIVE, MORE_THAN_UNAPPLIED, PAYMENT_REVERSED};
use crate::billing::refunds::{RefundOut, out};
use crate::http::answers::{Answered, Created};
use crate::http::auth::{Caller, Finance};
use crate::http::body::Body;
use crate::http::perform::WriteOnce;
use crate::http::problem::{OWN_MATTER, Problem};

/// What is to be paid back of the credit that is left of a payment.
#[derive(Clone, Copy, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewCreditRefund)]
pub struct CreditRefundIn {
    /// Amount in US cents; at most what is left of the payment.
    #[schema(minimum = 1, maximum = 100_000_000_000_i64, example = 2_500)]
    amount_cents: i64,
}

/// Refund credit
///
/// For finance. What is left of a payment becomes a refund that is due to the payer; its payout is recorded like that of any
/// refund.
#[utoipa::path(post, path = "/payments/{payment_id}/refunds", tag = "Billing", extensions(("x-refuses" = json!([
    OWN_MATTER, PAYMENT_REVERSED, MORE_THAN_UNAPPLIED, AMOUNT_NOT_POSITIVE
]))))]
pub async fn create_payment_refund(
    caller: Caller<Finance>,
    id: Path<PaymentId>,
    write: WriteOnce,
    body: Body<CreditRefundIn>,
) -> Result<Answered<Created<RefundOut>>, Problem> {
    let WriteOnce(write) = write;
    write
        .perform(async |tx| {
            let amount = Cents::new(body.0.amount_cents);
            let refund = apply::refund(write.app(), tx, caller.account_id, *id, amount).await?;
            let (at, version) = (format!("/v1/billing/refunds/{}", refund.id), refund.version);
            Ok(Created::at(at, out(tx, refund).await?, version))
        })
        .await
}
