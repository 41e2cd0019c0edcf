//! The record of an account, as it is shown.

use chrono::{DateTime, Utc};
use guildhall_domain::accounts::{Account, AccountStatus, Role};
use guildhall_domain::members::Member;
use guildhall_persistence::{Read, members};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::held_roles;
use crate::app::App;
use crate::http::problem::Problem;
use crate::wire::{AccountStatusCode, RoleCode};

/// An account.
#[derive(Serialize, ToSchema)]
#[schema(as = Account)]
pub struct AccountOut {
    /// Id of the account.
    id: Uuid,
    /// Email address, as it was given.
    #[schema(format = Email, max_length = 254, example = "alex.rivera@springfield.example")]
    email: String,
    /// Given name; empty for somebody who has a family name only.
    #[schema(max_length = 100, example = "Alex")]
    given_name: String,
    /// Family name; empty for somebody who has a given name only.
    #[schema(max_length = 100, example = "Rivera")]
    family_name: String,
    /// When its owner closed it; it then cannot sign in. Null when it is not closed.
    #[schema(required)]
    closed_at: Option<DateTime<Utc>>,
    /// Name as certificates print it; null for the name above.
    #[schema(required, max_length = 200, example = "Alex Rivera")]
    printed_name: Option<String>,
    /// Whether the account may sign in.
    #[schema(value_type = AccountStatusCode)]
    status: AccountStatus,
    /// Every role held now: those granted, `account`, and `member` while a membership is active or in grace.
    #[schema(value_type = Vec<RoleCode>, max_items = 8)]
    roles: Vec<Role>,
    /// The person's member record; null when there is none.
    #[schema(required)]
    member_id: Option<Uuid>,
    /// When the account was made.
    created_at: DateTime<Utc>,
    /// When it last changed.
    updated_at: DateTime<Utc>,
}

/// The account with what follows from the person's membership.
///
/// # Errors
/// Those of any read.
pub async fn shown(app: &App, db: &dyn Read, account: Account) -> Result<AccountOut, Problem> {
    let member = members::find_member_by_account(db, account.id).await?;
    Ok(account_out(app, account, member.as_ref()))
}

/// Several accounts, with one look at the members' table for all of them.
///
/// # Errors
/// Those of any read.
pub async fn all_shown(app: &App, db: &dyn Read, accounts: Vec<Account>) -> Result<Vec<AccountOut>, Problem> {
    let ids: Vec<_> = accounts.iter().map(|account| account.id).collect();
    let members = members::members_of_accounts(db, &ids).await?;
    let of = |account: &Account| members.iter().find(|member| member.account_id == account.id);
    Ok(accounts
        .into_iter()
        .map(|account| {
            let member = of(&account);
            account_out(app, account, member)
        })
        .collect())
}

fn account_out(app: &App, account: Account, member: Option<&Member>) -> AccountOut {
    AccountOut {
        id: account.id.uuid(),
        roles: held_roles(app, account.roles, member).iter().collect(),
        member_id: member.map(|member| member.id.uuid()),
        given_name: account.name.given().to_owned(),
        family_name: account.name.family().to_owned(),
        printed_name: account.printed_name,
        email: account.email,
        closed_at: account.closed_at,
        status: account.status,
        created_at: account.created_at,
        updated_at: account.updated_at,
    }
}
