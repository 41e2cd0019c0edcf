//! Changing one's own account.

use guildhall_domain::accounts::Account;
use guildhall_domain::ids::AccountId;
use guildhall_persistence::{Tx, accounts as store, members};
use serde_json::json;

use super::account as subject;
use crate::accounts::names;
use crate::app::App;
use crate::audit;
use crate::http::etag::IfMatch;
use crate::http::problem::Problem;

/// Changes the person's name, in the account and in the member record; a part
/// that is not given stays.
///
/// # Errors
/// `name-refused`, `stale-version`; those of the store.
pub async fn rename(
    app: &App,
    tx: &Tx,
    id: AccountId,
    seen: &IfMatch,
    given: Option<&str>,
    family: Option<&str>,
) -> Result<Account, Problem> {
    let mut account = store::lock_account(tx, id).await?;
    seen.check(account.version)?;
    account.name = names::person_name(given.unwrap_or(account.name.given()), family.unwrap_or(account.name.family()))?;
    account.updated_at = app.clock.now();
    account.version = store::save_account(tx, &account).await?;
    rename_member(app, tx, &account).await?;
    audit::record(app, tx, Some(id), "account.renamed", subject(id), json!({})).await?;
    Ok(account)
}

/// The person's member record carries the same name from the same moment on.
async fn rename_member(app: &App, tx: &Tx, account: &Account) -> Result<(), Problem> {
    let Some(member) = members::find_member_by_account(tx, account.id).await? else { return Ok(()) };
    let mut member = members::lock_member(tx, member.id).await?;
    member.name = account.name.clone();
    member.updated_at = app.clock.now();
    members::save_member(tx, &member).await?;
    Ok(())
}
