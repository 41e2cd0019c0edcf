//! Changing one's own account.

use guildhall_domain::accounts::{Account, AccountEvent};
use guildhall_domain::ids::AccountId;
use guildhall_persistence::{Tx, accounts as store};

use crate::accounts::names;
use crate::app::App;
use crate::events;
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
    let before = store::lock_account(tx, id).await?;
    seen.check(before.version)?;
    let name = names::person_name(given.unwrap_or(before.name.given()), family.unwrap_or(before.name.family()))?;
    if name == before.name {
        return Ok(before);
    }
    let mut account = Account { name, ..before };
    account.updated_at = app.clock.now();
    account.version = store::save_account(tx, &account).await?;
    events::record(app, tx, Some(id), AccountEvent::Updated { account: id }).await?;
    Ok(account)
}
