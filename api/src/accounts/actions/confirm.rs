//! Confirming an address: whoever reads its mail says what the account opens with.
//!
//! Invariant: nothing that was typed before the proof survives it. The password is the one sent with the token, whoever
//! registered the address before or after; the names are the ones sent with it, or of the registration whose password
//! it is, or of the one that the token belongs to.

use std::net::IpAddr;

use guildhall_domain::accounts::{Account, AccountEvent, AccountStatus, TokenPurpose};
use guildhall_domain::members::PersonName;
use guildhall_persistence::Tx;
use guildhall_persistence::accounts::{self as store, Registration};
use secrecy::{ExposeSecret, SecretString};

use super::failures::{self, Guesser};
use super::{new_password, one_time};
use crate::accounts::names;
use crate::accounts::problems::PASSWORD_NEEDED;
use crate::accounts::secrets::token_hash;
use crate::app::App;
use crate::events;
use crate::http::problem::Problem;

/// So many registrations are compared with the password at most: each costs as much as a sign-in.
const COMPARED: usize = 6;

/// What comes with the token.
pub struct Proof<'a> {
    /// The token of a letter.
    pub token: &'a SecretString,
    /// The password that the account opens with.
    pub password: Option<&'a SecretString>,
    /// Given name, when the person says it anew.
    pub given_name: Option<&'a str>,
    /// Family name, likewise.
    pub family_name: Option<&'a str>,
}

/// A proof that was judged.
pub struct Prepared {
    token: SecretString,
    name: PersonName,
    password_hash: String,
}

/// Judges token, password and names; the token stays good.
///
/// # Errors
/// `one-time-token-refused`, `password-needed`, `password-refused`, `name-refused`; those of the store.
pub async fn prepare(app: &App, proof: &Proof<'_>) -> Result<Prepared, Problem> {
    let (account, registrations) = registered(app, proof.token).await?;
    let password = proof.password.ok_or_else(password_needed)?;
    let known = name_of(app, proof.token, password, registrations).await?.unwrap_or(account.name);
    let given = proof.given_name.unwrap_or(known.given());
    let name = match (proof.given_name, proof.family_name) {
        (None, None) => known,
        (_, family) => names::person_name(given, family.unwrap_or(known.family()))?,
    };
    let own_words = [account.email.as_str(), name.given(), name.family()];
    let password_hash = new_password::hashed(app, password, "/password", &own_words).await?;
    Ok(Prepared { token: proof.token.clone(), name, password_hash })
}

fn password_needed() -> Problem {
    let detail = "Send the password that the account opens with as `password`, together with the token.";
    Problem::new(&PASSWORD_NEEDED).detail(detail).at("/password")
}

/// The account of a token and everybody who registered its address; the token is taken and given back, because only
/// taking tells whether it is good.
async fn registered(app: &App, token: &SecretString) -> Result<(Account, Vec<Registration>), Problem> {
    let tx = app.db.begin().await?;
    let id = one_time::take(app, &tx, token.expose_secret(), TokenPurpose::ConfirmEmail).await?;
    let found = (store::load_account(&tx, id).await?, store::registrations_of(&tx, id).await?);
    tx.rollback().await?;
    Ok(found)
}

/// The name in the registration that the person made: the one whose password it is, otherwise the token's.
async fn name_of(
    app: &App,
    token: &SecretString,
    password: &SecretString,
    mut registrations: Vec<Registration>,
) -> Result<Option<PersonName>, Problem> {
    let hash = token_hash(token.expose_secret());
    registrations.sort_by_key(|one| (one.token_hash != hash, one.registered_at));
    if registrations.len() > 1 {
        for one in registrations.iter().take(COMPARED) {
            if app.passwords.verify(password.expose_secret(), Some(one.password_hash.clone())).await? {
                return Ok(Some(one.name.clone()));
            }
        }
    }
    Ok(registrations.into_iter().find(|one| one.token_hash == hash).map(|one| one.name))
}

/// Opens the account that the token belongs to, with the password and the name of the proof. Every other letter to the
/// address is worthless from then on.
///
/// # Errors
/// `one-time-token-refused`, also when the account was suspended or opened meanwhile; those of the store.
pub async fn confirm(app: &App, tx: &Tx, from: IpAddr, prepared: &Prepared) -> Result<Account, Problem> {
    let id = one_time::take(app, tx, prepared.token.expose_secret(), TokenPurpose::ConfirmEmail).await?;
    let mut account = store::lock_account(tx, id).await?;
    if account.status != AccountStatus::Pending {
        return Err(one_time::refused());
    }
    account.status = AccountStatus::Active;
    account.name = prepared.name.clone();
    account.updated_at = app.clock.now();
    account.version = store::save_account(tx, &account).await?;
    account.version = store::save_password(tx, &account, &prepared.password_hash, account.updated_at).await?;
    forget_others(app, tx, from, &account).await?;
    events::record(app, tx, Some(id), AccountEvent::Confirmed { account: id }).await?;
    Ok(account)
}

/// What strangers did with the address counts no longer.
async fn forget_others(app: &App, tx: &Tx, from: IpAddr, account: &Account) -> Result<(), Problem> {
    store::withdraw_one_time_tokens(tx, account.id, TokenPurpose::ConfirmEmail).await?;
    store::withdraw_one_time_tokens(tx, account.id, TokenPurpose::ResetPassword).await?;
    store::forget_registrations(tx, account.id).await?;
    failures::forget(app, tx, Guesser::At { email: &account.email, from }).await
}
