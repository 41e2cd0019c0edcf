//! `/v1/members/honorary-conferrals/{honorary_conferral_id}/revocation`: what was conferred is taken back.

use actix_web::web::Path;
use guildhall_domain::ids::HonoraryConferralId;
use serde::Deserialize;
use utoipa::ToSchema;

use super::actions;
use super::honorary_conferrals::ConferralOut;
use crate::http::answers::{Answered, Record};
use crate::http::auth::{Board, Caller};
use crate::http::body::Body;
use crate::http::perform::Write;
use crate::http::problem::{OWN_MATTER, Problem};
use crate::members::problems::HONORARY_NOT_IN_FORCE;

/// Why an honorary membership is revoked.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = HonoraryRevocation)]
pub struct RevocationIn {
    /// Reason, told to the person.
    #[schema(min_length = 1, max_length = 500, pattern = r"\S", example = "Recorded for another person.")]
    reason: String,
}

/// Revoke an honorary membership
///
/// For the board, not one's own. The person holds again what was held before the vote, as far as it was paid, and is told the
/// reason by letter.
#[utoipa::path(post, path = "/honorary-conferrals/{honorary_conferral_id}/revocation", tag = "Members",
    extensions(("x-refuses" = json!([OWN_MATTER, HONORARY_NOT_IN_FORCE]))))]
pub async fn create_honorary_revocation(
    caller: Caller<Board>,
    id: Path<HonoraryConferralId>,
    write: Write,
    body: Body<RevocationIn>,
) -> Result<Answered<Record<ConferralOut>>, Problem> {
    let app = write.app();
    let done = write
        .perform(async |tx| {
            let conferral = actions::revoke(app, tx, caller.account_id, *id, &body.0.reason).await?;
            let version = conferral.version;
            Ok(Record::new(ConferralOut::from(conferral), version))
        })
        .await?;
    app.tokens.forget_all();
    Ok(done)
}
