//! Making a change of address that the new mailbox has proved.
//!
//! Invariant: of many uses of one token one changes the address; what could open the account by way of the old mailbox
//! is worthless afterward, except the link that takes the change back.

use guildhall_domain::accounts::session::later;
use guildhall_domain::accounts::{Account, AccountEvent, AccountStatus, AddressChange, SessionEnd, TokenPurpose};
use guildhall_domain::ids::AccountId;
use guildhall_persistence::{Tx, accounts as store};

use super::letters::AddressChanged;
use crate::accounts::actions::one_time;
use crate::accounts::letters;
use crate::accounts::secrets::token_hash;
use crate::app::App;
use crate::events;
use crate::http::problem::Problem;

/// An account with another address, and the token with which the old mailbox takes that back.
pub struct Changed {
    /// The account as it is now.
    pub account: Account,
    /// The token.
    pub revocation: String,
}

/// Changes the address. The owner's session that asked goes on, every other one ends.
///
/// # Errors
/// `one-time-token-refused`, also when the address belongs to another account by now; those of the store.
pub async fn change(app: &App, tx: &Tx, token: &str) -> Result<Changed, Problem> {
    let (change, mut account) = proved(app, tx, token).await?;
    free(tx, account.id, &change.email).await?;
    let now = app.clock.now();
    let former = std::mem::replace(&mut account.email, change.email.clone());
    account.updated_at = now;
    account.version = save(tx, &account).await?;
    store::withdraw_one_time_tokens(tx, account.id, TokenPurpose::ResetPassword).await?;
    store::end_sessions_of(tx, account.id, change.session_id, SessionEnd::PasswordChanged, now).await?;
    let revocation = app.entropy.secret();
    let until = later(now, app.policies.accounts.address.revocation());
    store::save_changed(tx, change.id, &former, &token_hash(&revocation), until, now).await?;
    letters::send(app, tx, &former, &AddressChanged::new(app, revocation.clone())).await?;
    let changed = AccountEvent::AddressChanged { account: account.id, change: change.id };
    events::record(app, tx, Some(change.asked_by), changed).await?;
    Ok(Changed { account, revocation })
}

/// The change that a token proves, and the account, locked; looked at again once it is.
async fn proved(app: &App, tx: &Tx, token: &str) -> Result<(AddressChange, Account), Problem> {
    let (hash, now) = (token_hash(token), app.clock.now());
    let asked = store::find_asked_change(tx, &hash, now).await?.ok_or_else(one_time::refused)?;
    let account = store::lock_account(tx, asked.account_id).await?;
    let change = store::find_asked_change(tx, &hash, now).await?.ok_or_else(one_time::refused)?;
    if account.status == AccountStatus::Active { Ok((change, account)) } else { Err(one_time::refused()) }
}

/// Takes an address from an account that was never confirmed: the mailbox has said whose it is.
///
/// # Errors
/// `one-time-token-refused` when it is the address of an account that is somebody's; those of the store.
pub async fn free(tx: &Tx, id: AccountId, email: &str) -> Result<(), Problem> {
    let Some(other) = store::find_credentials(tx, email).await?.map(|known| known.account) else { return Ok(()) };
    if other.id == id {
        return Ok(());
    }
    let mut other = store::lock_account(tx, other.id).await?;
    if other.status != AccountStatus::Pending {
        return Err(one_time::refused());
    }
    other.email = format!("released-{}@guildhall.invalid", other.id);
    store::save_account(tx, &other).await?;
    store::withdraw_one_time_tokens(tx, other.id, TokenPurpose::ConfirmEmail).await?;
    store::withdraw_one_time_tokens(tx, other.id, TokenPurpose::ResetPassword).await?;
    Ok(store::forget_registrations(tx, other.id).await?)
}

/// Saves the account with its address.
///
/// # Errors
/// `one-time-token-refused` when another account took the address in this moment; those of the store.
pub async fn save(tx: &Tx, account: &Account) -> Result<i64, Problem> {
    match store::save_account(tx, account).await {
        Err(error) if error.violates("email_key") => Err(one_time::refused()),
        saved => Ok(saved?),
    }
}
