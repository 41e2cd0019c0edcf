//! `/v1/accounts`: everybody's accounts, for those who run the house.

use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, get, patch};
use guildhall_domain::accounts::{AccountStatus, Role};
use guildhall_domain::ids::AccountId;
use guildhall_persistence::accounts::{self as store, AccountFilter, AccountSort};
use guildhall_persistence::{PageRequest, Slice};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};

use super::actions::administer::{self, Decision};
use super::record::{AccountOut, all_shown, shown};
use crate::app::App;
use crate::http::auth::{Admin, Caller, Staff};
use crate::http::body::Body;
use crate::http::etag::{IfMatch, IfMatchHeader};
use crate::http::page::default_limit;
use crate::http::perform::Write;
use crate::http::problem::Problem;
use crate::http::query::{NoParams, Params};
use crate::http::reply::Reply;
use crate::wire::AccountStatusCode;
use crate::{code_schema, page_of};

page_of!(AccountPage, AccountOut);

const LIST: &str = "accounts/newest";
const GRANTED: [Role; 6] = [Role::Faculty, Role::Coach, Role::Staff, Role::Finance, Role::Board, Role::Admin];
const DECIDED: [AccountStatus; 2] = [AccountStatus::Active, AccountStatus::Suspended];

code_schema!(GrantedRoleCode, "GrantedRole", GRANTED, "A role that an administrator grants. Closed list.");
code_schema!(
    DecidedStatusCode,
    "DecidedAccountStatus",
    DECIDED,
    "What an administrator decides about an account. Closed list."
);

/// Which accounts are wanted.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct AccountQuery {
    /// Most items on the page.
    #[serde(default = "default_limit")]
    #[param(value_type = i32, minimum = 1, maximum = 100, default = 25, example = 25)]
    limit: u16,
    /// Cursor: `page.next` of the page before.
    #[param(min_length = 1, max_length = 2048, nullable = false)]
    after: Option<String>,
    /// Only those that this role was granted to.
    #[param(inline, value_type = Option<GrantedRoleCode>, nullable = false)]
    role: Option<Role>,
    /// Only in this status.
    #[param(inline, value_type = Option<AccountStatusCode>, nullable = false)]
    status: Option<AccountStatus>,
    /// Only the one with this address, case ignored.
    #[param(min_length = 3, max_length = 254, nullable = false, example = "alex.rivera@springfield.example")]
    email: Option<String>,
}

impl AccountQuery {
    fn filter(self) -> AccountFilter {
        AccountFilter { role: self.role, status: self.status, email: self.email }
    }
}

/// A decision about an account: absent members stay.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = AccountPatch)]
pub struct AccountPatch {
    /// All roles granted from now on; those that follow from facts are not among them.
    #[schema(value_type = Option<Vec<GrantedRoleCode>>, max_items = 6, nullable = false)]
    roles: Option<Vec<Role>>,
    /// Active or suspended.
    #[schema(value_type = Option<DecidedStatusCode>, nullable = false)]
    status: Option<AccountStatus>,
}

/// List accounts
///
/// For staff and administrators: the latest first, by role, status or address.
#[utoipa::path(tag = "Accounts", operation_id = "listAccounts", security(("bearer" = ["staff"])), params(AccountQuery),
    responses((status = 200, description = "One page.", body = AccountPage)))]
#[get("")]
pub async fn list_accounts(
    _: Caller<Staff>,
    app: Data<App>,
    request: HttpRequest,
    query: Params<AccountQuery>,
) -> Result<Reply, Problem> {
    let limit = query.0.limit;
    let after = app.cursors.read(LIST, query.0.after.as_deref())?;
    let page = PageRequest { limit, sort: AccountSort::Newest, after };
    let found = store::list_accounts(&app.db, &query.0.filter(), page).await?;
    let items = all_shown(&app, &app.db, found.items).await?;
    let slice = Slice { items, next: found.next };
    app.cursors.reply::<AccountPage, AccountOut>(&request, LIST, limit, slice, |shown| shown)
}

/// Read an account
///
/// For staff and administrators. Everybody reads their own at `/v1/accounts/me`.
#[utoipa::path(tag = "Accounts", operation_id = "getAccount", security(("bearer" = ["staff"])),
    responses((status = 200, description = "The account.", body = AccountOut), (status = 304, description = "Not changed.")))]
#[get("/{account_id}")]
pub async fn get_account(
    _: Caller<Staff>,
    app: Data<App>,
    id: Path<AccountId>,
    _: Params<NoParams>,
) -> Result<Reply, Problem> {
    let account = store::load_account(&app.db, *id).await?;
    let version = account.version;
    Reply::record(&shown(&app, &app.db, account).await?, version)
}

/// Grant roles, suspend or reinstate
///
/// Administrators decide. Roles reach tokens already given out within a second; suspension ends every session.
#[utoipa::path(tag = "Accounts", operation_id = "updateAccount", security(("bearer" = ["admin"])),
    params(IfMatchHeader), request_body = AccountPatch,
    responses((status = 200, description = "The changed account.", body = AccountOut),
        (status = 409, description = "`own-admin-access` `account-awaits-confirmation`")))]
#[patch("/{account_id}")]
pub async fn update_account(
    caller: Caller<Admin>,
    id: Path<AccountId>,
    seen: IfMatch,
    write: Write,
    body: Body<AccountPatch>,
) -> Result<Reply, Problem> {
    let app = write.app();
    let roles = body.0.roles.as_ref().map(|roles| roles.iter().copied().collect());
    let decision = Decision { roles, status: body.0.status };
    let reply = write
        .perform(async |tx| {
            let account = administer::decide(app, tx, caller.account_id, *id, &seen, &decision).await?;
            let version = account.version;
            Reply::record(&shown(app, tx, account).await?, version)
        })
        .await?;
    app.tokens.forget_all();
    Ok(reply)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exactly_the_roles_that_are_granted_can_be_granted() {
        let granted: Vec<Role> = Role::ALL.iter().copied().filter(|role| role.is_granted()).collect();
        assert_eq!(granted, GRANTED);
    }
}
