//! `/v1/accounts/me`: the account of whoever asks.

use actix_web::web::Data;
use guildhall_persistence::accounts as store;
use serde::Deserialize;
use utoipa::ToSchema;

use super::actions::amend::{self, Names};
use super::problems::NAME_REFUSED;
use super::record::{AccountOut, shown};
use crate::app::App;
use crate::http::answers::{Answered, Record};
use crate::http::auth::Caller;
use crate::http::body::Body;
use crate::http::etag::IfMatch;
use crate::http::perform::Write;
use crate::http::problem::Problem;
use crate::http::query::{NoParams, Params};
use crate::wire::patched;

/// A change to one's own account: absent members stay, null clears.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = OwnAccountPatch)]
pub struct OwnAccountPatch {
    /// Given name; null or empty for none, where there is a family name.
    #[serde(default, deserialize_with = "patched")]
    #[schema(value_type = Option<String>, max_length = 100, example = "Alex")]
    given_name: Option<Option<String>>,
    /// Family name; null or empty for none, where there is a given name.
    #[serde(default, deserialize_with = "patched")]
    #[schema(value_type = Option<String>, max_length = 100, example = "Rivera")]
    family_name: Option<Option<String>>,
    /// Name as certificates print it: your own, in other letters or shorter; null for the name of the account. Refused when
    /// a certificate cannot print every character of it.
    #[serde(default, deserialize_with = "patched")]
    #[schema(value_type = Option<String>, min_length = 1, max_length = 200, pattern = r"\S", example = "Alex Rivera")]
    printed_name: Option<Option<String>>,
}

impl From<OwnAccountPatch> for Names {
    fn from(patch: OwnAccountPatch) -> Self {
        Names { given: patch.given_name, family: patch.family_name, printed: patch.printed_name }
    }
}

/// Read my account
///
/// With every role held now and, for a member, the id of the member record.
#[utoipa::path(get, path = "/me", tag = "Accounts")]
pub async fn get_me(caller: Caller, app: Data<App>, _: Params<NoParams>) -> Result<Record<AccountOut>, Problem> {
    let account = store::load_account(&app.db, caller.account_id).await?;
    let version = account.version;
    Ok(Record::new(shown(&app, &app.db, account).await?, version))
}

/// Change my account
///
/// The person's name, and how certificates print it. Roles, status and address cannot be changed here.
#[utoipa::path(patch, path = "/me", tag = "Accounts", extensions(("x-refuses" = json!([NAME_REFUSED]))))]
pub async fn update_me(
    caller: Caller,
    seen: IfMatch,
    write: Write,
    body: Body<OwnAccountPatch>,
) -> Result<Answered<Record<AccountOut>>, Problem> {
    let (app, patch) = (write.app(), body.0);
    write
        .perform(async |tx| {
            let account = amend::rename(app, tx, caller.account_id, &seen, patch.clone().into()).await?;
            let version = account.version;
            Ok(Record::new(shown(app, tx, account).await?, version))
        })
        .await
}
