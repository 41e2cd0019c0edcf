//! Whether what was sent beside the password is the second factor of the account.
//!
//! Invariant: a code is good once. It is judged before the transaction, so that a wrong one is counted like a wrong
//! password, and used up in it.

use guildhall_domain::accounts::Account;
use guildhall_domain::ids::AccountId;
use guildhall_persistence::accounts::{self as store, SecondFactorRecord};
use guildhall_persistence::{Read, Tx};
use totp_rs::Totp;

use super::totp;
use crate::accounts::secrets::token_hash;
use crate::app::App;
use crate::http::problem::{INTERNAL, Problem};
use crate::vault::{self, KeyOwner, Sealed};

/// A code that fits: what is to be used up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fitting {
    /// The code of a step of the app.
    Step(i64),
    /// A recovery code, by its hash.
    Recovery([u8; 32]),
}

/// The second factor that guards an account, if one does.
///
/// # Errors
/// Those of any read.
pub async fn active(db: &dyn Read, account: AccountId) -> Result<Option<SecondFactorRecord>, Problem> {
    Ok(store::find_second_factor(db, account).await?.filter(|factor| factor.confirmed_at.is_some()))
}

/// What a code is, if it is good now.
///
/// # Errors
/// Those of any read; `internal` when the secret does not open.
pub async fn fitting(
    app: &App,
    db: &dyn Read,
    account: &Account,
    factor: &SecondFactorRecord,
    code: &str,
) -> Result<Option<Fitting>, Problem> {
    let step = totp::step_of(&opened(app, db, account, factor).await?, code, app.clock.now());
    if let Some(step) = step.filter(|step| *step > factor.last_step) {
        return Ok(Some(Fitting::Step(step)));
    }
    let hash = recovery_hash(code);
    Ok(store::has_recovery_code(db, account.id, &hash).await?.then_some(Fitting::Recovery(hash)))
}

/// Uses a code up; `false` when another request was first.
///
/// # Errors
/// Those of any write.
pub async fn use_up(app: &App, tx: &Tx, account: AccountId, fitting: &Fitting) -> Result<bool, Problem> {
    Ok(match fitting {
        Fitting::Step(step) => store::use_step(tx, account, *step).await?,
        Fitting::Recovery(hash) => store::use_recovery_code(tx, account, hash, app.clock.now()).await?,
    })
}

/// The generator of codes of an account.
///
/// # Errors
/// Those of any read; `internal` when the secret does not open.
pub async fn opened(app: &App, db: &dyn Read, account: &Account, factor: &SecondFactorRecord) -> Result<Totp, Problem> {
    let record = sealed(account.id);
    let key = vault::key_for_reading(app, db, record.owner).await?.ok_or_else(|| Problem::new(&INTERNAL))?;
    totp::of(&key.open(&record, &factor.secret_sealed)?, &account.email)
}

/// What the secret is bound to in the vault.
pub fn sealed(account: AccountId) -> Sealed {
    Sealed { owner: KeyOwner::Account(account), kind: "second_factor", id: account.uuid(), author: account }
}

/// The hash of a recovery code, however it is typed.
pub fn recovery_hash(code: &str) -> [u8; 32] {
    let plain: String = code.chars().filter(char::is_ascii_alphanumeric).collect();
    token_hash(&plain.to_ascii_lowercase())
}
