//! `/v1/accounts`: everybody's accounts, for those who run the house.

use actix_web::web::{Data, Path};
use guildhall_domain::accounts::{AccountStatus, Role};
use guildhall_domain::ids::AccountId;
use guildhall_persistence::Slice;
use guildhall_persistence::accounts::{self as store, AccountFilter, AccountSort};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};

use super::actions::administer::{self, Decision};
use super::problems::{ACCOUNT_AWAITS_CONFIRMATION, ACCOUNT_ERASED, LAST_ADMIN, OWN_ADMIN_ACCESS};
use super::record::{AccountOut, all_shown, shown};
use crate::app::App;
use crate::code_schema;
use crate::http::answers::{Answered, Record};
use crate::http::auth::{Admin, Caller, Staff};
use crate::http::body::Body;
use crate::http::etag::IfMatch;
use crate::http::listing::{ListQuery, Listing};
use crate::http::page::Page;
use crate::http::perform::Write;
use crate::http::problem::{OWN_MATTER, Problem};
use crate::http::query::{NoParams, Params};
use crate::wire::AccountStatusCode;

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
    /// Only those that this role was granted to.
    #[param(inline, value_type = Option<GrantedRoleCode>, nullable = false)]
    role: Option<Role>,
    /// Only in this status.
    #[param(inline, value_type = Option<AccountStatusCode>, nullable = false)]
    status: Option<AccountStatus>,
    /// Only the one with this address, case ignored. A plus sign is written `%2B`.
    #[param(format = Email, min_length = 3, max_length = 254, nullable = false, example = "alex.rivera@springfield.example")]
    email: Option<String>,
}

impl ListQuery for AccountQuery {
    type Sort = AccountSort;

    fn order(&self) -> (&'static str, AccountSort) {
        ("accounts/newest", AccountSort::Newest)
    }
}

impl AccountQuery {
    fn filter(&self) -> AccountFilter {
        AccountFilter { role: self.role, status: self.status, email: self.email.clone() }
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
#[utoipa::path(get, path = "", tag = "Accounts")]
pub async fn list_accounts(_: Caller<Staff>, list: Listing<AccountQuery>) -> Result<Page<AccountOut>, Problem> {
    let app = list.app();
    let found = store::list_accounts(&app.db, &list.query.filter(), list.page()).await?;
    let items = all_shown(app, &app.db, found.items).await?;
    Ok(list.answer(Slice { items, next: found.next }, |shown| shown))
}

/// Read an account
///
/// For staff and administrators. Everybody reads their own at `/v1/accounts/me`.
#[utoipa::path(get, path = "/{account_id}", tag = "Accounts")]
pub async fn get_account(
    _: Caller<Staff>,
    app: Data<App>,
    id: Path<AccountId>,
    _: Params<NoParams>,
) -> Result<Record<AccountOut>, Problem> {
    let account = store::load_account(&app.db, *id).await?;
    let version = account.version;
    Ok(Record::new(shown(&app, &app.db, account).await?, version))
}

/// Grant roles, suspend or reinstate
///
/// Administrators decide about others: nobody grants a role to their own account. Roles reach tokens already given out
/// within a second; suspension ends every session. The status `active` also opens an account again that its owner closed,
/// with no role, until the person is forgotten. Every administrator is told by letter when somebody becomes `admin`,
/// `finance` or `faculty`.
#[utoipa::path(patch, path = "/{account_id}", tag = "Accounts",
    extensions(("x-refuses" = json!([OWN_MATTER, OWN_ADMIN_ACCESS, LAST_ADMIN, ACCOUNT_AWAITS_CONFIRMATION, ACCOUNT_ERASED]))))]
pub async fn update_account(
    caller: Caller<Admin>,
    id: Path<AccountId>,
    seen: IfMatch,
    write: Write,
    body: Body<AccountPatch>,
) -> Result<Answered<Record<AccountOut>>, Problem> {
    let app = write.app();
    let roles = body.0.roles.as_ref().map(|roles| roles.iter().copied().collect());
    let decision = Decision { roles, status: body.0.status };
    let changed = write
        .perform(async |tx| {
            let account = administer::decide(app, tx, caller.account_id, *id, &seen, &decision).await?;
            let version = account.version;
            Ok(Record::new(shown(app, tx, account).await?, version))
        })
        .await?;
    app.tokens.forget_all();
    Ok(changed)
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
