//! `POST /v1/accounts/password-changes`: another password, knowing the present one.

use secrecy::SecretString;
use serde::Deserialize;
use utoipa::ToSchema;

use crate::accounts::actions::change_password;
use crate::accounts::problems::{PASSWORD_REFUSED, TOO_MANY_FAILURES, WRONG_CURRENT_PASSWORD};
use crate::http::answers::{Answered, NoContent};
use crate::http::auth::Caller;
use crate::http::body::Body;
use crate::http::perform::Write;
use crate::http::problem::Problem;

/// The present and the future password.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = PasswordChange)]
pub struct PasswordChangeIn {
    /// The present password.
    #[schema(value_type = String, format = Password, min_length = 1, max_length = 1024, example = "mossy lantern drifts upstream")]
    current_password: SecretString,
    /// The new one, of 15 characters or more; any characters, not easily guessed, also not by somebody who knows
    /// your name and address.
    #[schema(value_type = String, format = Password, min_length = 1, max_length = 1024, example = "seven kettles argue quietly")]
    new_password: SecretString,
}

/// Change my password
///
/// Every other session of the account ends; the present one goes on. A letter tells the owner. Wrong present
/// passwords count as failed sign-ins do.
#[utoipa::path(post, path = "/password-changes", tag = "Accounts",
    extensions(("x-refuses" = json!([WRONG_CURRENT_PASSWORD, PASSWORD_REFUSED, TOO_MANY_FAILURES]))))]
pub async fn create_password_change(
    caller: Caller,
    write: Write,
    body: Body<PasswordChangeIn>,
) -> Result<Answered<NoContent>, Problem> {
    let (app, body) = (write.app(), body.0);
    let prepared = change_password::prepare(app, caller.account_id, &body.current_password, &body.new_password).await?;
    let done = write
        .perform(async |tx| {
            change_password::change(app, tx, &caller, &prepared).await?;
            Ok(NoContent)
        })
        .await?;
    app.tokens.forget_all();
    Ok(done)
}
