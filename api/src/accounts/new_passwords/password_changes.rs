//! `POST /v1/accounts/password-changes`: another password, knowing the present one.

use actix_web::post;
use secrecy::SecretString;
use serde::Deserialize;
use utoipa::ToSchema;

use crate::accounts::actions::change_password;
use crate::http::auth::Caller;
use crate::http::body::Body;
use crate::http::perform::Write;
use crate::http::problem::Problem;
use crate::http::reply::Reply;

/// The present and the future password.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = PasswordChange)]
pub struct PasswordChangeIn {
    /// The present password.
    #[schema(value_type = String, format = Password, min_length = 1, max_length = 1024, example = "mossy lantern drifts upstream")]
    current_password: SecretString,
    /// The new one, of 15 characters or more; any characters, none of your own names, not easily guessed.
    #[schema(value_type = String, format = Password, min_length = 1, max_length = 1024, example = "seven kettles argue quietly")]
    new_password: SecretString,
}

/// Change my password
///
/// Every other session of the account ends; the present one goes on. A letter tells the owner. Wrong present
/// passwords count as failed sign-ins do.
#[utoipa::path(tag = "Accounts", operation_id = "createPasswordChange", security(("bearer" = [])), request_body = PasswordChangeIn,
    responses((status = 204, description = "Changed."), (status = 403, description = "`wrong-current-password`"),
        (status = 409, description = "`password-refused`"), (status = 429, description = "`too-many-failures`")))]
#[post("/password-changes")]
pub async fn create_password_change(
    caller: Caller,
    write: Write,
    body: Body<PasswordChangeIn>,
) -> Result<Reply, Problem> {
    let (app, body) = (write.app(), body.0);
    let prepared = change_password::prepare(app, caller.account_id, &body.current_password, &body.new_password).await?;
    let done = write
        .perform(async |tx| {
            change_password::change(app, tx, &caller, &prepared).await?;
            Ok(Reply::no_content())
        })
        .await?;
    app.tokens.forget_all();
    Ok(done)
}
