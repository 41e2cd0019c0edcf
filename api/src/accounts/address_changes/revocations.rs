//! `POST /v1/accounts/address-changes/revocations`: the old mailbox takes a change of address back.

use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use utoipa::ToSchema;

use super::revoking;
use crate::accounts::problems::ONE_TIME_TOKEN_REFUSED;
use crate::http::answers::{Answered, NoContent};
use crate::http::body::Body;
use crate::http::perform::Write;
use crate::http::problem::Problem;

/// The token that the old mailbox was sent.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = AddressChangeRevocation)]
pub struct AddressChangeRevocationIn {
    /// Token of the letter to the old mailbox.
    #[schema(value_type = String, min_length = 1, max_length = 256, example = "4vJ9wzXk2Qm7tYb1Rf5Lc8Hd0Ns6Pg3Ua9Ei2Ko4MxZ")]
    token: SecretString,
}

/// Take a change of email address back
///
/// The account has the old address again, and later changes are undone too. Every session ends and the password is
/// worthless; a letter to the old address lets its owner set a new one.
#[utoipa::path(post, path = "/address-changes/revocations", tag = "Accounts",
    extensions(("x-refuses" = json!([ONE_TIME_TOKEN_REFUSED]))))]
pub async fn create_address_change_revocation(
    write: Write,
    body: Body<AddressChangeRevocationIn>,
) -> Result<Answered<NoContent>, Problem> {
    let app = write.app();
    let done = write
        .perform(async |tx| {
            revoking::revoke(app, tx, body.0.token.expose_secret()).await?;
            Ok(NoContent)
        })
        .await?;
    app.tokens.forget_all();
    Ok(done)
}
