//! `/v1/accounts/me/second-factor`: one's own.

use actix_web::web::Data;
use chrono::{DateTime, Utc};
use guildhall_persistence::accounts as store;
use secrecy::SecretString;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{actions, checking};
use crate::accounts::address_changes::asking;
use crate::accounts::problems::{
    CURRENT_PASSWORD_NEEDED, SECOND_FACTOR_ACTIVE, TOO_MANY_FAILURES, WRONG_CURRENT_PASSWORD,
};
use crate::app::App;
use crate::config::SecondFactor;
use crate::http::answers::{Answer, Answered};
use crate::http::auth::Caller;
use crate::http::body::Body;
use crate::http::perform::Write;
use crate::http::problem::Problem;
use crate::http::query::{NoParams, Params};

/// Whoever adds a second factor shows the password again.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewSecondFactor)]
pub struct SecondFactorIn {
    /// The present password; it may be left out in a session that began less than five minutes ago.
    #[schema(value_type = Option<String>, format = Password, min_length = 1, max_length = 1024, nullable = false, example = "mossy lantern drifts upstream")]
    current_password: Option<SecretString>,
}

/// A second factor that waits for its first code, shown once.
#[derive(Serialize, ToSchema)]
#[schema(as = SecondFactorSecret)]
pub struct SecondFactorSecretOut {
    /// Secret to type into an app, in base 32.
    #[schema(max_length = 64, example = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", extensions(("x-secret" = json!(true))))]
    secret: String,
    /// The same as an address, to show as a QR code.
    #[schema(
        max_length = 1000,
        example = "otpauth://totp/Guildhall:alex.rivera%40springfield.example?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Guildhall",
        extensions(("x-secret" = json!(true)))
    )]
    otpauth_uri: String,
}

/// Whether a second factor guards the account.
#[derive(Serialize, ToSchema)]
#[schema(as = SecondFactor)]
pub struct SecondFactorOut {
    /// Whether signing in asks for a code.
    #[schema(example = true)]
    active: bool,
    /// When the first code was right; null when there is no second factor.
    #[schema(required)]
    confirmed_at: Option<DateTime<Utc>>,
    /// Recovery codes that are not used.
    #[schema(minimum = 0, maximum = 100, example = 10)]
    recovery_codes_left: i32,
    /// Whether the roles of the account need one here.
    #[schema(example = false)]
    required: bool,
    /// From when on these roles count only with a second factor; null when they need none.
    #[schema(required)]
    due_at: Option<DateTime<Utc>>,
}

/// Read the state of my second factor
///
/// Roles that let somebody decide over others need one in production, from 14 days after the grant on. Until it is added,
/// such roles then do not count.
#[utoipa::path(get, path = "/me/second-factor", tag = "Accounts")]
pub async fn get_second_factor(
    caller: Caller,
    app: Data<App>,
    _: Params<NoParams>,
) -> Result<Answer<SecondFactorOut>, Problem> {
    let account = store::load_account(&app.db, caller.account_id).await?;
    let active = checking::active(&app.db, account.id).await?;
    let guarded = guildhall_domain::accounts::second_factor::is_guarded(account.roles);
    let required = guarded && app.config.second_factor() == SecondFactor::Required;
    let due_at = if required { store::second_factor_due_at(&app.db, account.id).await? } else { None };
    let left = store::recovery_codes_left(&app.db, account.id).await?;
    Ok(Answer::new(SecondFactorOut {
        active: active.is_some(),
        confirmed_at: active.and_then(|factor| factor.confirmed_at),
        recovery_codes_left: i32::try_from(left).unwrap_or(i32::MAX),
        required,
        due_at,
    }))
}

/// Begin to add a second factor
///
/// The secret for an app that shows a code every half a minute, shown in this answer only. It guards nothing before its
/// first code is sent to `/v1/accounts/me/second-factor/confirmation`. It takes the present password or a session that
/// began less than five minutes ago.
#[utoipa::path(post, path = "/me/second-factor", tag = "Accounts",
    extensions(("x-refuses" = json!([SECOND_FACTOR_ACTIVE, CURRENT_PASSWORD_NEEDED, WRONG_CURRENT_PASSWORD, TOO_MANY_FAILURES]))))]
pub async fn create_second_factor(
    caller: Caller,
    write: Write,
    body: Body<SecondFactorIn>,
) -> Result<Answered<Answer<SecondFactorSecretOut>>, Problem> {
    let app = write.app();
    asking::check_present(app, &caller, body.0.current_password.as_ref()).await?;
    write
        .perform(async |tx| {
            let begun = actions::begin(app, tx, caller.account_id).await?;
            let out = SecondFactorSecretOut { secret: begun.secret, otpauth_uri: begun.uri };
            Ok(Answer::new(out))
        })
        .await
}
