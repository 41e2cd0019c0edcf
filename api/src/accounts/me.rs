//! `/v1/accounts/me`: the account of whoever asks.

use actix_web::web::Data;
use actix_web::{get, patch};
use guildhall_persistence::accounts as store;
use serde::Deserialize;
use utoipa::ToSchema;

use super::actions::amend;
use super::record::{AccountOut, shown};
use crate::app::App;
use crate::http::auth::Caller;
use crate::http::body::Body;
use crate::http::etag::{IfMatch, IfMatchHeader};
use crate::http::perform::Write;
use crate::http::problem::Problem;
use crate::http::query::{NoParams, Params};
use crate::http::reply::Reply;

/// A change to one's own account: absent members stay.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = OwnAccountPatch)]
pub struct OwnAccountPatch {
    /// Given name.
    #[schema(min_length = 1, max_length = 100, pattern = r"\S", nullable = false, example = "Alex")]
    given_name: Option<String>,
    /// Family name.
    #[schema(min_length = 1, max_length = 100, pattern = r"\S", nullable = false, example = "Rivera")]
    family_name: Option<String>,
}

/// Read my account
///
/// With every role held now and, for a member, the id of the member record.
#[utoipa::path(tag = "Accounts", operation_id = "getMe", security(("bearer" = [])),
    responses((status = 200, description = "The account.", body = AccountOut), (status = 304, description = "Not changed.")))]
#[get("/me")]
pub async fn get_me(caller: Caller, app: Data<App>, _: Params<NoParams>) -> Result<Reply, Problem> {
    let account = store::load_account(&app.db, caller.account_id).await?;
    let version = account.version;
    Reply::record(&shown(&app, &app.db, account).await?, version)
}

/// Change my account
///
/// The person's name. Roles, status and address cannot be changed here.
#[utoipa::path(tag = "Accounts", operation_id = "updateMe", security(("bearer" = [])),
    params(IfMatchHeader), request_body = OwnAccountPatch,
    responses((status = 200, description = "The changed account.", body = AccountOut), (status = 409, description = "`name-refused`")))]
#[patch("/me")]
pub async fn update_me(
    caller: Caller,
    seen: IfMatch,
    write: Write,
    body: Body<OwnAccountPatch>,
) -> Result<Reply, Problem> {
    let (app, patch) = (write.app(), body.0);
    write
        .perform(async |tx| {
            let (given, family) = (patch.given_name.as_deref(), patch.family_name.as_deref());
            let account = amend::rename(app, tx, caller.account_id, &seen, given, family).await?;
            let version = account.version;
            Reply::record(&shown(app, tx, account).await?, version)
        })
        .await
}
