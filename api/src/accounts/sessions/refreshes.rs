//! `POST /v1/accounts/refreshes`: new tokens for a session.

use std::cell::Cell;

use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use utoipa::ToSchema;

use super::session_record::SessionOut;
use crate::accounts::actions::refresh::{self, Refreshed};
use crate::accounts::problems::{INVALID_REFRESH_TOKEN, REFRESH_TOKEN_REUSED, unauthorized};
use crate::http::answers::{Answer, Answered};
use crate::http::body::Body;
use crate::http::perform::Write;
use crate::http::problem::Problem;

/// A refresh token to be used up.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = Refresh)]
pub struct RefreshIn {
    /// The latest refresh token of the session.
    #[schema(value_type = String, min_length = 1, max_length = 256, example = "Zk3vPq8sT1wXyB6nMc9dEf2gHj4kLr7uA0oIiVvS5mE")]
    refresh_token: SecretString,
}

/// Refresh a session
///
/// Uses the refresh token up and gives a new pair. A token that was used before ends its session and every token of
/// it: somebody has a copy. Only the same request under the same Idempotency-Key gives the same answer again, for half
/// a minute, in case the first one got lost. Send no `Authorization` with it.
#[utoipa::path(post, path = "/refreshes", tag = "Accounts",
    extensions(("x-remembered-for" = json!("half a minute")), ("x-refuses" = json!([INVALID_REFRESH_TOKEN, REFRESH_TOKEN_REUSED]))))]
pub async fn create_refresh(write: Write, body: Body<RefreshIn>) -> Result<Answered<Answer<SessionOut>>, Problem> {
    let replayed_for = write.app().policies.accounts.lifetimes().refresh_replay;
    let write = write.remembered_for(replayed_for);
    let app = write.app();
    let reused = Cell::new(None);
    let outcome = write
        .perform(async |tx| match refresh::refresh(app, tx, body.0.refresh_token.expose_secret()).await? {
            Refreshed::Rotated(session, pair) => Ok(Answer::new(SessionOut::with_tokens(app, session, pair))),
            Refreshed::Reused(session) => {
                reused.set(Some(session));
                Err(unauthorized(&REFRESH_TOKEN_REUSED))
            }
        })
        .await;
    if let Some(session) = reused.get() {
        refresh::end_family(app, session).await?;
    }
    outcome
}
