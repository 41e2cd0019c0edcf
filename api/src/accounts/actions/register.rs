//! Registering. What happens with a known address, only its owner learns, by mail.

use guildhall_domain::accounts::{Account, AccountEvent, AccountStatus, Roles, TokenPurpose};
use guildhall_domain::ids::AccountId;
use guildhall_domain::members::PersonName;
use guildhall_persistence::{Tx, accounts as store};
use secrecy::SecretString;

use super::{new_password, one_time};
use crate::accounts::{letters, names};
use crate::app::App;
use crate::events;
use crate::http::problem::{Problem, unavailable};

/// Somebody who registers; the password is hashed already.
pub struct Newcomer {
    email: String,
    name: PersonName,
    password_hash: String,
}

/// Judges what was sent, and does the work of hashing whether the address is known or not.
///
/// # Errors
/// `address-refused`, `name-refused`, `password-refused`; `unavailable`.
pub async fn prepare(
    app: &App,
    email: &str,
    given_name: &str,
    family_name: &str,
    password: &SecretString,
) -> Result<Newcomer, Problem> {
    names::check_address(email)?;
    let name = names::person_name(given_name, family_name)?;
    let own_words = [email, name.given(), name.family()];
    let password_hash = new_password::hashed(app, password, "/password", &own_words).await?;
    Ok(Newcomer { email: email.to_owned(), name, password_hash })
}

/// Makes an account that waits for its confirmation; for a known address, writes to its owner.
///
/// # Errors
/// Those of the store.
pub async fn register(app: &App, tx: &Tx, newcomer: &Newcomer) -> Result<(), Problem> {
    let now = app.clock.now();
    let account = Account {
        id: AccountId::new(app.entropy.uuid(now)),
        email: newcomer.email.clone(),
        name: newcomer.name.clone(),
        status: AccountStatus::Pending,
        roles: Roles::NONE,
        demo: false,
        created_at: now,
        updated_at: now,
        version: 1,
    };
    match store::insert_account(tx, &account, &newcomer.password_hash).await {
        Ok(()) => invite(app, tx, &account, false).await,
        Err(error) if error.violates("email_key") => register_again(app, tx, newcomer).await,
        Err(error) => Err(error.into()),
    }
}

/// Of an address that was never confirmed, the latest registration counts:
/// nobody can lie in wait for its owner with a password of their own.
async fn register_again(app: &App, tx: &Tx, newcomer: &Newcomer) -> Result<(), Problem> {
    let known = store::find_credentials(tx, &newcomer.email).await?.ok_or_else(unavailable)?;
    let mut account = store::lock_account(tx, known.account.id).await?;
    if account.status != AccountStatus::Pending {
        return letters::send(app, tx, &account.email, &letters::AccountExists::new(app)).await;
    }
    account.name = newcomer.name.clone();
    account.updated_at = app.clock.now();
    account.version = store::save_account(tx, &account).await?;
    store::save_password(tx, &account, &newcomer.password_hash, account.updated_at).await?;
    invite(app, tx, &account, true).await
}

async fn invite(app: &App, tx: &Tx, account: &Account, again: bool) -> Result<(), Problem> {
    let token = one_time::issue(app, tx, account.id, TokenPurpose::ConfirmEmail).await?;
    letters::send(app, tx, &account.email, &letters::ConfirmAddress::new(app, token)).await?;
    events::record(app, tx, None, AccountEvent::Registered { account: account.id, again }).await
}
