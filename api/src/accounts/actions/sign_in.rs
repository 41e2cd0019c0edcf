//! Signing in: the password first, without a transaction, then the session.
//!
//! Invariant: an unknown address, a wrong password and an unconfirmed account
//! with a wrong password look alike and cost the same. PROMISES C6, C7.

use std::net::IpAddr;

use chrono::{DateTime, Utc};
use guildhall_domain::accounts::session::later;
use guildhall_domain::accounts::{Account, AccountEvent, AccountStatus, Session};
use guildhall_domain::ids::{AccountId, SessionId};
use guildhall_persistence::{Tx, accounts as store};
use secrecy::{ExposeSecret, SecretString};

use super::failures::{self, Guesser};
use crate::accounts::problems::{
    ACCOUNT_CLOSED, ACCOUNT_NOT_CONFIRMED, ACCOUNT_SUSPENDED, SECOND_FACTOR_REQUIRED, SECOND_FACTOR_WRONG,
    WRONG_CREDENTIALS, unauthorized,
};
use crate::accounts::second_factor::actions::set_due;
use crate::accounts::second_factor::checking::{self, Fitting};
use crate::accounts::secrets::token_hash;
use crate::app::App;
use crate::events;
use crate::http::problem::{INTERNAL, Problem};

/// The right password was given for this account, as it was then.
pub struct Verified {
    account_id: AccountId,
    email: String,
    from: IpAddr,
    password_hash: String,
    second_factor: Option<Fitting>,
}

/// What a session hands to its holder, once.
pub struct TokenPair {
    /// Bearer token for requests.
    pub access: String,
    /// How long it lives.
    pub expires_in_seconds: i64,
    /// Good for one refresh.
    pub refresh: String,
}

/// Judges address, password and, where one guards the account, the second factor. A failure is counted although nothing else happens.
///
/// # Errors
/// `wrong-credentials`, `too-many-failures`, `account-not-confirmed`, `account-suspended`, `account-closed`,
/// `second-factor-required`, `second-factor-wrong`; those of the store.
pub async fn verify(
    app: &App,
    (email, from): (&str, IpAddr),
    password: &SecretString,
    code: Option<&str>,
) -> Result<Verified, Problem> {
    let guesser = Guesser::At { email, from };
    failures::check(app, &app.db, guesser).await?;
    let known = store::find_credentials(&app.db, email).await?;
    let stored = known.as_ref().map(|credentials| credentials.password_hash.clone()).filter(|hash| !hash.is_empty());
    let is_right = app.passwords.verify(password.expose_secret(), stored).await?;
    match known {
        Some(credentials) if is_right => {
            check_status(&credentials.account)?;
            let second_factor = check_second_factor(app, guesser, &credentials.account, code).await?;
            Ok(Verified {
                second_factor,
                from,
                account_id: credentials.account.id,
                email: credentials.account.email,
                password_hash: credentials.password_hash,
            })
        }
        _ => {
            failures::count(app, guesser).await?;
            Err(unauthorized(&WRONG_CREDENTIALS))
        }
    }
}

/// A missing code is no failure; a wrong one is counted like a wrong password.
async fn check_second_factor(
    app: &App,
    guesser: Guesser<'_>,
    account: &Account,
    code: Option<&str>,
) -> Result<Option<Fitting>, Problem> {
    let Some(factor) = checking::active(&app.db, account.id).await? else { return Ok(None) };
    let code = code.ok_or_else(|| unauthorized(&SECOND_FACTOR_REQUIRED))?;
    if let Some(fitting) = checking::fitting(app, &app.db, account, &factor, code).await? {
        return Ok(Some(fitting));
    }
    failures::count(app, guesser).await?;
    Err(unauthorized(&SECOND_FACTOR_WRONG))
}

/// Uses the code up. One that another request used meanwhile is worthless, and so is its absence where a second factor
/// was added meanwhile.
async fn use_up(app: &App, tx: &Tx, verified: &Verified) -> Result<(), Problem> {
    let is_good = match &verified.second_factor {
        Some(fitting) => checking::use_up(app, tx, verified.account_id, fitting).await?,
        None => checking::active(tx, verified.account_id).await?.is_none(),
    };
    if is_good { Ok(()) } else { Err(unauthorized(&SECOND_FACTOR_WRONG)) }
}

fn check_status(account: &Account) -> Result<(), Problem> {
    if account.closed_at.is_some() {
        return Err(Problem::new(&ACCOUNT_CLOSED));
    }
    match account.status {
        AccountStatus::Active => Ok(()),
        AccountStatus::Pending => Err(Problem::new(&ACCOUNT_NOT_CONFIRMED)),
        AccountStatus::Suspended => Err(Problem::new(&ACCOUNT_SUSPENDED)),
    }
}

/// Begins a session, if the account is still as it was when the password was right.
///
/// # Errors
/// As [`verify`].
pub async fn begin(
    app: &App,
    tx: &Tx,
    verified: &Verified,
    user_agent: Option<String>,
) -> Result<(Session, TokenPair), Problem> {
    failures::clear(app, tx, Guesser::At { email: &verified.email, from: verified.from }).await?;
    store::lock_account(tx, verified.account_id).await?;
    let now_known = store::load_credentials(tx, verified.account_id).await?;
    if now_known.password_hash != verified.password_hash {
        return Err(unauthorized(&WRONG_CREDENTIALS));
    }
    check_status(&now_known.account)?;
    use_up(app, tx, verified).await?;
    set_due(app, tx, &now_known.account, false).await?;
    let session = new_session(app, verified.account_id, user_agent);
    store::insert_session(tx, &session).await?;
    let pair = token_pair(app, tx, &session, session.created_at).await?;
    let created = AccountEvent::SessionCreated { session: session.id, account_id: session.account_id };
    events::record(app, tx, Some(session.account_id), created).await?;
    Ok((session, pair))
}

fn new_session(app: &App, account_id: AccountId, user_agent: Option<String>) -> Session {
    let now = app.clock.now();
    Session {
        id: SessionId::new(app.entropy.uuid(now)),
        account_id,
        created_at: now,
        last_used_at: now,
        expires_at: later(now, app.policies.accounts.lifetimes().session),
        ended_at: None,
        end_reason: None,
        user_agent,
    }
}

/// A fresh pair of tokens for a session; of the refresh token only the hash is kept.
///
/// # Errors
/// Those of any write.
pub async fn token_pair(app: &App, tx: &Tx, session: &Session, now: DateTime<Utc>) -> Result<TokenPair, Problem> {
    let refresh = app.entropy.secret();
    store::insert_refresh_token(tx, &token_hash(&refresh), session.id, now).await?;
    let lifetime = app.policies.accounts.lifetimes().access.min(session.expires_at - now);
    let signed = app.keys().sign(session.account_id, session.id, app.entropy.uuid(now), now, lifetime);
    let access = signed.map_err(|error| {
        tracing::error!(%error, "an access token cannot be signed");
        Problem::new(&INTERNAL)
    })?;
    Ok(TokenPair { access, expires_in_seconds: lifetime.num_seconds(), refresh })
}
