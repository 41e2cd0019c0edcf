//! `/v1/billing/credit-notes/{credit_note_id}/approval`.

use actix_web::web::Path;
use guildhall_domain::ids::CreditNoteId;

use super::credit_notes::{CreditNoteOut, recorded};
use crate::billing::actions::by_hand;
use crate::billing::problems::{
    AMOUNT_NOT_POSITIVE, INVOICE_VOID, MORE_THAN_CHARGED, PROPOSAL_DECIDED, SECOND_PERSON_NEEDED,
};
use crate::http::answers::{Answered, Record};
use crate::http::auth::{Caller, Finance};
use crate::http::perform::WriteOnce;
use crate::http::problem::{OWN_MATTER, Problem};

/// Approve a credit note
///
/// For finance, by another person than proposed it. The invoice charges less from now on.
#[utoipa::path(post, path = "/credit-notes/{credit_note_id}/approval", tag = "Billing", extensions(("x-refuses" = json!([
    OWN_MATTER, SECOND_PERSON_NEEDED, PROPOSAL_DECIDED, INVOICE_VOID, MORE_THAN_CHARGED, AMOUNT_NOT_POSITIVE
]))))]
pub async fn accept_credit_note(
    caller: Caller<Finance>,
    id: Path<CreditNoteId>,
    write: WriteOnce,
) -> Result<Answered<Record<CreditNoteOut>>, Problem> {
    let WriteOnce(write) = write;
    let app = write.app();
    let approved =
        write.perform(async |tx| Ok(recorded(by_hand::approve(app, tx, caller.account_id, *id).await?))).await?;
    // What is credited in full may open a term, and with it the role `member`.
    app.tokens.forget_all();
    Ok(approved)
}
