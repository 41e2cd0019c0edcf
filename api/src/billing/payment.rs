//! `/v1/billing/refunds/{refund_id}/payment`: recording that a refund was paid back.

use actix_web::web::Path;
use chrono::NaiveDate;
use guildhall_domain::billing::RefundMethod;
use guildhall_domain::ids::RefundId;
use serde::Deserialize;
use utoipa::ToSchema;

use super::actions::refund::{self, Remittance};
use super::problems::{
    DUPLICATE_REFUND_REFERENCE, REFERENCE_EMPTY, REFUND_CANCELED, REFUND_NOT_DUE, REFUND_PAID,
    REFUND_PAID_IN_THE_FUTURE,
};
use super::refunds::{RefundOut, shown};
use crate::http::answers::{Answered, Record};
use crate::http::auth::{Caller, Finance};
use crate::http::body::Body;
use crate::http::perform::WriteOnce;
use crate::http::problem::{OWN_MATTER, Problem};
use crate::wire::RefundMethodCode;

/// The payout of a refund.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = RefundPayout)]
pub struct PayoutIn {
    /// Method of the payout.
    #[schema(value_type = RefundMethodCode)]
    method: RefundMethod,
    /// Date of the payout; not before the refund was due and not in the future.
    #[schema(example = "2025-03-10")]
    paid_on: NaiveDate,
    /// Bank reference of the payout; each reference is recorded once per method.
    #[schema(min_length = 1, max_length = 100, pattern = r"\S", example = "ACH-20250310-7")]
    external_reference: String,
}

impl From<PayoutIn> for Remittance {
    fn from(body: PayoutIn) -> Self {
        Remittance { method: body.method, paid_on: body.paid_on, external_reference: body.external_reference }
    }
}

/// Record the payout of a refund
///
/// For finance. Records that the whole refund was paid to the payer, with the bank reference. In the ledger it
/// reduces refunds payable and cash.
#[utoipa::path(post, path = "/refunds/{refund_id}/payment", tag = "Billing", extensions(("x-refuses" = json!([
    OWN_MATTER, REFUND_PAID, REFUND_CANCELED, REFUND_NOT_DUE, REFUND_PAID_IN_THE_FUTURE, DUPLICATE_REFUND_REFERENCE,
    REFERENCE_EMPTY
]))))]
pub async fn record_refund_payment(
    caller: Caller<Finance>,
    id: Path<RefundId>,
    write: WriteOnce,
    body: Body<PayoutIn>,
) -> Result<Answered<Record<RefundOut>>, Problem> {
    let WriteOnce(write) = write;
    write
        .perform(async |tx| {
            let paid = refund::pay(write.app(), tx, caller.account_id, *id, body.0.clone().into()).await?;
            shown(tx, paid).await
        })
        .await
}
