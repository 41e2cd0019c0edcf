//! `POST /v1/accounts/me/second-factor/confirmation`: the app shows the right code.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::actions;
use crate::accounts::problems::{SECOND_FACTOR_CODE_WRONG, SECOND_FACTOR_NOT_BEGUN};
use crate::http::answers::{Answer, Answered};
use crate::http::auth::Caller;
use crate::http::body::Body;
use crate::http::perform::Write;
use crate::http::problem::Problem;

/// The first code.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = SecondFactorConfirmation)]
pub struct SecondFactorConfirmationIn {
    /// The six digits that the app shows.
    #[schema(min_length = 6, max_length = 16, example = "287082")]
    code: String,
}

/// Codes for the day on which the app is lost, shown once.
#[derive(Serialize, ToSchema)]
#[schema(as = RecoveryCodeSet)]
pub struct RecoveryCodesOut {
    /// Each is good once, in place of a code of the app.
    #[schema(max_items = 100, example = json!(["gezd-gnbv-gy3t-qojq"]), extensions(("x-secret" = json!(true))))]
    pub recovery_codes: Vec<String>,
}

/// Confirm a second factor
///
/// From now on signing in asks for a code. The ten recovery codes are shown in this answer only; each is good once, in
/// place of a code of the app.
#[utoipa::path(post, path = "/me/second-factor/confirmation", tag = "Accounts",
    extensions(("x-refuses" = json!([SECOND_FACTOR_NOT_BEGUN, SECOND_FACTOR_CODE_WRONG]))))]
pub async fn confirm_second_factor(
    caller: Caller,
    write: Write,
    body: Body<SecondFactorConfirmationIn>,
) -> Result<Answered<Answer<RecoveryCodesOut>>, Problem> {
    let app = write.app();
    let done = write
        .perform(async |tx| {
            let recovery_codes = actions::confirm(app, tx, caller.account_id, &body.0.code).await?;
            Ok(Answer::new(RecoveryCodesOut { recovery_codes }))
        })
        .await?;
    // Roles that waited for it count again.
    app.tokens.forget_all();
    Ok(done)
}
