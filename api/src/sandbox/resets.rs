//! `/v1/sandbox/resets`: back to the beginning.

use actix_web::web::Data;
use chrono::{DateTime, Utc};
use guildhall_persistence::{Tx, wipe};

use super::people::{self, Seeded};
use crate::app::App;
use crate::http::answers::NoContent;
use crate::http::problem::Problem;
use crate::http::query::{NoParams, Params};

/// Fills a new sandbox.
///
/// # Errors
/// Those of the store.
pub async fn begin(app: &App) -> Result<(), Problem> {
    let tx = app.db.begin().await?;
    people::seed(app, &tx).await?;
    Ok(tx.commit().await?)
}

/// Puts data, clock and entropy back to where they were at the start: what
/// follows is as in a new process.
///
/// # Errors
/// Those of the store; then the sandbox is as it was.
pub async fn reset(app: &App) -> Result<(), Problem> {
    // The single connection of an in-memory database keeps other requests out until the reset is done.
    let tx = app.db.begin().await?;
    refill(app, &tx, None).await?;
    app.tokens.forget_all();
    Ok(tx.commit().await?)
}

/// Empties everything and fills it again, with the clock at `at` or where it stood first.
pub(super) async fn refill(app: &App, tx: &Tx, at: Option<DateTime<Utc>>) -> Result<Vec<Seeded>, Problem> {
    wipe(tx).await?;
    app.clock.restart();
    app.entropy.restart();
    app.request_ids.restart();
    if let Some(flaky) = &app.flaky {
        flaky.restart();
    }
    if let Some(at) = at {
        app.clock.set(at);
    }
    people::seed(app, tx).await
}

/// Reset the sandbox
///
/// Deletes everything that happened, fills the sandbox again and sets its clock back. The same requests then get the same
/// answers, including ids and tokens.
#[utoipa::path(post, path = "/resets", tag = "Sandbox")]
pub async fn create_sandbox_reset(app: Data<App>, _: Params<NoParams>) -> Result<NoContent, Problem> {
    reset(&app).await?;
    Ok(NoContent)
}
