//! Changing one's own account.

use guildhall_domain::accounts::Account;
use guildhall_domain::ids::AccountId;
use guildhall_persistence::{Tx, accounts as store};
use serde_json::json;

use super::account as subject;
use crate::accounts::names;
use crate::app::App;
use crate::audit;
use crate::http::etag::IfMatch;
use crate::http::problem::Problem;

/// Changes the person's name; a part that is not given stays.
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
    audit::record(app, tx, Some(id), "account.renamed", subject(id), json!({})).await?;
    Ok(account)
}
