//! `/v1/billing/payments/{payment_id}/reversal`: taking a payment back.

use actix_web::web::Path;
use chrono::NaiveDate;
use guildhall_domain::billing::ReversalReason;
use guildhall_domain::ids::PaymentId;
use serde::Deserialize;
use utoipa::ToSchema;

use super::payment_out::PaymentOut;
use crate::billing::actions::reverse::{self, Reversing};
use crate::billing::problems::{PAID_BACK, PAYMENT_REVERSED, REVERSAL_DATE};
use crate::http::answers::{Answered, Record};
use crate::http::auth::{Caller, Finance};
use crate::http::body::Body;
use crate::http::perform::WriteOnce;
use crate::http::problem::{OWN_MATTER, Problem};
use crate::wire::ReversalReasonCode;

/// The reversal of a payment.
#[derive(Clone, Copy, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewPaymentReversal)]
pub struct ReversalIn {
    /// Reason for taking it back.
    #[schema(value_type = ReversalReasonCode)]
    reason: ReversalReason,
    /// Date on which it was: the bank returned it, or the mistake was found. Not before the receipt and not in the future.
    #[schema(example = "2025-03-08")]
    on: NaiveDate,
}

/// Reverse a payment
///
/// For finance. The invoices owe again what the payment had paid, what is left of it is gone, and refunds that it made due are
/// canceled. What rested on it follows at once: a membership that was never paid goes back to `pending` and its application to
/// `awaiting_payment`, a renewal back to where grace and lapse put it, a seat is owed again until a new day, and the print
/// magazine stops. The people are told by letter. A check that was returned can be recorded again under its reference.
///
/// Payments by card are reversed through the payment gateway only.
#[utoipa::path(post, path = "/payments/{payment_id}/reversal", tag = "Billing", extensions(("x-refuses" = json!([
    OWN_MATTER, PAYMENT_REVERSED, REVERSAL_DATE, PAID_BACK
]))))]
pub async fn create_payment_reversal(
    caller: Caller<Finance>,
    id: Path<PaymentId>,
    write: WriteOnce,
    body: Body<ReversalIn>,
) -> Result<Answered<Record<PaymentOut>>, Problem> {
    let WriteOnce(write) = write;
    let reversed = write
        .perform(async |tx| {
            let how = Reversing { reason: body.0.reason, on: body.0.on };
            let payment = reverse::reverse(write.app(), tx, caller.account_id, *id, how).await?;
            let version = payment.version;
            Ok(Record::new(PaymentOut::from(payment), version))
        })
        .await?;
    // A term may have been taken back, and with it the role `member`.
    write.app().tokens.forget_all();
    Ok(reversed)
}
