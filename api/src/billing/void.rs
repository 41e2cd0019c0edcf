//! `/v1/billing/invoices/{invoice_id}/void`: taking an invoice back on which nothing is paid.

use actix_web::post;
use actix_web::web::Path;
use guildhall_domain::ids::InvoiceId;
use serde::Deserialize;
use utoipa::ToSchema;

use super::actions::void;
use super::invoice_out::InvoiceOut;
use crate::http::auth::{Caller, Finance};
use crate::http::body::Body;
use crate::http::perform::{IdempotencyKeyHeader, WriteOnce};
use crate::http::problem::Problem;
use crate::http::reply::Reply;

/// Why an invoice is voided.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = InvoiceVoidRequest)]
pub struct VoidIn {
    /// Why, for the record.
    #[schema(min_length = 1, max_length = 500, pattern = r"\S", example = "Billed to the wrong employer.")]
    reason: String,
}

/// Void an invoice
///
/// Finance takes back an invoice on which nothing is paid. Its number stays taken; the ledger gets the reversal. An order
/// of the print magazine goes with its invoice; a seat of a program is given up through its enrollment.
#[utoipa::path(tag = "Billing", operation_id = "voidInvoice", security(("bearer" = ["finance"])), params(IdempotencyKeyHeader), request_body = VoidIn,
    responses((status = 200, description = "The void invoice.", body = InvoiceOut), (status = 409, description = "`invoice-void` `invoice-paid` `invoice-settled-elsewhere`")))]
#[post("/invoices/{invoice_id}/void")]
pub async fn void_invoice(
    caller: Caller<Finance>,
    id: Path<InvoiceId>,
    write: WriteOnce,
    body: Body<VoidIn>,
) -> Result<Reply, Problem> {
    let WriteOnce(write) = write;
    write
        .perform(async |tx| {
            let record = void::void(write.app(), tx, caller.account_id, *id, &body.0.reason).await?;
            let version = record.invoice.version;
            Reply::record(&InvoiceOut::from(record), version)
        })
        .await
}
