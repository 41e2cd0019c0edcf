//! `POST /v1/accounts/confirmations`: the address of a registration is real.

use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use utoipa::ToSchema;

use super::actions::confirm;
use super::problems::ONE_TIME_TOKEN_REFUSED;
use super::record::{AccountOut, shown};
use crate::http::answers::{Answer, Answered};
use crate::http::body::Body;
use crate::http::perform::Write;
use crate::http::problem::Problem;

/// The proof that a letter arrived.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = Confirmation)]
pub struct ConfirmationIn {
    /// Token of the letter.
    #[schema(value_type = String, min_length = 1, max_length = 256, example = "4vJ9wzXk2Qm7tYb1Rf5Lc8Hd0Ns6Pg3Ua9Ei2Ko4MxZ")]
    token: SecretString,
}

/// Confirm an address
///
/// The token comes by mail after a registration and is good once, for two days. Afterward the account can sign in.
#[utoipa::path(post, path = "/confirmations", tag = "Accounts",
    extensions(("x-refuses" = json!([ONE_TIME_TOKEN_REFUSED]))))]
pub async fn create_confirmation(
    write: Write,
    body: Body<ConfirmationIn>,
) -> Result<Answered<Answer<AccountOut>>, Problem> {
    let app = write.app();
    write
        .perform(async |tx| {
            let account = confirm::confirm(app, tx, body.0.token.expose_secret()).await?;
            Ok(Answer::new(shown(app, tx, account).await?))
        })
        .await
}
