//! Taking a change of address back, from the old mailbox.
//!
//! Invariant: the account has the old address again and nothing else opens it: no session, no password, and no second
//! factor that was added since.

use guildhall_domain::accounts::{Account, AccountEvent, AccountStatus, AddressChange, SessionEnd, TokenPurpose};
use guildhall_persistence::{Tx, accounts as store};

use super::changing;
use crate::accounts::actions::one_time;
use crate::accounts::letters;
use crate::accounts::secrets::token_hash;
use crate::app::App;
use crate::events;
use crate::http::problem::Problem;

/// Puts the old address back, with every later change undone, and sends a letter there to set a new password.
///
/// # Errors
/// `one-time-token-refused`, also when the address belongs to another account by now; those of the store.
pub async fn revoke(app: &App, tx: &Tx, token: &str) -> Result<(), Problem> {
    let (change, mut account) = revocable(app, tx, token).await?;
    changing::free(tx, account.id, &change.former_email).await?;
    let now = app.clock.now();
    account.email = change.former_email.clone();
    account.updated_at = now;
    account.version = changing::save(tx, &account).await?;
    store::save_password(tx, &account, "", now).await?;
    store::withdraw_address_changes(tx, account.id).await?;
    store::save_revoked(tx, &change, now).await?;
    forget_second_factor(tx, &change).await?;
    store::end_sessions_of(tx, account.id, None, SessionEnd::PasswordReset, now).await?;
    let reset = one_time::issue(app, tx, account.id, TokenPurpose::ResetPassword).await?;
    letters::send(app, tx, &account.email, &letters::ResetPassword::new(app, reset)).await?;
    let revoked = AccountEvent::AddressChangeRevoked { account: account.id, change: change.id };
    events::record(app, tx, None, revoked).await
}

async fn revocable(app: &App, tx: &Tx, token: &str) -> Result<(AddressChange, Account), Problem> {
    let (hash, now) = (token_hash(token), app.clock.now());
    let made = store::find_revocable_change(tx, &hash, now).await?.ok_or_else(one_time::refused)?;
    let account = store::lock_account(tx, made.account_id).await?;
    let change = store::find_revocable_change(tx, &hash, now).await?.ok_or_else(one_time::refused)?;
    if account.status == AccountStatus::Active { Ok((change, account)) } else { Err(one_time::refused()) }
}

/// A second factor that was added since the change is not the owner's.
async fn forget_second_factor(tx: &Tx, change: &AddressChange) -> Result<(), Problem> {
    let factor = store::find_second_factor(tx, change.account_id).await?;
    if factor.is_some_and(|factor| Some(factor.begun_at) >= change.changed_at) {
        store::delete_second_factor(tx, change.account_id).await?;
    }
    Ok(())
}
