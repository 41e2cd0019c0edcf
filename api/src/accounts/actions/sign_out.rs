//! Ending one session of one's own.

use guildhall_domain::accounts::SessionEnd;
use guildhall_domain::ids::{AccountId, SessionId};
use guildhall_persistence::{Tx, accounts as store};
use serde_json::json;

use super::session as subject;
use crate::app::App;
use crate::audit;
use crate::http::problem::Problem;

/// Ends a live session of the account.
///
/// # Errors
/// Those of the store.
pub async fn sign_out(app: &App, tx: &Tx, by: AccountId, id: SessionId) -> Result<(), Problem> {
    store::end_session(tx, id, SessionEnd::SignedOut, app.clock.now()).await?;
    Ok(audit::record(app, tx, Some(by), "session.ended", subject(id), json!({})).await?)
}
