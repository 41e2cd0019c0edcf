//! `POST /v1/accounts/me/second-factor/recovery-codes`: new codes in the place of those that are used or lost.

use serde::Deserialize;
use utoipa::ToSchema;

use super::confirmation::RecoveryCodesOut;
use super::{actions, proving};
use crate::accounts::problems::{SECOND_FACTOR_CODE_WRONG, SECOND_FACTOR_MISSING, TOO_MANY_FAILURES};
use crate::http::answers::{Answer, Answered};
use crate::http::auth::Caller;
use crate::http::body::Body;
use crate::http::perform::Write;
use crate::http::problem::Problem;

/// Proof that the caller has the second factor.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = SecondFactorProof)]
pub struct SecondFactorProofIn {
    /// The six digits that the app shows, or a recovery code.
    #[schema(min_length = 6, max_length = 64, example = "287082")]
    pub code: String,
}

/// Replace my recovery codes
///
/// Ten new ones, shown in this answer only; the earlier ones are worthless from then on. A letter tells the owner.
#[utoipa::path(post, path = "/me/second-factor/recovery-codes", tag = "Accounts",
    extensions(("x-refuses" = json!([SECOND_FACTOR_MISSING, SECOND_FACTOR_CODE_WRONG, TOO_MANY_FAILURES]))))]
pub async fn create_recovery_codes(
    caller: Caller,
    write: Write,
    body: Body<SecondFactorProofIn>,
) -> Result<Answered<Answer<RecoveryCodesOut>>, Problem> {
    let app = write.app();
    let fitting = proving::proved(app, caller.account_id, &body.0.code).await?;
    write
        .perform(async |tx| {
            let recovery_codes = actions::replace_codes(app, tx, caller.account_id, &fitting).await?;
            Ok(Answer::new(RecoveryCodesOut { recovery_codes }))
        })
        .await
}
