//! `/v1/billing/credit-notes/{credit_note_id}/decline`.

use actix_web::web::Path;
use guildhall_domain::ids::CreditNoteId;

use super::credit_notes::{CreditNoteOut, recorded};
use crate::billing::actions::by_hand;
use crate::billing::problems::{PROPOSAL_DECIDED, SECOND_PERSON_NEEDED};
use crate::http::answers::{Answered, Record};
use crate::http::auth::{Caller, Finance};
use crate::http::perform::WriteOnce;
use crate::http::problem::{OWN_MATTER, Problem};

/// Decline a credit note
///
/// For finance, by another person than proposed it. The invoice stays as it is.
#[utoipa::path(post, path = "/credit-notes/{credit_note_id}/decline", tag = "Billing", extensions(("x-refuses" = json!([
    OWN_MATTER, SECOND_PERSON_NEEDED, PROPOSAL_DECIDED
]))))]
pub async fn decline_credit_note(
    caller: Caller<Finance>,
    id: Path<CreditNoteId>,
    write: WriteOnce,
) -> Result<Answered<Record<CreditNoteOut>>, Problem> {
    let WriteOnce(write) = write;
    let app = write.app();
    write.perform(async |tx| Ok(recorded(by_hand::decline(app, tx, caller.account_id, *id).await?))).await
}
