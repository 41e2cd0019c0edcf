//! What accounts do by themselves: the owners of closed accounts are forgotten.

use guildhall_persistence::accounts as store;

use super::actions::erase;
use crate::app::App;
use crate::http::problem::Problem;
use crate::worker::job::{Due, Job, Turn};

/// What this slice does by itself.
pub const JOBS: &[Job] =
    &[Job { name: "accounts.erasure", due: Due::Daily(Turn::Settle), run: |app| Box::pin(erase_closed_accounts(app)) }];

/// So many owners are forgotten a day, at most; the others are the next day.
const MOST_A_DAY: u64 = 500;

/// Forgets the owners of accounts closed long enough ago, each in a transaction of its own; how many. One that fails is passed
/// over, so that others are not kept waiting.
async fn erase_closed_accounts(app: &App) -> Result<u64, Problem> {
    let closed_until = app.clock.now() - app.policies.accounts.closure.kept();
    let (mut erased, mut failed) = (0, None);
    for id in store::accounts_to_erase(&app.db, closed_until, MOST_A_DAY).await? {
        let tx = app.db.begin().await?;
        match erase(app, &tx, id).await {
            Ok(done) => {
                tx.commit().await?;
                erased += u64::from(done);
            }
            Err(problem) => {
                tracing::error!(account = %id, %problem, "the owner of a closed account was not forgotten");
                failed = Some(problem);
            }
        }
    }
    failed.map_or(Ok(erased), Err)
}
