//! Adding a second factor to one's own account, and taking somebody else's away.

use guildhall_domain::accounts::second_factor::{SecondFactorRefusal, due_after, is_guarded};
use guildhall_domain::accounts::{Account, AccountEvent, Roles, SessionEnd};
use guildhall_domain::ids::AccountId;
use guildhall_domain::{Refusal, own_matter};
use guildhall_persistence::accounts::{self as store, SecondFactorRecord, SecondFactorReset};
use guildhall_persistence::{Read, Tx};
use totp_rs::Secret;

use super::checking::{self, Fitting, recovery_hash, sealed};
use super::letters::{RecoveryCodesReplaced, SecondFactorAdded, SecondFactorRemoved, SecondFactorTaken};
use super::{proving, totp};
use crate::accounts::letters;
use crate::app::App;
use crate::config::SecondFactor;
use crate::events;
use crate::http::auth::Identity;
use crate::http::problem::{INTERNAL, Problem};
use crate::vault;

/// Bytes of a secret, as RFC 4226 recommends.
const SECRET_BYTES: usize = 20;

/// What an app needs, shown once.
pub struct Begun {
    /// The secret, to type.
    pub secret: String,
    /// The same as an address, to scan.
    pub uri: String,
}

/// Begins a second factor, in the place of one that was begun and never confirmed.
///
/// # Errors
/// `second-factor-active`; those of the store.
pub async fn begin(app: &App, tx: &Tx, id: AccountId) -> Result<Begun, Problem> {
    let account = store::lock_account(tx, id).await?;
    if checking::active(tx, id).await?.is_some() {
        return Err(Refusal::from(SecondFactorRefusal::Active).into());
    }
    let secret: [u8; SECRET_BYTES] = app.entropy.bytes();
    let record = sealed(id);
    let key = vault::key_for_writing(app, tx, record.owner).await?;
    let factor = SecondFactorRecord {
        account_id: id,
        secret_sealed: key.seal(&record, &secret)?,
        begun_at: app.clock.now(),
        confirmed_at: None,
        last_step: 0,
    };
    store::save_second_factor(tx, &factor).await?;
    let uri = totp::of(&secret, &account.email)?.to_url().map_err(|_| Problem::new(&INTERNAL))?;
    Ok(Begun { secret: Secret::from(secret).to_base32(), uri })
}

/// Confirms it with the first code; the recovery codes, shown once.
///
/// # Errors
/// `second-factor-not-begun`, `second-factor-code-wrong`; those of the store.
pub async fn confirm(app: &App, tx: &Tx, id: AccountId, code: &str) -> Result<Vec<String>, Problem> {
    let account = store::lock_account(tx, id).await?;
    let begun = store::find_second_factor(tx, id).await?.filter(|factor| factor.confirmed_at.is_none());
    let mut factor = begun.ok_or_else(|| Refusal::from(SecondFactorRefusal::NotBegun))?;
    let totp = checking::opened(app, tx, &account, &factor).await?;
    let step = totp::step_of(&totp, code, app.clock.now());
    let wrong = || Problem::from(Refusal::from(SecondFactorRefusal::CodeWrong)).at("/code");
    factor.last_step = step.ok_or_else(wrong)?;
    factor.confirmed_at = Some(app.clock.now());
    store::save_second_factor(tx, &factor).await?;
    let codes = new_codes(app, tx, id).await?;
    letters::send(app, tx, &account.email, &SecondFactorAdded::new(app)).await?;
    events::record(app, tx, Some(id), AccountEvent::SecondFactorAdded { account: id }).await?;
    Ok(codes)
}

/// Recovery codes in the place of those that the account has.
async fn new_codes(app: &App, tx: &Tx, id: AccountId) -> Result<Vec<String>, Problem> {
    let count = app.policies.accounts.second_factor.recovery_codes.value;
    let codes: Vec<String> = (0..count).map(|_| recovery_code(app)).collect();
    let hashes: Vec<[u8; 32]> = codes.iter().map(|code| recovery_hash(code)).collect();
    store::replace_recovery_codes(tx, id, &hashes).await?;
    Ok(codes)
}

