//! `/v1/billing/write-offs/{write_off_id}/decline`.

use actix_web::web::Path;
use guildhall_domain::ids::WriteOffId;

use super::write_offs::{WriteOffOut, recorded};
use crate::billing::actions::write_off;
use crate::billing::problems::{PROPOSAL_DECIDED, SECOND_PERSON_NEEDED};
use crate::http::answers::{Answered, Record};
use crate::http::auth::{Caller, Finance};
use crate::http::perform::WriteOnce;
use crate::http::problem::{OWN_MATTER, Problem};

/// Decline a write-off
///
/// For finance, by another person than proposed it. The invoice stays as it is.
#[utoipa::path(post, path = "/write-offs/{write_off_id}/decline", tag = "Billing", extensions(("x-refuses" = json!([
    OWN_MATTER, SECOND_PERSON_NEEDED, PROPOSAL_DECIDED
]))))]
pub async fn decline_write_off(
    caller: Caller<Finance>,
    id: Path<WriteOffId>,
    write: WriteOnce,
) -> Result<Answered<Record<WriteOffOut>>, Problem> {
    let WriteOnce(write) = write;
    let app = write.app();
    write.perform(async |tx| Ok(recorded(write_off::decline(app, tx, caller.account_id, *id).await?))).await
}
