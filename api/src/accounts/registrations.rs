//! `POST /v1/accounts/registrations`: a free account for anybody.

use secrecy::SecretString;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::actions::register;
use super::problems::{ADDRESS_REFUSED, NAME_REFUSED, PASSWORD_REFUSED};
use crate::http::answers::{Accepted, Answered};
use crate::http::body::Body;
use crate::http::perform::WriteOnce;
use crate::http::problem::Problem;

/// Somebody who wants an account.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = Registration)]
pub struct RegistrationIn {
    /// Email address, to which a letter is sent.
    #[schema(format = Email, min_length = 3, max_length = 254, example = "alex.rivera@springfield.example")]
    email: String,
    /// Password of 15 characters or more; any characters, not easily guessed, also not by somebody who knows
    /// your name and address. It may be left out:
    /// the account opens with the password of the confirmation.
    #[schema(value_type = Option<String>, format = Password, min_length = 1, max_length = 1024, nullable = false, example = "mossy lantern drifts upstream")]
    password: Option<SecretString>,
    /// Given name. Left out or empty for somebody who has a family name only: one name suffices.
    #[schema(max_length = 100, nullable = false, example = "Alex")]
    given_name: Option<String>,
    /// Family name. Left out or empty for somebody who has a given name only.
    #[schema(max_length = 100, nullable = false, example = "Rivera")]
    family_name: Option<String>,
}

/// What is said whether or not an account has the address.
#[derive(Serialize, ToSchema)]
#[schema(as = Acknowledgement)]
pub struct AcknowledgementOut {
    /// What happens now.
    #[schema(max_length = 500, example = "If the address can be written to, a letter is on its way.")]
    detail: &'static str,
}

impl AcknowledgementOut {
    /// The same for known and unknown addresses.
    pub const SAME_FOR_ALL: AcknowledgementOut =
        AcknowledgementOut { detail: "If the address can be written to, a letter is on its way." };
}

/// Register an account
///
/// Free, for anybody. A letter goes to the address with a token for `/v1/accounts/confirmations`, where the password is
/// set; until then nobody can sign in. Registered again, the address gets another letter, and the token of each is good
/// until one is used. The answer is the same when the address has an account: then the letter says so.
#[utoipa::path(post, path = "/registrations", tag = "Accounts",
    extensions(("x-refuses" = json!([PASSWORD_REFUSED, NAME_REFUSED, ADDRESS_REFUSED]))))]
pub async fn create_registration(
    write: WriteOnce,
    body: Body<RegistrationIn>,
) -> Result<Answered<Accepted<AcknowledgementOut>>, Problem> {
    let (app, body) = (write.0.app(), body.0);
    let name = (body.given_name.as_deref().unwrap_or_default(), body.family_name.as_deref().unwrap_or_default());
    let newcomer = register::prepare(app, &body.email, name, body.password.as_ref()).await?;
    let acknowledge = async |tx: &_| {
        register::register(app, tx, &newcomer).await?;
        Ok(Accepted::new(AcknowledgementOut::SAME_FOR_ALL))
    };
    write.0.perform(acknowledge).await
}
