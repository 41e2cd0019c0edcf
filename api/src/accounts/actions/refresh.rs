//! Refreshing a session: each token once, and a used one ends its family.
//!
//! Invariant: of many uses of one token at most one leaves a live successor.
//! PROMISES B5. The answer to a repeated request under its Idempotency-Key comes
//! from the stored answers and never arrives here.

use guildhall_domain::accounts::{AccountEvent, RefreshDecision, RefreshFacts, Session, SessionEnd, decide_refresh};
use guildhall_domain::ids::SessionId;
use guildhall_persistence::{Tx, accounts as store};

use super::aside::aside;
use super::sign_in::{TokenPair, token_pair};
use crate::accounts::problems::{INVALID_REFRESH_TOKEN, unauthorized};
use crate::accounts::secrets::token_hash;
use crate::app::App;
use crate::events;
use crate::http::problem::Problem;

/// What presenting a refresh token came to.
pub enum Refreshed {
    /// The session goes on with new tokens.
    Rotated(Session, TokenPair),
    /// The token was used before: its session must end, see [`end_family`].
    Reused(SessionId),
}

/// Uses a refresh token.
///
/// # Errors
/// `invalid-refresh-token` when it is unknown or its session counts no longer; those of the store.
pub async fn refresh(app: &App, tx: &Tx, token: &str) -> Result<Refreshed, Problem> {
    let refused = || unauthorized(&INVALID_REFRESH_TOKEN);
    let hash = token_hash(token);
    let presented = store::find_refresh_token(tx, &hash).await?.ok_or_else(refused)?;
    let mut session = store::lock_session(tx, presented.session_id).await?;
    let now = app.clock.now();
    let facts = RefreshFacts { session: &session, used_at: presented.used_at, same_request: false };
    match decide_refresh(&facts, now, &app.policies.accounts) {
        // Another request may have used it while this one waited for the session.
        RefreshDecision::Rotate if store::use_refresh_token(tx, &hash, None, now).await? => {
            session.last_used_at = now;
            store::touch_session(tx, session.id, now).await?;
            let pair = token_pair(app, tx, &session, now).await?;
            Ok(Refreshed::Rotated(session, pair))
        }
        RefreshDecision::Rotate | RefreshDecision::Replay | RefreshDecision::EndFamily => {
            Ok(Refreshed::Reused(session.id))
        }
        RefreshDecision::Refuse(_) => Err(refused()),
    }
}

/// Ends the session of a token that was used twice, for good, although the
/// request that showed it is refused.
///
/// # Errors
/// Those of the store.
pub async fn end_family(app: &App, id: SessionId) -> Result<(), Problem> {
    aside(app, async |tx| {
        if store::end_session(tx, id, SessionEnd::TokenReused, app.clock.now()).await? {
            let ended = AccountEvent::SessionEnded { session: id, reason: SessionEnd::TokenReused };
            events::record(app, tx, None, ended).await?;
        }
        Ok(())
    })
    .await?;
    app.tokens.forget_all();
    Ok(())
}
