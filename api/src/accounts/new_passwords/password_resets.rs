//! `POST /v1/accounts/password-resets`: another password, with the token of a letter.

use actix_web::HttpRequest;
use secrecy::SecretString;
use serde::Deserialize;
use utoipa::ToSchema;

use crate::accounts::actions::reset_password;
use crate::accounts::problems::{ONE_TIME_TOKEN_REFUSED, PASSWORD_REFUSED};
use crate::http::answers::{Answered, NoContent};
use crate::http::auth;
use crate::http::body::Body;
use crate::http::perform::Write;
use crate::http::problem::Problem;

/// The token of the letter and the new password.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = PasswordReset)]
pub struct PasswordResetIn {
    /// Token of the letter.
    #[schema(value_type = String, min_length = 1, max_length = 256, example = "4vJ9wzXk2Qm7tYb1Rf5Lc8Hd0Ns6Pg3Ua9Ei2Ko4MxZ")]
    token: SecretString,
    /// The new password, of 15 characters or more; any characters, not easily guessed, also not by somebody who knows
    /// your name and address.
    #[schema(value_type = String, format = Password, min_length = 1, max_length = 1024, example = "seven kettles argue quietly")]
    new_password: SecretString,
}

/// Set a new password
///
/// Uses the token up, with it those of all other letters for a new password, and ends every session of the account. A refused password leaves the token good. The address
/// counts as confirmed, because the letter arrived, and failed sign-ins are forgotten.
#[utoipa::path(post, path = "/password-resets", tag = "Accounts",
    extensions(("x-refuses" = json!([ONE_TIME_TOKEN_REFUSED, PASSWORD_REFUSED]))))]
pub async fn create_password_reset(
    write: Write,
    request: HttpRequest,
    body: Body<PasswordResetIn>,
) -> Result<Answered<NoContent>, Problem> {
    let app = write.app();
    let prepared =
        reset_password::prepare(app, auth::network_of(&request, app), &body.0.token, &body.0.new_password).await?;
    let done = write
        .perform(async |tx| {
            reset_password::reset(app, tx, &prepared).await?;
            Ok(NoContent)
        })
        .await?;
    app.tokens.forget_all();
    Ok(done)
}
