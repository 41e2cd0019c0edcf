//! One-time tokens: made for a letter, kept as a hash.

use guildhall_domain::accounts::TokenPurpose;
use guildhall_domain::accounts::session::later;
use guildhall_domain::ids::AccountId;
use guildhall_persistence::Tx;
use guildhall_persistence::accounts::{self as store, OneTimeToken};

use crate::accounts::problems::ONE_TIME_TOKEN_REFUSED;
use crate::accounts::secrets::token_hash;
use crate::app::App;
use crate::http::problem::Problem;

/// A new token; older ones of the same purpose become worthless.
///
/// # Errors
/// Those of any write.
pub async fn issue(app: &App, tx: &Tx, account: AccountId, purpose: TokenPurpose) -> Result<String, Problem> {
    store::withdraw_one_time_tokens(tx, account, purpose).await?;
    issue_another(app, tx, account, purpose).await
}

/// A new token beside the older ones.
///
/// # Errors
/// Those of any write.
pub async fn issue_another(app: &App, tx: &Tx, account: AccountId, purpose: TokenPurpose) -> Result<String, Problem> {
    let token = app.entropy.secret();
    let lifetime = app.policies.accounts.lifetimes().one_time(purpose);
    let record = OneTimeToken {
        token_hash: token_hash(&token),
        account_id: account,
        purpose,
        expires_at: later(app.clock.now(), lifetime),
    };
    store::insert_one_time_token(tx, &record).await?;
    Ok(token)
}

/// Uses a token up; whose it was. The account is locked before its tokens, as
/// everywhere.
///
/// # Errors
/// `one-time-token-refused`; those of the store.
pub async fn take(app: &App, tx: &Tx, token: &str, purpose: TokenPurpose) -> Result<AccountId, Problem> {
    let owner = store::owner_of_one_time_token(tx, &token_hash(token)).await?.ok_or_else(refused)?;
    store::lock_account(tx, owner).await?;
    let owner = store::take_one_time_token(tx, &token_hash(token), purpose, app.clock.now()).await?;
    owner.ok_or_else(refused)
}

/// The refusal of a token, whatever is the matter with it.
pub fn refused() -> Problem {
    let detail = "No account can be opened with this token; ask for a new letter.";
    Problem::new(&ONE_TIME_TOKEN_REFUSED).detail(detail).at("/token")
}
