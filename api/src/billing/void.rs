//! `/v1/billing/invoices/{invoice_id}/void`: voiding an invoice on which nothing has been paid.

use actix_web::web::Path;
use guildhall_domain::ids::InvoiceId;
use serde::Deserialize;
use utoipa::ToSchema;

use super::actions::void;
use super::invoice_out::{InvoiceOut, recorded};
use super::problems::{INVOICE_PAID, INVOICE_SETTLED_ELSEWHERE, INVOICE_VOID};
use crate::http::answers::{Answered, Record};
use crate::http::auth::{Caller, Finance};
use crate::http::body::Body;
use crate::http::perform::WriteOnce;
use crate::http::problem::{OWN_MATTER, Problem};

/// A request to void an invoice.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = InvoiceVoidRequest)]
pub struct VoidIn {
    /// Reason for voiding it, kept on the invoice.
    #[schema(min_length = 1, max_length = 500, pattern = r"\S", example = "Billed to the wrong employer.", extensions(("x-text" = json!("lines"))))]
    reason: String,
}

/// Void an invoice
///
/// For finance, while nothing has been paid. The invoice number is not used again, and the ledger entry is reversed. Voiding
/// the invoice of a print magazine order cancels the order. The invoice of a seat in a program cannot be voided here:
/// withdraw or release the enrollment instead.
#[utoipa::path(post, path = "/invoices/{invoice_id}/void", tag = "Billing", extensions(("x-refuses" = json!([
    OWN_MATTER, INVOICE_VOID, INVOICE_PAID, INVOICE_SETTLED_ELSEWHERE
]))))]
pub async fn void_invoice(
    caller: Caller<Finance>,
    id: Path<InvoiceId>,
    write: WriteOnce,
    body: Body<VoidIn>,
) -> Result<Answered<Record<InvoiceOut>>, Problem> {
    let WriteOnce(write) = write;
    let app = write.app();
    write.perform(async |tx| Ok(recorded(void::decide(app, tx, caller.account_id, *id, &body.0.reason).await?))).await
}
