//! Failed attempts in a row: of sign-ins at an email address, whether or not an account has it, by the network address
//! they come from; of whoever is signed in and proves it again, by account.
//!
//! Invariants: of many simultaneous attempts no more learn whether they were right than the policy leaves free, because
//! each is judged against what was counted before it; whoever guesses from one place delays nobody elsewhere. PROMISES C6.

use std::net::IpAddr;

use actix_web::http::header;
use chrono::{DateTime, Utc};
use guildhall_domain::accounts::{AccountEvent, Failures, Reach, after_failure, blocked_until, counts_everywhere};
use guildhall_domain::ids::AccountId;
use guildhall_persistence::{Read, Tx, accounts as store};
use uuid::Uuid;

use super::aside::aside;
use crate::accounts::problems::TOO_MANY_FAILURES;
use crate::accounts::secrets::{account_hash, address_hash, address_hash_from};
use crate::app::App;
use crate::events;
use crate::http::problem::Problem;

/// Whose attempts are counted together.
#[derive(Clone, Copy)]
pub enum Guesser<'a> {
    /// Somebody who signs in.
    At {
        /// At this email address.
        email: &'a str,
        /// From this network address.
        from: IpAddr,
    },
    /// Somebody who is signed in: no stranger's guesses count.
    Account(AccountId),
}

impl Guesser<'_> {
    fn here(&self, app: &App) -> [u8; 32] {
        match self {
            Guesser::At { email, from } => address_hash_from(&app.secret, email, *from),
            Guesser::Account(id) => account_hash(&app.secret, *id),
        }
    }

    /// The key of all attempts at the address; every account has one place only.
    fn everywhere(&self, app: &App) -> Option<[u8; 32]> {
        match self {
            Guesser::At { email, .. } => Some(address_hash(&app.secret, email)),
            Guesser::Account(_) => None,
        }
    }
}

/// Passes while the attempts are looked at.
///
/// # Errors
/// `too-many-failures`; those of the store.
pub async fn check(app: &App, db: &dyn Read, guesser: Guesser<'_>) -> Result<(), Problem> {
    let now = app.clock.now();
    refuse_when_blocked(app, store::find_failures(db, &guesser.here(app)).await?, Reach::Here, now)?;
    if let Some(key) = guesser.everywhere(app) {
        refuse_when_blocked(app, store::find_failures(db, &key).await?, Reach::Everywhere, now)?;
    }
    Ok(())
}

/// Counts a failed attempt, for good.
///
/// # Errors
/// `too-many-failures` when others failed meanwhile; those of the store.
pub async fn count(app: &App, guesser: Guesser<'_>) -> Result<(), Problem> {
    let here = guesser.here(app);
    aside(app, async |tx| {
        let now = app.clock.now();
        let failed = one_more(app, tx, &here, Reach::Here, now).await?;
        let everywhere = guesser.everywhere(app).filter(|_| counts_everywhere(failed, &app.policies.accounts));
        if let Some(key) = everywhere {
            one_more(app, tx, &key, Reach::Everywhere, now).await?;
        }
        events::record(app, tx, None, AccountEvent::SignInFailed { sign_in: pseudonym(&here) }).await
    })
    .await
}

async fn one_more(app: &App, tx: &Tx, key: &[u8; 32], reach: Reach, now: DateTime<Utc>) -> Result<Failures, Problem> {
    let before = store::lock_failures(tx, key, now).await?;
    refuse_when_blocked(app, before, reach, now)?;
    let after = after_failure(before, now, &app.policies.accounts);
    store::save_failures(tx, key, after).await?;
    Ok(after)
}

/// Forgets the failures, after a success.
///
/// # Errors
/// `too-many-failures` when so many failed meanwhile that this success counts no longer.
pub async fn clear(app: &App, tx: &Tx, guesser: Guesser<'_>) -> Result<(), Problem> {
    check(app, tx, guesser).await?;
    forget(app, tx, guesser).await
}

/// Forgets the failures whatever they are: whoever reads an address's mail is its owner.
///
/// # Errors
/// Those of the store.
pub async fn forget(app: &App, tx: &Tx, guesser: Guesser<'_>) -> Result<(), Problem> {
    for key in [Some(guesser.here(app)), guesser.everywhere(app)].into_iter().flatten() {
        if store::find_failures(tx, &key).await?.is_some() {
            store::clear_failures(tx, &key).await?;
        }
    }
    Ok(())
}

fn refuse_when_blocked(app: &App, failed: Option<Failures>, reach: Reach, now: DateTime<Utc>) -> Result<(), Problem> {
    let policy = &app.policies.accounts;
    let until = failed.and_then(|failed| blocked_until(failed.count, reach, failed.last_failed_at, policy));
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
