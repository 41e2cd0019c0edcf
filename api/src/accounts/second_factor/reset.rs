//! `POST /v1/accounts/{account_id}/second-factor/reset`: for somebody who lost app and recovery codes.

use actix_web::web::Path;
use guildhall_domain::ids::AccountId;
use serde::Deserialize;
use utoipa::ToSchema;

use super::actions;
use crate::accounts::problems::SECOND_FACTOR_MISSING;
use crate::accounts::record::{AccountOut, shown};
use crate::http::answers::{Answered, Record};
use crate::http::auth::{Admin, Caller};
use crate::http::body::Body;
use crate::http::perform::Write;
use crate::http::problem::{OWN_MATTER, Problem};

/// Why a second factor is taken away.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = SecondFactorReset)]
pub struct SecondFactorResetIn {
    /// Why.
    #[schema(
        min_length = 1,
        max_length = 500,
        pattern = r"\S",
        example = "Lost the phone; identity checked in a call to the number on record.", extensions(("x-text" = json!("lines"))))]
    reason: String,
}

/// Take away the second factor of somebody who lost it
///
/// Administrators do it for somebody else, with a reason. Every session of the account ends, and a letter tells its owner.
/// The account signs in with the password alone until a new one is added.
#[utoipa::path(post, path = "/{account_id}/second-factor/reset", tag = "Accounts",
    extensions(("x-refuses" = json!([OWN_MATTER, SECOND_FACTOR_MISSING]))))]
pub async fn create_second_factor_reset(
    caller: Caller<Admin>,
    id: Path<AccountId>,
    write: Write,
    body: Body<SecondFactorResetIn>,
) -> Result<Answered<Record<AccountOut>>, Problem> {
    let app = write.app();
    let done = write
        .perform(async |tx| {
            let account = actions::take_away(app, tx, caller.account_id, *id, &body.0.reason).await?;
            let version = account.version;
            Ok(Record::new(shown(app, tx, account).await?, version))
        })
        .await?;
    app.tokens.forget_all();
    Ok(done)
}
