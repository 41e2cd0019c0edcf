//! Confirming an address.

use guildhall_domain::accounts::{Account, AccountStatus, TokenPurpose};
use guildhall_persistence::{Tx, accounts as store};
use serde_json::json;

use super::{account as subject, one_time};
use crate::app::App;
use crate::audit;
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
    audit::record(app, tx, Some(id), "account.confirmed", subject(id), json!({})).await?;
    Ok(account)
}
