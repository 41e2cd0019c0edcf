//! Registering. What happens with a known address, only its owner learns, by mail.

use guildhall_domain::accounts::{Account, AccountEvent, AccountStatus, Roles, TokenPurpose};
use guildhall_domain::ids::AccountId;
use guildhall_domain::members::PersonName;
use guildhall_persistence::Tx;
use guildhall_persistence::accounts::{self as store, Registration};
use secrecy::SecretString;

use super::{new_password, one_time};
use crate::accounts::secrets::token_hash;
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
    (given, family): (&str, &str),
    password: Option<&SecretString>,
) -> Result<Newcomer, Problem> {
    names::check_address(email)?;
    let name = names::person_name(given, family)?;
    let own_words = [email, name.given(), name.family()];
    let password_hash = match password {
        Some(password) => new_password::hashed(app, password, "/password", &own_words).await?,
        None => String::new(),
    };
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
        printed_name: None,
        status: AccountStatus::Pending,
        roles: Roles::NONE,
        closed_at: None,
        demo: false,
        created_at: now,
        updated_at: now,
        version: 1,
    };
    match store::insert_account(tx, &account, &newcomer.password_hash).await {
        Ok(()) => invite(app, tx, &account, newcomer, false).await,
        Err(error) if error.violates("email_key") => register_again(app, tx, newcomer).await,
        Err(error) => Err(error.into()),
    }
}

/// Of an address that was never confirmed, every registration counts the same until its owner says which: none makes
/// another worthless, so that no stranger can keep the owner out by registering again and again.
async fn register_again(app: &App, tx: &Tx, newcomer: &Newcomer) -> Result<(), Problem> {
    let known = store::find_credentials(tx, &newcomer.email).await?.ok_or_else(unavailable)?;
    let mut account = store::lock_account(tx, known.account.id).await?;
    if account.status != AccountStatus::Pending {
        if letters::may_send::<letters::AccountExists>(app, tx, &account.email).await? {
            letters::send(app, tx, &account.email, &letters::AccountExists::new(app)).await?;
        }
        return Ok(());
    }
    if store::registrations_of(tx, account.id).await?.len() >= most_open_letters(app) {
        return Ok(());
    }
    account.updated_at = app.clock.now();
    account.version = store::save_account(tx, &account).await?;
    store::save_password(tx, &account, &newcomer.password_hash, account.updated_at).await?;
    invite(app, tx, &account, newcomer, true).await
}

/// So many letters wait in the mailbox at most; any of them opens the account.
fn most_open_letters(app: &App) -> usize {
    app.policies.accounts.registration.most_open_letters.value as usize
}

async fn invite(app: &App, tx: &Tx, account: &Account, newcomer: &Newcomer, again: bool) -> Result<(), Problem> {
    if !letters::may_send::<letters::ConfirmAddress>(app, tx, &account.email).await? {
        return Ok(());
    }
    let token = one_time::issue_another(app, tx, account.id, TokenPurpose::ConfirmEmail).await?;
    let registration = Registration {
        token_hash: token_hash(&token),
        account_id: account.id,
        name: newcomer.name.clone(),
        password_hash: newcomer.password_hash.clone(),
        registered_at: app.clock.now(),
    };
    store::insert_registration(tx, &registration).await?;
    letters::send(app, tx, &account.email, &letters::ConfirmAddress::new(app, token)).await?;
    events::record(app, tx, None, AccountEvent::Registered { account: account.id, again }).await
}
