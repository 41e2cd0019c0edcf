//! Setting a new password with the token of a letter.
//!
//! Whoever reads the address's mail is its owner: an unconfirmed account is
//! confirmed by this, and failed sign-ins are forgotten.

use std::net::IpAddr;

use guildhall_domain::accounts::{Account, AccountEvent, AccountStatus, SessionEnd, TokenPurpose};
use guildhall_persistence::{Tx, accounts as store};
use secrecy::{ExposeSecret, SecretString};

use super::failures::{self, Guesser};
use super::{new_password, one_time};
use crate::accounts::letters;
use crate::app::App;
use crate::events;
use crate::http::problem::Problem;

/// A reset whose token was good and whose password is.
pub struct Prepared {
    token: SecretString,
    email: String,
    from: IpAddr,
    new_hash: String,
}

/// Judges token and password; the token stays good.
///
/// # Errors
/// `one-time-token-refused`, `password-refused`; those of the store.
pub async fn prepare(app: &App, from: IpAddr, token: &SecretString, new: &SecretString) -> Result<Prepared, Problem> {
    let account = owner(app, token).await?;
    let own_words = [account.email.as_str(), account.name.given(), account.name.family()];
    let new_hash = new_password::hashed(app, new, "/new_password", &own_words).await?;
    Ok(Prepared { token: token.clone(), email: account.email, from, new_hash })
}

/// Whose token it is: taken and given back, because only taking tells.
async fn owner(app: &App, token: &SecretString) -> Result<Account, Problem> {
    let tx = app.db.begin().await?;
    let id = one_time::take(app, &tx, token.expose_secret(), TokenPurpose::ResetPassword).await?;
    let account = store::load_account(&tx, id).await?;
    tx.rollback().await?;
    Ok(account)
}

/// Uses the token up, with it those of all other letters, stores the password and ends every session.
///
/// # Errors
/// `one-time-token-refused`, also when the account was suspended meanwhile; those of the store.
pub async fn reset(app: &App, tx: &Tx, prepared: &Prepared) -> Result<(), Problem> {
    let id = one_time::take(app, tx, prepared.token.expose_secret(), TokenPurpose::ResetPassword).await?;
    store::withdraw_one_time_tokens(tx, id, TokenPurpose::ResetPassword).await?;
    failures::forget(app, tx, Guesser::At { email: &prepared.email, from: prepared.from }).await?;
    let mut account = store::lock_account(tx, id).await?;
    let now = app.clock.now();
    account.version = store::save_password(tx, &account, &prepared.new_hash, now).await?;
    account.updated_at = now;
    match account.status {
        AccountStatus::Active => {}
        AccountStatus::Suspended => return Err(one_time::refused()),
        AccountStatus::Pending => {
            account.status = AccountStatus::Active;
            store::save_account(tx, &account).await?;
            store::withdraw_one_time_tokens(tx, id, TokenPurpose::ConfirmEmail).await?;
            store::forget_registrations(tx, id).await?;
        }
    }
    store::end_sessions_of(tx, id, None, SessionEnd::PasswordReset, now).await?;
    letters::send(app, tx, &account.email, &letters::PasswordChanged::new(app)).await?;
    events::record(app, tx, Some(id), AccountEvent::PasswordReset { account: id }).await
}
