//! `POST /v1/accounts/me/second-factor/removal`: the owner takes it off.

use super::recovery_codes::SecondFactorProofIn;
use super::{actions, proving};
use crate::accounts::problems::{SECOND_FACTOR_CODE_WRONG, SECOND_FACTOR_MISSING, TOO_MANY_FAILURES};
use crate::http::answers::{Answered, NoContent};
use crate::http::auth::Caller;
use crate::http::body::Body;
use crate::http::perform::Write;
use crate::http::problem::Problem;

/// Remove my second factor
///
/// For a new phone: remove it, and add another. Every other session ends, and a letter tells the owner. Where a role needs a
/// second factor and its 14 days are over, the role does not count until another is added.
#[utoipa::path(post, path = "/me/second-factor/removal", tag = "Accounts",
    extensions(("x-refuses" = json!([SECOND_FACTOR_MISSING, SECOND_FACTOR_CODE_WRONG, TOO_MANY_FAILURES]))))]
pub async fn create_second_factor_removal(
    caller: Caller,
    write: Write,
    body: Body<SecondFactorProofIn>,
) -> Result<Answered<NoContent>, Problem> {
    let app = write.app();
    let fitting = proving::proved(app, caller.account_id, &body.0.code).await?;
    let done = write
        .perform(async |tx| {
            actions::remove(app, tx, &caller, &fitting).await?;
            Ok(NoContent)
        })
        .await?;
    app.tokens.forget_all();
    Ok(done)
}
