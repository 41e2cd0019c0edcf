//! `/v1/billing/refunds/{refund_id}/payment`: recording that a refund was paid back.

use actix_web::post;
use actix_web::web::Path;
use chrono::NaiveDate;
use guildhall_domain::billing::RefundMethod;
use guildhall_domain::ids::RefundId;
use serde::Deserialize;
use utoipa::ToSchema;

use super::actions::refund::{self, Remittance};
use super::refunds::{RefundOut, shown};
use crate::http::auth::{Caller, Finance};
use crate::http::body::Body;
use crate::http::perform::{IdempotencyKeyHeader, WriteOnce};
use crate::http::problem::Problem;
use crate::http::reply::Reply;
use crate::wire::RefundMethodCode;

/// Money that has been paid back.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = RefundPayout)]
pub struct PayoutIn {
    /// How it was paid out.
    #[schema(value_type = RefundMethodCode)]
    method: RefundMethod,
    /// Day of the payout; not before it was due, not in the future.
    #[schema(example = "2025-03-10")]
    paid_on: NaiveDate,
    /// The bank's reference of the payout; the same one is recorded once for each method.
    #[schema(min_length = 1, max_length = 100, pattern = r"\S", example = "ACH-20250310-7")]
    external_reference: String,
}

impl From<PayoutIn> for Remittance {
    fn from(body: PayoutIn) -> Self {
        Remittance { method: body.method, paid_on: body.paid_on, external_reference: body.external_reference }
    }
}

/// Record that a refund was paid
///
/// Finance records that the whole refund was paid back to the payer, with the bank's reference. The ledger takes it off
/// what is to be paid back, and out of cash.
#[utoipa::path(tag = "Billing", operation_id = "recordRefundPayment", security(("bearer" = ["finance"])), params(IdempotencyKeyHeader), request_body = PayoutIn,
    responses((status = 200, description = "The paid refund.", body = RefundOut),
        (status = 409, description = "`refund-paid` `refund-not-due` `refund-paid-in-the-future` `duplicate-refund-reference`")))]
#[post("/refunds/{refund_id}/payment")]
pub async fn pay_refund(
    caller: Caller<Finance>,
    id: Path<RefundId>,
    write: WriteOnce,
    body: Body<PayoutIn>,
) -> Result<Reply, Problem> {
    let WriteOnce(write) = write;
    write
        .perform(async |tx| {
            let paid = refund::pay(write.app(), tx, caller.account_id, *id, body.0.clone().into()).await?;
            shown(tx, paid).await
        })
        .await
}