/// Makes new recovery codes for whoever shows a code; they are shown once.
///
/// # Errors
/// `second-factor-code-wrong`; those of the store.
pub async fn replace_codes(app: &App, tx: &Tx, id: AccountId, proof: &Fitting) -> Result<Vec<String>, Problem> {
    let account = store::lock_account(tx, id).await?;
    proving::use_up(app, tx, id, proof).await?;
    let codes = new_codes(app, tx, id).await?;
    letters::send(app, tx, &account.email, &RecoveryCodesReplaced::new(app)).await?;
    events::record(app, tx, Some(id), AccountEvent::RecoveryCodesReplaced { account: id }).await?;
    Ok(codes)
}

/// Removes one's own second factor for whoever shows a code; every other session ends.
///
/// # Errors
/// `second-factor-code-wrong`; those of the store.
pub async fn remove(app: &App, tx: &Tx, by: &Identity, proof: &Fitting) -> Result<(), Problem> {
    let id = by.account_id;
    let account = store::lock_account(tx, id).await?;
    proving::use_up(app, tx, id, proof).await?;
    store::delete_second_factor(tx, id).await?;
    store::end_sessions_of(tx, id, Some(by.session_id), SessionEnd::PasswordChanged, app.clock.now()).await?;
    letters::send(app, tx, &account.email, &SecondFactorRemoved::new(app)).await?;
    events::record(app, tx, Some(id), AccountEvent::SecondFactorRemoved { account: id }).await
}

/// Sixteen letters and digits in fours.
fn recovery_code(app: &App) -> String {
    let letters: Vec<char> =
        Secret::from(app.entropy.bytes::<10>().to_vec()).to_base32().to_lowercase().chars().collect();
    letters.chunks(4).map(|four| four.iter().collect::<String>()).collect::<Vec<_>>().join("-")
}

/// Takes the second factor of somebody else away, who lost it: every session ends, and a letter tells the owner.
///
/// # Errors
/// `own-matter`, `second-factor-missing`, `not-found`; those of the store.
pub async fn take_away(app: &App, tx: &Tx, by: AccountId, id: AccountId, reason: &str) -> Result<Account, Problem> {
    own_matter::check(by, [Some(id)])?;
    let account = store::lock_account(tx, id).await?;
    if !store::delete_second_factor(tx, id).await? {
        return Err(Refusal::from(SecondFactorRefusal::None).into());
    }
    let now = app.clock.now();
    let reset = SecondFactorReset { id: app.entropy.uuid(now), account_id: id, by, reason, at: now };
    store::insert_second_factor_reset(tx, &reset).await?;
    if is_guarded(account.roles) {
        store::save_second_factor_due_at(tx, id, due_after(now, &app.policies.accounts)).await?;
    }
    store::end_sessions_of(tx, id, None, SessionEnd::PasswordReset, now).await?;
    letters::send(app, tx, &account.email, &SecondFactorTaken::new(app)).await?;
    events::record(app, tx, Some(by), AccountEvent::SecondFactorReset { account: id }).await?;
    Ok(account)
}

/// The granted roles of an account that count now.
///
/// # Errors
/// Those of any read.
pub async fn counting(app: &App, db: &dyn Read, account: &Account) -> Result<Roles, Problem> {
    if app.config.second_factor() == SecondFactor::Offered || !is_guarded(account.roles) {
        return Ok(account.roles);
    }
    let due_at = store::second_factor_due_at(db, account.id).await?;
    let is_active = checking::active(db, account.id).await?.is_some();
    let now = app.clock.now();
    Ok(guildhall_domain::accounts::second_factor::counting(account.roles, due_at, is_active, now))
}

/// Begins the time that somebody with a guarded role has to add a second factor: with the grant, or where it was granted
/// before this version, with the next signing in.
///
/// # Errors
/// Those of any write.
pub async fn set_due(app: &App, tx: &Tx, account: &Account, is_granted_now: bool) -> Result<(), Problem> {
    if !is_guarded(account.roles) {
        return Ok(());
    }
    if is_granted_now || store::second_factor_due_at(tx, account.id).await?.is_none() {
        let due_at = due_after(app.clock.now(), &app.policies.accounts);
        store::save_second_factor_due_at(tx, account.id, due_at).await?;
    }
    Ok(())
}
