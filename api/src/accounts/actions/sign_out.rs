//! Ending one session of one's own.

use guildhall_domain::accounts::{AccountEvent, SessionEnd};
use guildhall_domain::ids::{AccountId, SessionId};
use guildhall_persistence::{Tx, accounts as store};

use crate::app::App;
use crate::events;
use crate::http::problem::Problem;

/// Ends a live session of the account.
///
/// # Errors
/// Those of the store.
pub async fn sign_out(app: &App, tx: &Tx, by: AccountId, id: SessionId) -> Result<(), Problem> {
    store::end_session(tx, id, SessionEnd::SignedOut, app.clock.now()).await?;
    let ended = AccountEvent::SessionEnded { session: id, reason: SessionEnd::SignedOut };
    events::record(app, tx, Some(by), ended).await
}
