//! Ending one session of one's own.

use guildhall_domain::accounts::{SessionEnd, SessionState};
use guildhall_domain::ids::{AccountId, SessionId};
use guildhall_persistence::{Tx, accounts as store};
use serde_json::json;

use super::session as subject;
use crate::app::App;
use crate::audit;
use crate::http::problem::{NOT_FOUND, Problem};

/// Ends a live session of the account.
///
/// # Errors
/// `not-found` when it is another's, has ended or never was; those of the store.
pub async fn sign_out(app: &App, tx: &Tx, by: AccountId, id: SessionId) -> Result<(), Problem> {
    let now = app.clock.now();
    let session = store::lock_session(tx, id).await?;
    let live = session.state_at(now, &app.policies.accounts) == SessionState::Live;
    if session.account_id != by || !live {
        return Err(Problem::new(&NOT_FOUND));
    }
    store::end_session(tx, id, SessionEnd::SignedOut, now).await?;
    Ok(audit::record(app, tx, Some(by), "session.ended", subject(id), json!({})).await?)
}
