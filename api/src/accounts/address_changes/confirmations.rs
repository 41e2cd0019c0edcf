//! `POST /v1/accounts/address-changes/confirmations`: the new mailbox proves itself.

use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use utoipa::ToSchema;

use super::changing;
use crate::accounts::problems::ONE_TIME_TOKEN_REFUSED;
use crate::accounts::record::{AccountOut, shown};
use crate::http::answers::{Answer, Answered};
use crate::http::body::Body;
use crate::http::perform::Write;
use crate::http::problem::Problem;

/// The proof that a letter arrived at the new mailbox.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = AddressChangeConfirmation)]
pub struct AddressChangeConfirmationIn {
    /// Token of the letter to the new mailbox.
    #[schema(value_type = String, min_length = 1, max_length = 256, example = "4vJ9wzXk2Qm7tYb1Rf5Lc8Hd0Ns6Pg3Ua9Ei2Ko4MxZ")]
    token: SecretString,
}

/// Confirm a new email address
///
/// From now on the account signs in with it, and letters to the member go there. Every session ends but the one that
/// asked, and so do open letters for a new password. The old mailbox gets a letter that can take the change back for
/// seven days.
#[utoipa::path(post, path = "/address-changes/confirmations", tag = "Accounts",
    extensions(("x-refuses" = json!([ONE_TIME_TOKEN_REFUSED]))))]
pub async fn create_address_change_confirmation(
    write: Write,
    body: Body<AddressChangeConfirmationIn>,
) -> Result<Answered<Answer<AccountOut>>, Problem> {
    let app = write.app();
    let done = write
        .perform(async |tx| {
            let account = changing::change(app, tx, body.0.token.expose_secret()).await?.account;
            Ok(Answer::new(shown(app, tx, account).await?))
        })
        .await?;
    app.tokens.forget_all();
    Ok(done)
}
