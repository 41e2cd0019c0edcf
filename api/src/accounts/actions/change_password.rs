//! Changing one's own password, knowing the present one.

use guildhall_domain::accounts::{AccountEvent, SessionEnd, TokenPurpose};
use guildhall_domain::ids::AccountId;
use guildhall_persistence::Tx;
use guildhall_persistence::accounts::{self as store, Credentials};
use secrecy::{ExposeSecret, SecretString};

use super::failures::{self, Guesser};
use super::new_password;
use crate::accounts::letters;
use crate::accounts::problems::WRONG_CURRENT_PASSWORD;
use crate::app::App;
use crate::events;
use crate::http::auth::Identity;
use crate::http::problem::Problem;

/// A change whose present password was right.
pub struct Prepared {
    account_id: AccountId,
    old_hash: String,
    new_hash: String,
}

/// Judges both passwords. A wrong present one is counted like a failed sign-in.
///
/// # Errors
/// `wrong-current-password`, `too-many-failures`, `password-refused`; those of the store.
pub async fn prepare(
    app: &App,
    account_id: AccountId,
    current: &SecretString,
    new: &SecretString,
) -> Result<Prepared, Problem> {
    let credentials = check_current(app, account_id, current).await?;
    let account = credentials.account;
    let own_words = [account.email.as_str(), account.name.given(), account.name.family()];
    let new_hash = new_password::hashed(app, new, "/new_password", &own_words).await?;
    Ok(Prepared { account_id, old_hash: credentials.password_hash, new_hash })
}

/// The account, when the present password is right; a wrong one is counted like a failed sign-in.
///
/// # Errors
/// `wrong-current-password`, `too-many-failures`; those of the store.
pub async fn check_current(app: &App, id: AccountId, current: &SecretString) -> Result<Credentials, Problem> {
    let credentials = store::load_credentials(&app.db, id).await?;
    failures::check(app, &app.db, Guesser::Account(id)).await?;
    let stored = Some(credentials.password_hash.clone()).filter(|hash| !hash.is_empty());
    if !app.passwords.verify(current.expose_secret(), stored).await? {
        failures::count(app, Guesser::Account(id)).await?;
        return Err(Problem::new(&WRONG_CURRENT_PASSWORD));
    }
    Ok(credentials)
}

/// Stores the new password and ends every other session.
///
/// # Errors
/// `wrong-current-password` when it was changed meanwhile; those of the store.
pub async fn change(app: &App, tx: &Tx, by: &Identity, prepared: &Prepared) -> Result<(), Problem> {
    let id = prepared.account_id;
    let account = store::lock_account(tx, id).await?;
    if store::load_credentials(tx, id).await?.password_hash != prepared.old_hash {
        return Err(Problem::new(&WRONG_CURRENT_PASSWORD));
    }
    let now = app.clock.now();
    store::save_password(tx, &account, &prepared.new_hash, now).await?;
    store::end_sessions_of(tx, id, Some(by.session_id), SessionEnd::PasswordChanged, now).await?;
    store::withdraw_one_time_tokens(tx, id, TokenPurpose::ResetPassword).await?;
    letters::send(app, tx, &account.email, &letters::PasswordChanged::new(app)).await?;
    events::record(app, tx, Some(id), AccountEvent::PasswordChanged { account: id }).await
}
