//! `POST /v1/accounts/confirmations`: the address of a registration is real.

use actix_web::HttpRequest;
use secrecy::SecretString;
use serde::Deserialize;
use utoipa::ToSchema;

use super::actions::confirm::{self, Proof};
use super::problems::{NAME_REFUSED, ONE_TIME_TOKEN_REFUSED, PASSWORD_NEEDED, PASSWORD_REFUSED};
use super::record::{AccountOut, shown};
use crate::http::answers::{Answer, Answered};
use crate::http::auth;
use crate::http::body::Body;
use crate::http::perform::Write;
use crate::http::problem::Problem;

/// The proof that a letter arrived, and the password to open the account with.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = Confirmation)]
pub struct ConfirmationIn {
    /// Token of the letter.
    #[schema(value_type = String, min_length = 1, max_length = 256, example = "4vJ9wzXk2Qm7tYb1Rf5Lc8Hd0Ns6Pg3Ua9Ei2Ko4MxZ")]
    token: SecretString,
    /// Password that the account opens with, of 15 characters or more; without it the confirmation is refused.
    #[schema(value_type = Option<String>, format = Password, min_length = 1, max_length = 1024, nullable = false, example = "mossy lantern drifts upstream")]
    password: Option<SecretString>,
    /// Given name, when it is to be another than in the registration. Empty for none.
    #[schema(max_length = 100, nullable = false, example = "Alex")]
    given_name: Option<String>,
    /// Family name, when it is to be another than in the registration. Empty for none.
    #[schema(max_length = 100, nullable = false, example = "Rivera")]
    family_name: Option<String>,
}

/// Confirm an address
///
/// The token comes by mail after a registration and is good once, for two days. Send it with the password: the account
/// opens with this one, whoever else registered the address. The name is that of the registration, unless one is sent.
/// Afterward the account can sign in, and every other letter to the address is worthless.
#[utoipa::path(post, path = "/confirmations", tag = "Accounts",
    extensions(("x-refuses" = json!([ONE_TIME_TOKEN_REFUSED, PASSWORD_NEEDED, PASSWORD_REFUSED, NAME_REFUSED]))))]
pub async fn create_confirmation(
    write: Write,
    request: HttpRequest,
    body: Body<ConfirmationIn>,
) -> Result<Answered<Answer<AccountOut>>, Problem> {
    let (app, body) = (write.app(), body.0);
    let proof = Proof {
        token: &body.token,
        password: body.password.as_ref(),
        given_name: body.given_name.as_deref(),
        family_name: body.family_name.as_deref(),
    };
    let prepared = confirm::prepare(app, &proof).await?;
    let from = auth::network_of(&request, app);
    write
        .perform(async |tx| {
            let account = confirm::confirm(app, tx, from, &prepared).await?;
            Ok(Answer::new(shown(app, tx, account).await?))
        })
        .await
}
