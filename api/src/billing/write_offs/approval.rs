//! `/v1/billing/write-offs/{write_off_id}/approval`.

use actix_web::web::Path;
use guildhall_domain::ids::WriteOffId;

use super::write_offs::{WriteOffOut, recorded};
use crate::billing::actions::write_off;
use crate::billing::problems::{AMOUNT_NOT_POSITIVE, MORE_THAN_OUTSTANDING, PROPOSAL_DECIDED, SECOND_PERSON_NEEDED};
use crate::http::answers::{Answered, Record};
use crate::http::auth::{Caller, Finance};
use crate::http::perform::WriteOnce;
use crate::http::problem::{OWN_MATTER, Problem};

/// Approve a write-off
///
/// For finance, by another person than proposed it. The amount is owed no longer; in the ledger it becomes bad debt. Nothing
/// that the invoice bills begins or lasts because of it.
#[utoipa::path(post, path = "/write-offs/{write_off_id}/approval", tag = "Billing", extensions(("x-refuses" = json!([
    OWN_MATTER, SECOND_PERSON_NEEDED, PROPOSAL_DECIDED, MORE_THAN_OUTSTANDING, AMOUNT_NOT_POSITIVE
]))))]
pub async fn accept_write_off(
    caller: Caller<Finance>,
    id: Path<WriteOffId>,
    write: WriteOnce,
) -> Result<Answered<Record<WriteOffOut>>, Problem> {
    let WriteOnce(write) = write;
    let app = write.app();
    write.perform(async |tx| Ok(recorded(write_off::approve(app, tx, caller.account_id, *id).await?))).await
}
