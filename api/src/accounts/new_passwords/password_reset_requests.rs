//! `POST /v1/accounts/password-reset-requests`: for whoever has forgotten the password.

use serde::Deserialize;
use utoipa::ToSchema;

use crate::accounts::actions::request_reset;
use crate::accounts::registrations::AcknowledgementOut;
use crate::http::answers::{Accepted, Answered};
use crate::http::body::Body;
use crate::http::perform::WriteOnce;
use crate::http::problem::Problem;

/// Whose password is forgotten.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = PasswordResetRequest)]
pub struct PasswordResetRequestIn {
    /// Email address of the account.
    #[schema(format = Email, min_length = 3, max_length = 254, example = "alex.rivera@springfield.example")]
    email: String,
}

/// Ask for a new password
///
/// If an account has the address, a letter goes to it with a token for `/v1/accounts/password-resets`, good once, for
/// an hour, whatever letters come later. A mailbox gets at most five such letters, until an hour passes without one; the
/// answer is the same then, and when no account has the address.
#[utoipa::path(post, path = "/password-reset-requests", tag = "Accounts")]
pub async fn create_password_reset_request(
    write: WriteOnce,
    body: Body<PasswordResetRequestIn>,
) -> Result<Answered<Accepted<AcknowledgementOut>>, Problem> {
    let app = write.0.app();
    let acknowledge = async |tx: &_| {
        request_reset::request_reset(app, tx, &body.0.email).await?;
        Ok(Accepted::new(AcknowledgementOut::SAME_FOR_ALL))
    };
    write.0.perform(acknowledge).await
}
