//! Failed attempts in a row at an address, whether or not an account has it.
//!
//! Invariant: of many simultaneous attempts no more learn whether they were
//! right than the policy leaves free, because each is judged against what was
//! counted before it. PROMISES C6.

use actix_web::http::header;
use chrono::{DateTime, Utc};
use guildhall_domain::accounts::{AccountEvent, Failures, after_failure, blocked_until};
use guildhall_persistence::{Read, Tx, accounts as store};
use uuid::Uuid;

use super::aside::aside;
use crate::accounts::problems::TOO_MANY_FAILURES;
use crate::accounts::secrets::address_hash;
use crate::app::App;
use crate::events;
use crate::http::problem::Problem;

/// Passes while attempts at the address are looked at.
///
/// # Errors
/// `too-many-failures`; those of the store.
pub async fn check(app: &App, db: &dyn Read, email: &str) -> Result<(), Problem> {
    let failures = store::find_failures(db, &address_hash(&app.secret, email)).await?;
    refuse_when_blocked(app, failures, app.clock.now())
}

/// Counts a failed attempt, for good.
///
/// # Errors
/// `too-many-failures` when others failed meanwhile; those of the store.
pub async fn count(app: &App, email: &str) -> Result<(), Problem> {
    let key = address_hash(&app.secret, email);
    aside(app, async |tx| {
        let now = app.clock.now();
        let before = store::lock_failures(tx, &key, now).await?;
        refuse_when_blocked(app, before, now)?;
        store::save_failures(tx, &key, after_failure(before, now, &app.policies.accounts)).await?;
        events::record(app, tx, None, AccountEvent::SignInFailed { sign_in: pseudonym(&key) }).await
    })
    .await
}

/// Forgets the failures, after a success.
///
/// # Errors
/// `too-many-failures` when so many failed meanwhile that this success counts no longer.
pub async fn clear(app: &App, tx: &Tx, email: &str) -> Result<(), Problem> {
    let key = address_hash(&app.secret, email);
    let failures = store::find_failures(tx, &key).await?;
    refuse_when_blocked(app, failures, app.clock.now())?;
    if failures.is_some() {
        store::clear_failures(tx, &key).await?
    }
    Ok(())
}

/// Forgets the failures whatever they are: whoever reads an address's mail is its owner.
///
/// # Errors
/// Those of the store.
pub async fn forget(app: &App, tx: &Tx, email: &str) -> Result<(), Problem> {
    Ok(store::clear_failures(tx, &address_hash(&app.secret, email)).await?)
}

fn refuse_when_blocked(app: &App, failures: Option<Failures>, now: DateTime<Utc>) -> Result<(), Problem> {
    let until = failures.and_then(|failed| blocked_until(failed.count, failed.last_failed_at, &app.policies.accounts));
    let Some(wait) = until.map(|until| until - now).filter(|wait| wait.num_microseconds() > Some(0)) else {
        return Ok(());
    };
    let seconds = (wait.num_milliseconds() + 999) / 1000;
    Err(Problem::new(&TOO_MANY_FAILURES).header(header::RETRY_AFTER, seconds.max(1).to_string()))
}

/// Known and unknown addresses leave the same trace: a pseudonym, not the address.
fn pseudonym(key: &[u8; 32]) -> Uuid {
    let mut id = [0; 16];
    for (to, from) in id.iter_mut().zip(key) {
        *to = *from;
    }
    Uuid::from_bytes(id)
}
