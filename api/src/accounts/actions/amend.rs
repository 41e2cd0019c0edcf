//! Changing one's own account.

use guildhall_domain::accounts::{Account, AccountEvent};
use guildhall_domain::ids::AccountId;
use guildhall_persistence::{Tx, accounts as store};

use crate::accounts::names;
use crate::app::App;
use crate::events;
use crate::http::etag::IfMatch;
use crate::http::problem::Problem;

/// What to change; none stays, inner none clears.
pub struct Names {
    /// Given name.
    pub given: Option<Option<String>>,
    /// Family name.
    pub family: Option<Option<String>>,
    /// The name as certificates print it.
    pub printed: Option<Option<String>>,
}

/// Changes the person's name, in the account and in the member record.
///
/// # Errors
/// `name-refused`, `stale-version`; those of the store.
pub async fn rename(app: &App, tx: &Tx, id: AccountId, seen: &IfMatch, change: Names) -> Result<Account, Problem> {
    let before = store::lock_account(tx, id).await?;
    seen.check(before.version)?;
    let mut account = before.clone();
    let given = change.given.unwrap_or_else(|| Some(account.name.given().to_owned())).unwrap_or_default();
    let family = change.family.unwrap_or_else(|| Some(account.name.family().to_owned())).unwrap_or_default();
    account.name = names::person_name(&given, &family)?;
    if let Some(printed) = change.printed {
        account.printed_name = printed.as_deref().map(names::printed_name).transpose()?;
    }
    if account == before {
        return Ok(before);
    }
    account.updated_at = app.clock.now();
    account.version = store::save_account(tx, &account).await?;
    events::record(app, tx, Some(id), AccountEvent::Updated { account: id }).await?;
    Ok(account)
}
