//! Confirming an address.

use guildhall_domain::accounts::{Account, AccountEvent, AccountStatus, TokenPurpose};
use guildhall_persistence::{Tx, accounts as store};

use super::one_time;
use crate::app::App;
use crate::events;
use crate::http::problem::Problem;

/// Opens the account that the token of a letter belongs to.
///
/// # Errors
/// `one-time-token-refused`, also when the account was suspended meanwhile; those of the store.
pub async fn confirm(app: &App, tx: &Tx, token: &str) -> Result<Account, Problem> {
    let id = one_time::take(app, tx, token, TokenPurpose::ConfirmEmail).await?;
    let mut account = store::lock_account(tx, id).await?;
    match account.status {
        AccountStatus::Active => return Ok(account),
        AccountStatus::Suspended => return Err(one_time::refused()),
        AccountStatus::Pending => account.status = AccountStatus::Active,
    }
    account.updated_at = app.clock.now();
    account.version = store::save_account(tx, &account).await?;
    events::record(app, tx, Some(id), AccountEvent::Confirmed { account: id }).await?;
    Ok(account)
}
