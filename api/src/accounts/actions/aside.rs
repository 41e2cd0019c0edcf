//! Changes that stand although the request is refused: a failed sign-in is
//! counted, a family of tokens is ended. A refusal rolls its own transaction
//! back, so these have one of theirs.

use guildhall_persistence::Tx;

use crate::app::App;
use crate::http::perform::rerun;
use crate::http::problem::Problem;

/// Runs `act` in a transaction of its own and commits.
///
/// # Errors
/// Whatever `act` refuses, which then is rolled back; those of the store.
pub async fn aside<T>(app: &App, act: impl AsyncFn(&Tx) -> Result<T, Problem>) -> Result<T, Problem> {
    rerun(async || once(app, &act).await).await
}

async fn once<T>(app: &App, act: &impl AsyncFn(&Tx) -> Result<T, Problem>) -> Result<T, Problem> {
    let tx = app.db.begin().await?;
    let done = act(&tx).await?;
    tx.commit().await?;
    Ok(done)
}
